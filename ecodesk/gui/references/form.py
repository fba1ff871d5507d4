"""One reference value, made or corrected; says at once how it is read, or why it cannot be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ecodesk.domain.errors import KnownError, UsageError
from ecodesk.domain.facts import Measure, Modality
from ecodesk.domain.references import Reference, ReferenceColumn, ReferenceRow
from ecodesk.gui.labels import APP_NAME, moment
from ecodesk.gui.plain import dialog_button
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import Combo, hint
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.messages import explain, message
from ecodesk.knowledge.references import cited, figure_text, printed, spoken
from ecodesk.services.reference_values import reference_of

_C = ReferenceColumn
_GRID = ((_C.SUBJECT, _C.PLACE), (_C.INDICATOR, _C.PERIOD), (_C.VALUE, _C.UNIT), (_C.VALUE_HIGH, _C.MEASURE),
         (_C.MODALITY, _C.SOURCE), (_C.DATED, _C.PAGE), (_C.NOTE,))
_KEYS = {_C.SUBJECT: "S", _C.PLACE: "P", _C.INDICATOR: "I", _C.PERIOD: "T", _C.VALUE: "V", _C.UNIT: "U",
         _C.VALUE_HIGH: "H", _C.MEASURE: "M", _C.SOURCE: "O", _C.DATED: "D", _C.PAGE: "G", _C.NOTE: "N",
         _C.MODALITY: "Y"}
_HINTS = {
    _C.SUBJECT: "青禾县酥梨", _C.PLACE: "青禾县", _C.INDICATOR: "种植面积", _C.PERIOD: "2023、2024年6月",
    _C.VALUE: "13.5、13.5万、约18亿、Ⅱ类", _C.UNIT: "亩、万吨、%", _C.VALUE_HIGH: "是一个区间时填",
    _C.SOURCE: "青禾县统计年鉴", _C.DATED: "2024-03-01", _C.PAGE: "25",
}
_MEASURES = (Measure.AMOUNT, Measure.PERCENT, Measure.CHANGE, Measure.MULTIPLE, Measure.RANK,
             Measure.GRADE)
_LONGEST = 200
_HISTORY = 4


class ReferenceForm(QDialog):
    """Fields in pairs; Enter keeps, Esc leaves. Beside the window: nothing is stopped."""

    saved = Signal(object)  # what was typed, by column

    def __init__(self, look: Look, title: str, typed: Mapping[ReferenceColumn, str],
                 first: ReferenceColumn = _C.SUBJECT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{APP_NAME}：{title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(680)
        self.fields: dict[ReferenceColumn, QLineEdit] = {}
        self.measure = Combo(look, self)
        self.measure.addItem(message("gui-reference-auto"), "")
        for one in _MEASURES:
            self.measure.addItem(label(one), str(one))
        self.modality = Combo(look, self)
        self.modality.addItem(message("gui-reference-auto-aim"), "")
        for stage in Modality:
            self.modality.addItem(label(stage), str(stage))
        heading = QLabel(title)
        heading.setObjectName("page_title")
        self.read, self.reason = hint("", "small"), hint("", "reason")
        self._history = hint("")
        for line in (self.read, self.reason, self._history):
            line.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(heading)
        column.addLayout(self._grid())
        for line in (self.read, self.reason, self._history):
            column.addWidget(line)
        column.addLayout(self._foot())
        self.show_history(())
        self._fill(typed)
        self._show_state()
        self.fields[first].setFocus(Qt.FocusReason.OtherFocusReason)
        self.fields[first].selectAll()

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        for row, pair in enumerate(_GRID):
            for side, column in enumerate(pair):
                control = self._control(column)
                name = QLabel(f"{label(column)}(&{_KEYS[column]})")
                name.setBuddy(control)
                control.setAccessibleName(label(column))
                grid.addWidget(name, row, side * 2)
                grid.addWidget(control, row, side * 2 + 1, 1, 3 if len(pair) == 1 else 1)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)
        for chosen in (self.measure, self.modality):
            chosen.currentIndexChanged.connect(self._show_state)
        return grid

    def _control(self, column: ReferenceColumn) -> QWidget:
        chosen = {_C.MEASURE: self.measure, _C.MODALITY: self.modality}
        return chosen.get(column) or self._field(column)

    def _field(self, column: ReferenceColumn) -> QLineEdit:
        field = self.fields[column] = QLineEdit(self)
        field.setPlaceholderText(_HINTS.get(column, ""))
        field.setMaxLength(_LONGEST)
        field.textChanged.connect(self._show_state)
        return field

    def _foot(self) -> QHBoxLayout:
        self.save_button = dialog_button("保存", self._save, self, "primary")
        self.save_button.setDefault(True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        line.addWidget(dialog_button("取消", self.close, self))
        line.addWidget(self.save_button)
        return line

    def _fill(self, typed: Mapping[ReferenceColumn, str]) -> None:
        for column, field in self.fields.items():
            field.setText(typed.get(column, ""))
            field.setCursorPosition(0)
        for chosen, column in ((self.measure, _C.MEASURE), (self.modality, _C.MODALITY)):
            chosen.setCurrentIndex(max(chosen.findData(typed.get(column, "")), 0))

    @property
    def typed(self) -> dict[ReferenceColumn, str]:
        """What the fields say."""
        found = {column: field.text() for column, field in self.fields.items()}
        return found | {_C.MEASURE: self.measure.currentData() or "",
                        _C.MODALITY: self.modality.currentData() or ""}

    def show_error(self, error: KnownError) -> None:
        """Why the desk did not take it."""
        self.reason.setText(explain(error))
        self.reason.show()
        self.save_button.setEnabled(True)

    def show_history(self, rows: Sequence[ReferenceRow]) -> None:
        """What became of the reference so far, the newest first."""
        self._history.setText("\n".join(map(_then, rows[:_HISTORY])))
        self._history.setVisible(bool(rows))

    def _show_state(self) -> None:
        """How the fields are read, or what is wrong; an empty field is no mistake yet."""
        typed = self.typed
        needed = typed[_C.VALUE].strip() and typed[_C.INDICATOR].strip() and (
            typed[_C.SUBJECT].strip() or typed[_C.PLACE].strip())
        try:
            found: Reference | None = reference_of(typed)
            self.reason.setText("")
        except UsageError as error:
            found = None
            self.reason.setText(explain(error) if needed else "")
        self.read.setText(_read_as(found) if found else "")
        self.read.setVisible(found is not None)
        self.reason.setVisible(bool(self.reason.text()))
        self.save_button.setEnabled(found is not None)

    def _save(self) -> None:
        if self.save_button.isEnabled():
            self.save_button.setEnabled(False)
            self.saved.emit(self.typed)


def _then(row: ReferenceRow) -> str:
    return message("gui-reference-then", at=moment(row.at), editor=row.editor or "未署名",
                   figure=figure_text(row.reference), source=cited(row.reference), state=label(row.state))


def _read_as(found: Reference) -> str:
    """读作 13.5万吨（135000 吨），2023年，数量."""
    exact = "—".join(part for part in (found.value, found.value_high) if part) + found.unit
    is_grade = found.measure is Measure.GRADE
    short = found.text if is_grade else printed(found.value, found.value_high, found.unit)
    figure = short if is_grade or short == exact else f"{short}（{exact}）"
    measure = label(found.measure)
    if found.modality is Modality.PLANNED:
        measure += f"，{label(found.modality)}"
    return message("gui-reference-read", figure=figure, measure=measure,
                   period=spoken(found.period) or message("reference-timeless"))
