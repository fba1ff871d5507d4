"""Where one file holds several articles."""

from __future__ import annotations

from collections.abc import Sequence

from ecodesk.domain.text import BlockKind
from ecodesk.reading.kinds import Look
from ecodesk.reading.layout import DATELINE, Placed, in_boxes

_SIGNED = (Look.BYLINE, Look.NAMES)
_CLOSING = (Look.RIGHTS, Look.CAPTION, *_SIGNED)
LEAST_SIGNS = 2
"""How many signs of an end must stand between a byline and a headline to part two articles."""


def split(placed: Sequence[Placed]) -> list[list[Placed]]:
    """The pieces of each article; a file without a word of text gives one empty article."""
    starts = sorted({0, *_behind_bylines(placed), *_with_openings(placed), *_main_titles(placed)})
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
