"""What editors ruled about pairs of statements, brought to bear on the groups that the checks find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from ecodesk.checking.judging import Pair, overlap
from ecodesk.checking.periods import time_of
from ecodesk.checking.show import words_now
from ecodesk.checking.stated import Stated, comparable
from ecodesk.domain.facts import Fact
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.domain.rulings import Choice, Ruling, Settlement, digits_of
from ecodesk.knowledge.messages import message

Link = tuple[int, int]

FORCED = 1000.0
"""Score of a pair that an editor joined: surer than any that the words make."""

_AGREEING = frozenset({Verdict.SAME, Verdict.ROUNDED})
_APART = frozenset({Verdict.CONFLICT, Verdict.SCOPE})
_WEIGHT = (Choice.KEEP, Choice.SCOPE, Choice.JOIN)


def link_of(one: int, two: int) -> Link:
    """The pair as it is known by: the lower number first."""
    return (one, two) if one < two else (two, one)


class Rulings:
    """The rulings about these statements, by their numbers; without any it changes nothing."""

    def __init__(self, rulings: Sequence[Ruling], stated: Sequence[Stated]) -> None:
        self._stated = stated
        place = {one.fact.id: number for number, one in enumerate(stated)} if rulings else {}
        self._values: dict[Link, Ruling] = {}
        self._lapsed: dict[Link, Ruling] = {}
        self._joined: dict[Link, Ruling] = {}
        self._split: dict[Link, Ruling] = {}
        self._kin: dict[int, set[int]] = defaultdict(set)
        for ruling in rulings:
            if ruling.left in place and ruling.right in place:
                self._take(ruling, link_of(place[ruling.left], place[ruling.right]))
        self._keepers = self._find_keepers()

    def _take(self, ruling: Ruling, link: Link) -> None:
        if ruling.choice is Choice.JOIN:
            self._joined[link] = ruling
            self._kin[link[0]].add(link[1])
            self._kin[link[1]].add(link[0])
        elif self._holds(ruling, link):
            {Choice.SPLIT: self._split}.get(ruling.choice, self._values)[link] = ruling
        else:
            self._lapsed[link] = ruling

    def _holds(self, ruling: Ruling, link: Link) -> bool:
        """True while both figures are those the editor saw; who keeps a value expects the other to change."""
        written = {self._stated[number].fact.id: digits_of(self._stated[number].written) for number in link}
        then = {ruling.left: ruling.left_digits, ruling.right: ruling.right_digits}
        changed = {number for number, digits in written.items() if digits != then[number]}
        if ruling.choice is not Choice.KEEP or not changed:
            return not changed
        return ruling.kept not in changed and overlap(self._stated[link[0]], self._stated[link[1]])

    def _find_keepers(self) -> dict[int, set[int]]:
        keepers: dict[int, set[int]] = defaultdict(set)
        for link, ruling in self._values.items():
            for one, other in (link, link[::-1]):
                if ruling.choice is Choice.KEEP and self._stated[one].fact.id == ruling.kept:
                    keepers[other].add(one)
        return keepers

    def forbids(self, one: int, two: int) -> bool:
        """True when an editor took the two apart."""
        return link_of(one, two) in self._split

    def binds(self, one: int, two: int, known: Mapping[Link, Pair]) -> bool:
        """True when one of the two pairs with a statement that an editor joined to the other."""
        return (any(link_of(one, kin) in known for kin in self._kin.get(two, ()))
                or any(link_of(kin, two) in known for kin in self._kin.get(one, ())))

    def settle(self, pairs: Sequence[Pair]) -> list[Pair]:
        """The pairs as ruled: without those taken apart, with those joined, the surest first."""
        if not (self._values or self._joined or self._split):
            return list(pairs)
        found = {link_of(pair.left, pair.right): self._ruled(pair) for pair in pairs
                 if not self.forbids(pair.left, pair.right)}
        for link in self._joined:
            if not self.forbids(*link):
                known = found.get(link) or self._ruled(Pair(*link, self._plain_verdict(*link), FORCED))
                found[link] = replace(known, score=FORCED)
        return sorted(found.values(), key=lambda pair: (-pair.score, pair.left, pair.right))

    def _ruled(self, pair: Pair) -> Pair:
        ruling = self._values.get(link_of(pair.left, pair.right))
        if ruling is None:
            both = self._keepers.get(pair.left, set()) & self._keepers.get(pair.right, set())
            return replace(pair, verdict=Verdict.KEPT) if both and pair.verdict in _APART else pair
        if ruling.choice is Choice.SCOPE:
            return replace(pair, verdict=Verdict.SCOPE)
        if pair.verdict in _AGREEING or overlap(self._stated[pair.left], self._stated[pair.right]):
            return pair
        return replace(pair, verdict=Verdict.KEPT)

    def _plain_verdict(self, left: int, right: int) -> Verdict:
        """How two figures stand that only the editor knows to state one thing."""
        one, two = self._stated[left], self._stated[right]
        if time_of(one.fact.period).differs(time_of(two.fact.period)):
            return Verdict.PERIOD
        if one.kind == two.kind and overlap(one, two):
            alike = one.exact_key == two.exact_key and one.fact.qualifier == two.fact.qualifier
            return Verdict.SAME if alike else Verdict.ROUNDED
        return Verdict.CONFLICT

    def settled(self, finding: Finding, members: Collection[int]) -> Finding:
        """The finding of a group with what was ruled about it."""
        inside = set(members)
        # How values of several periods differ is nobody's ruling.
        valued, lapsed = ({}, {}) if finding.verdict is Verdict.PERIOD else (self._values, self._lapsed)
        told = {link: one for link, one in (self._joined | valued).items() if inside.issuperset(link)}
        gone = {link: one for link, one in lapsed.items() if inside.issuperset(link)}
        apart_before = any(one.choice is Choice.SPLIT for one in gone.values())
        reopened = bool(gone) and (apart_before or finding.verdict not in _AGREEING)
        if not told and not reopened:
            return finding
        shown = gone if reopened else told
        last = max(shown.values(), key=lambda one: (-_rank(one.choice), one.step))
        settlement = Settlement(
            last.choice, last.editor, last.at, last.note, last.kept,
            departing=tuple(self._stated[number].fact.id for number in self._departing(inside)),
            lapsed=reopened, step=max(one.step for one in [*told.values(), *gone.values()]))
        words = message(f"settled-lapsed-{last.choice}") if reopened else ""
        return replace(finding, settlement=settlement, explanation=finding.explanation + words)

    def _departing(self, members: Collection[int]) -> list[int]:
        """Those of the members that still say otherwise than the value kept."""
        return [number for number in sorted(members)
                if any(keeper in members and not overlap(self._stated[number], self._stated[keeper])
                       for keeper in self._keepers.get(number, ()))]

    def departures(self, members: Collection[int]) -> Iterator[Finding]:
        """One finding about each member that says otherwise than the value kept."""
        for number in self._departing(members):
            keeper = next(one for one in sorted(self._keepers[number]) if one in members)
            kept, fact = self._stated[keeper].written, self._stated[number].written
            yield Finding(kind="kept", verdict=Verdict.FAILS, facts=(fact,),
                          explanation=message("kept-departs", kept=words_now(kept), value=words_now(fact)))

    def parted(self) -> Iterator[Finding]:
        """What stays of groups that an editor took apart: one finding a step, to be seen and taken back."""
        steps: dict[int, dict[Link, Ruling]] = defaultdict(dict)
        for link, ruling in self._split.items():
            steps[ruling.step][link] = ruling
        for step, links in sorted(steps.items()):
            numbers = sorted({number for link in links for number in link})
            facts = tuple(self._stated[number].written for number in numbers)
            last = next(iter(links.values()))
            values = "、".join(dict.fromkeys(map(words_now, facts)))
            lines = [f"{self._words(one)} ｜ {self._words(two)}" for one, two in sorted(links)[:12]]
            yield Finding(
                kind="across", verdict=Verdict.SINGLE, facts=facts,
                formula="；".join(lines), explanation=message("across-split", values=values),
                settlement=Settlement(Choice.SPLIT, last.editor, last.at, last.note, step=step))

    def _words(self, number: int) -> str:
        return words_now(self._stated[number].written)


def _rank(choice: Choice) -> int:
    return _WEIGHT.index(choice) if choice in _WEIGHT else len(_WEIGHT)


def apart(facts: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Pairs of these facts whose values cannot be one; claims are left out."""
    stated = list(comparable(facts))
    return [(one.written, two.written) for number, one in enumerate(stated) for two in stated[number + 1 :]
            if one.kind != two.kind or not overlap(one, two)]


def alike_in_kind(facts: Sequence[Fact]) -> bool:
    """True when all of these can be compared with each other: figures of one kind of unit."""
    stated = list(comparable(facts))
    return len(stated) == len(facts) and len({one.kind for one in stated}) <= 1
