"""How two figures of different articles stand to each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ecodesk.checking.likeness import (
    SURE_INDICATOR,
    SURE_WORDS,
    Likeness,
    Rarity,
    bound_to_event,
    likeness,
    neighbourhood,
    other_time,
    still_moving,
)
from ecodesk.checking.periods import day_of, relative_year, time_of
from ecodesk.checking.slips import digits_of, kinship
from ecodesk.checking.stated import Stated
from ecodesk.domain.facts import Fact, Measure, Qualifier
from ecodesk.domain.findings import Verdict
from ecodesk.knowledge.grades import SCORE
from ecodesk.knowledge.intervals import Interval

EQUAL_NEEDS = {1: 4.0, 2: 3.6, 3: 3.2, 4: 2.3}
EQUAL_NEEDS_LEAST = 1.6
OVERLAP_NEEDS, PERIOD_NEEDS, CONFLICT_NEEDS, SLIP_NEEDS = 4.5, 5.0, 6.5, 5.5
TEMPLATE = 7
LEAST_INDICATOR = 0.25
MANY_STRANGE, SHORT_RUN = 5, 4
RARE_VALUE = 3
SAME_LABEL = 0.7
CLOSE_VALUES = Decimal("1.6")
SLIP_DIGITS = 3
LEAST_SETTLED = 27
NO_COUNT = frozenset({"point", "myriad"})
"""Slips that a few more days of counting do not explain."""

ITEM_NUMBER = re.compile(r"\d{1,3}[.．、]")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures of different articles that state one thing, and how they stand to each other."""

    left: int
    right: int
    verdict: Verdict
    score: float


StatedBy = Sequence[Stated] | Mapping[int, Stated]
"""Figures by their number in a list, or by row id."""


def judge_pair(left: int, right: int, stated: StatedBy, rarity: Rarity,
               published: Mapping[str, str]) -> Pair | None:
    """The pair with its verdict; None when the two do not state the same thing surely enough."""
    one, two = stated[left], stated[right]
    alike = likeness(one.fact, two.fact, rarity)
    rare_value = one.exact_key == two.exact_key and weight_of(one.fact) >= RARE_VALUE
    if alike.other_place and not rare_value:
        return None
    doubtful = alike.indicator < LEAST_INDICATOR and not (rare_value and not other_groups(one, two))
    if alike.run < TEMPLATE and (alike.other_place or doubtful):
        return None
    verdict = _verdict(one, two, alike)
    differs = verdict in (Verdict.CONFLICT, Verdict.SCOPE)
    counted = differs and slip_of(one.fact, two.fact) not in NO_COUNT
    if counted and counted_again(one.fact, two.fact, published):
        verdict = Verdict.PERIOD
    if verdict is None or other_match(one, two, verdict):
        return None
    return Pair(left, right, verdict, alike.points)


def other_match(one: Stated, two: Stated, verdict: Verdict) -> bool:
    """True for scores of two matches: they have no course, and equal ones of two days are chance."""
    return one.kind == SCORE and (verdict is Verdict.PERIOD or one.fact.period != two.fact.period)


def counted_again(one: Fact, two: Fact, published: Mapping[str, str]) -> bool:
    """True when the articles are of different days, and what was counted may have changed between them.

    A month or a year that was over is settled; what happened on a day is counted on for weeks.
    """
    days = [day_of(published.get(fact.article_id, "")) for fact in (one, two)]
    if None in days or days[0] == days[1]:
        return False
    settled = (
        time.stated and time.last - time.first >= LEAST_SETTLED and day is not None and time.last < day
        for time, day in zip((time_of(one.period), time_of(two.period)), days, strict=True)
    )
    return not all(settled)


def _strangers(alike: Likeness) -> bool:
    """True when the indicators have many letters of their own and the words beside the figures share few."""
    return alike.strange > MANY_STRANGE and alike.run < SHORT_RUN and alike.words < SURE_WORDS


def overlap(one: Stated, two: Stated) -> bool:
    """True when one value may be meant; 300以下 and 300以上 only touch, and factors of units are rounded."""
    if {one.fact.qualifier, two.fact.qualifier} == {Qualifier.MORE, Qualifier.LESS}:
        return False
    if one.fact.unit == two.fact.unit:
        return one.interval.overlaps(two.interval)
    return one.interval.near(two.interval)


def other_groups(one: Stated, two: Stated) -> bool:
    """True when both figures belong to known indicators, and to different ones."""
    groups = [neighbourhood(stated.fact).groups[-1:] for stated in (one, two)]
    return all(groups) and groups[0] != groups[1]


