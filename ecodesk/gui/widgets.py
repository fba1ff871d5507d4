"""Small widgets the panes share: chips, pills, lines of words, formulas."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyleOptionComboBox,
    QVBoxLayout,
    QWidget,
)

from ecodesk.gui import scale
from ecodesk.gui.actions import press_by_enter
from ecodesk.gui.article.sheet import block_font, screen_font
from ecodesk.gui.flow import Flow, flows
from ecodesk.gui.theme import CONTROL_PX, SMALL_PX, Look


class Chip(QPushButton):
    """A filter with its count."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.name = name
        self._words = words
        self._count: int | None = None
        self.setObjectName("chip")
        self.setCheckable(True)
        # Exclusive among its neighbours: the arrow keys move between them.
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        # A click filters and leaves the keys to the list beside; Tab reaches the chip, Enter presses it then.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        press_by_enter(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int | None) -> None:
        self._count = count
        self.show_whole(True)

    def show_whole(self, whole: bool) -> None:
        """With its count, or where there is no room the words alone and the count in the tool tip."""
        full = self._words if self._count is None else f"{self._words} {self._count}"
        self.setText(full if whole else self._words)
        self.setToolTip("" if whole else full)


class ChipRow(QWidget):
    """Filters of which exactly one is chosen; arrow keys move between them."""

    chosen = Signal(str)

    def __init__(self, items: list[tuple[str, str]], parent: QWidget | None = None,
                 at_right: Sequence[QWidget] = ()) -> None:
        super().__init__(parent)
        self._chips = {name: Chip(name, words, self) for name, words in items}
        self._flow = Flow(at_right=len(at_right))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addLayout(self._flow)
        # What stands at the right is given to the flow first; Tab reaches it last.
        for widget in (*at_right, *self._chips.values()):
            self._flow.addWidget(widget)
        for chip in self._chips.values():
            chip.clicked.connect(lambda _on=False, name=chip.name: self.choose(name))
        for before, after in pairwise([*self._chips.values(), *at_right]):
            QWidget.setTabOrder(before, after)
        flows(self)
        self.choose(items[0][0], tell=False)

    def choose(self, name: str, tell: bool = True) -> None:
        for chip in self._chips.values():
            chip.setChecked(chip.name == name)
        if tell:
            self.chosen.emit(name)

    def show_counts(self, counts: dict[str, int]) -> None:
        for name, chip in self._chips.items():
            chip.show_count(counts.get(name))
        self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        """Counts go where without them one line holds everything."""
        margins = self.layout().contentsMargins()
        room = width - margins.left() - margins.right()
        shown = [chip for chip in self._chips.values() if not chip.isHidden()]
        for whole in (True, False, True):
            for chip in shown:
                chip.show_whole(whole)
            if self._flow.sizeHint().width() <= room:
                break
        self._flow.invalidate()
        self.updateGeometry()

    def show_only(self, names: Collection[str]) -> None:
        """Offer these filters and no others."""
        for name, chip in self._chips.items():
            chip.setVisible(name in names)
        self._fit(self.width())


