"""The table of facts: how it is painted and how wide its columns are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import ceil

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ecodesk.domain.decisions import Status
from ecodesk.domain.facets import Sought
from ecodesk.domain.reasons import Trust
from ecodesk.domain.views import FactRow
from ecodesk.gui import scale
from ecodesk.gui.article.sheet import block_font
from ecodesk.gui.facts.frozen import FrozenColumn
from ecodesk.gui.facts.trust import BARS_WIDTH, SETTLED, paint_bars, trust_text
from ecodesk.gui.filters.words import hits_pattern, is_value_hit
from ecodesk.gui.icons import Icons
from ecodesk.gui.marks import mark_of, verdict_role
from ecodesk.gui.models.facts import HEADERS, ROW_ROLE, WIDTHS, Column, FactsModel, cell_text
from ecodesk.gui.theme import CONTROL_PX, Look
from ecodesk.gui.widgets import elided

ROW_HEIGHT = 32
_PAD = 6
_ELASTIC = (Column.SUBJECT, Column.INDICATOR)
_LEAST = 76
_ICON = 16
_NARROWEST = 30  # pixels: the table makes no column smaller, so none may count for less
_MOST = {Column.VALUE: 104, Column.UNIT: 72, Column.HEDGE: 46, Column.PERIOD: 84, Column.PLACE: 76,
         Column.CROSS: 78, Column.TRUST: 46, Column.DOCUMENT: 150, Column.WORDS: 130, Column.NOTE: 150,
         Column.EDITOR: 72}
_TIGHT = {Column.UNIT: 42, Column.PERIOD: 50, Column.PLACE: 44, Column.CROSS: 54, Column.TRUST: 36,
          Column.DOCUMENT: 56, Column.WORDS: 84, Column.NOTE: 76}
_SEARCHED = (Column.SUBJECT, Column.INDICATOR, Column.VALUE, Column.UNIT, Column.PLACE, Column.WORDS,
             Column.NOTE, Column.DOCUMENT)
_MEASURED = 300  # rows whose words are measured: a table of thousands must not cost a second
_FITTING = 0.92  # share of the words that a column shows whole; one long word must not widen it for all


def shared_widths(needed: Mapping[Column, int], room: int) -> dict[Column, int]:
    """Widths in pixels that fill `room`: small columns get what they need up to a limit, less where subject
    and indicator would have under 76 each; these two share the rest in the ratio of their needs. Of two that
    do not both fit, one whose words are short gives room to the other."""
    widths = {column: min(width, _MOST.get(column, width)) for column, width in needed.items()
              if column not in _ELASTIC}
    elastic = [column for column in _ELASTIC if column in needed]
    missing = _LEAST * len(elastic) - (room - sum(widths.values()))
    give = {column: max(width - _TIGHT.get(column, width), 0) for column, width in widths.items()}
    if missing > 0 and sum(give.values()):
        share = min(missing / sum(give.values()), 1.0)
        widths |= {column: widths[column] - ceil(give[column] * share) for column in widths}
    left = room - sum(widths.values())
    wanted = sum(needed[column] for column in elastic)
    least = {column: min(_LEAST, needed[column]) if wanted > left else _LEAST for column in elastic}
    for number, column in enumerate(elastic):
        rest = elastic[number + 1:]
        part = left * needed[column] // max(wanted, 1) if rest else left
        widths[column] = max(min(part, left - sum(least[other] for other in rest)), least[column])
        left -= widths[column]
        wanted -= needed[column]
    return widths


class FactsDelegate(QStyledItemDelegate):
    """Paints a row as on paper: status icon, right-aligned numbers, cross-check in its colour."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._font = block_font(CONTROL_PX)
        self.hits: re.Pattern[str] | None = None
        self.sought: Sought | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        advance = QFontMetricsF(self._font).horizontalAdvance(words)
        return scale.scaled_size(int(advance) + 2 * _PAD, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row: FactRow = index.data(ROW_ROLE)
        look = self._look
        painter.save()
        rect = scale.begin(painter, option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selected"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.colour("line"))
        column = Column(index.column())
        if column is Column.STATUS:
            mark = mark_of(row)
            ratio = painter.device().devicePixelRatioF() * scale.factor()
            picture = self._icons.pixmap(mark.icon, mark.role, _ICON, ratio)
            painter.drawPixmap(QPointF(rect.left() + 7, rect.top() + (rect.height() - _ICON) / 2), picture)
        elif column is Column.TRUST:
            bars = rect.adjusted(_PAD, 0, -_PAD, 0)
            paint_bars(painter, bars, row, look)
            words = bars.adjusted(BARS_WIDTH - _PAD + 2, 0, 2 * _PAD, 0)
            self._paint_words(painter, words, row, column, trust_text(row))
        else:
            self._paint_words(painter, rect, row, column, str(index.data(Qt.ItemDataRole.DisplayRole) or ""))
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRectF, row: FactRow, column: Column, words: str) -> None:
        font = self._font
        role = "text"
        if column is Column.CROSS:
            role = f"{verdict_role(row.verdict)}_text"
        elif row.status is Status.REJECTED:
            role = "rejected_text"
        elif column is Column.TRUST:
            doubtful = row.trust is Trust.DOUBTFUL and row.status not in SETTLED
            role = "queried_text" if doubtful else "muted"
        elif column in (Column.UNIT, Column.HEDGE, Column.PERIOD, Column.PLACE):
            role = "muted" if not words else "text"
        if column is Column.VALUE and row.status is Status.REJECTED:
            font = block_font(CONTROL_PX)
            font.setStrikeOut(True)
        painter.setFont(font)
        painter.setPen(self._look.colour(role))
        right = column is Column.VALUE and not row.fact.is_claim
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        # Of a date too long for its column at least the year is read.
        space = rect.adjusted(_PAD, 0, -2 if column is Column.PERIOD else -_PAD, 0)
        self._tint_hits(painter, space, row, column, words, right)
        elided(painter, space, words, align)

    def _tint_hits(self, painter: QPainter, space: QRectF, row: FactRow, column: Column, words: str,
                   right: bool) -> None:
        """A tint behind what was looked for: its words, or the whole value where that is it."""
        if self.hits is None or column not in _SEARCHED:
            return
        spans = [match.span() for match in self.hits.finditer(words)]
        if column is Column.VALUE and is_value_hit(self.sought, row):
            spans = [(0, len(words))]
        metrics = QFontMetricsF(painter.font())
        left = space.right() - metrics.horizontalAdvance(words) if right else space.left()
        for start, end in spans:
            ground = QRectF(left + metrics.horizontalAdvance(words[:start]) - 1, space.top() + 6,
                            metrics.horizontalAdvance(words[start:end]) + 2, space.height() - 13)
            shown = ground.intersected(space.adjusted(-2, 0, 2, 0))
            painter.fillRect(shown, self._look.colour("queried_tint"))


class FactsTable(QTableView):
    """Read-only: without editable flags no input method swallows a key."""


    def __init__(self, model: FactsModel, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setObjectName("facts")
        self.setAccessibleName("事实表")
        self._delegate = FactsDelegate(look, icons, self)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._arrange_headers()
        self._frozen = FrozenColumn(self, Column.STATUS)
        look.changed.connect(self.viewport().update)
        look.scaled.connect(self.fit_columns)
        icons.ready.connect(self.viewport().update)

    def _arrange_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setFixedHeight(ROW_HEIGHT)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        header.setMinimumSectionSize(_NARROWEST)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(False)  # the widths that are shared out fill the table themselves
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(Column.STATUS, QHeaderView.ResizeMode.Fixed)
        header.sectionResized.connect(self._resized)
        self._fitting = False
        self.own_widths = False

    def show_hits(self, sought: Sought | None) -> None:
        """Mark what was looked for; None marks nothing."""
        self._delegate.sought, self._delegate.hits = sought, hits_pattern(sought)
        self.viewport().update()

    def kept_widths(self) -> dict[int, int]:
        """Widths in pixels that the editor has set, of the columns shown; none while they fit themselves."""
        shown = (column for column in Column if not self.isColumnHidden(column))
        return {column: self.columnWidth(column) for column in shown} if self.own_widths else {}

    def set_own_widths(self, widths: Mapping[Column, int]) -> None:
        """Widths that the editor has set before; with none the columns fit themselves."""
        self.own_widths = bool(widths)
        self.horizontalHeader().setStretchLastSection(self.own_widths)
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    def _resized(self, _column: int, _before: int, _after: int) -> None:
        # A width the editor has set is kept from then on.
        if not self._fitting and QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self.own_widths = True
            self.horizontalHeader().setStretchLastSection(True)

    def fit_columns(self) -> None:
        """Widths by what the columns hold; what is left goes to subject and indicator, by their need."""
        if self.own_widths:
            return
        shown = [column for column in Column if not self.isColumnHidden(column)]
        words = {column: self._measured(column) for column in shown}
        needed = {column: widths[-1] for column, widths in words.items()}
        room = int(self.viewport().width() / scale.factor())  # pixels of 100 % from here on
        if sum(needed.values()) > room:
            # No room for everything: one long word must not widen a column for all. Numbers stay whole.
            needed |= {column: widths[int((len(widths) - 1) * _FITTING)] for column, widths in words.items()
                       if column not in (Column.VALUE, Column.HEDGE)}
            self._keep_years(words, needed)
        widths = shared_widths(needed, room)
        self._fitting = True
        for column, width in widths.items():
            self.setColumnWidth(column, int(width * scale.factor()))
        self._fitting = False

    def _keep_years(self, words: Mapping[Column, list[int]], needed: dict[Column, int]) -> None:
        """Of dates that are too long for their column at least the year is read: 2024…"""
        if Column.PERIOD in needed:
            year = QFontMetricsF(block_font(CONTROL_PX)).horizontalAdvance("2024…")
            least = min(int(year) + _PAD + 4, words[Column.PERIOD][-1])
            needed[Column.PERIOD] = max(needed[Column.PERIOD], least)

    def _measured(self, column: Column) -> list[int]:
        """Pixels of 100 % for the first words of a column, ascending, each at least as wide as the header."""
        if column in (Column.STATUS, Column.TRUST):
            return [WIDTHS[column]]
        metrics = QFontMetricsF(block_font(CONTROL_PX))
        least = max(metrics.horizontalAdvance(HEADERS[column]), _NARROWEST - 2 * _PAD)
        # A claim's words stand in for its value and may run on.
        words = [cell_text(row, column) for row in self.model().shown()[:_MEASURED]
                 if column is not Column.VALUE or not row.fact.is_claim]
        wide = {one: metrics.horizontalAdvance(one) for one in set(words)}
        widths = [wide[one] for one in words]
        return sorted(int(max(width, least)) + 2 * _PAD + 2 for width in [*widths, least])

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fitting = True
        super().resizeEvent(event)
        self.fit_columns()
        self._frozen.place()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        # Qt turns the input method on for editable items only; keep it off whatever the model says.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def show_position(self, position: int | None) -> None:
        """Make a row the current one without moving the columns; None clears."""
        if position is None:
            self.selectionModel().clear()
            return
        index = self.model().index(position, Column.SUBJECT)
        if self.currentIndex().row() != position or not self.selectionModel().isRowSelected(position):
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
        across = self.horizontalScrollBar().value()
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.horizontalScrollBar().setValue(across)
