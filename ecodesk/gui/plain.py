"""What pages and dialogs share: quiet tables of rows, lines to type in, buttons that Enter leaves alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPushButton, QTableView, QWidget

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


def dialog_button(words: str, call: Callable[[], object], parent: QWidget, name: str = "") -> QPushButton:
    """A button of a dialog. Enter elsewhere in the dialog never presses it by itself."""
    button = QPushButton(words, parent)
    button.setObjectName(name)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _on=False: call())
    return button
