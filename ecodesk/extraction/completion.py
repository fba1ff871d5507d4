"""Indicators completed by the figures before: what a bare noun shares, what a figure goes on about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ecodesk.domain.facts import Measure
from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.labelled import Label, Labelled, carried_on, is_route
from ecodesk.extraction.parsing import parse
from ecodesk.extraction.phrases import cues, join
from ecodesk.extraction.readings import Reading
from ecodesk.extraction.spot import Spot
from ecodesk.extraction.words import cut
from ecodesk.knowledge.lexicon import cue_pattern, cue_words

_NEVER_SHARED = ("耗", "长度", "全长", "面积")
"""Ends of indicators that a bare noun behind them does not share (埋深 behind 长度)."""
_LONGEST_BARE = 16
"""Characters of a noun that may stand for itself and the indicator before it."""
_COUNTS = ("人数", "户数", "次数", "指数", "总数", "系数", "分数")
"""Ends of indicators that are a word with 数."""


def object_again(spot: Spot, told: Sequence[Labelled]) -> str:
    """What was counted before, where a clause says only what else was done with it; "" elsewhere."""
    before = told[-1].spot if told else None
    if before is None or not spot.counts or spot.noun or before.mention.unit != spot.mention.unit:
        return ""
    done = all(word.is_verb or word.tag in ("vn", "d", "ul") for word in spot.bare)
    if not spot.bare or not done or spot.bare[-1].text in cues("change") | cues("link"):
        return ""
    return before.noun or join(parse(before.tail).object)


def is_group(spot: Spot, said: str) -> bool:
    """True where nothing but a group is named whose figure is told (城镇居民6万元)."""
    plain = not spot.noun and not spot.counts and spot.measure is not Measure.CHANGE
    return plain and said.endswith(cue_words("people-group")) and not any(word.is_verb for word in spot.own)


@cache
def behind_group() -> re.Pattern[str]:
    return re.compile(rf"^[^，]{{0,12}}?(?:{cue_pattern('people-group')})+")


def completed(spot: Spot, said: str, told: Sequence[Labelled]) -> str:
    """水路3122万人次 behind 铁路客运量5.13亿人次: a bare noun shares the last word of the one before."""
    before = told[-1] if told else None
    unit = spot.mention.unit
    if before is None or spot.noun or before.spot.mention.unit != unit or (spot.counts and unit[-1:] != "次"):
        return said
    if any(word.is_verb and word.text not in cues("change") | cues("link") for word in spot.own):
        return said
    changed = changed_end().search(said) if spot.measure is Measure.CHANGE else None
    bare = said[: changed.start()] if changed else said
    plain = not changed and spot.measure is Measure.CHANGE
    head = cut(before.level)[-1].text if before.level else ""
    if head.endswith(_NEVER_SHARED):
        return said
    parallel = before.spot.measure is spot.measure and is_indicator(head) and len(before.level) > len(head)
    if plain or not bare or len(bare) > _LONGEST_BARE or is_indicator(bare) or not parallel:
        return said
    return bare + head + said[len(bare) :]


def level_of(spot: Spot, indicator: str) -> str:
    """The indicator that a figure behind may go on about: 增加值 of 增加值同比增长, 指数 of 指数连续上升."""
    if spot.measure is Measure.CHANGE:
        return changed_end().sub("", indicator)
    return indicator.partition("连续")[0] or indicator


@cache
def changed_end() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:同比|环比|比|较)[^，]{{0,8}}?)?(?:{cue_pattern('change')})+$")


def continued(spot: Spot, reading: Reading, told: Sequence[Labelled]) -> Labelled:
    """Label of a figure that goes on about one told before: the last, or its own of a list (分别)."""
    back = spot.of if spot.each >= 0 and spot.of <= len(told) else 1
    term = back == 1 < len(told) and told[-1].label.indicator == "期限"
    origin = told[-back - term]
    level = origin.level
    if reading.frame == "share" and level.endswith("数") and not level.endswith(_COUNTS):
        # 教师318名，占全体的23%
        level = level.removesuffix("数")
    if not reading.indicator and level.endswith("户数") and spot.mention.unit == "人":
        # 惠及5000万户1.5亿人口
        level = level.removesuffix("户数") + "人数"
    if reading.indicator in ("单价", "均价"):
        level = ""
    both = (reading.indicator, level) if reading.in_front else (level, reading.indicator)
    indicator = "".join(both)
    how = f"subject-{carried_on(origin.label) if origin.label.subject else 'none'}"
    said = "indicator-route" if is_route(origin) else f"indicator-{reading.frame}-on"
    label = Label(origin.label.subject, indicator, how, said)
    level = origin.level if spot.measure in (Measure.CHANGE, Measure.MULTIPLE) else label.indicator
    return Labelled(spot, label, level, whose=origin.whose)
