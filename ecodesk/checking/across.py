"""The same figure in several articles: find the pairs, group them, and say how the group stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from ecodesk.checking.layout import dimension_of
from ecodesk.checking.likeness import Likeness, likeness, neighbourhood
from ecodesk.checking.periods import time_of
from ecodesk.checking.show import plain
from ecodesk.checking.slips import digits_of, kinship
from ecodesk.domain.facts import Fact, Measure, Qualifier
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.knowledge.intervals import Interval, interval_of
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.units import unit_of

MOST_IN_BLOCK = 60
KEYS_EACH = 14
SHARED_KEYS = 2
LARGEST_GROUP = 40
EQUAL_LIKE, OVERLAP_LIKE, APART_LIKE = 0.5, 0.58, 0.72
SLIP_WORTH = 20


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure ready for comparison: its base-unit interval and the key of its kind."""

    fact: Fact
    kind: str
    interval: Interval

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
    pairs = [pair for left, right in _candidates(stated) if (pair := judge_pair(left, right, stated)) is not None]
    groups = _groups(sorted(pairs, key=lambda pair: (-pair.score, pair.left, pair.right)), stated)
    return [_finding(group, stated) for group in groups]


def _comparable(facts: Sequence[Fact]) -> Iterator[Stated]:
    for fact in facts:
        interval = interval_of(fact)
        if fact.is_claim or interval is None or fact.measure is Measure.GRADE:
            continue
        unit = unit_of(fact.unit)
        dimension = dimension_of(fact, unit)
        kind = "count" if dimension.startswith("count:") else dimension
        if fact.measure in (Measure.CHANGE, Measure.RANK):
            kind = f"{fact.measure}:{kind}"
        yield Stated(fact, kind, interval.scaled(unit.factor) if unit else interval)


def _candidates(stated: Sequence[Stated]) -> Iterator[tuple[int, int]]:
    """Pairs of figures of different articles that share rare words: an index of words, never all pairs."""
    words = [neighbourhood(one.fact).grams for one in stated]
    frequency = Counter(gram for grams in words for gram in grams)
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, grams in enumerate(words):
        rare = sorted(grams, key=lambda gram: (frequency[gram], gram))
        for gram in rare[:KEYS_EACH]:
            blocks[stated[number].kind, gram].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for block in blocks.values():
        if 2 <= len(block) <= MOST_IN_BLOCK:
            shared.update(combinations(block, 2))
    for (left, right), count in shared.items():
        same_value = stated[left].exact_key == stated[right].exact_key
        if stated[left].fact.article_id != stated[right].fact.article_id and (count >= SHARED_KEYS or same_value):
            yield left, right


def judge_pair(left: int, right: int, stated: Sequence[Stated]) -> Pair | None:
    """The pair with its verdict; None when the two do not state the same thing surely enough."""
    one, two = stated[left], stated[right]
    alike = likeness(one.fact, two.fact)
    if not alike.same_place or alike.indicator < 0.4 or alike.subject < 0.3:
        return None
    verdict = _verdict(one, two, alike)
    return Pair(left, right, verdict, alike.total) if verdict else None


def _verdict(one: Stated, two: Stated, alike: Likeness) -> Verdict | None:
    equal = one.exact_key == two.exact_key
    overlap = one.interval.near(two.interval)
    if (equal and alike.total >= EQUAL_LIKE) or (overlap and alike.total >= OVERLAP_LIKE):
        if not alike.same_time:
            return Verdict.PERIOD
        if not alike.same_scope and alike.words < 0.5:
            return None
        same_words = equal and one.fact.qualifier == two.fact.qualifier
        return Verdict.SAME if same_words else Verdict.ROUNDED
    if overlap or not alike.certain or alike.total < APART_LIKE or not _same_count(one, two):
        return None
    return _apart(one, two, alike)


