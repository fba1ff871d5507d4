from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip

from ecodesk.domain.decisions import Status
from ecodesk.domain.facets import DeskFilter, Facet
from ecodesk.gui import scale
from ecodesk.gui.overview.charts import ROW
from ecodesk.gui.theme import Scheme
from tests.gui.window_support import fact_named, leftover_windows, wait_idle, write_samples

CHARTS = ["batches", "worst", "indicators", "states", "verdicts", "kinds"]


@pytest.fixture
def page(window, qtbot):
    window._desk.reviewing.decide([fact_named(window._desk, "86家").id], Status.VERIFIED)
    window.actions_["page_overview"].trigger()
    wait_idle(window, qtbot)
    return window.overview.cards


def listed(window, qtbot):
    """Ids of the facts that the table lists now."""
    wait_idle(window, qtbot)
    assert window.pages.currentWidget() is window.review
    assert window.listing.on
    return {row.id for row in window.review.facts.model.shown()}


def place_of(chart, number):
    """On the bar itself: in the middle of its row, a little right of where it begins."""
    left = chart.space.mapRectToScene(chart.space.rect()).left()
    return QPoint(round(left) + 3, round((number + 0.5) * scale.scaled(ROW)))


def click(qtbot, chart, number):
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=place_of(chart, number))


def colours(chart):
    """Of the card that a chart lies on."""
    image = chart.parentWidget().grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(0, image.height(), 2)}


@pytest.mark.parametrize("name", CHARTS)
def test_a_bar_lists_just_what_it_counts(window, qtbot, page, name):
    chart = page.charts[name]
    number, bar = next((at, one) for at, one in enumerate(chart.bars) if isinstance(one.target, DeskFilter))
    counted = {row.id for row in window._desk.queries.found(bar.target)}
    assert counted
    assert window._desk.queries.total(bar.target) == len(counted)
    click(qtbot, chart, number)
    assert listed(window, qtbot) == counted
    assert window.listing.filtering.wanted == bar.target


def test_counts_on_the_bars_are_those_of_the_list(window, page):
    total = window._desk.queries.total(DeskFilter())
    assert sum(part.count for bar in page.charts["states"].bars for part in bar.parts) == total
    for name in ("verdicts", "kinds", "indicators"):
        for bar in page.charts[name].bars:
            assert sum(part.count for part in bar.parts) == window._desk.queries.total(bar.target)


def test_the_longest_of_the_bars_that_are_compared_fills_its_chart(page):
    for name in ("verdicts", "kinds", "indicators"):
        bars = page.charts[name].bars
        assert max(sum(part.count for part in bar.parts) for bar in bars) == bars[0].total


def test_every_article_has_its_progress(window, qtbot, page):
    window._desk.reviewing.decide([row.id for row in window._desk.queries.found(
        DeskFilter(frozenset({(Facet.DOCUMENT, "河滩新景")})))], Status.VERIFIED)
    window.overview.mark_stale()
    window.overview.show_now()
    wait_idle(window, qtbot)
    bars = {bar.name: bar for bar in page.charts["worst"].bars}
    assert set(bars) == {"酥梨账本", "河滩新景"}
    assert bars["河滩新景"].parts[0].count == bars["河滩新景"].total


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


def test_tab_goes_from_chart_to_chart(window, qtbot, page):
    page.charts["batches"].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.charts["batches"], Qt.Key.Key_Tab)
    assert page.charts["worst"].hasFocus()
    assert page.charts["batches"].current is None
    qtbot.keyClick(page.charts["worst"], Qt.Key.Key_Backtab)
    assert page.charts["batches"].hasFocus()


def test_a_bar_of_nothing_opens_nothing(window, qtbot, page):
    chart = page.charts["states"]
    number = next(at for at, bar in enumerate(chart.bars) if not bar.parts[0].count)
    click(qtbot, chart, number)
    assert window.pages.currentWidget() is window.overview


def test_what_a_bar_opened_can_be_seen_and_taken_away_in_the_panel(window, qtbot, page):
    bar = page.charts["kinds"].bars[0]
    window.go_to_filter(bar.target)
    listed(window, qtbot)
    assert any(bar.name in chip.text() for chip in window.listing.active.chips)
    assert "kind" in window.listing.panel.open_facets()
    window.actions_["clear_filter"].trigger()
    assert len(listed(window, qtbot)) == window._desk.queries.total(DeskFilter())


