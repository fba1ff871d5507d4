"""修改记录: every decision, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLabel, QStackedLayout, QTableView, QVBoxLayout, QWidget

from ecodesk.domain.decisions import Gone
from ecodesk.domain.views import DecisionRow, WordingRow
from ecodesk.gui.facts.notes import decision_text
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.labels import change_text, fact_title, moment
from ecodesk.gui.models.rows import RowsModel
from ecodesk.gui.plain import rows_table
from ecodesk.gui.printed import printed_value
from ecodesk.gui.widgets import EmptyState, hint

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk

HEADERS = ("时间", "编辑", "稿件", "事实", "数值", "审定", "备注", "依据")
_WIDTHS = (134, 72, 170, 230, 108, 210, 130)
_LIMIT = 500
Line = DecisionRow | WordingRow


class DecisionsModel(RowsModel):
    """Lines of the audit trail."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(HEADERS, (), parent)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        item = self._rows[index.row()]
        if isinstance(item, WordingRow):
            return _told(item)[index.column()]
        decision, fact = item.decision, item.row.fact
        value = printed_value(fact) + ("" if fact.is_claim else fact.unit)
        return (moment(decision.at), decision.editor or "未署名", item.row.title, fact_title(fact), value,
                decision_text(decision), decision.note, decision.source)[index.column()]

    def row_at(self, position: int) -> Line | None:
        return self._rows[position] if 0 <= position < len(self._rows) else None

    def show_rows(self, rows: Sequence[Line]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()


def _told(item: WordingRow) -> tuple[str, ...]:
    """A correction to the wording in the same columns."""
    words = "改字" if item.live else "取消改字"
    turned = "撤销：" if item.undoes else "重做：" if item.redoes else ""
    return (moment(item.at), item.editor or "未署名", item.title, change_text(item.wording), "",
            turned + words, item.wording.note, "")


def _at(line: Line) -> datetime:
    return line.at if isinstance(line, WordingRow) else line.decision.at


class RecordPage(QWidget):
    """The newest decisions; a double click goes to the fact."""

    fact_wanted = Signal(int)
    article_wanted = Signal(int)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._desk, self._jobs = desk, jobs
        self._stale = True
        self.model = DecisionsModel(self)
        self.table = _table(self.model)
        self.table.activated.connect(self._go)
        title = QLabel("修改记录")
        title.setObjectName("page_title")
        self._words = hint("")
        column = QVBoxLayout(self)
        column.setContentsMargins(34, 24, 34, 16)
        column.setSpacing(10)
        column.addWidget(title)
        column.addWidget(self._words)
        self._stack = QStackedLayout()
        self._stack.addWidget(EmptyState("还没有审定", "在核稿页核实、更正或存疑，每一步都会记在这里"))
        self._stack.addWidget(self.table)
        column.addLayout(self._stack, 1)
        self.setFocusProxy(self.table)

    def mark_stale(self) -> None:
        self._stale = True

    def show_now(self) -> None:
        if self._stale:
            self._stale = False
            self._jobs.read(self._read, self._show)

    def _read(self) -> list[Line]:
        queries = self._desk.queries
        lines: list[Line] = [*queries.decisions(_LIMIT), *queries.wording_log(_LIMIT)]
        return sorted(lines, key=_at, reverse=True)[:_LIMIT]

    def _show(self, rows: list[Line]) -> None:
        self.model.show_rows(rows)
        self._stack.setCurrentIndex(1 if rows else 0)
        more = f"（只列最近 {_LIMIT} 条，全部见导出的工作簿）" if len(rows) >= _LIMIT else ""
        self._words.setText(f"{len(rows)} 条{more}，双击转到事实" if rows else "")

    def _go(self, index: QModelIndex) -> None:
        item = self.model.row_at(index.row())
        if isinstance(item, WordingRow):
            self.article_wanted.emit(item.wording.article_id)
        elif item is not None and item.row.gone is Gone.HERE:
            self.fact_wanted.emit(item.row.id)
        elif item is not None:
            self.article_wanted.emit(item.row.article_id)


def _table(model: DecisionsModel) -> QTableView:
    table = rows_table(model, "修改记录", _WIDTHS)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    return table
