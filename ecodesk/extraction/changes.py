"""Figures that go on about another: changes, multiples, shares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ecodesk.domain.facts import Measure
from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.parsing import parse
from ecodesk.extraction.phrases import cues, is_nominal, join, without_lead, without_tail
from ecodesk.extraction.readings import Reading, is_had, predicate, said_of, whole
from ecodesk.extraction.spot import Spot
from ecodesk.extraction.words import FIGURE, PUNCTUATION, TIME, Word, first_of, last_of, texts

_TO_LEVEL = ("至", "到", "为", "达", "突破", "超过")
_EQUALS = frozenset({"是", "为", "相当于", "到", "达到", "达"})
_COMPARED = frozenset({"比", "较", "同", "与", "跟", "相比"})
_YEARLY = re.compile(r"^(?:相?比|较|与|同)(?:去年|上年|前年)?同期(?:相比)?(?=增|下|上升|提|减|降)")
_MONTHLY = re.compile(r"^(?:相?比|较|与)上个?月(?:份)?(?:相比)?(?=增|下|上升|提|减|降|回)")
_BASE_END = re.compile(r"(?:的?(?:比重|比例|份额)|的)$")


def share(spot: Spot) -> Reading | None:
    """占地区生产总值比重达5.5%: of what was spoken of before, or of what stands before 占."""
    own = spot.own
    at = last_of(own, cues("share"))
    part_of = spot.mention.unit or spot.mention.rule == "fraction"
    if at < 0 or not part_of:
        return None
    stated = own[at].text.startswith(("占比", "比重"))
    base = "" if stated else _BASE_END.sub("", join(without_tail(own[at + 1 :])))
    said = f"占{base}比重" if base else "占比"
    part = without_lead(without_tail(own[:at]))
    if not part:
        return Reading(said, goes_on=True)
    found = whole(parse(part))
    return found._replace(indicator=found.indicator + said)


def multiple(spot: Spot) -> Reading | None:
    """平均降雪量是常年的1.6倍, 效率提升到传统天线的两倍: what is compared with what."""
    own = spot.lead
    if len(own) < 3 or own[-1].text != "的":
        return None
    at = next((n for n in range(1, len(own) - 1) if own[n].text in _EQUALS), 0)
    head = list(own[:at])
    while len(head) > 1 and head[-1].text in cues("change"):
        head.pop()
    if not head or not any(word.is_noun for word in own[at + 1 : -1]):
        return None
    found = whole(parse(head))
    return found._replace(indicator=f"{found.indicator}相当于{_join(own[at + 1 : -1])}的倍数")


def proportion(spot: Spot) -> Reading | None:
    """85%的农户种茶, 15%的企业用电, 超八成市县规划获批."""
    if not spot.noun:
        return None
    own = [word for word in spot.own if word.tag not in ("d", "ul")]
    if own and is_indicator(spot.noun) and own[-1].text in cues("holds"):
        # 数据产业有望保持20%以上年均增速
        return Reading(spot.noun, parse(own[:-1]).subject, doer=True, agent=True)
    tenths = spot.words[spot.at].text.endswith("成") and spot.at + 1 < spot.end
    direct = tenths and spot.words[spot.at + 1].is_noun
    if spot.measure is not Measure.PERCENT or not (is_had(spot) or direct):
        return None
    if is_indicator(spot.noun) and spot.own and spot.own[-1].text == "以":
        # 某品牌以19.2%的份额位居第一
        return Reading(spot.noun, parse(spot.own[:-1]).subject, doer=True, agent=True)
    parts = parse(spot.tail)
    name = f"{said_of(parts.verb)}{join(parts.object)}{spot.noun}{predicate(spot)}比例"
    return Reading(name, parts.subject, doer=bool(parts.verb), agent=True)


def change(spot: Spot) -> Reading | None:
    """同比增长8%, 比上年末提高0.9个百分点, 增速快于全国2个百分点: about a figure before."""
    own = _behind_allowance(spot.lead)
    reckoned = cues("nominal-or-real")
    rest = [word for word in _behind_comparison(own) if word.text not in reckoned]
    if spot.measure is Measure.MULTIPLE and (not own or own[0].text in ("是", "为", "达", "相当于")):
        base = "".join(word.text for word in own if word.text not in ("是", "为", "相当于", "达", "的"))
        return Reading(f"相当于{base}的倍数" if base else "倍数", goes_on=True)
    if own and own[0].text in cues("average") and cues("average").issuperset(texts(own)):
        return Reading(_join(own), goes_on=True, in_front=True)
    if rest and rest[0].text in cues("relative"):
        return Reading(_join(own).removesuffix("为").removesuffix("达到").removesuffix("达"), goes_on=True)
    pulls = cues("pulls")
    if (
        own
        and spot.measure in (Measure.CHANGE, Measure.AMOUNT)
        and (own[0].text in pulls or (rest and rest[0].text in pulls))
    ):
        return Reading(_join(own), goes_on=True)
    ratio = spot.measure is Measure.PERCENT and len(own) > 2 and own[-1].text == "的"
    if ratio and own[0].text in ("为", "是") and not spot.noun:
        # 预算收入完成203亿元，为预算的101.2%
        return Reading(f"为{_join(own[1:-1])}的比例", goes_on=True)
    back = own and own[0].text.startswith("恢复") and all(map(_is_back, own))
    if back and not (spot.measure is Measure.PERCENT and any(word.tag == TIME for word in own)):
        # 由6万只恢复到现在的30万只
        return Reading("", goes_on=True)
    if own and own[0].text.startswith(("恢复", "相当")) and spot.measure is Measure.PERCENT:
        return Reading(f"{_join(own)}的比例", goes_on=True)
    if (spot.noun and spot.counts) or _any_carries(rest):
        return None
    if spot.measure is Measure.MULTIPLE:
        return Reading(f"{_join(own)}的倍数", goes_on=True)
    if spot.measure is Measure.CHANGE and not (own and own[-1].text == "的" and _comes_to(own)):
        return Reading(_join(own), goes_on=True)
    equals = bool(own) and own[-1].text in ("为", "是", "分别为", "分别是")
    if spot.noun and equals and spot.mention.unit.endswith("元"):
        # 两项工具分别为5000亿元互换便利和3000亿元再贷款
        return Reading(spot.noun)
    return Reading("", goes_on=True) if _comes_to(own) else None


def _is_back(word: Word) -> bool:
    """True for the words of 恢复到现在的."""
    return word.text.startswith("恢复") or word.text in ("到", "至", "的", "了") or word.tag in (TIME, "t")


def _comes_to(words: Sequence[Word]) -> bool:
    """True for 提高到目前的: the level that something changed to."""
    return any(
        word.text.endswith(_TO_LEVEL) or (word.tag == TIME and word.text[0] in "到至") for word in words
    )


def carries_meaning(word: Word) -> bool:
    """True for a noun or a verb that is more than a change or a link."""
    if word.text in _changes_and_links():
        return False
    return (is_nominal(word) and word.tag != "f") or word.is_verb or word.tag == FIGURE


def _any_carries(words: Sequence[Word]) -> bool:
    for word in words:  # noqa: SIM110 - any() takes three times as long
        if carries_meaning(word):
            return True
    return False


@cache
def _changes_and_links() -> frozenset[str]:
    """Words of a change, with 至, 到 and 为 too, and of a link."""
    change = cues("change")
    to_level = {word + to for word in change for to in "至到为"}
    return frozenset(to_level).union(change, *map(cues, ("link", "keep", "becomes", "stage")))


@cache
def _ends_comparison() -> frozenset[str]:
    return cues("change") | cues("pulls")


def _behind_allowance(words: Sequence[Word]) -> Sequence[Word]:
    """The words behind 扣除价格因素, 剔除汇率影响: what a change allows for."""
    if not words or words[0].text not in cues("allow"):
        return words
    end = next((n for n, word in enumerate(words[:8], 1) if word.text in cues("allowed")), 0)
    return without_lead(words[end:])


def _behind_comparison(words: Sequence[Word]) -> Sequence[Word]:
    """The words of a change without what it is compared with (比上年同期, 较7月末)."""
    at = first_of(words, _COMPARED)
    if at < 0:
        return words
    behind = words[at + 1 :]
    stop = first_of(behind, _ends_comparison())
    return [*words[:at], *(behind[stop:] if stop >= 0 else ())]


def _join(words: Sequence[Word]) -> str:
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
    text = "".join(kept).removesuffix("的")
    text = _YEARLY.sub("同比", text) if "同期" in text else text
    return _MONTHLY.sub("环比", text) if "月" in text else text
