"""Reference values (权威数据): taken in from tables, written by hand, taken over from facts, removed.

What an editor does is one step that undo takes back. Facts are held against the references at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import StaleError, UsageError
from ecodesk.domain.references import (
    Reckoning,
    Reference,
    ReferenceColumn,
    ReferenceCoverage,
    ReferenceImportRow,
    ReferenceLayout,
    ReferenceOutcome,
    ReferenceReport,
    ReferenceRow,
    ReferenceState,
)
from ecodesk.domain.views import Changes, FactRow, Progress, Silent
from ecodesk.knowledge.messages import explain, message
from ecodesk.knowledge.references import about, cited, figure_text, key_of
from ecodesk.services.checking import Checking
from ecodesk.services.reference_tables import ReferenceTables, TableRow
from ecodesk.services.reference_values import reference_of, refuse, typed_of
from ecodesk.services.reference_words import coverage_of, told
from ecodesk.store.store import Store
from ecodesk.store.work import Work

PAGE = 200
"""References that a list reads at once."""

EVERY = 500
"""Rows of a table read between two looks at the progress."""

_TRUSTED = (Status.VERIFIED, Status.CORRECTED)


class References:
    """References of one desk; what one editor does to them are steps that undo takes back."""

    def __init__(self, store: Store, checking: Checking, editor: str, folder: Path) -> None:
        self._store = store
        self._checking = checking
        self.editor = editor
        self.tables = ReferenceTables(folder)

    # -- what there is

    def rows(self, words: str = "", after: int | None = None, limit: int | None = PAGE) -> list[ReferenceRow]:
        """References in use that hold the words, a page at a time; `after` is the last one before."""
        with self._store.reading() as lists:
            return lists.references(words, after, limit)

    def count(self, words: str = "") -> int:
        """How many references in use hold the words."""
        with self._store.reading() as lists:
            return lists.reference_count(words)

    def history(self, reference_id: int) -> list[ReferenceRow]:
        """What became of a reference, the newest first."""
        with self._store.reading() as lists:
            return lists.reference_history(reference_id)

    def of_fact(self, fact_id: int) -> list[Reckoning]:
        """The references that a fact was held against, the one that counts first."""
        with self._store.reading() as lists:
            return lists.reckonings([fact_id]).get(fact_id, [])

    def facts_of(self, reference_id: int) -> list[FactRow]:
        """Facts that were held against a reference, in reading order."""
        with self._store.reading() as lists:
            return sorted(lists.facts_by_id(lists.facts_of_references([reference_id])).values(),
                          key=lambda row: (row.article_id, row.fact.span.start))

    def coverage(self) -> ReferenceCoverage:
        """How many facts have a reference, of the desk and of each batch."""
        with self._store.reading() as lists:
            return coverage_of(lists)

    # -- by hand

    def add(self, typed: Mapping[ReferenceColumn, str]) -> Changes:
        """A new reference. UsageError services.reference-* when it makes no sense or is there already."""
        found = reference_of(typed)
        with self._store.begin() as work:
            work.hold_references()
            _refuse_double(work, found)
            ids = work.add_references(self._step(work, 1), [found])
        return self._settle(ids)

    def change(self, row: ReferenceRow, typed: Mapping[ReferenceColumn, str]) -> Changes:
        """Correct a reference; errors as for `add`, StaleError when another editor has changed it since."""
        found = reference_of(typed)
        if found == row.reference:
            return Changes()
        with self._store.begin() as work:
            work.hold_references()
            _refuse_stale(work, [row])
            _refuse_double(work, found, row.id)
            work.set_references(self._step(work, 1), [(row.id, found, ReferenceState.ACTIVE)])
        return self._settle([row.id])

    def remove(self, rows: Sequence[ReferenceRow]) -> Changes:
        """Hold no more facts against these; they stay in the record. StaleError as for `change`."""
        if not rows:
            return Changes()
        with self._store.begin() as work:
            work.hold_references()
            _refuse_stale(work, rows)
            work.set_references(self._step(work, len(rows)),
                                [(row.id, row.reference, ReferenceState.REMOVED) for row in rows])
        return self._settle([row.id for row in rows])

    def typed(self, row: ReferenceRow) -> dict[ReferenceColumn, str]:
        """What to show in a form for a reference."""
        return typed_of(row.reference)

    # -- from facts

    def from_fact(self, row: FactRow) -> Reference:
        """A decided fact as a reference; its source is what the editor consulted, else the article.

        UsageError when the fact is not verified, or can be no reference.
        """
        fact = row.fact
        if row.status not in _TRUSTED:
            raise UsageError("services.reference-open", text=fact.text)
        dated = ""
        if not row.source:
            with self._store.reading() as lists:
                dated = lists.published([row.article_id]).get(fact.article_id, "")
        found = Reference(
            subject=fact.subject, indicator=fact.indicator, value=fact.value, value_high=fact.value_high,
            unit=fact.unit, qualifier=fact.qualifier, measure=fact.measure, period=fact.period,
            place=fact.place, modality=fact.modality, source=row.source or f"《{row.title}》", dated=dated,
            note=message("references.from-fact", editor=row.editor),
            text=fact.text if _as_extracted(row) else "",
        )
        refuse(found)
        return found

    def take_fact(self, row: FactRow) -> Changes:
        """Take a verified fact over (设为权威数据), in place of what the same source said before.

        UsageError as for `from_fact`.
        """
        found = self.from_fact(row)
        with self._store.begin() as work:
            work.hold_references()
            there = work.reference_with(key_of(found))
            if there is not None and there.reference == found:
                return Changes()
            step = self._step(work, 1)
            if there is None:
                ids = work.add_references(step, [found])
            else:
                ids = [there.id]
                work.set_references(step, [(there.id, found, ReferenceState.ACTIVE)])
        return self._settle(ids)

    # -- tables

    def import_file(self, path: Path, layout: ReferenceLayout | None = None,
                    progress: Progress | None = None, *, keep: bool = False) -> ReferenceReport:
        """Take in the references of a table, as one step; a row that does not fit is told, not fatal.

        `keep`: read tables with the same headers like this one from now on.

        A row whose source said the same thing before is left as it is, one that says it otherwise updates
        it. Cancelled before all rows are read, nothing is taken in. ReadError and UsageError as
        ReferenceTables.rows.
        """
        progress = progress or Silent()
        read: list[TableRow] = []
        for row in self.tables.rows(path, layout):
            read.append(row)
            if len(read) % EVERY == 0:
                progress.step(0, 1, message("progress.reference-rows", count=len(read)))
            if progress.cancelled:
                return told(ReferenceReport(path.name, (), cancelled=True,
                                            notes=(message("references.cancelled"),)))
        rows, ids = self._write(read)
        changes = self._checking.check_references(ids, progress) if ids else Changes()
        notes = [] if changes is not None else [message("references.unchecked")]
        if keep and layout is not None:
            notes += self._remember(layout)
        return told(ReferenceReport(path.name, tuple(rows), changes or Changes(references=True),
                                    changes is None, changes is None, tuple(notes)))

    def _remember(self, layout: ReferenceLayout) -> list[str]:
        """Keep what was said of a table's columns; what keeps it from being kept is told, no more."""
        try:
            self.tables.remember(layout)
        except UsageError as error:
            return [explain(error)]
        return []

    def _write(self, read: Sequence[TableRow]) -> tuple[list[ReferenceImportRow], list[int]]:
        with self._store.begin() as work:
            work.hold_references()
            sorter = _Sorter(work.reference_keys())
            rows = [sorter.take(row) for row in read]
            ids: list[int] = []
            if sorter.added or sorter.changed:
                step = self._step(work, len(sorter.added) + len(sorter.changed))
                ids += work.add_references(step, sorter.added)
                work.set_references(step, sorter.changed)
                ids += [number for number, _, _ in sorter.changed]
        return rows, ids

    def export(self, path: Path, progress: Progress | None = None) -> int:
        """Write all references as .xlsx or .csv, which can be taken in again; returns how many.

        UsageError for another suffix, WorkbookError where the file cannot be written.
        """
        from ecodesk.exporting.references import write_references

        rows = self.rows(limit=None)
        write_references(path, [(row, typed_of(row.reference)) for row in rows], progress or Silent())
        return len(rows)

    def _step(self, work: Work, count: int) -> int:
        return work.add_step(self.editor, datetime.now(UTC), "reference", count)

    def _settle(self, ids: Collection[int]) -> Changes:
        return Changes(references=True) | (self._checking.check_references(ids) or Changes())


