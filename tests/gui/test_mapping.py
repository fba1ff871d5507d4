"""Tables whose headers nobody knows: the editor says once what they hold, and the next one is read."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from ecodesk.domain.tables import Column
from ecodesk.domain.views import ImportStatus
from ecodesk.gui.dialogs.column_form import NONE
from tests.gui.window_support import settings_in, wait_idle, window_on, write_samples

HEADERS = ("流水号", "题", "稿文", "见报")
LONG = "去年青禾县桥头渡口运客{0}.2万人次，新开航线{0}5条，老船工说，走一趟只要四十分钟。"


def rows_of(number: int) -> list[tuple[str, ...]]:
    return [(str(n), f"桥头渡口{number}号之{n}", LONG.format(number * 10 + n), f"2024-03-0{n}")
            for n in (1, 2)]


def write_table(path: Path, number: int = 1, headers: tuple[str, ...] = HEADERS) -> Path:
    with path.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows([headers, *rows_of(number)] if headers else rows_of(number))
    return path


def write_book(path: Path, sheets: dict[str, list[tuple]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def desk_window(tmp_path, qtbot):
    with window_on(settings_in(tmp_path / "desk"), qtbot) as window:
        yield window
        for dialog in (window.transfers.report, window.transfers.mapper.dialog,
                       window.transfers.mapper.remembered):
            if dialog is not None:
                dialog.close()


def take_in(window, qtbot, *paths: Path) -> None:
    window.transfers.take_in(list(paths))
    wait_idle(window, qtbot)


def mapping_of(window, qtbot, *paths: Path):
    """The dialog about the unmapped ones of these files."""
    take_in(window, qtbot, *paths)
    window.transfers.report.map_wanted.emit("")
    wait_idle(window, qtbot)
    return window.transfers.mapper.dialog


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key for whatever has the focus."""
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def titles(window) -> list[str]:
    return [row.title for row in window._desk.queries.articles()]


def test_one_unknown_table_among_three_files_and_the_next_is_not_asked_about(desk_window, tmp_path, qtbot):
    window, transfers = desk_window, desk_window.transfers
    take_in(window, qtbot, *write_samples(tmp_path / "稿"), write_table(tmp_path / "来稿.csv"))
    assert sorted(titles(window)) == ["河滩新景", "酥梨账本"], "the others are in"
    report = transfers.report
    assert report.model.row_at(0).status is ImportStatus.UNMAPPED
    assert "1 个需要对应列" in window.bar.words
    assert QApplication.focusWidget() is report.table
    press(Qt.Key.Key_Return)
    wait_idle(window, qtbot)
    dialog = transfers.mapper.dialog
    assert not dialog.isModal()
    assert QApplication.focusWidget() is dialog.form.fields[Column.BODY]
    assert dialog.form.columns == {1: Column.TITLE, 2: Column.BODY, 3: Column.PUBLISHED}
    assert "运客11.2万人次" in dialog.card.body.toPlainText()
    press(Qt.Key.Key_Return)
    wait_idle(window, qtbot)
    assert transfers.mapper.dialog is None
    assert titles(window)[2:] == ["桥头渡口1号之1", "桥头渡口1号之2"]
    assert len(window._desk.queries.batches()) == 1, "in the same batch"
    assert [row.status for row in report.shown.rows] == [ImportStatus.DONE] * 3
    assert not report.map_button.isVisible()
    take_in(window, qtbot, write_table(tmp_path / "又一份.csv", 2))
    assert transfers.mapper.dialog is None
    assert titles(window)[4:] == ["桥头渡口2号之1", "桥头渡口2号之2"]


def test_the_message_bar_leads_to_the_dialog(desk_window, tmp_path, qtbot):
    take_in(desk_window, qtbot, write_table(tmp_path / "来稿.csv"))
    assert desk_window.bar._button.text() == "对应列"
    desk_window.bar._button.click()
    wait_idle(desk_window, qtbot)
    assert desk_window.transfers.mapper.dialog.isVisible()


