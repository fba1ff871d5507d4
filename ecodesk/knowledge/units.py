"""Units of measurement and measure words, read from resources/units.csv and measure_words.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from ecodesk.knowledge.script import simplified
from ecodesk.knowledge.tables import read_table


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written: its canonical name, its dimension and the factor to the dimension's base unit.

    Measure words have the dimension `count:` and their word, with factor 1. A compound such as
    元/公斤 has the dimension `money:CNY/mass`.
    """

    name: str
    canonical: str
    dimension: str
    factor: Decimal

    @property
    def is_count(self) -> bool:
        """True for measure words and counted nouns."""
        return self.dimension.startswith("count:")


@cache
def _units() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for row in read_table("units.csv", ("name", "canonical", "dimension", "factor")):
        factor = Decimal(row["factor"])
        if row["name"] in table or factor <= 0:
            raise ValueError(f"units.csv: {row['name']} stands twice or has a factor that is not positive")
        table[row["name"]] = Unit(row["name"], row["canonical"], row["dimension"], factor)
    return table


@cache
def measure_words() -> dict[str, str]:
    """Measure word to kind: `general`, `paired` or `weak` (see the head of measure_words.csv)."""
    table: dict[str, str] = {}
    for row in read_table("measure_words.csv", ("word", "kind")):
        if row["word"] in table:
            raise ValueError(f"measure_words.csv: {row['word']} stands twice")
        if row["kind"] not in ("general", "paired", "weak"):
            raise ValueError(f"measure_words.csv: unknown kind {row['kind']} of {row['word']}")
        table[row["word"]] = row["kind"]
    return table


def unit_names() -> frozenset[str]:
    """All names of units.csv, without the measure words."""
    return frozenset(_units())


_COMPOUND = re.compile(r"(?P<above>.+)(?:[/／]|每(?!天|日均))(?P<below>.+)")
_MANY = re.compile(r"(?P<digits>10|100|1000)?(?P<word>[十百千]?万|[十百千])?(?P<unit>.+)")
_WORDS = {"十": 10, "百": 100, "千": 1000, "万": 10**4}


def _many_of(name: str) -> Unit | None:
    """The unit below a stroke with its number: 百公里 (升/百公里), 10万人 (例/10万人)."""
    known = unit_of(name)
    many = _MANY.fullmatch(name) if known is None else None
    unit = unit_of(many["unit"]) if many and many["unit"] != name else None
    if many is None or unit is None:
        return known
    factor = Decimal(many["digits"] or 1)
    for char in many["word"] or "":
        factor *= _WORDS[char]
    return Unit(name, name, unit.dimension, unit.factor * factor)


@lru_cache(maxsize=4096)
def unit_of(name: str) -> Unit | None:
    """The unit of that name, simple or compound (吨/年, 毫克每立方米, 个/立方厘米); None when unknown.

    A measure word, or any other counted noun an extractor put there, counts as itself. 噸 is 吨.
    """
    name = simplified(name.strip())
    if not name:
        return None
    simple = _units().get(name)
    if simple is not None:
        return simple
    if name in measure_words():
        return Unit(name, name, f"count:{name}", Decimal(1))
    parts = _COMPOUND.fullmatch(name)
    if parts is not None:
        above, below = unit_of(parts["above"]), _many_of(parts["below"])
        if above is not None and below is not None:
            return Unit(
                name,
                f"{above.canonical}/{below.canonical}",
                f"{above.dimension}/{below.dimension}",
                above.factor / below.factor,
            )
    return None
