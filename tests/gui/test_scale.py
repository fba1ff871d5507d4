from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ecodesk.domain.facets import DeskFilter, Facet
from ecodesk.gui import scale
from ecodesk.gui.buttons import RailButton
from ecodesk.gui.theme import Scheme, style_sheet
from tests.gui.window_support import copy_desk, fact_named, wait_idle, window_on


@pytest.fixture(autouse=True)
def usual_size():
    yield
    scale.put_factor(1.0)


def sizes(window):
    """What an editor sees the size of: rows, bars, rail, buttons, words, the article's lines."""
    table = window.review.facts.table
    return {"row": table.verticalHeader().defaultSectionSize(), "header": table.horizontalHeader().height(),
            "articles": window.review.articles.tree.sizeHintForIndex(
                window.review.articles.model.index(0, 0)).height(),
            "toolbar": window.toolbar.height(), "rail": window.rail.width(), "status": window.status.height(),
            "page": window.rail._buttons["page_review"].height(),
            "button": window.toolbar.primary.height(),
            "chip": window.review.left.tabs._chips["filter"].height(),
            "font": window.status.saved.fontMetrics().height(),
            "article": window.review.view.document().firstBlock().layout().boundingRect().height()}


@pytest.mark.parametrize("percent", [90, 150, 200])
def test_everything_takes_up_the_size_at_once_and_gives_it_back(window, qtbot, percent):
    window.resize(2200, 1400)
    before = sizes(window)
    window._desk.preferences.put("scale", str(percent))
    wait_idle(window, qtbot)
    grown = {name: size / before[name] for name, size in sizes(window).items()}
    # Whole pixels, and one-pixel borders and margins that stay: a chip of 22 has six of these.
    assert all(abs(growth - percent / 100) < 0.16 for growth in grown.values()), grown
    window._desk.preferences.put("scale", "100")
    wait_idle(window, qtbot)
    assert sizes(window) == before


def test_a_large_window_comes_back_large_and_what_opens_later_is_large(template_desk, tmp_path, qtbot):
    settings = copy_desk(template_desk, tmp_path / "desk")
    with window_on(settings, qtbot) as window:
        for _ in range(5):
            window.actions_["all_larger"].trigger()
        usual = window._desk.preferences.number("scale")
        assert usual == 150
    scale.put_factor(1.0)
    with window_on(settings, qtbot) as window:
        assert window.toolbar.height() == 72
        window.actions_["preferences"].trigger()
        dialog = window.wishes.dialog
        assert dialog.fields["scale"].control.width() == 270
        assert dialog.fields["scale"].control.value() == 150
        dialog.close()
        window.actions_["all_usual"].trigger()
        assert window.toolbar.height() == 48


def test_nothing_painted_runs_over_at_any_size(window, qtbot):
    """Every widget of the page stays inside its parent, and every chip shows its words."""
    window.go_to(fact_named(window._desk, "21万亩").id)
    window.resize(1440, 900)
    for percent in (100, 110, 125, 150, 200):
        window._desk.preferences.put("scale", str(percent))
        wait_idle(window, qtbot)
        QApplication.processEvents()
        assert not cut(window.toolbar), percent
        assert not cut(window.status), percent
        bar = window.toolbar
        assert bar.primary.width() >= bar.primary.sizeHint().width(), percent
        assert bar.layout().minimumSize().width() <= bar.width(), percent


STATES = ("review", "filter", "bulk", "editor", "cross")


def arrange(window, state):
    """A state of the window in which much stands beside one another."""
    window.show_page("page_cross" if state == "cross" else "page_review")
    if state in ("filter", "bulk"):
        window.listing.filtering.show(DeskFilter(frozenset({(Facet.STATUS, "open")}), "亩"))
        window.listing.enter()
    if state == "bulk":
        window.many.open()
    if state == "editor":
        window.actions_["edit"].trigger()


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_buttons_show_their_words_on_the_smallest_screen(window, qtbot, percent, state):
    window.go_to(fact_named(window._desk, "21万亩").id)
    window._desk.preferences.put("scale", str(percent))
    window.resize(1280, 800)
    window.review.set_default_sizes(1280 - window.rail.width())
    wait_idle(window, qtbot)
    arrange(window, state)
    wait_idle(window, qtbot)
    qtbot.waitUntil(lambda: not narrow(window), timeout=3000)
    assert window.size().toTuple() == (1280, 800)


