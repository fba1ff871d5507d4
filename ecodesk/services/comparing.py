"""The comparison across articles: one edit by itself, or the whole desk, kept in step with the facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ecodesk.checking.entries import FORMAT
from ecodesk.checking.regroup import regroup
from ecodesk.checking.wholly import Given, Whole, compare_desk
from ecodesk.domain.comparing import Placed
from ecodesk.domain.views import Changes, Progress, Silent
from ecodesk.knowledge.script import simplified
from ecodesk.services.pool import compute
from ecodesk.store.comparing import Keeping
from ecodesk.store.store import Store
from ecodesk.store.work import Work

WORTH_A_PROCESS = 5000
"""Facts from which on they are compared in a process of its own, which can be stopped at once."""

AT_ONCE = 8
"""Articles compared in one transaction: what an editor writes meanwhile waits for these, not for all."""

SHARE = 8
"""The whole desk is compared when more than one figure in so many would be compared by itself."""

SETTING = "compared"
"""Name of the setting that says what is kept: format, and how many articles there were at the last count."""


class Comparing:
    """Compares articles with the desk; callers see to it that two do not do it at once."""

    def __init__(self, store: Store, workers: int) -> None:
        self._store = store
        self._workers = workers

    def articles(self, ids: Collection[int], progress: Progress | None = None) -> Changes | None:
        """Compare these articles, as they are now, with the desk: those that came, went or were edited.

        None when it was cancelled: what was compared until then stays so, and the same call goes on.
        """
        progress = progress or Silent()
        with self._store.reading() as lists:
            kept = Keeping(lists.connection)
            is_kept = _counted(lists.setting(SETTING), kept.articles()) is not None
            few = is_kept and kept.count_in(ids) * SHARE <= kept.facts()
        if not few:
            return self.whole(progress)
        changes, ordered = Changes(findings=True), sorted(ids)
        for at in range(0, len(ordered), AT_ONCE):
            if progress.cancelled and len(ordered) > AT_ONCE:
                return None
            with self._store.begin() as work:
                changes |= _compare(work, ordered[at : at + AT_ONCE])
        return changes

    def whole(self, progress: Progress | None = None) -> Changes | None:
        """Compare the whole desk; None, and nothing is changed, when it was cancelled.

        A desk so small that it takes no time is compared all the same.
        """
        progress = progress or Silent()
        with self._store.reading() as lists:
            kept = Keeping(lists.connection)
            articles, last = kept.articles(), kept.last()
            counted = _counted(lists.setting(SETTING), articles)
            placed = kept.all_placed()
            families = lists.families()
            if progress.cancelled and len(placed) >= WORTH_A_PROCESS:
                return None
            known = counted is not None
            given = Given(placed, repeats_of(placed, families), kept.all_common() if known else None,
                          kept.all_compared() if known else {})
        found = self._found(given, progress)
        if found is None:
            return None
        with self._store.begin() as work:
            changes = _keep(work, found, given, counted or articles)
            late = Keeping(work.connection).since(last)
        # What another program wrote meanwhile is not in what was read.
        return changes | (self.articles(late) or Changes() if late else Changes())

    def _found(self, given: Given, progress: Progress) -> Whole | None:
        if len(given.placed) < WORTH_A_PROCESS or self._workers == 1:
            return compare_desk(given)
        return compute(compare_desk, given, lambda: progress.cancelled)


def _compare(work: Work, articles: Sequence[int]) -> Changes:
    kept = Keeping(work.connection)
    kept.hold()
    kin = kept.kin(articles)
    # A figure that is no longer the first of its family makes others what they were not.
    touched = {*articles, *kin}
    repeats = repeats_of(sorted(kept.placed_in(kin).values(), key=lambda one: one.order), kin)
    done = regroup(kept, touched, repeats)
    facts = work.replace_across(done.ids, done.findings, done.facts)
    return Changes(frozenset(kept.owners(facts)), facts, findings=True)


def _keep(work: Work, found: Whole, given: Given, articles: int) -> Changes:
    kept = Keeping(work.connection)
    kept.hold()
    if 2 * len(found.entries) > len(found.figures):
        kept.replace_all(found.entries | {number: entry for number, entry in given.before.items()
                                          if number in found.figures - found.entries.keys()})
    else:
        before = kept.all_compared()
        gone = before.keys() - found.figures
        kept.move({number: (before.get(number), entry) for number, entry in found.entries.items()}
                  | {number: (before[number], None) for number in gone})
    links = kept.all_links()
    kept.relink(links - found.links, found.links - links)
    if given.common is None:
        kept.count_anew(found.common)
    work.set_setting(SETTING, f"{FORMAT}:{articles}")
    facts = work.replace_across(None, found.findings, {one.fact.id: one.id for one in given.placed})
    return Changes(frozenset(kept.owners(facts)), facts, findings=True)


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
