"""The main window: pages, tool bar, messages; it wires, the parts do the work."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ecodesk.domain.errors import KnownError
from ecodesk.domain.facets import DeskFilter
from ecodesk.domain.views import StepLabel
from ecodesk.gui.actions import Actions
from ecodesk.gui.bars import MessageBar, ProgressSheet
from ecodesk.gui.commands import PAGES, Commands
from ecodesk.gui.dialogs.crash import CrashReporter
from ecodesk.gui.dialogs.keys import KeysDialog
from ecodesk.gui.dialogs.palette import Palette
from ecodesk.gui.dropping import DropCard
from ecodesk.gui.facts.many import ManyRows
from ecodesk.gui.filters.listing import Listing
from ecodesk.gui.filters.named import NamedViews
from ecodesk.gui.findings.page import CrossPage
from ecodesk.gui.following import Follower
from ecodesk.gui.handwork import Handwork
from ecodesk.gui.homecoming import Homecoming
from ecodesk.gui.house_words import HouseWords
from ecodesk.gui.icons import Icons
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.labels import APP_NAME
from ecodesk.gui.opening import window_settings
from ecodesk.gui.overview.page import OverviewPage
from ecodesk.gui.overview.record_page import RecordPage
from ecodesk.gui.partings import Partings
from ecodesk.gui.places import Places
from ecodesk.gui.references.keeper import ReferenceKeeper
from ecodesk.gui.references.page import ReferencesPage
from ecodesk.gui.review_page import ReviewPage
from ecodesk.gui.reviewer import Reviewer
from ecodesk.gui.rule_keeper import RuleKeeper
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
        self._keys: KeysDialog | None = None
        self.command_palette = Palette(self.actions_, self.look, self)
        self.watcher = Watcher(desk.queries, self.jobs, self._may_look, self)
        self._build(root)
        self.partings = Partings(desk, self.reviewer, self.selection, self.review, self.actions_, self.bar,
                                 self)
        self.handwork = Handwork(desk, self.jobs, self.reviewer, self.selection, self.review, self.actions_,
                                 self.bar, self)
        self.house = HouseWords(desk, self.jobs, self.reviewer, self.actions_, look, self.bar, self)
        self.rules = RuleKeeper(desk, self.jobs, self.actions_, look, self.bar, self)
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
        self.tour = Tour(parts, self.actions_, look, self.show_page, self.kept_settings, root)
        self.second = SecondScreen(self.selection, self.actions_, look, self)
        self.following = Follower(desk, self)
        self.commands = Commands(self)
        Homecoming(self)
        self._connect(reporter)
        self.show_page("page_review")
        self._restore()

    # Construction

    def _build(self, root: QWidget) -> None:
        self.review = ReviewPage(self.selection, self.jobs, self.actions_, self.look, self.icons)
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

    def _connect(self, reporter: CrashReporter) -> None:
        self.jobs.failed.connect(self.show_error)
        self.jobs.broken.connect(reporter.show)
        reporter.known.connect(self.show_error)
        self.jobs.idle_changed.connect(self._show_saved)
        self.reviewer.steps_changed.connect(self._name_steps)
        self.reviewer.told.connect(self.bar.tell)
        self.transfers.corrected.connect(self.house.look_at)
        self.transfers.withdraw_wanted.connect(self.handwork.withdrawing.withdraw)
        self.house.fact_wanted.connect(self.go_to)
        self.keeper.fact_wanted.connect(self.go_to)
        self.keeper.page_wanted.connect(lambda: self.show_page("page_references"))
        self.review.inspector.reference_wanted.connect(self._go_to_reference)
        self.search.chosen.connect(self.go_to)
        self.search.left.connect(self._focus_page)
        self.cross.fact_wanted.connect(self.go_to)
        self.watcher.reached.connect(self._reached)
        self.overview.article_wanted.connect(self.go_to_article)
        self.overview.filter_wanted.connect(self.go_to_filter)
        self.record.fact_wanted.connect(self.go_to)
        self.record.article_wanted.connect(self.go_to_article)
        self.record.references_wanted.connect(lambda: self.show_page("page_references"))
        self.look.changed.connect(self.actions_.refresh_icons)
        self.icons.ready.connect(self._show_icon)
        self._name_steps(None, None)
        self._show_saved(True)
        self.following.show_progress()
        self.commands.allow(None)

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
        self.second.restore(self.kept_settings())
        self.watcher.start()

    def load_batches(self) -> None:
        """Read anew what the desk holds."""
        self.following.load_batches()

    # Pages

    def show_page(self, name: str) -> None:
        """Go to a page; it reads what it needs."""
        page = self.pages.widget(PAGES.index(name))
        self.pages.setCurrentWidget(page)
        self.rail.show_page(name)
        self.toolbar.show_primary("open_finding" if page is self.cross else "verify")
        self.commands.allow(self.selection.current)
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

    def show_keys(self) -> None:
        if self._keys is None:
            self._keys = KeysDialog(self.actions_, self)
            self._keys.destroyed.connect(self._keys_closed)
        self._keys.show()

    @property
    def keys_dialog(self) -> KeysDialog | None:
        """The list of keys while it is open."""
        return self._keys

    def _keys_closed(self) -> None:
        self._keys = None

    def show_error(self, error: KnownError) -> None:
        """A known error in Chinese, in the message bar."""
        self.bar.warn(explain(error))

    def _may_look(self) -> bool:
        """Others' work is looked for while the editor is here and nothing of ours is on its way."""
        here = self.isActiveWindow() or self.second.active
        return here and not self.jobs.busy and not self.reviewer.busy

    def _reached(self, within_reach: bool) -> None:
        if within_reach != self._within_reach:
            self._within_reach = within_reach
            self._show_saved(not self.jobs.busy)

    def _name_steps(self, undo: StepLabel | None, redo: StepLabel | None) -> None:
        for name, word, step in (("undo", "撤销", undo), ("redo", "重做", redo)):
            self.actions_.rename(name, f"{word}：{step.title}" if step else word)
            self.actions_[name].setEnabled(step is not None)
        self.status.show_step(undo.title if undo else "")

    def _show_icon(self) -> None:
        self.setWindowIcon(self.icons.get("mdi6.text-box-check", "primary"))

    def _show_saved(self, idle: bool) -> None:
        state = "已保存" if idle else "处理中…"
        self.status.show_saved(f"{self._place} · {state if self._within_reach else '暂时连不上'}")

    # Window

    def kept_settings(self) -> QSettings:
        """What the window remembers of its last time."""
        return window_settings(self._settings.data_folder)

    def _restore(self) -> None:
        self.resize(fitting(self, 1440, 900))
        kept = self.kept_settings()
        if kept.contains("geometry"):
            self.restoreGeometry(kept.value("geometry"))
        self.review.set_default_sizes(self.width() - self.rail.width())
        self.review.restore_layout(kept)
        self.listing.restore(kept)
        self.actions_.restore_keys(kept)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.review.inspector.notes.save()
        kept = self.kept_settings()
        kept.setValue("geometry", self.saveGeometry())
        kept.setValue("fact", self.selection.current.id if self.selection.current else 0)
        self.review.save_layout(kept)
        self.listing.save(kept)
        self.second.save(kept)
        self.actions_.save_keys(kept)
        kept.sync()
        self.jobs.close()
        super().closeEvent(event)
