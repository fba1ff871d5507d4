"""What pages and dialogs share: quiet tables of rows, lines to type in, buttons and keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from ecodesk.gui.actions import shield

_ROW = 32


def rows_table(model: QAbstractItemModel, name: str, widths: Sequence[int],
               parent: QWidget | None = None) -> QTableView:
    """A table of whole rows that cannot be edited; the last column takes what room is left."""
    table = QTableView(parent)
    table.setModel(model)
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(_ROW)
    header = table.horizontalHeader()
    header.setFixedHeight(_ROW)
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setStretchLastSection(True)
    for column, width in enumerate(widths):
        table.setColumnWidth(column, width)
    return table


def dialog_table(model: QAbstractItemModel, name: str, widths: Sequence[int], parent: QWidget) -> QTableView:
    """The same in the looks of a dialog."""
    table = rows_table(model, name, widths, parent)
    table.setObjectName("report")
    table.horizontalHeader().setObjectName("report")
    return table


def typed_line(parent: QWidget, name: str, words: str, longest: int = 2000) -> QLineEdit:
    """A field in which keys are only typed, none acts on a fact; `words` stand in it while it is empty.

    `longest` is in characters.
    """
    field = QLineEdit(parent)
    field.setAccessibleName(name)
    field.setPlaceholderText(words)
    field.setMaxLength(longest)
    shield(field)
    return field


def dialog_button(words: str, call: Callable[[], object], parent: QWidget, name: str = "",
                  key: str = "") -> QPushButton:
    """A button of a dialog; its tip tells the `key`. Enter elsewhere in the dialog never presses it."""
    button = QPushButton(words, parent)
    button.setObjectName(name)
    button.setAutoDefault(False)
    button.setToolTip(f"{words}（{key}）" if key else "")
    button.clicked.connect(lambda _on=False: call())
    return button


def save_line(dialog: QDialog, save: Callable[[], object]) -> tuple[QPushButton, QHBoxLayout]:
    """取消 and 保存 at the foot of a form; Enter saves. The button that saves, and the line of both."""
    button = dialog_button("保存", save, dialog, "primary")
    button.setDefault(True)
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addStretch(1)
    line.addWidget(dialog_button("取消", dialog.close, dialog))
    line.addWidget(button)
    return button, line


def bind_key(owner: QWidget, key: str | QKeySequence, call: Callable[[], object]) -> None:
    """A key that acts while the focus is in `owner`."""
    action = QAction(owner)
    action.setShortcut(QKeySequence(key))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda _on=False: call())
    owner.addAction(action)