class Pill(QWidget):
    """A verdict in a tinted capsule."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._words, self._role = "", "open"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    @property
    def words(self) -> str:
        return self._words

    def show_text(self, words: str, role: str) -> None:
        self._words, self._role = words, role
        self.setVisible(bool(words))
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(block_font(SMALL_PX)).horizontalAdvance(self._words)
        return scale.scaled_size(int(words) + 20, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = scale.begin(painter, self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour(f"{self._role}_tint"))
        painter.drawRoundedRect(rect, 10, 10)
        painter.setFont(block_font(SMALL_PX))
        painter.setPen(self._look.colour(f"{self._role}_text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._words)


def hint(words: str, name: str = "muted") -> QLabel:
    """A line in a second colour."""
    line = QLabel(words)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setObjectName(name)
    return line


class Elided(QLabel):
    """A line whose head is cut with … before its tail is: 《很长的标题…》 · 第3段."""

    def __init__(self, head: str = "", tail: str = "", name: str = "muted", px: int = SMALL_PX,
                 bold: bool = False) -> None:
        super().__init__()
        self._px, self._bold = px, bold
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_text(head, tail)

    def show_text(self, head: str, tail: str = "", tip: str = "") -> None:
        """`tip` is told of words that are shown whole as well."""
        self._head, self._tail, self._tip = head, tail, tip
        self._cut(self.width())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for all of it; box layouts give it what they have."""
        metrics = QFontMetricsF(screen_font(self._px, self._bold))
        whole = metrics.horizontalAdvance(self._head) + metrics.horizontalAdvance(self._tail)
        return QSize(ceil(whole) + 5, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut(event.size().width())

    def _cut(self, width: int) -> None:
        metrics = QFontMetricsF(screen_font(self._px, self._bold))
        room = max(width - metrics.horizontalAdvance(self._tail) - 4, 30)
        whole = self._head + self._tail
        shown = metrics.elidedText(self._head, Qt.TextElideMode.ElideRight, room) + self._tail
        self.setText(metrics.elidedText(shown, Qt.TextElideMode.ElideRight, max(width, 30)))
        self.setToolTip(self._tip or ("" if self.text() == whole else whole))


def elided(painter: QPainter, rect: QRectF, words: str,
           align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
    """Draw a line of text, cut with … where it does not fit."""
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


_LEAST = 120  # pixels
_LONGEST = 40  # characters of a range; those of a whole group go into the tool tip


class FormulaRow(QWidget):
    """Arithmetic on a tinted ground, its range beside it or, where there is no room, below it."""

    def __init__(self, formula: str = "", tolerance: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formula = QLabel()
        self._formula.setObjectName("code")
        self._formula.setTextFormat(Qt.TextFormat.PlainText)
        self._formula.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._range = hint("")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        left = Qt.AlignmentFlag.AlignLeft
        self._row.addWidget(self._formula, 0, left)
        self._row.addWidget(self._range, 1, left)
        self.show_formula(formula, tolerance)

    def show_formula(self, formula: str, tolerance: str) -> None:
        """Show a formula. Whoever owns the row hides it where there is none."""
        self._formula.setText(formula)
        short = bool(tolerance) and len(tolerance) <= _LONGEST
        self._range.setText(tolerance if short else "")
        self._range.setVisible(short)
        self._formula.setToolTip(tolerance)
        self._arrange(self.width())

    def minimumSizeHint(self) -> QSize:
        # The same whether it is wrapped or not: else a scroll area that gives it more room because it is not
        # wrapped, and less once it is, would never come to rest.
        return QSize(scale.scaled(_LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def _arrange(self, width: int) -> None:
        words = QFontMetricsF(screen_font(CONTROL_PX)).horizontalAdvance(self._formula.text())
        words += scale.scaled(20)
        both = words + QFontMetricsF(screen_font(SMALL_PX)).horizontalAdvance(self._range.text())
        both += scale.scaled(12)
        beside = QBoxLayout.Direction.LeftToRight if both <= width else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != beside:
            self._row.setDirection(beside)
        if self._formula.wordWrap() != (words > width):
            self._formula.setWordWrap(words > width)
            # A label that wraps would else be as narrow as it can.
            left = Qt.AlignmentFlag.AlignLeft
            self._row.setAlignment(self._formula, Qt.AlignmentFlag(0) if words > width else left)


_ARROW = 36  # pixels beside the words of a drop-down


class Combo(QComboBox):
    """A drop-down with the same small arrow as the links; what is too long ends in …."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        room = self.width() - scale.scaled(_ARROW)
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight,
                                                           room)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self._look.colour("muted"))
        space = QRectF(self.rect()).adjusted(0, 0, -9, 0)
        painter.drawText(space, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "▾")
