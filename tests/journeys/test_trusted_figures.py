"""A yearbook comes in: a figure of the copy differs from it, is corrected, and the finding goes."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt

from ecodesk.domain.decisions import Status
from ecodesk.domain.findings import Verdict
from ecodesk.domain.references import ReferenceLayout
from tests.gui.window_support import fact_named, settings_in, wait_idle, window_on, write_samples
from tests.reference_tables import workbook

ROWS = (
    ("青禾县", "酥梨", "产量", 2023, 60, "万吨", "青禾县统计年鉴", "2024-03-01", 26),
    ("青禾县", "酥梨", "种植面积", 2023, 12, "万亩", "青禾县统计年鉴", "2024-03-01", 25),
)


def said(window, words: str) -> list[tuple[str, Verdict]]:
    row = fact_named(window._desk, words)
    findings = (item.finding for item in window._desk.queries.findings(fact_id=row.id))
    return [(finding.kind, finding.verdict) for finding in findings if finding.kind == "reference"]


def take_in_yearbook(window, qtbot, path: Path) -> None:
    window.actions_["page_references"].trigger()
    wait_idle(window, qtbot)
    window.keeper.begin(path)
    wait_idle(window, qtbot)
    layout: ReferenceLayout = window.keeper.mapping.layout_said
    assert len(layout.columns) == 9
    window.keeper.mapping.take_button.click()
    wait_idle(window, qtbot)


def test_a_figure_is_put_right_by_the_yearbook(tmp_path, qtbot):
    settings = settings_in(tmp_path / "desk")
    with window_on(settings, qtbot) as window:
        window.transfers.take_in(write_samples(tmp_path / "稿件"))
        wait_idle(window, qtbot)
        take_in_yearbook(window, qtbot, workbook(tmp_path / "年鉴.xlsx", ROWS))
        assert said(window, "600万吨") == [("reference", Verdict.CONFLICT)]
        harvest = fact_named(window._desk, "600万吨")
        # The page 互校 lists it among the conflicts.
        window.actions_["page_cross"].trigger()
        wait_idle(window, qtbot)
        window.cross.pane.chips.choose("conflict")
        model = window.cross.pane.model
        listed = [model.row_at(place) for place in range(model.rowCount())]
        assert any(item and item.finding.kind == "reference" for item in listed)
        # One key takes what the yearbook says.
        window.activateWindow()
        with qtbot.waitActive(window):
            pass
        window.go_to(harvest.id)
        qtbot.waitUntil(lambda: window.review.inspector.reference is not None)
        qtbot.keyClick(window.review.facts.table, Qt.Key.Key_F6)
        wait_idle(window, qtbot)
        corrected = window._desk.queries.fact(harvest.id)
        assert (corrected.status, corrected.fact.value) == (Status.CORRECTED, "600000")
        assert said(window, "600万吨") == [("reference", Verdict.SAME)]
        window.actions_["undo"].trigger()
        wait_idle(window, qtbot)
        assert said(window, "600万吨") == [("reference", Verdict.CONFLICT)]
        window.actions_["redo"].trigger()
        wait_idle(window, qtbot)
    with window_on(settings, qtbot) as window:
        assert said(window, "600万吨") == [("reference", Verdict.SAME)]
        path = tmp_path / "交稿.xlsx"
        window.transfers.export(path)
        wait_idle(window, qtbot)
    book = openpyxl.load_workbook(path)
    assert [row[:3] for row in book["权威数据"].iter_rows(min_row=2, values_only=True)] == [
        ("酥梨", "产量", 600000), ("酥梨", "种植面积", 120000)]
    conflicts = [row for row in book["存疑与冲突"].iter_rows(values_only=True) if row[2] == "权威数据"]
    assert all(row[3] != "600万吨" for row in conflicts)
