"""What an import did, file by file; can be copied."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ecodesk.domain.views import ImportReport, ImportRow, ImportStatus
from ecodesk.gui.labels import APP_NAME
from ecodesk.gui.models.rows import RowsModel
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import hint
from ecodesk.knowledge.labels import label

HEADERS = ("文件", "结果", "稿件", "事实", "残损", "原因", "怎么办")
_ROLES = {ImportStatus.DONE: "verified_text", ImportStatus.WARNING: "queried_text",
          ImportStatus.SKIPPED: "muted", ImportStatus.FAILED: "conflict_text",
          ImportStatus.CANCELLED: "muted"}


def summary_of(report: ImportReport) -> str:
    """One line: 导入 5 个文件，6 篇稿件，238 条事实；1 个失败."""
    done = [row for row in report.rows if row.status in (ImportStatus.DONE, ImportStatus.WARNING)]
    articles, facts = sum(row.articles for row in done), sum(row.facts for row in done)
    words = f"导入 {len(done)} 个文件，{articles} 篇稿件，{facts} 条事实"
    for status in (ImportStatus.SKIPPED, ImportStatus.FAILED, ImportStatus.CANCELLED):
        count = sum(row.status is status for row in report.rows)
        if count:
            words += f"；{count} 个{label(status)}"
    return words


def cells_of(row: ImportRow) -> tuple[str, ...]:
    """A file as the table shows it."""
    name = row.path.replace("\\", "/").rsplit("/", 1)[-1]
    counts = tuple(str(count) if count else "" for count in (row.articles, row.facts, row.damage))
    return (name, label(row.status), *counts, row.message, row.advice)


class ImportModel(RowsModel):
    """Rows of a report."""

    def __init__(self, report: ImportReport, look: Look, parent: QObject | None = None) -> None:
        super().__init__(HEADERS, report.rows, parent)
        self._look = look

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cells_of(row)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.path if index.column() == 0 else cells_of(row)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1:
            return QColor(self._look.hex(_ROLES[row.status]))
        return None


class ImportReportDialog(QDialog):
    """Beside the main window; does not stop the work."""

    def __init__(self, report: ImportReport, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{APP_NAME}：导入报告")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(980, 440)
        self._report = report
        title = QLabel("导入报告")
        title.setObjectName("page_title")
        table = QTableView()
        table.setModel(ImportModel(report, look, self))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(30)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((210, 72, 44, 44, 44, 190)):
            table.setColumnWidth(column, width)
        copy, close = QPushButton("复制报告"), QPushButton("关闭")
        copy.clicked.connect(self.copy)
        close.setObjectName("primary")
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(copy)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(title)
        column.addWidget(hint(summary_of(report)))
        column.addWidget(table, 1)
        column.addLayout(foot)

    def text(self) -> str:
        """The report as tab-separated lines."""
        lines = [summary_of(self._report), "\t".join(HEADERS)]
        lines += ["\t".join(cells_of(row)) for row in self._report.rows]
        return "\n".join(lines)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
