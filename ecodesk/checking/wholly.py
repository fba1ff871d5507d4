"""A whole desk compared at once, and all that is to be kept of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ecodesk.checking.across import compare, findings_of
from ecodesk.checking.entries import moved_to, stated_of
from ecodesk.domain.comparing import Compared, Link, Placed
from ecodesk.domain.findings import Finding
from ecodesk.domain.rulings import Ruling


@dataclass(frozen=True, slots=True)
class Given:
    """A desk to be compared: the facts that take part, and which of them a reprint only repeats (row ids).

    `common` says in how many articles bigrams stand, None: it is counted. `before` is what was kept of the
    figures, `rulings` what editors ruled about pairs of them.
    """

    placed: Sequence[Placed]
    repeats: Collection[int]
    common: Mapping[str, int] | None
    before: Mapping[int, Compared]
    rulings: Sequence[Ruling] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """What comparing a whole desk gives; `entries` leaves out the figures of which that is kept already."""

    findings: list[Finding]
    links: set[Link]
    entries: dict[int, Compared]
    figures: frozenset[int]
    common: dict[str, int]


def compare_desk(given: Given) -> Whole:
    """Compare all figures of a desk with each other."""
    placed = {one.id: one for one in given.placed}
    stated = stated_of(given.placed)
    entries = moved_to(given.before, placed, stated, given.repeats)
    keys = [(entries.get(number) or given.before[number]).words for number in stated]
    facts = [one.written for one in stated.values()]
    published = {one.fact.article_id: one.published for one in given.placed if one.published}
    repeats = {placed[number].fact.id for number in given.repeats}
    found = compare(facts, published, repeats, given.common, keys)
    order = list(stated)
    links = {Link(order[pair.left], order[pair.right], pair.verdict, pair.score, told)
             for told, pairs in ((True, found.told), (False, found.words)) for pair in pairs}
    findings = findings_of(found.stated, found.pairs, given.rulings)
    return Whole(findings, links, entries, frozenset(stated), found.common)
