"""Where highlights lie on the page, and how they are painted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap, QTextDocument, QTextLayout

from ecodesk.gui.marks import Line, Mark
from ecodesk.gui.theme import Look

Ranges = Sequence[tuple[int, int]]


def rects_of(document: QTextDocument, ranges: Ranges) -> list[QRectF]:
    """One rectangle per printed line of the ranges, in document coordinates."""
    rects = []
    layout = document.documentLayout()
    for start, end in ranges:
        block = document.findBlock(start)
        while block.isValid() and block.position() < end:
            # Asking for the bounding rectangle makes the layout reach this block.
            layout.blockBoundingRect(block)
            origin = block.layout().position()
            low, high = start - block.position(), end - block.position()
            rects.extend(_line_rects(block.layout(), origin, max(low, 0), high))
            block = block.next()
    return rects


def _line_rects(layout: QTextLayout, origin: QPointF, low: int, high: int) -> Iterable[QRectF]:
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        begin = max(low, line.textStart())
        end = min(high, line.textStart() + line.textLength())
        if begin >= end:
            continue
        left, _ = line.cursorToX(begin)
        right, _ = line.cursorToX(end)
        rect = line.naturalTextRect()
        yield QRectF(origin.x() + left, origin.y() + rect.top(), right - left, rect.height())


def panel_rect(document: QTextDocument, number: int) -> QRectF:
    """Ground of a caption: its lines with some air, over the full width of the column."""
    block = document.findBlockByNumber(number)
    whole = document.documentLayout().blockBoundingRect(block)
    layout = block.layout()
    if not layout.lineCount():
        return whole
    origin = layout.position().y()
    top = origin + layout.lineAt(0).naturalTextRect().top() - 6
    bottom = origin + layout.lineAt(layout.lineCount() - 1).naturalTextRect().bottom() + 6
    margins = block.blockFormat().leftMargin() + block.blockFormat().rightMargin()
    return QRectF(whole.left(), top, whole.width() + margins, bottom - top)


def hatch_brush(look: Look) -> QBrush:
    """Amber stripes on their light ground."""
    size = 12
    tile = QPixmap(size, size)
    tile.fill(look.colour("hatch_base"))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.colour("hatch"), 4))
    for shift in (-size, 0, size):
        painter.drawLine(shift, size, shift + size, 0)
    painter.end()
    return QBrush(tile)


class HighlightPainter:
    """Paints what lies under and over the words of one article."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def tint(self, painter: QPainter, mark: Mark, rects: Sequence[QRectF]) -> None:
        """Background under the words."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour(f"{mark.role}_tint"))
        for rect in rects:
            painter.drawRoundedRect(rect.adjusted(-1, 0, 1, 1.5), 3, 3)

    def line(self, painter: QPainter, mark: Mark, rects: Sequence[QRectF]) -> None:
        """Underline in the mark's style, or the stroke through a rejected figure."""
        pen = QPen(self._look.colour(mark.role), 2)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if mark.line is Line.DOTTED:
            pen.setDashPattern([1.0, 1.2])
        elif mark.line is Line.DASHED:
            pen.setDashPattern([3.0, 1.5])
        elif mark.line is Line.STRIKE:
            pen.setWidthF(1.4)
        painter.setPen(pen)
        for rect in rects:
            height = rect.center().y() + 1 if mark.line is Line.STRIKE else rect.bottom() + 1
            painter.drawLine(QPointF(rect.left() - 1, height), QPointF(rect.right() + 1, height))

    def wave(self, painter: QPainter, rects: Sequence[QRectF]) -> None:
        """A remark on the wording: a wavy line, which no status of a fact uses."""
        painter.setPen(QPen(self._look.colour("queried"), 1.3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in rects:
            path = QPainterPath(QPointF(rect.left(), rect.bottom() + 3))
            x, up = rect.left(), True
            while x < rect.right():
                path.quadTo(x + 2, rect.bottom() + (0.5 if up else 5.5), x + 4, rect.bottom() + 3)
                x, up = x + 4, not up
            painter.drawPath(path)

    def ring(self, painter: QPainter, rects: Sequence[QRectF]) -> None:
        """The current fact."""
        painter.setPen(QPen(self._look.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in rects:
            painter.drawRoundedRect(rect.adjusted(-2.5, -3, 1.5, 5), 5, 5)

    def frame(self, painter: QPainter, rects: Sequence[QRectF]) -> None:
        """A damaged or doubtful place the editor has gone to: amber, so that it is no fact's ring."""
        painter.setPen(QPen(self._look.colour("queried"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in rects:
            painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 5), 5, 5)

    def hit(self, painter: QPainter, rects: Sequence[QRectF]) -> None:
        """Words that were looked for."""
        painter.setPen(QPen(self._look.colour("accent"), 1))
        painter.setBrush(self._look.colour("selected"))
        for rect in rects:
            painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 2), 2, 2)

    def hatch(self, painter: QPainter, rects: Sequence[QRectF]) -> None:
        """Stripes under damaged words."""
        if not rects:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hatch_brush(self._look))
        for rect in rects:
            painter.drawRoundedRect(rect.adjusted(0, 0, 0, 1), 3, 3)

    def panel(self, painter: QPainter, rect: QRectF, bar: QColor) -> None:
        """Ground and bar of a caption or box."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("header"))
        painter.drawRect(rect)
        painter.setBrush(bar)
        painter.drawRect(QRectF(rect.left(), rect.top(), 3, rect.height()))
