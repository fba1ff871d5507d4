"""Word lists of the extraction: counted nouns, set phrases with numerals, verbs and cue words."""

from __future__ import annotations

import re
from functools import cache

from ecodesk.knowledge.tables import read_table


@cache
def counted_nouns() -> dict[str, str]:
    """Noun to the unit an editor would write beside its number (农民 to 人)."""
    return {row["noun"]: row["unit"] for row in read_table("counted_nouns.csv", ("noun", "unit"))}


@cache
def specifications() -> dict[str, str]:
    """Word before a number that says what it tells of the noun behind (占地 to 占地面积)."""
    return {row["word"]: row["name"] for row in read_table("specifications.csv", ("word", "name"))}


@cache
def goes_on() -> dict[str, str]:
    """Unit to what makes another word of it: characters (元 before 素), then longer words (种 | 植户)."""
    return {row["unit"]: row["following"] for row in read_table("goes_on.csv", ("unit", "following"))}


@cache
def not_figures() -> re.Pattern[str]:
    """Set phrases whose numerals quantify nothing, longest first."""
    phrases = sorted(
        (row["phrase"] for row in read_table("not_figures.csv", ("phrase",))), key=len, reverse=True
    )
    return re.compile("|".join(map(re.escape, phrases)))


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
