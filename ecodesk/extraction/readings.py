"""What a manner of saying makes of a figure, and the helpers that all of them use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.parsing import Parts, parse, phrase_end
from ecodesk.extraction.phrases import cues, is_list_mark, is_nominal, join
from ecodesk.extraction.spot import Spot
from ecodesk.extraction.words import FIGURE, TIME, Word, first_of

_LONGEST_PREDICATE = 20


class Reading(NamedTuple):
    """What a frame made of a figure.

    `subject` are the words that its clause names as subject; `indicator` is as an editor names it. With
    `goes_on` the figure goes on about an indicator told before and `indicator` is what it adds (同比增长),
    with `in_front` what stands before it (超标的, 日均). With `doer` a verb stands between subject and
    figure; with `agent` somebody does it for certain, with `light` the verb only says that it was reached
    (实现). `frame` is the manner of saying that fitted.
    """

    indicator: str
    subject: tuple[Word, ...] = ()
    goes_on: bool = False
    in_front: bool = False
    doer: bool = False
    agent: bool = False
    light: bool = False
    frame: str = "level"


FROM = frozenset({"从", "由", "自"})
"""Words before what a change begins with."""


def whole(parts: Parts) -> Reading:
    """Subject and indicator of a clause before a number: [subject][verb][object], or one noun phrase."""
    if not parts.verb:
        return Reading("", parts.subject)
    thing = list(parts.object)
    while thing and thing[-1].text in cues("state"):
        thing.pop()
    if thing and not parts.subject and any(word.text in cues("ensure") for word in parts.verb):
        return whole(parse(thing))
    if len(thing) > 1 and parts.verb[-1].text in ("让", "使", "令"):
        return whole(parse(thing))
    state = not thing and all(word.text in cues("state") or not word.is_verb for word in parts.verb)
    verb = "" if state else said_of(parts.verb)
    had = bool(thing) and thing[0].text == "的"
    named = join(thing) if thing else ""
    return Reading(verb + named, parts.subject, doer=bool(named), agent=had, light=not verb and bool(thing))


def said_of(verb: Sequence[Word]) -> str:
    """The verb as the indicator names it; "" for 实现, 达到, 拥有, which only say there is something."""
    if not verb:
        return ""
    light = all(word.text in cues("light") or word.text in cues("link") or not word.is_verb for word in verb)
    while not light and len(verb) > 1 and verb[0].text in cues("auxiliary"):
        # 有来自……的国家, 能发出……盒
        verb = verb[1:]
    return "" if light and not any(word.text in cues("keep") for word in verb) else join(verb)


def is_cause(verb: Sequence[Word]) -> bool:
    """True for 造成, 带动, 帮助: what is counted does something itself."""
    return any(word.text in cues("cause") for word in verb)


def is_event(word: Word) -> bool:
    """True for 空袭, 地震, 灾害."""
    return word.text in cues("event")


def without_list(words: Sequence[Word], named: bool = False) -> list[Word]:
    """The words before a list of names: A、B、C等5家企业 is about five companies, not about C.

    With `named` the number has a noun of its own, and a list may stand right before it (A、B、C 3个展馆).
    """
    kept = list(words)
    if not kept or kept[-1].text not in ("等", "等等", "等地", "等共", "共"):
        listed = named and kept and kept[-1].is_noun and any(word.text == "、" for word in kept)
        if not listed:
            return kept
    first = next((n for n, word in enumerate(kept) if word.text == "、"), len(kept))
    if first == len(kept) and kept[-1].text == "共" and not named:
        # 医护人员共3650人
        return kept
    listed = first == len(kept) and kept[-1].text in ("等", "等等")
    del kept[first:]
    if not any(word.is_verb or word.tag == "p" or word.text in ("将", "把") for word in kept):
        return []
    if listed:
        kept = _before_examples(kept)
    while kept and (is_nominal(kept[-1]) or kept[-1].text in ("等", "等地", "和", "共", "等等", "以及")):
        kept.pop()
    if len(kept) > 1 and kept[-1].text in ("如", "比如", "例如"):
        # 研发精油产品如甲、乙等10余种
        kept.pop()
    return kept


def _before_examples(words: list[Word]) -> list[Word]:
    """The words up to the verb that examples follow, which may be verbs themselves (发布某区保护更新等)."""
    if words and words[0].tag == "p" and words[0].text in ("从", "围绕", "在", "就", "以"):
        # 从要素匹配等4方面提出举措
        return []
    done = next((n for n, word in enumerate(words) if word.text == "了" and n and words[n - 1].is_verb), 0)
    return words[: done + 1] if done else words


_SUCH, _LISTED = frozenset({"等"}), frozenset({"、"})


def without_examples(words: Sequence[Word]) -> list[Word]:
    """The words without the examples before 等 and a noun (销售电视、冰箱等绿色家电3万台)."""
    at = first_of(words, _SUCH)
    first = first_of(words[:at], _LISTED) if at > 0 else 0
    if first <= 0 or at + 1 >= len(words) or not words[at + 1].is_noun:
        return list(words)
    while first and is_nominal(words[first - 1]):
        first -= 1
    return [*words[:first], *words[at + 1 :]]


def predicate(spot: Spot, linked: bool = False) -> str:
    """What is said of a counted noun: the verb phrase behind it, up to the end of the clause.

    A verb that only links (达到, 为) says nothing, unless `linked`.
    """
    said = _behind_manner(spot.words[spot.said : spot.end])
    if said and said[0].text == "的" and spot.noun:
        return ""
    first = next((word for word in said if word.tag not in ("d", TIME)), None)
    if first is not None and first.is_noun and first.tag != "vn":
        stated = len(said) > 1 and said[0] is first and said[1].tag == "a" and not spot.noun
        # 5人伤势严重
        return join(said[:2]) if stated else _told_in_figures(said)
    if first is not None and first.text in cues("casualty"):
        return first.text
    if first is None or not (first.is_verb or first.tag in ("p", "vn")):
        return ""
    if not linked and (first.text in cues("link") or first.text in cues("relation")):
        return ""
    stop = next((n for n, word in enumerate(said) if _ends_predicate(said, n)), len(said))
    text = join(_without_counts(said[:stop]))
    return text.removeprefix("被") if len(text) <= _LONGEST_PREDICATE else ""


_COUNTING = frozenset("个家项份名位场次条座种只台辆件艘架枚")
"""Ends of figures that count things."""


def _without_counts(words: Sequence[Word]) -> list[Word]:
    """The words without how many there are of other things (组建57个专业团组 is 组建专业团组)."""
    behind = [*words[1:], None]
    return [
        word
        for word, after in zip(words, behind, strict=True)
        if word.tag != FIGURE or after is None or not (after.is_noun or word.text[-1] in _COUNTING)
        or word.text[-1] == "%"
    ]


def _behind_manner(words: Sequence[Word]) -> list[Word]:
    """The words of a predicate without how, where and by what it is done (经过改造联入平台 is 联入平台).

    With whom something is done says nothing about what is counted: 600名工友和老周一起奋战 gives [].
    """
    said = list(words)
    while said and (said[0].tag in ("p", "c") or said[0].text in ("将", "把")):
        if said[0].text in ("和", "与", "同", "跟"):
            return []
        if said[0].text in ("通过", "将", "把", "被", "由", "以", "比", "较") or said[0].text in cues(
            "towards"
        ):
            break
        end = phrase_end(said, 0)
        if end >= len(said) or not any(word.is_verb for word in said[end:]):
            break
        said = said[max(end, 1) :]
        while said and said[0].tag in ("d", TIME, "uj"):
            said.pop(0)
    return said


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


def is_had(spot: Spot) -> bool:
    """True behind 的: 2.1亿元的贷款."""
    return spot.at + 1 < spot.end and spot.words[spot.at + 1].text == "的"