class _Sorter:
    """Tells new rows from those that are there, and those that stand in the table twice."""

    def __init__(self, there: Mapping[str, ReferenceRow]) -> None:
        self._there = there
        self._seen: dict[str, TableRow] = {}
        self.added: list[Reference] = []
        self.changed: list[tuple[int, Reference, ReferenceState]] = []

    def take(self, row: TableRow) -> ReferenceImportRow:
        """What becomes of a row."""
        found = row.reference
        if found is None:
            return _told(row, ReferenceOutcome.FAILED, row.message)
        key = key_of(found)
        before = self._seen.setdefault(key, row)
        if before is not row:
            return self._twice(row, found, before)
        there = self._there.get(key)
        if there is None:
            self.added.append(found)
            return _told(row, ReferenceOutcome.ADDED)
        found = replace(found, note=found.note or there.reference.note)
        if there.reference == found:
            return _told(row, ReferenceOutcome.SAME)
        self.changed.append((there.id, found, ReferenceState.ACTIVE))
        return _told(row, ReferenceOutcome.UPDATED, _difference(there.reference, found))

    @staticmethod
    def _twice(row: TableRow, found: Reference, before: TableRow) -> ReferenceImportRow:
        first = before.reference
        same = first is not None and (first.value, first.value_high) == (found.value, found.value_high)
        code = "references.twice" if same else "references.otherwise"
        outcome = ReferenceOutcome.SKIPPED if same else ReferenceOutcome.FAILED
        return _told(row, outcome, message(code, number=before.number,
                                           value=figure_text(first) if first else ""))


