"""Cards of the page 概览: numbers and charts; a bar lists on the page 核稿 what it counts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ecodesk.domain.decisions import Status
from ecodesk.gui.overview.charts import BarChart
from ecodesk.gui.overview.coverage import CoverageCard
from ecodesk.gui.overview.figures import (
    PARTS,
    Figures,
    article_bars,
    batch_bars,
    indicator_bars,
    kind_bars,
    numbers,
    remarks,
    state_bars,
    verdict_bars,
)
from ecodesk.gui.overview.legend import Legend
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import hint
from ecodesk.knowledge.labels import label

_NUMBERS = (("articles", "稿件"), ("facts", "事实"), ("done", "已审定"), ("conflicts", "待处理的冲突和不符"))
_CHARTS = (("batches", "各批次进度", batch_bars), ("worst", "各篇进度", article_bars),
           ("indicators", "各指标的事实", indicator_bars), ("states", "审定", state_bars),
           ("verdicts", "核查结果", verdict_bars), ("kinds", "冲突和问题按种类", kind_bars))
_LEFT = ("batches", "worst", "indicators")
_COUNTED = ("indicators", "states", "verdicts", "kinds")
_LEGENDS = {"batches": [(label(status), role) for status, role in PARTS] + [(label(Status.OPEN), "track")],
            "indicators": [("已审定", "verified"), (label(Status.OPEN), "open")]}


class Cards(QWidget):
    """Everything the page shows on a desk that holds articles."""

    chosen = Signal(object)  # what a bar opens

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers = {name: (QLabel("0"), hint(words)) for name, words in _NUMBERS}
        self.charts = {name: BarChart(look, title, name in _COUNTED) for name, title, _ in _CHARTS}
        self._remarks = {name: hint("") for name in self.charts}
        for chart in self.charts.values():
            chart.chosen.connect(self.chosen)
        self.coverage = CoverageCard(look)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(34, 24, 34, 24)
        whole.setSpacing(16)
        title = QLabel("概览")
        title.setObjectName("page_title")
        whole.addWidget(title)
        row = QHBoxLayout()
        row.setSpacing(16)
        for value, words in self._numbers.values():
            row.addWidget(_number_card(value, words), 1)
        whole.addLayout(row)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for side, stretch in ((0, 3), (1, 2)):
            grid.setColumnStretch(side, stretch)
            grid.addLayout(self._column(side), 0, side, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(grid)
        whole.addWidget(self.coverage)
        whole.addStretch(1)

    def _column(self, side: int) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(16)
        for name, title, _ in _CHARTS:
            if (name not in _LEFT) == bool(side):
                legend = Legend(_LEGENDS[name]) if name in _LEGENDS else None
                column.addWidget(_card(title, self._remarks[name], self.charts[name], legend))
        return column

    def show_figures(self, figures: Figures) -> None:
        """Show these."""
        for name, words in numbers(figures).items():
            self._numbers[name][0].setText(words)
        for name, words in remarks(figures).items():
            self._remarks[name].setText(words)
        for name, _, bars in _CHARTS:
            self.charts[name].show_bars(bars(figures))
        self.coverage.show_coverage(figures.coverage, [batch for batch, _ in figures.batches])


def _card(title: str, remark: QLabel, chart: QWidget, foot: QWidget | None) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(14, 12, 14, 12)
    column.setSpacing(8)
    head, name = QHBoxLayout(), QLabel(title)
    head.setContentsMargins(0, 0, 6, 0)  # the remark ends where the counts do
    name.setObjectName("heading")
    head.addWidget(name, 1)
    head.addWidget(remark)
    column.addLayout(head)
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
