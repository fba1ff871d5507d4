"""Enter decides in the table and nowhere else: not in fields, not on buttons, not on other pages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ecodesk.domain.decisions import Status
from ecodesk.domain.views import FactFilter
from tests.gui.window_support import fact_named, wait_idle, window_on

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def statuses(window) -> set[Status]:
    return {row.status for row in window._desk.queries.facts(FactFilter())}


@pytest.mark.parametrize("modifiers", [Qt.KeyboardModifier.NoModifier, SHIFT, CTRL, CTRL | SHIFT])
@pytest.mark.parametrize("field", ["search", "note", "source"])
def test_enter_in_a_field_decides_nothing(window, qtbot, field, modifiers):
    notes = window.review.inspector.notes
    target = {"search": window.search, "note": notes.note, "source": notes.source}[field]
    target.setFocus()
    current = window.selection.current.id
    qtbot.keyClick(target, Qt.Key.Key_Return, modifiers)
    wait_idle(window, qtbot)
    assert statuses(window) == {Status.OPEN}
    assert window.selection.current.id == current


def test_enter_on_a_button_presses_the_button(window, qtbot):
    window.go_to(fact_named(window._desk, "86家").id)
    chip = window.review.facts.chips._chips["claims"]
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(chip, Qt.Key.Key_Return)
    wait_idle(window, qtbot)
    assert window.review.facts.model.facet() == "claims"
    assert statuses(window) == {Status.OPEN}


def test_a_click_on_a_chip_leaves_the_keys_to_the_table(window, qtbot):
    window.review.focus_table()
    qtbot.mouseClick(window.review.facts.chips._chips["open"], Qt.MouseButton.LeftButton)
    assert window.review.facts.table.hasFocus()


def test_keys_do_not_decide_behind_an_open_correction(window, qtbot):
    window.go_to(fact_named(window._desk, "86家").id)
    window.actions_["edit"].trigger()
    window.review.editor.set_field("value", "87")
    qtbot.keyClick(window.review.editor._fields["value"], Qt.Key.Key_F7)
    wait_idle(window, qtbot)
    assert window.review.editing
    assert window.review.editor.fields()["value"] == "87"
    assert statuses(window) == {Status.OPEN}
    assert "更正" in window.bar.words


@pytest.mark.parametrize("page", ["page_overview", "page_record"])
def test_nothing_is_decided_where_no_fact_is_in_sight(window, qtbot, page):
    window.actions_[page].trigger()
    wait_idle(window, qtbot)
    assert not window.actions_["verify"].isEnabled()
    qtbot.mouseClick(window.toolbar.primary, Qt.MouseButton.LeftButton)
    wait_idle(window, qtbot)
    assert statuses(window) == {Status.OPEN}
    window.actions_["page_review"].trigger()
    assert window.actions_["verify"].isEnabled()


def test_enter_does_on_the_cross_page_what_the_bar_says(window, qtbot):
    window.actions_["page_cross"].trigger()
    wait_idle(window, qtbot)
    assert window.toolbar.primary.text() == window.actions_["open_finding"].text()
    view = window.cross.sides[0].view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert window.pages.currentWidget() is window.review
    assert statuses(window) == {Status.OPEN}


def test_an_article_that_is_open_keeps_its_fact(window):
    window.go_to(fact_named(window._desk, "86家").id)
    current = window.selection.current.id
    window.go_to_article(window.selection.article_id)
    assert window.selection.current.id == current


def test_an_undone_step_is_named_at_any_width(window, qtbot):
    window.resize(1100, 700)
    qtbot.keyClick(window.review.facts.table, Qt.Key.Key_Return)
    wait_idle(window, qtbot)
    assert "核实 1 条" in window.status.step.text()
    assert any("核实 1 条" in action.text() for action in window.toolbar.menu.actions())
    window.actions_["undo"].trigger()
    wait_idle(window, qtbot)
    assert "已撤销：核实 1 条" in window.bar.words
    assert not window.status.step.text()


def test_the_place_is_kept_between_starts(settings, qtbot):
    with window_on(settings, qtbot) as window:
        fact = fact_named(window._desk, "18公里")
        window.go_to(fact.id)
    with window_on(settings, qtbot) as window:
        assert window.selection.current.id == fact.id
        assert window.review.facts.table.hasFocus()
