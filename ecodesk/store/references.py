"""Reference values in the tables: as they stand, how they came to it, and the facts held against them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, case, func, select, text, tuple_

from ecodesk.domain.decisions import Status
from ecodesk.domain.facts import Measure, Modality, Qualifier
from ecodesk.domain.findings import Verdict
from ecodesk.domain.references import Coverage, Reckoning, Reference, ReferenceRow, ReferenceState
from ecodesk.store.bulk import chunks
from ecodesk.store.codec import dump, moment_of, storable
from ecodesk.store.entries import EntryLists
from ecodesk.store.filters import contains
from ecodesk.store.origins import superseded
from ecodesk.store.rows import HERE
from ecodesk.store.tables import FACT, FACT_REFERENCE, REFERENCE, REFERENCE_CHANGE, STEP

FIELDS = ("subject", "indicator", "value", "value_high", "unit", "qualifier", "measure", "period", "place",
          "source", "dated", "page", "note", "text", "modality")
AGREEING = (Verdict.SAME, Verdict.ROUNDED)
OWN_TIME = (Verdict.SAME, Verdict.ROUNDED, Verdict.CONFLICT, Verdict.QUERY, Verdict.SCOPE)
"""Verdicts of a reference that speaks of the fact's own time, as far as the copy tells it."""

_ORDER = (REFERENCE.c.subject, REFERENCE.c.indicator, REFERENCE.c.period, REFERENCE.c.id)
_SEARCHED = tuple(REFERENCE.c[name] for name in ("subject", "indicator", "place", "period", "source", "note",
                                                  "text"))
_ACTIVE = REFERENCE.c.state == str(ReferenceState.ACTIVE)


