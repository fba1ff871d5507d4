"""The workbook out and back: what each side changed, and one step that takes it in."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import UsageError, WorkbookError
from ecodesk.domain.views import Changes, FactFilter, FactRow
from ecodesk.exporting.columns import ROW_ID, SHEET
from ecodesk.knowledge.labels import field_label, label
from ecodesk.knowledge.messages import explain
from ecodesk.services.desk import Desk
from ecodesk.services.exporting import Side


def _row(desk: Desk, words: str) -> FactRow:
    return next(row for row in desk.queries.facts(FactFilter()) if words in row.fact.text)


@pytest.fixture
def book(filled: Desk, tmp_path: Path) -> Path:
    """The desk as a workbook."""
    path = tmp_path / "desk.xlsx"
    filled.exporting.export_workbook(path)
    return path


def _edit(path: Path, fact_id: int, heading: str, value: object) -> None:
    book = load_workbook(path)
    sheet = book[SHEET]
    header = next(row for row in sheet.iter_rows() if ROW_ID in [cell.value for cell in row])
    columns = {cell.value: cell.column for cell in header}
    for row in sheet.iter_rows(min_row=header[0].row + 1):
        if str(row[columns[ROW_ID] - 1].value) == str(fact_id):
            row[columns[heading] - 1].value = value
    book.save(path)


def test_a_workbook_that_nobody_touched_changes_nothing(filled: Desk, book: Path) -> None:
    assert filled.exporting.preview_workbook(book) == ()
    assert filled.exporting.apply_workbook(book) == Changes()
    assert filled.reviewing.undo_label() is None


def test_the_workbook_s_changes_are_one_step(filled: Desk, book: Path) -> None:
    first, second = _row(filled, "3400"), _row(filled, "9000")
    _edit(book, first.id, field_label("subject"), "甲县干茶")
    _edit(book, second.id, field_label("status"), label(Status.VERIFIED))
    preview = {change.row.id: change for change in filled.exporting.preview_workbook(book)}
    assert {number: change.side for number, change in preview.items()} == {
        first.id: Side.THEIRS, second.id: Side.THEIRS}
    assert [change.field for change in preview[first.id].changes] == ["subject"]
    changes = filled.exporting.apply_workbook(book)
    assert {first.id, second.id} <= changes.facts
    now = filled.queries.fact(first.id)
    assert (now.fact.subject, now.status) == ("甲县干茶", Status.CORRECTED)
    assert filled.queries.fact(second.id).status is Status.VERIFIED
    step = filled.reviewing.undo_label()
    assert step is not None
    assert step.count == 2
    filled.reviewing.undo()
    assert [filled.queries.fact(row.id).status for row in (first, second)] == [Status.OPEN] * 2


def test_who_changed_what(filled: Desk, book: Path) -> None:
    mine, theirs, both, apart = (_row(filled, words) for words in ("12.5", "3400", "9000", "30万亩"))
    filled.reviewing.edit(mine.id, {"subject": "台上的改法"})
    _edit(book, theirs.id, field_label("subject"), "簿里的改法")
    filled.reviewing.edit(both.id, {"subject": "台上的改法"})
    _edit(book, both.id, field_label("subject"), "簿里的改法")
    filled.reviewing.edit(apart.id, {"period": "2023"})
    _edit(book, apart.id, field_label("subject"), "簿里的改法")
    sides = {change.row.id: change.side for change in filled.exporting.preview_workbook(book)}
    assert sides == {mine.id: Side.MINE, theirs.id: Side.THEIRS, both.id: Side.BOTH, apart.id: Side.THEIRS}
    filled.exporting.apply_workbook(book)
    subjects = [filled.queries.fact(row.id).fact.subject for row in (mine, theirs, both, apart)]
    assert subjects == ["台上的改法", "簿里的改法", "台上的改法", "簿里的改法"]
    assert filled.queries.fact(apart.id).fact.period == "2023"
    filled.exporting.apply_workbook(book, both=True)
    assert filled.queries.fact(both.id).fact.subject == "簿里的改法"


def test_what_is_no_workbook_of_ours(filled: Desk, tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    path.write_bytes(b"not a workbook")
    with pytest.raises(WorkbookError):
        filled.exporting.preview_workbook(path)


def test_the_suffix_chooses_what_is_written(filled: Desk, tmp_path: Path) -> None:
    for name in ("表.xlsx", "表.csv", "表.JSONL"):
        filled.exporting.export(tmp_path / name)
    facts = filled.queries.facts(FactFilter())
    records = [json.loads(line) for line in (tmp_path / "表.JSONL").read_text(encoding="utf-8").splitlines()]
    assert [record["text"] for record in records] == [row.fact.text for row in facts]
    with (tmp_path / "表.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [record["text"] for record in csv.DictReader(stream)] == [row.fact.text for row in facts]
    assert load_workbook(tmp_path / "表.xlsx")[SHEET].max_row > len(facts)


@pytest.mark.parametrize("name", ["表.docx", "表"])
def test_an_unknown_suffix_is_told_with_the_known_ones(filled: Desk, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as refused:
        filled.exporting.export(tmp_path / name)
    told = explain(refused.value)
    assert all(suffix in told for suffix in (".xlsx", ".csv", ".jsonl"))
    assert not (tmp_path / name).exists()
