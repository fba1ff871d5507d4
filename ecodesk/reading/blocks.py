"""The pieces of one article as paragraphs with their final kind and tidied blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ecodesk.domain.text import BlockKind, DamageKind
from ecodesk.reading.characters import HAN
from ecodesk.reading.draft import Mark
from ecodesk.reading.kinds import Look, is_couplet
from ecodesk.reading.layout import Placed, in_boxes
from ecodesk.reading.strips import Strip

MOST_TITLES = 4

_MARKS = "，。、；：！？（）《》“”‘’「」『』…"
_BLANKS = re.compile(r"(?<= ) +")
_AT_NUMBERS = re.compile(rf"(?<=[\d%％℃‰]) (?=[{HAN}])|(?<=[{HAN}]) (?=\d)")
_AT_MARKS = re.compile(rf"(?<=[{_MARKS}]) | (?=[{_MARKS}])")
_SPACED_OUT = re.compile(rf"(?<![{HAN}])(?:[{HAN}] ){{3,}}[{HAN}](?![{HAN}])")
_PROMPT = re.compile(
    r"[■●【［\[]?\s*(?:核心提示|阅读提示|内容提要|提要|导读|编者按|开栏的?话|开栏语|引言|前言|摘要)\s*[】］\]:：]?$"
)
_RUNNING = (BlockKind.BODY, BlockKind.BOX, BlockKind.QUOTE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block before the clean text is put together."""

    kind: BlockKind
    strip: Strip


def tidy(strip: Strip, kind: BlockKind) -> Strip:
    """Blanks that only the typesetting made go; those that part names or the halves of a headline stay."""
    if " " not in strip.text:
        return strip
    strip = strip.drop(_BLANKS).strip(" ")
    spans = [
        (i, i + 1)
        for match in _SPACED_OUT.finditer(strip.text)
        for i in range(match.start() + 1, match.end(), 2)
    ]
    strip = strip.without(spans)
    if kind in _RUNNING or kind is BlockKind.CAPTION:
        strip = strip.drop(_AT_NUMBERS)
    return strip.drop(_AT_MARKS) if kind in _RUNNING else strip


def paragraphs_of(group: Sequence[Placed]) -> list[Paragraph]:
    """Kind and tidied text of every piece; bullets that lost their text are left out."""
    kinds = _kinds(group)
    made = [
        Paragraph(kind, tidy(item.piece.strip, kind))
        for item, kind in zip(group, kinds, strict=True)
        if item.look is not Look.BULLET
    ]
    return [paragraph for paragraph in made if paragraph.strip.text]


def lone_bullets(group: Sequence[Placed]) -> list[Mark]:
    """A mark for each run of bullets that stand apart from their text; they are not shown."""
    marks: list[Mark] = []
    for index, item in enumerate(group):
        if item.look is Look.BULLET and (not index or group[index - 1].look is not Look.BULLET):
            marks.append(
                Mark(DamageKind.RESIDUE, item.piece.strip.at[0], "这里有项目符号脱离了它的文字，未显示")
            )
    return marks


def _kinds(group: Sequence[Placed]) -> list[BlockKind]:
    looks = [item.look for item in group]
    first_body = next((i for i, item in enumerate(group) if _opens_body(group, i)), len(group))
    kinds = [_plain_kind(group, index, first_body) for index in range(len(group))]
    _mark_quotes(looks, kinds)
    _mark_titles(group, kinds, first_body)
    _mark_boxes(group, kinds)
    return kinds


def _opens_body(group: Sequence[Placed], index: int) -> bool:
    """True for the first paragraph of the text proper: body that is no motto above the headline."""
    if group[index].look is not Look.BODY:
        return False
    return not any(item.look is Look.QUOTED for item in group[index : index + 3])


def _plain_kind(group: Sequence[Placed], index: int, first_body: int) -> BlockKind:
    look = group[index].look
    if group[index].piece.kind is BlockKind.BOX:
        return BlockKind.BOX
    simple = {
        Look.CAPTION: BlockKind.CAPTION,
        Look.BYLINE: BlockKind.BYLINE,
        Look.RIGHTS: BlockKind.RIGHTS,
        Look.LABEL: BlockKind.BOX,
        Look.QUOTED: BlockKind.QUOTE,
        Look.HEADLINE: BlockKind.HEADING,
    }
    if look is Look.NAMES:
        return BlockKind.BYLINE if _is_signature(group, index, first_body) else BlockKind.HEADING
    return simple.get(look, BlockKind.BODY)


def _is_signature(group: Sequence[Placed], index: int, first_body: int) -> bool:
    """A line of names is a byline under the headline, at the end, or before a heading; not above text."""
    if index < first_body or len(group[index].text.split()) > 1:
        return True
    return index + 1 >= len(group) or group[index + 1].look is not Look.BODY


def _mark_quotes(looks: Sequence[Look], kinds: list[BlockKind]) -> None:
    """The words above ——name are the quotation: at most two paragraphs at the start of the article."""
    for index, look in enumerate(looks[:4]):
        if look is Look.QUOTED:
            for before in range(index):
                if looks[before] is Look.BODY:
                    kinds[before] = BlockKind.QUOTE


def _mark_titles(group: Sequence[Placed], kinds: list[BlockKind], first_body: int) -> None:
    """The headlines above the text: one title, the others subtitles."""
    heads = [
        i for i in range(first_body) if kinds[i] is BlockKind.HEADING and not _PROMPT.match(group[i].text)
    ][:MOST_TITLES]
    marked = [i for i in heads if group[i].piece.kind is BlockKind.TITLE]
    if not heads:
        return
    # A couplet above or below the headline is its kicker; where all are alike the first leads.
    plain = [i for i in heads if not is_couplet(group[i].text)]
    title = (marked or plain or heads)[0]
    for index in heads:
        kinds[index] = BlockKind.TITLE if index == title else BlockKind.SUBTITLE


def _mark_boxes(group: Sequence[Placed], kinds: list[BlockKind]) -> None:
    """What follows a box's label belongs to it, up to a picture, a byline or a heading."""
    for index, inside in enumerate(in_boxes(group)):
        if inside:
            kinds[index] = BlockKind.BOX
