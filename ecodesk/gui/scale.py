"""How large the window is: its code speaks in pixels of 100 %, and here they become pixels of the screen.

One size for the whole application, as its style sheet and its font are.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter

LEAST, MOST = 0.9, 2.0
_now = [1.0]


def factor() -> float:
    """1.0 for 100 %."""
    return _now[0]


def put_factor(value: float) -> None:
    """Another size, within 90 % and 200 %; who calls it lets everything be laid out anew."""
    _now[0] = min(max(value, LEAST), MOST)


def scaled(px: float) -> int:
    """Whole pixels of the screen for so many of 100 %."""
    return round(px * _now[0])


def scaled_size(width: float, height: float) -> QSize:
    """The same for a size."""
    return QSize(scaled(width), scaled(height))


def design_rect(rect: QRect | QRectF) -> QRectF:
    """A rectangle of the screen in pixels of 100 %."""
    by = _now[0]
    return QRectF(rect.x() / by, rect.y() / by, rect.width() / by, rect.height() / by)


def design_point(point: QPointF) -> QPointF:
    """A point of the screen in pixels of 100 %."""
    return point / _now[0]


def begin(painter: QPainter, rect: QRect | QRectF) -> QRectF:
    """Paint in pixels of 100 % from now on; gives the rectangle in them."""
    painter.scale(_now[0], _now[0])
    return design_rect(rect)
