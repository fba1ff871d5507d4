"""Runs of figures that follow one another without a word between: no copy has them, they tell of nothing."""

from __future__ import annotations

from collections.abc import Sequence

from ecodesk.extraction.digits import DIGIT_CHARS, MULTIPLIER_CHARS
from ecodesk.extraction.mention import Mention

_LONGEST = 20
"""Figures of the longest run that still may be copy, a row of a table that lost its blanks, say.

News has two that touch at most (2024五四青年节); 三分之一三分之一… over pages is a test of patience.
"""
_IN_NUMERALS = frozenset(f"0123456789.{DIGIT_CHARS}{MULTIPLIER_CHARS}分之点又几数余多")


def without_runs(text: str, found: Sequence[Mention]) -> list[Mention]:
    """The figures, in reading order, but for those of a run that is longer than any in copy."""
    if len(found) <= _LONGEST:
        return list(found)
    kept: list[Mention] = []
    first = 0
    for at in range(1, len(found) + 1):
        if at < len(found) and _IN_NUMERALS.issuperset(text[found[at - 1].end : found[at].start]):
            continue
        if at - first <= _LONGEST:
            kept += found[first:at]
        first = at
    return kept
