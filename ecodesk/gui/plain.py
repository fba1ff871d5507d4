"""What lists and dialogs of the window share: quiet tables of rows, buttons that Enter leaves alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QTableView, QWidget

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


def dialog_button(words: str, call: Callable[[], object], parent: QWidget, name: str = "") -> QPushButton:
    """A button of a dialog. Enter elsewhere in the dialog never presses it by itself."""
    button = QPushButton(words, parent)
    button.setObjectName(name)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _on=False: call())
    return button
