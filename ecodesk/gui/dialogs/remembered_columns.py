"""The layouts of tables that are kept: looked at, changed, forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ecodesk.domain.tables import Column, TableLayout
from ecodesk.gui.dialogs.column_form import ColumnForm
from ecodesk.gui.empty import EmptyState
from ecodesk.gui.labels import APP_NAME
from ecodesk.gui.models.rows import RowsModel
from ecodesk.gui.plain import dialog_button
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import hint
from ecodesk.knowledge.messages import message


class LayoutsModel(RowsModel):
    """A line a layout: all its headers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(("列名",), (), parent)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return "、".join(self._rows[index.row()].headers)
        return None

    def layout_at(self, row: int) -> TableLayout | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def show_layouts(self, layouts: Sequence[TableLayout]) -> None:
        self.beginResetModel()
        self._rows = tuple(layouts)
        self.endResetModel()


class RememberedDialog(QDialog):
    """The list on the left, what its columns hold on the right."""

    changed = Signal(object)  # TableLayout
    forgotten = Signal(object)  # TableLayout

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{APP_NAME}：记住的列")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 420)
        self.setMinimumSize(620, 340)
        self.model = LayoutsModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setObjectName("layouts")
        self.list.setAccessibleName("记住的表格，以列名为准")
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.form = ColumnForm(look, self)
        self.form.changed.connect(self._show_state)
        title = QLabel("记住的列")
        title.setObjectName("page_title")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(title)
        column.addWidget(hint("同样列名的表格照这里读取，不再问。改动只对以后导入的表格有效。"))
        self._stack = QStackedLayout()
        self._stack.addWidget(EmptyState("还没有记住的表格", message("gui-columns-remembered")))
        self._stack.addWidget(self._both())
        column.addLayout(self._stack, 1)
        column.addLayout(self._foot())
        self.list.selectionModel().currentChanged.connect(self._show_chosen)

    def _both(self) -> QWidget:
        both = QWidget(self)
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(20)
        line.addWidget(self.list, 1)
        line.addWidget(self.form, 1)
        return both

    def _foot(self) -> QHBoxLayout:
        self.forget_button = dialog_button("忘记", self._forget, self)
        self.save_button = dialog_button("保存修改", self._save, self, "primary")
        self.reason = hint("", "reason")
        close = dialog_button("关闭", self.close, self)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.forget_button)
        line.addStretch(1)
        line.addWidget(self.reason)
        line.addWidget(close)
        line.addWidget(self.save_button)
        return line

    def show_layouts(self, layouts: Sequence[TableLayout]) -> None:
        """Show what is kept; the same place in the list stays chosen."""
        row = max(self.list.currentIndex().row(), 0)
        self.model.show_layouts(layouts)
        self._stack.setCurrentIndex(1 if layouts else 0)
        self.list.setCurrentIndex(self.model.index(min(row, len(layouts) - 1), 0))
        self._show_chosen()
        if layouts:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> TableLayout | None:
        return self.model.layout_at(self.list.currentIndex().row())

    def _names(self) -> tuple[str, ...]:
        """Names of the columns of the chosen layout: its headers, and those it names by number."""
        if self.chosen is None:
            return ()
        named = [name for name, _ in self.chosen.columns if name not in self.chosen.headers]
        return (*self.chosen.headers, *named)

    def _show_chosen(self) -> None:
        names = self._names()
        told = dict(self.chosen.columns) if self.chosen else {}
        columns = {place: told[name] for place, name in enumerate(names) if name in told}
        self.form.show_columns(names, [""] * len(names), columns)

    def _edited(self) -> TableLayout | None:
        """The chosen layout as the drop-downs have it."""
        names = self._names()
        if self.chosen is None:
            return None
        pairs = tuple((names[place], column) for place, column in sorted(self.form.columns.items()))
        return replace(self.chosen, columns=pairs)

    def _show_state(self) -> None:
        edited = self._edited()
        lacking = edited is not None and not edited.named(Column.BODY)
        self.reason.setText(message("gui-columns-body") if lacking else "")
        same = edited is None or dict(edited.columns) == dict(self.chosen.columns)
        self.save_button.setEnabled(not lacking and not same)
        self.forget_button.setEnabled(edited is not None)

    def _save(self) -> None:
        edited = self._edited()
        if edited is not None and edited.named(Column.BODY):
            self.changed.emit(edited)

    def _forget(self) -> None:
        if self.chosen is not None:
            self.forgotten.emit(self.chosen)
