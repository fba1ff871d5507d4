"""Times in a text, normalised: 2023, 2024-06, 2024-04-23, 2016/2020, 2025-01/2025-02.

Every expression here is also a place where numerals are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

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
_SPAN_WORD = r"(?:年|个?多?月|天|周|个?季度|个?星期|日|个?多?小时|个?多?世纪)"
_TENS_OR_SOME = (
    rf"[几数{NUMBER_CHARS}](?:(?<=[0-9])[0-9]{{0,3}}|(?<=[{DIGIT_CHARS}十百千])[{DIGIT_CHARS}十百千]{{0,5}}"
    r"|(?<=[几数])[十百千]?)"
)

_N = f"[{NUMBER_CHARS}]"
_Needs = tuple[str, ...] | str
# Each: what a text must hold, one of some words (() for any text) or a pattern that begins with a set of
# characters and so is found ten times as fast; the pattern of the time; what is made of a match. Around a
# single word, which every match holds, the time is looked for there alone.
_RULES: tuple[tuple[_Needs, str, Build], ...] = (
    (("旬以来",), rf"{_WHICH}{NUMBER}月[上中下]旬以来", of_kind("name")),
    (("月以来", "日以来"), rf"{_WHICH}{NUMBER}月(?:{NUMBER}日)?以来", last_years_value),
    (
        r"[—–\-~～至到─]\s?[民中12一二]",
        rf"(?=[民中12一二])(?P<year>{YEAR})(?:年)?{TO}(?P<year2>{YEAR})[财学]?年",
        years_value,
    ),
    (
        ("月",),
        rf"{_WHICH}(?P<month>{NUMBER})(?:月)?{TO}(?P<month2>{NUMBER})月(?:份)?",
        months_value,
    ),
    (("月",), rf"{_WHICH}的?[前首](?P<count>{NUMBER})个?月", first_months_value),
    (("季度",), rf"{_WHICH}的?(?P<first>前)?第?(?P<quarter>[一二三四1-4])个?季度末?", quarters_value),
    # 去年第3季, 今年首三季: a season of a show has no year before it.
    (("季",), rf"{_NAMED}的?(?P<first>[前首])第?(?P<quarter>[二三四2-4])季(?![度节])", quarters_value),
    (("季",), rf"{_NAMED}的?(?:第(?P<quarter>[一二三四1-4])季(?![度节])|(?P<first>首)季度?)", quarters_value),
    (("半年",), rf"{_WHICH}的?(?P<half>[上下])半年", half_value),
    (
        ("月",),
        rf"{_WHICH}(?P<month>{NUMBER})月(?:份)?(?:(?P<last>末|底)|(?P<day>{NUMBER})(?:日|号)"
        rf"(?:{_HOUR}?{TO}(?:(?P<month2>{NUMBER})月)?(?P<day2>{NUMBER})[日号])?|(?![个0-9龄]))",
        day_value,
    ),
    (("旬以来",), rf"{_NAMED}?{NUMBER}月[上中下]旬以来", of_kind("name")),
    (("年起", "年开始", "年以来"), rf"[自从](?P<year>{YEAR})年(?:起|开始|以来)", since_value),
    # 2022年以来: neither the year nor today, unless 自 … 起 draws the line.
    (("年以来",), rf"(?P<year>{YEAR})年以来(?=[，,]?[^，。；]{{0,8}}累计)", since_value),
    (("年以来", "月以来"), rf"(?P<year>{YEAR})年(?:[0-9]{{1,2}}月)?以来", last_years_value),
    (
        ("年",),
        rf"(?=[去今明民中12一二])(?:[去今明][（(])?(?P<year>{YEAR})[）)]?(?:年(?:度)?|财年|财政年度){_LAST}(?:起|前)?(?!代)",
        year_only_value,
    ),
    (("年",), rf"{_RELATIVE}(?:年|度(?!过))?{_LAST}(?:以来)?", year_only_value),
    (
        ("天", "日", "晚", "晨", "早", "夜"),
        r"(?P<away>[前昨今明后])(?:天|日(?!本|益|常)|晚(?!报|会|清|年|期|间新闻)|晨(?!报)|早(?!报|已)|夜)",
        near_day_value,
    ),
    (
        r"[今明未][明后来]",
        rf"(?=[今明未])(?:(?P<days>今明后?|明后)[两三]?天|未来(?P<count>{NUMBER})天(?!之?后))",
        near_days_value,
    ),
    (("春", "夏", "秋", "冬", "本学"), r"(?P<relative>[今去])[春夏秋冬]季?|本学[期年]", season_value),
    (("首季",), r"首季(?![度节])", first_season_value),
    (("当天", "当日"), r"(?<![夕节诞])当[天日]", of_kind("same-day")),
    (("届时",), r"届时", of_kind("then")),
    (("当年", "同年"), r"[当同]年(?![龄级])", of_kind("open")),
    (("月",), rf"(?P<which>本|这个|上个?|下个?)月(?:(?P<day>{NUMBER})[日号]|{_LAST})", near_month_value),
    (
        (*FIVE_YEAR_PLANS,),
        rf"[“\"]?(?P<plan>{'|'.join(FIVE_YEAR_PLANS)})[”\"]?(?:时期|期间|以来|末|收官|规划期)",
        plan_value,
    ),
    (
        ("全年", "报告期内", "年末"),
        r"[全报年](?:(?<![一二三]全)(?<=全)年(?!龄)|(?<=报)告期内|(?<![\d年上今去本明]年)(?<=年)末(?!考))",
        of_kind("open"),
    ),
    (
        ("目前", "当前", "迄今", "截至发稿", "如今", "现在", "眼下", "现阶段"),
        r"(?=[截到目当迄如现眼])(?:(?:眼下|现阶段)(?=，?[^，。；]{0,16}(?:已|达))|(?:截至|截止|到)?(?:目前|(?:如今|现在)(?!的))|当前|迄今|截至发稿)",
        now_value,
    ),
    (
        (),
        rf"(?:近|过去|最近|未来|今后|此后|前(?<!提前)|头|后|连日|接下来)这?(?:{NUMBER}|几|数)(?:余|多)?{_SPAN_WORD}(?:来|间|里|内|中|时间)?(?!工期)",
        last_years_value,
    ),
    (
        rf"(?:[年月天周日](?<=[几数余多个百千{NUMBER_CHARS}].)|[度期时纪](?<=[季星小世].))(?:[之以]?[来前后]|间|里)",
        rf"{_TENS_OR_SOME}(?:余|多)?个?{_SPAN_WORD}(?:以来|来(?!自)|之前|以前|前(?!三|二|一|半|期|后|沿|往|来|夕)|之后|以后|后(?!期)|间(?![隔歇接])|里(?!程))",
        last_years_value,
    ),
    (
        (),
        # Each alternative begins with its character: a branch of literals is searched for ten times as fast.
        rf"多(?<![0-9{DIGIT_CHARS}十百千万几数余]多)年来?|近(?:年来?|期|日)|数年来?|历年来?|连年来?|长期以来"
        r"|上一?个?交易日|前一?个?交易日|眼下|时下|当[下时]|现[在有存已]|随后|此[后前]|过去|未来|日(?<![0-9]日)前"
        r"|后来|曾经",
        last_years_value,
    ),
    (("年代",), rf"(?:{NUMBER}世纪)?(?:[0-9]{{2,4}}|[{DIGIT_CHARS}十]{{2,4}})年代", of_kind("name")),
    (("世纪",), rf"{NUMBER}世纪", of_kind("name")),
    (
        ("五",),
        rf"[{'一二三四五六七八九十'}]{{2,3}}五(?=[”\"]?(?:规划|纲要|开局|收官|时期|期间|建设))",
        of_kind("name"),
    ),
    (
        (
            "午",
            "晨",
            "早上",
            "晚",
            "夜间",
        ),
        rf"(?:凌晨|早上|早晨|清晨|上午|中午|下午|傍晚|晚上|晚间|夜间|当晚)\s?{NUMBER}\s?(?:[时点](?:{NUMBER}分?|半|许|整)?|[:：][0-9]{{2}})",
        of_kind("clock"),
    ),
    (
        ("时",),
        rf"{NUMBER}时(?:{NUMBER}分)?(?:许|整|左右)?(?![间代候期段速空常而段])",
        of_kind("clock"),
    ),
    (
        r"[0-9][:：][0-5][0-9]",
        r"(?=[0-9])(?<![0-9:：])[0-2]?[0-9][:：][0-5][0-9](?::[0-5][0-9])?(?![0-9:：])",
        of_kind("clock"),
    ),
    (
        ("日", "号"),
        rf"(?P<day>{_N}(?<![0-9.{DIGIT_CHARS}]{_N}){MORE_NUMBER})(?:日?{_HOUR}?{TO}(?P<day2>{NUMBER}))?"
        rf"(?:日(?![子数均元线楼院馆店机组常趋益令文游]|前(?!后))|号(?=$|[，。、；）)]|{_HOUR}|{TO}|[在起将当晚开零]|以[来前后]|之[前后]))",
        bare_day_value,
    ),
    (
        r"[-/.][0-9]{1,2}[-/.][0-9]",
        r"(?<![0-9./-])[12][0-9]{3}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12][0-9]|3[01])(?![0-9])",
        of_kind("name"),
    ),
)


_Finder = Callable[[str], Iterable[re.Match[str]]]


@cache
def _compiled(year: str) -> tuple[tuple[_Finder, Build], ...]:
    """The rules with this pattern of a year."""
    return tuple(
        (_finder(needs, re.compile(pattern.replace(YEAR, year))), build) for needs, pattern, build in _RULES
    )


def _finder(needs: _Needs, pattern: re.Pattern[str]) -> _Finder:
    """Finds a time where a text may hold one: around the one word it needs, else everywhere."""
    if isinstance(needs, str):
        may_hold = re.compile(needs).search
        return lambda text: pattern.finditer(text) if may_hold(text) else ()
    if len(needs) == 1:
        return partial(_around, needs[0], pattern)
    return lambda text: pattern.finditer(text) if _holds(needs, text) else ()


_BEFORE, _BEHIND = 24, 48
"""Characters of a time before and behind the word it needs, with what it asks of its neighbours."""


def _around(word: str, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` finds, for a pattern whose matches all hold the word."""
    end = 0
    at = text.find(word)
    while at >= 0:
        match = pattern.search(text, max(end, at - _BEFORE), at + _BEHIND)
        if match is not None and match.start() <= at:
            yield match
            end = match.end()
        at = text.find(word, max(at + 1, end))


