"""A walk through the window at the first start: a card beside each part in turn, the work going on below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ecodesk.gui import scale
from ecodesk.gui.actions import Actions, press_by_enter
from ecodesk.gui.plain import dialog_button
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import hint
from ecodesk.knowledge.tables import read_table

SEEN = "tour_seen"
"""Name under which the window keeps that the walk was shown."""

_WIDTH, _GAP, _EDGE = 330, 14, 10


@dataclass(frozen=True, slots=True)
class Step:
    """What is said beside which part of which page; `words` names keys by their actions."""

    part: str
    page: str
    title: str
    words: str


@cache
def steps() -> tuple[Step, ...]:
    """The walk from resources/tour.csv."""
    return tuple(Step(**row) for row in read_table("tour.csv", ("part", "page", "title", "words")))


class _Ring(QWidget):
    """A line round the part that is spoken of; no mouse, no keys."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("accent"), 3))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)


class TourCard(QFrame):
    """Title, words, how far, and the way on."""

    moved = Signal(int)
    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tour")
        self.setAccessibleName("导览")
        self.setFixedWidth(_WIDTH)
        self.title, self.words, self.number = QLabel(self), QLabel(self), hint("")
        self.title.setObjectName("heading")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.end_button = self._button("结束　Esc", "link", self.ended.emit)
        self.back_button = self._button("上一步", "", lambda: self.moved.emit(-1))
        self.next_button = self._button("下一步", "primary", lambda: self.moved.emit(1))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.number)
        column.addLayout(head)
        column.addWidget(self.words)
        foot = QHBoxLayout()
        foot.addWidget(self.end_button)
        foot.addStretch(1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.next_button)
        column.addLayout(foot)
        self.hide()

    def _button(self, words: str, name: str, call: Callable[[], None]) -> QPushButton:
        button = dialog_button(words, call, self, name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        press_by_enter(button)
        return button

    def show_step(self, title: str, words: str, number: int, count: int) -> None:
        """One step; the last one has no next."""
        self.title.setText(title)
        self.words.setText(words)
        self.number.setText(f"{number + 1} / {count}")
        self.setAccessibleDescription(f"{title}：{words}")
        self.back_button.setEnabled(number > 0)
        self.next_button.setText("开始核稿" if number + 1 == count else "下一步")


class Tour(QObject):
    """Leads from step to step; remembers that it was shown."""

    def __init__(self, parts: Mapping[str, QWidget], actions: Actions, look: Look,
                 show_page: Callable[[str], None], store: Callable[[], QSettings], window: QWidget) -> None:
        super().__init__(window)
        self._parts, self._actions, self._show_page = parts, actions, show_page
        self._store, self._window = store, window
        self._at = -1
        self.due = False  # the sample has come, and is about to be shown
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._settle)
        self.ring, self.card = _Ring(look, window), TourCard(window)
        self.card.moved.connect(self._move)
        self.card.ended.connect(self.end)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self.end)
        for widget in {window, *parts.values()}:
            widget.installEventFilter(self)
        look.scaled.connect(self._settle)
        actions.on("tour", self.begin)

    @property
    def running(self) -> bool:
        return self._at >= 0

    def begin_if_due(self) -> None:
        """At the first start only, once there is something to show."""
        due, self.due = self.due, False
        if due and not self._store().value(SEEN, False, bool):
            self.begin()

    def begin(self) -> None:
        """From the first step; that it was seen holds from now on, whether it is gone through or not."""
        kept = self._store()
        kept.setValue(SEEN, True)
        kept.sync()
        self._escape.setEnabled(True)
        self._at = 0
        self._show()
        self.card.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Put the card away; the keys go back to the table."""
        if self.running:
            self._at = -1
            self._escape.setEnabled(False)
            self.ring.hide()
            self.card.hide()
            self._show_page("page_review")

    def _move(self, by: int) -> None:
        if self._at + by >= len(steps()):
            self.end()
            return
        focused = self._window.focusWidget()
        mine = focused is not None and self.card.isAncestorOf(focused)
        self._at = max(self._at + by, 0)
        self._show()
        if mine:
            button = focused if focused.isEnabled() else self.card.next_button
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        step = steps()[self._at]
        self._show_page(step.page)
        keys = {spec.name: self._actions.key_of(spec.name) for spec in self._actions}
        self.card.show_step(step.title, step.words.format_map(keys), self._at, len(steps()))
        self._settle()

    def _settle(self) -> None:
        """The ring round the part, the card beside it, or on it where it fills the window."""
        if not self.running:
            return
        part, window = self._parts[steps()[self._at].part], self._window
        place = QRect(part.mapTo(window, QPoint(0, 0)), part.size()).intersected(window.rect())
        self.ring.setGeometry(place)
        self.card.ensurePolished()
        width = self.card.width()
        height = max(self.card.layout().totalHeightForWidth(width), self.card.layout().minimumSize().height())
        self.card.resize(width, height)
        self.card.move(beside(place, QRect(0, 0, width, height), window.rect()))
        for widget in (self.ring, self.card):
            widget.show()
            widget.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.running and event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            self._later.start(0)
        return False


def beside(part: QRect, card: QRect, window: QRect) -> QPoint:
    """Where a card stands: right of a part, left of it, below, above, else in its lower right corner."""
    gap, edge = scale.scaled(_GAP), scale.scaled(_EDGE)
    top = min(max(part.top() + gap, edge), window.height() - card.height() - edge)
    left = min(max(part.left(), edge), window.width() - card.width() - edge)
    if part.right() + gap + card.width() + edge <= window.width():
        return QPoint(part.right() + gap, top)
    if part.left() - gap - card.width() >= edge:
        return QPoint(part.left() - gap - card.width(), top)
    if part.bottom() + gap + card.height() + edge <= window.height():
        return QPoint(left, part.bottom() + gap)
    if part.top() - gap - card.height() >= edge:
        return QPoint(left, part.top() - gap - card.height())
    return QPoint(part.right() - card.width() - gap, part.bottom() - card.height() - gap)
