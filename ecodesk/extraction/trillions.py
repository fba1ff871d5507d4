"""Money in 兆: a million million in Taiwan (3兆2,500億元, 逾1.5兆美元), where other copy writes 万亿.

A form of its own and no multiplier, for elsewhere 兆 is a prefix of units (兆瓦, 兆赫).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ecodesk.domain.facts import Qualifier
from ecodesk.extraction.digits import DIGIT_CHARS, parse, plain
from ecodesk.extraction.mention import Mention
from ecodesk.knowledge.units import unit_names, unit_of

_NUMBER = rf"(?:[0-9][0-9,]{{0,12}}(?:\.[0-9]{{1,6}})?|[{DIGIT_CHARS}十百千]{{1,9}})"
_WORTHS = {"trillions": Decimal(10**12), "hundred_millions": Decimal(10**8), "myriads": Decimal(10**4)}
_BEFORE = (
    r"(?:(?P<more>超过|突破|超出|至少|逾|超|破)|(?P<approx>大约|接近|将近|约|近)"
    r"|(?P<less>不足|不到|低于|未满))"
)
_TRILLIONS = re.compile(
    rf"{_BEFORE}?\s?(?:(?P<low>{_NUMBER})兆?(?:至|到|—{{1,2}}|–|-|~))?(?P<trillions>{_NUMBER})(?P<half>[余多])?兆"
    rf"(?:(?P<hundred_millions>{_NUMBER})亿)?(?:(?P<myriads>{_NUMBER})万)?(?P<odd>[余多])?(?P<unit>[一-鿿]{{1,5}})"
)


def trillions(text: str) -> Iterator[Mention]:
    """Amounts in 兆 before the name of a currency."""
    for match in _TRILLIONS.finditer(text) if "兆" in text else ():
        unit = _currency(match["unit"])
        parts = {name: parse(match[name]) for name in _WORTHS if match[name]}
        if not unit or None in parts.values():
            continue
        value = sum((part.number * _WORTHS[name] for name, part in parts.items() if part), Decimal(0))
        name, last = list(parts.items())[-1]
        step = last.step * _WORTHS[name] if last else _WORTHS[name]
        low = parse(match["low"]) if match["low"] else None
        yield Mention(
            match.start(),
            match.start("unit") + len(unit),
            plain(low.number * _WORTHS["trillions"] if low else value),
            plain(value) if low else "",
            unit,
            _qualifier(match),
            plain(step),
            "trillion",
        )


def _currency(words: str) -> str:
    """The longest name of a currency that the words begin with, "" when none does."""
    for length in range(len(words), 0, -1):
        known = unit_of(words[:length]) if words[:length] in unit_names() else None
        if known is not None and known.dimension.startswith("money:"):
            return words[:length]
    return ""


def _qualifier(match: re.Match[str]) -> Qualifier:
    if match["more"] or match["half"] or match["odd"]:
        return Qualifier.MORE
    return Qualifier.APPROX if match["approx"] else Qualifier.LESS if match["less"] else Qualifier.EXACT
