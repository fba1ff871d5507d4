"""What was ruled about a group, with its icon, and the buttons that rule."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from ecodesk.domain.findings import Finding, Verdict
from ecodesk.domain.rulings import Choice, Settlement
from ecodesk.domain.views import FindingRow
from ecodesk.gui.actions import Actions, press_by_enter
from ecodesk.gui.buttons import FoldingButtons, KeyButton
from ecodesk.gui.icons import Icons
from ecodesk.gui.plain import typed_line
from ecodesk.gui.theme import CONTROL_PX, Look
from ecodesk.gui.widgets import Elided
from ecodesk.knowledge.settlements import is_settled, settlement_words

RULINGS = ("take_kept", "rule_keep", "rule_scope", "rule_split", "rule_join", "rule_withdraw")
"""Actions about the group looked at, in the order of their buttons."""

_ICONS = {Choice.KEEP: "mdi6.check-decagram-outline", Choice.SCOPE: "mdi6.not-equal-variant",
          Choice.SPLIT: "mdi6.call-split", Choice.JOIN: "mdi6.call-merge"}
_LAPSED = "mdi6.lock-open-alert-outline"


def settlement_icon(told: Settlement) -> str:
    """The icon of a ruling; an open lock where it has lapsed."""
    return _LAPSED if told.lapsed else _ICONS[told.choice]


def settlement_role(finding: Finding) -> str:
    """The colour role of a ruling: done, still to be done, or open again."""
    told = finding.settlement
    if told is not None and told.lapsed:
        return "queried"
    if is_settled(finding):
        return "verified"
    return "conflict" if finding.verdict is Verdict.CONFLICT else "corrected"


class RulingButtons(FoldingButtons):
    """A button for everything that can be ruled about a group: what makes no sense is not offered."""

    def __init__(self, actions: Actions, look: Look, keyed: bool, parent: QWidget | None = None) -> None:
        # In the inspector what joins another group is a key and a menu.
        names = RULINGS if keyed else [name for name in RULINGS if name != "rule_join"]
        self._named = {name: _button(name, actions, look, keyed) for name in names}
        super().__init__(list(self._named.values()), parent)
        for name, button in self._named.items():
            self._follow(button, actions[name])

    def button(self, name: str) -> QAbstractButton:
        """The button of an action."""
        return self._named[name]

    def _follow(self, button: QAbstractButton, action: QAction) -> None:
        def follow() -> None:
            if not isinstance(button, KeyButton):
                button.setText(action.text())
                button.setToolTip(action.toolTip())
            if button.isHidden() == action.isEnabled():
                button.setVisible(action.isEnabled())
            self.fit()

        button.setVisible(action.isEnabled())
        action.changed.connect(follow)


def _button(name: str, actions: Actions, look: Look, keyed: bool) -> QAbstractButton:
    action, first = actions[name], name == "take_kept"
    if keyed:
        return KeyButton(action, partial(actions.letter_of, name), look, primary=first)
    button = QPushButton(action.text())
    button.setObjectName("primary" if first else "plain")
    button.setAutoDefault(False)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    button.clicked.connect(action.trigger)
    press_by_enter(button)
    return button


class SettlementBar(QFrame):
    """What was ruled about one group, by whom, and why; hides where nothing was.

    Where it is not `wide`, whoever owns it finds a place of its own for `note`.
    """

    noted = Signal(object, str)  # FindingRow, why

    def __init__(self, icons: Icons, look: Look, wide: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons, self._look = icons, look
        self._row: FindingRow | None = None
        self._icon, self._words = QLabel(), Elided(name="ruled", px=CONTROL_PX)
        self._icon.setFixedSize(18, 18)
        self.note = self._note_field()
        state = QHBoxLayout()
        state.setSpacing(6)
        state.addWidget(self._icon)
        state.addWidget(self._words, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(state, 3)
        if wide:
            row.addWidget(self.note, 2)
        for told in (icons.ready, look.changed):
            told.connect(self._paint_state)
        self.show_group(None)

    @property
    def words(self) -> str:
        """What the line says of the group, "" where nothing was ruled."""
        return settlement_words(self._row) if self._row else ""

    def show_group(self, row: FindingRow | None) -> None:
        """Another group, None where what is shown is none; what was typed for the last one is kept first."""
        same = self._row is not None and row is not None and self._row.id == row.id
        if not same:
            self.save_note()
        self._row = row
        if not (same and self.note.hasFocus()):
            self.note.setText(self._told_note())
        self._paint_state()

    def save_note(self) -> None:
        """Tell a changed note once."""
        row, words = self._row, self.note.text().strip()
        if row is not None and row.finding.settlement is not None and words != self._told_note():
            self.noted.emit(row, words)

    def _told_note(self) -> str:
        told = self._row.finding.settlement if self._row else None
        return told.note if told else ""

    def _note_field(self) -> QLineEdit:
        field = typed_line(self, "裁定说明", "说明：为什么这样定", 500)
        field.editingFinished.connect(self.save_note)
        return field

    def _paint_state(self) -> None:
        told = self._row.finding.settlement if self._row else None
        self.setVisible(told is not None)
        # What has lapsed cannot be explained any more.
        self.note.setVisible(told is not None and not told.lapsed)
        if self._row is None or told is None:
            return
        role = settlement_role(self._row.finding)
        self._icon.setPixmap(self._icons.pixmap(settlement_icon(told), role, 16, self.devicePixelRatioF()))
        self._words.show_text(self.words)
        self._words.setAccessibleName(self.words)
        self._words.setStyleSheet(f"color: {self._look.hex(f'{role}_text')}")
