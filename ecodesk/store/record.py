"""The record of what is about no fact: imports that were taken back, references that were changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, case, func, or_, select

from ecodesk.domain.record import DeskStep, ReferenceMove, ReferenceStep, WithdrawalStep
from ecodesk.domain.references import Reference, ReferenceState
from ecodesk.store.bulk import chunks
from ecodesk.store.codec import moment_of
from ecodesk.store.origins import Origins
from ecodesk.store.references import load_reference
from ecodesk.store.tables import ARTICLE, BATCH, REFERENCE_CHANGE, STEP, VERSION

WITHDRAW = "withdraw"
"""Action of a step that takes an import back."""

MOST_NAMED = 3
"""References of one step that the record names."""

_TURNED = STEP.alias()
_BEFORE = REFERENCE_CHANGE.alias()
_IN_USE = REFERENCE_CHANGE.c.state == str(ReferenceState.ACTIVE)
_WAS_IN_USE = func.coalesce(_BEFORE.c.state, "") == str(ReferenceState.ACTIVE)


class RecordLists(Origins):
    """Reads about steps inside one transaction."""

    def desk_steps(self, limit: int | None) -> list[DeskStep]:
        """The newest of these steps, newest first; None: all of them."""
        found = [*_withdrawals(self.connection, limit), *_reference_steps(self.connection, limit)]
        return sorted(found, key=lambda step: step.step, reverse=True)[:limit]


def _withdrawals(connection: Connection, limit: int | None) -> list[DeskStep]:
    """Withdrawals, and the steps that took one back or did it again: those have no pairs of their own."""
    origin = case((STEP.c.action == WITHDRAW, STEP.c.id), else_=_TURNED.c.id)
    query = (
        select(*STEP.c, origin.label("origin"), func.coalesce(_TURNED.c.count, STEP.c.count).label("facts"))
        .outerjoin_from(STEP, _TURNED, _TURNED.c.id == STEP.c.undoes + STEP.c.redoes)
        .where(or_(STEP.c.action == WITHDRAW, _TURNED.c.action == WITHDRAW))
        .order_by(STEP.c.id.desc()).limit(limit)
    )
    rows = connection.execute(query).mappings().all()
    batches = _batches_of(connection, {row["origin"] for row in rows})
    return [_withdrawal(row, *batches.get(row["origin"], ("", 0))) for row in rows]


def _batches_of(connection: Connection, steps: Iterable[int]) -> dict[int, tuple[str, int]]:
    """Title of the batch that a step withdrew, and how many articles that had."""
    found: dict[int, tuple[str, int]] = {}
    for part in chunks(steps):
        query = (
            select(VERSION.c.step_id, func.min(BATCH.c.title), func.count(VERSION.c.older_id.distinct()))
            .join_from(VERSION, ARTICLE, VERSION.c.older_id == ARTICLE.c.id)
            .join(BATCH, ARTICLE.c.batch_id == BATCH.c.id)
            .where(VERSION.c.step_id.in_(part)).group_by(VERSION.c.step_id)
        )
        found.update((row[0], (row[1], row[2])) for row in connection.execute(query))
    return found


def _withdrawal(row: RowMapping, title: str, articles: int) -> WithdrawalStep:
    at = moment_of(row["at"])
    assert at is not None
    return WithdrawalStep(row["id"], row["editor"], at, title, articles, row["facts"], row["undoes"],
                          row["redoes"])


def _reference_steps(connection: Connection, limit: int | None) -> list[DeskStep]:
    counted = (_sum(and_(_IN_USE, ~_WAS_IN_USE)), _sum(and_(_IN_USE, _WAS_IN_USE)),
               _sum(and_(~_IN_USE, _WAS_IN_USE)))
    query = (
        select(REFERENCE_CHANGE.c.step_id, func.min(REFERENCE_CHANGE.c.id), *counted)
        .outerjoin_from(REFERENCE_CHANGE, _BEFORE, _is_before())
        .group_by(REFERENCE_CHANGE.c.step_id).order_by(REFERENCE_CHANGE.c.step_id.desc()).limit(limit)
    )
    counts = {row[0]: tuple(row)[1:] for row in connection.execute(query)}
    # The changes of one step have numbers without a gap.
    wanted = [first + more for first, *_ in counts.values() for more in range(MOST_NAMED)]
    moves = _moves(connection, wanted)
    found: list[DeskStep] = []
    for part in chunks(counts):
        for row in connection.execute(select(*STEP.c).where(STEP.c.id.in_(part))).mappings():
            at = moment_of(row["at"])
            assert at is not None
            _, added, changed, removed = counts[row["id"]]
            found.append(ReferenceStep(row["id"], row["editor"], at, added, changed, removed,
                                       tuple(moves.get(row["id"], ())), row["undoes"], row["redoes"]))
    return found


def _moves(connection: Connection, wanted: Sequence[int]) -> dict[int, list[ReferenceMove]]:
    found: dict[int, list[ReferenceMove]] = {}
    for part in chunks(wanted):
        query = (
            select(REFERENCE_CHANGE.c.step_id, REFERENCE_CHANGE.c.state, REFERENCE_CHANGE.c.fields,
                   _BEFORE.c.state, _BEFORE.c.fields)
            .outerjoin_from(REFERENCE_CHANGE, _BEFORE, _is_before())
            .where(REFERENCE_CHANGE.c.id.in_(part)).order_by(REFERENCE_CHANGE.c.id)
        )
        for step, state, fields, old_state, old_fields in connection.execute(query):
            move = ReferenceMove(_reference(old_state, old_fields), _reference(state, fields))
            if move != ReferenceMove(None, None):
                found.setdefault(step, []).append(move)
    return found


def _is_before() -> ColumnElement[bool]:
    return and_(_BEFORE.c.reference_id == REFERENCE_CHANGE.c.reference_id,
                _BEFORE.c.revision == REFERENCE_CHANGE.c.revision - 1)


def _reference(state: str | None, fields: str | None) -> Reference | None:
    return load_reference(json.loads(fields)) if fields and state == ReferenceState.ACTIVE else None


def _sum(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((condition, 1), else_=0))
