"""The list of keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ecodesk.gui.actions import Actions, ActionSpec, key_name
from ecodesk.gui.labels import APP_NAME
from ecodesk.gui.widgets import hint

_HALF = 13


class KeysDialog(QDialog):
    """Every action with its keys, in two columns."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{APP_NAME}：快捷键")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        title = QLabel("快捷键")
        title.setObjectName("page_title")
        column.addWidget(title)
        specs = [spec for spec in actions if spec.keys]
        sides = QHBoxLayout()
        sides.setSpacing(28)
        for part in (specs[:_HALF], specs[_HALF:]):
            sides.addLayout(self._grid(part), 1)
        column.addLayout(sides)
        column.addWidget(hint("在正文、事实表里 ↑↓ 逐条移动；在输入框里打字不会触发快捷键。"))

    def _grid(self, specs: list[ActionSpec]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for row, spec in enumerate(specs):
            grid.addWidget(QLabel(spec.text), row, 0)
            keys = QFrame()
            line = QHBoxLayout(keys)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(4)
            for key in spec.keys:
                if key == "Enter":
                    continue
                chip = QLabel(key_name(key))
                chip.setObjectName("code")
                line.addWidget(chip)
            line.addStretch(1)
            grid.addWidget(keys, row, 1)
        grid.setRowStretch(len(specs), 1)
        grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        return grid
