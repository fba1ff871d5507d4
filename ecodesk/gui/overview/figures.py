"""What the page 概览 shows, read in a job, and the bars made of it: each opens the facts that it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ecodesk.domain.decisions import Status
from ecodesk.domain.facets import DeskFilter, Facet, Tally
from ecodesk.domain.findings import PROBLEMS, Verdict
from ecodesk.domain.references import ReferenceCoverage
from ecodesk.domain.views import ArticleRow, BatchRow, FactFilter, StatusCounts
from ecodesk.gui.filters.words import value_words
from ecodesk.gui.labels import moment
from ecodesk.gui.marks import verdict_role
from ecodesk.gui.overview.bars import Bar, Part
from ecodesk.knowledge.labels import label

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk

PARTS = ((Status.VERIFIED, "verified"), (Status.CORRECTED, "corrected"), (Status.QUERIED, "queried"),
         (Status.REJECTED, "rejected"))
"""States of a fact in the order in which a bar shows them, with their colours."""

_ARTICLES, _BATCHES, _KINDS, _INDICATORS = 10, 12, 10, 12
_VERDICTS = (Verdict.CONFLICT, Verdict.FAILS, Verdict.QUERY, Verdict.KEPT, Verdict.SCOPE, Verdict.PERIOD,
             Verdict.ROUNDED, Verdict.SAME, Verdict.HOLDS, Verdict.SINGLE, Verdict.NOTE)
_PROBLEMS = frozenset((Facet.FINDING, str(verdict)) for verdict in PROBLEMS)


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the page shows; `open_of` counts the facts of an indicator still to be decided."""

    total: StatusCounts
    batch_count: int
    batches: tuple[tuple[BatchRow, StatusCounts], ...]
    verdicts: Tally
    kinds: Tally
    indicators: Tally
    open_of: Tally
    articles: tuple[ArticleRow, ...]
    coverage: ReferenceCoverage


def gather(desk: Desk, stop: Callable[[], bool] | None = None) -> Figures:
    """Read the figures; runs in a job. Stopped when `stop` says so."""
    queries = desk.queries
    batches = list(reversed(queries.batches()))
    counted = tuple((batch, queries.counts(FactFilter(batch_id=batch.id))) for batch in batches[:_BATCHES])
    indicators = queries.tally(DeskFilter(), Facet.INDICATOR, _INDICATORS, stop=stop)
    named = frozenset((Facet.INDICATOR, value) for value, _ in indicators.values)
    still = DeskFilter(named | {(Facet.STATUS, str(Status.OPEN))})
    return Figures(queries.counts(FactFilter()), len(batches), counted,
                   queries.tally(DeskFilter(), Facet.FINDING, len(Verdict) + 1, stop=stop),
                   queries.tally(DeskFilter(_PROBLEMS), Facet.KIND, _KINDS, stop=stop), indicators,
                   queries.tally(still, Facet.INDICATOR, _INDICATORS, stop=stop),
                   tuple(queries.articles()), desk.references.coverage())


def numbers(figures: Figures) -> dict[str, str]:
    """What the desk holds and how far it is, in large figures."""
    total = figures.total.total
    decided = total - figures.total.by_status.get(Status.OPEN, 0)
    share = f"{decided * 100 // total}%" if total else "0%"
    conflicts = sum(row.conflicts for row in figures.articles)
    return {"articles": f"{len(figures.articles):,}", "facts": f"{total:,}",
            "done": f"{decided:,} · {share}", "conflicts": f"{conflicts:,}"}


def remarks(figures: Figures) -> dict[str, str]:
    """For charts that do not show all there is: which part they show."""
    articles, batches = sum(row.facts > 0 for row in figures.articles), figures.batch_count
    common = len(figures.indicators.values) >= _INDICATORS
    return {"worst": f"共 {articles:,} 篇，列最要处理的 {_ARTICLES} 篇" if articles > _ARTICLES else "",
            "batches": f"共 {batches:,} 批，列最近 {_BATCHES} 批" if batches > _BATCHES else "",
            "indicators": f"最常见的 {_INDICATORS} 种" if common else ""}


def batch_bars(figures: Figures) -> list[Bar]:
    """How far each batch is."""
    return [_progress(batch, counts) for batch, counts in figures.batches]


def _progress(batch: BatchRow, counts: StatusCounts) -> Bar:
    parts = tuple(Part(counts.by_status.get(status, 0), role, label(status)) for status, role in PARTS)
    name = f"{batch.title} · {moment(batch.created)}"
    return Bar(name, parts, counts.total, f"{batch.decided} / {batch.facts}", _of(Facet.BATCH, batch.title))


def state_bars(figures: Figures) -> list[Bar]:
    """Facts by what the editors decided."""
    counts, total = figures.total.by_status, figures.total.total
    return [_counted(label(status), counts.get(status, 0), total, role, _of(Facet.STATUS, str(status)))
            for status, role in (*PARTS, (Status.OPEN, "open"))]


def verdict_bars(figures: Figures) -> list[Bar]:
    """Facts by what the checks say of them, the worst first; verdicts that no fact has are left out."""
    found = dict(figures.verdicts.values)
    counts = {verdict: found[verdict] for verdict in _VERDICTS if found.get(verdict)}
    most = max(counts.values(), default=0)
    return [_counted(label(verdict), count, most, verdict_role(verdict), _of(Facet.FINDING, str(verdict)))
            for verdict, count in counts.items()]


def kind_bars(figures: Figures) -> list[Bar]:
    """Facts with a conflict, a mismatch or a doubt, by the check that says so."""
    most = max((count for _, count in figures.kinds.values), default=0)
    return [_counted(value_words(Facet.KIND, kind), count, most, "conflict",
                     DeskFilter(_PROBLEMS | {(Facet.KIND, kind)})) for kind, count in figures.kinds.values]


def indicator_bars(figures: Figures) -> list[Bar]:
    """The most frequent indicators, with how many of their facts are decided."""
    still = dict(figures.open_of.values)
    most = max((count for _, count in figures.indicators.values), default=0)
    bars = []
    for value, count in figures.indicators.values:
        waiting = still.get(value, 0)
        parts = (Part(count - waiting, "verified", "已审定"), Part(waiting, "open", label(Status.OPEN)))
        bars.append(Bar(value_words(Facet.INDICATOR, value), parts, most, f"{count - waiting} / {count}",
                        _of(Facet.INDICATOR, value)))
    return bars


def article_bars(figures: Figures) -> list[Bar]:
    """How far each article is, those first that need the editor most. One alone in its file is listed;
    one that shares its file with others opens."""
    ranked = sorted(figures.articles, key=lambda row: (-row.conflicts, row.decided - row.facts))
    bars = []
    for row in [row for row in ranked if row.facts][:_ARTICLES]:
        words = (f"冲突 {row.conflicts}　" if row.conflicts else "") + f"{row.decided} / {row.facts}"
        done = Part(row.decided, "verified", "已审定")
        target = _of(Facet.DOCUMENT, row.document) if row.siblings <= 1 else row.id
        bars.append(Bar(row.title, (done,), row.facts, words, target))
    return bars


def _counted(name: str, count: int, most: int, role: str, wanted: DeskFilter) -> Bar:
    return Bar(name, (Part(count, role, name),), most, f"{count:,} 条", wanted if count else None)


def _of(facet: Facet, value: str) -> DeskFilter:
    return DeskFilter(frozenset({(facet, value)}))
