"""Quantities as intervals: what a printed figure leaves open, by its qualifier word and its last digit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ecodesk.domain.facts import Fact, Qualifier, decimal_of
from ecodesk.knowledge.script import simplified
from ecodesk.knowledge.tables import read_table

WIDTH_COLUMNS = ("word", "place", "low", "high", "low_closed", "high_closed", "unit_digit")
PLACES = frozenset({"before", "after", "qualifier"})
MULTIPLIERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "兆": 10**12}
PRINTED = re.compile(
    r"(\d[\d,，]{0,30}(?:\.\d{1,20})?)\s?[余多来]?"
    r"(百万|千万|百亿|千亿|万亿|兆(?=[余多\d]|[美日港欧]?[元圆])|[十百千万亿]?)"
)
CHINESE_NUMERAL = "〇零一二三四五六七八九十百千万亿两几数半"
PREFIX_UNITS = ("千瓦", "千克", "千米", "千伏", "千卡", "千焦", "千帕", "千赫", "百分")
_FIRST_DIGIT = re.compile(rf"[\d{CHINESE_NUMERAL}]")
HALF = Decimal("0.5")
SLACK = Decimal("1e-9")


@dataclass(frozen=True, slots=True)
class Interval:
    """All values a quantity may have, in the unit of the caller; low <= high."""

    low: Decimal
    high: Decimal
    low_closed: bool = True
    high_closed: bool = True

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"not an interval: {self.low}..{self.high}")

    @property
    def width(self) -> Decimal:
        return self.high - self.low

    @property
    def middle(self) -> Decimal:
        return (self.low + self.high) / 2

    def contains(self, value: Decimal) -> bool:
        """True when the value lies in the interval, open ends excluded."""
        above = value > self.low or (self.low_closed and value == self.low)
        below = value < self.high or (self.high_closed and value == self.high)
        return above and below

    def overlaps(self, other: Interval) -> bool:
        """True when one value at least lies in both."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low != high:
            return low < high
        return all(interval.contains(low) for interval in (self, other))

    def near(self, other: Interval) -> bool:
        """Overlap that forgives open ends and the rounding of unit factors (1亩 = 666.67平方米)."""
        slack = max(abs(self.high), abs(other.high)) * SLACK
        return max(self.low, other.low) <= min(self.high, other.high) + slack

    def scaled(self, factor: Decimal) -> Interval:
        """The interval in another unit."""
        if factor > 0 and self.low < self.high:
            return Interval(self.low * factor, self.high * factor, self.low_closed, self.high_closed)
        return self * Interval(factor, factor)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low, self.high_closed, self.low_closed)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            self.low + other.low,
            self.high + other.high,
            self.low_closed and other.low_closed,
            self.high_closed and other.high_closed,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        corners = [(a * b, ac and bc) for a, ac in self._ends() for b, bc in other._ends()]
        return _hull(corners)

    def __truediv__(self, other: Interval) -> Interval:
        """Quotient; ZeroDivisionError when the divisor may be zero."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor may be zero")
        corners = [(a / b, ac and bc) for a, ac in self._ends() for b, bc in other._ends()]
        return _hull(corners)

    def _ends(self) -> tuple[tuple[Decimal, bool], tuple[Decimal, bool]]:
        return (self.low, self.low_closed), (self.high, self.high_closed)


def _hull(corners: list[tuple[Decimal, bool]]) -> Interval:
    low = min(value for value, _ in corners)
    high = max(value for value, _ in corners)
    return Interval(
        low,
        high,
        any(closed for value, closed in corners if value == low),
        any(closed for value, closed in corners if value == high),
    )


@dataclass(frozen=True, slots=True)
class Width:
    """One row of widths.csv; low and high are factors of the printed value."""

    word: str
    place: str
    low: Decimal
    high: Decimal
    low_closed: bool
    high_closed: bool
    unit_digit: Decimal

    def around(self, value: Decimal) -> Interval:
        """The interval of a printed value (of either sign)."""
        ends = sorted(((value * self.low, self.low_closed), (value * self.high, self.high_closed)))
        high = ends[1][0]
        if self.unit_digit and value in _ROUND_TENS:
            high = max(high, value + self.unit_digit)
        return Interval(ends[0][0], high, ends[0][1], ends[1][1])


_ROUND_TENS = frozenset(Decimal(ten) for ten in range(10, 100, 10))


@cache
def widths() -> tuple[Width, ...]:
    """All rows, longest word first so that 不超过 wins over 超过; ValueError for a bad row."""
    rows = [_width(row) for row in read_table("widths.csv", WIDTH_COLUMNS)]
    return tuple(sorted(rows, key=lambda row: -len(row.word)))


def _width(row: dict[str, str]) -> Width:
    if row["place"] not in PLACES:
        raise ValueError(f"widths.csv: {row['word']}: unknown place {row['place']}")
    return Width(
        row["word"],
        row["place"],
        Decimal(row["low"]),
        Decimal(row["high"]),
        row["low_closed"] == "yes",
        row["high_closed"] == "yes",
        Decimal(row["unit_digit"]),
    )


def width_of(text: str, qualifier: Qualifier) -> Width | None:
    """The width row of a figure: by the word in its text, else by its qualifier; None when exact."""
    if qualifier is Qualifier.EXACT:
        return None
    text = simplified(text)
    start = _FIRST_DIGIT.search(text)
    head = text[: start.start()] if start else text
    tail = text[start.start() :] if start else ""
    for row in widths():
        if (row.place == "before" and row.word in head) or (row.place == "after" and row.word in tail):
            return row
    return next((row for row in widths() if row.place == "qualifier" and row.word == qualifier), None)


@cache
def printed_number(text: str) -> tuple[Decimal, Decimal] | None:
    """Digits and multiplier as printed: 1.377亿元 -> (1.377, 100000000); None without Arabic digits."""
    text = simplified(text)
    match = PRINTED.search(text)
    if match is None:
        return None
    digits = match.group(1).replace(",", "").replace("，", "")
    multiplier = match.group(2)
    if multiplier in ("千", "百") and text[match.start(2) :].startswith(PREFIX_UNITS):
        multiplier = ""
    worth = Decimal(1)
    for character in multiplier:
        worth *= MULTIPLIERS[character]
    number = decimal_of(digits)
    return (number, worth) if number is not None else None


def step_of(fact: Fact) -> Decimal | None:
    """Worth of the last printed digit: the fact's own step, else from its text, else from its value.

    None for a fact whose value is not a number.
    """
    number = fact.number
    if number is None:
        return None
    given = decimal_of(fact.step)
    if given is not None and given > 0:
        return given
    printed = printed_number(fact.text)
    if printed is not None and printed[0] * printed[1] == abs(number):
        exponent = printed[0].as_tuple().exponent
        return Decimal(1).scaleb(int(exponent)) * printed[1]
    return _last_digit(number)


def _last_digit(number: Decimal) -> Decimal:
    if number == 0:
        return Decimal(1)
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(int(exponent))


def interval_of(fact: Fact) -> Interval | None:
    """The values that the figure may stand for, in the fact's own unit; None when it is no number.

    近400 = [360, 400); 400余 = (400, 440]; 超过18亿 = (18亿, 19.8亿]; 55 = [54.5, 55.5); 5至8 = [5, 8].
    """
    number, step = fact.number, step_of(fact)
    if number is None or step is None:
        return None
    high = fact.number_high
    width = width_of(fact.text, fact.qualifier)
    if high is not None:
        low, high = min(number, high), max(number, high)
        return Interval(low, high)
    if width is None:
        return Interval(number - step * HALF, number + step * HALF, True, False)
    return width.around(number)


def is_exact(fact: Fact) -> bool:
    """True for one number without a qualifier."""
    return fact.qualifier is Qualifier.EXACT and fact.number is not None and fact.number_high is None
