"""The list of keys; the first key of every action can be changed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ecodesk.gui.actions import Actions, ActionSpec, key_name
from ecodesk.gui.labels import APP_NAME
from ecodesk.gui.widgets import hint

_COLUMNS = 3
_HELP = "在正文、事实表里 ↑↓ 逐条移动；在输入框里打字不会触发快捷键。点“改”再按新的键。"


class KeyRow(QWidget):
    """Keys of one action; “改” waits for another first key."""

    changed = Signal(str, str)  # action, key

    def __init__(self, spec: ActionSpec, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = spec.name
        self._actions = actions
        self._chips = QHBoxLayout()
        self._chips.setSpacing(4)
        self.change_button = QPushButton("改")
        self.change_button.setObjectName("link")
        self.change_button.setAutoDefault(False)
        self.change_button.setToolTip(f"换一个键：{spec.text}")
        self.change_button.clicked.connect(self.ask)
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        self.edit.setFixedWidth(110)
        self.edit.hide()
        self.edit.editingFinished.connect(self._take)
        self.edit.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addLayout(self._chips)
        row.addWidget(self.edit)
        row.addStretch(1)
        row.addWidget(self.change_button)
        self.show_keys()

    def show_keys(self) -> None:
        """Chips for the keys as they are now."""
        while self._chips.count():
            self._chips.takeAt(0).widget().deleteLater()
        for key in self._actions.keys_of(self._name):
            if key != "Enter":
                chip = QLabel(key_name(key))
                chip.setObjectName("code")
                self._chips.addWidget(chip)

    def ask(self) -> None:
        """Wait for a key."""
        self.edit.clear()
        self.edit.show()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        key = self.edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        self.edit.hide()
        if key:
            self.changed.emit(self._name, key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.edit.hide()
        return False


class KeysDialog(QDialog):
    """Every action with its keys, in columns."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{APP_NAME}：快捷键")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = actions
        self.rows: dict[str, KeyRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        title = QLabel("快捷键")
        title.setObjectName("page_title")
        column.addWidget(title)
        specs = [spec for spec in actions if spec.keys]
        sides = QHBoxLayout()
        sides.setSpacing(28)
        tall = -(-len(specs) // _COLUMNS)
        for first in range(0, len(specs), tall):
            sides.addLayout(self._grid(specs[first : first + tall]), 1)
        column.addLayout(sides)
        self.words = hint(_HELP)
        reset = QPushButton("恢复默认")
        reset.setAutoDefault(False)
        reset.clicked.connect(self._reset)
        foot = QHBoxLayout()
        foot.addWidget(self.words, 1)
        foot.addWidget(reset)
        column.addLayout(foot)

    def _grid(self, specs: list[ActionSpec]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for number, spec in enumerate(specs):
            row = KeyRow(spec, self._actions)
            row.changed.connect(self._change)
            self.rows[spec.name] = row
            grid.addWidget(QLabel(spec.text), number, 0)
            grid.addWidget(row, number, 1)
        grid.setRowStretch(len(specs), 1)
        grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        return grid

    def _change(self, name: str, key: str) -> None:
        holder = self._actions.change_key(name, key)
        self.words.setText(f"{key_name(key)} 已经是“{holder}”的键，请换一个。" if holder else _HELP)
        self.rows[name].show_keys()

    def _reset(self) -> None:
        self._actions.reset_keys()
        self.words.setText(_HELP)
        for row in self.rows.values():
            row.show_keys()
