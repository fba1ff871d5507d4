"""Findings as a list through one facet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from ecodesk.domain.findings import Verdict
from ecodesk.domain.views import FactRow, FindingRow
from ecodesk.gui.labels import fact_title, verdict_text

ROW_ROLE = Qt.ItemDataRole.UserRole + 1

FACETS: dict[str, tuple[str, frozenset[Verdict]]] = {
    "conflict": ("冲突", frozenset({Verdict.CONFLICT})),
    "doubt": ("不符/存疑", frozenset({Verdict.FAILS, Verdict.QUERY})),
    "same": ("一致", frozenset({Verdict.SAME})),
    "rounded": ("约数一致", frozenset({Verdict.ROUNDED})),
    "period": ("不同期", frozenset({Verdict.PERIOD})),
    "scope": ("口径不同", frozenset({Verdict.SCOPE})),
    "holds": ("相符", frozenset({Verdict.HOLDS})),
}


def finding_title(row: FindingRow) -> str:
    """What a finding is about: the fact it names first, or the words it points at."""
    return fact_title(row.rows[0].fact) if row.rows else "文字"


class FindingsModel(QAbstractListModel):
    """Findings of the desk; one facet at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[FindingRow] = []
        self._shown: list[FindingRow] = []
        self._facet = "conflict"

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{verdict_text(row.finding.verdict, row.finding.kind)} {finding_title(row)}"
        return row.finding.explanation if role == Qt.ItemDataRole.ToolTipRole else None

    def counts(self) -> dict[str, int]:
        """Findings in each facet."""
        return {name: sum(row.finding.verdict in verdicts for row in self._all)
                for name, (_, verdicts) in FACETS.items()}

    def show_rows(self, rows: Sequence[FindingRow]) -> None:
        """What the checks say now."""
        self._all = list(rows)
        self._reset()

    def show_facet(self, facet: str) -> None:
        self._facet = facet
        self._reset()

    def row_at(self, position: int) -> FindingRow | None:
        return self._shown[position] if 0 <= position < len(self._shown) else None

    def position_of(self, finding_id: int) -> int:
        """Row number of a finding, -1 when it is not shown."""
        return next((place for place, row in enumerate(self._shown) if row.id == finding_id), -1)

    def update_facts(self, fresh: dict[int, FactRow]) -> None:
        """New states of facts that findings speak of."""
        for place, row in enumerate(self._shown):
            if any(fact.id in fresh for fact in row.rows):
                self._shown[place] = _with(row, fresh)
                self.dataChanged.emit(self.index(place), self.index(place))
        self._all = [_with(row, fresh) for row in self._all]

    def _reset(self) -> None:
        self.beginResetModel()
        verdicts = FACETS[self._facet][1]
        self._shown = [row for row in self._all if row.finding.verdict in verdicts]
        self.endResetModel()


def _with(row: FindingRow, fresh: dict[int, FactRow]) -> FindingRow:
    if not any(fact.id in fresh for fact in row.rows):
        return row
    return replace(row, rows=tuple(fresh.get(fact.id, fact) for fact in row.rows))