def _apart(one: Stated, two: Stated, alike: Likeness) -> Verdict | None:
    """Two values that cannot be one: another time, another scope, or a conflict."""
    if not alike.same_time:
        return Verdict.PERIOD
    if not alike.same_modality:
        return Verdict.SCOPE
    if Measure.CHANGE in (one.fact.measure, two.fact.measure) or one.fact.measure != two.fact.measure:
        return None
    times = {time_of(fact.period).stated for fact in (one.fact, two.fact)}
    ratio = max(one.interval.high, two.interval.high) / max(min(one.interval.low, two.interval.low), 1)
    if len(times) == 2 and ratio > SLIP_WORTH and not _slip(one.fact, two.fact):
        return None
    bounded = Qualifier.EXACT not in (one.fact.qualifier, two.fact.qualifier)
    return Verdict.SCOPE if bounded and alike.words < 0.4 else Verdict.CONFLICT


def _same_count(one: Stated, two: Stated) -> bool:
    """Counts with different measure words are compared only when their values may be one."""
    return one.kind != "count" or one.fact.unit == two.fact.unit


def _groups(pairs: Sequence[Pair], stated: Sequence[Stated]) -> list[Group]:
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
    return sorted(distinct.values(), key=lambda group: min(group.members))


def _one_article(link: tuple[int, int], stated: Sequence[Stated]) -> bool:
    """True for two figures of one article with the same value or at different times."""
    one, two = stated[link[0]], stated[link[1]]
    if one.fact.article_id != two.fact.article_id:
        return False
    return one.exact_key == two.exact_key or time_of(one.fact.period).differs(time_of(two.fact.period))


WORST_FIRST = (Verdict.CONFLICT, Verdict.SCOPE, Verdict.PERIOD, Verdict.ROUNDED, Verdict.SAME)


def _finding(group: Group, stated: Sequence[Stated]) -> Finding:
    facts = [stated[number].fact for number in sorted(group.members)]
    verdict = next(verdict for verdict in WORST_FIRST if any(pair.verdict is verdict for pair in group.pairs))
    worst = next(pair for pair in group.pairs if pair.verdict is verdict)
    left, right = stated[worst.left].fact, stated[worst.right].fact
    documents = len({fact.article_id for fact in facts})
    slip = _slip(left, right) if verdict is Verdict.CONFLICT else ""
    guess = message("across-guess", slip=message(f"slip-{slip}")) if slip else ""
    values = "、".join(dict.fromkeys(_shown(fact, verdict) for fact in facts))
    lines = "；".join(_line(pair, stated) for pair in sorted(group.pairs, key=lambda p: (p.left, p.right))[:12])
    return Finding(kind="across", verdict=verdict, facts=tuple(facts), formula=lines, article_id="",
                   explanation=message(f"across-{verdict}", count=documents, values=values, guess=guess),
                   tolerance=_tolerance(stated[worst.left], stated[worst.right]))


def _shown(fact: Fact, verdict: Verdict) -> str:
    period = f"（{fact.period}）" if verdict is Verdict.PERIOD and fact.period else ""
    return f"{fact.text}{period}"


def _line(pair: Pair, stated: Sequence[Stated]) -> str:
    sign = {Verdict.SAME: "=", Verdict.ROUNDED: "≈", Verdict.CONFLICT: "≠"}.get(pair.verdict, "／")
    left, right = stated[pair.left].fact, stated[pair.right].fact
    return f"{_shown(left, pair.verdict)} {sign} {_shown(right, pair.verdict)}"


def _tolerance(one: Stated, two: Stated) -> str:
    return "；".join(f"{item.fact.text}：{_end(item, low=True)}～{_end(item, low=False)}{item.fact.unit}"
                    for item in (one, two))


def _end(item: Stated, low: bool) -> str:
    interval = interval_of(item.fact)
    assert interval is not None
    return plain(round(interval.low if low else interval.high, 6))


def _slip(left: Fact, right: Fact) -> str:
    """The single slip that turns one figure into the other, "" where none does."""
    one, two = left.number, right.number
    if one is None or two is None or one <= 0 or two <= 0:
        return ""
    ratio = max(one, two) / min(one, two)
    if ratio == 10_000:
        return "myriad"
    if left.unit != right.unit and one == two:
        return "unit"
    return kinship(digits_of(left.text), digits_of(right.text))
