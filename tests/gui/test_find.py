from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ecodesk.gui.article.find import MOST, places_of
from tests.gui.window_support import fact_named


def words_at(text: str, looked_for: str) -> list[str]:
    return [text[place.start : place.end] for place in places_of(looked_for, text)]


@pytest.mark.parametrize(("looked_for", "text", "found"), [
    ("产值", "产值9亿元，人均产值", ["产值", "产值"]), ("1.2亿", "12000万元与1.2亿元、120,000,000元",
                                                ["12000万", "1.2亿", "120,000,000"]),
    ("臺灣", "台湾，臺灣", ["台湾", "臺灣"]), ("gdp", "GDP增长", ["GDP"]), ("a+b", "aab a+b", ["a+b"]),
    ("没有", "产值", []), ("  ", "产值", []),
])
def test_places_of_words(looked_for, text, found):
    assert words_at(text, looked_for) == found


def test_no_more_places_than_can_be_looked_at():
    assert len(places_of("一", "一" * 10_000)) == MOST


def test_the_bar_walks_round_the_article(window, qtbot):
    fact = fact_named(window._desk, "600万吨")
    window.go_to(fact.id)
    window.actions_["find"].trigger()
    bar, view = window.review.find, window.review.view
    bar.field.setText("酥梨")
    total = view.text.count("酥梨")
    assert total > 2
    assert bar.count.text() == f"1 / {total}"
    first = view.place
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert view.place != first
    qtbot.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == f"{total} / {total}"
    assert window._desk.queries.fact(fact.id).status == fact.status
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert view.place is None
    assert QApplication.focusWidget() is window.review.facts.table


def test_another_article_is_searched_at_once(window, qtbot):
    window.go_to(fact_named(window._desk, "600万吨").id)
    window.actions_["find"].trigger()
    window.review.find.field.setText("步道")
    assert window.review.find.count.text() == "没有找到"
    window.go_to(fact_named(window._desk, "18公里").id)
    assert window.review.find.count.text() == "1 / 1"
