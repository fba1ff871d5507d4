"""All stated intervals on one line, with the extent that would be usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ecodesk.domain.facts import decimal_of
from ecodesk.domain.findings import PROBLEMS, Extent, Suggestion
from ecodesk.domain.views import FactRow
from ecodesk.gui.article.sheet import block_font
from ecodesk.gui.printed import compact, factor_between, printed_value
from ecodesk.gui.scale import begin, design_rect, scaled_size
from ecodesk.gui.theme import SMALL_PX, Look
from ecodesk.knowledge.intervals import interval_of

_LOG_FROM = 8  # a scale that spans more than this factor is logarithmic
_SIDE = 12


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement on the line; `low` <= `high` in the unit of the line."""

    low: float
    high: float
    middle: float
    label: str
    role: str


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to 0..1, logarithmic where the values spread far."""

    low: float
    high: float
    logarithmic: bool

    def place(self, value: float) -> float:
        if self.high <= self.low:
            return 0.5
        if self.logarithmic:
            share = (log10(max(value, self.low)) - log10(self.low)) / (log10(self.high) - log10(self.low))
        else:
            share = (value - self.low) / (self.high - self.low)
        return min(max(share, 0.0), 1.0)

    def value(self, share: float) -> float:
        if self.logarithmic:
            return 10 ** (log10(self.low) + share * (log10(self.high) - log10(self.low)))
        return self.low + share * (self.high - self.low)


def scale_of(values: Sequence[float]) -> Scale:
    """A scale that holds all values with a little air at both ends."""
    low, high = min(values), max(values)
    if low > 0 and high / low > _LOG_FROM:
        return Scale(_below(low / 1.05), _above(high * 1.05), True)
    air = (high - low) * 0.12 or abs(high) * 0.2 or 1.0
    step = _below(air)
    start = floor((low - air) / step) * step
    return Scale(start if start > 0 or low < 0 else 0.0, ceil((high + air) / step) * step, False)


def _below(value: float) -> float:
    """The next round number at or below a positive value: 1, 2 or 5 with zeros."""
    power = 10.0 ** floor(log10(value))
    return max(step for step in (1, 2, 5) if step * power <= value * 1.000001) * power


def _above(value: float) -> float:
    power = 10.0 ** floor(log10(value))
    return min(step for step in (1, 2, 5, 10) if step * power >= value * 0.999999) * power


def middle_of(scale: Scale) -> float:
    """A round value near the middle of the scale, for its label."""
    value = scale.value(0.5)
    if scale.logarithmic:
        return _below(value)
    return round(value, 1 - floor(log10(abs(value)))) if value else 0.0


def stated_of(row: FactRow, current: FactRow, role: str, named: bool = False) -> Stated | None:
    """A fact as a statement in the unit of the current one; None where it is no number, or of another kind.

    `named` calls the current fact's own article by its title too.
    """
    interval, number = interval_of(row.fact), row.fact.number
    factor = factor_between(row.fact, current.fact)
    if interval is None or number is None or factor is None:
        return None
    interval = interval.scaled(factor)
    own = row.article_id == current.article_id and not named
    where = "本稿" if own else row.title
    middle = number * factor if row.fact.value_high == "" else interval.middle
    return Stated(float(interval.low), float(interval.high), float(middle),
                  f"{where} {printed_value(row.fact)}{row.fact.unit}", role)


class NumberLine(QWidget):
    """A line with dots for single values, bars for intervals and a band for the usual extent."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._stated: list[Stated] = []
        self._extent: Extent | None = None
        self._band: tuple[float, float] | None = None
        self._unit = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("数轴")
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return scaled_size(300, 78)

    def minimumSizeHint(self) -> QSize:
        return scaled_size(200, 78)

    def show_values(self, current: FactRow, others: Sequence[FactRow], extent: Extent | None,
                    offered: Suggestion | None = None, named: bool = False,
                    trusted: Sequence[Stated] = ()) -> None:
        """Show the current fact, the others of its kind, what is probably meant, and the usual extent.

        `trusted` are statements of references.

        Hides when the fact would stand alone or all say the same.
        """
        own = stated_of(current, current, "conflict" if current.verdict in PROBLEMS else "accent", named)
        known = {row.id: row for row in others if row.id != current.id}
        stated = [stated_of(row, current, "corrected", named) for row in known.values()]
        stated += [_offered(offered), *trusted]
        self._stated = [item for item in stated if item] + ([own] if own else [])
        self._extent = extent if extent and extent.unit == current.fact.unit else None
        self._band = _band(self._extent)
        self._unit = current.fact.unit
        # A line on which all say the very same teaches nothing.
        differ = len({(item.low, item.high, item.middle) for item in self._stated}) > 1
        self.setVisible(own is not None and (differ or self._band is not None))
        words = "；".join(item.label for item in self._stated)
        self.setAccessibleDescription(words)
        self.setToolTip(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._stated:
            return
        values = [end for item in self._stated for end in (item.low, item.high)]
        values += list(self._band or ())
        scale = scale_of(values)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        begin(painter, self.rect())
        painter.setFont(block_font(SMALL_PX))
        self._paint_axis(painter, scale)
        taken: list[QRectF] = []
        if self._band and self._extent:
            self._paint_band(painter, scale, taken)
        for item in self._stated:
            self._paint_item(painter, scale, item)
        for item in reversed(self._stated):
            self._paint_label(painter, self._x(scale, item.middle), item.label, f"{item.role}_text", taken)

    def _x(self, scale: Scale, value: float) -> float:
        return _SIDE + scale.place(value) * (design_rect(self.rect()).width() - 2 * _SIDE)

    @property
    def _y(self) -> float:
        return 44.0

    def _paint_axis(self, painter: QPainter, scale: Scale) -> None:
        painter.setPen(QPen(self._look.colour("line_strong"), 1.5))
        painter.drawLine(QPointF(_SIDE, self._y), QPointF(design_rect(self.rect()).width() - _SIDE, self._y))
        painter.setPen(self._look.colour("muted"))
        ends = [(scale.low, Qt.AlignmentFlag.AlignLeft, 0), (scale.high, Qt.AlignmentFlag.AlignRight, 120)]
        middle = middle_of(scale)
        if 0.3 < scale.place(middle) < 0.7:
            ends.append((middle, Qt.AlignmentFlag.AlignHCenter, 60))
        for value, align, shift in ends:
            words = compact(Decimal(f"{value:.6g}")) + self._unit
            painter.drawText(QRectF(self._x(scale, value) - shift, self._y + 12, 120, 18), align, words)

    def _paint_band(self, painter: QPainter, scale: Scale, taken: list[QRectF]) -> None:
        low, high = self._band
        left, right = self._x(scale, low), self._x(scale, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("verified_tint"))
        painter.drawRoundedRect(QRectF(left, self._y - 6, max(right - left, 4), 12), 6, 6)
        ends = "–".join(compact(Decimal(end)) for end in (self._extent.low, self._extent.high))
        words = f"{self._extent.label} {ends}{self._extent.unit}"
        self._paint_label(painter, (left + right) / 2, words, "verified_text", taken)

    def _paint_item(self, painter: QPainter, scale: Scale, item: Stated) -> None:
        left, right = self._x(scale, item.low), self._x(scale, item.high)
        colour = self._look.colour("accent" if item.role == "accent" else item.role)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if right - left > 8:
            painter.setOpacity(0.35)
            painter.drawRoundedRect(QRectF(left, self._y - 3, right - left, 6), 3, 3)
            painter.setOpacity(1)
        radius = 5.5 if item is self._stated[-1] else 4.5
        painter.drawEllipse(QPointF(self._x(scale, item.middle), self._y), radius, radius)

    def _paint_label(self, painter: QPainter, x: float, words: str, role: str,
                     taken: list[QRectF]) -> None:
        """Words over a place of the line; on a second row where the first is taken, else left out."""
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, 220)
        width = metrics.horizontalAdvance(shown)
        left = min(max(x - width / 2, 2), max(design_rect(self.rect()).width() - width - 2, 2))
        for top in (20.0, 2.0):
            rect = QRectF(left, top, width, 17)
            if not any(rect.adjusted(-6, 0, 6, 0).intersects(other) for other in taken):
                taken.append(rect)
                painter.setPen(self._look.colour(role))
                painter.drawText(rect.adjusted(0, 0, 2, 0), Qt.AlignmentFlag.AlignLeft, shown)
                return


def _offered(offered: Suggestion | None) -> Stated | None:
    number = decimal_of(offered.value) if offered and offered.field == "value" else None
    if offered is None or number is None:
        return None
    return Stated(float(number), float(number), float(number), f"建议 {offered.text}", "corrected")


def _band(extent: Extent | None) -> tuple[float, float] | None:
    if extent is None:
        return None
    low, high = decimal_of(extent.low), decimal_of(extent.high)
    return (float(low), float(high)) if low is not None and high is not None else None
