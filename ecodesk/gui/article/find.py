"""Finding words in the article shown: every place marked, one after the other brought into sight."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from ecodesk.domain.text import Span
from ecodesk.gui.actions import press_by_enter, shield
from ecodesk.gui.article.view import ArticleView
from ecodesk.gui.printed import spellings
from ecodesk.knowledge.script import simplified

MOST = 500
"""Places that are marked; a single character of a long article stands in thousands."""


def places_of(words: str, text: str) -> list[Span]:
    """Where words stand in a text, in either script, upper or lower case, and numbers however written
    (1.2亿 is 12000万); the first `MOST`."""
    forms = [re.escape(simplified(form)) for form in spellings(words.strip()) if form]
    if not forms:
        return []
    pattern = re.compile("|".join(sorted(forms, key=len, reverse=True)), re.IGNORECASE)
    found: list[Span] = []
    for match in pattern.finditer(simplified(text)):
        found.append(Span(*match.span()))
        if len(found) == MOST:
            break
    return found


class FindBar(QFrame):
    """A field over the article: Enter goes on, Shift+Enter back, Esc closes."""

    closed = Signal()

    def __init__(self, view: ArticleView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find")
        self._view = view
        self._places: list[Span] = []
        self._at = 0
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("在本稿中查找")
        self.field.setAccessibleName("在本稿中查找")
        self.field.textChanged.connect(lambda _text: self.search())
        shield(self.field)
        self.field.installEventFilter(self)
        self.count = QLabel(self)
        self.count.setObjectName("muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 10, 6)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        for words, tip, call in (("↑", "上一处（Shift+Enter）", lambda: self.step(-1)),
                                 ("↓", "下一处（Enter）", lambda: self.step(1)),
                                 ("✕", "关闭（Esc）", self.put_away)):
            button = QToolButton(self)
            button.setText(words)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(call)
            press_by_enter(button)
            row.addWidget(button)
        self.hide()

    def open_now(self) -> None:
        """Show with what is selected in the article, or with what was looked for before."""
        chosen = self._view.textCursor().selectedText()
        if chosen and "\u2029" not in chosen:
            self.field.setText(chosen)
        self.show()
        self.search()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def put_away(self) -> None:
        """Close and take the marks away."""
        self.hide()
        self._view.show_hits((), None)
        self.closed.emit()

    def search(self) -> None:
        """Find anew: other words, or another article."""
        if self.isHidden():
            return
        self._places = places_of(self.field.text(), self._view.text)
        self._at = 0
        self._show()

    def step(self, by: int) -> None:
        """Go to the next or previous place, round the end."""
        if self._places:
            self._at = (self._at + by) % len(self._places)
            self._show()

    def _show(self) -> None:
        total = len(self._places)
        more = "+" if total == MOST else ""
        none = "没有找到" if self.field.text().strip() else ""
        self.count.setText(f"{self._at + 1} / {total}{more}" if total else none)
        self._view.show_hits(self._places, self._places[self._at] if total else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step(-1 if back else 1)
        else:
            return False
        return True
