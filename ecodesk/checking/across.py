"""The same figure in several articles: find the pairs, group them, and say how the group stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ecodesk.checking.blocking import candidates, keys_of
from ecodesk.checking.judging import Pair, StatedBy, judge_pair, slip_of
from ecodesk.checking.likeness import FREQUENT, Rarity, neighbourhood
from ecodesk.checking.occasions import judge_matches, other_year
from ecodesk.checking.periods import time_of
from ecodesk.checking.retold import matches
from ecodesk.checking.settling import Rulings
from ecodesk.checking.show import bounds_text, words_now
from ecodesk.checking.stated import Stated, comparable
from ecodesk.checking.trends import jumps, outliers
from ecodesk.domain.facts import Fact
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.domain.rulings import Ruling
from ecodesk.knowledge.intervals import interval_of
from ecodesk.knowledge.messages import message

LARGEST_GROUP = 40
AGREEING = frozenset({Verdict.SAME, Verdict.ROUNDED})


@dataclass(slots=True)
class Group:
    """Figures that state one thing, by their number in the list."""

    members: list[int] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a desk's comparison found: pairs by the numbers of their figures in `stated`.

    `told` stand at one place of a passage told twice, `words` are tied by their words. `common` are the
    bigrams that stand in more than a few articles, with the number of these.
    """

    stated: list[Stated]
    told: list[Pair]
    words: list[Pair]
    common: dict[str, int]

    @property
    def pairs(self) -> list[Pair]:
        return self.told + self.words


def check_across(facts: Sequence[Fact], published: Mapping[str, str] | None = None,
                 repeats: Collection[str] = (), rulings: Sequence[Ruling] = ()) -> list[Finding]:
    """One finding per group of figures of several articles that state the same thing, in reading order.

    Verdicts: same, rounded, period, scope, conflict, and kept or single where an editor ruled so. Figures
    without a partner are not reported. `published`
    gives the date of each article by its id, as far as known: what was counted on different days may differ.
    `repeats` are the facts that a reprint only repeats: no second source, but they tell whose reprint it is.
    `rulings` are what editors ruled about pairs of facts; those about other facts are left out.
    """
    whole = compare(facts, published, repeats)
    return findings_of(whole.stated, whole.pairs, rulings)


def compare(facts: Sequence[Fact], published: Mapping[str, str] | None = None, repeats: Collection[str] = (),
            common: Mapping[str, int] | None = None,
            keys: Sequence[Sequence[int]] | None = None) -> Comparison:
    """The pairs of figures of several articles that state one thing; as check_across.

    `common` says in how many articles of the desk a bigram stands (Comparison.common of an earlier call);
    None: it is counted. `keys` are those of blocking.keys_of, of each fact that can be compared; None:
    they are made.
    """
    stated = list(comparable(facts))
    if keys is None:
        keys = [keys_of(one) for one in stated]
    if common is None:
        common = _article_counts(stated)
    told, words = _pairs(stated, published or {}, repeats, Rarity(common), keys)
    common = {gram: count for gram, count in common.items() if count > FREQUENT}
    return Comparison(stated, told, words, common)


def findings_of(stated: Sequence[Stated], pairs: Sequence[Pair],
                rulings: Sequence[Ruling] = ()) -> list[Finding]:
    """One finding per group that these pairs and rulings make, in reading order.

    Groups of figures that no pair ties to each other do not touch: all the pairs of some of them give the
    findings of just these.
    """
    ruled = Rulings(rulings, stated)
    pairs = ruled.settle(sorted(pairs, key=lambda pair: (-pair.score, pair.left, pair.right)))
    # One statement in several articles first, then its course over the years: a figure may stand in both.
    groups = _groups([pair for pair in pairs if pair.verdict is not Verdict.PERIOD], stated, ruled)
    trends = _groups(pairs, stated, ruled, trends_only=True)
    groups = sorted(groups + trends, key=lambda group: min(group.members))
    queries = [query for group in trends for query in jumps([stated[number] for number in group.members])]
    departing = [finding for group in groups if not _is_trend(group)
                 for finding in ruled.departures(group.members)]
    found = [ruled.settled(_finding(group, stated), group.members) for group in groups]
    return found + queries + departing + list(ruled.parted())


def _pairs(stated: Sequence[Stated], published: Mapping[str, str], repeats: Collection[str],
           rarity: Rarity, keys: Sequence[Sequence[int]]) -> tuple[list[Pair], list[Pair]]:
    """All pairs that state one thing: those told twice, and those that their words tie."""
    repeated = {number for number, one in enumerate(stated) if one.fact.id in repeats}
    told = [pair for pair in judge_matches(matches(stated), stated, published)
            if pair.verdict is Verdict.CONFLICT or repeated.isdisjoint((pair.left, pair.right))]
    partners = partners_of(told, stated)
    pairs: list[Pair] = []
    articles = [one.fact.article_id for one in stated]
    for left, right in candidates(keys, articles):
        if left in repeated or right in repeated:
            continue
        pair = judge_pair(left, right, stated, rarity, published)
        if pair is None:
            continue
        if stands_beside(pair, partners, stated):
            pairs.append(pair)
    return told, pairs


