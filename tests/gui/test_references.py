"""权威数据 in the real window: the page, its forms, a table taken in, and the card beside a fact."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from ecodesk.domain.decisions import Status
from ecodesk.domain.findings import Verdict
from ecodesk.domain.references import ReferenceColumn
from ecodesk.domain.views import Changes
from ecodesk.gui.dialogs.palette import CommandsModel
from ecodesk.gui.labels import cross_text
from ecodesk.gui.main_window import MainWindow
from ecodesk.gui.references.page import PAGE
from ecodesk.services.desk import open_desk
from tests.gui.window_support import drop_files, fact_named, wait_idle, window_on
from tests.reference_tables import ROWS, csv_table, workbook

C = ReferenceColumn
AREA = {C.SUBJECT: "酥梨", C.PLACE: "青禾县", C.INDICATOR: "种植面积", C.VALUE: "13", C.UNIT: "万亩",
        C.PERIOD: "2023", C.SOURCE: "统计年鉴", C.DATED: "2024-03-01", C.PAGE: "25"}


def open_page(window: MainWindow, qtbot) -> None:
    window.actions_["page_references"].trigger()
    wait_idle(window, qtbot)


def add(window: MainWindow, qtbot, **changed: str) -> None:
    """Through the desk, as another window would."""
    typed = AREA | {C[name.upper()]: value for name, value in changed.items()}
    window.reviewer.do(lambda: window._desk.references.add(typed))
    wait_idle(window, qtbot)


def take_in(window: MainWindow, qtbot, path: Path) -> None:
    window.keeper.begin(path)
    wait_idle(window, qtbot)
    window.keeper.mapping.take_button.click()
    wait_idle(window, qtbot)


def activate(window: MainWindow, qtbot) -> None:
    """What a window manager does when a dialog beside the window is closed."""
    window.activateWindow()
    with qtbot.waitActive(window):
        pass


def cells(window: MainWindow, column: int) -> list[str]:
    model = window.references.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def words_of(widget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_an_empty_page_says_what_to_do(window, qtbot):
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    wait_idle(window, qtbot)
    assert window.pages.currentWidget() is window.references
    shown = window.references._empty
    assert shown.isVisible()
    assert "Shift+F6" in words_of(shown)
    assert not window.references.search.isVisible()
    window.references._actions["reference_add"].trigger()
    assert window.keeper.form.isVisible()
    window.keeper.form.close()


def test_a_reference_is_written_by_hand_and_held_against_the_articles(window, qtbot):
    open_page(window, qtbot)
    QTest.keyClick(window.references, Qt.Key.Key_Insert)
    form = window.keeper.form
    assert not form.save_button.isEnabled()
    assert not form.reason.text(), "an empty field is no mistake yet"
    for column, words in AREA.items():
        form.fields[column].setText(words)
    assert "13万亩（130000亩）" in form.read.text()
    assert "2023年" in form.read.text()
    form.fields[C.VALUE].setText("很多")
    assert "很多" in form.reason.text()
    assert not form.save_button.isEnabled()
    form.fields[C.VALUE].setText("13")
    QTest.keyClick(form.fields[C.VALUE], Qt.Key.Key_Return)
    wait_idle(window, qtbot)
    assert window.keeper.form is None
    assert (cells(window, 0), cells(window, 2), cells(window, 9)) == (["酥梨"], ["13万"], ["2"])
    assert "2 个有权威数据" in window.references.coverage.text()
    assert fact_named(window._desk, "12万亩").verdict is Verdict.CONFLICT


def test_what_the_desk_refuses_is_told_in_the_form(window, qtbot):
    add(window, qtbot)
    open_page(window, qtbot)
    window.actions_["reference_add"].trigger()
    form = window.keeper.form
    for column, words in AREA.items():
        form.fields[column].setText(words)
    form.save_button.click()
    wait_idle(window, qtbot)
    assert window.keeper.form is form
    assert "已有" in form.reason.text()
    form.close()
    window.bar.hide()


def test_enter_corrects_delete_removes_and_undo_brings_back(window, qtbot):
    add(window, qtbot)
    open_page(window, qtbot)
    table = window.references.table
    QTest.keyClick(table, Qt.Key.Key_Return)
    wait_idle(window, qtbot)
    form = window.keeper.form
    assert form.fields[C.VALUE].text() == "13"
    assert form.fields[C.UNIT].text() == "万亩"
    assert "13万亩" in form._history.text()
    form.fields[C.VALUE].setText("12")
    form.save_button.click()
    wait_idle(window, qtbot)
    assert cells(window, 2) == ["12万"]
    assert fact_named(window._desk, "12万亩").status is Status.OPEN, "Enter decided on nothing"
    activate(window, qtbot)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    wait_idle(window, qtbot)
    assert window.references.model.rowCount() == 0
    window.actions_["undo"].trigger()
    wait_idle(window, qtbot)
    assert cells(window, 2) == ["12万"]
    assert window.actions_["undo"].text() == "撤销：权威数据 1 条"
    window.actions_["undo"].trigger()
    wait_idle(window, qtbot)
    assert cells(window, 2) == ["13万"]


def test_a_table_is_mapped_taken_in_and_reported(window, qtbot, tmp_path):
    open_page(window, qtbot)
    rows = [*ROWS, ("青禾县", "酥梨", "产值", "去年", 9, "亿元", "年鉴", "", 27)]
    window.keeper.begin(workbook(tmp_path / "年鉴.xlsx", rows))
    wait_idle(window, qtbot)
    dialog = window.keeper.mapping
    assert set(dialog.form.columns.values()) == {C.PLACE, C.SUBJECT, C.INDICATOR, C.PERIOD, C.VALUE, C.UNIT,
                                                 C.SOURCE, C.DATED, C.PAGE}
    assert "4 个数读出 3 个" in dialog.sample.text()
    assert "去年" in dialog.sample.text()
    assert dialog.take_button.isEnabled()
    dialog.take_button.click()
    wait_idle(window, qtbot)
    assert window.keeper.mapping is None
    report = window.keeper.report
    assert report.model.rowCount() == 4
    assert report.model.index(0, 2).data() == "未导入"
    report._copy()
    assert "去年" in QApplication.clipboard().text()
    report.close()
    assert "新增 3 条" in window.bar.words
    assert window.references.model.rowCount() == 3
    window.actions_["undo"].trigger()
    wait_idle(window, qtbot)
    assert window.references.model.rowCount() == 0


def test_what_a_table_lacks_is_asked_for_and_kept(window, qtbot, tmp_path):
    headers = ("县名", "作物", "甲", "乙（万亩）")
    path = csv_table(tmp_path / "县志.csv", [("青禾县", "酥梨", "种植面积", "13.0")], headers)
    open_page(window, qtbot)
    window.keeper.begin(path)
    wait_idle(window, qtbot)
    dialog = window.keeper.mapping
    assert not dialog.take_button.isEnabled()
    assert "指标" in dialog.reason.text()
    assert dialog.form.common[C.SOURCE].text() == "县志"
    for column, place in ((C.PLACE, 0), (C.SUBJECT, 1), (C.INDICATOR, 2), (C.VALUE, 3)):
        dialog.form.give(place, column)
    dialog.form.common[C.PERIOD].setText("2023年")
    dialog.form.common[C.SOURCE].setText("青禾县志")
    assert "青禾县酥梨 · 种植面积 · 2023" in dialog.sample.text()
    dialog.take_button.click()
    wait_idle(window, qtbot)
    [row] = window._desk.references.rows()
    assert (row.reference.text, row.reference.source) == ("13.0万亩", "青禾县志")
    window.keeper.begin(path)
    wait_idle(window, qtbot)
    assert window.keeper.mapping.form.common[C.SOURCE].text() == "青禾县志"
    assert window.keeper.mapping.take_button.isEnabled()
    window.keeper.mapping.close()


def test_years_side_by_side_are_taken_in_as_they_stand(window, qtbot, tmp_path):
    rows = [("种植面积（万亩）", 11.2, 11.9, 13), ("产量（万吨）", 52, 55, 60)]
    open_page(window, qtbot)
    window.keeper.begin(workbook(tmp_path / "年鉴.xlsx", rows, ("指标", "2021年", "2022年", "2023年")))
    wait_idle(window, qtbot)
    dialog = window.keeper.mapping
    assert dialog.series.isChecked()
    assert not dialog.form.fields[C.VALUE].isEnabled()
    assert not dialog.take_button.isEnabled()
    dialog.form.common[C.SUBJECT].setText("酥梨")
    dialog.form.common[C.PLACE].setText("青禾县")
    assert "6 个数读出 6 个" in dialog.sample.text()
    dialog.series.setChecked(False)
    assert dialog.form.fields[C.VALUE].isEnabled()
    dialog.series.setChecked(True)
    dialog.take_button.click()
    wait_idle(window, qtbot)
    assert window.references.model.rowCount() == 6
    assert fact_named(window._desk, "12万亩").verdict is Verdict.CONFLICT


def test_a_long_task_is_not_started_beside_another(window, qtbot, tmp_path):
    path = workbook(tmp_path / "年鉴.xlsx")
    window.keeper.begin(path)
    wait_idle(window, qtbot)
    window.transfers.recheck()
    window.keeper.mapping.take_button.click()
    assert "还没有做完" in window.bar.words
    assert window.keeper.mapping is not None
    wait_idle(window, qtbot)
    window.keeper.mapping.close()
    assert window._desk.references.rows() == []


def test_a_table_dropped_on_the_page_is_one_of_references(window, qtbot, tmp_path):
    open_page(window, qtbot)
    before = len(window._desk.queries.articles())
    assert drop_files(window, [workbook(tmp_path / "年鉴.xlsx")])
    wait_idle(window, qtbot)
    assert window.keeper.mapping.isVisible()
    window.keeper.mapping.take_button.click()
    wait_idle(window, qtbot)
    assert window.references.model.rowCount() == 3
    assert len(window._desk.queries.articles()) == before


def test_what_another_editor_changes_is_seen(window, qtbot, settings):
    open_page(window, qtbot)
    window.watcher.look()
    wait_idle(window, qtbot)
    with open_desk(replace(settings, editor="周编辑")) as other:
        other.references.add(AREA)
    qtbot.waitUntil(lambda: not window.watcher._looking, timeout=5000)
    window.activateWindow()
    window.watcher.look()
    qtbot.waitUntil(lambda: window.references.model.rowCount() == 1, timeout=5000)
    assert window.references.model.row_at(0).editor == "周编辑"
    wait_idle(window, qtbot)


def test_the_search_finds_in_either_script_and_says_when_nothing_is_found(window, qtbot, tmp_path):
    take_in(window, qtbot, workbook(tmp_path / "年鉴.xlsx"))
    page = window.references
    activate(window, qtbot)
    window.actions_["search"].trigger()
    assert page.search.hasFocus()
    page.search.setText("種植")
    qtbot.wait(250)
    wait_idle(window, qtbot)
    assert cells(window, 1) == ["种植面积"]
    page.search.setText("没有这个词")
    qtbot.wait(250)
    wait_idle(window, qtbot)
    assert page._nothing.isVisible()
    page.search.clear()
    qtbot.wait(250)
    wait_idle(window, qtbot)
    assert page.model.rowCount() == 3


def test_many_references_are_read_a_page_at_a_time(window, qtbot, tmp_path):
    rows = [(f"{number:04}号县", "产量", number + 1, "吨", "年鉴") for number in range(PAGE + 60)]
    headers = ("主体", "指标", "数值", "单位", "出处")
    take_in(window, qtbot, workbook(tmp_path / "多.xlsx", rows, headers, ""))
    model, table = window.references.model, window.references.table
    assert model.rowCount() == PAGE
    table.scrollToBottom()
    qtbot.waitUntil(lambda: model.rowCount() == PAGE + 60, timeout=10_000)
    last = window._desk.references.rows(f"{PAGE + 59:04}号县")[0]
    window.references.show_reference(last.id)
    wait_idle(window, qtbot)
    assert window.references.chosen[0].id == last.id


def test_the_inspector_shows_the_reference_and_leads_to_it(window, qtbot):
    add(window, qtbot)
    add(window, qtbot, period="2021", value="9")
    conflict = fact_named(window._desk, "12万亩")
    window.go_to(conflict.id)
    qtbot.waitUntil(lambda: window.review.inspector.reference is not None)
    card = window.review.inspector.reference
    words = words_of(card)
    assert "13" in words
    assert "《统计年鉴》，2024-03-01，第25页" in words
    assert "相差1万亩（7.69%）" in words
    assert "background:" in words, "the digits that differ are marked"
    assert "2021年" in words
    assert "权威 13万亩" in window.review.inspector._line.accessibleDescription()
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    wait_idle(window, qtbot)
    assert window.pages.currentWidget() is window.references
    assert window.references.chosen[0].reference.period == "2023"


def test_a_fact_without_a_reference_has_no_card(window, qtbot):
    add(window, qtbot)
    window.go_to(fact_named(window._desk, "18公里").id)
    wait_idle(window, qtbot)
    qtbot.wait(50)
    assert window.review.inspector.reference is None


def test_a_fact_that_agrees_says_so_in_the_table(window):
    row = fact_named(window._desk, "18公里")
    said = {Verdict.SAME: "= 权威", Verdict.ROUNDED: "≈ 权威", Verdict.PERIOD: "不同期",
            Verdict.CONFLICT: "冲突"}
    for verdict, words in said.items():
        assert cross_text(replace(row, kind="reference", verdict=verdict)) == words
    assert cross_text(replace(row, kind="across", verdict=Verdict.PERIOD)) == "↗ 趋势"


def test_a_verified_fact_is_taken_over_with_its_source(window, qtbot):
    row = fact_named(window._desk, "21万亩")
    window.go_to(row.id)
    window.actions_["take_reference"].trigger()
    assert "先核实" in window.bar.words
    window._desk.reviewing.decide([row.id], Status.VERIFIED, "", "县农业局公报")
    window.selection.refresh(Changes(findings=True))
    QTest.keyClick(window.review.facts.table, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    form = window.keeper.form
    assert form.fields[C.SOURCE].text() == "县农业局公报"
    assert (form.fields[C.VALUE].text(), form.fields[C.UNIT].text()) == ("21", "万亩")
    assert form.fields[C.DATED].text() == "", "of another source the day is not known"
    form.fields[C.PAGE].setText("3")
    form.save_button.click()
    wait_idle(window, qtbot)
    [reference] = window._desk.references.rows()
    assert (reference.reference.value, reference.reference.page) == ("210000", "3")
    assert fact_named(window._desk, "12万亩").verdict is Verdict.CONFLICT


def test_the_facts_of_a_reference_are_a_click_away(window, qtbot):
    add(window, qtbot)
    open_page(window, qtbot)
    window.references.facts_button.click()
    wait_idle(window, qtbot)
    actions = window.keeper.menu.actions()
    assert sorted(action.text().partition("　")[0] for action in actions) == ["12万亩", "21万亩"]
    actions[0].trigger()
    window.keeper.menu.close()
    wait_idle(window, qtbot)
    assert window.pages.currentWidget() is window.review
    assert window.selection.current.fact.text in ("12万亩", "21万亩")


def test_the_overview_shows_coverage_by_batch(window, qtbot):
    window.actions_["page_overview"].trigger()
    wait_idle(window, qtbot)
    assert window.overview.cards.coverage.isHidden()
    add(window, qtbot)
    assert not window.overview.cards.coverage.isHidden()
    [bar] = window.overview.cards.coverage.chart.bars
    assert [part.count for part in bar.parts] == [0, 2]
    assert bar.words.startswith("2 / ")


def test_references_are_there_after_a_restart(settings, qtbot, tmp_path):
    with window_on(settings, qtbot) as window:
        take_in(window, qtbot, workbook(tmp_path / "年鉴.xlsx"))
        window.keeper.export(tmp_path / "出.csv")
        wait_idle(window, qtbot)
        assert "已导出 3 条" in window.bar.words
    with window_on(settings, qtbot) as window:
        open_page(window, qtbot)
        assert window.references.model.rowCount() == 3
        assert window.actions_["undo"].text() == "撤销：权威数据 3 条"
        window.actions_["undo"].trigger()
        wait_idle(window, qtbot)
        assert window.references.model.rowCount() == 0


@pytest.mark.parametrize("name", ["reference_import", "reference_add", "reference_export", "take_reference"])
def test_every_action_is_found_by_its_name(window, name):
    text = window.actions_[name].text()
    model = CommandsModel(window.actions_, window)
    model.show_matches(text)
    assert model.index(0).data() == text


def test_the_record_tells_changes_of_references_and_imports_taken_back(window, qtbot):
    add(window, qtbot)
    (batch,) = window._desk.queries.batches()
    window.reviewer.do(lambda: window._desk.withdrawals.withdraw(batch.id))
    wait_idle(window, qtbot)
    window.actions_["undo"].trigger()
    wait_idle(window, qtbot)
    window.actions_["page_record"].trigger()
    wait_idle(window, qtbot)
    model = window.record.model
    lines = ["|".join(model.index(row, column).data() for column in range(2, 8)) for row in range(3)]
    assert lines[0].startswith(f"{batch.title}|||撤销：撤回导入 ")
    assert lines[1].startswith(f"{batch.title}|||撤回导入 ")
    assert lines[2] == ("统计年鉴|青禾县酥梨 · 种植面积 · 2023|13万亩|权威数据 新增 1 条|"
                        "|《统计年鉴》，2024-03-01，第25页")
    window.record.table.activated.emit(model.index(0, 0))
    assert window.pages.currentWidget() is window.record
    window.record.table.activated.emit(model.index(2, 0))
    assert window.pages.currentWidget() is window.references
