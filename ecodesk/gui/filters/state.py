"""The filter of the desk and the facts it lets through, read page by page off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import KnownError
from ecodesk.domain.facets import DeskFilter, Facet, Sought, Tally
from ecodesk.domain.views import FactOrder, FactRow
from ecodesk.gui.jobs import Job, JobProgress, Jobs
from ecodesk.services.searching import sought_of

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk

PAGE = 100
"""Facts of one page: three screens of the table."""

FIRST, ALL = 12, 300
"""Values of a facet shown at first, and with “更多”."""


class Filtering(QObject):
    """Which facts of the desk are wanted; what is asked for anew lets what was asked before go."""

    changed = Signal()  # another filter
    came = Signal(object, bool)  # rows of a page; True for the first page of a list
    totalled = Signal(int)
    tallied = Signal(object)  # Tally

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self.wanted = DeskFilter()
        self.sought: Sought | None = None
        self.order = FactOrder.READING
        self.total: int | None = None
        self._last: int | None = None
        self._whole = True
        self._page: Job | None = None
        self._counts: list[Job] = []
        self._age = 0
        self._known: dict[tuple[DeskFilter, Facet, int, str], Tally] = {}

    @property
    def whole(self) -> bool:
        """True once the last page has come."""
        return self._whole

    # What is wanted

    def show(self, wanted: DeskFilter) -> None:
        """Another filter."""
        if wanted != self.wanted:
            self.wanted, self.total = wanted, None
            self.changed.emit()

    def turn(self, facet: Facet, value: str) -> None:
        """Choose a value, or no longer."""
        self.show(self.wanted.turned(facet, value))

    def say(self, words: str) -> None:
        """Other words."""
        self.show(replace(self.wanted, words=words))

    def clear(self) -> None:
        """All facts again."""
        self.show(DeskFilter())

    # Facts

    def list_anew(self) -> None:
        """The first page."""
        self._last, self._whole = None, False
        self._read_page(fresh=True)

    def more(self) -> None:
        """The next page, unless it is on its way or there is none."""
        if not self._whole and self._page is None:
            self._read_page(fresh=False)

    def _read_page(self, fresh: bool) -> None:
        if self._page is not None:
            self._page.progress.cancel()
        wanted, last, order = self.wanted, self._last, self.order

        def work(progress: JobProgress) -> tuple[Sought | None, list[FactRow]]:
            rows = self._desk.queries.found(wanted, last, PAGE, order, lambda: progress.cancelled)
            return sought_of(wanted.words), rows

        def done(answer: tuple[Sought | None, list[FactRow]]) -> None:
            if self._page is job:
                self._page = None
                self._take_page(*answer, fresh=fresh)

        def failed(_error: KnownError) -> None:
            if self._page is job:
                self._page = None

        job = self._page = self._jobs.seek(work, done, failed)

    def _take_page(self, sought: Sought | None, rows: list[FactRow], *, fresh: bool) -> None:
        self.sought = sought
        self._whole = len(rows) < PAGE
        if rows:
            self._last = rows[-1].id
        self.came.emit(rows, fresh)

    def next_open(self, after: int | None) -> int | None:
        """The next fact of the filter still to be decided, from the start again at the end; in a worker."""
        wanted = replace(self.wanted, chosen=self.wanted.without(Facet.STATUS).chosen
                         | {(Facet.STATUS, status) for status in self.awaited()})
        for place in dict.fromkeys((after, None)):
            rows = self._desk.queries.found(wanted, place, 1, self.order)
            if rows:
                return rows[0].id
        return None

    def awaited(self) -> frozenset[str]:
        """States of facts that an editor who goes through the list still has to look at."""
        chosen = self.wanted.of(Facet.STATUS)
        return frozenset({str(Status.OPEN)}) if not chosen or Status.OPEN in chosen else chosen

    # Counts

    def forget(self) -> None:
        """Facts have changed: what was counted holds no longer."""
        self._known.clear()
        self._age += 1

    def count_total(self) -> None:
        """How many facts the filter lets through."""
        wanted = self.wanted
        self._count(lambda progress: self._desk.queries.total(wanted, lambda: progress.cancelled),
                    lambda total: self._take_total(wanted, total))

    def _take_total(self, wanted: DeskFilter, total: int) -> None:
        if wanted == self.wanted:
            self.total = total
            self.totalled.emit(total)

    def count(self, facet: Facet, most: int = FIRST, words: str = "") -> None:
        """How many facts have each value of a facet, as all other facets filter."""
        wanted = self.wanted
        key = (wanted, facet, most, words)
        if key in self._known:
            self.tallied.emit(self._known[key])
            return
        tally = self._desk.queries.tally
        self._count(lambda progress: tally(wanted, facet, most, words, lambda: progress.cancelled),
                    lambda found: self._take_tally(key, found))

    def _take_tally(self, key: tuple[DeskFilter, Facet, int, str], found: Tally) -> None:
        self._known[key] = found
        if key[0] == self.wanted:
            self.tallied.emit(found)

    def stop_counting(self) -> None:
        """Let all counts go that are under way."""
        for job in self._counts:
            job.progress.cancel()
        self._counts.clear()

    @property
    def counting(self) -> bool:
        """True while counts are on their way."""
        return bool(self._counts)

    def _count(self, work: Callable[[JobProgress], Any], done: Callable[[Any], None]) -> None:
        age = self._age

        def counted(answer: Any) -> None:
            # Given up after it had been counted, or from before the facts changed.
            if job in self._counts:
                self._counts.remove(job)
                if age == self._age:
                    done(answer)

        job = self._jobs.count(work, counted)
        self._counts.append(job)
