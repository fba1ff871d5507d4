"""Times in a text, normalised: 2023, 2024-06, 2024-04-23, 2016/2020, 2025-01/2025-02.

Every expression here is also a place where numerals are no figures.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ecodesk.extraction.digits import DIGIT_CHARS, DIGITS, parse
from ecodesk.extraction.numerals import narrow

_REPUBLIC = rf"(?:中华)?民国\s?(?:[0-9]{{1,3}}|元|[{DIGIT_CHARS}十百]{{1,5}})"
_REPUBLIC_BEFORE = 1911
"""Taiwan counts the years of the Republic: 民国元年 is 1912, 民国113年 2024."""
# 114年1月, 今(114)年: a year of the Republic that only a date or a bracket shows to be one.
_BARE_REPUBLIC = (
    r"(?<![0-9.,])1[0-3][0-9](?=年(?:度|底|[0-9]{1,2}月|第?[一二三四1-4]季|[上下]半年))"
    r"|(?<=[去今明][（(])1[0-3][0-9](?=[）)]年)"
)
_YEAR = rf"(?:[12][0-9]{{3}}|[一二][{DIGIT_CHARS}]{{3}})"
# Copy that names 民国113年 goes on with 112年 alone.
_LATER_REPUBLIC = r"(?<![0-9.,])1[0-3][0-9](?=年(?![来前后的历间以之]))"
_REPUBLICAN = re.compile(rf"民国\s?[0-9元{DIGIT_CHARS}十百]|{_BARE_REPUBLIC}")
_NUMBER = rf"(?:[0-9]{{1,2}}|[{DIGIT_CHARS}十]{{1,3}})"
_TO = r"\s?(?:—{1,2}|–|-|~|～|至|到|─)\s?"
_FIVE_YEAR_PLANS = {
    "十一五": 2006,
    "十二五": 2011,
    "十三五": 2016,
    "十四五": 2021,
    "十五五": 2026,
    "十六五": 2031,
}
"""First years of China's five-year plans; each runs five years."""
_SEASONS = {"首": 1, "一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression: span, normalised value ("" for one that cannot be resolved), and its kind.

    Kinds: `date` stands by itself, `relative` was resolved by the article's date, `vague` (近年来)
    ends what was said before, `open` (全年, 报告期内, 年末) is the year last named, `clock` and `name`
    only keep numerals from being figures.
    """

    start: int
    end: int
    value: str
    kind: str


@dataclass(frozen=True, slots=True)
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

    @property
    def date(self) -> date | None:
        """The day itself, None when it is not told."""
        return date(self.year, self.month, self.day) if self.year and self.month and self.day else None

    @property
    def iso(self) -> str:
        """As exact as the article tells it: 2024-05-25, 2024-05, 2024, or ""."""
        if not self.year:
            return ""
        parts = [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join([str(self.year), *parts])


_Build = Callable[[re.Match[str], Anchor], tuple[str, str]]


def _year(text: str) -> int:
    _, republic, number = text.rpartition("民国")
    if republic or len(text) == 3:
        return _REPUBLIC_BEFORE + (_small(number.strip()) or 1)
    return int("".join(str(DIGITS.get(char, char)) for char in text))


def _small(text: str) -> int:
    if text.isdigit():
        return int(text)
    value = parse(text)
    return int(value.number) if value else 0


def _resolve_year(match: re.Match[str], anchor: Anchor) -> int | None:
    """The year a match names, by digits or by 今年, 去年; None when nothing tells."""
    groups = match.groupdict()
    if groups.get("year"):
        return _year(groups["year"])
    shift = {"去": -1, "上": -1, "前": -2, "明": 1, "今": 0, "本": 0, "当": 0}.get(
        (groups.get("relative") or " ")[0], 0
    )
    return anchor.year + shift if anchor.year else None


PAST_BEYOND = 9
"""Months after the article's own from which on a bare month is last year's: 12月 said in January."""


def _year_of_month(match: re.Match[str], anchor: Anchor, month: int, *, told: bool = False) -> int | None:
    """The year of a month or quarter; `told`: what is told of it is over, so that it cannot lie ahead."""
    year = _resolve_year(match, anchor)
    named = match.groupdict().get("year") or match.groupdict().get("relative")
    if year is None or named or anchor.month is None:
        return year
    ahead = month - anchor.month
    return year - 1 if ahead >= PAST_BEYOND or (told and ahead > 0) else year


def _month_end(year: int, month: int) -> str:
    return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"


def _kind(match: re.Match[str]) -> str:
    return "date" if match.groupdict().get("year") else "relative"


def _day(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    month = _small(match["month"])
    year = _year_of_month(match, anchor, month)
    if year is None or not 1 <= month <= 12:
        return "", "name"
    if match.groupdict().get("last"):
        return _month_end(year, month), _kind(match)
    if match.groupdict().get("day"):
        return f"{year}-{month:02d}-{_small(match['day']):02d}", _kind(match)
    return f"{year}-{month:02d}", _kind(match)


def _months(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    low, high = _small(match["month"]), _small(match["month2"])
    year = _year_of_month(match, anchor, high, told=True)
    if year is None or not 1 <= low < high <= 12:
        return "", "name"
    return f"{year}-{low:02d}/{year}-{high:02d}", _kind(match)


def _first_months(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    month = _small(match["count"])
    year = _year_of_month(match, anchor, month, told=True)
    return (f"{year}-01/{year}-{month:02d}", _kind(match)) if year and 1 <= month <= 12 else ("", "name")


def _quarters(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    number = _SEASONS[match["quarter"] or "首"]
    year = _year_of_month(match, anchor, 3 * number - 2, told=bool(match.groupdict().get("first")))
    if year is None:
        return "", "name"
    first = 1 if match.groupdict().get("first") else 3 * number - 2
    return f"{year}-{first:02d}/{year}-{3 * number:02d}", _kind(match)


def _half(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    year = _resolve_year(match, anchor)
    if year is None:
        return "", "name"
    return (f"{year}-01/{year}-06" if match["half"] == "上" else f"{year}-07/{year}-12"), _kind(match)


def _years(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    low, high = _year(match["year"]), _year(match["year2"])
    return (f"{low}/{high}", "date") if low < high else ("", "name")


def _since(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    low = _year(match["year"])
    return (f"{low}/{anchor.year}" if anchor.year and anchor.year > low else str(low)), "date"


def _year_only(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    year = _resolve_year(match, anchor)
    if year is None:
        return "", "relative"
    return (f"{year}-12-31" if match["last"] else str(year)), _kind(match)


def _plan(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    first = _FIVE_YEAR_PLANS[match["plan"]]
    return f"{first}/{first + 4}", "date"


def _now(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    return anchor.iso, "relative"


_DAYS_AWAY = {"前": -2, "昨": -1, "今": 0, "明": 1, "后": 2}


def _near_day(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """昨天, 今晚: a day where the article tells its own; else 今天 may mean these times."""
    if anchor.date is None:
        return "", "name"
    return (anchor.date + timedelta(days=_DAYS_AWAY[match["away"]])).isoformat(), "relative"


def _near_month(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """本月, 上个月, 下月."""
    if not (anchor.year and anchor.month):
        return "", "name"
    months = anchor.year * 12 + anchor.month - 1 + {"上": -1, "下": 1}.get(match["which"][0], 0)
    year, month = divmod(months, 12)
    return (_month_end(year, month + 1) if match["last"] else f"{year}-{month + 1:02d}"), "relative"


_AHEAD = re.compile(r"(?:将于?|定于|拟于|预计|计划于?|截至|到)$")


def _bare_day(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    """27日 and 1日至3日: of the article's month or the one before, what is planned also of this month."""
    low, high = match["day"], match["day2"] or match["day"]
    if anchor.date is None or not (low.isdigit() and high.isdigit()):
        return "", "day"
    planned = _AHEAD.search(match.string[max(0, match.start() - 4) : match.start()])
    month = anchor.date.replace(day=1)
    if int(high) > anchor.date.day and not planned:
        month = (month - timedelta(days=1)).replace(day=1)
    try:
        first, last = month.replace(day=int(low)).isoformat(), month.replace(day=int(high)).isoformat()
    except ValueError:
        return "", "day"
    return (first if first == last else f"{first}/{last}"), "relative"


def _last_years(match: re.Match[str], anchor: Anchor) -> tuple[str, str]:
    return "", "vague"


def _named(kind: str) -> _Build:
    return lambda match, anchor: ("", kind)


_STARTS = rf"(?=[0-9{DIGIT_CHARS}十几数])"
"""Lets a pattern fail at once where no number begins."""
_RELATIVE = r"(?P<relative>去年|上年|前年|(?<!如)今年|本年|明年|当年)"
_NAMED = rf"(?:(?:[去今明][（(])?(?P<year>{_YEAR})[）)]?\s?年|{_RELATIVE})"
_WHICH = rf"(?=[0-9{DIGIT_CHARS}十去上下前首今本明当的第民]){_NAMED}?"
_LAST = r"(?P<last>末|底)?"
_SPAN_WORD = r"(?:年|个?多?月|天|周|个?季度|个?星期|日|个?多?小时|个?多?世纪)"
_TENS = rf"(?:{_NUMBER}|[{DIGIT_CHARS}十百千]{{1,6}}|[几数][十百千])"

# Each: literals of which the text must hold one (() for any text), the pattern, what is made of a match.
_RULES: tuple[tuple[tuple[str, ...], str, _Build], ...] = (
    (("以来",), rf"{_WHICH}{_NUMBER}月(?:{_NUMBER}日)?以来", _last_years),
    (("年",), rf"(?P<year>{_YEAR})(?:年)?{_TO}(?P<year2>{_YEAR})年", _years),
    (("月",), rf"{_WHICH}(?P<month>{_NUMBER})(?:月)?{_TO}(?P<month2>{_NUMBER})月(?:份)?", _months),
    (("前", "首"), rf"{_WHICH}的?[前首](?P<count>{_NUMBER})个?月", _first_months),
    (("季度",), rf"{_WHICH}的?(?P<first>前)?第?(?P<quarter>[一二三四1-4])个?季度末?", _quarters),
    # 去年第3季, 今年首三季: a season of a show has no year before it.
    (("季",), rf"{_NAMED}的?(?P<first>[前首])第?(?P<quarter>[二三四2-4])季(?![度节])", _quarters),
    (("季",), rf"{_NAMED}的?(?:第(?P<quarter>[一二三四1-4])季(?![度节])|(?P<first>首)季度?)", _quarters),
    (("半年",), rf"{_WHICH}的?(?P<half>[上下])半年", _half),
    (
        ("月",),
        rf"{_WHICH}(?P<month>{_NUMBER})月(?:份)?(?:(?P<last>末|底)|(?P<day>{_NUMBER})(?:日|号)|(?![个0-9]))",
        _day,
    ),
    (("年",), rf"(?:自|从)(?P<year>{_YEAR})年(?:起|开始|以来)", _since),
    # 2022年以来: neither the year nor today, unless 自 … 起 draws the line.
    (("以来",), rf"(?P<year>{_YEAR})年(?:[0-9]{{1,2}}月)?以来", _last_years),
    (("年",), rf"(?:[去今明][（(])?(?P<year>{_YEAR})[）)]?年(?:度)?{_LAST}(?:起|前)?(?!代)", _year_only),
    (("年",), rf"{_RELATIVE}年?{_LAST}(?:以来)?", _year_only),
    (
        ("天", "日", "晚", "晨", "早", "夜"),
        r"(?P<away>[前昨今明后])(?:天|日(?!本|益|常)|晚(?!报|会|清|年|期|间新闻)|晨(?!报)|早(?!报|已)|夜)",
        _near_day,
    ),
    (("月",), rf"(?P<which>本|这个|上个?|下个?)月{_LAST}", _near_month),
    (
        (*_FIVE_YEAR_PLANS,),
        rf"[“\"]?(?P<plan>{'|'.join(_FIVE_YEAR_PLANS)})[”\"]?(?:时期|期间|以来|末|收官|规划期)",
        _plan,
    ),
    (
        ("全年", "报告期内", "年末"),
        r"(?<![一二三])全年(?!龄)|报告期内|(?<![\d年上今去本明])年末(?!考)",
        _named("open"),
    ),
    (("目前", "当前", "迄今", "截至发稿"), r"(?:截至|截止|到)?目前|当前|迄今|截至发稿", _now),
    (
        (),
        rf"(?:近|过去|最近|未来|今后|此后|(?<!提)前|头|后|连日|接下来)这?(?:{_NUMBER}|几|数)(?:余|多)?{_SPAN_WORD}(?:来|间|里|内|中|时间)?(?!工期)",
        _last_years,
    ),
    (
        (),
        rf"{_STARTS}(?:{_TENS}|[0-9]{{1,4}}|几|数)(?:余|多)?个?{_SPAN_WORD}(?:以来|来(?!自)|之前|以前|前(?!三|二|一|半|期|后|沿|往|来|夕)|之后|以后|后(?!期)|间(?![隔歇接])|里(?!程))",
        _last_years,
    ),
    (
        (),
        rf"(?<![0-9{DIGIT_CHARS}十百千万几数余])多年来?|(?:近|数|历|连)年来?|长期以来|近期|近日|如今|眼下|时下|当下|现在|现有|现存|现已|随后|此后|过去|未来|日前|此前|同年|当时|曾经",
        _last_years,
    ),
    (("年代",), rf"(?:{_NUMBER}世纪)?(?:[0-9]{{2,4}}|[{DIGIT_CHARS}十]{{2,4}})年代", _named("name")),
    (("世纪",), rf"{_NUMBER}世纪", _named("name")),
    (
        ("五",),
        rf"[{'一二三四五六七八九十'}]{{2,3}}五(?=[”\"]?(?:规划|纲要|开局|收官|时期|期间|建设))",
        _named("name"),
    ),
    (
        (
            "午",
            "晨",
            "早上",
            "晚",
            "夜间",
        ),
        rf"(?:凌晨|早上|早晨|清晨|上午|中午|下午|傍晚|晚上|晚间|夜间|当晚)\s?{_NUMBER}\s?(?:[时点](?:{_NUMBER}分?|半|许|整)?|[:：][0-9]{{2}})",
        _named("clock"),
    ),
    (
        ("时",),
        rf"{_STARTS}{_NUMBER}时(?:{_NUMBER}分)?(?:许|整|左右)?(?![间代候期段速空常而段])",
        _named("clock"),
    ),
    (
        (":", "："),
        r"(?=[0-9])(?<![0-9:：])[0-2]?[0-9][:：][0-5][0-9](?::[0-5][0-9])?(?![0-9:：])",
        _named("clock"),
    ),
    (
        ("日", "号"),
        rf"{_STARTS}(?<![0-9.{DIGIT_CHARS}])(?P<day>{_NUMBER})(?:日?{_TO}(?P<day2>{_NUMBER}))?[日号](?![子数均元线楼院馆店机组常趋益前令文游])",
        _bare_day,
    ),
    (
        (
            "-",
            "/",
            ".",
        ),
        r"(?<![0-9./-])[12][0-9]{3}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12][0-9]|3[01])(?![0-9])",
        _named("name"),
    ),
)


@cache
def _compiled(year: str) -> tuple[tuple[tuple[str, ...], re.Pattern[str], _Build], ...]:
    """The rules with this pattern of a year."""
    return tuple((needs, re.compile(pattern.replace(_YEAR, year)), build) for needs, pattern, build in _RULES)


def _year_pattern(text: str) -> str:
    """What is a year in a text: years of the Republic cost a tenth more time, and few texts have them."""
    found = _REPUBLICAN.search(text)
    if found is None:
        return _YEAR
    later = f"|{_LATER_REPUBLIC}" if "民国" in text else ""
    return f"(?:{_YEAR}|{_REPUBLIC}|{_BARE_REPUBLIC}{later})"


def periods(text: str, anchor: Anchor) -> list[Period]:
    """Time expressions in reading order, without overlaps: earlier rules win where two overlap."""
    narrowed = narrow(text)
    found: list[Period] = []
    taken = bytearray(len(text))
    for needs, pattern, build in _compiled(_year_pattern(narrowed)):
        if needs and not any(word in narrowed for word in needs):
            continue
        for match in pattern.finditer(narrowed):
            if match.end() == match.start() or 1 in taken[match.start() : match.end()]:
                continue
            if _inside_number(narrowed, match):
                continue
            value, kind = build(match, anchor)
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
            found.append(Period(match.start(), match.end(), value, kind))
    return sorted(found, key=lambda period: period.start)


def _inside_number(text: str, match: re.Match[str]) -> bool:
    """True where the match begins in the middle of a number: 1009.82万 holds no 9月, 120天来 no 20天."""
    first = text[match.start()]
    before = text[match.start() - 1] if match.start() else " "
    return (first.isdigit() or first in DIGITS or first == "十") and (
        before.isdigit() or before == "." or before in DIGITS or before in "十百千第"
    )
