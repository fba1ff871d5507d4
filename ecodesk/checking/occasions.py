"""Figures at one place of a passage told twice: one occasion misquoted, or another in the same words.

News keeps set phrases for what comes again (a monthly index, a launch, a match). Two tellings are of one
occasion when the other figures agree; where they differ too, the phrase is all they have in common.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ecodesk.checking.judging import (
    CLOSE_VALUES,
    NO_COUNT,
    RARE_VALUE,
    Pair,
    counted_again,
    other_groups,
    overlap,
    ratio_of,
    same_count,
    slip_of,
    weight_of,
)
from ecodesk.checking.likeness import (
    MOST_STRANGE,
    is_named,
    likeness,
    names_alike,
    neighbourhood,
    other_days,
    other_places,
    places_differ,
    still_moving,
)
from ecodesk.checking.periods import day_of, time_of
from ecodesk.checking.retold import MARK, NUMBER, Match
from ecodesk.checking.stated import Stated
from ecodesk.domain.facts import Fact, Qualifier
from ecodesk.domain.findings import Verdict
from ecodesk.knowledge.grades import SCORE

SURE = 10.0
"""Points of figures tied by their place in a passage: before all that are tied by words."""

PASSAGE = 400
"""Letters between two figures up to which the one says what the other is about."""

TELLING, SMALL = 1.0, 0.5
"""What an agreement is worth: two small counts may agree by chance."""

VERBATIM, LETTER_BY_LETTER, OTHER_NAME, LIKE_INDICATOR = 0.8, 0.92, 0.6, 0.5
IDENTICAL, SURE_AGREEMENTS = 0.98, 2.0
OF_SCALE = frozenset({"point", "myriad", "unit"})
"""Slips that nothing that grows explains: the same sentence with ten or ten thousand times as much."""

NATION = frozenset({"全国", "我国", "中国"})
YEAR = re.compile(r"(?<!\d)\d{4}(?=年|[—–~～-]\d{4}年)")


@dataclass(frozen=True, slots=True)
class Occasion:
    """What two articles have in common: how many figures agree in passages told twice, how many differ.

    `same_day` is None where one of them does not say when it was published.
    """

    agreements: float
    differences: int
    same_day: bool | None

    @property
    def is_one(self) -> bool:
        """True when both tell of one occasion: the figures that differ are few."""
        if self.same_day is False:
            return self.agreements >= max(2.0, 2.0 * self.differences)
        return self.differences <= 1 + self.agreements

    @property
    def is_known(self) -> bool:
        """True when something besides the words says that both tell of one occasion."""
        return self.agreements > 0 or self.same_day is True


def judge_matches(matches: Sequence[Match], stated: Sequence[Stated],
                  published: Mapping[str, str]) -> Iterator[Pair]:
    """Pairs of figures told twice that state the same thing, with their verdicts."""
    by_articles: dict[tuple[str, str], list[Match]] = defaultdict(list)
    for match in matches:
        articles = stated[match.left].fact.article_id, stated[match.right].fact.article_id
        by_articles[articles].append(match)
    for articles, own in by_articles.items():
        same_day = _same_day(*(published.get(article, "") for article in articles))
        told = [_told(match, stated, same_day) for match in own]
        for match, place in zip(own, told, strict=True):
            occasion = _occasion(place, told, same_day)
            verdict = _verdict(stated[match.left], stated[match.right], match.alike, occasion, published)
            is_trend = verdict is Verdict.PERIOD and stated[match.left].kind == SCORE
            if verdict is not None and not is_trend:
                yield Pair(match.left, match.right, verdict, SURE + match.alike)


def _same_day(one: str, two: str) -> bool | None:
    first, second = day_of(one), day_of(two)
    return None if first is None or second is None else first == second


@dataclass(frozen=True, slots=True)
class _Told:
    """Where one match stands in both articles, and what it says of their occasion."""

    left: int
    right: int
    agreement: float
    difference: int


def _told(match: Match, stated: Sequence[Stated], same_day: bool | None) -> _Told:
    one, two = stated[match.left], stated[match.right]
    agreement, difference = 0.0, 0
    if overlap(one, two):
        agreement = TELLING if max(weight_of(one.fact), weight_of(two.fact)) > 1 else SMALL
    elif same_day is False or not time_of(one.fact.period).differs(time_of(two.fact.period)):
        difference = 1
    return _Told(one.fact.span.start, two.fact.span.start, agreement, difference)


def _occasion(match: _Told, own: Sequence[_Told], same_day: bool | None) -> Occasion:
    near = [other for other in own if abs(other.left - match.left) <= PASSAGE
            and abs(other.right - match.right) <= PASSAGE]
    return Occasion(sum(other.agreement for other in near), sum(other.difference for other in near), same_day)


def _verdict(one: Stated, two: Stated, alike: float, occasion: Occasion,
             published: Mapping[str, str]) -> Verdict | None:
    apart = time_of(one.fact.period).differs(time_of(two.fact.period)) or other_days(one.fact, two.fact)
    elsewhere = _elsewhere(one.fact, two.fact, alike, occasion)
    if overlap(one, two):
        if elsewhere and weight_of(one.fact) < RARE_VALUE:
            return None
        if occasion.is_one and alike >= VERBATIM and other_year(one.fact, two.fact):
            return Verdict.CONFLICT
        if apart:
            return Verdict.PERIOD
        if occasion.is_one and _other_bound(one.fact, two.fact, alike):
            return Verdict.CONFLICT
        same = one.exact_key == two.exact_key and one.fact.qualifier == two.fact.qualifier
        return Verdict.SAME if same else Verdict.ROUNDED
    if not same_count(one, two) or elsewhere:
        return None
    if alike < LETTER_BY_LETTER and not _same_thing(one, two, occasion):
        return None
    return _apart(one, two, alike, occasion, published)


def _apart(one: Stated, two: Stated, alike: float, occasion: Occasion,
           published: Mapping[str, str]) -> Verdict | None:
    """Two values at one place that cannot be one: another time, another occasion, or a conflict."""
    other_period = time_of(one.fact.period).is_other_than(time_of(two.fact.period))
    if other_period or other_days(one.fact, two.fact):
        return Verdict.PERIOD
    slip = slip_of(one.fact, two.fact)
    if not occasion.is_one:
        return Verdict.CONFLICT if alike >= IDENTICAL and slip in OF_SCALE else None
    counted = alike < LETTER_BY_LETTER and slip not in NO_COUNT
    if counted and counted_again(one.fact, two.fact, published):
        return Verdict.PERIOD
    if occasion.agreements >= SURE_AGREEMENTS:
        return Verdict.CONFLICT
    if one.fact.modality != two.fact.modality:
        return Verdict.SCOPE
    doubtful = alike < LETTER_BY_LETTER or any(map(still_moving, (one.fact, two.fact)))
    if doubtful and not occasion.is_known:
        return Verdict.CONFLICT if slip else None
    if alike < LETTER_BY_LETTER and not slip and ratio_of(one.interval, two.interval) > CLOSE_VALUES:
        return Verdict.SCOPE
    return Verdict.CONFLICT


def _elsewhere(one: Fact, two: Fact, alike: float, occasion: Occasion) -> bool:
    """True where the same words are said of another place or of another subject."""
    if other_places(neighbourhood(one).places, neighbourhood(two).places):
        return True
    if places_differ(one, two) and not (is_named(one.place, two) or is_named(two.place, one)):
        return True
    if alike >= LETTER_BY_LETTER or occasion.agreements >= SURE_AGREEMENTS:
        return False  # labels may be wrong, so many words and figures are not
    other_place = bool(one.place and two.place) and one.place != two.place
    return other_place or _other_name(one, two)


def _other_name(one: Fact, two: Fact) -> bool:
    if not one.subject or not two.subject or {one.subject, two.subject} <= NATION:
        return False
    return names_alike(one.subject, two.subject) < OTHER_NAME


def _same_thing(one: Stated, two: Stated, occasion: Occasion) -> bool:
    """True when the words that are not the same do not make it another indicator or a narrower one."""
    found = likeness(one.fact, two.fact)
    if not occasion.agreements and found.strange > MOST_STRANGE:
        return False
    return found.same_scope and found.indicator >= LIKE_INDICATOR and not other_groups(one, two)


def other_year(one: Fact, two: Fact) -> tuple[str, str] | None:
    """The only year of the two sentences that is not the same in both, None where there is no such one."""
    first, second = (YEAR.findall(fact.sentence) for fact in (one, two))
    if len(first) != len(second):
        return None
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return differing[0] if len(differing) == 1 else None


def _other_bound(one: Fact, two: Fact, alike: float) -> bool:
    """True for 98%左右 and 89%左右 in the same words; 近508 and 近500 are one figure rounded."""
    if alike < LETTER_BY_LETTER or one.qualifier is not two.qualifier:
        return False
    if NUMBER.sub(MARK, one.text) != NUMBER.sub(MARK, two.text):
        return False
    if one.number_high is None and one.qualifier is Qualifier.EXACT:
        return False
    ends = (one.number, two.number), (one.number_high, two.number_high)
    return any(a is not None and b is not None and abs(a - b) >= max(_last(a), _last(b)) for a, b in ends)


def _last(number: Decimal) -> Decimal:
    """Worth of the last digit that is not a nought."""
    return Decimal(1).scaleb(int(number.normalize().as_tuple().exponent))
