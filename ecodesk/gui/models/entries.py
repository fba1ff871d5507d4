"""The entries of the desk's own dictionary as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QColor

from ecodesk.domain.entries import Entry, EntryRow, EntryState
from ecodesk.domain.facts import Fact
from ecodesk.gui.labels import moment
from ecodesk.gui.models.rows import RowsModel
from ecodesk.gui.theme import Look
from ecodesk.knowledge.labels import field_label, label
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.script import simplified

HEADERS = ("状态", "字段", "原词", "改写为", "条件", "更正", "反例", "用过", "编辑", "时间", "例句")
WIDTHS = (62, 58, 146, 146, 156, 56, 56, 56, 76, 138)
_ROLES = {EntryState.PROPOSED: "queried_text", EntryState.ACTIVE: "verified_text", EntryState.OFF: "muted"}
_NUMBERS = frozenset({5, 6, 7})
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def condition_text(entry: Entry) -> str:
    """When an entry holds: 与“亩”同类 as the unit, or beside which indicator."""
    if not entry.given:
        return ""
    return message(f"gui-entry-given-{entry.field}", given=entry.given)


def words_of(entry: Entry) -> str:
    """An entry in one line: “綦江”改写为“綦江区”, “青禾茶业”认作名称."""
    code = "gui-entry-name" if entry.is_name else "gui-entry-rewrite"
    return message(code, found=entry.found, wanted=entry.wanted)


def written_text(fact: Fact) -> str:
    """What entries did to a fact as extracted: 主体由“綦江”改写, “青禾茶业”认作名称."""
    parts = []
    for item in fact.rewritten:
        known = getattr(fact, item.field) == item.found
        code = "gui-entry-name" if known else "gui-entry-was"
        parts.append(message(code, field=field_label(item.field), found=item.found))
    return message("gui-entry-house", words="，".join(parts)) if parts else ""


class EntriesModel(RowsModel):
    """Entries of one state or all, that hold some words in either script."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(HEADERS, (), parent)
        self._look = look

    def show_rows(self, rows: Sequence[EntryRow], state: EntryState | None = None, words: str = "") -> None:
        wanted = simplified(words.strip()).casefold()
        self.beginResetModel()
        self._rows = tuple(row for row in rows if state in (None, row.state) and _holds(row, wanted))
        self.endResetModel()

    @property
    def rows(self) -> tuple[EntryRow, ...]:
        """All that is shown, from top to bottom."""
        return self._rows

    def row_at(self, position: int) -> EntryRow | None:
        return self._rows[position] if 0 <= position < len(self._rows) else None

    def data(self, index: QModelIndex, role: int = 0) -> object:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _cells(row)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return message("gui-entry-against") if column == 6 and row.against else _cells(row)[column]
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._look.hex(_role(row, column)))
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return _RIGHT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return _RIGHT
        return super().headerData(section, orientation, role)


def _role(row: EntryRow, column: int) -> str:
    if column == 0:
        return _ROLES[row.state]
    if column == 6 and row.against:
        return "conflict_text"
    return "text" if column in (2, 3) and row.state is not EntryState.OFF else "muted"


def _cells(row: EntryRow) -> tuple[str, ...]:
    entry = row.entry
    wanted = message("gui-entry-is-name") if entry.is_name else entry.wanted
    counts = (str(count) if count else "" for count in (row.corrections, row.against, row.uses))
    return (label(row.state), field_label(entry.field), entry.found, wanted, condition_text(entry), *counts,
            row.editor or "未署名", moment(row.at) if row.at else "", row.sentence)


def _holds(row: EntryRow, words: str) -> bool:
    return not words or any(words in simplified(cell).casefold() for cell in _cells(row))
