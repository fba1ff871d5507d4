"""The article as the editor reads it: read-only, highlights by status, the current fact ringed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from ecodesk.domain.text import BlockKind, Damage, Span
from ecodesk.domain.views import ArticleDetail, FactRow, FindingRow
from ecodesk.domain.wordings import Wording
from ecodesk.gui import scale
from ecodesk.gui.article.cursor import place_of, span_of, wording_at
from ecodesk.gui.article.highlights import HighlightPainter, panel_rect, rects_of
from ecodesk.gui.article.sheet import Sheet, prepare, write_clean, write_source
from ecodesk.gui.labels import fact_title, wording_text
from ecodesk.gui.marks import mark_of
from ecodesk.gui.theme import Look
from ecodesk.knowledge.labels import label

MAX_COLUMN = 760  # pixels: about fifty characters, the longest line that still reads well
_SIDE = 34
_BARS = {BlockKind.CAPTION: "line_strong", BlockKind.BOX: "accent", BlockKind.QUOTE: "line_strong"}


class ArticleView(QTextEdit):
    """Shows one article; spans are clean-text code points and pass through the sheet's map."""

    fact_clicked = Signal(int)
    menu_wanted = Signal(QPoint)  # on the screen; the text cursor stands where it was asked for
    stepped = Signal(int)
    layout_moved = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._painter = HighlightPainter(look)
        self._detail: ArticleDetail | None = None
        self._rows: dict[int, FactRow] = {}
        self._remarks: tuple[FindingRow, ...] = ()
        self._current: tuple[int, ...] = ()
        self._place: Span | None = None
        self._hits: tuple[Span, ...] = ()
        self._source = False
        self._waiting = False
        self._sheet = Sheet()
        self._rects: dict[object, list[QRectF]] = {}
        self.setReadOnly(True)
        self.setObjectName("article")
        self.setAccessibleName("稿件正文")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        prepare(self.document())
        self.document().documentLayout().documentSizeChanged.connect(self._forget_rects)
        self.viewport().setMouseTracking(True)
        look.changed.connect(self._rebuild)
        look.resized.connect(self._resize)

    # What is shown

    @property
    def showing_source(self) -> bool:
        return self._source

    def show_article(self, detail: ArticleDetail | None, rows: Sequence[FactRow] = (),
                     remarks: Sequence[FindingRow] = ()) -> None:
        """Another article, from its top; `remarks` are findings about its words."""
        self._detail = detail
        self._remarks = tuple(remarks)
        self._rows = {row.id: row for row in rows}
        self._current = ()
        self._place = None
        self._hits = ()
        self._rebuild()
        self.verticalScrollBar().setValue(0)

    def update_rows(self, rows: Sequence[FactRow], remarks: Sequence[FindingRow] = ()) -> None:
        """New states of the same article's facts."""
        self._remarks = tuple(remarks)
        moved = {row.id: row.fact.span for row in rows} != {key: row.fact.span
                                                           for key, row in self._rows.items()}
        self._rows = {row.id: row for row in rows}
        if moved:
            self._forget_rects()
        self.viewport().update()
        self.layout_moved.emit()

    def update_detail(self, detail: ArticleDetail) -> None:
        """The same article with other corrections laid over it."""
        self._detail = detail
        self._rebuild()

    def set_current(self, *fact_ids: int) -> None:
        """Ring these facts and bring the first into sight."""
        self._current = tuple(fact_id for fact_id in fact_ids if fact_id in self._rows)
        self._place = None
        self.bring_into_sight()
        self.viewport().update()
        self.layout_moved.emit()

    def _resize(self) -> None:
        """The text in another size, the same words in sight."""
        self._rebuild()
        self.bring_into_sight()

    def show_place(self, span: Span | None) -> None:
        """Frame a place where no fact stands, until another fact is chosen, and bring it into sight."""
        if span is not None and not len(span) and not self._sheet.printed(span):
            # Lost words leave no width: the character before them stands for the place.
            span = Span(max(span.start - 1, 0), max(span.start, 1))
        self._place = span
        self._rects.pop("place", None)
        self.bring_into_sight()
        self.viewport().update()

    @property
    def text(self) -> str:
        """The clean text of the article shown, "" when there is none."""
        return self._detail.article.clean.text if self._detail else ""

    def show_hits(self, places: Sequence[Span], current: Span | None) -> None:
        """Mark places of the clean text that were looked for, and bring the current one into sight."""
        for key in [key for key in self._rects if isinstance(key, Span)]:
            del self._rects[key]
        self._hits = tuple(places)
        self.show_place(current)

    @property
    def place(self) -> Span | None:
        return self._place

    def show_source(self, source: bool) -> None:
        """The text as read instead of the clean text."""
        if source != self._source:
            self._source = source
            self._rebuild()
            self.bring_into_sight()

    def bring_into_sight(self) -> None:
        """Scroll only when the current fact is not well inside the view."""
        if not self._current and self._place is None:
            return
        # Before it is shown the view has no size to scroll in: the first resize does it.
        self._waiting = not self.isVisible()
        rects = self._target_rects()
        if not rects:
            return
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top, bottom = rects[0].top() - bar.value(), rects[-1].bottom() - bar.value()
        if top < 40 or bottom > height - 40:
            bar.setValue(int(rects[0].top() - height * 0.38))

    # Geometry

    def rects(self, fact_id: int) -> list[QRectF]:
        """Where a fact stands, in document coordinates, one rectangle a line."""
        if fact_id not in self._rects:
            row = self._rows.get(fact_id)
            self._rects[fact_id] = self._span_rects(row.fact.span) if row else []
        return self._rects[fact_id]

    def _target_rects(self) -> list[QRectF]:
        """What the editor looks at: the framed place, else the current fact."""
        if self._place is None:
            return self.rects(self._current[0]) if self._current else []
        if "place" not in self._rects:
            self._rects["place"] = self._printed_rects(self._place)
        return self._rects["place"]

    def marks(self) -> list[tuple[int, float]]:
        """Every fact with its place on the page, 0 top to 1 bottom."""
        height = max(self.document().size().height(), 1.0)
        places = []
        for fact_id in self._rows:
            rects = self.rects(fact_id)
            if rects:
                places.append((fact_id, rects[0].center().y() / height))
        return places

    def remark_places(self) -> list[float]:
        """Where remarks on the wording lie, 0 top to 1 bottom."""
        height = max(self.document().size().height(), 1.0)
        return [rects[0].center().y() / height for rects, _ in self._remark_rects() if rects]

    def row(self, fact_id: int) -> FactRow:
        return self._rows[fact_id]

    @property
    def current(self) -> tuple[int, ...]:
        return self._current

    def fact_at(self, point: QPointF) -> int | None:
        """The fact under a point of the viewport; the shortest where two overlap."""
        place = point + self._offset()
        hits = [fact_id for fact_id in self._rows
                if any(rect.adjusted(-2, -3, 2, 5).contains(place) for rect in self.rects(fact_id))]
        return min(hits, key=lambda fact_id: len(self._rows[fact_id].fact.span), default=None)

    def _span_rects(self, span: Span) -> list[QRectF]:
        if self._source and self._detail:
            span = self._detail.article.clean.offsets.span_to_source(span)
        return rects_of(self.document(), self._sheet.positions.range_of(span.start, span.end))

    def _printed_rects(self, span: Span) -> list[QRectF]:
        """As above, of the words that corrections put there instead of those they strike out."""
        if self._source:
            return self._span_rects(span)
        return rects_of(self.document(), self._sheet.printed(span))

    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _forget_rects(self) -> None:
        self._rects.clear()
        self.layout_moved.emit()

    def _rebuild(self) -> None:
        place = self.verticalScrollBar().value()
        if self._detail is None:
            self.document().clear()
            self._sheet = Sheet()
        else:
            write = write_source if self._source else write_clean
            self._sheet = write(self.document(), self._detail, self._look)
        self._fit_column()
        self._forget_rects()
        self.verticalScrollBar().setValue(place)
        self.viewport().update()

    def _fit_column(self) -> None:
        most, least = scale.scaled(MAX_COLUMN), scale.scaled(_SIDE)
        side = max(least, (self.viewport().width() - most) / 2)
        side = min(side, least * 2.4)
        shape = self.document().rootFrame().frameFormat()
        right = max(self.viewport().width() - most - side, 22)
        if (shape.leftMargin(), shape.rightMargin()) == (side, right):
            return
        shape.setLeftMargin(side)
        shape.setRightMargin(right)
        shape.setTopMargin(22)
        shape.setBottomMargin(60)
        self.document().rootFrame().setFrameFormat(shape)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        seen = self._waiting or self._in_sight(event.oldSize().height())
        self._fit_column()
        super().resizeEvent(event)
        self._forget_rects()
        if seen:
            # The text has flowed anew: what the editor looked at stays in view.
            self.bring_into_sight()

    def _in_sight(self, height: int) -> bool:
        rects = self._target_rects()
        top = rects[0].top() - self.verticalScrollBar().value() if rects else -1
        return 0 <= top <= height

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._waiting:
            self.bring_into_sight()

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = QRectF(event.rect()).translated(self._offset()).adjusted(-10, -20, 10, 20)
        visible = [fact_id for fact_id in self._rows
                   if any(rect.intersects(shown) for rect in self.rects(fact_id))]
        painter = self._begin()
        self._paint_under(painter, visible, shown)
        painter.end()
        super().paintEvent(event)
        painter = self._begin()
        for fact_id in visible:
            self._painter.line(painter, mark_of(self._rows[fact_id]), self.rects(fact_id))
        for rects, _ in self._remark_rects():
            self._painter.wave(painter, [rect for rect in rects if rect.intersects(shown)])
        for fact_id in self._current:
            self._painter.ring(painter, self.rects(fact_id))
        if self._place is not None:
            self._painter.frame(painter, self._target_rects())
        painter.end()

    def _begin(self) -> QPainter:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self._offset())
        return painter

    def _paint_under(self, painter: QPainter, visible: list[int], shown: QRectF) -> None:
        for kind, rect in self._panels():
            if rect.intersects(shown):
                self._painter.panel(painter, rect, self._look.colour(_BARS[kind]))
        for number, damage in enumerate(self._damage()):
            key = ("damage", number)
            if key not in self._rects:
                self._rects[key] = self._span_rects(damage.span)
            self._painter.hatch(painter, [rect for rect in self._rects[key] if rect.intersects(shown)])
        for note in self._sheet.notes:
            if note not in self._rects:
                self._rects[note] = rects_of(self.document(), (note,))
            self._painter.hatch(painter, self._rects[note])
        for fact_id in visible:
            self._painter.tint(painter, mark_of(self._rows[fact_id]), self.rects(fact_id))
        for hit in self._hits:
            if hit not in self._rects:
                self._rects[hit] = self._span_rects(hit)
            self._painter.hit(painter, [rect for rect in self._rects[hit] if rect.intersects(shown)])

    def _remark_rects(self) -> list[tuple[list[QRectF], str]]:
        """Where remarks lie, with their sentences."""
        placed = []
        for item in self._remarks:
            key = ("remark", item.id)
            if key not in self._rects and item.finding.span is not None:
                self._rects[key] = self._printed_rects(item.finding.span)
            placed.append((self._rects.get(key, []), item.finding.explanation))
        return placed

    def _damage(self) -> tuple[Damage, ...]:
        return self._detail.article.clean.damage if self._detail else ()

    def _panels(self) -> list[tuple[BlockKind, QRectF]]:
        """Captions and boxes; neighbours of one role share a panel."""
        panels: list[tuple[BlockKind, QRectF, int]] = []
        for kind, number in self._sheet.boxes:
            rect = panel_rect(self.document(), number)
            if panels and panels[-1][0] is kind and panels[-1][2] == number - 1:
                panels[-1] = (kind, panels[-1][1].united(rect), number)
            else:
                panels.append((kind, rect, number))
        return [(kind, rect) for kind, rect, _ in panels]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            hit = self.fact_at(event.position())
            if hit is not None:
                self.fact_clicked.emit(hit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self.fact_at(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse and not self.textCursor().hasSelection():
            self.setTextCursor(self.cursorForPosition(event.pos()))
        self.menu_wanted.emit(event.globalPos())

    @property
    def place_of_cursor(self) -> int | None:
        """Place of the text cursor in the clean text; that of the current fact while none was set."""
        cursor = self.textCursor()
        if cursor.position() == 0 and self._current:
            return self._rows[self._current[0]].fact.span.start
        return place_of(cursor, self._sheet, self._detail if self._source else None)

    @property
    def selection(self) -> Span | None:
        """What is selected, as a span of the clean text; None where that is none of its words."""
        return span_of(self.textCursor(), self._sheet, self._detail if self._source else None)

    @property
    def wording(self) -> Wording | None:
        """The correction at the text cursor, or the first that the selection meets."""
        return wording_at(self.textCursor(), self._sheet)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.stepped.emit(steps[event.key()])
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            words = self._tip_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def _tip_at(self, point: QPointF) -> str:
        hit = self.fact_at(point)
        place = point + self._offset()
        said = [words for rects, words in self._remark_rects() if any(rect.contains(place) for rect in rects)]
        if hit is not None:
            said.insert(0, f"{mark_of(self._rows[hit]).label}　{fact_title(self._rows[hit].fact)}")
        laid = wording_at(self.cursorForPosition(point.toPoint()), self._sheet)
        if laid is not None:
            said.append(wording_text(laid))
        if said:
            return "\n".join(said)
        for number, damage in enumerate(self._damage()):
            if any(rect.contains(place) for rect in self._rects.get(("damage", number), ())):
                return damage.message or label(damage.kind)
        return ""
