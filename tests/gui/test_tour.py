from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt

from ecodesk.domain.decisions import Status
from ecodesk.gui.tour import beside, steps
from tests.gui.window_support import fact_named, settings_in, wait_idle, window_on


def place_of(window, widget):
    return QRect(widget.mapTo(window.centralWidget(), widget.rect().topLeft()), widget.size())


def test_the_first_sample_is_shown_round_once_and_remembered(tmp_path, qtbot):
    settings = settings_in(tmp_path / "sample")
    with window_on(settings, qtbot) as window:
        assert not window.tour.running
        window.actions_["sample"].trigger()
        qtbot.waitUntil(lambda: window.tour.running, timeout=60_000)
        wait_idle(window, qtbot)
        assert window.tour.card.isVisible()
        assert window.tour.card.next_button.hasFocus()
        if window.transfers.report is not None:
            window.transfers.report.close()
    with window_on(settings, qtbot) as window:
        assert not window.tour.running
        window.tour.due = True
        window.tour.begin_if_due()
        assert not window.tour.running
        window.actions_["tour"].trigger()
        assert window.tour.running


def test_every_step_stands_beside_its_part_inside_the_window(window, qtbot):
    assert 5 <= len(steps()) <= 7
    window.tour.begin()
    seen = []
    for step in steps():
        qtbot.wait(20)
        card, ring = window.tour.card.geometry(), window.tour.ring.geometry()
        assert window.centralWidget().rect().contains(card), step.part
        part = window.tour._parts[step.part]
        assert part.isVisible()
        assert place_of(window, part).contains(ring)
        assert "{" not in window.tour.card.words.text()
        seen.append(window.tour.card.title.text())
        qtbot.keyClick(window.tour.card.next_button, Qt.Key.Key_Return)
    assert seen == [step.title for step in steps()]
    assert not window.tour.running
    assert window.review.facts.table.hasFocus()


def test_work_goes_on_below_the_card_and_escape_ends_it(window, qtbot):
    fact = fact_named(window._desk, "21万亩")
    window.go_to(fact.id)
    window.tour.begin()
    window.review.facts.table.setFocus()
    qtbot.keyClick(window.review.facts.table, Qt.Key.Key_F7)
    wait_idle(window, qtbot)
    assert window._desk.queries.fact(fact.id).status is Status.QUERIED
    assert window.tour.running
    qtbot.keyClick(window.review.facts.table, Qt.Key.Key_Escape)
    assert not window.tour.running
    assert window.tour.card.isHidden()


def test_a_key_that_was_changed_is_the_one_that_is_told(window):
    assert not window.actions_.change_key("query", "Ctrl+Alt+9")
    window.tour.begin()
    window.tour.card.moved.emit(1)
    window.tour.card.moved.emit(1)
    assert "Ctrl+Alt+9" in window.tour.card.words.text()


@pytest.mark.parametrize("part", [QRect(0, 0, 200, 800), QRect(1000, 0, 400, 800), QRect(0, 0, 1400, 60),
                                  QRect(0, 740, 1400, 60), QRect(0, 0, 1400, 800)])
def test_a_card_never_leaves_the_window_and_covers_its_part_only_where_it_must(part):
    window, card = QRect(0, 0, 1400, 800), QRect(0, 0, 330, 180)
    card.moveTopLeft(beside(part, card, window))
    assert window.contains(card)
    assert not card.intersects(part) or part == window
