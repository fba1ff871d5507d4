"""Facts held against reference values: like is compared with like, by the labels of both.

A reference is sure of what it says it is; only the fact's labels may be wrong. So the names, the indicator,
the place and the time must fit, whatever the words around the figure, before two values are called different.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ecodesk.checking.judging import CLOSE_VALUES, other_groups, overlap, ratio_of, same_count, slip_of
from ecodesk.checking.likeness import (
    CLAUSE_CUT,
    DIRECTION,
    MOST_STRANGE,
    PLACE_TITLE,
    QUOTES,
    SURE_INDICATOR,
    bigrams,
    is_named,
    likeness,
    neighbourhood,
    other_time,
)
from ecodesk.checking.occasions import OF_SCALE
from ecodesk.checking.periods import time_of
from ecodesk.checking.stated import Stated, comparable
from ecodesk.domain.facts import Fact, Measure, Modality
from ecodesk.domain.findings import Verdict
from ecodesk.domain.references import Reference
from ecodesk.knowledge.gazetteer import gazetteer
from ecodesk.knowledge.indicators import NEGLIGIBLE, group_of
from ecodesk.knowledge.references import as_fact

MOST_TOLD = 5
"""References that are told of one fact: the one that counts and its neighbours in time."""

NATION = re.compile(r"^(?:我国|中国|全国)")
COMPANY = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|集团|公司)$")
CHANGED = re.compile(
    r"(?:比|较|与)?(?:上年|去年|上一年|前一年|上月|上季)?(?:同期)?(?:相比)?|同比|环比|速度?|幅度?|率$"
)
FALLING = re.compile(r"下降|减少|降低|下跌|回落|下滑|负增长|减|降至|降到")
POINTS, LAST_MONTH = "百分点", "环比"
FEWEST_SWAPPED = 2
"""Digits of a figure up from which two changed round are told: 21万亩 for 12万亩."""

NARROWER = "村镇乡区"
"""Last letters of places smaller than what a reference mostly speaks of."""

_RANK = (Verdict.SAME, Verdict.ROUNDED, Verdict.CONFLICT, Verdict.QUERY, Verdict.SCOPE, Verdict.PERIOD)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A fact beside a reference of the same meaning; `number` is the reference's row id."""

    fact: Stated
    number: int
    reference: Reference
    stated: Stated
    verdict: Verdict
    slip: str = ""


class Register:
    """References ready to be found by facts: by the kind of unit and two letters of what they are about."""

    def __init__(self, references: Mapping[int, Reference]) -> None:
        self._references = references
        self._stated: dict[int, Stated] = {}
        self._index: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, reference in references.items():
            for stated in comparable([as_fact(reference, number)]):
                self._stated[number] = stated
                for gram in _topics(stated.fact):
                    self._index[stated.kind, gram].append(number)

    def __len__(self) -> int:
        return len(self._stated)

    def compare(self, facts: Iterable[Fact]) -> Iterator[tuple[Fact, list[Comparison]]]:
        """Each fact that has references of the same meaning, with the one that counts first.

        That is one of its own time; of several the newest source, and one that agrees before all others.
        """
        for stated in comparable([fact for fact in facts if fact.modality is not Modality.PLANNED]):
            found = [made for number in self._candidates(stated) if (made := self._judged(stated, number))]
            if found:
                yield stated.written, sorted(found, key=_place)[:MOST_TOLD]

    def _candidates(self, stated: Stated) -> list[int]:
        """References of the same kind of unit that share words of their indicator with the fact."""
        return sorted({number for gram in _topics(stated.fact)
                       for number in self._index.get((stated.kind, gram), ())})

    def _judged(self, stated: Stated, number: int) -> Comparison | None:
        other = self._stated[number]
        verdict = judge(stated, other)
        if verdict is None:
            return None
        differs = verdict in (Verdict.CONFLICT, Verdict.QUERY)
        slip = slip_of(stated.fact, other.fact, FEWEST_SWAPPED) if differs else ""
        return Comparison(stated, number, self._references[number], other, verdict, slip)


def _place(one: Comparison) -> tuple[int, int, str, int]:
    """What counts first: agreement, then a difference, then other times, the nearest before the others."""
    own, other = time_of(one.fact.fact.period), time_of(one.stated.fact.period)
    away = abs(own.last - other.last) if own.stated and other.stated else 0
    newest = "".join(chr(0x10FFFF - ord(letter)) for letter in one.reference.dated)
    return _RANK.index(one.verdict), away, newest, one.number


def _indicator(fact: Fact) -> str:
    """The indicator without words of no weight; of a change also without those that only say it is one."""
    words = QUOTES.sub("", fact.indicator)
    if fact.measure is Measure.CHANGE:
        words = CHANGED.sub("", DIRECTION.sub("", words))
    return NEGLIGIBLE.sub("", words)


def _falls(fact: Fact) -> bool:
    """True for a change downwards, as its indicator or the words right before it say."""
    said = f"{fact.indicator}{CLAUSE_CUT.split(neighbourhood(fact).left)[-1]}"
    return bool(FALLING.search(said))


