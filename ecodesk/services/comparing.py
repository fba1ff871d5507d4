"""The comparison across articles: one edit by itself, or the whole desk, kept in step with the facts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial

from ecodesk.checking.entries import FORMAT
from ecodesk.checking.regroup import regroup
from ecodesk.checking.wholly import Given, Whole, compare_desk
from ecodesk.domain.comparing import Compared, Placed
from ecodesk.domain.errors import Stopped
from ecodesk.domain.views import Changes, Progress, Silent
from ecodesk.knowledge.script import simplified
from ecodesk.services.pool import compute
from ecodesk.store.comparing import Keeping, Last, keys_in_order
from ecodesk.store.lists import Lists
from ecodesk.store.store import Store
from ecodesk.store.work import Work

WORTH_A_PROCESS = 3000
"""Facts from which on they are compared in a process of its own, which can be stopped at once."""

NO_TIME = 2000
"""Facts up to which the whole desk is compared though the editor has cancelled: 0.3 s."""

AT_ONCE = 8
"""Articles compared in one transaction: what an editor writes meanwhile waits for these, not for all."""

SHARE = 8
"""The whole desk is compared when more than one figure in so many would be compared by itself."""

SETTING = "compared"
"""Name of the setting that says what is kept: format, and how many articles there were at the last count."""


FIGURES_AT_ONCE, KEYS_AT_ONCE = 20_000, 200_000
"""Rows written in one transaction where a large desk is compared for the first time; half a second."""

LARGE = 20_000
"""Facts from which on an edit does not wait for the whole desk where that must be compared first."""


class Comparing:
    """Compares articles with the desk. Each transaction reads what it needs: several may do it at once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def is_due(self) -> bool:
        """True when nothing is kept that one edit could be compared with: the whole desk must be compared."""
        with self._store.reading() as lists:
            kept = Keeping(lists.connection)
            return kept.facts() > 0 and not _is_kept(lists, kept)

    def articles(self, ids: Collection[int], progress: Progress | None = None) -> Changes | None:
        """Compare these articles, as they are now, with the desk: those that came, went or were edited.

        None when it was cancelled: what was compared until then stays so, and the same call goes on. Without
        `progress` nobody waits for a large desk that must be compared as a whole: `is_due` tells of it.
        """
        with self._store.reading() as lists:
            kept = Keeping(lists.connection)
            is_kept = _is_kept(lists, kept)
            few = is_kept and kept.count_in(ids) * SHARE <= kept.facts()
            large = kept.facts() > LARGE
        if not is_kept and large and progress is None:
            return Changes()
        if not few and (progress is not None or not large):
            return self.whole(progress)
        changes, ordered = Changes(findings=True), sorted(ids)
        for at in range(0, len(ordered), AT_ONCE):
            if progress is not None and progress.cancelled and len(ordered) > AT_ONCE:
                return None
            with self._store.begin() as work:
                changes |= _compare(work, ordered[at : at + AT_ONCE])
        return changes

    def ruled(self, fact_ids: Collection[int]) -> Changes:
        """Form the groups of these facts anew: an editor has ruled on them."""
        with self._store.reading() as lists:
            is_kept = _is_kept(lists, Keeping(lists.connection))
        if not is_kept:
            return self.whole() or Changes()
        with self._store.begin() as work:
            return _compare(work, (), fact_ids)

    def whole(self, progress: Progress | None = None) -> Changes | None:
        """Compare the whole desk; None, and nothing is changed, when it was cancelled.

        A desk so small that it takes no time is compared all the same.
        """
        progress = progress or Silent()
        try:
            given, counted, last = self._read(progress)
            found = self._found(given, progress)
            stop = partial(_stop, progress, given.placed)
            if given.common is None and len(given.placed) >= LARGE:
                self._fill(found.entries, stop)
            with self._store.begin() as work:
                changes = _keep(work, found, given, counted, stop)
                kept = Keeping(work.connection)
                late, ruled = kept.since(last), kept.ruled_since(last)
        except Stopped:
            return None
        # What was written meanwhile, here or by another program, is not in what was read.
        if late:
            changes |= self.articles(late) or Changes()
        return changes | self.ruled(ruled) if ruled else changes

    def _read(self, progress: Progress) -> tuple[Given, int, Last]:
        with self._store.reading() as lists:
            kept = Keeping(lists.connection)
            articles, last, families = kept.articles(), kept.last(), lists.families()
            counted = _counted(lists.setting(SETTING), articles)
            placed: list[Placed] = []
            with closing(kept.all_placed()) as facts:
                for one in facts:
                    placed.append(one)
                    if len(placed) % NO_TIME == 0:
                        _stop(progress, placed)
            placed.sort(key=lambda one: one.order)
            known = counted is not None
            given = Given(placed, repeats_of(placed, families), kept.all_common() if known else None,
                          kept.all_compared() if known else {}, kept.rulings())
        return given, counted or articles, last

    def _fill(self, entries: Mapping[int, Compared], stop: Callable[[], None]) -> None:
        """Keep the figures of a large desk of which none was kept, in steps between which editors can write.

        Until the last step the desk counts as one that is still to be compared.
        """
        with self._store.begin() as work:
            work.set_setting(SETTING, "")
            Keeping(work.connection).clear()
        numbers, keys = sorted(entries), keys_in_order(entries)
        for at in range(0, len(numbers), FIGURES_AT_ONCE):
            stop()
            with self._store.begin() as work:
                part = numbers[at : at + FIGURES_AT_ONCE]
                Keeping(work.connection).enter({number: entries[number] for number in part})
        for at in range(0, len(keys), KEYS_AT_ONCE):
            stop()
            with self._store.begin() as work:
                Keeping(work.connection).enter_keys(keys[at : at + KEYS_AT_ONCE])

    def _found(self, given: Given, progress: Progress) -> Whole:
        _stop(progress, given.placed)
        if len(given.placed) < WORTH_A_PROCESS:
            return compare_desk(given)
        found = compute(compare_desk, given, lambda: progress.cancelled)
        if found is None:
            raise Stopped
        return found


