"""The named views: in the panel, in the menu and in the palette; every change can be taken back at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from ecodesk.domain.facets import View
from ecodesk.gui.actions import Actions
from ecodesk.gui.bars import MessageBar
from ecodesk.gui.filters.listing import Listing
from ecodesk.gui.filters.words import filter_words
from ecodesk.gui.jobs import Jobs
from ecodesk.knowledge.messages import message

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk


class NamedViews(QObject):
    """Reads, shows and changes the views of the desk."""

    def __init__(self, desk: Desk, jobs: Jobs, listing: Listing, actions: Actions, menu: QMenu,
                 bar: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._views, self._jobs, self._listing = desk.views, jobs, listing
        self._actions, self._menu, self._bar = actions, menu, bar
        self.all: tuple[View, ...] = ()
        panel = listing.panel
        panel.view_chosen.connect(self.open)
        panel.view_named.connect(self._name)
        panel.view_removed.connect(self.remove)
        panel.view_replaced.connect(self.replace)
        self._show(())

    def load(self) -> None:
        """Read the views, which others may have changed."""
        self._jobs.read(self._views.all, self._show)

    def _show(self, views: tuple[View, ...]) -> None:
        self.all = views
        self._listing.panel.show_views(views)
        self._menu.clear()
        for view in views:
            action = self._menu.addAction(view.name, partial(self.open, view))
            action.setToolTip(filter_words(view.filter))
        if not views:
            self._menu.addAction("还没有视图").setEnabled(False)
        self._menu.addSeparator()
        self._menu.addAction(self._actions["save_view"])
        self._actions.offer("view", [(f"视图：{one.name}", filter_words(one.filter), partial(self.open, one))
                                     for one in views])

    def open(self, view: View) -> None:
        """List what a view lets through."""
        self._listing.filtering.show(view.filter)
        self._listing.enter()

    def ask_name(self) -> None:
        """A name for the filter shown, in the panel."""
        if not self._listing.filtering.wanted.empty:
            self._listing.enter()
            self._listing.panel.ask_name()

    def _name(self, name: str, renamed: str) -> None:
        if renamed:
            self._write(partial(self._views.rename, renamed, name),
                        lambda _none: self._named(message("gui-view-renamed", name=name.strip())))
            return
        view = View(name, self._listing.filtering.wanted)
        self._write(partial(self._views.put, view), lambda before: self._put(view, before))

    def replace(self, view: View) -> None:
        """The filter shown, under the name of a view."""
        fresh = View(view.name, self._listing.filtering.wanted)
        self._write(partial(self._views.put, fresh), lambda before: self._put(fresh, before))

    def _put(self, view: View, before: View | None) -> None:
        code = "gui-view-kept" if before is None else "gui-view-replaced"
        undo = partial(self._views.remove, view.name) if before is None else partial(self._views.put, before)
        self._named(message(code, name=" ".join(view.name.split())))
        self._bar.tell(self._bar.words, "撤销", lambda: self._write(undo, lambda _view: None))

    def _named(self, words: str) -> None:
        self._listing.panel.named()
        self._bar.tell(words)

    def remove(self, view: View) -> None:
        """Forget a view."""
        self._write(partial(self._views.remove, view.name), self._removed)

    def _removed(self, view: View | None) -> None:
        if view is not None:
            back = partial(self._views.put, view)
            self._bar.tell(message("gui-view-removed", name=view.name), "撤销",
                           lambda: self._write(back, lambda _view: None))

    def _write(self, call: partial[View | None], done: object) -> None:
        def finished(answer: View | None) -> None:
            done(answer)
            self.load()

        self._jobs.write(call, finished, lambda _error: self.load())
