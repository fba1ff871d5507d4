"""The left pane: articles by batch, with progress, open conflicts and damage."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ecodesk.domain.views import ArticleRow, BatchRow
from ecodesk.gui import scale
from ecodesk.gui.article.highlights import hatch_brush
from ecodesk.gui.article.sheet import block_font
from ecodesk.gui.empty import EmptyState
from ecodesk.gui.models.articles import ROW_ROLE, ArticlesModel
from ecodesk.gui.theme import CONTROL_PX, SMALL_PX, Look
from ecodesk.gui.trees import HeadedTree
from ecodesk.gui.widgets import elided

BATCH_HEIGHT = 34
ARTICLE_HEIGHT = 56
_SIDE = 14
_SHORTEST = 10  # pixels of a bar that still says something
_NUMERALS = "零一两三四五六七八九十"


def damage_words(row: ArticleRow) -> str:
    """What the amber chip says: 残损 27, or 一版两篇 where a file held several articles."""
    if row.damage:
        return f"残损 {row.damage}"
    if row.siblings > 1:
        count = _NUMERALS[row.siblings] if row.siblings <= 10 else str(row.siblings)
        return f"一版{count}篇"
    return ""


def chip_rect(rect: QRectF, row: ArticleRow) -> QRectF:
    """Where the amber chip of an article's row stands: behind the title, or before the bar where the title
    needs the whole line; null when there is none."""
    words = damage_words(row)
    if not words:
        return QRectF()
    left, room = rect.left() + _SIDE + 3, rect.width() - 2 * _SIDE - 3
    width = QFontMetricsF(block_font(SMALL_PX)).horizontalAdvance(words) + 12
    used = QFontMetricsF(block_font(CONTROL_PX)).horizontalAdvance(row.title)
    if used + width + 6 <= room:
        return QRectF(left + used + 6, rect.top() + 8, width, 18)
    return QRectF(left, rect.top() + 32, width, 18)


class ArticleDelegate(QStyledItemDelegate):
    """Paints batch headers and two-line articles."""

    def __init__(self, look: Look, expanded: Callable[[QModelIndex], bool],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._expanded = expanded

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return scale.scaled_size(100, ARTICLE_HEIGHT if index.parent().isValid() else BATCH_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QRect(0, option.rect.top(), option.rect.right() + 1, option.rect.height())
        rect = scale.begin(painter, line)
        if isinstance(row, BatchRow):
            self._paint_batch(painter, rect, row, index)
        elif isinstance(row, ArticleRow):
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_article(painter, rect, row, selected,
                                bool(option.state & QStyle.StateFlag.State_MouseOver))
        painter.restore()

    def _paint_batch(self, painter: QPainter, rect: QRectF, row: BatchRow, index: QModelIndex) -> None:
        painter.setPen(self._look.colour("muted"))
        painter.setFont(block_font(SMALL_PX))
        count = f"{row.decided} / {row.facts}"
        width = QFontMetricsF(painter.font()).horizontalAdvance(count)
        space = rect.adjusted(_SIDE, 2, -_SIDE, 0)
        painter.drawText(space, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        sign = "▾" if self._expanded(index) else "▸"
        tail = f" · {row.articles} 篇"
        room = space.width() - width - 8
        tail_width = QFontMetricsF(painter.font()).horizontalAdvance(tail)
        metrics = QFontMetricsF(painter.font())
        head = f"{sign} {row.title}"
        if metrics.horizontalAdvance(head) + tail_width > room:
            # A long name needs the line for itself; how many articles there are is in the tool tip.
            tail, tail_width = "", 0
        head = metrics.elidedText(head, Qt.TextElideMode.ElideRight, room - tail_width)
        elided(painter, space.adjusted(0, 0, -width - 8, 0), head + tail)

    def _paint_article(self, painter: QPainter, rect: QRectF, row: ArticleRow, selected: bool,
                       hot: bool) -> None:
        look = self._look
        if selected or hot:
            painter.fillRect(rect, look.colour("selected" if selected else "hover"))
        if selected:
            painter.fillRect(QRectF(0, rect.top(), 3, rect.height()), look.colour("accent"))
        left, right = _SIDE + 3, rect.right() - _SIDE
        painter.setFont(block_font(CONTROL_PX))
        painter.setPen(look.colour("text"))
        elided(painter, QRectF(left, rect.top() + 6, right - left, 22), row.title)
        chip = chip_rect(rect, row)
        if not chip.isNull():
            self._paint_chip(painter, chip, damage_words(row))
            if chip.top() > rect.top() + 20:
                left += chip.width() + 8
        self._paint_progress(painter, left, right, rect.top() + 41, row)

    def _paint_chip(self, painter: QPainter, rect: QRectF, words: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hatch_brush(self._look))
        painter.drawRoundedRect(rect, 3, 3)
        painter.setFont(block_font(SMALL_PX))
        painter.setPen(self._look.colour("hatch_text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_progress(self, painter: QPainter, left: float, right: float, middle: float,
                        row: ArticleRow) -> None:
        look = self._look
        painter.setFont(block_font(SMALL_PX))
        if row.conflicts:
            words = str(row.conflicts)
            width = max(QFontMetricsF(painter.font()).horizontalAdvance(words) + 12, 20)
            pill = QRectF(right - width, middle - 9, width, 18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("conflict_tint"))
            painter.drawRoundedRect(pill, 9, 9)
            painter.setPen(look.colour("conflict_text"))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
            right -= width + 6
        count = f"{row.decided}/{row.facts}"
        width = QFontMetricsF(painter.font()).horizontalAdvance(count)
        painter.setPen(look.colour("muted"))
        place = QRectF(right - width, middle - 10, width + 1, 20)
        if place.left() < left:
            return  # a narrow pane: damage and conflicts before the count
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, count)
        track = QRectF(left, middle - 2, right - width - 8 - left, 4)
        if track.width() < _SHORTEST:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("track"))
        painter.drawRoundedRect(track, 2, 2)
        if row.facts and row.decided:
            done = QRectF(track)
            done.setWidth(max(track.width() * row.decided / row.facts, 4))
            painter.setBrush(look.colour("verified"))
            painter.drawRoundedRect(done, 2, 2)


class ArticleTree(HeadedTree):
    """Enter opens and moves on; it never decides."""

    entered_article = Signal(int)
    damage_wanted = Signal(int)
    menu_wanted = Signal(object, QPoint)  # ArticleRow and the place on the screen
    batch_menu_wanted = Signal(object, QPoint)  # BatchRow and the same

    def __init__(self, model: ArticlesModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(model, look, parent)
        self.setObjectName("articles")
        self.setAccessibleName("稿件")
        self.setItemDelegate(ArticleDelegate(look, self.isExpanded, self))
        self.clicked.connect(self._clicked)


    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self.model().row_of(index)
        if event.button() == Qt.MouseButton.LeftButton and isinstance(row, ArticleRow) and row.damage:
            rect = self.visualRect(index)
            line = scale.design_rect(QRect(0, rect.top(), rect.right() + 1, rect.height()))
            if chip_rect(line, row).contains(scale.design_point(event.position())):
                self.damage_wanted.emit(row.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        asked = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if asked else self.currentIndex()
        row = self.model().row_of(index)
        at = self.viewport().mapToGlobal(event.pos() if asked else self.visualRect(index).center())
        if isinstance(row, ArticleRow):
            self.menu_wanted.emit(row, at)
        elif isinstance(row, BatchRow):
            self.batch_menu_wanted.emit(row, at)

    def _clicked(self, index: QModelIndex) -> None:
        if not index.parent().isValid():
            self.setExpanded(index, not self.isExpanded(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            row = self.model().row_of(index)
            if isinstance(row, ArticleRow):
                self.entered_article.emit(row.id)
            else:
                self._clicked(index)
            return
        super().keyPressEvent(event)


class ArticlesPane(QWidget):
    """List of articles; says what to do when there is none."""

    article_chosen = Signal(int)
    entered = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ArticlesModel(self)
        self.tree = ArticleTree(self.model, look, self)
        self._empty = EmptyState("还没有稿件", "导入的稿件按批次列在这里")
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 6)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.tree)
        self._shown: int | None = None
        self._batch: int | None = None
        self._following = False
        self.tree.selectionModel().currentChanged.connect(self._changed)
        self.tree.entered_article.connect(self.entered)
        self.model.rowsInserted.connect(lambda *_: self._follow())
        self.model.modelReset.connect(self._open_batches)

    def show_batches(self, batches: list[BatchRow]) -> None:
        """The batches; the newest is opened."""
        place = self.tree.verticalScrollBar().value()
        self.model.show_batches(batches)
        self.tree.verticalScrollBar().setValue(place)
        self._stack.setCurrentIndex(1 if batches else 0)

    def show_article(self, article_id: int | None, batch_id: int | None = None) -> None:
        """Follow the selection into its batch, which is read where it was not yet."""
        self._shown, self._batch = article_id, batch_id
        self._follow()

    def _follow(self) -> None:
        if self._shown is None:
            return
        index = self.model.index_of(self._shown)
        if not index.isValid() and self._batch is not None:
            batch = self.model.place_of(self._batch)
            if self.model.canFetchMore(batch):
                self.model.fetchMore(batch)
        if index.isValid() and index != self.tree.currentIndex():
            self._following = True
            self.tree.expand(index.parent())
            self.tree.setCurrentIndex(index)
            self._following = False

    def _open_batches(self) -> None:
        # Asked for at once: the first batch is what the editor wants to see.
        for position in range(self.model.rowCount()):
            index = self.model.index(position, 0)
            if position == 0 or not self.model.canFetchMore(index):
                self.tree.expand(index)
            if self.model.canFetchMore(index) and position == 0:
                self.model.fetchMore(index)
        self._follow()

    def _changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.model.row_of(current)
        if isinstance(row, ArticleRow) and not self._following and row.id != self._shown:
            self._shown = row.id
            self.article_chosen.emit(row.id)
