"""A changed file is a new version: decisions come over where the words still stand; undo takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import StaleError
from ecodesk.domain.views import FactFilter, FactRow, ImportReport, ImportStatus
from ecodesk.exporting.columns import ROW_ID, SHEET
from ecodesk.knowledge.labels import field_label
from ecodesk.services.desk import Desk, open_desk

FIRST = ("甲县茶园\n\n去年甲县茶园面积12.5万亩，年产干茶3400吨，产值超过18亿元，带动2.3万人就业。"
         "全县有茶企86家，其中省级龙头企业9家。春茶采摘从3月持续到5月，日均用工1200人。\n")
SECOND = FIRST.replace("86家", "68家").replace("日均用工1200人", "每天要请上千名采茶工")
OTHER = "丙市修路\n\n丙市今年新修公路210公里，投资4.6亿元，惠及37个村。沿线建起停车场12处，桥梁5座。\n"


def fact(desk: Desk, words: str, older: bool = False) -> FactRow:
    (row,) = [row for row in desk.queries.facts(FactFilter(older=older)) if row.fact.text == words]
    return row


def take(desk: Desk, folder: Path, text: str, name: str = "甲县.txt") -> ImportReport:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    report = desk.importing.import_paths([folder / name])
    assert report.rows[0].status is ImportStatus.DONE
    return report


@pytest.fixture
def reviewed(desk: Desk, tmp_path: Path) -> Desk:
    """A desk whose editor has decided on most facts of the first version."""
    take(desk, tmp_path / "一稿", FIRST)
    desk.reviewing.decide([fact(desk, "12.5万亩").id], Status.VERIFIED, "问过", "县统计局")
    desk.reviewing.edit(fact(desk, "3400吨").id, {"value": "3500"})
    desk.reviewing.decide([fact(desk, "2.3万人").id], Status.REJECTED)
    desk.reviewing.decide([fact(desk, "86家").id], Status.VERIFIED, source="名录")
    desk.reviewing.annotate(fact(desk, "9家").id, "待问", "")
    return desk


def test_decisions_come_over_where_the_words_stand(reviewed: Desk, tmp_path: Path) -> None:
    origin = fact(reviewed, "12.5万亩")
    report = take(reviewed, tmp_path / "二稿", FIRST.replace("86家", "68家"))
    kept = fact(reviewed, "12.5万亩")
    assert kept.article_id != origin.article_id
    assert (kept.status, kept.note, kept.source) == (Status.VERIFIED, "问过", "县统计局")
    corrected = fact(reviewed, "3400吨")
    assert (corrected.status, corrected.fact.value) == (Status.CORRECTED, "3500")
    assert corrected.original.value == "3400"
    assert fact(reviewed, "2.3万人").status is Status.REJECTED
    (line,) = reviewed.queries.history(kept.id)
    assert (line.decision.carried_from, line.decision.status_before) == (origin.id, Status.OPEN)
    assert "取代" in report.rows[0].message
    assert report.rows[0].carried > 0


def test_a_verified_figure_whose_digits_changed_is_open_again(reviewed: Desk, tmp_path: Path) -> None:
    take(reviewed, tmp_path / "二稿", FIRST.replace("86家", "68家"))
    changed = fact(reviewed, "68家")
    assert changed.status is Status.OPEN
    assert "86家" in changed.note
    assert "已核" in changed.note
    assert "名录" in changed.note


def test_a_rewritten_sentence_opens_its_facts_and_says_so(reviewed: Desk, tmp_path: Path) -> None:
    take(reviewed, tmp_path / "二稿", FIRST.replace("，年产干茶3400吨", "，一年产出干茶3400吨"))
    row = fact(reviewed, "12.5万亩")
    assert row.status is Status.OPEN
    assert "原句已改动" in row.note


def test_the_older_version_goes_out_of_lists_and_checks(reviewed: Desk, tmp_path: Path) -> None:
    before = {row.id for row in reviewed.queries.articles()}
    take(reviewed, tmp_path / "二稿", FIRST.replace("86家", "68家"))
    (article,) = reviewed.queries.articles()
    assert article.id not in before
    assert [batch.articles for batch in reviewed.queries.batches()] == [1]
    assert {row.article_id for row in reviewed.queries.facts(FactFilter())} == {article.id}
    assert reviewed.queries.counts(FactFilter()).total == article.facts
    assert {row.article_id for row in reviewed.queries.facts(FactFilter(older=True))} == before | {article.id}
    assert reviewed.queries.next_open(None) in {row.id for row in reviewed.queries.facts(FactFilter())}
    used = {row.article_id for found in reviewed.queries.findings() for row in found.rows}
    assert used <= {article.id}
    assert reviewed.queries.article(before.pop()).article.clean.text.count("86家") == 1
    assert all(row.ok for row in reviewed.maintenance.doctor())


def test_undo_brings_the_older_version_back_and_redo_the_newer(reviewed: Desk, tmp_path: Path) -> None:
    (old,) = reviewed.queries.articles()
    take(reviewed, tmp_path / "二稿", FIRST.replace("86家", "68家"))
    label = reviewed.reviewing.undo_label()
    assert label is not None
    assert "新版本" in label.title
    new = fact(reviewed, "68家").article_id
    changes = reviewed.reviewing.undo()
    assert changes is not None
    assert {old.id, new} <= changes.articles
    assert {row.id for row in reviewed.queries.articles()} == {old.id, new}
    assert {row.status for row in reviewed.queries.facts(FactFilter(article_id=new))} == {Status.OPEN}
    assert all(row.ok for row in reviewed.maintenance.doctor())
    with open_desk(reviewed.settings) as restarted:
        restarted.reviewing.redo()
        assert [row.id for row in restarted.queries.articles()] == [new]
        assert fact(restarted, "12.5万亩").status is Status.VERIFIED
        assert all(row.ok for row in restarted.maintenance.doctor())


def test_a_version_without_decisions_can_be_undone_too(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path / "一稿", FIRST)
    take(desk, tmp_path / "二稿", SECOND)
    assert len(desk.queries.articles()) == 1
    desk.reviewing.undo()
    assert len(desk.queries.articles()) == 2
    assert desk.reviewing.undo_label() is None


def test_undo_is_refused_when_a_still_newer_version_has_come(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path / "一稿", FIRST)
    take(desk, tmp_path / "二稿", FIRST.replace("86家", "68家"))
    settings = desk.settings
    with open_desk(type(settings)(settings.database_url, settings.data_folder, "李", 1)) as other:
        take(other, tmp_path / "三稿", FIRST.replace("86家", "69家"))
    with pytest.raises(StaleError) as refused:
        desk.reviewing.undo()
    assert refused.value.code == "services.newer-version"
    assert fact(desk, "69家").status is Status.OPEN


def test_a_file_of_the_same_name_about_something_else_is_no_version(reviewed: Desk, tmp_path: Path) -> None:
    report = take(reviewed, tmp_path / "二稿", OTHER)
    assert len(reviewed.queries.articles()) == 2
    assert report.rows[0].carried == 0
    assert fact(reviewed, "12.5万亩").status is Status.VERIFIED


def test_files_of_one_import_are_never_versions_of_each_other(desk: Desk, tmp_path: Path) -> None:
    for folder, text in (("日报", FIRST), ("晚报", SECOND)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "甲县.txt").write_text(text, encoding="utf-8")
    desk.importing.import_paths([tmp_path / "日报", tmp_path / "晚报"])
    assert len(desk.queries.articles()) == 2


def test_a_variant_in_another_file_is_no_second_source(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path / "一稿", FIRST)
    report = take(desk, tmp_path / "一稿", FIRST.replace("86家", "68家"), "转载.txt")
    assert "几乎相同" in report.rows[0].message
    assert "甲县" in report.rows[0].message
    assert len(desk.queries.articles()) == 2
    across = [row for row in desk.queries.findings() if not row.finding.article_id]
    compared = {item.fact.text for row in across for item in row.rows}
    assert compared <= {"86家", "68家"}, "only where the reprint differs"
    assert {row.documents for row in desk.queries.facts(FactFilter()) if row.fact.text == "12.5万亩"} == {1}


def test_a_variant_counts_once_the_first_is_superseded(desk: Desk, tmp_path: Path) -> None:
    witness = "乙县也来看茶\n\n记者了解到，去年甲县茶园面积12.5万亩，年产干茶3400吨，在全省算多的。\n"
    take(desk, tmp_path / "一稿", FIRST)
    take(desk, tmp_path / "一稿", FIRST.replace("86家", "68家"), "转载.txt")
    take(desk, tmp_path / "一稿", witness, "旁证.txt")

    def sources() -> set[str]:
        (row,) = [row for row in desk.queries.facts(FactFilter())
                  if (row.fact.document, row.fact.text) == ("旁证", "12.5万亩")]
        (found,) = [item for item in desk.queries.findings(fact_id=row.id) if not item.finding.article_id]
        return {item.fact.document for item in found.rows}

    assert sources() == {"甲县", "旁证"}
    take(desk, tmp_path / "二稿", FIRST.replace("12.5万亩", "13.5万亩"))
    assert sources() >= {"转载", "旁证"}
    assert all(row.ok for row in desk.maintenance.doctor())


def test_a_workbook_of_the_older_version_finds_its_facts_in_the_newer(
        reviewed: Desk, tmp_path: Path) -> None:
    book = tmp_path / "表.xlsx"
    reviewed.exporting.export(book)
    edited = load_workbook(book)
    sheet = edited[SHEET]
    header = next(row for row in sheet.iter_rows() if ROW_ID in [cell.value for cell in row])
    note = next(cell.column for cell in header if cell.value == field_label("note"))
    for row in sheet.iter_rows(min_row=header[0].row + 1):
        row[note - 1].value = "请再查"
    edited.save(book)
    take(reviewed, tmp_path / "二稿", FIRST.replace("86家", "68家"))
    changed = {change.row.fact.text for change in reviewed.exporting.preview_workbook(book)}
    assert "1200人" in changed
    assert not changed & {"86家", "68家"}, "those words no longer stand"
    reviewed.exporting.apply_workbook(book, both=True)
    assert fact(reviewed, "1200人").note == "请再查"
    assert fact(reviewed, "68家").note != "请再查"
