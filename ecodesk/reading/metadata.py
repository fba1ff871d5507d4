"""What an article says about itself: title, author, publisher."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ecodesk.domain.text import BlockKind
from ecodesk.knowledge.script import simplified
from ecodesk.reading.kinds import is_name, names_of

_SOURCE = re.compile(r"来源\s*[:：]\s*([^\s，。|（()）]{2,20})")
_WIRE = re.compile(
    r"[【〔［\[（(]?(新华社|中新社|中新网|中央社|中通社|央视网|人民网|新华网|光明网)[^，。]{0,14}(?:电|消息|讯)"
)
_ROLE = re.compile(
    r"^[■□●◎◆◇（(\s]*(?P<house>[^\s：:]*?)(?:首席|全媒体|见习|特约|实习|融媒体?|特派)*(?:记者|通讯员|评论员|作者)"
)
_WORDS = re.compile(r"[\s/／、：:（）()]+")
_OWN = ("", "本报", "本刊", "本网", "本台", "■")
_FILED = re.compile(r"[/／][^/／]{1,6}(?:报[导道]|电|专访)")  # 记者陈某／台北报导


@dataclass(frozen=True, slots=True)
class About:
    """Title, author (several joined by 、) and publisher, "" where the text does not tell."""

    title: str = ""
    author: str = ""
    publisher: str = ""


def about(blocks: Sequence[tuple[BlockKind, str]]) -> About:
    """What headline, bylines and source lines tell."""
    title = next((text for kind, text in blocks if kind is BlockKind.TITLE), "")
    author, publisher = "", ""
    for kind, text in blocks:
        if kind is BlockKind.BYLINE:
            author = author or "、".join(_authors(text))
            publisher = publisher or _house(text)
    for _, text in [*blocks[:8], *blocks[-6:]]:
        plain = simplified(text)
        found = _SOURCE.search(plain) or _WIRE.match(plain)
        if found and not publisher:
            publisher = text[found.start(1) : found.end(1)]
    return About(title, author, publisher)


def _authors(text: str) -> list[str]:
    plain = simplified(text)
    role, filed = _ROLE.match(plain), _FILED.search(plain)
    first, *words = _WORDS.split(text[role.end() if role else 0 : filed.start() if filed else None])
    # 记者陈某某, but 评论员文章: without a blank before it a name of two characters is too often a word.
    if role and len(first) > 2:
        words = [first, *words]
    return names_of(text) or [word for word in words if is_name(word)]


def _house(text: str) -> str:
    """The paper in 重庆日报首席记者; "" for 本报."""
    match = _ROLE.match(simplified(text))
    house = match["house"] if match else ""
    return "" if match is None or house in _OWN else text[match.start("house") : match.end("house")]
