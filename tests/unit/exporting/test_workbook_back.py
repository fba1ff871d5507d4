"""An edited workbook on its way back."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import datetime

import pytest
from exporting_rows import FACTS, YIELD, content, row
from openpyxl import Workbook, load_workbook

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import WorkbookError
from ecodesk.domain.views import Silent
from ecodesk.exporting import changed_since, row_hash_of
from ecodesk.exporting.columns import index_of
from ecodesk.exporting.taking import read_workbook
from ecodesk.exporting.workbook import write_workbook
from ecodesk.knowledge.messages import explain


@pytest.fixture
def path(tmp_path):
    target = tmp_path / "核查.xlsx"
    write_workbook(target, content(), Silent())
    return target


def edit(path, change):
    """Open the workbook as an editor's program would, change it and save it under the same name."""
    book = load_workbook(path)
    change(book["数据明细"])
    book.save(path)


def put(line, heading, value, form=None):
    def change(page):
        page.cell(line, index_of(heading)).value = value
        if form:
            page.cell(line, index_of(heading)).number_format = form

    return change


def test_an_untouched_workbook_comes_back_unchanged(path):
    rows = read_workbook(path)
    assert [one.fact_id for one in rows] == [one.id for one in FACTS]
    assert [one.changed for one in rows] == [frozenset()] * len(FACTS)
    assert [one.row_hash for one in rows] == [row_hash_of(one) for one in FACTS]
    assert rows[0].fields["value"] == "1350000"
    assert rows[2].fields["qualifier"] == "more"
    assert (rows[0].note, rows[0].source, rows[0].status) == ("=SUM(A1:A9)", "@林业局", Status.QUERIED)


@pytest.mark.parametrize("value", ["0.10", "1.50", "55.06", "1234567890123456.789", "-3.20", "A", "3:0", "0"])
def test_values_keep_every_digit(tmp_path, value):
    target = tmp_path / "一.xlsx"
    write_workbook(target, content(facts=(row(1, replace(YIELD, value=value)),), findings=()), Silent())
    (one,) = read_workbook(target)
    assert one.fields["value"] == value
    assert not one.changed


def test_notes_with_damage_come_back_unchanged(tmp_path):
    notes = ("坏\x07字\ud800", "长" * 40_000, "_x4E2D_", "_x000D_", " 前后空格 ", "两\r\n行", "#N/A")
    facts = tuple(row(number, YIELD, note=note) for number, note in enumerate(notes, 1))
    target = tmp_path / "一.xlsx"
    write_workbook(target, content(facts=facts, findings=()), Silent())
    rows = read_workbook(target)
    assert [one.changed for one in rows] == [frozenset()] * len(notes)
    assert rows[2].note == "_x4E2D_"


def test_line_ends_as_excel_writes_them_change_nothing(tmp_path):
    target = tmp_path / "一.xlsx"
    write_workbook(target, content(facts=(row(1, YIELD, note="两\r\n行"),), findings=()), Silent())
    edit(target, put(2, "备注", "两_x000D_\n行"))
    (one,) = read_workbook(target)
    assert (one.note, one.changed) == ("两\n行", frozenset())


def test_an_edit_is_seen_field_by_field(path):
    def change(page):
        put(2, "数值", 135000)(page)
        put(2, "状态", "已改")(page)
        put(3, "备注", "核过年鉴")(page)

    edit(path, change)
    rows = read_workbook(path)
    assert rows[0].changed == {"value", "status"}
    assert (rows[0].fields["value"], rows[0].status) == ("135000", Status.CORRECTED)
    assert rows[1].changed == {"note"}
    assert not any(one.changed for one in rows[2:])


def test_the_desk_side_is_seen_field_by_field():
    before = row_hash_of(FACTS[0])
    after = replace(FACTS[0], fact=replace(YIELD, unit="公斤"), note="")
    assert changed_since(after, before) == {"unit", "note"}
    assert changed_since(FACTS[0], before) == frozenset()


def test_sorted_moved_removed_and_added_columns(path):
    def change(page):
        lines = [[cell.value for cell in line] for line in page.iter_rows()]
        head, body = lines[0], lines[1:]
        keep = [index for index, name in enumerate(head) if name not in ("备注", "语气", "规则")][::-1]
        page.delete_rows(1, page.max_row)
        page.append(["部门内部使用"])
        page.append([])
        page.append([head[index] for index in keep] + ["我加的列"])
        for line in sorted(body, key=lambda cells: str(cells[1])):
            page.append([line[index] for index in keep] + ["随手记"])

    edit(path, change)
    rows = {one.fact_id: one for one in read_workbook(path)}
    assert set(rows) == {one.id for one in FACTS}
    assert not any(one.changed for one in rows.values())
    assert rows[11].absent == {"note", "modality"}
    assert "modality" not in rows[11].fields


def test_without_a_status_column_the_exported_status_is_kept(path):
    edit(path, lambda page: page.delete_cols(index_of("状态")))
    rows = read_workbook(path)
    assert [one.status for one in rows] == [one.status for one in FACTS]
    assert not any(one.changed for one in rows)


def test_deleted_rows_are_left_out(path):
    edit(path, lambda page: page.delete_rows(3, 2))
    assert [one.fact_id for one in read_workbook(path)] == [11, 14, 15, 16, 17, 18, 19]


