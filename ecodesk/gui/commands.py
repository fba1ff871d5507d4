"""What the keys of the window do on the page shown, and which of them rest there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from ecodesk.domain.decisions import Status
from ecodesk.domain.views import FactRow
from ecodesk.knowledge.messages import message

if TYPE_CHECKING:
    from ecodesk.gui.main_window import MainWindow

_STEPS = ("next", "previous", "next_open", "next_doubt")

PAGES = ("page_review", "page_cross", "page_overview", "page_record", "page_references")
_IN_TEXT = ("find", "source", "make", "make_claim", "reword", "unword")
"""These act where the cursor stands in the article: on a page that does not show it they would act unseen."""


class Commands(QObject):
    """Binds the actions of a window to its parts; the parts stand when this is made."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._actions, self._bar = window, window.actions_, window.bar
        self._selection, self._reviewer = window.selection, window.reviewer
        self._review, self._cross = window.review, window.cross
        self._bind_transfers()
        self._bind_facts()
        self._bind_lists()
        self._bind_sight()
        self._connect()

    @property
    def _page(self) -> QWidget:
        return self._window.pages.currentWidget()

    # Keys

    def _bind_transfers(self) -> None:
        on, transfers = self._actions.on, self._window.transfers
        on("import", transfers.choose_files)
        on("import_folder", transfers.choose_folder)
        on("paste", transfers.paste)
        on("columns", transfers.mapper.show_remembered)
        on("sample", transfers.take_in_sample)
        on("export", transfers.choose_workbook)
        on("take_back", transfers.choose_edited)
        on("recheck", transfers.recheck)

    def _bind_facts(self) -> None:
        on, review = self._actions.on, self._reviewer
        on("verify", lambda: self.decide(Status.VERIFIED))
        on("query", lambda: self.decide(Status.QUERIED))
        on("reject", lambda: self.decide(Status.REJECTED))
        on("reopen", lambda: review.decide(Status.OPEN, advance=False))
        on("verify_all", self._verify_chosen)
        on("suggest", self.take_suggestion)
        on("edit", lambda: self.edit(self._review.open_editor))
        on("edit_cell", lambda: self.edit(self._review.open_cells))
        on("note", self._note)
        on("next", lambda: self._step(1))
        on("previous", lambda: self._step(-1))
        on("next_open", review.next_open)
        on("next_doubt", review.next_doubt)
        on("by_doubt", self._review.facts.turn_order)
        on("undo", review.undo)
        on("redo", review.redo)

    def _bind_lists(self) -> None:
        on, window, many = self._actions.on, self._window, self._window.many
        on("filter", self._filter)
        on("clear_filter", window.listing.clear)
        on("save_view", window.views.ask_name)
        on("bulk", many.open)
        on("copy", many.copy)
        on("copy_raw", partial(many.copy, raw=True))

    def _bind_sight(self) -> None:
        on, window, wishes = self._actions.on, self._window, self._window.wishes
        on("search", self._search)
        on("source", self._toggle_source)
        on("find", self._find)
        on("full_screen", self._toggle_full_screen)
        on("theme", wishes.toggle_theme)
        on("preferences", wishes.show_dialog)
        for name, by in (("larger", 1), ("smaller", -1), ("usual_size", 0)):
            on(name, partial(wishes.zoom, by))
        for name, by in (("all_larger", 1), ("all_smaller", -1), ("all_usual", 0)):
            on(name, partial(wishes.resize_all, by))
        on("keys", window.show_keys)
        on("palette", window.command_palette.open_now)
        for name in PAGES:
            on(name, lambda name=name: window.show_page(name))

    def _connect(self) -> None:
        review, cross = self._review, self._cross
        review.edit_wanted.connect(lambda: self.edit(review.open_editor))
        review.inspector.suggestion_taken.connect(lambda _offer: self.take_suggestion())
        review.inspector.queried.connect(lambda: self.decide(Status.QUERIED))
        review.inspector.noted.connect(self._reviewer.annotate)
        self._window.partings.damage_wanted.connect(self._window.places.list)
        cross.place_wanted.connect(self._window.places.go_to)
        cross.item_changed.connect(lambda: self.allow(self._selection.current))
        self._selection.fact_changed.connect(self.allow)

    # What they do

    def decide(self, status: Status) -> None:
        """On the page 互校 the next finding follows, on 核稿 the next open fact."""
        if self._review.editing:
            self._bar.tell(message("gui-editing"))
            return
        crossing = self._page is self._cross
        self._reviewer.decide(status, advance=not crossing)
        if crossing:
            self._cross.step(1)

    def _step(self, by: int) -> None:
        if self._page is self._cross:
            self._cross.step(by)
        else:
            self._selection.step(by)

    def edit(self, begin: Callable[[], None]) -> None:
        if self._selection.current is not None:
            if self._page is not self._review:
                self._window.show_page("page_review")
            begin()

    def _note(self) -> None:
        if self._page is not self._review:
            self._window.show_page("page_review")
        self._review.close_editor()
        self._review.inspector.notes.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_suggestion(self) -> None:
        if self._window.settler.take_current():
            return
        row, offered = self._selection.current, self._review.inspector.suggestion
        if row is None or offered is None:
            self._bar.tell("这一条没有修改建议")
            return
        self._reviewer.edit(row, {offered.field: offered.value})

    def _verify_chosen(self) -> None:
        chosen = self._review.facts.chosen_facts()
        if chosen and self._page is self._review:
            self._reviewer.decide_rows(chosen, Status.VERIFIED)

    def _search(self) -> None:
        if self._page is self._window.references and self._window.references.search.isVisible():
            self._window.references.focus_search()
            return
        self._window.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._window.search.selectAll()

    def _filter(self) -> None:
        if self._page is not self._review:
            self._window.show_page("page_review")
        self._window.listing.toggle()

    def _toggle_source(self) -> None:
        if self._page is self._review and self._selection.detail:
            self._review.toggle_source()

    def _find(self) -> None:
        if self._page is self._review and self._selection.detail:
            self._review.find.open_now()

    def _toggle_full_screen(self) -> None:
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    # What rests

    def allow(self, row: FactRow | None) -> None:
        """Keys that need a fact rest while none is in sight."""
        page = self._page
        shown = page is self._review or page is self._cross
        facts = page is self._review or (page is self._cross and self._cross.decidable)
        for spec in self._actions:
            if spec.review:
                wanted = shown if spec.name in _STEPS else facts
                self._actions[spec.name].setEnabled(row is not None and wanted)
        for name in _IN_TEXT:
            self._actions[name].setEnabled(page is self._review)
        self._window.partings.allow()
        self._window.settler.allow()
