"""What stands on the screen while the desk is opened: the window's own outline, painted at once.

The desk's libraries take a second to load; the first paint must not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QRectF, QSettings, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow

from ecodesk.gui import scale
from ecodesk.gui.labels import APP_NAME
from ecodesk.gui.theme import Look

_BAR, _RAIL, _LEFT, _FOOT = 48, 52, 230, 28
_LINES = (150, 110, 170, 130, 90)


def window_settings(folder: Path) -> QSettings:
    """Where the window keeps its place, its columns and its filter."""
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)


class OpeningWindow(QMainWindow):
    """Bars, rail and panes where the real window will have them; calls `opened` once it has been seen."""

    def __init__(self, look: Look, kept: QSettings, opened: Callable[[], None]) -> None:
        super().__init__()
        self._look, self._opened = look, opened
        self._seen = False
        self.setWindowTitle(APP_NAME)
        self.setObjectName("window")
        self.resize(scale.scaled_size(1440, 900).boundedTo(self.screen().availableSize()))
        if kept.contains("geometry"):
            self.restoreGeometry(kept.value("geometry"))

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.Paint and not self._seen:
            self._seen = True
            # Not from within the painting: the picture goes to the screen first.
            QTimer.singleShot(0, self._opened)
        return done

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("window"))
        width, height = (int(side) for side in scale.begin(painter, self.rect()).size().toTuple())
        painter.fillRect(0, _BAR, _RAIL, height - _BAR - _FOOT, look.colour("rail"))
        painter.fillRect(_RAIL, _BAR, _LEFT, height - _BAR - _FOOT, look.colour("pane"))
        for line in (QRect(0, _BAR - 1, width, 1), QRect(0, height - _FOOT, width, 1),
                     QRect(_RAIL + _LEFT, _BAR, 1, height - _BAR - _FOOT)):
            painter.fillRect(line, look.colour("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("track"))
        for number, long in enumerate(_LINES):
            painter.drawRoundedRect(QRectF(_RAIL + 17, _BAR + 60 + number * 56, long, 10), 5, 5)
        painter.setPen(look.colour("accent_text"))
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(QRect(14, 0, 120, _BAR), Qt.AlignmentFlag.AlignVCenter, APP_NAME)
        font.setBold(False)
        font.setPixelSize(13)
        painter.setFont(font)
        painter.setPen(look.colour("muted"))
        middle = QRect(_RAIL + _LEFT, _BAR, width - _RAIL - _LEFT, height - _BAR - _FOOT)
        painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, "正在打开稿件库…")
