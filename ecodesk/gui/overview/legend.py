"""Colours of a chart in words."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ecodesk.gui.widgets import hint


class Legend(QWidget):
    """A small square and a word for each part; the squares take their colours from the style sheet."""

    def __init__(self, items: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 0, 0)
        row.setSpacing(6)
        for words, role in items:
            square = QFrame()
            square.setObjectName(f"legend_{role}")
            square.setFixedSize(10, 10)
            row.addWidget(square)
            row.addWidget(hint(words))
            row.addSpacing(8)
        row.addStretch(1)
