"""Articles parted and joined in the window: by key at the text cursor, by menu, and taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu

from ecodesk.domain.decisions import Status
from ecodesk.gui.main_window import MainWindow
from tests.gui.window_support import fact_named, settings_in, wait_idle, window_on

PAGE = """酥梨账本

青禾县酥梨种植面积达到12万亩，产量6万吨。

河滩新景

沿河新修步道18公里，建成公园4个。𠮷庆桥头的老人说，现在走一圈要40分钟😀。

老人每天都来，一走就是3圈。
"""


@pytest.fixture
def paged(tmp_path, qtbot):
    """A window on a file of two articles that was read as one; the second figure is verified."""
    path = tmp_path / "两篇.txt"
    path.write_text(PAGE, encoding="utf-8")
    with window_on(settings_in(tmp_path / "desk"), qtbot) as window:
        window.transfers.take_in([path])
        wait_idle(window, qtbot)
        if window.transfers.report:
            window.transfers.report.close()
        window._desk.reviewing.decide([fact_named(window._desk, "18公里").id], Status.VERIFIED)
        yield window


def put_cursor(window: MainWindow, words: str) -> None:
    view = window.review.view
    text = view.document().toRawText()
    cursor = QTextCursor(view.document())
    # Positions of Qt count UTF-16 units; before these words there is none of two.
    cursor.setPosition(text.index(words))
    view.setTextCursor(cursor)


def titles(window: MainWindow) -> list[str]:
    model = window.review.articles.model
    batch = model.index(0, 0)
    return [model.row_of(model.index(row, 0, batch)).title for row in range(model.rowCount(batch))]


def test_parted_at_the_cursor_by_key_and_taken_back(paged, qtbot):
    put_cursor(paged, "河滩新景")
    qtbot.keyClick(paged.review.view, Qt.Key.Key_D,
                   Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    wait_idle(paged, qtbot)
    assert titles(paged) == ["酥梨账本", "河滩新景"]
    assert paged.selection.detail.row.title == "河滩新景"
    assert [row.status for row in paged.selection.rows if "18公里" in row.fact.text] == [Status.VERIFIED]
    assert paged.actions_["undo"].text() == "撤销：分稿"
    paged.actions_["undo"].trigger()
    wait_idle(paged, qtbot)
    assert titles(paged) == ["酥梨账本"]
    assert "河滩新景" in paged.selection.detail.article.clean.text
    paged.actions_["redo"].trigger()
    wait_idle(paged, qtbot)
    assert titles(paged) == ["酥梨账本", "河滩新景"]


def test_joined_with_the_one_before(paged, qtbot):
    put_cursor(paged, "河滩新景")
    paged.actions_["part"].trigger()
    wait_idle(paged, qtbot)
    assert paged.actions_["join"].isEnabled()
    paged.actions_["join"].trigger()
    wait_idle(paged, qtbot)
    assert titles(paged) == ["酥梨账本"]
    assert not paged.actions_["join"].isEnabled()
    assert paged.bar.isVisible()


def test_the_first_paragraph_is_refused_with_a_reason(paged, qtbot):
    put_cursor(paged, "酥梨账本")
    before = titles(paged)
    cursor = paged.review.view.textCursor()
    cursor.setPosition(2)
    paged.review.view.setTextCursor(cursor)
    paged.actions_["part"].trigger()
    wait_idle(paged, qtbot)
    assert titles(paged) == before
    assert "第一段" in paged.bar.words


def test_part_from_the_source_view(paged, qtbot):
    paged.actions_["source"].trigger()
    put_cursor(paged, "河滩新景")
    paged.actions_["part"].trigger()
    wait_idle(paged, qtbot)
    assert titles(paged) == ["酥梨账本", "河滩新景"]


def test_the_menu_of_the_text_is_in_chinese_and_offers_both(paged, qtbot):
    view = paged.review.view
    place = QPoint(120, 120)
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place,
                                                              view.viewport().mapToGlobal(place)))
    (menu,) = [one for one in paged.review.findChildren(QMenu) if one.isVisible()]
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    menu.close()
    assert words == ["复制", "全选", "登记为数据", "登记为断语", "改字", "复制改后全文", "另成一篇",
                     "并入上一篇", "原文"]
