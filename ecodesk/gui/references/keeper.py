"""Reference values in the window: tables taken in and written out, references made, corrected, removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import KnownError
from ecodesk.domain.references import (
    ReferenceColumn,
    ReferenceLayout,
    ReferenceOutcome,
    ReferenceReport,
    ReferenceRow,
)
from ecodesk.domain.tables import TablePreview
from ecodesk.domain.views import Changes, FactRow
from ecodesk.gui.actions import Actions
from ecodesk.gui.bars import MessageBar
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.references.form import ReferenceForm
from ecodesk.gui.references.mapping import MapReferencesDialog
from ecodesk.gui.references.page import ReferencesPage
from ecodesk.gui.references.report import ReferenceReportDialog
from ecodesk.gui.reviewer import Reviewer
from ecodesk.gui.selection import Selection
from ecodesk.gui.theme import Look
from ecodesk.gui.transfers import Transfers
from ecodesk.knowledge.messages import explain, message
from ecodesk.knowledge.references import about, cited, figure_text
from ecodesk.services.reference_values import typed_of
from ecodesk.services.reference_words import total_of

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk

_C = ReferenceColumn
_TABLES = "表格 (*.xlsx *.xlsm *.csv *.tsv)"
_WRITTEN = "Excel 工作簿 (*.xlsx);;CSV 表格 (*.csv)"
_STICKY = (_C.PLACE, _C.PERIOD, _C.SOURCE, _C.DATED)
"""What the next reference written by hand mostly has in common with the last one."""

_LISTED = 30  # facts in the menu of a reference


class ReferenceKeeper(QObject):
    """Follows the page 权威数据; every change is a step that undo takes back."""

    fact_wanted = Signal(int)
    page_wanted = Signal()

    def __init__(self, desk: Desk, jobs: Jobs, reviewer: Reviewer, selection: Selection, page: ReferencesPage,
                 transfers: Transfers, actions: Actions, look: Look, bar: MessageBar,
                 window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._jobs, self._reviewer, self._selection = desk, jobs, reviewer, selection
        self._page, self._transfers, self._actions = page, transfers, actions
        self._look, self._bar, self._window = look, bar, window
        self._folder = Path(QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())
        self._last: dict[ReferenceColumn, str] = {}
        self.mapping: MapReferencesDialog | None = None
        self.form: ReferenceForm | None = None
        self.report: ReferenceReportDialog | None = None
        actions.on("reference_import", self.choose_table)
        actions.on("reference_add", self.add)
        actions.on("reference_export", self.choose_target)
        actions.on("take_reference", self.take_current)
        page.edit_wanted.connect(self.edit)
        page.removed.connect(self.remove)
        page.facts_wanted.connect(self._list_facts)
        page.copied.connect(self._copy)

    # Tables

    def choose_table(self) -> None:
        """Ask for a table."""
        name, _ = QFileDialog.getOpenFileName(self._window, "导入权威数据", str(self._folder), _TABLES)
        if name:
            self._folder = Path(name).parent
            self.begin(Path(name))

    def begin(self, path: Path) -> None:
        """Look at a table and ask what its columns hold."""
        if self.mapping is not None:
            self.mapping.activateWindow()
            return
        self._jobs.read(lambda: self._desk.references.tables.preview(path),
                        lambda preview: self._ask(path, preview))

    def _ask(self, path: Path, preview: TablePreview) -> None:
        if self.mapping is None:
            tables = self._desk.references.tables
            self.mapping = dialog = MapReferencesDialog(path, preview, tables, self._look, self._window)
            dialog.answered.connect(self.take_in)
            dialog.destroyed.connect(self._mapping_closed)
            dialog.show()
            dialog.activateWindow()

    def _mapping_closed(self) -> None:
        self.mapping = None

    def take_in(self, path: Path, layout: ReferenceLayout, keep: bool) -> None:
        """Take in a table whose columns are known."""
        references = self._desk.references
        begun = self._transfers.run(
            message("gui-references-importing"),
            lambda progress: references.import_file(path, layout, progress, keep=keep), self._taken)
        if begun and self.mapping is not None:
            self.mapping.close()

    def _taken(self, report: ReferenceReport) -> None:
        self._transfers.changed.emit(report.changes)
        self.page_wanted.emit()
        plain = (ReferenceOutcome.ADDED, ReferenceOutcome.SAME)
        if any(row.outcome not in plain for row in report.rows):
            self.show_report(report)
        self._bar.tell("。".join([total_of(report), *report.notes]), self._keyed("查看报告"),
                       lambda: self.show_report(report))

    def show_report(self, report: ReferenceReport) -> None:
        """What came of the rows of a table, in the place of the report that is open."""
        if self.report is not None:
            self.report.close()
        self.report = dialog = ReferenceReportDialog(report, self._look, self._window)
        dialog.destroyed.connect(lambda: self._report_closed(dialog))
        dialog.show()

    def _report_closed(self, dialog: ReferenceReportDialog) -> None:
        if self.report is dialog:
            self.report = None

    def choose_target(self) -> None:
        """Ask where the references are to be written."""
        name = str(self._folder / f"权威数据 {datetime.now():%Y-%m-%d}.xlsx")
        path, chosen = QFileDialog.getSaveFileName(self._window, "导出权威数据", name, _WRITTEN)
        if path:
            self._folder = Path(path).parent
            suffix = chosen.rpartition("*")[2].strip(")")
            self.export(Path(path) if Path(path).suffix else Path(path + suffix))

    def export(self, path: Path) -> None:
        """Write the references as a table that can be taken in again."""
        self._transfers.run(message("gui-references-writing"),
                            lambda progress: self._desk.references.export(path, progress),
                            lambda count: self._bar.tell(message("gui-references-written", count=count,
                                                                 name=path.name)))

    def _copy(self, rows: Sequence[ReferenceRow]) -> None:
        lines = ("\t".join((about(row.reference), figure_text(row.reference), cited(row.reference)))
                 for row in rows)
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._bar.tell(message("gui-references-copied", count=len(rows)))

    # By hand

    def add(self) -> None:
        """Write a reference."""
        self._open("添加权威数据", self._last, _C.SUBJECT, self._desk.references.add)

    def edit(self, row: ReferenceRow) -> None:
        """Correct a reference."""
        references = self._desk.references
        form = self._open("修改权威数据", typed_of(row.reference), _C.VALUE,
                          lambda typed: references.change(row, typed))
        if form is not None:
            self._jobs.read(lambda: references.history(row.id), lambda rows: self._show_history(form, rows))

    def _show_history(self, form: ReferenceForm, rows: Sequence[ReferenceRow]) -> None:
        if self.form is form:
            form.show_history(rows)

    def remove(self, rows: Sequence[ReferenceRow]) -> None:
        """Take references out of use."""
        self._reviewer.do(lambda: self._desk.references.remove(rows),
                          lambda: self._tell_undo(message("gui-references-removed", count=len(rows))))

    def take_current(self) -> None:
        """The current fact as a reference: its source can be completed before it is kept."""
        row = self._selection.current
        if row is None:
            return
        if row.status not in (Status.VERIFIED, Status.CORRECTED):
            self._bar.tell(message("gui-reference-open", key=self._actions.key_of("verify")))
            return
        try:
            found = self._desk.references.from_fact(row)
        except KnownError as error:
            self._bar.warn(explain(error))
            return
        self._open("设为权威数据", typed_of(found), _C.SOURCE, self._desk.references.add)

    def _open(self, title: str, typed: Mapping[ReferenceColumn, str], first: ReferenceColumn,
              keep: Callable[[Mapping[ReferenceColumn, str]], Changes]) -> ReferenceForm | None:
        if self.form is not None:
            self.form.activateWindow()
            return None
        self.form = form = ReferenceForm(self._look, title, typed, first, self._window)
        form.saved.connect(lambda said: self._reviewer.do(
            lambda: keep(said), lambda: self._kept(said), form.show_error))
        form.destroyed.connect(self._form_closed)
        form.show()
        form.activateWindow()
        return form

    def _kept(self, typed: Mapping[ReferenceColumn, str]) -> None:
        self._last = {column: typed.get(column, "") for column in _STICKY}
        if self.form is not None:
            self.form.close()
        self._tell_undo(message("gui-reference-kept"))

    def _form_closed(self) -> None:
        self.form = None

    def _tell_undo(self, words: str) -> None:
        self._bar.tell(words, self._keyed("撤销"), self._reviewer.undo)

    def _keyed(self, words: str) -> str:
        key = self._actions.key_of("answer")
        return f"{words}（{key}）" if key else words

    # Facts held against a reference

    def _list_facts(self, row: ReferenceRow) -> None:
        self._jobs.read(lambda: self._desk.references.facts_of(row.id), self._offer_facts)

    def _offer_facts(self, rows: Sequence[FactRow]) -> None:
        """The only fact at once, several in a menu under the button."""
        if len(rows) == 1:
            self.fact_wanted.emit(rows[0].id)
        elif rows:
            self.menu = menu = QMenu(self._window)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for row in rows[:_LISTED]:
                words = f"{row.fact.text}　《{row.title}》"
                menu.addAction(words, lambda number=row.id: self.fact_wanted.emit(number))
            menu.popup(QCursor.pos())
