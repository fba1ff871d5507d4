"""What is done with many rows of the table: bulk deeds, copies, and the table's own menu."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from ecodesk.domain.facets import Facet
from ecodesk.domain.views import FactRow
from ecodesk.gui.actions import Actions
from ecodesk.gui.bars import MessageBar, ProgressSheet
from ecodesk.gui.facts.bulk import BulkBar, Deed, Scope
from ecodesk.gui.facts.copying import table_text
from ecodesk.gui.filters.listing import Listing
from ecodesk.gui.filters.words import value_words
from ecodesk.gui.jobs import Job, Jobs
from ecodesk.gui.models.facts import ROW_ROLE, Column
from ecodesk.gui.review_page import ReviewPage
from ecodesk.gui.reviewer import Reviewer
from ecodesk.gui.theme import Look
from ecodesk.knowledge.house import kind_of
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.messages import message
from ecodesk.services.reviewing import MOST, Taken

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk

_LONG = 300  # facts from which on the progress is shown
_CHOSEN, _ALL = 0, 1
_DEEDS = ("verify", "query", "reject", "reopen", "edit", "note")


class ManyRows(QObject):
    """Acts on the selected rows, or on all that the table or the filter lets through."""

    def __init__(self, desk: Desk, jobs: Jobs, reviewer: Reviewer, review: ReviewPage, listing: Listing,
                 actions: Actions, look: Look, bar: MessageBar, sheet: ProgressSheet,
                 parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._jobs, self._reviewer = desk, jobs, reviewer
        self._review, self._listing, self._actions = review, listing, actions
        self._message, self._sheet = bar, sheet
        self._marks: dict[int, Mapping[int, int]] = {}
        self._job: Job | None = None
        self._counting: Job | None = None
        self.bar = BulkBar(look)
        review.facts.add_bar(self.bar, at_foot=True)
        self.bar.wanted.connect(self._do)
        self.bar.scope_changed.connect(self._count_scope)
        self.bar.closed.connect(review.focus_table)
        listing.active.bulk_wanted.connect(self.open)
        # The number said is of the facts that were in sight: with others there it means nothing.
        for told in (listing.filtering.changed, listing.turned, review.facts.replaced):
            told.connect(self._forget)
        sheet.cancelled.connect(self._cancel)
        table = review.facts.table
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._show_menu)

    # Bulk

    def open(self, deed: str = "") -> None:
        """The bar: the selected rows where there are several, else all."""
        facts = self._review.facts
        chosen = facts.chosen_rows()
        shown = facts.model.shown()
        self._marks = {_CHOSEN: {row.id: row.revision for row in chosen}}
        if self._listing.on:
            whole = Scope("筛选出的全部", None)
        else:
            self._marks[_ALL] = {row.id: row.revision for row in shown}
            whole = Scope("表中全部", len(shown))
        scopes = (Scope(f"所选 {len(chosen)} 条", len(chosen)), whole)
        self.bar.open_for(scopes, _CHOSEN if len(chosen) > 1 else _ALL, deed)

    def _forget(self) -> None:
        typing = self.bar.isAncestorOf(self.bar.window().focusWidget() or self.bar.window())
        self.bar.hide()
        if typing:
            self._review.focus_table()

    def _count_scope(self, place: int) -> None:
        """All of a filter: which facts these are now, so that the number said is the number done."""
        if self._counting is not None:
            self._counting.progress.cancel()
        filtering = self._listing.filtering
        if place != _ALL or _ALL in self._marks:
            return
        if filtering.total is not None and filtering.total > MOST:
            self.bar.show_count(_ALL, filtering.total)
            return
        wanted = filtering.wanted

        def taken(marks: dict[int, int]) -> None:
            if job is self._counting:
                self._marks[_ALL] = marks
                self.bar.show_count(_ALL, len(marks))

        job = self._counting = self._jobs.seek(
            lambda progress: self._desk.queries.marks(wanted, lambda: progress.cancelled), taken)

    def _do(self, place: int, deed: Deed) -> None:
        marks = self._marks.get(place, {})
        if not marks or self._job is not None:
            return
        if len(marks) >= _LONG:
            self._sheet.begin(f"正在{deed.words}")

        take = self._desk.reviewing.take_all
        self._job = self._reviewer.do_many(lambda progress: take(marks, deed.wish, deed.action, progress),
                                           lambda taken: self._done(deed, taken), self._step)
        self._job.signals.finished.connect(self._finished)

    def _step(self, done: int, total: int, words: str) -> None:
        if total >= _LONG:
            self._sheet.step(done, total, words)

    def _finished(self) -> None:
        self._job = None
        self._sheet.hide()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.progress.cancel()

    def _done(self, deed: Deed, taken: Taken) -> None:
        self._finished()
        if taken.cancelled:
            self._message.tell(message("gui-bulk-stopped"))
            return
        words = message("gui-bulk-nothing")
        if taken.written:
            words = message("gui-bulk-done", words=deed.words, count=f"{len(taken.written):,}")
            if deed.wish.fields:
                self._reviewer.corrected.emit(tuple(taken.written))
        if taken.left:
            words = message("gui-bulk-skipped", done=words, count=taken.left)
        if taken.written:
            self._message.tell(words, "撤销", self._reviewer.undo)
        else:
            self._message.tell(words)

    # Copies

    def copy(self, *, raw: bool = False) -> None:
        """The selected rows with headers, as the columns stand; in the article the words that are marked."""
        view = self._review.view
        if view.hasFocus() and view.textCursor().hasSelection():
            view.copy()
            return
        rows = self._review.facts.chosen_rows()
        if rows:
            columns = self._review.facts.columns.shown()
            QGuiApplication.clipboard().setText(table_text(rows, columns, raw=raw))
            self._message.tell(message("gui-copied-raw" if raw else "gui-copied", count=len(rows)))

    # The table's menu

    def _show_menu(self, at: QPoint) -> None:
        table = self._review.facts.table
        index = table.indexAt(at)
        if index.isValid():
            menu = self.menu_of(index.data(ROW_ROLE), Column(index.column()))
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(table.viewport().mapToGlobal(at))

    def menu_of(self, row: FactRow, column: Column) -> QMenu:
        """What can be done with a row and with the value under the pointer."""
        menu = QMenu(self._review)
        for name in _DEEDS:
            menu.addAction(self._actions[name])
        menu.addSeparator()
        for facet, value in _facets_of(row, column):
            words = f"只看{label(facet)}“{value_words(facet, value)}”"
            menu.addAction(words, lambda facet=facet, value=value: self._only(facet, value))
        menu.addSeparator()
        for name in ("copy", "copy_raw", "bulk"):
            menu.addAction(self._actions[name])
        return menu

    def _only(self, facet: Facet, value: str) -> None:
        filtering = self._listing.filtering
        base = filtering.wanted if self._listing.on else type(filtering.wanted)()
        filtering.show(base.without(facet).turned(facet, value))
        self._listing.enter()


def _facets_of(row: FactRow, column: Column) -> list[tuple[Facet, str]]:
    """By which facets a cell can be looked for."""
    fact = row.fact
    by_column: dict[Column, tuple[Facet, str]] = {
        Column.STATUS: (Facet.STATUS, str(row.status)), Column.SUBJECT: (Facet.SUBJECT, fact.subject),
        Column.INDICATOR: (Facet.INDICATOR, fact.indicator), Column.UNIT: (Facet.UNIT, kind_of(fact.unit)),
        Column.VALUE: (Facet.UNIT, kind_of(fact.unit)), Column.PERIOD: (Facet.PERIOD, fact.period),
        Column.PLACE: (Facet.PLACE, fact.place), Column.CROSS: (Facet.FINDING, str(row.verdict or "")),
        Column.TRUST: (Facet.TRUST, str(row.trust or "")), Column.DOCUMENT: (Facet.DOCUMENT, fact.document),
        Column.EDITOR: (Facet.EDITOR, row.editor),
    }
    found = [by_column[column]] if column in by_column else []
    return list(dict.fromkeys([*found, (Facet.DOCUMENT, fact.document)]))
