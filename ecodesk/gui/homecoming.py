"""When a dialog is closed, the keys go back to where they went before; not every system sees to it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class Homecoming(QObject):
    """Keeps what had the focus in the window before it went to another one of the application."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._last: QWidget | None = None
        QApplication.instance().focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is not None and old.window() is self._window:
            self._last = old
        if now is None and old is not None and old.window() is not self._window:
            # Another program may be what the editor turned to: then the dialog is still there.
            gone = old.window()
            QTimer.singleShot(0, lambda: None if _is_shown(gone) else self._come())

    def _come(self) -> None:
        if QApplication.activeWindow() is not None or not self._window.isVisible():
            return
        self._window.activateWindow()
        last = self._window.focusWidget() or self._last
        if _is_shown(last):
            last.setFocus(Qt.FocusReason.ActiveWindowFocusReason)


def _is_shown(widget: QWidget | None) -> bool:
    try:
        return widget is not None and widget.isVisible()
    except RuntimeError:
        return False  # deleted meanwhile
