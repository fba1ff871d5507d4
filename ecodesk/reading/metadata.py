"""What an article says about itself: title, author, publisher."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ecodesk.domain.text import BlockKind
from ecodesk.reading.kinds import is_name, names_of

_SOURCE = re.compile(r"来源\s*[:：]\s*([^\s，。|（()）]{2,20})")
_WIRE = re.compile(r"(新华社|中新社|中新网|央视网|人民网|新华网|光明网)[^，。]{0,14}(?:电|消息|讯)")
_ROLE = re.compile(
    r"^[■□●◎◆◇（(\s]*(?P<house>[^\s：:]*?)(?:首席|全媒体|见习|特约|实习|融媒体?|特派)*(?:记者|通讯员|评论员|作者)"
)
_RUN_IN = re.compile(r"【(?P<title>[^【】\n]{8,60})】")
_WORDS = re.compile(r"[\s/／、：:（）()]+")
_OWN = ("", "本报", "本刊", "本网", "本台", "■")


@dataclass(frozen=True, slots=True)
class About:
    """Title, author (several joined by 、) and publisher, "" where the text does not tell."""

    title: str = ""
    author: str = ""
    publisher: str = ""


def about(blocks: Sequence[tuple[BlockKind, str]]) -> About:
    """What headline, bylines and source lines tell."""
    title = next((text for kind, text in blocks if kind is BlockKind.TITLE), "") or _run_in(blocks)
    author, publisher = "", ""
    for kind, text in blocks:
        if kind is BlockKind.BYLINE:
            author = author or "、".join(_authors(text))
            publisher = publisher or _house(text)
    for _, text in [*blocks[:8], *blocks[-6:]]:
        found = _SOURCE.search(text) or _WIRE.match(text)
        if found and not publisher:
            publisher = found[1]
    return About(title, author, publisher)


def _run_in(blocks: Sequence[tuple[BlockKind, str]]) -> str:
    """The headline that opens an item of a digest in brackets: 【…】 and then its text."""
    found = _RUN_IN.match(blocks[0][1]) if blocks else None
    return found["title"] if found else ""


def _authors(text: str) -> list[str]:
    return names_of(text) or [word for word in _WORDS.split(text)[1:] if is_name(word)]


def _house(text: str) -> str:
    """The paper in 重庆日报首席记者; "" for 本报."""
    match = _ROLE.match(text)
    house = match["house"] if match else ""
    return "" if house in _OWN else house
