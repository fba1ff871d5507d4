"""The table of facts with its filter chips; the current row is the selection's fact."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QPushButton,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ecodesk.domain.decisions import Status
from ecodesk.domain.reasons import Trust
from ecodesk.domain.views import FactOrder, FactRow
from ecodesk.gui.article.sheet import block_font
from ecodesk.gui.facts.trust import BARS_WIDTH, SETTLED, TrustButton, paint_bars, trust_text
from ecodesk.gui.icons import Icons
from ecodesk.gui.marks import mark_of, verdict_role
from ecodesk.gui.models.facts import FACETS, HEADERS, ROW_ROLE, WIDTHS, Column, FactsModel
from ecodesk.gui.theme import CONTROL_PX, Look
from ecodesk.gui.widgets import ChipRow, EmptyState, elided

ROW_HEIGHT = 32
_PAD = 6
_ELASTIC = (Column.SUBJECT, Column.INDICATOR)
_LEAST = 84
_ICON = 16
_NARROWEST = 30  # pixels: the table makes no column smaller, so none may count for less
_MOST = {Column.VALUE: 104, Column.UNIT: 72, Column.HEDGE: 46, Column.PERIOD: 84, Column.PLACE: 76,
         Column.CROSS: 78, Column.TRUST: 46}
_TIGHT = {Column.UNIT: 42, Column.PERIOD: 50, Column.PLACE: 48, Column.CROSS: 62, Column.TRUST: 36}
_MEASURED = 300  # rows whose words are measured: a table of thousands must not cost a second
_FITTING = 0.92  # share of the words that a column shows whole; one long word must not widen it for all


def shared_widths(needed: Mapping[Column, int], room: int) -> dict[Column, int]:
    """Widths in pixels that fill `room`: small columns get what they need up to a limit, less where subject
    and indicator would have under 84 each; these two share the rest in the ratio of their needs. Of two that
    do not both fit, one whose words are short gives room to the other."""
    widths = {column: min(width, _MOST.get(column, width)) for column, width in needed.items()
              if column not in _ELASTIC}
    elastic = [column for column in _ELASTIC if column in needed]
    missing = _LEAST * len(elastic) - (room - sum(widths.values()))
    give = {column: max(width - _TIGHT.get(column, width), 0) for column, width in widths.items()}
    if missing > 0 and sum(give.values()):
        share = min(missing / sum(give.values()), 1.0)
        widths |= {column: widths[column] - ceil(give[column] * share) for column in widths}
    left = room - sum(widths.values())
    wanted = sum(needed[column] for column in elastic)
    least = {column: min(_LEAST, needed[column]) if wanted > left else _LEAST for column in elastic}
    for number, column in enumerate(elastic):
        rest = elastic[number + 1:]
        part = left * needed[column] // max(wanted, 1) if rest else left
        widths[column] = max(min(part, left - sum(least[other] for other in rest)), least[column])
        left -= widths[column]
        wanted -= needed[column]
    return widths


class FactsDelegate(QStyledItemDelegate):
    """Paints a row as on paper: status icon, right-aligned numbers, cross-check in its colour."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._font = block_font(CONTROL_PX)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        advance = QFontMetricsF(self._font).horizontalAdvance(words)
        return QSize(int(advance) + 2 * _PAD, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row: FactRow = index.data(ROW_ROLE)
        look, rect = self._look, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selected"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.colour("line"))
        column = Column(index.column())
        if column is Column.STATUS:
            mark = mark_of(row)
            picture = self._icons.pixmap(mark.icon, mark.role, _ICON, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(rect.left() + 7, rect.top() + (rect.height() - _ICON) / 2), picture)
        elif column is Column.TRUST:
            bars = rect.adjusted(_PAD, 0, -_PAD, 0)
            paint_bars(painter, bars, row, look)
            words = bars.adjusted(BARS_WIDTH - _PAD + 2, 0, 2 * _PAD, 0)
            self._paint_words(painter, words, row, column, trust_text(row))
        else:
            self._paint_words(painter, rect, row, column, str(index.data(Qt.ItemDataRole.DisplayRole) or ""))
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRectF, row: FactRow, column: Column, words: str) -> None:
        font = self._font
        role = "text"
        if column is Column.CROSS:
            role = f"{verdict_role(row.verdict)}_text"
        elif row.status is Status.REJECTED:
            role = "rejected_text"
        elif column is Column.TRUST:
            doubtful = row.trust is Trust.DOUBTFUL and row.status not in SETTLED
            role = "queried_text" if doubtful else "muted"
        elif column in (Column.UNIT, Column.HEDGE, Column.PERIOD, Column.PLACE):
            role = "muted" if not words else "text"
        if column is Column.VALUE and row.status is Status.REJECTED:
            font = block_font(CONTROL_PX)
            font.setStrikeOut(True)
        painter.setFont(font)
        painter.setPen(self._look.colour(role))
        right = column is Column.VALUE and not row.fact.is_claim
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        elided(painter, rect.adjusted(_PAD, 0, -_PAD, 0), words, align)


