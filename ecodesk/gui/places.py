"""The way to damage and doubtful words: one after the other, or from a menu of an article's places."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from ecodesk.gui.actions import Actions
from ecodesk.gui.bars import MessageBar
from ecodesk.gui.remarks import Remark
from ecodesk.gui.review_page import ReviewPage
from ecodesk.gui.selection import Selection

_LISTED = 40  # places in the menu


class Places(QObject):
    """Shows places on the page 核稿; `come` goes there."""

    def __init__(self, review: ReviewPage, selection: Selection, actions: Actions, bar: MessageBar,
                 come: Callable[[], None], go_to_article: Callable[[int], None], window: QWidget) -> None:
        super().__init__(window)
        self._review, self._selection, self._bar = review, selection, bar
        self._come, self._go_to_article, self._window = come, go_to_article, window
        actions.on("place_next", partial(self.step, 1))
        actions.on("place_previous", partial(self.step, -1))
        review.articles.tree.damage_wanted.connect(self.list)

    def step(self, by: int) -> None:
        """The next or previous place of the article."""
        self._come()
        words = self._review.step_remark(by)
        if words:
            self._bar.tell(words)

    def go_to(self, remark: Remark) -> None:
        """One place, in whatever article."""
        self._go_to_article(remark.article_id)
        self._bar.tell(self._review.show_remark(remark))

    def list(self, article_id: int) -> None:
        """The places of an article in a menu under the pointer."""
        self._selection.open_article(article_id)
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for remark in self._review.remarks()[:_LISTED]:
            menu.addAction(f"{remark.name}　{remark.excerpt}", partial(self.go_to, remark))
        menu.popup(QCursor.pos())
