"""At 1280×800, the smallest screen we promise, nothing an editor needs is cut or out of sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QPushButton, QToolTip

from ecodesk.gui.article.sheet import block_font
from ecodesk.gui.facts.table import shared_widths
from ecodesk.gui.models.facts import WIDTHS, Column
from ecodesk.gui.printed import printed_value
from ecodesk.gui.theme import CONTROL_PX
from tests.gui.window_support import fact_named, settings_in, wait_idle, window_on


@pytest.fixture
def sample(tmp_path, qtbot):
    with window_on(settings_in(tmp_path / "desk"), qtbot) as window:
        window.actions_["sample"].trigger()
        wait_idle(window, qtbot)
        if window.transfers.report is not None:
            window.transfers.report.close()
        window.resize(1280, 800)
        window.review.set_default_sizes(1280 - 52)
        yield window


def test_the_inspector_shows_the_slip_without_scrolling(sample, qtbot):
    sample.go_to(fact_named(sample._desk, "135万吨").id)
    inspector = sample.review.inspector
    qtbot.waitUntil(lambda: inspector.suggestion is not None)
    qtbot.wait(50)
    area = inspector._area
    assert area.verticalScrollBar().value() == 0
    offer = next(button for button in inspector.findChildren(QPushButton)
                 if button.isVisible() and button.text().startswith("改为"))
    for widget in (offer, inspector._line):
        foot = widget.mapTo(area.viewport(), QPoint(0, widget.height())).y()
        assert foot <= area.viewport().height()


def test_subjects_and_indicators_are_readable(sample):
    table, model = sample.review.facts.table, sample.review.facts.model
    metrics = QFontMetricsF(block_font(CONTROL_PX))
    words = [(column, model.index(row, column).data() or "") for row in range(model.rowCount())
             for column in (Column.SUBJECT, Column.INDICATOR)]
    cut = [text for column, text in words
           if metrics.horizontalAdvance(text) + 12 > table.columnWidth(column)]
    spare = [column for column in Column if column not in (Column.SUBJECT, Column.INDICATOR, Column.CROSS)
             and table.columnWidth(column) > 120]
    assert len(cut) <= 2
    assert not spare


def test_widths_fill_the_room_whatever_the_words(window):
    first = [column for column in Column if column <= Column.TRUST]
    needed = dict(zip(first, WIDTHS, strict=False)) | {Column.SUBJECT: 60, Column.INDICATOR: 240}
    widths = shared_widths(needed, 560)
    assert sum(widths.values()) == 560
    assert widths[Column.INDICATOR] > widths[Column.SUBJECT] >= 60
    both = shared_widths(needed | {Column.SUBJECT: 240}, 560)
    assert min(both[Column.SUBJECT], both[Column.INDICATOR]) >= 76
    assert shared_widths(needed | {Column.UNIT: 900}, 560)[Column.UNIT] < 100


def test_news_moves_no_pane(sample, qtbot):
    before = sample.pages.geometry()
    sample.bar.tell("一条不长的消息", "查看报告", lambda: None)
    sample.sheet.begin("正在导入")
    sample.sheet.step(3, 10, "一个名字很长很长很长很长很长很长很长很长的文件.txt")
    qtbot.wait(30)
    assert sample.pages.geometry() == before
    assert sample.bar.geometry().bottom() < sample.status.geometry().top()
    assert sample.status.editor.geometry().right() <= sample.status.width()
    sample.sheet.hide()
    QToolTip.hideText()


@pytest.mark.parametrize("width", [1280, 1440, 1920])
def test_numbers_are_never_cut(sample, qtbot, width):
    sample.resize(width, 800)
    sample.review.set_default_sizes(width - 52)
    table, model = sample.review.facts.table, sample.review.facts.model
    metrics = QFontMetricsF(block_font(CONTROL_PX))
    for article in sample._desk.queries.articles():
        sample.selection.open_article(article.id)
        qtbot.wait(20)
        cut = [row.fact.text for row in map(model.row_at, range(model.rowCount()))
               if not row.fact.is_claim
               and metrics.horizontalAdvance(printed_value(row.fact)) + 12 > table.columnWidth(Column.VALUE)]
        assert not cut
        assert table.horizontalScrollBar().maximum() == 0


def test_a_fact_that_is_gone_to_comes_into_sight(sample, qtbot):
    fact = fact_named(sample._desk, "135万吨").id
    sample.go_to(fact)
    bar = sample.review.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    sample.review.facts.table.verticalScrollBar().setValue(0)
    sample.go_to(fact)
    top = sample.review.view.rects(fact)[0].top() - bar.value()
    assert 0 < top < sample.review.view.viewport().height()


def test_of_a_date_that_is_too_long_the_year_is_read(sample):
    sample.go_to(fact_named(sample._desk, "30万亩").id)
    table, model = sample.review.facts.table, sample.review.facts.model
    dates = [model.index(row, Column.PERIOD).data() for row in range(model.rowCount())]
    metrics = QFontMetricsF(block_font(CONTROL_PX))
    assert any(len(date) > 4 for date in dates)
    least = min(metrics.horizontalAdvance("2024…"), max(map(metrics.horizontalAdvance, dates)))
    assert table.columnWidth(Column.PERIOD) >= least + 8
