"""What an empty desk and empty panes say: what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ecodesk.gui.actions import press_by_enter
from ecodesk.gui.widgets import hint


class StartButton(QPushButton):
    """One thing to do at the first start: its name, its key and what it is good for."""

    def __init__(self, action: QAction, title: str, key: str, words: str, primary: bool,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start_primary" if primary else "start")
        self.setAccessibleName(title)
        self.setAutoDefault(False)
        self.setFixedWidth(360)
        name, tail, about = QLabel(title, self), hint(key, "start_key"), hint(words, "start_words")
        name.setObjectName("start_name")
        for label in (name, tail, about):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        head = QHBoxLayout()
        head.addWidget(name)
        head.addStretch(1)
        head.addWidget(tail)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 9)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(about)
        press_by_enter(self)
        self.clicked.connect(action.trigger)


class StartPage(QWidget):
    """An empty desk: what it is for and three ways to begin."""

    def __init__(self, title: str, words: str, buttons: list[StartButton],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        for line in (hint(title, "empty_title"), hint(words)):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(line)
        column.addSpacing(8)
        for button in buttons:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.buttons = buttons


class EmptyState(QWidget):
    """Says what to do next where there is nothing to show."""

    def __init__(self, title: str, words: str, actions: list[QAction] | None = None,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        self._title = hint(title, "empty_title")
        self._words = hint(words)
        for line in (self._title, self._words):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line.setWordWrap(True)
            column.addWidget(line)
        row = QHBoxLayout()
        row.addStretch(1)
        for number, action in enumerate(actions or []):
            button = QPushButton(action.text(), self)
            button.setObjectName("primary" if number == 0 else "plain")
            button.clicked.connect(action.trigger)
            row.addWidget(button)
            if number == 0:
                self.setFocusProxy(button)
        row.addStretch(1)
        column.addSpacing(6)
        column.addLayout(row)
        column.addStretch(3)

    def say(self, title: str, words: str) -> None:
        self._title.setText(title)
        self._words.setText(words)
