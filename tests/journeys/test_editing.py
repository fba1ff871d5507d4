"""Days of an editor at the desk, by its keys: many verified, wrong ones taken back, figures corrected."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from ecodesk.domain.decisions import Status
from ecodesk.domain.views import FactFilter, FactRow
from ecodesk.gui.main_window import MainWindow
from ecodesk.services.desk import open_desk
from ecodesk.services.settings import Settings
from tests.gui.window_support import fact_named, settings_in, wait_idle, window_on, write_samples

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
VILLAGES = "甲乙丙丁戊己庚辛壬癸"
REPORT = "十村账本\n\n青禾日报记者 周小满 2024年5月6日\n\n" + "\n\n".join(
    f"2023年，{name}村种植酥梨{3 + number}00亩，产量{12 + number}0吨，产值{80 + number}万元，"
    f"合作社{2 + number}家，带动农户{210 + number}户，户均增收{4500 + 10 * number}元。"
    for number, name in enumerate(VILLAGES)) + "\n"


def press(window: MainWindow, qtbot, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    """A key where the focus is, and what it sets going."""
    qtbot.keyClick(window.focusWidget(), key, modifier)
    wait_idle(window, qtbot)


def facts(window: MainWindow) -> list[FactRow]:
    return window._desk.queries.facts(FactFilter())


def counted(window: MainWindow, status: Status) -> int:
    return sum(row.status is status for row in facts(window))


def start(window: MainWindow, qtbot, paths: list[Path]) -> None:
    """Import, and go to the first open fact."""
    window.transfers.take_in(paths)
    wait_idle(window, qtbot)
    if window.transfers.report:
        window.transfers.report.close()
    window.review.focus_table()
    qtbot.wait(20)


def select(window: MainWindow, words: str) -> None:
    view = window.review.view
    text = view.document().toRawText()
    at = len(text[: text.index(words)].encode("utf-16-le")) // 2
    cursor = QTextCursor(view.document())
    cursor.setPosition(at)
    cursor.setPosition(at + len(words.encode("utf-16-le")) // 2, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    view.setFocus()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "稿件" / "十村账本.txt"
    path.parent.mkdir()
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_fifty_facts_verified_by_keyboard_only(tmp_path, qtbot, report):
    with window_on(settings_in(tmp_path / "desk"), qtbot) as window:
        start(window, qtbot, [report])
        total = len(facts(window))
        assert total >= 50
        seen = []
        for _ in range(50):
            seen.append(window.selection.current.id)
            qtbot.keyClick(window.focusWidget(), KEY.Key_Return)
        wait_idle(window, qtbot)
        assert len(set(seen)) == 50, "each key decided on a fact of its own and went on to the next"
        assert counted(window, Status.VERIFIED) == 50
        assert window.selection.current.status is Status.OPEN or total == 50
        for _ in range(3):
            press(window, qtbot, KEY.Key_Z, CONTROL)
        assert counted(window, Status.VERIFIED) == 47
        press(window, qtbot, KEY.Key_Y, CONTROL)
        assert counted(window, Status.VERIFIED) == 48


def test_a_wrong_bulk_action_is_undone_after_a_restart(tmp_path, qtbot, report):
    settings = settings_in(tmp_path / "desk")
    with window_on(settings, qtbot) as window:
        start(window, qtbot, [report])
        press(window, qtbot, KEY.Key_Return)
        press(window, qtbot, KEY.Key_F7)
        before = {row.id: (row.status, row.fact) for row in facts(window)}
        window.review.facts.table.selectAll()
        press(window, qtbot, KEY.Key_Return, CONTROL | SHIFT)
        changed = sum(status is not Status.VERIFIED for status, _ in before.values())
        assert counted(window, Status.VERIFIED) == len(before)
    with window_on(settings, qtbot) as window:
        assert window.actions_["undo"].text() == f"撤销：核实 {changed} 条"
        window.review.focus_table()
        press(window, qtbot, KEY.Key_Z, CONTROL)
        assert {row.id: (row.status, row.fact) for row in facts(window)} == before
        assert window.actions_["redo"].text() == f"重做：核实 {changed} 条"
    with window_on(settings, qtbot) as window:
        assert {row.id: (row.status, row.fact) for row in facts(window)} == before


def test_a_corrected_figure_exported_keeps_its_decision_when_the_copy_comes_back(tmp_path, qtbot):
    with window_on(settings_in(tmp_path / "desk"), qtbot) as window:
        start(window, qtbot, write_samples(tmp_path / "稿件")[:1])
        window.go_to(fact_named(window._desk, "600万吨").id)
        window.review.focus_table()
        press(window, qtbot, KEY.Key_F2)
        window.review.cells.field.setText("60万")
        qtbot.keyClick(window.review.cells.field, KEY.Key_Return)
        wait_idle(window, qtbot)
        assert "600万吨 → 60万吨" in window.bar.words
        press(window, qtbot, KEY.Key_B, CONTROL)
        path = tmp_path / "改后" / "酥梨账本.txt"
        path.parent.mkdir()
        window.transfers.export(path)
        wait_idle(window, qtbot)
        assert "产量60万吨" in path.read_text(encoding="utf-8")
        start(window, qtbot, [path])
        row = fact_named(window._desk, "60万吨")
        assert (row.status, row.fact.value) == (Status.VERIFIED, "600000")
        assert "来稿已照改，原为“600万吨”" in row.note
        assert window._desk.queries.article(row.article_id).wordings == ()


def test_a_verified_figure_whose_digits_change_in_the_next_version_asks_again(tmp_path, qtbot, report):
    with window_on(settings_in(tmp_path / "desk"), qtbot) as window:
        start(window, qtbot, [report])
        window.review.facts.table.selectAll()
        press(window, qtbot, KEY.Key_Return, CONTROL | SHIFT)
        newer = tmp_path / "二稿" / "十村账本.txt"
        newer.parent.mkdir()
        newer.write_text(REPORT.replace("产值83万元", "产值8.3万元"), encoding="utf-8")
        start(window, qtbot, [newer])
        opened = [row for row in facts(window) if row.status is Status.OPEN]
        assert [row.fact.text for row in opened] == ["8.3万元"]
        window.go_to(opened[0].id)
        wait_idle(window, qtbot)
        assert "原为“83万元”，已核" in window.review.inspector.notes.note.text()


def test_what_extraction_missed_is_added_and_what_it_invented_leaves(tmp_path, qtbot):
    settings = settings_in(tmp_path / "desk")
    with window_on(settings, qtbot) as window:
        start(window, qtbot, write_samples(tmp_path / "稿件")[:1])
        window.go_to(fact_named(window._desk, "86家").id)
        window.review.focus_table()
        press(window, qtbot, KEY.Key_Delete)
        assert "86家" not in [row.fact.text for row in facts(window)]
        select(window, "每一棵梨树")
        press(window, qtbot, KEY.Key_Insert)
        window.review.editor.set_field("value", "1")
        window.review.editor.set_field("unit", "棵")
        window.review.editor.set_field("indicator", "有人管的梨树")
        qtbot.keyClick(window.review.editor._fields["value"], KEY.Key_Return)
        wait_idle(window, qtbot)
        assert window.selection.current.fact.indicator == "有人管的梨树"
        window.review.focus_table()
        press(window, qtbot, KEY.Key_Return)
        path = tmp_path / "表.xlsx"
        window.transfers.export(path)
        wait_idle(window, qtbot)
    rows = list(openpyxl.load_workbook(path)["数据明细"].iter_rows(values_only=True))
    head = rows[0]
    made = next(row for row in rows if row[head.index("原文数据")] == "每一棵梨树")
    assert (made[head.index("状态")], made[head.index("规则")]) == ("已核", "编辑登记")
    assert "86家" not in [row[head.index("原文数据")] for row in rows]
    with window_on(settings, qtbot) as window:
        titles = []
        for _ in range(3):
            titles.append(window.actions_["undo"].text())
            window.review.focus_table()
            press(window, qtbot, KEY.Key_Z, CONTROL)
        assert titles == ["撤销：核实 1 条", "撤销：登记 1 条", "撤销：删去 1 条"]
        texts = [row.fact.text for row in facts(window)]
        assert "86家" in texts
        assert "每一棵梨树" not in texts


def test_the_wording_of_an_article_is_corrected_and_handed_on(tmp_path, qtbot):
    settings = settings_in(tmp_path / "desk")
    with window_on(settings, qtbot) as window:
        start(window, qtbot, write_samples(tmp_path / "稿件")[:1])
        for words, after in (("账本", "新账"), ("要让每一棵梨树都有人管", "")):
            select(window, words)
            press(window, qtbot, KEY.Key_R, CONTROL)
            window.review.reword.after.setText(after)
            press(window, qtbot, KEY.Key_Return)
        source = window._desk.queries.article(window.selection.article_id)
        assert "酥梨账本" in source.article.clean.text
    with window_on(settings, qtbot) as window:
        assert "账本新账" in window.review.view.document().toPlainText()
        press(window, qtbot, KEY.Key_C, CONTROL | Qt.KeyboardModifier.AltModifier)
        assert "2 处改字" in window.bar.words
        press(window, qtbot, KEY.Key_Z, CONTROL)
        assert len(window.selection.detail.wordings) == 1
        path = tmp_path / "表.xlsx"
        window.transfers.export(path)
        wait_idle(window, qtbot)
    sheet = openpyxl.load_workbook(path)["修改记录"]
    record = [str(cell.value) for line in sheet.iter_rows() for cell in line]
    assert "改字：账本 → 新账" in record
    assert "取消改字：要让每一棵梨树都有人管 → （删去）" in record


def test_a_wrong_import_is_withdrawn_and_imported_anew(tmp_path, qtbot, report):
    settings = settings_in(tmp_path / "desk")
    with window_on(settings, qtbot) as window:
        start(window, qtbot, [report])
        start(window, qtbot, write_samples(tmp_path / "错"))
        assert len(window._desk.queries.batches()) == 2
        window.go_to_article(window._desk.queries.articles()[-1].id)
        window.actions_["withdraw"].trigger()
        wait_idle(window, qtbot)
        assert "2 篇" in window.bar.words
        assert [row.title for row in window._desk.queries.articles()] == ["十村账本"]
        assert window.selection.detail.row.title == "十村账本"
    with window_on(settings, qtbot) as window:
        start(window, qtbot, [tmp_path / "错" / "河滩新景.txt"])
        assert [row.title for row in window._desk.queries.articles()] == ["十村账本", "河滩新景"]
        window.review.focus_table()
        press(window, qtbot, KEY.Key_Z, CONTROL)
        assert "重新导入过" in window.bar.words
        assert all(row.ok for row in window._desk.maintenance.doctor())


def test_a_colleague_decided_since_and_undo_says_so(tmp_path, qtbot, report):
    settings = settings_in(tmp_path / "desk")
    with window_on(settings, qtbot) as window:
        start(window, qtbot, [report])
        first = window.selection.current.id
        press(window, qtbot, KEY.Key_Return)
        other = Settings(settings.database_url, settings.data_folder, "周编辑", 1)
        with open_desk(other) as colleague:
            colleague.reviewing.decide([first], Status.QUERIED, "数目不对")
        press(window, qtbot, KEY.Key_Z, CONTROL)
        assert "周编辑" in window.bar.words
        assert window._desk.queries.fact(first).status is Status.QUERIED
        batch = window._desk.queries.batches()[0].id
        window.handwork.withdrawing.withdraw(batch)
        wait_idle(window, qtbot)
        assert "周编辑" in window.bar.words
        assert len(window._desk.queries.batches()) == 1
