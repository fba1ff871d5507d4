"""The drawing of a course in time: dots with their intervals, marked where they are out of line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil, floor, log10

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QWidget

from ecodesk.gui.article.sheet import screen_font
from ecodesk.gui.facts.course import Point
from ecodesk.gui.plot import Plot
from ecodesk.gui.printed import compact
from ecodesk.gui.scale import scaled
from ecodesk.gui.theme import SMALL_PX, Look

_LEFT, _FOOT = 64, 22  # pixels of 100 %: the axes
_LINE, _AWAY, _RING = 18, 9, 3  # a line of words, how far from its dot, how much more from a ringed one
_DOT, _DIAMOND, _REACH = 9, 14, 22
_OVER, _UNDER, _SIDE = 30, 20, 44  # pixels of 100 % between the outermost dots and the ends of the axes
_CLOSEST, _EDGE = 24, 9  # pixels of 100 % between two values on the axis, and beside its ends
_STEPS = ((1, 2, 5), (1, 3), (1,))


class _Values(pg.AxisItem):
    """Values with 万 and 亿; on a logarithmic axis the round ones among powers of ten."""

    logarithmic = False

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        edge = (high - low) * scaled(_EDGE) / max(size, 1)  # a line whose words have no room is left out
        low, high = low + edge, high - edge
        if not self.logarithmic:
            return super().tickValues(low, high, size)
        room = max(int(size // scaled(_CLOSEST)), 2)
        powers = range(floor(low), ceil(high) + 1)
        for steps in _STEPS:
            places = [power + log10(step) for power in powers for step in steps]
            found = [place for place in places if low <= place <= high]
            if len(found) <= room:
                break
        return [(1.0, found[:: ceil(len(found) / room)])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        shown = [10**value if self.logarithmic else value for value in values]
        return [compact(Decimal(f"{value:.6g}")) for value in shown]


class TrendPlot(Plot):
    """A click on a dot wants its fact, and so does ← or → for the next dot; a dot says its period, value and
    article when it is pointed at."""

    fact_wanted = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, _Values("left"), pg.AxisItem("bottom"), parent=parent)
        self._points: tuple[Point, ...] = ()
        self._words: list[pg.TextItem] = []
        self._course, self._doubts = (pg.PlotCurveItem(connect="pairs") for _ in range(2))
        self._spans = pg.ErrorBarItem()
        self._dots = pg.ScatterPlotItem()
        self._targets = pg.ScatterPlotItem(size=_REACH, brush=None, hoverable=True, tip=None)
        self._targets.sigClicked.connect(self._click)
        self._targets.sigHovered.connect(self._hover)
        for item in (self._course, self._doubts, self._spans, self._dots, self._targets):
            self.space.addItem(item)
        for dots in (self._dots, self._targets):
            dots.setZValue(2)  # over the words
        self.axes["left"].setGrid(255)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("趋势图，← → 换一期")
        self.space.sigResized.connect(self._fit)
        look.changed.connect(self._draw)

    def show_points(self, points: Sequence[Point], logarithmic: bool) -> None:
        """Show these, in order of time."""
        self._points = tuple(points)
        self.axes["left"].logarithmic = logarithmic
        self._draw()

    def _place(self, value: float) -> float:
        return log10(value) if self.axes["left"].logarithmic else value

    def _draw(self) -> None:
        """Draw everything anew: other points, colours or sizes."""
        if not self._points:
            return
        for side, size in (("left", _LEFT), ("bottom", _FOOT)):
            self.dress_axis(side, "muted")
            self.put_size(side, scaled(size))
        self._draw_lines()
        self._draw_dots()
        self._fit()

    def _fit(self) -> None:
        """Let the chart fill the space it has now."""
        if self._points:
            ends = [self._place(end) for point in self._points for end in (point.low, point.high)]
            times = [self._points[0].when, self._points[-1].when]
            self.space.setRange(xRange=_range(times, self.space.width(), _SIDE, _SIDE),
                                yRange=_range(ends, self.space.height(), _UNDER, _OVER), padding=0)
            self._label()

    def _draw_lines(self) -> None:
        """The course of what is in line; what is not is reached by a dashed line."""
        look, pairs = self.look, list(zip(self._points, self._points[1:], strict=False))
        doubtful = [pair for pair in pairs if pair[0].outlier or pair[1].outlier]
        firm = [pair for pair in pairs if not (pair[0].outlier or pair[1].outlier)]
        dashes = pg.mkPen(look.colour("queried"), width=1.5, style=Qt.PenStyle.DashLine)
        self._doubts.setData(*self._ends(doubtful), pen=dashes)
        self._course.setData(*self._ends(firm), pen=pg.mkPen(look.colour("line_strong"), width=1.5))
        middles = [self._place(point.middle) for point in self._points]
        highs, lows = ([self._place(end) for end in ends]
                       for ends in zip(*((point.high, point.low) for point in self._points), strict=True))
        self._spans.setData(x=np.array([point.when for point in self._points]), y=np.array(middles),
                            top=np.subtract(highs, middles), bottom=np.subtract(middles, lows),
                            pen=pg.mkPen(look.colour("line_strong"), width=scaled(5)))

    def _ends(self, pairs: Iterable[tuple[Point, Point]]) -> tuple[list[float], list[float]]:
        points = [point for pair in pairs for point in pair]
        return [point.when for point in points], [self._place(point.middle) for point in points]

    def _draw_dots(self) -> None:
        look, dots, targets = self.look, [], []
        # The same objects for all: the library keeps one picture for each.
        brushes = {role: pg.mkBrush(look.colour(role)) for role in ("queried", "accent", "corrected")}
        ring, none = pg.mkPen(look.colour("accent"), width=3 if self.hasFocus() else 1.5), pg.mkPen(None)
        for point in self._points:
            role = "queried" if point.outlier else "accent" if point.current else "corrected"
            place = {"pos": (point.when, self._place(point.middle)), "data": point}
            dots.append(place | {"brush": brushes[role], "pen": none,
                                 "symbol": "d" if point.outlier else "o",
                                 "size": scaled(_DIAMOND if point.outlier else _DOT)})
            targets.append(place | {"pen": ring if point.current else none})
        self._dots.setData(dots)
        self._targets.setData(targets, size=scaled(_REACH), hoverPen=ring)

    # Words

    def _label(self) -> None:
        """Every period below its place and every figure at its dot, as far as there is room."""
        for words in self._words:
            self.space.removeItem(words)
        self._words.clear()
        self._label_periods()
        taken: list[QRectF] = []
        for point in sorted(self._points, key=lambda item: (not item.outlier, not item.current)):
            self._label_value(point, taken)

    def _label_periods(self) -> None:
        metrics, taken, shown = QFontMetricsF(screen_font(SMALL_PX)), -1e9, []
        for period, when in {point.period: point.when for point in self._points}.items():
            middle, half = self._pixel(when, 0).x(), metrics.horizontalAdvance(period) / 2
            if middle - half > taken + 8:
                shown.append((when, period))
                taken = middle + half
        self.axes["bottom"].setTicks([shown])

    def _label_value(self, point: Point, taken: list[QRectF]) -> None:
        """The figure as the copy prints it, over its dot or else below it."""
        width = QFontMetricsF(screen_font(SMALL_PX)).horizontalAdvance(point.value)
        over, under = (self._pixel(point.when, self._place(end)) for end in (point.high, point.low))
        left = min(max(over.x() - width / 2, 0), self.space.width() - width)
        line, away = scaled(_LINE), scaled(_AWAY + (_RING if point.current else 0))
        for top in (over.y() - line - away, under.y() + away):
            room = QRectF(left, top, width, line)
            inside = 0 <= top <= self.space.height() - line
            if inside and not any(room.adjusted(-4, 0, 4, 0).intersects(other) for other in taken):
                taken.append(room)
                self._put_words(point, room.center())
                return

    def _put_words(self, point: Point, middle: QPointF) -> None:
        ground = QColor(self.look.colour("pane"))
        ground.setAlphaF(0.8)
        words = pg.TextItem(point.value, self.look.colour("queried_text" if point.outlier else "text"),
                            anchor=(0.5, 0.5), fill=ground)
        words.setFont(screen_font(SMALL_PX))
        words.setZValue(1)
        self.space.addItem(words, ignoreBounds=True)
        words.setPos(self.space.mapToView(middle))
        self._words.append(words)

    def _pixel(self, when: float, place: float) -> QPointF:
        """Where a point of the chart is in its space, in pixels."""
        return self.space.mapFromView(QPointF(when, place))

    # Keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is None:
            event.ignore()  # for the window
            return
        here = next((number for number, point in enumerate(self._points) if point.current), -1)
        if 0 <= here + by < len(self._points):
            self.fact_wanted.emit(self._points[here + by].fact_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._draw()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._draw()

    def _click(self, _item: object, spots: Sequence[pg.SpotItem]) -> None:
        self.fact_wanted.emit(spots[0].data().fact_id)

    def _hover(self, _item: object, spots: Sequence[pg.SpotItem]) -> None:
        self.space.setToolTip("\n".join(spot.data().words for spot in spots))
        over = Qt.CursorShape.PointingHandCursor if len(spots) else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(over)


def _range(values: Sequence[float], pixels: float, before: int, behind: int) -> tuple[float, float]:
    """What an axis of so many pixels spans, with so many of 100 % before its least and behind its greatest
    value."""
    low, high = min(values), max(values)
    extent = high - low
    if not extent:
        extent = abs(high) * 0.2 or 1.0
        low -= extent / 2
    # In a low chart two fifths of the space are for the values all the same.
    by = min(scaled(before + behind), pixels * 0.6) / (before + behind)
    each = extent / max(pixels - by * (before + behind), 1)
    return low - by * before * each, low + extent + by * behind * each
