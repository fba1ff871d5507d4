"""Looks every few seconds for what others have done on a shared desk, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import KnownError
from ecodesk.domain.views import Changes, DecisionRow
from ecodesk.gui.jobs import Jobs

if TYPE_CHECKING:
    from ecodesk.services.queries import Queries

_MOST = 200  # decisions read one by one; beyond that everything shown is read again

Marks = tuple[int, int, int]
"""The newest decision, the newest action about a group and the newest line about the wording."""

News = tuple[Marks, Changes, list[tuple[int, int]], int]


class Watcher(QObject):
    """Compares decisions, rulings, references, batches with the known ones; `wanted` says whether to look."""

    changed = Signal(object)  # Changes by anybody since the last look
    imported = Signal()  # batches came or grew
    reached = Signal(bool)  # False when the desk could not be read

    def __init__(self, queries: Queries, jobs: Jobs, wanted: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._queries = queries
        self._jobs = jobs
        self._wanted = wanted
        self._newest: Marks | None = None
        self._batches: list[tuple[int, int]] = []
        self._references = 0
        self._looking = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def every(self, seconds: int) -> None:
        """How long to wait between two looks."""
        self._timer.setInterval(1000 * seconds)

    def start(self) -> None:
        """Take what the desk holds now as known, then look again and again."""
        self.look()
        self._timer.start()

    def look(self) -> None:
        """One look, unless one is under way or the window has other things to do."""
        if not self._looking and (self._newest is None or self._wanted()):
            self._looking = True
            known = self._newest
            self._jobs.glance(lambda: self._read(known), self._seen, self._failed)

    def _read(self, known: Marks | None) -> News:
        batches = [(batch.id, batch.articles) for batch in self._queries.batches()]
        last, ruled = self._queries.decisions(limit=1), self._queries.ruling_steps(limit=1)
        newest = (last[0].decision.id if last else 0, ruled[0].step if ruled else 0,
                  self._queries.newest_wording())
        changes = Changes()
        if known is not None and newest[0] != known[0]:
            rows = self._queries.decisions(limit=_MOST)
            changes = changes_of([row for row in rows if row.decision.id > known[0]])
        if known is not None and newest[1] != known[1]:
            changes |= Changes(frozenset(row.article_id for step in ruled for row in step.rows),
                               frozenset(row.id for step in ruled for row in step.rows), findings=True)
        if known is not None and newest[2] != known[2]:
            lines = self._queries.wording_log(limit=_MOST)
            reworded = frozenset(one.wording.article_id for one in lines if one.wording.id > known[2])
            changes |= Changes(reworded, findings=True, wordings=reworded)
        return newest, changes, batches, self._queries.reference_stamp()

    def _seen(self, news: News) -> None:
        newest, changes, batches, references = news
        first, self._newest = self._newest is None, newest
        grown, self._batches = batches != self._batches, batches
        trusted, self._references = references != self._references, references
        self._looking = False
        self.reached.emit(True)
        if first:
            return
        if trusted:
            changes |= Changes(findings=True, references=True)
        if changes != Changes():
            self.changed.emit(changes)
        if grown:
            self.imported.emit()

    def _failed(self, _error: KnownError) -> None:
        self._looking = False
        self.reached.emit(False)


def changes_of(rows: Sequence[DecisionRow]) -> Changes:
    """What decisions touch; corrections and rejected facts move findings too."""
    deep = any(row.decision.changes
               or Status.REJECTED in (row.decision.status, row.decision.status_before) for row in rows)
    return Changes(frozenset(row.row.article_id for row in rows), frozenset(row.row.id for row in rows),
                   deep or len(rows) >= _MOST)

