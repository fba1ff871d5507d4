"""Copy comes in: pasted, dropped as a folder, a long import that is stopped, and the first start."""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication

from ecodesk.gui.transfers import PASTED, keep_pasted
from tests.gui.window_support import ORCHARD, drop_files, settings_in, wait_idle, window_on, write_samples


def test_a_first_start_offers_three_things(tmp_path, qtbot):
    with window_on(settings_in(tmp_path / "desk"), qtbot) as window:
        names = [button.accessibleName() for button in window.review.start.buttons]
        assert names == ["导入文件", "粘贴文字", "打开示例"]
        assert all(button.isVisible() for button in window.review.start.buttons)
        qtbot.mouseClick(window.review.start.buttons[2], Qt.MouseButton.LeftButton)
        wait_idle(window, qtbot)
        assert window.selection.current is not None
        if window.transfers.report is not None:
            window.transfers.report.close()


def test_pasted_words_become_an_article(tmp_path, qtbot):
    settings = settings_in(tmp_path / "desk")
    with window_on(settings, qtbot) as window:
        QGuiApplication.clipboard().setText(ORCHARD)
        qtbot.keyClick(window, Qt.Key.Key_V,
                       Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        wait_idle(window, qtbot)
        assert [row.title for row in window._desk.queries.articles()] == ["酥梨账本"]
        assert (settings.data_folder / PASTED / "酥梨账本.txt").is_file()
        assert window.selection.current is not None


def test_copied_files_are_pasted_as_files(tmp_path, qtbot):
    paths = write_samples(tmp_path / "稿件")
    with window_on(settings_in(tmp_path / "desk"), qtbot) as window:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        QGuiApplication.clipboard().setMimeData(data)
        window.transfers.paste()
        wait_idle(window, qtbot)
        assert len(window._desk.queries.articles()) == len(paths)


def test_an_empty_clipboard_is_told(tmp_path, qtbot):
    with window_on(settings_in(tmp_path / "desk"), qtbot) as window:
        QGuiApplication.clipboard().clear()
        window.actions_["paste"].trigger()
        assert "剪贴板" in window.bar.words
        assert not window._desk.queries.articles()


def test_pasted_files_are_named_by_their_first_line(tmp_path):
    first = keep_pasted("要闻：梨/花<节>开幕\n正文", tmp_path)
    assert first.name == "要闻：梨 花 节 开幕.txt"
    assert keep_pasted("要闻：梨/花<节>开幕\n正文", tmp_path) == first
    second = keep_pasted("要闻：梨/花<节>开幕\n另一篇", tmp_path)
    assert second.name == "要闻：梨 花 节 开幕 2.txt"
    assert keep_pasted("长" * 300, tmp_path).stem == "长" * 40


def test_a_folder_is_taken_in_by_drag_and_drop(tmp_path, qtbot):
    write_samples(tmp_path / "稿件" / "里层")
    with window_on(settings_in(tmp_path / "desk"), qtbot) as window:
        assert drop_files(window, [tmp_path / "稿件"])
        wait_idle(window, qtbot)
        assert {row.title for row in window._desk.queries.articles()} == {"酥梨账本", "河滩新景"}


def test_a_long_import_shows_progress_and_can_be_stopped(tmp_path, qtbot):
    folder = tmp_path / "稿件"
    folder.mkdir()
    for number in range(150):
        text = ORCHARD.replace("12万亩", f"{number + 10}万亩")
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    with window_on(settings_in(tmp_path / "desk"), qtbot) as window:
        window.transfers.take_in([folder])
        # Stopping is immediate: only what was finished before is kept.
        qtbot.waitUntil(lambda: bool(re.search(r"[1-9]\d* / 151", window.sheet.words)), timeout=20_000)
        assert window.sheet.isVisible()
        qtbot.mouseClick(window.sheet.stop_button, Qt.MouseButton.LeftButton)
        wait_idle(window, qtbot)
        kept = len(window._desk.queries.articles())
        assert 0 < kept < 150
        assert not window.sheet.isVisible()
        report = window.transfers.report
        assert "已停止" in report.text() or "未处理" in report.text()
        report.close()


def test_a_value_is_found_however_it_is_written(tmp_path, qtbot):
    path = tmp_path / "账.txt"
    path.write_text("青禾碳账\n\n青禾县碳平台2023年交易额达12000万元，合作社86家，步道18公里。\n",
                    encoding="utf-8")
    with window_on(settings_in(tmp_path / "desk"), qtbot) as window:
        window.transfers.take_in([path])
        wait_idle(window, qtbot)
        window.actions_["search"].trigger()
        window.search.insert("1.2亿")
        window.search.textEdited.emit("1.2亿")
        qtbot.waitUntil(lambda: window.search.results.rowCount() > 0)
        qtbot.keyClick(window.search, Qt.Key.Key_Return)
        assert window.selection.current.fact.text == "12000万元"
