"""Passages told twice: sentences of two articles that run alike, and the figures at the same places in them.

Words tie such figures together more surely than labels do: a draft that follows an older story keeps its
sentences, and what differs in them is the number.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from zlib import crc32

from ecodesk.checking.stated import Stated
from ecodesk.domain.facts import Fact

MOST_LETTERS = 400
SHINGLE = 4
KEYS = 8
"""Shingles of a sentence that stand for it, those of the smallest hash: alike sentences share some."""

MOST_TELLINGS = 40
"""Sentences under one shingle beyond which it is a set phrase."""

ALIKE, HELD, FEWEST_HELD = 0.5, 0.7, 12
BEFORE, BEHIND = 14, 8
SAME_SPOT, SAME_RANK = 0.4, 0.2
NUMBER = re.compile(r"\d+(?:[.,:：]\d+)*")
_NO_LETTERS = re.compile(r"[^\w#]+|[\d_]+")
MARK = "#"


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence of an article; `figures` are their numbers in the list and their spots, in reading order."""

    article_id: str
    shape: str
    figures: tuple[tuple[int, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Two figures at one place of a passage told twice; `alike` is how alike the sentences are, 0 to 1."""

    left: int
    right: int
    alike: float


@dataclass(frozen=True, slots=True)
class Scope:
    """What part of a desk is looked at: two articles tell of the same thing whatever the others tell.

    `set_phrases` are the keys that too many sentences of the whole desk have; `articles`, pairs of
    Fact.article_id, are those to be compared, None for all.
    """

    set_phrases: frozenset[int] = frozenset()
    articles: frozenset[frozenset[str]] | None = None

    def holds(self, one: str, two: str) -> bool:
        return one != two and (self.articles is None or frozenset((one, two)) in self.articles)


EVERYTHING = Scope()


@lru_cache(maxsize=65536)
def shape_of(sentence: str) -> str:
    """The letters of a sentence with every number as one mark."""
    return _NO_LETTERS.sub("", NUMBER.sub(MARK, sentence[:MOST_LETTERS]))


@lru_cache(maxsize=16384)
def _pieces(shape: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(shape)))


def keys_of(shape: str) -> list[int]:
    """Hashes by which alike sentences find each other."""
    data, width = shape.encode("utf-16-le", "surrogatepass"), 2 * SHINGLE
    return sorted({crc32(data[at : at + width]) for at in range(0, max(1, len(data) - width + 1), 2)})[:KEYS]


def matches(stated: Sequence[Stated], scope: Scope = EVERYTHING) -> list[Match]:
    """Figures of different articles that stand at the same place of passages told twice."""
    tellings = list(_tellings(stated))
    found: list[Match] = []
    for left, right, alike in _told_twice(tellings, scope):
        found += _aligned(tellings[left], tellings[right], alike, stated)
    return found


def _tellings(stated: Sequence[Stated]) -> Iterator[Telling]:
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(stated):
        places[one.fact.article_id, one.fact.sentence].append(number)
    for (article_id, sentence), numbers in places.items():
        numbers.sort(key=lambda number: stated[number].fact.span.start)
        facts = [stated[number].fact for number in numbers]
        ends = ((at, at + len(fact.text)) for at, fact in zip(places_of(facts), facts, strict=True))
        spots = [_spot(sentence, start, end) for start, end in ends]
        yield Telling(article_id, shape_of(sentence), tuple(zip(numbers, spots, strict=True)))


def places_of(facts: Sequence[Fact]) -> list[int]:
    """Where the figures of one sentence stand in it: a sentence may print one number twice."""
    sentence, first = facts[0].sentence, facts[0]
    at = sentence.find(first.text)
    while at >= 0:
        places = [at + fact.span.start - first.span.start for fact in facts]
        if all(sentence.startswith(fact.text, place) for fact, place in zip(facts, places, strict=True)):
            return places
        at = sentence.find(first.text, at + 1)
    return [max(0, sentence.find(fact.text)) for fact in facts]


def _told_twice(tellings: Sequence[Telling], scope: Scope) -> list[tuple[int, int, float]]:
    """Pairs of sentences that are each other's nearest in two articles, with how alike they are."""
    near: list[tuple[float, int, int]] = []
    for left, right in _neighbours(tellings, scope):
        alike = alikeness(tellings[left].shape, tellings[right].shape)
        if alike >= ALIKE:
            near.append((alike, left, right))
    near.sort(key=lambda item: (-item[0], item[1], item[2]))
    taken: set[tuple[int, str]] = set()
    chosen: list[tuple[int, int, float]] = []
    for alike, left, right in near:
        ends = (left, tellings[right].article_id), (right, tellings[left].article_id)
        if not taken.intersection(ends):
            taken.update(ends)
            chosen.append((left, right, alike))
    return chosen


def _neighbours(tellings: Sequence[Telling], scope: Scope) -> Iterator[tuple[int, int]]:
    blocks: dict[int, list[int]] = defaultdict(list)
    for number, telling in enumerate(tellings):
        for key in keys_of(telling.shape):
            if key not in scope.set_phrases:
                blocks[key].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for block in blocks.values():
        if 2 <= len(block) <= MOST_TELLINGS:
            shared.update(combinations(block, 2))
    for left, right in shared:
        if scope.holds(tellings[left].article_id, tellings[right].article_id):
            yield left, right


def alikeness(one: str, two: str) -> float:
    """Share of letter pairs that two sentences have in common; that of the shorter one where it is held."""
    x, y = _pieces(one), _pieces(two)
    if not x or not y:
        return 0.0
    common, fewer = len(x & y), min(len(x), len(y))
    if fewer >= FEWEST_HELD and common >= HELD * fewer:
        return common / fewer
    return 2 * common / (len(x) + len(y))


def _aligned(one: Telling, two: Telling, alike: float, stated: Sequence[Stated]) -> Iterator[Match]:
    """The figures of two sentences at the same places, the surest first, each once."""
    even = len(one.figures) == len(two.figures)
    ranked = [
        (_share(spot, other) + (SAME_RANK if even and rank == place else 0.0), a, b)
        for rank, (a, spot) in enumerate(one.figures)
        for place, (b, other) in enumerate(two.figures)
        if stated[a].kind == stated[b].kind
    ]
    taken: set[int] = set()
    for score, a, b in sorted(ranked, key=lambda item: (-item[0], item[1], item[2])):
        if score >= SAME_SPOT and not taken.intersection((a, b)):
            taken.update((a, b))
            yield Match(min(a, b), max(a, b), alike)


def _share(one: frozenset[str], two: frozenset[str]) -> float:
    return 2 * len(one & two) / (len(one) + len(two)) if one and two else 0.0


def _spot(sentence: str, start: int, end: int) -> frozenset[str]:
    """Letter pairs right around a figure, those before it told apart from those behind."""
    before = "^" + shape_of(sentence[max(0, start - 2 * BEFORE) : start])[-BEFORE:]
    behind = shape_of(sentence[end : end + 2 * BEHIND])[:BEHIND] + "$"
    return frozenset(_tagged("<", before)) | frozenset(_tagged(">", behind))


def _tagged(side: str, letters: str) -> Iterator[str]:
    return (side + letters[at : at + 2] for at in range(len(letters) - 1))
