"""The margin of the article: where open facts and conflicts lie; also its scroll bar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ecodesk.domain.views import FactRow
from ecodesk.gui import scale
from ecodesk.gui.article.view import ArticleView
from ecodesk.gui.labels import fact_title
from ecodesk.gui.marks import has_conflict, is_doubtful, is_open, mark_of
from ecodesk.gui.theme import Look

_INSET = 10


class MarginBar(QWidget):
    """Marks at the height of their facts; a click on one goes there, a drag scrolls."""

    def __init__(self, view: ArticleView, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._look = look
        self._dragging = False
        self.setObjectName("margin")
        self.setAccessibleName("待核与冲突的位置")
        self.setFixedWidth(20)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        view.layout_moved.connect(self.update)
        view.verticalScrollBar().valueChanged.connect(self.update)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return scale.scaled_size(20, 200)

    @property
    def _tall(self) -> float:
        return scale.design_rect(self.rect()).height()

    def places(self) -> list[tuple[FactRow, float]]:
        """Facts that still need the editor, with their heights on the bar in pixels of 100 %."""
        track = self._tall - 2 * _INSET
        shown = []
        for fact_id, place in self._view.marks():
            row = self._view.row(fact_id)
            if is_open(row) or has_conflict(row) or is_doubtful(row):
                shown.append((row, _INSET + place * track))
        # Conflicts last, so that they lie on top of the many open ones.
        return sorted(shown, key=lambda item: has_conflict(item[0]))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(scale.begin(painter, self.rect()), self._look.colour("window"))
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(5, _INSET, 10, self._tall - 2 * _INSET)
        painter.setBrush(self._look.colour("header"))
        painter.drawRoundedRect(track, 5, 5)
        self._paint_thumb(painter, track)
        painter.setBrush(self._look.colour("queried"))
        for place in self._view.remark_places():
            painter.drawEllipse(QRectF(8, _INSET + place * (self._tall - 2 * _INSET) - 2, 4, 4))
        for row, height in self.places():
            painter.setBrush(self._look.colour(mark_of(row).role))
            painter.drawRoundedRect(QRectF(6, height - 2, 8, 4), 2, 2)

    def _paint_thumb(self, painter: QPainter, track: QRectF) -> None:
        bar = self._view.verticalScrollBar()
        if bar.maximum() <= 0:
            return
        whole = bar.maximum() + bar.pageStep()
        top = track.top() + track.height() * bar.value() / whole
        painter.setBrush(self._look.colour("track"))
        painter.drawRoundedRect(QRectF(5, top, 10, track.height() * bar.pageStep() / whole), 5, 5)

    def _mark_near(self, height: float) -> FactRow | None:
        near = [(abs(place - height), has_conflict(row), row) for row, place in self.places()]
        best = min(near, key=lambda item: (item[0] > 4, not item[1], item[0]), default=None)
        return best[2] if best and best[0] <= 5 else None

    def _scroll_to(self, height: float) -> None:
        bar = self._view.verticalScrollBar()
        share = (height - _INSET) / max(self._tall - 2 * _INSET, 1)
        bar.setValue(int(share * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._mark_near(scale.design_point(event.position()).y())
        if row is not None:
            self._view.fact_clicked.emit(row.id)
            return
        self._dragging = True
        self._scroll_to(scale.design_point(event.position()).y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._scroll_to(scale.design_point(event.position()).y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() - event.angleDelta().y() // 2)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            row = self._mark_near(scale.design_point(QPointF(event.pos())).y())
            words = f"{mark_of(row).label}　{fact_title(row.fact)}" if row else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)
