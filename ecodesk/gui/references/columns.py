"""Which column of a table of references holds what, and what holds for all its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from ecodesk.domain.references import WHOLE_TABLE, ReferenceColumn
from ecodesk.gui.column_choices import ColumnChoices
from ecodesk.gui.theme import Look
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.messages import message

_C = ReferenceColumn
_LEFT = (_C.SUBJECT, _C.INDICATOR, _C.VALUE, _C.UNIT, _C.PERIOD, _C.PLACE, _C.NOTE)
_RIGHT = (_C.SOURCE, _C.DATED, _C.PAGE, _C.VALUE_HIGH, _C.QUALIFIER, _C.MEASURE, _C.MODALITY)
_NEEDED = (_C.INDICATOR, _C.VALUE)
_LONGEST = 200


class ReferenceColumns(ColumnChoices):
    """The fields side by side; those without a column may be typed for the whole table."""

    none, prefix = "没有这一列", "reference"
    name_length = example_length = 14

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(ReferenceColumn, look, parent)
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
        grid.setRowStretch(len(_RIGHT), 1)

    def _line(self, column: ReferenceColumn) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(message("gui-reference-common", column=label(column)))
        line.setAccessibleName(line.placeholderText())
        line.setMaxLength(_LONGEST)
        line.textChanged.connect(lambda _words: self.changed.emit())
        return line

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
