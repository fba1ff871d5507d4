"""One entry of the desk's own dictionary, made or changed; says at once why it cannot be kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ecodesk.domain.entries import ENTRY_FIELDS, Entry
from ecodesk.domain.errors import KnownError
from ecodesk.gui.labels import APP_NAME
from ecodesk.gui.plain import save_line
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import Combo, hint
from ecodesk.knowledge.house import objection
from ecodesk.knowledge.labels import field_label
from ecodesk.knowledge.messages import explain, message

_LONGEST = 200


class EntryForm(QDialog):
    """Field, the word found, the word wanted, and when; Enter keeps, Esc leaves."""

    saved = Signal(object)  # Entry

    def __init__(self, look: Look, entry: Entry | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = "添加词条" if entry is None else "修改词条"
        self.setWindowTitle(f"{APP_NAME}：{title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        self.field = Combo(look)
        for name in ENTRY_FIELDS:
            self.field.addItem(field_label(name), name)
        self.found, self.wanted, self.given = (QLineEdit() for _ in range(3))
        heading = QLabel(title)
        heading.setObjectName("page_title")
        self.reason = hint("", "reason")
        self.reason.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(heading)
        column.addLayout(self._grid())
        column.addWidget(self.reason)
        self.save_button, foot = save_line(self, self._save)
        column.addLayout(foot)
        self._fill(entry or Entry("subject", "", ""))
        self.field.currentIndexChanged.connect(self._show_state)
        for line in (self.found, self.wanted, self.given):
            line.textChanged.connect(self._show_state)
        self._show_state()
        self.found.setFocus(Qt.FocusReason.OtherFocusReason)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        named = (("字段(&F)", self.field), ("原词(&O)", self.found), ("改写为(&W)", self.wanted),
                 ("条件(&G)", self.given))
        for number, (words, control) in enumerate(named):
            label = QLabel(words)
            label.setBuddy(control)
            control.setAccessibleName(words.partition("(")[0])
            grid.addWidget(label, number, 0)
            grid.addWidget(control, number, 1)
            if isinstance(control, QLineEdit):
                control.setMaxLength(_LONGEST)
        self._about = hint("")
        self._about.setWordWrap(True)
        grid.addWidget(self._about, len(named), 1)
        return grid

    def _fill(self, entry: Entry) -> None:
        self.field.setCurrentIndex(self.field.findData(entry.field))
        self.found.setText(entry.found)
        self.wanted.setText(entry.wanted)
        self.given.setText(entry.given)

    @property
    def entry(self) -> Entry:
        """What the fields say."""
        name = str(self.field.currentData())
        given = "" if name == "subject" else self.given.text().strip()
        return Entry(name, self.found.text().strip(), self.wanted.text().strip(), given)

    def show_error(self, error: KnownError) -> None:
        """Why the desk did not take it."""
        self.reason.setText(explain(error))
        self.save_button.setEnabled(True)

    def _show_state(self) -> None:
        entry = self.entry
        self.given.setEnabled(entry.field != "subject")
        self._about.setText(message(f"gui-entry-about-{entry.field}"))
        why = objection(entry)
        # Fields that are still to be filled are no mistake yet.
        self.reason.setText(message(f"gui-entry-no-{why}") if why and why != "empty" else "")
        self.save_button.setEnabled(not why)

    def _save(self) -> None:
        if not objection(self.entry):
            self.save_button.setEnabled(False)
            self.saved.emit(self.entry)
