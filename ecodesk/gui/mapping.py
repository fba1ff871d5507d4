"""Takes the editor through the tables of a report whose columns nobody knows, and hands on what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ecodesk.domain.errors import KnownError
from ecodesk.domain.tables import TableLayout, TablePreview
from ecodesk.domain.views import ImportReport, ImportRow
from ecodesk.gui.bars import MessageBar
from ecodesk.gui.dialogs.map_columns import Answer, MapColumnsDialog
from ecodesk.gui.dialogs.remembered_columns import RememberedDialog
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.theme import Look
from ecodesk.knowledge.messages import message

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk


class Mapper(QObject):
    """One table after the other, those with the same headers as one; all are taken in at the end, at once."""

    mapped = Signal(object, object, object)  # ImportReport, path to its layouts, layouts to keep

    def __init__(self, desk: Desk, jobs: Jobs, look: Look, bar: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._jobs, self._look, self._bar, self._window = desk, jobs, look, bar, window
        self._report = ImportReport(None, ())
        self._groups: list[list[ImportRow]] = []
        self._answers: list[Answer | None] = []
        self._at = 0
        self.dialog: MapColumnsDialog | None = None
        self.remembered: RememberedDialog | None = None

    def begin(self, report: ImportReport, first: str = "") -> None:
        """Ask about the unmapped tables of a report, that of the path `first` before the others."""
        if self.dialog is not None:
            self.dialog.activateWindow()
            return
        self._report = report
        groups: dict[tuple[str, ...], list[ImportRow]] = {}
        for row in report.unmapped:
            groups.setdefault(row.headers, []).append(row)
        self._groups = sorted(groups.values(), key=lambda rows: all(row.path != first for row in rows))
        self._answers = [None] * len(self._groups)
        self._at = 0
        self._ask()

    def close(self) -> None:
        """All that was said is on its way."""
        if self.dialog is not None:
            self.dialog.close()

    # One table after the other

    def _ask(self) -> None:
        if self._at >= len(self._groups):
            self._finish()
            return
        if self.dialog is not None:
            self.dialog.setEnabled(False)
        path = Path(self._groups[self._at][0].path)
        self._jobs.read(lambda: self._desk.columns.preview(path), self._show, self._cannot_show)

    def _show(self, preview: TablePreview) -> None:
        if self._at >= len(self._groups):
            return
        if self.dialog is None:
            self.dialog = self._open()
        others = len(self._groups[self._at]) - 1
        self.dialog.show_table(preview, self._at + 1, len(self._groups), others, self._answers[self._at])
        self.dialog.show()
        self.dialog.activateWindow()

    def _open(self) -> MapColumnsDialog:
        dialog = MapColumnsDialog(self._desk.columns, self._look, self._window)
        dialog.answered.connect(self._take)
        dialog.skipped.connect(lambda: self._take(None))
        dialog.stepped_back.connect(lambda: self._step(-1))
        dialog.columns_wanted.connect(self.show_remembered)
        dialog.destroyed.connect(self._closed)
        return dialog

    def _cannot_show(self, _error: KnownError) -> None:
        """The file is gone or damaged, which the message bar tells: on to the next."""
        self._take(None)

    def _take(self, answer: Answer | None) -> None:
        if not self._groups:
            return
        self._answers[self._at] = answer
        self._step(1)

    def _step(self, by: int) -> None:
        self._at += by
        self._ask()

    def _finish(self) -> None:
        chosen: dict[str, Sequence[TableLayout]] = {}
        keep: list[TableLayout] = []
        for rows, answer in zip(self._groups, self._answers, strict=True):
            if answer is not None:
                # The sheets of another file have the same headers, not the same names.
                same = [replace(layout, sheet=None) for layout in answer.layouts if layout.headers]
                chosen |= {row.path: same for row in rows[1:]} | {rows[0].path: answer.layouts}
                keep += answer.layouts if answer.keep else ()
        # Asked again: the table shown last is still in the dialog.
        self._at = len(self._groups) - 1
        if chosen:
            self.mapped.emit(self._report, chosen, keep)
        elif self.dialog is not None:
            self.close()
            self._bar.tell(message("gui-columns-nothing"))

    def _closed(self) -> None:
        self.dialog = None
        self._groups, self._answers = [], []

    # What is remembered

    def show_remembered(self) -> None:
        """The layouts kept, to be changed or forgotten."""
        self._jobs.read(self._desk.columns.remembered, self._show_layouts)

    def _show_layouts(self, layouts: Sequence[TableLayout]) -> None:
        if self.remembered is None:
            self.remembered = RememberedDialog(self._look, self._window)
            self.remembered.changed.connect(self._change)
            self.remembered.forgotten.connect(self._forget)
            self.remembered.destroyed.connect(self._remembered_closed)
        self.remembered.show_layouts(layouts)
        self.remembered.show()
        self.remembered.activateWindow()

    def _change(self, layout: TableLayout) -> None:
        self._jobs.write(lambda: self._desk.columns.remember([layout]),
                         lambda _none: self._told(message("gui-columns-changed")))

    def _forget(self, layout: TableLayout) -> None:
        self._jobs.write(lambda: self._desk.columns.forget(layout.headers),
                         lambda _none: self._told(message("gui-columns-forgotten"), layout))

    def _told(self, words: str, forgotten: TableLayout | None = None) -> None:
        if forgotten is None:
            self._bar.tell(words)
        else:
            self._bar.tell(words, "撤销", lambda: self._change(forgotten))
        if self.remembered is not None:
            self.show_remembered()

    def _remembered_closed(self) -> None:
        self.remembered = None
