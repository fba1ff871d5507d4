"""The chart library in the window's clothes: our fonts and colours, without its menus, zoom and panning.

Import it in a job, when the first chart is asked for: with numpy it takes a third of a second.
"""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QWidget

from ecodesk.gui import scale
from ecodesk.gui.article.sheet import screen_font
from ecodesk.gui.theme import SMALL_PX, Look

# Its own end of the program would look through every object there is.
pg.setConfigOptions(antialias=True, exitCleanup=False)

_PLACES = {"left": (0, 0), "right": (0, 2), "bottom": (1, 1)}


class Plot(pg.GraphicsView):
    """A space for marks between axes; sizes of axes are set in pixels of 100 %."""

    def __init__(self, look: Look, *axes: pg.AxisItem, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.look = look
        self.space = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
        self.axes = {axis.orientation: axis for axis in axes}
        grid = self.centralLayout
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addItem(self.space, 0, 1)
        for side, axis in self.axes.items():
            grid.addItem(axis, *_PLACES[side])
            axis.linkToView(self.space)
            axis.setZValue(-1000)  # its lines lie below the marks
        self.setAntialiasing(True)
        self.viewport().setAutoFillBackground(False)
        # The library has put its own in place of Qt's, whose name says that it is a part of the chart.
        self.viewport().setObjectName("qt_scrollarea_viewport")

    def dress_axis(self, side: str, role: str, px: int = SMALL_PX) -> None:
        """Font, colour of words and lines of one axis as the theme and the size have them now."""
        axis = self.axes[side]
        axis.setStyle(tickFont=screen_font(px), tickLength=0, tickAlpha=255, maxTickLevel=0, maxTextLevel=0)
        axis.setPen(None)
        axis.setTickPen(self.look.colour("line"))
        axis.setTextPen(self.look.colour(role))

    def put_size(self, side: str, px: float) -> None:
        """Width of an axis at the side, height of one below, in pixels of the screen."""
        axis = self.axes[side]
        (axis.setHeight if side == "bottom" else axis.setWidth)(round(px))

    def wheelEvent(self, event: QWheelEvent) -> None:
        # It scrolls the page.
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.ignore()


INSET = 6
"""Pixels of 100 % between words at the edge of a chart and the edge."""


class EdgeWords(pg.AxisItem):
    """Words for rows at the outer edge of a chart, its ticks left out."""

    def generateDrawSpecs(self, painter: QPainter) -> tuple | None:
        specs = super().generateDrawSpecs(painter)
        if specs is None:
            return None
        axis, _, words = specs
        edge = Qt.AlignmentFlag.AlignLeft if self.orientation == "left" else Qt.AlignmentFlag.AlignRight
        flags = edge | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        inset, space = scale.scaled(INSET), self.boundingRect()
        return axis, [], [(QRectF(space.left() + inset, rect.top(), space.width() - 2 * inset, rect.height()),
                           flags, text) for rect, _, text in words]
