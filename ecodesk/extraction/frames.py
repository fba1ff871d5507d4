"""How a figure stands in its clause: what the words around it say is measured, and of what.

A clause is read as [subject] [verb] [object] number [counted noun] [predicate]. Each frame is one
manner of saying it; the first that fits gives the reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from ecodesk.domain.facts import Measure
from ecodesk.extraction.changes import change, multiple, proportion, share
from ecodesk.extraction.counting import counted
from ecodesk.extraction.durations import age, anniversary, deadline, duration, interval, route
from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.nameforms import ends_like_a_name
from ecodesk.extraction.parsing import parse
from ecodesk.extraction.phrases import cues, join, noun_end, without_tail
from ecodesk.extraction.properties import described, distance, quake, specification
from ecodesk.extraction.readings import (
    FROM,
    Reading,
    predicate,
    said_of,
    whole,
    without_examples,
    without_list,
)
from ecodesk.extraction.spot import Spot
from ecodesk.extraction.standings import game_points, part, progress, rank, score
from ecodesk.extraction.words import TIME, Word, first_of, last_of
from ecodesk.knowledge.lexicon import cue_words, specifications
from ecodesk.knowledge.units import unit_of

_RATE = re.compile(r"(?:[率度幅比]|比[重例率值]|占比|指数|水平|增速|份额)$")
_COMES_TO = frozenset({"到", "至", "在"})
_FULL_CLAUSE = 3
"""Words behind what is disposed of that say more than to what level."""
_SHORTEST_DEED = 2
"""Characters of a verb that tells by itself what is done."""


def read(spot: Spot, first: bool) -> Reading:
    """The reading of a figure; `first` is True where no figure stands before it in its sentence."""
    for rule, frame in _frames_for(spot.mention.unit, spot.measure):
        found = frame(spot)
        if found is not None and found.goes_on and first and rule == "duration":
            found = found._replace(goes_on=False)
        if found is not None and not (found.goes_on and first):
            return found._replace(frame=rule)
    return _level(spot)


_DISPOSING = frozenset({"将", "把"})


def _disposed(spot: Spot) -> Reading | None:
    """把开放时间延长3个小时, 将首付比例统一至15%: what is done to something, and by whom."""
    at = -1 if spot.noun else first_of(spot.own, _DISPOSING)
    if at < 0:
        return None
    own = list(spot.own)
    while own and own[-1].text.startswith("每"):
        own.pop()
    end = noun_end(own, at + 1)
    if end <= at + 1 or end >= len(own):
        return None
    rest = [word for word in own[end:] if word.tag not in ("d", TIME, "ul")]
    while rest and rest[0].text in ("由", "从", "自"):
        rest = rest[1:]
    thing = join(own[at + 1 : end])
    by = parse(own[:at]).subject
    if not rest:
        return Reading(thing, by, doer=True, agent=True)
    if spot.measure is Measure.CHANGE and len(rest) == 1:
        return Reading(thing + rest[0].text, by, doer=True, agent=True)
    to_level = rest[0].is_verb and (len(rest) == 1 or rest[1].text in ("到", "至", "为", "在"))
    return Reading(thing, by, doer=True, agent=True) if to_level and len(rest) < _FULL_CLAUSE else None


def _purpose(spot: Spot) -> Reading | None:
    """20%用于村集体经济发展, 安排2000万元用于老茶园改造."""
    unit = spot.mention.unit
    if unit != "%" and not unit.endswith("元"):
        return None
    behind = spot.words[spot.at + 1 : spot.next]
    if not behind or not behind[0].text.startswith(cue_words("purpose")):
        return _spent(spot) if behind and unit != "%" else None
    if unit == "%":
        return Reading(f"{join(behind)}的比例")
    if behind[0].is_noun:
        return None
    parts = parse(spot.tail)
    aim = join([word for word in behind if word.text not in cues("purpose")])
    return Reading(f"{said_of(parts.verb)}{aim}{join(parts.object) or '资金'}", parts.subject, doer=True)


def _spent(spot: Spot) -> Reading | None:
    """投入1.2亿元改造车间, 编列预算3800万元补助中心: what the money is spent on stands behind it."""
    last = spot.tail[-1].text if spot.tail else ""
    after = spot.words[spot.at + 1]
    done = (after.is_verb or after.tag == "vn") and spot.measure is Measure.AMOUNT
    if not done or last not in cues("spends"):
        return None
    said = predicate(spot._replace(said=spot.at + 1, noun=""))
    kind = "资金" if last in cues("auxiliary-spends") else last
    return Reading(said + kind, parse(spot.tail).subject, doer=True) if said else None


_PAYING = frozenset({"以", "用", "按", "凭", "花", "花费"})


def _means(spot: Spot) -> Reading | None:
    """以1.377亿元竞得经营权: what was done for the money."""
    if last_of(spot.own, _PAYING) < 0:
        return None
    own = [word for word in spot.own if word.tag not in ("d", TIME)]
    if not own or own[-1].text not in _PAYING:
        return None
    unit = unit_of(spot.mention.unit)
    if spot.mention.unit == "分":
        return Reading("积分", parse(spot.tail).subject, doer=True, agent=True)
    if unit is not None and unit.dimension == "duration":
        # 选手谢某以1小时4分撞线
        return Reading("成绩", parse(spot.tail).subject, doer=True, agent=True)
    said = predicate(spot)
    if not said:
        return None
    name = f"{said}金额" if spot.mention.unit.endswith("元") else said
    return Reading(name, parse(spot.tail).subject, doer=True)


def _level(spot: Spot) -> Reading:
    """森林覆盖率达到98.6%, 累计繁育崖柏220万株, 公司实现营业收入12亿元, 隧道长11公里."""
    own = without_tail(without_list(_without_start(spot.own)))
    if len(own) > 1 and own[-1].tag == "a" and own[-1].text in specifications():
        return Reading(specifications()[own[-1].text], parse(own[:-1]).subject, doer=True)
    found = whole(parse(without_examples(own) if spot.counts else own))
    last = own[-1].text if own else ""
    if spot.own and spot.own[-1].text in _COMES_TO and own and own[-1].is_verb:
        # 亩株数增加到4000株, 种群数量恢复到50只, 水质跌至Ⅴ类
        risen = parse(own)
        thing = risen.subject[-1].text if risen.subject else ""
        moved = own[-1].text in cues("moves") and not ends_like_a_name(thing)
        if thing and (moved or is_indicator(thing)) and not risen.object:
            return Reading("", risen.subject)
    if spot.measure is Measure.PERCENT and found.doer and not _RATE.search(found.indicator):
        parts = parse(own)
        # 已完成整体工程的60%
        verb = join([word for word in parts.verb if word.text not in cues("link")])
        return found._replace(indicator=f"{verb}{join(parts.object)}的比例")
    if spot.measure is Measure.PERCENT and _is_done(own) and not _RATE.search(_said(found)):
        # 医保报销七成
        return found._replace(indicator=found.indicator + "比例")
    if spot.measure is Measure.CHANGE and last in cues("change") and not _said(found).endswith(last):
        # 净利增6.3%
        found = found._replace(indicator=found.indicator + last)
    if not found.indicator and not found.subject:
        found = found._replace(indicator=spot.noun, goes_on=not spot.noun)
    return found


def _said(found: Reading) -> str:
    """Subject and indicator in one."""
    return join(found.subject) + found.indicator


def _without_start(own: Sequence[Word]) -> Sequence[Word]:
    """The words without 由初期的 and 从年初的, which tell what a change begins with."""
    at = last_of(own, FROM)
    if at <= 0:
        return own
    behind = own[at + 1 :]
    idle = (TIME, "uj", "f", "t", "d")
    stage = all(word.tag in idle or word.text in cues("stage") for word in behind)
    # 关税水平从入世承诺的9.8%降到7.3%: whose the first value was is no part of what is measured.
    whose = len(behind) > 1 and behind[-1].text == "的" and is_indicator(own[at - 1].text)
    return own[:at] if behind and (stage or whose) else own


def _is_done(own: Sequence[Word]) -> bool:
    """True where the words of a figure end with what is done, and more than that stands there."""
    last = own[-1] if len(own) > 1 else None
    if last is None or len(last.text) < _SHORTEST_DEED or not own[-2].is_noun:
        return False
    return (last.is_verb or last.tag == "vn") and last.text not in _no_deeds()


@cache
def _no_deeds() -> frozenset[str]:
    """Verbs that tell of a figure, not of what is done."""
    return cues("change") | cues("link") | cues("share") | cues("light") | cues("becomes")


_FRAMES: tuple[tuple[str, Callable[[Spot], Reading | None]], ...] = (
    ("age", age),
    ("score", score),
    ("quake", quake),
    ("anniversary", anniversary),
    ("points", game_points),
    ("interval", interval),
    ("purpose", _purpose),
    ("share", share),
    ("multiple", multiple),
    ("proportion", proportion),
    ("part", part),
    ("specification", specification),
    ("property", described),
    ("progress", progress),
    ("disposed", _disposed),
    ("distance", distance),
    ("route", route),
    ("deadline", deadline),
    ("duration", duration),
    ("rank", rank),
    ("means", _means),
    ("change", change),
    ("counted", counted),
)
"""In this order: the narrower a manner of saying, the earlier; each with the code that a label tells."""
_DIMENSIONS = {
    "interval": "duration", "route": "duration", "deadline": "duration", "duration": "duration",
    "distance": "length",
}
"""Frames that only figures of one dimension can fit."""
_UNITS = {
    "age": ("岁", "周岁"), "quake": ("级",), "points": ("分",), "share": ("%", "‰", "倍", ""),
}
"""Frames that only figures of certain units can fit."""
_MEASURES = {
    "multiple": (Measure.MULTIPLE,), "part": (Measure.PERCENT,), "progress": (Measure.PERCENT,),
    "proportion": (Measure.PERCENT, Measure.CHANGE), "rank": (Measure.RANK,),
}
"""Frames that only figures of certain measures can fit."""


@lru_cache(maxsize=1 << 12)
def _frames_for(unit: str, measure: Measure) -> tuple[tuple[str, Callable[[Spot], Reading | None]], ...]:
    """The frames that a figure can fit: most ask for a unit or a measure that most figures do not have."""
    known = unit_of(unit)
    dimension = known.dimension if known is not None else ""
    return tuple(
        (code, frame)
        for code, frame in _FRAMES
        if _DIMENSIONS.get(code, dimension) == dimension
        and unit in _UNITS.get(code, (unit,))
        and measure in _MEASURES.get(code, (measure,))
    )
