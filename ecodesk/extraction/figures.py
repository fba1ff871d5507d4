"""Numerals that quantify: with unit, qualifier and range; everything else left out.

What counts is settled by the annotation guide: amounts with a unit or measure word, money,
percentages, multiples, ranks, grades, scores; not dates, names, idioms, codes and list numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ecodesk.domain.facts import Qualifier
from ecodesk.extraction.digits import DIGITS, MULTIPLIERS, plain
from ecodesk.extraction.exclusions import Exclusions
from ecodesk.extraction.mention import Mention
from ecodesk.extraction.numerals import Numeral, narrow, scan
from ecodesk.extraction.rules import all_rules
from ecodesk.extraction.unitmatch import noun_unit_at, unit_at
from ecodesk.knowledge.units import measure_words, unit_of

_BEFORE = re.compile(
    r"(?P<more>超过了?|突破了?|超出|逾|至少|不少于|不低于|不小于|大于|高于|多于|最少|起码|(?<![高赶反])超)"
    r"|(?P<approx>大约|大概|接近|将近|差不多|约为|约合|(?<![节条合公制预签契简和履违集大])约|(?<![附最邻靠远临亲贴])近)"
    r"|(?P<less>不足|不到|不超过|不高于|不大于|不多于|至多|最多|低于|少于|小于|未满|不满|(?<![^，。；、：])少说)"
)
_BEFORE_END = re.compile(rf"(?:{_BEFORE.pattern})\s?(?P<filler>有|为|了|人民币|新?台币|港币|美金)?$")
_REACH_BEFORE = re.compile(
    r"(?:(?P<more>至少|不少于|不低于|起码)|(?P<less>至多|最多|不超过)|(?P<approx>大约|(?<![节条合公制预签契简和履违集大])约))"
    r"(?:可|能|将|会)?(?:增长|减少|下降|降低|提高|提升|增加|节约|节省|缩短|上升|新增|需要?|占|达到?|有)了?$"
)
_BARE_HEAD = re.compile(r"(?:超过?|突破|逾|近|上|过|达到?|约|破|成|数|高达|不足|不到)了?$")
_AFTER = re.compile(
    r"(?P<more>及?以上|开外|有余|之多(?=的)|余(?![下额地热])|多(?![个种样项元次年家名万数为是于功方]))"
    r"|(?P<approx>左右|上下(?!游)|前后)|(?P<less>及?以下|以内|之内)"
)
_CONNECTOR = re.compile(r"\s?(?P<sign>—{1,2}|–|-|~|─|－|至|到)\s?")
_FROM = re.compile(r"(?:从|由|自)(?:[^，。；：、0-9]{0,12})$")
_PER_BEFORE = re.compile(
    r"每(?P<unit>立方厘米|立方米|平方公里|平方千米|平方米|公顷|毫升|升|公斤|千克|吨)"
    r"(?:的|中)?(?:空气|水|土地)?(?:含量|含有|约有|约|有|为|达到?)?$"
)


def mentions(text: str, exclusions: Exclusions) -> list[Mention]:
    """Every figure of the text in reading order, without overlaps."""
    narrowed = narrow(text)
    found = _by_rules(narrowed, exclusions)
    taken = exclusions.with_spans((mention.start, mention.end) for mention in found)
    listed = [numeral for numeral in scan(text) if not taken.covers(numeral.start, numeral.end)]
    index = 0
    while index < len(listed):
        figure, used = _figure(narrowed, listed, index, exclusions)
        if figure is not None:
            found.append(figure)
        index += used
    return sorted(found, key=lambda mention: mention.start)


def _by_rules(text: str, exclusions: Exclusions) -> list[Mention]:
    """Figures of a form of their own, without overlaps; earlier rules win."""
    found: list[Mention] = []
    taken: set[int] = set()
    for rule in all_rules():
        for mention in rule.find(text):
            span = range(mention.start, mention.end)
            named = not rule.in_names and exclusions.covers(mention.start, mention.end)
            if taken.isdisjoint(span) and not named:
                found.append(mention)
                taken.update(span)
    return found


def _figure(
    text: str, listed: Sequence[Numeral], index: int, exclusions: Exclusions
) -> tuple[Mention | None, int]:
    """The figure that begins with one numeral, and how many numerals it used up."""
    numeral = listed[index]
    if exclusions.is_name(text, numeral):
        return None, 1
    if index + 1 < len(listed):
        joined = _range(text, numeral, listed[index + 1])
        if joined is not None:
            return joined, 2
    return _single(text, numeral), 1


def _range(text: str, low: Numeral, high: Numeral) -> Mention | None:
    """5—8年, 9亿~16亿, 15%~30%, 20到30岁; not 从27%提升至55% and not 由40至10, which are two figures."""
    between = text[low.end : high.start]
    first = unit_at(text, low.end) if between else ""
    connector = _CONNECTOR.fullmatch(between[len(first) :])
    if connector is None or low.value_high or high.value_high:
        return None
    if connector["sign"] in "至到" and _FROM.search(text[max(0, low.start - 16) : low.start]):
        return None
    unit, rule = _unit(text, high)
    if not unit or (first and first != unit):
        return None
    low_value, high_value = Decimal(low.value), Decimal(high.value)
    factor = _shared_multiplier(low, high) if not first else Decimal(1)
    if low_value * factor >= high_value:
        return None
    mention = _finish(text, replace(high, start=low.start), unit, f"range-{rule}")
    return replace(mention, value=plain(low_value * factor), value_high=high.value)


def _shared_multiplier(low: Numeral, high: Numeral) -> Decimal:
    """In 9~16亿 the multiplier belongs to both ends: taken over when the low end then still is lower."""
    if low.text[-1] in "万亿千百萬億":
        return Decimal(1)
    tail = re.search(r"[万亿千百萬億]+$", high.text)
    if tail is None:
        return Decimal(1)
    factor = Decimal(1)
    for char in tail[0]:
        factor *= MULTIPLIERS[char]
    return factor if Decimal(low.value) * factor < Decimal(high.value) else Decimal(1)


def _single(text: str, numeral: Numeral) -> Mention | None:
    unit, rule = _unit(text, numeral)
    if rule == "":
        return None
    if numeral.bare and not _bare_counts(text, numeral, unit):
        return None
    if numeral.chinese and not _chinese_counts(numeral, unit):
        return None
    return _finish(text, numeral, unit, rule)


def _unit(text: str, numeral: Numeral) -> tuple[str, str]:
    """Unit and rule; the rule is "" when the numeral quantifies nothing."""
    if numeral.unit:
        return numeral.unit, "percent-word"
    end = numeral.end
    if text[end : end + 1] in ("余", "多") and unit_at(text, end + 1):
        end += 1
    unit = unit_at(text, end)
    if unit:
        return unit, "unit" if unit not in measure_words() else "measure-word"
    large = (
        numeral.text[-1] in "万亿萬億"
        or "余万" in numeral.text
        or numeral.text[-2:] in ("万余", "万多", "亿多", "亿余")
    )
    noun = noun_unit_at(text, end, 10 if large else 5)
    if noun and (large or not numeral.chinese or len(numeral.text) > 1):
        return noun, "counted-noun"
    if large and not numeral.bare and not numeral.chinese:
        return "", "bare-large"
    return ("", "index") if _is_index(text, numeral) else ("", "")


_INDEX = re.compile(
    r"(?:指数|系数|得分|评分|PMI)(?:[（(][^）)]{1,8}[）)])?(?:[^，。；：、0-9]{0,6})(?:为|达到?|是|至|到|录得|报)(?:了)?$"
)


def _is_index(text: str, numeral: Numeral) -> bool:
    """A number without a unit behind 指数为, 系数达: an index is a figure by itself."""
    return not numeral.chinese and _INDEX.search(text[max(0, numeral.start - 24) : numeral.start]) is not None


def _bare_counts(text: str, numeral: Numeral, unit: str) -> bool:
    """千万元 behind 超, 近, 达 … counts; 千家万户 and 百年 do not."""
    return bool(unit) and _BARE_HEAD.search(text[max(0, numeral.start - 4) : numeral.start]) is not None


_STRUCTURE_UNITS = frozenset("方面里分度代日月刻级类层季周辈")


def _chinese_counts(numeral: Numeral, unit: str) -> bool:
    """Whether a Chinese numeral quantifies: 两个, 三年, 七八亩 do; 一个, 三级, 四方 do not."""
    if len(numeral.text) > 1 or numeral.unit:
        return not (numeral.text[0] in "百千万" and len(numeral.text) == 1)
    if numeral.text in "一零〇":
        return False
    if unit in _STRUCTURE_UNITS:
        return False
    if numeral.text not in DIGITS and numeral.text != "十":
        return False
    return measure_words().get(unit, "general" if unit_of(unit) else "weak") == "general"


def _finish(text: str, numeral: Numeral, unit: str, rule: str) -> Mention:
    """Span, qualifier and the rest of a figure around its numeral."""
    end, qualifier = _end(text, numeral, unit)
    start = numeral.start
    before = _BEFORE_END.search(text, max(0, start - 8), start)
    if before is not None:
        qualifier = _qualifier(before)
        start = before.start()
    elif numeral.bare and qualifier is Qualifier.EXACT:
        head = _BARE_HEAD.search(text[max(0, start - 4) : start])
        if head is not None and head[0][0] in "上过破":
            start, qualifier = start - len(head[0]), Qualifier.MORE
    elif qualifier is Qualifier.EXACT:
        parted = _REACH_BEFORE.search(text, max(0, start - 10), start)
        qualifier = _qualifier(parted) if parted else qualifier
    per = _PER_BEFORE.search(text, max(0, start - 16), start)
    if per is not None and "/" not in unit:
        unit = f"{unit}/{per['unit']}"
    return Mention(start, end, numeral.value, numeral.value_high, unit, qualifier, numeral.step, rule)


def _qualifier(match: re.Match[str]) -> Qualifier:
    for name in ("more", "approx", "less"):
        if match[name]:
            return Qualifier(name)
    return Qualifier.EXACT


def _end(text: str, numeral: Numeral, unit: str) -> tuple[int, Qualifier]:
    """End of the figure behind its unit and 以上, 左右 …, with the qualifier these give."""
    end, qualifier = numeral.end, numeral.qualifier
    if qualifier is Qualifier.EXACT and numeral.text[-1] in "余多":
        qualifier = Qualifier.MORE
    if text[end : end + 1] in ("余", "多") and unit and text.startswith(unit.split("/")[0], end + 1):
        end, qualifier = end + 1, Qualifier.MORE
    if unit and not numeral.unit and text.startswith(unit, end):
        end += len(unit)
    after = _AFTER.match(text, end)
    if after is not None:
        end, qualifier = after.end(), _qualifier(after)
    return end, qualifier
