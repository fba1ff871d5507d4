"""The desk's own dictionary: what editors said about entries, and what corrections say of themselves.

Only what an editor said is stored, line by line; the newest line about the same words counts. That a
correction proposes an entry is read from the facts, so that undoing it takes its evidence back.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, insert, select, text

from ecodesk.domain.decisions import Status
from ecodesk.domain.entries import ENTRY_FIELDS, Correction, Entry, EntryState, SaidEntry
from ecodesk.domain.errors import StaleError
from ecodesk.knowledge.house import Key, condition_of, key_of, lesson
from ecodesk.store.bulk import chunks
from ecodesk.store.codec import dump, load_rewritten, moment_of, storable
from ecodesk.store.origins import Origins, superseded
from ecodesk.store.tables import ENTRY, FACT, STEP

_KEEPS = (Status.VERIFIED, Status.CORRECTED)


def hold(connection: Connection) -> None:
    """Keep other programs from saying something about entries until the transaction is over."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE entry IN SHARE ROW EXCLUSIVE MODE"))


def said(connection: Connection) -> dict[Key, SaidEntry]:
    """What was said last about each entry, those removed included."""
    newest = select(func.max(ENTRY.c.id)).group_by(ENTRY.c.key).scalar_subquery()
    rows = connection.execute(_select().where(ENTRY.c.id.in_(newest)).order_by(ENTRY.c.id)).mappings()
    found = [_said(row) for row in rows]
    return {key_of(item.entry): item for item in found}


def of_step(connection: Connection, step: int) -> list[SaidEntry]:
    """What a step said."""
    rows = connection.execute(_select().where(ENTRY.c.step_id == step).order_by(ENTRY.c.id)).mappings()
    return [_said(row) for row in rows]


def say(connection: Connection, step: int, entries: Sequence[tuple[Entry, EntryState]]) -> None:
    """Add what a step says about entries, on top of what was said before; `hold` them first."""
    revisions = {key: item.revision for key, item in said(connection).items()}
    for entry, state in entries:
        key = key_of(entry)
        revisions[key] = revisions.get(key, 0) + 1
        connection.execute(insert(ENTRY), {
            "step_id": step, "key": dump(key), "revision": revisions[key],
            "field": entry.field, "found": storable(entry.found), "given": storable(entry.given),
            "wanted": storable(entry.wanted), "state": str(state),
        })


def turn(connection: Connection, step: int, turned: int, editor: str, *, back: bool) -> None:
    """Say again, as part of `step`, what held before the step `turned` (`back`), or what that one said.

    StaleError when another editor has said something about the same words since.
    """
    lines = of_step(connection, turned)
    if not lines:
        return
    hold(connection)
    now = said(connection)
    for line in lines:
        last = now[key_of(line.entry)]
        if last.revision > line.revision and last.editor != editor:
            raise StaleError("services.entry-stale", found=line.entry.found, editor=last.editor)
    if back:
        say(connection, step, [_before(connection, line) for line in reversed(lines)])
    else:
        say(connection, step, [(line.entry, line.state) for line in lines])


def corrections(connection: Connection, fact_ids: Iterable[int] | None = None) -> Iterator[Correction]:
    """What fields of current facts teach that are not as extracted, oldest decision first; of these only.

    Who corrects a field that an entry had written speaks against the entry.
    """
    query = select(FACT).where(FACT.c.original != "", FACT.c.article_id.not_in(superseded()))
    query = query.where(FACT.c.status != Status.REJECTED).order_by(FACT.c.decided_at, FACT.c.id)
    parts: list[list[int] | None] = [None] if fact_ids is None else [*chunks(fact_ids)]
    for part in parts:
        chosen = query if part is None else query.where(FACT.c.id.in_(part))
        for row in connection.execute(chosen).mappings():
            yield from _corrected(row)


