from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from ecodesk.domain.decisions import Status
from ecodesk.gui.article.view import ArticleView
from ecodesk.gui.marks import CONFLICT, OPEN, QUERIED, REJECTED, VERIFIED, Line, mark_of
from ecodesk.gui.theme import Look, Scheme
from tests.gui.window_support import fact_named, wait_idle


def words_under(view: ArticleView, rect) -> str:
    """What the document shows inside a highlight, read by position."""
    cursor = view.cursorForPosition((rect.topLeft() - QPointF(0, view.verticalScrollBar().value())).toPoint()
                                    + QPoint(1, 8))
    start = cursor.position()
    end_point = rect.bottomRight() - QPointF(1, view.verticalScrollBar().value() + 8)
    end = view.cursorForPosition(end_point.toPoint()).position()
    units = view.document().toPlainText().encode("utf-16-le")
    return units[2 * start : 2 * end].decode("utf-16-le", "replace")


@pytest.fixture
def view(window):
    return window.review.view


def show(window, text: str) -> int:
    fact = fact_named(window._desk, text)
    window.go_to(fact.id)
    return fact.id


def test_highlights_lie_on_their_words_behind_wide_characters(window, view, qtbot):
    # 𠮷 and 😀 take two UTF-16 units each: a wrong conversion would shift what follows.
    fact_id = show(window, "40分钟")
    wait_idle(window, qtbot)
    assert words_under(view, view.rects(fact_id)[0]).startswith("40")


def test_a_click_on_a_highlight_chooses_its_fact(window, view, qtbot):
    show(window, "21万亩")
    other = fact_named(window._desk, "18公里")
    place = view.rects(other.id)[0].center() - QPointF(0, view.verticalScrollBar().value())
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert window.selection.current.id == other.id
    assert view.current == (other.id,)


def test_the_source_shows_the_same_fact_through_the_offset_map(window, view, qtbot):
    fact_id = show(window, "18公里")
    window.actions_["source"].trigger()
    assert view.showing_source
    assert view.current == (fact_id,)
    assert words_under(view, view.rects(fact_id)[0]).startswith("18")
    assert window.review.banner.isVisible()
    window.actions_["source"].trigger()
    assert not view.showing_source


def test_scrolling_is_kept_when_a_status_changes(window, view, qtbot):
    window.resize(1280, 640)
    fact_id = show(window, "全国首批")
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    before = bar.value()
    window.selection.expect([fact_id], Status.VERIFIED)
    assert bar.value() == before


def test_the_article_takes_no_input_method(view):
    assert not view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert view.isReadOnly()


def test_the_margin_marks_what_is_left_to_do(window, qtbot):
    show(window, "12万亩")
    margin = window.review.margin
    before = {row.id for row, _ in margin.places()}
    fact = fact_named(window._desk, "86家")
    here = next(row for row in window.selection.rows if row.fact.text == "86家")
    assert here.id in before
    window.selection.expect([here.id], Status.VERIFIED)
    assert here.id not in {row.id for row, _ in margin.places()}
    assert fact.fact.text == "86家"


def test_a_click_in_the_margin_goes_to_the_fact(window, qtbot):
    show(window, "12万亩")
    margin = window.review.margin
    row, height = margin.places()[-1]
    qtbot.mouseClick(margin, Qt.MouseButton.LeftButton, pos=QPoint(10, round(height)))
    places = {item.id: place for item, place in margin.places()}
    assert abs(places[window.selection.current.id] - height) <= 5
    assert row in window.selection.rows


@pytest.mark.parametrize(("status", "mark"), [
    (Status.VERIFIED, VERIFIED), (Status.REJECTED, REJECTED), (Status.QUERIED, QUERIED),
])
def test_a_decision_speaks_before_the_checks(window, status, mark):
    fact = fact_named(window._desk, "600万吨")
    assert mark_of(fact) is QUERIED
    window._desk.reviewing.decide([fact.id], status)
    assert mark_of(window._desk.queries.fact(fact.id)) is mark


def test_every_mark_has_its_own_colour_and_line():
    assert len({mark.role for mark in (OPEN, VERIFIED, QUERIED, REJECTED, CONFLICT)}) == 5
    assert {OPEN.line, VERIFIED.line, QUERIED.line, REJECTED.line} == set(Line)


def test_a_view_without_an_article_is_empty(qtbot):
    view = ArticleView(Look(Scheme.DARK))
    qtbot.addWidget(view)
    view.show_article(None)
    view.set_current(5)
    assert view.current == ()
    assert view.marks() == []
    assert not view.grab().isNull()
