"""The same figure in several articles: find the pairs, group them, and say how the group stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from ecodesk.checking.layout import dimension_of
from ecodesk.checking.likeness import (
    SURE_INDICATOR,
    SURE_WORDS,
    Likeness,
    Rarity,
    bound_to_event,
    likeness,
    neighbourhood,
    other_time,
    still_moving,
)
from ecodesk.checking.periods import time_of
from ecodesk.checking.scripts import plain_fact
from ecodesk.checking.show import plain
from ecodesk.checking.slips import digits_of, kinship
from ecodesk.domain.facts import Fact, Measure, Qualifier
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.knowledge.intervals import Interval, interval_of
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.units import unit_of

MOST_IN_BLOCK = 60
KEYS_EACH = 14
SHARED_KEYS = 3
LARGEST_GROUP = 40
EQUAL_NEEDS = {1: 4.0, 2: 3.6, 3: 3.2, 4: 2.3}
EQUAL_NEEDS_LEAST = 1.6
OVERLAP_NEEDS, PERIOD_NEEDS, CONFLICT_NEEDS, SLIP_NEEDS = 4.5, 5.0, 6.5, 5.5
TEMPLATE = 7
LEAST_INDICATOR = 0.25
MANY_STRANGE, SHORT_RUN = 5, 4
RARE_VALUE = 3
SAME_LABEL = 0.7
CLOSE_VALUES = Decimal("1.6")
SLIP_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure ready for comparison: its base-unit interval and the key of its kind.

    `fact` has its words in Simplified, `written` is the same as its copy writes it.
    """

    fact: Fact
    kind: str
    interval: Interval
    written: Fact

    @property
    def exact_key(self) -> tuple[str, str, str]:
        return self.fact.value, self.fact.value_high, self.fact.unit


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures of different articles that state one thing, and how they stand to each other."""

    left: int
    right: int
    verdict: Verdict
    score: float


@dataclass(slots=True)
class Group:
    """Figures that state one thing, by their number in the list."""

    members: list[int] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)


def check_across(facts: Sequence[Fact]) -> list[Finding]:
    """One finding per group of figures of several articles that state the same thing, in reading order.

    Verdicts: same, rounded, period, scope, conflict. Figures without a partner are not reported.
    """
    stated = list(_comparable(facts))
    frequency = _article_counts(stated)
    rarity = Rarity(frequency)
    pairs = [
        pair
        for left, right in _candidates(stated, frequency)
        if (pair := judge_pair(left, right, stated, rarity)) is not None
    ]
    pairs.sort(key=lambda pair: (-pair.score, pair.left, pair.right))
    # One statement in several articles first, then its course over the years: a figure may stand in both.
    groups = _groups([pair for pair in pairs if pair.verdict is not Verdict.PERIOD], stated)
    groups += _groups(pairs, stated, trends_only=True)
    return [_finding(group, stated) for group in sorted(groups, key=lambda group: min(group.members))]


def _comparable(facts: Sequence[Fact]) -> Iterator[Stated]:
    for written in facts:
        fact = plain_fact(written)
        interval = interval_of(fact)
        if fact.is_claim or interval is None or fact.measure is Measure.GRADE:
            continue
        unit = unit_of(fact.unit)
        dimension = dimension_of(fact, unit)
        kind = "count" if dimension.startswith("count:") else dimension
        if fact.measure in (Measure.CHANGE, Measure.RANK):
            kind = f"{fact.measure}:{kind}"
        yield Stated(fact, kind, interval.scaled(unit.factor) if unit else interval, written)


def _candidates(stated: Sequence[Stated], frequency: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Pairs of figures of different articles that share rare words: an index of words, never all pairs."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(stated):
        shared_words = (gram for gram in neighbourhood(one.fact).grams if frequency[gram] > 1)
        for gram in sorted(shared_words, key=lambda gram: (frequency[gram], gram))[:KEYS_EACH]:
            blocks[one.kind, gram].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for block in blocks.values():
        if 2 <= len(block) <= MOST_IN_BLOCK:
            shared.update(combinations(block, 2))
    for (left, right), count in shared.items():
        same_value = stated[left].fact.value == stated[right].fact.value
        if stated[left].fact.article_id != stated[right].fact.article_id and (
            count >= SHARED_KEYS or same_value
        ):
            yield left, right


def _article_counts(stated: Sequence[Stated]) -> Counter[str]:
    """In how many articles each bigram stands beside a figure."""
    by_article: dict[str, set[str]] = defaultdict(set)
    for one in stated:
        by_article[one.fact.article_id] |= neighbourhood(one.fact).grams
    return Counter(gram for grams in by_article.values() for gram in grams)


def judge_pair(left: int, right: int, stated: Sequence[Stated], rarity: Rarity) -> Pair | None:
    """The pair with its verdict; None when the two do not state the same thing surely enough."""
    one, two = stated[left], stated[right]
    alike = likeness(one.fact, two.fact, rarity)
    rare_value = one.exact_key == two.exact_key and _weight(one.fact) >= RARE_VALUE
    if alike.other_place and not rare_value:
        return None
    doubtful = alike.indicator < LEAST_INDICATOR and not (rare_value and not _other_groups(one, two))
    if alike.run < TEMPLATE and (alike.other_place or doubtful):
        return None
    verdict = _verdict(one, two, alike)
    return Pair(left, right, verdict, alike.points) if verdict else None


def _strangers(alike: Likeness) -> bool:
    """True when the indicators have many letters of their own and the words beside the figures share few."""
    return alike.strange > MANY_STRANGE and alike.run < SHORT_RUN and alike.words < SURE_WORDS


def _overlap(one: Stated, two: Stated) -> bool:
    """True when one value may be meant; 300以下 and 300以上 only touch, and factors of units are rounded."""
    if {one.fact.qualifier, two.fact.qualifier} == {Qualifier.MORE, Qualifier.LESS}:
        return False
    if one.fact.unit == two.fact.unit:
        return one.interval.overlaps(two.interval)
    return one.interval.near(two.interval)


def _other_groups(one: Stated, two: Stated) -> bool:
    """True when both figures belong to known indicators, and to different ones."""
    groups = [neighbourhood(stated.fact).groups[-1:] for stated in (one, two)]
    return all(groups) and groups[0] != groups[1]


def _verdict(one: Stated, two: Stated, alike: Likeness) -> Verdict | None:
    overlap = _overlap(one, two)
    equal = overlap and one.exact_key == two.exact_key
    if equal and _weight(one.fact) < RARE_VALUE and _strangers(alike):
        return None  # two loans of 2.1亿元 are a coincidence
    if equal and alike.points >= EQUAL_NEEDS.get(_weight(one.fact), EQUAL_NEEDS_LEAST):
        if alike.surely_other_time:
            return Verdict.PERIOD
        return Verdict.SAME if one.fact.qualifier == two.fact.qualifier else Verdict.ROUNDED
    if alike.indicator < SURE_INDICATOR and alike.run < TEMPLATE:
        return None
    if overlap:
        labels = alike.names >= SAME_LABEL and alike.indicator == 1 and alike.same_scope
        sure = labels or (alike.points >= OVERLAP_NEEDS and (alike.same_scope or alike.run >= TEMPLATE))
        return (Verdict.PERIOD if alike.surely_other_time else Verdict.ROUNDED) if sure else None
    return _apart(one, two, alike) if _same_count(one, two) else None


def _weight(fact: Fact) -> int:
    """Significant digits of a value: equal values of many digits are hardly an accident."""
    number = fact.number
    return len(number.normalize().as_tuple().digits) if number else 1


def _apart(one: Stated, two: Stated, alike: Likeness) -> Verdict | None:
    """Two values that cannot be one: another time, another scope, or a conflict."""
    if alike.points < PERIOD_NEEDS or not alike.same_scope:
        return None
    if alike.surely_other_time or other_time(one.fact) != other_time(two.fact):
        return Verdict.PERIOD
    if not alike.same_time or not alike.like_with_like:
        return None
    if not alike.same_modality:
        return Verdict.SCOPE
    if one.fact.measure is Measure.CHANGE or one.fact.measure != two.fact.measure:
        return None
    slip = _slip(one.fact, two.fact)
    if slip:
        dated = (one.fact.period and two.fact.period) or not any(map(bound_to_event, (one.fact, two.fact)))
        return Verdict.CONFLICT if alike.points >= SLIP_NEEDS and dated else None
    same_period = one.fact.period == two.fact.period
    if not one.fact.period and any(still_moving(fact) for fact in (one.fact, two.fact)):
        return None
    if not alike.one_subject or not same_period or alike.points < CONFLICT_NEEDS:
        return None
    return Verdict.CONFLICT if _ratio(one.interval, two.interval) <= CLOSE_VALUES else Verdict.SCOPE


def _ratio(one: Interval, two: Interval) -> Decimal:
    """How many times the larger of two values is the smaller, at their middles."""
    small, large = sorted((abs(one.middle), abs(two.middle)))
    return large / small if small else Decimal("Infinity")


def _same_count(one: Stated, two: Stated) -> bool:
    """Counts are compared only under one measure word: 70家 and 70个 may be two things."""
    return one.kind != "count" or one.fact.unit == two.fact.unit


def _groups(pairs: Sequence[Pair], stated: Sequence[Stated], trends_only: bool = False) -> list[Group]:
    """Surest pairs first; a figure joins a group only when it pairs with every member of another article."""
    known = {(pair.left, pair.right): pair for pair in pairs}
    home: dict[int, Group] = {}
    for pair in pairs:
        one = home.get(pair.left) or Group([pair.left])
        two = home.get(pair.right) or Group([pair.right])
        if one is two or len(one.members) + len(two.members) > LARGEST_GROUP:
            continue
        links = [(min(a, b), max(a, b)) for a in one.members for b in two.members]
        if not all(link in known or _one_article(link, stated) for link in links):
            continue
        one.members += two.members
        one.pairs += two.pairs + [known[link] for link in links if link in known]
        for member in one.members:
            home[member] = one
    distinct = {id(group): group for group in home.values() if group.pairs}
    if trends_only:
        distinct = {key: group for key, group in distinct.items() if _is_trend(group)}
    return sorted(distinct.values(), key=lambda group: min(group.members))


def _is_trend(group: Group) -> bool:
    return any(pair.verdict is Verdict.PERIOD for pair in group.pairs)


def _one_article(link: tuple[int, int], stated: Sequence[Stated]) -> bool:
    """True for two figures of one article with the same value or at different times."""
    one, two = stated[link[0]], stated[link[1]]
    if one.fact.article_id != two.fact.article_id:
        return False
    return one.exact_key == two.exact_key or time_of(one.fact.period).differs(time_of(two.fact.period))


WORST_FIRST = (Verdict.CONFLICT, Verdict.SCOPE, Verdict.PERIOD, Verdict.ROUNDED, Verdict.SAME)


def _finding(group: Group, stated: Sequence[Stated]) -> Finding:
    facts = [stated[number].written for number in sorted(group.members)]
    found = {pair.verdict for pair in group.pairs}
    verdict = Verdict.PERIOD if Verdict.PERIOD in found else next(v for v in WORST_FIRST if v in found)
    worst = next(pair for pair in group.pairs if pair.verdict is verdict)
    left, right = stated[worst.left].fact, stated[worst.right].fact
    documents = len({fact.article_id for fact in facts})
    slip = _slip(left, right, fewest=2) if verdict is Verdict.CONFLICT else ""
    guess = message("across-guess", slip=message(f"slip-{slip}")) if slip else ""
    values = "、".join(dict.fromkeys(_shown(fact, verdict) for fact in facts))
    lines = "；".join(
        _line(pair, stated) for pair in sorted(group.pairs, key=lambda p: (p.left, p.right))[:12]
    )
    return Finding(
        kind="across",
        verdict=verdict,
        facts=tuple(facts),
        formula=lines,
        article_id="",
        explanation=message(f"across-{verdict}", count=documents, values=values, guess=guess),
        tolerance=_tolerance(stated[worst.left], stated[worst.right]),
    )


def _shown(fact: Fact, verdict: Verdict) -> str:
    period = f"（{fact.period}）" if verdict is Verdict.PERIOD and fact.period else ""
    return f"{fact.text}{period}"


def _line(pair: Pair, stated: Sequence[Stated]) -> str:
    sign = {Verdict.SAME: "=", Verdict.ROUNDED: "≈", Verdict.CONFLICT: "≠"}.get(pair.verdict, "／")
    left, right = stated[pair.left].written, stated[pair.right].written
    return f"{_shown(left, pair.verdict)} {sign} {_shown(right, pair.verdict)}"


def _tolerance(one: Stated, two: Stated) -> str:
    return "；".join(
        f"{item.written.text}：{_end(item, low=True)}～{_end(item, low=False)}{item.written.unit}"
        for item in (one, two)
    )


def _end(item: Stated, low: bool) -> str:
    interval = interval_of(item.fact)
    assert interval is not None
    return plain(round(interval.low if low else interval.high, 6))


def _slip(left: Fact, right: Fact, fewest: int = SLIP_DIGITS) -> str:
    """The single slip that turns one figure into the other, "" where none does."""
    one, two = left.number, right.number
    if one is None or two is None or one <= 0 or two <= 0:
        return ""
    ratio = max(one, two) / min(one, two)
    if ratio == 10_000:
        return "myriad"
    if left.unit != right.unit and one == two:
        return "unit"
    digits = digits_of(left.text), digits_of(right.text)
    kind = kinship(*digits)
    least = {"digit": SLIP_DIGITS, "swapped": fewest, "point": 1}.get(kind, 2)
    return kind if kind and min(map(len, digits)) >= least else ""
