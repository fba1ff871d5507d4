from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from ecodesk.gui import scale
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
