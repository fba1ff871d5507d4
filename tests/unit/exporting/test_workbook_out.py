"""The workbook as a spreadsheet program finds it."""

from __future__ import annotations

import errno
import gc
import os
import re
import sys
from dataclasses import replace
from decimal import Decimal

import pytest
from exporting_rows import AREA, AT, FACTS, LEFT, RIGHT, YIELD, content, finding, row
from openpyxl import load_workbook

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import WorkbookError
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.domain.rulings import Choice, Settlement
from ecodesk.domain.text import Span
from ecodesk.domain.views import FindingRow, RulingStep, Silent
from ecodesk.exporting.atomic import in_place_of
from ecodesk.exporting.columns import COLUMNS, index_of
from ecodesk.exporting.workbook import write_workbook
from ecodesk.knowledge.messages import explain
from ecodesk.knowledge.reasons import reason_by, rule_words

SHEETS = ["摘要", "数据明细", "存疑与冲突", "勾稽算式", "稿件", "修改记录", "说明"]


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "核查.xlsx"
    write_workbook(path, content(), Silent())
    return load_workbook(path)


def cell(book, row_number, heading):
    return book["数据明细"].cell(row_number, index_of(heading))


def written(tmp_path, **parts):
    path = tmp_path / "一.xlsx"
    write_workbook(path, content(**parts), Silent())
    return load_workbook(path)


def test_sheets_stand_in_their_order(book):
    assert book.sheetnames == SHEETS


def test_numbers_are_numbers_and_codes_are_text(book):
    value = cell(book, 2, "数值")
    assert value.value == 1350000
    assert value.data_type == "n"
    assert value.number_format == "#,##0"
    assert cell(book, 8, "数值").value == 74866.9
    assert cell(book, 8, "数值").number_format == "#,##0.0"
    period = cell(book, 2, "时间")
    assert (period.value, period.data_type, period.number_format) == ("2023", "s", "@")


@pytest.mark.parametrize("value", ["1234567890123456.789", "0.1234567890123456", "007", "A", "3:0", "-0"])
def test_a_number_that_a_double_would_change_stays_text(tmp_path, value):
    book = written(tmp_path, facts=(row(11, replace(YIELD, value=value)),), findings=())
    assert cell(book, 2, "数值").value == value
    assert cell(book, 2, "数值").data_type == "s"


TRAPS = ["=1+1", "+86", "-减", "@所有人", "#N/A", "=HYPERLINK(\"http://x\")", "TRUE", "1e5"]


@pytest.mark.parametrize("text", TRAPS)
def test_text_never_becomes_a_formula_an_error_or_a_number(tmp_path, text):
    book = written(tmp_path, facts=(row(11, YIELD, note=text),), findings=())
    note = cell(book, 2, "备注")
    assert note.value == text
    assert note.data_type == "s"
    assert note.quotePrefix == (text[0] in "=+-@")


def test_control_characters_go_and_long_text_is_cut_with_a_note(tmp_path):
    notes = ("响\x07铃\x0b坏\ud800字", "长" * 40_000)
    facts = tuple(row(number, YIELD, note=note) for number, note in enumerate(notes, 1))
    book = written(tmp_path, facts=facts)
    assert cell(book, 2, "备注").value == "响铃坏字"
    cut = cell(book, 3, "备注").value
    assert len(cut) == 32_767
    assert "全文 40000 字" in cut[-40:]


def test_text_that_looks_like_an_escape_is_kept(tmp_path):
    book = written(tmp_path, facts=(row(11, YIELD, note="_x4E2D_"),), findings=())
    assert cell(book, 2, "备注").value == "_x005F_x4E2D_"  # what a spreadsheet shows as _x4E2D_


def test_details_are_frozen_filtered_printed_and_hide_their_keys(book):
    page = book["数据明细"]
    assert page.freeze_panes == "C2"
    assert page.auto_filter.ref == f"A1:AC{len(FACTS) + 1}"
    assert page.print_title_rows in ("1:1", "$1:$1")
    assert page.print_area == f"'数据明细'!$A$1:$P${len(FACTS) + 1}"
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    hidden = {name for name, column in page.column_dimensions.items() if column.hidden}
    assert [column.heading for column in COLUMNS if column.hidden] == ["行标识", "行校验"]
    assert hidden & {"AB", "AC"}
    assert page["A1"].value == "状态"


