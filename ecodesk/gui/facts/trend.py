"""One indicator over several periods: a chart with what it shows, and what is out of line, in words above."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ecodesk.domain.views import FactRow
from ecodesk.gui.facts.course import Point, points_of
from ecodesk.gui.facts.number_line import scale_of
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.scale import scaled_size
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import Elided, hint

if TYPE_CHECKING:
    from ecodesk.gui.facts.trend_plot import TrendPlot

_TALL, _LEAST = 184, 132


class TrendChart(QWidget):
    """Hidden where fewer than two periods are stated; `plot` is None until the first chart was asked for."""

    fact_wanted = Signal(int)

    def __init__(self, look: Look, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._jobs = look, jobs
        self._points: tuple[Point, ...] = ()
        self._asked = False
        self.plot: TrendPlot | None = None
        self._unit, self._doubt = hint(""), Elided(name="reason")
        self._doubt.setAlignment(Qt.AlignmentFlag.AlignRight)
        head = QHBoxLayout()
        head.addWidget(self._unit)
        head.addWidget(self._doubt, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addLayout(head)
        self._column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("趋势图")

    @property
    def points(self) -> tuple[Point, ...]:
        return self._points

    def sizeHint(self) -> QSize:
        return scaled_size(320, _TALL)

    def minimumSizeHint(self) -> QSize:
        return scaled_size(200, _LEAST)

    def show_series(self, rows: Sequence[FactRow], current: FactRow, outliers: Collection[str] = ()) -> bool:
        """Show these statements of one thing; hides, and says so, where fewer than two periods are stated."""
        self._points = tuple(points_of(rows, current, outliers))
        shown = len({point.period for point in self._points}) > 1
        self.setVisible(shown)
        self.setAccessibleDescription("；".join(point.words for point in self._points))
        if shown:
            self._say(current.fact.unit)
            self._draw()
        return shown

    @property
    def _logarithmic(self) -> bool:
        return scale_of([end for point in self._points for end in (point.low, point.high)]).logarithmic

    def _say(self, unit: str) -> None:
        """What the axis is, and what is out of line."""
        kind = "，对数刻度" if self._logarithmic else ""
        self._unit.setText((f"单位：{unit}" if unit else "各期数值") + kind)
        doubts = "、".join(f"{point.period} {point.value}" for point in self._points if point.outlier)
        self._doubt.show_text(f"◆ 疑有误：{doubts}" if doubts else "")

    def _draw(self) -> None:
        if self.plot is not None:
            self.plot.show_points(self._points, self._logarithmic)
        elif not self._asked:
            self._asked = True
            self._jobs.glance(_import_plot, self._put_plot, lambda _: None)

    def _put_plot(self, kind: type[TrendPlot]) -> None:
        self.plot = kind(self._look)
        self.plot.fact_wanted.connect(self.fact_wanted)
        self._column.insertWidget(1, self.plot, 1)
        self._column.setStretch(2, 0)
        self._draw()


def _import_plot() -> type[TrendPlot]:
    """In a job: it takes a third of a second."""
    from ecodesk.gui.facts.trend_plot import TrendPlot

    return TrendPlot
