"""Plausible ranges of ratios and of single figures, read from resources/ranges.csv."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from re import Pattern

from ecodesk.domain.errors import UsageError
from ecodesk.domain.facts import decimal_of
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


@cache
def range_cells() -> tuple[Mapping[str, str], ...]:
    """The cells of all built-in rows, by column."""
    return tuple(read_table("ranges.csv", COLUMNS))


def _alternatives(cell: str) -> Pattern[str]:
    words = sorted(filter(None, cell.split("|")), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)) if words else r"(?!)")


@cache
def ranges() -> tuple[Range, ...]:
    """All rows; ValueError for an unknown unit, a doubled code, a missing source or low >= high."""
    try:
        rows = [range_of(row) for row in range_cells()]
    except UsageError as error:
        raise ValueError(f"ranges.csv: {error}") from error
    codes = [row.code for row in rows]
    if len(set(codes)) != len(codes):
        raise ValueError("ranges.csv: a code stands twice")
    return tuple(rows)


def range_of(row: Mapping[str, str]) -> Range:
    """A range from the cells of its row, built-in or a newsroom's own; UsageError range-* otherwise."""
    cells = {name: str(row.get(name, "")).strip() for name in COLUMNS}
    for name in ("code", "title", "over_words", "over_unit", "source"):
        if not cells[name]:
            raise UsageError("range-empty", where=cells["code"], column=name)
    units = {side: unit_of(cells[side]) for side in ("over_unit", "under_unit") if cells[side]}
    for side, unit in units.items():
        if unit is None:
            raise UsageError("range-unit", where=cells["code"], unit=cells[side])
    if bool(cells["under_unit"]) != bool(cells["under_words"]):
        raise UsageError("range-under", where=cells["code"])
    low, high = decimal_of(cells["low"]), decimal_of(cells["high"])
    if low is None or high is None or low >= high:
        raise UsageError("range-order", where=cells["code"], low=cells["low"], high=cells["high"])
    over = units["over_unit"]
    assert over is not None
    return Range(
        cells["code"],
        cells["title"],
        _alternatives(cells["subject"]) if cells["subject"] else None,
        _alternatives(cells["subject_never"]),
        _alternatives(cells["over_words"]),
        over,
        _alternatives(cells["under_words"]) if cells["under_words"] else None,
        units.get("under_unit"),
        low,
        high,
        cells["source"],
    )
