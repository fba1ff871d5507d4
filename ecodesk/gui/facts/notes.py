"""Note, source consulted and history of a fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ecodesk.domain.decisions import Decision
from ecodesk.domain.views import DecisionRow, FactRow
from ecodesk.gui.labels import field_value, moment
from ecodesk.gui.plain import typed_line
from ecodesk.gui.widgets import hint
from ecodesk.knowledge.labels import field_label, label

_SHOWN = 6


def decision_text(decision: Decision) -> str:
    """One decision in a line: 待核 → 已改，数值 135 → 13.5."""
    parts = []
    if decision.status_before is not decision.status:
        parts.append(f"{label(decision.status_before)} → {label(decision.status)}")
    for change in decision.changes:
        before, after = field_value(change.field, change.before), field_value(change.field, change.after)
        parts.append(f"{field_label(change.field)} {before} → {after}")
    words = "，".join(parts) or "写备注"
    if decision.undoes:
        return f"撤销：{words}"
    return f"重做：{words}" if decision.redoes else words


def _line(decision: Decision) -> str:
    return f"{moment(decision.at)}　{decision.editor or '未署名'}　{decision_text(decision)}"


class NotesPanel(QWidget):
    """Two fields that save themselves when they are left, and what was decided before."""

    noted = Signal(int, str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: FactRow | None = None
        self.note = self._field("备注", "写给自己和同事的话")
        self.source = self._field("依据", "查证的出处：文件、网页、采访对象")
        self._history = QLabel(self)
        self._history.setObjectName("muted")
        self._history.setWordWrap(True)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        for column, (name, field) in enumerate((("备注", self.note), ("依据", self.source))):
            grid.addWidget(hint(name), 0, column * 2)
            grid.addWidget(field, 0, column * 2 + 1)
            grid.setColumnStretch(column * 2 + 1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(6)
        column.addLayout(grid)
        column.addWidget(self._history)

    def _field(self, name: str, words: str) -> QLineEdit:
        field = typed_line(self, name, words)
        field.editingFinished.connect(self.save)
        field.returnPressed.connect(self.left)
        field.installEventFilter(self)
        return field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc leaves the fields; what was typed in them is taken back."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() != Qt.Key.Key_Escape:
            return False
        if self._row is not None:
            self._show_kept(self._row)
        self.left.emit()
        return True

    def show_row(self, row: FactRow | None, history: Sequence[DecisionRow]) -> None:
        """Another fact: what was typed for the last one is saved first."""
        if self._row and (row is None or row.id != self._row.id):
            self.save()
        same = self._row is not None and row is not None and self._row.id == row.id
        self._row = row
        if row and not (same and (self.note.hasFocus() or self.source.hasFocus())):
            self._show_kept(row)
        lines = [_line(item.decision) for item in list(history)[:_SHOWN]]
        if len(history) > _SHOWN:
            lines.append(f"另有 {len(history) - _SHOWN} 条，见“记录”页")
        self._history.setText("\n".join(lines))
        self._history.setVisible(bool(lines))

    def _show_kept(self, row: FactRow) -> None:
        self.note.setText(row.note)
        self.source.setText(row.source)
        self.note.setCursorPosition(0)
        self.source.setCursorPosition(0)

    def save(self) -> None:
        """Tell a changed note once."""
        row = self._row
        if row is None:
            return
        note, source = self.note.text().strip(), self.source.text().strip()
        if (note, source) != (row.note, row.source):
            self._row = replace(row, note=note, source=source)
            self.noted.emit(row.id, note, source)