class FactsTable(QTableView):
    """Read-only: without editable flags no input method swallows a key."""

    stepped_out = Signal()

    def __init__(self, model: FactsModel, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setObjectName("facts")
        self.setAccessibleName("事实表")
        self.setItemDelegate(FactsDelegate(look, icons, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._arrange_headers()
        look.changed.connect(self.viewport().update)
        icons.ready.connect(self.viewport().update)

    def _arrange_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setFixedHeight(ROW_HEIGHT)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        header.setMinimumSectionSize(_NARROWEST)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(False)  # the widths that are shared out fill the table themselves
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(Column.STATUS, QHeaderView.ResizeMode.Fixed)
        header.sectionResized.connect(self._resized)
        self._fitting = False
        self.own_widths = False

    def _resized(self, _column: int, _before: int, _after: int) -> None:
        # A width the editor has set is kept from then on.
        if not self._fitting and QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self.own_widths = True
            self.horizontalHeader().setStretchLastSection(True)

    def fit_columns(self) -> None:
        """Widths by what the columns hold; what is left goes to subject and indicator, by their need."""
        if self.own_widths:
            return
        shown = [column for column in Column if not self.isColumnHidden(column)]
        words = {column: self._measured(column) for column in shown}
        needed = {column: widths[-1] for column, widths in words.items()}
        room = self.viewport().width()
        if sum(needed.values()) > room:
            # No room for everything: one long word must not widen a column for all. Numbers stay whole.
            needed |= {column: widths[int((len(widths) - 1) * _FITTING)] for column, widths in words.items()
                       if column not in (Column.VALUE, Column.HEDGE)}
        widths = shared_widths(needed, room)
        self._fitting = True
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self._fitting = False

    def _measured(self, column: Column) -> list[int]:
        """Pixels for the first words of a column, ascending, each at least as wide as the header."""
        if column in (Column.STATUS, Column.TRUST):
            return [WIDTHS[column]]
        metrics, model = QFontMetricsF(block_font(CONTROL_PX)), self.model()
        least = max(metrics.horizontalAdvance(HEADERS[column]), _NARROWEST - 2 * _PAD)
        rows = (model.index(position, column) for position in range(min(model.rowCount(), _MEASURED)))
        # A claim's words stand in for its value and may run on.
        widths = [metrics.horizontalAdvance(str(index.data() or "")) for index in rows
                  if column is not Column.VALUE or not index.data(ROW_ROLE).fact.is_claim]
        return sorted(int(max(width, least)) + 2 * _PAD + 2 for width in [*widths, least])

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fitting = True
        super().resizeEvent(event)
        self.fit_columns()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        # Qt turns the input method on for editable items only; keep it off whatever the model says.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def show_position(self, position: int | None) -> None:
        """Make a row the current one without moving the columns; None clears."""
        if position is None:
            self.selectionModel().clear()
            return
        index = self.model().index(position, Column.SUBJECT)
        if self.currentIndex().row() != position or not self.selectionModel().isRowSelected(position):
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
        across = self.horizontalScrollBar().value()
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.horizontalScrollBar().setValue(across)


class FactsPane(QWidget):
    """Chips, column menu and table; emits the fact that the editor chose."""

    fact_chosen = Signal(int)
    order_changed = Signal(object)  # FactOrder
    opened = Signal(int)  # column of a row that was double-clicked

    def __init__(self, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.model = FactsModel(self)
        self.chips = ChipRow([(name, words) for name, (words, _) in FACETS.items()], self)
        self.table = FactsTable(self.model, look, icons, self)
        self._columns = QPushButton("列 ▾", self)
        self._columns.setObjectName("link")
        self._columns.setToolTip("选择要显示的列")
        self._columns.clicked.connect(self._show_columns)
        self.sureness = TrustButton(self)
        self.chips.add_widget(self.sureness)
        self.chips.add_widget(self._columns)
        self._empty = EmptyState("没有符合的事实", "换一个筛选，或选择另一篇稿件")
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chips)
        column.addLayout(self._stack, 1)
        self._following = False
        self._current: int | None = None
        self.chips.chosen.connect(self.show_facet)
        self.sureness.order_chosen.connect(lambda order: self.show_trust(order, self.model.trust))
        self.sureness.trust_chosen.connect(lambda trust: self.show_trust(self.model.order, trust))
        self.table.horizontalHeader().sectionClicked.connect(self._header_clicked)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.doubleClicked.connect(lambda index: self.opened.emit(index.column()))

    def show_rows(self, rows: tuple[FactRow, ...]) -> None:
        """Another article."""
        self._following = True
        self.model.show_rows(rows)
        self._following = False
        self.table.verticalScrollBar().setValue(0)
        self.table.fit_columns()
        self._after()

    def update_rows(self, rows: tuple[FactRow, ...], touched: frozenset[int]) -> None:
        # What was decided here or elsewhere never moves the rows under the editor's eyes.
        place = self.table.verticalScrollBar().value()
        self._following = True
        self.model.update_rows(rows, touched)
        self._following = False
        self._after()
        self.table.verticalScrollBar().setValue(place)

    def show_trust(self, order: FactOrder, trust: Trust | None) -> None:
        """Sort by how sure the facts are, or show only some; the current fact stays so where it can."""
        self._following = True
        self.model.show_trust(order, trust)
        self._following = False
        self.sureness.show_state(order, trust)
        self.order_changed.emit(order)
        self._after()
        self._take_first()

    def turn_order(self) -> None:
        """The doubtful first, or reading order again."""
        turned = FactOrder.READING if self.model.order is FactOrder.DOUBT else FactOrder.DOUBT
        self.show_trust(turned, self.model.trust)

    def _header_clicked(self, section: int) -> None:
        if section == Column.TRUST:
            self.turn_order()

    def show_facet(self, facet: str) -> None:
        self._following = True
        self.model.show_facet(facet)
        self._following = False
        self._after()
        self._take_first()

    def _take_first(self) -> None:
        first = self.model.row_at(0)
        if first and (self._current is None or self.model.position_of(self._current) is None):
            # Text, table and inspector show one fact: the first that this filter lets through.
            self.fact_chosen.emit(first.id)

    def show_current(self, fact_id: int | None) -> None:
        """Follow the selection; nothing is told back."""
        self._current = fact_id
        self._following = True
        self.table.show_position(None if fact_id is None else self.model.position_of(fact_id))
        self._following = False

    def chosen_facts(self) -> list[int]:
        """Facts of the selected rows, in reading order."""
        positions = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        rows = (self.model.row_at(position) for position in positions)
        return [row.id for row in rows if row]

    def _after(self) -> None:
        self.chips.show_counts(self.model.counts())
        self.sureness.show_rows(self.model.all_rows())
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        self.show_current(self._current)

    def _row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.model.row_at(current.row()) if current.isValid() else None
        if row and not self._following:
            self._current = row.id
            self.fact_chosen.emit(row.id)

    def _show_column(self, column: Column, on: bool) -> None:
        self.table.setColumnHidden(column, not on)
        self.table.fit_columns()

    def _show_columns(self) -> None:
        menu = QMenu(self)
        for column in Column:
            if column in (Column.STATUS, Column.VALUE):
                continue
            action = menu.addAction(HEADERS[column])
            action.setCheckable(True)
            action.setChecked(not self.table.isColumnHidden(column))
            action.toggled.connect(lambda on, column=column: self._show_column(column, on))
        menu.popup(self._columns.mapToGlobal(QPoint(0, self._columns.height())))