def test_escape_takes_nothing_in_and_remembers_nothing(desk_window, tmp_path, qtbot):
    mapping_of(desk_window, qtbot, write_table(tmp_path / "来稿.csv"))
    press(Qt.Key.Key_Escape)
    wait_idle(desk_window, qtbot)
    assert desk_window.transfers.mapper.dialog is None
    assert titles(desk_window) == []
    assert desk_window._desk.columns.remembered() == ()
    assert desk_window.transfers.report.shown.unmapped


def test_the_button_says_why_it_rests(desk_window, tmp_path, qtbot):
    rows = [("乡镇", "说明"), ("东山", "通航"), ("西山", "停航")]
    dialog = mapping_of(desk_window, qtbot, write_book(tmp_path / "表.xlsx", {"甲": rows}))
    assert not dialog.take_button.isEnabled()
    assert dialog.reason.text() == dialog.take_button.toolTip() == "先选哪一列是正文"
    press(Qt.Key.Key_Return)
    wait_idle(desk_window, qtbot)
    assert dialog.isVisible()
    assert titles(desk_window) == []
    press(Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is dialog.form.fields[Column.TITLE]
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is dialog.form.fields[Column.BODY]
    press(Qt.Key.Key_Down)
    assert dialog.form.columns == {0: Column.BODY}, "a column means one thing"
    assert dialog.form.fields[Column.TITLE].currentText() == NONE
    press(Qt.Key.Key_Down)
    assert dialog.form.columns == {1: Column.BODY}
    assert dialog.take_button.isEnabled()
    assert dialog.card.title.text() == "通航"
    press(Qt.Key.Key_Return)
    wait_idle(desk_window, qtbot)
    assert len(titles(desk_window)) == 2


def test_a_column_without_words_cannot_be_the_body(desk_window, tmp_path, qtbot):
    rows = [("题", "稿文", "备注"), *((title, text, None) for _, title, text, _ in rows_of(1))]
    dialog = mapping_of(desk_window, qtbot, write_book(tmp_path / "表.xlsx", {"甲": rows}))
    dialog.form.give(2, Column.BODY)
    assert "“备注”" in dialog.reason.text()
    assert not dialog.take_button.isEnabled()


def test_a_header_is_asked_what_it_holds(desk_window, tmp_path, qtbot):
    dialog = mapping_of(desk_window, qtbot, write_table(tmp_path / "来稿.csv"))
    dialog.pane.setFocus()
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Return)
    menu = dialog.pane.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["标题", "正文", "来源", "日期", "作者", NONE]
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["标题"]
    next(action for action in menu.actions() if action.text() == "来源").trigger()
    menu.close()
    assert dialog.form.columns[1] is Column.PUBLISHER
    assert dialog.pane.cells.column_at(1) is Column.PUBLISHER
    assert "桥头渡口1号之1" in dialog.card.about.text()


def test_a_table_without_headers(desk_window, tmp_path, qtbot):
    dialog = mapping_of(desk_window, qtbot, write_table(tmp_path / "来稿.csv", headers=()))
    assert dialog.header.currentData() is None
    assert dialog.pane.cells.names == ("第1列", "第2列", "第3列", "第4列")
    assert not dialog.keep.isEnabled()
    dialog.take_button.click()
    wait_idle(desk_window, qtbot)
    assert titles(desk_window) == ["桥头渡口1号之1", "桥头渡口1号之2"]
    assert desk_window._desk.columns.remembered() == ()


def test_headers_below_a_heading_and_several_sheets(desk_window, tmp_path, qtbot):
    book = write_book(tmp_path / "表.xlsx", {
        "乡镇": [("乡镇", "人口"), ("东山", 3000)], "稿件": [("二〇二四年", "来稿"), HEADERS, *rows_of(1)]})
    dialog = mapping_of(desk_window, qtbot, book)
    assert dialog.sheets.currentText() == "稿件（导入）", "the sheet with articles is shown first"
    dialog.header.setCurrentIndex(2)
    dialog.header.activated.emit(2)
    assert dialog.pane.cells.names == HEADERS
    assert [dialog.sheets.itemText(n) for n in (0, 1)] == ["乡镇（不导入）", "稿件（导入）"]
    dialog.sheets.activated.emit(0)
    assert dialog.pane.cells.names == ("乡镇", "人口")
    dialog.take_button.click()
    wait_idle(desk_window, qtbot)
    assert titles(desk_window) == ["桥头渡口1号之1", "桥头渡口1号之2"]
    (row,) = desk_window.transfers.report.shown.rows
    assert "乡镇" in row.message


