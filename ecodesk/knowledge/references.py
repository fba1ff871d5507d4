"""Reference values as words: what they are about, by what two are one, how a source is cited."""

from __future__ import annotations

import json
import re
from decimal import Decimal

from ecodesk.domain.facts import Fact, Measure, Modality, decimal_of
from ecodesk.domain.references import Reference
from ecodesk.domain.text import Span
from ecodesk.knowledge.grades import order_of
from ecodesk.knowledge.house import kind_of
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.script import simplified
from ecodesk.knowledge.units import unit_of

_UNIT = re.compile(r"(百万|千万|百亿|千亿|万亿|[十百千万亿])(.+)")
_WORTH = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_BLANKS = re.compile(r"\s+")
FALL, PLAN = "下降", "计划"
_CHANGE = re.compile(r"增长|增幅|增速|涨幅|同比|环比|下降|降幅|减幅")
_AIM = re.compile(r"(?:规划|计划|预期)?目标(?:值|数)?$|(?:规划|计划|预期)(?:值|数)$")
_TITLED = re.compile(r"[《“\"]")
_NATURAL = ((10**8, "亿"), (10**4, "万"))


def key_of(reference: Reference) -> str:
    """By what a reference is told from others, in either script: a source says one thing only once."""
    words = (reference.subject, reference.indicator, reference.place, reference.period,
             kind_of(reference.unit), str(reference.measure), reference.source,
             *([PLAN] if reference.modality is Modality.PLANNED else []))
    return json.dumps([_folded(word) for word in words], ensure_ascii=False, separators=(",", ":"))


def _folded(word: str) -> str:
    return _BLANKS.sub("", simplified(word)).casefold()


def objection(reference: Reference) -> str:
    """A word (subject, indicator, value, order, claim, grade) that says why it can be none, "" when it can.

    A claim (首个, 最大) says no value of an indicator: another claim or a list would speak against it.
    """
    if not (reference.subject or reference.place):
        return "subject"
    if not reference.indicator:
        return "indicator"
    if reference.measure is Measure.CLAIM:
        return "claim"
    if reference.measure is Measure.GRADE:
        return "" if order_of(as_fact(reference, 0)) else "grade"
    low, high = decimal_of(reference.value), decimal_of(reference.value_high)
    if low is None or (reference.value_high and high is None):
        return "value"
    return "order" if high is not None and high < low else ""


def parted_unit(written: str) -> tuple[int, str, str]:
    """Worth of a multiplier before a unit, the multiplier, the unit: 万吨 is 10000, 万, 吨; 千克 stays."""
    unit = _BLANKS.sub("", simplified(written))
    if unit_of(unit) is not None:
        return 1, "", unit
    match = _UNIT.fullmatch(unit)
    if match is None:
        return 1, "", unit
    worth = 1
    for letter in match[1]:
        worth *= _WORTH[letter]
    return worth, match[1], match[2]


def measure_of(indicator: str, unit: str) -> Measure:
    """The kind of number of an indicator with a unit: a rate of growth, a share, a multiple, an amount."""
    known = unit_of(unit)
    dimension = known.dimension if known else ""
    if dimension == "percent":
        return Measure.CHANGE if _CHANGE.search(simplified(indicator)) else Measure.PERCENT
    return Measure.MULTIPLE if dimension == "multiple" else Measure.AMOUNT


def figure_text(reference: Reference) -> str:
    """The figure as the source prints it; from its value where that is not known."""
    return reference.text or printed(reference.value, reference.value_high, reference.unit)


def printed(value: str, value_high: str, unit: str) -> str:
    """An exact value with its unit, 万 or 亿 where it reads better and loses no digit."""
    numbers = [number for number in map(decimal_of, (value, value_high)) if number is not None]
    for worth, word in _NATURAL:
        if numbers and all(abs(number) >= worth for number in numbers):
            shown = [_plain(number / worth) for number in numbers]
            if all(len(text.partition(".")[2]) <= 4 for text in shown):
                return f"{'—'.join(text + word for text in shown)}{unit}"
    return f"{'—'.join(map(_plain, numbers))}{unit}"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def about(reference: Reference) -> str:
    """青禾县酥梨 · 种植面积 · 2023: what a reference is about."""
    name = reference.subject
    if reference.place and reference.place not in name:
        name = f"{reference.place}{name}"
    period = reference.period.replace("/", "–")
    aim = label(reference.modality) if reference.modality is Modality.PLANNED else ""
    return " · ".join(part for part in (name, reference.indicator, period, aim) if part)


def spoken(period: str) -> str:
    """A period in words: 2024-06 as 2024年6月, 2016/2020 as 2016年至2020年."""
    return message("reference.to").join(map(_spoken, period.split("/"))) if period else ""


def _spoken(part: str) -> str:
    year, month, day = ([*part.split("-"), "", ""])[:3]
    words = message("reference.year", year=year)
    if month:
        words += message("reference.month", month=int(month))
    return words + (message("reference.day", day=int(day)) if day else "")


def cited(reference: Reference) -> str:
    """《统计年鉴》，2024-03-01，第25页: where the figure is from."""
    source, page = reference.source, reference.page
    if source and not _TITLED.search(source):
        source = f"《{source}》"
    if page and page.isdigit():
        page = message("reference.page", page=page)
    return "，".join(part for part in (source, reference.dated, page) if part)


def as_fact(reference: Reference, number: int) -> Fact:
    """The reference as a figure in a sentence of its own, so that it is compared as those of articles are."""
    text, indicator, value = figure_text(reference), reference.indicator, reference.value
    if reference.measure is Measure.CHANGE and value.startswith("-"):
        # 增速 -2.1% is what copy calls 下降2.1%.
        text, indicator, value = text.replace("-", ""), f"{indicator}{FALL}", value[1:]
    if reference.modality is Modality.PLANNED:
        indicator = _AIM.sub("", indicator) or indicator
    name = reference.subject
    if reference.place and reference.place not in name:
        name = f"{reference.place}{name}"
    sentence = f"{name}{indicator}{text}。"
    start = len(sentence) - len(text) - 1
    key = f"reference-{number}"
    return Fact(
        id=key, article_id=key, document="", article=0, span=Span(start, start + len(text)), text=text,
        sentence=sentence, subject=reference.subject, indicator=indicator, value=value,
        value_high=reference.value_high, unit=reference.unit, qualifier=reference.qualifier,
        measure=reference.measure, period=reference.period, place=reference.place,
        modality=reference.modality, confidence=1.0,
    )


def is_aim(indicator: str) -> bool:
    """True for an indicator that is called an aim: 种植面积目标, 规划值."""
    return _AIM.search(simplified(indicator)) is not None
