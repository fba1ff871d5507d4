"""Which column of a table of articles holds title, body, publisher, date and author."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ecodesk.domain.tables import Column
from ecodesk.gui.column_choices import ColumnChoices
from ecodesk.gui.theme import Look
from ecodesk.knowledge.labels import label

NONE = "不导入"
_KEYS = dict(zip(Column, "TBSDA", strict=True))  # title, body, source, date, author


class ColumnForm(ColumnChoices):
    """The fields one below the other, each with its key."""

    none, prefix = NONE, "column"
    name_length, example_length, hint_length = 16, 18, 200

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(Column, look, parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for number, (column, field) in enumerate(self.fields.items()):
            need = "　必填" if column is Column.BODY else ""
            words = QLabel(f"{label(column)}(&{_KEYS[column]}){need}")
            words.setBuddy(field)
            grid.addWidget(words, number, 0)
            grid.addWidget(field, number, 1)
        grid.setRowStretch(len(self.fields), 1)
