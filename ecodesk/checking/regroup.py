"""One edit of a large desk: the figures it touches are compared again, and their groups formed anew.

The answer is that of comparing the whole desk. What is kept of it (keys, links) says who can be touched:

* a figure that changed, came or went: all its links;
* a key that has come to be rare, common or too common through it: the links of those that have the key;
* a sentence of it that is told elsewhere, too: what stands at the same places in these two articles;
* then the groups of all these, to their last member.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Protocol

from ecodesk.checking.across import findings_of, partners_of, stands_beside
from ecodesk.checking.blocking import MOST_IN_BLOCK, worth_of
from ecodesk.checking.entries import moves_of, shapes_of, stated_of
from ecodesk.checking.judging import Pair, judge_pair
from ecodesk.checking.likeness import Rarity, neighbourhood
from ecodesk.checking.occasions import judge_matches
from ecodesk.checking.retold import ALIKE, MOST_TELLINGS, Scope, alikeness, matches, shape_of
from ecodesk.checking.stated import Stated
from ecodesk.domain.comparing import Compared, Link, Moves, Placed
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.domain.rulings import Ruling
from ecodesk.knowledge.script import simplified

Blocks = Mapping[int, Collection[int]]
Two = frozenset[int]
"""Two articles by row id."""


class Kept(Protocol):
    """What is kept of a desk; figures go by the row ids of their facts, articles by theirs."""

    def compared(self, ids: Collection[int]) -> dict[int, Compared]:
        """What the last comparison knew of these figures; nothing of those that took no part."""

    def compared_in(self, articles: Collection[int]) -> dict[int, Compared]:
        """The same of all figures of articles."""

    def words(self, keys: Collection[int], most: int) -> dict[int, list[int]]:
        """Figures under each key (Compared.words), `most` of them at most."""

    def tellings(self, keys: Collection[int], most: int) -> dict[int, list[int]]:
        """Figures under each key of their sentence (Compared.tellings), `most` of them at most."""

    def placed(self, ids: Collection[int]) -> dict[int, Placed]:
        """These facts as they are now, whether or not they take part."""

    def sentences(self, ids: Collection[int]) -> dict[int, str]:
        """The sentences of facts, as the copy writes them."""

    def placed_in(self, articles: Collection[int]) -> dict[int, Placed]:
        """Facts of articles that take part in the comparison now."""

    def links(self, ids: Collection[int]) -> set[Link]:
        """All links that have one of these figures at an end."""

    def tied(self, ids: Collection[int]) -> set[int]:
        """Figures that an editor's ruling ties to one of these, whatever the links say."""

    def rulings(self, ids: Collection[int]) -> list[Ruling]:
        """What editors ruled about pairs of which one is one of these figures."""

    def common(self, grams: Collection[str]) -> dict[str, int]:
        """In how many articles these bigrams stand, as last counted for all (Comparison.common)."""

    def move(self, moves: Moves) -> None:
        """Keep what is known of figures from now on."""

    def relink(self, gone: Collection[Link], fresh: Collection[Link]) -> None:
        """Put links in place of others."""


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Findings of the groups formed anew; `ids` are all figures that these groups have or had, by row id.

    Every other finding across articles stands as it is, and uses none of these figures.
    """

    findings: list[Finding]
    ids: frozenset[int]
    facts: dict[str, int]
    """Row ids of the figures in the findings, by Fact.id."""


def regroup(kept: Kept, articles: Collection[int], repeats: Collection[int] = (),
            also: Collection[int] = ()) -> Regrouped:
    """Compare articles (row ids) as they are now with the desk, and form the groups that this touches anew.

    `repeats` are the figures of these articles that a reprint only repeats. The groups of the figures `also`
    are formed anew whatever is found: an editor has ruled on them.
    """
    facts = _Facts(kept, kept.placed_in(articles))
    moves = moves_of(kept.compared_in(articles), facts.placed, facts.stated(facts.placed), repeats)
    edit = _Edit(kept, moves, facts)
    kept.move(moves)
    touched = edit.retell() | moves.keys()
    touched |= edit.rejudge({number for number in touched if edit.now(number)})
    return _form(kept, facts, touched | set(also))


class _Facts:
    """Facts read once for one edit, and made ready once."""

    def __init__(self, kept: Kept, placed: dict[int, Placed]) -> None:
        self._kept = kept
        self.placed = placed
        self._stated = stated_of(placed.values())

    def read(self, numbers: Collection[int]) -> list[Placed]:
        """These facts, in reading order."""
        fresh = self._kept.placed([number for number in numbers if number not in self.placed])
        self.placed |= fresh
        self._stated |= stated_of(fresh.values())
        return sorted((self.placed[number] for number in numbers), key=lambda one: one.order)

    def stated(self, numbers: Collection[int]) -> dict[int, Stated]:
        """Those of these facts that can be compared, in reading order."""
        return {one.id: self._stated[one.id] for one in self.read(numbers) if one.id in self._stated}


def _form(kept: Kept, facts: _Facts, touched: Collection[int]) -> Regrouped:
    """The groups of these figures, to their last member."""
    members: set[int] = set()
    links: set[Link] = set()
    edge = set(touched)
    while edge:
        members |= edge
        found = kept.links(edge)
        links |= found
        edge = ({number for link in found for number in link.ends} | kept.tied(edge)) - members
    stated = facts.stated(kept.compared(members))
    number = {one: place for place, one in enumerate(stated)}
    pairs = [Pair(number[link.left], number[link.right], link.verdict, link.score) for link in links]
    findings = findings_of(list(stated.values()), pairs, kept.rulings(members))
    return Regrouped(findings, frozenset(members), {one.fact.id: key for key, one in stated.items()})


class _Edit:
    """One edit in the making; looks at what was kept before the moves as soon as it is made."""

    def __init__(self, kept: Kept, moves: Moves, facts: _Facts) -> None:
        self._kept = kept
        self._moves = moves
        self._facts = facts
        self._known: dict[int, Compared | None] = {}
        self._keys = {key for move in moves.values() for one in move if one for key in one.words}
        self._before = kept.words(self._keys, MOST_IN_BLOCK + 1)
        self._shapes = shapes_of(facts.read(moves))
        self._told_keys = set(chain.from_iterable(self._shapes.values()))
        self._told_keys.update(key for move in moves.values() for one in move if one for key in one.tellings)
        self._told_before = kept.tellings(self._told_keys, MOST_TELLINGS + 1)

    def now(self, number: int) -> Compared | None:
        """What is kept of a figure from now on, None where it takes no part."""
        if number in self._moves:
            return self._moves[number][1]
        self._meet([number])
        return self._known.get(number)

    def _meet(self, numbers: Iterable[int]) -> None:
        unknown = {number for number in numbers if number not in self._moves and number not in self._known}
        if unknown:
            self._known |= dict.fromkeys(unknown) | self._kept.compared(unknown)

    def _owner(self, number: int) -> int:
        """The article of a figure that takes or took part."""
        old, new = self._moves.get(number, (None, None))
        entry = new or old or self.now(number)
        return entry.article if entry else 0

    # What is told twice

    def retell(self) -> set[int]:
        """Align anew the articles that tell a touched sentence, too; the figures whose links changed."""
        after = self._kept.tellings(self._told_keys, MOST_TELLINGS + 1)
        self._meet(chain.from_iterable((*self._told_before.values(), *after.values())))
        twos = set(self._told_beside(after)) | set(self._told_by_a_turn(after))
        stored = self._told_links(self._moves.keys())
        twos |= {frozenset(map(self._owner, link.ends)) for link in stored}
        if not twos:
            return set()
        known = self._kept.compared_in({article for two in twos for article in two})
        stored |= self._told_links(known.keys())
        gone = {link for link in stored if frozenset(map(self._owner, link.ends)) in twos}
        fresh = self._told(known, twos)
        self._kept.relink(gone - fresh, fresh - gone)
        return {number for link in gone ^ fresh for number in link.ends}

    def _told_links(self, numbers: Collection[int]) -> set[Link]:
        found = {link for link in self._kept.links(numbers) if link.told}
        self._meet(number for link in found for number in link.ends)
        return found

    def _told_beside(self, after: Blocks) -> Iterator[Two]:
        """Articles of touched sentences, each with another that tells it."""
        near: dict[tuple[int, str], set[int]] = defaultdict(set)
        for (article, shape), keys in self._shapes.items():
            for block in (blocks.get(key, ()) for blocks in (self._told_before, after) for key in keys):
                if len(block) <= MOST_TELLINGS:
                    near[article, shape].update(one for one in block if self._owner(one) != article)
        sentences = self._kept.sentences(set(chain.from_iterable(near.values())))
        shapes = {number: shape_of(simplified(sentence)) for number, sentence in sentences.items()}
        for (article, shape), others in near.items():
            for other in others:
                if alikeness(shape, shapes[other]) >= ALIKE:
                    yield frozenset((article, self._owner(other)))

    def _told_by_a_turn(self, after: Blocks) -> Iterator[Two]:
        """Articles of which a key that became a set phrase, or was one, alone lets the sentences meet."""
        turned = {key for key in self._told_keys if (len(self._told_before.get(key, ())) > MOST_TELLINGS)
                  != (len(after.get(key, ())) > MOST_TELLINGS)}
        members = [sorted({*self._told_before.get(key, ()), *after.get(key, ())}) for key in turned]
        tellings = {number: self._tellings(number) for number in chain.from_iterable(members)}
        count = Counter(chain.from_iterable(tellings.values()))
        told = self._kept.tellings([key for key, times in count.items() if times > 1], MOST_TELLINGS + 1)
        open_ways = {key for key, block in told.items() if len(block) <= MOST_TELLINGS} - turned
        for one, two in {two for block in members for two in combinations(block, 2)}:
            if open_ways.isdisjoint(tellings[one] & tellings[two]) and self._owner(one) != self._owner(two):
                yield frozenset((self._owner(one), self._owner(two)))

    def _tellings(self, number: int) -> frozenset[int]:
        """Keys of the sentence that a figure stands for, or stood for."""
        found = (*self._moves.get(number, ()), self._known.get(number))
        return frozenset(key for one in found if one for key in one.tellings)

    def _told(self, known: Mapping[int, Compared], twos: Collection[Two]) -> set[Link]:
        """Links of figures at one place of passages told twice; all figures of the articles are known."""
        leads, set_phrases = self._leads(known, twos)
        stated = self._facts.stated([number for number, entry in known.items() if entry.lead in leads])
        names = {known[number].article: one.fact.article_id for number, one in stated.items()}
        scope = Scope(set_phrases, frozenset(frozenset(names[article] for article in two) for two in twos
                                             if all(article in names for article in two)))
        order, listed = list(stated), list(stated.values())
        pairs = judge_matches(matches(listed, scope), listed, self._published(stated))
        links = (Link(order[pair.left], order[pair.right], pair.verdict, pair.score, True) for pair in pairs)
        return {link for link in links if link.verdict is Verdict.CONFLICT
                or not any(known[number].repeated for number in link.ends)}

    def _leads(self, known: Mapping[int, Compared], twos: Collection[Two]) -> tuple[set[int], frozenset[int]]:
        """Leads of sentences that may meet in one of these twos, and the keys that let none meet."""
        under: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, entry in known.items():
            for key in entry.tellings:
                under[entry.article][key].append(number)
        shared = [(one, two, under[one].keys() & under[two].keys()) for one, two in map(sorted, twos)]
        told = self._kept.tellings({key for *_, keys in shared for key in keys}, MOST_TELLINGS + 1)
        set_phrases = frozenset(key for key, block in told.items() if len(block) > MOST_TELLINGS)
        leads = {number for one, two, keys in shared for key in keys - set_phrases
                 for number in (*under[one][key], *under[two][key])}
        return leads, set_phrases

    def _published(self, numbers: Collection[int]) -> dict[str, str]:
        return {one.fact.article_id: one.published for one in self._facts.read(numbers) if one.published}

    def _entry(self, number: int) -> Compared:
        entry = self.now(number)
        assert entry is not None
        return entry

    # What words tie

    def rejudge(self, changed: Collection[int]) -> set[int]:
        """Judge the figures changed anew, and those whose keys became rarer or more common; as retell."""
        own = {number: self._entry(number) for number in changed}
        after = self._blocks_after({key for entry in own.values() for key in entry.words})
        self._meet(chain.from_iterable(after.values()))
        wanted = {two for number, entry in own.items() for two in self._candidates(number, entry, after)}
        lost = {link for link in self._kept.links({*changed, *self._moves}) if not link.told}
        turned, untied = self._turned(after, set(changed))
        lost |= untied
        fresh = self._judged(wanted | turned)
        self._kept.relink(lost - fresh, fresh - lost)
        return {number for link in lost ^ fresh for number in link.ends}

    def _blocks_after(self, more: Collection[int]) -> Blocks:
        """Figures under the keys of the edit and under `more`; what the moves tell is not asked for."""
        after = {key: set(block) for key, block in self._before.items()}
        unsure = set(more) - self._keys
        for number, (old, new) in self._moves.items():
            before, now = (set(one.words) if one else set() for one in (old, new))
            for key in now - before:
                after.setdefault(key, set()).add(number)
            for key in before - now:
                after.setdefault(key, set()).discard(number)
                if len(self._before.get(key, ())) > MOST_IN_BLOCK:
                    unsure.add(key)
        return after | {key: set(block) for key, block in
                        self._kept.words(unsure, MOST_IN_BLOCK + 1).items()} if unsure else after

    def _candidates(self, number: int, entry: Compared, after: Blocks) -> Iterator[tuple[int, int]]:
        if entry.repeated:
            return
        shared: Counter[int] = Counter()
        for key in entry.words:
            block = after.get(key, ())
            worth = worth_of(key, len(block))
            if worth:
                shared.update(dict.fromkeys(block, worth))
        for other, worth in shared.items():
            if worth > 1 and self._may_pair(number, other):
                yield min(number, other), max(number, other)

    def _may_pair(self, one: int, two: int) -> bool:
        left, right = self.now(one), self.now(two)
        return (left is not None and right is not None and left.article != right.article
                and not left.repeated and not right.repeated)

    def _turned(self, after: Blocks, judged: Collection[int]) -> tuple[set[tuple[int, int]], set[Link]]:
        """Pairs that a key now makes worth comparing, and links of those that are so no longer.

        Those of the figures `judged` are left out: they are all judged anyway.
        """
        turned = [key for key in self._keys
                  if worth_of(key, len(self._before.get(key, ()))) != worth_of(key, len(after.get(key, ())))]
        members = [{*self._before.get(key, ()), *after.get(key, ())}.difference(judged, self._moves)
                   for key in turned]
        members = [block for block in members if 2 <= len(block) <= MOST_IN_BLOCK]
        everyone = set(chain.from_iterable(members))
        if not everyone:
            return set(), set()
        self._meet(everyone)
        count = Counter(key for number in everyone for key in self._entry(number).words)
        counted = self._kept.words([key for key, times in count.items() if times > 1], MOST_IN_BLOCK + 1)
        worth = {key: worth_of(key, len(block)) for key, block in counted.items()}
        wanted: set[tuple[int, int]] = set()
        unworthy: set[tuple[int, int]] = set()
        for one, two in {two for block in members for two in combinations(sorted(block), 2)}:
            if self._may_pair(one, two):
                both = set(self._entry(one).words).intersection(self._entry(two).words)
                enough = sum(worth.get(key, 0) for key in both) > 1
                (wanted if enough else unworthy).add((one, two))
        known = {(min(link.ends), max(link.ends)): link
                 for link in self._kept.links(everyone) if not link.told}
        return wanted - known.keys(), {known[two] for two in unworthy & known.keys()}

    def _judged(self, twos: Collection[tuple[int, int]]) -> set[Link]:
        """Links between these figures; the words of each must be known."""
        numbers = {number for two in twos for number in two}
        told = {link for link in self._kept.links(numbers) if link.told}
        stated = self._facts.stated(numbers | {number for link in told for number in link.ends})
        partners = partners_of((_pair(link) for link in told), stated)
        rarity = Rarity(self._kept.common(_grams(stated, twos)))
        published = self._published(stated)
        fresh: set[Link] = set()
        place = {number: at for at, number in enumerate(stated)}
        for one, two in twos:
            left, right = sorted((one, two), key=place.__getitem__)
            pair = judge_pair(left, right, stated, rarity, published)
            if pair is not None and stands_beside(pair, partners, stated):
                fresh.add(Link(left, right, pair.verdict, pair.score, False))
        return fresh


def _pair(link: Link) -> Pair:
    return Pair(link.left, link.right, link.verdict, link.score)


def _grams(stated: Mapping[int, Stated], twos: Iterable[tuple[int, int]]) -> set[str]:
    """Bigrams that two figures to be judged have in common."""
    grams: set[str] = set()
    for one, two in twos:
        left, right = neighbourhood(stated[one].fact), neighbourhood(stated[two].fact)
        grams |= left.grams & right.grams
        grams |= left.sentence_grams & right.sentence_grams
    return grams
