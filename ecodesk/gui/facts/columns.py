"""Which columns of the facts table are shown, in which order and how wide; kept between starts."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QMenu, QWidget

from ecodesk.gui.facts.table import FactsTable
from ecodesk.gui.models.facts import HEADERS, Column

ALWAYS = (Column.STATUS, Column.VALUE)
HIDDEN_AT_FIRST = frozenset({Column.WORDS, Column.NOTE, Column.EDITOR})
_FIRST_ORDER = (Column.STATUS, Column.DOCUMENT, *(column for column in Column
                                                  if column not in (Column.STATUS, Column.DOCUMENT)))


class TableColumns:
    """Shows, moves and keeps the columns of one table. The article's own column makes sense only in a list
    of many articles."""

    def __init__(self, table: FactsTable, menu_parent: QWidget) -> None:
        self._table = table
        self._parent = menu_parent
        self._hidden = set(HIDDEN_AT_FIRST)
        self._listing = False
        self._arrange(_FIRST_ORDER)
        self._apply()
        header = table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: self.show_menu(header.mapToGlobal(at)))

    def show_for(self, *, listing: bool) -> None:
        """For a list of the desk, or for one article."""
        if listing == self._listing:
            self._table.fit_columns()
            return
        self._listing = listing
        self._apply()

    def shown(self) -> list[Column]:
        """The columns that are seen, from left to right."""
        header = self._table.horizontalHeader()
        ordered = (Column(header.logicalIndex(place)) for place in range(header.count()))
        return [column for column in ordered if not self._table.isColumnHidden(column)]

    def show_menu(self, place: QPoint) -> None:
        """The chooser."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def menu(self) -> QMenu:
        """A tick for every column that may be hidden."""
        menu = QMenu(self._parent)
        for column in _FIRST_ORDER:
            if column in ALWAYS or (column is Column.DOCUMENT and not self._listing):
                continue
            action = menu.addAction(HEADERS[column])
            action.setCheckable(True)
            action.setChecked(column not in self._hidden)
            action.toggled.connect(lambda on, column=column: self.show_column(column, on))
        menu.addSeparator()
        menu.addAction("恢复原来的列", self.reset)
        return menu

    def show_column(self, column: Column, on: bool) -> None:
        """Show or hide one column."""
        (self._hidden.discard if on else self._hidden.add)(column)
        self._apply()

    def reset(self) -> None:
        """Columns, order and widths as they came."""
        self._hidden = set(HIDDEN_AT_FIRST)
        self._arrange(_FIRST_ORDER)
        self._table.own_widths = False
        self._table.horizontalHeader().setStretchLastSection(False)
        self._apply()

    def _apply(self) -> None:
        for column in Column:
            hidden = column in self._hidden or (column is Column.DOCUMENT and not self._listing)
            self._table.setColumnHidden(column, hidden)
        self._table.fit_columns()

    def _arrange(self, order: tuple[Column, ...]) -> None:
        header = self._table.horizontalHeader()
        for place, column in enumerate(order):
            header.moveSection(header.visualIndex(column), place)

    # Between starts

    def save(self, kept: QSettings) -> None:
        """Keep what the editor has set."""
        header = self._table.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        kept.setValue("columns/order", _words(order))
        kept.setValue("columns/hidden", _words(sorted(self._hidden)))
        widths = self._table.kept_widths()
        kept.setValue("columns/widths", _words([number for pair in widths.items() for number in pair]))

    def restore(self, kept: QSettings) -> None:
        """Take up what was kept; of another version only what fits."""
        order = [Column(number) for number in _numbers(kept, "columns/order") if number in list(Column)]
        if order and order[0] is Column.STATUS:
            self._arrange(tuple(dict.fromkeys([*order, *_FIRST_ORDER])))
        if kept.contains("columns/hidden"):
            self._hidden = {Column(number) for number in _numbers(kept, "columns/hidden")
                            if number in list(Column)} - set(ALWAYS)
        pairs = iter(_numbers(kept, "columns/widths"))
        self._table.set_own_widths({Column(number): width for number, width in zip(pairs, pairs, strict=False)
                                    if number in list(Column)})
        self._apply()


def _words(numbers: list[int]) -> str:
    return " ".join(str(int(number)) for number in numbers)


def _numbers(kept: QSettings, name: str) -> list[int]:
    return [int(word) for word in str(kept.value(name, "")).split() if word.isdigit()]
