"""Digests: several short items under headings of their own, of which none goes on about the one before."""

from __future__ import annotations

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


def item_of(starts: Sequence[int], position: int) -> int:
    """Start of the item that holds a position, -1 before the first and where there are none."""
    at = bisect_right(starts, position)
    return starts[at - 1] if at else -1
