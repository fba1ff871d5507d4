"""Correcting in the table: the field of a cell by its type, and a table that takes no key outside of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from ecodesk.domain.decisions import Status
from ecodesk.gui.facts.cells import ends_of
from ecodesk.gui.models.facts import Column
from tests.gui.window_support import fact_named, wait_idle, wait_shown

TAB, ENTER, ESC, F2 = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F2


@pytest.fixture
def cells(window, qtbot):
    """The window with the harvest's row in correction, its value first."""
    fact = fact_named(window._desk, "600万吨")
    window.go_to(fact.id)
    wait_shown(window, qtbot)
    qtbot.keyClick(window.review.facts.table, F2)
    assert window.review.cells.active
    return window.review.cells


def harvest(window):
    return fact_named(window._desk, "600万吨")


def type_in(cells, qtbot, words: str) -> None:
    """As an input method gives words: they never come as keys."""
    cells.field.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(cells.field, event)


def complete(cells, words: str) -> list[str]:
    """What is offered for these words."""
    offers = cells.field.completer()
    offers.setCompletionPrefix(words)
    model = offers.completionModel()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_f2_opens_the_value_and_tells_what_it_can_be(window, qtbot, cells):
    assert (cells.column, cells.field.text()) == (Column.VALUE, "600万")
    assert cells.field.hasFocus()
    cells.field.setText("60.5万")
    assert "605000" in cells.words
    assert "可指 60.45万–60.55万 吨" in cells.words
    cells.field.setText("5–8万")
    assert "50000–80000" in cells.words
    cells.field.setText("六十")
    assert "不是数" in cells.words
    qtbot.keyClick(cells.field, ENTER)
    assert cells.active, "what is wrong is not saved"


def test_tab_goes_through_the_fields_and_enter_saves_them_as_one_step(window, qtbot, cells):
    type_in(cells, qtbot, "60万")
    qtbot.keyClick(cells.field, TAB)
    assert cells.column is Column.UNIT
    type_in(cells, qtbot, "公斤")
    qtbot.keyClick(cells.field, TAB)
    assert cells.column is Column.HEDGE
    assert isinstance(cells.field, QComboBox)
    cells.field.setCurrentIndex(1)
    qtbot.keyClick(cells.field, TAB)
    type_in(cells, qtbot, "去年")
    assert "2023" in cells.words
    qtbot.keyClick(cells.field, TAB)
    assert cells.column is Column.PLACE
    qtbot.keyClick(cells.field, TAB)
    assert cells.column is Column.SUBJECT, "round the end"
    qtbot.keyClick(cells.field, Qt.Key.Key_Backtab)
    assert cells.column is Column.PLACE
    qtbot.keyClick(cells.field, ENTER)
    wait_idle(window, qtbot)
    row = harvest(window)
    assert (row.fact.value, row.fact.unit, row.fact.qualifier, row.fact.period) == (
        "600000", "公斤", "approx", "2023")
    assert row.status is Status.CORRECTED
    assert window._desk.reviewing.undo_label().title == "修改 1 条"
    assert not cells.active
    assert window.focusWidget() is window.review.facts.table


def test_escape_gives_up_all_that_was_typed(window, qtbot, cells):
    type_in(cells, qtbot, "60万")
    qtbot.keyClick(cells.field, TAB)
    type_in(cells, qtbot, "亩")
    qtbot.keyClick(cells.field, ESC)
    wait_idle(window, qtbot)
    assert harvest(window).fact.value == "6000000"
    assert not cells.active
    assert window.focusWidget() is window.review.facts.table


def test_letter_keys_stay_in_the_field(window, qtbot, cells):
    cells.step(-1)
    qtbot.keyClicks(cells.field, "xvqjn?")
    wait_idle(window, qtbot)
    assert cells.field.text() == "xvqjn?"
    assert harvest(window).status is Status.OPEN
    assert window.selection.current.id == harvest(window).id


def test_the_table_takes_the_input_method_only_in_the_field(window, qtbot, cells):
    table = window.review.facts.table
    assert cells.field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    type_in(cells, qtbot, "六十万")
    assert cells.field.text() == "六十万"
    qtbot.keyClick(cells.field, ESC)
    for _ in range(2):
        assert not table.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        assert not table.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
        for column in Column:
            index = table.model().index(0, column)
            assert not table.model().flags(index) & Qt.ItemFlag.ItemIsEditable
        qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_5)
    assert not cells.active


