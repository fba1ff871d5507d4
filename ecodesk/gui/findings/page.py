"""互校: findings at the left, the articles they speak of side by side, the arithmetic below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ecodesk.domain.findings import VALUED
from ecodesk.domain.views import Changes, FactRow, FindingRow
from ecodesk.gui.actions import Actions, on_enter
from ecodesk.gui.buttons import FoldingButtons, KeyButton
from ecodesk.gui.empty import EmptyState
from ecodesk.gui.facts.band import extent_for, usual_range
from ecodesk.gui.facts.number_line import NumberLine
from ecodesk.gui.facts.trend import TrendChart
from ecodesk.gui.findings.gather import RemarkReader
from ecodesk.gui.findings.list_pane import FindingsPane
from ecodesk.gui.findings.settlement import RulingButtons, SettlementBar
from ecodesk.gui.findings.side import Side
from ecodesk.gui.flow import Flow
from ecodesk.gui.icons import Icons
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.labels import fact_title, verdict_text
from ecodesk.gui.marks import GROUPED, verdict_role
from ecodesk.gui.models.findings import finding_title, identity, trend_of
from ecodesk.gui.printed import printed_value
from ecodesk.gui.remarks import Remark
from ecodesk.gui.selection import Selection
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import Elided, FormulaRow, Pill

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk

_BUTTONS = ("verify", "edit_cell", "query", "reject")


class CrossPage(QWidget):
    """Choosing a finding makes its first fact the selection's; decisions go on to the next finding."""

    fact_wanted = Signal(int)
    place_wanted = Signal(object)  # Remark
    item_changed = Signal()

    def __init__(self, desk: Desk, jobs: Jobs, selection: Selection, actions: Actions, look: Look,
                 icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._desk, self._jobs, self._selection, self._look = desk, jobs, selection, look
        self._stale = True
        self._row: FindingRow | None = None
        self._remark: Remark | None = None
        self._reader = RemarkReader(desk.queries)
        self.pane = FindingsPane(look, icons)
        self.settlement = SettlementBar(icons, look, wide=True)
        self.rulings = RulingButtons(actions, look, keyed=True)
        self.sides = (Side(look), Side(look))
        self._build(actions)
        self.pane.chosen.connect(self._show_item)
        self.pane.opened.connect(self._go)
        self.pane.list.turned.connect(self.turn)
        actions.on("open_finding", self._go)
        for number, side in enumerate(self.sides):
            side.fact_clicked.connect(self._pick)
            on_enter(side.view, self._go)
            side.other_wanted.connect(lambda article_id, number=number: self._swap(number, article_id))
        selection.fact_changed.connect(self._fact_changed)
        self.setFocusProxy(self.pane.list)

    def _build(self, actions: Actions) -> None:
        pair = QSplitter(Qt.Orientation.Horizontal)
        for side in self.sides:
            pair.addWidget(side)
        pair.setHandleWidth(1)
        pair.setChildrenCollapsible(False)
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(pair)
        right.addWidget(self._make_foot(actions))
        right.setSizes([470, 340])
        right.setHandleWidth(1)
        right.setChildrenCollapsible(False)
        self._stack = QStackedWidget()
        words = "导入两篇以上说到同一件事的稿件，这里会把它们并排放好"
        self._stack.addWidget(EmptyState("还没有可以对照的内容", words, [actions["import"]]))
        self._stack.addWidget(right)
        whole = QSplitter(Qt.Orientation.Horizontal, self)
        whole.addWidget(self.pane)
        whole.addWidget(self._stack)
        whole.setSizes([400, 1000])
        whole.setStretchFactor(1, 1)
        whole.setHandleWidth(1)
        whole.setChildrenCollapsible(False)
        self.pane.setMinimumWidth(320)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(whole)
        actions.add_review_area(self)

    def _make_foot(self, actions: Actions) -> QFrame:
        foot = QFrame()
        foot.setObjectName("inspector")
        foot.setMinimumHeight(310)
        self._target = Elided()
        # The tool bar's first button opens the finding too.
        opening = KeyButton(actions["open_finding"], lambda: "Enter", self._look)
        deciding = [self._decide_button(actions, name) for name in _BUTTONS]
        buttons = FoldingButtons([*deciding, opening], spared=opening)
        column = QVBoxLayout(foot)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(7)
        column.addWidget(self._make_told(), 1)
        column.addWidget(self._target)
        column.addWidget(buttons)
        return foot

    def _decide_button(self, actions: Actions, name: str) -> KeyButton:
        # Enter opens the finding in the list beside: the button shows the letter.
        shown = actions.letter_of if name == "verify" else actions.key_of
        return KeyButton(actions[name], partial(shown, name), self._look, name == "verify")

    def _make_told(self) -> QScrollArea:
        """What the finding says, with its rulings; it scrolls where all is large."""
        body = QWidget()
        body.setObjectName("inspector_body")
        self._title, self._pill = Elided(name="heading", px=15, bold=True), Pill(self._look)
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._formula, self._words = FormulaRow(), QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._line, self.trend = NumberLine(self._look), TrendChart(self._look, self._jobs)
        self.trend.fact_wanted.connect(self._pick)
        head = Flow(at_right=1, gap=8)
        head.setContentsMargins(0, 0, 0, 0)
        for widget in (self.rulings, self._title, self._pill):
            head.addWidget(widget)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        column.addLayout(head)
        for widget in (self._formula, self._words, self._line, self.trend, self.settlement):
            column.addWidget(widget)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        return area

    # What is shown

    def mark_stale(self) -> None:
        """Findings may have changed: read them when the page is shown."""
        self._stale = True

    def show_now(self) -> None:
        if self._stale:
            self._stale = False
            self._jobs.read(self._desk.queries.findings, self._loaded)

    def apply(self, changes: Changes) -> None:
        """Follow an operation: only the facts it touched, unless findings changed."""
        if changes.findings:
            self.mark_stale()
            return
        shown = {fact.id for fact in self._row.rows} if self._row else set()
        wanted = tuple(changes.facts)
        if wanted and not self._stale:
            self._jobs.read(lambda: {fact_id: self._desk.queries.fact(fact_id) for fact_id in wanted},
                            lambda fresh: self._updated(fresh, bool(shown & fresh.keys())))

    def step(self, by: int) -> None:
        self.pane.step(by)

    @property
    def group(self) -> FindingRow | None:
        """The group shown, None for a finding inside one article and for a remark."""
        return self._row if self._row is not None and self._row.finding.kind == "across" else None

    @property
    def decidable(self) -> bool:
        """True while the item shown is about a fact on which the editor can decide."""
        return self._row is not None

    def _loaded(self, rows: list[FindingRow]) -> None:
        self.pane.show_rows([row for row in rows if row.rows])
        self._jobs.read(lambda: self._reader.read(rows), self._remarks_loaded)

    def _remarks_loaded(self, remarks: list[Remark]) -> None:
        self.pane.show_remarks(remarks)
        self._stack.setCurrentIndex(1 if self.pane.current else 0)

    def _updated(self, fresh: dict[int, FactRow], shown: bool) -> None:
        self.pane.model.update_facts(fresh)
        if shown:
            self._show_item(self.pane.current)

    def _show_item(self, item: FindingRow | Remark | None) -> None:
        before = self._row
        self._row = item if isinstance(item, FindingRow) else None
        self._remark = item if isinstance(item, Remark) else None
        self._stack.setCurrentIndex(1 if item else 0)
        if self._row is not None:
            self._show_finding(self._row, before)
        elif self._remark is not None:
            self._show_remark(self._remark)
        self.item_changed.emit()

    def _show_finding(self, row: FindingRow, before: FindingRow | None) -> None:
        articles = self._articles(row)
        self._show_side(0, articles[0])
        self.sides[1].setVisible(len(articles) > 1)
        if len(articles) > 1:
            self._show_side(1, articles[1])
        self._mark_digits()
        self._show_foot(row)
        if before is None or identity(before) != identity(row):
            self._pick(self._target_of(row).id)

    def _show_remark(self, remark: Remark) -> None:
        """A place of the text: one article, no fact to decide on."""
        side = self.sides[0]
        self.sides[1].hide()
        side.show_article(self._selection.article_of(remark.article_id), [], [])
        side.view.show_place(remark.span)
        self._title.show_text(remark.name)
        self._pill.show_text("文字", verdict_role(remark.verdict))
        self._formula.hide()
        self._words.setText(remark.words)
        self._line.hide()
        self.trend.hide()
        self.settlement.show_group(None)
        self._target.show_text("这里说的是文字，没有数据要审定；按 Enter 到核稿页看上下文")

    @staticmethod
    def _articles(row: FindingRow) -> list[int]:
        return list(dict.fromkeys(fact.article_id for fact in row.rows))

    @staticmethod
    def _target_of(row: FindingRow) -> FactRow:
        """The fact that probably slipped, else the first."""
        offered = row.finding.suggestion
        return next((fact for fact in row.rows if offered and fact.fact.id == offered.fact_id), row.rows[0])

    def _show_side(self, number: int, article_id: int) -> None:
        if self._row is None:
            return
        facts = [fact for fact in self._row.rows if fact.article_id == article_id]
        shown = {side.article_id for side in self.sides}
        others = [(fact.article_id, f"《{fact.title}》") for fact in self._row.rows
                  if fact.article_id not in shown | {article_id}]
        many = len(self._articles(self._row)) > 2
        self.sides[number].show_article(self._selection.article_of(article_id), facts,
                                        list(dict.fromkeys(others)) if many else [])

    def _swap(self, number: int, article_id: int) -> None:
        self._show_side(number, article_id)
        self._mark_digits()

    def _mark_digits(self) -> None:
        """Digits of one article that the other does not have, where their values are compared."""
        ruled = self._row is not None and self._row.finding.verdict in VALUED
        for side, beside in (self.sides, self.sides[::-1]):
            side.mark_against(beside.rows if ruled and self.sides[1].isVisible() else [])

    def _show_foot(self, row: FindingRow) -> None:
        finding = row.finding
        self._title.show_text(finding_title(row))
        self._pill.show_text(verdict_text(finding.verdict, finding.kind), verdict_role(finding.verdict))
        self._formula.show_formula(finding.formula, usual_range(finding))
        self._formula.setVisible(bool(finding.formula))
        meant = f"　可能是 {finding.suggestion.text}" if finding.suggestion else ""
        self._words.setText(finding.explanation + meant)
        self.settlement.show_group(self.group)
        self._draw(row, self._target_of(row))

    def _draw(self, row: FindingRow, target: FactRow) -> None:
        """The course in time where there is one, else all values on one line; the target stands out."""
        finding, offered = row.finding, row.finding.suggestion
        kin = row.rows if finding.verdict in GROUPED else ()
        own = offered if offered and offered.fact_id == target.fact.id else None
        self._line.show_values(target, kin, extent_for(finding, target.fact), own,
                               named=len(self._articles(row)) > 1)
        series = trend_of(row, self.pane.model.all_rows())
        if series is None or not self.trend.show_series(series.rows, target, series.finding.outliers):
            self.trend.hide()
            return
        self._line.hide()
        # The chart says what a row of all pairs would.
        self._formula.setVisible(finding.kind == "trend")

    # The fact to decide on

    def turn(self, by: int) -> None:
        """The next or previous fact of the finding, round the end, with its article in sight."""
        if self._row is None:
            return
        ids, current = [fact.id for fact in self._row.rows], self._selection.current
        at = ids.index(current.id) if current and current.id in ids else -by
        row = self._row.rows[(at + by) % len(ids)]
        if row.article_id not in {side.article_id for side in self.sides}:
            self._swap(1, row.article_id)
        self._pick(row.id)

    def _pick(self, fact_id: int) -> None:
        self._selection.open_fact(fact_id)
        self._fact_changed(self._selection.current)

    def _fact_changed(self, row: FactRow | None) -> None:
        if self._row is None or row is None:
            return
        if any(fact.id == row.id for fact in self._row.rows):
            value = printed_value(row.fact) + ("" if row.fact.is_claim else row.fact.unit)
            more = "　← → 换一处" if len(self._row.rows) > 1 else ""
            self._target.show_text(f"审定对象：{fact_title(row.fact)} {value}（《{row.title}》）", more,
                                   row.fact.sentence)
            for side in self.sides:
                side.show_active(side.article_id == row.article_id)
            self._draw(self._row, row)

    def _go(self) -> None:
        if self._remark is not None:
            self.place_wanted.emit(self._remark)
        elif self._row is not None:
            current = self._selection.current
            inside = current is not None and any(fact.id == current.id for fact in self._row.rows)
            self.fact_wanted.emit(current.id if inside else self._row.rows[0].id)
