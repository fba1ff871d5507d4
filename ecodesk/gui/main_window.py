"""The main window: pages, tool bar, messages; it wires, the parts do the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import KnownError, UsageError
from ecodesk.domain.facets import DeskFilter
from ecodesk.domain.views import ArticleRow, BatchRow, Changes, FactRow, ImportReport, StepLabel
from ecodesk.gui.actions import Actions
from ecodesk.gui.bars import MessageBar, ProgressSheet
from ecodesk.gui.dialogs.crash import CrashReporter
from ecodesk.gui.dialogs.keys import KeysDialog
from ecodesk.gui.dialogs.palette import Palette
from ecodesk.gui.dropping import DropCard
from ecodesk.gui.facts.many import ManyRows
from ecodesk.gui.filters.listing import Listing
from ecodesk.gui.filters.named import NamedViews
from ecodesk.gui.findings.page import CrossPage
from ecodesk.gui.handwork import Handwork
from ecodesk.gui.house_words import HouseWords
from ecodesk.gui.icons import Icons
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.labels import APP_NAME
from ecodesk.gui.latest import Latest
from ecodesk.gui.opening import window_settings
from ecodesk.gui.overview.page import OverviewPage
from ecodesk.gui.overview.record_page import RecordPage
from ecodesk.gui.partings import Partings
from ecodesk.gui.places import Places
from ecodesk.gui.references.keeper import ReferenceKeeper
from ecodesk.gui.references.page import ReferencesPage
from ecodesk.gui.review_page import ReviewPage
from ecodesk.gui.reviewer import Reviewer
from ecodesk.gui.search import SearchBox
from ecodesk.gui.second import SecondScreen
from ecodesk.gui.selection import Selection
from ecodesk.gui.settling import Settler
from ecodesk.gui.sizing import fitting
from ecodesk.gui.theme import Look
from ecodesk.gui.toolbar import Rail, StatusLine, ToolBar
from ecodesk.gui.tour import Tour
from ecodesk.gui.transfers import Transfers
from ecodesk.gui.watch import Watcher
from ecodesk.gui.wishes import Wishes
from ecodesk.knowledge.messages import explain, message

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk
    from ecodesk.services.settings import Settings

_STEPS = ("next", "previous", "next_open", "next_doubt")
_LISTED = 40  # articles of one change that are read one by one

PAGES = ("page_review", "page_cross", "page_overview", "page_record", "page_references")


class MainWindow(QMainWindow):
    """One window on one desk."""

    def __init__(self, desk: Desk, settings: Settings, look: Look, reporter: CrashReporter) -> None:
        super().__init__()
        self.setWindowTitle(APP_NAME)
        self.setMinimumSize(1080, 640)
        self._desk, self._settings, self.look = desk, settings, look
        self.jobs = Jobs(self)
        self.icons = Icons(look, self)
        self.actions_ = Actions(self, self.icons)
        self.selection = Selection(desk, self)
        self.reviewer = Reviewer(desk, self.jobs, self.selection, self)
        root = QWidget()
        root.setObjectName("window")
        self.setCentralWidget(root)
        self.bar, self.sheet = MessageBar(root), ProgressSheet()
        self.transfers = Transfers(desk, self.jobs, look, self.sheet, self.bar, self)
        self._batches: list[BatchRow] = []
        self._batch_reads = Latest(self.jobs, desk.queries.batches, self._show_batches, self)
        self._wanted_batch: int | None = None
        self._keys: KeysDialog | None = None
        self._palette = Palette(self.actions_, self.look, self)
        self.watcher = Watcher(desk.queries, self.jobs, self._may_look, self)
        self._build(root)
        self.partings = Partings(desk, self.reviewer, self.selection, self.review, self.actions_, self.bar,
                                 self)
        self.handwork = Handwork(desk, self.jobs, self.reviewer, self.selection, self.review, self.actions_,
                                 self.bar, self)
        self.house = HouseWords(desk, self.jobs, self.reviewer, self.actions_, look, self.bar, self)
        self.keeper = ReferenceKeeper(desk, self.jobs, self.reviewer, self.selection, self.references,
                                      self.transfers, self.actions_, look, self.bar, self)
        self.settler = Settler(desk, self.reviewer, self.selection, self.review, self.cross, self.actions_,
                               self.bar, self)
        self.wishes = Wishes(desk, look, self.reviewer, self.watcher, self.status, self)
        self.listing = Listing(desk, self.jobs, self.selection, self.reviewer, self.review, self.search, look,
                               self)
        self.views = NamedViews(desk, self.jobs, self.listing, self.actions_, self.toolbar.views, self.bar,
                                self)
        self.many = ManyRows(desk, self.jobs, self.reviewer, self.review, self.listing, self.actions_, look,
                             self.bar, self.sheet, self)
        self.places = Places(self.review, self.selection, self.actions_, self.bar, self._come_to_review,
                             self.go_to_article, self)
        parts = {"articles": self.review.left, "article": self.review.view, "table": self.review.facts,
                 "inspector": self.review.inspector, "filter": self.review.left.tabs,
                 "cross": self.cross.pane, "export": self.toolbar}
        self.tour = Tour(parts, self.actions_, look, self.show_page, self._store, root)
        self.second = SecondScreen(self.selection, self.actions_, look, self)
        self._bind_actions()
        self._connect(reporter)
        self.show_page("page_review")
        self._restore()

    # Construction

    def _build(self, root: QWidget) -> None:
        self.review = ReviewPage(self.selection, self.actions_, self.look, self.icons)
        self.cross = CrossPage(self._desk, self.jobs, self.selection, self.actions_, self.look,
                               self.icons)
        self.overview = OverviewPage(self._desk, self.jobs, self.actions_, self.look)
        self.record = RecordPage(self._desk, self.jobs)
        self.pages = QStackedWidget()
        self.references = ReferencesPage(self._desk, self.jobs, self.actions_, self.look)
        for page in (self.review, self.cross, self.overview, self.record, self.references):
            self.pages.addWidget(page)
        self.search = SearchBox(self._desk, self.jobs, self.look)
        self.rail = Rail(self.actions_, self.icons, self.look)
        self.status = StatusLine()
        column = QVBoxLayout(root)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.pages, 1)
        self.toolbar = ToolBar(self.actions_, self.look, self.search)
        column.addWidget(self.toolbar)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.status.add_progress(self.sheet)
        DropCard(self, self._drop, self._drop_words)
        self._within_reach = True
        local = self._settings.database_url.startswith("sqlite")
        self._place = "本机" if local else "共享库"

    def _bind_actions(self) -> None:
        on, review = self.actions_.on, self.reviewer
        on("import", self.transfers.choose_files)
        on("import_folder", self.transfers.choose_folder)
        on("paste", self.transfers.paste)
        on("columns", self.transfers.mapper.show_remembered)
        on("sample", self.transfers.take_in_sample)
        on("export", self.transfers.choose_workbook)
        on("take_back", self.transfers.choose_edited)
        on("recheck", self.transfers.recheck)
        on("verify", lambda: self._decide(Status.VERIFIED))
        on("query", lambda: self._decide(Status.QUERIED))
        on("reject", lambda: self._decide(Status.REJECTED))
        on("reopen", lambda: review.decide(Status.OPEN, advance=False))
        on("verify_all", self._verify_chosen)
        on("suggest", self._take_suggestion)
        on("edit", lambda: self._edit(self.review.open_editor))
        on("edit_cell", lambda: self._edit(self.review.open_cells))
        on("note", self._note)
        on("next", lambda: self._step(1))
        on("previous", lambda: self._step(-1))
        on("next_open", review.next_open)
        on("next_doubt", review.next_doubt)
        on("by_doubt", self.review.facts.turn_order)
        on("filter", self._filter)
        on("clear_filter", self.listing.clear)
        on("save_view", self.views.ask_name)
        on("bulk", self.many.open)
        on("copy", self.many.copy)
        on("copy_raw", partial(self.many.copy, raw=True))
        on("undo", review.undo)
        on("redo", review.redo)
        on("search", self._search)
        on("source", self._toggle_source)
        on("find", self._find)
        on("full_screen", self._toggle_full_screen)
        on("theme", self.wishes.toggle_theme)
        on("preferences", self.wishes.show_dialog)
        for name, by in (("larger", 1), ("smaller", -1), ("usual_size", 0)):
            on(name, partial(self.wishes.zoom, by))
        for name, by in (("all_larger", 1), ("all_smaller", -1), ("all_usual", 0)):
            on(name, partial(self.wishes.resize_all, by))
        on("keys", self.show_keys)
        on("palette", self._palette.open_now)
        for name in PAGES:
            on(name, lambda name=name: self.show_page(name))

    def _connect(self, reporter: CrashReporter) -> None:
        self.jobs.failed.connect(self.show_error)
        self.jobs.broken.connect(reporter.show)
        reporter.known.connect(self.show_error)
        self.jobs.idle_changed.connect(self._show_saved)
        self.reviewer.changed.connect(self._changed)
        self.reviewer.steps_changed.connect(self._name_steps)
        self.reviewer.told.connect(self.bar.tell)
        self.transfers.imported.connect(self._imported)
        self.transfers.changed.connect(self._all_changed)
        self.transfers.corrected.connect(self.house.look_at)
        self.transfers.withdraw_wanted.connect(self.handwork.withdrawing.withdraw)
        self.house.fact_wanted.connect(self.go_to)
        self.keeper.fact_wanted.connect(self.go_to)
        self.keeper.page_wanted.connect(lambda: self.show_page("page_references"))
        self.review.inspector.reference_wanted.connect(self._go_to_reference)
        self.search.chosen.connect(self.go_to)
        self.search.left.connect(self._focus_page)
        self.selection.article_changed.connect(lambda _detail: self._show_progress())
        self.selection.fact_changed.connect(self._allow)
        self.review.edit_wanted.connect(lambda: self._edit(self.review.open_editor))
        self.review.articles.model.wanted.connect(self._load_articles)
        self.review.inspector.suggestion_taken.connect(lambda _offer: self._take_suggestion())
        self.review.inspector.queried.connect(lambda: self._decide(Status.QUERIED))
        self.review.inspector.noted.connect(self.reviewer.annotate)
        self.partings.damage_wanted.connect(self.places.list)
        self.cross.fact_wanted.connect(self.go_to)
        self.cross.place_wanted.connect(self.places.go_to)
        self.cross.item_changed.connect(lambda: self._allow(self.selection.current))
        self.watcher.changed.connect(self._changed_by_others)
        self.watcher.imported.connect(self._others_imported)
        self.watcher.reached.connect(self._reached)
        self.overview.article_wanted.connect(self.go_to_article)
        self.overview.filter_wanted.connect(self.go_to_filter)
        self.record.fact_wanted.connect(self.go_to)
        self.record.article_wanted.connect(self.go_to_article)
        self.look.changed.connect(self.actions_.refresh_icons)
        self.icons.ready.connect(self._show_icon)
        self._name_steps(None, None)
        self._show_saved(True)
        self._show_progress()
        self._allow(None)

    # Start

    def begin(self, paths: Sequence[Path] = ()) -> None:
        """Load what the desk holds, after the first paint."""
        QTimer.singleShot(0, self.icons.load)
        self.reviewer.refresh_steps()
        if paths:
            self.transfers.take_in(list(paths))
        else:
            self.transfers.recheck_if_due()
        self.load_batches()
        self.views.load()
        self.listing.begin()
        self.second.restore(self._store())
        self.watcher.start()

    def load_batches(self) -> None:
        self._batch_reads.ask()

    def _show_batches(self, batches: list[BatchRow]) -> None:
        self._batches = list(reversed(batches))
        for name in ("export", "recheck", "take_back"):
            self.actions_[name].setEnabled(bool(batches))
        self.review.articles.show_batches(self._batches)
        self._show_progress()

    def _load_articles(self, batch_id: int) -> None:
        self.jobs.read(lambda: self._desk.queries.articles(batch_id),
                       lambda rows: self._show_articles(batch_id, rows))

    def _show_articles(self, batch_id: int, rows: list[ArticleRow]) -> None:
        self.review.articles.model.show_articles(batch_id, rows)
        if rows and (self.selection.detail is None or batch_id == self._wanted_batch):
            self._wanted_batch = None
            if self.selection.detail is None and self._resume():
                return
            first = next((row for row in rows if row.decided < row.facts), rows[0])
            self.selection.open_article(first.id)
            self.review.focus_table()
            self.tour.begin_if_due()
        self._show_progress()

    def _resume(self) -> bool:
        """Where the editor left off last time; False when that fact is no more, or there was none."""
        fact_id = self._store().value("fact", 0, int)
        if not fact_id:
            return False
        try:
            self.selection.open_fact(fact_id)
        except UsageError:
            return False
        self.review.focus_table()
        self._show_progress()
        return True

    # What the editor does

    def show_page(self, name: str) -> None:
        """Go to a page; it reads what it needs."""
        page = self.pages.widget(PAGES.index(name))
        self.pages.setCurrentWidget(page)
        self.rail.show_page(name)
        self.toolbar.show_primary("open_finding" if page is self.cross else "verify")
        self._allow(self.selection.current)
        if page is not self.review:
            page.show_now()
        self._focus_page()

    def _come_to_review(self) -> None:
        if self.pages.currentWidget() is not self.review:
            self.show_page("page_review")

    def _focus_page(self) -> None:
        page = self.pages.currentWidget()
        if page is self.review:
            self.review.focus_table()
        else:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, fact_id: int) -> None:
        """A fact, on the page 核稿."""
        self.show_page("page_review")
        self.listing.make_room(fact_id)
        self.selection.open_fact(fact_id)
        self.review.bring_into_sight()

    def go_to_article(self, article_id: int) -> None:
        self.show_page("page_review")
        self.listing.make_room()
        self.selection.open_article(article_id)

    def go_to_filter(self, wanted: DeskFilter) -> None:
        """The facts that a filter lets through, listed on the page 核稿."""
        self.show_page("page_review")
        self.listing.open(wanted)

    def _decide(self, status: Status) -> None:
        """On the page 互校 the next finding follows, on 核稿 the next open fact."""
        if self.review.editing:
            self.bar.tell(message("gui-editing"))
            return
        crossing = self.pages.currentWidget() is self.cross
        self.reviewer.decide(status, advance=not crossing)
        if crossing:
            self.cross.step(1)

    def _step(self, by: int) -> None:
        if self.pages.currentWidget() is self.cross:
            self.cross.step(by)
        else:
            self.selection.step(by)

    def _edit(self, begin: Callable[[], None]) -> None:
        if self.selection.current is not None:
            self._come_to_review()
            begin()

    def _note(self) -> None:
        self._come_to_review()
        self.review.close_editor()
        self.review.inspector.notes.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _take_suggestion(self) -> None:
        if self.settler.take_current():
            return
        row, offered = self.selection.current, self.review.inspector.suggestion
        if row is None or offered is None:
            self.bar.tell("这一条没有修改建议")
            return
        self.reviewer.edit(row, {offered.field: offered.value})

    def _verify_chosen(self) -> None:
        chosen = self.review.facts.chosen_facts()
        if chosen and self.pages.currentWidget() is self.review:
            self.reviewer.decide_rows(chosen, Status.VERIFIED)

    def _drop(self, paths: list[Path]) -> None:
        """On the page 权威数据 a table is one of references, everywhere else files are articles."""
        if self.pages.currentWidget() is self.references and paths:
            self.keeper.begin(paths[0])
        else:
            self.transfers.take_in(paths)

    def _drop_words(self) -> str:
        trusted = self.pages.currentWidget() is self.references
        return message("gui-drop-references" if trusted else "gui-drop-articles")

    def _go_to_reference(self, reference_id: int) -> None:
        self.show_page("page_references")
        self.references.show_reference(reference_id)

    def _search(self) -> None:
        if self.pages.currentWidget() is self.references and self.references.search.isVisible():
            self.references.focus_search()
            return
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _filter(self) -> None:
        self._come_to_review()
        self.listing.toggle()

    def _toggle_source(self) -> None:
        if self.pages.currentWidget() is self.review and self.selection.detail:
            self.review.toggle_source()

    def _find(self) -> None:
        if self.pages.currentWidget() is self.review and self.selection.detail:
            self.review.find.open_now()

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def show_keys(self) -> None:
        if self._keys is None:
            self._keys = KeysDialog(self.actions_, self)
            self._keys.destroyed.connect(self._keys_closed)
        self._keys.show()

    def _keys_closed(self) -> None:
        self._keys = None

    def show_error(self, error: KnownError) -> None:
        """A known error in Chinese, in the message bar."""
        self.bar.warn(explain(error))

    # What changed

    def _changed(self, changes: Changes) -> None:
        for article_id in changes.articles if len(changes.articles) <= _LISTED else ():
            wanted = article_id
            self.jobs.read(lambda wanted=wanted: self._desk.queries.article(wanted).row, self._show_article)
        self.load_batches()
        self.listing.apply(changes)
        if changes.lists:
            self._lists_changed()
        elif len(changes.articles) > _LISTED:
            self._read_lists()
        self.cross.apply(changes)
        for page in (self.overview, self.record, self.references):
            page.mark_stale()
        if self.pages.currentWidget() is not self.review:
            self.pages.currentWidget().show_now()

    def _show_article(self, row: ArticleRow) -> None:
        self.review.articles.model.update_article(row)
        self._show_progress()

    def _lists_changed(self) -> None:
        """Articles came or went: what stands in place of the one shown is shown."""
        self.selection.forget()
        self._read_lists()
        shown = self.selection.article_id
        if shown is not None:
            self.jobs.read(lambda: self._desk.queries.current(shown), lambda ids: self._follow(shown, ids))

    def _read_lists(self) -> None:
        for batch in self._batches:
            self._load_articles(batch.id)

    def _follow(self, shown: int, ids: list[int]) -> None:
        if shown not in ids and self.selection.article_id == shown:
            if ids:
                self.selection.open_article(ids[0])
            else:
                self.selection.clear()
                self._read_lists()
        self.partings.allow()

    def _may_look(self) -> bool:
        """Others' work is looked for while the editor is here and nothing of ours is on its way."""
        here = self.isActiveWindow() or self.second.active
        return here and not self.jobs.busy and not self.reviewer.busy

    def _changed_by_others(self, changes: Changes) -> None:
        self.selection.refresh(changes)
        self._changed(changes)
        self.reviewer.refresh_steps()

    def _others_imported(self) -> None:
        """Batches came, grew or were taken back; what is shown stays, unless it was taken back itself."""
        self.load_batches()
        shown = self.selection.article_id
        if shown is not None:
            self.jobs.read(lambda: self._desk.queries.current(shown),
                           lambda ids: self._follow(shown, ids) if max(ids, default=0) < shown else None)

    def _reached(self, within_reach: bool) -> None:
        if within_reach != self._within_reach:
            self._within_reach = within_reach
            self._show_saved(not self.jobs.busy)

    def _all_changed(self, changes: Changes) -> None:
        self.selection.refresh(changes | Changes(findings=True))
        self._changed(Changes(findings=True))
        self.reviewer.refresh_steps()
        self._read_lists()

    def _imported(self, report: ImportReport) -> None:
        self._wanted_batch = report.batch_id
        if self.transfers.sampled and report.batch_id is not None:
            self.tour.due = True
        self.selection.refresh(report.changes)
        self._changed(Changes(findings=True))

    def _name_steps(self, undo: StepLabel | None, redo: StepLabel | None) -> None:
        for name, word, step in (("undo", "撤销", undo), ("redo", "重做", redo)):
            self.actions_.rename(name, f"{word}：{step.title}" if step else word)
            self.actions_[name].setEnabled(step is not None)
        self.status.show_step(undo.title if undo else "")

    def _show_progress(self) -> None:
        detail = self.selection.detail
        batch = next((item for item in self._batches if detail and item.id == detail.row.batch_id), None)
        if batch is None:
            self.status.show_progress("", 0, 0, 0)
            return
        conflicts = self.review.articles.model.conflicts_of(batch.id)
        self.status.show_progress(batch.title, batch.decided, batch.facts, conflicts)

    def _show_icon(self) -> None:
        self.setWindowIcon(self.icons.get("mdi6.text-box-check", "primary"))

    def _allow(self, row: FactRow | None) -> None:
        """Keys that need a fact rest while none is in sight."""
        page = self.pages.currentWidget()
        shown = page is self.review or page is self.cross
        facts = page is self.review or (page is self.cross and self.cross.decidable)
        for spec in self.actions_:
            if spec.review:
                wanted = shown if spec.name in _STEPS else facts
                self.actions_[spec.name].setEnabled(row is not None and wanted)
        self.settler.allow()

    def _show_saved(self, idle: bool) -> None:
        state = "已保存" if idle else "处理中…"
        self.status.saved.setText(f"{self._place} · {state if self._within_reach else '暂时连不上'}")

    # Window

    def _store(self) -> QSettings:
        return window_settings(self._settings.data_folder)

    def _restore(self) -> None:
        self.resize(fitting(self, 1440, 900))
        kept = self._store()
        if kept.contains("geometry"):
            self.restoreGeometry(kept.value("geometry"))
        self.review.set_default_sizes(self.width() - self.rail.width())
        self.review.restore_layout(kept)
        self.listing.restore(kept)
        self.actions_.restore_keys(kept)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.review.inspector.notes.save()
        kept = self._store()
        kept.setValue("geometry", self.saveGeometry())
        kept.setValue("fact", self.selection.current.id if self.selection.current else 0)
        self.review.save_layout(kept)
        self.listing.save(kept)
        self.second.save(kept)
        self.actions_.save_keys(kept)
        kept.sync()
        self.jobs.close()
        super().closeEvent(event)
