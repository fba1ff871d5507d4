"""Learning from the editor in the real window: corrections teach, imports use it, nothing is silent."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ecodesk.domain.decisions import Status
from ecodesk.domain.entries import Entry, EntryState
from ecodesk.domain.views import FactFilter
from ecodesk.gui.dialogs.house_words import HouseWordsDialog
from ecodesk.gui.main_window import MainWindow
from tests.gui.window_support import fact_named, settings_in, wait_idle, window_on

VISITED = ("云脊去年接待游客1200万人次。", "云脊前年接待游客950万人次。", "云脊今年接待游客1350万人次。",
           "今年上半年云脊接待游客660万人次。")
SHORT = Entry("subject", "云脊", "云脊区")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def open_window(folder, qtbot):
    """A window on the desk of this test; called again, it is the desk after a restart."""
    return lambda: window_on(settings_in(folder / "desk"), qtbot)


def take_in(window: MainWindow, qtbot, folder: Path, *sentences: str) -> None:
    paths = []
    for words in sentences:
        paths.append(folder / f"{words[:8]}.txt")
        paths[-1].write_text(words, encoding="utf-8")
    window.transfers.take_in(paths)
    wait_idle(window, qtbot)
    if window.transfers.report:
        window.transfers.report.close()


def correct(window: MainWindow, qtbot, figure: str, subject: str) -> None:
    """By hand: F2, another subject, Enter."""
    window.go_to(fact_named(window._desk, figure).id)
    wait_idle(window, qtbot)
    window.actions_["edit"].trigger()
    field = window.review.editor._fields["subject"]
    field.setText(subject)
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_idle(window, qtbot)


def subject_of(window: MainWindow, figure: str) -> str:
    return fact_named(window._desk, figure).fact.subject


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def focus(dialog: HouseWordsDialog, qtbot) -> None:
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.table.setFocus()


def states(window: MainWindow) -> list[tuple[Entry, EntryState]]:
    return [(row.entry, row.state) for row in window._desk.dictionary.rows()]


def test_corrected_twice_it_is_used_after_a_restart_until_it_is_switched_off(open_window, folder, qtbot):
    with open_window() as window:
        take_in(window, qtbot, folder, *VISITED[:2])
        correct(window, qtbot, "1200万", "云脊区")
        assert "候选词条" in window.bar.words
        assert states(window) == [(SHORT, EntryState.PROPOSED)]
        correct(window, qtbot, "950万", "云脊区")
        assert "以后导入照此" in window.bar.words
        assert states(window) == [(SHORT, EntryState.ACTIVE)]
    with open_window() as window:
        take_in(window, qtbot, folder, VISITED[2])
        assert subject_of(window, "1350万") == "云脊区"
        window.go_to(fact_named(window._desk, "1350万").id)
        wait_idle(window, qtbot)
        line = window.review.inspector._fields_line(window.selection.current)
        assert line.text() == "本社词条：主体由“云脊”改写"
        window.actions_["dictionary"].trigger()
        wait_idle(window, qtbot)
        dialog = window.house.dialog
        assert dialog.model.rows[0].uses == 1
        assert QApplication.focusWidget() is dialog.table
        press(Qt.Key.Key_Space)
        wait_idle(window, qtbot)
        assert states(window) == [(SHORT, EntryState.OFF)]
        take_in(window, qtbot, folder, VISITED[3])
        assert subject_of(window, "660万") == "云脊"
        dialog.close()


def test_one_correction_changes_nothing_else_until_the_key_says_always(open_window, folder, qtbot):
    with open_window() as window:
        take_in(window, qtbot, folder, *VISITED[:3])
        window._desk.reviewing.decide([fact_named(window._desk, "950万").id], Status.VERIFIED)
        correct(window, qtbot, "1200万", "云脊区")
        assert (subject_of(window, "950万"), subject_of(window, "1350万")) == ("云脊", "云脊")
        assert window.bar._button.text() == "以后都这样写（Ctrl+B）"
        press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        wait_idle(window, qtbot)
        assert states(window) == [(SHORT, EntryState.ACTIVE)]
        assert window.bar._button.text() == "改写这 1 条（Ctrl+B）"
        assert subject_of(window, "1350万") == "云脊", "only offered yet"
        press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        wait_idle(window, qtbot)
        assert (subject_of(window, "950万"), subject_of(window, "1350万")) == ("云脊", "云脊区")
        assert fact_named(window._desk, "1350万").status is Status.OPEN
        assert window.actions_["undo"].text() == "撤销：按词条改写 1 条"
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        wait_idle(window, qtbot)
        assert subject_of(window, "1350万") == "云脊"
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        wait_idle(window, qtbot)
        assert states(window) == [(SHORT, EntryState.PROPOSED)]
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        wait_idle(window, qtbot)
        assert states(window) == []


def test_who_corrects_what_an_entry_wrote_is_asked_about_the_entry(open_window, folder, qtbot):
    with open_window() as window:
        window._desk.dictionary.add(SHORT)
        take_in(window, qtbot, folder, *VISITED[:2])
        correct(window, qtbot, "1200万", "云脊景区")
        assert "词条仍在用" in window.bar.words
        assert states(window) == [(SHORT, EntryState.ACTIVE)]
        assert subject_of(window, "950万") == "云脊区"
        press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        wait_idle(window, qtbot)
        assert states(window) == [(SHORT, EntryState.OFF)]
        window.review.close_editor()
        window.bar.hide()
        window.reviewer.edit(fact_named(window._desk, "950万"), {"value": "951万"})
        wait_idle(window, qtbot)
        assert not window.bar.isVisible(), "a number teaches no words"


def test_the_dictionary_by_keyboard(open_window, qtbot):
    with open_window() as window:
        window.actions_["dictionary"].trigger()
        wait_idle(window, qtbot)
        dialog = window.house.dialog
        assert dialog._stack.currentIndex() == 0, "empty, it says what to do"
        dialog.add_button.click()
        form = window.house.form
        form.field.setCurrentIndex(2)
        for line, words in ((form.found, "元"), (form.wanted, "美元")):
            line.setText(words)
        assert "数值" in form.reason.text()
        assert not form.save_button.isEnabled()
        form.field.setCurrentIndex(0)
        form.found.setText("云脊")
        form.wanted.setText("云脊区")
        QTest.keyClick(form.wanted, Qt.Key.Key_Return)
        wait_idle(window, qtbot)
        assert window.house.form is None
        assert states(window) == [(SHORT, EntryState.ACTIVE)]
        focus(dialog, qtbot)
        press(Qt.Key.Key_Return)
        form = window.house.form
        form.wanted.setText("重庆市云脊区")
        QTest.keyClick(form.wanted, Qt.Key.Key_Return)
        wait_idle(window, qtbot)
        assert [entry.wanted for entry, _ in states(window)] == ["重庆市云脊区"]
        dialog.filter.setText("萬州")
        assert dialog.model.rowCount() == 0
        dialog.filter.setText("脊")
        assert dialog.model.rowCount() == 1
        focus(dialog, qtbot)
        press(Qt.Key.Key_Delete)
        wait_idle(window, qtbot)
        assert states(window) == []
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        wait_idle(window, qtbot)
        assert [entry.wanted for entry, _ in states(window)] == ["重庆市云脊区"]
        dialog.close()


def test_a_word_that_is_taken_is_told_in_the_form(open_window, qtbot):
    with open_window() as window:
        window._desk.dictionary.add(SHORT)
        window.house.show()
        wait_idle(window, qtbot)
        window.house.dialog.add_button.click()
        form = window.house.form
        form.found.setText("云脊")
        form.wanted.setText("云脊县")
        QTest.keyClick(form.wanted, Qt.Key.Key_Return)
        wait_idle(window, qtbot)
        assert "已有词条" in form.reason.text()
        form.close()
        window.house.dialog.close()


def test_a_table_goes_out_and_comes_in_as_one_step(open_window, folder, qtbot):
    path = folder / "本社词条.csv"
    with open_window() as window:
        window._desk.dictionary.add(SHORT)
        window._desk.dictionary.add(Entry("unit", "个", "处", "停车场数"))
        window.house.save(path)
        wait_idle(window, qtbot)
        before = states(window)
        window._desk.dictionary.remove(window._desk.dictionary.rows())
        window.house.load(path)
        wait_idle(window, qtbot)
        assert sorted(map(str, states(window))) == sorted(map(str, before))
        window.actions_["undo"].trigger()
        wait_idle(window, qtbot)
        assert states(window) == []
        assert len(window._desk.queries.facts(FactFilter())) == 0
