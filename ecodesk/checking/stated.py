"""Figures made ready for comparison across articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ecodesk.checking.layout import dimension_of
from ecodesk.checking.scripts import plain_fact
from ecodesk.domain.facts import Fact, Measure
from ecodesk.knowledge.grades import SCORE, is_score, order_of
from ecodesk.knowledge.intervals import Interval, interval_of
from ecodesk.knowledge.units import unit_of


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


def comparable(facts: Sequence[Fact], *, graded: bool = False) -> Iterator[Stated]:
    """The figures that can be compared: no claims; of grades scores only, all of them with `graded`.

    A grade is compared with what is known for sure (a reference): two articles that name a grade rarely speak
    of the same stretch of water, product or time.
    """
    for written in facts:
        fact = plain_fact(written)
        if fact.is_claim:
            continue
        if fact.measure is Measure.GRADE or is_score(fact):
            order = order_of(fact)
            if order is not None and (graded or order[0] == SCORE):
                yield Stated(fact, *order, written)
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
