"""The facts table: read-only, so that no input method swallows a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from ecodesk.domain.decisions import Status
from ecodesk.domain.reasons import Trust
from ecodesk.domain.views import FactOrder, FactRow
from ecodesk.gui.facts.trust import trust_text, trust_tip
from ecodesk.gui.labels import cross_text, hedge_of, period_text, verdict_text
from ecodesk.gui.marks import has_conflict, is_doubtful, mark_of
from ecodesk.gui.printed import printed_value
from ecodesk.knowledge.labels import label

ROW_ROLE = Qt.ItemDataRole.UserRole + 1


class Column(IntEnum):
    """Columns in order."""

    STATUS = 0
    SUBJECT = 1
    INDICATOR = 2
    VALUE = 3
    UNIT = 4
    HEDGE = 5
    PERIOD = 6
    PLACE = 7
    CROSS = 8
    TRUST = 9
    DOCUMENT = 10
    WORDS = 11
    NOTE = 12
    EDITOR = 13


HEADERS = ("", "主体", "指标", "数值", "单位", "约", "时间", "地点", "互校", "把握", "稿件", "原文", "备注",
           "审定人")
WIDTHS = (30, 112, 112, 74, 52, 40, 60, 56, 68, 46, 130, 104, 110, 64)
"""First widths in pixels; subject and indicator share what the table has left."""

FACETS: dict[str, tuple[str, Callable[[FactRow], bool]]] = {
    "all": ("全部", lambda row: True),
    "open": ("待核", lambda row: row.status is Status.OPEN),
    "queried": ("存疑", is_doubtful),
    "conflict": ("冲突", has_conflict),
    "claims": ("断语", lambda row: row.fact.is_claim),
}


class FactsModel(QAbstractTableModel):
    """Facts of one article through one facet, or a list of the desk page by page; updates touch only the rows
    that changed."""

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.listing = False
        self._whole = True
        self._all: tuple[FactRow, ...] = ()
        self._shown: list[FactRow] = []
        self._index: dict[int, int] = {}
        self._facet = "all"
        self.order = FactOrder.READING
        self.trust: Trust | None = None

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            sorted_by = section == Column.TRUST and self.order is FactOrder.DOUBT
            return HEADERS[section] + ("▴" if sorted_by else "")
        if role == Qt.ItemDataRole.ToolTipRole and section == Column.STATUS:
            return "状态"
        if role == Qt.ItemDataRole.ToolTipRole and section == Column.TRUST:
            return "各项都不必改的机会；点一下，疑者在前"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(row, Column(index.column()))
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(row, Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Column.STATUS:
            return mark_of(row).label
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Column.TRUST:
            return trust_tip(row)
        return None

    def facet(self) -> str:
        return self._facet

    def all_rows(self) -> tuple[FactRow, ...]:
        """Facts of the article, whatever is shown of them."""
        return self._all

    def counts(self) -> dict[str, int]:
        """How many facts of the article each facet holds."""
        return {name: sum(map(test, self._all)) for name, (_, test) in FACETS.items()}

    def show_rows(self, rows: Sequence[FactRow]) -> None:
        """Another article."""
        self._all = tuple(rows)
        self._reset()

    def show_list(self, rows: Sequence[FactRow], *, fresh: bool, whole: bool) -> None:
        """The first page of a list of the desk, or the next one; `whole`: there is no other."""
        self._whole = whole
        if fresh:
            self.listing = True
            self._all = tuple(rows)
            self._reset()
            return
        added = [row for row in rows if row.id not in self._index]
        if not added:
            return
        first = len(self._shown)
        self.beginInsertRows(QModelIndex(), first, first + len(added) - 1)
        self._shown += added
        self._index |= {row.id: first + at for at, row in enumerate(added)}
        self.endInsertRows()

    def put_rows(self, rows: Sequence[FactRow]) -> None:
        """Other states of facts that are shown, in their places."""
        for row in rows:
            position = self._index.get(row.id)
            if position is not None and self._shown[position] != row:
                self._shown[position] = row
                self.dataChanged.emit(self.index(position, 0), self.index(position, len(Column) - 1))

    def shown(self) -> Sequence[FactRow]:
        """The rows as they stand in the table."""
        return self._shown

    def canFetchMore(self, parent: QModelIndex) -> bool:
        return not parent.isValid() and self.listing and not self._whole

    def fetchMore(self, parent: QModelIndex) -> None:
        self.more_wanted.emit()

    def show_facet(self, facet: str) -> None:
        """Another filter over the same article."""
        if facet != self._facet:
            self._facet = facet
            self._reset()

    def show_trust(self, order: FactOrder, trust: Trust | None) -> None:
        """Another order, or only what can be relied upon that far; None: all."""
        if (order, trust) != (self.order, self.trust):
            self.order, self.trust = order, trust
            self._reset()
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, Column.TRUST, Column.TRUST)

    def update_rows(self, rows: Sequence[FactRow], touched: frozenset[int]) -> None:
        """New rows of the same article, of which `touched` differ.

        A row that no longer fits the facet stays until the facet is chosen again: the table must
        not move away under the editor's eyes.
        """
        self._all = tuple(rows)
        known = {row.id: row for row in rows}
        if any(row.id not in known for row in self._shown) or self._missing(known, touched):
            self._reset()
            return
        for fact_id in touched:
            position = self._index.get(fact_id)
            if position is not None:
                self._shown[position] = known[fact_id]
                self.dataChanged.emit(self.index(position, 0), self.index(position, len(Column) - 1))

    def position_of(self, fact_id: int) -> int | None:
        """Row number of a fact, None while the facet hides it."""
        return self._index.get(fact_id)

    def row_at(self, position: int) -> FactRow | None:
        return self._shown[position] if 0 <= position < len(self._shown) else None

    def _missing(self, known: dict[int, FactRow], touched: frozenset[int]) -> bool:
        return any(fact_id in known and fact_id not in self._index and self._fits(known[fact_id])
                   for fact_id in touched)

    def _fits(self, row: FactRow) -> bool:
        return FACETS[self._facet][1](row) and self.trust in (None, row.trust)

    def _reset(self) -> None:
        self.beginResetModel()
        self._shown = [row for row in self._all if self.listing or self._fits(row)]
        if self.order is FactOrder.DOUBT and not self.listing:
            self._shown.sort(key=lambda row: row.fact.confidence)
        self._index = {row.id: position for position, row in enumerate(self._shown)}
        self.endResetModel()


def cell_text(row: FactRow, column: Column) -> str:
    """What a cell shows."""
    fact = row.fact
    match column:
        case Column.SUBJECT:
            return fact.subject
        case Column.INDICATOR:
            return fact.indicator or ("断语" if fact.is_claim else "")
        case Column.VALUE:
            return printed_value(fact)
        case Column.UNIT:
            return fact.unit
        case Column.HEDGE:
            return hedge_of(fact)
        case Column.PERIOD:
            return period_text(fact.period)
        case Column.PLACE:
            return fact.place
        case Column.CROSS:
            return cross_text(row)
        case Column.TRUST:
            return trust_text(row)
        case Column.DOCUMENT:
            return row.title or fact.document
        case Column.WORDS:
            return fact.text
        case Column.NOTE:
            return row.note
        case Column.EDITOR:
            return row.editor
    return ""


def _tip(row: FactRow, column: Column) -> str:
    if column is Column.STATUS:
        return mark_of(row).label + (f"　{row.editor}" if row.editor else "")
    if column is Column.CROSS:
        return verdict_text(row.verdict, row.kind) if row.verdict else "没有其他出处可以对照"
    if column is Column.TRUST:
        return trust_tip(row)
    if column is Column.HEDGE:
        return label(row.fact.qualifier)
    if column is Column.NOTE and row.note:
        return row.note
    return row.fact.sentence


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == Column.VALUE else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
