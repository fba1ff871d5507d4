"""Enumerations: N个方面 and 三大… list as many as they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ecodesk.checking.layout import Copy, Item
from ecodesk.checking.show import finding
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.knowledge.intervals import is_exact

QUOTED = re.compile(r"[“\"‘]([^“”\"‘’。]{3,120})[”\"’](?:等|这)?$")
LISTED = re.compile(r"([^，。；：！？“”（）\n]{3,120}?)(等|这)?$")
BEHIND = re.compile(
    r"^[^，。；：、\d]{0,14}(?:：|:|——|，(?:即|分别是|分别为|包括))([^。；：\n]{3,160}?)[。；\n]"
)
ONE_BY_ONE = ("一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是")
JOINED_END = re.compile(r"(?:以及|和|及|与|的)$")
JOINED = re.compile(r"(?:以及|和|及|与)")
UNITS = frozenset(
    re.findall(
        r"\S+",
        "个 项 方面 类 种 家 条 座 所 处 大 点 区 县 省 市 镇 乡 村 区县 园区 行业 领域 部门 国家 省份 城市",
    )
)
ADDED_TO = re.compile(r"[^，。；：]{0,12}(?:和|与|及|以及|、)[^，。；：]{0,8}")
LEAST, MOST = 2, 15
ASPECTS = re.compile("方面|环节|领域|阶段|步骤|层面|维度|板块|要素")
"""Behind 三个, what is counted is the list before it: 从选种、施肥、采收三个方面."""

NEAR = 2
NEAR_ORDINAL = 22


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries of a list beside a figure; open when 等 says that there are more."""

    entries: tuple[str, ...]
    is_open: bool
    certain: bool
    joined: bool = False


class EnumerationCheck:
    """The figure beside a list counts its entries."""

    code = "enumeration"
    title = "列举项数"

    def find(self, copy: Copy) -> Iterator[Finding]:
        for item in copy.items:
            if not self._countable(item):
                continue
            listing = before_figure(item) or behind_figure(copy, item)
            if listing is not None:
                yield from self._judge(item, listing)

    @staticmethod
    def _countable(item: Item) -> bool:
        number = item.fact.number
        return (
            number is not None
            and number == int(number)
            and LEAST <= number <= MOST
            and is_exact(item.fact)
            and (item.fact.unit in UNITS or "大" in item.text or item.unit is None)
        )

    def _judge(self, item: Item, listing: Listing) -> Iterator[Finding]:
        stated, listed = int(item.value), len(listing.entries)
        if listed - stated == 1 and listing.joined:
            listed -= 1  # 建材及家具 may be one entry or two
        fits = listed <= stated if listing.is_open else listed == stated
        if not fits and (abs(listed - stated) > NEAR or not listing.certain):
            return
        verdict = Verdict.HOLDS if fits else Verdict.QUERY
        sign = ("≤" if listing.is_open else "=") if fits else "≠"
        yield finding(
            self.code,
            verdict,
            (item,),
            f"check-enumeration-{verdict}",
            formula=f"{listed}项 {sign} {item.text}",
            stated=item.text,
            listed=str(listed),
            entries="、".join(listing.entries),
        )


def before_figure(item: Item) -> Listing | None:
    """“甲、乙、丙”3个方面, and 甲、乙、丙等3家."""
    words = item.before.rstrip()
    if JOINED_END.search(words):
        return None
    quoted = QUOTED.search(words)
    if quoted:
        entries = split_entries(quoted.group(1))
        return (
            Listing(entries, words.endswith("等"), True, _joined(quoted.group(1)))
            if len(entries) >= LEAST
            else None
        )
    listed = LISTED.search(words)
    if listed is None or "、" not in listed.group(1):
        return None
    entries = split_entries(listed.group(1))
    if len(entries) < LEAST or any(len(entry) > 30 for entry in entries):
        return None
    return Listing(
        entries,
        listed.group(2) == "等",
        len(entries) >= 3
        and max(map(len, entries)) <= 16
        and (item.text[0].isdigit() or "大" in item.text or ASPECTS.match(item.after) is not None)
        and _alike(entries),
        _joined(listed.group(1)),
    )


def _joined(words: str) -> bool:
    return JOINED.search(words.split("、")[-1]) is not None


def _alike(entries: tuple[str, ...]) -> bool:
    """True when the entries behind the first are of about one length: no verb was taken for one."""
    lengths = sorted(map(len, entries[1:]))
    return "等" not in entries[-1] and lengths[-1] - lengths[(len(lengths) - 1) // 2] <= 2


def behind_figure(copy: Copy, item: Item) -> Listing | None:
    """3项措施：甲、乙、丙, and 一是…二是…三是…"""
    tail = copy.text[item.fact.span.end : item.fact.span.end + 600]
    ordinals = _ordinals(tail)
    if ordinals >= LEAST and "一是" in tail[:NEAR_ORDINAL]:
        if _counted_with(copy, item):
            return None
        return Listing(tuple(ONE_BY_ONE[:ordinals]), False, True)
    match = BEHIND.search(tail)
    if match is None or "，" in match.group(1):
        return None
    entries = split_entries(re.sub(r"等$", "", match.group(1)))
    return Listing(entries, match.group(1).endswith("等"), False) if len(entries) >= 3 else None


def _counted_with(copy: Copy, item: Item) -> bool:
    """True where another count is joined to this one: what follows lists both."""
    previous = copy.items[item.index - 1] if item.index else None
    return (
        previous is not None
        and previous.sentence == item.sentence
        and ADDED_TO.fullmatch(copy.between(previous, item)) is not None
    )


def _ordinals(text: str) -> int:
    count, place = 0, 0
    for word in ONE_BY_ONE:
        place = text.find(word, place)
        if place < 0:
            break
        count += 1
    return count


def split_entries(words: str) -> tuple[str, ...]:
    """Entries of a list; 和 and 及 part the last two where a 、 stands before them."""
    pieces = [piece.strip("“”\"' ") for piece in words.split("、")]
    if len(pieces) > 1:
        last = JOINED.split(pieces[-1])
        if len(last) == 2 and all(len(part) >= 2 for part in last):
            pieces[-1:] = last
    return tuple(piece for piece in pieces if piece)
