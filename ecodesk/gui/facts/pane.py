"""The facts beside the article: chips, table and column chooser; the current row is the selection's fact."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QSize, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QStackedLayout, QVBoxLayout, QWidget

from ecodesk.domain.reasons import Trust
from ecodesk.domain.views import FactOrder, FactRow
from ecodesk.gui import scale
from ecodesk.gui.empty import EmptyState
from ecodesk.gui.facts.columns import TableColumns
from ecodesk.gui.facts.table import FactsTable
from ecodesk.gui.facts.trust import TrustButton
from ecodesk.gui.icons import Icons
from ecodesk.gui.models.facts import FACETS, Column, FactsModel
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import ChipRow

_LEAST = 120  # pixels high
_SETTLED = 80  # ms after a list came until its first fact is opened: lists come and go while words are typed


class FactsPane(QWidget):
    """Chips, column menu and table; emits the fact that the editor chose."""

    fact_chosen = Signal(int)
    replaced = Signal()  # facts of another article, or of one in place of a list
    more_wanted = Signal()  # the next page of a list
    order_changed = Signal(object)  # FactOrder
    opened = Signal(int)  # column of a row that was double-clicked

    def __init__(self, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.model = FactsModel(self)
        self.table = FactsTable(self.model, look, icons, self)
        self.columns = TableColumns(self.table, self)
        self._columns = QPushButton("列 ▾", self)
        self._columns.setObjectName("link")
        self._columns.setToolTip("选择要显示的列")
        self._columns.clicked.connect(lambda: self.show_columns(self._columns))
        self.sureness = TrustButton(self)
        self.chips = ChipRow([(name, words) for name, (words, _) in FACETS.items()], self,
                             (self.sureness, self._columns))
        self._empty = EmptyState("没有符合的事实", "换一个筛选，或选择另一篇稿件")
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.chips)
        self._column.addLayout(self._stack, 1)
        self._following = False
        self._current: int | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLED)
        self._later.timeout.connect(self._take_first)
        self.chips.chosen.connect(self.show_facet)
        self.sureness.order_chosen.connect(lambda order: self.show_trust(order, self.model.trust))
        self.sureness.trust_chosen.connect(lambda trust: self.show_trust(self.model.order, trust))
        self.table.horizontalHeader().sectionClicked.connect(self._header_clicked)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.model.more_wanted.connect(self.more_wanted)
        self.table.doubleClicked.connect(lambda index: self.opened.emit(index.column()))

    def minimumSizeHint(self) -> QSize:
        """A row or two of the table, whatever stands above and below it."""
        least = max(self._column.totalMinimumHeightForWidth(self.width()), scale.scaled(_LEAST))
        return QSize(super().minimumSizeHint().width(), least)

    @property
    def listing(self) -> bool:
        """True while facts of the whole desk are listed and not those of one article."""
        return self.model.listing

    def add_bar(self, bar: QWidget, *, at_foot: bool = False) -> None:
        """Put a widget above the table, or at its foot."""
        self._column.insertWidget(self._column.count() if at_foot else 1, bar)

    def show_list(self, rows: Sequence[FactRow], *, fresh: bool, whole: bool) -> None:
        """A page of a list of the desk: its first, or the next."""
        self._following = True
        self.model.show_list(rows, fresh=fresh, whole=whole)
        self._following = False
        if fresh:
            self.chips.hide()
            self._empty.say("没有符合的事实", "去掉上面的一个条件，或清除筛选")
            self.columns.show_for(listing=True)
            self.table.verticalScrollBar().setValue(0)
            self._after()
            # The list is painted first, the article of its first fact after it.
            self._later.start()

    def put_rows(self, rows: Sequence[FactRow]) -> None:
        """Other states of some facts that are listed."""
        self.model.put_rows(rows)

    def show_rows(self, rows: tuple[FactRow, ...]) -> None:
        """Another article, in place of a list as well."""
        self.replaced.emit()
        if self.listing:
            self.chips.show()
            self._empty.say("没有符合的事实", "换一个筛选，或选择另一篇稿件")
            self.model.listing = False
            self.columns.show_for(listing=False)
        self._following = True
        self.model.show_rows(rows)
        self._following = False
        self.table.verticalScrollBar().setValue(0)
        self.table.fit_columns()
        self._after()

    def update_rows(self, rows: tuple[FactRow, ...], touched: frozenset[int]) -> None:
        if self.listing:
            self.put_rows([row for row in rows if row.id in touched])
            return
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
        return [row.id for row in self.chosen_rows()]

    def chosen_rows(self) -> list[FactRow]:
        """The selected rows, as they stand in the table."""
        positions = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        rows = (self.model.row_at(position) for position in positions)
        return [row for row in rows if row]

    def _after(self) -> None:
        if not self.listing:
            self.chips.show_counts(self.model.counts())
            self.sureness.show_rows(self.model.all_rows())
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        self.show_current(self._current)

    def _row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.model.row_at(current.row()) if current.isValid() else None
        if row and not self._following:
            self._current = row.id
            self.fact_chosen.emit(row.id)

    def show_columns(self, button: QPushButton) -> None:
        """The chooser of columns below its button."""
        self.columns.show_menu(button.mapToGlobal(QPoint(0, button.height())))
