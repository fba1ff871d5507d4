"""Writes about reference values inside one transaction: changes that undo takes back, and what they tell."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import delete, func, select, update

from ecodesk.domain.errors import StaleError
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.domain.references import Reference, ReferenceState
from ecodesk.knowledge.references import about, key_of
from ecodesk.store import references, verdicts
from ecodesk.store.bulk import chunks, insert_many
from ecodesk.store.lists import Lists
from ecodesk.store.tables import FACT_REFERENCE, REFERENCE, REFERENCE_CHANGE, STEP

Links = Mapping[int, Sequence[tuple[int, Verdict]]]
"""The references that facts were held against, the one that counts first, by the row ids of both."""


class ReferenceWork(Lists):
    """The part of a unit of work that is about references."""

    def hold_references(self) -> None:
        """Keep other programs from changing references until the work is over."""
        references.hold(self.connection)

    def add_references(self, step: int, added: Sequence[Reference]) -> list[int]:
        """New references, in use; returns their row ids. None of them may have a key that is in use."""
        first = (self.connection.execute(select(func.max(REFERENCE.c.id))).scalar() or 0) + 1
        active = str(ReferenceState.ACTIVE)
        insert_many(self.connection, REFERENCE, [
            {"id": number, "step_id": step, "revision": 1, "key": key_of(item), "state": active,
             **references.values_of(item)} for number, item in enumerate(added, first)
        ])
        insert_many(self.connection, REFERENCE_CHANGE, self._changes(step, [
            (number, 1, ReferenceState.ACTIVE, item) for number, item in enumerate(added, first)]))
        return list(range(first, first + len(added)))

    def set_references(self, step: int, rows: Sequence[tuple[int, Reference, ReferenceState]]) -> None:
        """Make references what a step says, at their next revision; `hold_references` first."""
        now = self.references_by_id(number for number, _, _ in rows)
        told = []
        for number, item, state in rows:
            revision = now[number].revision + 1
            self.connection.execute(update(REFERENCE).where(REFERENCE.c.id == number), {
                "step_id": step, "revision": revision, "key": key_of(item), "state": str(state),
                **references.values_of(item),
            })
            told.append((number, revision, state, item))
        insert_many(self.connection, REFERENCE_CHANGE, self._changes(step, told))

    def _changes(self, step: int, told: Sequence[tuple[int, int, ReferenceState, Reference]]
                 ) -> list[dict[str, object]]:
        first = self.reference_stamp() + 1
        return [{"id": key, "step_id": step, "reference_id": number, "revision": revision,
                 "state": str(state), "fields": references.dump_reference(item)}
                for key, (number, revision, state, item) in enumerate(told, first)]

    def turn_references(self, step: int, turned: int, editor: str, *, back: bool) -> None:
        """Make references, as part of `step`, what they were before the step `turned` (`back`), or after it.

        StaleError when another editor has changed one of them since, or what comes back is there again.
        """
        lines = self._lines_of(turned)
        if not lines:
            return
        self.hold_references()
        last = self._last_changes(lines)
        rows = []
        for number, (revision, state, item) in lines.items():
            newest, by = last[number]
            if newest > revision and by != editor:
                raise StaleError("services.reference-stale", about=about(item), editor=by)
            rows.append(self._before(number, revision, item) if back else (number, item, state))
        self._refuse_doubles(rows)
        # Those that go make room for those that come.
        rows.sort(key=lambda row: row[2] is ReferenceState.ACTIVE)
        self.set_references(step, rows)

    def _lines_of(self, step: int) -> dict[int, tuple[int, ReferenceState, Reference]]:
        query = select(REFERENCE_CHANGE).where(REFERENCE_CHANGE.c.step_id == step)
        return {row["reference_id"]: (row["revision"], ReferenceState(row["state"]),
                                      references.load_reference(json.loads(row["fields"])))
                for row in self.connection.execute(query).mappings()}

    def _last_changes(self, ids: Collection[int]) -> dict[int, tuple[int, str]]:
        """Revision and editor of the newest change of each reference."""
        return {
            row[0]: (row[1], row[2]) for part in chunks(ids)
            for row in self.connection.execute(
                select(REFERENCE.c.id, REFERENCE.c.revision, STEP.c.editor)
                .join_from(REFERENCE, STEP, REFERENCE.c.step_id == STEP.c.id)
                .where(REFERENCE.c.id.in_(part)))
        }

    def _before(self, number: int, revision: int, item: Reference
                ) -> tuple[int, Reference, ReferenceState]:
        query = select(REFERENCE_CHANGE).where(
            REFERENCE_CHANGE.c.reference_id == number, REFERENCE_CHANGE.c.revision == revision - 1)
        row = self.connection.execute(query).mappings().first()
        if row is None:
            return number, item, ReferenceState.REMOVED
        return number, references.load_reference(json.loads(row["fields"])), ReferenceState(row["state"])

    def _refuse_doubles(self, rows: Sequence[tuple[int, Reference, ReferenceState]]) -> None:
        moved = {number for number, _, _ in rows}
        there = self.reference_keys()
        for _, item, state in rows:
            other = there.get(key_of(item))
            if state is ReferenceState.ACTIVE and other is not None and other.id not in moved:
                raise StaleError("services.reference-there", about=about(item))

    def replace_references(self, fact_ids: Collection[int], findings: Sequence[Finding], links: Links,
                           ids: Mapping[str, int]) -> frozenset[int]:
        """Make these all that references say about the facts; returns the facts whose summary changed.

        `ids` gives the row id of every fact of the findings, and of their articles, by key.
        """
        verdicts.hold(self.connection)
        for part in chunks(fact_ids):
            self.connection.execute(delete(FACT_REFERENCE).where(FACT_REFERENCE.c.fact_id.in_(part)))
        insert_many(self.connection, FACT_REFERENCE, [
            {"fact_id": fact, "position": position, "reference_id": number, "verdict": str(verdict)}
            for fact, found in links.items() for position, (number, verdict) in enumerate(found)
        ])
        touched = verdicts.replace_references(self.connection, fact_ids, findings, ids)
        return verdicts.summarise(self.connection, touched)