def _as_extracted(row: FactRow) -> bool:
    """True where the words of the copy still are the figure."""
    names = ("value", "value_high", "unit")
    return all(getattr(row.fact, name) == getattr(row.original, name) for name in names)


def _told(row: TableRow, outcome: ReferenceOutcome, words: str = "") -> ReferenceImportRow:
    about_it = row.words
    if row.reference is not None:
        about_it = message("references.row", about=about(row.reference), value=figure_text(row.reference))
    return ReferenceImportRow(row.sheet, row.number, outcome, about_it, words)


def _difference(old: Reference, new: Reference) -> str:
    """What an update changes: 原为 13万亩; where the figure stays, the source as it was."""
    if (old.value, old.value_high, old.qualifier) != (new.value, new.value_high, new.qualifier):
        return message("references.was", before=figure_text(old))
    if cited(old) != cited(new):
        return message("references.was", before=cited(old))
    return message("references.was-other")


def _refuse_stale(work: Work, rows: Sequence[ReferenceRow]) -> None:
    now = work.references_by_id(row.id for row in rows)
    for row in rows:
        there = now.get(row.id)
        if there is None:
            raise UsageError("services.reference-gone")
        if there.revision != row.revision:
            raise StaleError("services.reference-stale", about=about(row.reference), editor=there.editor)


def _refuse_double(work: Work, found: Reference, but: int = 0) -> None:
    there = work.reference_with(key_of(found))
    if there is not None and there.id != but:
        raise UsageError("services.reference-there", about=about(found))
