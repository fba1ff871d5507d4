"""The inspector tells what was verified before and is said again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from ecodesk.domain.decisions import Status
from tests.gui.window_support import fact_named, wait_idle, wait_shown


@pytest.fixture
def panel(window):
    return window.review.inspector.memory


def words(panel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def press(panel, name: str, qtbot) -> None:
    button = next(one for one in panel.findChildren(QPushButton) if one.isVisible() and one.text() == name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def twins(desk):
    """86家 of both articles: the first is verified."""
    one = fact_named(desk, "86家")
    others = [row for found in desk.queries.findings(fact_id=one.id) for row in found.rows]
    other = next(row for row in others if row.id != one.id)
    return one, other


def test_who_verified_it_when_and_against_what(window, panel, qtbot):
    one, other = twins(window._desk)
    window.go_to(other.id)
    wait_shown(window, qtbot)
    assert not panel.isVisible()
    window._desk.reviewing.decide([one.id], Status.VERIFIED, "", "合作社名录")
    window.go_to(one.id)
    window.go_to(other.id)
    wait_shown(window, qtbot)
    assert panel.isVisible()
    (line,) = words(panel)
    for part in ("曾核", "林编辑", "已核", "86家", "酥梨账本", "依据：合作社名录"):
        assert part in line
    press(panel, "照用依据", qtbot)
    wait_idle(window, qtbot)
    row = window._desk.queries.fact(other.id)
    assert (row.status, row.source) == (Status.OPEN, "合作社名录"), "verifying is the editor's own doing"
    wait_shown(window, qtbot)
    assert not any(one.text() == "照用依据" and one.isVisible() for one in panel.findChildren(QPushButton))
    press(panel, "看原处", qtbot)
    assert window.selection.current.id == one.id


def test_another_value_is_told_as_a_difference(window, panel, qtbot):
    one = fact_named(window._desk, "12万亩")
    other = fact_named(window._desk, "21万亩")
    window._desk.reviewing.decide([one.id], Status.VERIFIED)
    window.go_to(other.id)
    wait_shown(window, qtbot)
    (line,) = words(panel)
    assert "与曾核不同" in line
    assert "12万亩" in line
    assert window._desk.queries.fact(other.id).status is Status.OPEN