def narrow(window: QWidget) -> list[str]:
    """Words of buttons that are shorter or lower than these need, or that reach beyond their owner."""
    found = []
    for button in window.findChildren(QAbstractButton):
        needed, owner = button.sizeHint(), button.parentWidget()
        if not button.isVisible() or not button.text() or owner is None:
            continue
        short = button.width() < needed.width() - 1 or button.height() < min(needed.height(), 20)
        outside = not owner.rect().adjusted(-1, -1, 1, 1).contains(button.geometry())
        if (short and not isinstance(button, RailButton)) or outside:
            found.append(button.text())
    return found


def test_the_panel_of_fields_is_never_wider_than_its_pane(window, qtbot):
    window.go_to(fact_named(window._desk, "21万亩").id)
    for percent, each in ((100, 4), (150, 2), (200, 2)):
        window._desk.preferences.put("scale", str(percent))
        window.resize(1280, 800)
        window.review.set_default_sizes(1280 - window.rail.width())
        wait_idle(window, qtbot)
        window.actions_["edit"].trigger()
        wait_idle(window, qtbot)
        editor = window.review.editor
        lines = {field.y() for field in editor._fields.values()}
        assert len(lines) == (3 if each == 4 else 5), percent
        assert editor.width() <= window.review.right.width(), percent
        window.review.close_editor()


def test_the_rail_gives_up_what_stands_in_the_menu_before_it_is_cut(window, qtbot):
    window._desk.preferences.put("scale", "200")
    wait_idle(window, qtbot)
    window.resize(1280, 800)
    QApplication.processEvents()
    places = [button.geometry() for button in window.rail.findChildren(RailButton) if button.isVisible()]
    assert len(places) >= 5
    assert all(lower.top() > upper.bottom() for upper, lower in pairwise(sorted(places, key=QRect.top)))


def test_the_status_line_cuts_no_number(window, qtbot):
    window.status.show_progress("一个名字很长很长很长很长很长很长很长很长很长的批次", 41, 176, 4)
    window.status.show_step("把时间改为“2024年上半年”，共 1,234 条")
    window._desk.preferences.put("scale", "200")
    wait_idle(window, qtbot)
    window.resize(1280, 800)
    QApplication.processEvents()
    status = window.status
    for label in (status.progress, status.conflicts, status.saved, status.editor):
        assert label.width() >= label.sizeHint().width(), label.text()
    assert "41 / 176" in status.progress.text()


def cut(owner: QWidget) -> list[str]:
    """Names of visible parts that reach beyond their owner."""
    inside = owner.rect().adjusted(-1, -1, 1, 1)
    return [type(part).__name__ for part in owner.findChildren(QWidget) if part.isVisible()
            and part.parentWidget() is owner and not inside.contains(part.geometry())]


def test_a_click_on_a_mark_or_a_bar_finds_its_place_when_all_is_large(window, qtbot):
    window.go_to(fact_named(window._desk, "21万亩").id)
    window._desk.preferences.put("scale", "200")
    wait_idle(window, qtbot)
    bar = window.review.margin
    row, height = bar.places()[0]
    assert bar._mark_near(height) is not None
    assert height <= bar.height() / 2
    assert row.id in {fact.id for fact in window.selection.rows}


def test_lines_of_the_style_sheet_stay_lines():
    plain = style_sheet(Scheme.LIGHT)
    scale.put_factor(1.5)
    large = style_sheet(Scheme.LIGHT)
    assert "border-bottom: 1px solid" in large
    assert "font-size: 13px" in plain
    assert "font-size: 20px" in large
