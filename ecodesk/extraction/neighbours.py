"""What neighbouring figures share: a unit written once, a hedge, the lower unit of a rate."""

from __future__ import annotations

import re

from ecodesk.domain.facts import Qualifier
from ecodesk.extraction.digits import DIGIT_CHARS
from ecodesk.extraction.mention import Mention

_JOINT = re.compile(r"[、和及与或]|甚至|乃至")
_MOUNTING = re.compile(r"[，、]?(?:甚至|乃至)")
_SEVERALLY = re.compile(r"分别(?:均|都|已)?$")
_DIFFERS = re.compile(r"(?:增加|减少|增长|下降|净增|新增|上升|多|少)了?(?:约|近|超过?)?$")
_NUMBER = re.compile(f"[0-9{DIGIT_CHARS}十百千]")
_SAME_SENTENCE = 20


def in_company(text: str, found: list[Mention]) -> list[Mention]:
    """The figures of a text in reading order, each with what it takes over from its neighbours."""
    _take_from_before(text, found)
    for index in range(len(found) - 2, -1, -1):
        found[index] = _with_later(text, found[index], found[index + 1])
    return found


def _with_later(text: str, mention: Mention, later: Mention) -> Mention:
    """2.5个、5.7个百分点, 几万甚至数十万美元: counted in the unit that is written out with the last."""
    pointed = mention.unit == "个" and later.unit in ("个百分点", "个基点")
    unnamed = not mention.unit and mention.rule == "bare-large"
    if (pointed or unnamed) and later.unit and _JOINT.fullmatch(text, mention.end, later.start):
        return mention._replace(unit=later.unit)
    return mention


def _take_from_before(text: str, found: list[Mention]) -> None:
    """What a figure takes over from the one before it, from left to right."""
    for index, mention in enumerate(found[1:], 1):
        earlier = found[index - 1]
        between = text[earlier.end : mention.start]
        if len(between) > _SAME_SENTENCE or "。" in between:
            continue
        if not mention.unit and mention.rule == "bare-large":
            if _DIFFERS.search(between):
                # 报名人数1342万人，比上年增加51万.
                found[index] = mention._replace(unit=earlier.unit)
        elif _JOINT.fullmatch(between):
            found[index] = _alike(text, earlier, mention)


def _alike(text: str, earlier: Mention, mention: Mention) -> Mention:
    """每吨2580元和2620元, 超过10℃甚至15℃: the rate and the hedge of the figure before."""
    above, _, below = earlier.unit.partition("/")
    if below and mention.unit == above:
        mention = mention._replace(unit=earlier.unit)
    severally = _SEVERALLY.search(text, max(0, earlier.start - 4), earlier.start)
    shared = severally or _MOUNTING.fullmatch(text, earlier.end, mention.start)
    alike = mention.qualifier is Qualifier.EXACT and mention.unit == earlier.unit
    # 分别有30多名和20名: 多 belongs to the first alone.
    if shared and alike and not _NUMBER.match(text, earlier.start):
        mention = mention._replace(qualifier=earlier.qualifier)
    return mention
