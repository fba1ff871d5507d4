from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from ecodesk.domain.decisions import Status
from tests.gui.window_support import copy_desk, fact_named, wait_idle, window_on


def change(window, qtbot, name: str, key: Qt.Key) -> None:
    window.show_keys()
    row = window._keys.rows[name]
    row.ask()
    qtbot.keyClick(row.edit, key)
    row.edit.editingFinished.emit()


def test_a_changed_key_decides_and_the_old_one_rests(window, qtbot):
    change(window, qtbot, "query", Qt.Key.Key_F13)
    window._keys.close()
    fact = fact_named(window._desk, "21万亩")
    window.go_to(fact.id)
    window.review.focus_table()
    window.activateWindow()
    with qtbot.waitActive(window):
        pass
    qtbot.keyClick(window.review.facts.table, Qt.Key.Key_F7)
    assert window.selection.current.id == fact.id
    qtbot.keyClick(window.review.facts.table, Qt.Key.Key_F13)
    wait_idle(window, qtbot)
    assert window._desk.queries.fact(fact.id).status is Status.QUERIED
    assert "F13" in window.actions_["query"].toolTip()


def test_tips_of_the_inspector_name_the_keys_that_were_set(window, qtbot):
    assert window.actions_.change_key("suggest", "F13") == ""
    window.go_to(fact_named(window._desk, "600万吨").id)
    wait_idle(window, qtbot)
    buttons = window.review.inspector.findChildren(QPushButton)
    tips = {button.text().partition(" ")[0]: button.toolTip() for button in buttons if button.toolTip()}
    assert "F13" in tips["改为"]
    assert "F7" in tips["存疑"]


def test_a_key_that_is_taken_is_refused_by_name(window, qtbot):
    change(window, qtbot, "query", Qt.Key.Key_F2)
    assert "更正" in window._keys.words.text()
    assert window.actions_.keys_of("query")[0] == "F7"
    window._keys.close()


def test_keys_are_kept_between_starts_and_can_be_reset(template_desk, tmp_path, qtbot):
    settings = copy_desk(template_desk, tmp_path / "desk")
    with window_on(settings, qtbot) as window:
        assert window.actions_.change_key("reject", "F13") == ""
    with window_on(settings, qtbot) as window:
        assert window.actions_.keys_of("reject") == ("F13", "X")
        window.show_keys()
        window._keys._reset()
        window._keys.close()
        assert window.actions_.key_of("reject") == "F8"
    with window_on(settings, qtbot) as window:
        assert window.actions_.key_of("reject") == "F8"


def test_esc_leaves_a_note_as_it_was(window, qtbot):
    fact = fact_named(window._desk, "21万亩")
    window.go_to(fact.id)
    window.actions_["note"].trigger()
    note = window.review.inspector.notes.note
    note.insert("问过水利局")
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    wait_idle(window, qtbot)
    assert window.review.facts.table.hasFocus()
    assert not note.text()
    assert not window._desk.queries.fact(fact.id).note


@pytest.mark.parametrize("name", ["preferences", "keys", "dictionary", "columns", "reference_add"])
def test_a_closed_dialog_gives_the_keys_back(window, qtbot, name):
    window.go_to(fact_named(window._desk, "21万亩").id)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.review.focus_table()
    window.actions_[name].trigger()
    wait_idle(window, qtbot)
    qtbot.waitUntil(lambda: QApplication.activeWindow() not in (None, window))
    qtbot.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), Qt.Key.Key_Escape)
    qtbot.waitUntil(window.review.facts.table.hasFocus)


def test_what_acts_in_the_text_rests_on_pages_without_it(window):
    names = ("find", "source", "make", "reword", "part")
    window.show_page("page_review")
    window.selection.open_article(window._desk.queries.articles()[0].id)
    assert all(window.actions_[name].isEnabled() for name in names)
    for page in ("page_cross", "page_overview", "page_record", "page_references"):
        window.show_page(page)
        assert not any(window.actions_[name].isEnabled() for name in names), page
    window.show_page("page_review")
    assert all(window.actions_[name].isEnabled() for name in names)


def test_esc_in_the_search_goes_to_an_empty_page(window, qtbot):
    for page in ("page_references", "page_record"):
        window.show_page(page)
        wait_idle(window, qtbot)
        window.actions_["search"].trigger()
        qtbot.keyClick(window.search, Qt.Key.Key_Escape)
        assert not window.search.hasFocus(), page
        assert window.pages.currentWidget().isAncestorOf(QApplication.focusWidget()), page
