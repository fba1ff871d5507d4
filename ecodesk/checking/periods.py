"""Stated periods as ranges of days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ecodesk.domain.facts import Fact

DATE = re.compile(r"^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$")


DAY, MONTH, YEAR = 1, 31, 372


@dataclass(frozen=True, slots=True, order=True)
class Time:
    """Days counted in months of 31, both ends included; not stated: an empty or unreadable period."""

    first: int
    last: int
    stated: bool = True

    def fits(self, other: Time) -> bool:
        """True when both may speak of the same time: one is not stated, or they overlap."""
        return not self.stated or not other.stated or (self.first <= other.last and other.first <= self.last)

    def differs(self, other: Time) -> bool:
        """True when both are stated and have no day in common."""
        return not self.fits(other)

    def serves(self, other: Time) -> bool:
        """True when a stock at one time may be held against a total of the other: they fit, or one is a day
        up to a year after the other (去年产量13万吨，如今种植30万亩)."""
        earlier, later = sorted((self, other))
        return self.fits(other) or (later.first == later.last and later.first - earlier.last <= YEAR)

    def is_other_than(self, other: Time) -> bool:
        """True when both are stated and not one: 前4月 and 前5月 have days in common, but not their counts.

        The last day of a time stands for all of it: 2023 and 2023年末.
        """
        if not self.stated or not other.stated or (self.first, self.last) == (other.first, other.last):
            return False
        inner, outer = sorted((self, other), key=lambda time: time.last - time.first)
        return not (inner.first == inner.last == outer.last)


UNSTATED = Time(0, 0, False)


@lru_cache(maxsize=8192)
def time_of(period: str) -> Time:
    """2023, 2024-06, 2024-04-23, 2016/2020 and 2025-01/2025-02 as days."""
    ends = [_days(part) for part in period.split("/")]
    known = [end for end in ends if end is not None]
    if not known or len(known) != len(ends):
        return UNSTATED
    return Time(min(first for first, _ in known), max(last for _, last in known))


def _days(part: str) -> tuple[int, int] | None:
    match = DATE.match(part.strip())
    if match is None:
        return None
    year = int(match.group(1)) * YEAR
    if match.group(2) is None:
        return year, year + YEAR - 1
    month = year + (int(match.group(2)) - 1) * MONTH
    if match.group(3) is None:
        return month, month + MONTH - 1
    day = month + int(match.group(3)) - 1
    return day, day


_RELATIVE = re.compile("前年|去年|上年|今年|本年|明年")
_SAME_YEAR = {"上年": "去年", "本年": "今年"}


def relative_year(fact: Fact) -> str:
    """去年, 前年, 今年 or 明年 before a figure whose time is not told otherwise, "" elsewhere.

    Copy without a date leaves open which year that is, but two of them are not one.
    """
    words = () if fact.period else _RELATIVE.findall(fact.sentence.partition(fact.text)[0])
    return _SAME_YEAR.get(words[-1], words[-1]) if words else ""


def day_of(published: str) -> int | None:
    """The day of a full ISO date, None where it tells less."""
    time = time_of(published)
    return time.first if time.stated and time.first == time.last else None
