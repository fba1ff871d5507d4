"""核查规则 in the real window: rules switched off, a form of the house chosen, ranges of its own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ecodesk.gui.dialogs.rules import RANGES, RULES, RulesDialog
from ecodesk.gui.main_window import MainWindow
from tests.gui.window_support import wait_idle

COPY = "甲县核桃\n\n甲县去年种核桃10万亩，核桃产量12万吨。山路有2、3米宽，涨了3%—5%。\n"


@pytest.fixture
def rules(window: MainWindow, qtbot, tmp_path) -> RulesDialog:
    """The rules beside a window that also shows an article with a slip of style."""
    (tmp_path / "核桃.txt").write_text(COPY, encoding="utf-8")
    window.transfers.take_in([tmp_path / "核桃.txt"])
    wait_idle(window, qtbot)
    window.actions_["rules"].trigger()
    wait_idle(window, qtbot)
    dialog = window.rules.dialog
    yield dialog
    if window.rules.dialog is not None:
        dialog.close()


def choose(dialog: RulesDialog, title: str) -> None:
    """The row of this name in the table that is shown."""
    ranges = dialog.chips._chips[RANGES].isChecked()
    table = dialog.range_table if ranges else dialog.rule_table
    rows = [row for row in range(table.model().rowCount()) if table.model().index(row, 1).data() == title]
    table.selectRow(rows[0])


def kinds(window: MainWindow) -> set[str]:
    return {row.finding.kind for row in window._desk.queries.findings()}


def recheck(window: MainWindow, dialog: RulesDialog, qtbot) -> None:
    dialog.recheck_button.click()
    wait_idle(window, qtbot)


def test_a_rule_that_is_switched_off_asks_nothing_until_it_is_on_again(window, rules, qtbot):
    assert "adjacent-digits" in kinds(window)
    choose(rules, "相邻约数")
    qtbot.keyClick(rules.rule_table, Qt.Key.Key_Space)
    row = rules.rule_table.currentIndex().row()
    qtbot.waitUntil(lambda: rules.rule_table.model().index(row, 0).data() == "关", timeout=10_000)
    wait_idle(window, qtbot)
    assert "重新核查" in rules.told.text()
    recheck(window, rules, qtbot)
    assert "adjacent-digits" not in kinds(window)
    assert rules.switch_button.text() == "打开"
    rules.switch_button.click()
    wait_idle(window, qtbot)
    recheck(window, rules, qtbot)
    assert "adjacent-digits" in kinds(window)


def test_a_form_of_the_house_is_chosen(window, rules, qtbot):
    row = next(row for row in window._desk.rules.rows() if row.code == "house-range-sign")
    choose(rules, row.title)
    assert rules.form.isVisible()
    assert not rules.switch_button.isEnabled()
    rules.form.setCurrentIndex(rules.form.findData("tilde"))
    rules.form.activated.emit(rules.form.currentIndex())
    wait_idle(window, qtbot)
    recheck(window, rules, qtbot)
    assert "house-range-sign" in kinds(window)


def test_a_range_of_the_newsrooms_own_is_added_and_taken_away(window, rules, qtbot):
    rules.chips.choose(RANGES)
    own = rules.ranges.rowCount()
    qtbot.keyClick(rules.range_table, Qt.Key.Key_Insert)
    wait_idle(window, qtbot)
    form = window.rules.form
    assert not form.save_button.isEnabled()
    typed = {"title": "本县核桃亩产", "subject": "核桃", "over_words": "产量、年产", "over_unit": "公斤",
             "under_words": "种、面积", "under_unit": "亩", "low": "500", "high": "300", "source": "林业局"}
    for name, words in typed.items():
        form.fields[name].setText(words)
    assert not form.save_button.isEnabled()
    assert form.reason.text()
    form.fields["low"].setText("20")
    assert form.read.text() == "读作：本县核桃亩产通常在 20 到 300 公斤/亩 之间"
    qtbot.keyClick(form.fields["high"], Qt.Key.Key_Return)
    wait_idle(window, qtbot)
    assert window.rules.form is None
    assert rules.ranges.rowCount() == own + 1
    shown = [rules.ranges.index(0, column).data() for column in (0, 1, 5, 6)]
    assert shown == ["本社", "本县核桃亩产", "20", "300"]
    recheck(window, rules, qtbot)
    findings = [row.finding for row in window._desk.queries.findings()]
    told = [finding.explanation for finding in findings if finding.kind == "plausible"]
    assert any("本县核桃亩产" in words and "林业局" in words for words in told)
    choose(rules, "本县核桃亩产")
    qtbot.keyClick(rules.range_table, Qt.Key.Key_Delete)
    wait_idle(window, qtbot)
    assert rules.ranges.rowCount() == own
    assert not rules.remove_button.isEnabled(), "what the program brings is not removed"


def test_a_built_in_range_that_is_changed_becomes_the_newsrooms_own(window, rules, qtbot):
    rules.chips.choose(RANGES)
    before = rules.ranges.rowCount()
    title = rules.ranges.index(0, 1).data()
    qtbot.keyClick(rules.range_table, Qt.Key.Key_Return)
    wait_idle(window, qtbot)
    form = window.rules.form
    assert form.fields["title"].text() == title
    assert "、" in form.fields["subject"].text()
    form.fields["high"].setText("9999999")
    form.save_button.click()
    wait_idle(window, qtbot)
    assert rules.ranges.rowCount() == before
    assert [rules.ranges.index(0, column).data() for column in (0, 1, 6)] == ["本社", title, "9999999"]


def test_rules_are_found_by_words(window, rules, qtbot):
    rules.chips.choose(RULES)
    whole = rules.rules.rowCount()
    qtbot.keyClick(rules, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is rules.filter
    rules.filter.setText("约数")
    assert 0 < rules.rules.rowCount() < whole
