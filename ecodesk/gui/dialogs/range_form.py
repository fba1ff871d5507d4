"""One plausible range, made or changed: what is divided by what, and between which ends that usually lies."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ecodesk.domain.errors import KnownError, UsageError
from ecodesk.gui.labels import APP_NAME
from ecodesk.gui.models.rules import typed_words
from ecodesk.gui.plain import dialog_button, typed_line
from ecodesk.gui.widgets import hint
from ecodesk.knowledge.messages import explain, message
from ecodesk.knowledge.ranges import COLUMNS, range_of

_FIELDS = (
    ("title", "名称(&N)", "核桃亩产"), ("subject", "说的是(&S)", "核桃、纸皮核桃；空着是不限"),
    ("subject_never", "但不是(&X)", "核桃露、文玩核桃；可空着"), ("over_words", "数(&V)", "产量、年产、总产"),
    ("over_unit", "数的单位(&U)", "公斤"), ("under_words", "每(&P)", "面积、种植；只看一个数时空着"),
    ("under_unit", "每的单位(&M)", "亩"), ("low", "从(&L)", "20"), ("high", "到(&H)", "400"),
    ("source", "依据(&O)", "省林业局年报"),
)
_WORDS = ("subject", "subject_never", "over_words", "under_words")
_NEEDED = ("title", "over_words", "over_unit", "low", "high", "source")
_PARTED = re.compile(r"\s*[、，,|]\s*")
_LONGEST = 200


class RangeForm(QDialog):
    """Enter keeps, Esc leaves. Beside the window: nothing is stopped."""

    saved = Signal(object)  # the cells, by column

    def __init__(self, code: str, cells: Mapping[str, str] | None = None,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = "添加合理范围" if cells is None else "修改合理范围"
        self.setWindowTitle(f"{APP_NAME}：{title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(560)
        self._code = code
        typed = typed_words(cells or {})
        self.fields: dict[str, QLineEdit] = {}
        heading = QLabel(title)
        heading.setObjectName("page_title")
        self.read, self.reason = hint("", "small"), hint("", "reason")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(heading)
        column.addLayout(self._grid(typed))
        for line in (self.read, self.reason):
            line.setWordWrap(True)
            column.addWidget(line)
        column.addLayout(self._foot())
        self._show_state()
        self.fields["title"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _grid(self, typed: Mapping[str, str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (name, words, example) in enumerate(_FIELDS):
            field = self.fields[name] = typed_line(self, words.partition("(")[0], example, _LONGEST)
            field.setText(typed.get(name, ""))
            field.setCursorPosition(0)
            field.textChanged.connect(self._show_state)
            label = QLabel(words)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        return grid

    def _foot(self) -> QHBoxLayout:
        self.save_button = dialog_button("保存", self._save, self, "primary")
        self.save_button.setDefault(True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        line.addWidget(dialog_button("取消", self.close, self))
        line.addWidget(self.save_button)
        return line

    @property
    def cells(self) -> dict[str, str]:
        """What the fields say, as a row of the table of ranges."""
        found = {name: field.text().strip() for name, field in self.fields.items()}
        found |= {name: "|".join(filter(None, _PARTED.split(found[name]))) for name in _WORDS}
        return {name: found.get(name, "") for name in COLUMNS} | {"code": self._code}

    def show_error(self, error: KnownError) -> None:
        """Why the desk did not take it."""
        self.reason.setText(explain(error))
        self.save_button.setEnabled(True)

    def _show_state(self) -> None:
        """How the fields are read, or what is wrong; an empty field is no mistake yet."""
        cells = self.cells
        whole = all(cells[name] for name in _NEEDED)
        try:
            found = range_of(cells) if whole else None
            self.reason.setText("")
        except UsageError as error:
            found = None
            self.reason.setText(explain(error))
        self.read.setText(message("gui-range-read", title=found.title, low=cells["low"], high=cells["high"],
                                  unit=found.unit) if found else "")
        self.save_button.setEnabled(found is not None)

    def _save(self) -> None:
        if self.save_button.isEnabled():
            self.save_button.setEnabled(False)
            self.saved.emit(self.cells)
