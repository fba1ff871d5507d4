"""What editors ruled about pairs of statements: said line by line, the newest line on a question counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, insert, or_, select, text

from ecodesk.domain.errors import StaleError
from ecodesk.domain.rulings import Choice, Question, Ruling
from ecodesk.domain.views import FactRow, RulingRow, RulingStep
from ecodesk.store.bulk import chunks
from ecodesk.store.codec import moment_of, storable
from ecodesk.store.origins import Origins
from ecodesk.store.rows import facts_by_id
from ecodesk.store.tables import FACT, RULING, STEP

Pair = tuple[int, int, Question]

_LEFT, _RIGHT, _KEPT = FACT.alias("left_fact"), FACT.alias("right_fact"), FACT.alias("kept_fact")
_FIRST, _SAID = RULING.alias("first_ruling"), STEP.alias("first_step")


@dataclass(frozen=True, slots=True)
class Say:
    """What is to be ruled about two facts by row id, the lower one first; `kept_id` is 0 for none.

    `question` is needed for a withdrawal only. `carried_from` is the ruling that this one repeats.
    """

    left_id: int
    right_id: int
    choice: Choice
    left_digits: str
    right_digits: str
    question: Question
    kept_id: int = 0
    note: str = ""
    carried_from: int = 0

    @property
    def pair(self) -> Pair:
        return self.left_id, self.right_id, self.question


def hold(connection: Connection) -> None:
    """Keep other programs from ruling until the transaction is over."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE ruling IN SHARE ROW EXCLUSIVE MODE"))


def standing(connection: Connection, fact_ids: Iterable[int] | None = None) -> list[RulingRow]:
    """The newest ruling on each question about each pair, or each with these facts; withdrawn ones too."""
    newest = select(func.max(RULING.c.id)).group_by(RULING.c.left_id, RULING.c.right_id, RULING.c.question)
    query = _select().where(RULING.c.id.in_(newest.scalar_subquery())).order_by(RULING.c.id)
    if fact_ids is None:
        return [_row(row) for row in connection.execute(query).mappings()]
    found: dict[int, RulingRow] = {}
    for part in chunks(fact_ids):
        either = or_(RULING.c.left_id.in_(part), RULING.c.right_id.in_(part))
        found.update((row["id"], _row(row)) for row in connection.execute(query.where(either)).mappings())
    return [found[number] for number in sorted(found)]


def of_step(connection: Connection, step: int) -> list[RulingRow]:
    """What a step ruled."""
    query = _select().where(RULING.c.step_id == step).order_by(RULING.c.id)
    return [_row(row) for row in connection.execute(query).mappings()]


def say(connection: Connection, step: int, said: Sequence[Say]) -> None:
    """Add what a step rules, on top of what was ruled before; `hold` them first."""
    ids = {number for item in said for number in (item.left_id, item.right_id)}
    last = {_pair(row): row.revision for row in standing(connection, ids)}
    for item in said:
        last[item.pair] = last.get(item.pair, 0) + 1
        connection.execute(insert(RULING), {
            "step_id": step, "left_id": item.left_id, "right_id": item.right_id, "revision": last[item.pair],
            "question": str(item.question), "choice": str(item.choice), "kept_id": item.kept_id,
            "left_digits": storable(item.left_digits), "right_digits": storable(item.right_digits),
            "note": storable(item.note), "carried_from": item.carried_from,
        })


def turn(connection: Connection, step: int, turned: int, editor: str, *, back: bool) -> list[int]:
    """Say again, as part of `step`, what held before the step `turned` (`back`), or what that one ruled.

    Returns the facts concerned. StaleError when another editor has ruled on the same pair since.
    """
    lines = of_step(connection, turned)
    if not lines:
        return []
    hold(connection)
    facts = sorted({number for line in lines for number in (line.left_id, line.right_id)})
    now = {_pair(row): row for row in standing(connection, facts)}
    for line in lines:
        last = now[_pair(line)]
        if last.revision > line.revision and _speaker(connection, last) != editor:
            raise StaleError("services.ruling-stale", editor=_speaker(connection, last))
    again = [_before(connection, line) for line in lines] if back else [_again(line) for line in lines]
    say(connection, step, again)
    return facts


def _speaker(connection: Connection, row: RulingRow) -> str:
    """Who made the step of a ruling; of one carried over, who brought in the newer version."""
    found = connection.execute(select(STEP.c.editor).where(STEP.c.id == row.ruling.step)).scalar_one()
    return str(found)


