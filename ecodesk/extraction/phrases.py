"""Noun phrases around a figure: what opens a clause, what stands before the number, what follows it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from ecodesk.extraction.periods import Period
from ecodesk.extraction.words import Word, cut
from ecodesk.knowledge.gazetteer import gazetteer
from ecodesk.knowledge.lexicon import cue_words
from ecodesk.knowledge.units import measure_words, unit_of

_QUOTED = re.compile(r"[“《][^”》]{1,30}[”》]")
_BRACKETS = re.compile(r"[（(][^）)]{0,30}[）)]")
_LEAD_PUNCTUATION = "“”‘’\"、 　（）()●■▲▶"


@cache
def _links() -> frozenset[str]:
    return frozenset(cue_words("link"))


@cache
def _leads() -> frozenset[str]:
    return frozenset(cue_words("lead"))


@cache
def _entity_endings() -> tuple[str, ...]:
    return cue_words("entity")


class Phrases:
    """Cuts the parts of one text that stand near figures, quoted names kept whole."""

    def __init__(self, text: str, times: Sequence[Period], figures: Sequence[tuple[int, int]]) -> None:
        self._text = text
        self._times = [(time.start, time.end) for time in times]
        self._time_starts = [start for start, _ in self._times]
        self._figures = sorted(figures)
        self._quotes = [match.span() for match in _QUOTED.finditer(text)]
        self._quote_starts = [start for start, _ in self._quotes]
        self._cache: dict[tuple[int, int], list[Word]] = {}

    def words(self, low: int, high: int) -> list[Word]:
        """Words of a range; time expressions and brackets left out, quoted names one word each."""
        if (low, high) not in self._cache:
            self._cache[low, high] = list(self._cut(low, high))
        return list(self._cache[low, high])

    def _cut(self, low: int, high: int) -> list[Word]:
        holes = [(start, end, "") for start, end in self._times if low <= start and end <= high]
        holes += [(match.start() + low, match.end() + low, "")
                  for match in _BRACKETS.finditer(self._text[low:high])]
        first = bisect_left(self._quote_starts, low)
        holes += [(start, end, "nz") for start, end in self._quotes[first : bisect_right(self._quote_starts, high)]
                  if end <= high]
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
        while words and (words[-1].text in _links() or words[-1].text in _LEAD_PUNCTUATION
                         or words[-1].tag in ("d", "p", "c", "u", "ul", "uj", "y", "ad", "zg")):
            words.pop()
        return self._without_lead(words)

    def _without_lead(self, words: list[Word]) -> list[Word]:
        while words and (words[0].text in _leads() or words[0].text in _LEAD_PUNCTUATION
                         or words[0].tag in ("c", "d", "u", "uj", "y", "p", "m")):
            words = words[1:]
        return words

    def opening_noun(self, low: int, high: int) -> str:
        """The noun phrase that opens a clause, "" when a verb or a preposition opens it."""
        words = self.words(low, high)
        while words and (words[0].text in _leads() or words[0].text in _LEAD_PUNCTUATION
                         or words[0].tag in ("c", "u", "y")):
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

    def trailing_noun(self, words: Sequence[Word]) -> str:
        """The noun phrase at the end of some words, without links and adverbs."""
        kept = list(words)
        while kept and (kept[-1].text in _links() or kept[-1].tag in ("d", "p", "c", "u", "ul", "uj", "ad", "r", "zg")):
            kept.pop()
        taken: list[Word] = []
        for word in reversed(kept):
            if not word.is_noun and word.text != "的":
                break
            taken.insert(0, word)
        while taken and taken[0].text == "的":
            taken.pop(0)
        return "".join(word.text for word in taken)

    def noun_after(self, low: int, high: int) -> str:
        """The noun phrase that follows a number directly or behind 的."""
        position = low + 1 if self._text[low : low + 1] == "的" else low
        end = min(high, position + 30)
        index = bisect_left(self._figures, (position, 0))
        if index < len(self._figures):
            end = min(end, self._figures[index][0])
        taken: list[Word] = []
        for word in self.words(position, end):
            if not word.is_noun or word.text in ("、", "，", " "):
                break
            taken.append(word)
        return "".join(word.text for word in taken)

    def is_entity(self, phrase: str) -> bool:
        """True for a phrase that names something: a place, a quoted name, or …公司, …园区, …村."""
        if len(phrase) < 2:
            return False
        if "“" in phrase:
            return True
        if phrase.endswith(_entity_endings()) and len(phrase) >= 3:
            return True
        mention = next(iter(gazetteer().find(phrase)), None)
        return mention is not None and (mention.full or not all(place.common for place in mention.places))


def counted_suffix(indicator: str, unit: str) -> str:
    """The indicator as an editor names it: …面积 for an area, …人数, …数 for things counted."""
    if not indicator:
        return indicator
    known = unit_of(unit)
    if known is not None and known.dimension == "area" and not indicator.endswith(("面积", "规模", "率")):
        return indicator + "面积"
    if unit in ("人", "户", "株", "种", "只", "头", "条") and unit in measure_words():
        ending = f"{unit}数"
        return indicator if indicator.endswith(("数", "量", "人口", "规模")) else indicator + ending.replace(
            f"{unit}{unit}", unit) if not indicator.endswith(unit) else indicator + "数"
    if unit in measure_words() and not indicator.endswith(("数", "量", "规模", "个数")):
        return indicator + "数"
    return indicator
