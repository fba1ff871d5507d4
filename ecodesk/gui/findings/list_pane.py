"""The list of findings: verdict, what it is about, what the check says, where it stands."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
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
from ecodesk.gui import scale
from ecodesk.gui.actions import on_enter
from ecodesk.gui.article.sheet import block_font
from ecodesk.gui.empty import EmptyState
from ecodesk.gui.findings.settlement import settlement_icon, settlement_role
from ecodesk.gui.icons import Icons
from ecodesk.gui.labels import verdict_text
from ecodesk.gui.marks import is_open, verdict_role
from ecodesk.gui.models.findings import FACETS, ROW_ROLE, WORDS, FindingsModel, Heading, finding_title
from ecodesk.gui.remarks import Remark
from ecodesk.gui.theme import CONTROL_PX, SMALL_PX, Look
from ecodesk.gui.widgets import ChipRow, elided
from ecodesk.knowledge.settlements import settlement_words

_HEIGHT = 76
_SETTLED_HEIGHT = 96
_HEADING = 34


class FindingDelegate(QStyledItemDelegate):
    """Three lines a finding."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._icons = look, icons

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        item = index.data(ROW_ROLE)
        if isinstance(item, FindingRow) and item.finding.settlement is not None:
            return scale.scaled_size(200, _SETTLED_HEIGHT)
        return scale.scaled_size(200, _HEADING if isinstance(item, Heading) else _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        item = index.data(ROW_ROLE)
        look = self._look
        painter.save()
        rect = scale.begin(painter, option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(item, Heading):
            self._paint_heading(painter, rect, item)
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selected"))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), look.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.colour("hover"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.colour("line"))
        if isinstance(item, Remark):
            self._paint_lines(painter, rect, item.name, verdict_role(item.verdict), item.words,
                              item.excerpt, "")
        else:
            verdict = verdict_text(item.finding.verdict, item.finding.kind)
            self._paint_lines(painter, rect, verdict, verdict_role(item.finding.verdict), finding_title(item),
                              item.finding.formula or item.finding.explanation, self._where(item))
            self._paint_settlement(painter, rect, item)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRectF, item: Heading) -> None:
        painter.fillRect(rect, self._look.colour("header"))
        painter.setFont(block_font(SMALL_PX))
        painter.setPen(self._look.colour("muted"))
        count = f"{item.count} 处"
        width = QFontMetricsF(painter.font()).horizontalAdvance(count)
        space = rect.adjusted(10, 0, -14, 0)
        painter.drawText(space, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        elided(painter, space.adjusted(0, 0, -width - 8, 0), f"《{item.title}》")

    def _paint_lines(self, painter: QPainter, rect: QRectF, pill: str, role: str, title: str, words: str,
                     where: str) -> None:
        """Pill and title, then two lines; without a third the second is set a little lower."""
        look, left, right = self._look, rect.left() + 14, rect.right() - 14
        used = self._paint_pill(painter, left, rect.top() + 9, pill, role)
        painter.setFont(block_font(CONTROL_PX, bold=bool(where)))
        painter.setPen(look.colour("text"))
        elided(painter, QRectF(left + used + 8, rect.top() + 7, right - left - used - 8, 22), title)
        painter.setFont(block_font(SMALL_PX))
        painter.setPen(look.colour("text" if where else "muted"))
        elided(painter, QRectF(left, rect.top() + (30 if where else 40), right - left, 19), words)
        painter.setPen(look.colour("muted"))
        elided(painter, QRectF(left, rect.top() + 50, right - left, 19), where)

    def _paint_settlement(self, painter: QPainter, rect: QRectF, row: FindingRow) -> None:
        """What was ruled, with its icon, on a line of its own; a group without a ruling has none."""
        told = row.finding.settlement
        if told is None:
            return
        role, left, top = settlement_role(row.finding), rect.left() + 14, rect.top() + 69
        ratio = painter.device().devicePixelRatioF() * scale.factor()
        painter.drawPixmap(QPointF(left, top + 2), self._icons.pixmap(settlement_icon(told), role, 15, ratio))
        painter.setFont(block_font(SMALL_PX))
        painter.setPen(self._look.colour(f"{role}_text"))
        words = settlement_words(row, noted=True)
        elided(painter, QRectF(left + 20, top, rect.right() - 14 - left - 20, 19), words)

    def _paint_pill(self, painter: QPainter, left: float, top: float, words: str, role: str) -> float:
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
    """Up and down go from finding to finding, left and right from one of its facts to the next."""

    turned = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self.turned.emit(by)


class FindingsPane(QFrame):
    """Chips and list; emits the finding that was chosen."""

    chosen = Signal(object)  # FindingRow | Remark | None
    opened = Signal()
    marked = Signal()  # other rows are selected beside the current one
    menu_wanted = Signal(QPoint)

    def __init__(self, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("left")
        self.model = FindingsModel(self)
        self.chips = ChipRow([(name, words) for name, (words, _) in FACETS.items()], self)
        self.list = FindingsList()
        on_enter(self.list, self.opened.emit)
        self.list.setModel(self.model)
        self.list.setObjectName("findings")
        self.list.setAccessibleName("核查结果")
        self.list.setItemDelegate(FindingDelegate(look, icons, self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
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
        self.list.doubleClicked.connect(lambda _index: self.opened.emit())
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.selectionModel().selectionChanged.connect(lambda *_ranges: self.marked.emit())
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(
            lambda place: self.menu_wanted.emit(self.list.viewport().mapToGlobal(place)))
        for told in (look.changed, icons.ready):
            told.connect(self.list.viewport().update)
        self._first = True

    @property
    def current(self) -> FindingRow | Remark | None:
        return self.model.row_at(self.list.currentIndex().row())

    def chosen_rows(self) -> list[FindingRow]:
        """Findings of the selected rows from top to bottom; remarks are left out."""
        places = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        rows = (self.model.row_at(place) for place in places)
        return [row for row in rows if isinstance(row, FindingRow)]

    def show_rows(self, rows: list[FindingRow]) -> None:
        """New findings; the one that was looked at stays in view."""
        before, place = self.current, self.list.verticalScrollBar().value()
        self.model.show_rows(rows)
        counts = self.model.counts()
        self.chips.show_counts(counts)
        if self._first and rows:
            self._first = False
            fullest = next((name for name in FACETS if counts[name]), "conflict")
            self.chips.choose(fullest)
        elif self.model.facet != WORDS:
            self._settle(self.model.position_of(before), place)

    def show_remarks(self, remarks: list[Remark]) -> None:
        """What there is to say about words."""
        before, place = self.current, self.list.verticalScrollBar().value()
        self.model.show_remarks(remarks)
        self.chips.show_counts(self.model.counts())
        if self.model.facet == WORDS:
            self._settle(self.model.position_of(before), place)

    def step(self, by: int) -> None:
        """Next or previous finding."""
        wanted = min(max(self.list.currentIndex().row() + by, 0), self.model.rowCount() - 1)
        self.list.setCurrentIndex(self.model.index(self.model.nearest(wanted, by)))

    def _facet_chosen(self, facet: str) -> None:
        self.model.show_facet(facet)
        self._settle(0)

    def _settle(self, position: int, scrolled: int = 0) -> None:
        """Choose a row, and where it was chosen before keep the list where the editor had scrolled it."""
        place = self.model.nearest(max(position, 0))
        self._stack.setCurrentIndex(0 if place >= 0 else 1)
        if place >= 0:
            self.list.setCurrentIndex(self.model.index(place))
            if position >= 0 and scrolled:
                self.list.verticalScrollBar().setValue(scrolled)
        else:
            self.chosen.emit(None)

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.model.row_at(current.row()) if current.isValid() else None
        if row is not None:
            self.chosen.emit(row)
