from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QLabel

from ecodesk.domain.decisions import Status
from ecodesk.gui.actions import SPECS, key_name
from ecodesk.gui.app import make_application, make_look, run
from ecodesk.gui.theme import Scheme
from tests.gui.window_support import (
    copy_desk,
    drop_files,
    fact_named,
    settings_in,
    wait_idle,
    window_on,
    write_samples,
)


def test_pages_open_and_show_their_rows(window, qtbot):
    window._desk.reviewing.decide([fact_named(window._desk, "86家").id], Status.VERIFIED)
    for name in ("page_cross", "page_overview", "page_record", "page_review"):
        window.actions_[name].trigger()
        wait_idle(window, qtbot)
        assert window.rail._buttons[name].isChecked()
    assert window.record.model.rowCount() == 1
    assert sum(bar.parts[0].count for bar in window.overview.cards.charts["verdicts"].bars) > 0
    assert window.cross.pane.model.rowCount() > 0


def test_the_first_finding_shows_its_articles_and_its_fact(window, qtbot):
    window.actions_["page_cross"].trigger()
    wait_idle(window, qtbot)
    window.cross.pane.chips.choose("rounded")
    finding = window.cross.pane.current
    shown = {side.article_id for side in window.cross.sides if side.isVisible()}
    assert shown == {row.article_id for row in finding.rows}
    assert window.selection.current.id in {row.id for row in finding.rows}


def test_deciding_on_the_cross_page_goes_to_the_next_finding(window, qtbot):
    window.actions_["page_cross"].trigger()
    wait_idle(window, qtbot)
    window.cross.pane.chips.choose("doubt")
    first, fact = window.cross.pane.current, window.selection.current
    qtbot.keyClick(window.cross.pane.list, Qt.Key.Key_F7)
    wait_idle(window, qtbot)
    assert window._desk.queries.fact(fact.id).status is Status.QUERIED
    assert window.cross.pane.current.id != first.id or window.cross.pane.model.rowCount() == 1


def test_going_from_a_finding_to_the_article(window, qtbot):
    window.actions_["page_cross"].trigger()
    wait_idle(window, qtbot)
    window.cross.pane.chips.choose("doubt")
    chosen = window.selection.current
    qtbot.keyClick(window.cross.pane.list, Qt.Key.Key_Return)
    assert window.pages.currentWidget() is window.review
    assert window.selection.current.id == chosen.id
    assert window._desk.queries.fact(chosen.id).status is Status.OPEN


@pytest.mark.parametrize("words", ["步道", "18", "2023"])
def test_search_finds_facts_and_goes_there(window, qtbot, words):
    window.actions_["search"].trigger()
    assert window.search.hasFocus()
    window.search.insert(words)
    window.search.textEdited.emit(words)
    qtbot.waitUntil(lambda: window.search.results.rowCount() > 0)
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    found = window.selection.current
    assert words in found.fact.sentence + found.fact.period
    assert window.review.facts.table.hasFocus()


def test_an_empty_desk_says_what_to_do(tmp_path, qtbot):
    with window_on(settings_in(tmp_path / "empty"), qtbot) as window:
        assert window.review.articles._stack.currentIndex() == 0
        assert window.status.progress.text() == "还没有稿件"
        window.actions_["verify"].trigger()
        for name in ("page_cross", "page_overview", "page_record"):
            window.actions_[name].trigger()
            wait_idle(window, qtbot)
        assert not window.grab().isNull()


def test_the_sample_articles_open(tmp_path, qtbot):
    with window_on(settings_in(tmp_path / "sample"), qtbot) as window:
        window.actions_["sample"].trigger()
        wait_idle(window, qtbot)
        assert window.selection.current is not None
        assert len(window._desk.queries.articles()) >= 5
        if window.transfers.report is not None:
            window.transfers.report.close()


def test_files_are_taken_in_by_drag_and_drop(tmp_path, qtbot):
    paths = write_samples(tmp_path / "稿件")
    (tmp_path / "空.txt").write_bytes(b"")
    with window_on(settings_in(tmp_path / "desk"), qtbot) as window:
        assert drop_files(window, [*paths, tmp_path / "空.txt"])
        wait_idle(window, qtbot)
        assert len(window._desk.queries.articles()) == 2
        report = window.transfers.report
        assert "空.txt" in report.text()
        report.copy()
        assert QGuiApplication.clipboard().text() == report.text()
        report.close()


