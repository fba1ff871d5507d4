"""How many facts of each batch have a reference value, and whether they agree with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ecodesk.domain.references import Coverage, ReferenceCoverage
from ecodesk.domain.views import BatchRow
from ecodesk.gui.overview.bars import Bar, Part
from ecodesk.gui.overview.charts import BarChart
from ecodesk.gui.overview.legend import Legend
from ecodesk.gui.theme import Look
from ecodesk.knowledge.messages import message

_LEGEND = (("相符", "verified"), ("不符", "conflict"), ("没有权威数据", "track"))


class CoverageCard(QFrame):
    """A bar a batch; hidden while the desk has no references."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.chart = BarChart(look, "各批次有权威数据的数据")
        name = QLabel("有权威数据的数据")
        name.setObjectName("heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        for widget in (name, self.chart, Legend(list(_LEGEND))):
            column.addWidget(widget)
        self.hide()

    def show_coverage(self, known: ReferenceCoverage, batches: Sequence[BatchRow]) -> None:
        """Show these batches."""
        self.setVisible(bool(known.references))
        self.chart.show_bars([_bar(batch, known.batches.get(batch.id, Coverage())) for batch in batches])


def _bar(batch: BatchRow, own: Coverage) -> Bar:
    parts = (Part(own.agreeing, "verified", "相符"), Part(own.differing, "conflict", "不符"))
    words = message("gui-references-share", covered=own.covered, facts=own.facts, percent=own.percent)
    return Bar(batch.title, parts, own.facts, words)
