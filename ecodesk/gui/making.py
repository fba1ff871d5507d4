"""Facts made by hand in the window: added from a selection, taken out, put back, split and merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from ecodesk.domain.errors import KnownError
from ecodesk.domain.text import Span
from ecodesk.domain.views import Changes, FactRow
from ecodesk.gui.actions import Actions
from ecodesk.gui.bars import MessageBar
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.labels import fact_title
from ecodesk.gui.review_page import ReviewPage
from ecodesk.gui.reviewer import Reviewer
from ecodesk.gui.selection import Selection
from ecodesk.knowledge.messages import explain, message

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk
    from ecodesk.services.editing import Made

_MENU = (("verify", "query", "reject", "reopen"), ("edit_cell", "edit", "note"),
         ("split", "merge", "remove", "restore"), ("reword",))
_LISTED = 30  # facts in the menu of those that were taken out


class Making(QObject):
    """Acts on the article shown; each act is one step of the editor's."""

    def __init__(self, desk: Desk, jobs: Jobs, reviewer: Reviewer, selection: Selection, review: ReviewPage,
                 actions: Actions, bar: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs
        self._reviewer = reviewer
        self._selection = selection
        self._review = review
        self._bar = bar
        for name, call in (("make", self.draft), ("make_claim", partial(self.draft, claim=True)),
                           ("split", self.split), ("merge", self.merge), ("remove", self.remove),
                           ("restore", self.list_removed)):
            actions.on(name, call)
        table = review.facts.table
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(
            lambda place: self._menu(table.viewport().mapToGlobal(place)))
        self._actions = actions

    def _menu(self, place: QPoint) -> None:
        """What can be done with the chosen rows."""
        menu = QMenu(self._review)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for group in _MENU:
            for name in group:
                menu.addAction(self._actions[name])
            menu.addSeparator()
        menu.popup(place)

    def draft(self, *, claim: bool = False) -> None:
        """Fill in what the selected words say, in the panel that corrects."""
        detail, span = self._selection.detail, self._review.view.selection
        if detail is None or span is None:
            self._bar.tell(message("gui-make-where"))
            return
        article_id, editing = detail.row.id, self._desk.editing
        self._jobs.read(lambda: self._tried(lambda: editing.draft(article_id, span, claim=claim)),
                        lambda row: self._filled(row, span, claim))

    @staticmethod
    def _tried(call: Callable[[], FactRow]) -> FactRow | KnownError:
        try:
            return call()
        except KnownError as error:
            return error

    def _filled(self, row: FactRow | KnownError, span: Span, claim: bool) -> None:
        if isinstance(row, FactRow):
            self._review.open_draft(row)
            return
        self._bar.tell(explain(row))
        there = next((one for one in self._selection.rows
                      if one.fact.span == span and one.fact.is_claim == claim), None)
        if there is not None:
            self._selection.select(there.id)

    def save(self, row: FactRow, fields: Mapping[str, str], note: str) -> None:
        """Store a draft as the panel gives it back."""
        values = dict(fields)
        self._make(lambda: self._desk.editing.add(row, values, note), "gui-made", self._review.close_editor)

    def split(self) -> None:
        """Two facts of the current one, at the selection where there is one inside it."""
        row, span = self._selection.current, self._review.view.selection
        if row is None:
            return
        inside = span is not None and row.fact.span.start <= span.start and span.end <= row.fact.span.end
        cut = span if inside else None
        editing = self._desk.editing
        self._make(lambda: editing.split(row.id, cut, revision=row.revision), "gui-split")

    def merge(self) -> None:
        """One fact of the chosen ones; of the current and the next where only one is chosen."""
        chosen = self._review.facts.chosen_facts()
        if len(chosen) < 2 and self._selection.current is not None:
            ids = [row.id for row in self._selection.rows]
            at = ids.index(self._selection.current.id)
            chosen = ids[at : at + 2]
        seen = self._revisions(chosen)
        self._make(lambda: self._desk.editing.merge(chosen, seen=seen), "gui-merged")

    def remove(self) -> None:
        """Take the chosen facts out: they are none."""
        chosen = self._review.facts.chosen_facts()
        current = self._selection.current
        if current is not None and current.id not in chosen:
            chosen = [current.id]
        if not chosen:
            return
        seen = self._revisions(chosen)
        words = message("gui-removed", count=len(chosen))
        self._reviewer.do(lambda: self._desk.editing.remove(chosen, seen=seen),
                          lambda: self._bar.tell(words, "撤销", self._reviewer.undo))

    def list_removed(self) -> None:
        """The facts of this article that were taken out, in a menu; choosing one puts it back."""
        detail = self._selection.detail
        if detail is not None:
            article_id = detail.row.id
            self._jobs.read(lambda: self._desk.editing.removed(article_id), self._offer)

    def _offer(self, rows: Sequence[FactRow]) -> None:
        if not rows:
            self._bar.tell(message("gui-none-removed"))
            return
        menu = QMenu(self._review)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for row in rows[:_LISTED]:
            menu.addAction(f"{row.fact.text}　{fact_title(row.fact)}", partial(self.restore, (row.id,)))
        if len(rows) > 1:
            menu.addSeparator()
            menu.addAction(f"全部恢复（{len(rows)}）", partial(self.restore, tuple(row.id for row in rows)))
        menu.popup(QCursor.pos())

    def restore(self, fact_ids: Sequence[int]) -> None:
        """Put facts back into the table."""
        self._reviewer.do(lambda: self._desk.editing.restore(fact_ids),
                          lambda: self._selection.open_fact(fact_ids[0]))

    def _revisions(self, fact_ids: Sequence[int]) -> dict[int, int]:
        return {row.id: row.revision for row in self._selection.rows if row.id in fact_ids}

    def _make(self, call: Callable[[], Made], told: str, done: Callable[[], None] | None = None) -> None:
        def work() -> tuple[Changes, int]:
            made = call()
            return made.changes, made.facts[0]

        def shown(fact_id: int) -> None:
            if done is not None:
                done()
            self._selection.open_fact(fact_id)
            self._review.focus_table()
            row = self._selection.current
            text = row.fact.text if row is not None else ""
            self._bar.tell(message(told, text=text), "撤销", self._reviewer.undo)

        self._reviewer.regroup(work, shown)
