"""What time expressions mean: years, days and spans by the words of a match and the article's date."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from ecodesk.extraction.digits import DIGIT_CHARS, DIGITS, parse

REPUBLIC = rf"(?:中华)?民国\s?(?:[0-9]{{1,3}}|元|[{DIGIT_CHARS}十百]{{1,5}})"
_REPUBLIC_BEFORE = 1911
"""Taiwan counts the years of the Republic: 民国元年 is 1912, 民国113年 2024."""
# 114年1月, 今(114)年: a year of the Republic that only a date or a bracket shows to be one.
BARE_REPUBLIC = (
    r"(?<![0-9.,])1[0-3][0-9](?=年(?:度|底|[0-9]{1,2}月|第?[一二三四1-4]季|[上下]半年))"
    r"|(?<=[去今明][（(])1[0-3][0-9](?=[）)]年)"
)
YEAR = rf"(?:[12][0-9]{{3}}|[一二][{DIGIT_CHARS}]{{3}})"
# Copy that names 民国113年 goes on with 112年 alone.
LATER_REPUBLIC = r"(?<![0-9.,])1[0-3][0-9](?=年(?![来前后的历间以之]))"
REPUBLICAN = re.compile(rf"民国\s?[0-9元{DIGIT_CHARS}十百]|{BARE_REPUBLIC}")
NUMBER_CHARS = f"0-9{DIGIT_CHARS}十"
# A pattern that opens with a set of characters is searched for twice as fast as one that opens with a choice.
MORE_NUMBER = rf"(?:(?<=[0-9])[0-9]?|(?<=[{DIGIT_CHARS}十])[{DIGIT_CHARS}十]{{0,2}})"
NUMBER = rf"(?:[{NUMBER_CHARS}]{MORE_NUMBER})"
TO = r"\s?(?:—{1,2}|–|-|~|～|至|到|─)\s?"
FIVE_YEAR_PLANS = {
    "十一五": 2006,
    "十二五": 2011,
    "十三五": 2016,
    "十四五": 2021,
    "十五五": 2026,
    "十六五": 2031,
}
"""First years of China's five-year plans; each runs five years."""
_SEASONS = {"首": 1, "一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


class Period(NamedTuple):
    """A time expression: span, normalised value ("" for one that cannot be resolved), and its kind.

    Kinds: `date` stands by itself, `relative` was resolved by the article's date, `vague` (近年来)
    ends what was said before, `open` (全年, 报告期内, 当年) is the year last named, `same-day` (当天) the day
    last named, `then` (届时) the time ahead last named; `clock` and `name` only keep numerals from being
    figures.
    """

    start: int
    end: int
    value: str
    kind: str


@dataclass(frozen=True)
class Anchor:
    """What relative words are measured by: the article's year, month and day, None when it gives none."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, published: str) -> Anchor:
        """Anchor of an ISO date, year-month or year."""
        parts = [int(part) for part in published.split("-") if part.isdigit()][:3]
        return cls(*parts, *[None] * (3 - len(parts)))

    @cached_property
    def date(self) -> date | None:
        """The day itself, None when it is not told."""
        return date(self.year, self.month, self.day) if self.year and self.month and self.day else None

    @cached_property
    def iso(self) -> str:
        """As exact as the article tells it: 2024-05-25, 2024-05, 2024, or ""."""
        if not self.year:
            return ""
        parts = [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join([str(self.year), *parts])


Build = Callable[[re.Match[str], Anchor], tuple[str, str]]


def _year(text: str) -> int:
    if len(text) == len("2024") and text.isdigit():
        return int(text)
    _, republic, number = text.rpartition("民国")
    if republic or len(text) == 3:
        return _REPUBLIC_BEFORE + (_small(number.strip()) or 1)
    return int("".join(str(DIGITS.get(char, char)) for char in text))


def _small(text: str) -> int:
    if text.isdigit():
        return int(text)
    value = parse(text)
    return int(value.number) if value else 0


def _resolve_year(match: re.Match[str], anchor: Anchor) -> tuple[int | None, str]:
    """The year a match names, None when nothing tells, and how: date, relative (今年, 去年), "" for not."""
    year = _told(match, "year")
    if year:
        return _year(year), "date"
    relative = _told(match, "relative")
    shift = _YEARS_AWAY.get(relative[:1], 0)
    return (anchor.year + shift if anchor.year else None), ("relative" if relative else "")


_YEARS_AWAY = {"去": -1, "上": -1, "前": -2, "明": 1, "今": 0, "本": 0}


def _told(match: re.Match[str], group: str) -> str:
    """What a group holds, "" where it holds nothing or the pattern has none of that name."""
    return (match[group] or "") if group in match.re.groupindex else ""


PAST_BEYOND = 9
"""Months after the article's own from which on a bare month is last year's: 12月 said in January."""


def _year_of_month(
    match: re.Match[str], anchor: Anchor, month: int, *, told: bool = False
) -> tuple[int | None, str]:
    """The year of a month or quarter and the kind of the time.

    `told`: what is told of it is over, so that it cannot lie ahead.
    """
    year, how = _resolve_year(match, anchor)
    if year is None or how or anchor.month is None:
        return year, how or "relative"
    ahead = month - anchor.month
    return (year - 1 if ahead >= PAST_BEYOND or (told and ahead > 0) else year), "relative"


def _month_end(year: int, month: int) -> str:
    return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"


def day_value(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Value and kind of a match, by the words it holds."""
    month = _small(match["month"])
    year, kind = _year_of_month(match, anchor, month)
    if year is None or not 1 <= month <= 12:
        return "", "name"
    if match["last"]:
        return _month_end(year, month), kind
    if not match["day"]:
        return f"{year}-{month:02d}", kind
    first = f"{year}-{month:02d}-{_small(match['day']):02d}"
    return first + _last_day(match, year, month), kind


def _last_day(match: re.Match[str], year: int, month: int) -> str:
    """/2025-02-14 of 2025年2月7日至14日, "" where one day is named."""
    if not match["day2"]:
        return ""
    last = _small(match["month2"]) if match["month2"] else month
    return f"/{year + (last < month)}-{last:02d}-{_small(match['day2']):02d}"


def months_value(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Value and kind of a match, by the words it holds."""
    low, high = _small(match["month"]), _small(match["month2"])
    year, kind = _year_of_month(match, anchor, high, told=True)
    if year is None or not 1 <= low < high <= 12:
        return "", "name"
    return f"{year}-{low:02d}/{year}-{high:02d}", kind


def first_months_value(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Value and kind of a match, by the words it holds."""
    month = _small(match["count"])
    year, kind = _year_of_month(match, anchor, month, told=True)
    return (f"{year}-01/{year}-{month:02d}", kind) if year and 1 <= month <= 12 else ("", "name")


def quarters_value(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Value and kind of a match, by the words it holds."""
    number = _SEASONS[match["quarter"] or "首"]
    from_first = _told(match, "first") != ""
    year, kind = _year_of_month(match, anchor, 3 * number - 2, told=from_first)
    if year is None:
        return "", "name"
    first = 1 if from_first else 3 * number - 2
    return f"{year}-{first:02d}/{year}-{3 * number:02d}", kind


def half_value(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Value and kind of a match, by the words it holds."""
    year, how = _resolve_year(match, anchor)
    if year is None:
        return "", "name"
    return (f"{year}-01/{year}-06" if match["half"] == "上" else f"{year}-07/{year}-12"), how or "relative"


def years_value(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Value and kind of a match, by the words it holds."""
    low, high = _year(match["year"]), _year(match["year2"])
    return (f"{low}/{high}", "date") if low < high else ("", "name")


def since_value(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Value and kind of a match, by the words it holds."""
    low = _year(match["year"])
    return (f"{low}/{anchor.year}" if anchor.year and anchor.year > low else str(low)), "date"


def year_only_value(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Value and kind of a match, by the words it holds."""
    year, how = _resolve_year(match, anchor)
    if year is None:
        return "", "relative"
    if match[0].endswith("以来") and not match["last"] and anchor.year and anchor.year > year:
        # 去年以来: up to the copy's own year.
        return f"{year}/{anchor.year}", how
    return (f"{year}-12-31" if match["last"] else str(year)), how


def season_value(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """今夏, 去冬, 本学期: the year alone."""
    year, _ = _resolve_year(match, anchor)
    return ("" if year is None else str(year)), "relative"


def first_season_value(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """首季 of a heading whose copy tells of a first quarter; a show has seasons too."""
    if anchor.year is None or not any(word in match.string for word in ("季度", "同比", "按年")):
        return "", "name"
    return f"{anchor.year}-01/{anchor.year}-03", "relative"


def plan_value(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Value and kind of a match, by the words it holds."""
    first = FIVE_YEAR_PLANS[match["plan"]]
    return f"{first}/{first + 4}", "date"


def now_value(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Value and kind of a match, by the words it holds."""
    return anchor.iso, "relative"


_FORECAST = 15
"""Days ahead to which 未来十天 is a time of its own."""
_DAY = timedelta(days=1)
_DAYS_AWAY = {"前": -2 * _DAY, "昨": -_DAY, "今": 0 * _DAY, "明": _DAY, "后": 2 * _DAY}


def near_day_value(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """昨天, 今晚: a day where the article tells its own; else 今天 may mean these times."""
    if anchor.date is None:
        return "", "name"
    return (anchor.date + _DAYS_AWAY[match["away"]]).isoformat(), "relative"


_NEXT_DAYS = {"今明": (0, 1), "今后": (1, 2), "明后": (1, 2), "今明后": (0, 2)}


def near_days_value(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """今明两天, 明后天, 未来三天: days from the article's own."""
    if anchor.date is None:
        return "", "vague"
    first, last = _NEXT_DAYS.get(match["days"] or "", (1, _small(match["count"] or "")))
    if not first <= last <= _FORECAST:
        return "", "vague"
    return "/".join((anchor.date + timedelta(days=away)).isoformat() for away in (first, last)), "relative"


def near_month_value(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """本月, 上个月, 下月."""
    if not (anchor.year and anchor.month):
        return "", "name"
    months = anchor.year * 12 + anchor.month - 1 + {"上": -1, "下": 1}.get(match["which"][0], 0)
    year, month = divmod(months, 12)
    if match["last"]:
        return _month_end(year, month + 1), "relative"
    day = f"-{_small(match['day']):02d}" if match["day"] else ""
    return f"{year}-{month + 1:02d}{day}", "relative"


_SOON = 7
"""Days up to which a bare day lies ahead: 5日至7日 said on the 4th is no day of last month."""
_AHEAD = re.compile(r"(?:将于?|定于|拟于|预计|计划于?|截至|到)$")


def bare_day_value(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """27日 and 1日至3日: of the article's month or the one before, what is planned also of this month."""
    low, high = match["day"], match["day2"] or match["day"]
    today = anchor.date
    if today is None or not (low.isdigit() and high.isdigit()):
        return "", "day"
    first, last, month = int(low), int(high), today.replace(day=1)
    if last > today.day:
        before = month - _DAY
        soon = first - today.day <= _SOON and before.day + today.day - last > 2 * _SOON
        if not soon and not _AHEAD.search(match.string[max(0, match.start() - 4) : match.start()]):
            month = before.replace(day=1)
    try:
        since, until = month.replace(day=first).isoformat(), month.replace(day=last).isoformat()
    except ValueError:
        return "", "day"
    return (since if since == until else f"{since}/{until}"), "relative"


def last_years_value(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """Value and kind of a match, by the words it holds."""
    return "", "vague"


def of_kind(kind: str) -> Build:
    """Builder of a time without a value of its own."""
    return lambda match, anchor: ("", kind)
