"""Keeps the window at what the desk holds: its batches and articles, what was changed here and by others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ecodesk.domain.errors import UsageError
from ecodesk.domain.views import ArticleRow, BatchRow, Changes, ImportReport
from ecodesk.gui.latest import Latest

if TYPE_CHECKING:
    from ecodesk.gui.main_window import MainWindow
    from ecodesk.services.desk import Desk

_MANY = 40  # articles changed at once from which on all lists are read anew


class Follower(QObject):
    """Reads what changed and shows it; the parts of the window stand when this is made."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._window, self._jobs = desk, window, window.jobs
        self._review, self._selection, self._reviewer = window.review, window.selection, window.reviewer
        self._batches: list[BatchRow] = []
        self._batch_reads = Latest(self._jobs, desk.queries.batches, self._show_batches, self)
        self._wanted_batch: int | None = None
        self._reviewer.changed.connect(self.changed)
        window.transfers.imported.connect(self._imported)
        window.transfers.changed.connect(self.all_changed)
        window.watcher.changed.connect(self._changed_by_others)
        window.watcher.imported.connect(self._others_imported)
        self._review.articles.model.wanted.connect(self._load_articles)
        self._selection.article_changed.connect(lambda _detail: self.show_progress())

    # Batches and articles

    def load_batches(self) -> None:
        """Read the batches; the articles of those unfolded follow."""
        self._batch_reads.ask()

    def _show_batches(self, batches: list[BatchRow]) -> None:
        self._batches = list(reversed(batches))
        for name in ("export", "recheck", "take_back"):
            self._window.actions_[name].setEnabled(bool(batches))
        self._review.articles.show_batches(self._batches)
        self.show_progress()

    def _load_articles(self, batch_id: int) -> None:
        self._jobs.read(lambda: self._desk.queries.articles(batch_id),
                       lambda rows: self._show_articles(batch_id, rows))

    def _show_articles(self, batch_id: int, rows: list[ArticleRow]) -> None:
        self._review.articles.model.show_articles(batch_id, rows)
        if rows and (self._selection.detail is None or batch_id == self._wanted_batch):
            self._wanted_batch = None
            if self._selection.detail is None and self._resume():
                return
            first = next((row for row in rows if row.decided < row.facts), rows[0])
            self._selection.open_article(first.id)
            self._review.focus_table()
            self._window.tour.begin_if_due()
        self.show_progress()

    def _resume(self) -> bool:
        """Where the editor left off last time; False when that fact is no more, or there was none."""
        fact_id = self._window.kept_settings().value("fact", 0, int)
        if not fact_id:
            return False
        try:
            self._selection.open_fact(fact_id)
        except UsageError:
            return False
        self._review.focus_table()
        self.show_progress()
        return True

    # What changed

    def changed(self, changes: Changes) -> None:
        """Show what one step changed."""
        for article_id in changes.articles if len(changes.articles) <= _MANY else ():
            wanted = article_id
            self._jobs.read(lambda wanted=wanted: self._desk.queries.article(wanted).row, self._show_article)
        self.load_batches()
        self._window.listing.apply(changes)
        if changes.lists:
            self._lists_changed()
        elif len(changes.articles) > _MANY:
            self._read_lists()
        self._window.cross.apply(changes)
        for page in (self._window.overview, self._window.record, self._window.references):
            page.mark_stale()
        if self._window.pages.currentWidget() is not self._review:
            self._window.pages.currentWidget().show_now()

    def _show_article(self, row: ArticleRow) -> None:
        self._review.articles.model.update_article(row)
        self.show_progress()

    def _lists_changed(self) -> None:
        """Articles came or went: what stands in place of the one shown is shown."""
        self._selection.forget()
        self._read_lists()
        shown = self._selection.article_id
        if shown is not None:
            self._jobs.read(lambda: self._desk.queries.current(shown), lambda ids: self._follow(shown, ids))

    def _read_lists(self) -> None:
        for batch in self._batches:
            self._load_articles(batch.id)

    def _follow(self, shown: int, ids: list[int]) -> None:
        if shown not in ids and self._selection.article_id == shown:
            if ids:
                self._selection.open_article(ids[0])
            else:
                self._selection.clear()
                self._read_lists()
        self._window.partings.allow()

    def _changed_by_others(self, changes: Changes) -> None:
        self._selection.refresh(changes)
        self.changed(changes)
        self._reviewer.refresh_steps()

    def _others_imported(self) -> None:
        """Batches came, grew or were taken back; what is shown stays, unless it was taken back itself."""
        self.load_batches()
        shown = self._selection.article_id
        if shown is not None:
            self._jobs.read(lambda: self._desk.queries.current(shown),
                           lambda ids: self._follow(shown, ids) if max(ids, default=0) < shown else None)

    def all_changed(self, changes: Changes) -> None:
        """Show what a check of everything, or a workbook taken back, changed."""
        self._selection.refresh(changes | Changes(findings=True))
        self.changed(Changes(findings=True))
        self._reviewer.refresh_steps()
        self._read_lists()

    def _imported(self, report: ImportReport) -> None:
        self._wanted_batch = report.batch_id
        if self._window.transfers.sampled and report.batch_id is not None:
            self._window.tour.due = True
        self._selection.refresh(report.changes)
        self.changed(Changes(findings=True))

    def show_progress(self) -> None:
        """The batch of the article shown, in the status line."""
        detail = self._selection.detail
        batch = next((item for item in self._batches if detail and item.id == detail.row.batch_id), None)
        if batch is None:
            self._window.status.show_progress("", 0, 0, 0)
            return
        conflicts = self._review.articles.model.conflicts_of(batch.id)
        self._window.status.show_progress(batch.title, batch.decided, batch.facts, conflicts)
