"""What an editor may set: declared in resources/preferences.csv with kind, default and words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ecodesk.knowledge.tables import read_table

LONGEST_TEXT = 40
"""Characters of a text that is kept: a name fits."""
_COLUMNS = ("key", "group", "kind", "default", "choices", "low", "high", "title", "description")


class Kind(StrEnum):
    """What a value may be; every value is kept as text."""

    FLAG = "flag"  # 1 or 0
    NUMBER = "number"  # a whole number from low to high
    CHOICE = "choice"  # one of the choices
    TEXT = "text"  # anything short


@dataclass(frozen=True, slots=True)
class Preference:
    """One setting. `choices` pairs each value with its words; `low` and `high` bound a number, both in."""

    key: str
    group: str
    kind: Kind
    default: str
    choices: tuple[tuple[str, str], ...]
    low: int
    high: int
    title: str
    description: str

    def takes(self, value: str) -> bool:
        """True for a value that this setting can have."""
        if self.kind is Kind.NUMBER:
            return value.isascii() and value.isdigit() and self.low <= int(value) <= self.high
        if self.kind is Kind.TEXT:
            return len(value) <= LONGEST_TEXT and value.isprintable()
        return value in dict(self.choices)


_FLAG = (("1", "开"), ("0", "关"))


@cache
def preferences() -> tuple[Preference, ...]:
    """All settings in the order of the page. ValueError where the table contradicts itself."""
    found = tuple(_preference(row) for row in read_table("preferences.csv", _COLUMNS))
    wrong = [one.key for one in found if not one.takes(one.default)]
    twice = len({one.key for one in found}) < len(found)
    if wrong or twice:
        raise ValueError(f"preferences.csv: defaults out of range {wrong}, or a key twice")
    return found


def _preference(row: dict[str, str]) -> Preference:
    kind = Kind(row["kind"])
    parted = (one.partition(":") for one in row["choices"].split("|"))
    pairs = tuple((value, words) for value, _, words in parted)
    choices = _FLAG if kind is Kind.FLAG else pairs if kind is Kind.CHOICE else ()
    return Preference(row["key"], row["group"], kind, row["default"], choices, int(row["low"] or 0),
                      int(row["high"] or 0), row["title"], row["description"])


def preference(key: str) -> Preference:
    """One setting; KeyError for an unknown key."""
    return {one.key: one for one in preferences()}[key]