def test_several_tables_one_after_the_other_and_in_at_once(desk_window, tmp_path, qtbot):
    other = ("编", "名", "全稿", "天")
    paths = [write_table(tmp_path / "一.csv", 1), write_table(tmp_path / "二.csv", 2, other),
             write_table(tmp_path / "三.csv", 3), write_table(tmp_path / "四.csv", 4, ("a", "b", "c", "d"))]
    dialog = mapping_of(desk_window, qtbot, *paths)
    assert dialog._place.text() == "第 1 个，共 3 个"
    assert "另外 1 个文件" in dialog._words.text()
    assert not dialog.back_button.isVisible()
    dialog.form.give(3, None)
    dialog.take_button.click()
    wait_idle(desk_window, qtbot)
    assert titles(desk_window) == [], "nothing before the last is answered"
    assert dialog._title.text() == "二.csv"
    dialog.back_button.click()
    wait_idle(desk_window, qtbot)
    assert dialog._title.text() == "一.csv"
    assert dialog.form.columns == {1: Column.TITLE, 2: Column.BODY}, "as it was said"
    dialog.take_button.click()
    wait_idle(desk_window, qtbot)
    dialog.keep.setChecked(False)
    dialog.take_button.click()
    wait_idle(desk_window, qtbot)
    assert dialog.take_button.text() == "导入"
    dialog.skip_button.click()
    wait_idle(desk_window, qtbot)
    assert desk_window.transfers.mapper.dialog is None
    assert {title[4:6] for title in titles(desk_window)} == {"1号", "2号", "3号"}
    assert [Path(row.path).name for row in desk_window.transfers.report.shown.unmapped] == ["四.csv"]
    assert [layout.headers for layout in desk_window._desk.columns.remembered()] == [HEADERS]


def test_a_table_that_is_gone_is_told_and_passed_over(desk_window, tmp_path, qtbot):
    gone = write_table(tmp_path / "一.csv")
    take_in(desk_window, qtbot, gone, write_table(tmp_path / "二.csv", 2, ("a", "b", "c", "d")))
    gone.unlink()
    desk_window.transfers.report.map_wanted.emit("")
    wait_idle(desk_window, qtbot)
    assert "文件不存在" in desk_window.bar.words
    assert desk_window.transfers.mapper.dialog._title.text() == "二.csv"


def test_while_another_import_runs_nothing_that_was_said_is_lost(desk_window, tmp_path, qtbot):
    folder = tmp_path / "多"
    for number in range(60):
        write_samples(folder / str(number))[0].write_text(LONG.format(number) * 3, encoding="utf-8")
    dialog = mapping_of(desk_window, qtbot, write_table(tmp_path / "来稿.csv"))
    desk_window.transfers.take_in([folder])
    dialog.take_button.click()
    assert "上一项" in desk_window.bar.words
    assert dialog.isVisible()
    assert dialog.isEnabled()
    wait_idle(desk_window, qtbot)
    dialog.take_button.click()
    wait_idle(desk_window, qtbot)
    assert {"桥头渡口1号之1", "桥头渡口1号之2"} <= set(titles(desk_window))


