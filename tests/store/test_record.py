"""The record tells what is about no fact: imports taken back and references changed, by whom, and undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ecodesk.domain.record import ReferenceStep, WithdrawalStep
from ecodesk.domain.references import ReferenceColumn
from ecodesk.knowledge import record
from ecodesk.services.desk import Desk
from tests.reference_tables import AREA, PEARS, workbook

Opener = Callable[..., Desk]
C = ReferenceColumn


@pytest.fixture
def desk(desk_of: Opener, tmp_path: Path) -> Desk:
    """A desk with one article."""
    opened = desk_of("王")
    (tmp_path / "青禾.txt").write_text(PEARS, encoding="utf-8")
    assert not opened.importing.import_paths([tmp_path / "青禾.txt"]).failed
    return opened


def told(desk: Desk) -> list[str]:
    return [record.what_of(step) for step in desk.queries.desk_steps()]


def test_an_import_taken_back_has_a_line_and_so_has_its_undo(desk: Desk) -> None:
    (batch,) = desk.queries.batches()
    desk.withdrawals.withdraw(batch.id)
    (step,) = desk.queries.desk_steps()
    assert isinstance(step, WithdrawalStep)
    assert (step.title, step.articles, step.facts, step.editor) == ("青禾", 1, 2, "王")
    desk.reviewing.undo()
    desk.reviewing.redo()
    assert told(desk) == ["重做：撤回导入 1 篇 2 条", "撤销：撤回导入 1 篇 2 条", "撤回导入 1 篇 2 条"]
    assert {record.title_of(one) for one in desk.queries.desk_steps()} == {"青禾"}


def test_every_step_on_references_has_a_line(desk: Desk) -> None:
    desk.references.add(AREA)
    (row,) = desk.references.rows()
    desk.references.change(row, AREA | {C.VALUE: "12"})
    desk.references.remove(desk.references.rows())
    desk.reviewing.undo()
    assert told(desk) == ["撤销：权威数据 新增 1 条", "权威数据 移除 1 条", "权威数据 修改 1 条",
                          "权威数据 新增 1 条"]
    changed = desk.queries.desk_steps()[2]
    assert isinstance(changed, ReferenceStep)
    assert record.values_of(changed) == "13万亩 → 12万亩"
    assert record.subject_of(changed) == "青禾县酥梨 · 种植面积 · 2023"
    assert record.source_of(changed) == "《统计年鉴》，第25页"
    assert record.title_of(changed) == "统计年鉴"


def test_a_table_taken_in_is_one_line_that_counts_and_names_the_first(desk: Desk, tmp_path: Path) -> None:
    desk.references.add(AREA)
    head = ["主体", "指标", "数值", "单位", "时间", "地点", "出处"]
    lines = [["酥梨", "种植面积", "12", "万亩", "2023", "青禾县", "统计年鉴"]]
    lines += [[f"{name}", "产量", "5", "吨", "2023", "青禾县", "公报"] for name in ("苹果", "桃", "杏", "枣")]
    desk.references.import_file(workbook(tmp_path / "表.xlsx", lines, head))
    step = desk.queries.desk_steps(1)[0]
    assert record.what_of(step) == "权威数据 新增 4 条、修改 1 条"
    assert record.subject_of(step).endswith("等 5 条")
    assert len(desk.queries.desk_steps(1)) == 1


def test_the_workbook_tells_these_steps_among_the_others(desk: Desk, tmp_path: Path) -> None:
    desk.references.add(AREA)
    desk.references.change(desk.references.rows()[0], AREA | {C.VALUE: "12"})
    (batch,) = desk.queries.batches()
    desk.withdrawals.withdraw(batch.id)
    desk.reviewing.undo()
    path = tmp_path / "核查.xlsx"
    desk.exporting.export_workbook(path)
    sheet = load_workbook(path)["修改记录"]
    lines = [[cell.value or "" for cell in line] for line in sheet.iter_rows(min_row=2)]
    assert [line[2] for line in lines] == sorted((line[2] for line in lines), reverse=True)
    words = [f"{line[3]}|{line[4]}|{line[7]}|{line[9]}|{line[10]}" for line in lines]
    assert any("青禾||撤回导入 1 篇 2 条||" in one for one in words)
    assert any("青禾||撤销：撤回导入 1 篇 2 条||撤销第" in one for one in words)
    assert any("统计年鉴|13万亩 → 12万亩|权威数据 修改 1 条：青禾县酥梨 · 种植面积 · 2023|《统计年鉴》" in one
               for one in words)
