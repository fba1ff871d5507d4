"""What the editor does to the desk by hand: facts made, words corrected, imports taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ecodesk.domain.views import FactRow
from ecodesk.gui.actions import Actions
from ecodesk.gui.bars import MessageBar
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.making import Making
from ecodesk.gui.review_page import ReviewPage
from ecodesk.gui.reviewer import Reviewer
from ecodesk.gui.rewordings import Rewordings
from ecodesk.gui.selection import Selection
from ecodesk.gui.withdrawing import Withdrawing

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk


class Handwork(QObject):
    """The three together, and where a correction of fields goes to."""

    def __init__(self, desk: Desk, jobs: Jobs, reviewer: Reviewer, selection: Selection, review: ReviewPage,
                 actions: Actions, bar: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._reviewer = reviewer
        self._review = review
        self.making = Making(desk, jobs, reviewer, selection, review, actions, bar, self)
        self.rewordings = Rewordings(desk, jobs, reviewer, selection, review, actions, bar, self)
        self.withdrawing = Withdrawing(desk, reviewer, selection, review, actions, bar, self)
        review.editor.saved.connect(self.save)
        review.cells.saved.connect(lambda row, fields: self.save(row, fields, ""))
        review.cells.left_wrong.connect(bar.warn)

    def save(self, row: FactRow, fields: dict[str, str], note: str) -> None:
        """Correct fields of a fact, or make the fact where it is a draft."""
        if not row.id:
            self.making.save(row, fields, note)
        elif fields:
            self._reviewer.edit(row, fields, note, self._review.close_editor)
        else:
            self._review.close_editor()
            if note:
                self._reviewer.annotate(row.id, note, row.source)
