"""The list of the desk: panel, chips and table on one filter, and the way through what it gives."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from ecodesk.domain.facets import DeskFilter
from ecodesk.domain.views import Changes, FactOrder, FactRow
from ecodesk.gui.filters.active import ActiveRow
from ecodesk.gui.filters.panel import FacetPanel
from ecodesk.gui.filters.state import Filtering
from ecodesk.gui.filters.trail import Trail
from ecodesk.gui.filters.words import hit_places
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.review_page import ReviewPage
from ecodesk.gui.reviewer import Reviewer
from ecodesk.gui.search import SearchBox
from ecodesk.gui.selection import Selection
from ecodesk.gui.theme import Look
from ecodesk.knowledge.messages import message
from ecodesk.services.views import filter_of, filter_record

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk

_COUNT = 120  # ms after the facts themselves, so that these are painted first
_RECOUNT = 1200  # ms after the last decision: counts need not follow every key


class Listing(QObject):
    """Turns the table into a list of the desk and back; the left pane says which it is."""

    turned = Signal(bool)  # True: the table is a list now

    def __init__(self, desk: Desk, jobs: Jobs, selection: Selection, reviewer: Reviewer, review: ReviewPage,
                 search: SearchBox, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self._selection, self._reviewer, self._review = selection, reviewer, review
        self.filtering = Filtering(desk, jobs, self)
        self.panel = FacetPanel(self.filtering, look)
        self.active = ActiveRow(self.filtering)
        self.trail = Trail(review.facts.model, self.filtering)
        self._on = False
        self._kept_on = False
        review.left.add_panel(self.panel)
        review.facts.add_bar(self.active)
        self.active.hide()
        self._recount = QTimer(self)
        self._recount.setSingleShot(True)
        self._recount.timeout.connect(self._count)
        self._connect(search)

    def _connect(self, search: SearchBox) -> None:
        facts, filtering = self._review.facts, self.filtering
        filtering.changed.connect(self._list)
        filtering.came.connect(self._came)
        facts.more_wanted.connect(filtering.more)
        facts.order_changed.connect(self._order)
        self.active.columns_wanted.connect(facts.show_columns)
        self.panel.left.connect(self._review.focus_table)
        self._review.left.chosen.connect(lambda name: self.enter() if name == "filter" else self.leave())
        self._selection.article_changed.connect(lambda _detail: self.show_hits())
        self._review.find.closed.connect(self.show_hits)
        search.listed.connect(self.look_for)

    @property
    def on(self) -> bool:
        """True while the table lists the desk."""
        return self._on

    def toggle(self) -> None:
        """The panel, with the keys in it; a second time the list of articles again."""
        if self._on and self.panel.isAncestorOf(self.panel.window().focusWidget() or self.panel.window()):
            self.leave()
            self._review.focus_table()
            return
        self.enter()
        self.panel.focus()

    def enter(self) -> None:
        """List what the filter lets through."""
        self._review.left.show_pane("filter")
        if self._on:
            return
        self._on = True
        self.turned.emit(True)
        self._selection.guide = self.trail
        self._reviewer.seek_open = self.filtering.next_open
        self._reviewer.finished = message("gui-list-done")
        self.active.show()
        self._list()

    def leave(self) -> None:
        """The facts of the article again; the filter is kept."""
        self._review.left.show_pane("articles")
        if not self._on:
            return
        self._on = False
        self.turned.emit(False)
        self._selection.guide = None
        self._reviewer.seek_open = self._desk.queries.next_open
        self._reviewer.finished = ""
        self.filtering.stop_counting()
        self.active.hide()
        facts = self._review.facts
        facts.table.show_hits(None)
        facts.show_rows(self._selection.rows)
        facts.show_current(self._selection.current.id if self._selection.current else None)
        self._review.view.show_hits((), None)

    def make_room(self, fact_id: int | None = None) -> None:
        """The facts of the article again, unless the fact that is to be shown is in the list."""
        listed = fact_id is not None and self._review.facts.model.position_of(fact_id) is not None
        if self._on and not listed:
            self.leave()

    def look_for(self, words: str) -> None:
        """List all that holds these words."""
        self.filtering.show(DeskFilter(words=words))
        self.enter()
        self._review.focus_table()

    def open(self, wanted: DeskFilter) -> None:
        """List what a filter lets through, the keys in the list and what it filters by in sight."""
        self.filtering.show(wanted)
        self.panel.show_facets({facet for facet, _ in wanted.chosen})
        self.enter()
        self._review.focus_table()

    def clear(self) -> None:
        """All facts of the desk."""
        self.filtering.clear()

    # The list

    def _list(self) -> None:
        self.filtering.stop_counting()
        self._recount.stop()
        if self._on:
            self.filtering.list_anew()

    def _came(self, rows: list[FactRow], fresh: bool) -> None:
        if not self._on:
            return
        facts = self._review.facts
        if fresh:
            facts.table.show_hits(self.filtering.sought)
        facts.show_list(rows, fresh=fresh, whole=self.filtering.whole)
        if fresh:
            self.show_hits()
            self._recount.start(_COUNT)

    def _order(self, order: FactOrder) -> None:
        if self._on and order is not self.filtering.order:
            self.filtering.order = order
            self.filtering.list_anew()
        self.filtering.order = order

    def show_hits(self) -> None:
        """Mark in the article what the filter looks for."""
        if self._on and self._review.find.isHidden():
            view = self._review.view
            view.show_hits(hit_places(self.filtering.sought, view.text, self._selection.rows), None)
            view.bring_into_sight()

    # What changed

    def apply(self, changes: Changes) -> None:
        """Other states of facts that are listed; those that no longer fit stay until it is listed anew."""
        self.filtering.forget()
        if not self._on:
            return
        shown = {row.id for row in self._review.facts.model.shown()}
        touched = shown if changes.findings or changes.lists else shown & changes.facts
        if touched:
            self._jobs.read(lambda: self._desk.queries.rows(touched), self._review.facts.put_rows)
        self._recount.start(_RECOUNT)

    def _count(self) -> None:
        if self._on:
            self.filtering.stop_counting()
            self.filtering.count_total()
            self.panel.count_anew()

    # Between starts

    def save(self, kept: QSettings) -> None:
        """Keep the filter and whether the list was shown."""
        kept.setValue("filter", json.dumps(filter_record(self.filtering.wanted), ensure_ascii=False))
        kept.setValue("listing", self._on)
        kept.setValue("facets_open", " ".join(self.panel.open_facets()))

    def restore(self, kept: QSettings) -> None:
        """Take up what was kept; the list is read by `begin`, after the first paint."""
        try:
            record = json.loads(str(kept.value("filter", "{}")))
        except ValueError:
            record = {}
        if kept.contains("facets_open"):
            self.panel.open_only(str(kept.value("facets_open")).split())
        self.filtering.show(filter_of(record))
        self._kept_on = bool(kept.value("listing", False, bool))

    def begin(self) -> None:
        """List again what was listed last time."""
        if self._kept_on:
            self.enter()