def kept(connection: Connection, entries: Iterable[Entry]) -> Counter[Key]:
    """How many verified or corrected facts keep the word that each entry would write over."""
    wanted = {(item.field, item.found) for item in entries}
    found: Counter[Key] = Counter()
    for name in ENTRY_FIELDS:
        words = sorted(word for field, word in wanted if field == name)
        query = (
            select(FACT.c[name], FACT.c.unit, FACT.c.indicator, func.count())
            .where(FACT.c[name].in_(words), FACT.c.status.in_(_KEEPS), FACT.c.article_id.not_in(superseded()))
            .group_by(FACT.c[name], FACT.c.unit, FACT.c.indicator)
        )
        for word, unit, indicator, count in connection.execute(query) if words else ():
            for given in {"", condition_of(name, unit, indicator)}:
                found[key_of(Entry(name, word, "", given))] += count
    return found


def uses(connection: Connection) -> Counter[Key]:
    """How many facts of current articles each entry has written as they were extracted."""
    query = (
        select(FACT.c.rewritten, func.count())
        .where(FACT.c.rewritten != "", FACT.c.article_id.not_in(superseded())).group_by(FACT.c.rewritten)
    )
    found: Counter[Key] = Counter()
    for stored, count in connection.execute(query):
        for item in load_rewritten(stored):
            found[key_of(Entry(item.field, item.entry, "", item.given))] += count
    return found


def _corrected(row: RowMapping) -> Iterator[Correction]:
    extracted: dict[str, str] = json.loads(row["original"])
    written = {item.field: item for item in load_rewritten(row["rewritten"])}
    now = {name: row[name] for name in ENTRY_FIELDS}
    for name in ENTRY_FIELDS:
        if name not in extracted:
            continue
        by = written.get(name)
        if by is None:
            entry = lesson(name, now | extracted, now, row["sentence"])
        else:
            entry = Entry(name, by.entry, extracted[name], by.given)
        if entry is not None:
            yield Correction(row["id"], row["article_id"], entry, Status(row["status"]), row["sentence"],
                             row["editor"], moment_of(row["decided_at"]), by is not None)


def _before(connection: Connection, line: SaidEntry) -> tuple[Entry, EntryState]:
    """What held before a line was said; where nothing was, the corrections speak again."""
    query = _select().where(ENTRY.c.key == dump(key_of(line.entry)), ENTRY.c.revision == line.revision - 1)
    row = connection.execute(query).mappings().first()
    return (line.entry, EntryState.PROPOSED) if row is None else (_said(row).entry, EntryState(row["state"]))


def _select() -> Select[Any]:
    return select(*ENTRY.c, STEP.c.editor, STEP.c.at).join_from(ENTRY, STEP, ENTRY.c.step_id == STEP.c.id)


def _said(row: RowMapping) -> SaidEntry:
    at = moment_of(row["at"])
    assert at is not None
    entry = Entry(row["field"], row["found"], row["wanted"], row["given"])
    return SaidEntry(entry, EntryState(row["state"]), row["revision"], row["step_id"], row["editor"], at)


class EntryLists(Origins):
    """Reads about the dictionary inside one transaction."""

    def said_entries(self) -> dict[Key, SaidEntry]:
        """What was said last about each entry, those removed included."""
        return said(self.connection)

    def entries_of_step(self, step: int) -> list[SaidEntry]:
        """What a step said about entries."""
        return of_step(self.connection, step)

    def corrections(self, fact_ids: Iterable[int] | None = None) -> list[Correction]:
        """What fields teach that are not as extracted, oldest decision first; of these facts where given."""
        return list(corrections(self.connection, fact_ids))

    def kept_words(self, entries: Iterable[Entry]) -> Counter[Key]:
        """How many decided facts keep the word that each entry would write over."""
        return kept(self.connection, entries)

    def entry_uses(self) -> Counter[Key]:
        """How many facts each entry has written as they were extracted."""
        return uses(self.connection)