def test_what_is_remembered_is_changed_and_forgotten(desk_window, tmp_path, qtbot):
    mapping_of(desk_window, qtbot, write_table(tmp_path / "来稿.csv")).take_button.click()
    wait_idle(desk_window, qtbot)
    desk_window.actions_["columns"].trigger()
    wait_idle(desk_window, qtbot)
    dialog = desk_window.transfers.mapper.remembered
    assert dialog.model.index(0, 0).data() == "、".join(HEADERS)
    assert not dialog.save_button.isEnabled()
    dialog.form.fields[Column.BODY].setCurrentIndex(0)
    assert dialog.reason.text()
    assert not dialog.save_button.isEnabled()
    dialog.form.give(2, Column.BODY)
    dialog.form.give(0, Column.AUTHOR)
    dialog.save_button.click()
    wait_idle(desk_window, qtbot)
    (layout,) = desk_window._desk.columns.remembered()
    assert (layout.named(Column.AUTHOR), layout.named(Column.BODY)) == ("流水号", "稿文")
    dialog.forget_button.click()
    wait_idle(desk_window, qtbot)
    assert desk_window._desk.columns.remembered() == ()
    assert dialog.model.rowCount() == 0
    assert not dialog.forget_button.isEnabled()
    desk_window.bar._button.click()
    wait_idle(desk_window, qtbot)
    assert desk_window._desk.columns.remembered() == (layout,)
    dialog.forget_button.click()
    wait_idle(desk_window, qtbot)
    take_in(desk_window, qtbot, write_table(tmp_path / "又一份.csv", 2))
    assert desk_window.transfers.report.shown.unmapped, "asked again"


def test_a_wide_table_stays_within_the_dialog(desk_window, tmp_path, qtbot):
    wide = [(*(f"栏{n}" for n in range(150)), "稿文"), (*["x"] * 150, LONG.format(3))]
    dialog = mapping_of(desk_window, qtbot, write_book(tmp_path / "宽.xlsx", {"甲": wide}))
    assert dialog.width() <= 1040
    assert dialog.form.columns == {150: Column.BODY}
    shown = dialog.pane.columnViewportPosition(150)
    assert 0 <= shown < dialog.pane.viewport().width(), "what was guessed is in sight"
    assert dialog.form.fields[Column.BODY].count() == 152


def test_the_report_is_copied_saved_filtered_and_its_notes_are_shown(desk_window, tmp_path, qtbot):
    window = desk_window
    window._desk.columns.path.write_text("damaged", encoding="utf-8")
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")
    take_in(window, qtbot, *write_samples(tmp_path / "稿"), empty, write_table(tmp_path / "来稿.csv"))
    report = window.transfers.report
    assert "columns.json" in report._notes.text()
    assert report._notes.isVisible()
    statuses = [report.model.row_at(row).status for row in range(report.model.rowCount())]
    assert statuses == [ImportStatus.UNMAPPED, ImportStatus.FAILED, ImportStatus.DONE, ImportStatus.DONE]
    report.copy_button.click()
    assert QGuiApplication.clipboard().text() == report.shown.text
    report.chips.choose(str(ImportStatus.FAILED))
    assert report.model.rowCount() == 1
    report.table.setFocus()
    QTest.keySequence(report.table, "Ctrl+C")
    (line,) = QGuiApplication.clipboard().text().splitlines()
    assert line.split("\t")[:2] == [str(empty), "失败"]
    report.chips.choose("")
    report.table.selectAll()
    QTest.keySequence(report.table, "Ctrl+C")
    assert len(QGuiApplication.clipboard().text().splitlines()) == 4
    window.transfers.save_report(tmp_path / "报告.tsv")
    wait_idle(window, qtbot)
    assert "报告.tsv" in window.bar.words
    assert str(empty) in (tmp_path / "报告.tsv").read_text(encoding="utf-8")
    window.transfers.save_report(tmp_path / "没有" / "报告.csv")
    wait_idle(window, qtbot)
    assert "文件夹不存在" in window.bar.words


def test_long_reasons_are_read_whole(desk_window, tmp_path, qtbot):
    rows = [tuple(f"很长的列名之{n}" for n in range(12)), ("x",) * 12]
    take_in(desk_window, qtbot, write_book(tmp_path / "表.xlsx", {"甲": rows}))
    report = desk_window.transfers.report
    qtbot.wait(20)
    assert report.table.rowHeight(0) > 60
    narrow = report.table.rowHeight(0)
    report.resize(1600, 500)
    qtbot.waitUntil(lambda: report.table.rowHeight(0) < narrow)
