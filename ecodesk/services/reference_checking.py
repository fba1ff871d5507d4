"""Facts held against the desk's references, in step with both: only what was touched is compared anew."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Sequence

from ecodesk.checking.reference_findings import finding_of
from ecodesk.checking.references import Register, sketch_of
from ecodesk.domain.decisions import Gone, Status
from ecodesk.domain.references import REFERENCE_KIND, Reference
from ecodesk.domain.views import Changes, FactRow, Progress, Silent
from ecodesk.knowledge.house import kind_of
from ecodesk.knowledge.messages import message
from ecodesk.services.rules import Rules
from ecodesk.store.lists import Lists
from ecodesk.store.store import Store

CHUNK = 1000
"""Facts held against the references between two looks at the progress: well within a second."""

SHARED = 2
"""Pairs of letters that a fact's labels share with a reference at least, to be worth a look."""


class Referring:
    """Compares facts with the references in use, and stores what comes of it."""

    def __init__(self, store: Store, rules: Rules) -> None:
        self._store = store
        self._rules = rules
        self._register: Register | None = None
        self._stamp = 0
        self._lock = threading.Lock()

    def hold(self, rows: Sequence[FactRow]) -> frozenset[int]:
        """Hold facts against the references; returns those whose summary changed.

        Facts that were rejected or stand in no list any more take no part: what was found about them goes.
        Where the rule is off, references are shown beside facts all the same,
        but nothing is found.
        """
        with self._store.reading() as lists:
            register = self._current(lists)
        if register is None:
            return frozenset()
        counted = {row.fact.id: row for row in rows
                   if row.status is not Status.REJECTED and row.gone is Gone.HERE}
        compared = list(register.compare(row.fact for row in counted.values()))
        told = self._rules.book().has(REFERENCE_KIND)
        findings = [finding_of(found) for _, found in compared] if told else []
        links = {counted[fact.id].id: [(one.number, one.verdict) for one in found]
                 for fact, found in compared}
        ids = {row.fact.id: row.id for row in rows} | {row.fact.article_id: row.article_id for row in rows}
        with self._store.begin() as work:
            return work.replace_references([row.id for row in rows], findings, links, ids)

    def hold_articles(self, article_ids: Sequence[int]) -> Changes:
        """Hold the facts of these articles against the references."""
        with self._store.reading() as lists:
            if not lists.reference_stamp():
                return Changes()
            rows = lists.facts_of_articles(article_ids, gone=True)
        return Changes(frozenset(article_ids), self.hold(rows), findings=True)

    def hold_touched(self, reference_ids: Collection[int],
                     progress: Progress | None = None) -> Changes | None:
        """After a change of references: hold the facts against them that they were or may be about.

        None when it was cancelled on the way; the facts held so far keep what was found.
        """
        progress = progress or Silent()
        with self._store.reading() as lists:
            changed = [row.reference for row in lists.references_by_id(reference_ids).values()]
            touched = sorted(lists.facts_of_references(reference_ids) | _meant(lists, changed))
        changes = Changes(references=True)
        for at in range(0, len(touched), CHUNK):
            if progress.cancelled:
                return None
            progress.step(at, len(touched), message("progress.references"))
            with self._store.reading() as lists:
                rows = list(lists.facts_by_id(touched[at : at + CHUNK]).values())
            facts = self.hold(rows)
            articles = frozenset(row.article_id for row in rows if row.id in facts)
            changes |= Changes(articles, facts, findings=bool(rows), references=True)
        progress.step(len(touched), len(touched), message("progress.done"))
        return changes

    def forget(self) -> None:
        """Read the references anew: numbers of changes may come again over other ones."""
        with self._lock:
            self._register = None

    def _current(self, lists: Lists) -> Register | None:
        """The references in use, read again only after a change; None while the desk never had one."""
        stamp = lists.reference_stamp()
        if not stamp:
            return None
        with self._lock:
            if self._register is None or self._stamp != stamp:
                self._register, self._stamp = Register(lists.active_references()), stamp
            return self._register


def _meant(lists: Lists, references: Iterable[Reference]) -> set[int]:
    """Facts that references may be about: of one kind of unit, and with words in common."""
    grams: dict[str, set[str]] = {}
    for item in references:
        grams.setdefault(kind_of(item.unit), set()).update(sketch_of(item))
    if not grams:
        return set()
    units = [unit for unit in lists.units() if kind_of(unit) in grams]
    wanted = set().union(*grams.values())
    return {number for number, labels in lists.labels_of_units(units) if _shares(labels, wanted)}


def _shares(labels: str, wanted: set[str]) -> bool:
    return sum(labels[at : at + 2] in wanted for at in range(len(labels) - 1)) >= SHARED
