"""Small widgets the panes share: buttons that show their keys, chips, pills, formulas."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
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
from ecodesk.gui.theme import CONTROL_PX, SMALL_PX, Look

_LONG_WORD = 4  # characters of a page's name that need smaller ones on the rail
_STEP_WIDTH = 104  # pixels for 撤销：核实 12 条


class KeyButton(QAbstractButton):
    """A button of the tool bar: words and, in a small frame, the key that does the same."""

    def __init__(self, action: QAction, key: Callable[[], str], look: Look, primary: bool = False,
                 short: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self._key_of = key
        self._key = key()
        self._look = look
        self._primary = primary
        self._short = short
        self._full, self._keyed = False, True
        # Keys belong to the panes: a click on a button must not take the focus from them.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(action.trigger)
        press_by_enter(self)
        action.changed.connect(self._follow)
        look.changed.connect(self.update)
        self._follow()

    def show_full(self, full: bool) -> None:
        """Name the step (撤销：核实 12 条) where there is room, at a width that does not jump about."""
        self._full = full
        self._follow()

    def show_key(self, keyed: bool) -> None:
        """With its key, or the words alone where there is no room for all keys."""
        if keyed != self._keyed:
            self._keyed = keyed
            self._follow()

    def _follow(self) -> None:
        self._key = self._key_of()
        self.setText(self._short if self._short and not self._full else self._action.text())
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())
        self.setAccessibleName(self._action.text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(block_font(CONTROL_PX)).horizontalAdvance(self.text())
        if self._short and self.text() != self._short:
            words = _STEP_WIDTH
        return scale.scaled_size(int(words + self._key_width() + 26), 32)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _key_width(self) -> float:
        if not self._key or not self._keyed:
            return 0
        return QFontMetricsF(block_font(11)).horizontalAdvance(self._key) + 19

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = scale.begin(painter, self.rect())
        look, on = self._look, self.isEnabled()
        hot = self.underMouse() and on
        primary = self._primary and on
        ground = ("primary_hover" if hot else "primary") if primary else ("hover" if hot else "raised")
        words = "primary_text" if primary else ("text" if on else "faint")
        edge = "accent" if self.hasFocus() else (ground if primary else "line_strong")
        painter.setPen(QPen(look.colour(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(look.colour(ground))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(look.colour(words))
        painter.setFont(block_font(CONTROL_PX))
        space = QRectF(13, 0, rect.width() - 13 - self._key_width(), rect.height())
        elided(painter, space, self.text())
        if self._key and self._keyed:
            self._paint_key(painter, rect, primary)

    def _paint_key(self, painter: QPainter, rect: QRectF, primary: bool) -> None:
        width = self._key_width() - 7
        frame = QRectF(rect.width() - width - 8.5, rect.height() / 2 - 9, width, 18)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.colour("primary_text" if primary else "line_strong"), 1))
        painter.setOpacity(0.55 if primary else 1)
        painter.drawRoundedRect(frame, 4, 4)
        painter.setOpacity(1)
        painter.setFont(block_font(11))
        painter.setPen(self._look.colour("primary_text" if primary else "faint"))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self._key)


class RailButton(QAbstractButton):
    """A page of the rail: icon over a word."""

    def __init__(self, action: QAction, icon: Callable[[str], object], look: Look,
                 checkable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self._icon = icon
        self._look = look
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(44, 48 if checkable else 38)
        self.setText(action.text())
        self.setToolTip(action.toolTip())
        self.setAccessibleName(action.text())
        self.clicked.connect(action.trigger)
        press_by_enter(self)
        action.changed.connect(self.update)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return scale.scaled_size(44, 48)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = scale.begin(painter, self.rect())
        role = "rail_text_on" if self.isChecked() else "rail_text"
        if self.isChecked() or self.underMouse() or self.hasFocus():
            painter.setOpacity(1 if self.isChecked() else 0.55)
            painter.setPen(QPen(self._look.colour("rail_text"), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("rail_on"))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            painter.setOpacity(1)
        icon = self._icon(role)
        size = 20
        top = 7 if self.isCheckable() else 9
        icon.paint(painter, int(rect.width() - size) // 2, top, size, size)
        if self.isCheckable():
            painter.setPen(self._look.colour(role))
            painter.setFont(block_font(11 if len(self.text()) < _LONG_WORD else 10))
            painter.drawText(QRectF(0, 28, rect.width(), 16), Qt.AlignmentFlag.AlignCenter, self.text())


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

    def __init__(self, items: list[tuple[str, str]], parent: QWidget | None = None, per_row: int = 9) -> None:
        super().__init__(parent)
        self._chips = {name: Chip(name, words, self) for name, words in items}
        self._rows: list[QHBoxLayout] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        for number, chip in enumerate(self._chips.values()):
            if number % per_row == 0:
                self._row = QHBoxLayout()
                self._rows.append(self._row)
                self._row.setSpacing(6)
                column.addLayout(self._row)
            self._row.addWidget(chip)
            chip.clicked.connect(lambda _on=False, name=chip.name: self.choose(name))
        for number in range(column.count()):
            column.itemAt(number).layout().addStretch(1)
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
        """Counts only where no chip of the row would be cut for them."""
        margins = self.layout().contentsMargins()
        room = width - margins.left() - margins.right()
        for row in self._rows:
            found = [row.itemAt(number).widget() for number in range(row.count())]
            shown = [widget for widget in found if widget is not None and not widget.isHidden()]
            chips = [widget for widget in shown if isinstance(widget, Chip)]
            for chip in chips:
                chip.show_whole(True)
            needed = sum(widget.sizeHint().width() + row.spacing() for widget in shown)
            for chip in chips if needed > room > 0 else ():
                chip.show_whole(False)

    def show_only(self, names: Collection[str]) -> None:
        """Offer these filters and no others."""
        for name, chip in self._chips.items():
            chip.setVisible(name in names)

    def add_widget(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._row.addWidget(widget)


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

    def show_text(self, head: str, tail: str = "") -> None:
        self._head, self._tail = head, tail
        self._cut(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut(event.size().width())

    def _cut(self, width: int) -> None:
        metrics = QFontMetricsF(screen_font(self._px, self._bold))
        room = max(width - metrics.horizontalAdvance(self._tail) - 4, 30)
        shown = metrics.elidedText(self._head, Qt.TextElideMode.ElideRight, room)
        self.setText(shown + self._tail)
        self.setToolTip("" if shown == self._head else self._head + self._tail)


def line_widget() -> QFrame:
    """A one-pixel line."""
    line = QFrame()
    line.setObjectName("line")
    line.setFixedHeight(1)
    return line


class StartButton(QPushButton):
    """One thing to do at the first start: its name, its key and what it is good for."""

    def __init__(self, action: QAction, title: str, key: str, words: str, primary: bool,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start_primary" if primary else "start")
        self.setAccessibleName(title)
        self.setAutoDefault(False)
        self.setFixedWidth(360)
        name, tail, about = QLabel(title, self), hint(key, "start_key"), hint(words, "start_words")
        name.setObjectName("start_name")
        for label in (name, tail, about):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        head = QHBoxLayout()
        head.addWidget(name)
        head.addStretch(1)
        head.addWidget(tail)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 9)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(about)
        press_by_enter(self)
        self.clicked.connect(action.trigger)


class StartPage(QWidget):
    """An empty desk: what it is for and three ways to begin."""

    def __init__(self, title: str, words: str, buttons: list[StartButton],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        for line in (hint(title, "empty_title"), hint(words)):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(line)
        column.addSpacing(8)
        for button in buttons:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.buttons = buttons


class EmptyState(QWidget):
    """Says what to do next where there is nothing to show."""

    def __init__(self, title: str, words: str, actions: list[QAction] | None = None,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        self._title = hint(title, "empty_title")
        self._words = hint(words)
        for line in (self._title, self._words):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line.setWordWrap(True)
            column.addWidget(line)
        row = QHBoxLayout()
        row.addStretch(1)
        for number, action in enumerate(actions or []):
            button = QPushButton(action.text(), self)
            button.setObjectName("primary" if number == 0 else "plain")
            button.clicked.connect(action.trigger)
            row.addWidget(button)
        row.addStretch(1)
        column.addSpacing(6)
        column.addLayout(row)
        column.addStretch(3)

    def say(self, title: str, words: str) -> None:
        self._title.setText(title)
        self._words.setText(words)


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
        words = QFontMetricsF(screen_font(CONTROL_PX)).horizontalAdvance(self._formula.text()) + 20
        both = words + QFontMetricsF(screen_font(SMALL_PX)).horizontalAdvance(self._range.text()) + 12
        beside = QBoxLayout.Direction.LeftToRight if both <= width else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != beside:
            self._row.setDirection(beside)
        if self._formula.wordWrap() != (words > width):
            self._formula.setWordWrap(words > width)


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
