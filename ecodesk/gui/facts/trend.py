"""One indicator over several periods: intervals on an axis of time, what is out of line marked."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ecodesk.domain.facts import Fact
from ecodesk.domain.views import FactRow
from ecodesk.gui.article.sheet import block_font
from ecodesk.gui.facts.number_line import Scale, middle_of, scale_of
from ecodesk.gui.labels import date_text
from ecodesk.gui.printed import compact, factor_between, printed_value
from ecodesk.gui.scale import begin, design_point, design_rect, scaled_size
from ecodesk.gui.theme import SMALL_PX, Look
from ecodesk.knowledge.intervals import interval_of

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_TALL, _LEAST = 176, 124
_TOP, _FOOT, _LEFT, _RIGHT = 42, 26, 74, 40
_INDENT = 44  # pixels between the axis and the first dot: its figure stands over it
_REACH = 12  # pixels from a dot within which a click means it
_DOT, _DIAMOND = 4.5, 6.5


@dataclass(frozen=True, slots=True)
class Point:
    """One statement: `when` in days, `low` <= `middle` <= `high` in the unit of the chart."""

    fact_id: int
    when: float
    period: str
    low: float
    middle: float
    high: float
    value: str
    title: str
    outlier: bool
    current: bool

    @property
    def words(self) -> str:
        """2021年 141万人次（《某稿》）, with a remark where it is out of line."""
        told = "，与前后各期不成比例" if self.outlier else ""
        return f"{self.period} {self.value}（《{self.title}》）{told}"


def middle_day(period: str) -> float | None:
    """The middle of a period as a day number; None where it is not stated."""
    ends = [_DATE.fullmatch(end) for end in period.split("/")]
    if not all(ends):
        return None
    try:
        return (_first(ends[0]).toordinal() + _last(ends[-1]).toordinal()) / 2
    except ValueError:
        return None


def _first(found: re.Match[str]) -> date:
    return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))


def _last(found: re.Match[str]) -> date:
    if found[3]:
        return _first(found)
    month = int(found[2] or 12)
    year = int(found[1])
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def period_words(period: str) -> str:
    """2021 as 2021年, 2016/2020 as 2016年–2020年."""
    return "–".join(dict.fromkeys(date_text(end) for end in period.split("/")))


def points_of(rows: Sequence[FactRow], current: FactRow, outliers: Collection[str]) -> list[Point]:
    """The statements in order of time, in the unit of the current one; those without either are left out."""
    once = {row.id: row for row in rows}.values()
    points = [_point(row, current, row.fact.id in outliers) for row in once]
    return sorted((point for point in points if point), key=lambda point: (point.when, point.fact_id))


def _point(row: FactRow, current: FactRow, outlier: bool) -> Point | None:
    when, interval = middle_day(row.fact.period), interval_of(row.fact)
    factor = factor_between(row.fact, current.fact)
    if when is None or interval is None or factor is None:
        return None
    low, high = (float(end * factor) for end in (interval.low, interval.high))
    single = row.fact.number if not row.fact.value_high else None
    middle = (low + high) / 2 if single is None else float(single * factor)
    return Point(row.id, when, period_words(row.fact.period), low, middle, high, _value(row.fact), row.title,
                 outlier, row.id == current.id)


def _value(fact: Fact) -> str:
    return f"{printed_value(fact)}{fact.unit}"


class TrendChart(QWidget):
    """Dots with their intervals over time; a diamond, its colour and words say what is out of line."""

    fact_wanted = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._points: list[Point] = []
        self._unit = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("趋势图")
        self.setMouseTracking(True)
        look.changed.connect(self.update)

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(self._points)

    def sizeHint(self) -> QSize:
        return scaled_size(320, _TALL)

    def minimumSizeHint(self) -> QSize:
        return scaled_size(200, _LEAST)

    def show_series(self, rows: Sequence[FactRow], current: FactRow, outliers: Collection[str] = ()) -> bool:
        """Show these statements of one thing; hides, and says so, where fewer than two periods are stated."""
        self._points = points_of(rows, current, outliers)
        self._unit = current.fact.unit
        shown = len({point.period for point in self._points}) > 1
        self.setVisible(shown)
        self.setAccessibleDescription("；".join(point.words for point in self._points))
        self.update()
        return shown

    # Places

    @property
    def _space(self) -> QRectF:
        return design_rect(self.rect())


    def _scale(self) -> Scale:
        return scale_of([end for point in self._points for end in (point.low, point.middle, point.high)])

    def _x(self, when: float) -> float:
        first, last = self._points[0].when, self._points[-1].when
        share = (when - first) / (last - first) if last > first else 0.5
        return _LEFT + _INDENT + share * (self._space.width() - _LEFT - _RIGHT - 2 * _INDENT)

    def _y(self, scale: Scale, value: float) -> float:
        return self._space.height() - _FOOT - scale.place(value) * (self._space.height() - _TOP - _FOOT)

    def _at(self, place: QPointF) -> Point | None:
        scale = self._scale() if self._points else None
        near = []
        for number, point in enumerate(self._points if scale else ()):
            away = design_point(place) - QPointF(self._x(point.when), self._y(scale, point.middle))
            near.append((away.x() ** 2 + away.y() ** 2, number))
        distance, number = min(near, default=(1e9, -1))
        return self._points[number] if distance <= _REACH**2 else None

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._points) < 2:
            return
        scale = self._scale()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        begin(painter, self.rect())
        painter.setFont(block_font(SMALL_PX))
        self._paint_head(painter, scale)
        self._paint_grid(painter, scale)
        self._paint_line(painter, scale)
        for point in self._points:
            self._paint_point(painter, scale, point)
        self._paint_periods(painter)
        self._paint_values(painter, scale)

    def _paint_head(self, painter: QPainter, scale: Scale) -> None:
        """What the axes are, and in words what is out of line."""
        kind = "，对数刻度" if scale.logarithmic else ""
        unit = f"单位：{self._unit}" if self._unit else "各期数值"
        painter.setPen(self._look.colour("muted"))
        painter.drawText(QRectF(2, 2, self._space.width(), 18), Qt.AlignmentFlag.AlignLeft, unit + kind)
        outliers = [point for point in self._points if point.outlier]
        if outliers:
            words = "◆ 疑有误：" + "、".join(f"{point.period} {point.value}" for point in outliers)
            metrics = QFontMetricsF(painter.font())
            room = self._space.width() - metrics.horizontalAdvance(unit + kind) - 24
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(room, 60))
            painter.setPen(self._look.colour("queried_text"))
            painter.drawText(QRectF(0, 2, self._space.width() - 4, 18), Qt.AlignmentFlag.AlignRight, shown)

    def _paint_grid(self, painter: QPainter, scale: Scale) -> None:
        middle = middle_of(scale)
        for value in (scale.low, middle, scale.high):
            y = self._y(scale, value)
            if value == middle and not 0.25 < scale.place(middle) < 0.75:
                continue
            painter.setPen(QPen(self._look.colour("line"), 1))
            painter.drawLine(QPointF(_LEFT, y), QPointF(self._space.width() - _RIGHT / 2, y))
            painter.setPen(self._look.colour("muted"))
            place = QRectF(0, y - 9, _LEFT - 8, 18)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, align, compact(Decimal(f"{value:.6g}")))

    def _paint_line(self, painter: QPainter, scale: Scale) -> None:
        """The course of what is in line; the outlier is reached by a dashed one."""
        for one, two in zip(self._points, self._points[1:], strict=False):
            dashed = one.outlier or two.outlier
            pen = QPen(self._look.colour("queried" if dashed else "line_strong"), 1.5)
            pen.setStyle(Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(self._x(one.when), self._y(scale, one.middle)),
                             QPointF(self._x(two.when), self._y(scale, two.middle)))

    def _paint_point(self, painter: QPainter, scale: Scale, point: Point) -> None:
        x, y = self._x(point.when), self._y(scale, point.middle)
        colour = self._look.colour("queried" if point.outlier else "accent" if point.current else "corrected")
        top, bottom = self._y(scale, point.high), self._y(scale, point.low)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if bottom - top > 4:
            painter.setOpacity(0.35)
            painter.drawRoundedRect(QRectF(x - 3, top, 6, bottom - top), 3, 3)
            painter.setOpacity(1)
        if point.outlier:
            painter.drawPolygon(QPolygonF([QPointF(x, y - _DIAMOND), QPointF(x + _DIAMOND, y),
                                           QPointF(x, y + _DIAMOND), QPointF(x - _DIAMOND, y)]))
        else:
            painter.drawEllipse(QPointF(x, y), _DOT, _DOT)
        if point.current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._look.colour("accent"), 1.5))
            painter.drawEllipse(QPointF(x, y), _DIAMOND + 3, _DIAMOND + 3)

    def _paint_periods(self, painter: QPainter) -> None:
        """Every period once below its place, those that would run into one another left out."""
        painter.setPen(self._look.colour("muted"))
        metrics, taken = QFontMetricsF(painter.font()), -1e9
        for period, when in {point.period: point.when for point in self._points}.items():
            width = metrics.horizontalAdvance(period)
            left = min(max(self._x(when) - width / 2, 0), self._space.width() - width)
            if left > taken + 6:
                place = QRectF(left, self._space.height() - _FOOT + 6, width + 2, 18)
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft, period)
                taken = left + width

    def _paint_values(self, painter: QPainter, scale: Scale) -> None:
        """The figure over its dot as the copy prints it: the outliers and the current one first."""
        metrics, taken = QFontMetricsF(painter.font()), []
        for point in sorted(self._points, key=lambda item: (not item.outlier, not item.current)):
            width, y = metrics.horizontalAdvance(point.value), self._y(scale, point.middle)
            left = min(max(self._x(point.when) - width / 2, 2), self._space.width() - width - 2)
            for top in (y - 26, y + 9):
                rect = QRectF(left, top, width + 2, 17)
                inside = top >= _TOP - 22 and rect.bottom() <= self._space.height() - _FOOT + 4
                if inside and not any(rect.adjusted(-4, 0, 4, 0).intersects(other) for other in taken):
                    taken.append(rect)
                    self._paint_value(painter, rect, point)
                    break

    def _paint_value(self, painter: QPainter, rect: QRectF, point: Point) -> None:
        painter.setOpacity(0.8)
        painter.fillRect(rect.adjusted(-2, 1, 0, -1), self._look.colour("pane"))
        painter.setOpacity(1)
        painter.setPen(self._look.colour("queried_text" if point.outlier else "text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft, point.value)

    # Pointer

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            point = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), point.words if point else "", self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = self._at(event.position())
        if point is not None and event.button() == Qt.MouseButton.LeftButton:
            self.fact_wanted.emit(point.fact_id)
