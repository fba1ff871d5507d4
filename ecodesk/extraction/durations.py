"""Frames of time that goes by: ages, anniversaries, terms, deadlines, intervals, how long a way takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.parsing import parse
from ecodesk.extraction.phrases import cues, is_nominal, join, without_lead, without_tail
from ecodesk.extraction.readings import Reading, is_had, predicate, whole
from ecodesk.extraction.spot import Spot, is_term
from ecodesk.extraction.words import Word
from ecodesk.knowledge.lexicon import specifications
from ecodesk.knowledge.units import unit_of

_EXTREME = re.compile(r"最(?:为)?(小|大|老|年轻|年长|年幼)的?(?:只有|仅|已|达|为|是|才|仅有)?$")


def age(spot: Spot) -> Reading | None:
    """21岁的郑某, 谢某24岁: the person is the subject; 60岁以上的老人 are a group."""
    if spot.mention.unit not in ("岁", "周岁") or any(word.text.endswith("寿命") for word in spot.own):
        return None
    if spot.mention.qualifier and spot.noun:
        return Reading(f"{spot.noun}年龄")
    extreme = _EXTREME.search("".join(word.text for word in spot.own))
    if extreme is not None:
        # 最年长的78岁, 年龄最小的28岁
        return Reading("最小年龄" if extreme[1] in ("小", "年轻", "年幼") else "最大年龄")
    if is_had(spot):
        return Reading("年龄", _person(spot.words[spot.at + 2 : spot.end]), doer=True)
    named = next(
        (word for word in spot.words[spot.at + 1 : spot.at + 4] if word.tag in ("nr", "nrt", "x")), None
    )
    if spot.noun and named is not None and len(named.text) > 1:
        # 63岁退休教师马某
        return Reading("年龄", (named,), doer=True)
    said = predicate(spot._replace(said=spot.at + 1))
    own = spot.bare
    is_one = [word.text for word in spot.own[-2:]]
    if spot.noun and is_one and (is_one[-1] == "是" or is_one == ["是", "一名"] or is_one == ["是", "一位"]):
        # 枪手是一名20岁左右男性
        return Reading("年龄", parse(spot.own).subject, doer=True)
    if own and own[-1].text.endswith("年龄"):
        return Reading(own[-1].text, tuple(own[:-1]), doer=True)
    return Reading(f"{said}年龄", tuple(own), doer=True)


def _person(words: Sequence[Word]) -> tuple[Word, ...]:
    """Whose age was told: one name, else the noun phrase."""
    if words and words[0].tag in ("nr", "nrt", "x") and len(words[0].text) > 1:
        return (words[0],)
    return tuple(takewhile(lambda word: is_nominal(word) and word.tag not in ("f", "t"), words))


def anniversary(spot: Spot) -> Reading | None:
    """今年是某国成立75周年, 距开幕倒计时100天: whose anniversary it is."""
    own = list(spot.own)
    countdown = bool(own) and own[-1].text in ("倒计时", "开幕倒计时")
    if spot.mention.unit == "天" and not countdown:
        own = [
            word for word in without_lead(own) if word.text not in ("还有", "还", "有", "仅", "仅剩", "剩")
        ]
        if len(own) < 2 or own[0].text not in ("距", "距离", "距离还有") or not own[-1].names:
            countdown = (
                len(own) > 2 and own[0].text in ("距", "距离") and own[-1].text in ("开幕", "举行", "开赛")
            )
        else:
            countdown = True
        own = [*own, own[-1]] if countdown else own
    if spot.mention.unit not in ("周年", "年纪念日") and not countdown:
        return None
    if countdown:
        own.pop()
    start = next((n + 1 for n in range(len(own) - 1, -1, -1) if own[n].text in cues("commemorate")), 0)
    named = without_lead(own[start:])
    said = [named.pop()] if len(named) > 1 and (named[-1].is_verb or named[-1].text == "开幕") else []
    if said and said[0].text == "建交":
        # 中泰建交50周年: the tie between the two is what is celebrated.
        named, said = [*named, *said], []
    return Reading(
        join(said) + ("倒计时天数" if countdown else "周年数"), tuple(named), doer=True, agent=True
    )


def route(spot: Spot) -> Reading | None:
    """从大理到漾濞的车程缩短到40分钟: from where to where."""
    unit = unit_of(spot.mention.unit)
    if unit is None or unit.dimension != "duration":
        return None
    own = spot.tail
    at = next((n for n in range(1, len(own) - 1) if own[n].text in ("到", "至") and own[n - 1].is_noun), 0)
    stop = next((n for n in range(at + 2, len(own)) if own[n].text in cues("trip")), 0) if at else 0
    if not stop or not all(word.is_noun or word.text == "的" for word in own[at + 1 : stop]):
        return None
    start = at
    while start and own[start - 1].is_noun:
        start -= 1
    named = [word for word in own[start:stop] if word.text != "的"]
    said = join([word for word in own[stop:] if word.is_noun or word.text in cues("trip")])
    return Reading(said, tuple(named), doer=True, agent=True)


def deadline(spot: Spot) -> Reading | None:
    """要在5分钟内进入减压舱: how long something may take."""
    unit = unit_of(spot.mention.unit)
    behind = [word.text for word in spot.words[spot.at : spot.at + 2]]
    inside = behind[0].endswith("内") or behind[-1] in ("内", "以内", "之内")
    if (
        unit is None
        or unit.dimension != "duration"
        or not inside
        or not spot.own
        or spot.own[-1].text != "在"
    ):
        return None
    said = predicate(spot._replace(said=spot.at + 1 + (behind[-1] in ("内", "以内", "之内"))))
    return Reading(f"{said}时限", parse(spot.own[:-1]).subject, doer=True) if said else None


def interval(spot: Spot) -> Reading | None:
    """每半年支付一次利息, 每15分钟一班: how long from one time to the next."""
    unit = unit_of(spot.mention.unit) if spot.own and spot.own[-1].text == "每" else None
    if unit is None or unit.dimension != "duration":
        return None
    own = without_tail(spot.own[:-1])
    said = predicate(spot._replace(said=spot.at + 1))
    if not said:
        return Reading(f"{join(own)}间隔", doer=True)
    return Reading(f"{said}间隔", parse(own).subject, doer=True)


def duration(spot: Spot) -> Reading | None:
    """水质连续8年保持为Ⅱ类, 20年经营权, 20年累计收益."""
    unit = unit_of(spot.mention.unit)
    if unit is None or unit.dimension != "duration" or spot.mention.unit == "分":
        return None
    if any(word.text in ("连续", "持续", "已连续") for word in spot.own[-3:]):
        found = whole(parse([word for word in spot.own if word.text not in ("连续", "已连续")]))
        if any(word.text == "持续" for word in spot.own[-3:]):
            return found._replace(indicator=found.indicator.removesuffix("持续") + "持续时间")
        spans = spot.mention.unit.removeprefix("个")
        said = f"{found.indicator}连续{predicate(spot, linked=True)}{spans}数"
        # 粮食产量70万吨，连续5年稳定在65万吨以上: of what was told before.
        return found._replace(indicator=said, goes_on=not found.subject and not found.indicator)
    if is_term(spot):
        # 20年期国债
        thing = tuple(takewhile(is_nominal, spot.words[spot.at + 2 : spot.end]))
        return Reading("期限", thing, doer=True, agent=True)
    measured = without_tail(spot.own[:-1]) if spot.own and spot.own[-1].text in specifications() else []
    if measured and measured[-1].text.endswith(("天数", *_SPANS)):
        # 周转天数长达213天
        return whole(parse(measured))
    if spot.own and spot.own[-1].text in specifications():
        # 春运为期40天
        return Reading(specifications()[spot.own[-1].text], parse(spot.own[:-1]).subject, doer=True)
    own = spot.bare
    if own and all(is_nominal(word) for word in own) and not is_indicator(own[-1].text) and not spot.noun:
        if own[-1].text.endswith("期") and len(own[-1].text) > 1 and own[0].text not in ("距", "距离"):
            # 建设期24个月
            return Reading(own[-1].text, tuple(own[:-1]))
        # 春运40天
        word = {"天": "天数", "年": "年数"}.get(spot.mention.unit, "时间")
        return Reading(word, tuple(own), doer=True)
    lasts = _lasting(spot)
    if lasts is not None or own:
        return lasts
    if is_had(spot):
        # 12个小时的救援工作: how long it took; 20年的经营权 is had for so long.
        took = spot.noun.endswith(_WORK)
        return Reading(f"{spot.noun}{'年限' if spot.mention.unit == '年' else '时间'}") if took else None
    behind = spot.words[spot.at + 1 : spot.next]
    noun = next((word.text for word in behind if is_nominal(word)), "")
    kept = join(behind[:2]) if behind and behind[0].text in cues("keep") else noun
    return Reading(f"{kept}{'年限' if spot.mention.unit == '年' else '时间'}")


def _lasting(spot: Spot) -> Reading | None:
    """暂停了近3个小时后, 全程运行35分钟: how long somebody does something."""
    own = spot.bare
    done = own[-2:-1] if own and own[-1].text == "了" else own[-1:]
    told = cues("change") | cues("link") | cues("light")
    lasts = bool(done) and done[0].is_verb and done[0].text not in told and len(done[0].text) > 1
    parts = parse(own) if lasts and not spot.noun else None
    if parts is None or parts.object or not parts.verb or parts.verb[-1] is not done[0]:
        return None
    if parts.subject and parts.subject[-1].text.endswith(_SPANS):
        # 审查周期压减至15.7个月
        return Reading("", parts.subject)
    word = {"天": "天数", "年": "年数"}.get(spot.mention.unit, "时间")
    return Reading(f"{join(parts.verb)}{word}", parts.subject, doer=True)


_WORK = ("工作", "努力", "奋战", "建设", "施工", "救援", "比赛", "旅程", "飞行", "训练", "治疗", "会谈")
"""Ends of what somebody does for a time."""
_SPANS = ("周期", "时间", "期限", "时长", "工期", "年限")
"""Ends of what lasts: its length needs no other name."""
