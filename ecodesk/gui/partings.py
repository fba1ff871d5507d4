"""Articles parted and joined by the editor, and the menus of text and list that offer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from ecodesk.domain.views import ArticleRow
from ecodesk.gui.actions import Actions
from ecodesk.gui.bars import MessageBar
from ecodesk.gui.review_page import ReviewPage
from ecodesk.gui.reviewer import Reviewer
from ecodesk.gui.selection import Selection
from ecodesk.knowledge.messages import message

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk


class Partings(QObject):
    """Acts on the article shown; each act is one step of the editor's."""

    damage_wanted = Signal(int)

    def __init__(self, desk: Desk, reviewer: Reviewer, selection: Selection, review: ReviewPage,
                 actions: Actions, bar: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reviewer = reviewer
        self._selection = selection
        self._review = review
        self._actions = actions
        self._bar = bar
        actions.on("part", self.part)
        actions.on("join", self.join)
        review.view.menu_wanted.connect(self._text_menu)
        review.articles.tree.menu_wanted.connect(self._list_menu)
        selection.article_changed.connect(lambda _detail: self.allow())
        self.allow()

    def allow(self) -> None:
        """The keys rest where there is nothing to part or join, and on pages that do not show the article."""
        detail = None if self._review.isHidden() else self._selection.detail
        self._actions["part"].setEnabled(detail is not None and len(detail.article.clean.blocks) > 1)
        self._actions["join"].setEnabled(detail is not None and detail.row.number > 1)

    def part(self) -> None:
        """From the paragraph of the text cursor on an article of its own."""
        detail, place = self._selection.detail, self._review.view.place_of_cursor
        if detail is None or place is None:
            self._bar.tell(message("gui-part-where"))
            return
        article_id = detail.row.id
        self._reviewer.regroup(lambda: self._desk.parting.part(article_id, place), self._parted)

    def join(self) -> None:
        """One article with the one before it in its file."""
        detail = self._selection.detail
        if detail is None:
            return
        article_id, parting = detail.row.id, self._desk.parting

        def call() -> object:
            before = parting.before(article_id)
            return parting.join([article_id] if before is None else [before, article_id])

        self._reviewer.regroup(call, self._joined)

    def _parted(self, article_id: int) -> None:
        self._tell("gui-parted", article_id)

    def _joined(self, article_id: int) -> None:
        self._tell("gui-joined", article_id)

    def _tell(self, code: str, article_id: int) -> None:
        self._selection.open_article(article_id)
        self._review.focus_table()
        title = self._selection.detail.row.title
        self._bar.tell(message(code, title=title), "撤销", self._reviewer.undo)

    def _text_menu(self, place: QPoint) -> None:
        menu = self._menu()
        copy = menu.addAction("复制")
        copy.setEnabled(self._review.view.textCursor().hasSelection())
        copy.triggered.connect(self._review.view.copy)
        menu.addAction("全选", self._review.view.selectAll)
        menu.addSeparator()
        for name in ("make", "make_claim", "reword"):
            menu.addAction(self._actions[name])
        if self._review.view.wording is not None:
            menu.addAction(self._actions["unword"])
        menu.addAction(self._actions["copy_amended"])
        menu.addSeparator()
        menu.addAction(self._actions["part"])
        menu.addAction(self._actions["join"])
        menu.addSeparator()
        menu.addAction(self._actions["source"])
        menu.popup(place)

    def _list_menu(self, row: ArticleRow, place: QPoint) -> None:
        self._selection.open_article(row.id)
        menu = self._menu()
        menu.addAction(self._actions["join"])
        if row.damage:
            menu.addAction(f"逐处看残损（{row.damage}）", lambda: self.damage_wanted.emit(row.id))
        menu.popup(place)

    def _menu(self) -> QMenu:
        menu = QMenu(self._review)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu
