"""The tree of facets: painted calmly, walked by arrows, ticked by blank, Enter or a click."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from ecodesk.gui import scale
from ecodesk.gui.article.sheet import block_font
from ecodesk.gui.filters.model import ENTRY_ROLE, Entry, FacetsModel
from ecodesk.gui.filters.words import count_words
from ecodesk.gui.theme import CONTROL_PX, SMALL_PX, Look
from ecodesk.gui.trees import HeadedTree
from ecodesk.gui.widgets import elided

_HEAD, _LINE = 32, 27
_SIDE, _INDENT, _BOX = 14, 24, 14


class FacetDelegate(QStyledItemDelegate):
    """Heads with their sign, values with box and count."""

    def __init__(self, look: Look, tree: QTreeView) -> None:
        super().__init__(tree)
        self._look, self._tree = look, tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return scale.scaled_size(100, _LINE if index.parent().isValid() else _HEAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        painter.save()
        line = QRect(0, option.rect.top(), option.rect.right() + 1, option.rect.height())
        rect = scale.begin(painter, line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self._tree.currentIndex() == index and self._tree.hasFocus()
        if current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._look.colour("selected" if current else "hover"))
        if entry.head:
            self._paint_head(painter, rect, entry, self._tree.isExpanded(index))
        else:
            self._paint_entry(painter, rect, entry)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRectF, entry: Entry, open_now: bool) -> None:
        painter.setFont(block_font(SMALL_PX))
        painter.setPen(self._look.colour("muted"))
        space = rect.adjusted(_SIDE, 4, -_SIDE, 0)
        elided(painter, space, f"{'▾' if open_now else '▸'} {entry.words}")
        if entry.count and (entry.facet is not None or not open_now):
            painter.setPen(self._look.colour("accent_text" if entry.facet is not None else "muted"))
            words = f"已选 {entry.count}" if entry.facet is not None else str(entry.count)
            elided(painter, space, words, Qt.AlignmentFlag.AlignRight)

    def _paint_entry(self, painter: QPainter, rect: QRectF, entry: Entry) -> None:
        look = self._look
        left = _INDENT + 4
        if entry.facet is not None and not entry.more:
            self._paint_box(painter, QRectF(_INDENT, rect.center().y() - _BOX / 2 + 0.5, _BOX, _BOX),
                            entry.chosen)
            left = _INDENT + _BOX + 7
        elif entry.view is not None and entry.chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawRoundedRect(QRectF(_INDENT - 6, rect.top() + 6, 3, rect.height() - 12), 1.5, 1.5)
        painter.setFont(block_font(SMALL_PX))
        count = "" if entry.count is None else count_words(entry.count)
        room = QFontMetricsF(painter.font()).horizontalAdvance(count) + (10 if count else 0)
        painter.setPen(look.colour("muted"))
        elided(painter, rect.adjusted(0, 0, -_SIDE, 0), count, Qt.AlignmentFlag.AlignRight)
        painter.setFont(block_font(SMALL_PX if entry.more else CONTROL_PX))
        empty = entry.count == 0 and not entry.chosen
        role = "accent_text" if entry.more or (entry.view and entry.chosen) else "faint" if empty else "text"
        painter.setPen(look.colour(role))
        elided(painter, rect.adjusted(left, 0, -_SIDE - room, 0), entry.words)

    def _paint_box(self, painter: QPainter, box: QRectF, chosen: bool) -> None:
        look = self._look
        painter.setPen(QPen(look.colour("primary" if chosen else "line_strong"), 1))
        painter.setBrush(look.colour("primary" if chosen else "raised"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if chosen:
            painter.setPen(QPen(look.colour("primary_text"), 1.6))
            at = box.topLeft()
            painter.drawPolyline([at + QPointF(3.5, 7.2), at + QPointF(6, 9.7), at + QPointF(10.5, 4.6)])


class FacetTree(HeadedTree):
    """Tells which line was taken; opening a facet asks for its counts."""

    taken = Signal(object)  # Entry
    menu_wanted = Signal(object, QPoint)  # Entry and the place on the screen
    left = Signal()

    def __init__(self, model: FacetsModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(model, look, parent)
        self.setObjectName("facets")
        self.setAccessibleName("筛选条件")
        self.setItemDelegate(FacetDelegate(look, self))
        self.clicked.connect(self._take)


    def entry(self, index: QModelIndex) -> Entry | None:
        found: Entry | None = index.data(ENTRY_ROLE)
        return found

    def _take(self, index: QModelIndex) -> None:
        entry = self.entry(index)
        if entry is not None and entry.head:
            self.setExpanded(index, not self.isExpanded(index))
        elif entry is not None:
            self.taken.emit(entry)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        asked = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if asked else self.currentIndex()
        entry = self.entry(index)
        if entry is not None and entry.view is not None:
            at = event.pos() if asked else self.visualRect(index).center()
            self.menu_wanted.emit(entry, self.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and index.isValid():
            self._take(index)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
