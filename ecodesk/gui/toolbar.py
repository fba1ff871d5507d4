"""Tool bar with its keys, the rail of pages and the status line."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from ecodesk.gui import scale
from ecodesk.gui.actions import Actions, key_name
from ecodesk.gui.buttons import KeyButton, RailButton
from ecodesk.gui.icons import Icons
from ecodesk.gui.labels import APP_NAME
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import hint

_BUTTONS = (("import",), ("verify", "edit_cell", "query", "reject"), ("undo", "redo"), ("export",))
_NAMED_FROM = {"undo": 1400, "redo": 1560}  # width of the tool bar from which the step is named
_DECIDING = ("verify", "open_finding", "edit_cell", "query", "reject")  # their keys go last
_SPARED = ("undo", "redo", "export")
_SHORT = {"undo": "撤销", "redo": "重做"}
_MENU = (("<导入",), ("undo", "redo"),
         ("next", "previous", "next_open", "next_doubt", "by_doubt"),
         ("<审定", "<编辑事实和正文", "<裁定本组", "<稿件", "<筛选和批量"),
         ("<权威数据", "dictionary", "rules"), ("export", "take_back", "recheck"), ("<显示",),
         ("preferences", "palette", "keys", "tour"))
_SUBMENUS = {
    "导入": (("import", "import_folder", "paste", "sample"), ("columns",)),
    "审定": (("verify", "query", "reject", "reopen"), ("verify_all", "suggest", "take_reference"), ("note",)),
    "编辑事实和正文": (("edit_cell", "edit"), ("make", "make_claim"), ("split", "merge", "remove", "restore"),
                ("reword", "unword", "copy_amended")),
    "裁定本组": (("rule_keep", "take_kept", "rule_scope"), ("rule_split", "rule_join"), ("rule_withdraw",)),
    "稿件": (("place_next", "place_previous"), ("part", "join", "withdraw")),
    "筛选和批量": (("search", "filter", "clear_filter"), ("bulk", "copy", "copy_raw")),
    "权威数据": (("reference_import", "reference_add", "reference_export"),),
    "显示": (("find", "source"), ("larger", "smaller", "usual_size"),
           ("all_larger", "all_smaller", "all_usual"), ("theme", "full_screen", "second_window")),
}
"""Under 更多: actions by name, groups parted by lines; what begins with < opens a menu of its own, so that
the whole list is in sight on the smallest screen."""
_PAGES = ("page_review", "page_cross", "page_overview", "page_record", "page_references")


class ToolBar(QWidget):
    """Brand, buttons with their keys, search and everything else in one menu."""

    def __init__(self, actions: Actions, look: Look, search: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(48)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 10, 1)
        row.setSpacing(6)
        self._buttons: dict[str, KeyButton] = {}
        self._dividers: list[QFrame] = []
        brand = self._brand = QLabel(APP_NAME)
        brand.setObjectName("brand")
        row.addWidget(brand)
        look.scaled.connect(self._make_room)
        row.addSpacing(12)
        for number, group in enumerate(_BUTTONS):
            if number:
                row.addSpacing(4)
                self._dividers.append(_divider())
                row.addWidget(self._dividers[-1])
                row.addSpacing(4)
            for name in group:
                self._buttons[name] = KeyButton(actions[name], partial(actions.key_of, name), look,
                                                primary=name == "verify", short=_SHORT.get(name, ""))
                row.addWidget(self._buttons[name])
        # On 互校 Enter opens what is looked at: the same place of the bar says so there.
        opening = KeyButton(actions["open_finding"], lambda: key_name("Return"), look, primary=True)
        self._buttons["open_finding"] = opening
        row.insertWidget(row.indexOf(self._buttons["verify"]), opening)
        opening.hide()
        row.addStretch(1)
        row.addWidget(search)
        self._more = QToolButton(self)
        self._more.setText("更多 ▾")
        self._more.setToolTip("其他操作")
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.clicked.connect(self._show_menu)
        row.addWidget(self._more)
        self._menu = QMenu(self)
        _fill(self._menu, _MENU, actions)
        self.views = QMenu("视图", self)
        # Not by QAction.menu(): before PySide6 6.11 the menu it gives goes with the action's wrapper.
        listing = next(menu for menu in self._menu.findChildren(QMenu) if menu.title() == "筛选和批量")
        listing.insertMenu(actions["bulk"], self.views)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """What does not fit goes: the name of the step, the keys, at last what stands in the menu anyway."""
        room = self.width() / scale.factor()
        for name, least in _NAMED_FROM.items():
            self._buttons[name].show_full(room >= least)
        for keyed, deciding, whole in ((True, True, True), (False, True, True), (False, False, True),
                                       (False, False, False)):
            for name, button in self._buttons.items():
                button.show_key(deciding if name in _DECIDING else keyed)
                if name in _SPARED:
                    button.setVisible(whole)
            for part in (self._brand, *self._dividers):
                part.setVisible(whole)
            self.layout().invalidate()
            if self.layout().minimumSize().width() <= self.width():
                break

    def show_primary(self, name: str) -> None:
        """The button that says what Enter does on this page: verify or open_finding."""
        for key in ("verify", "open_finding"):
            self._buttons[key].setVisible(key == name)
        self._make_room()

    @property
    def primary(self) -> KeyButton:
        """The filled button of this page."""
        shown = self._buttons["open_finding"].isHidden()
        return self._buttons["verify" if shown else "open_finding"]

    @property
    def menu(self) -> QMenu:
        return self._menu

    def _show_menu(self) -> None:
        place = self._more.mapToGlobal(QPoint(self._more.width(), self._more.height() + 4))
        self._menu.popup(place - QPoint(self._menu.sizeHint().width(), 0))


class Rail(QWidget):
    """Pages on the dark rail; theme and keys at its foot."""

    def __init__(self, actions: Actions, icons: Icons, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(52)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 10, 4, 8)
        column.setSpacing(4)
        group = QActionGroup(self)
        group.setExclusive(True)
        specs = {spec.name: spec for spec in actions}
        self._buttons: dict[str, RailButton] = {}
        for name in _PAGES:
            self._buttons[name] = self._button(name, specs[name].icon, actions, icons, look, True)
            column.addWidget(self._buttons[name])
        column.addStretch(1)
        self._spared = [self._button(name, specs[name].icon, actions, icons, look, False)
                        for name in ("preferences", "keys", "theme")]
        for button in (self._spared[2], *self._spared[:2]):
            column.addWidget(button)
        look.scaled.connect(self._make_room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """On a low window what stands in the menu anyway goes first, then the pages' words."""
        margins = self.layout().contentsMargins()
        room = self.height() - margins.top() - margins.bottom()
        gap = self.layout().spacing()
        pages = sum(button.sizeHint().height() + gap for button in self._buttons.values())
        for number, button in enumerate(self._spared, 1):
            button.setVisible(pages + number * (button.sizeHint().height() + gap) <= room)

    def _button(self, name: str, icon: str, actions: Actions, icons: Icons, look: Look,
                page: bool) -> RailButton:
        button = RailButton(actions[name], lambda role: icons.get(icon, role), look, page, self)
        icons.ready.connect(button.update)
        return button

    def show_page(self, name: str) -> None:
        """Mark the current page."""
        for key, button in self._buttons.items():
            button.setChecked(key == name)


