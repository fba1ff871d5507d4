"""Checking: findings inside articles and across them, kept in step with the facts."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from ecodesk.checking import check_across
from ecodesk.domain.decisions import Status
from ecodesk.domain.views import Changes, FactFilter, FactRow, Progress, Silent
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.units import unit_of
from ecodesk.services.pipeline import inside_findings
from ecodesk.store.lists import Lists
from ecodesk.store.store import Store

CHUNK = 50
"""Articles checked between two looks at the progress."""

WHOLE_DESK = 2000
"""Facts up to which a change checks the whole desk across articles (0.3 s); beyond, its kind of unit."""


class Checking:
    """Runs the checks and stores what they find; rejected facts take no part."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # Read, check, write: two runs at once would store findings about facts of the past.
        self._one_at_a_time = threading.Lock()

    def run(self, progress: Progress | None = None) -> Changes:
        """Check the whole desk anew. Cancelled: the articles done so far keep their new findings."""
        progress = progress or Silent()
        with self._one_at_a_time:
            with self._store.reading() as lists:
                article_ids = lists.article_ids()
            changes, finished = self._inside(article_ids, progress)
            if finished:
                progress.step(len(article_ids), len(article_ids) + 1, message("progress.across"))
                changes |= self._across(None)
                progress.step(len(article_ids) + 1, len(article_ids) + 1, message("progress.done"))
        return changes

    def check_imported(self, article_ids: Sequence[int]) -> Changes:
        """Check new articles against the whole desk; their own findings are stored already."""
        if not article_ids:
            return Changes()
        with self._one_at_a_time:
            with self._store.reading() as lists:
                rows = lists.facts_of_articles(article_ids)
            return self._across(({row.id for row in rows}, {row.fact.unit for row in rows}))

    def recheck(self, moves: Sequence[tuple[FactRow, FactRow]]) -> Changes:
        """Check anew what facts before and after a change can touch: their articles and their groups."""
        with self._one_at_a_time:
            changes, _ = self._inside(sorted({old.article_id for old, _ in moves}), Silent())
            units = {unit for old, new in moves for unit in (old.fact.unit, new.fact.unit)}
            return changes | self._across(({old.id for old, _ in moves}, units))

    def _inside(self, article_ids: Sequence[int], progress: Progress) -> tuple[Changes, bool]:
        changes = Changes()
        for at in range(0, len(article_ids), CHUNK):
            if progress.cancelled:
                return changes, False
            part = article_ids[at : at + CHUNK]
            progress.step(at, len(article_ids) + 1, message("progress.checking"))
            with self._store.reading() as lists:
                texts, rows = lists.article_texts(part), lists.facts_of_articles(part)
            findings = inside_findings(texts.values(), [row.fact for row in rows if _counts(row)])
            ids = {row.fact.id: row.id for row in rows} | {text.id: key for key, text in texts.items()}
            with self._store.begin() as work:
                facts = work.replace_inside(part, findings, ids)
            changes |= Changes(frozenset(part), facts, findings=True)
        return changes, True

    def _across(self, scope: tuple[set[int], set[str]] | None) -> Changes:
        """Check across articles: everything, or all that can be compared with facts of the scope's units."""
        with self._store.reading() as lists:
            if scope is None or lists.counts(FactFilter()).total <= WHOLE_DESK:
                rows, scope = {row.id: row for row in lists.facts(FactFilter())}, None
            else:
                rows = _comparable(lists, *scope)
        ordered = sorted(rows.values(), key=lambda row: (row.article_id, row.fact.span.start, row.id))
        findings = check_across([row.fact for row in ordered if _counts(row)])
        with self._store.begin() as work:
            facts = work.replace_across(None if scope is None else rows.keys(), findings,
                                        {row.fact.id: row.id for row in ordered})
        articles = frozenset(rows[fact].article_id for fact in facts if fact in rows)
        return Changes(articles, facts, findings=True)


def _comparable(lists: Lists, fact_ids: set[int], units: set[str]) -> dict[int, FactRow]:
    """Facts that can be compared with facts of these units, and those in one group with these facts."""
    kinds = {kind_of(unit) for unit in units}
    alike = [unit for unit in lists.units() if kind_of(unit) in kinds]
    rows = {row.id: row for row in lists.facts_of_units(alike)}
    return rows | lists.facts_by_id(lists.facts_in_groups_of(fact_ids) - rows.keys())


def kind_of(unit: str) -> str:
    """What a unit measures; an unknown unit only itself. Figures of two kinds are never compared."""
    known = unit_of(unit)
    return known.dimension if known else f"count:{unit}"


def _counts(row: FactRow) -> bool:
    return row.status is not Status.REJECTED
