"""The left pane: articles or the filter, whichever says what the table shows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from ecodesk.gui.widgets import ChipRow


class LeftPane(QWidget):
    """Two tabs over two panes."""

    chosen = Signal(str)  # articles or filter, by the editor

    def __init__(self, articles: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("left")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tabs = ChipRow([("articles", "稿件"), ("filter", "筛选")], self)
        self._stack = QStackedLayout()
        self._stack.addWidget(articles)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addLayout(self._stack, 1)
        self.tabs.chosen.connect(self.chosen)

    def add_panel(self, panel: QWidget) -> None:
        """The panel of the filter."""
        self._stack.addWidget(panel)

    def show_pane(self, name: str) -> None:
        """Show one of the two; nothing is told."""
        self.tabs.choose(name, tell=False)
        self._stack.setCurrentIndex(0 if name == "articles" else 1)
