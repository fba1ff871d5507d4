"""One thing done to many facts: the bar first says how many; Enter does it, Esc does not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ecodesk.domain.decisions import Status
from ecodesk.domain.facts import Modality, Qualifier
from ecodesk.gui import scale
from ecodesk.gui.actions import on_enter, press_by_enter, shield
from ecodesk.gui.flow import Flow
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import Combo
from ecodesk.knowledge.labels import field_label, label
from ecodesk.knowledge.messages import message
from ecodesk.services.reviewing import MOST, Wish

_KEYED = 360  # pixels wide, from which the buttons name their keys
_STATES = {"verified": Status.VERIFIED, "rejected": Status.REJECTED, "queried": Status.QUERIED,
           "open": Status.OPEN}
_TEXTS = ("subject", "indicator", "unit", "period", "place")
_CHOICES: dict[str, type[StrEnum]] = {"qualifier": Qualifier, "modality": Modality}


@dataclass(frozen=True, slots=True)
class Scope:
    """Which facts are meant: `count` of them, None while it is being counted."""

    words: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done: how the step is called in the log, what is wished, and the words for it (核实)."""

    action: str
    wish: Wish
    words: str


class BulkBar(QFrame):
    """Scope, deed and number on one line."""

    wanted = Signal(int, object)  # place of the scope, Deed
    scope_changed = Signal(int)
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bulk")
        self._scopes: tuple[Scope, ...] = ()
        self.scope, self.deed, self.field = Combo(look, self), Combo(look, self), Combo(look, self)
        self.choice = Combo(look, self)
        self.value = QLineEdit(self)
        self.value.setMaxLength(200)
        self.number = QLabel(self)
        self.number.setObjectName("bulk_number")
        self.go, self.stop = QPushButton("确认　Enter", self), QPushButton("放弃　Esc", self)
        self.go.setObjectName("primary")
        self._fill()
        self._lay_out()
        self._connect()
        self.hide()

    def _fill(self) -> None:
        for name, status in _STATES.items():
            self.deed.addItem(message(f"gui-bulk-{status}"), name)
        self.deed.addItem(message("gui-bulk-note"), "note")
        self.deed.addItem(message("gui-bulk-field"), "field")
        for name in (*_TEXTS, *_CHOICES):
            self.field.addItem(field_label(name), name)
        for box, name in ((self.scope, "处理哪些事实"), (self.deed, "怎样处理"), (self.field, "哪个字段"),
                          (self.choice, "改成")):
            box.setAccessibleName(name)
        self.value.setAccessibleName("改成")

    def _lay_out(self) -> None:
        upper, lower = QHBoxLayout(), Flow(at_right=2)
        for widget in (self.scope, self.deed, self.field):
            upper.addWidget(widget)
        upper.addWidget(self.choice, 1)
        upper.addWidget(self.value, 1)
        upper.addStretch(0)
        lower.setContentsMargins(0, 0, 0, 0)
        for button in (self.stop, self.go, self.number):
            lower.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addLayout(upper)
        column.addLayout(lower)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        keyed = event.size().width() >= scale.scaled(_KEYED)
        self.go.setText("确认　Enter" if keyed else "确认")
        self.stop.setText("放弃　Esc" if keyed else "放弃")

    def _connect(self) -> None:
        self.scope.currentIndexChanged.connect(self._scope_chosen)
        self.deed.currentIndexChanged.connect(lambda _index: self._show())
        self.field.currentIndexChanged.connect(lambda _index: self._show_field())
        self.choice.currentIndexChanged.connect(lambda _index: self._show())
        self.value.textChanged.connect(lambda _text: self._show())
        self.go.clicked.connect(self.confirm)
        self.stop.clicked.connect(self.put_away)
        shield(self.value)
        press_by_enter(self.go)
        press_by_enter(self.stop)
        for box in (self.scope, self.deed, self.field, self.choice):
            on_enter(box, self.confirm)
        for widget in (self.scope, self.deed, self.field, self.choice, self.value, self.go, self.stop):
            widget.installEventFilter(self)

    # What is meant

    def open_for(self, scopes: tuple[Scope, ...], first: int, deed: str = "") -> None:
        """Offer these facts; `deed` as in the log, "" for the one used last."""
        self._scopes = scopes
        self.scope.blockSignals(True)
        self.scope.clear()
        self.scope.addItems([scope.words for scope in scopes])
        self.scope.setCurrentIndex(first)
        self.scope.blockSignals(False)
        if deed:
            self.deed.setCurrentIndex(max(self.deed.findData(deed), 0))
        self.value.clear()
        self.show()
        self._show_field()
        self.deed.setFocus(Qt.FocusReason.OtherFocusReason)
        self.scope_changed.emit(first)

    def show_count(self, place: int, count: int) -> None:
        """How many facts a scope holds."""
        scopes = list(self._scopes)
        scopes[place] = Scope(scopes[place].words, count)
        self._scopes = tuple(scopes)
        self._show()

    def _scope_chosen(self, place: int) -> None:
        self._show()
        self.scope_changed.emit(place)

    def _show_field(self) -> None:
        name = self.field.currentData()
        self.choice.blockSignals(True)
        self.choice.clear()
        if name in _CHOICES:
            for member in _CHOICES[name]:
                self.choice.addItem(label(member), str(member))
        self.choice.blockSignals(False)
        self._show()

    def _show(self) -> None:
        kind, name = self.deed.currentData(), self.field.currentData()
        self.field.setVisible(kind == "field")
        self.choice.setVisible(kind == "field" and name in _CHOICES)
        self.value.setVisible(kind == "note" or (kind == "field" and name in _TEXTS))
        empty = "备注，空着就是去掉备注" if kind == "note" else "改成什么，空着就是清空"
        self.value.setPlaceholderText(empty)
        count = self._count()
        self.go.setEnabled(bool(count) and count <= MOST)
        if count is None:
            self.number.setText("正在数…")
        elif count > MOST:
            self.number.setText(message("gui-bulk-many", count=f"{count:,}", most=f"{MOST:,}"))
        elif not count:
            self.number.setText(message("gui-bulk-none"))
        else:
            self.number.setText(f"将{self._told()} {count:,} 条")

    def _count(self) -> int | None:
        place = self.scope.currentIndex()
        return self._scopes[place].count if 0 <= place < len(self._scopes) else 0

    def _told(self) -> str:
        kind = self.deed.currentData()
        if kind == "note":
            return "写备注于" if self.value.text().strip() else "去掉备注于"
        if kind == "field":
            field = self.field.currentText()
            chosen = self.field.currentData() in _CHOICES
            shown = self.choice.currentText() if chosen else self.value.text().strip()
            return f"把{field}改为“{shown}”，共" if shown else f"清空{field}，共"
        return self.deed.currentText()

    # Doing it

    def current_deed(self) -> Deed:
        """What stands in the bar."""
        kind, typed = self.deed.currentData(), self.value.text().strip()
        if kind == "note":
            return Deed("annotate", Wish(note=typed), "写备注")
        if kind == "field":
            name = self.field.currentData()
            value = self.choice.currentData() if name in _CHOICES else typed
            return Deed("corrected", Wish(fields={name: value}), "修改")
        return Deed(kind, Wish(status=_STATES[kind]), self.deed.currentText())

    def confirm(self) -> None:
        """Do it, when there is anything to do."""
        if self.go.isEnabled():
            deed, place = self.current_deed(), self.scope.currentIndex()
            self.put_away()
            self.wanted.emit(place, deed)

    def put_away(self) -> None:
        """Nothing is done."""
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.put_away()
                return True
            if watched is self.value and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.confirm()
                return True
        return False
