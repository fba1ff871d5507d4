"""The wording corrected in the window: shown as tracked changes, taken back, copied, written out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLabel

from ecodesk.domain.decisions import Status
from ecodesk.gui.facts.statements import StatementCard
from ecodesk.gui.main_window import MainWindow
from ecodesk.services.desk import open_desk
from ecodesk.services.settings import Settings
from tests.gui.test_making import go, select
from tests.gui.window_support import fact_named, wait_idle


def reword(window: MainWindow, qtbot, words: str, after: str, note: str = "") -> None:
    """Select, Ctrl+R, type, Enter."""
    select(window, words)
    qtbot.keyClick(window.review.view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    wait_idle(window, qtbot)
    bar = window.review.reword
    assert bar.isVisible()
    assert bar.after.hasFocus()
    bar.after.setText(after)
    bar.note.setText(note)
    qtbot.keyClick(bar.after, Qt.Key.Key_Return)
    wait_idle(window, qtbot)


def form_at(window: MainWindow, words: str) -> QTextCharFormat:
    """How words of the page are printed."""
    document = window.review.view.document()
    text = document.toRawText()
    cursor = QTextCursor(document)
    cursor.setPosition(len(text[: text.index(words)].encode("utf-16-le")) // 2 + 1)
    return cursor.charFormat()


def page(window: MainWindow) -> str:
    return window.review.view.document().toPlainText()


def test_a_correction_is_shown_as_a_tracked_change(window, qtbot):
    go(window, "600万吨")
    reword(window, qtbot, "账本", "新账")
    assert "酥梨账本新账" in page(window)
    old, new = form_at(window, "账本"), form_at(window, "新账")
    assert old.fontStrikeOut()
    assert not old.fontUnderline()
    assert new.fontUnderline()
    assert not new.fontStrikeOut()
    assert old.foreground().color() != new.foreground().color()
    assert not window.review.reword.isVisible()
    assert window.actions_["undo"].text() == "撤销：改字 1 处"
    window.actions_["undo"].trigger()
    wait_idle(window, qtbot)
    assert "新账" not in page(window)
    assert not form_at(window, "账本").fontStrikeOut()
    corrected = window.selection.article_id
    window.go_to(fact_named(window._desk, "21万亩").id)
    assert window.selection.article_id != corrected
    window.actions_["redo"].trigger()
    wait_idle(window, qtbot)
    assert window.selection.article_id == corrected
    assert "新账" in page(window)


def test_facts_stand_where_they_stood_behind_a_correction(window, qtbot):
    fact_id = go(window, "1.3万户")
    before = window.review.view.rects(fact_id)
    reword(window, qtbot, "青禾县在河滩地上种酥梨", "青禾县种酥梨，多半在河滩地上，已经有二十多年")
    view = window.review.view
    rects = view.rects(fact_id)
    assert rects
    assert rects != before
    row = fact_named(window._desk, "1.3万户")
    ranges = view._sheet.positions.range_of(row.fact.span.start, row.fact.span.end)
    cursor = QTextCursor(view.document())
    cursor.setPosition(ranges[0][0])
    cursor.setPosition(ranges[0][1], QTextCursor.MoveMode.KeepAnchor)
    assert cursor.selectedText() == "1.3万户"


def test_a_selection_over_a_correction_is_one_of_the_clean_text(window, qtbot):
    go(window, "600万吨")
    reword(window, qtbot, "河滩地", "滩地")
    view = window.review.view
    text = page(window)
    cursor = QTextCursor(view.document())
    start = text.index("青禾县在河滩地滩地上")
    cursor.setPosition(start)
    cursor.setPosition(start + len("青禾县在河滩地滩地上"), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.selection.of(view.text) == "青禾县在河滩地上"
    window.actions_["reword"].trigger()
    wait_idle(window, qtbot)
    assert window.review.reword.before == "青禾县在河滩地上"
    assert window.review.reword.after.text() == "青禾县在滩地上"
    qtbot.keyClick(window.review.reword.after, Qt.Key.Key_Escape)
    assert not window.review.reword.isVisible()


def test_a_verified_figure_is_open_again_when_its_digits_change(window, qtbot):
    fact_id = go(window, "600万吨")
    window._desk.reviewing.decide([fact_id], Status.VERIFIED)
    window.selection.refresh(window._desk.checking.run())
    reword(window, qtbot, "600万吨", "6万吨", "打电话问过")
    row = window.selection.current
    assert row.id == fact_id
    assert (row.status, row.fact.value) == (Status.OPEN, "60000")
    assert "原为已核" in row.note
    assert "原为已核" in window.review.inspector.notes.note.text()


def test_a_corrected_figure_offers_to_correct_the_copy(window, qtbot):
    fact_id = go(window, "600万吨")
    window.actions_["edit"].trigger()
    window.review.editor.set_field("value", "60万")
    window.review.editor.save()
    wait_idle(window, qtbot)
    assert "600万吨 → 60万吨" in window.bar.words
    window.actions_["answer"].trigger()
    wait_idle(window, qtbot)
    assert "600万吨60万吨" in page(window)
    row = window._desk.queries.fact(fact_id)
    assert (row.status, row.fact.value) == (Status.CORRECTED, "600000")


def test_a_correction_is_taken_away_at_the_cursor(window, qtbot):
    go(window, "600万吨")
    reword(window, qtbot, "账本", "新账")
    select(window, "账本新")
    window.actions_["unword"].trigger()
    wait_idle(window, qtbot)
    assert "新账" not in page(window)
    assert window.actions_["undo"].text() == "撤销：取消改字 1 处"
    window.review.view.setTextCursor(QTextCursor(window.review.view.document()))
    window.actions_["unword"].trigger()
    assert "没有改字" in window.bar.words


def test_the_amended_copy_goes_to_the_clipboard_and_to_a_file(window, qtbot, tmp_path):
    go(window, "600万吨")
    reword(window, qtbot, "账本", "新账")
    window.actions_["copy_amended"].trigger()
    wait_idle(window, qtbot)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("酥梨新账\n")
    assert "账本" not in copied
    assert "1 处改字" in window.bar.words
    path = tmp_path / "改后.txt"
    window.transfers.export(path)
    wait_idle(window, qtbot)
    written = path.read_text(encoding="utf-8")
    assert written.startswith("酥梨新账\n")
    assert "河滩新景" in written


def test_the_record_lists_corrections_to_the_wording(window, qtbot):
    go(window, "600万吨")
    reword(window, qtbot, "账本", "新账", "题目不当")
    window.show_page("page_record")
    wait_idle(window, qtbot)
    model = window.record.model
    line = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert "账本 → 新账" in line
    assert "改字" in line
    assert "题目不当" in line


def test_a_colleagues_correction_is_shown_and_a_lost_race_is_told(window, qtbot, settings):
    article = window._desk.queries.articles()[0].id
    go(window, "600万吨")
    window.watcher.look()
    qtbot.waitUntil(lambda: not window.watcher._looking)
    select(window, "账本")
    window.actions_["reword"].trigger()
    wait_idle(window, qtbot)
    other = Settings(settings.database_url, settings.data_folder, "周编辑", 1)
    with open_desk(other) as colleague:
        at = colleague.queries.article(article).article.clean.text.index("账本")
        span = type(window.selection.rows[0].fact.span)(at, at + 2)
        colleague.rewording.reword(colleague.rewording.draft(article, span), "旧账")
    window.watcher.look()
    qtbot.waitUntil(lambda: not window.watcher._looking)
    wait_idle(window, qtbot)
    assert "账本旧账" in page(window)
    window.review.reword.after.setText("新账")
    qtbot.keyClick(window.review.reword.after, Qt.Key.Key_Return)
    wait_idle(window, qtbot)
    assert "周编辑" in window.bar.words
    assert window.review.reword.isVisible(), "what was typed is not lost"
    window.review.reword.put_away()


@pytest.mark.parametrize("key", [Qt.Key.Key_X, Qt.Key.Key_V, Qt.Key.Key_Delete])
def test_keys_typed_in_the_strip_decide_nothing(window, qtbot, key):
    fact_id = go(window, "600万吨")
    select(window, "账本")
    window.actions_["reword"].trigger()
    wait_idle(window, qtbot)
    qtbot.keyClick(window.review.reword.after, key)
    wait_idle(window, qtbot)
    assert window._desk.queries.fact(fact_id).status is Status.OPEN
    assert "600万吨" in [row.fact.text for row in window.selection.rows]
    window.review.reword.put_away()


def test_the_inspector_says_the_sentence_as_it_was_corrected(window, qtbot):
    go(window, "600万吨")
    reword(window, qtbot, "600万吨", "60万吨")
    reword(window, qtbot, "河滩地上", "河滩上")
    qtbot.waitUntil(lambda: any(card.isVisible() for card in window.review.inspector.findChildren(
        StatementCard)))
    cards = window.review.inspector.findChildren(StatementCard)
    said = " ".join(label.text() for card in cards for label in card.findChildren(QLabel))
    assert ">600万吨</s>" in said
    assert ">60万吨</u>" in said
    assert said.count("<s ") == 1, "only what the sentence itself holds"


def waved(window: MainWindow) -> list[str]:
    """The words of the page under which remarks on wording lie."""
    view = window.review.view
    found = []
    for item in window.selection.remarks:
        for start, end in view._sheet.printed(item.finding.span):
            cursor = QTextCursor(view.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            found.append(cursor.selectedText())
    return found


def test_remarks_speak_of_the_copy_as_amended(window, qtbot):
    go(window, "600万吨")
    assert not waved(window)
    reword(window, qtbot, "账本", "账本，有2、3米长")
    assert "2、3" in window.selection.remarks[0].finding.formula
    assert waved(window) == ["账本，有2、3米长"], "the new words, not those struck out"
    assert all(rects for rects, _ in window.review.view._remark_rects())
    remark = next(one for one in window.review.remarks() if "2、3" in one.words)
    assert "账本，有2、3米长" in remark.excerpt
    window.review.show_remark(remark)
    assert window.review.view._target_rects()
    window.actions_["undo"].trigger()
    wait_idle(window, qtbot)
    assert not waved(window)
    assert not [one for one in window.review.remarks() if "2、3" in one.words]