def hold(connection: Connection) -> None:
    """Keep other programs from changing references until the transaction is over."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE reference IN SHARE ROW EXCLUSIVE MODE"))


def values_of(reference: Reference) -> dict[str, str]:
    """The columns of a reference."""
    return {name: storable(str(getattr(reference, name))) for name in FIELDS}


def dump_reference(reference: Reference) -> str:
    """All of a reference as JSON, for the record of changes."""
    return dump(values_of(reference))


def load_reference(fields: Mapping[str, str]) -> Reference:
    """The reference back from its columns or from the record."""
    plain = {name: fields[name] for name in FIELDS if name not in ("qualifier", "measure", "modality")}
    # The record of changes may be older than the field.
    modality = Modality(fields.get("modality", Modality.ACTUAL))
    return Reference(**plain, qualifier=Qualifier(fields["qualifier"]), measure=Measure(fields["measure"]),
                     modality=modality)


def _select(*more: ColumnElement[Any]) -> Select[Any]:
    return select(*REFERENCE.c, STEP.c.editor, STEP.c.at, *more).join_from(
        REFERENCE, STEP, REFERENCE.c.step_id == STEP.c.id)


def _row(row: RowMapping, facts: int = 0) -> ReferenceRow:
    at = moment_of(row["at"])
    assert at is not None
    return ReferenceRow(row["id"], load_reference({name: row[name] for name in FIELDS}),
                        ReferenceState(row["state"]), row["revision"], row["editor"], at, facts)


class ReferenceLists(EntryLists):
    """Reads about references inside one transaction."""

    def references(self, words: str = "", after: int | None = None,
                   limit: int | None = None) -> list[ReferenceRow]:
        """References in use that hold the words in either script, by subject, indicator and period.

        `after` is the last one of the page before.
        """
        query = _select().where(*self._wanted(words)).order_by(*_ORDER)
        if after is not None:
            place = self.connection.execute(select(*_ORDER).where(REFERENCE.c.id == after)).first()
            if place is not None:
                query = query.where(tuple_(*_ORDER) > place)
        if limit is not None:
            query = query.limit(limit)
        rows = self.connection.execute(query).mappings().all()
        counts = self._facts_of_each(row["id"] for row in rows)
        return [_row(row, counts.get(row["id"], 0)) for row in rows]

    def reference_count(self, words: str = "") -> int:
        """How many references in use hold the words."""
        query = select(func.count()).select_from(REFERENCE).where(*self._wanted(words))
        return int(self.connection.execute(query).scalar() or 0)

    def _wanted(self, words: str) -> list[ColumnElement[bool]]:
        found = [_ACTIVE]
        if words.strip():
            found.append(contains(words.strip(), self.connection.dialect.name, _SEARCHED))
        return found

    def references_by_id(self, ids: Iterable[int]) -> dict[int, ReferenceRow]:
        """These references, those removed included."""
        return {
            row["id"]: _row(row) for part in chunks(ids)
            for row in self.connection.execute(_select().where(REFERENCE.c.id.in_(part))).mappings()
        }

    def active_references(self) -> dict[int, Reference]:
        """Every reference in use by its row id."""
        rows = self.connection.execute(select(*REFERENCE.c).where(_ACTIVE).order_by(REFERENCE.c.id))
        return {row["id"]: load_reference({name: row[name] for name in FIELDS}) for row in rows.mappings()}

    def reference_keys(self) -> dict[str, ReferenceRow]:
        """Every reference in use by its key."""
        rows = self.connection.execute(_select().where(_ACTIVE)).mappings()
        return {row["key"]: _row(row) for row in rows}

    def reference_with(self, key: str) -> ReferenceRow | None:
        """The reference in use that has this key."""
        row = self.connection.execute(_select().where(_ACTIVE, REFERENCE.c.key == key)).mappings().first()
        return _row(row) if row else None

    def reference_stamp(self) -> int:
        """A number that grows with every change of a reference, 0 while there never was one."""
        return int(self.connection.execute(select(func.max(REFERENCE_CHANGE.c.id))).scalar() or 0)

    def references_of_step(self, step: int) -> set[int]:
        """Row ids of the references that a step changed."""
        query = select(REFERENCE_CHANGE.c.reference_id).where(REFERENCE_CHANGE.c.step_id == step)
        return set(self.connection.execute(query).scalars())

    def reference_history(self, reference_id: int) -> list[ReferenceRow]:
        """What each step made of a reference, the newest first."""
        query = (
            select(REFERENCE_CHANGE, STEP.c.editor, STEP.c.at)
            .join_from(REFERENCE_CHANGE, STEP, REFERENCE_CHANGE.c.step_id == STEP.c.id)
            .where(REFERENCE_CHANGE.c.reference_id == reference_id)
            .order_by(REFERENCE_CHANGE.c.revision.desc())
        )
        return [_row({**row, **json.loads(row["fields"]), "id": reference_id})  # type: ignore[arg-type]
                for row in self.connection.execute(query).mappings()]

    # -- facts held against references

    def reckonings(self, fact_ids: Iterable[int]) -> dict[int, list[Reckoning]]:
        """The references that each of these facts was held against, the one that counts first."""
        found: dict[int, list[Reckoning]] = defaultdict(list)
        for part in chunks(fact_ids):
            query = (
                _select(FACT_REFERENCE.c.fact_id, FACT_REFERENCE.c.verdict)
                .join(FACT_REFERENCE, FACT_REFERENCE.c.reference_id == REFERENCE.c.id)
                .where(FACT_REFERENCE.c.fact_id.in_(part))
                .order_by(FACT_REFERENCE.c.fact_id, FACT_REFERENCE.c.position)
            )
            for row in self.connection.execute(query).mappings():
                found[row["fact_id"]].append(Reckoning(_row(row), Verdict(row["verdict"])))
        return dict(found)

    def facts_of_references(self, ids: Iterable[int]) -> set[int]:
        """Facts that were held against any of these references."""
        found: set[int] = set()
        for part in chunks(ids):
            query = select(FACT_REFERENCE.c.fact_id).where(FACT_REFERENCE.c.reference_id.in_(part))
            found.update(self.connection.execute(query).scalars())
        return found

    def units(self) -> list[str]:
        """Every unit that a fact has."""
        return list(self.connection.execute(select(FACT.c.unit).distinct().order_by(FACT.c.unit)).scalars())

    def labels_of_units(self, units: Iterable[str]) -> list[tuple[int, str]]:
        """Row id of every current fact in one of these units, and what it is about in one text."""
        about = FACT.c.place + " " + FACT.c.subject + " " + FACT.c.indicator
        query = select(FACT.c.id, about).where(
            FACT.c.unit.in_(sorted(units)), FACT.c.article_id.not_in(superseded()))
        return [(row[0], row[1]) for row in self.connection.execute(query)]

    def coverage(self) -> dict[int, Coverage]:
        """For each batch, how many of its current facts have a reference."""
        best = FACT_REFERENCE.c.position == 0
        own = case((FACT_REFERENCE.c.verdict.in_(OWN_TIME), 1), else_=0)
        agrees = case((FACT_REFERENCE.c.verdict.in_(AGREEING), 1), else_=0)
        query = (
            select(FACT.c.batch_id, func.count(), func.sum(own), func.sum(agrees))
            .outerjoin_from(FACT, FACT_REFERENCE, (FACT_REFERENCE.c.fact_id == FACT.c.id) & best)
            .where(FACT.c.claim.is_(False), FACT.c.status != Status.REJECTED, HERE,
                   FACT.c.article_id.not_in(superseded()))
            .group_by(FACT.c.batch_id)
        )
        return {
            batch: Coverage(count, int(covered or 0), int(same or 0), int(covered or 0) - int(same or 0))
            for batch, count, covered, same in self.connection.execute(query)
        }

    def _facts_of_each(self, ids: Iterable[int]) -> dict[int, int]:
        found: dict[int, int] = {}
        for part in chunks(ids):
            query = (
                select(FACT_REFERENCE.c.reference_id, func.count())
                .join_from(FACT_REFERENCE, FACT, FACT_REFERENCE.c.fact_id == FACT.c.id)
                .where(FACT_REFERENCE.c.reference_id.in_(part), FACT_REFERENCE.c.verdict.in_(OWN_TIME),
                       FACT.c.article_id.not_in(superseded()))
                .group_by(FACT_REFERENCE.c.reference_id)
            )
            found.update((row[0], row[1]) for row in self.connection.execute(query))
        return found
