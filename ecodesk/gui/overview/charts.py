"""Bars painted by hand; each that has something to open opens it by mouse or keys.

No chart library: Qt's own is under the GPL or a paid licence, the others paint in looks and type of their own
and know no keyboard. These are a hundred lines and follow the theme.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ecodesk.gui import scale
from ecodesk.gui.actions import on_enter
from ecodesk.gui.article.sheet import block_font
from ecodesk.gui.theme import CONTROL_PX, SMALL_PX, Look
from ecodesk.gui.widgets import elided

_ROW = 38
_WORDS = 140  # pixels for the count at the right
_THIN = 6


@dataclass(frozen=True, slots=True)
class Part:
    """A coloured part of a bar."""

    count: int
    role: str
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its name; `target` is told when it is chosen, None for a bar that opens nothing."""

    name: str
    parts: tuple[Part, ...]
    total: int
    words: str
    target: object = None

    @property
    def told(self) -> str:
        """The bar in words, for tool tips and screen readers."""
        parts = "，".join(f"{part.label} {part.count:,}" for part in self.parts if part.count)
        return f"{self.name}　{self.words}" + (f"（{parts}）" if len(self.parts) > 1 and parts else "")


class BarChart(QWidget):
    """Named bars one below the other; arrow keys move between those with a target, Enter opens one."""

    chosen = Signal(object)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._name = look, name
        self._bars: tuple[Bar, ...] = ()
        self._hot = -1
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        on_enter(self, self._open_hot)
        look.changed.connect(self._follow)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Other bars; the one that was pointed at stays so where it is still there."""
        before = self._bars[self._hot].target if 0 <= self._hot < len(self._bars) else None
        self._bars = tuple(bars)
        self._hot = next((number for number, bar in enumerate(self._bars)
                          if before is not None and bar.target == before), -1)
        opening = any(bar.target is not None for bar in self._bars)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if opening else Qt.FocusPolicy.NoFocus)
        self.setAccessibleDescription("；".join(bar.told for bar in self._bars))
        self._follow()

    def _follow(self) -> None:
        self.updateGeometry()
        self.update()

    @property
    def bars(self) -> tuple[Bar, ...]:
        return self._bars

    @property
    def current(self) -> Bar | None:
        """The bar that Enter opens."""
        return self._bars[self._hot] if 0 <= self._hot < len(self._bars) else None

    def sizeHint(self) -> QSize:
        return scale.scaled_size(300, max(len(self._bars), 1) * _ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(scale.scaled(200), self.sizeHint().height())

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = scale.begin(painter, self.rect()).width()
        if not self._bars:
            painter.setFont(block_font(SMALL_PX))
            painter.setPen(self._look.colour("muted"))
            elided(painter, QRectF(6, 4, width - 12, 19), "没有")
        for number, bar in enumerate(self._bars):
            self._paint_ground(painter, QRectF(0.5, number * _ROW + 0.5, width - 1, _ROW - 3), number)
            self._paint_words(painter, number * _ROW, width, bar)
            self._paint_track(painter, QRectF(6, number * _ROW + 24, width - 12, _THIN), bar)

    def _paint_ground(self, painter: QPainter, rect: QRectF, number: int) -> None:
        if number != self._hot or self._bars[number].target is None:
            return
        look = self._look
        painter.setPen(QPen(look.colour("accent"), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("hover"))
        painter.drawRoundedRect(rect, 4, 4)

    def _paint_words(self, painter: QPainter, top: float, width: float, bar: Bar) -> None:
        painter.setFont(block_font(CONTROL_PX))
        painter.setPen(self._look.colour("text"))
        elided(painter, QRectF(6, top + 2, width - _WORDS - 18, 19), bar.name)
        painter.setFont(block_font(SMALL_PX))
        painter.setPen(self._look.colour("muted"))
        elided(painter, QRectF(width - _WORDS - 6, top + 2, _WORDS, 19), bar.words,
               Qt.AlignmentFlag.AlignRight)

    def _paint_track(self, painter: QPainter, track: QRectF, bar: Bar) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("track"))
        painter.drawRoundedRect(track, 3, 3)
        round_ends = QPainterPath()
        round_ends.addRoundedRect(track, 3, 3)
        painter.setClipPath(round_ends)
        left = track.left()
        for part in bar.parts:
            if part.count and bar.total:
                size = max(track.width() * part.count / bar.total, 3)
                painter.fillRect(QRectF(left, track.top(), size - 1, _THIN), self._look.colour(part.role))
                left += size
        painter.setClipping(False)

    # Pointer and keys

    def _number_at(self, place: QPointF) -> int:
        number = int(scale.design_point(place).y() // _ROW)
        return number if 0 <= number < len(self._bars) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        opens = number >= 0 and self._bars[number].target is not None
        self._move(number if opens else -1)
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self._move(-1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._move(self._number_at(event.position()))
            self._open_hot()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current is None:
            self._step(1)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._move(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Space:
            self._open_hot()
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        """To the next bar that opens something; stays at the ends."""
        number = self._hot + by
        while 0 <= number < len(self._bars):
            if self._bars[number].target is not None:
                self._move(number)
                return
            number += by

    def _open_hot(self) -> None:
        bar = self.current
        if bar is not None and bar.target is not None:
            self.chosen.emit(bar.target)

    def _move(self, hot: int) -> None:
        if hot != self._hot:
            self._hot = hot
            bar = self.current
            self.setAccessibleName(f"{self._name}：{bar.told}" if bar else self._name)
            self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._number_at(QPointF(event.pos()))
            bar = self._bars[number] if number >= 0 else None
            tail = "\n点一下，在核稿页列出来" if bar and bar.target is not None else ""
            QToolTip.showText(event.globalPos(), bar.told + tail if bar else "", self)
            return True
        return super().event(event)
