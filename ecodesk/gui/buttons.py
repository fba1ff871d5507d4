"""Buttons that carry out actions of the window: of the tool bar with their keys, of the rail."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QSizePolicy,
    QWidget,
)

from ecodesk.gui import scale
from ecodesk.gui.actions import press_by_enter
from ecodesk.gui.article.sheet import block_font
from ecodesk.gui.flow import Flow, flows
from ecodesk.gui.theme import CONTROL_PX, Look
from ecodesk.gui.widgets import elided

_LONG_WORD = 4  # characters of a page's name that need smaller ones on the rail
_RAIL_LEAST, _RAIL_WORDED = 30, 46  # pixels high: of a page's button, and of one that has its word
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
        return scale.scaled_size(self._width(self._key_width()), 32)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def whole_width(self) -> int:
        """Pixels that it takes with its key, whether this is shown now or not."""
        return scale.scaled(self._width(self._key_room()))

    def _width(self, key: float) -> int:
        words = QFontMetricsF(block_font(CONTROL_PX)).horizontalAdvance(self.text())
        if self._short and self.text() != self._short:
            words = _STEP_WIDTH
        return int(words + key + 26)

    def _key_width(self) -> float:
        return self._key_room() if self._keyed else 0

    def _key_room(self) -> float:
        return QFontMetricsF(block_font(11)).horizontalAdvance(self._key) + 19 if self._key else 0

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


class FoldingButtons(QWidget):
    """Buttons beside one another: without room their keys go, then `spared`, which stands elsewhere as well,
    then they take more lines."""

    def __init__(self, buttons: Sequence[QAbstractButton], parent: QWidget | None = None,
                 spared: QAbstractButton | None = None) -> None:
        super().__init__(parent)
        self._buttons = list(buttons)
        self._spared = spared
        self._flow = Flow()
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._flow)
        for button in buttons:
            self._flow.addWidget(button)
        flows(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def sizeHint(self) -> QSize:
        """With all keys in one line, whether they are shown now or not."""
        shown = [button for button in self._buttons if not button.isHidden()]
        wide = sum(_whole_width(button) + scale.scaled(6) for button in shown)
        return QSize(wide, self._flow.sizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Other buttons are shown, or there is other room."""
        if not self.isVisible():
            return
        if self._spared is not None:
            self._spared.show()
        keyed = self.sizeHint().width() <= self.width()
        for button in self._buttons:
            if isinstance(button, KeyButton):
                button.show_key(keyed)
        if self._spared is not None:
            self._spared.setVisible(self._flow.sizeHint().width() <= self.width())
        self._flow.invalidate()
        self.updateGeometry()


def _whole_width(button: QAbstractButton) -> int:
    return button.whole_width() if isinstance(button, KeyButton) else button.sizeHint().width()


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
        self.setFixedWidth(44)
        self.setMinimumHeight(_RAIL_LEAST)
        self.setMaximumHeight(48 if checkable else 38)
        self.setText(action.text())
        self.setToolTip(action.toolTip())
        self.setAccessibleName(action.text())
        self.clicked.connect(action.trigger)
        press_by_enter(self)
        action.changed.connect(self.update)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return scale.scaled_size(44, 48 if self.isCheckable() else 38)

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
        # On a low window the words go first.
        size, worded = 20, self.isCheckable() and rect.height() >= _RAIL_WORDED
        top = 7 if worded else int(rect.height() - size) // 2
        icon.paint(painter, int(rect.width() - size) // 2, top, size, size)
        if worded:
            painter.setPen(self._look.colour(role))
            painter.setFont(block_font(11 if len(self.text()) < _LONG_WORD else 10))
            painter.drawText(QRectF(0, 28, rect.width(), 16), Qt.AlignmentFlag.AlignCenter, self.text())
