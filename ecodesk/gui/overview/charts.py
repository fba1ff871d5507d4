"""Named bars one below the other; each that has something to open opens it by mouse or keys."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainterPath,
    QResizeEvent,
)
from PySide6.QtWidgets import QGraphicsPathItem, QSizePolicy, QToolTip, QWidget

from ecodesk.gui import scale
from ecodesk.gui.actions import on_enter
from ecodesk.gui.article.sheet import screen_font
from ecodesk.gui.overview.bars import Bar
from ecodesk.gui.plot import INSET, EdgeWords, Plot
from ecodesk.gui.theme import CONTROL_PX, SMALL_PX, Look

ROW = 28
"""Pixels of 100 % that a bar takes."""

_THICK, _FOOT, _GAP = 8, 22, 12
_NAMES = 0.46  # at most so much of the width for names
_LEAST = 0.008  # of the width: one fact among thousands is still seen


class _Counts(pg.AxisItem):
    """Whole numbers with thousands marks, as many as have room."""

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        spacing, values = super().tickValues(low, high, size)[0]
        words = QFontMetricsF(screen_font(SMALL_PX)).horizontalAdvance(f"{high:,.0f}") + scale.scaled(_GAP)
        return [(spacing, values[:: max(ceil(len(values) * words / max(size, 1)), 1)])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [f"{value:,.0f}" if value == int(value) else "" for value in values]


class BarChart(Plot):
    """Arrow keys move between the bars with a target, Enter opens one.

    With `counted` all bars share one axis of counts; without, each is shown as a share of its own total.
    """

    chosen = Signal(object)

    def __init__(self, look: Look, name: str, counted: bool = False, parent: QWidget | None = None) -> None:
        axes = [EdgeWords("left"), EdgeWords("right"), *([_Counts("bottom")] if counted else ())]
        super().__init__(look, *axes, parent=parent)
        self._name, self._counted = name, counted
        self._bars: tuple[Bar, ...] = ()
        self._hot = -1
        self._tracks, self._parts = (pg.BarGraphItem(x0=[], y=[], width=[], height=_THICK / ROW, pen=None)
                                     for _ in range(2))
        self._ground = QGraphicsPathItem()
        self._ground.setZValue(-1000)
        self.scene().addItem(self._ground)
        self.space.addItem(self._tracks)
        self.space.addItem(self._parts)
        self.space.invertY(True)
        # Its own mouse and keys, and Tab through its scene, stay off.
        self.setInteractive(False)
        self.setAccessibleName(name)
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

    @property
    def bars(self) -> tuple[Bar, ...]:
        return self._bars

    @property
    def current(self) -> Bar | None:
        """The bar that Enter opens."""
        return self._bars[self._hot] if 0 <= self._hot < len(self._bars) else None

    def sizeHint(self) -> QSize:
        return QSize(scale.scaled(300), max(len(self._bars), 1) * scale.scaled(ROW) + self._foot)

    def minimumSizeHint(self) -> QSize:
        return QSize(scale.scaled(200), self.sizeHint().height())

    @property
    def _foot(self) -> int:
        return scale.scaled(_FOOT) if self._counted and self._bars else 0

    # Drawing

    def _follow(self) -> None:
        """Draw everything anew: other bars, colours or sizes."""
        whole = max((bar.total for bar in self._bars), default=1) if self._counted else 1
        self.space.setRange(xRange=(0, whole), yRange=(0, max(len(self._bars), 1)), padding=0)
        rows = [number + 0.5 for number in range(len(self._bars))]
        self._tracks.setOpts(x0=[0] * len(rows), y=rows, width=[whole] * len(rows),
                             brush=self.look.colour("track"))
        self._draw_parts(whole)
        self.dress_axis("left", "text", CONTROL_PX)
        self.dress_axis("right", "muted")
        if self._counted:
            self.dress_axis("bottom", "muted")
            self.axes["bottom"].setStyle(showValues=bool(rows), hideOverlappingLabels=False)
            self.put_size("bottom", self._foot)
        self._draw_words()
        self._draw_ground()
        self.updateGeometry()

    def _draw_parts(self, whole: float) -> None:
        lefts, rows, widths, brushes = [], [], [], []
        for number, bar in enumerate(self._bars):
            left = 0.0
            for part in bar.parts:
                if part.count and bar.total:
                    size = max(part.count / bar.total, _LEAST) * whole
                    lefts.append(left)
                    rows.append(number + 0.5)
                    widths.append(size - whole * _LEAST / 4)
                    brushes.append(pg.mkBrush(self.look.colour(part.role)))
                    left += size
        self._parts.setOpts(x0=lefts, y=rows, width=widths, brushes=brushes)

    def _draw_words(self) -> None:
        """Names at the left, cut where they are too long, and counts at the right."""
        metrics, small = (QFontMetricsF(screen_font(px)) for px in (CONTROL_PX, SMALL_PX))
        gap, room = scale.scaled(_GAP + INSET), self.width() * _NAMES
        names = [metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, room - gap) for bar in self._bars]
        names = names or ["没有"]
        widths = [small.horizontalAdvance(bar.words) for bar in self._bars]
        self.put_size("left", max(map(metrics.horizontalAdvance, names)) + gap)
        self.put_size("right", max(widths, default=0) + gap)
        for side, words in (("left", names), ("right", [bar.words for bar in self._bars])):
            self.axes[side].setTicks([[(number + 0.5, word) for number, word in enumerate(words)]])

    def _draw_ground(self) -> None:
        """The ground of the bar that is pointed at, its ring while the keys are here."""
        shape, look = QPainterPath(), self.look
        if self.current is not None and self.current.target is not None:
            row = scale.scaled(ROW)
            shape.addRoundedRect(QRectF(0.75, self._hot * row + 0.75, self.width() - 1.5, row - 1.5), 4, 4)
        self._ground.setPath(shape)
        self._ground.setBrush(look.colour("hover"))
        self._ground.setPen(pg.mkPen(look.colour("accent") if self.hasFocus() else None, width=1.5))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is not None:
            self._draw_words()
            self._draw_ground()

    # Pointer and keys

    def _number_at(self, place: QPointF) -> int:
        number = int(place.y() // scale.scaled(ROW))
        return number if 0 <= number < len(self._bars) else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        opens = number >= 0 and self._bars[number].target is not None
        self._move(number if opens else -1)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)

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
        self._draw_ground()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._move(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Space:
            self._open_hot()
        else:
            event.ignore()

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
            self._draw_ground()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._number_at(QPointF(event.pos()))
            bar = self._bars[number] if number >= 0 else None
            tail = "\n点一下，在核稿页列出来" if bar and bar.target is not None else ""
            QToolTip.showText(event.globalPos(), bar.told + tail if bar else "", self)
            return True
        return super().viewportEvent(event)
