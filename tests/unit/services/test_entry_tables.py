"""The desk's own dictionary as a table: what goes out comes in again, and what does not fit is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecodesk.domain.entries import Entry, EntryState
from ecodesk.domain.errors import UsageError
from ecodesk.knowledge.messages import explain
from ecodesk.services.desk import Desk
from ecodesk.services.entry_tables import headings, read_entries

WORDS = (Entry("subject", "云脊", "云脊区"), Entry("indicator", "纳税款", "纳税额", "元"),
         Entry("unit", "个", "处", "停车场数"), Entry("subject", "青禾茶业", "青禾茶业"),
         Entry("subject", "=青禾", "青禾区"))


def test_what_goes_out_comes_in_again(desk: Desk, tmp_path: Path) -> None:
    for entry in WORDS:
        desk.dictionary.add(entry)
    off = desk.dictionary.rows()[0]
    desk.dictionary.switch([off], on=False)
    desk.dictionary.save(tmp_path / "词条.csv")
    before = {(row.entry, row.state) for row in desk.dictionary.rows()}
    assert set(read_entries(tmp_path / "词条.csv")) == before
    assert not desk.dictionary.take_file(tmp_path / "词条.csv").entries, "nothing of it is new"
    assert "'=青禾" in (tmp_path / "词条.csv").read_text(encoding="utf-8-sig"), "no spreadsheet runs it"


def test_a_table_of_a_spreadsheet_in_another_encoding_with_columns_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("备注,改写为,原词,字段\n老写法,云脊区,云脊,主体\n,,,\n", encoding="gb18030")
    assert read_entries(path) == [(WORDS[0], EntryState.ACTIVE)]


def test_candidates_of_a_table_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("字段,原词,改写为,状态\n主体,云脊,云脊区,候选\n主体,江津,江津区,停用\n", encoding="utf-8")
    assert read_entries(path) == [(Entry("subject", "江津", "江津区"), EntryState.OFF)]


@pytest.mark.parametrize(("text", "told"), [
    ("字段,原词\n主体,云脊\n", "改写为"),
    ("字段,原词,改写为\n地点,云脊,云脊区\n", "第 2 行"),
    ("字段,原词,改写为,状态\n主体,云脊,云脊区,随便\n", "第 2 行"),
])
def test_what_does_not_fit_is_told(desk: Desk, tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "表.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        desk.dictionary.take_file(path)
    assert told in explain(refused.value)
    assert desk.dictionary.rows() == []


def test_one_row_that_makes_no_sense_refuses_the_table(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("字段,原词,改写为\n主体,云脊,云脊区\n单位,元,美元\n", encoding="utf-8")
    with pytest.raises(UsageError):
        desk.dictionary.take_file(path)
    assert desk.dictionary.rows() == []
    with pytest.raises(UsageError):
        desk.dictionary.take_file(tmp_path / "没有.csv")


def test_lines_to_be_pasted(desk: Desk) -> None:
    desk.dictionary.add(WORDS[0])
    head, line = desk.dictionary.lines_of(desk.dictionary.rows()).splitlines()
    assert head.split("\t") == list(headings())
    assert line.split("\t")[:5] == ["主体", "云脊", "云脊区", "", "启用"]
