from __future__ import annotations

from PySide6.QtCore import Qt

from ecodesk.domain.decisions import Status
from tests.gui.window_support import copy_desk, fact_named, settings_in, wait_idle, window_on


def opened(window, qtbot):
    window.actions_["second_window"].trigger()
    shown = window.second.shown
    qtbot.waitExposed(shown)
    return shown


def test_the_article_window_follows_the_one_selection_both_ways(window, qtbot):
    shown = opened(window, qtbot)
    fact = fact_named(window._desk, "21万亩")
    window.go_to(fact.id)
    assert shown.view.text == window.review.view.text
    assert shown.view.current == (fact.id,)
    other = next(row for row in window.selection.rows if row.id != fact.id)
    shown.view.fact_clicked.emit(other.id)
    assert window.selection.current.id == other.id
    window.actions_["second_window"].trigger()
    assert window.second.shown is None


def test_deciding_keys_work_in_the_article_window(window, qtbot):
    shown = opened(window, qtbot)
    fact = fact_named(window._desk, "21万亩")
    window.go_to(fact.id)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.view.setFocus()
    qtbot.keyClick(shown.view, Qt.Key.Key_F7)
    wait_idle(window, qtbot)
    assert window._desk.queries.fact(fact.id).status is Status.QUERIED
    assert shown.state.text().startswith("1 / ")
    qtbot.keyClick(shown.view, Qt.Key.Key_Escape)
    assert window.second.shown is None


def test_it_is_there_again_at_the_next_start_unless_it_was_closed(template_desk, tmp_path, qtbot):
    settings = copy_desk(template_desk, tmp_path / "desk")
    with window_on(settings, qtbot) as window:
        shown = opened(window, qtbot)
        shown.resize(640, 512)
    with window_on(settings, qtbot) as window:
        assert window.second.shown is not None
        assert window.second.shown.size().width() == 640
        assert window.second.shown.view.text == window.review.view.text
        window.second.shown.close()
    with window_on(settings, qtbot) as window:
        assert window.second.shown is None


def test_without_an_article_it_says_what_to_do(tmp_path, qtbot):
    with window_on(settings_in(tmp_path / "empty"), qtbot) as window:
        shown = opened(window, qtbot)
        assert shown._stack.currentIndex() == 0


def test_it_waits_for_its_screen_to_come_back(template_desk, tmp_path, qtbot):
    settings = copy_desk(template_desk, tmp_path / "desk")
    with window_on(settings, qtbot) as window:
        opened(window, qtbot).setGeometry(40, 50, 640, 512)
        kept = window.kept_settings()
    kept.setValue("second_screen", "a screen that is away")
    kept.sync()
    place = kept.value("second_place")
    with window_on(settings, qtbot) as window:
        shown = window.second.shown
        assert window.screen().geometry().intersects(shown.geometry())
    kept.sync()
    assert kept.value("second_place") == place
    with window_on(settings, qtbot) as window:
        window.second.shown.move(20, 30)
        window.second.shown.resize(500, 400)
    kept.sync()
    assert kept.value("second_screen") != "a screen that is away"
