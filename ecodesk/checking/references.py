"""Facts held against reference values: like is compared with like, by the labels of both.

A reference is sure of what it says it is; only the fact's labels may be wrong. So the names, the indicator,
the place and the time must fit, whatever the words around the figure, before two values are called different.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from ecodesk.checking.judging import CLOSE_VALUES, other_groups, overlap, ratio_of, same_count, slip_of
from ecodesk.checking.likeness import (
    CLAUSE_CUT,
    DIRECTION,
    MOST_STRANGE,
    PLACE_TITLE,
    QUOTES,
    bigrams,
    is_named,
    likeness,
    neighbourhood,
    other_time,
)
from ecodesk.checking.occasions import OF_SCALE
from ecodesk.checking.periods import YEAR, time_of
from ecodesk.checking.stated import Stated, comparable
from ecodesk.domain.facts import Fact, Measure
from ecodesk.domain.findings import Verdict
from ecodesk.domain.references import Reference
from ecodesk.knowledge.gazetteer import gazetteer
from ecodesk.knowledge.indicators import NEGLIGIBLE, group_of, modifiers
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
WHOLE, OF_THESE, EVER = "全国", "其中", "累计"
OF_A_YEAR = re.compile(
    r"假期|春运|春节|五一|端午|清明|中秋|国庆|元旦|单日|首日|当[天日]|今[天日]|昨[天日]|季度|[上下]半年|前.{1,3}个?月|\d月"
    r"|月份|第.{1,4}届|[此本][次届]"
)
REGION = re.compile(r"[东西中]部|东北|长三角|珠三角|京津冀|大湾区|地区|[全本我][省市县区州]|海关")
BEFORE, NEARLY = 60, 0.85
"""Letters before a figure that say what it counts; likeness of two indicators that are one."""

FEWEST_SWAPPED = 2
"""Digits of a figure up from which two changed round are told: 21万亩 for 12万亩."""

UNLIKELY = OF_SCALE | {"swapped", "doubled"}
"""Slips that another year hardly explains, where the copy does not say of which it speaks."""

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
    """References ready to be found by facts: by kind of unit, indicator and two letters of the name."""

    def __init__(self, references: Mapping[int, Reference]) -> None:
        self._references = references
        self._stated: dict[int, Stated] = {}
        self._index: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for number, reference in references.items():
            for stated in comparable([as_fact(reference, number)], graded=True):
                self._stated[number] = stated
                for key in product((stated.kind,), _topics(stated.fact), _names(stated.fact)):
                    self._index[key].append(number)

    def __len__(self) -> int:
        return len(self._stated)

    def compare(self, facts: Iterable[Fact]) -> Iterator[tuple[Fact, list[Comparison]]]:
        """Each fact that has references of the same meaning, with the one that counts first.

        That is one of its own time; of several the newest source, and one that agrees before all others.
        A plan is held against a plan only: what was aimed at and what came of it may differ.
        """
        for stated in comparable(list(facts), graded=True):
            found = [made for number in self._candidates(stated) if (made := self._judged(stated, number))]
            if found:
                yield stated.written, sorted(found, key=_place)[:MOST_TOLD]

    def _candidates(self, stated: Stated) -> list[int]:
        """References of the same kind of unit that share words of their indicator and name with the fact."""
        keys = product((stated.kind,), _topics(stated.fact),
                       _names(stated.fact) | bigrams(stated.fact.indicator))
        return sorted({number for key in keys for number in self._index.get(key, ())})

    def _judged(self, stated: Stated, number: int) -> Comparison | None:
        other = self._stated[number]
        verdict = judge(stated, other)
        if verdict is None:
            return None
        differs = verdict in (Verdict.CONFLICT, Verdict.QUERY)
        slip = _slip(stated.fact, other.fact) if differs else ""
        return Comparison(stated, number, self._references[number], other, verdict, slip)


def _slip(fact: Fact, reference: Fact) -> str:
    return "" if fact.measure is Measure.GRADE else slip_of(fact, reference, FEWEST_SWAPPED)


def _place(one: Comparison) -> tuple[int, int, str, int]:
    """What counts first: agreement, then a difference, then other times, the nearest before the others."""
    own, other = time_of(one.fact.fact.period), time_of(one.stated.fact.period)
    away = abs(own.last - other.last) if own.stated and other.stated else 0
    newest = "".join(chr(0x10FFFF - ord(letter)) for letter in one.reference.dated)
    return _RANK.index(one.verdict), away, newest, one.number


def _indicator(fact: Fact) -> str:
    """The indicator without words of no weight; of a change also without those that only say it is one."""
    return _weighty(fact.indicator, fact.measure is Measure.CHANGE)


@lru_cache(maxsize=16384)
def _weighty(indicator: str, change: bool) -> str:
    words = QUOTES.sub("", indicator)
    if change:
        words = CHANGED.sub("", DIRECTION.sub("", words))
    return NEGLIGIBLE.sub("", words)


def _falls(fact: Fact) -> bool:
    """True for a change downwards, as its indicator or the words right before it say."""
    said = f"{fact.indicator}{CLAUSE_CUT.split(neighbourhood(fact).left)[-1]}"
    return bool(FALLING.search(said))


def _names(fact: Fact) -> set[str]:
    """Pairs of letters of who and where; the nation is one word."""
    return {WHOLE} if NATION.match(fact.place or fact.subject) else bigrams(f"{fact.place} {fact.subject}")


def _topics(fact: Fact) -> set[str]:
    """The indicator's group, or its pairs of letters where it is of none; of a change these in any case."""
    group = group_of(fact.indicator) if fact.measure is not Measure.CHANGE else None
    words = _indicator(fact)
    return {group} if group else bigrams(words) or {words[-1:]}


