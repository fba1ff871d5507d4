"""Decisions of the editor: shown at once, written in order in the write lane, undone by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ecodesk.domain.decisions import Status
from ecodesk.domain.entries import ENTRY_FIELDS
from ecodesk.domain.errors import KnownError
from ecodesk.domain.reasons import Trust
from ecodesk.domain.views import Changes, FactRow, StepLabel
from ecodesk.gui.jobs import Job, JobProgress, Jobs
from ecodesk.gui.selection import Selection

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk
    from ecodesk.services.reviewing import Taken

Steps = tuple[StepLabel | None, StepLabel | None]


class Reviewer(QObject):
    """Turns keys into service calls; emits what changed and how the next undo is named."""

    changed = Signal(object)  # Changes
    steps_changed = Signal(object, object)  # StepLabel | None for undo and redo
    told = Signal(str)  # a short line for the editor
    corrected = Signal(object)  # row ids of facts whose fields were corrected by hand
    figure_corrected = Signal(int)  # row id of a fact whose number was

    def __init__(self, desk: Desk, jobs: Jobs, selection: Selection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs
        self._selection = selection
        self._pending: Counter[int] = Counter()
        self._names = ("", "")  # how the next undo and redo are called
        self.seek_open = desk.queries.next_open  # asked where nothing in sight is open
        self.finished = ""  # told then in the place of the usual words
        self.advances = True  # whether a decision goes on to the next open fact
        self._own: dict[int, int] = {}  # revisions that our own writes made

    def decide(self, status: Status, advance: bool = True) -> None:
        """Decide on the current fact and go to the next open one, unless the editor prefers to stay."""
        row = self._selection.current
        if row is None:
            return
        self.decide_rows([row.id], status)
        if advance and self.advances:
            self._advance(row.id)

    def decide_rows(self, fact_ids: list[int], status: Status) -> None:
        """Decide on several facts as one step."""
        seen = self._seen(fact_ids)
        self._selection.expect(fact_ids, status)
        ids = tuple(fact_ids)
        self._write(lambda: self._desk.reviewing.decide(ids, status, seen=seen), ids)

    def edit(self, row: FactRow, fields: Mapping[str, str], note: str = "",
             done: Callable[[], None] | None = None) -> None:
        """Correct fields of a fact; `done` is called when the store has taken them."""
        values = dict(fields)
        revision = self._revision_of(row)
        reviewing = self._desk.reviewing

        def corrected() -> None:
            if done:
                done()
            if values.keys() & {"value", "value_high"}:
                self.figure_corrected.emit(row.id)
            if values.keys() & set(ENTRY_FIELDS):
                self.corrected.emit((row.id,))

        self._write(lambda: reviewing.edit(row.id, values, note, revision=revision), (row.id,), corrected)

    def annotate(self, fact_id: int, note: str, source: str) -> None:
        """Keep a note and the source consulted."""
        self._write(lambda: self._desk.reviewing.annotate(fact_id, note, source), (fact_id,))

    def regroup(self, call: Callable[[], tuple[Changes, int]], done: Callable[[int], None]) -> None:
        """Part or join articles, or make facts; `done` gets the article or fact to show."""
        shown: list[int] = []

        def work() -> Changes:
            changes, article_id = call()
            shown.append(article_id)
            return changes

        self._write(work, (), lambda: done(shown[0]))

    def do(self, call: Callable[[], Changes], done: Callable[[], None] | None = None,
           failed: Callable[[KnownError], None] | None = None) -> None:
        """Any other step of the editor's that undo takes back; known errors also go to `failed`."""
        self._write(call, (), done, failed=failed)

    def do_many(self, call: Callable[[JobProgress], Taken], done: Callable[[Taken], None],
                progressed: Callable[[int, int, str], None]) -> Job:
        """A step over many facts that tells its progress and can be stopped."""
        def finished(result: tuple[Taken, Steps]) -> None:
            taken, steps = result
            self._selection.refresh(taken.changes)
            self.changed.emit(taken.changes)
            self._name(steps)
            done(taken)

        return self._jobs.long(lambda progress: (call(progress), self._steps()), finished, progressed)

    @property
    def busy(self) -> bool:
        """True while a decision is on its way to the store."""
        return self._pending.total() > 0

    def undo(self) -> None:
        title = self._names[0]
        self._write(self._desk.reviewing.undo, (), show=True, news=f"已撤销：{title}" if title else "")

    def redo(self) -> None:
        title = self._names[1]
        self._write(self._desk.reviewing.redo, (), show=True, news=f"已重做：{title}" if title else "")

    def refresh_steps(self) -> None:
        """Ask how undo and redo are named."""
        self._jobs.read(self._steps, self._name)

    def _name(self, steps: Steps) -> None:
        self._names = (steps[0].title if steps[0] else "", steps[1].title if steps[1] else "")
        self.steps_changed.emit(*steps)

    def next_open(self) -> None:
        """Go to the next open fact without deciding."""
        self._advance(None)

    def next_doubt(self) -> None:
        """Go to the next open fact that is doubtful, behind this one or in another article."""
        found = self._selection.next_doubt_here()
        if found is not None:
            self._selection.open_fact(found)
            return
        current = self._selection.current
        after = current.id if current else None
        wanted = frozenset({Trust.DOUBTFUL})
        self._jobs.write(lambda: self._desk.queries.next_open(after, trusts=wanted), self._go_to_doubt)

    def _go_to_doubt(self, fact_id: int | None) -> None:
        current = self._selection.current
        if fact_id is None or (current is not None and fact_id == current.id):
            self.told.emit("没有别的把握低的待核事实了")
            return
        before = self._selection.article_id
        self._selection.open_fact(fact_id)
        if self._selection.article_id != before and self._selection.detail:
            self.told.emit(f"本稿后面没有把握低的了，转到《{self._selection.detail.row.title}》")

    def _advance(self, decided: int | None) -> None:
        found = self._selection.next_open_here()
        if found is not None:
            self._selection.open_fact(found)
            return
        after = self._selection.current
        after_id = after.id if after else None
        # The write lane: the question must not overtake the decision just made.
        seek = self.seek_open
        self._jobs.write(lambda: seek(after_id), self._go_on)

    def _go_on(self, fact_id: int | None) -> None:
        if fact_id is None:
            self.told.emit(self.finished or "全部核完，没有待核的事实了")
            return
        before = self._selection.article_id
        self._selection.open_fact(fact_id)
        if self._selection.article_id != before and self._selection.detail and not self.finished:
            self.told.emit(f"上一篇已核完，转到《{self._selection.detail.row.title}》")

    def _seen(self, fact_ids: Iterable[int]) -> dict[int, int]:
        """Revisions on the screen, so that a lost race is told; facts with a write of our own under way are
        left out, their revision is about to move."""
        shown = {row.id: row.revision for row in self._selection.rows}
        return {fact_id: shown[fact_id] for fact_id in fact_ids
                if fact_id in shown and not self._pending[fact_id]}

    def _revision_of(self, row: FactRow) -> int | None:
        """The revision that the editor had before the eyes when the fields were filled.

        What others wrote since must be told; what we wrote ourselves in between must not.
        """
        if self._pending[row.id]:
            return None
        shown = next((item.revision for item in self._selection.rows if item.id == row.id), row.revision)
        return shown if self._own.get(row.id) == shown else row.revision

    def _write(self, call: Callable[[], Changes | None], fact_ids: tuple[int, ...],
               done: Callable[[], None] | None = None, show: bool = False, news: str = "",
               failed: Callable[[KnownError], None] | None = None) -> None:
        def work() -> tuple[Changes, Steps]:
            return call() or Changes(), self._steps()

        def finished(result: tuple[Changes, Steps]) -> None:
            changes, steps = result
            self._pending.subtract(fact_ids)
            self._selection.refresh(changes)
            if show and not changes.lists:
                self._show(changes)
            self._own |= {row.id: row.revision for row in self._selection.rows if row.id in changes.facts}
            self.changed.emit(changes)
            self._name(steps)
            touched = changes.facts or changes.lists or changes.entries or changes.references
            if news and (touched or changes.wordings):
                self.told.emit(news)
            if done:
                done()

        def refused(error: KnownError) -> None:
            self._pending.subtract(fact_ids)
            # What was shown before it was written is put back to what the store says.
            self._selection.refresh(Changes(facts=frozenset(fact_ids)))
            self.refresh_steps()
            if failed:
                failed(error)

        self._pending.update(fact_ids)
        self._jobs.write(work, finished, refused)

    def _show(self, changes: Changes) -> None:
        """Go where a step was taken back or done again, where that is one place."""
        if changes.about:
            self._selection.open_fact(changes.about)
        elif len(changes.wordings) == 1:
            self._selection.open_article(next(iter(changes.wordings)))

    def _steps(self) -> Steps:
        return self._desk.reviewing.undo_label(), self._desk.reviewing.redo_label()
