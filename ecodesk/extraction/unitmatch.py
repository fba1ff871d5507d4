"""Which unit or measure word stands behind a numeral."""

from __future__ import annotations

import re
from functools import cache

from ecodesk.knowledge.lexicon import counted_nouns, goes_on
from ecodesk.knowledge.units import measure_words, unit_names, unit_of

_LONGEST = 10
_NOT_AFTER_NUMERAL = frozenset(("A", "B", "K", "G", "F", "s", "N", "月", "日", "p"))
"""Units of one character that follow a digit far more often as a name or a date (5G, 4K, 5A, 8月);
they stay units below a stroke (元/月, m³/s)."""


@cache
def _all_units() -> frozenset[str]:
    return frozenset(unit_names() | set(measure_words()))


@cache
def _vocabulary() -> frozenset[str]:
    return _all_units() - _NOT_AFTER_NUMERAL


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """First character of a unit to the lengths of the units that begin with it, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in _vocabulary():
        if len(word) <= _LONGEST:
            lengths.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def unit_at(text: str, position: int) -> str:
    """The longest unit or measure word that begins there, compounds included; "" when none does."""
    vocabulary = _vocabulary()
    for length in _lengths().get(text[position : position + 1], ()):
        word = text[position : position + length]
        if word in vocabulary and not _continues(text, position + length, word):
            return word + _per(text, position + length, word)
    return ""


_MANY_OF = re.compile(r"个多(?=月|小时|星期|钟头|世纪|学期|百分点|季度|工作日)")


def many_unit_at(text: str, position: int) -> tuple[str, int]:
    """个多月, 个多小时: the unit without 多, and where it ends; ("", position) when there is none."""
    if not text.startswith("个多", position):
        return "", position
    many = _MANY_OF.match(text, position)
    unit = unit_at("个" + text[many.end() : many.end() + _LONGEST], 0) if many else ""
    return (unit, position + len(unit) + 1) if unit else ("", position)


def _continues(text: str, end: int, word: str) -> bool:
    following = text[end : end + 1]
    if not following:
        return False
    if word[-1].isascii() and word[-1].isalpha():
        return following.isascii() and following.isalnum()
    parted = _parted_goes_on().get(word)
    return parted is not None and (following in parted[0] or text.startswith(parted[1], end))


@cache
def _parted_goes_on() -> dict[str, tuple[str, tuple[str, ...]]]:
    """A unit to what it goes on with as another word: single characters, and longer pieces."""
    parted = {word: behind.partition("|") for word, behind in goes_on().items()}
    return {word: (one, tuple(filter(None, longer.split("|")))) for word, (one, _, longer) in parted.items()}


_PER_SIGNS = frozenset("/／每")
_PER = re.compile(r"[/／](?=[^\s])|每(?=[^一-十0-9])")
_PER_MANY = re.compile(r"(?:10|100|1000|[十百千])?[万千百]?(?=[^\s0-9])")
_LONGEST_BELOW = 6


def _per(text: str, position: int, above: str) -> str:
    """/年, /公斤, 每立方米, /百公里, /10万人, /平方米/月 behind a unit."""
    sign = _PER.match(text, position) if text[position : position + 1] in _PER_SIGNS else None
    if sign is None or above == "%":
        return ""
    many = _PER_MANY.match(text, sign.end()) if sign[0] != "每" else None
    for start in dict.fromkeys((many.end() if many else sign.end(), sign.end())):
        below = _below(text, start)
        # 万元每年 is a rate; 10万吨每天都… is not, and cannot be told apart: only / binds a time.
        if below and (sign[0] != "每" or not _is_of(below, "duration")):
            if text[sign.end()].isdigit() and _is_of(below, "energy"):
                # 50MW/100MWh: two sizes.
                return ""
            end = start + len(below)
            again = _per(text, end, below) if text[end : end + 1] in ("/", "／") and sign[0] != "每" else ""
            return text[position:end] + again
    return ""


def _below(text: str, start: int) -> str:
    for length in range(min(_LONGEST_BELOW, len(text) - start), 0, -1):
        below = text[start : start + length]
        if below in _all_units() and not _continues(text, start + length, below):
            return below
    return ""


def _is_of(unit: str, dimension: str) -> bool:
    known = unit_of(unit)
    return known is not None and known.dimension == dimension


_BEYOND = re.compile(r"的|成为|作为|是|把")
_CHINESE_RUN = re.compile(r"[一-鿿“”][一-鿿“”A-Za-z0-9]{0,11}")


@cache
def _noun_lengths() -> dict[str, tuple[int, ...]]:
    """Last character of a counted noun to the lengths of those that end with it, longest first."""
    lengths: dict[str, set[int]] = {}
    for noun in counted_nouns():
        if _SHORTEST_NOUN <= len(noun) <= _LONGEST_NOUN:
            lengths.setdefault(noun[-1], set()).add(len(noun))
    return {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}


_SHORTEST_NOUN, _LONGEST_NOUN = 2, 6


def noun_unit_at(text: str, position: int, reach: int, *, persons: bool = True) -> str:
    """The unit of the first counted noun that ends within `reach` characters (16余万青菜头种植户: 户).

    Without `persons`, nouns counted in 人 are passed over (三大制造业代表性园区 counts 园区).
    """
    run = _CHINESE_RUN.match(text, position)
    if run is None:
        return ""
    # 超过50万的城市, 5成为亮点: behind these another thing is spoken of.
    window = _BEYOND.split(run[0][:reach], 1)[0]
    nouns, lengths_of = counted_nouns(), _noun_lengths()
    for end in range(2, len(window) + 1):
        for length in lengths_of.get(window[end - 1], ()):
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