def test_status_has_a_drop_down_over_all_rows_and_a_colour_for_each_state(book):
    page = book["数据明细"]
    lists = {str(one.sqref): one.formula1 for one in page.data_validations.dataValidation}
    assert lists[f"A2:A{len(FACTS) + 1}"] == '"待核,已核,已改,不采,存疑"'
    assert len(lists) == 4
    rules = [rule.formula[0] for area in page.conditional_formatting for rule in area.rules]
    assert '$A2="已核"' in rules
    assert any('"冲突"' in rule for rule in rules)


def test_a_problem_leads_to_its_rows(book):
    page = book["存疑与冲突"]
    found = [(page.cell(line, 2).value, page.cell(line, 4).value, page.cell(line, 4).hyperlink.location)
             for line in range(2, page.max_row + 1)]
    assert ("不符", "135万吨", "'数据明细'!B2") in found
    assert ("不符", "30万亩", "'数据明细'!B3") in found
    assert page["J2"].value == "13.5万吨"
    assert all(page.cell(line, 4).hyperlink.ref == f"D{line}" for line in range(2, page.max_row + 1))


def test_a_finding_about_words_names_its_article(tmp_path):
    made = Finding("range-percent", Verdict.FAILS, (), "两端都要写“%”", article_id="a-1", span=Span(3, 9))
    page = written(tmp_path, findings=(FindingRow(9, made, ()),))["存疑与冲突"]
    shown = [page.cell(2, number).value for number in (2, 3, 4, 8)]
    assert shown == ["不符", "范围写全百分号", None, "石头缝里的李子"]
    assert page.max_row == 2


def value_of(book, expression):
    """Works out the few things our formulas use: INDEX over MATCH, + - * / and parentheses."""
    page = book["数据明细"]
    ids = {page.cell(line, index_of("行标识")).value: line for line in range(2, page.max_row + 1)}

    def lookup(match):
        assert (match.group(1), match.group(3)) == ("E", "AB")
        return f"Decimal('{page.cell(ids[int(match.group(2))], index_of('数值')).value}')"

    area = r"'数据明细'!\$(\w+)\$2:\$\w+\$\d+"
    plain = re.sub(rf"INDEX\({area},MATCH\((\d+),{area},0\)\)", lookup, expression.removeprefix("="))
    plain = re.sub(r"(?<![\w.'])(\d+(?:\.\d+)?)(?!')", r"Decimal('\1')", plain)
    return eval(plain, {"Decimal": Decimal})


def test_arithmetic_is_live(book):
    page = book["勾稽算式"]
    rows = {page.cell(line, 2).value: line for line in range(2, page.max_row + 1)}
    assert page.cell(rows["分项与合计"], 6).data_type == "f"
    assert value_of(book, page.cell(rows["分项与合计"], 6).value) == 137700000
    assert value_of(book, page.cell(rows["分项与合计"], 7).value) == 137700000
    assert value_of(book, page.cell(rows["分项与合计"], 8).value) == 0


def test_a_quotient_has_no_stated_figure(book):
    page = book["勾稽算式"]
    assert value_of(book, page["F2"].value) == Decimal("4.5")
    assert (page["G2"].value, page["H2"].value, page["I2"].value) == (None, None, "吨/亩")


def test_a_conversion_is_live_too(book):
    page = book["勾稽算式"]
    assert page["E4"].value == "74866.9MWh = 7486.69万千瓦时"
    assert value_of(book, page["F4"].value) == 74866900
    assert value_of(book, page["H4"].value) == 74866900 - 76482000
    assert page["I4"].value == "千瓦时"


