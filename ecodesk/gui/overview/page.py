"""概览: how far the work is, what the checks say, which articles need the editor most."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ecodesk.domain.decisions import Status
from ecodesk.domain.findings import Verdict
from ecodesk.domain.references import ReferenceCoverage
from ecodesk.domain.views import ArticleRow, BatchRow, FactFilter, StatusCounts
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.labels import moment
from ecodesk.gui.marks import verdict_role
from ecodesk.gui.overview.charts import Bar, BarChart, Part
from ecodesk.gui.overview.coverage import CoverageCard
from ecodesk.gui.overview.legend import Legend
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import EmptyState, hint
from ecodesk.knowledge.labels import label

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk

_PARTS = ((Status.VERIFIED, "verified"), (Status.CORRECTED, "corrected"), (Status.QUERIED, "queried"),
          (Status.REJECTED, "rejected"))
_NUMBERS = (("articles", "稿件"), ("facts", "事实"), ("done", "已审定"), ("conflicts", "待处理的冲突"))
_WORST = 10
_BATCHES = 12
_VERDICTS = (Verdict.CONFLICT, Verdict.FAILS, Verdict.QUERY, Verdict.KEPT, Verdict.SCOPE, Verdict.PERIOD,
             Verdict.ROUNDED, Verdict.SAME, Verdict.HOLDS, Verdict.NOTE)


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the page shows."""

    total: StatusCounts
    batches: tuple[tuple[BatchRow, StatusCounts], ...]
    verdicts: Counter[Verdict]
    articles: tuple[ArticleRow, ...]
    coverage: ReferenceCoverage


def gather(desk: Desk) -> Figures:
    """Read the figures; runs in a job."""
    queries = desk.queries
    batches = list(reversed(queries.batches()))
    counted = tuple((batch, queries.counts(FactFilter(batch_id=batch.id))) for batch in batches[:_BATCHES])
    verdicts = Counter(row.finding.verdict for row in queries.findings())
    return Figures(queries.counts(FactFilter()), counted, verdicts, tuple(queries.articles()),
                   desk.references.coverage())


class OverviewPage(QScrollArea):
    """Numbers and bars; an article of the list opens on the page 核稿."""

    article_wanted = Signal(int)

    def __init__(self, desk: Desk, jobs: Jobs, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._desk, self._jobs = desk, jobs
        self._stale = True
        self._numbers = {name: (QLabel("0"), hint(words)) for name, words in _NUMBERS}
        self.batches = BarChart(look, "各批次进度")
        self.verdicts = BarChart(look, "核查结果")
        self.worst = BarChart(look, "问题最多的稿件")
        self.worst.chosen.connect(self.article_wanted)
        self.coverage = CoverageCard(look)
        self._build()

    def _build(self) -> None:
        body = QWidget()
        body.setObjectName("page")
        full = QWidget()
        grid = QGridLayout(full)
        grid.setContentsMargins(34, 24, 34, 24)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(16)
        title = QLabel("概览")
        title.setObjectName("page_title")
        grid.addWidget(title, 0, 0, 1, 2)
        numbers = QHBoxLayout()
        numbers.setSpacing(16)
        for value, words in self._numbers.values():
            numbers.addWidget(_number_card(value, words), 1)
        grid.addLayout(numbers, 1, 0, 1, 2)
        grid.addWidget(_card("各批次进度", self.batches, _legend()), 2, 0)
        grid.addWidget(_card("核查结果", self.verdicts), 2, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_card("最需要处理的稿件", self.worst), 3, 0)
        grid.addWidget(self.coverage, 4, 0, 1, 2)
        grid.setRowStretch(5, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self._stack = QStackedLayout(body)
        self._stack.addWidget(EmptyState("还没有稿件", "导入稿件后，这里显示进度与问题分布"))
        self._stack.addWidget(full)
        self.setWidget(body)

    def mark_stale(self) -> None:
        self._stale = True

    def show_now(self) -> None:
        if self._stale:
            self._stale = False
            self._jobs.read(lambda: gather(self._desk), self._show)

    def _show(self, figures: Figures) -> None:
        self._stack.setCurrentIndex(1 if figures.articles else 0)
        total = figures.total.total
        decided = total - figures.total.by_status.get(Status.OPEN, 0)
        share = f"{decided * 100 // total}%" if total else "0%"
        conflicts = sum(row.conflicts for row in figures.articles)
        shown = {"articles": f"{len(figures.articles):,}", "facts": f"{total:,}",
                 "done": f"{decided:,} · {share}", "conflicts": f"{conflicts:,}"}
        for name, words in shown.items():
            self._numbers[name][0].setText(words)
        self.batches.show_bars([_progress(batch, counts) for batch, counts in figures.batches])
        most = max(figures.verdicts.values(), default=0)
        counts = figures.verdicts
        self.verdicts.show_bars([_verdict_bar(verdict, counts[verdict], most) for verdict in _VERDICTS])
        self.worst.show_bars(_worst(figures.articles))
        self.coverage.show_coverage(figures.coverage, [batch for batch, _ in figures.batches])


def _verdict_bar(verdict: Verdict, count: int, most: int) -> Bar:
    part = Part(count, verdict_role(verdict), label(verdict))
    return Bar(label(verdict), (part,), most, f"{count:,} 条")


def _progress(batch: BatchRow, counts: StatusCounts) -> Bar:
    parts = tuple(Part(counts.by_status.get(status, 0), role, label(status)) for status, role in _PARTS)
    name = f"{batch.title} · {moment(batch.created)}"
    return Bar(name, parts, counts.total, f"{batch.decided} / {batch.facts}")


def _worst(articles: tuple[ArticleRow, ...]) -> list[Bar]:
    ranked = sorted(articles, key=lambda row: (-row.conflicts, row.decided - row.facts))
    bars = []
    for row in [row for row in ranked if row.decided < row.facts or row.conflicts][:_WORST]:
        words = f"{row.decided}/{row.facts}" + (f"　冲突 {row.conflicts}" if row.conflicts else "")
        done = Part(row.decided, "verified", "已核")
        bars.append(Bar(row.title, (done,), max(row.facts, 1), words, row.id))
    return bars


def _card(title: str, chart: QWidget, foot: QWidget | None = None) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(14, 12, 14, 12)
    column.setSpacing(8)
    name = QLabel(title)
    name.setObjectName("heading")
    column.addWidget(name)
    column.addWidget(chart)
    if foot:
        column.addWidget(foot)
    column.addStretch(1)
    return card


def _number_card(value: QLabel, words: QLabel) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    value.setObjectName("number")
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(2)
    column.addWidget(value)
    column.addWidget(words)
    return card


def _legend() -> Legend:
    return Legend([(label(status), role) for status, role in _PARTS] + [(label(Status.OPEN), "track")])