def _topics(fact: Fact) -> set[str]:
    """The indicator's group, or its pairs of letters where it is of none; of a change these in any case."""
    group = group_of(fact.indicator) if fact.measure is not Measure.CHANGE else None
    words = _indicator(fact)
    return {group} if group else bigrams(words) or {words[-1:]}


def judge(one: Stated, two: Stated) -> Verdict | None:
    """How a fact `one` stands to a reference `two`; None when they do not speak of the same thing."""
    fact, reference = one.fact, two.fact
    if one.kind != two.kind or not same_count(one, two) or not _one_thing(one, two):
        return None
    if fact.measure is Measure.CHANGE and not _one_change(fact, reference):
        return None
    own, other = time_of(fact.period), time_of(reference.period)
    if own.is_other_than(other) or (reference.period and other_time(fact)):
        return Verdict.PERIOD
    if overlap(one, two):
        same = one.exact_key == two.exact_key and fact.qualifier is reference.qualifier
        return Verdict.SAME if same else Verdict.ROUNDED
    slip = slip_of(fact, reference, FEWEST_SWAPPED)
    if other.stated and not own.stated:
        return Verdict.QUERY if slip in OF_SCALE else Verdict.PERIOD
    if _narrower(one, two) or (not slip and _far(one, two) and not _same_words(fact, reference)):
        return Verdict.SCOPE
    return Verdict.CONFLICT


def _one_change(fact: Fact, reference: Fact) -> bool:
    """True for two changes in one direction, against the same time, in percent or in points both."""
    return (
        (POINTS in fact.unit) == (POINTS in reference.unit)
        and _falls(fact) == _falls(reference)
        and (LAST_MONTH in f"{fact.indicator}{fact.sentence}") == (LAST_MONTH in reference.indicator)
    )


def _far(one: Stated, two: Stated) -> bool:
    return ratio_of(one.interval, two.interval) > CLOSE_VALUES


def _one_thing(one: Stated, two: Stated) -> bool:
    """True when subject, place and indicator mean the same."""
    fact, reference = one.fact, two.fact
    if not fact.indicator or not _one_place(fact, reference):
        return False
    names = [_bare(each, fact, reference) for each in (fact, reference)]
    indicators = [_indicator(each) for each in (fact, reference)]
    if names[0] + indicators[0] == names[1] + indicators[1]:
        return True
    if names[0] != names[1]:
        return False
    alike = likeness(fact, reference)
    return (
        (indicators[0] == indicators[1] or alike.indicator >= SURE_INDICATOR)
        and alike.same_scope
        and alike.strange <= MOST_STRANGE
        and not other_groups(one, two)
    )


def _bare(fact: Fact, *both: Fact) -> str:
    """The subject without the place it begins with and without the legal form of a company."""
    name = COMPANY.sub("", QUOTES.sub("", NATION.sub("", fact.subject)))
    places = {each.place for each in both if each.place} | {each.subject for each in both if _is_place(each)}
    roots = {_root(place) for place in places} | places
    for root in sorted(roots, key=len, reverse=True):
        if root and name.startswith(root):
            rest = name[len(root) :]
            return PLACE_TITLE.sub("", f"××{rest}").removeprefix("××") if rest else ""
    return name


def _is_place(fact: Fact) -> bool:
    return bool(fact.subject) and bool(gazetteer().named(fact.subject))


def _root(place: str) -> str:
    return PLACE_TITLE.sub("", place) or place


def _where(fact: Fact) -> str:
    """Where a figure is of: its place, else the place that is its subject; the nation is 全国."""
    if NATION.match(fact.place or fact.subject):
        return "全国"
    if fact.place:
        return fact.place
    if _is_place(fact):
        return fact.subject
    found = next(iter(gazetteer().find(fact.subject)), None)
    return fact.subject[: found.end] if found is not None and found.start == 0 else ""


def _one_place(fact: Fact, reference: Fact) -> bool:
    own, other = _where(fact), _where(reference)
    if own and other:
        one, two = _root(own), _root(other)
        return one == two or one.endswith(two) or two.endswith(one)
    # What the reference says of one place, copy that names no place may say of another.
    return not other or _root(other) in fact.subject or _root(other) in fact.sentence


def _narrower(one: Stated, two: Stated) -> bool:
    """True where the copy speaks of a part of what the reference is about: a village, a place of its own."""
    fact, reference = one.fact, two.fact
    own = {name for name in neighbourhood(fact).places if name[-1] in NARROWER}
    told = f"{reference.place}{reference.subject}{reference.indicator}"
    if any(name not in told and name not in f"{fact.subject}{fact.place}" for name in own):
        return True
    elsewhere = not _where(reference) and fact.place and fact.place not in fact.subject
    return bool(elsewhere) and is_named(fact.place, fact)


def _same_words(fact: Fact, reference: Fact) -> bool:
    """True when both call the figure by the very same words."""
    one, two = (f"{_bare(each, fact, reference)}{_indicator(each)}" for each in (fact, reference))
    return one == two


def sketch_of(reference: Reference) -> Sequence[str]:
    """Pairs of letters of what a reference is about: facts that share none of them cannot be meant."""
    return sorted(bigrams(f"{reference.place} {reference.subject} {reference.indicator}"))
