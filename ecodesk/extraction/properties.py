"""Frames of what a thing has: specifications, what is told of the noun behind, distances, quakes."""

from __future__ import annotations

from itertools import takewhile

from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.parsing import parse
from ecodesk.extraction.phrases import cues, is_nominal, join, noun_text
from ecodesk.extraction.readings import Reading, is_had
from ecodesk.extraction.spot import Spot
from ecodesk.knowledge.lexicon import specifications
from ecodesk.knowledge.units import unit_of


def quake(spot: Spot) -> Reading | None:
    """某地发生7.6级地震, 震级为里氏6.4级."""
    own = [word for word in spot.tail if word.text != "里氏"]
    if own and own[-1].text == "震级":
        return Reading("震级", tuple(own[:-1]), doer=True)
    noun = spot.words[spot.at + 1 : spot.at + 2]
    if not noun or not noun[0].text.endswith(("地震", "强震", "余震")):
        return None
    return Reading("震级", (*parse(own).subject, *noun), doer=True, agent=True)


def described(spot: Spot) -> Reading | None:
    """日均气温18摄氏度的某村, 距离地球约400公里的空间站: what is told of the noun behind."""
    if not spot.noun or spot.counts or not is_had(spot):
        return None
    own = spot.bare if spot.own and spot.own[-1].tag != "p" else ()
    while own and own[0].text in ("在", "从", "于", "位于"):
        own = own[1:]
    if not own:
        return None
    apart = own[0].text in ("距离", "距")
    if not apart and not (
        is_indicator(own[-1].text) and all(is_nominal(word) or word.tag == "d" for word in own)
    ):
        return None
    thing = spot.words[spot.at + 2 : spot.used]
    return Reading(("距离" + join(own[1:])) if apart else join(own), tuple(thing), doer=True, agent=True)


def distance(spot: Spot) -> Reading | None:
    """火星距离地球2亿公里: how far one thing is from another."""
    own = spot.bare
    if len(own) > 2 and own[0].tag == "a" and own[1].text == "的":
        own = own[2:]
    at = next((n for n, word in enumerate(own) if word.text in ("距离", "距")), 0)
    if not at or at + 1 >= len(own) or not all(is_nominal(word) for word in own[:at]):
        return None
    return Reading(f"距离{join(own[at + 1 :])}", tuple(own[:at]), doer=True)


def specification(spot: Spot) -> Reading | None:
    """占地七八亩的水塘, 重达6.5公斤的玉器: what is said of the noun behind."""
    if not spot.noun or spot.counts:
        return None
    rated = _rated(spot)
    if rated is not None:
        return rated
    own = spot.tail or spot.own
    name = specifications().get(own[-1].text, "") if own else ""
    if not name and len(own) > 1:
        name = specifications().get(own[-2].text + own[-1].text, "")
    if not name:
        return None
    if is_had(spot):
        noun = [word for word in spot.words[spot.at + 2 : spot.used] if word.text != "的"]
        # 为期六天的航展 | 总参观人数
        thing = tuple(takewhile(lambda word: not is_indicator(word.text), noun))
        if name == "会期" and not noun_text(thing or noun).endswith(tuple(cues("session"))):
            name = "持续时间"
        return Reading(name, thing or tuple(noun), doer=True, agent=True)
    if own[-1].text[:1] in "年日" or (len(own) > 1 and own[-2].text in ("年", "日")):
        # 某厂年处理5万吨废渣项目
        who = parse(own[:-2] if own[-2:-1] and own[-2].text in ("年", "日") else own[:-1]).subject
        return Reading(name, (*who, *spot.words[spot.at + 1 : spot.used]), doer=True)
    return None


def _rated(spot: Spot) -> Reading | None:
    """1000千伏特高压变电站, 150兆瓦发电机组: what a figure right before a thing says of it."""
    unit = unit_of(spot.mention.unit)
    name = _RATINGS.get(unit.dimension, "") if unit is not None else ""
    thing = spot.words[spot.at + 1 : spot.used]
    if not name or not spot.noun or is_had(spot) or not thing[-1].text.endswith(_RATED):
        return None
    where = [word for word in spot.bare if word.tag == "ns" or word.text in ("至", "到")]
    return Reading(name, (*where, *thing), doer=True, agent=True)


_RATINGS = {"voltage": "电压等级", "power": "装机容量"}
_RATED = ("站", "工程", "机组", "电站", "项目", "线路", "风机", "电厂", "风电场")
"""Ends of what is rated by a voltage or a power."""
