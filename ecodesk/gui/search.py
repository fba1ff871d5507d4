"""Search over text, values and subjects: results below the field, read off the window's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ecodesk.domain.facets import DeskFilter
from ecodesk.domain.views import FactRow
from ecodesk.gui import scale
from ecodesk.gui.actions import shield
from ecodesk.gui.article.sheet import block_font
from ecodesk.gui.jobs import Job, JobProgress, Jobs
from ecodesk.gui.labels import fact_title
from ecodesk.gui.marks import mark_of
from ecodesk.gui.models.facts import ROW_ROLE
from ecodesk.gui.printed import expand, printed_value, spellings
from ecodesk.gui.theme import CONTROL_PX, SMALL_PX, Look
from ecodesk.gui.widgets import elided, hint
from ecodesk.knowledge.script import pattern_of

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk

_LIMIT = 60
_ROW = 46
_BEFORE = 6  # characters of the sentence shown before a hit


def _summary(count: int) -> str:
    if not count:
        return "没有找到，换个说法试试"
    more = f"（只列前 {_LIMIT} 条）" if count == _LIMIT else ""
    return f"{count} 条{more}　Enter 打开，↑↓ 选择，Ctrl+Enter 全部列在表中"


class ResultsModel(QAbstractListModel):
    """Facts that were found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[FactRow] = []

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        return fact_title(row.fact) if role == Qt.ItemDataRole.DisplayRole else None

    def show_rows(self, rows: list[FactRow]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()


class _Delegate(QStyledItemDelegate):
    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.words = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return scale.scaled_size(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row: FactRow = index.data(ROW_ROLE)
        look = self._look
        painter.save()
        rect = scale.begin(painter, option.rect)
        painter.setFont(block_font(CONTROL_PX))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.colour("hover"))
        value = "" if row.fact.is_claim else printed_value(row.fact) + row.fact.unit
        painter.setPen(look.colour("text"))
        elided(painter, QRectF(12, rect.top() + 4, rect.width() - 140, 20), fact_title(row.fact))
        right = Qt.AlignmentFlag.AlignRight
        elided(painter, QRectF(rect.width() - 132, rect.top() + 4, 120, 20), value, right)
        painter.setFont(block_font(SMALL_PX))
        painter.setPen(look.colour("muted"))
        self._paint_sentence(painter, QRectF(12, rect.top() + 23, rect.width() - 96, 18), row)
        painter.setPen(look.colour(f"{mark_of(row).role}_text"))
        elided(painter, QRectF(rect.width() - 72, rect.top() + 23, 60, 18), mark_of(row).label, right)
        painter.restore()

    def _paint_sentence(self, painter: QPainter, space: QRectF, row: FactRow) -> None:
        """Title and sentence from shortly before the hit, the hit on a tint."""
        forms = spellings(self.words)
        written = next((form for form in forms if pattern_of(form).search(row.fact.sentence)), self.words)
        before, hit, after = around(row.fact.sentence, written)
        metrics = QFontMetricsF(painter.font())
        title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, space.width() * 0.4)
        head = f"《{title}》{before}"
        if hit:
            ground = QRectF(space.left() + metrics.horizontalAdvance(head), space.top() + 1,
                            metrics.horizontalAdvance(hit), space.height() - 2)
            painter.fillRect(ground.intersected(space), self._look.colour("queried_tint"))
        elided(painter, space, head + hit + after)


def around(sentence: str, words: str) -> tuple[str, str, str]:
    """A sentence as what stands shortly before a hit, the hit and what follows; no hit: all of it last.

    The hit may be in the other script: 产值 hits 產值.
    """
    found = pattern_of(words).search(sentence) if words else None
    if found is None:
        return "", "", sentence
    place = found.start()
    start = place - _BEFORE if place > _BEFORE + 2 else 0
    return ("…" if start else "") + sentence[start:place], found[0], sentence[found.end():]


def ranked(rows: list[FactRow], words: str) -> list[FactRow]:
    """Facts of just this value first, then those whose own words hold it, then those that stand beside it."""
    exact = expand(words)
    written = pattern_of(words)

    def weight(row: FactRow) -> int:
        if exact is not None and exact in (row.fact.value, row.fact.value_high):
            return 0
        return 1 if written.search(row.fact.text) else 2

    return sorted(rows, key=weight)