@pytest.mark.parametrize(("heading", "value", "form", "field", "text"), [
    ("数值", "１３５，０００", None, "value", "135000"),
    ("数值", 0.55, "0%", "value", "55"),
    ("数值", 0.1 + 0.2, "General", "value", "0.3"),
    ("时间", datetime(2024, 4, 23), "yyyy-mm-dd", "period", "2024-04-23"),
    ("时间", 2024, "General", "period", "2024"),
    ("数别", "change", None, "measure", "change"),
    ("主体", None, None, "subject", ""),
])
def test_what_editors_type_is_understood(path, heading, value, form, field, text):
    edit(path, put(2, heading, value, form))
    one = read_workbook(path)[0]
    assert one.fields[field] == text
    assert one.changed == {field}


@pytest.mark.parametrize(("heading", "value", "words"), [
    ("状态", "通过", "数据明细!A2 “通过”不在可选之列（待核、已核、已改、不采、存疑）"),
    ("状态", None, "数据明细!A2"),
    ("数值", "13.5万", "数据明细!E2 “13.5万”不是数"),
    ("时间", "去年", "数据明细!J2 “去年”不是规范的时间"),
    ("数值", "=1/0", "数据明细!E2 公式没有算出结果"),
    ("数值", "#REF!", "数据明细!E2 单元格是错误值 #REF!"),
    ("行标识", "十一", "数据明细!AB2 行标识或行校验被改动了"),
    ("行校验", "abc", "行标识或行校验被改动了"),
])
def test_bad_cells_are_named(path, heading, value, words):
    edit(path, put(2, heading, value))
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    assert words in explain(caught.value)
    assert caught.value.where == "核查.xlsx"


def test_all_bad_cells_are_counted_and_the_first_dozen_named(tmp_path):
    target = tmp_path / "一.xlsx"
    write_workbook(target, content(facts=tuple(row(number, YIELD) for number in range(1, 21))), Silent())
    edit(target, lambda page: [put(line, "数值", "很多")(page) for line in range(2, 22)])
    with pytest.raises(WorkbookError) as caught:
        read_workbook(target)
    words = explain(caught.value)
    assert "有 20 处" in words
    assert words.count("“很多”") == 12


def test_a_formula_with_a_stored_result_counts(path):
    edit(path, put(2, "数值", "=270000/2"))
    inject_result(path, "135000")
    one = read_workbook(path)[0]
    assert one.fields["value"] == "135000"


def inject_result(path, result):
    """Store the result of the one formula of the details, as a spreadsheet program does on saving."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = next(name for name, data in parts.items() if b"<f>270000/2</f>" in data)
    parts[name] = parts[name].replace(b"<f>270000/2</f><v></v>", f"<f>270000/2</f><v>{result}</v>".encode())
    parts[name] = parts[name].replace(b"<f>270000/2</f><v />", f"<f>270000/2</f><v>{result}</v>".encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, data in parts.items():
            packed.writestr(part, data)


def test_a_row_without_an_id_is_told(path):
    edit(path, lambda page: page.append(["待核", "合计"]))
    with pytest.raises(WorkbookError, match="workbook-cells") as caught:
        read_workbook(path)
    assert "没有行标识" in explain(caught.value)


def test_a_row_copied_and_changed_is_told_but_a_plain_copy_is_not(path):
    def copy(page):
        page.append([cell.value for cell in page[3]])

    edit(path, copy)
    assert len(read_workbook(path)) == len(FACTS)
    edit(path, put(len(FACTS) + 2, "数值", 5))
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    assert "同一条数据" in explain(caught.value)


def test_a_renamed_sheet_is_found(path):
    edit(path, lambda page: setattr(page, "title", "我的表"))
    assert len(read_workbook(path)) == len(FACTS)


def foreign(tmp_path):
    target = tmp_path / "别的.xlsx"
    book = Workbook()
    book.active.append(["数值"])
    book.save(target)
    return target


def named(tmp_path, name, data):
    target = tmp_path / name
    target.write_bytes(data)
    return target


@pytest.mark.parametrize(("make", "code"), [
    (foreign, "workbook-no-table"),
    (lambda folder: folder / "没有.xlsx", "workbook-missing"),
    (lambda folder: named(folder, "网页.xlsx", b"<html></html>"), "workbook-not-excel"),
    (lambda folder: named(folder, "空.xlsx", b""), "workbook-not-excel"),
    (lambda folder: folder, "workbook-unreadable"),
])
def test_files_that_are_no_workbook_of_ours(tmp_path, make, code):
    with pytest.raises(WorkbookError) as caught:
        read_workbook(make(tmp_path))
    assert caught.value.code == code
    assert explain(caught.value)


def test_a_zip_that_is_no_workbook(tmp_path):
    target = tmp_path / "压缩.xlsx"
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("a.txt", "x")
    with pytest.raises(WorkbookError, match="workbook-not-excel"):
        read_workbook(target)


def test_a_workbook_cut_short(path):
    path.write_bytes(path.read_bytes()[:-3000])
    with pytest.raises(WorkbookError, match="workbook-not-excel"):
        read_workbook(path)


def test_a_zip_bomb_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("ecodesk.exporting.taking.LARGEST_MB", 1)
    target = tmp_path / "弹.xlsx"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (2 << 20))
    with pytest.raises(WorkbookError, match="workbook-too-large"):
        read_workbook(target)


def test_the_file_itself_is_never_written(path):
    before = path.read_bytes()
    path.chmod(0o444)
    read_workbook(path)
    assert path.read_bytes() == before
