"""Bulk deeds with their number said first, copies, and columns that stay as they were set."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication

from ecodesk.domain.decisions import Status
from ecodesk.domain.facets import Facet
from ecodesk.domain.views import FactFilter
from ecodesk.gui.marks import mark_of
from ecodesk.gui.models.facts import HEADERS, Column
from tests.gui.test_filters import listed, settled, show, type_in
from tests.gui.window_support import wait_idle, window_on


def choose(window, *places: int) -> None:
    """Select rows of the table."""
    table = window.review.facts.table
    table.clearSelection()
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for place in places:
        table.selectionModel().select(table.model().index(place, 1), flags)


def states(window) -> list[Status]:
    return [row.status for row in window._desk.queries.facts(FactFilter())]


def test_the_number_is_said_before_anything_happens(window, qtbot):
    show(window, qtbot, (Facet.UNIT, "area"))
    window.actions_["bulk"].trigger()
    wait_idle(window, qtbot)
    bar = window.many.bar
    assert bar.isVisible()
    assert bar.number.text() == "将核实 2 条"
    assert bar.deed.hasFocus()
    assert set(states(window)) == {Status.OPEN}
    qtbot.keyClick(bar.deed, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert window.review.facts.table.hasFocus()
    window.actions_["bulk"].trigger()
    wait_idle(window, qtbot)
    qtbot.keyClick(bar.deed, Qt.Key.Key_Return)
    settled(window, qtbot)
    assert states(window).count(Status.VERIFIED) == 2
    assert window.bar.words == "核实 2 条，可以撤销"
    window.actions_["undo"].trigger()
    settled(window, qtbot)
    assert set(states(window)) == {Status.OPEN}


def test_selected_rows_are_meant_where_there_are_several(window, qtbot):
    choose(window, 0, 1, 2)
    window.actions_["bulk"].trigger()
    bar = window.many.bar
    assert bar.scope.currentText() == "所选 3 条"
    bar.deed.setCurrentIndex(bar.deed.findData("rejected"))
    assert bar.number.text() == "将不采 3 条"
    bar.scope.setCurrentIndex(1)
    assert bar.number.text() == f"将不采 {len(window.selection.rows)} 条"
    bar.scope.setCurrentIndex(0)
    bar.confirm()
    settled(window, qtbot)
    assert states(window)[:4] == [Status.REJECTED] * 3 + [Status.OPEN]


def test_a_field_is_set_for_all_and_taken_back_as_one(window, qtbot):
    show(window, qtbot, (Facet.UNIT, "money:CNY"))
    before = [row.fact.place for row in window.review.facts.model.shown()]
    window.actions_["bulk"].trigger()
    wait_idle(window, qtbot)
    bar = window.many.bar
    bar.deed.setCurrentIndex(bar.deed.findData("field"))
    bar.field.setCurrentIndex(bar.field.findData("place"))
    type_in(bar.value, "青禾县河滩")
    assert bar.number.text() == "将把地点改为“青禾县河滩”，共 2 条"
    qtbot.keyClick(bar.value, Qt.Key.Key_Return)
    settled(window, qtbot)
    rows = window.review.facts.model.shown()
    assert {row.fact.place for row in rows} == {"青禾县河滩"}
    assert {row.status for row in rows} == {Status.CORRECTED}
    window.actions_["undo"].trigger()
    settled(window, qtbot)
    assert [row.fact.place for row in window.review.facts.model.shown()] == before


def test_a_value_that_does_not_fit_changes_nothing(window, qtbot):
    window.many.open("field")
    bar = window.many.bar
    bar.field.setCurrentIndex(bar.field.findData("period"))
    bar.value.setText("很久以前")
    bar.confirm()
    settled(window, qtbot)
    assert "时间“很久以前”的写法不能识别" in window.bar.words
    assert set(states(window)) == {Status.OPEN}
    window.many.open("note")
    bar.value.setText("待查")
    assert bar.number.text().startswith("将写备注于 ")
    bar.confirm()
    settled(window, qtbot)
    assert {row.note for row in window.selection.rows} == {"待查"}


def test_many_facts_show_their_progress_and_can_be_stopped(window, qtbot, monkeypatch):
    monkeypatch.setattr("ecodesk.gui.facts.many._LONG", 2)
    monkeypatch.setattr("ecodesk.services.reviewing._PART", 2)
    show(window, qtbot)
    window.many.open("verified")
    wait_idle(window, qtbot)
    told = []
    step = window.sheet.step
    monkeypatch.setattr(window.sheet, "step", lambda *of: told.append(of[:2]) or step(*of))
    window.many.bar.confirm()
    window.sheet.cancelled.emit()
    settled(window, qtbot)
    assert window.bar.words == "已停止，什么也没有改"
    assert set(states(window)) == {Status.OPEN}
    window.many.open("verified")
    wait_idle(window, qtbot)
    window.many.bar.confirm()
    settled(window, qtbot)
    assert set(states(window)) == {Status.VERIFIED}
    assert told[-1][1] == len(states(window))
    assert window.sheet.isHidden()


def test_rows_are_copied_with_headers_as_shown_and_as_kept(window, qtbot):
    choose(window, 0, 2)
    window.review.facts.table.setFocus()
    qtbot.keyClick(window.review.facts.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\r\n")
    assert lines[0].split("\t") == ["状态", *HEADERS[1 : Column.DOCUMENT]]
    assert len(lines) == 3
    first = lines[1].split("\t")
    assert (first[0], first[3], first[4]) == (mark_of(window.selection.rows[0]).label, "12万", "亩")
    assert window.bar.words == "已复制 2 行"
    window.actions_["copy_raw"].trigger()
    head, row, _ = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\r\n")]
    kept = dict(zip(head, row, strict=True))
    assert (kept["status"], kept["value"], kept["value_high"], kept["unit"]) == ("open", "120000", "", "亩")


def test_words_marked_in_the_article_are_copied_there(window, qtbot):
    view = window.review.view
    view.setFocus()
    view.selectAll()
    window.many.copy()
    assert "酥梨" in QGuiApplication.clipboard().text()
    assert "状态" not in QGuiApplication.clipboard().text()


def test_columns_are_chosen_moved_and_kept(settings, qtbot):
    with window_on(settings, qtbot) as window:
        table, columns = window.review.facts.table, window.review.facts.columns
        header = table.horizontalHeader()
        columns.show_column(Column.NOTE, True)
        columns.show_column(Column.HEDGE, False)
        header.moveSection(header.visualIndex(Column.VALUE), 1)
        table.set_own_widths({Column.SUBJECT: 140, Column.VALUE: 120})
        names = [action.text() for action in columns.menu().actions()]
        assert "备注" in names
        assert "数值" not in names  # always there
        assert "稿件" not in names  # only in a list of many articles
        shown = columns.shown()
        assert shown[:2] == [Column.STATUS, Column.VALUE]
        assert Column.NOTE in shown
        assert Column.HEDGE not in shown
    with window_on(settings, qtbot) as window:
        table, columns = window.review.facts.table, window.review.facts.columns
        assert columns.shown() == shown
        assert (table.columnWidth(Column.SUBJECT), table.columnWidth(Column.VALUE)) == (140, 120)
        columns.reset()
        assert Column.HEDGE in columns.shown()
        assert not table.own_widths


def test_the_first_column_stays_when_the_others_are_scrolled(window, qtbot):
    table = window.review.facts.table
    assert table._frozen.isHidden()
    table.set_own_widths(dict.fromkeys((Column.SUBJECT, Column.INDICATOR, Column.PLACE), 400))
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() >= 200)
    table.horizontalScrollBar().setValue(200)
    frozen = table._frozen
    assert frozen.isVisible()
    assert frozen.width() == table.columnWidth(Column.STATUS)
    assert frozen.rowAt(5) == table.rowAt(5)
    assert not frozen.grab().isNull()
    table.horizontalScrollBar().setValue(0)
    assert frozen.isHidden()


@pytest.mark.parametrize("key", [Qt.Key.Key_V, Qt.Key.Key_Q])
def test_letters_typed_into_the_fields_of_the_panel_decide_nothing(window, qtbot, key):
    show(window, qtbot)
    for field in (window.listing.panel.words, window.many.bar.value):
        window.many.open("note")
        field.setFocus()
        qtbot.keyClick(field, key)
        settled(window, qtbot)
    assert set(states(window)) == {Status.OPEN}
    assert listed(window) is not None