class SearchBox(QLineEdit):
    """Type, wait a moment, choose; Esc clears and leaves."""

    chosen = Signal(int)
    listed = Signal(str)  # words of which all hits are wanted in the table
    left = Signal()

    def __init__(self, desk: Desk, jobs: Jobs, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs
        self._asked = 0
        self._job: Job | None = None
        self.setObjectName("search")
        self.setAccessibleName("搜索")
        self.setPlaceholderText("搜索正文、数值（1.2亿）、主体…　Ctrl+F")
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(150)
        self.setMaximumWidth(300)
        self.setMaxLength(100)
        shield(self)
        self._model = ResultsModel(self)
        self._popup: QFrame | None = None
        self._look = look
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(220)
        self._timer.timeout.connect(self._ask)
        self.textEdited.connect(lambda _text: self._timer.start())
        self.textChanged.connect(lambda text: None if text.strip() else self._hide())

    def sizeHint(self) -> QSize:
        return scale.scaled_size(300, 32)

    @property
    def results(self) -> ResultsModel:
        return self._model

    def _ask(self) -> None:
        words = self.text().strip()
        if not words:
            return
        self._asked += 1
        number = self._asked
        if self._job is not None:
            self._job.progress.cancel()
        self._job = self._jobs.seek(lambda progress: self._look_up(words, progress),
                                    lambda rows: self._found(number, rows))

    def _look_up(self, words: str, progress: JobProgress) -> list[FactRow]:
        return self._desk.queries.found(DeskFilter(words=words), limit=_LIMIT,
                                        stop=lambda: progress.cancelled)

    def _found(self, number: int, rows: list[FactRow]) -> None:
        if number != self._asked or not self.text().strip():
            return
        words = self.text().strip()
        self._model.show_rows(ranked(rows, words))
        popup = self._make_popup()
        self._delegate.words = words
        self._list.setVisible(bool(rows))
        self._foot.setText(_summary(len(rows)))
        if rows:
            self._list.setCurrentIndex(self._model.index(0))
        width, height = scale.scaled(430), scale.scaled(min(len(rows), 9) * _ROW + 34)
        window = self.window()
        place = self.mapTo(window, QPoint(self.width() - width, self.height() + 4))
        popup.setGeometry(max(place.x(), 8), place.y(), width, height)
        popup.show()
        popup.raise_()

    def _make_popup(self) -> QFrame:
        if self._popup is None:
            # A child of the window, not a popup window: the field keeps the focus and the input method.
            self._popup = QFrame(self.window())
            self._popup.setObjectName("popup")
            self._list = QListView()
            self._list.setObjectName("results")
            self._list.setModel(self._model)
            self._delegate = _Delegate(self._look, self._list)
            self._list.setItemDelegate(self._delegate)
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setMouseTracking(True)
            self._list.clicked.connect(self._choose)
            self._foot = hint("")
            self._foot.setContentsMargins(12, 4, 12, 6)
            column = QVBoxLayout(self._popup)
            column.setContentsMargins(1, 1, 1, 1)
            column.setSpacing(0)
            column.addWidget(self._list, 1)
            column.addWidget(self._foot)
        return self._popup

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if row is not None:
            self._hide()
            self.chosen.emit(row.id)
            self.left.emit()

    def _hide(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        open_now = self._popup is not None and self._popup.isVisible()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._hide()
            self.listed.emit(self.text().strip())
        elif enter:
            if open_now and self._list.currentIndex().isValid():
                self._choose(self._list.currentIndex())
            else:
                self._ask()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and open_now:
            by = 1 if event.key() == Qt.Key.Key_Down else -1
            row = min(max(self._list.currentIndex().row() + by, 0), self._model.rowCount() - 1)
            self._list.setCurrentIndex(self._model.index(row))
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hide()

    def event(self, event: QEvent) -> bool:
        # Tab leaves the field; the popup must not stay behind.
        if event.type() == QEvent.Type.Hide:
            self._hide()
        return super().event(event)
