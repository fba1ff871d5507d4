"""Checking: findings inside articles and across them, kept in step with the facts."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from ecodesk.checking import DEFAULT
from ecodesk.domain.decisions import Status
from ecodesk.domain.views import Changes, FactRow, Progress, Silent
from ecodesk.knowledge.messages import message
from ecodesk.services.comparing import Comparing
from ecodesk.services.pipeline import inside_findings
from ecodesk.services.rules import Rules
from ecodesk.store.store import Store

CHUNK = 50
"""Articles checked between two looks at the progress."""


class Checking:
    """Runs the checks and stores what they find; rejected facts take no part."""

    def __init__(self, store: Store, workers: int = 1) -> None:
        self._store = store
        self.rules = Rules(store)
        self._comparing = Comparing(store, workers)
        # Read, check, write: two runs at once would store findings about facts of the past.
        self._one_at_a_time = threading.Lock()

    def run(self, progress: Progress | None = None) -> Changes:
        """Check the whole desk anew. Cancelled: the articles done so far keep their new findings."""
        progress = progress or Silent()
        with self._one_at_a_time:
            with self._store.reading() as lists:
                article_ids = lists.article_ids()
            changes, finished = self._inside(article_ids, progress)
            if finished:
                progress.step(len(article_ids), len(article_ids) + 1, message("progress.across"))
                changes |= self._comparing.whole(progress) or Changes()
                progress.step(len(article_ids) + 1, len(article_ids) + 1, message("progress.done"))
        return changes

    def check_imported(self, article_ids: Sequence[int], altered: Sequence[int] = (),
                       progress: Progress | None = None) -> Changes | None:
        """Check articles that came or went against the whole desk; their own findings are stored already.

        `altered` are those that must be checked inside again. None when it was cancelled: findings
        across articles are then as they were.
        """
        if not article_ids:
            return Changes()
        with self._one_at_a_time:
            inside, _ = self._inside(altered, Silent())
            across = self._comparing.articles(article_ids, progress)
        return across and inside | across

    def recheck(self, moves: Sequence[tuple[FactRow, FactRow]]) -> Changes:
        """Check anew what facts before and after a change can touch: their articles and their groups."""
        with self._one_at_a_time:
            articles = sorted({old.article_id for old, _ in moves})
            changes, _ = self._inside(articles, Silent())
            return changes | (self._comparing.articles(articles) or Changes())

    def _inside(self, article_ids: Sequence[int], progress: Progress) -> tuple[Changes, bool]:
        changes = Changes()
        book = self.rules.book() if article_ids else DEFAULT
        for at in range(0, len(article_ids), CHUNK):
            if progress.cancelled:
                return changes, False
            part = article_ids[at : at + CHUNK]
            progress.step(at, len(article_ids) + 1, message("progress.checking"))
            with self._store.reading() as lists:
                texts, rows = lists.article_texts(part), lists.facts_of_articles(part)
            findings = inside_findings(texts.values(), [row.fact for row in rows if _counts(row)], book)
            ids = {row.fact.id: row.id for row in rows} | {text.id: key for key, text in texts.items()}
            with self._store.begin() as work:
                facts = work.replace_inside(part, findings, ids)
            changes |= Changes(frozenset(part), facts, findings=True)
        return changes, True


def _counts(row: FactRow) -> bool:
    return row.status is not Status.REJECTED
