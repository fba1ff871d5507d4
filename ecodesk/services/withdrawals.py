"""Taking a wrong import back as a whole: nothing is lost, and undo brings all of it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ecodesk.domain.errors import StaleError, UsageError
from ecodesk.domain.views import Changes
from ecodesk.services.checking import Checking
from ecodesk.store.lists import Lists
from ecodesk.store.record import WITHDRAW
from ecodesk.store.store import Store

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Extent:
    """What a batch holds now; `decided` counts facts that have been decided on."""

    title: str
    articles: int
    facts: int
    decided: int


class Withdrawals:
    """Imports of one editor."""

    def __init__(self, store: Store, checking: Checking, editor: str) -> None:
        self._store = store
        self._checking = checking
        self.editor = editor

    def extent(self, batch_id: int) -> Extent:
        """What would go out of the lists. UsageError for a batch that has no current article."""
        with self._store.reading() as lists:
            batch = next((row for row in lists.batches() if row.id == batch_id), None)
        if batch is None:
            raise UsageError("services.no-batch", number=batch_id)
        return Extent(batch.title, batch.articles, batch.facts, batch.decided)

    def withdraw(self, batch_id: int) -> Changes:
        """Take an import back as one step: its articles leave every list, check, search and export.

        Articles that its files had come in place of are current again, and the same files can be imported
        anew. UsageError for a batch that has no current article, or is another editor's; StaleError when
        another editor has decided on one of its facts or corrected its wording, or one of its articles has a
        newer version in another batch.
        """
        with self._store.begin() as work:
            pairs = work.withdrawal_of(batch_id)
            if not pairs:
                raise UsageError("services.no-batch", number=batch_id)
            importer, title = work.importer_of(batch_id)
            if importer != self.editor:
                raise UsageError("services.withdraw-theirs", where=title, editor=importer)
            newer = work.replaced_elsewhere(batch_id)
            if newer:
                raise StaleError("services.newer-version", where=newer)
            refuse_decided(work, pairs, self.editor)
            facts = work.facts_of_articles(article for article, _ in pairs)
            step = work.add_step(self.editor, datetime.now(UTC), WITHDRAW, len(facts))
            work.withdraw(step, pairs)
        articles = sorted({article for pair in pairs for article in pair})
        done = Changes(frozenset(articles), frozenset(row.id for row in facts), findings=True, lists=True)
        return done | (self._checking.check_imported(articles) or Changes())


def refuse_decided(lists: Lists, pairs: Sequence[Pair], editor: str) -> None:
    """StaleError when another editor has worked on one of the articles that would go."""
    articles = sorted({article for article, _ in pairs})
    for row in lists.facts_of_articles(articles, gone=True):
        if row.editor not in ("", editor):
            raise StaleError("services.withdraw-decided", where=row.title, editor=row.editor,
                             fact=row.fact.text)
    for line in lists.wordings_said(articles):
        if line.editor != editor:
            raise StaleError("services.withdraw-decided", where=line.title, editor=line.editor,
                             fact=line.wording.before)


def refuse_turn(lists: Lists, pairs: Sequence[Pair], editor: str, *, back: bool) -> None:
    """StaleError when a withdrawal cannot be undone (`back`) or done again as things stand."""
    if not back:
        if lists.superseded_ids(article for article, _ in pairs):
            raise StaleError("services.newer-version")
        refuse_decided(lists, pairs, editor)
        return
    again = lists.imported_again(pairs)
    if again:
        raise StaleError("services.imported-again", where=again)
    if lists.superseded_ids(older for article, older in pairs if article != older):
        raise StaleError("services.newer-version")
