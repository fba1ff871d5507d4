"""Before a table of references is taken in: what its columns hold, and how its first rows are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path, PurePath

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ecodesk.domain.references import ReferenceColumn, ReferenceLayout
from ecodesk.domain.tables import SheetPreview, TablePreview
from ecodesk.gui.dialogs.table_view import TablePane
from ecodesk.gui.labels import APP_NAME
from ecodesk.gui.plain import dialog_button
from ecodesk.gui.references.columns import ReferenceColumns
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import Combo, Elided, hint
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.references import about, cited, figure_text
from ecodesk.services.reference_columns import lacking, series_of
from ecodesk.services.reference_tables import ReferenceTables, TableRow, sample_rows

_WIDEST, _SAMPLES = 60, 5
_C = ReferenceColumn


class MapReferencesDialog(QDialog):
    """One table; Enter takes it in, Esc leaves and nothing is taken in. The work goes on behind it."""

    answered = Signal(object, object, bool)  # path, ReferenceLayout, keep

    def __init__(self, path: Path, preview: TablePreview, tables: ReferenceTables, look: Look,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{APP_NAME}：导入权威数据")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1080, 760)
        self.setMinimumSize(860, 620)
        self._path, self._preview, self._tables, self._look = path, preview, tables, look
        self._sheet = preview.sheets[0]
        self.sheets, self.header = Combo(look, self), Combo(look, self)
        self.pane = TablePane(look, self, ReferenceColumn)
        self.form = ReferenceColumns(look, self)
        self.series = QCheckBox("每年的数各占一列(&Y)")
        self.series.setToolTip(message("gui-references-series"))
        self.sample = QLabel(self)
        self.sample.setObjectName("notes")
        self.sample.setTextFormat(Qt.TextFormat.RichText)
        self.sample.setWordWrap(True)
        self.sample.setAlignment(Qt.AlignmentFlag.AlignTop)
        title = Elided(PurePath(preview.path).name, name="page_title", px=18, bold=True)
        words = hint(message("gui-references-map"))
        words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(title)
        column.addWidget(words)
        column.addLayout(self._options())
        column.addWidget(self.pane, 1)
        column.addWidget(self.form)
        column.addWidget(self.sample)
        column.addLayout(self._foot())
        self.pane.given.connect(self.form.give)
        self.form.changed.connect(self._show_state)
        self.sheets.activated.connect(self._show_sheet)
        self.header.activated.connect(self._show_columns)
        self.series.toggled.connect(self._show_state)
        best = max(range(len(preview.sheets)), key=lambda at: len(self._guess(preview.sheets[at]).columns))
        self._show_sheet(best)
        look.changed.connect(self._show_state)
        self.take_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _options(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        several = len(self._preview.sheets) > 1
        for words, choice, width in (("工作表(&W)", self.sheets, 160), ("列名(&H)", self.header, 380)):
            caption = QLabel(words)
            caption.setBuddy(choice)
            choice.setAccessibleName(words.partition("(")[0])
            choice.setFixedWidth(width)
            for part in (caption, choice):
                part.setVisible(several or choice is self.header)
                line.addWidget(part)
        self.sheets.addItems([sheet.name for sheet in self._preview.sheets])
        line.addSpacing(8)
        line.addWidget(self.series)
        line.addStretch(1)
        return line

    def _foot(self) -> QHBoxLayout:
        self.keep = QCheckBox("记住，以后同样列名的表照此读取(&R)")
        self.keep.setChecked(True)
        self.reason = hint("", "reason")
        self.take_button = dialog_button("导入", self._answer, self, "primary")
        self.take_button.setDefault(True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.keep)
        line.addStretch(1)
        for widget in (self.reason, dialog_button("取消", self.close, self), self.take_button):
            line.addWidget(widget)
        return line

    # One sheet

    def _guess(self, sheet: SheetPreview) -> ReferenceLayout:
        return self._tables.guess(sheet, self._tables.header(sheet))

    def _show_sheet(self, at: int) -> None:
        self.sheets.setCurrentIndex(at)
        self._sheet = self._preview.sheets[at]
        self.header.clear()
        self.header.addItem("没有列名，第一行就是数据", None)
        for row, cells in enumerate(self._sheet.rows[: self._tables.header_rows]):
            filled = "、".join(" ".join(cell.split()) for cell in cells if cell.strip())
            self.header.addItem(f"第 {row + 1} 行：{filled[:_WIDEST]}", row)
        header = self._tables.header(self._sheet)
        self.header.setCurrentIndex(0 if header is None else header + 1)
        self._show_columns()

    def _show_columns(self) -> None:
        """The rows under their names; the guess begins anew where the headers are others."""
        header = self.header.currentData()
        names = self._tables.names(self._sheet, header)
        rows = self._sheet.rows[0 if header is None else header + 1 :]
        guessed = self._tables.guess(self._sheet, header)
        years, single = series_of(names), [name for name, column in guessed.columns if column is _C.VALUE]
        self.series.blockSignals(True)
        self.series.setVisible(bool(years))
        self.series.setChecked(bool(years) and len(single) > 1)
        self.series.blockSignals(False)
        places = {names.index(name): column for name, column in guessed.columns
                  if name in names and not (column is _C.VALUE and self.series.isChecked())}
        self.pane.show_rows(names, rows)
        # The file's name is what an editor calls the source, where the table has no column for it.
        source = "" if _C.SOURCE in places.values() else PurePath(self._preview.path).stem
        said = dict(guessed.common)
        self.form.say([*said.items(), *([(_C.SOURCE, source)] if _C.SOURCE not in said else [])])
        self.form.show_columns(names, [_example(rows, place) for place in range(len(names))], places)

    @property
    def layout_said(self) -> ReferenceLayout:
        """What is said of this very sheet."""
        header = self.header.currentData()
        names = self._tables.names(self._sheet, header)
        pairs = tuple((names[place], column) for place, column in sorted(self._columns.items()))
        headers = self._tables.guess(self._sheet, header).headers
        return ReferenceLayout(pairs, headers, self._sheet.name, self.form.said)

    @property
    def _columns(self) -> dict[int, ReferenceColumn]:
        """What is said of the columns by their places, those of years included."""
        said = self.form.columns
        if not self.series.isChecked():
            return said
        names = self._tables.names(self._sheet, self.header.currentData())
        kept = {place: column for place, column in said.items() if column not in (_C.VALUE, _C.PERIOD)}
        return kept | {names.index(name): _C.VALUE for name in series_of(names)}

    def _show_state(self) -> None:
        """Which columns are meant, how the first rows are read, and whether the button may be pressed."""
        columns = self._columns
        self.pane.show_columns(columns)
        told = set(columns.values()) | ({_C.PERIOD} if self.series.isChecked() else set())
        for column in (_C.VALUE, _C.PERIOD):
            self.form.fields[column].setEnabled(not self.series.isChecked())
        for column, line in self.form.common.items():
            line.setVisible(column not in told)
        said = self.layout_said
        missing = lacking(said)
        rows = [] if missing else sample_rows(self._sheet, self.header.currentData(), said)
        self.sample.setText(self._sample_text(rows) if rows else escape(message("gui-references-no-sample")))
        names = "、".join(label(column) for column in missing)
        reason = message("gui-references-lacking", columns=names) if missing else ""
        if not missing and not any(row.reference for row in rows):
            reason = message("gui-references-unread")
        self.reason.setText(reason)
        self.take_button.setEnabled(not reason)
        self.keep.setEnabled(self.header.currentData() is not None)

    def _sample_text(self, rows: Sequence[TableRow]) -> str:
        """The first rows as they are read, those that cannot be with the reason why."""
        good, bad = self._look.hex("text"), self._look.hex("queried_text")
        # What cannot be read is what the editor has to see.
        shown = sorted(rows, key=lambda row: row.reference is not None)[:_SAMPLES]
        lines = [f'<span style="color:{good if row.reference else bad}">{escape(_line(row))}</span>'
                 for row in sorted(shown, key=lambda row: row.number)]
        fit = sum(row.reference is not None for row in rows)
        head = message("gui-references-sample" if self._sheet.whole else "gui-references-sample-more",
                       fit=fit, count=len(rows))
        return f"<b>{escape(head)}</b><br>" + "<br>".join(lines)

    def _answer(self) -> None:
        if self.take_button.isEnabled():
            said = self.layout_said
            keep = self.keep.isChecked() and self.keep.isEnabled()
            self.answered.emit(self._path, said if said.headers else replace(said, headers=()), keep)


def _line(row: TableRow) -> str:
    if row.reference is None:
        return f"{row.words}　→　{row.message}"
    source = cited(row.reference)
    return f"{about(row.reference)}　{figure_text(row.reference)}" + (f"　{source}" if source else "")


def _example(rows: Sequence[Sequence[str]], place: int) -> str:
    """The first cell of a column that holds something."""
    return next((" ".join(row[place].split()) for row in rows if place < len(row) and row[place].strip()), "")
