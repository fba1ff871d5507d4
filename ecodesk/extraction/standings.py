"""Frames of how far and how high: progress, parts, ranks, scores and points of a game."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.parsing import parse
from ecodesk.extraction.phrases import cues, is_nominal, join, without_tail
from ecodesk.extraction.readings import Reading, predicate
from ecodesk.extraction.spot import Spot
from ecodesk.extraction.words import FIGURE, TIME, Word, texts


def score(spot: Spot) -> Reading | None:
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
    if subject and STAGE.fullmatch("".join(texts(subject))):
        # 总比分2比1
        subject = ()
    return Reading(_staged(spot, 0, "比分"), subject, doer=True)


def _staged(spot: Spot, start: int, name: str) -> str:
    """What is told of a game, behind the part of it or the round that the words before say last."""
    told = STAGE.findall("".join(texts(spot.words[start : spot.at])))
    return told[-1].removesuffix(name) + name if told else name


STAGE = re.compile(
    r"(?:[男女混][单双团])?(?:[四八]分之一决赛|1/[48]决赛|半决赛|决赛|小组赛|预赛)(?:第[一二三四五]场)?"
    r"|[上下]半场|半场|首[节局盘回]|末[节局盘]|决胜[局盘]|第[一二三四五][节局盘]|总比分"
)
"""A part of a game or a round of games, of which its score is told."""


def _deed_before(spot: Spot) -> Reading | None:
    """What the clause before ends with, where something is done (迎来收割，已超四成)."""
    if spot.start < 2 or spot.words[spot.start - 1].text != "，":
        return None
    before = spot.words[spot.start - 2]
    told = before.text in cues("change") or before.text in cues("report")
    deed = (before.is_verb or before.tag == "vn") and len(before.text) > 1 and not told
    return Reading(f"{before.text}进度") if deed else None


def game_points(spot: Spot) -> Reading | None:
    """积61分, 得28分, 领先3分: points of a game, of a league or of a test."""
    own = spot.tail
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
    if name == "分差":
        name = _staged(spot, spot.start, f"{own[apart].text}分差" if apart < len(own) else name)
    who = tuple(word for word in parse(own[:apart]).subject if not STAGE.fullmatch(word.text))
    return Reading(name, who, doer=True) if name else None


_POINTS = {
    "积分": ("积", "累计积", "总积", "共积"),
    "得分": (
        "得", "拿到", "拿下", "砍下", "贡献", "获得", "得到", "轰下", "独得", "砍", "斩获", "独取", "入账",
    ),
    "分差": ("领先", "落后", "领先优势", "相差"),
}


def progress(spot: Spot) -> Reading | None:
    """育秧已过半, 迎来大面积收割，目前已超四成: how far something has come."""
    if spot.noun:
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


def _is_under_way(spot: Spot, own: Sequence[Word]) -> bool:
    """True for 已 before a verb of one character that ends the words of a figure (已收过八成)."""
    at = next((n for n, word in enumerate(spot.own) if word is own[-1]), 0)
    told = own[-1].is_verb and len(own[-1].text) < _SHORT_VERB and at > 1 and spot.own[at - 2].is_noun
    return told and spot.own[at - 1].text in ("已", "已经")


_SHORT_VERB = 3


def rank(spot: Spot) -> Reading | None:
    """位列第20名, 居全市第一位, 排名第3."""
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


def part(spot: Spot) -> Reading | None:
    """其中超过一半都适于山地: how many of those told before."""
    if spot.noun:
        return None
    if spot.own and spot.own[0].text != "其中":
        return None
    if not spot.own and not spot.words[spot.at].text.endswith(("成", "成以上", "半", "数", "半以上", "%")):
        return None
    said = predicate(spot)
    return Reading(f"{said}的比例") if said and not spot.bare else None
