"""Word lists of the checks, read from resources/checking_*.csv; cells hold alternatives parted by a bar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from re import Pattern

from ecodesk.knowledge.tables import read_table
from ecodesk.knowledge.units import Unit, unit_of


def alternatives(cell: str) -> list[str]:
    """The words of a cell, as they stand."""
    return [word for word in cell.split("|") if word]


def any_of(cell: str) -> Pattern[str]:
    """Matches any of the words of a cell; an empty cell never matches."""
    words = sorted(alternatives(cell), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)) if words else r"(?!)")


@dataclass(frozen=True, slots=True)
class PartPair:
    """Words of a whole and of its part; `never` forbids the pair."""

    whole: Pattern[str]
    part: Pattern[str]
    never: Pattern[str]


@dataclass(frozen=True, slots=True)
class Complement:
    """Words of a whole, and of each of the parts that make it up between them."""

    whole: Pattern[str]
    parts: tuple[Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class ShareWord:
    """Words of a share that cannot exceed 100%."""

    word: Pattern[str]
    never: Pattern[str]


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of change: direction up, down or none; `to`: it leads to a level (增至), not by an amount."""

    word: str
    direction: int
    to: bool


@cache
def part_pairs() -> tuple[PartPair, ...]:
    """Rows of checking_parts.csv."""
    return tuple(
        PartPair(any_of(row["whole"]), any_of(row["part"]), any_of(row["never"]))
        for row in read_table("checking_parts.csv", ("whole", "part", "never"))
    )


@cache
def complements() -> tuple[Complement, ...]:
    """Rows of checking_complements.csv; ValueError for a whole of fewer than two parts."""
    rows = []
    for row in read_table("checking_complements.csv", ("whole", "parts")):
        parts = tuple(map(any_of, row["parts"].split("/")))
        if len(parts) < 2:
            raise ValueError(f"checking_complements.csv: {row['whole']}: fewer than two parts")
        rows.append(Complement(any_of(row["whole"]), parts))
    return tuple(rows)


@cache
def share_words() -> tuple[ShareWord, ...]:
    """Rows of checking_shares.csv."""
    return tuple(
        ShareWord(any_of(row["word"]), any_of(row["never"]))
        for row in read_table("checking_shares.csv", ("word", "never"))
    )


@cache
def verbs() -> dict[str, Verb]:
    """Rows of checking_verbs.csv by word; ValueError for an unknown direction."""
    table: dict[str, Verb] = {}
    directions = {"up": 1, "down": -1, "none": 0}
    for row in read_table("checking_verbs.csv", ("word", "direction", "to")):
        if row["direction"] not in directions or row["to"] not in ("yes", "no"):
            raise ValueError(f"checking_verbs.csv: {row['word']}: bad direction or to")
        table[row["word"]] = Verb(row["word"], directions[row["direction"]], row["to"] == "yes")
    return table


@cache
def confusables() -> dict[str, tuple[Unit, ...]]:
    """Rows of checking_confusables.csv both ways; ValueError for two units of different kinds."""
    table: dict[str, tuple[Unit, ...]] = {}
    for row in read_table("checking_confusables.csv", ("unit", "other")):
        pair = unit_of(row["unit"]), unit_of(row["other"])
        if pair[0] is None or pair[1] is None or pair[0].dimension != pair[1].dimension:
            raise ValueError(f"checking_confusables.csv: {row['unit']}, {row['other']}: not of one kind")
        for one, other in ((pair[0], pair[1]), (pair[1], pair[0])):
            table[one.name] = (*table.get(one.name, ()), other)
    return table


@cache
def verb_pattern(to: bool) -> Pattern[str]:
    """Matches any verb that leads to a level, or any that gives an amount; longest first."""
    words = sorted((verb.word for verb in verbs().values() if verb.to is to), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))
