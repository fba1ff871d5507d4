"""Plausible ranges of ratios and of single figures, read from resources/ranges.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from re import Pattern

from ecodesk.knowledge.tables import read_table
from ecodesk.knowledge.units import Unit, unit_of

COLUMNS = (
    "code",
    "title",
    "subject",
    "subject_never",
    "over_words",
    "over_unit",
    "under_words",
    "under_unit",
    "low",
    "high",
    "source",
)


@dataclass(frozen=True, slots=True)
class Range:
    """One row: `over` divided by `under` (or `over` alone) usually lies from low to high, in `unit`.

    `subject` matches the words of the class (plums, tea); a row without subject words holds for any subject.
    """

    code: str
    title: str
    subject: Pattern[str] | None
    subject_never: Pattern[str]
    over_words: Pattern[str]
    over: Unit
    under_words: Pattern[str] | None
    under: Unit | None
    low: Decimal
    high: Decimal
    source: str

    @property
    def is_ratio(self) -> bool:
        return self.under is not None

    @property
    def unit(self) -> str:
        """The unit of low and high (元/公斤)."""
        return f"{self.over.name}/{self.under.name}" if self.under else self.over.name


def _alternatives(cell: str) -> Pattern[str]:
    words = sorted(filter(None, cell.split("|")), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)) if words else r"(?!)")


@cache
def ranges() -> tuple[Range, ...]:
    """All rows; ValueError for an unknown unit, a doubled code, a missing source or low >= high."""
    rows = [_range(row) for row in read_table("ranges.csv", COLUMNS)]
    codes = [row.code for row in rows]
    if len(set(codes)) != len(codes):
        raise ValueError("ranges.csv: a code stands twice")
    return tuple(rows)


def _range(row: dict[str, str]) -> Range:
    over = unit_of(row["over_unit"])
    under = unit_of(row["under_unit"]) if row["under_unit"] else None
    low, high = Decimal(row["low"]), Decimal(row["high"])
    if over is None or (row["under_unit"] and under is None):
        raise ValueError(f"ranges.csv: {row['code']}: unknown unit")
    if low >= high or not row["source"]:
        raise ValueError(f"ranges.csv: {row['code']}: low is not below high, or the source is missing")
    return Range(
        row["code"],
        row["title"],
        _alternatives(row["subject"]) if row["subject"] else None,
        _alternatives(row["subject_never"]),
        _alternatives(row["over_words"]),
        over,
        _alternatives(row["under_words"]) if row["under_words"] else None,
        under,
        low,
        high,
        row["source"],
    )