def _verdict(one: Stated, two: Stated, alike: Likeness) -> Verdict | None:
    may_be_one = overlap(one, two)
    equal = may_be_one and one.exact_key == two.exact_key
    if equal and weight_of(one.fact) < RARE_VALUE and _strangers(alike):
        return None  # two loans of 2.1亿元 are a coincidence
    if equal and alike.points >= EQUAL_NEEDS.get(weight_of(one.fact), EQUAL_NEEDS_LEAST):
        if alike.surely_other_time:
            return Verdict.PERIOD
        return Verdict.SAME if one.fact.qualifier == two.fact.qualifier else Verdict.ROUNDED
    if alike.indicator < SURE_INDICATOR and alike.run < TEMPLATE:
        return None
    if may_be_one:
        labels = alike.names >= SAME_LABEL and alike.indicator == 1 and alike.same_scope
        sure = labels or (alike.points >= OVERLAP_NEEDS and (alike.same_scope or alike.run >= TEMPLATE))
        return (Verdict.PERIOD if alike.surely_other_time else Verdict.ROUNDED) if sure else None
    return _apart(one, two, alike) if same_count(one, two) else None


def weight_of(fact: Fact) -> int:
    """Significant digits of a value: equal values of many digits are hardly an accident."""
    number = fact.number
    return len(number.normalize().as_tuple().digits) if number else 1


def _apart(one: Stated, two: Stated, alike: Likeness) -> Verdict | None:
    """Two values that cannot be one: another time, another scope, or a conflict."""
    if alike.points < PERIOD_NEEDS or not alike.same_scope:
        return None
    other_period = time_of(one.fact.period).is_other_than(time_of(two.fact.period))
    years = {relative_year(one.fact), relative_year(two.fact)} - {""}
    other_period = other_period or len(years) > 1
    if alike.surely_other_time or other_period or other_time(one.fact) != other_time(two.fact):
        return Verdict.PERIOD
    if not alike.same_time or not alike.like_with_like:
        return None
    if not alike.same_modality:
        return Verdict.SCOPE
    if one.fact.measure is Measure.CHANGE or one.fact.measure != two.fact.measure:
        return None
    slip = slip_of(one.fact, two.fact)
    if slip:
        dated = (one.fact.period and two.fact.period) or not any(map(bound_to_event, (one.fact, two.fact)))
        return Verdict.CONFLICT if alike.points >= SLIP_NEEDS and dated else None
    same_period = one.fact.period == two.fact.period
    if not one.fact.period and any(still_moving(fact) for fact in (one.fact, two.fact)):
        return None
    if not alike.one_subject or not same_period or alike.points < CONFLICT_NEEDS:
        return None
    return Verdict.CONFLICT if ratio_of(one.interval, two.interval) <= CLOSE_VALUES else Verdict.SCOPE


def ratio_of(one: Interval, two: Interval) -> Decimal:
    """How many times the larger of two values is the smaller, at their middles."""
    small, large = sorted((abs(one.middle), abs(two.middle)))
    return large / small if small else Decimal("Infinity")


def same_count(one: Stated, two: Stated) -> bool:
    """Counts are compared only under one measure word: 70家 and 70个 may be two things."""
    return one.kind != "count" or one.fact.unit == two.fact.unit




def slip_of(left: Fact, right: Fact, fewest: int = SLIP_DIGITS) -> str:
    """The single slip that turns one figure into the other, "" where none does."""
    one, two = left.number, right.number
    if one is None or two is None or one <= 0 or two <= 0:
        return ""
    ratio = max(one, two) / min(one, two)
    if ratio == 10_000:
        return "myriad"
    if left.unit != right.unit and one == two:
        return "unit"
    digits = digits_of(left.text), digits_of(right.text)
    if _numbered(left, right) or _numbered(right, left):
        return "numbered"
    kind = kinship(*digits)
    if kind == "point" and ratio.normalize().as_tuple().digits != (1,):
        return ""  # one of them was corrected by hand: its words say another number
    least = {"digit": SLIP_DIGITS, "swapped": fewest, "point": 1}.get(kind, 2)
    return kind if kind and min(map(len, digits)) >= least else ""


def _numbered(fact: Fact, other: Fact) -> bool:
    """True for 6.125个 at the head of a line where the other copy has 125个: the 6 is the item's number."""
    head = ITEM_NUMBER.match(fact.text)
    return head is not None and fact.sentence.startswith(fact.text) and fact.text[head.end() :] == other.text
