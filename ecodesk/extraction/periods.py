"""Times in a text, normalised: 2023, 2024-06, 2024-04-23, 2016/2020, 2025-01/2025-02.

Every expression here is also a place where numerals are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import NamedTuple

from ecodesk.extraction.digits import DIGIT_CHARS, DIGITS
from ecodesk.extraction.numerals import narrow
from ecodesk.extraction.timevalues import (
    BARE_REPUBLIC,
    FIVE_YEAR_PLANS,
    LATER_REPUBLIC,
    MORE_NUMBER,
    NUMBER,
    NUMBER_CHARS,
    REPUBLIC,
    REPUBLICAN,
    TO,
    YEAR,
    Anchor,
    Build,
    Period,
    bare_day_value,
    day_value,
    first_months_value,
    first_season_value,
    half_value,
    last_years_value,
    months_value,
    near_day_value,
    near_days_value,
    near_month_value,
    now_value,
    of_kind,
    plan_value,
    quarters_value,
    season_value,
    since_value,
    year_only_value,
    years_value,
)

__all__ = ["Anchor", "Period", "periods"]

_RELATIVE = r"(?P<relative>[去上前今本明](?<!如今)年)"
_NAMED = rf"(?:(?=[去上前今本明民中12一二])(?:(?:[去今明][（(])?(?P<year>{YEAR})[）)]?\s?年|{_RELATIVE}))"
_WHICH = rf"(?=[0-9{DIGIT_CHARS}十去上下前首今本明的第民]){_NAMED}?"
_LAST = r"(?P<last>末|底)?"
_HOUR = r"(?:凌晨|早上|早晨|清晨|上午|中午|下午|傍晚|晚上?|晚间|夜间|深夜)"
_STANDING = r"(?=，?[^，。；]{0,16}(?:已|达))"
_NOW = r"(?:目前|(?:如今|现在)(?!的))"
_SPAN_WORD = r"(?:年|个?多?月|天|周|个?季度|个?星期|日|个?多?小时|个?多?世纪)"
_TENS_OR_SOME = (
    rf"[几数{NUMBER_CHARS}](?:(?<=[0-9])[0-9]{{0,3}}|(?<=[{DIGIT_CHARS}十百千])[{DIGIT_CHARS}十百千]{{0,5}}"
    r"|(?<=[几数])[十百千]?)"
)

_N = f"[{NUMBER_CHARS}]"
_TO_SIGN = r"[—–\-~～至到─\s]"
_BEFORE, _BEHIND = 24, 48
"""Characters of a time before and behind its key, with what it asks of its neighbours."""


def _back_over_number(before: str, behind: str) -> str:
    """A look back from the last character of `behind` over a number to the character before it."""
    return "|".join(f"(?<={before}{_N * length}{behind})" for length in (1, 2, 3))


class _Rule(NamedTuple):
    """How times of one form are found.

    `signs`: a text with such a time holds one of these words. `key`: what every match
    holds, with at most `before` characters before it. It begins with a character or a set of them and so is
    found ten times as fast; the time is looked for around it alone, without a key everywhere.
    """

    signs: tuple[str, ...]
    key: str
    pattern: str
    build: Build
    before: int = _BEFORE


_ANY_TEXT = ("",)
_RULES: tuple[_Rule, ...] = (
    _Rule(("旬",), "旬以来", rf"{_WHICH}{NUMBER}月[上中下]旬以来", of_kind("name")),
    _Rule(("以来",), "[月日]以来", rf"{_WHICH}{NUMBER}月(?:{NUMBER}日)?以来", last_years_value),
    _Rule(
        ("年",),
        r"[—–\-~～至到─](?=\s?[民中12一二])",
        rf"(?=[民中12一二])(?P<year>{YEAR})(?:年)?{TO}(?P<year2>{YEAR})[财学]?年",
        years_value,
        14,
    ),
    _Rule(
        ("月",),
        f"月(?:{_back_over_number(_TO_SIGN, '月')})",
        rf"{_WHICH}(?P<month>{NUMBER})(?:月)?{TO}(?P<month2>{NUMBER})月(?:份)?",
        months_value,
        30,
    ),
    _Rule(
        ("月",),
        f"月(?:{_back_over_number('[前首]', '月')}|{_back_over_number('[前首]', '个月')})",
        rf"{_WHICH}的?[前首](?P<count>{NUMBER})个?月",
        first_months_value,
    ),
    _Rule(
        ("季",),
        "季度",
        rf"{_WHICH}的?(?P<first>前)?第?(?P<quarter>[一二三四1-4])个?季度末?",
        quarters_value,
    ),
    # 去年第3季, 今年首三季: a season of a show has no year before it.
    _Rule(
        ("季",), "季", rf"{_NAMED}的?(?P<first>[前首])第?(?P<quarter>[二三四2-4])季(?![度节])", quarters_value
    ),
    _Rule(
        ("季",),
        "季",
        rf"{_NAMED}的?(?:第(?P<quarter>[一二三四1-4])季(?![度节])|(?P<first>首)季度?)",
        quarters_value,
    ),
    _Rule(("半",), "半年", rf"{_WHICH}的?(?P<half>[上下])半年", half_value),
    _Rule(
        ("月",),
        f"月(?<={_N}月)",
        rf"{_WHICH}(?P<month>{NUMBER})月(?:份)?(?:(?P<last>末|底)|(?P<day>{NUMBER})(?:日|号)"
        rf"(?:{_HOUR}?{TO}(?:(?P<month2>{NUMBER})月)?(?P<day2>{NUMBER})[日号])?|(?![个0-9龄]))",
        day_value,
    ),
    _Rule(("年",), "年(?=起|开始|以来)", rf"[自从](?P<year>{YEAR})年(?:起|开始|以来)", since_value, 12),
    # 2022年以来: neither the year nor today, unless 自 … 起 draws the line.
    _Rule(
        ("以来",), "年以来", rf"(?P<year>{YEAR})年以来(?=[，,]?[^，。；]{{0,8}}累计)", since_value, 12
    ),
    _Rule(("以来",), "[年月]以来", rf"(?P<year>{YEAR})年(?:[0-9]{{1,2}}月)?以来", last_years_value, 15),
    _Rule(
        ("年",),
        f"年(?<=[0-9{DIGIT_CHARS}十百元）)财政]年)",
        rf"(?=[去今明民中12一二])(?:[去今明][（(])?(?P<year>{YEAR})[）)]?(?:年(?:度)?|财年|财政年度){_LAST}(?:起|前)?(?!代)",
        year_only_value,
        15,
    ),
    _Rule(
        ("年",),
        "年(?<=[去上前今本明]年)",
        rf"{_RELATIVE}(?:年|度(?!过))?{_LAST}(?:以来)?",
        year_only_value,
        1,
    ),
    _Rule(
        _ANY_TEXT,
        "",
        r"(?P<away>[前昨今明后])(?:天|日(?!本|益|常)|晚(?!报|会|清|年|期|间新闻)|晨(?!报)|早(?!报|已)|夜)",
        near_day_value,
    ),
    _Rule(
        ("今明", "明后", "未来"),
        "今明|明后|未来",
        rf"(?=[今明未])(?:(?P<days>今明后?|明后)[两三]?天|未来(?P<count>{NUMBER})天(?!之?后))",
        near_days_value,
        0,
    ),
    _Rule(
        ("春", "夏", "秋", "冬", "学"),
        "[春夏秋冬学](?<=[今去本].)",
        r"(?P<relative>[今去])[春夏秋冬]季?|本学[期年]",
        season_value,
        1,
    ),
    _Rule(("季",), "首季", r"首季(?![度节])", first_season_value, 0),
    _Rule(("当",), "", r"当(?<![夕节诞]当)[天日]", of_kind("same-day")),
    _Rule(("届",), "届时", r"届时", of_kind("then"), 0),
    _Rule(("年",), "年(?<=[当同]年)", r"[当同]年(?![龄级])", of_kind("open"), 1),
    _Rule(
        ("月",),
        "月(?<=[本个上下]月)",
        rf"(?P<which>本|这个|上个?|下个?)月(?:(?P<day>{NUMBER})[日号]|{_LAST})",
        near_month_value,
        2,
    ),
    _Rule(
        ("五",),
        "五(?<=十.五)",
        rf"[“\"]?(?P<plan>{'|'.join(FIVE_YEAR_PLANS)})[”\"]?(?:时期|期间|以来|末|收官|规划期)",
        plan_value,
        3,
    ),
    _Rule(
        ("年",),
        "年(?:(?<=全年)|(?=末))",
        r"[全年](?:(?<![一二三]全)(?<=全)年(?!龄)|(?<![\d年上今去本明]年)(?<=年)末(?!考))",
        of_kind("open"),
        1,
    ),
    _Rule(("报",), "", "报告期内", of_kind("open")),
    _Rule(
        ("目前", "当前", "迄今", "截至发稿", "如今", "现在", "眼下", "现阶段"),
        "",
        # Each alternative begins with its character: a branch of literals is searched for ten times as fast.
        rf"眼下{_STANDING}|现阶段{_STANDING}|截[至止]{_NOW}|到{_NOW}|目前|如今(?!的)|现在(?!的)|当前|迄今|截至发稿",
        now_value,
    ),
    _Rule(
        _ANY_TEXT,
        "",
        rf"(?:近|过去|最近|未来|今后|此后|前(?<!提前)|头|后|连日|接下来)这?(?:{NUMBER}|几|数)(?:余|多)?{_SPAN_WORD}(?:来|间|里|内|中|时间)?(?!工期)",
        last_years_value,
    ),
    _Rule(
        _ANY_TEXT,
        rf"[年月天周日度期时纪](?:(?<=[几数余多个百千{NUMBER_CHARS}][年月天周日])|(?<=[季星小世][度期时纪]))"
        "(?:[之以]?[来前后]|间|里)",
        rf"{_TENS_OR_SOME}(?:余|多)?个?{_SPAN_WORD}(?:以来|来(?!自)|之前|以前|前(?!三|二|一|半|期|后|沿|往|来|夕)|之后|以后|后(?!期)|间(?![隔歇接])|里(?!程))",
        last_years_value,
        12,
    ),
    _Rule(
        _ANY_TEXT,
        "",
        # Again each alternative begins with its character.
        rf"多(?<![0-9{DIGIT_CHARS}十百千万几数余]多)年来?|近(?:年来?|期|日)|数年来?|历年来?|连年来?|长期以来"
        r"|上一?个?交易日|前一?个?交易日|眼下|时下|当[下时]|现[在有存已]|随后|此[后前]|过去|未来|日(?<![0-9]日)前"
        r"|后来|曾经",
        last_years_value,
    ),
    _Rule(
        ("代",),
        "年代",
        rf"(?:{NUMBER}世纪)?(?:[0-9]{{2,4}}|[{DIGIT_CHARS}十]{{2,4}})年代",
        of_kind("name"),
        12,
    ),
    _Rule(("纪",), "世纪", rf"{NUMBER}世纪", of_kind("name"), 3),
    _Rule(
        ("五",),
        "五",
        rf"[{'一二三四五六七八九十'}]{{2,3}}五(?=[”\"]?(?:规划|纲要|开局|收官|时期|期间|建设))",
        of_kind("name"),
        3,
    ),
    _Rule(
        ("午", "晨", "早", "晚", "夜"),
        "",
        rf"(?:凌晨|早上|早晨|清晨|上午|中午|下午|傍晚|晚上|晚间|夜间|当晚)\s?{NUMBER}\s?(?:[时点](?:{NUMBER}分?|半|许|整)?|[:：][0-9]{{2}})",
        of_kind("clock"),
    ),
    _Rule(
        ("时",),
        f"时(?<={_N}时)",
        rf"{NUMBER}时(?:{NUMBER}分)?(?:许|整|左右)?(?![间代候期段速空常而段])",
        of_kind("clock"),
        3,
    ),
    # 今晚8点, 今天（5月2日）10点, 8点档: an hour by what stands beside it; 上涨20点 is none.
    _Rule(
        ("点",),
        f"点(?<={_N}点)",
        rf"(?:(?<=[晚早晨午])|(?<=日[）)]))\s?{NUMBER}点(?:{NUMBER}分|半|许|整|钟)?(?![0-9])"
        rf"|{NUMBER}点(?:整|钟|档)",
        of_kind("clock"),
        3,
    ),
    *(
        _Rule(
            (colon,),
            f"{colon}(?<=[0-9].)[0-5][0-9]",
            r"(?=[0-9])(?<![0-9:：])[0-2]?[0-9][:：][0-5][0-9](?::[0-5][0-9])?(?![0-9:：])",
            of_kind("clock"),
            2,
        )
        for colon in ":："
    ),
    _Rule(
        _ANY_TEXT,
        f"[日号](?<={_N}.)",
        rf"(?P<day>{_N}(?<![0-9.{DIGIT_CHARS}]{_N}){MORE_NUMBER})(?:日?{_HOUR}?{TO}(?P<day2>{NUMBER}))?"
        rf"(?:日(?![子数均元线楼院馆店机组常趋益令文游]|前(?!后))|号(?=$|[，。、；）)]|{_HOUR}|{TO}|[在起将当晚开零]|以[来前后]|之[前后]))",
        bare_day_value,
        14,
    ),
    _Rule(
        ("-", "/", "."),
        "[-/.](?=[0-9]{1,2}[-/.][0-9])",
        r"(?<![0-9./-])[12][0-9]{3}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12][0-9]|3[01])(?![0-9])",
        of_kind("name"),
        4,
    ),
)


_Finder = Callable[[str], Iterable[re.Match[str]]]


@cache
def _compiled(year: str) -> tuple[tuple[tuple[tuple[str, str], ...], _Finder, Build], ...]:
    """The signs of the rules, what finds a time with this pattern of a year, and what makes a value of it.

    Each sign comes with its first character.
    """
    return tuple(
        (
            tuple((sign[:1], sign) for sign in rule.signs),
            _finder(rule, rule.pattern.replace(YEAR, year)),
            rule.build,
        )
        for rule in _RULES
    )


def _finder(rule: _Rule, pattern: str) -> _Finder:
    """Finds a time around its key, without one everywhere."""
    compiled = re.compile(pattern)
    return partial(_around, re.compile(rule.key), rule.before, compiled) if rule.key else compiled.finditer


def _around(key: re.Pattern[str], before: int, pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """What `pattern.finditer` finds, for a pattern whose matches all hold the key."""
    found: list[re.Match[str]] = []
    end = 0
    for sign in key.finditer(text):
        at = sign.start()
        if at < end:
            continue
        low = at - before
        match = pattern.search(text, low if low > end else end, at + _BEHIND)
        if match is not None and match.start() <= at:
            found.append(match)
            end = match.end()
    return found


_MAY_BE_REPUBLICAN = re.compile(r"1[0-3][0-9][）)]?年")


def _year_pattern(text: str) -> str:
    """What is a year in a text: years of the Republic cost a tenth more time, and few texts have them."""
    may = "民国" in text or _MAY_BE_REPUBLICAN.search(text) is not None
    if not may or REPUBLICAN.search(text) is None:
        return YEAR
    later = f"|{LATER_REPUBLIC}" if "民国" in text else ""
    return f"(?:{YEAR}|{REPUBLIC}|{BARE_REPUBLIC}{later})"


def _finders(text: str) -> list[tuple[_Finder, Build]]:
    """What finds the forms of time that a text may hold."""
    found = []
    for signs, find, build in _compiled(_year_pattern(text)):
        # A plain loop: this is asked some forty times of every text.
        for first, sign in signs:
            # A character is found six times as fast as a word.
            if first in text and sign in text:
                found.append((find, build))
                break
    return found


_make_period = partial(tuple.__new__, Period)
"""Makes a time of its parts in a third of the time of a call of the class."""


def periods(text: str, anchor: Anchor) -> list[Period]:
    """Time expressions in reading order, without overlaps: earlier rules win where two overlap."""
    narrowed = narrow(text)
    found: list[Period] = []
    taken = bytearray(len(text))
    for find, build in _finders(narrowed):
        for match in find(narrowed):
            start, end = match.span()
            if 1 in taken[start:end] or _inside_number(narrowed, start):
                continue
            value, kind = build(match, anchor)
            taken[start:end] = b"\1" * (end - start)
            found.append(_make_period((start, end, value, kind)))
    found.sort()
    return found


def _inside_number(text: str, start: int) -> bool:
    """True where a match begins in the middle of a number: 1009.82万 holds no 9月, 120天来 no 20天."""
    first = text[start]
    before = text[start - 1] if start else " "
    return (first.isdigit() or first in DIGITS or first == "十") and (
        before.isdigit() or before == "." or before in DIGITS or before in "十百千第"
    )
