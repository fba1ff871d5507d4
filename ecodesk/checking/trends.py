"""The same indicator over several periods: a jump of about ten or ten thousand times is asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from ecodesk.checking.likeness import names_alike
from ecodesk.checking.periods import time_of
from ecodesk.checking.stated import Stated
from ecodesk.domain.facts import Fact, Measure
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.knowledge.indicators import NEGLIGIBLE
from ecodesk.knowledge.messages import message

TENFOLD = Decimal(8), Decimal("12.5")
MYRIADFOLD = Decimal(5000), Decimal(20000)
"""How many times as much a neighbour in time may be to be thought ten or ten thousand times as much."""

LEAST_SPAN, LIKE_SPANS = 27, 2
"""Days of the shortest period that makes a series, and how many times as long its neighbour may be.

What happens on single days jumps as it likes, and a month is not compared with a year.
"""

ONE_NAME = 0.9
MEASURED = frozenset({Measure.AMOUNT, Measure.PERCENT})


def jumps(members: Sequence[Stated]) -> Iterator[Finding]:
    """A query for every two neighbours in time of one trend where the one is about ten times the other."""
    dated = [one for one in members if time_of(one.fact.period).stated and one.fact.measure in MEASURED]
    dated.sort(key=lambda one: (time_of(one.fact.period), one.fact.id))
    for one, two in pairwise(dated):
        if _alike_in_time(one, two) and _one_series(one.fact, two.fact) and _is_jump(one, two):
            yield _query(one, two)


def outliers(members: Sequence[Stated]) -> tuple[str, ...]:
    """Of every jump the figure that lies farther from the rest of the series; both where nothing tells."""
    found: dict[str, None] = {}
    sizes = {one.fact.id: abs(one.interval.middle) for one in members}
    for query in jumps(members):
        one, two = (fact.id for fact in query.facts)
        rest = sorted(size for number, size in sizes.items() if number not in (one, two) and size)
        usual = rest[len(rest) // 2] if rest else Decimal(0)
        off = {number: _times(sizes[number], usual) for number in (one, two)}
        found |= dict.fromkeys(number for number in (one, two) if off[number] == max(off.values()))
    return tuple(found)


def _times(size: Decimal, usual: Decimal) -> Decimal:
    small, large = sorted((size, usual))
    return large / small if small else Decimal(1)


def _alike_in_time(one: Stated, two: Stated) -> bool:
    first, second = time_of(one.fact.period), time_of(two.fact.period)
    short, long = sorted((first.last - first.first + 1, second.last - second.first + 1))
    return first.differs(second) and short >= LEAST_SPAN and long <= LIKE_SPANS * short


def _one_series(one: Fact, two: Fact) -> bool:
    """True when both copies name one subject, one indicator and one place."""
    return (
        bool(one.subject)
        and names_alike(one.subject, two.subject) >= ONE_NAME
        and NEGLIGIBLE.sub("", one.indicator) == NEGLIGIBLE.sub("", two.indicator)
        and one.place == two.place
    )


def _is_jump(one: Stated, two: Stated) -> bool:
    small, large = sorted((abs(one.interval.middle), abs(two.interval.middle)))
    if not small:
        return False
    return any(least <= large / small <= most for least, most in (TENFOLD, MYRIADFOLD))


def _query(one: Stated, two: Stated) -> Finding:
    small, large = sorted((one, two), key=lambda item: abs(item.interval.middle))
    times = round(large.interval.middle / small.interval.middle, 1)
    return Finding(
        kind="trend",
        verdict=Verdict.QUERY,
        facts=(one.written, two.written),
        formula=f"{large.written.text} ÷ {small.written.text} ≈ {times}",
        explanation=message(
            "trend-jump", first=one.written.text, first_period=one.written.period,
            second=two.written.text, second_period=two.written.period, times=times,
        ),
    )
