"""权威数据: the figures that the newsroom trusts, their sources, and how many facts have one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ecodesk.domain.references import ReferenceCoverage, ReferenceRow
from ecodesk.gui.actions import Actions, on_enter, press_by_enter, shield
from ecodesk.gui.empty import EmptyState
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.plain import bind_key, dialog_button, rows_table
from ecodesk.gui.references.model import WIDTHS, ReferencesModel
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import hint
from ecodesk.knowledge.messages import message
from ecodesk.services.references import PAGE

if TYPE_CHECKING:
    from ecodesk.services.desk import Desk

_PAUSE_MS = 180  # after the last letter typed
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_KEYS = {"add": "Ins", "edit": "Enter", "remove": "Del"}


class ReferencesPage(QWidget):
    """The table with its search; what the editor wants is told by signals."""

    edit_wanted = Signal(object)  # ReferenceRow
    removed = Signal(object)  # rows
    facts_wanted = Signal(object)  # ReferenceRow
    copied = Signal(object)  # rows

    def __init__(self, desk: Desk, jobs: Jobs, actions: Actions, look: Look,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._desk, self._jobs, self._actions = desk, jobs, actions
        self._deeds: dict[int, Callable[[], object]] = {}
        self._stale = True
        self._wanted: int | None = None
        self.model = ReferencesModel(look, self)
        self.model.more_wanted.connect(self._read_more)
        self.table = _table(self.model)
        self.coverage = hint("")
        self.coverage.setWordWrap(True)
        self.search = self._make_search()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self._lay_out()
        self._bind_keys()
        self.table.selectionModel().selectionChanged.connect(lambda *_both: self._allow())
        self.setFocusProxy(self._empty)
        self._allow()

    # Construction

    def _make_search(self) -> QLineEdit:
        search = QLineEdit(self)
        search.setObjectName("search")
        search.setPlaceholderText("筛选主体、指标、出处（Ctrl+F）")
        search.setAccessibleName("筛选权威数据")
        search.setClearButtonEnabled(True)
        search.setFixedWidth(280)
        search.textChanged.connect(lambda _words: self._pause.start())
        shield(search)
        on_enter(search, self._leave_search)
        return search

    def _lay_out(self) -> None:
        title = QLabel("权威数据")
        title.setObjectName("page_title")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.search)
        begin = message("gui-references-begin", key=self._actions.key_of("take_reference"))
        self._empty = EmptyState(message("gui-references-empty"), begin,
                                 [self._actions["reference_import"], self._actions["reference_add"]])
        self._nothing = EmptyState(message("gui-references-none"), message("gui-references-other"))
        self._stack = QStackedLayout()
        for part in (self._empty, self._nothing, self.table):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(34, 24, 34, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.coverage)
        self._bar = QFrame(self)
        self._bar.setLayout(self._buttons())
        column.addWidget(self._bar)
        column.addLayout(self._stack, 1)
        # Nothing to look through yet: the first thing to do has the focus.
        for part in (self._bar, self.search):
            part.hide()

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.import_button = self._button("导入表格…", self._actions["reference_import"].trigger, "primary")
        self.add_button = self._button("添加", self._actions["reference_add"].trigger, key="add")
        self.edit_button = self._button("修改", self._edit, key="edit")
        self.remove_button = self._button("移除", self._remove, key="remove")
        self.facts_button = self._button("看比对的数据", self._show_facts)
        self.copy_button = self._button("复制", lambda: self.copied.emit(self.chosen))
        self.export_button = self._button("导出…", self._actions["reference_export"].trigger)
        for button in (self.import_button, self.add_button, self.edit_button, self.remove_button,
                       self.facts_button):
            line.addWidget(button)
        line.addStretch(1)
        for button in (self.copy_button, self.export_button):
            line.addWidget(button)
        return line

    def _button(self, words: str, call: Callable[[], object], name: str = "", key: str = "") -> QPushButton:
        button = dialog_button(words, call, self, name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(f"{words}（{_KEYS[key]}）" if key else "")
        press_by_enter(button)
        return button

    def _bind_keys(self) -> None:
        on_enter(self.table, self._edit)
        self.table.doubleClicked.connect(lambda _index: self._edit())
        # On 核稿 these keys of the window mean facts: here the page takes them before the window does.
        self._deeds = {Qt.Key.Key_Insert: self._actions["reference_add"].trigger,
                       Qt.Key.Key_Delete: self._remove}
        bind_key(self.table, QKeySequence(QKeySequence.StandardKey.Copy), self.copy_button.click)

    def event(self, event: QEvent) -> bool:
        typed = event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if not typed or event.key() not in self._deeds or event.modifiers() & ~_KEYPAD:
            return super().event(event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._deeds[event.key()]()
        return True

    # What is shown

    def mark_stale(self) -> None:
        """References or the facts held against them may have changed."""
        self._stale = True

    def show_now(self) -> None:
        """Read what changed since the page was shown last."""
        if self._stale:
            self._stale = False
            self._read()
            self._jobs.read(self._desk.references.coverage, self._show_coverage)

    def show_reference(self, reference_id: int) -> None:
        """Choose a reference, in whatever page of the list it stands."""
        self._wanted = reference_id
        if self.search.text():
            self.search.clear()
        elif self.model.place_of(reference_id) >= 0:
            self._settle()
        else:
            self._read()

    def focus_search(self) -> None:
        """Type what to look for."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @property
    def chosen(self) -> tuple[ReferenceRow, ...]:
        """The selected references from top to bottom."""
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(row for row in map(self.model.row_at, places) if row is not None)

    def _read(self) -> None:
        """Read from the beginning, as far as was read before."""
        words, least = self.search.text(), max(PAGE, self.model.rowCount())
        references, wanted = self._desk.references, self._wanted
        kept = self._kept_id()

        def read() -> tuple[list[ReferenceRow], int]:
            rows, count = references.rows(words, limit=least), references.count(words)
            while wanted is not None and len(rows) < count and all(row.id != wanted for row in rows):
                rows += references.rows(words, rows[-1].id)
            return rows, count

        self._jobs.read(read, lambda found: self._show(*found, words, kept))

    def _read_more(self, after: int) -> None:
        words = self.search.text()
        self._jobs.read(lambda: self._desk.references.rows(words, after),
                        lambda rows: self._add(rows, words))

    def _add(self, rows: list[ReferenceRow], words: str) -> None:
        if words == self.search.text():
            self.model.add_rows(rows, len(rows) < PAGE)

    def _show(self, rows: list[ReferenceRow], count: int, words: str, kept: int | None) -> None:
        if words != self.search.text():
            return  # another search is on its way
        place, first = max(self.table.currentIndex().row(), 0), self._stack.currentIndex() == 0
        self.model.show_rows(rows, len(rows) >= count)
        self._stack.setCurrentIndex(2 if rows else 1 if words.strip() else 0)
        self.setFocusProxy(self._stack.currentWidget())
        for part in (self._bar, self.search):
            part.setVisible(bool(rows or words.strip()))
        if first and rows and self.isVisible():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if rows:
            known = self.model.place_of(kept) if kept is not None else -1
            self._choose(known if known >= 0 else min(place, len(rows) - 1))
        self._settle()
        self._allow()

    def _kept_id(self) -> int | None:
        row = self.model.row_at(self.table.currentIndex().row())
        return row.id if row else None

    def _settle(self) -> None:
        """Choose the reference that was asked for, once it is there."""
        place = self.model.place_of(self._wanted) if self._wanted is not None else -1
        if place >= 0:
            self._wanted = None
            self._choose(place)
            self.table.scrollTo(self.model.index(place, 0), QTableView.ScrollHint.PositionAtCenter)

    def _choose(self, place: int) -> None:
        rows = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(place, 0), rows)

    def _show_coverage(self, known: ReferenceCoverage) -> None:
        self.coverage.setText(coverage_text(known))
        self._actions["reference_export"].setEnabled(bool(known.references))

    def _allow(self) -> None:
        chosen = self.chosen
        self.edit_button.setEnabled(len(chosen) == 1)
        self.facts_button.setEnabled(len(chosen) == 1 and bool(chosen[0].facts))
        for button in (self.remove_button, self.copy_button):
            button.setEnabled(bool(chosen))

    # What the editor does

    def _leave_search(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit(self) -> None:
        if len(self.chosen) == 1:
            self.edit_wanted.emit(self.chosen[0])

    def _remove(self) -> None:
        if self.chosen:
            self.removed.emit(self.chosen)

    def _show_facts(self) -> None:
        if self.facts_button.isEnabled():
            self.facts_wanted.emit(self.chosen[0])


def coverage_text(known: ReferenceCoverage) -> str:
    """How many references there are and how many facts have one, in one line."""
    whole = known.total
    if not known.references:
        return ""
    code = "gui-references-covered" if whole.facts else "gui-references-no-facts"
    return message(code, count=f"{known.references:,}", facts=f"{whole.facts:,}",
                   covered=f"{whole.covered:,}", percent=whole.percent, agreeing=f"{whole.agreeing:,}",
                   differing=f"{whole.differing:,}")


def _table(model: ReferencesModel) -> QTableView:
    table = rows_table(model, "权威数据", WIDTHS)
    table.setObjectName("report")
    table.horizontalHeader().setObjectName("report")
    return table
