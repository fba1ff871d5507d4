"""修改记录: decisions, rulings, wording, imports taken back, changes of references; the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLabel, QStackedLayout, QTableView, QVBoxLayout, QWidget

from ecodesk.domain.decisions import Gone
from ecodesk.domain.record import DeskStep, ReferenceStep
from ecodesk.domain.views import DecisionRow, RulingStep, WordingRow
from ecodesk.gui.empty import EmptyState
from ecodesk.gui.facts.notes import decision_text
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.labels import change_text, fact_title, moment
from ecodesk.gui.models.rows import RowsModel
from ecodesk.gui.plain import rows_table
from ecodesk.gui.printed import printed_value
from ecodesk.gui.widgets import hint
from ecodesk.knowledge import record
from ecodesk.knowledge.settlements import step_words

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk

HEADERS = ("时间", "编辑", "稿件", "事实", "数值", "审定", "备注", "依据")
_WIDTHS = (134, 72, 160, 210, 104, 190, 120)
_LIMIT = 500

Item = DecisionRow | RulingStep | WordingRow | DeskStep


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
        if isinstance(item, RulingStep):
            return _ruling_cells(item)[index.column()]
        if not isinstance(item, DecisionRow):
            return _step_cells(item)[index.column()]
        decision, fact = item.decision, item.row.fact
        value = printed_value(fact) + ("" if fact.is_claim else fact.unit)
        return (moment(decision.at), decision.editor or "未署名", item.row.title, fact_title(fact), value,
                decision_text(decision), decision.note, decision.source)[index.column()]

    def row_at(self, position: int) -> Item | None:
        return self._rows[position] if 0 <= position < len(self._rows) else None

    def show_rows(self, rows: Sequence[Item]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()


def _told(item: WordingRow) -> tuple[str, ...]:
    """A correction to the wording in the same columns."""
    words = "改字" if item.live else "取消改字"
    turned = "撤销：" if item.undoes else "重做：" if item.redoes else ""
    return (moment(item.at), item.editor or "未署名", item.title, change_text(item.wording), "",
            turned + words, item.wording.note, "")


def _ruling_cells(step: RulingStep) -> tuple[str, ...]:
    """A ruling about a group: its articles and values, what was ruled and why."""
    titles = "、".join(dict.fromkeys(f"《{row.title}》" for row in step.rows))
    values = "／".join(dict.fromkeys(f"{printed_value(row.fact)}{row.fact.unit}" for row in step.rows))
    return (moment(step.at), step.editor or "未署名", titles, fact_title(step.rows[0].fact), values,
            step_words(step), step.note, "")


def _step_cells(step: DeskStep) -> tuple[str, ...]:
    """A step that is about no fact: the batch or the sources, what was done."""
    return (moment(step.at), step.editor or "未署名", record.title_of(step), record.subject_of(step),
            record.values_of(step), record.what_of(step), "", record.source_of(step))


class RecordPage(QWidget):
    """The newest steps; a double click goes to the fact, the article or the references."""

    fact_wanted = Signal(int)
    article_wanted = Signal(int)
    references_wanted = Signal()

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

    def _read(self) -> list[Item]:
        """All that is told, the newest step first."""
        queries = self._desk.queries
        found: list[Item] = [*queries.decisions(_LIMIT), *queries.ruling_steps(_LIMIT),
                             *queries.wording_log(_LIMIT), *queries.desk_steps(_LIMIT)]
        return sorted(found, key=_step_number, reverse=True)[:_LIMIT]

    def _show(self, rows: list[Item]) -> None:
        self.model.show_rows(rows)
        self._stack.setCurrentIndex(1 if rows else 0)
        self.setFocusProxy(self._stack.currentWidget())
        more = f"（只列最近 {_LIMIT} 条，全部见导出的工作簿）" if len(rows) >= _LIMIT else ""
        self._words.setText(f"{len(rows)} 条{more}，双击转到事实" if rows else "")

    def _go(self, index: QModelIndex) -> None:
        item = self.model.row_at(index.row())
        if isinstance(item, WordingRow):
            self.article_wanted.emit(item.wording.article_id)
        elif isinstance(item, ReferenceStep):
            self.references_wanted.emit()
        elif isinstance(item, DecisionRow | RulingStep):
            row = (item.kept or item.rows[0]) if isinstance(item, RulingStep) else item.row
            here = row.gone is Gone.HERE
            (self.fact_wanted if here else self.article_wanted).emit(row.id if here else row.article_id)


def _step_number(item: Item) -> int:
    return item.decision.step if isinstance(item, DecisionRow) else item.step


def _table(model: DecisionsModel) -> QTableView:
    table = rows_table(model, "修改记录", _WIDTHS)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    return table
