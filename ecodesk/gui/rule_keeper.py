"""The rules of the checks in the window: switched, chosen, and ranges of the newsroom's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ecodesk.domain.errors import KnownError
from ecodesk.gui.actions import Actions
from ecodesk.gui.bars import MessageBar
from ecodesk.gui.dialogs.range_form import RangeForm
from ecodesk.gui.dialogs.rules import RulesDialog
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.theme import Look
from ecodesk.knowledge.messages import explain, message
from ecodesk.services.rules import RangeRow, RuleRow

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk


class RuleKeeper(QObject):
    """Shows the rules beside the window; a change counts for all who share the desk, at the next check."""

    def __init__(self, desk: Desk, jobs: Jobs, actions: Actions, look: Look, bar: MessageBar,
                 window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._jobs, self._actions = desk, jobs, actions
        self._look, self._bar, self._window = look, bar, window
        self.dialog: RulesDialog | None = None
        self.form: RangeForm | None = None
        actions.on("rules", self.show)

    def show(self) -> None:
        """The rules as they are now."""
        if self.dialog is None:
            self.dialog = self._open()
        self._read()
        self.dialog.show()
        self.dialog.activateWindow()

    def _open(self) -> RulesDialog:
        dialog = RulesDialog(self._look, self._window)
        rules = self._desk.rules
        dialog.switched.connect(lambda codes, on: self._do(lambda: rules.switch(codes, on=on)))
        dialog.chose.connect(lambda code, form: self._do(lambda: rules.choose(code, form)))
        dialog.removed.connect(self._remove)
        dialog.add_wanted.connect(self._add)
        dialog.edit_wanted.connect(lambda row: self._show_form(row.code, row))
        dialog.recheck_wanted.connect(self._actions["recheck"].trigger)
        dialog.destroyed.connect(self._closed)
        return dialog

    def _closed(self) -> None:
        self.dialog = None

    def _read(self) -> None:
        rules = self._desk.rules
        self._jobs.read(lambda: (rules.rows(), rules.range_rows()), self._show_rows)

    def _show_rows(self, found: tuple[Sequence[RuleRow], Sequence[RangeRow]]) -> None:
        if self.dialog is not None:
            self.dialog.show_rows(*found)

    def _do(self, work: Callable[[], None], done: Callable[[], None] | None = None,
            failed: Callable[[KnownError], None] | None = None) -> None:
        self._jobs.write(work, lambda _none: self._kept(done), failed or self._refused)

    def _kept(self, done: Callable[[], None] | None) -> None:
        if done is not None:
            done()
        self._read()
        words = message("gui-rules-changed")
        self._bar.tell(words, "重新核查", self._actions["recheck"].trigger)
        if self.dialog is not None:
            self.dialog.told.setText(words)

    def _refused(self, error: KnownError) -> None:
        if self.dialog is not None:
            self.dialog.told.setText(explain(error))

    def _remove(self, codes: Sequence[str]) -> None:
        def work() -> None:
            for code in codes:
                self._desk.rules.remove_range(code)

        self._do(work)

    def _add(self) -> None:
        self._jobs.read(self._desk.rules.new_code, lambda code: self._show_form(code, None))

    def _show_form(self, code: str, row: RangeRow | None) -> None:
        if self.form is not None:
            self.form.activateWindow()
            return
        self.form = form = RangeForm(code, row.cells if row else None, self.dialog)
        form.saved.connect(lambda cells: self._do(lambda: self._desk.rules.add_range(cells), form.close,
                                                  form.show_error))
        form.destroyed.connect(self._form_closed)
        form.show()
        form.activateWindow()

    def _form_closed(self) -> None:
        self.form = None
        if self.dialog is not None:
            self.dialog.activateWindow()