def judge(one: Stated, two: Stated) -> Verdict | None:
    """How a fact `one` stands to a reference `two`; None when they do not speak of the same thing."""
    fact, reference = one.fact, two.fact
    if fact.modality is not reference.modality:
        return None
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
    slip = _slip(fact, reference)
    if other.stated and not own.stated:
        return Verdict.QUERY if slip and slip_of(fact, reference) in UNLIKELY else Verdict.PERIOD
    if not likeness(fact, reference).same_scope or _narrower(one, two) or _part_of(fact, reference):
        return Verdict.SCOPE
    if not slip and fact.measure is not Measure.GRADE and _far(one, two) and not _same_words(fact, reference):
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
    if not fact.indicator:
        return False
    names = [_bare(each, fact, reference) for each in (fact, reference)]
    indicators = [_indicator(each) for each in (fact, reference)]
    if names[0] + indicators[0] == names[1] + indicators[1]:
        return _one_place(fact, reference)
    if names[0] != names[1] or not _one_place(fact, reference):
        return False
    if indicators[0] != indicators[1] and not _one_indicator(*indicators):
        return False
    alike = likeness(fact, reference)
    return alike.same_scope and alike.strange <= MOST_STRANGE and not other_groups(one, two)


def _one_indicator(one: str, two: str) -> bool:
    """True for words of one group with the same beside them (年产值, 总产值), else for nearly the same."""
    if not set(one) & set(two):
        return False
    if group_of(one) and group_of(one) == group_of(two):
        own, other = modifiers(one), modifiers(two)
        return own == other or not own or not other
    x, y = bigrams(one), bigrams(two)
    return bool(x and y) and 2 * len(x & y) >= NEARLY * (len(x) + len(y))


def _part_of(fact: Fact, reference: Fact) -> bool:
    """True where the copy counts a part of the whole, or all there ever was, and the reference does not.

    A holiday or a month of the year, a region of the nation, 其中 and 累计 change what is counted.
    """
    start = max(fact.sentence.find(fact.text), 0)
    before = fact.sentence[max(0, start - BEFORE) : start]
    told = reference.sentence
    if any((word in before) and (word not in told) for word in (OF_THESE, EVER)):
        return True
    time = time_of(fact.period)
    if (not time.stated or time.last - time.first >= YEAR - 1) and OF_A_YEAR.search(before):
        return True
    if _where(reference) != WHOLE:
        return False
    elsewhere = (mention for mention in gazetteer().find(before) if not NATION.match(mention.text))
    return bool(REGION.search(before)) or any(mention.text not in told for mention in elsewhere)


def _bare(fact: Fact, *both: Fact) -> str:
    """The subject without the place it begins with and without the legal form of a company."""
    places = [each.place for each in both] + [each.subject for each in both if _is_place(each.subject)]
    return _without(fact.subject, tuple(places))


@lru_cache(maxsize=65536)
def _without(subject: str, places: tuple[str, ...]) -> str:
    name = COMPANY.sub("", QUOTES.sub("", NATION.sub("", subject)))
    roots = {*map(_root, places), *places}
    for root in sorted(roots, key=len, reverse=True):
        if root and name.startswith(root):
            rest = name[len(root) :]
            return PLACE_TITLE.sub("", f"××{rest}").removeprefix("××") if rest else ""
    return name


@lru_cache(maxsize=16384)
def _is_place(subject: str) -> bool:
    return bool(subject) and bool(gazetteer().named(subject))


@lru_cache(maxsize=16384)
def _root(place: str) -> str:
    return PLACE_TITLE.sub("", place) or place


def _where(fact: Fact) -> str:
    """Where a figure is of: its place, else the place that is its subject; the nation is 全国."""
    return _place_of(fact.place, fact.subject)


@lru_cache(maxsize=16384)
def _place_of(place: str, subject: str) -> str:
    if NATION.match(place or subject):
        return WHOLE
    if place:
        return place
    if _is_place(subject):
        return subject
    found = next(iter(gazetteer().find(subject)), None)
    return subject[: found.end] if found is not None and found.start == 0 else ""


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
