"""What an import of references did, row by row; to be copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ecodesk.domain.references import ReferenceImportRow, ReferenceOutcome, ReferenceReport
from ecodesk.gui.labels import APP_NAME
from ecodesk.gui.models.rows import RowsModel
from ecodesk.gui.plain import dialog_button, rows_table
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import ChipRow, hint
from ecodesk.knowledge.labels import label
from ecodesk.services.reference_words import cells_of, headings, total_of

_WIDTHS = (110, 56, 76, 380)
_ROLES = {ReferenceOutcome.ADDED: "verified_text", ReferenceOutcome.UPDATED: "corrected_text",
          ReferenceOutcome.SAME: "muted", ReferenceOutcome.SKIPPED: "muted",
          ReferenceOutcome.FAILED: "conflict_text"}
ORDER = (ReferenceOutcome.FAILED, ReferenceOutcome.UPDATED, ReferenceOutcome.SKIPPED, ReferenceOutcome.ADDED,
         ReferenceOutcome.SAME)
"""What needs the editor comes first."""


class ReportModel(RowsModel):
    """Rows of one outcome or all, those that need the editor first."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(headings(), (), parent)
        self._look = look

    def show_rows(self, rows: Sequence[ReferenceImportRow], outcome: ReferenceOutcome | None) -> None:
        self.beginResetModel()
        wanted = [row for row in rows if outcome in (None, row.outcome)]
        self._rows = tuple(sorted(wanted, key=lambda row: ORDER.index(row.outcome)))
        self.endResetModel()

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cells_of(row)[column]
        if role == Qt.ItemDataRole.ForegroundRole:
            role = "text" if column > 2 else "muted"
            return self._look.colour(_ROLES[row.outcome] if column == 2 else role)
        return None


class ReferenceReportDialog(QDialog):
    """Beside the main window; does not stop the work."""

    def __init__(self, report: ReferenceReport, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{APP_NAME}：权威数据导入报告")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(980, 480)
        self.setMinimumSize(720, 340)
        self._report = report
        self.model = ReportModel(look, self)
        self.table = rows_table(self.model, "权威数据导入报告", _WIDTHS, self)
        self.table.setObjectName("report")
        self.table.horizontalHeader().setObjectName("report")
        self.table.setColumnHidden(0, len({row.sheet for row in report.rows}) < 2)
        title = QLabel("导入报告")
        title.setObjectName("page_title")
        self.summary = hint("\n".join([total_of(report), *report.notes]))
        self.chips = ChipRow([("", "全部"), *((str(one), label(one)) for one in ORDER)])
        self.chips.layout().setContentsMargins(0, 2, 0, 2)
        counts = {str(one): report.count(one) for one in ORDER}
        self.chips.show_counts({"": len(report.rows), **counts})
        self.chips.show_only({"", *(name for name, count in counts.items() if count)})
        self.chips.chosen.connect(self._filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        for widget in (title, self.summary, self.chips):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(self._foot())
        self._filter("")

    def _foot(self) -> QHBoxLayout:
        self._told = hint("")
        self.copy_button = dialog_button("复制报告", self._copy, self)
        close = dialog_button("关闭", self.close, self, "primary")
        close.setDefault(True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        for widget in (self._told, self.copy_button, close):
            line.addWidget(widget)
        return line

    def _filter(self, name: str) -> None:
        self.model.show_rows(self._report.rows, ReferenceOutcome(name) if name else None)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.text)
        self._told.setText("已复制整份报告")
