"""Findings as a list through one facet; remarks on words stand under their article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from ecodesk.domain.findings import Finding, Verdict
from ecodesk.domain.views import FactRow, FindingRow
from ecodesk.gui.labels import fact_title, verdict_text
from ecodesk.gui.remarks import Remark
from ecodesk.knowledge.settlements import is_settled, is_unsettled, settlement_words

ROW_ROLE = Qt.ItemDataRole.UserRole + 1



def _of(*verdicts: Verdict) -> Callable[[Finding], bool]:
    return lambda finding: finding.verdict in verdicts


def _is_conflict(finding: Finding) -> bool:
    """A conflict, or one that is resolved while a figure still has to be corrected."""
    departing = finding.settlement is not None and bool(finding.settlement.departing)
    return finding.verdict is Verdict.CONFLICT or (finding.verdict is Verdict.KEPT and departing)


FACETS: dict[str, tuple[str, Callable[[Finding], bool]]] = {
    "conflict": ("冲突", _is_conflict),
    "doubt": ("不符/存疑", _of(Verdict.FAILS, Verdict.QUERY)),
    "same": ("一致", _of(Verdict.SAME)),
    "rounded": ("约数一致", _of(Verdict.ROUNDED)),
    "period": ("不同期", _of(Verdict.PERIOD)),
    "scope": ("口径不同", _of(Verdict.SCOPE)),
    "holds": ("相符", _of(Verdict.HOLDS)),
    "note": ("提示", _of(Verdict.NOTE)),
    "words": ("文字", _of()),
    "unsettled": ("待定", is_unsettled),
    "settled": ("已定", lambda finding: finding.settlement is not None and is_settled(finding)),
}
WORDS = "words"


@dataclass(frozen=True, slots=True)
class Heading:
    """The article over its remarks."""

    article_id: int
    title: str
    count: int


Item = FindingRow | Remark | Heading


def identity(item: FindingRow | Remark) -> object:
    """What makes two findings the same for the editor, whenever they were found."""
    if isinstance(item, Remark):
        return item
    return item.finding.kind, tuple(sorted(row.id for row in item.rows))


def finding_title(row: FindingRow) -> str:
    """What a finding is about: the fact it names first, or the words it points at."""
    return fact_title(row.rows[0].fact) if row.rows else "文字"


def trend_of(row: FindingRow, rows: Sequence[FindingRow]) -> FindingRow | None:
    """The course over several periods that a finding is or that holds all its facts; None for others."""
    if row.finding.verdict is Verdict.PERIOD:
        return row
    if row.finding.kind != "trend":
        return None
    wanted = {fact.id for fact in row.rows}
    return next((other for other in rows if other.finding.verdict is Verdict.PERIOD
                 and wanted <= {fact.id for fact in other.rows}), row)


class FindingsModel(QAbstractListModel):
    """Findings and remarks of the desk; one facet at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[FindingRow] = []
        self._remarks: list[Remark] = []
        self._shown: list[Item] = []
        self._facet = "conflict"

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._shown[index.row()], Heading):
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        item = self._shown[index.row()]
        if role == ROW_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _words(item)
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(item, Heading):
            told = "" if isinstance(item, Remark) else f"\n{settlement_words(item)}".rstrip()
            return item.words if isinstance(item, Remark) else item.finding.explanation + told
        return None

    def all_rows(self) -> tuple[FindingRow, ...]:
        """All findings, whatever the facet."""
        return tuple(self._all)

    @property
    def facet(self) -> str:
        return self._facet

    def counts(self) -> dict[str, int]:
        """Findings in each facet."""
        counts = {name: sum(test(row.finding) for row in self._all) for name, (_, test) in FACETS.items()}
        return counts | {WORDS: len(self._remarks)}

    def show_rows(self, rows: Sequence[FindingRow]) -> None:
        """What the checks say now; what departs from a value kept is told by its group."""
        self._all = [row for row in rows if row.finding.kind != "kept"]
        if self._facet != WORDS:
            self._reset()

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """What there is to say about words, article by article."""
        self._remarks = list(remarks)
        if self._facet == WORDS:
            self._reset()

    def show_facet(self, facet: str) -> None:
        self._facet = facet
        self._reset()

    def row_at(self, position: int) -> FindingRow | Remark | None:
        """The item at a position; None outside and for headings."""
        item = self._shown[position] if 0 <= position < len(self._shown) else None
        return None if isinstance(item, Heading) else item

    def position_of(self, item: FindingRow | Remark | None) -> int:
        """Where a finding or remark stands now, -1 when it is not shown.

        A check that ran again gives its findings new ids: the same kind about the same facts is the same.
        """
        if item is None:
            return -1
        wanted = identity(item)
        return next((place for place, row in enumerate(self._shown)
                     if not isinstance(row, Heading) and identity(row) == wanted), -1)

    def nearest(self, position: int, by: int = 1) -> int:
        """The first position from here on that is no heading, the other way at the end; -1 if none."""
        for places in (range(position, len(self._shown)) if by > 0 else range(position, -1, -1),
                       range(position, -1, -1) if by > 0 else range(position, len(self._shown))):
            for place in places:
                if self.row_at(place) is not None:
                    return place
        return -1

    def update_facts(self, fresh: dict[int, FactRow]) -> None:
        """New states of facts that findings speak of."""
        for place, row in enumerate(self._shown):
            if isinstance(row, FindingRow) and any(fact.id in fresh for fact in row.rows):
                self._shown[place] = _with(row, fresh)
                self.dataChanged.emit(self.index(place), self.index(place))
        self._all = [_with(row, fresh) for row in self._all]

    def _reset(self) -> None:
        self.beginResetModel()
        if self._facet == WORDS:
            self._shown = _grouped(self._remarks)
        else:
            test = FACETS[self._facet][1]
            self._shown = [row for row in self._all if test(row.finding)]
        self.endResetModel()


def _grouped(remarks: Sequence[Remark]) -> list[Item]:
    """Each article's remarks below its heading."""
    by_article: dict[int, list[Remark]] = {}
    for remark in remarks:
        by_article.setdefault(remark.article_id, []).append(remark)
    shown: list[Item] = []
    for article_id, own in by_article.items():
        shown += [Heading(article_id, own[0].title, len(own)), *own]
    return shown


def _words(item: Item) -> str:
    if isinstance(item, Heading):
        return f"《{item.title}》 {item.count}"
    if isinstance(item, Remark):
        return f"{item.name} {item.words}"
    words = f"{verdict_text(item.finding.verdict, item.finding.kind)} {finding_title(item)}"
    return f"{words} {settlement_words(item)}".rstrip()


def _with(row: FindingRow, fresh: dict[int, FactRow]) -> FindingRow:
    if not any(fact.id in fresh for fact in row.rows):
        return row
    return replace(row, rows=tuple(fresh.get(fact.id, fact) for fact in row.rows))
