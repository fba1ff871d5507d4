"""How a figure stands in its clause: what the words around it say is measured, and of what.

A clause is read as [subject] [verb] [object] number [counted noun] [predicate]. Each frame is one
manner of saying it; the first that fits gives the reading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from ecodesk.domain.facts import Measure
from ecodesk.extraction.changes import change, proportion, share
from ecodesk.extraction.counting import counted
from ecodesk.extraction.naming import is_indicator
from ecodesk.extraction.phrases import cues, is_nominal, join, parse, without_lead, without_tail
from ecodesk.extraction.readings import (
    Reading,
    is_had,
    predicate,
    said_of,
    whole,
    without_examples,
    without_list,
)
from ecodesk.extraction.spots import Spot
from ecodesk.extraction.words import TIME, Word
from ecodesk.knowledge.lexicon import specifications
from ecodesk.knowledge.units import unit_of


def read(spot: Spot, first: bool) -> Reading:
    """The reading of a figure; `first` is True where no figure stands before it in its sentence."""
    for frame in _FRAMES:
        found = frame(spot)
        if found is not None and not (found.goes_on and first):
            return replace(found, frame=frame.__name__.strip("_"))
    return _level(spot)


def _age(spot: Spot) -> Reading | None:
    """21岁的郑某, 谢某24岁: the person is the subject; 60岁以上的老人 are a group."""
    if spot.mention.unit not in ("岁", "周岁"):
        return None
    if spot.mention.qualifier and spot.noun:
        return Reading(f"{spot.noun}年龄")
    if is_had(spot):
        return Reading("年龄", _person(spot.words[spot.at + 2 : spot.end]), doer=True)
    said = predicate(replace(spot, said=spot.at + 1))
    own = without_lead(without_tail(spot.own))
    if own and own[-1].text.endswith("年龄"):
        return Reading(own[-1].text, tuple(own[:-1]), doer=True)
    return Reading(f"{said}年龄", tuple(own), doer=True)


def _person(words: Sequence[Word]) -> tuple[Word, ...]:
    """Whose age was told: one name, else the noun phrase."""
    if words and words[0].tag in ("nr", "nrt", "x") and len(words[0].text) > 1:
        return (words[0],)
    return tuple(takewhile(lambda word: is_nominal(word) and word.tag not in ("f", "t"), words))


def _score(spot: Spot) -> Reading | None:
    """3比0战胜某队."""
    if ":" not in spot.mention.value:
        return None
    return Reading("比分", parse(without_tail(spot.own)).subject, doer=True)


def _purpose(spot: Spot) -> Reading | None:
    """20%用于村集体经济发展, 安排2000万元用于老茶园改造."""
    behind = spot.words[spot.at + 1 : spot.next]
    if not behind or not behind[0].text.startswith(tuple(cues("purpose"))):
        return None
    if spot.mention.unit == "%":
        return Reading(f"{join(behind)}的比例")
    if not spot.mention.unit.endswith("元") or behind[0].is_noun:
        return None
    parts = parse(without_tail(spot.own))
    aim = join([word for word in behind if word.text not in cues("purpose")])
    return Reading(f"{said_of(parts.verb)}{aim}{join(parts.object) or '资金'}", parts.subject, doer=True)


def _specification(spot: Spot) -> Reading | None:
    """占地七八亩的水塘, 重达6.5公斤的玉器: what is said of the noun behind."""
    own = without_tail(spot.own) or list(spot.own)
    name = specifications().get(own[-1].text, "") if own else ""
    if not name and len(own) > 1:
        name = specifications().get(own[-2].text + own[-1].text, "")
    if not name or not spot.noun or spot.counts:
        return None
    if is_had(spot):
        noun = [word for word in spot.words[spot.at + 2 : spot.used] if word.text != "的"]
        # 为期六天的航展 | 总参观人数
        thing = tuple(takewhile(lambda word: not is_indicator(word.text), noun))
        return Reading(name, thing or tuple(noun), doer=True, agent=True)
    if own[-1].text[:1] in "年日" or (len(own) > 1 and own[-2].text in ("年", "日")):
        # 某厂年处理5万吨废渣项目
        who = parse(own[:-2] if own[-2:-1] and own[-2].text in ("年", "日") else own[:-1]).subject
        return Reading(name, (*who, *spot.words[spot.at + 1 : spot.used]), doer=True)
    return None


def _duration(spot: Spot) -> Reading | None:
    """水质连续8年保持为Ⅱ类, 20年经营权, 20年累计收益."""
    unit = unit_of(spot.mention.unit)
    if unit is None or unit.dimension != "duration":
        return None
    if any(word.text in ("连续", "持续", "已连续") for word in spot.own[-3:]):
        found = whole(parse([word for word in spot.own if word.text not in ("连续", "已连续")]))
        return replace(
            found, indicator=f"{found.indicator}连续{predicate(spot, linked=True)}{spot.mention.unit}数"
        )
    if spot.own and spot.own[-1].text in specifications():
        # 春运为期40天
        return Reading(specifications()[spot.own[-1].text], parse(spot.own[:-1]).subject, doer=True)
    own = without_lead(without_tail(spot.own))
    if own and all(is_nominal(word) for word in own) and not is_indicator(own[-1].text) and not spot.noun:
        # 春运40天
        word = {"天": "天数", "年": "年数"}.get(spot.mention.unit, "时间")
        return Reading(word, tuple(own), doer=True)
    if own or is_had(spot):
        return None
    behind = spot.words[spot.at + 1 : spot.next]
    noun = next((word.text for word in behind if is_nominal(word)), "")
    kept = join(behind[:2]) if behind and behind[0].text in cues("keep") else noun
    return Reading(f"{kept}{'年限' if spot.mention.unit == '年' else '时间'}")


def _rank(spot: Spot) -> Reading | None:
    """位列第20名, 居全市第一位, 排名第3."""
    if spot.measure is not Measure.RANK:
        return None
    parts = parse(spot.own)
    among = join(without_tail(parts.object)) or join(parts.within)
    if not parts.verb:
        return Reading(f"{join(parts.subject)}排名", goes_on=True)
    name = f"{among.removesuffix('排名')}排名"
    return Reading(name, parts.subject, goes_on=not parts.subject, doer=True)


def _means(spot: Spot) -> Reading | None:
    """以1.377亿元竞得经营权: what was done for the money."""
    own = [word for word in spot.own if word.tag not in ("d", TIME)]
    if not own or own[-1].text not in ("以", "用", "按", "凭", "花", "花费"):
        return None
    said = predicate(spot)
    if not said:
        return None
    name = f"{said}金额" if spot.mention.unit.endswith("元") else said
    return Reading(name, parse(without_tail(spot.own)).subject, doer=True)


def _level(spot: Spot) -> Reading:
    """森林覆盖率达到98.6%, 累计繁育崖柏220万株, 公司实现营业收入12亿元, 隧道长11公里."""
    own = without_tail(without_list(spot.own))
    if len(own) > 1 and own[-1].tag == "a" and own[-1].text in specifications():
        return Reading(specifications()[own[-1].text], parse(own[:-1]).subject, doer=True)
    found = whole(parse(without_examples(own) if spot.counts else own))
    last = own[-1].text if own else ""
    said = join(found.subject) + found.indicator
    if spot.measure is Measure.CHANGE and last in cues("change") and not said.endswith(last):
        # 净利增6.3%
        found = replace(found, indicator=found.indicator + last)
    if not found.indicator and not found.subject:
        found = replace(found, indicator=spot.noun, goes_on=not spot.noun)
    return found


_FRAMES: tuple[Callable[[Spot], Reading | None], ...] = (
    _age,
    _score,
    _purpose,
    share,
    proportion,
    _specification,
    _duration,
    _rank,
    _means,
    change,
    counted,
)
"""In this order: the narrower a manner of saying, the earlier."""