@pytest.mark.parametrize(("formula", "ids", "result", "unit"), [
    ("135万吨 ÷ 30万亩 = 4.5吨/亩 = 4500公斤/亩", (11, 12), "4.5", "吨/亩"),
    ("(8290万元 − 5480万元) ÷ 5480万元 = 51.28%", (14, 15), "51.28", "%"),
    ("8290万元 − 5480万元 = 2810万元；8290万元 ÷ 5480万元 = 1.51倍", (14, 15), "28100000", "元"),
    ("1.377亿元 − 5480万元 + 1 = 8290.0001万元", (14, 16), "82900001", "元"),
])
def test_arithmetic_of_many_shapes(tmp_path, formula, ids, result, unit):
    book = written(tmp_path, findings=(finding(1, "share", Verdict.QUERY, formula, *ids),))
    page = book["勾稽算式"]
    assert round(value_of(book, page["F2"].value), 2) == Decimal(result)
    assert page["I2"].value == unit


@pytest.mark.parametrize("formula", [
    "30万亩 ≤ 409.82万亩（7.32%）",  # no result
    "135万吨 ÷ 30万亩 = 9.9吨/亩",  # not what the arithmetic gives
    "135万吨 ÷ 面积 = 4.5吨/亩",  # a word among the numbers
    "135万吨 ÷ 30万亩 × = 4.5吨/亩",  # not well formed
    "135万吨 ÷ 0 = 4.5吨/亩",
    "1 + 1 = 2",  # nothing of the sheet
    "135万吨 = 135万吨",
])
def test_what_is_no_arithmetic_gets_no_formula(tmp_path, formula):
    book = written(tmp_path, findings=(finding(1, "share", Verdict.QUERY, formula, 11, 12),))
    assert book["勾稽算式"]["E2"].value == formula
    assert book["勾稽算式"]["F2"].value is None


def test_a_value_that_is_text_is_not_reckoned_with(tmp_path):
    long = replace(YIELD, value="1350000.0000000000001")
    made = finding(1, "plausible", Verdict.FAILS, "135万吨 ÷ 30万亩 = 4.5吨/亩", 11, 12)
    rows = (row(11, long), row(12, AREA))
    book = written(tmp_path, facts=rows, findings=(replace(made, rows=rows),))
    assert book["勾稽算式"]["F2"].value is None


def test_the_formula_follows_a_correction_in_the_sheet(book):
    cell(book, 2, "数值").value = 135000
    assert value_of(book, book["勾稽算式"]["F2"].value) == Decimal("0.45")


def test_changes_are_told_in_words(book):
    page = book["修改记录"]
    told = [page.cell(2, number).value for number in (2, 6, 7, 8)]
    assert told == ["周明", "待核", "存疑", "约数词：确数 → 约"]


def test_what_was_ruled_about_a_group_stands_beside_it_and_among_the_changes(tmp_path):
    kept = Settlement(Choice.KEEP, "周明", AT, "照公报", kept=LEFT.id, departing=(RIGHT.id,), step=4)
    group = finding(5, "across", Verdict.KEPT, "5480万元 ≠ 8290万元", 14, 15, settlement=kept)
    agreed = finding(6, "across", Verdict.SAME, "30万亩 = 30万亩", 12, settlement=replace(kept, kept=AREA.id))
    step = RulingStep(4, Choice.KEEP, "周明", AT, "照公报", group.rows, group.rows[0], undoes=0)
    back = replace(step, step=5, choice=Choice.NONE, kept=None, note="", undoes=4)
    book = written(tmp_path, findings=(group, agreed), rulings=(back, step))
    page = book["存疑与冲突"]
    heads = [head.value for head in page[1]]
    ruled = [page.cell(line, heads.index("裁定") + 1).value for line in range(2, page.max_row + 1)]
    assert ruled[0] == ruled[1] == "采用 5480万元（《石头缝里的李子》） · 1 处待改 · 周明 2026-03-04：照公报"
    assert page["B2"].value == "已采用"
    assert "采用 30万亩" in ruled[2]
    told = [[cell_.value for cell_ in line] for line in book["修改记录"].iter_rows(min_row=2)]
    assert [line[2] for line in told] == [5, 4, 1]
    assert told[1][4:9] == ["5480万元／8290万元", None, None, "采用此值（5480万元）", "照公报"]
    assert told[0][7] == "撤销，现为：撤回裁定"
    assert told[0][10] == "撤销第 4 步"


