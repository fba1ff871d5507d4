"""The first rows of a table as they stand in the file; what a column holds is written above its header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from ecodesk.domain.tables import Column
from ecodesk.gui import scale
from ecodesk.gui.actions import on_enter
from ecodesk.gui.article.sheet import block_font, screen_font
from ecodesk.gui.dialogs.column_form import NONE
from ecodesk.gui.models.rows import RowsModel
from ecodesk.gui.theme import CONTROL_PX, SMALL_PX, Look
from ecodesk.gui.widgets import elided
from ecodesk.knowledge.labels import label

_HEAD = 52  # height of the two lines of a header
_ROW = 30
_NARROW, _WIDE = 92, 300
_SHOWN = 120  # characters of a cell that can be in sight
_TIP = 600


class CellsModel(RowsModel):
    """Rows of text; columns that are not taken in are paler."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__((), (), parent)
        self._look = look
        self._columns: Mapping[int, Column] = {}

    @property
    def names(self) -> tuple[str, ...]:
        return self._headers

    def show_rows(self, names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.beginResetModel()
        self._headers, self._rows = tuple(names), tuple(rows)
        self.endResetModel()

    def show_columns(self, columns: Mapping[int, Column]) -> None:
        self._columns = dict(columns)
        if self._rows and self._headers:
            last = self.index(len(self._rows) - 1, len(self._headers) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def column_at(self, place: int) -> Column | None:
        return self._columns.get(place)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        """For screen readers: the header paints itself."""
        name = super().headerData(section, orientation, role)
        column = self._columns.get(section)
        return name and f"{name}：{label(column) if column else NONE}"

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        cell = row[index.column()] if index.column() < len(row) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(cell[:_SHOWN].split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell if len(cell) <= _TIP else cell[:_TIP] + "…"
        if role == Qt.ItemDataRole.ForegroundRole and index.column() not in self._columns:
            return self._look.colour("faint")
        return None


class MeaningHeader(QHeaderView):
    """Two lines a column: what it holds, and its header in the file."""

    def __init__(self, look: Look, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self.setSectionsClickable(True)
        self.setFixedHeight(_HEAD)
        self.setMinimumSectionSize(60)
        look.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), scale.scaled(_HEAD))

    def paintSection(self, painter: QPainter, rect: QRectF, section: int) -> None:
        model, table, look = self.model(), self.parent(), self._look
        column = model.column_at(section)
        painter.save()
        rect = scale.begin(painter, rect)
        painter.fillRect(rect, look.colour("selected" if column else "header"))
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        space = rect.adjusted(7, 5, -7, 0)
        space.setHeight(20)
        painter.setFont(block_font(CONTROL_PX, bool(column)))
        painter.setPen(look.colour("accent_text" if column else "faint"))
        elided(painter, space, f"{label(column) if column else NONE} ▾")
        painter.setFont(block_font(SMALL_PX))
        painter.setPen(look.colour("text" if column else "muted"))
        elided(painter, space.translated(0, 22), model.names[section])
        if table.hasFocus() and table.currentIndex().column() == section:
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawRect(QRectF(rect).adjusted(1, 1, -2, -2))
        painter.restore()


class TablePane(QTableView):
    """Shows the rows; a click on a header, or Enter in a column, asks what it holds."""

    given = Signal(int, object)  # place of the column, Column or None

    def __init__(self, look: Look, parent: QWidget | None = None,
                 meanings: type[StrEnum] = Column) -> None:
        super().__init__(parent)
        self._meanings = meanings
        self.cells = CellsModel(look, self)
        self.setModel(self.cells)
        self.setAccessibleName("表格的前几行")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self._header = MeaningHeader(look, self)
        self.setHorizontalHeader(self._header)
        self._header.sectionClicked.connect(self.ask)
        self.selectionModel().currentColumnChanged.connect(self._header.viewport().update)
        on_enter(self, lambda: self.ask(self.currentIndex().column()))
        self.menu: QMenu | None = None
        self._needed: list[int] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._settle)

    def show_rows(self, names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show rows under these names, the columns as wide as their words, within bounds."""
        self.cells.show_rows(names, rows)
        metrics = QFontMetricsF(screen_font(CONTROL_PX))
        self._needed = []
        for place, name in enumerate(names):
            cells = [row[place][:_SHOWN] for row in rows[:12] if place < len(row)]
            self._needed.append(int(max(map(metrics.horizontalAdvance, [name, *cells])) + 24))
        self._fit()

    def _fit(self) -> None:
        """Columns within bounds; the longest takes the room that is left."""
        widths = [min(max(needed, scale.scaled(_NARROW)), scale.scaled(_WIDE)) for needed in self._needed]
        spare = self.viewport().width() - sum(widths)
        if widths and spare > 0:
            widths[self._needed.index(max(self._needed))] += spare
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The scroll bars come and go while the room is given out.
        self._later.start(0)

    def _settle(self) -> None:
        self._fit()
        self.reveal(max(self.currentIndex().column(), 0))

    def show_columns(self, columns: Mapping[int, Column]) -> None:
        self.cells.show_columns(columns)
        self._header.viewport().update()

    def reveal(self, place: int) -> None:
        """Bring a column into sight, and keep it there when the room changes."""
        self.setCurrentIndex(self.cells.index(max(self.currentIndex().row(), 0), place))
        # The scroll bar learns of new widths later; till then nothing can be scrolled to.
        self.updateGeometries()
        self.scrollTo(self.currentIndex())

    def ask(self, place: int) -> None:
        """A menu of what the column may hold, under its header."""
        if place < 0:
            return
        self.setCurrentIndex(self.cells.index(max(self.currentIndex().row(), 0), place))
        self.menu = QMenu(self)
        self.menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu.destroyed.connect(self._menu_closed)
        chosen = self.cells.column_at(place)
        for column in (*self._meanings, None):
            action = self.menu.addAction(label(column) if column else NONE)
            action.setCheckable(True)
            action.setChecked(column is chosen)
            action.triggered.connect(lambda _on=False, column=column: self.given.emit(place, column))
            if column is chosen:
                self.menu.setActiveAction(action)
        left = self._header.sectionViewportPosition(place)
        self.menu.popup(self._header.viewport().mapToGlobal(QPoint(max(left, 0), scale.scaled(_HEAD))))

    def _menu_closed(self) -> None:
        self.menu = None

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._header.viewport().update()
        return super().event(event)
