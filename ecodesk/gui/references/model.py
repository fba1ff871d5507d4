"""Reference values as rows of a table, read a page at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from ecodesk.domain.references import ReferenceRow
from ecodesk.gui.labels import moment, period_text
from ecodesk.gui.models.rows import RowsModel
from ecodesk.gui.theme import Look
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.references import about, cited, figure_text

HEADERS = ("主体", "指标", "数值", "单位", "时间", "地点", "出处", "出处日期", "页码", "比对", "备注", "编辑")
WIDTHS = (130, 132, 92, 58, 96, 80, 150, 92, 50, 50, 90)
_VALUE, _PAGE, _FACTS = 2, 8, 9
_NUMBERS = (_VALUE, _PAGE, _FACTS)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_STRONG = frozenset({0, 1, _VALUE, 3})


class ReferencesModel(RowsModel):
    """The rows read so far; `more_wanted` asks for the next ones when the end comes into sight."""

    more_wanted = Signal(int)  # id of the last row

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(HEADERS, (), parent)
        self._look = look
        self._whole = True
        self._asked = False

    def show_rows(self, rows: Sequence[ReferenceRow], whole: bool) -> None:
        """Rows from the beginning; `whole` tells that there are no further ones."""
        self.beginResetModel()
        self._rows, self._whole, self._asked = tuple(rows), whole, False
        self.endResetModel()

    def add_rows(self, rows: Sequence[ReferenceRow], whole: bool) -> None:
        """The next rows."""
        self._whole, self._asked = whole, False
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows += tuple(rows)
            self.endInsertRows()

    def canFetchMore(self, parent: QModelIndex) -> bool:
        return not parent.isValid() and not self._whole and not self._asked

    def fetchMore(self, parent: QModelIndex) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit(self._rows[-1].id if self._rows else 0)

    def row_at(self, position: int) -> ReferenceRow | None:
        return self._rows[position] if 0 <= position < len(self._rows) else None

    def place_of(self, reference_id: int) -> int:
        """Where a reference stands, -1 where it is not among the rows read."""
        return next((place for place, row in enumerate(self._rows) if row.id == reference_id), -1)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return cells_of(row)[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._look.colour("text" if column in _STRONG else "muted")
        if role == Qt.ItemDataRole.ToolTipRole:
            by = message("gui-reference-last", editor=row.editor or "未署名", at=moment(row.at))
            return "\n".join(filter(None, (about(row.reference), figure_text(row.reference),
                                           cited(row.reference), row.reference.note, by)))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return _RIGHT
        return super().headerData(section, orientation, role)


def cells_of(row: ReferenceRow) -> tuple[str, ...]:
    """A reference as the table shows it."""
    item = row.reference
    figure = figure_text(item)
    bare = figure.removesuffix(item.unit) if item.unit else figure
    return (item.subject or item.place, item.indicator, bare, item.unit, period_text(item.period), item.place,
            item.source, item.dated, item.page, str(row.facts) if row.facts else "", item.note,
            row.editor or "未署名")
