"""What the window has to say: a message bar for news and known errors, a sheet for progress."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QToolButton, QWidget

from ecodesk.gui.widgets import hint


class MessageBar(QFrame):
    """One message at a time over the panes' foot; errors stay until closed, news goes by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton(self)
        self._button.setAutoDefault(False)
        self._close = QToolButton(self)
        self._close.setText("✕")
        self._close.setToolTip("关闭")
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._call: Callable[[], None] | None = None
        self._button.clicked.connect(self._press)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def tell(self, words: str, button: str = "", call: Callable[[], None] | None = None) -> None:
        """News; with a button it stays longer."""
        self._show(words, "news", button, call)
        self._timer.start(12_000 if button else 5_000)

    def warn(self, words: str, button: str = "", call: Callable[[], None] | None = None) -> None:
        """A known error, until it is closed."""
        self._show(words, "warning", button, call)
        self._timer.stop()

    def _show(self, words: str, kind: str, button: str, call: Callable[[], None] | None) -> None:
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._words.setText(words)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._call = call
        self.show()

    def _press(self) -> None:
        self.hide()
        if self._call:
            self._call()


class ProgressSheet(QFrame):
    """A slim sheet while a long task runs, with a way to stop it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress")
        self._title = QLabel(self)
        self._label = hint("")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._stop = QPushButton("停止", self)
        self._stop.setAutoDefault(False)
        self._stop.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(12)
        for widget, stretch in ((self._title, 0), (self._bar, 1), (self._label, 1), (self._stop, 0)):
            row.addWidget(widget, stretch, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def begin(self, title: str) -> None:
        self._title.setText(title)
        self._label.setText("准备中…")
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)
        self.show()

    def step(self, done: int, total: int, words: str) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._label.setText(f"{done} / {total}　{words}")

    def _cancel(self) -> None:
        self._stop.setEnabled(False)
        self._label.setText("正在停止，已完成的会保留…")
        self.cancelled.emit()
