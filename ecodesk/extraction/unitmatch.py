"""Which unit or measure word stands behind a numeral."""

from __future__ import annotations

import re
from functools import cache

from ecodesk.knowledge.lexicon import counted_nouns, goes_on
from ecodesk.knowledge.units import measure_words, unit_names, unit_of

_LONGEST = 10
_NOT_AFTER_NUMERAL = frozenset("ABKGtFKVWsh")
"""One-letter symbols that follow a digit far more often as a name (5G, 4K, 5A) than as a unit."""


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(unit_names() | set(measure_words())) - _NOT_AFTER_NUMERAL


def unit_at(text: str, position: int) -> str:
    """The longest unit or measure word that begins there, compounds included; "" when none does."""
    vocabulary = _vocabulary()
    for length in range(min(_LONGEST, len(text) - position), 0, -1):
        word = text[position : position + length]
        if word in vocabulary and not _continues(text, position + length, word):
            return word + _per(text, position + length, word)
    return ""


def _continues(text: str, end: int, word: str) -> bool:
    following = text[end : end + 1]
    if not following:
        return False
    if word[-1].isascii() and word[-1].isalpha():
        return following.isascii() and following.isalnum()
    single, _, longer = goes_on().get(word, "").partition("|")
    return following in single or (bool(longer) and text.startswith(tuple(longer.split("|")), end))


_PER = re.compile(r"[/／](?=[^0-9\s])|每(?=[^一-十0-9])")


def _per(text: str, position: int, above: str) -> str:
    """/年, /公斤, 每立方米 behind a unit."""
    sign = _PER.match(text, position)
    if sign is None or above == "%":
        return ""
    for length in range(min(6, len(text) - sign.end()), 0, -1):
        below = text[sign.end() : sign.end() + length]
        if below in _vocabulary() and unit_of(below) is not None:
            # 万元每年 is a rate; 10万吨每天都… is not, and cannot be told apart: only / binds a time.
            if sign[0] == "每" and unit_of(below).dimension == "duration":  # type: ignore[union-attr]
                return ""
            return sign[0] + below
    return ""


_CHINESE_RUN = re.compile(r"[一-鿿“”]{1,10}")


def noun_unit_at(text: str, position: int, reach: int, *, persons: bool = True) -> str:
    """The unit of the first counted noun that ends within `reach` characters (16余万青菜头种植户: 户).

    Without `persons`, nouns counted in 人 are passed over (三大制造业代表性园区 counts 园区).
    """
    run = _CHINESE_RUN.match(text, position)
    if run is None:
        return ""
    window = run[0][:reach]
    nouns = counted_nouns()
    for end in range(2, len(window) + 1):
        for length in (6, 5, 4, 3, 2):
            if (
                length <= end
                and window[end - length : end] in nouns
                and (persons or nouns[window[end - length : end]] != "人")
            ):
                longer = next(
                    (
                        window[end - length : longest]
                        for longest in range(len(window), end, -1)
                        if window[end - length : longest] in nouns
                    ),
                    "",
                )
                return nouns[longer or window[end - length : end]]
    return ""
