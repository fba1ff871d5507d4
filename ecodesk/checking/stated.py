"""Figures made ready for comparison across articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ecodesk.checking.layout import dimension_of
from ecodesk.checking.scripts import plain_fact
from ecodesk.domain.facts import Fact, Measure
from ecodesk.knowledge.intervals import Interval, interval_of
from ecodesk.knowledge.units import unit_of

SCORE = re.compile(r"(\d{1,3})[:：比](\d{1,3})")
SIDE = 1000


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure ready for comparison: its base-unit interval and the key of its kind.

    `fact` has its words in Simplified, `written` is the same as its copy writes it.
    """

    fact: Fact
    kind: str
    interval: Interval
    written: Fact

    @property
    def exact_key(self) -> tuple[str, str, str]:
        return self.fact.value, self.fact.value_high, self.fact.unit


def comparable(facts: Sequence[Fact]) -> Iterator[Stated]:
    """The figures that can be compared: no claims, no grades."""
    for written in facts:
        fact = plain_fact(written)
        if fact.is_claim:
            continue
        if fact.measure is Measure.GRADE:
            score = _score(fact.value)
            if score is not None:
                yield Stated(fact, "score", score, written)
            continue
        interval = interval_of(fact)
        if interval is None:
            continue
        unit = unit_of(fact.unit)
        dimension = dimension_of(fact, unit)
        kind = "count" if dimension.startswith("count:") else dimension
        if fact.measure in (Measure.CHANGE, Measure.RANK):
            kind = f"{fact.measure}:{kind}"
        yield Stated(fact, kind, interval.scaled(unit.factor) if unit else interval, written)


def _score(value: str) -> Interval | None:
    """Both sides of 3:0 as one number, so that equal scores are equal values; None for a grade of letters."""
    match = SCORE.fullmatch(value)
    if match is None:
        return None
    number = Decimal(int(match.group(1)) * SIDE + int(match.group(2)))
    return Interval(number, number)
