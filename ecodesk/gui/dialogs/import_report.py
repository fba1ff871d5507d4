"""What an import did, file by file: what needs the editor first, to be copied and saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QGuiApplication, QKeySequence, QResizeEvent
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
from ecodesk.gui.actions import on_enter
from ecodesk.gui.article.sheet import screen_font
from ecodesk.gui.labels import APP_NAME
from ecodesk.gui.models.rows import RowsModel
from ecodesk.gui.theme import CONTROL_PX, Look
from ecodesk.gui.widgets import ChipRow, hint
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.messages import message

if TYPE_CHECKING:
    from ecodesk.services.importing import Importing

HEADERS = ("文件", "结果", "稿件", "事实", "残损", "原因", "怎么办")
_ROLES = {ImportStatus.DONE: "verified_text", ImportStatus.WARNING: "queried_text",
          ImportStatus.SKIPPED: "muted", ImportStatus.UNMAPPED: "queried_text",
          ImportStatus.FAILED: "conflict_text", ImportStatus.CANCELLED: "muted"}
ORDER = (ImportStatus.UNMAPPED, ImportStatus.FAILED, ImportStatus.CANCELLED, ImportStatus.WARNING,
         ImportStatus.DONE, ImportStatus.SKIPPED)
"""What waits for the editor comes first."""

_WIDTHS = (190, 100, 52, 52, 52)
_NUMBERS = (2, 3, 4)
_WORDS = (5, 6)
_ROW, _TALLEST, _LINED = 32, 130, 600
"""Least and greatest height of a row; a report of more rows than `_LINED` shows one line each."""


def summary_of(report: ImportReport) -> str:
    """One line: 导入 5 个文件，6 篇稿件，238 条事实；1 个失败."""
    done = [row for row in report.rows if row.status in (ImportStatus.DONE, ImportStatus.WARNING)]
    articles, facts = sum(row.articles for row in done), sum(row.facts for row in done)
    words = f"导入 {len(done)} 个文件，{articles} 篇稿件，{facts} 条事实"
    for status in (ImportStatus.SKIPPED, ImportStatus.UNMAPPED, ImportStatus.FAILED, ImportStatus.CANCELLED):
        count = sum(row.status is status for row in report.rows)
        if count:
            words += f"；{count} 个{label(status)}"
    return words


def cells_of(row: ImportRow) -> tuple[str, ...]:
    """A file as the table shows it."""
    name = row.path.replace("\\", "/").rsplit("/", 1)[-1]
    counts = tuple(str(count) if count else "" for count in (row.articles, row.facts, row.damage))
    todo = message("gui-columns-todo") if row.status is ImportStatus.UNMAPPED else row.advice
    return (name, label(row.status), *counts, row.message, todo)


class ImportModel(RowsModel):
    """Rows of a report, of one status or all, those that wait for the editor first."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(HEADERS, (), parent)
        self._look = look

    def show_rows(self, rows: Sequence[ImportRow], status: ImportStatus | None = None) -> None:
        self.beginResetModel()
        wanted = [row for row in rows if status in (None, row.status)]
        self._rows = tuple(sorted(wanted, key=lambda row: ORDER.index(row.status)))
        self.endResetModel()

    def row_at(self, position: int) -> ImportRow:
        return self._rows[position]

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return cells_of(row)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.path if column == 0 else cells_of(row)[column]
        if role == Qt.ItemDataRole.ForegroundRole and column == 1:
            return QColor(self._look.hex(_ROLES[row.status]))
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return super().headerData(section, orientation, role)