def _stop(progress: Progress, placed: Sequence[Placed]) -> None:
    """Raises Stopped, between two steps of the work, when the editor has cancelled what takes time."""
    if progress.cancelled and len(placed) >= NO_TIME:
        raise Stopped


def _compare(work: Work, articles: Sequence[int], ruled: Collection[int] = ()) -> Changes:
    kept = Keeping(work.connection)
    kept.hold()
    kin = kept.kin(articles)
    # A figure that is no longer the first of its family makes others what they were not.
    touched = {*articles, *kin}
    repeats = repeats_of(sorted(kept.placed_in(kin).values(), key=lambda one: one.order), kin)
    done = regroup(kept, touched, repeats, ruled)
    facts = work.replace_across(done.ids, done.findings, done.facts)
    return Changes(frozenset(kept.owners(facts)), facts, findings=True)


def _keep(work: Work, found: Whole, given: Given, articles: int, stop: Callable[[], None]) -> Changes:
    kept = Keeping(work.connection)
    kept.hold()
    # As they were read, though somebody has compared an edit since: that is done again afterwards.
    before = kept.all_compared()
    wanted = {number: found.entries.get(number) or given.before[number] for number in found.figures}
    moves = {number: (before.get(number), wanted.get(number)) for number in before.keys() | wanted.keys()
             if before.get(number) != wanted.get(number)}
    if 2 * len(moves) > len(wanted):
        kept.replace_all(wanted)
    else:
        kept.move(moves)
    stop()
    links = kept.all_links()
    kept.relink(links - found.links, found.links - links)
    if given.common is None:
        kept.count_anew(found.common)
    work.set_setting(SETTING, f"{FORMAT}:{articles}")
    stop()
    facts = work.replace_across(None, found.findings, {one.fact.id: one.id for one in given.placed})
    return Changes(frozenset(kept.owners(facts)), facts, findings=True)


def _is_kept(lists: Lists, kept: Keeping) -> bool:
    """True where what is kept of the desk's figures can be gone on with."""
    return _counted(lists.setting(SETTING), kept.articles()) is not None


def _counted(setting: str, articles: int) -> int | None:
    """How many articles there were when words were counted; None when they must be counted anew.

    How common words are is counted with the whole desk, and again when the desk has doubled or halved:
    counted at every edit, one word would change how every figure of the desk is judged.
    """
    form, _, count = setting.partition(":")
    if form != str(FORMAT) or not count.isdigit():
        return None
    then = int(count)
    return then if then <= 2 * articles and articles <= 2 * then else None


def repeats_of(placed: Iterable[Placed], families: Mapping[int, int]) -> set[int]:
    """Row ids of the facts, given in the order of their articles, that a reprint only repeats."""
    ordered = list(placed)
    return {one.id for one in ordered} - {one.id for one in independent(ordered, families)}


def independent(placed: Iterable[Placed], families: Mapping[int, int]) -> Iterator[Placed]:
    """The facts without those that a variant only repeats: a reprint is no second source.

    `families` gives the first article of its family for every article that is nearly the same as an
    earlier one. A figure that the earlier article does not have stays: there the two differ. Facts come
    in the order of their articles.
    """
    owners: dict[tuple[object, ...], int] = {}
    for one in placed:
        fact = one.fact
        family = families.get(one.article, one.article)
        key = (family, fact.value, fact.value_high, simplified(fact.unit), fact.qualifier, fact.measure)
        if owners.setdefault(key, one.article) == one.article:
            yield one
