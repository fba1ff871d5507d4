"""Damage that shows in the clean text itself: doubled, foreign, left over, unpaired."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ecodesk.domain.text import Block, BlockKind, Damage, DamageKind, Span, shorten
from ecodesk.knowledge.script import simplified
from ecodesk.knowledge.tables import read_table
from ecodesk.reading.characters import HAN

_DOUBLED_WORD = re.compile(f"([{HAN}]{{2,8}}?)\\1+")
_DOUBLED_NAME = re.compile(
    r"(“[^“”]{1,40}”|《[^《》]{1,40}》|「[^「」]{1,40}」|『[^『』]{1,40}』|〈[^〈〉]{1,40}〉)(?:[、，]?\1)+"
)
_COUNTING = "一二两三四五六七八九十百千万半几数每"
# Sounds of foreign names: 俄罗斯罗斯托夫州 is no slip.
_FOREIGN_NAME = re.compile(
    "[阿埃艾安奥巴贝比波布达德迪杜厄恩尔法菲夫弗福盖格古哈海赫霍基吉加贾杰卡凯科克库拉莱兰勒雷里利林卢鲁罗洛马迈麦曼梅门蒙米莫默姆穆纳尼涅诺努"
    "帕佩皮普乔切萨塞沙斯苏索塔泰特提图托瓦威韦维沃乌西希谢辛雅亚耶伊泽扎兹]+"
)
_FOREIGN = re.compile(
    rf"(?<=[{HAN}，、”])\s?(?<![A-Za-z])(?:and|or|the|of|in|to|for|with|by|on|at|from|is|are|was|as|that)(?![A-Za-z])\s?(?=[{HAN}“])"
)
_RESIDUE = re.compile(
    r"&(?:[a-zA-Z]{2,8}|#\d{2,6});|&(?:[lr][sd]?q?u?o?|nbs?p?|mdas?h?|hell?i?p?)(?![A-Za-z])"
    r"|(?:font|text|line|letter|vertical|margin|padding|background)-(?:size|align|height|spacing|family|indent|color|top|left)\b[^，。\u4e00-\u9fff]{0,60}"
    r"|</?[a-zA-Z][a-zA-Z0-9]{0,12}(?:\s[^<>\u4e00-\u9fff]{0,80})?/?>|(?<![A-Za-z])[A-Z][A-Za-z]{0,3}_(?:[a-z]|\d+(?:\.\d+)?)(?![A-Za-z_])|\{\{|\}\}"
)
# Two marks of one rank, or one before and one behind a bracket that stands between two sentences.
_DOUBLED_MARK = re.compile(
    r"(?<![。！？…])。{2}(?!。)|(?<!，)，{2}(?!，)|(?<!、)、{2}(?!、)|[，、；：][。，；：、]|。[，、；：]|(?<=。)[（(][^（）()。]{1,40}[)）]。"
)
_BROKEN = re.compile("\ufffd+")
_RUNNING = (BlockKind.BODY, BlockKind.BOX, BlockKind.QUOTE)
_JOINTS = frozenset("的了和与及在为是来越因全共年月日各有不也就都而并又或以于对将把被从到")
_PLACE_ENDS = tuple("省市州县区镇乡村")
_CLAUSE = re.compile("[^，。；！？：\n]+")
_LIST_NUMBER = re.compile(r"\s*[（(]?(?:\d{1,3}|[a-zA-Z]|[一二三四五六七八九十①-⑳]{1,3})[)）]")
_NAMES = {
    "“": "前引号",
    "”": "后引号",
    "（": "前括号",
    "）": "后括号",
    ")": "后括号",
    "《": "前书名号",
    "》": "后书名号",
    "『": "前引号",
    "』": "后引号",
    "「": "前引号",
    "」": "后引号",
    "【": "前括号",
    "】": "后括号",
}
_PAIRED = re.compile("[“”（）《》『』「」【】()]")
MOST_UNPAIRED = 20
"""Unpaired marks told of one paragraph: more is no copy."""

DEEPEST = 30
"""Nested marks beyond which a paragraph is no copy."""

_OPEN = {"“": "”", "（": "）", "《": "》", "『": "』", "「": "」", "【": "】", "(": ")"}
_CLOSE = {"”": "“", "）": "（", "》": "《", "』": "『", "」": "「", "】": "【", ")": "（"}


@cache
def meant() -> frozenset[str]:
    """Words that Chinese doubles on purpose (研究研究), or that meet themselves in sound copy (代表代表)."""
    return frozenset(row["word"] for row in read_table("doublings.csv", ("word",)))


def find(text: str, blocks: Sequence[Block]) -> list[Damage]:
    """Everything a careful reader of the clean text would stumble over, in reading order."""
    found: list[Damage] = []
    for block in blocks:
        words = block.span.of(text)
        for kind, start, end, message in _in_block(words):
            found.append(Damage(kind, Span(block.span.start + start, block.span.start + end), message))
    found.extend(_repeated_paragraphs(text, blocks))
    found.extend(_unpaired(text, blocks))
    found.extend(_misplaced(text, blocks))
    return sorted(found, key=lambda item: item.span)


_Found = tuple[DamageKind, int, int, str]


def _in_block(words: str) -> Iterator[_Found]:
    if broken_start(words):
        yield DamageKind.LOST, 0, 1, "段落以标点开头，前面可能缺字"
    for match in _BROKEN.finditer(words):
        yield DamageKind.BROKEN, *match.span(), f"有 {len(match[0])} 处字符无法辨认"
    for match in _RESIDUE.finditer(words):
        yield DamageKind.RESIDUE, *match.span(), f"标记残留“{shorten(match[0].strip(), 24)}”"
    for match in _FOREIGN.finditer(words):
        yield DamageKind.FOREIGN, *match.span(), f"中文句子里夹有外文词“{match[0].strip()}”"
    for match in _DOUBLED_MARK.finditer(words):
        yield DamageKind.DOUBLED, *match.span(), f"标点重复“{match[0]}”"
    for match in _DOUBLED_NAME.finditer(words):
        yield DamageKind.DOUBLED, *match.span(), f"{match[1]}连着印了两次以上，疑有一处应是别的名称"
    yield from _doubled_words(words)
    yield from _doubled_clauses(words)


def _doubled_words(words: str) -> Iterator[_Found]:
    for match in _DOUBLED_WORD.finditer(words):
        word = match[1]
        if not _by_chance(word, words[match.end() : match.end() + 1]):
            yield DamageKind.DOUBLED, *match.span(), f"“{word}”连着印了两次"


def _by_chance(word: str, after: str) -> bool:
    """True for a doubling that is meant, or that two neighbouring words make: 带来越来越, 黑龙江龙江县."""
    word, after = simplified(word), simplified(after)
    if len(set(word)) == 1 or word in meant() or word[0] in _COUNTING or _FOREIGN_NAME.fullmatch(word):
        return True
    return len(word) <= 3 and (not _JOINTS.isdisjoint(word) or after in _PLACE_ENDS)


def _doubled_clauses(words: str) -> Iterator[_Found]:
    """The same clause with a quoted name twice in one paragraph: another name must have stood there."""
    seen: set[str] = set()
    for match in _CLAUSE.finditer(words):
        clause = match[0]
        if len(clause) < 8 or not ("”" in clause or "」" in clause):
            continue
        if clause in seen:
            yield (
                DamageKind.DOUBLED,
                *match.span(),
                f"“{shorten(clause, 24)}”在同一段里印了两次，疑有一处名称有误",
            )
        seen.add(clause)


def _repeated_paragraphs(text: str, blocks: Sequence[Block]) -> Iterator[Damage]:
    seen: set[str] = set()
    for block in blocks:
        if block.kind not in _RUNNING:
            continue
        words = block.span.of(text)
        if len(words) >= 15 and words in seen:
            yield Damage(DamageKind.PARAGRAPH, block.span, "这一段与前文重复")
        seen.add(words)


def _misplaced(text: str, blocks: Sequence[Block]) -> Iterator[Damage]:
    """The only byline in the middle of the text: columns were read in another order than they were set.

    Where there are several, the parts of the article are signed.
    """
    body = [index for index, block in enumerate(blocks) if block.kind is BlockKind.BODY]
    signed = [index for index, block in enumerate(blocks) if block.kind is BlockKind.BYLINE]
    if len(signed) == 1 and body and body[0] < signed[0] < body[-1]:
        span = blocks[signed[0]].span
        told = f"署名“{shorten(span.of(text))}”夹在正文中间，分栏的顺序可能有误"
        yield Damage(DamageKind.MISPLACED, span, told)


def _unpaired(text: str, blocks: Sequence[Block]) -> Iterator[Damage]:
    """Quotes and brackets without their partner.

    A quotation over several paragraphs opens each of them and closes only the last.
    """
    body = [block for block in blocks if block.kind in _RUNNING]
    for index, block in enumerate(body):
        following = body[index + 1].span.of(text)[:1] if index + 1 < len(body) else ""
        for position, message in _unpaired_in(block.span.of(text), following):
            start = block.span.start + position
            yield Damage(DamageKind.QUOTES, Span(start, start + 1), message)


def _unpaired_in(words: str, following: str) -> Iterator[tuple[int, str]]:
    opened: list[tuple[str, int]] = []
    skip = _LIST_NUMBER.match(words)
    told = 0
    for match in _PAIRED.finditer(words, skip.end() if skip else 0):
        if told >= MOST_UNPAIRED or len(opened) > DEEPEST:
            return
        mark, position = match[0], match.start()
        if mark in _OPEN:
            opened.append(("（" if mark == "(" else mark, position))
            continue
        if not any(held == _CLOSE[mark] for held, _ in opened):
            told += 1
            yield position, f"{_NAMES[mark]}没有与之配对的前一半"
            continue
        while opened[-1][0] != _CLOSE[mark]:
            held, where = opened.pop()
            told += 1
            yield where, f"{_NAMES[held]}没有与之配对的后一半"
        opened.pop()
    for held, where in opened:
        if not (held in "“「" and following == held):
            yield where, f"{_NAMES[held]}没有与之配对的后一半"


def broken_start(words: str) -> bool:
    """True when a paragraph opens with a mark that can only follow something."""
    return words[0] in "，、。；：！？”’）》】」』"
