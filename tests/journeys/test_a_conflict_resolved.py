"""Two articles contradict each other: a value is kept, the other taken over by a key, all undone later."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt

from ecodesk.domain.decisions import Status
from ecodesk.domain.findings import Verdict
from tests.gui.window_support import fact_named, settings_in, wait_idle, window_on

HILL = "山坡账本\n\n2023年，青禾县酥梨种植面积12.35万亩，合作社86家。\n"
RIVER = "河滩新景\n\n2023年，青禾县酥梨种植面积13.25万亩，沿河新修步道18公里。\n"


def take_in(window, qtbot, folder: Path) -> None:
    folder.mkdir()
    for name, words in (("山坡", HILL), ("河滩", RIVER)):
        (folder / f"{name}.txt").write_text(words, encoding="utf-8")
    window.transfers.take_in(sorted(folder.iterdir()))
    wait_idle(window, qtbot)


def conflicts(window, qtbot) -> int:
    """Findings that contradict or depart, as the desk has them."""
    wait_idle(window, qtbot)
    found = window._desk.queries.findings()
    return sum(row.finding.verdict is Verdict.CONFLICT or row.finding.kind == "kept" for row in found)


def ruled_in(path: Path) -> list[str]:
    """What the workbook says of rulings, without blanks."""
    rows = list(openpyxl.load_workbook(path)["存疑与冲突"].iter_rows(values_only=True))
    return [row[rows[0].index("裁定")] for row in rows[1:] if row[rows[0].index("裁定")]]


def test_a_conflict_between_two_articles_is_resolved_and_all_undone(tmp_path, qtbot):
    settings = settings_in(tmp_path / "desk")
    with window_on(settings, qtbot) as window:
        take_in(window, qtbot, tmp_path / "稿件")
        assert conflicts(window, qtbot) == 1
        page = window.cross
        qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        wait_idle(window, qtbot)
        page.pane.chips.choose("conflict")
        wait_idle(window, qtbot)
        assert {side.article_id for side in page.sides} == {row.article_id for row in page.group.rows}
        wanted = next(row for row in page.group.rows if row.fact.text == "12.35万亩")
        window.selection.open_fact(wanted.id)
        qtbot.keyClick(page.pane.list, Qt.Key.Key_F6, Qt.KeyboardModifier.ControlModifier)
        assert conflicts(window, qtbot) == 1
        assert fact_named(window._desk, "13.25万亩").kind == "kept"
        qtbot.keyClick(page.pane.list, Qt.Key.Key_L)
        assert conflicts(window, qtbot) == 0
        taken = fact_named(window._desk, "13.25万亩")
        assert (taken.fact.value, taken.status) == ("123500", Status.CORRECTED)
        book = tmp_path / "定稿.xlsx"
        window.transfers.export(book)
        wait_idle(window, qtbot)
    assert len(ruled_in(book)) == 2
    assert all("采用 12.35万亩（《山坡账本》）" in words and "林编辑" in words for words in ruled_in(book))
    with window_on(settings, qtbot) as window:
        assert window.actions_["undo"].text() == "撤销：照采用值改 1 条"
        for left in (1, 1):
            qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            assert conflicts(window, qtbot) == left
        river = fact_named(window._desk, "13.25万亩")
        assert (river.fact.value, river.status, river.verdict) == ("132500", Status.OPEN, Verdict.CONFLICT)
        assert not window.actions_["undo"].isEnabled()
        window.actions_["redo"].trigger()
        wait_idle(window, qtbot)
        assert fact_named(window._desk, "12.35万亩").verdict is Verdict.KEPT
