from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from ecodesk.domain.decisions import Status
from ecodesk.domain.facets import DeskFilter
from tests.gui.window_support import fact_named, wait_idle

ROW = 38  # pixels a bar takes


@pytest.fixture
def page(window, qtbot):
    window._desk.reviewing.decide([fact_named(window._desk, "86家").id], Status.VERIFIED)
    window.actions_["page_overview"].trigger()
    wait_idle(window, qtbot)
    return window.overview


def listed(window, qtbot):
    """Ids of the facts that the table lists now."""
    wait_idle(window, qtbot)
    assert window.pages.currentWidget() is window.review
    assert window.listing.on
    return {row.id for row in window.review.facts.model.shown()}


@pytest.mark.parametrize("name", ["batches", "worst", "indicators", "states", "verdicts", "kinds"])
def test_a_bar_lists_just_what_it_counts(window, qtbot, page, name):
    chart = page.charts[name]
    number, bar = next((at, one) for at, one in enumerate(chart.bars) if isinstance(one.target, DeskFilter))
    counted = {row.id for row in window._desk.queries.found(bar.target)}
    assert counted
    assert window._desk.queries.total(bar.target) == len(counted)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(40, number * ROW + 12))
    assert listed(window, qtbot) == counted
    assert window.listing.filtering.wanted == bar.target


def test_counts_on_the_bars_are_those_of_the_list(window, page):
    total = window._desk.queries.total(DeskFilter())
    assert sum(part.count for bar in page.charts["states"].bars for part in bar.parts) == total
    for name in ("verdicts", "kinds", "indicators"):
        for bar in page.charts[name].bars:
            assert sum(part.count for part in bar.parts) == window._desk.queries.total(bar.target)


def test_bars_are_opened_by_keys_and_enter_decides_nothing(window, qtbot, page):
    chart = page.charts["indicators"]
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    assert chart.current is chart.bars[0]
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    assert chart.current is chart.bars[0]
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    second = chart.bars[1]
    assert second.name in chart.accessibleName()
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert listed(window, qtbot) == {row.id for row in window._desk.queries.found(second.target)}
    assert len(window._desk.queries.decisions()) == 1


def test_a_bar_of_nothing_opens_nothing(window, qtbot, page):
    chart = page.charts["states"]
    number = next(at for at, bar in enumerate(chart.bars) if not bar.parts[0].count)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(40, number * ROW + 12))
    assert window.pages.currentWidget() is page


def test_what_a_bar_opened_can_be_seen_and_taken_away_in_the_panel(window, qtbot, page):
    bar = page.charts["kinds"].bars[0]
    window.go_to_filter(bar.target)
    listed(window, qtbot)
    assert any(bar.name in chip.text() for chip in window.listing.active.chips)
    assert "kind" in window.listing.panel.open_facets()
    window.actions_["clear_filter"].trigger()
    assert len(listed(window, qtbot)) == window._desk.queries.total(DeskFilter())
