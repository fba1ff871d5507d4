"""The desk's own dictionary (本社词条): learned from corrections, seen and changed by editors.

A correction of a subject, an indicator or a unit proposes an entry (knowledge.house.lesson). It is used at
imports once an editor says so, or once two sentences were corrected alike, nothing speaks against it, and it
is a name, or the same words written shorter or longer in two articles. Facts that are at the desk already are
never changed on the way: `apply` does it for open ones, on request and as one step.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ecodesk.domain.decisions import Status
from ecodesk.domain.entries import ENTRY_FIELDS, Correction, Entry, EntryRow, EntryState, SaidEntry
from ecodesk.domain.errors import StaleError, UsageError
from ecodesk.domain.views import Changes, FactFilter, FactRow
from ecodesk.knowledge.house import Key, Lexicon, is_general, key_of, objection
from ecodesk.services import entry_tables
from ecodesk.services.reviewing import Reviewing, Wish
from ecodesk.store.lists import Lists
from ecodesk.store.store import Store

ENOUGH = 2
"""Sentences corrected alike by hand, for a rewriting in as many articles, from which on a general entry is
used without being asked for."""

_OBJECTIONS = {"empty": "services.entry-empty", "same": "services.entry-same",
               "name": "services.entry-name", "unit": "services.entry-unit"}
_SPOKEN = (EntryState.ACTIVE, EntryState.OFF)


class Dictionary:
    """Entries of one desk; what one editor says about them are steps that undo takes back."""

    def __init__(self, store: Store, reviewing: Reviewing, editor: str) -> None:
        self._store = store
        self._reviewing = reviewing
        self.editor = editor

    def rows(self) -> list[EntryRow]:
        """All entries but those removed: the proposed first, then those in use, the newest first in each."""
        with self._store.reading() as lists:
            found = rows_of(lists)
        order = list(EntryState)
        newest = sorted(found, key=lambda row: row.at.timestamp() if row.at else 0.0, reverse=True)
        return sorted(newest, key=lambda row: order.index(row.state))

    def lexicon(self) -> Lexicon:
        """The entries in use at this moment."""
        with self._store.reading() as lists:
            return Lexicon(tuple(row.entry for row in rows_of(lists) if row.state is EntryState.ACTIVE))

    def noted(self, fact_ids: Iterable[int]) -> list[EntryRow]:
        """What corrections of these facts propose, or have made an entry of just by themselves."""
        with self._store.reading() as lists:
            made = {(key_of(item.entry), item.entry.wanted) for item in lists.corrections(fact_ids)
                    if item.status is Status.CORRECTED and not item.against}
            rows = rows_of(lists) if made else []
        return [row for row in rows if not row.said and (key_of(row.entry), row.entry.wanted) in made]

    def contradicted(self, fact_ids: Iterable[int]) -> list[EntryRow]:
        """Entries in use that wrote fields of these facts which an editor has written otherwise since."""
        with self._store.reading() as lists:
            made = {key_of(item.entry) for item in lists.corrections(fact_ids)
                    if item.status is Status.CORRECTED and item.against}
            rows = rows_of(lists) if made else []
        return [row for row in rows if row.state is EntryState.ACTIVE and key_of(row.entry) in made]

    def add(self, entry: Entry) -> Changes:
        """A new entry, in use at once. UsageError when it makes no sense or its word has an entry already."""
        entry = _stripped(entry)
        with self._store.reading() as lists:
            there = _live(lists, entry)
        if there is not None:
            raise UsageError("services.entry-there", found=entry.found, wanted=there.entry.wanted)
        return self._say([(entry, EntryState.ACTIVE)], {})

    def change(self, row: EntryRow, entry: Entry) -> Changes:
        """Other words for an entry; one that was only proposed is in use then. Errors as for `add`."""
        entry = _stripped(entry)
        said: list[tuple[Entry, EntryState]] = []
        if key_of(entry) != key_of(row.entry):
            with self._store.reading() as lists:
                there = _live(lists, entry)
            if there is not None:
                raise UsageError("services.entry-there", found=entry.found, wanted=there.entry.wanted)
            said.append((row.entry, EntryState.REMOVED))
        state = EntryState.OFF if row.state is EntryState.OFF else EntryState.ACTIVE
        return self._say([*said, (entry, state)], _seen([row]))

    def switch(self, rows: Sequence[EntryRow], *, on: bool) -> Changes:
        """Use entries from now on, or no longer; StaleError when another editor has spoken since."""
        state = EntryState.ACTIVE if on else EntryState.OFF
        return self._say([(row.entry, state) for row in rows], _seen(rows))

    def remove(self, rows: Sequence[EntryRow]) -> Changes:
        """Take entries out; the same corrections do not propose them again. StaleError as for `switch`."""
        return self._say([(row.entry, EntryState.REMOVED) for row in rows], _seen(rows))

    def open_like(self, entries: Sequence[Entry]) -> list[FactRow]:
        """Open facts at the desk that the entries would write otherwise than they stand."""
        lexicon = Lexicon(tuple(entries))
        rows: dict[int, FactRow] = {}
        with self._store.reading() as lists:
            for entry in lexicon.entries:
                # A unit is not searched for by itself.
                words = entry.given if entry.field == "unit" else entry.found
                wanted = FactFilter(statuses=frozenset({Status.OPEN}), text=words)
                rows |= {row.id: row for row in ([] if entry.is_name else lists.facts(wanted))}
        return [row for _, row in sorted(rows.items()) if _written(lexicon, row)]

    def apply(self, entries: Sequence[Entry]) -> Changes:
        """Write entries into the open facts that they fit, as one step; they stay open."""
        lexicon, rows = Lexicon(tuple(entries)), self.open_like(entries)
        wishes = {row.id: Wish(fields=_written(lexicon, row), stays=True) for row in rows}
        return self._reviewing.take(wishes, "rewrite", {row.id: row.revision for row in rows})

    def take(self, entries: Sequence[tuple[Entry, EntryState]]) -> Changes:
        """Entries of a table, in one step, over what is there; those that are there so already are left out.

        UsageError for the first that makes no sense; nothing is taken then.
        """
        with self._store.reading() as lists:
            there = lists.said_entries()
        fresh = {key_of(item[0]): item for item in ((_stripped(entry), state) for entry, state in entries)}
        return self._say([item for key, item in fresh.items() if not _stands(there.get(key), *item)], {})

    def lines_of(self, rows: Iterable[EntryRow]) -> str:
        """Entries as text with tabs between the cells, to be copied."""
        return entry_tables.lines_of(rows)

    def save(self, path: Path) -> None:
        """Write all entries as CSV. WorkbookError where the file cannot be written."""
        entry_tables.save_entries(self.rows(), path)

    def take_file(self, path: Path) -> Changes:
        """Take entries of a CSV such as `save` writes, as one step. UsageError when it does not fit."""
        return self.take(entry_tables.read_entries(path))

    def _say(self, said: Sequence[tuple[Entry, EntryState]], seen: Mapping[Key, int]) -> Changes:
        for entry, state in said:
            if state is EntryState.ACTIVE:
                _refuse(entry)
        if not said:
            return Changes()
        with self._store.begin() as work:
            work.hold_entries()
            now = work.said_entries()
            for key, revision in seen.items():
                last = now.get(key)
                if last is not None and last.revision != revision:
                    raise StaleError("services.entry-stale", found=last.entry.found, editor=last.editor)
            _refuse_circles(said, now)
            step = work.add_step(self.editor, datetime.now(UTC), "entry", len(said))
            work.say_entries(step, said)
        return Changes(entries=True)


def rows_of(lists: Lists) -> list[EntryRow]:
    """Every entry with what speaks for it and against it, in no order."""
    ever = lists.said_entries()
    said = {key: item for key, item in ever.items() if item.state is not EntryState.PROPOSED}
    hand: dict[tuple[Key, str], list[Correction]] = defaultdict(list)
    uses = Counter({(key, ""): count for key, count in lists.entry_uses().items()})
    against: Counter[Key] = Counter()
    for item in lists.corrections():
        if item.against:
            against[key_of(item.entry)] += item.status is Status.CORRECTED
        elif item.status is Status.CORRECTED:
            hand[_place(item.entry, said)].append(item)
        else:
            uses[_place(item.entry, said)[0], item.entry.wanted] += 1
    rows = [_said_row(item, hand.pop((key, item.entry.wanted), [])) for key, item in said.items()]
    rows += [_proposed(items, ever.get(key)) for (key, _), items in hand.items()]
    against += lists.kept_words([row.entry for row in rows if not row.entry.is_name])
    counted = [_counted(row, against, uses) for row in rows if row.state is not EntryState.REMOVED]
    return _judged(counted, said)


def _place(entry: Entry, said: Mapping[Key, SaidEntry]) -> tuple[Key, str]:
    """Where a correction is evidence: for an entry that holds everywhere, before one for its own case."""
    everywhere = key_of(replace(entry, given=""))
    spoken = said.get(everywhere)
    same = spoken is not None and spoken.entry.wanted == entry.wanted
    return (everywhere if same else key_of(entry)), entry.wanted


def _said_row(item: SaidEntry, hand: Sequence[Correction]) -> EntryRow:
    last = hand[-1] if hand else None
    return EntryRow(item.entry, item.state, True, item.revision, *_evidence(hand), 0, 0, item.editor, item.at,
                    last.sentence if last else "", last.fact_id if last else 0)


def _proposed(hand: Sequence[Correction], said: SaidEntry | None) -> EntryRow:
    last, revision = hand[-1], said.revision if said else 0
    return EntryRow(last.entry, EntryState.PROPOSED, False, revision, *_evidence(hand), 0, 0, last.editor,
                    last.at, last.sentence, last.fact_id)


def _evidence(hand: Iterable[Correction]) -> tuple[int, int]:
    """Different sentences and the articles they were first seen in: a reprint says nothing new."""
    first = {"".join(item.sentence.split()): item.article_id for item in reversed(tuple(hand))}
    return len(first), len(set(first.values()))


def _counted(row: EntryRow, against: Counter[Key], uses: Counter[tuple[Key, str]]) -> EntryRow:
    key = key_of(row.entry)
    return replace(row, against=against[key], uses=uses[key, ""] + uses[key, row.entry.wanted])


def _judged(rows: Sequence[EntryRow], said: Mapping[Key, SaidEntry]) -> list[EntryRow]:
    """What was only proposed is in use where enough corrections say so and nothing speaks against it."""
    wanted: dict[Key, set[str]] = defaultdict(set)
    for row in rows:
        wanted[key_of(row.entry)].add(row.entry.wanted)

    def speaks_for_all(row: EntryRow) -> bool:
        key = key_of(row.entry)
        spoken = said.get(key)
        free = spoken is None or spoken.state is EntryState.REMOVED
        back = said.get(key_of(_turned(row.entry)))
        circle = (back is not None and not back.entry.is_name and back.state is EntryState.ACTIVE
                  and back.entry.wanted == row.entry.found)
        alone = len(wanted[key]) == 1 and not row.against and not circle
        # What a word stands for in one article is not what it stands for in all; a name stays a name.
        told = row.corrections if row.entry.is_name else row.articles
        return free and alone and told >= ENOUGH and is_general(row.entry)

    return [replace(row, state=EntryState.ACTIVE) if not row.said and speaks_for_all(row) else row
            for row in rows]


def _live(lists: Lists, entry: Entry) -> SaidEntry | None:
    there = lists.said_entries().get(key_of(entry))
    return there if there is not None and there.state in _SPOKEN else None


def _stands(there: SaidEntry | None, entry: Entry, state: EntryState) -> bool:
    return there is not None and (there.entry.wanted, there.state) == (entry.wanted, state)


def _stripped(entry: Entry) -> Entry:
    given = entry.given.strip() if entry.field != "subject" else ""
    return Entry(entry.field, entry.found.strip(), entry.wanted.strip(), given)


def _turned(entry: Entry) -> Entry:
    return replace(entry, found=entry.wanted, wanted=entry.found)


def _refuse(entry: Entry) -> None:
    if entry.field not in ENTRY_FIELDS:
        raise UsageError("services.field", field=entry.field)
    against = objection(entry)
    if against:
        raise UsageError(_OBJECTIONS[against], found=entry.found, wanted=entry.wanted)


def _refuse_circles(said: Sequence[tuple[Entry, EntryState]], now: Mapping[Key, SaidEntry]) -> None:
    """UsageError for an entry that writes what another one in use writes over."""
    active = {key: item.entry for key, item in now.items() if item.state is EntryState.ACTIVE}
    for entry, state in said:
        active.pop(key_of(entry), None)
        if state is EntryState.ACTIVE:
            active[key_of(entry)] = entry
    for entry, state in said:
        back = active.get(key_of(_turned(entry)))
        if back is None or entry.is_name or state is not EntryState.ACTIVE:
            continue
        if not back.is_name and back.wanted == entry.found:
            raise UsageError("services.entry-circle", found=entry.found, wanted=entry.wanted)


def _seen(rows: Iterable[EntryRow]) -> dict[Key, int]:
    return {key_of(row.entry): row.revision for row in rows}


def _written(lexicon: Lexicon, row: FactRow) -> dict[str, str]:
    """Fields of a fact that the entries would write otherwise; names do not, they are for reading."""
    fact = lexicon.applied(row.fact)
    now = {item.field: str(getattr(fact, item.field)) for item in fact.rewritten}
    return {name: value for name, value in now.items() if value != getattr(row.fact, name)}
