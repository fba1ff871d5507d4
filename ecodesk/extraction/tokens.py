"""The words of one article, cut where they are asked for; figures, times and names are one word each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ecodesk.extraction.periods import Period
from ecodesk.extraction.words import FIGURE, NAME, TIME, Word, cut, pairs

_QUOTED = re.compile(r"[“《][^”》\n]{1,60}[”》]")
_BRACKETS = re.compile(r"[（(][^）)\n]{0,30}[）)]")
_COMPANY_END = re.compile(r"(?:股份)?有限(?:责任)?公司")
_NOT_IN_COMPANY = re.compile(r"[^一-鿿]|[的从由与和向在是为对被将让]")
_VILLAGE = re.compile(r"(?<=[市区县旗镇乡])[一-鿿]{1,4}?(?:街道|社区|[镇乡村])")
_HOLE, _ODD = "\ue000", "\ufffd"
"""What stands for a figure, a time or a name while the words around it are cut, and for itself in copy."""
_Span = tuple[int, int, str]


def _companies(text: str) -> Iterator[tuple[int, int]]:
    """Spans of company names by their ending; a name begins behind the last function word."""
    for match in _COMPANY_END.finditer(text):
        start = max(0, match.start() - 24)
        for stop in _NOT_IN_COMPANY.finditer(text, start, match.start()):
            start = stop.end()
        if match.start() - start >= 2:
            yield start, match.end()


def _names(text: str, known: Sequence[str]) -> list[_Span]:
    """Spans of names that are one word each: quoted ones, companies, villages, and known ones."""
    spans = [match.span() for match in _QUOTED.finditer(text)]
    spans += _companies(text)
    for name in {match[0] for match in _VILLAGE.finditer(text) if len(match[0]) > 2}:
        spans += [match.span() for match in re.finditer(re.escape(name), text)]
    if known:
        spans += [match.span() for match in _any_of(tuple(known)).finditer(text)]
    return [(start, end, NAME) for start, end in sorted(spans, key=lambda span: (span[0], -span[1]))]


@lru_cache(maxsize=4)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))


class Tokens:
    """Words of an article: time expressions, figures and names stand as one word, brackets are left out.

    `known` are names that the desk's own dictionary adds.
    """

    def __init__(self, text: str, times: Sequence[Period], figures: Sequence[tuple[int, int]],
                 known: Sequence[str] = ()) -> None:
        self.text = text
        told: list[_Span] = [(start, end, FIGURE) for start, end in figures]
        aside = [(*match.span(), "") for match in _BRACKETS.finditer(text)]
        timed: list[_Span] = [(time.start, time.end, TIME) for time in times]
        self._holes = _merged(_merged(_merged(sorted(told), aside), timed), _names(text, known))
        self._starts = [start for start, _, _ in self._holes]
        self._cache: dict[tuple[int, int], tuple[Word, ...]] = {}

    def words(self, low: int, high: int) -> tuple[Word, ...]:
        """Words of a range, in order."""
        known = self._cache.get((low, high))
        if known is None:
            known = self._cache[low, high] = tuple(self._cut(low, high))
        return known

    def _cut(self, low: int, high: int) -> list[Word]:
        """One pass of the segmenter: what is one word already stands as one mark meanwhile."""
        inside = self._holes[bisect_left(self._starts, low) : bisect_right(self._starts, high)]
        holes = [hole for hole in inside if hole[1] <= high]
        if not holes:
            return cut(self.text[low:high], low)
        pieces: list[str] = []
        position = low
        for start, end, _ in holes:
            pieces += (self.text[position:start].replace(_HOLE, _ODD), _HOLE)
            position = end
        pieces.append(self.text[position:high].replace(_HOLE, _ODD))
        waiting = iter(holes)
        found: list[Word] = []
        position = low
        for token, tag in pairs("".join(pieces)):
            start, end = position, position + len(token)
            if token == _HOLE:
                start, end, tag = next(waiting)
                token = self.text[start:end] if tag else ""
            if token:
                found.append(Word(start, end, token, tag))
            position = end
        return found


def _merged(kept: Sequence[_Span], added: Iterable[_Span]) -> list[_Span]:
    """Spans in order: what is kept, and what of the added overlaps nothing before it."""
    result: list[_Span] = []
    waiting = list(kept)
    starts = [start for start, _, _ in waiting]
    end_before = 0
    for start, end, tag in added:
        at = bisect_right(starts, start)
        free = (at == 0 or waiting[at - 1][1] <= start) and (at == len(waiting) or waiting[at][0] >= end)
        if free and start >= end_before:
            result.append((start, end, tag))
            end_before = end
    return sorted([*waiting, *result])
