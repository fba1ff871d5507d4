"""A wrong import taken back in the window: one step, named with its numbers, that undo brings back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from ecodesk.domain.views import BatchRow, Changes
from ecodesk.gui.actions import Actions
from ecodesk.gui.bars import MessageBar
from ecodesk.gui.review_page import ReviewPage
from ecodesk.gui.reviewer import Reviewer
from ecodesk.gui.selection import Selection
from ecodesk.knowledge.messages import message

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk
    from ecodesk.services.withdrawals import Extent


class Withdrawing(QObject):
    """Acts on the batch of the article shown, or on one chosen in the list."""

    def __init__(self, desk: Desk, reviewer: Reviewer, selection: Selection, review: ReviewPage,
                 actions: Actions, bar: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reviewer = reviewer
        self._selection = selection
        self._review = review
        self._actions = actions
        self._bar = bar
        actions.on("withdraw", self.withdraw_shown)
        selection.article_changed.connect(lambda detail: actions["withdraw"].setEnabled(detail is not None))
        review.articles.tree.batch_menu_wanted.connect(self._menu)
        actions["withdraw"].setEnabled(False)

    def withdraw_shown(self) -> None:
        """Take back the import that the article shown came with."""
        detail = self._selection.detail
        if detail is not None:
            self.withdraw(detail.row.batch_id)

    def withdraw(self, batch_id: int) -> None:
        """Take an import back as a whole."""
        found: list[Extent] = []

        def work() -> Changes:
            found.append(self._desk.withdrawals.extent(batch_id))
            return self._desk.withdrawals.withdraw(batch_id)

        def done() -> None:
            extent = found[0]
            code = "gui-withdrawn-decided" if extent.decided else "gui-withdrawn"
            words = message(code, title=extent.title, articles=extent.articles, facts=extent.facts,
                            decided=extent.decided)
            self._bar.tell(words, "撤销", self._reviewer.undo)

        self._reviewer.do(work, done)

    def _menu(self, row: BatchRow, place: QPoint) -> None:
        menu = QMenu(self._review)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = f"撤销导入（{row.articles} 篇 {row.facts} 条）"
        menu.addAction(words, lambda: self.withdraw(row.id))
        menu.popup(place)
