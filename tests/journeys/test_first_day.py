"""An editor's first day: import, verify, correct, undo, close, come back, hand the workbook on."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt

from ecodesk.domain.decisions import Status
from tests.gui.window_support import fact_named, settings_in, wait_idle, window_on, write_samples


def press(window, qtbot, key: Qt.Key) -> None:
    qtbot.keyClick(window.review.facts.table, key)
    wait_idle(window, qtbot)


def correct_the_harvest(window, qtbot) -> int:
    harvest = fact_named(window._desk, "600万吨")
    window.go_to(harvest.id)
    press(window, qtbot, Qt.Key.Key_F2)
    window.review.cells.field.setText("60万")
    qtbot.keyClick(window.review.cells.field, Qt.Key.Key_Return)
    wait_idle(window, qtbot)
    return harvest.id


def statuses(path: Path) -> dict[str, str]:
    """Status by the figure's words, as the workbook says it."""
    sheet = openpyxl.load_workbook(path)["数据明细"]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(row for row in rows if "状态" in row)
    state, words = head.index("状态"), head.index("原文数据")
    return {str(row[words]): str(row[state]) for row in rows[rows.index(head) + 1:] if row[words]}


def test_first_day(tmp_path, qtbot):
    settings = settings_in(tmp_path / "desk")
    with window_on(settings, qtbot) as window:
        window.transfers.take_in(write_samples(tmp_path / "稿件"))
        wait_idle(window, qtbot)
        first = window.selection.current
        assert first.status is Status.OPEN
        press(window, qtbot, Qt.Key.Key_Return)
        assert window.selection.current.id != first.id
        harvest = correct_the_harvest(window, qtbot)
        window.actions_["undo"].trigger()
        wait_idle(window, qtbot)
        assert window._desk.queries.fact(harvest).fact.value == "6000000"
        window.actions_["redo"].trigger()
        wait_idle(window, qtbot)
    with window_on(settings, qtbot) as window:
        assert window._desk.queries.fact(first.id).status is Status.VERIFIED
        assert window._desk.queries.fact(harvest).fact.value == "600000"
        assert window.actions_["undo"].isEnabled()
        path = tmp_path / "交稿.xlsx"
        window.transfers.export(path)
        wait_idle(window, qtbot)
    written = statuses(path)
    assert written[first.fact.text] == "已核"
    assert written["600万吨"] == "已改"
    assert "待核" in written.values()
