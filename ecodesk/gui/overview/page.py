"""概览: how far the work is, what the checks say, which articles need the editor most."""

from __future__ import annotations

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
from ecodesk.domain.facets import DeskFilter
from ecodesk.gui.actions import Actions
from ecodesk.gui.empty import EmptyState
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.overview.charts import BarChart
from ecodesk.gui.overview.coverage import CoverageCard
from ecodesk.gui.overview.figures import (
    PARTS,
    Figures,
    article_bars,
    batch_bars,
    gather,
    indicator_bars,
    kind_bars,
    state_bars,
    verdict_bars,
)
from ecodesk.gui.overview.legend import Legend
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import hint
from ecodesk.knowledge.labels import label

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk

_NUMBERS = (("articles", "稿件"), ("facts", "事实"), ("done", "已审定"), ("conflicts", "待处理的冲突和不符"))
_CHARTS = (("batches", "各批次进度", batch_bars), ("worst", "最需要处理的稿件", article_bars),
           ("indicators", "各指标的事实", indicator_bars), ("states", "审定", state_bars),
           ("verdicts", "核查结果", verdict_bars), ("kinds", "问题按种类", kind_bars))
_LEFT = ("batches", "worst", "indicators")


class OverviewPage(QScrollArea):
    """Numbers and bars; a bar lists on the page 核稿 what it counts."""

    article_wanted = Signal(int)
    filter_wanted = Signal(object)  # DeskFilter

    def __init__(self, desk: Desk, jobs: Jobs, actions: Actions, look: Look,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("概览")
        self._desk, self._jobs = desk, jobs
        self._stale = True
        self._numbers = {name: (QLabel("0"), hint(words)) for name, words in _NUMBERS}
        self.charts = {name: BarChart(look, title) for name, title, _ in _CHARTS}
        for chart in self.charts.values():
            chart.chosen.connect(self._open)
        self.coverage = CoverageCard(look)
        self._build(actions)

    @property
    def verdicts(self) -> BarChart:
        """Facts by what the checks say of them."""
        return self.charts["verdicts"]

    def _build(self, actions: Actions) -> None:
        body = QWidget()
        body.setObjectName("page")
        full = QWidget()
        whole = QVBoxLayout(full)
        whole.setContentsMargins(34, 24, 34, 24)
        whole.setSpacing(16)
        title = QLabel("概览")
        title.setObjectName("page_title")
        whole.addWidget(title)
        numbers = QHBoxLayout()
        numbers.setSpacing(16)
        for value, words in self._numbers.values():
            numbers.addWidget(_number_card(value, words), 1)
        whole.addLayout(numbers)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for side, stretch in ((0, 3), (1, 2)):
            grid.setColumnStretch(side, stretch)
            grid.addLayout(self._column(side), 0, side, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(grid)
        whole.addWidget(self.coverage)
        whole.addStretch(1)
        self._stack = QStackedLayout(body)
        self._stack.addWidget(EmptyState("还没有稿件", "导入稿件后，这里显示进度与问题分布",
                                         [actions["import"], actions["sample"]]))
        self._stack.addWidget(full)
        self.setWidget(body)

    def _column(self, side: int) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(16)
        for name, title, _ in _CHARTS:
            if (name not in _LEFT) == bool(side):
                column.addWidget(_card(title, self.charts[name], _legend() if name == "batches" else None))
        return column

    def _open(self, target: object) -> None:
        if isinstance(target, DeskFilter):
            self.filter_wanted.emit(target)
        elif isinstance(target, int):
            self.article_wanted.emit(target)

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
        for name, _, bars in _CHARTS:
            self.charts[name].show_bars(bars(figures))
        self.coverage.show_coverage(figures.coverage, [batch for batch, _ in figures.batches])


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
    return Legend([(label(status), role) for status, role in PARTS] + [(label(Status.OPEN), "track")])
