"""Word lists of the extraction: counted nouns, set phrases with numerals, verbs and cue words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ecodesk.knowledge.tables import read_table


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for the longest of the words."""
    return _first_of(sorted(words, key=len, reverse=True))


def _first_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for the first of the words, grouped by first character: most positions fail at once."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    # The characters that most words begin with are the commonest of a text, too.
    commonest = sorted(groups.items(), key=lambda group: len(group[1]), reverse=True)
    return re.compile("|".join(_group(first, rest) for first, rest in commonest))


_MANY = 4
"""Words with one first character among which it pays to look at the second before any of them."""


def _group(first: str, rest: list[str]) -> str:
    """The words with one first character, as an expression; `rest` are what they go on with, escaped."""
    words = f"(?:{'|'.join(rest)})"
    if len(rest) >= _MANY and "" not in rest:
        second = dict.fromkeys(behind[: 1 + behind.startswith("\\")] for behind in rest)
        words = f"(?=[{''.join(second)}]){words}"
    return re.escape(first) + words


@cache
def counted_nouns() -> dict[str, str]:
    """Noun to the unit an editor would write beside its number (农民 to 人)."""
    return {row["noun"]: row["unit"] for row in read_table("counted_nouns.csv", ("noun", "unit"))}


@cache
def surnames() -> frozenset[str]:
    """Chinese family names, one or two characters."""
    return frozenset(row["surname"] for row in read_table("surnames.csv", ("surname",)))


@cache
def specifications() -> dict[str, str]:
    """Word before a number that says what it tells of the noun behind (占地 to 占地面积)."""
    return {row["word"]: row["name"] for row in read_table("specifications.csv", ("word", "name"))}


@cache
def goes_on() -> dict[str, str]:
    """Unit to what makes another word of it: characters (元 before 素), then longer words (种 | 植户)."""
    return {row["unit"]: row["following"] for row in read_table("goes_on.csv", ("unit", "following"))}


@dataclass(frozen=True, slots=True)
class Subunit:
    """How many parts a unit has, and whether `unit` or `part` tells a quantity written in both."""

    ratio: Decimal
    told_in: str


@cache
def subunits() -> dict[tuple[str, str], Subunit]:
    """Unit and part to their ratio (元 and 角: 10). ValueError for a row that makes no sense."""
    table: dict[tuple[str, str], Subunit] = {}
    for row in read_table("subunits.csv", ("unit", "part", "ratio", "told_in")):
        ratio, key = Decimal(row["ratio"]), (row["unit"], row["part"])
        if ratio <= 1 or key in table or row["told_in"] not in ("unit", "part"):
            raise ValueError(f"subunits.csv: {key} stands twice or has a wrong ratio or told_in")
        table[key] = Subunit(ratio, row["told_in"])
    return table


@cache
def numbered_nouns() -> re.Pattern[str]:
    """Nouns that carry a number as their name, without a measure word: 205国道, 12306系统."""
    return _any_of(row["noun"] for row in read_table("numbered_nouns.csv", ("noun",)))


@cache
def _named_units() -> tuple[re.Pattern[str], dict[str, str]]:
    units = {row["noun"]: row["unit"] for row in read_table("named_units.csv", ("noun", "unit"))}
    return _any_of(units), units


_NAMED_REACH = 16
_LINKS = re.compile(
    r"(?:总?[数量额值]|规模|总[数量]|已经?|累计|总共|合计|共计?|分别|均为?|都|将|首次|一举|历史性|再次|同比|增长"
    r"|上升|增[加至]|升至|达到?|为|是|有|超过?|突破|[升跌首已]?破|已?过|逼近|接近|约|近|至|到|了|在|仅|不足|预计|可|以|年均|日均|\s)*"
)


def unit_before(text: str, position: int) -> str:
    """The unit that the noun before a number without one implies (人口超过50万: 人); "" when none does."""
    pattern, units = _named_units()
    unit = ""
    for match in pattern.finditer(text, max(0, position - _NAMED_REACH), position):
        if _LINKS.fullmatch(text, match.end(), position):
            unit = units[match[0]]
    return unit


@cache
def not_figures() -> re.Pattern[str]:
    """Set phrases whose numerals quantify nothing, longest first."""
    return _any_of(row["phrase"] for row in read_table("not_figures.csv", ("phrase",)))


@cache
def _cues() -> dict[str, list[str]]:
    """Words of resources/cues.csv by kind."""
    kinds: dict[str, list[str]] = {}
    for row in read_table("cues.csv", ("kind", "word")):
        kinds.setdefault(row["kind"], []).append(row["word"])
    return kinds


@cache
def cue_words(kind: str) -> tuple[str, ...]:
    """Cue words of one kind of resources/cues.csv, longest first; KeyError for an unknown kind."""
    return tuple(sorted(_cues()[kind], key=len, reverse=True))


@cache
def cue_pattern(kind: str) -> str:
    """The cue words of one kind as a regular expression of alternatives."""
    return "|".join(map(re.escape, cue_words(kind)))


@cache
def cue_finder(*kinds: str, besides: tuple[str, ...] = ()) -> re.Pattern[str]:
    """A pattern that finds cue words in a text: those of the first kind win, then the longest.

    `besides` are further words, which win over none.
    """
    return _first_of([*(word for kind in kinds for word in cue_words(kind)), *besides])
