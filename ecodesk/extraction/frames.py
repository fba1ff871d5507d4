"""How a figure stands in its clause: what the words around it say is measured, and of what.

A clause is read as [subject] [verb] [object] number [counted noun] [predicate]. Each frame is one
manner of saying it; the first that fits gives the reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import takewhile

from ecodesk.domain.facts import Measure
from ecodesk.extraction.changes import change, multiple, proportion, share
from ecodesk.extraction.counting import counted
from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.phrases import (
    cues,
    is_nominal,
    join,
    noun_end,
    noun_text,
    parse,
    without_lead,
    without_tail,
)
from ecodesk.extraction.readings import (
    Reading,
    is_had,
    predicate,
    said_of,
    whole,
    without_examples,
    without_list,
)
from ecodesk.extraction.spots import Spot, is_term
from ecodesk.extraction.words import FIGURE, TIME, Word
from ecodesk.knowledge.lexicon import specifications
from ecodesk.knowledge.units import unit_of

_EXTREME = re.compile(r"最(?:为)?(小|大|老|年轻|年长|年幼)的?(?:只有|仅|已|达|为|是|才|仅有)?$")
_RATE = re.compile(r"(?:[率度幅比]|比[重例率值]|占比|指数|水平|增速|份额)$")


def read(spot: Spot, first: bool) -> Reading:
    """The reading of a figure; `first` is True where no figure stands before it in its sentence."""
    unit = unit_of(spot.mention.unit)
    for rule, frame in _frames_for(unit.dimension if unit is not None else ""):
        found = frame(spot)
        if found is not None and found.goes_on and first and rule == "duration":
            found = found._replace(goes_on=False)
        if found is not None and not (found.goes_on and first):
            return found._replace(frame=rule)
    return _level(spot)


def _age(spot: Spot) -> Reading | None:
    """21岁的郑某, 谢某24岁: the person is the subject; 60岁以上的老人 are a group."""
    if spot.mention.unit not in ("岁", "周岁"):
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


def _score(spot: Spot) -> Reading | None:
    """3比0战胜某队, 选手陈某4比0战胜对手; but 师生比为1比15 is a ratio."""
    if ":" not in spot.mention.value:
        return None
    own = spot.tail
    if own and (is_indicator(own[-1].text) or own[-1].text.endswith("比")):
        return None if len(own) > 1 else Reading(own[-1].text)
    subject = parse(own).subject
    while len(subject) > 1 and subject[-1].text in ("主场", "客场", "坐镇主场", "作客"):
        subject = subject[:-1]
    if len(subject) > 1 and subject[-1].tag in ("nr", "nrt", "x"):
        subject = subject[-1:]
    return Reading("比分", subject, doer=True)


def _quake(spot: Spot) -> Reading | None:
    """某地发生7.6级地震, 震级为里氏6.4级."""
    if spot.mention.unit != "级":
        return None
    own = [word for word in spot.tail if word.text != "里氏"]
    if own and own[-1].text == "震级":
        return Reading("震级", tuple(own[:-1]), doer=True)
    noun = spot.words[spot.at + 1 : spot.at + 2]
    if not noun or not noun[0].text.endswith(("地震", "强震", "余震")):
        return None
    return Reading("震级", (*parse(own).subject, *noun), doer=True, agent=True)


def _anniversary(spot: Spot) -> Reading | None:
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


def _deed_before(spot: Spot) -> Reading | None:
    """What the clause before ends with, where something is done (迎来收割，已超四成)."""
    if spot.start < 2 or spot.words[spot.start - 1].text != "，":
        return None
    before = spot.words[spot.start - 2]
    told = before.text in cues("change") or before.text in cues("report")
    deed = (before.is_verb or before.tag == "vn") and len(before.text) > 1 and not told
    return Reading(f"{before.text}进度") if deed else None


def _points(spot: Spot) -> Reading | None:
    """积61分, 得28分, 领先3分: points of a game, of a league or of a test."""
    own = spot.tail if spot.mention.unit == "分" else []
    if own and len(spot.own) > len(own) and spot.own[len(own)].text == "得":
        # 独得17分
        return Reading("得分", parse(own[:-1]).subject, doer=True)
    if own and spot.own[-1].text == "下" and own[-1].text == "砍":
        return Reading("得分", parse(own[:-1]).subject, doer=True)
    if not own or is_indicator(own[-1].text) or own[-1].text.endswith("分"):
        return None
    name = next((name for name, verbs in _POINTS.items() if own[-1].text in verbs), "")
    apart = next((n for n, word in enumerate(own) if word.text in _POINTS["分差"]), len(own))
    if not name and apart < len(own):
        name = "分差"
    return Reading(name, parse(own[:apart]).subject, doer=True) if name else None


_POINTS = {
    "积分": ("积", "累计积", "总积", "共积"),
    "得分": (
        "得", "拿到", "拿下", "砍下", "贡献", "获得", "得到", "轰下", "独得", "砍", "斩获", "独取", "入账",
    ),
    "分差": ("领先", "落后", "领先优势", "相差"),
}


def _progress(spot: Spot) -> Reading | None:
    """育秧已过半, 迎来大面积收割，目前已超四成: how far something has come."""
    if spot.measure is not Measure.PERCENT or spot.noun:
        return None
    text = spot.words[spot.at].text
    over = text.removeprefix("已").startswith(("过", "超"))
    half = over and ("半" in text or (bool(spot.own) and spot.own[-1].text in ("已", "已经")))
    own = spot.bare
    if not own:
        if any(word.tag not in ("d", TIME) and word.text not in cues("lead") for word in spot.own):
            return None
        return _deed_before(spot)
    if not half and len(own) > 1 and _is_under_way(spot, own):
        # 秋粮已收过八成, 小麦已播超3成
        thing = tuple(word for word in own[:-1] if word.tag != "d")
        return Reading(own[-1].text + "进度", thing, doer=True, agent=True)
    if not half or is_indicator(own[-1].text) or not all(is_nominal(word) or word.is_verb for word in own):
        return None
    return Reading(own[-1].text.removesuffix("进度") + "进度", tuple(own[:-1]), doer=True, agent=True)


def _disposed(spot: Spot) -> Reading | None:
    """把开放时间延长3个小时, 将首付比例统一至15%: what is done to something, and by whom."""
    own = list(spot.own)
    while own and own[-1].text.startswith("每"):
        own.pop()
    at = next((n for n, word in enumerate(own) if word.text in ("将", "把")), -1)
    end = noun_end(own, at + 1) if at >= 0 else 0
    if at < 0 or end <= at + 1 or end >= len(own) or spot.noun:
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
    return Reading(thing, by, doer=True, agent=True) if to_level and len(rest) < _SHORT_VERB else None


def _is_under_way(spot: Spot, own: Sequence[Word]) -> bool:
    """True for 已 before a verb of one character that ends the words of a figure (已收过八成)."""
    at = next((n for n, word in enumerate(spot.own) if word is own[-1]), 0)
    told = own[-1].is_verb and len(own[-1].text) < _SHORT_VERB and at > 1 and spot.own[at - 2].is_noun
    return told and spot.own[at - 1].text in ("已", "已经")


_SHORT_VERB = 3


def _property(spot: Spot) -> Reading | None:
    """日均气温18摄氏度的某村, 距离地球约400公里的空间站: what is told of the noun behind."""
    own = spot.bare if spot.own[-1:] and spot.own[-1].tag != "p" else []
    while own and own[0].text in ("在", "从", "于", "位于"):
        own = own[1:]
    if not own or not spot.noun or spot.counts or not is_had(spot):
        return None
    apart = own[0].text in ("距离", "距")
    if not apart and not (
        is_indicator(own[-1].text) and all(is_nominal(word) or word.tag == "d" for word in own)
    ):
        return None
    thing = spot.words[spot.at + 2 : spot.used]
    return Reading(("距离" + join(own[1:])) if apart else join(own), tuple(thing), doer=True, agent=True)


def _distance(spot: Spot) -> Reading | None:
    """火星距离地球2亿公里: how far one thing is from another."""
    unit = unit_of(spot.mention.unit)
    if unit is None or unit.dimension != "length":
        return None
    own = spot.bare
    if len(own) > 2 and own[0].tag == "a" and own[1].text == "的":
        own = own[2:]
    at = next((n for n, word in enumerate(own) if word.text in ("距离", "距")), 0)
    if not at or at + 1 >= len(own) or not all(is_nominal(word) for word in own[:at]):
        return None
    return Reading(f"距离{join(own[at + 1 :])}", tuple(own[:at]), doer=True)


def _route(spot: Spot) -> Reading | None:
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


def _deadline(spot: Spot) -> Reading | None:
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


def _interval(spot: Spot) -> Reading | None:
    """每半年支付一次利息, 每15分钟一班: how long from one time to the next."""
    unit = unit_of(spot.mention.unit) if spot.own and spot.own[-1].text == "每" else None
    if unit is None or unit.dimension != "duration":
        return None
    own = without_tail(spot.own[:-1])
    said = predicate(spot._replace(said=spot.at + 1))
    if not said:
        return Reading(f"{join(own)}间隔", doer=True)
    return Reading(f"{said}间隔", parse(own).subject, doer=True)


def _purpose(spot: Spot) -> Reading | None:
    """20%用于村集体经济发展, 安排2000万元用于老茶园改造."""
    behind = spot.words[spot.at + 1 : spot.next]
    if not behind or not behind[0].text.startswith(tuple(cues("purpose"))):
        return None
    if spot.mention.unit == "%":
        return Reading(f"{join(behind)}的比例")
    if not spot.mention.unit.endswith("元") or behind[0].is_noun:
        return None
    parts = parse(spot.tail)
    aim = join([word for word in behind if word.text not in cues("purpose")])
    return Reading(f"{said_of(parts.verb)}{aim}{join(parts.object) or '资金'}", parts.subject, doer=True)


def _specification(spot: Spot) -> Reading | None:
    """占地七八亩的水塘, 重达6.5公斤的玉器: what is said of the noun behind."""
    own = spot.tail or list(spot.own)
    name = specifications().get(own[-1].text, "") if own else ""
    if not name and len(own) > 1:
        name = specifications().get(own[-2].text + own[-1].text, "")
    if not name or not spot.noun or spot.counts:
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


def _duration(spot: Spot) -> Reading | None:
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
    if lasts is not None or own or is_had(spot):
        return lasts
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


_SPANS = ("周期", "时间", "期限", "时长", "工期", "年限")
"""Ends of what lasts: its length needs no other name."""


def _rank(spot: Spot) -> Reading | None:
    """位列第20名, 居全市第一位, 排名第3."""
    if spot.measure is not Measure.RANK:
        return None
    parts = parse(spot.own)
    among = join(without_tail(parts.object)) or join(parts.within)
    if not parts.verb:
        named = join(parts.subject)
        return Reading(f"{named.removesuffix('排名')}排名", goes_on=not named.endswith("排名"))
    name = f"{among.removesuffix('排名')}排名"
    # 排名联赛第三 tells of a team, 居全国第三 of what was measured before.
    first = not any(word.tag == FIGURE for word in spot.words[spot.start : spot.at])
    ranks = first and any(word.text == "排名" for word in parts.verb)
    return Reading(name, parts.subject, goes_on=not parts.subject and not ranks, doer=True)


def _means(spot: Spot) -> Reading | None:
    """以1.377亿元竞得经营权: what was done for the money."""
    own = [word for word in spot.own if word.tag not in ("d", TIME)]
    if not own or own[-1].text not in ("以", "用", "按", "凭", "花", "花费"):
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


def _part(spot: Spot) -> Reading | None:
    """其中超过一半都适于山地: how many of those told before."""
    if spot.measure is not Measure.PERCENT or spot.noun:
        return None
    if spot.own and spot.own[0].text != "其中":
        return None
    if not spot.own and not spot.words[spot.at].text.endswith(("成", "成以上", "半", "数", "半以上", "%")):
        return None
    said = predicate(spot)
    return Reading(f"{said}的比例") if said and not spot.bare else None


def _level(spot: Spot) -> Reading:
    """森林覆盖率达到98.6%, 累计繁育崖柏220万株, 公司实现营业收入12亿元, 隧道长11公里."""
    own = without_tail(without_list(_without_start(spot.own)))
    if len(own) > 1 and own[-1].tag == "a" and own[-1].text in specifications():
        return Reading(specifications()[own[-1].text], parse(own[:-1]).subject, doer=True)
    found = whole(parse(without_examples(own) if spot.counts else own))
    last = own[-1].text if own else ""
    if spot.own and spot.own[-1].text in ("到", "至") and own and own[-1].is_verb:
        # 亩株数增加到4000株, 种群数量恢复到50只
        risen = parse(own)
        if risen.subject and is_indicator(risen.subject[-1].text) and not risen.object:
            return Reading("", risen.subject)
    if spot.measure is Measure.PERCENT and found.doer and not _RATE.search(found.indicator):
        parts = parse(own)
        # 已完成整体工程的60%
        verb = join([word for word in parts.verb if word.text not in cues("link")])
        return found._replace(indicator=f"{verb}{join(parts.object)}的比例")
    said = join(found.subject) + found.indicator
    if spot.measure is Measure.PERCENT and _is_done(own) and not _RATE.search(said):
        # 医保报销七成
        return found._replace(indicator=found.indicator + "比例")
    if spot.measure is Measure.CHANGE and last in cues("change") and not said.endswith(last):
        # 净利增6.3%
        found = found._replace(indicator=found.indicator + last)
    if not found.indicator and not found.subject:
        found = found._replace(indicator=spot.noun, goes_on=not spot.noun)
    return found


def _without_start(own: Sequence[Word]) -> Sequence[Word]:
    """The words without 由初期的 and 从年初的, which tell what a change begins with."""
    at = next((n for n in range(len(own) - 1, 0, -1) if own[n].text in ("由", "从", "自")), 0)
    behind = own[at + 1 :] if at else ()
    idle = (TIME, "uj", "f", "t", "d")
    stage = all(word.tag in idle or word.text in cues("stage") for word in behind)
    return own[:at] if behind and stage else own


def _is_done(own: Sequence[Word]) -> bool:
    """True where the words of a figure end with what is done, and more than that stands there."""
    last = own[-1] if len(own) > 1 else None
    if last is None or len(last.text) < _SHORT_VERB - 1 or not own[-2].is_noun:
        return False
    told = last.text in cues("change") | cues("link") | cues("share") | cues("light") | cues("becomes")
    return (last.is_verb or last.tag == "vn") and not told


_FRAMES: tuple[tuple[str, Callable[[Spot], Reading | None]], ...] = (
    ("age", _age),
    ("score", _score),
    ("quake", _quake),
    ("anniversary", _anniversary),
    ("points", _points),
    ("interval", _interval),
    ("purpose", _purpose),
    ("share", share),
    ("multiple", multiple),
    ("proportion", proportion),
    ("part", _part),
    ("specification", _specification),
    ("property", _property),
    ("progress", _progress),
    ("disposed", _disposed),
    ("distance", _distance),
    ("route", _route),
    ("deadline", _deadline),
    ("duration", _duration),
    ("rank", _rank),
    ("means", _means),
    ("change", change),
    ("counted", counted),
)
"""In this order: the narrower a manner of saying, the earlier; each with the code that a label tells."""

_OF_ONE_DIMENSION = {
    "points": "duration", "interval": "duration", "route": "duration", "deadline": "duration",
    "duration": "duration", "distance": "length",
}
"""Frames that only figures of one dimension can fit; 分 is read as minutes first."""


@cache
def _frames_for(dimension: str) -> tuple[tuple[str, Callable[[Spot], Reading | None]], ...]:
    return tuple(one for one in _FRAMES if _OF_ONE_DIMENSION.get(one[0], dimension) == dimension)
