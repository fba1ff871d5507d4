"""What filters the list now: how many facts there are, and a chip for every value that takes it away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ecodesk.domain.facets import Facet
from ecodesk.domain.text import shorten
from ecodesk.gui.actions import press_by_enter
from ecodesk.gui.filters.state import Filtering
from ecodesk.gui.filters.words import value_words
from ecodesk.gui.flow import Flow, flows
from ecodesk.gui.widgets import hint
from ecodesk.knowledge.labels import label

_LONGEST = 16  # characters of a value on its chip; all of it is in the tool tip


class ActiveRow(QWidget):
    """The row of chips over the list."""

    bulk_wanted = Signal()
    columns_wanted = Signal(QPushButton)

    def __init__(self, filtering: Filtering, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filtering = filtering
        self._chips: list[QPushButton] = []
        self._flow = Flow(at_right=2)
        self.bulk, self.columns = _link("批量…"), _link("列 ▾")
        self.bulk.setToolTip("对所选的、或筛选出的全部事实一并处理")
        self.columns.setToolTip("选择要显示的列")
        self.count, self.clear = hint(""), _link("清除筛选")
        for widget in (self.bulk, self.columns, self.count, self.clear):
            self._flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addLayout(self._flow)
        flows(self)
        self.clear.clicked.connect(filtering.clear)
        self.bulk.clicked.connect(self.bulk_wanted)
        self.columns.clicked.connect(lambda: self.columns_wanted.emit(self.columns))
        filtering.changed.connect(self.show_filter)
        filtering.totalled.connect(self._show_total)
        self.show_filter()

    @property
    def chips(self) -> list[QPushButton]:
        """One for every value and for the words, in the order of the facets."""
        return list(self._chips)

    def show_filter(self) -> None:
        """Chips for what is chosen now."""
        had_focus = any(chip.hasFocus() for chip in self._chips)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        wanted = self._filtering.wanted
        self._chips = [self._chip(facet, value) for facet in Facet
                       for value in sorted(wanted.of(facet), key=lambda value, facet=facet:
                                           value_words(facet, value))]
        if wanted.words.strip():
            words = wanted.words.strip()
            self._chips.append(self._make(f"“{words}”", f"文字：{words}", lambda: self._filtering.say("")))
        self._flow.removeWidget(self.clear)
        for chip in self._chips:
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.clear)
        self.clear.setVisible(bool(self._chips))
        self.count.setText("正在数…")
        if had_focus:
            (self._chips[0] if self._chips else self.bulk).setFocus(Qt.FocusReason.OtherFocusReason)
        self.updateGeometry()

    def _chip(self, facet: Facet, value: str) -> QPushButton:
        words = value_words(facet, value)
        return self._make(words, f"{label(facet)}：{words}", lambda: self._filtering.turn(facet, value))

    def _make(self, words: str, tip: str, call: object) -> QPushButton:
        chip = QPushButton(f"{shorten(words, _LONGEST)} ✕", self)
        chip.setObjectName("active_chip")
        chip.setAccessibleName(f"去掉筛选条件 {tip}")
        chip.setToolTip(f"{tip}\n点一下去掉这个条件")
        chip.setAutoDefault(False)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        press_by_enter(chip)
        chip.clicked.connect(call)
        return chip

    def _show_total(self, total: int) -> None:
        self.count.setText(f"{total:,} 条")
        self._flow.invalidate()


def _link(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName("link")
    button.setAutoDefault(False)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    press_by_enter(button)
    return button
