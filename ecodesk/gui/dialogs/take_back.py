"""An edited workbook before it is taken: what differs, and on whose side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ecodesk.gui.labels import APP_NAME, fact_title, field_value
from ecodesk.gui.models.rows import RowsModel
from ecodesk.gui.widgets import hint
from ecodesk.knowledge.labels import field_label

if TYPE_CHECKING:
    from ecodesk.services.exporting import WorkbookChange

HEADERS = ("事实", "稿件", "哪边改了", "核稿台", "工作簿", "核稿台另改")
SIDES = {"mine": "只有核稿台", "theirs": "只有工作簿", "both": "两边都改了"}
_COUNTED = {"theirs": "只有工作簿改了", "mine": "只有核稿台改了", "both": "两边都改了"}
_SHARED = (0, 1, 3, 4)  # columns that share the width of the table


def summary_of(changes: Sequence[WorkbookChange]) -> str:
    """One line: 只有工作簿改了 3 条，两边都改了 1 条."""
    counts = Counter(str(change.side) for change in changes)
    if not changes:
        return "工作簿与核稿台没有差别"
    return "，".join(f"{words} {counts[side]} 条" for side, words in _COUNTED.items() if counts[side])


class ChangesModel(RowsModel):
    """Rows that differ."""

    def __init__(self, changes: Sequence[WorkbookChange], parent: QObject | None = None) -> None:
        super().__init__(HEADERS, changes, parent)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return _cells(self._rows[index.row()])[index.column()]


def _cells(change: WorkbookChange) -> tuple[str, ...]:
    differing = (*change.changes, *change.clashes)
    here = [f"{field_label(item.field)} {field_value(item.field, item.before)}" for item in differing]
    there = [f"{field_label(item.field)} {field_value(item.field, item.after)}" for item in differing]
    kept = "、".join(field_label(name) for name in sorted(change.mine))
    row = change.row
    return (fact_title(row.fact), row.title, SIDES[str(change.side)], "，".join(here), "，".join(there), kept)


class TakeBackDialog(QDialog):
    """Shows the differences; nothing is taken before the editor says so."""

    accepted_changes = Signal(bool)  # True: also rows changed on both sides

    def __init__(self, name: str, changes: Sequence[WorkbookChange], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{APP_NAME}：收回工作簿")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(940, 440)
        title = QLabel(f"收回 {name}")
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setObjectName("page_title")
        self._both = QCheckBox("两边都改了的，也用工作簿的")
        self._both.setEnabled(any(str(change.side) == "both" for change in changes))
        self.take_button = QPushButton("采用工作簿的修改")
        self.take_button.setObjectName("primary")
        self.take_button.setEnabled(any(str(change.side) != "mine" for change in changes))
        self.take_button.clicked.connect(self._take)
        cancel = QPushButton("不采用")
        cancel.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(self._both)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(title)
        column.addWidget(hint(summary_of(changes)))
        column.addWidget(self._table(changes), 1)
        column.addLayout(foot)

    def _table(self, changes: Sequence[WorkbookChange]) -> QTableView:
        table = QTableView()
        table.setModel(ChangesModel(changes, self))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(30)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(len(HEADERS)):
            shared = column in _SHARED
            header.setSectionResizeMode(column, header.ResizeMode.Stretch if shared
                                        else header.ResizeMode.ResizeToContents)
        table.setColumnHidden(len(HEADERS) - 1, not any(change.mine for change in changes))
        return table

    def _take(self) -> None:
        self.accepted_changes.emit(self._both.isChecked())
        self.close()
