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
        self._left: QWidget | None = None  # the dialog that the focus has just left
        self._owner: QWidget | None = None  # what that dialog belongs to: the window, or another dialog
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._come)
        QApplication.instance().focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is not None and old.window() is self._window:
            self._last = old
        if now is None and old is not None and old.window() is not self._window:
            self._left = old.window()
            owner = self._left.parentWidget()
            self._owner = owner.window() if owner is not None else None
            self._soon.start()

    def _come(self) -> None:
        # Another program may be what the editor turned to: then the dialog is still there.
        elsewhere = _is_shown(self._left) or QApplication.activeWindow() is not None
        if elsewhere or not _is_shown(self._window):
            return
        home = self._owner if _is_shown(self._owner) else self._window
        home.activateWindow()
        last = home.focusWidget() or (self._last if home is self._window else None)
        if _is_shown(last):
            last.setFocus(Qt.FocusReason.ActiveWindowFocusReason)


def _is_shown(widget: QWidget | None) -> bool:
    try:
        return widget is not None and widget.isVisible()
    except RuntimeError:
        return False  # deleted meanwhile
