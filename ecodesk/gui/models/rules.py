"""Rules of the checks and plausible ranges as rows of tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QColor

from ecodesk.gui.models.rows import RowsModel
from ecodesk.gui.theme import Look
from ecodesk.knowledge.labels import label
from ecodesk.services.rules import RangeRow, RuleRow

RULE_HEADERS = ("状态", "规则", "判为", "问什么", "不当", "妥当", "依据")
RULE_WIDTHS = (62, 128, 62, 300, 170, 170)
RANGE_HEADERS = ("来自", "名称", "说的是", "数", "每", "从", "到", "单位", "依据")
RANGE_WIDTHS = (62, 150, 190, 150, 150, 76, 76, 92)
Row = TypeVar("Row")
_NUMBERS = frozenset({5, 6})
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def rule_cells(row: RuleRow) -> tuple[str, ...]:
    """What the table says of a rule; of a choice of house style the form that is chosen."""
    state = "开" if row.on else "关"
    if row.forms:
        chosen = next((form for form in row.forms if form.form == row.form), None)
        forms = "／".join(form.message for form in row.forms)
        told = (chosen.message, chosen.wrong, chosen.right) if chosen else (f"任选：{forms}", "", "")
        return (state, row.title, label(row.forms[0].verdict), *told, "本社" if chosen else "")
    rule = row.rule
    if rule is None:
        return state, row.title, "", "", "", "", ""
    return state, row.title, label(rule.verdict), rule.message, rule.wrong, rule.right, rule.source


def range_cells_of(row: RangeRow) -> tuple[str, ...]:
    """What the table says of a range."""
    cells = row.cells
    words = {name: cells[name].replace("|", "、") for name in ("subject", "over_words", "under_words")}
    unit = f"{cells['over_unit']}/{cells['under_unit']}" if cells["under_unit"] else cells["over_unit"]
    return ("本社" if row.own else "自带", cells["title"], words["subject"] or "不限", words["over_words"],
            words["under_words"], cells["low"], cells["high"], unit, cells["source"])


def rule_role(row: RuleRow, column: int) -> str:
    """The colour of a rule's cell: what is off is grey."""
    if column == 0:
        return "verified_text" if row.on else "muted"
    return "text" if row.on and column == 1 else "muted"


def range_role(row: RangeRow, column: int) -> str:
    """The colour of a range's cell: the newsroom's own are marked."""
    if column == 0:
        return "verified_text" if row.own else "muted"
    return "text" if column in (1, *_NUMBERS) else "muted"


class WordsModel(RowsModel, Generic[Row]):
    """Rows of which every cell is a word."""

    def __init__(self, headers: Sequence[str], cells: Callable[[Row], tuple[str, ...]],
                 role: Callable[[Row, int], str], look: Look, parent: QObject | None = None,
                 numbers: frozenset[int] = frozenset()) -> None:
        super().__init__(headers, (), parent)
        self._cells, self._role, self._look, self._numbers = cells, role, look, numbers

    def row_at(self, position: int) -> Row | None:
        return self._rows[position] if 0 <= position < len(self._rows) else None

    def show_rows(self, rows: Sequence[Row], words: str = "") -> None:
        """Those of the rows that hold the words."""
        self.beginResetModel()
        self._rows = tuple(row for row in rows if any(words in cell for cell in self._cells(row)))
        self.endResetModel()

    def data(self, index: QModelIndex, role: int = 0) -> object:
        row, column = self.row_at(index.row()) if index.isValid() else None, index.column()
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cells(row)[column]
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._look.hex(self._role(row, column)))
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and column in self._numbers else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self._numbers:
            return _RIGHT
        return super().headerData(section, orientation, role)


def rules_model(look: Look, parent: QObject) -> WordsModel[RuleRow]:
    """The rules in the order of the checks."""
    return WordsModel(RULE_HEADERS, rule_cells, rule_role, look, parent)


def ranges_model(look: Look, parent: QObject) -> WordsModel[RangeRow]:
    """The newsroom's own ranges, then the built-in ones."""
    return WordsModel(RANGE_HEADERS, range_cells_of, range_role, look, parent, _NUMBERS)


def typed_words(cells: Mapping[str, str]) -> dict[str, str]:
    """A row's cells as an editor types them: words parted by 、."""
    return {name: value.replace("|", "、") for name, value in cells.items()}