def test_layout_and_theme_are_kept(template_desk, tmp_path, qtbot):
    settings = copy_desk(template_desk, tmp_path / "desk")
    with window_on(settings, qtbot) as window:
        window.review.panes.setSizes([300, 1000])
        wide = window.review.panes.sizes()[0]
        table = window.review.facts.table
        table.own_widths = True
        table.setColumnWidth(1, 155)
        window.actions_["theme"].trigger()
    assert make_look(make_application(), settings).theme.scheme is Scheme.DARK
    with window_on(settings, qtbot) as window:
        assert abs(window.review.panes.sizes()[0] - wide) <= 40
        assert window.review.facts.table.columnWidth(1) == 155


def test_columns_fill_the_table_without_a_scroll_bar(window, qtbot):
    for width in (1280, 1440, 1900):
        window.resize(width, 800)
        window.review.set_default_sizes(width - 52)
        qtbot.wait(30)
        assert window.review.facts.table.horizontalScrollBar().maximum() == 0


def test_everything_on_screen_is_chinese(window, qtbot):
    window.show_keys()
    widgets = [*window.findChildren(QAbstractButton), *window.findChildren(QLabel)]
    english = [widget.text() for widget in widgets
               if widget.text().isascii() and any(c.isalpha() for c in widget.text())]
    window._keys.close()
    keys = {key_name(key) for spec in SPECS for key in spec.keys}
    assert not [text for text in english if text not in keys]
    menu = window.review.view.createStandardContextMenu(QPoint(5, 5))
    texts = [action.text() for action in menu.actions() if action.text()]
    menu.deleteLater()
    assert texts
    assert not [text for text in texts if text.split("\t")[0].replace("&", "").isascii()]


def test_a_picture_of_the_window_is_taken(tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    path = tmp_path / "pictures" / "window.png"
    assert run(settings_in(tmp_path / "desk"), write_samples(tmp_path / "稿件"), screenshot=path) == 0
    picture = QImage(str(path))
    assert (picture.width(), picture.height()) == (1440, 900)
    assert len({picture.pixel(x, y) for x in range(0, 1440, 30) for y in range(0, 900, 30)}) > 8


def test_a_known_error_at_the_start_is_told_in_chinese(tmp_path, qtbot, capsys, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    folder = tmp_path / "desk"
    settings = settings_in(folder)
    (folder / "desk.sqlite3").write_text("这不是数据库，只是一段文字。" * 200, encoding="utf-8")
    assert run(settings, screenshot=tmp_path / "x.png") == 2
    assert any("\u4e00" <= character <= "\u9fff" for character in capsys.readouterr().err)
    assert not Path(tmp_path / "x.png").exists()


def test_the_workbook_comes_back(window, qtbot, tmp_path):
    import openpyxl

    path = tmp_path / "out.xlsx"
    window.transfers.export(path)
    wait_idle(window, qtbot)
    assert "out.xlsx" in window.bar.words
    book = openpyxl.load_workbook(path)
    sheet = book["数据明细"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "状态" for cell in row))
    column = next(cell.column for cell in head if cell.value == "状态")
    row = next(cell.row for cell in sheet[sheet.cell(head[0].row, column).column_letter]
               if cell.value == "待核" and cell.row > head[0].row)
    sheet.cell(row, column).value = "已核"
    book.save(path)
    window.transfers.preview(path)
    qtbot.waitUntil(lambda: window.transfers.take_back is not None)
    dialog = window.transfers.take_back
    assert "只有工作簿改了 1 条" in "".join(line.text() for line in dialog.findChildren(QLabel))
    dialog.take_button.click()
    wait_idle(window, qtbot)
    assert window._desk.queries.batches()[0].decided == 1


def test_the_list_follows_into_a_batch_that_was_not_read(settings, qtbot, tmp_path):
    with window_on(settings, qtbot) as window:
        oldest = window._desk.queries.articles()[0]
        for name in ("再来一篇", "又来一篇"):
            path = tmp_path / f"{name}.txt"
            path.write_text(f"{name}。青禾县今年种茶{len(name)}万亩。", encoding="utf-8")
            window._desk.importing.import_paths([path])
    with window_on(settings, qtbot) as window:
        tree, model = window.review.articles.tree, window.review.articles.model
        middle = window._desk.queries.articles()[2]
        assert not model.index_of(middle.id).isValid(), "only what is shown is read"
        for wanted in (middle, oldest):
            window.go_to_article(wanted.id)
            wait_idle(window, qtbot)
            assert model.row_of(tree.currentIndex()).id == wanted.id
            assert tree.isExpanded(tree.currentIndex().parent())
