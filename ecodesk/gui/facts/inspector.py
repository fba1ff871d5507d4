"""The inspector: what is said here, what others say, the arithmetic, what is probably meant."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ecodesk.domain.decisions import Status
from ecodesk.domain.facts import EDITABLE, Measure, Modality
from ecodesk.domain.findings import PROBLEMS, VALUED, Finding, Suggestion, Verdict
from ecodesk.domain.references import REFERENCE_KIND, Reckoning
from ecodesk.domain.views import FactRow, FindingRow
from ecodesk.gui.actions import Actions, press_by_enter
from ecodesk.gui.empty import EmptyState
from ecodesk.gui.facts.band import extent_for, usual_range
from ecodesk.gui.facts.memory import MemoryPanel
from ecodesk.gui.facts.notes import NotesPanel
from ecodesk.gui.facts.number_line import NumberLine
from ecodesk.gui.facts.reasons import ReasonsPanel
from ecodesk.gui.facts.statements import StatementCard, digits_of, marked, marks_beside, sentence_of
from ecodesk.gui.facts.trend import TrendChart
from ecodesk.gui.facts.trust import NOT_RECORDED, SIGN, doubted, trust_text, trust_tip
from ecodesk.gui.findings.settlement import RulingButtons, SettlementBar
from ecodesk.gui.flow import Flow
from ecodesk.gui.icons import Icons
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.labels import fact_title, field_value, period_text, verdict_text
from ecodesk.gui.marks import GROUPED, mark_of, verdict_role
from ecodesk.gui.models.entries import written_text
from ecodesk.gui.printed import printed_value
from ecodesk.gui.references.panel import ReferencePanel, stated_by
from ecodesk.gui.selection import Selection
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import Elided, FormulaRow, Pill, hint
from ecodesk.knowledge.labels import check_label, field_label, label

MAX_CARDS = 6
MAX_LINES = 6
_ORDER = (Verdict.CONFLICT, Verdict.FAILS, Verdict.QUERY, Verdict.KEPT, Verdict.ROUNDED, Verdict.SAME,
          Verdict.PERIOD, Verdict.SCOPE, Verdict.HOLDS, Verdict.NOTE, Verdict.SINGLE)


def by_weight(findings: Sequence[FindingRow]) -> list[FindingRow]:
    """Worst verdict first."""
    return sorted(findings, key=lambda item: _ORDER.index(item.finding.verdict))


def suggestion_for(row: FactRow, findings: Sequence[FindingRow]) -> Suggestion | None:
    """The first suggestion of a problem that is about this very fact."""
    for item in findings:
        offered = item.finding.suggestion
        if offered and offered.fact_id == row.fact.id and item.finding.is_problem:
            return offered
    return None


class Inspector(QFrame):
    """Follows the selection; gives back wishes of the editor."""

    fact_wanted = Signal(int)
    reference_wanted = Signal(int)
    suggestion_taken = Signal(object)
    queried = Signal()
    noted = Signal(int, str, str)
    note_left = Signal()
    shown = Signal()  # another fact, or the same with other findings

    def __init__(self, selection: Selection, jobs: Jobs, look: Look, actions: Actions, icons: Icons,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self._selection = selection
        self._look = look
        self._actions = actions
        self.settlement = SettlementBar(icons, look, wide=False)
        self.rulings = RulingButtons(actions, look, keyed=False)
        self._findings: list[FindingRow] = []
        self._references: list[Reckoning] = []
        self.reference: ReferencePanel | None = None
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        self._build(jobs)
        # Selections that follow one another in one go are shown once.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._show)
        selection.fact_changed.connect(self._timer.start)
        selection.findings_changed.connect(self._timer.start)
        selection.rows_changed.connect(self._rows_changed)
        look.changed.connect(self._timer.start)

    def _build(self, jobs: Jobs) -> None:
        body = QWidget()
        body.setObjectName("inspector_body")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(14, 9, 14, 8)
        self._column.setSpacing(6)
        head = Flow(at_right=2, gap=8)
        head.setContentsMargins(0, 0, 0, 0)
        self._title = Elided(name="heading", px=15, bold=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._pill, self._rule = Pill(self._look), hint("")
        for widget in (self._pill, self._rule, self._title):
            head.addWidget(widget)
        self._middle, self._rest = QWidget(), QWidget()
        self._line, self.trend = NumberLine(self._look), TrendChart(self._look, jobs)
        self.trend.fact_wanted.connect(self.fact_wanted)
        self.reasons = ReasonsPanel(self._look)
        self.memory = MemoryPanel(self._look)
        self.memory.fact_wanted.connect(self.fact_wanted)
        self.memory.source_taken.connect(self._take_source)
        self.notes = NotesPanel()
        self.notes.noted.connect(self.noted)
        self.notes.left.connect(self.note_left)
        self._column.addLayout(head)
        self._column.addWidget(self.memory)
        self._column.addWidget(self._middle)
        self._column.addWidget(self._line)
        self._column.addWidget(self.trend)
        self._column.addWidget(self.settlement)
        self._column.addWidget(self.rulings)
        self._column.addWidget(self.settlement.note)
        self._column.addWidget(self.reasons)
        self._column.addWidget(self._rest)
        self._column.addWidget(self.notes)
        self._column.addStretch(1)
        self._area.setWidget(body)
        self._empty = EmptyState("还没有选中事实", "点正文里的高亮，或在上表中选择一行")
        self.layout().addWidget(self._empty)
        self._empty.hide()

    @property
    def suggestion(self) -> Suggestion | None:
        """What the checks would put for the current fact."""
        row = self._selection.current
        return suggestion_for(row, self._findings) if row else None

    @property
    def group(self) -> FindingRow | None:
        """The group of statements that the current fact is one of; its course in time comes last."""
        groups = [item for item in self._findings if item.finding.kind == "across"]
        later = (Verdict.PERIOD, Verdict.SINGLE)
        return min(groups, key=lambda item: item.finding.verdict in later, default=None)

    def _rows_changed(self, touched: frozenset[int]) -> None:
        row = self._selection.current
        if row and row.id in touched:
            self._timer.start()

    def _show(self) -> None:
        row = self._selection.current
        self._area.setVisible(row is not None)
        self._empty.setVisible(row is None)
        if row is None:
            self._findings = []
            self.notes.show_row(None, ())
            self.settlement.show_group(None)
            self.rulings.hide()
            self.shown.emit()
            return
        self._findings = by_weight(self._selection.findings_of(row))
        self._references, self.reference = self._selection.references_of(row), None
        self.setUpdatesEnabled(False)
        self._show_head(row)
        self.memory.show_memories(row, self._selection.memories_of(row))
        self._show_middle(row)
        extents = [extent_for(item.finding, row.fact) for item in self._findings]
        extent = next((item for item in extents if item), None)
        # What was stated of several times belongs on the line only where it has no chart of its own.
        abreast = GROUPED - {Verdict.PERIOD} if self._show_course(row) else GROUPED
        same = [other for item in self._findings if item.finding.verdict in abreast for other in item.rows]
        self._line.show_values(row, same, extent, suggestion_for(row, self._findings),
                               trusted=stated_by(row, self._references))
        group = self.group
        finding = group.finding if group else None
        asked = finding is not None and (finding.verdict in VALUED or finding.settlement is not None)
        self.settlement.show_group(group if asked else None)
        self.rulings.setVisible(asked)
        self.notes.show_row(row, self._selection.history_of(row))
        self.setUpdatesEnabled(True)
        self.shown.emit()

    def _show_course(self, row: FactRow) -> bool:
        """The same over several periods; False where the copy tells of no others."""
        course = next((item for item in self._findings if item.finding.verdict is Verdict.PERIOD), None)
        if course is not None and self.trend.show_series(course.rows, row, course.finding.outliers):
            return True
        self.trend.hide()
        return False

    def _take_source(self, source: str) -> None:
        row = self._selection.current
        if row is not None:
            self.noted.emit(row.id, row.note, source)

    def _show_head(self, row: FactRow) -> None:
        mark = mark_of(row)
        head, tail = fact_title(row.fact), f" · {period_text(row.fact.period)}" if row.fact.period else ""
        self._title.show_text(head.removesuffix(tail), tail if head.endswith(tail) else "")
        problem = row.verdict in PROBLEMS and row.status in (Status.OPEN, Status.QUERIED)
        if problem and row.verdict:
            self._pill.show_text(verdict_text(row.verdict, row.kind), verdict_role(row.verdict))
        else:
            self._pill.show_text(mark.label, mark.role)
        check = f"{check_label(row.kind)} · " if row.kind else ""
        names = doubted(row)
        sure = f"把握 {trust_text(row) if row.trust else NOT_RECORDED}"
        marked_names = f" · {SIGN}{'、'.join(names)}" if names else ""
        self._rule.setText(f"{check}{sure}{marked_names}")
        self._rule.setToolTip(trust_tip(row))
        colour = self._look.hex("queried_text") if names else ""
        self._rule.setStyleSheet(f"color: {colour}" if colour else "")
        self.reasons.show_row(row)

    def _show_middle(self, row: FactRow) -> None:
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        line = self._fields_line(row)
        if line is not None:
            column.addWidget(line)
        column.addLayout(self._cards(row))
        if self._references:
            told = [item.finding for item in self._findings]
            self.reference = ReferencePanel(row, self._references, told, self._look)
            self.reference.wanted.connect(self.reference_wanted)
            column.addWidget(self.reference)
        spoken = [item.finding for item in self._findings
                  if not self._references or item.finding.kind != REFERENCE_KIND]
        problems = [finding for finding in spoken if finding.is_problem]
        self._add_arithmetic(column, problems[:MAX_LINES])
        offer = self._offer(row)
        if offer is not None:
            column.addLayout(offer)
        self._middle = self._replace(self._middle, fresh)
        rest = QWidget()
        column = QVBoxLayout(rest)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        others = [finding for finding in spoken if not finding.is_problem]
        self._add_arithmetic(column, others[:MAX_LINES])
        self._rest = self._replace(self._rest, rest)
        self._rest.setVisible(bool(others))

    def _add_arithmetic(self, column: QVBoxLayout, findings: Sequence[Finding]) -> None:
        """Every formula; where its usual range stands beside it, the sentence of the first is enough."""
        said = False
        for finding in findings:
            beside = bool(finding.formula and finding.extent)
            line = self._arithmetic(finding, spoken=not (said and beside))
            said = said or beside
            if line is not None:
                column.addLayout(line)

    def _replace(self, old: QWidget, fresh: QWidget) -> QWidget:
        self._column.replaceWidget(old, fresh)
        old.hide()
        old.deleteLater()
        return fresh

    @staticmethod
    def _fields_line(row: FactRow) -> QLabel | None:
        """What the table has no column for: a plan, an unusual kind of number, and what was corrected."""
        fact = row.fact
        parts = []
        if fact.modality is not Modality.ACTUAL:
            parts.append(label(fact.modality))
        if fact.measure not in (Measure.AMOUNT, Measure.PERCENT, Measure.CLAIM):
            parts.append(label(fact.measure))
        changed = [f"{field_label(name)} {field_value(name, str(getattr(row.original, name)))}"
                   for name in EDITABLE if getattr(row.original, name) != getattr(fact, name)]
        if fact.rewritten:
            parts.append(written_text(row.original))
        if changed:
            parts.append(f"现为 {printed_value(fact)}{fact.unit}，原为 " + "，".join(changed))
        if not parts:
            return None
        line = hint(" · ".join(parts))
        line.setWordWrap(True)
        return line

    def _others(self, row: FactRow) -> list[FactRow]:
        others = {other.id: other for item in self._findings for other in item.rows if other.id != row.id}
        return list(others.values())

    def _cards(self, row: FactRow) -> QGridLayout:
        """One card a sentence, this fact's own first."""
        grid = QGridLayout()
        grid.setSpacing(8)
        spoken: dict[tuple[int, int], list[FactRow]] = {}
        for fact in [row, *self._others(row)]:
            detail = self._selection.article_of(fact.article_id)
            spoken.setdefault((fact.article_id, sentence_of(fact, detail)[0]), []).append(fact)
        groups = list(spoken.values())
        shown = groups[:MAX_CARDS]
        for number, facts in enumerate(shown):
            grid.addWidget(self._card(facts, row), number // 2, number % 2, 1, 2 if len(shown) == 1 else 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        if len(groups) > len(shown):
            rest = hint(f"另有 {len(groups) - len(shown)} 处，见“互校”页")
            grid.addWidget(rest, (len(shown) + 1) // 2, 0, 1, 2)
        return grid

    def _card(self, facts: list[FactRow], current: FactRow) -> StatementCard:
        row = facts[0]
        detail = self._selection.article_of(row.article_id)
        role = "conflict" if row.id == current.id else "corrected"
        text = row.original.span.of(detail.article.clean.text)
        marks = self._marks(row, current, text)
        words = marked(facts, detail, marks, self._look, role)
        card = StatementCard(row, detail, row.id == current.id, row.article_id == current.article_id, words)
        card.wanted.connect(self.fact_wanted)
        return card

    def _marks(self, row: FactRow, current: FactRow, text: str) -> list[tuple[int, int]]:
        """Digits that differ: an other's from the current fact's, its own from who first says otherwise."""
        rivals = [other for item in self._findings if item.finding.verdict in VALUED for other in item.rows]
        beside = [current] if row.id != current.id else [other for other in rivals if other.id != row.id]
        if row.id == current.id or row.id in {other.id for other in rivals}:
            for other in beside:
                found = marks_beside(text, row.fact, other.fact, other.original.text)
                if found:
                    return found
        return digits_of(text) if row.id == current.id and current.verdict in PROBLEMS else []

    def _arithmetic(self, finding: Finding, spoken: bool) -> QVBoxLayout | None:
        if not (finding.formula or finding.explanation):
            return None
        column = QVBoxLayout()
        column.setSpacing(3)
        if finding.formula:
            formula = FormulaRow(finding.formula, usual_range(finding))
            formula.setToolTip(finding.explanation)
            column.addWidget(formula)
            if not spoken:
                return column
        role = verdict_role(finding.verdict)
        colour = self._look.hex(f"{role}_text")
        words = QLabel(f'<span style="color:{colour}">{verdict_text(finding.verdict, finding.kind)}</span>'
                       f"　{escape(finding.explanation)}")
        words.setWordWrap(True)
        words.setObjectName("small")
        column.addWidget(words)
        return column

    def _with_key(self, words: str, name: str) -> str:
        """What a button does with the key that the editor has set for it."""
        key = self._actions.key_of(name)
        return f"{words}（{key}）" if key else words

    def _offer(self, row: FactRow) -> Flow | None:
        offered = suggestion_for(row, self._findings)
        if offered is None or row.status in (Status.CORRECTED, Status.REJECTED):
            return None
        line = Flow(gap=8)
        line.setContentsMargins(0, 0, 0, 0)
        words = QLabel(f"<b>可能是 {escape(offered.text)}</b>")
        take = QPushButton(f"改为 {offered.text}")
        take.setObjectName("primary")
        take.setToolTip(self._with_key("采用建议的数值，记为已改", "suggest"))
        take.clicked.connect(lambda: self.suggestion_taken.emit(offered))
        query = QPushButton("存疑")
        query.setToolTip(self._with_key("记为存疑", "query"))
        query.clicked.connect(self.queried)
        for button in (take, query):
            press_by_enter(button)
        for widget in (words, take, query):
            line.addWidget(widget)
        return line
