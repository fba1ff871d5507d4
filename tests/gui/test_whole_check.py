"""Checking the whole desk beside the editor's work: progress, stopping, and what is said at the end."""

from __future__ import annotations

import threading

from PySide6.QtCore import Qt

from ecodesk.domain.decisions import Status
from ecodesk.services import checking
from tests.gui.window_support import fact_named, wait_idle


def test_it_says_what_it_did(window, qtbot):
    window.transfers.recheck()
    wait_idle(window, qtbot)
    assert "2 篇都查了" in window.bar.words
    assert "结论与先前一样" in window.bar.words
    assert not window.sheet.isVisible()


def test_a_change_of_the_rules_is_told(window, qtbot):
    window._desk.rules.switch(["plausible"], on=False)
    window.transfers.recheck()
    wait_idle(window, qtbot)
    assert "条的结论有变" in window.bar.words


def test_the_editor_goes_on_meanwhile_and_can_stop_it(window, qtbot, monkeypatch):
    """The first article waits in the middle of its check until the editor has decided and pressed stop."""
    monkeypatch.setattr(checking, "CHUNK", 1)
    at_work, go_on = threading.Event(), threading.Event()
    real = checking.inside_findings

    def held_up(*given):
        at_work.set()
        assert go_on.wait(10)
        return real(*given)

    monkeypatch.setattr(checking, "inside_findings", held_up)
    window.transfers.recheck()
    qtbot.waitUntil(at_work.is_set)
    assert window.sheet.isVisible()
    qtbot.waitUntil(lambda: "0 / 3" in window.sheet.words)
    row = fact_named(window._desk, "86家")
    window.reviewer.decide_rows([row.id], Status.VERIFIED)
    qtbot.waitUntil(lambda: window._desk.queries.fact(row.id).status is Status.VERIFIED)
    qtbot.mouseClick(window.sheet.stop_button, Qt.MouseButton.LeftButton)
    assert "正在停止" in window.sheet.words
    go_on.set()
    wait_idle(window, qtbot)
    assert "已停止：查了 1 / 2 篇" in window.bar.words
    assert "已保留" in window.bar.words
    assert not window.sheet.isVisible()
