"""Which column of a table holds what: a drop-down for each of title, body, publisher, date and author."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from ecodesk.domain.tables import Column
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import Combo
from ecodesk.knowledge.labels import label

NONE = "不导入"
_KEYS = dict(zip(Column, "TBSDA", strict=True))  # title, body, source, date, author
_SHOWN = 18  # characters of the example behind a column's name
_NAME = 16


class ColumnForm(QWidget):
    """Every column of the table may be given once; what is given again leaves where it was."""

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = {column: self._field(column, look) for column in Column}
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

    def _field(self, column: Column, look: Look) -> Combo:
        field = Combo(look, self)
        field.setAccessibleName(f"{label(column)}是哪一列")
        field.setObjectName(f"column_{column}")
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        field.setMaxVisibleItems(16)
        field.currentIndexChanged.connect(lambda _index: self._take(column))
        return field

    def show_columns(self, names: Sequence[str], examples: Sequence[str],
                     columns: Mapping[int, Column]) -> None:
        """Offer these columns, and choose what is said of them by their places."""
        for column, field in self.fields.items():
            field.blockSignals(True)
            field.clear()
            field.addItem(NONE, -1)
            for place, (name, example) in enumerate(zip(names, examples, strict=True)):
                field.addItem(_words(name, example), place)
                field.setItemData(place + 1, example[:200], Qt.ItemDataRole.ToolTipRole)
            chosen = next((place for place, meaning in columns.items() if meaning is column), -1)
            field.setCurrentIndex(chosen + 1)
            field.blockSignals(False)
        self.changed.emit()

    @property
    def columns(self) -> dict[int, Column]:
        """What is said, by the places of the columns."""
        return {field.currentData(): column for column, field in self.fields.items()
                if field.currentData() not in (None, -1)}

    def give(self, place: int, column: Column | None) -> None:
        """Say what the column at a place holds; None: nothing that is taken in."""
        for other, field in self.fields.items():
            if other is column:
                field.setCurrentIndex(place + 1)
            elif field.currentData() == place:
                field.setCurrentIndex(0)

    def _take(self, column: Column) -> None:
        place = self.fields[column].currentData()
        for other, field in self.fields.items():
            if other is not column and place not in (None, -1) and field.currentData() == place:
                field.blockSignals(True)
                field.setCurrentIndex(0)
                field.blockSignals(False)
        self.changed.emit()


def _words(name: str, example: str) -> str:
    """稿文　清晨五点，渡口的老船工…"""
    shown = name if len(name) <= _NAME else name[: _NAME - 1] + "…"
    rest = example if len(example) <= _SHOWN else example[: _SHOWN - 1] + "…"
    return f"{shown}　{rest}" if rest else shown
