"""A figure among the words of its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ecodesk.domain.facts import Measure
from ecodesk.extraction.mention import Mention
from ecodesk.extraction.phrases import without_lead, without_tail
from ecodesk.extraction.words import Word
from ecodesk.knowledge.units import measure_words, unit_of


class Spot(NamedTuple):
    """A figure among the words of its sentence.

    `own` are the words before it that belong to it: those of its clause behind the figure before, with the
    verb or the list item it shares. `noun` is what stands behind it and is counted or had (38个技改项目,
    2.1亿元的贷款), `used` the index behind that noun; `next` is the next figure of the clause or the
    clause's end, `end` the end of the clause. `each` is the number of the figure in a list told apart by
    分别, -1 elsewhere, and `of` the length of that list; `listed` is True behind 、 or 和. `said` is where
    a predicate of what is counted begins, behind the last noun of an enumeration. `after_counted` is True
    where `own` begins with what the figure before counts; `said_apart` where each figure of a list has a
    predicate of its own. `lead` is `own` without what leads the clause in, `tail` without the linking words
    at its end, `bare` without both.
    """

    mention: Mention
    measure: Measure
    words: Sequence[Word]
    at: int
    start: int
    next: int
    end: int
    own: tuple[Word, ...] = ()
    noun: str = ""
    used: int = 0
    said: int = 0
    each: int = -1
    of: int = 0
    listed: bool = False
    after_counted: bool = False
    said_apart: bool = False
    lead: tuple[Word, ...] = ()
    tail: tuple[Word, ...] = ()
    bare: tuple[Word, ...] = ()

    @property
    def counts(self) -> bool:
        """True for a unit that is a measure word or a counted noun (38个, 60万农民)."""
        return self.mention.unit in measure_words() or self.mention.rule == "counted-noun"


def read_once(own: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[Word, ...], tuple[Word, ...]]:
    """The words of a figure as all frames read them: its `lead`, `tail` and `bare`."""
    lead, tail = tuple(without_lead(own)), tuple(without_tail(own))
    led = len(own) - len(lead)
    # A word may lead in by the word behind it: where that belongs to the tail the two are read apart.
    bare = lead[: len(tail) - led] if led + 1 < len(tail) else tuple(without_lead(tail))
    return lead, tail, bare


def is_term(spot: Spot) -> bool:
    """True for 20年期国债: the figure is the term of what stands behind."""
    unit = unit_of(spot.mention.unit)
    behind = spot.words[spot.at + 1].text if spot.at + 1 < spot.end else ""
    return behind == "期" and unit is not None and unit.dimension == "duration"