class StatusLine(QWidget):
    """Batch and progress, conflicts, where the data lies; the editor at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(28)
        self.progress, self.conflicts = hint("", "status"), hint("", "status_conflict")
        self.saved, self.editor = hint("", "status"), hint("", "status")
        self.step = hint("", "status")
        self._title, self._count, self._step = "", "还没有稿件", ""
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(14, 1, 14, 0)
        row.setSpacing(20)
        for widget in (self.progress, self.conflicts, self.saved, self.step):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.editor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def show_progress(self, title: str, decided: int, facts: int, conflicts: int) -> None:
        self._title = title
        self._count = f"{decided} / {facts} 已核" if title else "还没有稿件"
        self.conflicts.setText(f"冲突 {conflicts}" if conflicts else "")
        self.conflicts.setVisible(bool(conflicts))
        self._make_room()

    def show_step(self, title: str) -> None:
        """What undo would take back (核实 12 条); a narrow tool bar has no room for it."""
        self.step.setText(f"上一步：{title}" if title else "")
        self._make_room()

    def show_saved(self, words: str) -> None:
        """Where the data lies and whether all of it is there."""
        self.saved.setText(words)
        self._make_room()

    def show_editor(self, words: str) -> None:
        self.editor.setText(words)
        self._make_room()

    def _make_room(self) -> None:
        """The last step goes, then the batch's name, before a number is cut."""
        for stepped, titled in ((True, True), (False, True), (False, False)):
            self.step.setVisible(stepped)
            named = self._title and titled
            self.progress.setText(f"{self._title}　{self._count}" if named else self._count)
            self.progress.setToolTip("" if named else self._title)
            self._row.invalidate()
            if self._row.minimumSize().width() <= self.width():
                break

    def add_progress(self, sheet: QWidget) -> None:
        """Progress of a long task, before the editor's name: no pane moves when it comes or goes."""
        self._row.insertWidget(self._row.indexOf(self.editor), sheet)


def _fill(menu: QMenu, groups: Iterable[Iterable[str]], actions: Actions) -> None:
    """Actions by name, the groups parted by lines."""
    for group in groups:
        if menu.actions():
            menu.addSeparator()
        for name in group:
            if name.startswith("<"):
                _fill(menu.addMenu(name[1:]), _SUBMENUS[name[1:]], actions)
            else:
                menu.addAction(actions[name])


def _divider() -> QFrame:
    line = QFrame()
    line.setObjectName("line")
    line.setFixedSize(1, 24)
    return line
