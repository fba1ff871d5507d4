"""Rules of the checks as a newsroom keeps them: what is off, which forms it writes, ranges of its own.

Kept in the desk's database, so that all who share a desk check by the same rules. A change counts from the
next check on; `Checking.run` checks everything anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from ecodesk.checking import DESK_CODES, Rule, Rulebook, all_checks, all_rules, house_rows, switchable
from ecodesk.domain.errors import UsageError
from ecodesk.knowledge.labels import check_label
from ecodesk.knowledge.ranges import COLUMNS, Range, range_cells, range_of
from ecodesk.store.store import Store

RULES, RANGES = "rules", "ranges"
"""Names under which the choices lie in the database."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule for a list of them: its Chinese name, whether it is on, and for house style the form chosen.

    `forms` are the rows of all forms of a choice, `form` is the one chosen, "" for none.
    """

    code: str
    title: str
    on: bool
    rule: Rule | None = None
    forms: tuple[Rule, ...] = ()
    form: str = ""


@dataclass(frozen=True, slots=True)
class RangeRow:
    """A plausible range by the columns of ranges.csv; `own`: the newsroom's, else a built-in one."""

    cells: Mapping[str, str]
    own: bool

    @property
    def code(self) -> str:
        return self.cells["code"]


class Rules:
    """Reads and changes what the newsroom has chosen."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def book(self) -> Rulebook:
        """The choices as the checks read them; of a later version of the program only what this one knows."""
        with self._store.reading() as lists:
            return _book(lists.setting(RULES), lists.setting(RANGES))

    def rows(self) -> list[RuleRow]:
        """All rules in the order of a list: meaning, style, house style, plug-ins."""
        book = self.book()
        known = {rule.code: rule for rule in all_rules()}
        choices: dict[str, list[Rule]] = {}
        for rule in house_rows():
            choices.setdefault(rule.code, []).append(rule)
        chosen = dict(book.forms)
        plain = [code for code in known if code not in choices]
        others = [check for check in all_checks() if check.code not in known and check.code != "style"]
        return [
            *(RuleRow(code, check_label(code), book.has(code), known[code]) for code in plain),
            *(RuleRow(code, check_label(code), code in chosen, None, tuple(forms), chosen.get(code, ""))
              for code, forms in choices.items()),
            *(RuleRow(code, check_label(code), book.has(code)) for code in sorted(DESK_CODES)),
            *(RuleRow(check.code, check.title, book.has(check.code)) for check in others),
        ]

    def switch(self, codes: Iterable[str], *, on: bool) -> None:
        """Switch rules on or off. UsageError for an unknown code; nothing is changed then."""
        named = checked_codes(codes)
        book = self.book()
        self._keep(book.without - named if on else book.without | named, dict(book.forms))

    def choose(self, code: str, form: str) -> None:
        """Choose a form of house style, "" for none. UsageError for an unknown code or form."""
        book = self.book()
        forms = {name: chosen for name, chosen in book.forms if name != code}
        if form:
            forms |= dict(checked_forms({code: form}))
        elif code not in {row.code for row in house_rows()}:
            raise UsageError("services.rule-unknown", rule=code)
        self._keep(book.without, forms)

    def own_ranges(self) -> list[dict[str, str]]:
        """The newsroom's own ranges, as rows with the columns of ranges.csv."""
        with self._store.reading() as lists:
            return _rows(lists.setting(RANGES))

    def range_rows(self) -> list[RangeRow]:
        """The newsroom's own ranges, then the built-in ones that none of them replaces."""
        own = self.own_ranges()
        codes = {row["code"] for row in own}
        return [*(RangeRow(row, own=True) for row in own),
                *(RangeRow(row, own=False) for row in range_cells() if row["code"] not in codes)]

    def new_code(self) -> str:
        """A code for a range that the newsroom adds."""
        taken = {row["code"] for row in self.own_ranges()}
        return next(code for number in count(1) if (code := f"own-{number}") not in taken)

    def add_range(self, row: Mapping[str, str]) -> None:
        """Add a range, or replace the one of the same code. UsageError range-* where it is not one."""
        code = range_of(row).code
        fresh = {name: str(row.get(name, "")).strip() for name in COLUMNS}
        self._keep_ranges([*(old for old in self.own_ranges() if old["code"] != code), fresh])

    def remove_range(self, code: str) -> None:
        """Remove a range of the newsroom's own; a built-in one of the same code counts again."""
        self._keep_ranges([old for old in self.own_ranges() if old["code"] != code])

    def _keep(self, without: frozenset[str], forms: Mapping[str, str]) -> None:
        choices = {"without": sorted(without), "forms": dict(sorted(forms.items()))}
        with self._store.begin() as work:
            work.set_setting(RULES, json.dumps(choices, ensure_ascii=False))

    def _keep_ranges(self, rows: Sequence[Mapping[str, str]]) -> None:
        with self._store.begin() as work:
            work.set_setting(RANGES, json.dumps(list(rows), ensure_ascii=False))


def book_of(without: Iterable[str] = (), forms: Mapping[str, str] | None = None) -> Rulebook:
    """A rulebook for one run, without a desk. UsageError for an unknown code or form."""
    return Rulebook(checked_codes(without), checked_forms(forms or {}))


def checked_codes(codes: Iterable[str]) -> frozenset[str]:
    """The codes, all of them known. UsageError services.rule-unknown for the first one that is not."""
    named = frozenset(codes)
    for code in sorted(named - switchable()):
        raise UsageError("services.rule-unknown", rule=code)
    return named


def checked_forms(forms: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """The choices of house style, all of them known. UsageError for the first one that is not."""
    known: dict[str, list[str]] = {}
    for row in house_rows():
        known.setdefault(row.code, []).append(row.form)
    for code, form in forms.items():
        if code not in known:
            raise UsageError("services.rule-unknown", rule=code)
        if form not in known[code]:
            raise UsageError("services.rule-form", rule=code, form=form, known="、".join(known[code]))
    return frozenset(forms.items())


@lru_cache(maxsize=8)
def _book(choices: str, own: str) -> Rulebook:
    kept = json.loads(choices) if choices else {}
    known = {(row.code, row.form) for row in house_rows()}
    forms = frozenset(pair for pair in kept.get("forms", {}).items() if pair in known)
    ranges: list[Range] = []
    for row in _rows(own):
        with suppress(UsageError):  # a unit that only a later version of the program knows
            ranges.append(range_of(row))
    return Rulebook(frozenset(kept.get("without", ())), forms, tuple(ranges))


def _rows(own: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads(own) if own else []
    return rows