_MAY_BE_REPUBLICAN = re.compile(r"1[0-3][0-9][年）)]")


def _year_pattern(text: str) -> str:
    """What is a year in a text: years of the Republic cost a tenth more time, and few texts have them."""
    may = "民国" in text or _MAY_BE_REPUBLICAN.search(text) is not None
    if not may or REPUBLICAN.search(text) is None:
        return YEAR
    later = f"|{LATER_REPUBLIC}" if "民国" in text else ""
    return f"(?:{YEAR}|{REPUBLIC}|{BARE_REPUBLIC}{later})"


def periods(text: str, anchor: Anchor) -> list[Period]:
    """Time expressions in reading order, without overlaps: earlier rules win where two overlap."""
    narrowed = narrow(text)
    found: list[Period] = []
    taken = bytearray(len(text))
    for find, build in _compiled(_year_pattern(narrowed)):
        for match in find(narrowed):
            if match.end() == match.start() or 1 in taken[match.start() : match.end()]:
                continue
            if _inside_number(narrowed, match):
                continue
            value, kind = build(match, anchor)
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
            found.append(Period(match.start(), match.end(), value, kind))
    return sorted(found, key=lambda period: period.start)


def _holds(words: tuple[str, ...], text: str) -> bool:
    # A plain loop: this is asked some twenty times of every text.
    for word in words:
        if word in text:
            return True
    return not words


def _inside_number(text: str, match: re.Match[str]) -> bool:
    """True where the match begins in the middle of a number: 1009.82万 holds no 9月, 120天来 no 20天."""
    first = text[match.start()]
    before = text[match.start() - 1] if match.start() else " "
    return (first.isdigit() or first in DIGITS or first == "十") and (
        before.isdigit() or before == "." or before in DIGITS or before in "十百千第"
    )