def test_summary_counts(book):
    page = book["摘要"]
    pairs = [(page.cell(line, 1).value, page.cell(line, 2).value) for line in range(1, page.max_row + 1)]
    counts = {name: number for name, number in pairs if number is not None}
    assert (counts["数据"], counts["断语"], counts["已核"], counts["存疑"], counts["不符"]) == (8, 1, 1, 1, 2)


def test_an_empty_desk_gives_a_whole_workbook(tmp_path):
    book = written(tmp_path, batches=(), articles=(), facts=(), findings=(), decisions=())
    assert book.sheetnames == SHEETS
    assert book["数据明细"].max_row == 1


class Stopper(Silent):
    """Progress of an editor who stops at once."""

    def __init__(self):
        self.steps = 0

    @property
    def cancelled(self):
        return self.steps > 0

    def step(self, done, total, label):
        self.steps += 1
        assert 0 <= done <= total
        assert label


def test_a_cancelled_export_leaves_the_old_file(tmp_path):
    path = tmp_path / "核查.xlsx"
    path.write_bytes(b"old")
    many = tuple(row(number, AREA) for number in range(1, 900))
    stopper = Stopper()
    write_workbook(path, content(facts=many), stopper)
    assert stopper.steps == 1
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["核查.xlsx"]


def test_a_missing_folder_is_told_in_chinese(tmp_path):
    with pytest.raises(WorkbookError) as caught:
        write_workbook(tmp_path / "没有" / "核查.xlsx", content(), Silent())
    assert "文件夹不存在" in explain(caught.value)


def test_a_target_that_cannot_be_replaced_keeps_no_rubbish(tmp_path):
    (tmp_path / "核查.xlsx").mkdir()
    with pytest.raises(WorkbookError) as caught:
        write_workbook(tmp_path / "核查.xlsx", content(), Silent())
    assert caught.value.code == "workbook-locked"
    assert "关闭" in explain(caught.value)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of a file to run into")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # zipfile tries once more
def test_a_write_that_fails_half_way_keeps_the_old_file(tmp_path):
    import resource
    path = tmp_path / "核查.xlsx"
    path.write_bytes(b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(WorkbookError) as caught:
            write_workbook(path, content(), Silent())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert caught.value.code == "workbook-write"
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["核查.xlsx"]
    del caught
    gc.collect()


@pytest.mark.parametrize(("number", "code"), [
    (errno.ENOSPC, "workbook-disk"), (errno.EACCES, "workbook-locked"), (errno.EIO, "workbook-write"),
])
def test_failures_of_the_system_are_told_apart(tmp_path, number, code):
    with pytest.raises(WorkbookError, match=code) as caught, in_place_of(tmp_path / "核查.xlsx"):
        raise OSError(number, os.strerror(number))
    assert "。" in explain(caught.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="rights of another kind")
def test_colleagues_may_read_what_was_exported(tmp_path):
    write_workbook(tmp_path / "核查.xlsx", content(), Silent())
    (tmp_path / "普通文件").touch()
    rights = {one.stat().st_mode for one in tmp_path.iterdir()}
    assert len(rights) == 1


def test_statuses_show_their_words(book):
    assert [cell(book, line, "状态").value for line in (2, 3, 4)] == ["存疑", "已核", "待核"]
    assert {Status.OPEN, Status.QUERIED} <= {one.status for one in FACTS}


def test_doubtful_fields_are_named_with_their_rule():
    reasons = (reason_by("value-unit"), reason_by("subject-none"))
    doubtful = row(1, replace(YIELD, reasons=reasons, confidence=0.1))
    shown = {column.heading: column.show for column in COLUMNS}
    assert shown["把握"](doubtful) == "0.10"
    assert shown["存疑项"](doubtful).startswith(f"主体（{rule_words('subject-none')}，")
    assert "数值" not in shown["存疑项"](doubtful)
    assert shown["存疑项"](row(2, AREA)) == ""
