"""Noun phrases around a figure: what opens a clause, what stands before the number, what follows it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from ecodesk.extraction.periods import Period
from ecodesk.extraction.words import Word, cut
from ecodesk.knowledge.lexicon import cue_words

_QUOTED = re.compile(r"[“《][^”》]{1,30}[”》]")
_BRACKETS = re.compile(r"[（(][^）)]{0,30}[）)]")
_LEAD_PUNCTUATION = '“”‘’"、 　（）()●■▲▶'


_COMPANY = re.compile(r"(?<![一-鿿])[一-鿿（）]{3,24}?(?:有限责任公司|股份有限公司|有限公司)")
_VILLAGE = re.compile(r"(?<=[市区县旗镇乡])[一-鿿]{1,4}?(?:街道|社区|[镇乡村])")


def _names(text: str) -> list[tuple[int, int]]:
    """Spans of names that are one word each: quoted ones, companies, villages named behind their town."""
    spans = [match.span() for match in _QUOTED.finditer(text)]
    spans += [match.span() for match in _COMPANY.finditer(text)]
    for name in {match[0] for match in _VILLAGE.finditer(text) if len(match[0]) > 2}:
        spans += [match.span() for match in re.finditer(re.escape(name), text)]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


@cache
def _links() -> frozenset[str]:
    return frozenset(cue_words("link"))


@cache
def _leads() -> frozenset[str]:
    return frozenset(cue_words("lead"))


class Phrases:
    """Cuts the parts of one text that stand near figures, quoted names kept whole."""

    def __init__(self, text: str, times: Sequence[Period], figures: Sequence[tuple[int, int]]) -> None:
        self._text = text
        self._times = [(time.start, time.end) for time in times]
        self._figures = sorted(figures)
        self._quotes = _names(text)
        self._quote_starts = [start for start, _ in self._quotes]
        self._cache: dict[tuple[int, int], list[Word]] = {}

    def words(self, low: int, high: int) -> list[Word]:
        """Words of a range; time expressions and brackets left out, quoted names one word each."""
        if (low, high) not in self._cache:
            self._cache[low, high] = list(self._cut(low, high))
        return list(self._cache[low, high])

    def _cut(self, low: int, high: int) -> list[Word]:
        holes = [(start, end, "") for start, end in self._times if low <= start and end <= high]
        holes += [
            (match.start() + low, match.end() + low, "") for match in _BRACKETS.finditer(self._text[low:high])
        ]
        first = bisect_left(self._quote_starts, low)
        holes += [
            (start, end, "nz")
            for start, end in self._quotes[first : bisect_right(self._quote_starts, high)]
            if end <= high
        ]
        found: list[Word] = []
        position = low
        for start, end, tag in sorted(holes):
            if start < position:
                continue
            found += cut(self._text[position:start], position)
            if tag:
                found.append(Word(start, end, self._text[start:end], tag))
            position = end
        return found + cut(self._text[position:high], position)

    def core(self, low: int, high: int) -> list[Word]:
        """The words before a number, without lead-in, linking words and adverbs at the end."""
        words = self.words(low, high)
        while words and (
            words[-1].text in _links()
            or words[-1].text in _LEAD_PUNCTUATION
            or words[-1].tag in ("d", "p", "c", "u", "ul", "uj", "y", "ad", "zg")
        ):
            words.pop()
        return self._without_lead(words)

    def _without_lead(self, words: list[Word]) -> list[Word]:
        while words and (
            words[0].text in _leads()
            or words[0].text in _LEAD_PUNCTUATION
            or words[0].tag in ("c", "d", "u", "uj", "y", "m", "t")
        ):
            words = words[1:]
        return words

    def opening_noun(self, low: int, high: int) -> str:
        """The noun phrase that opens a clause, "" when a verb or a preposition opens it."""
        words = self.words(low, high)
        while words and (
            words[0].text in _leads()
            or words[0].text in _LEAD_PUNCTUATION
            or words[0].tag in ("u", "y")
            or (words[0].tag == "c" and words[0].text not in "和与同跟")
        ):
            words = words[1:]
        taken: list[Word] = []
        for word in words:
            if not word.is_noun and word.text not in ("的", "·", "与", "和", "及"):
                break
            if word.tag in ("s", "f", "t") and not taken:
                return ""
            taken.append(word)
        while taken and taken[-1].text in ("的", "与", "和", "及"):
            taken.pop()
        return "".join(word.text for word in taken)

    def closing_noun(self, low: int, high: int) -> str:
        """The noun phrase behind the last 的 of a clause: 坐拥……美称的涪陵."""
        last = self._text.rfind("的", low, high)
        if last < 0 or high - last > 16:
            return ""
        tail = self._text[last + 1 : high]
        return tail if self.opening_noun(last + 1, high) == tail else ""

    def trailing_noun(self, words: Sequence[Word]) -> str:
        """The noun phrase at the end of some words, without links and adverbs."""
        kept = list(words)
        while kept and (
            kept[-1].text in _links() or kept[-1].tag in ("d", "p", "c", "u", "ul", "uj", "ad", "r", "zg")
        ):
            kept.pop()
        taken: list[Word] = []
        for word in reversed(kept):
            if not (word.is_noun or word.adorns) and word.text != "的":
                break
            taken.insert(0, word)
        before = len(kept) - len(taken) - 1
        if before >= 0 and kept[before].tag == "p":
            # 向武隆区授信: what a preposition governs is not the subject.
            return self.trailing_noun(kept[:before])
        while taken and (taken[0].text == "的" or taken[0].adorns):
            taken.pop(0)
        return "".join(word.text for word in taken)

    def predicate_after(self, low: int, high: int) -> str:
        """What is said of a counted noun: the verb phrase behind it, up to the next figure."""
        index = bisect_left(self._figures, (low, 0))
        end = min(high, self._figures[index][0]) if index < len(self._figures) else high
        words = self.words(low, end)
        if not words or not (words[0].is_verb or words[0].tag in ("d", "p")):
            return ""
        said = "".join(word.text for word in words)
        return said if len(said) <= 20 else ""

    def noun_after(self, low: int, high: int) -> str:
        """The noun phrase that follows a number directly or behind 的."""
        position = low + 1 if self._text[low : low + 1] == "的" else low
        end = min(high, position + 30)
        index = bisect_left(self._figures, (position, 0))
        if index < len(self._figures):
            end = min(end, self._figures[index][0])
        taken: list[Word] = []
        for word in self.words(position, end):
            if not (word.is_noun or word.adorns) or word.text in ("、", "，", " "):
                break
            taken.append(word)
        while taken and taken[-1].adorns:
            taken.pop()
        return "".join(word.text for word in taken)
