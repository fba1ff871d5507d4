"""A strip over the article that corrects its words; what stands there is struck through, never rewritten."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QPushButton, QWidget

from ecodesk.domain.wordings import Wording
from ecodesk.gui import scale
from ecodesk.gui.actions import press_by_enter
from ecodesk.gui.plain import dialog_button, typed_line
from ecodesk.gui.theme import CONTROL_PX
from ecodesk.gui.widgets import Elided, hint

_KEYED = 300  # pixels wide, from which the buttons name their keys


class RewordBar(QFrame):
    """Old words, new words and why: Enter lays them over the text, Esc leaves it alone."""

    saved = Signal(object, str, str)  # the draft, the new words, the note
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find")
        self._draft: Wording | None = None
        self._before = Elided(px=CONTROL_PX)
        self.after = self._field("改成", "空着就是删去")
        self.note = self._field("说明", "为什么改（可不填）")
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 8, 10, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for row, (words, widget) in enumerate((("原文", self._before), ("改成", self.after),
                                               ("说明", self.note))):
            grid.addWidget(hint(words), row, 0)
            grid.addWidget(widget, row, 1)
        self.save_button = self._button("保存　Enter", self._save, primary=True)
        grid.addWidget(self.save_button, 1, 2)
        self._cancel = self._button("取消　Esc", self.put_away)
        grid.addWidget(self._cancel, 2, 2)
        grid.setColumnStretch(1, 1)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        keyed = event.size().width() >= scale.scaled(_KEYED)
        self.save_button.setText("保存　Enter" if keyed else "保存")
        self._cancel.setText("取消　Esc" if keyed else "取消")

    def _field(self, name: str, words: str) -> QLineEdit:
        field = typed_line(self, name, words)
        field.installEventFilter(self)
        return field

    def _button(self, words: str, call: Callable[[], None], *, primary: bool = False) -> QPushButton:
        button = dialog_button(words, call, self, "primary" if primary else "")
        press_by_enter(button)
        button.installEventFilter(self)
        return button

    @property
    def before(self) -> str:
        """The words that are corrected."""
        return self._draft.before if self._draft else ""

    def open_for(self, draft: Wording) -> None:
        """Correct these words; what is laid over them already is there to go on with."""
        self._draft = draft
        self._before.show_text(draft.before or "（在光标处插入）")
        self.after.setText(draft.after)
        self.note.setText(draft.note)
        self.show()
        self.after.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.after.selectAll()

    def put_away(self) -> None:
        """Leave the words as they are."""
        if self.isVisible():
            self._draft = None
            self.hide()
            self.closed.emit()

    def _save(self) -> None:
        if self._draft is not None:
            self.saved.emit(self._draft, self.after.text(), self.note.text().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, QLineEdit):
            self._save()
            return True
        return False

