"""Queries: what the window shows, each a fixed number of reads whatever its length."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ecodesk.domain.errors import UsageError
from ecodesk.domain.facets import DeskFilter, Facet, Tally
from ecodesk.domain.findings import Verdict
from ecodesk.domain.reasons import Trust
from ecodesk.domain.record import DeskStep
from ecodesk.domain.views import (
    ArticleDetail,
    ArticleRow,
    BatchRow,
    DecisionRow,
    FactFilter,
    FactOrder,
    FactRow,
    FindingRow,
    RulingStep,
    StatusCounts,
    WordingRow,
)
from ecodesk.services.reference_words import outranked
from ecodesk.services.searching import fact_filter
from ecodesk.store.store import Store


class Queries:
    """Reads; every answer is frozen and of one moment."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def batches(self) -> list[BatchRow]:
        """All batches, oldest first."""
        with self._store.reading() as lists:
            return lists.batches()

    def articles(self, batch_id: int | None = None) -> list[ArticleRow]:
        """Articles in the order of import. `conflicts` counts facts still to be decided (open or queried)
        whose worst finding fails or conflicts."""
        with self._store.reading() as lists:
            return lists.articles(batch_id)

    def article(self, article_id: int) -> ArticleDetail:
        """One article with its text. UsageError when there is none."""
        with self._store.reading() as lists:
            detail = lists.article(article_id)
        if detail is None:
            raise UsageError("services.no-article", number=article_id)
        return detail

    def current(self, article_id: int) -> list[int]:
        """The articles that stand in place of this one now; itself while it is current."""
        with self._store.reading() as lists:
            return lists.newest_of([article_id]).get(article_id, [article_id])

    def facts(self, filter: FactFilter, after: int | None = None, limit: int | None = None,
              order: FactOrder = FactOrder.READING) -> list[FactRow]:
        """Facts in reading order or the doubtful first; `after` is the id of the last one before."""
        with self._store.reading() as lists:
            return lists.facts(filter, after, limit, order)

    def found(self, wanted: DeskFilter, after: int | None = None, limit: int | None = None,
              order: FactOrder = FactOrder.READING, stop: Callable[[], bool] | None = None) -> list[FactRow]:
        """Facts of the whole desk that a filter lets through, page by page as `facts`; Stopped when `stop`
        says so."""
        with self._store.reading(stop) as lists:
            return lists.facts(fact_filter(wanted), after, limit, order)

    def total(self, wanted: DeskFilter, stop: Callable[[], bool] | None = None) -> int:
        """How many facts of the desk a filter lets through."""
        with self._store.reading(stop) as lists:
            return lists.total(fact_filter(wanted))

    def tally(self, wanted: DeskFilter, facet: Facet, most: int, words: str = "",
              stop: Callable[[], bool] | None = None) -> Tally:
        """The `most` frequent values of a facet that hold `words`, counted as all other facets filter."""
        with self._store.reading(stop) as lists:
            return lists.tally(fact_filter(wanted), facet, most, words)

    def marks(self, wanted: DeskFilter, stop: Callable[[], bool] | None = None) -> dict[int, int]:
        """The revision of every fact that a filter lets through, by row id, in reading order."""
        with self._store.reading(stop) as lists:
            return lists.marks(fact_filter(wanted))

    def rows(self, fact_ids: Iterable[int]) -> list[FactRow]:
        """These facts as they are, as far as they are still there."""
        with self._store.reading() as lists:
            return list(lists.facts_by_id(fact_ids).values())

    def fact(self, fact_id: int) -> FactRow:
        """One fact. UsageError when there is none."""
        with self._store.reading() as lists:
            row = lists.fact(fact_id)
        if row is None:
            raise UsageError("services.no-fact", number=fact_id)
        return row

    def counts(self, filter: FactFilter) -> StatusCounts:
        """How many facts of the filter stand in each state; every state is named."""
        with self._store.reading() as lists:
            return lists.counts(filter)

    def findings(self, article_id: int | None = None, fact_id: int | None = None,
                 verdicts: frozenset[Verdict] = frozenset()) -> list[FindingRow]:
        """Findings, the worst first; of an article: inside it, and across articles with its facts."""
        with self._store.reading() as lists:
            return outranked(lists, lists.findings(article_id, fact_id, verdicts))

    def next_open(self, after_fact_id: int | None, article_id: int | None = None,
                  trusts: frozenset[Trust] = frozenset()) -> int | None:
        """The next open fact in reading order, of the desk or of one article; wraps to the start once.

        `trusts`: only facts that can be relied upon that far; empty: any.
        """
        with self._store.reading() as lists:
            return lists.next_open(after_fact_id, article_id, trusts)

    def reference_stamp(self) -> int:
        """A number that grows with every change of a reference, by anybody."""
        with self._store.reading() as lists:
            return lists.reference_stamp()

    def history(self, fact_id: int) -> list[DecisionRow]:
        """Decisions about one fact, newest first."""
        with self._store.reading() as lists:
            return lists.history(fact_id)

    def wording_log(self, limit: int = 500) -> list[WordingRow]:
        """The newest lines of the record about the wording, newest first."""
        with self._store.reading() as lists:
            return lists.wording_log(limit)

    def newest_wording(self) -> int:
        """Number of the newest of these lines, 0 where there is none."""
        with self._store.reading() as lists:
            return lists.newest_wording()

    def desk_steps(self, limit: int = 500) -> list[DeskStep]:
        """The newest steps of all editors that took imports back or changed references, newest first."""
        with self._store.reading() as lists:
            return lists.desk_steps(limit)

    def decisions(self, limit: int = 500) -> list[DecisionRow]:
        """The newest decisions of all editors, newest first."""
        with self._store.reading() as lists:
            return lists.decisions(limit)

    def ruling_steps(self, limit: int = 500) -> list[RulingStep]:
        """The newest actions of all editors about groups, newest first."""
        with self._store.reading() as lists:
            return lists.ruling_steps(limit)
