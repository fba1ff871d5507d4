"""Groups settled by the editor: on the page 互校 and, for the fact looked at, on the page 核稿."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from ecodesk.domain.findings import VALUED, Verdict
from ecodesk.domain.rulings import Choice
from ecodesk.domain.views import Changes, FactRow, FindingRow
from ecodesk.gui.actions import Actions
from ecodesk.gui.bars import MessageBar
from ecodesk.gui.findings.page import CrossPage
from ecodesk.gui.findings.settlement import RULINGS
from ecodesk.gui.models.findings import finding_title
from ecodesk.gui.printed import printed_value
from ecodesk.gui.review_page import ReviewPage
from ecodesk.gui.reviewer import Reviewer
from ecodesk.gui.selection import Selection
from ecodesk.knowledge.messages import message

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk


_SHORT = 12  # characters of a value that a button has room for


def _named(groups: Sequence[FindingRow]) -> str:
    """What one group is about; of several, how many there are too."""
    more = f"等 {len(groups)} 组" if len(groups) > 1 else ""
    return finding_title(groups[0]) + more


class Settler(QObject):
    """Rules about the group looked at; each ruling is one step of the editor's."""

    def __init__(self, desk: Desk, reviewer: Reviewer, selection: Selection, review: ReviewPage,
                 cross: CrossPage, actions: Actions, bar: MessageBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._reviewer, self._selection = desk, reviewer, selection
        self._review, self._cross, self._actions, self._bar = review, cross, actions, bar
        calls = {"rule_keep": self.keep, "take_kept": self.take_over, "rule_scope": self.mark_scope,
                 "rule_split": self.split, "rule_join": self.join, "rule_withdraw": self.withdraw}
        for name, call in calls.items():
            actions.on(name, call)
        for told in (review.inspector.shown, cross.pane.marked, cross.item_changed):
            told.connect(self.allow)
        selection.fact_changed.connect(lambda _row: self.allow())
        for bar_of_page in (cross.settlement, review.inspector.settlement):
            bar_of_page.noted.connect(self.annotate)
        cross.pane.menu_wanted.connect(self._show_menu)

    # What it is about

    @property
    def group(self) -> FindingRow | None:
        """The group that the page shown is about, None where it is about none."""
        if self._crossing:
            return self._cross.group
        return self._review.inspector.group if self._review.isVisible() else None

    @property
    def _crossing(self) -> bool:
        return self._cross.isVisible()

    @property
    def _fact(self) -> FactRow | None:
        """The current fact where it is one of the group."""
        group, row = self.group, self._selection.current
        return row if group and row and any(fact.id == row.id for fact in group.rows) else None

    def allow(self) -> None:
        """What makes no sense rests."""
        for name in RULINGS:
            self._actions[name].setEnabled(self._makes_sense(name))
        fact = self._fact
        value = fact and f"{printed_value(fact.fact)}{fact.fact.unit}"
        self._actions.rename("rule_keep", f"采用 {value}" if value and len(value) <= _SHORT else "采用此值")
        group = None if self._crossing else self._cross.group
        self._actions.rename("rule_join", f"并入“{finding_title(group)}”一组" if group else "并入本组")

    def _makes_sense(self, name: str) -> bool:
        if name == "rule_join":
            # Without a group in mind the key tells how to have one.
            asking = self._review.isVisible() and self._cross.group is None
            return bool(self._parts()) or (asking and self._selection.current is not None)
        group, fact = self.group, self._fact
        if group is None:
            return False
        told, valued = group.finding.settlement, group.finding.verdict in VALUED
        standing = told if told is not None and not told.lapsed else None
        if name == "rule_keep":
            return valued and fact is not None and not (standing and standing.kept == fact.fact.id)
        if name == "rule_scope":
            return valued and not (standing and standing.choice is Choice.SCOPE)
        if name == "rule_split":
            return fact is not None and group.finding.verdict is not Verdict.SINGLE
        if name == "take_kept":
            return standing is not None and bool(standing.departing)
        return told is not None

    def _groups(self) -> list[FindingRow]:
        """The group shown; on the page 互校 all that are selected with it."""
        group = self.group
        if not self._crossing or group is None:
            return [group] if group else []
        chosen = [row for row in self._cross.pane.chosen_rows() if row.finding.kind == "across"]
        return chosen if any(row.id == group.id for row in chosen) else [group]

    def _parts(self) -> list[tuple[FactRow, ...]]:
        """The groups that would be joined, [] where there are fewer than two."""
        if self._crossing:
            chosen = [row for row in self._cross.pane.chosen_rows() if row.finding.kind == "across"]
            return [row.rows for row in chosen] if len(chosen) > 1 else []
        group, row = self._cross.group, self._selection.current
        if not self._review.isVisible() or group is None or row is None or row.fact.is_claim:
            return []
        return [] if any(fact.id == row.id for fact in group.rows) else [group.rows, (row,)]

    # What it rules

    def keep(self) -> None:
        group, fact = self.group, self._fact
        if group and fact:
            words = message("gui-ruled-keep", value=fact.fact.text)
            self._do(lambda: self._desk.settling.keep(group, fact.id), words)

    def mark_scope(self) -> None:
        """The group shown, or all those selected that have values to rule on."""
        groups = [group for group in self._groups() if group.finding.verdict in VALUED]
        if groups:
            words = message("gui-ruled-scope", title=_named(groups))
            self._do(lambda: self._desk.settling.mark_scope(*groups), words)

    def split(self) -> None:
        group, fact = self.group, self._fact
        if group and fact:
            words = message("gui-ruled-split", value=fact.fact.text)
            self._do(lambda: self._desk.settling.split(group, [fact.id]), words)

    def join(self) -> None:
        """The groups selected, or the fact shown with the group that the page 互校 is about."""
        parts = self._parts()
        if not parts:
            self._bar.tell(message("gui-join-where"))
            return
        title = finding_title(self._cross.group) if self._cross.group else parts[0][0].fact.text
        self._do(lambda: self._desk.settling.join(parts), message("gui-ruled-join", title=title))

    def withdraw(self) -> None:
        """What was ruled about the group shown, or about all those selected."""
        groups = [group for group in self._groups() if group.finding.settlement is not None]
        if groups:
            words = message("gui-ruled-none", title=_named(groups))
            self._do(lambda: self._desk.settling.withdraw(*groups), words)

    def take_over(self) -> None:
        """Every figure of the group that departs from the value kept."""
        group = self.group
        if group and group.finding.settlement:
            self._take(group, None, len(group.finding.settlement.departing))

    def take_current(self) -> bool:
        """The current fact alone, as what is probably meant; False where no value was kept for it."""
        group, fact = self.group, self._fact
        told = group.finding.settlement if group else None
        if group is None or fact is None or told is None or fact.fact.id not in told.departing:
            return False
        self._take(group, [fact.id], 1)
        return True

    def annotate(self, group: FindingRow, note: str) -> None:
        self._reviewer.do(lambda: self._desk.settling.annotate(group, note))

    def _take(self, group: FindingRow, fact_ids: list[int] | None, count: int) -> None:
        words = message("gui-ruled-taken", count=count)
        self._do(lambda: self._desk.settling.take_over(group, fact_ids), words)

    def _do(self, call: Callable[[], Changes], words: str) -> None:
        if self._review.isVisible() and self._review.editing:
            self._bar.tell(message("gui-editing"))
            return
        self._reviewer.do(call, partial(self._bar.tell, words, "撤销", self._reviewer.undo))

    # Menu

    def _show_menu(self, place: QPoint) -> None:
        """What can be ruled about the groups selected, under the pointer."""
        self.allow()
        menu = QMenu(self._cross)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in RULINGS:
            menu.addAction(self._actions[name])
        menu.addSeparator()
        for name in ("open_finding", "undo"):
            menu.addAction(self._actions[name])
        menu.popup(place)
