"""Stated moves: from one value to another, in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from re import Pattern

from ecodesk.checking.layout import ORDINAL, Copy, Item
from ecodesk.checking.show import like, rounded
from ecodesk.checking.vocabulary import verb_pattern, verbs
from ecodesk.domain.facts import Measure
from ecodesk.knowledge.intervals import Interval, is_exact

FROM = re.compile(r"(?:由|从|自|原来|原先|此前|过去|最初|起初)[^，。；]{0,16}$")
FORMERLY = re.compile(r"(?:原来|原先|此前|过去|最初|起初)[^，。；]{0,16}$")
NOW = re.compile(r"(?:到|至|现在|如今|目前|今年|现)[^，。；]{0,8}$")
COMPARED = re.compile(r"(?<![同环占对])(?:比(?![重例率分赛])|较)[^，。；]{0,14}$")
MINUS = re.compile(r"(?:[-－−—]|零下|负)$")
IN_TURN = re.compile(r"^不等|^之间|^区间|^左右不等")
FILLER = r"(?:了|达|近|约|超|超过|逾|至少|达到|幅度|率|比例|为|用){0,2}$"
TIMES_OF = re.compile(r"[，,](?:是|为|相当于)[^，。；]{0,14}$")
YEAR_BEFORE = re.compile(r"(?:19|20)\d\d年[^，。；]{0,16}$")
YEAR_BETWEEN = re.compile(r"^[，,；;]?(?:到|至)?(?:(?:19|20)\d\d年|如今|目前|现在)[^，。；]{0,10}$")


@dataclass(frozen=True, slots=True)
class Move:
    """A value that went from `start` to `end`; direction 1 up, -1 down, 0 not said."""

    start: Item
    end: Item
    direction: int
    word: str

    @property
    def difference(self) -> Decimal:
        return self.end.value - self.start.value

    @property
    def gap(self) -> Interval:
        """How far the two are apart, whatever the direction."""
        start, end = self._one_precision()
        return end - start if self.difference >= 0 else start - end

    @property
    def formula(self) -> str:
        """Difference and ratio with the figures as printed."""
        high, low = (self.end, self.start) if self.difference >= 0 else (self.start, self.end)
        parts = [f"{high.text} − {low.text} = {self.shown_gap}"]
        if self.start.value > 0:
            ratio = rounded(self.end.value / self.start.value)
            parts.append(f"{self.end.text} ÷ {self.start.text} = {ratio}倍")
        return "；".join(parts)

    @property
    def shown_gap(self) -> str:
        """The difference in words: 22吨, 2.6个百分点."""
        gap = abs(self.difference)
        high = self.end if self.difference >= 0 else self.start
        return f"{rounded(gap)}个百分点" if self.end.is_percent else like(gap, high, precise=False)

    def _one_precision(self) -> tuple[Interval, Interval]:
        """Both values as precise as the finer one: beside 79.69吨 a printed 58吨 is just 58."""
        start, end = self.start, self.end
        if start.is_counted and end.is_counted:
            return start.stated, end.stated
        if not (is_exact(start.fact) and is_exact(end.fact)):
            return start.interval, end.interval
        half = min(start.interval.width, end.interval.width) / 2
        return _around(start.value, half), _around(end.value, half)

    @property
    def last(self) -> Item:
        """The one of the two that stands later in the copy."""
        return max(self.start, self.end, key=lambda item: item.index)


def moves(copy: Copy) -> Iterator[Move]:
    """All stated moves: 由A增长到B, and B比A... with both values printed."""
    for sentence in copy.by_sentence():
        for left, right in pairwise(sentence):
            if (
                not left.kin(right)
                or left.fact.measure in ORDINAL
                or left.fact.measure is Measure.MULTIPLE
                or IN_TURN.search(right.after)
                or _signed(copy, left, right)
                or "个百分点" in (left.fact.unit, right.fact.unit)
            ):
                continue
            if _to_right_before().search(left.before[-12:]) and not FROM.search(left.before):
                continue  # the left one is where another move ends
            between = copy.between(left, right)
            if len(between) > 40:
                continue
            if FROM.search(left.before) or (
                YEAR_BEFORE.search(left.before) and YEAR_BETWEEN.search(between) and _to_verb(between)
            ):
                word = _to_verb(between)
                if word or (NOW.search(between) and FORMERLY.search(left.before)):
                    yield Move(left, right, verbs()[word].direction if word else 0, word)
            elif (
                left.dimension != "duration"
                and not by_verb(right.before)
                and (COMPARED.search(between) or _times_of(copy, right, between))
            ):
                yield Move(right, left, 0, "")


def _signed(copy: Copy, left: Item, right: Item) -> bool:
    """True where a minus sign stands before a figure that was read without it."""
    return any(
        MINUS.search(copy.text[max(0, item.fact.span.start - 2) : item.fact.span.start]) and item.value > 0
        for item in (left, right)
    )


def _times_of(copy: Copy, base: Item, between: str) -> bool:
    """A，是B的3倍: the next figure says how many times."""
    following = copy.items[base.index + 1] if base.index + 1 < len(copy.items) else None
    return (
        following is not None
        and following.sentence == base.sentence
        and following.fact.unit == "倍"
        and bool(TIMES_OF.search(between))
        and base.after.startswith("的")
    )


def _to_verb(between: str) -> str:
    found = [match.group() for match in verb_pattern(to=True).finditer(between)]
    return found[-1] if found else ""


def _around(value: Decimal, half: Decimal) -> Interval:
    return Interval(value - half, value + half)


def cut_off(change: Item) -> Interval:
    """The change with a full unit of its last digit upwards: copy cuts 76.7% to 76% as well."""
    return Interval(change.interval.low, change.interval.high + change.interval.width / 2)


def by_verb(before: str) -> str:
    """The verb of change right before a figure (增加了, 下降), "" where none."""
    found = ""
    for match in _by_pattern().finditer(before[-12:]):
        found = match.group(1)
    return found


@cache
def _by_pattern() -> Pattern[str]:
    return re.compile(rf"({verb_pattern(to=False).pattern}){FILLER}")


@cache
def _to_right_before() -> Pattern[str]:
    return re.compile(rf"(?:{verb_pattern(to=True).pattern})[约近超逾达了]?$")
