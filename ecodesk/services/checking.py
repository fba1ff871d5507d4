"""Checking: findings inside articles and across them, kept in step with the facts."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence

from ecodesk.checking import DEFAULT, Rulebook
from ecodesk.domain.decisions import Gone, Status
from ecodesk.domain.views import Changes, CheckReport, FactRow, Progress, Silent
from ecodesk.knowledge.messages import message
from ecodesk.services.amending import AmendedCopy
from ecodesk.services.comparing import Comparing
from ecodesk.services.pipeline import inside_findings
from ecodesk.services.reference_checking import Referring
from ecodesk.services.rules import Rules
from ecodesk.store.store import Store

CHUNK = 8
"""Articles checked between two looks at the progress, and while an editor's own checks wait."""


class Checking:
    """Runs the checks and stores what they find; rejected facts take no part."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.rules = Rules(store)
        self._comparing = Comparing(store)
        self._referring = Referring(store, self.rules)
        # Read, check, write: two runs at once would store findings about facts of the past.
        self._one_at_a_time = threading.Lock()

    def run(self, progress: Progress | None = None) -> Changes:
        """Check the whole desk anew; as `check_all`."""
        return self.check_all(progress).changes

    def check_all(self, progress: Progress | None = None) -> CheckReport:
        """Check the whole desk anew, while editors go on deciding.

        Cancelled: the articles done so far keep their new findings, those across articles are as they were.
        """
        progress = progress or Silent()
        with self._store.reading() as lists:
            article_ids = lists.article_ids()
        total = len(article_ids)
        changes, done = self._inside(article_ids, progress)
        if done < total:
            return CheckReport(changes, done, total, compared=False)
        progress.step(total, total + 1, message("progress.across"))
        across = self._comparing.whole(progress)
        if across is not None:
            progress.step(total + 1, total + 1, message("progress.done"))
        return CheckReport(changes | (across or Changes()), done, total, compared=across is not None)

    def is_due(self) -> bool:
        """True when nothing is known of the desk across articles: an older program left it."""
        return self._comparing.is_due()

    def check_imported(self, article_ids: Sequence[int], altered: Sequence[int] = (),
                       progress: Progress | None = None) -> Changes | None:
        """Check articles that came or went against the whole desk; their own findings are stored already.

        `altered` are those that must be checked inside again. None when it was cancelled: what was compared
        until then stays, and the same call goes on.
        """
        if not article_ids:
            return Changes()
        inside, _ = self._inside(altered, Silent())
        for at in range(0, len(article_ids), CHUNK):
            with self._one_at_a_time:
                inside |= self._referring.hold_articles(article_ids[at : at + CHUNK])
        across = self._comparing.articles(article_ids, progress or Silent())
        return across and inside | across

    def recheck(self, moves: Sequence[tuple[FactRow, FactRow]]) -> Changes:
        """Check anew what facts before and after a change can touch: their articles and their groups."""
        articles = sorted({old.article_id for old, _ in moves})
        changes, _ = self._inside(articles, Silent())
        return changes | (self._comparing.articles(articles) or Changes())

    def forget(self) -> None:
        """Read the references anew: the desk has been replaced by a backup."""
        self._referring.forget()

    def check_references(self, reference_ids: Collection[int],
                         progress: Progress | None = None) -> Changes | None:
        """Check what a change of references touches: the facts that they were or may be about.

        None when it was cancelled on the way.
        """
        with self._one_at_a_time:
            return self._referring.hold_touched(reference_ids, progress)

    def check_inside(self, article_ids: Sequence[int]) -> Changes:
        """Check articles by themselves anew: their wording was corrected."""
        return self._inside(article_ids, Silent())[0]

    def regroup(self, rows: Sequence[FactRow]) -> Changes:
        """Group anew what a ruling about these facts can touch."""
        return self._comparing.ruled({row.id for row in rows})

    def _inside(self, article_ids: Sequence[int], progress: Progress) -> tuple[Changes, int]:
        """Check articles by themselves; what changed, and how many were done."""
        changes = Changes()
        book = self.rules.book() if article_ids else DEFAULT
        for at in range(0, len(article_ids), CHUNK):
            if progress.cancelled:
                return changes, at
            progress.step(at, len(article_ids) + 1, message("progress.checking"))
            changes |= self._check_part(article_ids[at : at + CHUNK], book)
        return changes, len(article_ids)

    def _check_part(self, part: Sequence[int], book: Rulebook) -> Changes:
        with self._one_at_a_time:
            with self._store.reading() as lists:
                texts, rows = lists.article_texts(part), lists.facts_of_articles(part, gone=True)
                said = lists.wordings(part)
            copy = AmendedCopy(texts, said)
            findings = copy.in_place(inside_findings(
                copy.articles, copy.laid([row.fact for row in rows if _counts(row)]), book))
            ids = {row.fact.id: row.id for row in rows} | {text.id: key for key, text in texts.items()}
            with self._store.begin() as work:
                facts = work.replace_inside(part, findings, ids)
            facts |= self._referring.hold(rows)
        return Changes(frozenset(part), facts, findings=True)


def _counts(row: FactRow) -> bool:
    return row.status is not Status.REJECTED and row.gone is Gone.HERE
