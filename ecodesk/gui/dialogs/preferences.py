"""The page of preferences, built from what knowledge declares; every change holds at once."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ecodesk.domain.errors import UsageError
from ecodesk.gui.labels import APP_NAME
from ecodesk.gui.sizing import fitting
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import Combo, hint
from ecodesk.knowledge.messages import explain
from ecodesk.knowledge.preferences import LONGEST_TEXT, Kind, Preference, preferences
from ecodesk.services.preferences import Preferences

_FIELD = 180
_WIDTH, _HEIGHT = 600, 640


class PreferenceField(QWidget):
    """The control of one setting, by its kind."""

    changed = Signal(str, str)  # key, value

    def __init__(self, declared: Preference, value: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.declared = declared
        self._look = look
        self.control = self._make()
        self.control.setAccessibleName(declared.title)
        self.control.setAccessibleDescription(declared.description)
        self.control.setToolTip(declared.description)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.control)
        row.addStretch(1)
        self.show_value(value)

    def show_value(self, value: str) -> None:
        """The value as it is kept, without telling of a change."""
        control = self.control
        with QSignalBlocker(control):
            if isinstance(control, QCheckBox):
                control.setChecked(value == "1")
            elif isinstance(control, QSpinBox):
                control.setValue(int(value))
            elif isinstance(control, QComboBox):
                control.setCurrentIndex(control.findData(value))
            elif isinstance(control, QLineEdit):
                control.setText(value)

    def _make(self) -> QWidget:
        declared = self.declared
        if declared.kind is Kind.FLAG:
            box = QCheckBox("开")
            box.toggled.connect(lambda on: self._tell("1" if on else "0"))
            return box
        if declared.kind is Kind.NUMBER:
            spin = QSpinBox()
            spin.setRange(declared.low, declared.high)
            spin.setFixedWidth(_FIELD)
            spin.lineEdit().setTextMargins(6, 0, 0, 0)
            spin.valueChanged.connect(lambda number: self._tell(str(number)))
            return spin
        if declared.kind is Kind.CHOICE:
            choice = Combo(self._look)
            for value, words in declared.choices:
                choice.addItem(words, value)
            choice.setFixedWidth(_FIELD)
            choice.currentIndexChanged.connect(lambda row: self._tell(str(choice.itemData(row))))
            return choice
        field = QLineEdit()
        field.setMaxLength(LONGEST_TEXT)
        field.setFixedWidth(_FIELD)
        field.editingFinished.connect(lambda: self._tell(field.text().strip()))
        return field

    def _tell(self, value: str) -> None:
        self.changed.emit(self.declared.key, value)


class PreferencesDialog(QDialog):
    """All settings in their groups; stays open beside the work."""

    def __init__(self, kept: Preferences, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{APP_NAME}：偏好设置")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(560)
        self._kept, self._look = kept, look
        self.fields: dict[str, PreferenceField] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 18)
        outer.setSpacing(10)
        body, area = QWidget(), QScrollArea()
        body.setObjectName("page")
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 18, 24, 0)
        column.setSpacing(10)
        title = QLabel("偏好设置")
        title.setObjectName("page_title")
        column.addWidget(title)
        for group, members in groupby(preferences(), key=lambda one: one.group):
            column.addWidget(_section(group))
            column.addLayout(self._grid(list(members)))
        column.addStretch(1)
        outer.addWidget(area, 1)
        outer.addLayout(self._foot())
        self.resize(fitting(self, _WIDTH, _HEIGHT))

    def _grid(self, members: list[Preference]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnMinimumWidth(0, 150)
        grid.setColumnStretch(1, 1)
        for number, declared in enumerate(members):
            field = PreferenceField(declared, self._kept.text(declared.key), self._look, self)
            field.changed.connect(self._put)
            self.fields[declared.key] = field
            label = QLabel(declared.title)
            label.setBuddy(field.control)
            words = hint(declared.description)
            words.setContentsMargins(0, 0, 0, 8)
            words.setWordWrap(True)
            grid.addWidget(label, 2 * number, 0)
            grid.addWidget(field, 2 * number, 1)
            grid.addWidget(words, 2 * number + 1, 1)
        return grid

    def _foot(self) -> QHBoxLayout:
        self.reset_button = QPushButton("恢复默认")
        self.reset_button.clicked.connect(self._reset)
        close = QPushButton("关闭")
        close.clicked.connect(self.close)
        self.reason = hint("改动立即生效，保存在本机")
        line = QHBoxLayout()
        line.setContentsMargins(24, 0, 24, 0)
        line.addWidget(self.reason, 1)
        for button in (self.reset_button, close):
            button.setAutoDefault(False)
            line.addWidget(button)
        self.reset_button.setEnabled(bool(self._kept.changed))
        return line

    def _put(self, key: str, value: str) -> None:
        try:
            self._kept.put(key, value)
            self.reason.setText("已保存")
        except UsageError as error:
            self.reason.setText(explain(error))
        self.show_kept()

    def _reset(self) -> None:
        try:
            self._kept.reset()
        except UsageError as error:
            self.reason.setText(explain(error))
        self.show_kept()

    def show_kept(self) -> None:
        """What is kept now, also where a key of the window changed it."""
        for key, field in self.fields.items():
            field.show_value(self._kept.text(key))
        self.reset_button.setEnabled(bool(self._kept.changed))


def _section(words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("section")
    label.setContentsMargins(0, 6, 0, 0)
    return label
