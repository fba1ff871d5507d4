"""Bars painted by hand: stacked progress, counts, and a list of links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ecodesk.gui.article.sheet import block_font
from ecodesk.gui.theme import CONTROL_PX, SMALL_PX, Look
from ecodesk.gui.widgets import elided

_ROW = 38


@dataclass(frozen=True, slots=True)
class Part:
    """A coloured part of a bar."""

    count: int
    role: str
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its name; `key` is emitted when it is chosen, 0 for none."""

    name: str
    parts: tuple[Part, ...]
    total: int
    words: str
    key: int = 0


class BarChart(QWidget):
    """Named bars one below the other; those with a key can be chosen by mouse or keys."""

    chosen = Signal(int)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._bars: tuple[Bar, ...] = ()
        self._hot = -1
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        self._bars = tuple(bars)
        self._hot = -1
        selectable = any(bar.key for bar in self._bars)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if selectable else Qt.FocusPolicy.NoFocus)
        self.setAccessibleDescription("；".join(f"{bar.name} {bar.words}" for bar in self._bars))
        self.updateGeometry()
        self.update()

    @property
    def bars(self) -> tuple[Bar, ...]:
        return self._bars

    def sizeHint(self) -> QSize:
        return QSize(300, max(len(self._bars), 1) * _ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, bar in enumerate(self._bars):
            self._paint_bar(painter, number * _ROW, bar, number == self._hot)

    def _paint_bar(self, painter: QPainter, top: float, bar: Bar, hot: bool) -> None:
        look, width = self._look, float(self.width())
        if hot and bar.key:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hover"))
            painter.drawRoundedRect(QRectF(0, top, width, _ROW - 4), 4, 4)
        painter.setFont(block_font(CONTROL_PX))
        painter.setPen(look.colour("text"))
        elided(painter, QRectF(6, top + 2, width - 150, 19), bar.name)
        painter.setFont(block_font(SMALL_PX))
        painter.setPen(look.colour("muted"))
        elided(painter, QRectF(width - 146, top + 2, 140, 19), bar.words, Qt.AlignmentFlag.AlignRight)
        track = QRectF(6, top + 24, width - 12, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("track"))
        painter.drawRoundedRect(track, 3, 3)
        left = track.left()
        round_ends = QPainterPath()
        round_ends.addRoundedRect(track, 3, 3)
        painter.setClipPath(round_ends)
        for part in bar.parts:
            if part.count and bar.total:
                size = max(track.width() * part.count / bar.total, 3)
                painter.fillRect(QRectF(left, track.top(), size - 1, 6), look.colour(part.role))
                left += size
        painter.setClipping(False)

    def _at(self, height: float) -> int:
        number = int(height // _ROW)
        return number if 0 <= number < len(self._bars) and self._bars[number].key else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move(self._at(event.position().y()))
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._hot >= 0 else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        self._move(-1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position().y())
        if number >= 0:
            self.chosen.emit(self._bars[number].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            by = 1 if event.key() == Qt.Key.Key_Down else -1
            self._move(min(max(self._hot + by, 0), len(self._bars) - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Space) and self._hot >= 0:
            self.chosen.emit(self._bars[self._hot].key)
        else:
            super().keyPressEvent(event)

    def _move(self, hot: int) -> None:
        if hot != self._hot:
            self._hot = hot
            self.update()
