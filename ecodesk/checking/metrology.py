"""Notes on units: those that are not legal with their conversion, and 万 where the copy elsewhere says 亿."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from ecodesk.checking.layout import Copy, Item
from ecodesk.checking.show import WORTHS, amount, finding, plain
from ecodesk.checking.vocabulary import alternatives
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.knowledge.intervals import printed_number
from ecodesk.knowledge.tables import read_table
from ecodesk.knowledge.units import Unit, unit_of

MYRIAD, HUNDRED_MILLION = Decimal(10_000), Decimal(100_000_000)
VAGUE = re.compile(r"[上数几]")
"""上万亩, 数十斤: no number to convert."""
IN_WORDS = ("亩", "斤")
"""Units that are counted in earnest also where the number is written in words."""
TOO_MANY = Decimal(10_000)
"""万 counted so often is an 亿."""


@cache
def illegal_units() -> dict[str, tuple[Unit, ...]]:
    """Rows of checking_units.csv: unit to legal units, large to small; ValueError for units of two kinds."""
    table: dict[str, tuple[Unit, ...]] = {}
    for row in read_table("checking_units.csv", ("unit", "legal")):
        own = unit_of(row["unit"])
        legal = tuple(unit for name in alternatives(row["legal"]) if (unit := unit_of(name)) is not None)
        if own is not None and (not legal or any(unit.dimension != own.dimension for unit in legal)):
            raise ValueError(f"checking_units.csv: {row['unit']}: no legal unit of the same kind")
        table[row["unit"]] = legal
    return table


class LegalUnitCheck:
    """斤, 亩, 里, 马力: daily use is lawful in copy, so the conversion is shown and nothing is proposed."""

    code = "illegal-unit"
    title = "非法定单位"

    def find(self, copy: Copy) -> Iterator[Finding]:
        for item in copy.items:
            legal = illegal_units().get(item.fact.unit)
            if not legal or item.unit is None or item.value <= 0 or VAGUE.search(item.text):
                continue
            if item.fact.unit not in IN_WORDS and not re.search(r"\d", item.text):
                continue  # 三尺讲台, 万里长城
            unit = next((unit for unit in legal if item.value >= unit.factor), legal[-1])
            converted = _converted(item, unit)
            yield finding(
                self.code,
                Verdict.NOTE,
                (item,),
                "check-illegal-unit",
                formula=f"{item.text} = {converted}",
                unit=item.fact.unit,
                stated=item.text,
                converted=converted,
            )


def _converted(item: Item, unit: Unit) -> str:
    shown = amount(item.value / unit.factor, unit.name)
    high = item.fact.number_high
    if high is None:
        return shown
    return f"{shown}～{amount(high * item.factor / unit.factor, unit.name)}"


class HugeUnitCheck:
    """12000万元 in copy that counts in 亿元 elsewhere."""

    code = "huge-unit"
    title = "单位过小"

    def find(self, copy: Copy) -> Iterator[Finding]:
        printed = [(item, printed_number(item.text)) for item in copy.items]
        grand = {item.fact.unit for item, number in printed if number and number[1] >= HUNDRED_MILLION}
        for item, number in printed:
            if number is None or item.fact.unit not in grand or number[1] != MYRIAD or number[0] < TOO_MANY:
                continue
            better = _in_hundred_millions(item, number[0])
            yield finding(
                self.code,
                Verdict.NOTE,
                (item,),
                "check-huge-unit",
                formula=f"{item.text} = {better}",
                stated=item.text,
                better=better,
                unit=item.fact.unit,
            )


def _in_hundred_millions(item: Item, digits: Decimal) -> str:
    """10000余万元 as 1亿余元, 12000万元 as 1.2亿元."""
    hedge = next((word for word in "余多" if word in item.text), "")
    return f"{plain(digits / TOO_MANY)}{WORTHS[HUNDRED_MILLION]}{hedge}{item.fact.unit}"
