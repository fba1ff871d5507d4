"""Which column of a table of references holds what, and what holds for all its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from ecodesk.domain.references import WHOLE_TABLE, ReferenceColumn
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import Combo
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.messages import message

NONE = "没有这一列"
_C = ReferenceColumn
_LEFT = (_C.SUBJECT, _C.INDICATOR, _C.VALUE, _C.UNIT, _C.PERIOD, _C.PLACE, _C.NOTE)
_RIGHT = (_C.SOURCE, _C.DATED, _C.PAGE, _C.VALUE_HIGH, _C.QUALIFIER, _C.MEASURE)
_NEEDED = (_C.INDICATOR, _C.VALUE)
_SHOWN, _NAME, _LONGEST = 14, 14, 200


class ReferenceColumns(QWidget):
    """A drop-down a field; every column of the table is given once. Fields without one may be typed."""

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = {column: self._field(column, look) for column in ReferenceColumn}
        self.common = {column: self._line(column) for column in WHOLE_TABLE}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        for side, columns in ((0, _LEFT), (3, _RIGHT)):
            for row, column in enumerate(columns):
                need = "　必填" if column in _NEEDED else ""
                words = QLabel(f"{label(column)}{need}")
                words.setBuddy(self.fields[column])
                grid.addWidget(words, row, side)
                both = QHBoxLayout()
                both.setSpacing(6)
                both.addWidget(self.fields[column], 1)
                if column in self.common:
                    both.addWidget(self.common[column], 1)
                grid.addLayout(both, row, side + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(2, 16)
        grid.setColumnStretch(4, 1)
        grid.setRowStretch(len(_LEFT), 1)

    def _field(self, column: ReferenceColumn, look: Look) -> Combo:
        field = Combo(look, self)
        field.setAccessibleName(f"{label(column)}是哪一列")
        field.setObjectName(f"reference_{column}")
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        field.setMaxVisibleItems(16)
        field.currentIndexChanged.connect(lambda _index: self._take(column))
        return field

    def _line(self, column: ReferenceColumn) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(message("gui-reference-common", column=label(column)))
        line.setAccessibleName(line.placeholderText())
        line.setMaxLength(_LONGEST)
        line.textChanged.connect(lambda _words: self.changed.emit())
        return line

    def show_columns(self, names: Sequence[str], examples: Sequence[str],
                     columns: Mapping[int, ReferenceColumn]) -> None:
        """Offer these columns, and choose what is said of them by their places."""
        for column, field in self.fields.items():
            field.blockSignals(True)
            field.clear()
            field.addItem(NONE, -1)
            for place, (name, example) in enumerate(zip(names, examples, strict=True)):
                field.addItem(_words(name, example), place)
                field.setItemData(place + 1, example, Qt.ItemDataRole.ToolTipRole)
            chosen = next((place for place, meaning in columns.items() if meaning is column), -1)
            field.setCurrentIndex(chosen + 1)
            field.blockSignals(False)
        self._tell()

    @property
    def columns(self) -> dict[int, ReferenceColumn]:
        """What is said, by the places of the columns."""
        return {field.currentData(): column for column, field in self.fields.items()
                if field.currentData() not in (None, -1)}

    @property
    def said(self) -> tuple[tuple[ReferenceColumn, str], ...]:
        """What is typed for the whole table."""
        found = ((column, line.text().strip()) for column, line in self.common.items())
        return tuple((column, words) for column, words in found if words)

    def say(self, common: Sequence[tuple[ReferenceColumn, str]]) -> None:
        """Type what holds for the whole table."""
        told = dict(common)
        for column, line in self.common.items():
            line.setText(told.get(column, ""))

    def give(self, place: int, column: ReferenceColumn | None) -> None:
        """Say what the column at a place holds; None: nothing that is taken in."""
        for other, field in self.fields.items():
            if other is column:
                field.setCurrentIndex(place + 1)
            elif field.currentData() == place:
                field.setCurrentIndex(0)

    def _take(self, column: ReferenceColumn) -> None:
        place = self.fields[column].currentData()
        for other, field in self.fields.items():
            if other is not column and place not in (None, -1) and field.currentData() == place:
                field.blockSignals(True)
                field.setCurrentIndex(0)
                field.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()


def _words(name: str, example: str) -> str:
    """数值（万亩）　13.0"""
    shown = name if len(name) <= _NAME else name[: _NAME - 1] + "…"
    rest = example if len(example) <= _SHOWN else example[: _SHOWN - 1] + "…"
    return f"{shown}　{rest}" if rest else shown
