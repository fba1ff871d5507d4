"""The list of findings: verdict, what it is about, what the check says, where it stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ecodesk.domain.views import FindingRow
from ecodesk.gui.article.sheet import block_font
from ecodesk.gui.labels import verdict_text
from ecodesk.gui.marks import is_open, verdict_role
from ecodesk.gui.models.findings import FACETS, ROW_ROLE, FindingsModel, finding_title
from ecodesk.gui.theme import CONTROL_PX, SMALL_PX, Look
from ecodesk.gui.widgets import ChipRow, EmptyState, elided

_HEIGHT = 76


class FindingDelegate(QStyledItemDelegate):
    """Three lines a finding."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(200, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row: FindingRow = index.data(ROW_ROLE)
        rect, look = QRectF(option.rect), self._look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selected"))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), look.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.colour("hover"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.colour("line"))
        left, right = rect.left() + 14, rect.right() - 14
        used = self._paint_pill(painter, left, rect.top() + 9, row)
        painter.setFont(block_font(CONTROL_PX, bold=True))
        painter.setPen(look.colour("text"))
        title = QRectF(left + used + 8, rect.top() + 7, right - left - used - 8, 22)
        elided(painter, title, finding_title(row))
        painter.setFont(block_font(SMALL_PX))
        painter.setPen(look.colour("text"))
        words = row.finding.formula or row.finding.explanation
        elided(painter, QRectF(left, rect.top() + 30, right - left, 19), words)
        painter.setPen(look.colour("muted"))
        elided(painter, QRectF(left, rect.top() + 50, right - left, 19), self._where(row))
        painter.restore()

    def _paint_pill(self, painter: QPainter, left: float, top: float, row: FindingRow) -> float:
        words = verdict_text(row.finding.verdict, row.finding.kind)
        role = verdict_role(row.finding.verdict)
        painter.setFont(block_font(SMALL_PX))
        width = QFontMetricsF(painter.font()).horizontalAdvance(words) + 14
        pill = QRectF(left, top, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour(f"{role}_tint"))
        painter.drawRoundedRect(pill, 9, 9)
        painter.setPen(self._look.colour(f"{role}_text"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        return width

    @staticmethod
    def _where(row: FindingRow) -> str:
        titles = list(dict.fromkeys(f"《{fact.title}》" for fact in row.rows))
        undecided = sum(is_open(fact) for fact in row.rows)
        state = f"待核 {undecided}" if undecided else "已审定"
        return f"{state}　" + "".join(titles)


class FindingsList(QListView):
    """Enter opens the finding's fact; elsewhere on the page it verifies."""

    def event(self, event: QEvent) -> bool:
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in enter and not event.modifiers():
            event.accept()
            return True
        return super().event(event)


class FindingsPane(QFrame):
    """Chips and list; emits the finding that was chosen."""

    chosen = Signal(object)  # FindingRow | None
    opened = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("left")
        self.model = FindingsModel(self)
        self.chips = ChipRow([(name, words) for name, (words, _) in FACETS.items()], self, per_row=4)
        self.list = FindingsList()
        self.list.setModel(self.model)
        self.list.setObjectName("findings")
        self.list.setAccessibleName("核查结果")
        self.list.setItemDelegate(FindingDelegate(look, self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._empty = EmptyState("这一类没有结果", "换一个筛选；导入更多稿件后，各稿之间的说法会在这里对照")
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self.chips)
        column.addLayout(self._stack, 1)
        self.chips.chosen.connect(self._facet_chosen)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.list.activated.connect(lambda _index: self.opened.emit())
        look.changed.connect(self.list.viewport().update)
        self._first = True

    @property
    def current(self) -> FindingRow | None:
        return self.model.row_at(self.list.currentIndex().row())

    def show_rows(self, rows: list[FindingRow]) -> None:
        """New findings; the one that was looked at stays in view."""
        before = self.current
        self.model.show_rows(rows)
        counts = self.model.counts()
        self.chips.show_counts(counts)
        if self._first and rows:
            self._first = False
            fullest = next((name for name in FACETS if counts[name]), "conflict")
            self.chips.choose(fullest)
            return
        self._settle(self.model.position_of(before.id) if before else 0)

    def step(self, by: int) -> None:
        """Next or previous finding."""
        row = min(max(self.list.currentIndex().row() + by, 0), self.model.rowCount() - 1)
        self.list.setCurrentIndex(self.model.index(row))

    def _facet_chosen(self, facet: str) -> None:
        self.model.show_facet(facet)
        self._settle(0)

    def _settle(self, position: int) -> None:
        filled = self.model.rowCount() > 0
        self._stack.setCurrentIndex(0 if filled else 1)
        if filled:
            self.list.setCurrentIndex(self.model.index(max(position, 0)))
        else:
            self.chosen.emit(None)

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.model.row_at(current.row()) if current.isValid() else None
        if row is not None:
            self.chosen.emit(row)
