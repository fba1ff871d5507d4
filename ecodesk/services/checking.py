"""Checking: findings inside articles and across them, kept in step with the facts."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from ecodesk.checking import DEFAULT, check_across
from ecodesk.domain.decisions import Gone, Status
from ecodesk.domain.findings import Finding
from ecodesk.domain.views import Changes, FactFilter, FactRow, Progress, Silent
from ecodesk.domain.wordings import Wording, touches
from ecodesk.knowledge.house import kind_of
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.script import simplified
from ecodesk.services.pipeline import inside_findings
from ecodesk.services.pool import compute
from ecodesk.services.rules import Rules
from ecodesk.store.lists import Lists
from ecodesk.store.store import Store

CHUNK = 50
"""Articles checked between two looks at the progress."""

WHOLE_DESK = 2000
"""Facts up to which a change checks the whole desk across articles (0.3 s); beyond, its kind of unit."""


WORTH_A_PROCESS = 5000
"""Facts from which on they are compared in a process of its own, which can be stopped at once."""


class Checking:
    """Runs the checks and stores what they find; rejected facts take no part."""

    def __init__(self, store: Store, workers: int = 1) -> None:
        self._store = store
        self.rules = Rules(store)
        self._workers = workers
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
                changes |= self._across(None, progress) or Changes()
                progress.step(len(article_ids) + 1, len(article_ids) + 1, message("progress.done"))
        return changes

    def check_imported(self, article_ids: Sequence[int], altered: Sequence[int] = (),
                       progress: Progress | None = None) -> Changes | None:
        """Check articles that came or went against the whole desk; their own findings are stored already.

        `altered` are those that must be checked inside again. None when it was cancelled: findings
        across articles are then as they were.
        """
        if not article_ids:
            return Changes()
        with self._one_at_a_time:
            inside, _ = self._inside(altered, Silent())
            with self._store.reading() as lists:
                units = lists.units_by_fact(article_ids)
            across = self._across((set(units), set(units.values())), progress or Silent())
        return across and inside | across

    def recheck(self, moves: Sequence[tuple[FactRow, FactRow]]) -> Changes:
        """Check anew what facts before and after a change can touch: their articles and their groups."""
        with self._one_at_a_time:
            changes, _ = self._inside(sorted({old.article_id for old, _ in moves}), Silent())
            units = {unit for old, new in moves for unit in (old.fact.unit, new.fact.unit)}
            return changes | (self._across(({old.id for old, _ in moves}, units), Silent()) or Changes())

    def check_inside(self, article_ids: Sequence[int]) -> Changes:
        """Check articles by themselves anew: their wording was corrected."""
        with self._one_at_a_time:
            return self._inside(article_ids, Silent())[0]

    def _inside(self, article_ids: Sequence[int], progress: Progress) -> tuple[Changes, bool]:
        changes = Changes()
        book = self.rules.book() if article_ids else DEFAULT
        for at in range(0, len(article_ids), CHUNK):
            if progress.cancelled:
                return changes, False
            part = article_ids[at : at + CHUNK]
            progress.step(at, len(article_ids) + 1, message("progress.checking"))
            with self._store.reading() as lists:
                texts, rows = lists.article_texts(part), lists.facts_of_articles(part)
                said = [(texts[item.article_id].id, item) for item in lists.wordings(part)]
            findings = inside_findings(texts.values(), [row.fact for row in rows if _counts(row)], book)
            findings = [finding for finding in findings if not _reworded(finding, said)]
            ids = {row.fact.id: row.id for row in rows} | {text.id: key for key, text in texts.items()}
            with self._store.begin() as work:
                facts = work.replace_inside(part, findings, ids)
            changes |= Changes(frozenset(part), facts, findings=True)
        return changes, True

    def _across(self, scope: tuple[set[int], set[str]] | None, progress: Progress) -> Changes | None:
        """Check across articles: everything, or all that can be compared with facts of the scope's units.

        None when it was cancelled; a desk so small that it takes no time is checked all the same.
        """
        with self._store.reading() as lists:
            small = lists.counts(FactFilter()).total <= WHOLE_DESK
            if progress.cancelled and not small:
                return None
            if small or scope is None:
                rows, scope = {row.id: row for row in lists.facts(FactFilter())}, None
            else:
                rows = _comparable(lists, *scope)
            older = lists.superseded_ids({row.article_id for row in rows.values()})
            families = lists.families()
            published = lists.published({row.article_id for row in rows.values()})
        ordered = sorted(rows.values(), key=lambda row: (row.article_id, row.fact.span.start, row.id))
        counted = [row for row in ordered if _counts(row) and row.article_id not in older]
        compared = [row.fact for row in counted]
        repeats = {fact.id for fact in compared} - {row.fact.id for row in independent(counted, families)}
        if len(compared) < WORTH_A_PROCESS or self._workers == 1:
            findings: list[Finding] | None = check_across(compared, published, repeats)
        else:
            check = partial(check_across, published=published, repeats=repeats)
            findings = compute(check, compared, lambda: progress.cancelled)
        if findings is None:
            return None
        with self._store.begin() as work:
            facts = work.replace_across(None if scope is None else rows.keys(), findings,
                                        {row.fact.id: row.id for row in ordered})
        articles = frozenset(rows[fact].article_id for fact in facts if fact in rows)
        return Changes(articles, facts, findings=True)


def independent(rows: Iterable[FactRow], families: Mapping[int, int]) -> Iterator[FactRow]:
    """The facts without those that a variant only repeats: a reprint is no second source.

    `families` gives the first article of its family for every article that is nearly the same as an
    earlier one. A figure that the earlier article does not have stays: there the two differ. Facts come
    in the order of their articles.
    """
    owners: dict[tuple[object, ...], int] = {}
    for row in rows:
        fact = row.fact
        family = families.get(row.article_id, row.article_id)
        key = (family, fact.value, fact.value_high, simplified(fact.unit), fact.qualifier, fact.measure)
        if owners.setdefault(key, row.article_id) == row.article_id:
            yield row


def _comparable(lists: Lists, fact_ids: set[int], units: set[str]) -> dict[int, FactRow]:
    """Facts that can be compared with facts of these units, and those in one group with these facts."""
    kinds = {kind_of(unit) for unit in units}
    alike = [unit for unit in lists.units() if kind_of(unit) in kinds]
    rows = {row.id: row for row in lists.facts_of_units(alike)}
    return rows | lists.facts_by_id(lists.facts_in_groups_of(fact_ids) - rows.keys())


def _counts(row: FactRow) -> bool:
    return row.status is not Status.REJECTED and row.gone is Gone.HERE


def _reworded(finding: Finding, said: Iterable[tuple[str, Wording]]) -> bool:
    """True for a remark on words that have been corrected since."""
    span = finding.span
    return span is not None and not finding.facts and any(
        key == finding.article_id and touches(item, span) for key, item in said)
