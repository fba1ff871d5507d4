"""Which column of a table holds what: a drop-down for each meaning, offering the table's columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ecodesk.domain.text import shorten
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import Combo
from ecodesk.knowledge.labels import label


class ColumnChoices(QWidget):
    """Every column of the table may be given once; what is given again leaves where it was.

    What differs from form to form: the words for no column, the beginning of the fields' object names, and
    how many characters of a column's name, its example and the hint are shown (None: all).
    """

    changed = Signal()
    none: ClassVar[str]
    prefix: ClassVar[str]
    name_length: ClassVar[int]
    example_length: ClassVar[int]
    hint_length: ClassVar[int | None] = None

    def __init__(self, meanings: Iterable[StrEnum], look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[Any, Combo] = {meaning: self._field(meaning, look) for meaning in meanings}

    def _field(self, meaning: StrEnum, look: Look) -> Combo:
        field = Combo(look, self)
        field.setAccessibleName(f"{label(meaning)}是哪一列")
        field.setObjectName(f"{self.prefix}_{meaning}")
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        field.setMaxVisibleItems(16)
        field.currentIndexChanged.connect(lambda _index: self._take(meaning))
        return field

    def show_columns(self, names: Sequence[str], examples: Sequence[str], columns: Mapping[int, Any]) -> None:
        """Offer these columns, and choose what is said of them by their places."""
        for meaning, field in self.fields.items():
            field.blockSignals(True)
            field.clear()
            field.addItem(self.none, -1)
            for place, (name, example) in enumerate(zip(names, examples, strict=True)):
                field.addItem(self._words(name, example), place)
                field.setItemData(place + 1, example[: self.hint_length], Qt.ItemDataRole.ToolTipRole)
            chosen = next((place for place, said in columns.items() if said is meaning), -1)
            field.setCurrentIndex(chosen + 1)
            field.blockSignals(False)
        self.changed.emit()

    @property
    def columns(self) -> dict[int, Any]:
        """What is said, by the places of the columns."""
        return {field.currentData(): meaning for meaning, field in self.fields.items()
                if field.currentData() not in (None, -1)}

    def give(self, place: int, meaning: StrEnum | None) -> None:
        """Say what the column at a place holds; None: nothing that is taken in."""
        for other, field in self.fields.items():
            if other is meaning:
                field.setCurrentIndex(place + 1)
            elif field.currentData() == place:
                field.setCurrentIndex(0)

    def _take(self, meaning: StrEnum) -> None:
        place = self.fields[meaning].currentData()
        for other, field in self.fields.items():
            if other is not meaning and place not in (None, -1) and field.currentData() == place:
                field.blockSignals(True)
                field.setCurrentIndex(0)
                field.blockSignals(False)
        self.changed.emit()

    def _words(self, name: str, example: str) -> str:
        """稿文　清晨五点，渡口的老船工…"""
        shown, rest = shorten(name, self.name_length), shorten(example, self.example_length)
        return f"{shown}　{rest}" if rest else shown
