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
    RARE_VALUE,
    Pair,
    other_groups,
    overlap,
    same_count,
    slip_of,
    weight_of,
)
from ecodesk.checking.likeness import (
    likeness,
    names_alike,
    neighbourhood,
    other_places,
    places_differ,
    still_moving,
)
from ecodesk.checking.periods import day_of, time_of
from ecodesk.checking.retold import MARK, NUMBER, Match
from ecodesk.checking.stated import Stated
from ecodesk.domain.facts import Fact, Qualifier
from ecodesk.domain.findings import Verdict

SURE = 10.0
"""Points of figures tied by their place in a passage: before all that are tied by words."""

TELLING, SMALL = 1.0, 0.5
"""What an agreement is worth: two small counts may agree by chance."""

VERBATIM, LETTER_BY_LETTER, OTHER_NAME, LIKE_INDICATOR = 0.8, 0.92, 0.6, 0.5
_YEAR = re.compile(r"(?<!\d)\d{4}(?=年|[—–~～-]\d{4}年)")


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
        occasion = _occasion(own, stated, _same_day(*(published.get(article, "") for article in articles)))
        for match in own:
            verdict = _verdict(stated[match.left], stated[match.right], match.alike, occasion)
            if verdict is not None:
                yield Pair(match.left, match.right, verdict, SURE + match.alike)


def _same_day(one: str, two: str) -> bool | None:
    first, second = day_of(one), day_of(two)
    return None if first is None or second is None else first == second


def _occasion(matches: Sequence[Match], stated: Sequence[Stated], same_day: bool | None) -> Occasion:
    agreements, differences = 0.0, 0
    for match in matches:
        one, two = stated[match.left], stated[match.right]
        if overlap(one, two):
            agreements += TELLING if max(weight_of(one.fact), weight_of(two.fact)) > 1 else SMALL
        elif not time_of(one.fact.period).differs(time_of(two.fact.period)):
            differences += 1
    return Occasion(agreements, differences, same_day)


def _verdict(one: Stated, two: Stated, alike: float, occasion: Occasion) -> Verdict | None:
    apart = time_of(one.fact.period).differs(time_of(two.fact.period))
    elsewhere = _elsewhere(one.fact, two.fact, alike)
    if overlap(one, two):
        if elsewhere and weight_of(one.fact) < RARE_VALUE:
            return None
        slips = (_other_year, _other_bound)
        if occasion.is_one and any(slip(one.fact, two.fact, alike) for slip in slips):
            return Verdict.CONFLICT
        if apart:
            return Verdict.PERIOD
        same = one.exact_key == two.exact_key and one.fact.qualifier == two.fact.qualifier
        return Verdict.SAME if same else Verdict.ROUNDED
    if not same_count(one, two) or elsewhere:
        return None
    if alike < LETTER_BY_LETTER and not _same_thing(one, two):
        return None
    if apart:
        return Verdict.PERIOD
    if one.fact.modality != two.fact.modality:
        return Verdict.SCOPE
    if not occasion.is_known and any(map(still_moving, (one.fact, two.fact))):
        return Verdict.CONFLICT if slip_of(one.fact, two.fact) else None
    return Verdict.CONFLICT if occasion.is_one else None


def _elsewhere(one: Fact, two: Fact, alike: float) -> bool:
    """True where the same words are said of another place or of another subject."""
    if places_differ(one, two) or other_places(neighbourhood(one).places, neighbourhood(two).places):
        return True
    if alike >= LETTER_BY_LETTER:
        return False
    other_place = bool(one.place and two.place) and one.place != two.place
    other_name = bool(one.subject and two.subject) and names_alike(one.subject, two.subject) < OTHER_NAME
    return other_place or other_name


def _same_thing(one: Stated, two: Stated) -> bool:
    """True when the words that are not the same do not make it another indicator or a narrower one."""
    found = likeness(one.fact, two.fact)
    return found.same_scope and found.indicator >= LIKE_INDICATOR and not other_groups(one, two)


def _other_year(one: Fact, two: Fact, alike: float) -> bool:
    """True when one year of the sentence is another, in the same words."""
    first, second = (_YEAR.findall(fact.sentence) for fact in (one, two))
    if alike < VERBATIM or len(first) != len(second):
        return False
    return sum(a != b for a, b in zip(first, second, strict=True)) == 1


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
