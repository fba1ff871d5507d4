"""What the editor looks at: one article and one fact, the same for text, table and inspector."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from ecodesk.domain.decisions import Status
from ecodesk.domain.findings import PROBLEMS
from ecodesk.domain.reasons import Trust
from ecodesk.domain.references import Reckoning
from ecodesk.domain.remembering import Remembered
from ecodesk.domain.views import (
    ArticleDetail,
    Changes,
    DecisionRow,
    FactFilter,
    FactOrder,
    FactRow,
    FindingRow,
)
from ecodesk.gui.marks import is_open

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk

_KEPT_ARTICLES = 12


class Guide(Protocol):
    """A way through facts of several articles."""

    def step(self, current: int | None, by: int) -> int | None:
        """The fact so many steps on."""

    def next_open(self, current: int | None) -> int | None:
        """The next fact still to be looked at, None where none is known."""

    def next_doubt(self, current: int | None) -> int | None:
        """The next open fact that is doubtful, None where none is known."""


class Selection(QObject):
    """Owns the current article, its facts and the current fact; every view follows its signals.

    Reads are of one article only and run in the window's thread.
    """

    article_changed = Signal(object)  # ArticleDetail | None
    rows_changed = Signal(object)  # frozenset of fact ids whose rows differ
    fact_changed = Signal(object)  # FactRow | None
    findings_changed = Signal()  # the same fact, but the checks may say something else
    wordings_changed = Signal(object)  # ArticleDetail: the same article with other corrections laid over it

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._detail: ArticleDetail | None = None
        self._rows: dict[int, FactRow] = {}
        self._current: int | None = None
        self._order = FactOrder.READING
        self.guide: Guide | None = None  # goes before the order of the article
        self._remarks: tuple[FindingRow, ...] = ()
        self._kept: OrderedDict[int, ArticleDetail] = OrderedDict()

    @property
    def detail(self) -> ArticleDetail | None:
        return self._detail

    @property
    def article_id(self) -> int | None:
        return self._detail.row.id if self._detail else None

    @property
    def rows(self) -> tuple[FactRow, ...]:
        """Facts of the article in reading order."""
        return tuple(self._rows.values())

    @property
    def remarks(self) -> tuple[FindingRow, ...]:
        """What the checks say about the article's words rather than about one fact."""
        return self._remarks

    @property
    def current(self) -> FactRow | None:
        return self._rows.get(self._current) if self._current is not None else None

    def article_of(self, article_id: int) -> ArticleDetail:
        """An article, kept in memory for a while: neighbours are shown again and again."""
        if article_id not in self._kept:
            self._kept[article_id] = self._desk.queries.article(article_id)
            if len(self._kept) > _KEPT_ARTICLES:
                self._kept.popitem(last=False)
        self._kept.move_to_end(article_id)
        return self._kept[article_id]

    def findings_of(self, row: FactRow) -> list[FindingRow]:
        """What the checks say about a fact."""
        return list(self._desk.queries.findings(fact_id=row.id))

    def references_of(self, row: FactRow) -> list[Reckoning]:
        """The references that a fact was held against, the one that counts first."""
        return self._desk.references.of_fact(row.id)

    def memories_of(self, row: FactRow) -> list[Remembered]:
        """What was verified before and is said again here."""
        return self._desk.memory.recall(row.id)

    def history_of(self, row: FactRow) -> list[DecisionRow]:
        """Decisions about a fact."""
        return self._desk.queries.history(row.id)

    def forget(self) -> None:
        """Read articles anew: their titles and numbers have changed."""
        self._kept.clear()

    def open_article(self, article_id: int, fact_id: int | None = None) -> None:
        """Show an article; without a fact the first open one is chosen, else the first."""
        if article_id != self.article_id:
            self._detail = self.article_of(article_id)
            self._rows = self._load(article_id)
            self._remarks = self._load_remarks(article_id)
            self._current = None
            self.article_changed.emit(self._detail)
        if fact_id is None and self._current is None:
            first = next((row for row in self._rows.values() if is_open(row)), None)
            fact_id = first.id if first else next(iter(self._rows), None)
        # An article that is open already keeps its fact.
        self.select(self._current if fact_id is None else fact_id)

    def open_fact(self, fact_id: int) -> None:
        """Show a fact wherever it stands."""
        if fact_id not in self._rows:
            self.open_article(self._desk.queries.fact(fact_id).article_id, fact_id)
        else:
            self.select(fact_id)

    def select(self, fact_id: int | None) -> None:
        """Make a fact of this article the current one."""
        if fact_id is not None and fact_id not in self._rows:
            return
        if fact_id != self._current:
            self._current = fact_id
            self.fact_changed.emit(self.current)

    def set_order(self, order: FactOrder) -> None:
        """In which order the facts of an article follow one another: that of the table."""
        self._order = order

    def _ids(self) -> list[int]:
        if self._order is FactOrder.READING:
            return list(self._rows)
        return sorted(self._rows, key=lambda number: self._rows[number].fact.confidence)

    def step(self, by: int) -> None:
        """Next or previous fact of the article or the guide, whatever its status."""
        if self.guide is not None:
            found = self.guide.step(self._current, by)
            if found is not None:
                self.open_fact(found)
            return
        ids = self._ids()
        if not ids:
            return
        index = ids.index(self._current) + by if self._current in self._rows else 0
        self.select(ids[min(max(index, 0), len(ids) - 1)])

    def next_open_here(self) -> int | None:
        """Next open fact of this article behind the current one, from the top again at the end."""
        if self.guide is not None:
            return self.guide.next_open(self._current)
        before, behind = self._around()
        return next((number for number in behind + before if is_open(self._rows[number])), None)

    def next_doubt_here(self) -> int | None:
        """Next open and doubtful fact of this article behind the current one."""
        if self.guide is not None:
            return self.guide.next_doubt(self._current)
        rows = (self._rows[number] for number in self._around()[1])
        return next((row.id for row in rows if is_open(row) and row.trust is Trust.DOUBTFUL), None)

    def _around(self) -> tuple[list[int], list[int]]:
        """Facts before and behind the current one."""
        ids = self._ids()
        if self._current not in self._rows:
            return [], ids
        at = ids.index(self._current)
        return ids[:at], ids[at + 1 :]

    def expect(self, fact_ids: Iterable[int], status: Status) -> None:
        """Show a status before it is written; `refresh` puts what the store says."""
        touched = frozenset(fact_ids) & self._rows.keys()
        for fact_id in touched:
            self._rows[fact_id] = replace(self._rows[fact_id], status=status)
        self._tell(touched)

    def refresh(self, changes: Changes) -> None:
        """Read again what an operation touched in this article."""
        for article_id in changes.wordings:
            self._kept.pop(article_id, None)
        if self._detail is None:
            return
        if self._detail.row.id in changes.wordings:
            self._detail = self.article_of(self._detail.row.id)
            self.wordings_changed.emit(self._detail)
        if changes.findings or len(changes.facts) > 8:
            self._reload()
            return
        touched = changes.facts & self._rows.keys()
        for fact_id in touched:
            self._rows[fact_id] = self._desk.queries.fact(fact_id)
        self._tell(touched)

    def _reload(self) -> None:
        before = self._rows
        self._rows = self._load(self._detail.row.id)
        self._remarks = self._load_remarks(self._detail.row.id)
        gone = self._current not in self._rows
        if gone:
            self._current = self._nearest(list(before))
        ids = before.keys() | self._rows.keys()
        self._tell(frozenset(key for key in ids if before.get(key) != self._rows.get(key)))
        if gone:
            self.fact_changed.emit(self.current)
        else:
            self.findings_changed.emit()

    def _nearest(self, before: list[int]) -> int | None:
        """What stands where the current fact stood: the next one, the last at the end."""
        at = before.index(self._current) if self._current in before else 0
        behind = (number for number in before[at:] if number in self._rows)
        return next(behind, next(reversed(self._rows), None))

    def clear(self) -> None:
        """Show nothing: the article is in no list any more."""
        self._detail, self._rows, self._remarks, self._current = None, {}, (), None
        self.article_changed.emit(None)
        self.fact_changed.emit(None)

    def _load(self, article_id: int) -> dict[int, FactRow]:
        rows = self._desk.queries.facts(FactFilter(article_id=article_id))
        return {row.id: row for row in rows}

    def _load_remarks(self, article_id: int) -> tuple[FindingRow, ...]:
        found = self._desk.queries.findings(article_id=article_id, verdicts=PROBLEMS)
        return tuple(item for item in found if item.finding.span is not None)

    def _tell(self, touched: frozenset[int]) -> None:
        if touched:
            self.rows_changed.emit(touched)
