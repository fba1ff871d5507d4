"""Facts made in the window: from a selection, split, merged, taken out and found again."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu

from ecodesk.domain.decisions import Status
from ecodesk.domain.views import FactFilter
from ecodesk.gui.main_window import MainWindow
from tests.gui.window_support import fact_named, settings_in, wait_idle, wait_shown, window_on, write_samples

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def select(window: MainWindow, words: str) -> None:
    """Select words of the article shown, as a mouse would."""
    view = window.review.view
    text = view.document().toRawText()
    # Positions of Qt count UTF-16 units.
    at = len(text[: text.index(words)].encode("utf-16-le")) // 2
    cursor = QTextCursor(view.document())
    cursor.setPosition(at)
    cursor.setPosition(at + len(words.encode("utf-16-le")) // 2, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    view.setFocus()


def go(window: MainWindow, words: str) -> int:
    fact = fact_named(window._desk, words)
    window.go_to(fact.id)
    return fact.id


def shown(window: MainWindow) -> list[str]:
    return [row.fact.text for row in window.selection.rows]


def test_a_selection_is_registered_by_key_and_taken_back(window, qtbot):
    go(window, "600万吨")
    before = shown(window)
    select(window, "冷库容量")
    qtbot.keyClick(window.review.view, Qt.Key.Key_Insert)
    wait_idle(window, qtbot)
    editor = window.review.editor
    assert window.review.editing
    assert "登记" in editor._title.text()
    assert not editor.save_button.isEnabled(), "no number was read"
    editor.set_field("value", "5万")
    editor.set_field("unit", "吨")
    qtbot.keyClick(editor._fields["value"], Qt.Key.Key_Return)
    wait_idle(window, qtbot)
    made = window.selection.current
    assert (made.fact.text, made.fact.value, made.fact.by_hand, made.status) == (
        "冷库容量", "50000", True, Status.OPEN)
    assert "已登记" in window.bar.words
    assert not window.review.editing
    assert window.actions_["undo"].text() == "撤销：登记 1 条"
    window.actions_["undo"].trigger()
    wait_idle(window, qtbot)
    assert shown(window) == before


def test_what_is_read_from_a_selection_fills_the_fields(window, qtbot):
    go(window, "600万吨")
    window._desk.editing.remove([fact_named(window._desk, "86家").id])
    window.following.all_changed(window._desk.checking.run())
    wait_idle(window, qtbot)
    assert "86家" not in shown(window)
    select(window, "86家")
    window.actions_["make"].trigger()
    wait_idle(window, qtbot)
    fields = window.review.editor.fields()
    assert (fields["value"], fields["unit"], fields["measure"]) == ("86", "家", "amount")
    assert fields["subject"]
    qtbot.keyClick(window.review.editor._fields["value"], Qt.Key.Key_Escape)
    assert "86家" not in shown(window)


def test_what_stands_in_the_table_is_shown_instead_of_made_twice(window, qtbot):
    wanted = go(window, "1.3万户")
    go(window, "600万吨")
    select(window, "1.3万户")
    window.actions_["make"].trigger()
    wait_idle(window, qtbot)
    assert window.selection.current.id == wanted
    assert "已经在表里" in window.bar.words
    select(window, "酥梨账本")
    window.review.view.setTextCursor(QTextCursor(window.review.view.document()))
    window.actions_["make"].trigger()
    assert "请先在正文里选中" in window.bar.words


def test_a_claim_is_registered(window, qtbot):
    go(window, "600万吨")
    select(window, "有人管")
    qtbot.keyClick(window.review.view, Qt.Key.Key_Insert, SHIFT)
    wait_idle(window, qtbot)
    window.review.editor.set_field("subject", "酥梨")
    window.review.editor.save()
    wait_idle(window, qtbot)
    assert window.selection.current.fact.is_claim
    assert window.selection.current.fact.subject == "酥梨"


def test_facts_that_are_none_leave_with_one_key_and_come_back_from_the_menu(window, qtbot):
    fact_id = go(window, "86家")
    wait_shown(window, qtbot)
    following = window.selection.rows[shown(window).index("86家") + 1].id
    qtbot.keyClick(window.review.facts.table, Qt.Key.Key_Delete)
    wait_idle(window, qtbot)
    assert "86家" not in shown(window)
    assert window.selection.current.id == following
    assert fact_id not in window.review.view._rows
    assert "已从表里删去 1 条" in window.bar.words
    window.actions_["restore"].trigger()
    wait_idle(window, qtbot)
    menu = next(one for one in window.review.findChildren(QMenu) if one.isVisible())
    words = [action.text() for action in menu.actions()]
    assert words[0].startswith("86家")
    menu.actions()[0].trigger()
    menu.close()
    wait_idle(window, qtbot)
    assert window.selection.current.id == fact_id
    assert window.actions_["undo"].text() == "撤销：恢复删去的 1 条"
    for _ in range(2):
        window.actions_["undo"].trigger()
        wait_idle(window, qtbot)
    assert window.selection.current.id == fact_id, "what was taken back is shown"


def test_several_chosen_are_taken_out_as_one_step(window, qtbot):
    go(window, "86家")
    table = window.review.facts.table
    table.selectAll()
    count = len(window.selection.rows)
    window.actions_["remove"].trigger()
    wait_idle(window, qtbot)
    assert shown(window) == []
    assert window.actions_["undo"].text() == f"撤销：删去 {count} 条"
    window.actions_["undo"].trigger()
    wait_idle(window, qtbot)
    assert len(shown(window)) == count


def test_two_are_made_one_and_that_is_split_at_the_selection(window, qtbot):
    go(window, "86家")
    window.actions_["merge"].trigger()
    wait_idle(window, qtbot)
    merged = window.selection.current
    assert merged.fact.text == "86家，带动农户1.3万户"
    select(window, "1.3万户")
    window.actions_["split"].trigger()
    wait_idle(window, qtbot)
    texts = shown(window)
    assert "1.3万户" in texts
    assert "86家，带动农户" in texts
    assert merged.fact.text not in texts
    for _ in range(2):
        window.actions_["undo"].trigger()
        wait_idle(window, qtbot)
    assert {"86家", "1.3万户"} <= set(shown(window))


def test_what_cannot_be_split_is_told_in_the_bar(window, qtbot):
    go(window, "600万吨")
    window.actions_["split"].trigger()
    wait_idle(window, qtbot)
    assert "看不出两个数" in window.bar.words


def test_a_wrong_import_is_withdrawn_from_the_list_and_comes_back(settings, qtbot):
    with window_on(settings, qtbot) as window:
        window.actions_["withdraw"].trigger()
        wait_idle(window, qtbot)
        assert "2 篇" in window.bar.words
        assert window.selection.detail is None
        assert window.review.articles.model.rowCount() == 0
        assert window.actions_["undo"].text().startswith("撤销：撤回导入 2 篇 ")
    with window_on(settings, qtbot) as window:
        assert window.selection.detail is None
        window.actions_["undo"].trigger()
        wait_idle(window, qtbot)
        assert window.review.articles.model.rowCount() == 1
        assert window.selection.detail is not None
        assert window.actions_["redo"].text().startswith("重做：撤回导入 2 篇 ")


def test_the_menu_of_a_batch_says_how_much_would_go(window, qtbot):
    tree = window.review.articles.tree
    place = tree.visualRect(tree.model().index(0, 0)).center()
    QApplication.sendEvent(tree.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place,
                                                              tree.viewport().mapToGlobal(place)))
    menu = next(one for one in window.review.findChildren(QMenu) if one.isVisible())
    facts = len(window._desk.queries.facts(FactFilter()))
    assert [action.text() for action in menu.actions()] == [f"撤销导入（2 篇 {facts} 条）"]
    menu.actions()[0].trigger()
    menu.close()
    wait_idle(window, qtbot)
    assert window._desk.queries.batches() == []


def test_the_report_of_an_import_takes_it_back(tmp_path, qtbot):
    with window_on(settings_in(tmp_path / "desk"), qtbot) as window:
        window.transfers.take_in(write_samples(tmp_path / "稿件"))
        wait_idle(window, qtbot)
        window.bar.answer()
        report = window.transfers.report
        assert report.withdraw_button.isVisible()
        report.withdraw_button.click()
        wait_idle(window, qtbot)
        assert window._desk.queries.batches() == []
        assert window.selection.detail is None
        assert window.transfers.report is None


def test_the_menu_of_the_table_is_in_chinese(window, qtbot):
    go(window, "86家")
    window.review.facts.table.customContextMenuRequested.emit(QPoint(20, 20))
    menu = next(one for one in window.review.findChildren(QMenu) if one.isVisible())
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    menu.close()
    assert {"更正", "拆成两条", "并成一条", "不是数据", "找回删去的", "改字"} <= set(words)
    assert all(re.search("[\u4e00-\u9fff]", one) for one in words)