def test_each_field_offers_its_own_words(window, qtbot, cells):
    cells.step(1)
    assert "公斤" in complete(cells, "公斤")
    cells.step(2)
    periods = complete(cells, "")
    assert {"2023", "2024年第一季度", "2023年上半年", "2024年5月"} <= set(periods)
    cells.step(1)
    assert "重庆市" in complete(cells, "重庆")
    cells.step(1)
    assert any("青禾县" in words for words in complete(cells, "青禾"))


def test_every_time_that_is_offered_is_understood(window, qtbot, cells):
    cells.step(3)
    for words in complete(cells, ""):
        cells.field.setText(words)
        assert cells.words.startswith("改后"), words


def test_f2_again_goes_on_in_the_panel(window, qtbot, cells):
    type_in(cells, qtbot, "60–65万")
    qtbot.keyClick(cells.field, F2)
    assert not cells.active
    fields = window.review.editor.fields()
    assert (fields["value"], fields["value_high"]) == ("60万", "65万")
    qtbot.keyClick(window.review.editor._fields["value"], ESC)


def test_leaving_the_field_saves_what_fits_and_tells_what_does_not(window, qtbot, cells):
    type_in(cells, qtbot, "60万")
    window.search.setFocus()
    qtbot.waitUntil(lambda: not cells.active)
    wait_idle(window, qtbot)
    assert harvest(window).fact.value == "600000"
    window.review.focus_table()
    qtbot.keyClick(window.review.facts.table, F2)
    type_in(cells, qtbot, "很多")
    window.search.setFocus()
    qtbot.waitUntil(lambda: not cells.active)
    assert "没有保存" in window.bar.words
    assert harvest(window).fact.value == "600000"


def test_a_claim_has_only_the_fields_that_it_has(window, qtbot):
    claim = fact_named(window._desk, "首批")
    window.go_to(claim.id)
    window.actions_["edit_cell"].trigger()
    cells = window.review.cells
    assert cells.column is Column.SUBJECT
    cells.step(1)
    assert cells.column is Column.PLACE
    type_in(cells, qtbot, "重庆市")
    qtbot.keyClick(cells.field, ENTER)
    wait_idle(window, qtbot)
    assert fact_named(window._desk, "首批").fact.place == "重庆市"


def test_a_row_that_the_table_does_not_show_is_corrected_in_the_panel(window, qtbot):
    window.go_to(fact_named(window._desk, "600万吨").id)
    window.review.facts.model.show_facet("claims")
    window.actions_["edit_cell"].trigger()
    assert not window.review.cells.active
    assert window.review.editing
    window.review.close_editor()


def test_the_field_follows_its_row_and_lies_over_its_cell(window, qtbot, cells):
    table = window.review.facts.table
    cell = table.visualRect(table.model().index(window.review.facts.model.position_of(harvest(window).id),
                                                Column.VALUE))
    assert cells.field.geometry().top() == cell.top()
    assert cells.field.geometry().contains(cell.center())
    window.resize(window.width() - 160, window.height())
    qtbot.wait(50)
    assert table.viewport().rect().contains(cells.field.geometry())
    assert isinstance(cells.field, QLineEdit)


@pytest.mark.parametrize(("typed", "ends"), [
    ("600万", ("600万", "")), ("5–8万", ("5万", "8万")), ("9000万至1.2亿", ("9000万", "1.2亿")),
    ("-3", ("-3", "")), ("3:0", ("3:0", "")),
])
def test_the_ends_of_a_range_as_typed(typed, ends):
    assert ends_of(typed) == ends


def test_a_click_on_another_row_saves_what_was_typed(window, qtbot, cells):
    type_in(cells, qtbot, "60万")
    table = window.review.facts.table
    before = window.selection.current.id
    other = table.visualRect(table.model().index(0, Column.SUBJECT)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=other)
    wait_idle(window, qtbot)
    assert window.selection.current.id != before
    assert not cells.active
    assert harvest(window).fact.value == "600000"
    assert window._desk.reviewing.undo_label().title == "修改 1 条"


def test_a_double_click_opens_the_cell_or_the_panel(window, qtbot):
    row = harvest(window)
    window.go_to(row.id)
    table, cells = window.review.facts.table, window.review.cells
    position = window.review.facts.model.position_of(row.id)
    for column, opened in ((Column.PERIOD, True), (Column.CROSS, False)):
        place = table.visualRect(table.model().index(position, column)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert cells.active is opened
        assert window.review.editing
        if opened:
            assert cells.column is column
        window.review.close_editor()
