"""What the window has to say: a message bar for news and known errors, a sheet for progress."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ecodesk.gui import scale
from ecodesk.gui.widgets import hint

_LEFT, _ABOVE, _WIDEST = 64, 38, 620


class MessageBar(QFrame):
    """One message at a time, laid over the panes' foot so that nothing moves; errors stay until closed, news
    goes by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        parent.installEventFilter(self)
        self.setObjectName("message")
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton(self)
        self._button.setAutoDefault(False)
        self._close = QToolButton(self)
        self._close.setText("✕")
        self._close.setToolTip("关闭")
        self._close.setAccessibleName("关闭提示")
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
        self._settle()
        self.raise_()

    def _settle(self) -> None:
        """At the lower left, as wide as its words need."""
        place = self.parentWidget().rect()
        self._words.setWordWrap(False)
        left = scale.scaled(_LEFT)
        room = min(scale.scaled(_WIDEST), place.width() - 2 * left)
        self.ensurePolished()
        longest = max(self._words.text().split("\n"), key=len)
        words = QFontMetricsF(self._words.font()).horizontalAdvance(longest) + 8
        beside = self.layout().sizeHint().width() - self._words.sizeHint().width()
        self._words.setWordWrap(True)
        width = int(min(words + beside, room))
        height = max(self.layout().totalHeightForWidth(width), self.layout().minimumSize().height(),
                     scale.scaled(40))
        self.setGeometry(left, place.height() - scale.scaled(_ABOVE) - height, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._settle()
        return False

    def answer(self) -> None:
        """Press the button by its key, where there is one to be seen."""
        if self.isVisible() and self._button.isVisible():
            self._press()

    def _press(self) -> None:
        self.hide()
        if self._call:
            self._call()


class ProgressSheet(QFrame):
    """A slim part of the status line while a long task runs, with a way to stop it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress")
        self._title = hint("", "status")
        self._label = hint("", "status")
        self._label.setFixedWidth(260)
        self._label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(180, 6)
        self._bar.setAccessibleName("进度")
        self._stop = QPushButton("停止", self)
        self._stop.setObjectName("stop")
        self._stop.setAutoDefault(False)
        self._stop.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for widget in (self._title, self._bar, self._label, self._stop):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    @property
    def stop_button(self) -> QPushButton:
        return self._stop

    @property
    def words(self) -> str:
        return self._label.toolTip()

    def begin(self, title: str) -> None:
        self._title.setText(title)
        self._say("准备中…")
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)
        self.show()

    def step(self, done: int, total: int, words: str) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        if self._stop.isEnabled():
            self._say(f"{done} / {total}　{words}")

    def _say(self, words: str) -> None:
        self._label.setToolTip(words)
        metrics = QFontMetricsF(self._label.font())
        self._label.setText(metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, self._label.width()))

    def _cancel(self) -> None:
        self._stop.setEnabled(False)
        self._say("正在停止，已完成的会保留…")
        self.cancelled.emit()
