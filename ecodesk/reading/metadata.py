"""What an article says about itself: title, author, photographer, publisher."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ecodesk.domain.text import BlockKind
from ecodesk.knowledge.script import simplified
from ecodesk.reading.characters import HAN
from ecodesk.reading.kinds import is_name, names_of

_SOURCE = re.compile(r"来源\s*[:：]\s*([^\s，。|（()）]{2,20})")
_WIRE = re.compile(
    r"[【〔［\[（(]?(新华社|中新社|中新网|中央社|中通社|央视网|人民网|新华网|光明网)[^，。]{0,14}(?:电|消息|讯)"
)
_ROLE = re.compile(
    r"^[■□●◎◆◇（(\s]*(?P<house>[^\s：:]*?)(?:首席|全媒体|见习|特约|实习|融媒体?|特派)*(?:记者|通讯员|评论员|作者)"
)
_RUN_IN = re.compile(r"【(?P<title>[^【】\n]{8,60})】")
_ROLES = re.compile(
    r"(?:首席|全媒体|见习|特约|实习|融媒体?|特派)*(?:记者|通讯员|评论员|实习生|撰稿人?|作者)|[\s/／、：:（）()■□●◎◆◇]+"
)
_TAKEN_BY = (
    re.compile(rf"((?:[{HAN}·]{{2,14}}[\s、]?){{1,3}})\s?(?:摄影|摄)(?=[\s/／）)。]|$)"),
    re.compile(r"(?:摄影|摄)\s?[/／:：]\s?([^，。）)]{2,24})"),
)
_BOTH = re.compile(r"文[/／、并]?\s?图|图[/／、]文")
_OWN = ("", "本报", "本刊", "本网", "本台", "■")
_FILED = re.compile(r"[/／][^/／]{1,6}(?:报[导道]|电|专访)")  # 记者陈某／台北报导


@dataclass(frozen=True, slots=True)
class About:
    """Title, author, publisher and photographer, several joined by 、; "" where the text does not tell."""

    title: str = ""
    author: str = ""
    publisher: str = ""
    photographer: str = ""


def about(blocks: Sequence[tuple[BlockKind, str]]) -> About:
    """What headline, bylines and source lines tell."""
    title = next((text for kind, text in blocks if kind is BlockKind.TITLE), "") or _run_in(blocks)
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
    return About(title, author, publisher, "、".join(_photographers(blocks)))


def _run_in(blocks: Sequence[tuple[BlockKind, str]]) -> str:
    """The headline that opens an item of a digest in brackets: 【…】 and then its text."""
    found = _RUN_IN.match(blocks[0][1]) if blocks else None
    return found["title"] if found else ""


def _authors(text: str) -> list[str]:
    filed = _FILED.search(simplified(text))
    return names_of(text) or _names_in(text[: filed.start()] if filed else text)


def _names_in(text: str) -> list[str]:
    """Names between role words, blanks and marks, as the text writes them."""
    plain, found, start = simplified(text), [], 0
    for part in [*_ROLES.finditer(plain), None]:
        end = part.start() if part else len(text)
        found.append(text[start:end])
        start = part.end() if part else end
    return [word for word in found if is_name(word)]


def _photographers(blocks: Sequence[tuple[BlockKind, str]]) -> list[str]:
    """Who took the pictures, in the order of the page: 张三 摄, 摄/李四, 摄影：王五, 记者 赵六 文/图."""
    found: dict[str, None] = {}
    for kind, text in blocks:
        plain = simplified(text)
        if kind is BlockKind.BYLINE and _BOTH.search(plain):
            found.update(dict.fromkeys(_authors(text)))
        elif kind in (BlockKind.CAPTION, BlockKind.BYLINE, BlockKind.RIGHTS):
            told = [match.span(1) for form in _TAKEN_BY for match in form.finditer(plain)]
            found.update(dict.fromkeys(name for start, end in told for name in _names_in(text[start:end])))
    return list(found)


def _house(text: str) -> str:
    """The paper in 重庆日报首席记者; "" for 本报."""
    match = _ROLE.match(simplified(text))
    house = match["house"] if match else ""
    return "" if match is None or house in _OWN else text[match.start("house") : match.end("house")]