def _before(connection: Connection, line: RulingRow) -> Say:
    query = _select().where(RULING.c.left_id == line.left_id, RULING.c.right_id == line.right_id,
                            RULING.c.question == str(line.question), RULING.c.revision == line.revision - 1)
    row = connection.execute(query).mappings().first()
    if row is not None:
        return _again(_row(row))
    told = line.ruling
    return Say(line.left_id, line.right_id, Choice.NONE, told.left_digits, told.right_digits, line.question)


def _again(row: RulingRow) -> Say:
    told = row.ruling
    return Say(row.left_id, row.right_id, told.choice, told.left_digits, told.right_digits, row.question,
               row.kept_id, told.note, row.carried_from or row.id)


def _pair(row: RulingRow) -> Pair:
    return row.left_id, row.right_id, row.question


def _select() -> Select[Any]:
    """Rulings with the keys of their facts and who ruled first: a ruling carried over keeps its author."""
    columns = (_LEFT.c.key.label("left_key"), _RIGHT.c.key.label("right_key"),
               func.coalesce(_KEPT.c.key, "").label("kept_key"), STEP.c.editor, STEP.c.at,
               _SAID.c.editor.label("first_editor"), _SAID.c.at.label("first_at"))
    return (
        select(*RULING.c, *columns)
        .join_from(RULING, _LEFT, RULING.c.left_id == _LEFT.c.id)
        .join(_RIGHT, RULING.c.right_id == _RIGHT.c.id)
        .outerjoin(_KEPT, RULING.c.kept_id == _KEPT.c.id)
        .join(STEP, RULING.c.step_id == STEP.c.id)
        .outerjoin(_FIRST, RULING.c.carried_from == _FIRST.c.id)
        .outerjoin(_SAID, _FIRST.c.step_id == _SAID.c.id)
    )


def _row(row: RowMapping) -> RulingRow:
    at = moment_of(row["first_at"] or row["at"])
    assert at is not None
    ruling = Ruling(row["left_key"], row["right_key"], Choice(row["choice"]), row["kept_key"],
                    row["left_digits"], row["right_digits"], row["note"],
                    row["first_editor"] or row["editor"], at, row["step_id"])
    return RulingRow(row["id"], row["left_id"], row["right_id"], Question(row["question"]), row["revision"],
                     ruling, row["kept_id"], row["carried_from"])


class RulingLists(Origins):
    """Reads about rulings inside one transaction."""

    def standing_rulings(self, fact_ids: Iterable[int] | None = None) -> list[RulingRow]:
        """The newest ruling on each question about each pair, or with these facts; withdrawn ones too."""
        return standing(self.connection, fact_ids)

    def rulings_of_step(self, step: int) -> list[RulingRow]:
        """What a step ruled."""
        return of_step(self.connection, step)

    def ruling_steps(self, limit: int | None) -> list[RulingStep]:
        """The newest actions about groups, newest first; None: all of them."""
        numbers = select(RULING.c.step_id).distinct().order_by(RULING.c.step_id.desc()).limit(limit)
        chosen = list(self.connection.execute(numbers).scalars())
        lines: dict[int, list[RowMapping]] = {number: [] for number in chosen}
        for part in chunks(chosen):
            query = _select().add_columns(STEP.c.undoes, STEP.c.redoes, STEP.c.action)
            query = query.where(RULING.c.step_id.in_(part)).order_by(RULING.c.id)
            for row in self.connection.execute(query).mappings():
                lines[row["step_id"]].append(row)
        ids = {row[name] for rows in lines.values() for row in rows for name in _ENDS}
        facts = facts_by_id(self.connection, ids - {0})
        return [_step_of(rows, facts) for rows in lines.values()]


def _step_of(lines: Sequence[RowMapping], facts: dict[int, FactRow]) -> RulingStep:
    """What an undo took back it names as that was called."""
    first = lines[0]
    at = moment_of(first["at"])
    assert at is not None
    ids = sorted({row[name] for row in lines for name in ("left_id", "right_id")})
    return RulingStep(
        step=first["step_id"], choice=Choice(first["choice"]), editor=first["editor"], at=at,
        note=first["note"],
        rows=tuple(facts[number] for number in ids), kept=facts.get(first["kept_id"]),
        undoes=first["undoes"], redoes=first["redoes"], carried=first["action"] in _CARRYING,
    )


_ENDS = ("left_id", "right_id", "kept_id")
_CARRYING = frozenset({"carried", "part", "join"})
"""Steps that put articles in place of others: their rulings are repeated from the older ones."""
