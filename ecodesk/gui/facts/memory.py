"""What was verified before and is said again here: by whom, when, against what source."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ecodesk.domain.decisions import Status
from ecodesk.domain.remembering import Remembered
from ecodesk.domain.views import FactRow
from ecodesk.gui.actions import press_by_enter
from ecodesk.gui.labels import moment
from ecodesk.gui.printed import printed_value
from ecodesk.gui.theme import Look
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.messages import message

_SHOWN = 3


def memory_text(one: Remembered) -> str:
    """One memory in a sentence: 2026-05-03 10:20 王已核，同一句话：“18亿元”，《茶园》，依据：年鉴."""
    row = one.row
    words = row.original.text
    if row.status is Status.CORRECTED and not row.fact.is_claim:
        words = f"{printed_value(row.fact)}{row.fact.unit}"
    told = {"when": moment(row.decided_at) if row.decided_at else "", "who": row.editor or "未署名",
            "status": label(row.status), "alike": label(one.alike), "text": words, "title": row.title}
    code = "gui-memory-agrees" if one.agrees else "gui-memory-slip" if one.slip else "gui-memory-differs"
    source = message("gui-memory-source", source=row.source) if row.source else ""
    return message(code, was=row.original.text, **told) + source


class MemoryPanel(QWidget):
    """A line a memory; one that differs is told as a difference. It decides nothing."""

    fact_wanted = Signal(int)
    source_taken = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("曾核")
        self._look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._lines: list[QWidget] = []
        self.hide()

    def show_memories(self, row: FactRow, found: Sequence[Remembered]) -> None:
        """The surest of them; none: the panel is not there."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(row, one) for one in found[:_SHOWN]]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(self._lines))

    def _line(self, row: FactRow, one: Remembered) -> QWidget:
        line = QWidget(self)
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        role, head = ("verified", "曾核") if one.agrees else ("conflict", "与曾核不同")
        words = QLabel(f'<span style="color:{self._look.hex(role + "_text")}"><b>{head}</b></span>'
                       f"　{escape(memory_text(one))}")
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setWordWrap(True)
        words.setObjectName("small")
        box.addWidget(words, 1)
        box.addWidget(self._button("看原处", "转到以前核过的那一处",
                                   lambda: self.fact_wanted.emit(one.row.id)))
        if one.agrees and one.row.source and not row.source:
            box.addWidget(self._button("照用依据", "把那里的依据写进这一条；是否核实由您定",
                                       lambda: self.source_taken.emit(one.row.source)))
        return line

    def _button(self, name: str, tip: str, pressed: object) -> QPushButton:
        button = QPushButton(name)
        button.setObjectName("link")
        button.setToolTip(tip)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(pressed)
        press_by_enter(button)
        return button
