"""References from tables and back, row by row; what facts, groups and the workbook say of them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import ReadError, UsageError
from ecodesk.domain.facts import Measure, Modality, Qualifier
from ecodesk.domain.findings import Verdict
from ecodesk.domain.references import ReferenceColumn, ReferenceLayout, ReferenceOutcome, ReferenceReport
from ecodesk.domain.views import FactFilter, FactRow, Silent
from ecodesk.knowledge.messages import explain
from ecodesk.services.desk import Desk
from ecodesk.services.reference_tables import layout_of, sample_rows
from ecodesk.services.reference_values import reference_of, typed_of
from tests.reference_tables import HEADERS, ROWS, YEARBOOK, csv_table, workbook

C = ReferenceColumn
PEARS = "2023年，青禾县酥梨种植面积12万亩，酥梨产量60万吨，合作社86家。"
RIVAL = "2023年，青禾县酥梨种植面积13万亩，酥梨产量62万吨，山上还有公园4个。"


@pytest.fixture
def filled(desk: Desk, tmp_path: Path) -> Desk:
    """Two articles that differ about the area."""
    for name, words in (("甲.txt", PEARS), ("乙.txt", RIVAL)):
        (tmp_path / name).write_text(words, encoding="utf-8")
        assert not desk.importing.import_paths([tmp_path / name]).failed
    return desk


def outcomes(report: ReferenceReport) -> list[ReferenceOutcome]:
    return [row.outcome for row in report.rows]


def fact(desk: Desk, words: str) -> FactRow:
    return next(row for row in desk.queries.facts(FactFilter()) if row.fact.text == words)


def told(desk: Desk, words: str) -> list[tuple[str, Verdict]]:
    """Kinds and verdicts of what is said about a figure by references."""
    row = fact(desk, words)
    return [(item.finding.kind, item.finding.verdict) for item in desk.queries.findings(fact_id=row.id)
            if item.finding.kind == "reference"]


# -- figures as they are typed


@pytest.mark.parametrize(
    ("value", "high", "unit", "expected"),
    [
        ("13.5", "", "万吨", ("135000", "", "吨", "", "amount", "13.5万吨")),
        ("13.5万", "", "吨", ("135000", "", "吨", "", "amount", "13.5万吨")),
        ("13.5万吨", "", "", ("135000", "", "吨", "", "amount", "13.5万吨")),
        ("约18亿元", "", "", ("1800000000", "", "元", "approx", "amount", "约18亿元")),
        ("300余", "", "人", ("300", "", "人", "more", "amount", "300余人")),
        ("300左右", "", "人", ("300", "", "人", "approx", "amount", "300人左右")),
        ("12—13", "", "万亩", ("120000", "130000", "亩", "", "amount", "12万—13万亩")),
        ("12", "13", "万亩", ("120000", "130000", "亩", "", "amount", "12万—13万亩")),
        ("55.1%", "", "", ("55.1", "", "%", "", "percent", "55.1%")),
        ("15%~30%", "", "", ("15", "30", "%", "", "percent", "15—30%")),
        ("1,350.50", "", "元", ("1350.50", "", "元", "", "amount", "1350.50元")),
        ("8.959999999999999", "", "万亩", ("89600", "", "亩", "", "amount", "8.96万亩")),
        ("５萬", "", "戶", ("50000", "", "户", "", "amount", "5万户")),
        ("4.5", "", "公斤/亩", ("4.5", "", "公斤/亩", "", "amount", "4.5公斤/亩")),
        ("7486.69", "", "万千瓦时", ("74866900", "", "千瓦时", "", "amount", "7486.69万千瓦时")),
        ("3", "", "千克", ("3", "", "千克", "", "amount", "3千克")),
    ],
)
def test_a_figure_is_read_as_it_is_typed_and_typed_again_as_it_was(value, high, unit, expected):
    cells = {C.SUBJECT: "甲县", C.INDICATOR: "产量", C.VALUE: value, C.VALUE_HIGH: high, C.UNIT: unit}
    found = reference_of(cells)
    assert (found.value, found.value_high, found.unit, found.qualifier, found.measure, found.text) == expected
    assert reference_of(typed_of(found)) == found


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({C.VALUE: "很多"}, "services.reference-value"),
        ({C.VALUE: ""}, "services.reference-value"),
        ({C.VALUE: "12", C.VALUE_HIGH: "3"}, "services.reference-order"),
        ({C.VALUE: "12万", C.UNIT: "万亩"}, "services.reference-twice"),
        ({C.PERIOD: "去年"}, "services.reference-period"),
        ({C.SUBJECT: ""}, "services.reference-subject"),
        ({C.INDICATOR: ""}, "services.reference-indicator"),
        ({C.MEASURE: "断语"}, "services.reference-claim"),
        ({C.MEASURE: "等级"}, "services.reference-grade"),
        ({C.MEASURE: "等级", C.VALUE: "好"}, "services.reference-grade"),
        ({C.NOTE: "长" * 300}, "services.too-long"),
    ],
)
def test_what_makes_no_sense_is_refused_in_chinese(cells, code):
    whole = {C.SUBJECT: "甲县", C.INDICATOR: "产量", C.VALUE: "12", C.UNIT: "吨"} | cells
    with pytest.raises(UsageError) as caught:
        reference_of(whole)
    assert caught.value.code == code
    assert explain(caught.value)


def test_the_kind_of_number_is_told_by_unit_and_indicator():
    kinds = {("产值同比增长", "%"): Measure.CHANGE, ("占比", "%"): Measure.PERCENT,
             ("产值", "元"): Measure.AMOUNT, ("增长", "倍"): Measure.MULTIPLE}
    for (indicator, unit), expected in kinds.items():
        cells = {C.SUBJECT: "甲县", C.INDICATOR: indicator, C.VALUE: "3", C.UNIT: unit}
        assert reference_of(cells).measure is expected
    assert reference_of({C.SUBJECT: "甲县", C.INDICATOR: "产量", C.VALUE: "3", C.QUALIFIER: "约",
                         C.MEASURE: "百分比"}).qualifier is Qualifier.APPROX


# -- tables


def test_a_table_comes_in_with_its_sources_and_is_held_against_the_articles(filled: Desk, tmp_path: Path):
    report = filled.references.import_file(workbook(tmp_path / "年鉴.xlsx"))
    assert outcomes(report) == [ReferenceOutcome.ADDED] * 3
    [area] = [row.reference for row in filled.references.rows("种植面积")]
    assert (area.value, area.unit, area.period, area.place) == ("130000", "亩", "2023", "青禾县")
    assert (area.source, area.dated, area.page, area.text) == (YEARBOOK, "2024-03-01", "25", "13万亩")
    assert told(filled, "12万亩") == [("reference", Verdict.CONFLICT)]
    assert told(filled, "13万亩") == [("reference", Verdict.SAME)]
    assert told(filled, "4个") == []
    assert report.changes.references


def test_the_same_table_again_changes_nothing(filled: Desk, tmp_path: Path):
    path = workbook(tmp_path / "年鉴.xlsx")
    filled.references.import_file(path)
    before, step = filled.references.rows(), filled.reviewing.undo_label()
    again = filled.references.import_file(path)
    assert outcomes(again) == [ReferenceOutcome.SAME] * 3
    assert filled.references.rows() == before
    assert filled.reviewing.undo_label() == step, "and no step is left to undo"


def test_another_value_of_the_same_source_updates_and_says_so(filled: Desk, tmp_path: Path):
    filled.references.import_file(workbook(tmp_path / "年鉴.xlsx"))
    changed = [(*ROWS[0][:4], 12, *ROWS[0][5:]), (*ROWS[1][:-1], 30), ROWS[2]]
    report = filled.references.import_file(workbook(tmp_path / "修订.xlsx", changed))
    assert outcomes(report) == [ReferenceOutcome.UPDATED, ReferenceOutcome.UPDATED, ReferenceOutcome.SAME]
    assert report.rows[0].message == "原为 13万亩"
    assert "第26页" in report.rows[1].message
    assert len(filled.references.rows()) == 3
    assert told(filled, "12万亩") == [("reference", Verdict.SAME)]
    assert told(filled, "13万亩") == [("reference", Verdict.CONFLICT)]


def test_another_source_stands_beside_the_first(filled: Desk, tmp_path: Path):
    filled.references.import_file(workbook(tmp_path / "年鉴.xlsx"))
    bulletin = [(*ROWS[0][:4], 12, "万亩", "农业局通报", "2024-06-01", 1)]
    report = filled.references.import_file(csv_table(tmp_path / "通报.csv", bulletin))
    assert outcomes(report) == [ReferenceOutcome.ADDED]
    row = fact(filled, "12万亩")
    assert [item.verdict for item in filled.references.of_fact(row.id)] == [Verdict.SAME, Verdict.CONFLICT]


def test_rows_that_do_not_fit_are_told_by_their_own_numbers(desk: Desk, tmp_path: Path):
    rows = [ROWS[0], (), ("青禾县", "酥梨", "产值", "去年", 9, "亿元", YEARBOOK, "", 27),
            ("青禾县", "酥梨", "产值", 2023, "不详", "亿元", YEARBOOK, "", 27), ROWS[0],
            (*ROWS[0][:4], 14, *ROWS[0][5:]), ("", "", "产值", 2023, 9, "亿元", YEARBOOK, "", 27)]
    report = desk.references.import_file(workbook(tmp_path / "年鉴.xlsx", rows))
    assert [(row.number, row.outcome) for row in report.rows] == [
        (3, ReferenceOutcome.ADDED), (5, ReferenceOutcome.FAILED), (6, ReferenceOutcome.FAILED),
        (7, ReferenceOutcome.SKIPPED), (8, ReferenceOutcome.FAILED), (9, ReferenceOutcome.FAILED)]
    messages = [row.message for row in report.rows]
    assert "去年" in messages[1]
    assert "不详" in messages[2]
    assert messages[3] == "与第 3 行相同"
    assert "与第 3 行说法不同（13万亩）" in messages[4]
    assert "没有主体" in messages[5]
    assert "新增 1 条" in report.text
    assert "未导入 4 条" in report.text
    assert len(report.text.splitlines()) == 8


def test_columns_are_said_once_for_a_table_with_headers_of_its_own(desk: Desk, tmp_path: Path):
    headers = ("县名", "作物", "项目名", "去年的数（万亩）")
    path = csv_table(tmp_path / "表.csv", [("青禾县", "酥梨", "种植面积", "13.0")], headers)
    with pytest.raises(UsageError) as caught:
        desk.references.import_file(path)
    assert caught.value.code == "services.reference-columns"
    layout = layout_of(["地点=县名，主体=作物", "指标=项目名;value=去年的数（万亩）"],
                       {C.PERIOD: "2023年", C.SOURCE: "县农业局"})
    desk.references.import_file(path, layout)
    [row] = desk.references.rows()
    assert (row.reference.value, row.reference.unit, row.reference.text) == ("130000", "亩", "13.0万亩")
    assert (row.reference.period, row.reference.source) == ("2023", "县农业局")


def test_a_table_without_headers_is_read_by_the_numbers_of_its_columns(desk: Desk, tmp_path: Path):
    path = csv_table(tmp_path / "表.csv", [("青禾县", "人口", "32.5万")], ("云脊县", "人口", "18万"))
    layout = layout_of(["主体=第1列,指标=第2列,数值=第3列"], {C.UNIT: "人", C.SOURCE: "普查"})
    report = desk.references.import_file(path, layout)
    assert [row.number for row in report.rows] == [1, 2]
    assert {row.reference.value for row in desk.references.rows()} == {"325000", "180000"}


@pytest.mark.parametrize(("typed", "code"), [
    ("主体", "services.columns-pair"), ("颜色=甲", "services.reference-meaning"),
    ("主体=甲,对象=乙", "services.columns-twice"),
])
def test_columns_that_make_no_sense_are_refused(typed: str, code: str):
    with pytest.raises(UsageError) as caught:
        layout_of([typed], {})
    assert caught.value.code == code


WIDE = ("指标", "2021年", "2022年", "2023年")
YEARS = [("种植面积（万亩）", 11.2, 11.9, 12.6), ("产量（万吨）", 52, "", 60), ("", "", "", "")]


def test_years_in_columns_of_their_own_are_values_of_these_years(desk: Desk, tmp_path: Path):
    path = workbook(tmp_path / "年鉴.xlsx", YEARS, WIDE)
    layout = layout_of([], {C.SUBJECT: "酥梨", C.PLACE: "青禾县", C.SOURCE: YEARBOOK})
    report = desk.references.import_file(path, layout)
    assert outcomes(report) == [ReferenceOutcome.ADDED] * 5, report.text
    found = {(row.reference.indicator, row.reference.period): row.reference for row in desk.references.rows()}
    assert found["种植面积", "2022"].text == "11.9万亩"
    assert found["产量", "2023"].value == "600000"
    assert ("产量", "2022") not in found
    [sheet] = desk.references.tables.preview(path).sheets
    header = desk.references.tables.header(sheet)
    assert header == 1, "headers of years are headers, not figures"
    guessed = desk.references.tables.guess(sheet, header)
    assert [name for name, column in guessed.columns if column is C.VALUE] == list(WIDE[1:])
    again = desk.references.import_file(path, ReferenceLayout(guessed.columns, guessed.headers, None,
                                                              layout.common))
    assert outcomes(again) == [ReferenceOutcome.SAME] * 5


def test_a_share_is_what_the_sheet_shows(desk: Desk, tmp_path: Path):
    headers = ("地区", "指标", "年份", "数值")
    path = workbook(tmp_path / "表.xlsx", [("青禾县", "森林覆盖率", 2023, 0.551)], headers)
    book = openpyxl.load_workbook(path)
    book.active["D3"].number_format = "0.0%"
    book.save(path)
    desk.references.import_file(path)
    [row] = desk.references.rows()
    assert (row.reference.value, row.reference.unit, row.reference.measure) == ("55.1", "%", Measure.PERCENT)
    assert desk.references.tables.preview(path).sheets[0].rows[2][3] == "55.1%"


def test_one_column_named_by_its_year_is_of_that_year(desk: Desk, tmp_path: Path):
    path = csv_table(tmp_path / "表.csv", [("青禾县", "人口（万人）", "32.5")], ("地区", "指标", "2023年"))
    desk.references.import_file(path, layout_of(["数值=2023年"], {}))
    [row] = desk.references.rows()
    assert (row.reference.period, row.reference.value, row.reference.unit) == ("2023", "325000", "人")


def test_a_layout_is_kept_for_the_next_table_with_its_headers(desk: Desk, tmp_path: Path):
    headers = ("县名", "作物", "项目名", "数")
    path = csv_table(tmp_path / "表.csv", [("青禾县", "酥梨", "种植面积", "13万亩")], headers)
    tables = desk.references.tables
    [sheet] = tables.preview(path).sheets
    guessed = tables.guess(sheet, sheet.header)
    assert ("数", C.VALUE) in guessed.columns
    pairs = (("县名", C.PLACE), ("作物", C.SUBJECT), ("项目名", C.INDICATOR), ("数", C.VALUE))
    tables.remember(ReferenceLayout(pairs, headers, None, ((C.SOURCE, "县志"),)))
    kept = tables.guess(sheet, sheet.header)
    assert (kept.columns, kept.common) == (pairs, ((C.SOURCE, "县志"),))
    [first] = sample_rows(sheet, sheet.header, kept)
    assert (first.reference.value, first.reference.source) == ("130000", "县志")
    tables.path.write_text("[{", encoding="utf-8")
    assert tables.guess(sheet, sheet.header).common == (), "a damaged file is put aside"


def test_what_is_no_table_is_refused(desk: Desk, tmp_path: Path):
    path = tmp_path / "稿.txt"
    path.write_text(PEARS, encoding="utf-8")
    with pytest.raises(ReadError):
        desk.references.import_file(path)
    with pytest.raises(ReadError):
        desk.references.import_file(tmp_path / "没有.xlsx")


class Stopped(Silent):
    """Progress whose editor asks to stop once it has been looked at so many times."""

    def __init__(self, after: int) -> None:
        self._left = after

    @property
    def cancelled(self) -> bool:
        self._left -= 1
        return self._left < 0


def test_stopped_while_reading_nothing_is_taken_in(filled: Desk, tmp_path: Path):
    report = filled.references.import_file(workbook(tmp_path / "年鉴.xlsx"), None, Stopped(0))
    assert report.cancelled
    assert filled.references.rows() == []
    assert filled.reviewing.undo_label() is None


def test_stopped_while_comparing_all_is_taken_in_and_that_is_told(filled: Desk, tmp_path: Path):
    report = filled.references.import_file(workbook(tmp_path / "年鉴.xlsx"), None, Stopped(3))
    assert (report.cancelled, report.unchecked) == (True, True)
    assert "F5" in report.text
    assert len(filled.references.rows()) == 3
    assert told(filled, "12万亩") == []
    filled.checking.run()
    assert told(filled, "12万亩") == [("reference", Verdict.CONFLICT)]


def test_what_is_written_comes_back_the_same(desk: Desk, tmp_path: Path):
    rows = [*ROWS, ("青禾县", "", "森林覆盖率", 2023, "55.10%", "", YEARBOOK, "", 3),
            ("青禾县", "", "旅游收入", "2024年一季度", "约1.8亿", "元", YEARBOOK, "", 4),
            ("青禾县", "", "年均气温", 2023, "16—18", "摄氏度", "=气象局", "", 5)]
    desk.references.import_file(workbook(tmp_path / "年鉴.xlsx", rows))
    before = [row.reference for row in desk.references.rows()]
    for name in ("出.xlsx", "出.csv"):
        assert desk.references.export(tmp_path / name) == 6
        report = desk.references.import_file(tmp_path / name)
        assert outcomes(report) == [ReferenceOutcome.SAME] * 6, report.text
    assert [row.reference for row in desk.references.rows()] == before
    sheet = openpyxl.load_workbook(tmp_path / "出.xlsx")["权威数据"]
    found = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    assert found["酥梨"][2].value in (13, 60), "numbers are numbers"
    with pytest.raises(UsageError):
        desk.references.export(tmp_path / "出.txt")


# -- from facts, and what is said of them


def test_a_verified_fact_becomes_a_reference_of_other_articles(filled: Desk):
    open_row = fact(filled, "13万亩")
    with pytest.raises(UsageError) as caught:
        filled.references.take_fact(open_row)
    assert caught.value.code == "services.reference-open"
    filled.reviewing.decide([open_row.id], Status.VERIFIED, "", "县农业局")
    changes = filled.references.take_fact(fact(filled, "13万亩"))
    assert changes.references
    [row] = filled.references.rows()
    assert (row.reference.source, row.reference.value, row.facts) == ("县农业局", "130000", 2)
    assert told(filled, "12万亩") == [("reference", Verdict.CONFLICT)]
    assert filled.references.take_fact(fact(filled, "13万亩")).facts == frozenset(), "twice is once"
    assert len(filled.references.rows()) == 1


def test_a_group_says_which_article_agrees_with_the_reference(filled: Desk, tmp_path: Path):
    row = fact(filled, "12万亩")

    def group() -> str:
        return next(item.finding.explanation for item in filled.queries.findings(fact_id=row.id)
                    if item.finding.kind == "across")

    assert "权威" not in group()
    filled.references.import_file(workbook(tmp_path / "年鉴.xlsx"))
    assert "权威数据为13万亩（《青禾县统计年鉴》，2024-03-01，第25页）：相符的是《" in group()
    assert "13万亩；不符的是《" in group()
    assert group().endswith("12万亩")


def test_the_rule_can_be_off(filled: Desk, tmp_path: Path):
    filled.references.import_file(workbook(tmp_path / "年鉴.xlsx"))
    filled.rules.switch(["reference"], on=False)
    assert not next(row for row in filled.rules.rows() if row.code == "reference").on
    filled.checking.run()
    assert told(filled, "12万亩") == []
    assert filled.references.of_fact(fact(filled, "12万亩").id), "it is shown beside the fact all the same"
    filled.rules.switch(["reference"], on=True)
    filled.checking.run()
    assert told(filled, "12万亩") == [("reference", Verdict.CONFLICT)]


def test_articles_that_come_later_are_held_against_the_references(desk: Desk, tmp_path: Path):
    desk.references.import_file(workbook(tmp_path / "年鉴.xlsx"))
    (tmp_path / "甲.txt").write_text(PEARS, encoding="utf-8")
    report = desk.importing.import_paths([tmp_path / "甲.txt"])
    assert told(desk, "12万亩") == [("reference", Verdict.CONFLICT)]
    assert fact(desk, "12万亩").verdict is Verdict.CONFLICT
    assert report.changes.findings


def test_a_corrected_figure_is_held_anew_and_a_rejected_one_not_at_all(filled: Desk, tmp_path: Path):
    filled.references.import_file(workbook(tmp_path / "年鉴.xlsx"))
    row = fact(filled, "12万亩")
    changes = filled.reviewing.edit(row.id, {"value": "130000"})
    assert row.id in changes.facts
    assert told(filled, "12万亩") == [("reference", Verdict.SAME)]
    filled.reviewing.undo()
    assert told(filled, "12万亩") == [("reference", Verdict.CONFLICT)]
    filled.reviewing.decide([row.id], Status.REJECTED)
    assert told(filled, "12万亩") == []
    assert filled.references.of_fact(row.id) == []


def test_coverage_counts_the_facts_with_a_reference(filled: Desk, tmp_path: Path):
    assert filled.references.coverage().total.covered == 0
    filled.references.import_file(workbook(tmp_path / "年鉴.xlsx"))
    known = filled.references.coverage()
    assert known.references == 3
    total = known.total
    assert (total.facts, total.covered, total.agreeing, total.differing) == (6, 5, 3, 2)
    assert total.percent == 83
    assert len(known.batches) == 2
    assert sum(own.covered for own in known.batches.values()) == total.covered


def test_the_workbook_tells_coverage_references_and_conflicts(filled: Desk, tmp_path: Path):
    filled.exporting.export_workbook(tmp_path / "先.xlsx")
    assert "权威数据" not in openpyxl.load_workbook(tmp_path / "先.xlsx").sheetnames
    filled.references.import_file(workbook(tmp_path / "年鉴.xlsx"))
    filled.exporting.export_workbook(tmp_path / "后.xlsx")
    book = openpyxl.load_workbook(tmp_path / "后.xlsx")
    summary = book["摘要"].iter_rows(values_only=True)
    cells = {row[0]: row[1] for row in summary if row[0] and row[1] is not None}
    assert (cells["权威数据"], cells["有权威数据的"], cells["与之不符"]) == (3, 5, 2)
    rows = list(book["权威数据"].iter_rows(values_only=True))
    assert rows[0][:3] == ("主体", "指标", "数值")
    assert ("酥梨", "种植面积", 130000) in [row[:3] for row in rows]
    conflicts = [row for row in book["存疑与冲突"].iter_rows(values_only=True) if row[2] == "权威数据"]
    assert [(row[1], row[3]) for row in conflicts if row[3] == "12万亩"] == [("冲突", "12万亩")]
    assert not filled.exporting.preview_workbook(tmp_path / "后.xlsx")


def test_a_restored_desk_forgets_the_references_of_the_other(filled: Desk, tmp_path: Path):
    typed = {C.SUBJECT: "酥梨", C.PLACE: "青禾县", C.INDICATOR: "种植面积", C.VALUE: "13", C.UNIT: "万亩"}
    filled.references.add(typed)
    filled.maintenance.backup(tmp_path / "备份.sqlite3")
    filled.references.change(filled.references.rows()[0], typed | {C.VALUE: "12"})
    assert told(filled, "12万亩") == [("reference", Verdict.SAME)]
    filled.maintenance.restore(tmp_path / "备份.sqlite3")
    filled.references.add(typed | {C.INDICATOR: "水面面积"})
    filled.checking.run()
    assert told(filled, "12万亩") == [("reference", Verdict.CONFLICT)]


def test_headers_of_yearbooks_are_known():
    known = layout_of([",".join(f"{name}={name}" for name in HEADERS if name != "名称")], {})
    assert {column for _, column in known.columns} == {
        C.PLACE, C.INDICATOR, C.PERIOD, C.VALUE, C.UNIT, C.SOURCE, C.DATED, C.PAGE}


@pytest.mark.parametrize(
    ("typed", "value", "unit", "text"),
    [
        ({C.VALUE: "Ⅱ类"}, "2", "类", "Ⅱ类"),
        ({C.VALUE: "III", C.UNIT: "类"}, "3", "类", "III类"),
        ({C.VALUE: "AA+级"}, "AA+", "级", "AA+级"),
        ({C.VALUE: "五星级", C.MEASURE: "等级"}, "5", "星", "五星级"),
        ({C.VALUE: "2", C.UNIT: "级", C.MEASURE: "等级"}, "2", "级", "2级"),
        ({C.VALUE: "3比0", C.MEASURE: "等级"}, "3:0", "", "3比0"),
    ],
)
def test_a_grade_is_read_and_typed_again(typed, value, unit, text):
    found = reference_of({C.SUBJECT: "甲河", C.INDICATOR: "水质"} | typed)
    assert (found.value, found.unit, found.text, found.measure) == (value, unit, text, Measure.GRADE)
    assert reference_of(typed_of(found)) == found


def test_a_bare_number_of_classes_is_no_grade():
    found = reference_of({C.SUBJECT: "甲县", C.INDICATOR: "保护动物", C.VALUE: "2", C.UNIT: "类"})
    assert found.measure is Measure.AMOUNT


@pytest.mark.parametrize(("cells", "expected"), [
    ({}, Modality.ACTUAL), ({C.MODALITY: "计划"}, Modality.PLANNED),
    ({C.MODALITY: "规划目标"}, Modality.PLANNED),
    ({C.MODALITY: "已成"}, Modality.ACTUAL), ({C.INDICATOR: "种植面积目标"}, Modality.PLANNED),
])
def test_an_aim_is_told_by_its_cell_or_its_name(cells, expected):
    whole = {C.SUBJECT: "甲县", C.INDICATOR: "种植面积", C.VALUE: "20", C.UNIT: "万亩"} | cells
    found = reference_of(whole)
    assert found.modality is expected
    assert reference_of(typed_of(found)) == found