def partners_of(told: Iterable[Pair], stated: StatedBy) -> dict[tuple[int, str], Pair]:
    """For a figure and another article, the pair that a passage told twice makes of them."""
    return {(one, stated[other].fact.article_id): pair
            for pair in told for one, other in ((pair.left, pair.right), (pair.right, pair.left))}


def stands_beside(pair: Pair, partners: Mapping[tuple[int, str], Pair], stated: StatedBy) -> bool:
    """False where a passage told twice says what one of the two figures answers to in the other's article."""
    left, right = pair.left, pair.right
    ends = (left, stated[right].fact.article_id), (right, stated[left].fact.article_id)
    return not any(_contradicts(pair, partners[end]) for end in ends if end in partners)


def _contradicts(pair: Pair, told: Pair) -> bool:
    """True when the place in a passage told twice says better than the words what a figure answers to."""
    if (pair.left, pair.right) == (told.left, told.right):
        return True
    if pair.verdict in AGREEING:
        return told.verdict in (Verdict.CONFLICT, Verdict.SCOPE)
    return pair.verdict is not Verdict.PERIOD


def _article_counts(stated: Sequence[Stated]) -> Counter[str]:
    """In how many articles each bigram stands beside a figure."""
    by_article: dict[str, set[str]] = defaultdict(set)
    for one in stated:
        by_article[one.fact.article_id] |= neighbourhood(one.fact).grams
    return Counter(gram for grams in by_article.values() for gram in grams)


def _groups(pairs: Sequence[Pair], stated: Sequence[Stated], ruled: Rulings,
            trends_only: bool = False) -> list[Group]:
    """Surest pairs first; a figure joins a group only when it pairs with every member of another article."""
    known = {(pair.left, pair.right): pair for pair in pairs}
    home: dict[int, Group] = {}
    for pair in pairs:
        one = home.get(pair.left) or Group([pair.left])
        two = home.get(pair.right) or Group([pair.right])
        if one is two or len(one.members) + len(two.members) > LARGEST_GROUP:
            continue
        links = [(min(a, b), max(a, b)) for a in one.members for b in two.members]
        if any(ruled.forbids(*link) for link in links):
            continue
        if not all(link in known or _one_article(link, stated) or ruled.binds(*link, known)
                   for link in links):
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


WORST_FIRST = (Verdict.CONFLICT, Verdict.KEPT, Verdict.SCOPE, Verdict.PERIOD, Verdict.ROUNDED, Verdict.SAME)


def _finding(group: Group, stated: Sequence[Stated]) -> Finding:
    facts = [stated[number].written for number in sorted(group.members)]
    found = {pair.verdict for pair in group.pairs}
    verdict = Verdict.PERIOD if Verdict.PERIOD in found else next(v for v in WORST_FIRST if v in found)
    worst = next(pair for pair in group.pairs if pair.verdict is verdict)
    left, right = stated[worst.left].fact, stated[worst.right].fact
    documents = len({fact.article_id for fact in facts})
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
        explanation=_explanation(left, right, verdict, count=documents, values=values),
        tolerance=_tolerance(stated[worst.left], stated[worst.right]),
        outliers=outliers([stated[number] for number in group.members]) if verdict is Verdict.PERIOD else (),
    )


def _explanation(left: Fact, right: Fact, verdict: Verdict, **told: object) -> str:
    """What the finding says; of a conflict, with the slip that it looks like."""
    if verdict is Verdict.PERIOD and left.period == right.period:
        return message("across-running", **told)
    if verdict is not Verdict.CONFLICT:
        return message(f"across-{verdict}", **told)
    years = other_year(left, right) if left.value == right.value else None
    if years is not None:
        return message("across-year", first=years[0], second=years[1], **told)
    slip = slip_of(left, right, fewest=2)
    guess = message("across-guess", slip=message(f"slip-{slip}")) if slip else ""
    return message("across-conflict", guess=guess, **told)


def _shown(fact: Fact, verdict: Verdict) -> str:
    period = f"（{fact.period}）" if verdict is Verdict.PERIOD and fact.period else ""
    return f"{words_now(fact)}{period}"


SIGNS = {Verdict.SAME: "=", Verdict.ROUNDED: "≈", Verdict.CONFLICT: "≠", Verdict.KEPT: "≠"}


def _line(pair: Pair, stated: Sequence[Stated]) -> str:
    sign = SIGNS.get(pair.verdict, "／")
    left, right = stated[pair.left].written, stated[pair.right].written
    return f"{_shown(left, pair.verdict)} {sign} {_shown(right, pair.verdict)}"


def _tolerance(one: Stated, two: Stated) -> str:
    return "；".join(filter(None, map(_bounds, (one, two))))


def _bounds(item: Stated) -> str:
    """What the printed figure leaves open; nothing for a score."""
    interval = interval_of(item.fact)
    if interval is None:
        return ""
    return f"{words_now(item.written)}：{bounds_text(interval, item.written.unit)}"
