"""Corrections to the wording in the window: the strip that takes them, proposals, and the amended copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from ecodesk.domain.text import Span
from ecodesk.domain.wordings import Wording, touches
from ecodesk.gui.actions import Actions
from ecodesk.gui.bars import MessageBar
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.printed import rewritten
from ecodesk.gui.review_page import ReviewPage
from ecodesk.gui.reviewer import Reviewer
from ecodesk.gui.selection import Selection
from ecodesk.knowledge.messages import message

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk


class Rewordings(QObject):
    """Acts on the article shown; each correction is one step of the editor's."""

    def __init__(self, desk: Desk, jobs: Jobs, reviewer: Reviewer, selection: Selection, review: ReviewPage,
                 actions: Actions, bar: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs
        self._reviewer = reviewer
        self._selection = selection
        self._review = review
        self._bar = bar
        actions.on("reword", self.begin)
        actions.on("unword", self.take_back)
        actions.on("copy_amended", self.copy_amended)
        review.reword.saved.connect(self._save)
        reviewer.figure_corrected.connect(self._propose)

    def begin(self) -> None:
        """Correct the selected words; without a selection the correction at the cursor, else the fact's."""
        detail, view = self._selection.detail, self._review.view
        if detail is None:
            return
        span = view.selection
        if span is None and view.wording is not None and view.hasFocus():
            span = view.wording.span
        current = self._selection.current
        if span is None and current is not None:
            span = current.fact.span
        if span is None:
            self._bar.tell(message("gui-reword-where"))
            return
        article_id, rewording = detail.row.id, self._desk.rewording
        self._jobs.read(lambda: rewording.draft(article_id, span), self._review.open_reword)

    def _save(self, draft: Wording, after: str, note: str) -> None:
        rewording = self._desk.rewording

        def done() -> None:
            self._review.reword.put_away()
            words = message("gui-reworded" if after != draft.before else "gui-unworded", before=draft.before)
            self._bar.tell(words, "撤销", self._reviewer.undo)

        self._reviewer.do(lambda: rewording.reword(draft, after, note), done)

    def take_back(self) -> None:
        """Take away the correction at the cursor, or the one that the current fact's words have."""
        detail, found = self._selection.detail, self._review.view.wording
        current = self._selection.current
        if detail is None:
            return
        if found is None and current is not None:
            found = next((item for item in detail.wordings if touches(item, current.fact.span)), None)
        if found is None:
            self._bar.tell(message("gui-unword-where"))
            return
        words = message("gui-unworded", before=found.before)
        self._reviewer.do(lambda: self._desk.rewording.take_back([found]),
                          lambda: self._bar.tell(words, "撤销", self._reviewer.undo))

    def copy_amended(self) -> None:
        """The whole article with its corrections laid in, on the clipboard."""
        detail = self._selection.detail
        if detail is not None:
            article_id, count = detail.row.id, len(detail.wordings)
            self._jobs.read(lambda: self._desk.rewording.text_of(article_id),
                            lambda text: self._copied(text, count))

    def _copied(self, text: str, count: int) -> None:
        QGuiApplication.clipboard().setText(text)
        self._bar.tell(message("gui-amended-copied" if count else "gui-plain-copied", count=count))

    def _propose(self, fact_id: int) -> None:
        """A figure was corrected: the copy may say so too, which one key does."""
        detail = self._selection.detail
        row = next((one for one in self._selection.rows if one.id == fact_id), None)
        if detail is None or row is None or any(touches(one, row.fact.span) for one in detail.wordings):
            return
        words = rewritten(row)
        if not words or words == row.fact.text:
            return
        told = message("gui-reword-too", before=row.fact.text, after=words)
        self._bar.tell(told, "改正文", lambda: self._lay(row.article_id, row.fact.span, words))

    def _lay(self, article_id: int, span: Span, words: str) -> None:
        rewording = self._desk.rewording
        told = message("gui-reworded", before=span.of(self._review.view.text))
        self._reviewer.do(lambda: rewording.reword(rewording.draft(article_id, span), words),
                          lambda: self._bar.tell(told, "撤销", self._reviewer.undo))
