"""Where one file holds several articles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from ecodesk.domain.text import BlockKind
from ecodesk.reading.kinds import Look
from ecodesk.reading.layout import DATELINE, Placed, in_boxes

_SIGNED = (Look.BYLINE, Look.NAMES)
_CLOSING = (Look.RIGHTS, Look.CAPTION, *_SIGNED)
_BRACKETED = re.compile(r"【[^【】\n]{8,60}】")
LEAST_ITEMS = 3
"""Items that make a file a digest: two headings alike may be parts of one article."""

LEAST_SIGNS = 2
"""How many signs of an end must stand between a byline and a headline to part two articles."""


def split(placed: Sequence[Placed]) -> list[list[Placed]]:
    """The pieces of each article; a file without a word of text gives one empty article."""
    found = (_behind_bylines, _with_openings, _main_titles, _of_one_level, _in_brackets)
    starts = sorted({0, *(index for rule in found for index in rule(placed))})
    groups = [list(placed[a:b]) for a, b in zip(starts, [*starts[1:], len(placed)], strict=True)]
    return [group for group in groups if group] or [[]]


def _headline_start(placed: Sequence[Placed], index: int) -> int:
    """First of the headlines that end at `index`; a heading of the file's own markup stands for itself."""
    while index and placed[index].piece.kind is None and placed[index - 1].look is Look.HEADLINE:
        index -= 1
    return index


def _body_follows(placed: Sequence[Placed], index: int) -> bool:
    """True when text stands within a few lines behind a headline."""
    for item in placed[index + 1 : index + 6]:
        if item.look is Look.BODY:
            return True
        if item.look in (Look.LABEL, Look.RIGHTS):
            return False
    return False


def _behind_bylines(placed: Sequence[Placed]) -> list[int]:
    """Headlines behind the end of an article: byline, rights, captions, then the headline.

    A byline in the middle alone proves nothing: columns may have been read in the wrong order.
    """
    starts: list[int] = []
    boxed = in_boxes(placed)
    last_signed = max((i for i, item in enumerate(placed) if item.look in _SIGNED), default=-1)
    index, body = 0, False
    while index < len(placed):
        look = placed[index].look
        body = body or look is Look.BODY
        index += 1
        if not body or look not in _SIGNED:
            continue
        begin = index
        while index < len(placed) and (placed[index].look in _CLOSING or boxed[index]):
            index += 1
        if (
            index == len(placed)
            or placed[index].look is not Look.HEADLINE
            or not _body_follows(placed, index)
        ):
            continue
        closing = {item.look for item in placed[begin:index]} & {Look.RIGHTS, Look.CAPTION, Look.LABEL}
        if len(closing) + (last_signed >= index) >= LEAST_SIGNS:
            starts.append(index)
            body = False
    return starts


def _with_openings(placed: Sequence[Placed]) -> list[int]:
    """Headlines followed by a byline or a date line, where the file has several such."""
    starts: list[int] = []
    for index, item in enumerate(placed[:-1]):
        following = placed[index + 1]
        if item.look is not Look.HEADLINE:
            continue
        signed = following.look in _SIGNED and index + 2 < len(placed) and placed[index + 2].look is Look.BODY
        if signed or (following.look is Look.BODY and DATELINE.match(following.text)):
            starts.append(_headline_start(placed, index))
    return starts if len(starts) > 1 else []


def _main_titles(placed: Sequence[Placed]) -> list[int]:
    """Main headings of the file's own markup, where there are several with text behind each."""
    titles = [
        index
        for index, item in enumerate(placed)
        if item.piece.kind is BlockKind.TITLE and _body_follows(placed, index)
    ]
    return titles if len(titles) > 1 else []


def _of_one_level(placed: Sequence[Placed]) -> list[int]:
    """All headings of a level of the file's markup, where most of those with text open an article.

    An item whose text is missing is an article all the same: its heading may hold a figure.
    """
    levels: dict[int, list[int]] = defaultdict(list)
    for index, item in enumerate(placed):
        if item.piece.level and item.look is Look.HEADLINE:
            levels[item.piece.level].append(index)
    for headings in levels.values():
        filled = sum(placed[index + 1].look is Look.BODY for index in headings if index + 1 < len(placed))
        opening = sum(_opens_article(placed, index) for index in headings)
        if opening >= LEAST_ITEMS and opening * 2 > filled:
            return headings
    return []


def _opens_article(placed: Sequence[Placed], index: int) -> bool:
    """True for a headline with a byline, a date line or the wire's opening right behind it."""
    if index + 1 == len(placed):
        return False
    following = placed[index + 1]
    return following.look in _SIGNED or (
        following.look is Look.BODY and DATELINE.match(following.text) is not None
    )


def _in_brackets(placed: Sequence[Placed]) -> list[int]:
    """Paragraphs that open with their headline in 【】, as the items of a digest do."""
    starts = [
        index for index, item in enumerate(placed)
        if (found := _BRACKETED.match(item.text)) and _has_text(placed, index, found.end())
    ]
    if len(starts) < LEAST_ITEMS or any(item.look is Look.BODY for item in placed[: starts[0]]):
        return []
    return starts[1:]  # what stands above the first item goes with it


def _has_text(placed: Sequence[Placed], index: int, end: int) -> bool:
    return len(placed[index].text) > end or _body_follows(placed, index)
