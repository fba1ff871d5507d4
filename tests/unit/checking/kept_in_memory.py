"""A desk whose figures and links are kept in dictionaries, for tests of one edit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import islice

from ecodesk.checking.across import compare, findings_of
from ecodesk.checking.entries import stated_of
from ecodesk.checking.regroup import regroup
from ecodesk.checking.wholly import Given, compare_desk
from ecodesk.domain.comparing import Compared, Link, Moves, Placed
from ecodesk.domain.facts import Fact
from ecodesk.domain.findings import Finding
from ecodesk.domain.rulings import Ruling


class DeskInMemory:
    """Facts by number, and what the comparison has kept of them; `wholly` compares all."""

    def __init__(self, facts: Iterable[Fact], published: dict[str, str] | None = None) -> None:
        self.facts = dict(enumerate(facts))
        self.rejected: set[int] = set()
        self.published_on = published or {}
        rows: dict[str, int] = {}
        self.rows = {number: rows.setdefault(fact.article_id, len(rows))
                     for number, fact in self.facts.items()}
        self.of_article: dict[int, list[int]] = defaultdict(list)
        for number, row in self.rows.items():
            self.of_article[row].append(number)
        self.counts: dict[str, int] = {}
        self.known: dict[int, Compared] = {}
        self.under: dict[bool, dict[int, set[int]]] = {False: defaultdict(set), True: defaultdict(set)}
        self.joined: dict[int, set[Link]] = defaultdict(set)
        self.findings: list[tuple[frozenset[int], Finding]] = []
        self.repeated: set[int] = set()

    def start(self) -> None:
        """Compare the whole desk and keep what it is made of."""
        whole = compare_desk(Given(list(self._taking_part().values()), self._repeats(), None, {}))
        self.counts = whole.common
        self.move({number: (None, entry) for number, entry in whole.entries.items()})
        self.relink((), whole.links)
        self._find(whole.findings)

    def _taking_part(self) -> dict[int, Placed]:
        return self.placed([number for number in self.facts if number not in self.rejected])

    def _repeats(self) -> set[int]:
        return self.repeated - self.rejected

    def wholly(self) -> list[Finding]:
        """The findings of comparing the whole desk as it is now."""
        stated = stated_of(self._taking_part().values())
        whole = compare([self.facts[number] for number in stated], self.published_on,
                        {self.facts[number].id for number in self._repeats()}, self.counts)
        return findings_of(whole.stated, whole.pairs)

    def edit(self, articles: Collection[int]) -> int:
        """Compare articles anew; returns how many figures that took."""
        done = regroup(self, articles, {number for number in self.repeated if self.rows[number] in articles})
        self.findings = [(used, one) for used, one in self.findings if not used <= done.ids]
        self._find(done.findings)
        return len(done.ids)

    def _find(self, findings: Iterable[Finding]) -> None:
        numbers = {fact.id: number for number, fact in self.facts.items()}
        self.findings += [(frozenset(numbers[fact.id] for fact in one.facts), one) for one in findings]

    def compared(self, ids: Collection[int]) -> dict[int, Compared]:
        return {number: self.known[number] for number in ids if number in self.known}

    def compared_in(self, articles: Collection[int]) -> dict[int, Compared]:
        return self.compared([number for article in articles for number in self.of_article[article]])

    def words(self, keys: Collection[int], most: int) -> dict[int, list[int]]:
        return {key: list(islice(self.under[False].get(key, ()), most)) for key in keys}

    def tellings(self, keys: Collection[int], most: int) -> dict[int, list[int]]:
        return {key: list(islice(self.under[True].get(key, ()), most)) for key in keys}

    def placed(self, ids: Collection[int]) -> dict[int, Placed]:
        return {number: Placed(number, self.rows[number], self.facts[number],
                               self.published_on.get(self.facts[number].article_id, "")) for number in ids}

    def sentences(self, ids: Collection[int]) -> dict[int, str]:
        return {number: self.facts[number].sentence for number in ids}

    def placed_in(self, articles: Collection[int]) -> dict[int, Placed]:
        return self.placed([number for article in articles for number in self.of_article[article]
                            if number not in self.rejected])

    def links(self, ids: Collection[int]) -> set[Link]:
        return {link for number in ids for link in self.joined.get(number, ())}

    def tied(self, ids: Collection[int]) -> set[int]:
        return set()

    def rulings(self, ids: Collection[int]) -> list[Ruling]:
        """Nobody rules here: tests of the store do."""
        return []

    def common(self, grams: Collection[str]) -> dict[str, int]:
        return {gram: self.counts[gram] for gram in grams if gram in self.counts}

    def move(self, moves: Moves) -> None:
        for number, (old, new) in moves.items():
            for entry, put in ((old, set.discard), (new, set.add)):
                for told, keys in ((False, entry.words), (True, entry.tellings)) if entry else ():
                    for key in keys:
                        put(self.under[told][key], number)
            self.known.pop(number, None)
            if new:
                self.known[number] = new

    def relink(self, gone: Collection[Link], fresh: Collection[Link]) -> None:
        for links, put in ((gone, set.discard), (fresh, set.add)):
            for link in links:
                for number in link.ends:
                    put(self.joined[number], link)
