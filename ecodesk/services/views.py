"""Filters kept under a name, in the database: a newsroom that shares a desk shares its working lists
(冲突未决, 待查的产值), as it shares rules and dictionary. Which filter an editor used last, and how the
columns stand, is the editor's own and no matter of the desk.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable

from ecodesk.domain.errors import UsageError
from ecodesk.domain.facets import DeskFilter, Facet, View
from ecodesk.store.lists import Lists
from ecodesk.store.store import Store

VIEWS = "views"
"""Name under which they lie in the database."""

LONGEST = 40
"""Characters of a name; a longer one would not fit the panel."""


class Views:
    """Reads and changes the named filters of the desk."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[View, ...]:
        """In the order in which they were first kept."""
        with self._store.reading() as lists:
            return _read(lists)

    def put(self, view: View) -> View | None:
        """Keep a filter under a name, in place of one of that name, which is given back.

        UsageError for an empty or too long name.
        """
        name = _name(view.name)
        before: list[View] = []

        def change(views: list[View]) -> list[View]:
            before.extend(one for one in views if one.name == name)
            fresh = View(name, view.filter)
            return [fresh if one.name == name else one for one in views] if before else [*views, fresh]

        self._change(change)
        return before[0] if before else None

    def rename(self, old: str, name: str) -> None:
        """Another name for a filter. UsageError when it is gone, or the name does not fit or is taken."""
        fresh = _name(name)

        def change(views: list[View]) -> list[View]:
            names = [one.name for one in views]
            if old not in names:
                raise UsageError("services.view-gone", name=old)
            if fresh != old and fresh in names:
                raise UsageError("services.view-there", name=fresh)
            return [View(fresh, one.filter) if one.name == old else one for one in views]

        self._change(change)

    def remove(self, name: str) -> View | None:
        """Forget a filter; gives it back, None where somebody was faster."""
        gone: list[View] = []

        def change(views: list[View]) -> list[View]:
            gone.extend(one for one in views if one.name == name)
            return [one for one in views if one.name != name]

        self._change(change)
        return gone[0] if gone else None

    def _change(self, change: Callable[[list[View]], list[View]]) -> None:
        with self._store.begin() as work:
            # Two editors at once: the second reads what the first has written.
            work.hold_setting(VIEWS)
            work.set_setting(VIEWS, _written(change(list(_read(work)))))


def _name(typed: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    if not name:
        raise UsageError("services.view-name")
    if len(name) > LONGEST:
        raise UsageError("services.view-long", longest=LONGEST)
    return name


def filter_record(wanted: DeskFilter) -> dict[str, object]:
    """A filter as it is kept: plain lists and strings."""
    return {"words": wanted.words, "chosen": sorted([str(facet), value] for facet, value in wanted.chosen)}


def filter_of(record: object) -> DeskFilter:
    """The filter back; what a later version of the program wrote and this one does not know is left out."""
    if not isinstance(record, dict):
        return DeskFilter()
    known = {str(facet): facet for facet in Facet}
    pairs = record.get("chosen")
    chosen = frozenset((known[pair[0]], pair[1]) for pair in (pairs if isinstance(pairs, list) else [])
                       if isinstance(pair, list) and len(pair) == 2 and pair[0] in known
                       and isinstance(pair[1], str))
    return DeskFilter(chosen, str(record.get("words") or ""))


def _read(lists: Lists) -> tuple[View, ...]:
    try:
        kept = json.loads(lists.setting(VIEWS) or "[]")
    except ValueError:
        return ()
    return tuple(View(item["name"], filter_of(item)) for item in (kept if isinstance(kept, list) else [])
                 if isinstance(item, dict) and isinstance(item.get("name"), str))


def _written(views: Iterable[View]) -> str:
    records = [{"name": view.name, **filter_record(view.filter)} for view in views]
    return json.dumps(records, ensure_ascii=False)
