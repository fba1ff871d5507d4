"""How a figure stands in its clause: what the words around it say is measured, and of what.

A clause is read as [subject] [verb] [object] number [counted noun] [predicate]. Each frame is one
manner of saying it; the first that fits gives the reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from ecodesk.domain.facts import Measure
from ecodesk.extraction.naming import counted_suffix, is_indicator
from ecodesk.extraction.phrases import (
    Parts,
    cues,
    is_list_mark,
    is_nominal,
    join,
    parse,
    without_lead,
    without_tail,
)
from ecodesk.extraction.spots import Spot
from ecodesk.extraction.words import FIGURE, PUNCTUATION, TIME, Word
from ecodesk.knowledge.lexicon import specifications
from ecodesk.knowledge.units import unit_of

_PLAIN = (Measure.GRADE, Measure.RANK)
_TO_LEVEL = re.compile(r"(?:[至到为达]|突破|超过)$")
_COMPARED = frozenset({"比", "较", "同", "与", "跟", "相比"})
_LONGEST_PREDICATE = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """What a frame made of a figure.

    `subject` are the words that its clause names as subject; `indicator` is as an editor names it. With
    `goes_on` the figure goes on about an indicator told before and `indicator` is what it adds (同比增长).
    With `doer` a verb stands between subject and figure; with `agent` somebody does it for certain.
    """

    indicator: str
    subject: tuple[Word, ...] = ()
    goes_on: bool = False
    doer: bool = False
    agent: bool = False


def read(spot: Spot, first: bool) -> Reading:
    """The reading of a figure; `first` is True where no figure stands before it in its sentence."""
    for frame in _FRAMES:
        found = frame(spot)
        if found is not None and not (found.goes_on and first):
            return found
    return _level(spot)


def _age(spot: Spot) -> Reading | None:
    """21岁的郑某, 谢某24岁: the person is the subject; 60岁以上的老人 are a group."""
    if spot.mention.unit not in ("岁", "周岁"):
        return None
    if spot.mention.qualifier and spot.noun:
        return Reading(f"{spot.noun}年龄")
    if _is_had(spot):
        return Reading("年龄", _person(spot.words[spot.at + 2 : spot.end]), doer=True)
    said = _predicate(replace(spot, said=spot.at + 1))
    return Reading(f"{said}年龄", tuple(without_lead(without_tail(spot.own))), doer=True)


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
    if not spot.mention.unit.endswith("元"):
        return None
    parts = parse(without_tail(spot.own))
    aim = join([word for word in behind if word.text not in cues("purpose")])
    return Reading(f"{_said(parts.verb)}{aim}{join(parts.object) or '资金'}", parts.subject, doer=True)


_BASE_END = re.compile(r"(?:的?(?:比重|比例|份额)|的)$")


def _share(spot: Spot) -> Reading | None:
    """占地区生产总值比重达5.5%: of what was spoken of before, or of what stands before 占."""
    own = spot.own
    at = next((n for n in range(len(own) - 1, -1, -1) if own[n].text in cues("share")), -1)
    if at < 0 or spot.mention.unit not in ("%", "‰", "倍"):
        return None
    base = _BASE_END.sub("", join(without_tail(own[at + 1 :])))
    said = f"占{base}比重" if base else "占比"
    part = without_lead(without_tail(own[:at]))
    if not part:
        return Reading(said, goes_on=True)
    whole = _whole(parse(part))
    return replace(whole, indicator=whole.indicator + said)


def _proportion(spot: Spot) -> Reading | None:
    """85%的农户种茶, 15%的企业用电."""
    if spot.measure is not Measure.PERCENT or not spot.noun or not _is_had(spot):
        return None
    parts = parse(without_tail(spot.own))
    name = f"{_said(parts.verb)}{join(parts.object)}{spot.noun}{_predicate(spot)}比例"
    return Reading(name, parts.subject, doer=bool(parts.verb), agent=True)


def _specification(spot: Spot) -> Reading | None:
    """占地七八亩的水塘, 重达6.5公斤的玉器: what is said of the noun behind."""
    own = without_tail(spot.own) or list(spot.own)
    name = specifications().get(own[-1].text, "") if own else ""
    if not name and len(own) > 1:
        name = specifications().get(own[-2].text + own[-1].text, "")
    if not name or not spot.noun or spot.counts:
        return None
    if _is_had(spot):
        noun = [word for word in spot.words[spot.at + 2 : spot.used] if word.text != "的"]
        # 为期六天的航展 | 总参观人数
        thing = tuple(takewhile(lambda word: not is_indicator(word.text), noun))
        return Reading(name, thing or tuple(noun), doer=True)
    if own[-1].text[:1] in "年日" or (len(own) > 1 and own[-2].text in ("年", "日")):
        # 某厂年处理5万吨废渣项目
        who = parse(own[:-2] if own[-2:-1] and own[-2].text in ("年", "日") else own[:-1]).subject
        return Reading(name, (*who, *spot.words[spot.at + 1 : spot.used]), doer=True)
    return None


def _change(spot: Spot) -> Reading | None:
    """同比增长8%, 比上年末提高0.9个百分点, 增速快于全国2个百分点: about a figure before."""
    own = without_lead(spot.own)
    rest = _behind_comparison(own)
    if spot.measure is Measure.MULTIPLE and (not own or own[0].text in ("是", "为", "达", "相当于")):
        base = "".join(word.text for word in own if word.text not in ("是", "为", "相当于", "达", "的"))
        return Reading(f"相当于{base}的倍数" if base else "倍数", goes_on=True)
    if rest and rest[0].text in cues("relative"):
        return Reading(join_change(own), goes_on=True)
    if own and own[0].text in cues("pulls") and spot.measure in (Measure.CHANGE, Measure.AMOUNT):
        return Reading(join_change(own), goes_on=True)
    if own and own[0].text.startswith(("恢复", "相当")) and spot.measure is Measure.PERCENT:
        return Reading(f"{join_change(own)}的比例", goes_on=True)
    if any(_carries_meaning(word) for word in rest) or (spot.noun and spot.counts):
        return None
    if spot.measure is Measure.MULTIPLE:
        return Reading(f"{join_change(own)}的倍数", goes_on=True)
    if spot.measure is Measure.CHANGE:
        return Reading(join_change(own), goes_on=True)
    return Reading("", goes_on=True) if any(_TO_LEVEL.search(word.text) for word in own) else None


def _carries_meaning(word: Word) -> bool:
    """True for a noun or a verb that is more than a change or a link."""
    if word.text in cues("change") or word.text in cues("link") or word.text in cues("keep"):
        return False
    if word.text[:-1] in cues("change") and word.text[-1] in "至到为":
        return False
    return (is_nominal(word) and word.tag != "f") or word.is_verb or word.tag == FIGURE


def _behind_comparison(words: Sequence[Word]) -> list[Word]:
    """The words of a change without what it is compared with (比上年同期, 较7月末)."""
    at = next((n for n, word in enumerate(words) if word.text in _COMPARED), -1)
    if at < 0:
        return list(words)
    stop = next((n for n in range(at + 1, len(words)) if words[n].text in cues("change")), len(words))
    return [*words[:at], *words[stop:]]


def join_change(words: Sequence[Word]) -> str:
    """Text of a change with what it is compared with; times are kept only there (比2017年)."""
    compared = False
    kept: list[str] = []
    for word in words:
        compared = compared or word.text in _COMPARED or word.text.startswith(("恢复", "相当"))
        idle = word.tag in (PUNCTUATION, "ul", "u", "uz", "y", "c") or word.text in cues("drop")
        if idle or (word.tag == TIME and not compared):
            continue
        if word.tag != "d" or word.text in cues("keep"):
            kept.append(word.text)
    return "".join(kept).removesuffix("的")


_HEADLESS = {"人": "人数", "名": "人数", "位": "人数", "户": "户数", "家": "数", "头": "数"}
_HEADLESS |= {unit: unit for unit in ("人次", "架次", "车次", "辆次", "班次", "户次")}
"""What is counted where only the measure word names it (造成13人死亡)."""


def _counted(spot: Spot) -> Reading | None:
    """38个技改项目, 2.1亿元的贷款, 造成13人死亡, 5家企业获评绿色工厂."""
    if spot.measure in _PLAIN or not (spot.counts or (spot.noun and _is_had(spot))):
        return None
    parts = parse(without_tail(_without_list(spot.own, bool(spot.noun) and spot.counts)))
    if _is_again(spot):
        return Reading("", goes_on=True)
    if len(parts.verb) > 1 and not parts.subject and parts.verb[-1].text in cues("cause"):
        # 空袭已造成13人死亡: what happened is the subject.
        parts = replace(parts, subject=parts.verb[:1], verb=parts.verb[-1:])
    from_here = bool(spot.own) and spot.own[-1].text in ("从", "由", "自")
    said = _predicate(spot) if not from_here and (not _said(parts.verb) or _is_cause(parts.verb)) else ""
    if not spot.noun and not (said and spot.mention.unit in _HEADLESS):
        return None
    name = spot.noun + _count_word(spot)
    if said and len(spot.own) and spot.own[0].text == "其中" and not parts.verb:
        return Reading(f"{spot.noun}{said}的", goes_on=True)
    if parts.verb:
        thing = "" if said else join(parts.object)
        return Reading(_said(parts.verb) + thing + said + name, parts.subject, doer=True)
    return Reading(f"{said}的{name}" if len(said) > 6 else said + name, parts.subject)


def _is_again(spot: Spot) -> bool:
    """True for 从98个席位增加到148个席位: the same noun, with a change between."""
    own = "".join(word.text for word in spot.own)
    if not spot.after_counted or not spot.noun or not own.startswith(spot.noun):
        return False
    rest = [word for word in spot.own if word.text not in spot.noun]
    return bool(rest) and not any(_carries_meaning(word) for word in rest)


def _is_had(spot: Spot) -> bool:
    """True behind 的: 2.1亿元的贷款."""
    return spot.at + 1 < spot.end and spot.words[spot.at + 1].text == "的"


def _count_word(spot: Spot) -> str:
    """数 behind what is counted, 人数 where only the unit names it."""
    if not spot.noun:
        return _HEADLESS[spot.mention.unit]
    return counted_suffix(spot.noun, spot.mention.unit)[len(spot.noun) :] if spot.counts else ""


def _said(verb: Sequence[Word]) -> str:
    """The verb as the indicator names it; "" for 实现, 达到, 拥有, which only say there is something."""
    light = all(word.text in cues("light") or word.text in cues("link") or not word.is_verb for word in verb)
    return "" if light and not any(word.text in cues("keep") for word in verb) else join(verb)


def _is_cause(verb: Sequence[Word]) -> bool:
    """True for 造成, 带动, 帮助: what is counted does something itself."""
    return any(word.text in cues("cause") for word in verb)


def _without_list(words: Sequence[Word], named: bool = False) -> list[Word]:
    """The words before a list of names: A、B、C等5家企业 is about five companies, not about C.

    With `named` the number has a noun of its own, and a list may stand right before it (A、B、C 3个展馆).
    """
    kept = list(words)
    if not kept or kept[-1].text not in ("等", "等等", "等共", "共"):
        listed = named and kept and kept[-1].is_noun and any(word.text == "、" for word in kept)
        if not listed:
            return kept
    first = next((n for n, word in enumerate(kept) if word.text == "、"), len(kept))
    del kept[first:]
    if not any(word.is_verb or word.tag == "p" or word.text in ("将", "把") for word in kept):
        return []
    while kept and (is_nominal(kept[-1]) or kept[-1].text in ("等", "和", "共", "等等", "以及")):
        kept.pop()
    if len(kept) > 1 and kept[-1].text in ("如", "比如", "例如"):
        # 研发精油产品如甲、乙等10余种
        kept.pop()
    return kept


def _predicate(spot: Spot) -> str:
    """What is said of a counted noun: the verb phrase behind it, up to the end of the clause."""
    said = list(spot.words[spot.said : spot.end])
    first = next((word for word in said if word.tag not in ("d", TIME)), None)
    if first is not None and first.is_noun and first.tag != "vn":
        return _told_in_figures(said)
    if first is None or not (first.is_verb or first.tag in ("p", "vn")):
        return ""
    if first.text in cues("link") or first.text in cues("relation"):
        return ""
    stop = next((n for n, word in enumerate(said) if _ends_predicate(said, n)), len(said))
    text = join(said[:stop])
    return text.removeprefix("被") if len(text) <= _LONGEST_PREDICATE else ""


def _told_in_figures(words: Sequence[Word]) -> str:
    """6家企业产值增速超过50%: which of them are counted is told by a figure of their own."""
    at = next((n for n, word in enumerate(words) if word.tag == FIGURE), 0)
    told = any(word.is_verb for word in words[:at]) and is_indicator(join(words[:at]).rstrip("超过达到为"))
    return join(words[: at + 1]) if told else ""


def _ends_predicate(words: Sequence[Word], at: int) -> bool:
    """True at the mark before the next figure of a list (13人死亡、57人受伤), and at a figure far behind."""
    if words[at].tag == FIGURE:
        return at > 3
    return is_list_mark(words[at]) and at + 1 < len(words) and words[at + 1].tag == FIGURE


def _duration(spot: Spot) -> Reading | None:
    """水质连续8年保持为Ⅱ类, 20年经营权, 20年累计收益."""
    unit = unit_of(spot.mention.unit)
    if unit is None or unit.dimension != "duration":
        return None
    if any(word.text in ("连续", "持续", "已连续") for word in spot.own[-3:]):
        whole = _whole(parse([word for word in spot.own if word.text not in ("连续", "已连续")]))
        return replace(whole, indicator=f"{whole.indicator}连续{_predicate(spot)}{spot.mention.unit}数")
    if without_lead(without_tail(spot.own)) or _is_had(spot):
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
    said = _predicate(spot)
    if not said:
        return None
    name = f"{said}金额" if spot.mention.unit.endswith("元") else said
    return Reading(name, parse(without_tail(spot.own)).subject, doer=True)


def _level(spot: Spot) -> Reading:
    """森林覆盖率达到98.6%, 累计繁育崖柏220万株, 公司实现营业收入12亿元, 隧道长11公里."""
    own = without_tail(_without_list(spot.own))
    if len(own) > 1 and own[-1].tag == "a" and own[-1].text in specifications():
        return Reading(specifications()[own[-1].text], parse(own[:-1]).subject, doer=True)
    found = _whole(parse(own))
    if not found.indicator and not found.subject:
        found = replace(found, indicator=spot.noun, goes_on=not spot.noun)
    return found


def _whole(parts: Parts) -> Reading:
    """Subject and indicator of a clause before a number: [subject][verb][object], or one noun phrase."""
    thing = list(parts.object)
    while thing and thing[-1].text in cues("state"):
        thing.pop()
    if thing and not parts.subject and any(word.text in cues("ensure") for word in parts.verb):
        return _whole(parse(thing))
    if len(thing) > 1 and parts.verb and parts.verb[-1].text in ("让", "使", "令"):
        return _whole(parse(thing))
    state = all(word.text in cues("state") or not word.is_verb for word in parts.verb)
    verb = "" if state and not thing else _said(parts.verb)
    return Reading(verb + join(thing), parts.subject, doer=bool(join(thing)))


_FRAMES: tuple[Callable[[Spot], Reading | None], ...] = (
    _age,
    _score,
    _purpose,
    _share,
    _proportion,
    _specification,
    _duration,
    _rank,
    _means,
    _change,
    _counted,
)
"""In this order: the narrower a manner of saying, the earlier."""
