"""Digests: several short items under headings of their own, of which none goes on about the one before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from ecodesk.domain.text import BlockKind
from ecodesk.extraction.sentences import Sentence

_FEWEST = 2
_MOST_PARAGRAPHS = 2
"""Paragraphs under a heading of a digest, on the average, at most; a feature has more."""


def item_starts(sentences: Sequence[Sentence], kinds: Mapping[int, BlockKind]) -> tuple[int, ...]:
    """Where the items of a digest begin, in order; () for copy that is none."""
    heads = [number for number, kind in kinds.items() if kind is BlockKind.HEADING]
    if len(heads) < _FEWEST:
        return ()
    body = sum(kind is BlockKind.BODY and number > heads[0] for number, kind in kinds.items())
    if not len(heads) <= body <= _MOST_PARAGRAPHS * len(heads):
        return ()
    first = dict.fromkeys(heads, -1)
    for sentence in reversed(sentences):
        if sentence.paragraph in first:
            first[sentence.paragraph] = sentence.start
    return tuple(sorted(start for start in first.values() if start >= 0))


def headline_starts(sentences: Sequence[Sentence]) -> tuple[int, ...]:
    """Where the lines of a numbered list of headlines begin, of which none goes on about the one before.

    A list is one of headlines where what stands over it says so (本期主要内容, 要闻); () for any other copy.
    """
    first = next((n for n, one in enumerate(sentences) if _NUMBERED.match(one.text)), len(sentences))
    over = sentences[max(0, first - _LINES_OVER) : first]
    if not over or not any(_CONTENTS.search(one.text) for one in over):
        return ()
    starts = tuple(one.start for one in sentences[first:] if _NUMBERED.match(one.text))
    return starts if _FEWEST_LINES <= len(starts) >= _SHARE * (len(sentences) - first) else ()


_NUMBERED = re.compile(r"\s*(?:[0-9]{1,2}[.．、]|[（(][0-9]{1,2}[)）])")
_CONTENTS = re.compile("主要内容|内容提要|今日要闻|要闻导读|本期要目|目录")
_LINES_OVER = 2
_FEWEST_LINES, _SHARE = 4, 0.5
"""Lines that a list has at least, and what part of the copy behind its first line they make up at least."""


def item_of(starts: Sequence[int], position: int) -> int:
    """Start of the item that holds a position, -1 before the first and where there are none."""
    at = bisect_right(starts, position)
    return starts[at - 1] if at else -1
