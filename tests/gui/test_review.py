from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ecodesk.domain.decisions import Status
from ecodesk.gui.actions import SPECS
from tests.gui.window_support import fact_named, wait_idle, wait_shown


def status_of(window, fact_id: int) -> Status:
    return window._desk.queries.fact(fact_id).status


def go(window, text: str) -> int:
    row = fact_named(window._desk, text)
    window.go_to(row.id)
    window.review.focus_table()
    return row.id


def in_step(window) -> bool:
    current = window.selection.current.id
    table = window.review.facts.table
    row = window.review.facts.model.row_at(table.currentIndex().row())
    return row.id == current and window.review.view.current == (current,)


@pytest.mark.parametrize(("key", "status"), [
    (Qt.Key.Key_Return, Status.VERIFIED), (Qt.Key.Key_V, Status.VERIFIED),
    (Qt.Key.Key_F7, Status.QUERIED), (Qt.Key.Key_Q, Status.QUERIED),
    (Qt.Key.Key_F8, Status.REJECTED), (Qt.Key.Key_X, Status.REJECTED),
])
def test_one_key_decides_and_moves_on(window, qtbot, key, status):
    fact_id = go(window, "21万亩")
    qtbot.keyClick(window.review.facts.table, key)
    assert window.selection.current.id != fact_id
    assert in_step(window)
    wait_idle(window, qtbot)
    assert status_of(window, fact_id) is status


def test_every_letter_key_has_a_twin():
    for spec in SPECS:
        letters = [key for key in spec.keys if len(key) == 1]
        assert not letters or len(spec.keys) > len(letters), spec.name


def test_keys_are_given_once():
    keys = [key for spec in SPECS for key in spec.keys]
    assert len(keys) == len(set(keys))


def test_text_table_and_inspector_show_the_same_fact(window, qtbot):
    go(window, "86家")
    assert in_step(window)
    qtbot.keyClick(window.review.facts.table, Qt.Key.Key_Down)
    assert in_step(window)
    qtbot.keyClick(window.review.view, Qt.Key.Key_Up)
    assert in_step(window)
    wait_shown(window, qtbot)
    assert window.selection.current.fact.indicator in window.review.inspector._title.text()


def test_typing_in_a_field_fires_no_key(window, qtbot):
    fact_id = go(window, "21万亩")
    wait_shown(window, qtbot)
    note = window.review.inspector.notes.note
    note.setFocus()
    qtbot.keyClicks(note, "vqxe?njo")
    wait_idle(window, qtbot)
    assert note.text() == "vqxe?njo"
    assert window.selection.current.id == fact_id
    assert status_of(window, fact_id) is Status.OPEN
    assert window._keys is None


def test_enter_in_the_list_of_articles_opens_and_does_not_decide(window, qtbot):
    go(window, "21万亩")
    tree = window.review.articles.tree
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    wait_idle(window, qtbot)
    assert window._desk.queries.batches()[0].decided == 0


def test_the_table_is_read_only_and_without_input_method(window, qtbot):
    go(window, "21万亩")
    table = window.review.facts.table
    assert not table.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert not table.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
    qtbot.keyClick(table, Qt.Key.Key_5)
    assert not table.isPersistentEditorOpen(table.currentIndex())


def test_a_key_leads_to_the_note(window, qtbot):
    go(window, "18公里")
    wait_shown(window, qtbot)
    qtbot.keyClick(window.review.facts.table, Qt.Key.Key_F3)
    assert window.review.inspector.notes.note.hasFocus()


def test_a_note_is_saved_when_the_field_is_left(window, qtbot):
    fact_id = go(window, "18公里")
    notes = window.review.inspector.notes
    wait_shown(window, qtbot)
    notes.note.setFocus()
    notes.note.insert("已电话核过")  # what an input method does
    qtbot.keyClick(notes.note, Qt.Key.Key_Return)
    wait_idle(window, qtbot)
    assert window._desk.queries.fact(fact_id).note == "已电话核过"
    assert window.review.facts.table.hasFocus()


