"""Quantities in two units or with 半: 1小时20分, 五元三毛, 9秒83, 1米75, 两年半, 半小时."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cache

from ecodesk.domain.facts import Qualifier
from ecodesk.extraction.digits import DIGIT_CHARS, MULTIPLIER_CHARS, Value, parse, plain
from ecodesk.extraction.mention import Mention
from ecodesk.knowledge.lexicon import goes_on, subunits

# Patterns begin with the character that tells the form, and look back from there: that keeps a scan fast.
_MORE_DIGITS = rf"[0-9.{DIGIT_CHARS}十百千]{{0,7}}"
_NUMBER = rf"[0-9{DIGIT_CHARS}十百千]{_MORE_DIGITS}"
_FIRST = rf"[0-9{DIGIT_CHARS}十百千](?<![0-9.:：{DIGIT_CHARS}{MULTIPLIER_CHARS}第][0-9{DIGIT_CHARS}十百千])"
_END = r"(?=[，。；、！？）)\s的以高长宽左夺获打刷创摘排位成力]|$)"
_SECONDS = re.compile(rf"秒(?:(?P<rest>[0-9]{{1,3}}){_END}|(?!钟?[0-9.]))")
_TIMED = re.compile(
    r"(?<![0-9.:：第])(?:(?P<hours>[0-9]{1,3})小?时)?(?:(?P<minutes>[0-9]{1,3})分)?(?P<seconds>[0-9]{1,2})$"
)
_METRES = re.compile(rf"(?P<whole>[0-9](?<![0-9.][0-9])[0-9]{{0,2}})米(?P<rest>[0-9]{{1,2}}){_END}")
# 半年来, 半个月前: a time, not an amount.
_NOT_PAST = r"(?!多?(?:以来|来(?!自)|[前后](?!期)|[之以][前后]))"
_HALF_UNITS = (
    "年|天|周|小时|分钟|分|秒|个世纪|世纪|倍|公里|里|海里|米|公斤|斤|吨|亩|元|块钱|块|岁|个月|学期|个学期|个百分点"
)
_NOT_MORE_WORD = r"(?![年月径导数边路途夜])"
_HALF_MORE = re.compile(rf"半(?:(?P<after>小时|月|星期|钟头|学期|世纪)|){_NOT_MORE_WORD}{_NOT_PAST}")
_COUNTED = re.compile(
    rf"(?<![0-9.{DIGIT_CHARS}{MULTIPLIER_CHARS}第])(?P<number>{_NUMBER})(?P<unit>个|{_HALF_UNITS})$"
)
_ONLY_HALF = re.compile(
    r"半(?<![上下后大小多一中另东西南北百对各这那]半)(?<!(?<!提)前半)"
    r"(?P<unit>个多?(?:小时|钟头|月|世纪|学期)|小时|世纪|年|天|公里|斤|吨|分钟)(?P<over>多)?"
    r"(?![报度来期职制票谈])" + _NOT_PAST
)


@dataclass(frozen=True, slots=True)
class Compound:
    """A quantity told in two units: what it amounts to in the unit that tells the whole."""

    value: Decimal
    unit: str
    step: Decimal


def compound(first: Value, unit: str, second: Value, part: str) -> Compound | None:
    """Two numbers with their units as one quantity; None when the second is no part of the first."""
    sub = subunits().get((unit, part))
    if sub is None or second.number >= sub.ratio:
        return None
    with localcontext(prec=60):
        if sub.told_in == "unit":
            return Compound(first.number + second.number / sub.ratio, unit, second.step / sub.ratio)
        return Compound(first.number * sub.ratio + second.number, part, second.step)


@cache
def _two_units() -> re.Pattern[str]:
    pairs: dict[str, list[str]] = {}
    for unit, part in subunits():
        pairs.setdefault(unit, []).append(part)
    told = "|".join(
        rf"{unit}[^\S\n]?(?:零|又)?[^\S\n]?{_NUMBER}(?:{'|'.join(sorted(parts, key=len, reverse=True))})"
        for unit, parts in sorted(pairs.items(), key=lambda item: -len(item[0]))
    )
    return re.compile(rf"(?P<first>{_FIRST}{_MORE_DIGITS}+)(?P<rest>{told})")


_REST = re.compile(
    rf"(?P<unit>[^\s0-9{DIGIT_CHARS}十百千零又]{{1,3}})[^\S\n]?(?:零|又)?[^\S\n]?(?P<second>{_NUMBER})(?P<part>.+)"
)


def _mention(start: int, end: int, value: Decimal, unit: str, step: Decimal, rule: str) -> Mention:
    return Mention(start, end, plain(value), "", unit, Qualifier.EXACT, plain(step), rule)


def two_units(text: str) -> Iterator[Mention]:
    """1小时20分 is 80 分, 五元三毛 5.3 元, 3年6个月 42 个月."""
    for match in _two_units().finditer(text):
        rest = _REST.fullmatch(match["rest"])
        first, second = parse(match["first"]), parse(rest["second"]) if rest else None
        if rest is None or first is None or second is None:
            continue
        if text[match.end() : match.end() + 1] in goes_on().get(rest["part"], "-"):
            continue
        whole = compound(first, rest["unit"], second, rest["part"])
        if whole is not None:
            yield _mention(match.start(), match.end(), whole.value, whole.unit, whole.step, "two-units")


def clocked(text: str) -> Iterator[Mention]:
    """9秒83, 2分33秒148, 1小时2分3秒: in seconds."""
    for match in _SECONDS.finditer(text):
        told, rest = _TIMED.search(text, max(0, match.start() - 14), match.start()), match["rest"] or ""
        if told is None or not (told["hours"] or told["minutes"] or rest):
            continue
        seconds = 3600 * int(told["hours"] or 0) + 60 * int(told["minutes"] or 0) + int(told["seconds"])
        step = Decimal(1).scaleb(-len(rest))
        value = Decimal(f"{seconds}.{rest}" if rest else seconds)
        yield _mention(told.start(), match.end(), value, "秒", step, "clocked")


def metres(text: str) -> Iterator[Mention]:
    """1米75, 67米51: metres with the places behind the point left unnamed."""
    for match in _METRES.finditer(text):
        value = Decimal(f"{match['whole']}.{match['rest']}")
        step = Decimal(1).scaleb(-len(match["rest"]))
        yield _mention(match.start(), match.end(), value, "米", step, "metres")


def halves(text: str) -> Iterator[Mention]:
    """两年半, 一个半小时, 半个月; 上半年 is a period."""
    half = Decimal("0.5")
    for match in _HALF_MORE.finditer(text):
        counted = _COUNTED.search(text, max(0, match.start() - 12), match.start())
        number = parse(counted["number"]) if counted else None
        # 个 stands before the unit (一个半小时), every other unit before 半 (两年半).
        if counted is None or number is None or (counted["unit"] == "个") != bool(match["after"]):
            continue
        if number.number == int(number.number):
            unit = match["after"] or counted["unit"]
            unit = "个月" if unit == "月" else unit
            yield _mention(counted.start(), match.end(), number.number + half, unit, half, "half")
    for match in _ONLY_HALF.finditer(text):
        unit = match["unit"].replace("多", "")
        mention = _mention(match.start(), match.end(), half, unit, half, "half")
        more = match["over"] or unit != match["unit"]
        yield mention._replace(qualifier=Qualifier.MORE) if more else mention
