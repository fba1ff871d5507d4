"""概览: how far the work is, what the checks say, which articles need the editor most."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QWidget

from ecodesk.domain.facets import DeskFilter
from ecodesk.gui.actions import Actions
from ecodesk.gui.empty import EmptyState
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.overview.figures import Figures, gather
from ecodesk.gui.theme import Look

if TYPE_CHECKING:
    from ecodesk.gui.overview.cards import Cards
    from ecodesk.services.desk import Desk


class OverviewPage(QScrollArea):
    """Numbers and bars; `cards` is None until the page has first been shown."""

    article_wanted = Signal(int)
    filter_wanted = Signal(object)  # DeskFilter

    def __init__(self, desk: Desk, jobs: Jobs, actions: Actions, look: Look,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("概览")
        self._desk, self._jobs, self._look = desk, jobs, look
        self._stale = True
        self.cards: Cards | None = None
        body = QWidget()
        body.setObjectName("page")
        self._stack = QStackedLayout(body)
        self._stack.addWidget(EmptyState("还没有稿件", "导入稿件后，这里显示进度与问题分布",
                                         [actions["import"], actions["sample"]]))
        self.setWidget(body)

    def mark_stale(self) -> None:
        self._stale = True

    def show_now(self) -> None:
        if self._stale:
            self._stale = False
            self._jobs.read(self._read, self._show)

    def _read(self) -> Figures:
        # What draws the charts takes a third of a second to import: here nothing waits for it.
        import_module("ecodesk.gui.overview.cards")
        return gather(self._desk)

    def _show(self, figures: Figures) -> None:
        if self.cards is None:
            from ecodesk.gui.overview.cards import Cards

            self.cards = Cards(self._look)
            self.cards.chosen.connect(self._open)
            self._stack.addWidget(self.cards)
        self._stack.setCurrentIndex(1 if figures.articles else 0)
        self.cards.show_figures(figures)

    def _open(self, target: object) -> None:
        if isinstance(target, DeskFilter):
            self.filter_wanted.emit(target)
        elif isinstance(target, int):
            self.article_wanted.emit(target)