def test_correcting_in_the_panel(window, qtbot):
    fact_id = go(window, "600万吨")
    qtbot.keyClick(window.review.facts.table, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    editor = window.review.editor
    assert window.review.editing
    assert editor.fields()["value"] == "600万"
    editor.set_field("value", "60万")
    assert "600000" in editor.preview()
    qtbot.keyClick(editor._fields["value"], Qt.Key.Key_Return)
    wait_idle(window, qtbot)
    row = window._desk.queries.fact(fact_id)
    assert (row.fact.value, row.status) == ("600000", Status.CORRECTED)
    assert not window.review.editing


@pytest.mark.parametrize(("field", "typed", "words"), [
    ("value", "六十", "不是数"), ("value", "", "不能为空"), ("period", "很久以前", "时间"),
    ("value_high", "1", "上限"),
])
def test_wrong_values_keep_the_panel_open_with_a_sentence(window, qtbot, field, typed, words):
    fact_id = go(window, "600万吨")
    window.actions_["edit"].trigger()
    editor = window.review.editor
    editor.set_field(field, typed)
    assert words in editor.preview()
    editor.save()
    assert window.review.editing
    qtbot.keyClick(editor._fields["value"], Qt.Key.Key_Escape)
    assert not window.review.editing
    assert status_of(window, fact_id) is Status.OPEN


def test_a_suggestion_is_taken_with_one_key(window, qtbot):
    fact_id = go(window, "600万吨")
    wait_shown(window, qtbot)
    assert window.review.inspector.suggestion.text == "60万吨"
    qtbot.keyClick(window.review.facts.table, Qt.Key.Key_F6)
    wait_idle(window, qtbot)
    assert window._desk.queries.fact(fact_id).fact.value == "600000"


def test_undo_and_redo_are_named_after_the_step(window, qtbot):
    fact_id = go(window, "21万亩")
    qtbot.keyClick(window.review.facts.table, Qt.Key.Key_Return)
    wait_idle(window, qtbot)
    undo, redo = window.actions_["undo"], window.actions_["redo"]
    assert undo.text().startswith("撤销：")
    assert not redo.isEnabled()
    undo.trigger()
    wait_idle(window, qtbot)
    assert status_of(window, fact_id) is Status.OPEN
    assert window.selection.current.id == fact_id
    assert redo.text().startswith("重做：")
    redo.trigger()
    wait_idle(window, qtbot)
    assert status_of(window, fact_id) is Status.VERIFIED


def test_several_rows_are_verified_as_one_step(window, qtbot):
    go(window, "21万亩")
    window.review.facts.table.selectAll()
    chosen = window.review.facts.chosen_facts()
    qtbot.keyClick(window.review.facts.table, Qt.Key.Key_Return,
                   Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    wait_idle(window, qtbot)
    assert len(chosen) == len(window.selection.rows)
    assert all(status_of(window, fact_id) is Status.VERIFIED for fact_id in chosen)
    window.actions_["undo"].trigger()
    wait_idle(window, qtbot)
    assert all(status_of(window, fact_id) is Status.OPEN for fact_id in chosen)


def test_a_lost_race_is_told_and_the_row_put_right(window, qtbot):
    fact_id = go(window, "21万亩")
    window._desk.reviewing.decide([fact_id], Status.QUERIED)  # somebody else, since this row was read
    qtbot.keyClick(window.review.facts.table, Qt.Key.Key_Return)
    wait_idle(window, qtbot)
    assert status_of(window, fact_id) is Status.QUERIED
    assert window.bar.isVisible()
    row = next(item for item in window.selection.rows if item.id == fact_id)
    assert row.status is Status.QUERIED
    assert "None" not in window.bar.words


def test_after_the_last_fact_of_an_article_comes_the_next_article(window, qtbot):
    go(window, "21万亩")
    first = window.selection.article_id
    for _ in range(len(window.selection.rows)):
        qtbot.keyClick(window.review.facts.table, Qt.Key.Key_Return)
        wait_idle(window, qtbot)
    assert window.selection.article_id != first
    assert "已核完" in window.bar.words


def test_a_facet_that_hides_the_fact_chooses_its_own_first(window, qtbot):
    fact_id = go(window, "12万亩")
    window.review.facts.chips.choose("open")
    assert window.selection.current.id == fact_id
    window.review.facts.chips.choose("claims")
    assert window.selection.current.fact.is_claim
    assert in_step(window)
    window.review.facts.chips.choose("all")
    assert window.selection.current.fact.is_claim
    assert in_step(window)


def test_fields_are_completed_and_times_read_as_written(window, qtbot):
    fact = fact_named(window._desk, "21万亩")
    window.go_to(fact.id)
    window.actions_["edit"].trigger()
    editor = window.review.editor
    unit = editor._fields["unit"]
    unit.completer().setCompletionPrefix("平方公")
    assert "平方公里" in [unit.completer().completionModel().index(row, 0).data() for row in range(3)]
    place = editor._fields["place"].completer()
    place.setCompletionPrefix("巫山")
    assert place.currentCompletion() == "巫山县"
    indicators = editor._fields["indicator"].completer()
    indicators.setCompletionPrefix("产值")
    assert indicators.completionCount() >= 1
    editor.set_field("period", "去年")
    editor.set_field("qualifier", "approx")
    assert "可指" in editor.preview()
    editor.save()
    wait_idle(window, qtbot)
    assert window._desk.queries.fact(fact.id).fact.period == "2023"