def test_colours_follow_the_theme_at_once(window, page):
    chart = page.charts["verdicts"]
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        window.look.use(scheme)
        roles = {part.role for bar in chart.bars for part in bar.parts}
        assert len(roles) > 1
        assert {window.look.colour(role).name() for role in (*roles, "track", "raised")} <= colours(chart)


def test_sizes_follow_the_scale_at_once(window, qtbot, page):
    chart = page.charts["kinds"]
    before, font = chart.height(), chart.axes["left"].style["tickFont"].pixelSize()
    window.look.set_scale(150)
    try:
        qtbot.waitUntil(lambda: chart.height() == chart.sizeHint().height())
        assert chart.height() == pytest.approx(before * 1.5, abs=2)
        assert chart.axes["left"].style["tickFont"].pixelSize() == round(font * 1.5)
        click(qtbot, chart, len(chart.bars) - 1)
        assert listed(window, qtbot) == {row.id for row in window._desk.queries.found(chart.bars[-1].target)}
    finally:
        window.look.set_scale(100)


def test_a_bar_says_what_it_is_when_it_is_pointed_at(window, qtbot, page):
    chart = page.charts["indicators"]
    place = place_of(chart, 0)
    qtbot.mouseMove(chart.viewport(), place)
    assert chart.current is chart.bars[0]
    assert chart.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    spot = chart.viewport().mapToGlobal(place)
    QApplication.sendEvent(chart.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, spot))
    assert QToolTip.text().startswith(chart.bars[0].told)
    QToolTip.hideText()
    assert chart.bars[0].told in chart.accessibleDescription()


def test_the_wheel_scrolls_the_page_and_there_is_no_foreign_menu(window, qtbot, page):
    chart = page.charts["batches"]
    before, place = chart.space.viewRange(), place_of(chart, 0)
    spot = chart.viewport().mapToGlobal(place)
    wheel = QWheelEvent(QPointF(place), QPointF(spot), QPoint(0, -120), QPoint(0, -120),
                        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
                        Qt.ScrollPhase.NoScrollPhase, False)
    # What was sent by hand goes no further than its receiver: that both pass it on is what scrolls the page.
    QApplication.sendEvent(chart.viewport(), wheel)
    assert not wheel.isAccepted()
    assert not chart.event(wheel)
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.RightButton, pos=place)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, spot)
    QApplication.sendEvent(chart.viewport(), asked)
    qtbot.mousePress(chart.viewport(), Qt.MouseButton.RightButton, pos=place)
    qtbot.mouseMove(chart.viewport(), place + QPoint(60, 0))
    qtbot.mouseRelease(chart.viewport(), Qt.MouseButton.RightButton, pos=place + QPoint(60, 0))
    assert chart.space.viewRange() == before
    assert leftover_windows() == [window.windowTitle()]
    assert window.pages.currentWidget() is window.overview


WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from ecodesk.gui.app import make_application, run
from ecodesk.gui.main_window import MainWindow
from ecodesk.services.settings import Settings
application = make_application()
def look():
    shown = [one for one in application.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()]
    if shown and not shown[0].jobs.busy:
        print(*{name.partition(".")[0] for name in sys.modules} & {"pyqtgraph", "numpy", "openpyxl"})
        shown[0].close()
timer = QTimer()
timer.timeout.connect(look)
timer.start(50)
run(Settings(sys.argv[1], Path(sys.argv[2]), "林编辑", 1))
"""


def test_the_window_opens_without_what_draws_charts_and_writes_workbooks(settings, checkout):
    command = [sys.executable, "-c", WINDOW, settings.database_url, str(settings.data_folder)]
    told = subprocess.run(command, cwd=checkout, check=True, capture_output=True, text=True, timeout=60)
    assert told.stdout == "\n"


@pytest.mark.parametrize("command", ["extract", "check"])
def test_the_command_line_draws_no_charts(tmp_path, checkout, command):
    [path, _] = write_samples(tmp_path)
    asked = [sys.executable, "-X", "importtime", "-m", "ecodesk", command, str(path)]
    told = subprocess.run(asked, cwd=checkout, capture_output=True, text=True, timeout=60)
    imported = {line.rpartition("|")[2].strip() for line in told.stderr.splitlines()}
    assert {"ecodesk.cli", "ecodesk.extraction"} <= imported
    assert not imported & {"pyqtgraph", "numpy", "PySide6"}