class ReportTable(QTableView):
    """Rows as tall as their reasons need; Ctrl+C copies those selected."""

    copied = Signal()

    def __init__(self, model: ImportModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report")
        self.horizontalHeader().setObjectName("report")
        self.setModel(model)
        self.setAccessibleName("导入的文件")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.verticalHeader().setMinimumSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)
        for column in _WORDS:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        copy = QAction("复制所选", self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copied)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.fit_rows)
        header.sectionResized.connect(lambda *_sizes: self._later.start(0))

    def chosen(self) -> list[ImportRow]:
        """The selected rows from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.model().row_at(row) for row in rows]

    def fit_rows(self) -> None:
        """Each row as tall as its longest reason, within bounds; more is in the tool tip."""
        model = self.model()
        lined = model.rowCount() <= _LINED
        self.setWordWrap(lined)
        metrics = QFontMetrics(screen_font(CONTROL_PX))
        wrap = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        for row in range(model.rowCount() if lined else 0):
            tallest = _ROW
            for column in (0, *_WORDS):
                room = QRect(0, 0, max(self.columnWidth(column) - 24, 40), 10_000)
                words = metrics.boundingRect(room, wrap, model.index(row, column).data())
                tallest = max(tallest, words.height() + 14)
            self.setRowHeight(row, min(tallest, _TALLEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start(0)


class ImportReportDialog(QDialog):
    """Beside the main window; does not stop the work."""

    map_wanted = Signal(str)  # path of the table to begin with, "" for any
    columns_wanted = Signal()
    save_wanted = Signal()
    withdraw_wanted = Signal(int)  # row id of the batch

    def __init__(self, report: ImportReport, importing: Importing, look: Look,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{APP_NAME}：导入报告")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1040, 520)
        self.setMinimumSize(760, 360)
        self._report = report
        self._importing = importing
        self._status: ImportStatus | None = None
        self.model = ImportModel(look, self)
        self.table = ReportTable(self.model, self)
        self.table.copied.connect(self.copy_rows)
        self.table.doubleClicked.connect(self._map_row)
        on_enter(self.table, lambda: self._map_row(self.table.currentIndex()))
        title = QLabel("导入报告")
        title.setObjectName("page_title")
        self._summary = hint("")
        self._notes = QLabel()
        self._notes.setObjectName("notes")
        self._notes.setTextFormat(Qt.TextFormat.PlainText)
        self._notes.setWordWrap(True)
        self._notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.chips = ChipRow([("", "全部"), *((str(status), label(status)) for status in ORDER)])
        self.chips.layout().setContentsMargins(0, 2, 0, 2)
        self.chips.chosen.connect(self._filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        for widget in (title, self._summary, self._notes, self.chips):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(self._foot())
        self.show_report(report)

    def _foot(self) -> QHBoxLayout:
        self.map_button = self._button("", lambda: self.map_wanted.emit(""), "primary")
        kept = self._button("记住的列…", self.columns_wanted.emit, "link")
        self.withdraw_button = self._button("撤销导入", self._withdraw)
        self.withdraw_button.setToolTip("整批撤销这一次导入，可以再恢复")
        self._told = hint("")
        self.copy_button = self._button("复制报告", self.copy)
        self.save_button = self._button("保存报告…", self.save_wanted.emit)
        self.close_button = self._button("关闭", self.close)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.map_button)
        foot.addWidget(kept)
        foot.addStretch(1)
        buttons = (self.withdraw_button, self.copy_button, self.save_button, self.close_button)
        for widget in (self._told, *buttons):
            foot.addWidget(widget)
        return foot

    def _button(self, words: str, call: object, name: str = "") -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.clicked.connect(lambda _on=False: call())
        return button

    def show_report(self, report: ImportReport) -> None:
        """Show another report, or the same one after some of its tables were mapped."""
        self._report = report
        self._summary.setText(summary_of(report))
        self._notes.setText("\n".join(report.notes))
        self._notes.setVisible(bool(report.notes))
        counts = {str(status): sum(row.status is status for row in report.rows) for status in ORDER}
        self.chips.show_counts({"": len(report.rows), **counts})
        self.chips.show_only({"", *(name for name, count in counts.items() if count)})
        imported = sum(row.articles for row in report.rows)
        self.withdraw_button.setVisible(report.batch_id is not None and bool(imported))
        waiting = len(report.unmapped)
        self.map_button.setText(f"对应列（{waiting} 个表格）")
        self.map_button.setVisible(bool(waiting))
        self.map_button.setDefault(bool(waiting))
        self.close_button.setDefault(not waiting)
        self._told.setText("")
        self.chips.choose("")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _withdraw(self) -> None:
        if self._report.batch_id is not None:
            self.withdraw_wanted.emit(self._report.batch_id)
            self.close()

    def _filter(self, name: str) -> None:
        self.model.show_rows(self._report.rows, ImportStatus(name) if name else None)
        self.table.fit_rows()
        rows = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(0, 0), rows)

    def _map_row(self, index: QModelIndex) -> None:
        if index.isValid() and self.model.row_at(index.row()).status is ImportStatus.UNMAPPED:
            self.map_wanted.emit(self.model.row_at(index.row()).path)

    @property
    def shown(self) -> ImportReport:
        return self._report

    def text(self) -> str:
        """The whole report: summary, notes and tab-separated lines."""
        return self._report.text

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self._told.setText("已复制整份报告")

    def copy_rows(self) -> None:
        """The selected files, a line each."""
        rows = self.table.chosen()
        if rows:
            QGuiApplication.clipboard().setText(self._importing.lines_of(rows))
            self._told.setText(f"已复制 {len(rows)} 行")
