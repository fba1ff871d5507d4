"""本社词条: the entries of the desk's own dictionary, looked at, changed, switched on and off."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ecodesk.domain.entries import EntryRow, EntryState
from ecodesk.gui.actions import on_enter
from ecodesk.gui.empty import EmptyState
from ecodesk.gui.labels import APP_NAME
from ecodesk.gui.models.entries import WIDTHS, EntriesModel
from ecodesk.gui.plain import bind_key, dialog_button, dialog_table
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import ChipRow, hint
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.messages import message

_STATES = (EntryState.PROPOSED, EntryState.ACTIVE, EntryState.OFF)
_KEYS = {"add": "Ins", "edit": "Enter", "switch": "空格", "remove": "Del"}


class HouseWordsDialog(QDialog):
    """Beside the main window; does not stop the work."""

    add_wanted = Signal()
    edit_wanted = Signal(object)  # EntryRow
    switched = Signal(object, bool)  # rows, on
    removed = Signal(object)  # rows
    copied = Signal(object)  # rows
    save_wanted = Signal()
    load_wanted = Signal()
    apply_wanted = Signal(object)  # rows
    fact_wanted = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{APP_NAME}：本社词条")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1220, 560)
        self.setMinimumSize(820, 380)
        self._rows: tuple[EntryRow, ...] = ()
        self._state: EntryState | None = None
        self.model = EntriesModel(look, self)
        self.table = dialog_table(self.model, "本社词条", WIDTHS, self)
        title = QLabel("本社词条")
        title.setObjectName("page_title")
        self.chips = ChipRow([("", "全部"), *((str(state), label(state)) for state in _STATES)])
        self.chips.layout().setContentsMargins(0, 0, 0, 0)
        self.chips.chosen.connect(self._filter)
        self.filter = QLineEdit()
        self.filter.setObjectName("search")
        self.filter.setPlaceholderText("筛选原词、改写、编辑、例句（Ctrl+F）")
        self.filter.setAccessibleName("筛选词条")
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(300)
        self.filter.textChanged.connect(self._show)
        head = QHBoxLayout()
        head.addWidget(self.chips, 1)
        head.addWidget(self.filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(title)
        about = hint(message("gui-entries-about"))
        about.setWordWrap(True)
        column.addWidget(about)
        column.addLayout(head)
        self._empty = EmptyState("", "")
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        column.addLayout(self._stack, 1)
        self.told = hint("")
        column.addWidget(self.told)
        column.addLayout(self._foot())
        self._bind_keys()
        self.table.selectionModel().selectionChanged.connect(lambda *_both: self._allow())
        self._show()

    def _foot(self) -> QHBoxLayout:
        self.add_button = self._button("添加", self.add_wanted.emit, "add")
        self.edit_button = self._button("修改", self._edit, "edit")
        self.switch_button = self._button("启用", self._switch, "switch")
        self.remove_button = self._button("移除", self._remove, "remove")
        self.apply_button = self._button("改写待核的…", lambda: self.apply_wanted.emit(self.chosen))
        self.fact_button = self._button("看例句", self._go)
        self.copy_button = self._button("复制", lambda: self.copied.emit(self.chosen or self.model.rows))
        self.save_button = self._button("导出 CSV…", self.save_wanted.emit)
        self.load_button = self._button("导入 CSV…", self.load_wanted.emit)
        close = self._button("关闭", self.close)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.add_button, self.edit_button, self.switch_button, self.remove_button,
                       self.apply_button, self.fact_button):
            foot.addWidget(button)
        foot.addStretch(1)
        for widget in (self.copy_button, self.save_button, self.load_button, close):
            foot.addWidget(widget)
        return foot

    def _button(self, words: str, call: Callable[[], object], key: str = "") -> QPushButton:
        return dialog_button(words, call, self, key=_KEYS.get(key, ""))

    def _bind_keys(self) -> None:
        on_enter(self.table, self._edit)
        self.table.doubleClicked.connect(lambda _index: self._edit())
        copy = QKeySequence(QKeySequence.StandardKey.Copy)
        for key, owner, call in (
            ("Space", self.table, self._switch), ("Del", self.table, self._remove),
            (copy, self.table, self.copy_button.click), ("Ins", self, self.add_wanted.emit),
            ("Ctrl+F", self, self._find),
        ):
            bind_key(owner, key, call)

    # What is shown

    def show_rows(self, rows: Sequence[EntryRow]) -> None:
        """Show the entries as they are now; the same place in the list stays chosen."""
        self._rows = tuple(rows)
        counts = {str(state): sum(row.state is state for row in rows) for state in _STATES}
        self.chips.show_counts({"": len(rows), **counts})
        self._show()

    def choose_state(self, state: EntryState | None) -> None:
        """Show entries of this state only, None for all."""
        self.chips.choose(str(state) if state else "")

    @property
    def chosen(self) -> tuple[EntryRow, ...]:
        """The selected entries from top to bottom."""
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(row for row in map(self.model.row_at, places) if row is not None)

    def _filter(self, name: str) -> None:
        self._state = EntryState(name) if name else None
        self._show()

    def _show(self) -> None:
        place = max(self.table.currentIndex().row(), 0)
        self.model.show_rows(self._rows, self._state, self.filter.text())
        count = self.model.rowCount()
        if self._rows:
            self._empty.say("没有这样的词条", "换一个筛选条件")
        else:
            self._empty.say("还没有词条", message("gui-entries-empty"))
        self._stack.setCurrentIndex(1 if count else 0)
        if count:
            rows = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            index = self.model.index(min(place, count - 1), 0)
            self.table.selectionModel().setCurrentIndex(index, rows)
            if not self.filter.hasFocus():
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._allow()

    def _allow(self) -> None:
        chosen = self.chosen
        on = bool(chosen) and all(row.state is EntryState.ACTIVE for row in chosen)
        self.switch_button.setText("停用" if on else "启用")
        self.switch_button.setToolTip(f"{self.switch_button.text()}（空格）")
        for button in (self.switch_button, self.remove_button):
            button.setEnabled(bool(chosen))
        self.edit_button.setEnabled(len(chosen) == 1)
        self.apply_button.setEnabled(on and not all(row.entry.is_name for row in chosen))
        self.fact_button.setEnabled(len(chosen) == 1 and bool(chosen[0].fact_id))
        self.copy_button.setEnabled(bool(self._rows))
        self.save_button.setEnabled(bool(self._rows))

    # What the editor does

    def _edit(self) -> None:
        if len(self.chosen) == 1:
            self.edit_wanted.emit(self.chosen[0])

    def _switch(self) -> None:
        if self.chosen:
            self.switched.emit(self.chosen, self.switch_button.text() == "启用")

    def _remove(self) -> None:
        if self.chosen:
            self.removed.emit(self.chosen)

    def _go(self) -> None:
        if self.fact_button.isEnabled():
            self.fact_wanted.emit(self.chosen[0].fact_id)

    def _find(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()
