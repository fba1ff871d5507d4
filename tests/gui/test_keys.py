from __future__ import annotations

from PySide6.QtCore import Qt

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
