"""核查规则: which rules are on, which forms the house writes, and what counts as plausible."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ecodesk.gui.actions import on_enter
from ecodesk.gui.labels import APP_NAME
from ecodesk.gui.models.rules import RANGE_WIDTHS, RULE_WIDTHS, ranges_model, rules_model
from ecodesk.gui.plain import bind_key, dialog_button, dialog_table, typed_line
from ecodesk.gui.theme import Look
from ecodesk.gui.widgets import ChipRow, Combo, hint
from ecodesk.knowledge.messages import message
from ecodesk.services.rules import RangeRow, RuleRow

RULES, RANGES = "rules", "ranges"
_KEYS = {"switch": "空格", "add": "Ins", "edit": "Enter", "remove": "Del"}


class RulesDialog(QDialog):
    """Beside the main window; does not stop the work. What is changed counts from the next check on."""

    switched = Signal(object, bool)  # codes, on
    chose = Signal(str, str)  # code of a choice of house style, its form
    add_wanted = Signal()
    edit_wanted = Signal(object)  # RangeRow
    removed = Signal(object)  # codes
    recheck_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{APP_NAME}：核查规则")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1180, 600)
        self.setMinimumSize(820, 400)
        self._rules: tuple[RuleRow, ...] = ()
        self._ranges: tuple[RangeRow, ...] = ()
        self.rules, self.ranges = rules_model(look, self), ranges_model(look, self)
        self.rule_table = dialog_table(self.rules, "规则", RULE_WIDTHS, self)
        self.range_table = dialog_table(self.ranges, "合理范围", RANGE_WIDTHS, self)
        self.form = Combo(look, self)
        self.form.setAccessibleName("本社写法")
        self.form.activated.connect(lambda _index: self._choose_form())
        title = QLabel("核查规则")
        title.setObjectName("page_title")
        self._about, self.told = hint(""), hint("")
        self._about.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(title)
        column.addLayout(self._head())
        column.addWidget(self._about)
        self._stack = QStackedLayout()
        for table in (self.rule_table, self.range_table):
            self._stack.addWidget(table)
            table.selectionModel().selectionChanged.connect(lambda *_both: self._allow())
        column.addLayout(self._stack, 1)
        column.addWidget(self.told)
        column.addLayout(self._foot())
        self._bind_keys()
        self.show_part(RULES)

    def _head(self) -> QHBoxLayout:
        self.chips = ChipRow([(RULES, "规则"), (RANGES, "合理范围")])
        self.chips.layout().setContentsMargins(0, 0, 0, 0)
        self.chips.chosen.connect(self.show_part)
        self.filter: QLineEdit = typed_line(self, "筛选规则", "筛选（Ctrl+F）")
        self.filter.setObjectName("search")
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(260)
        self.filter.textChanged.connect(self._show)
        head = QHBoxLayout()
        head.addWidget(self.chips, 1)
        head.addWidget(self.filter)
        return head

    def _foot(self) -> QHBoxLayout:
        self.switch_button = self._button("关掉", self._switch, "switch")
        self.form_label = hint("本社写法")
        self.add_button = self._button("添加", self.add_wanted.emit, "add")
        self.edit_button = self._button("修改", self._edit, "edit")
        self.remove_button = self._button("移除", self._remove, "remove")
        self.recheck_button = self._button("重新核查全部稿件", self.recheck_wanted.emit)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for widget in (self.switch_button, self.form_label, self.form, self.add_button, self.edit_button,
                       self.remove_button):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(self.recheck_button)
        foot.addWidget(self._button("关闭", self.close))
        return foot

    def _button(self, words: str, call: Callable[[], object], key: str = "") -> QPushButton:
        return dialog_button(words, call, self, key=_KEYS.get(key, ""))

    def _bind_keys(self) -> None:
        on_enter(self.rule_table, self._switch)
        on_enter(self.range_table, self._edit)
        self.rule_table.doubleClicked.connect(lambda _index: self._switch())
        self.range_table.doubleClicked.connect(lambda _index: self._edit())
        for key, owner, call in (("Space", self.rule_table, self._switch),
                                 ("Ins", self.range_table, self.add_wanted.emit),
                                 ("Del", self.range_table, self._remove),
                                 ("Ctrl+F", self, self.filter.setFocus)):
            bind_key(owner, key, call)

    # What is shown

    def show_rows(self, rules: Sequence[RuleRow], ranges: Sequence[RangeRow]) -> None:
        """The rules and ranges as they are now; the same place in the list stays chosen."""
        self._rules, self._ranges = tuple(rules), tuple(ranges)
        self._show()

    def show_part(self, name: str) -> None:
        """The rules, or the ranges."""
        self.chips.choose(name, tell=False)
        self._stack.setCurrentIndex((RULES, RANGES).index(name))
        self._about.setText(message(f"gui-rules-about-{name}"))
        self.switch_button.setVisible(name == RULES)
        for button in (self.add_button, self.edit_button, self.remove_button):
            button.setVisible(name == RANGES)
        self._allow()

    def _show(self) -> None:
        words = self.filter.text().strip()
        self.chips.show_counts({RULES: len(self._rules), RANGES: len(self._ranges)})
        places = [max(table.currentIndex().row(), 0) for table in (self.rule_table, self.range_table)]
        self.rules.show_rows(self._rules, words)
        self.ranges.show_rows(self._ranges, words)
        for table, place in zip((self.rule_table, self.range_table), places, strict=True):
            rows = table.model().rowCount()
            if rows:
                flags = QItemSelectionModel.SelectionFlag
                index = table.model().index(min(place, rows - 1), 0)
                table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._allow()

    @property
    def chosen_rules(self) -> list[RuleRow]:
        return [row for row in map(self.rules.row_at, _places(self.rule_table)) if row is not None]

    @property
    def chosen_ranges(self) -> list[RangeRow]:
        return [row for row in map(self.ranges.row_at, _places(self.range_table)) if row is not None]

    def _allow(self) -> None:
        rules, ranges = self.chosen_rules, self.chosen_ranges
        plain = bool(rules) and not any(row.forms for row in rules)
        self.switch_button.setEnabled(plain)
        self.switch_button.setText("关掉" if plain and all(row.on for row in rules) else "打开")
        single = rules[0] if len(rules) == 1 and rules[0].forms else None
        for widget in (self.form_label, self.form):
            widget.setVisible(single is not None and self._stack.currentIndex() == 0)
        self.form.clear()
        if single is not None:
            self.form.addItem("不统一", "")
            for rule in single.forms:
                self.form.addItem(rule.message, rule.form)
            self.form.setCurrentIndex(max(self.form.findData(single.form), 0))
        self.edit_button.setEnabled(len(ranges) == 1)
        self.remove_button.setEnabled(bool(ranges) and all(row.own for row in ranges))

    # What the editor does

    def _switch(self) -> None:
        if self.switch_button.isEnabled():
            self.switched.emit([row.code for row in self.chosen_rules], self.switch_button.text() == "打开")

    def _choose_form(self) -> None:
        if len(self.chosen_rules) == 1:
            self.chose.emit(self.chosen_rules[0].code, str(self.form.currentData() or ""))

    def _edit(self) -> None:
        if self.edit_button.isEnabled():
            self.edit_wanted.emit(self.chosen_ranges[0])

    def _remove(self) -> None:
        if self.remove_button.isEnabled():
            self.removed.emit([row.code for row in self.chosen_ranges])


def _places(table: QTableView) -> list[int]:
    return sorted(index.row() for index in table.selectionModel().selectedRows())
