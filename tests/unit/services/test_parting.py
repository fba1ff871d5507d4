"""Articles parted and joined by hand: decisions stay with their words, undo takes all of it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import StaleError, UsageError
from ecodesk.domain.views import ArticleRow, FactFilter, FactRow
from ecodesk.exporting.columns import ROW_ID, SHEET
from ecodesk.knowledge.labels import field_label
from ecodesk.services.desk import Desk, open_desk

FIRST = "甲县茶园\n\n去年甲县茶园面积12.5万亩，年产干茶3400吨。\n\n茶农增收2300元。\n\n"
SECOND = "乙镇修路\n\n乙镇今年新修公路21公里，投资4600万元。沿线建起停车场12处。\n\n"
THIRD = "丙村通水\n\n丙村铺设水管37公里，惠及村民860户。\n"


def articles(desk: Desk) -> list[ArticleRow]:
    return desk.queries.articles()


def texts(desk: Desk) -> list[str]:
    return [desk.queries.article(row.id).article.clean.text for row in articles(desk)]


def fact(desk: Desk, words: str) -> FactRow:
    (row,) = [row for row in desk.queries.facts(FactFilter()) if row.fact.text == words]
    return row


@pytest.fixture
def page(desk: Desk, tmp_path: Path) -> Desk:
    """A file of three articles that was read as one, with some decisions."""
    path = tmp_path / "三篇.txt"
    path.write_text(FIRST + SECOND + THIRD, encoding="utf-8")
    desk.importing.import_paths([path])
    assert len(articles(desk)) == 1
    desk.reviewing.decide([fact(desk, "3400吨").id], Status.VERIFIED, source="统计局")
    desk.reviewing.edit(fact(desk, "21公里").id, {"value": "22"})
    return desk


def part_at(desk: Desk, words: str) -> int:
    """Part the article that holds the words at their paragraph; the second half's row id."""
    for row in articles(desk):
        text = desk.queries.article(row.id).article.clean.text
        if words in text:
            return desk.parting.part(row.id, text.index(words))[1]
    raise AssertionError(words)


def test_a_parted_article_is_two_with_the_decisions_where_they_belong(page: Desk) -> None:
    whole = texts(page)[0]
    second = part_at(page, "乙镇修路")
    rows = articles(page)
    assert [(row.title, row.number, row.siblings) for row in rows] == [("甲县茶园", 1, 2), ("乙镇修路", 2, 2)]
    assert rows[1].id == second
    assert "\n".join(texts(page)) == whole
    kept, corrected = fact(page, "3400吨"), fact(page, "21公里")
    assert (kept.status, kept.source, kept.article_id) == (Status.VERIFIED, "统计局", rows[0].id)
    assert (corrected.status, corrected.fact.value, corrected.article_id) == (Status.CORRECTED, "22", second)
    detail = page.queries.article(second)
    for row in page.queries.facts(FactFilter(article_id=second)):
        assert row.fact.span.of(detail.article.clean.text) == row.fact.text
        source = detail.article.clean.offsets.span_to_source(row.fact.span)
        assert row.fact.text == source.of(detail.source)


def test_undo_and_redo_of_parting_survive_a_restart(page: Desk) -> None:
    whole = texts(page)
    part_at(page, "乙镇修路")
    settings = page.settings
    page.close()
    with open_desk(settings) as again:
        label = again.reviewing.undo_label()
        assert label is not None
        assert label.title == "分稿"
        changes = again.reviewing.undo()
        assert changes is not None
        assert changes.lists
        assert texts(again) == whole
        assert fact(again, "3400吨").status is Status.VERIFIED
        again.reviewing.redo()
        assert [row.title for row in articles(again)] == ["甲县茶园", "乙镇修路"]
        assert fact(again, "21公里").fact.value == "22"
        again.reviewing.undo()
        again.reviewing.undo()
        assert fact(again, "21公里").status is Status.OPEN


def test_parted_again_in_the_middle_the_articles_keep_the_order_of_the_page(page: Desk) -> None:
    part_at(page, "丙村通水")
    part_at(page, "乙镇修路")
    assert [(row.title, row.number) for row in articles(page)] == [
        ("甲县茶园", 1), ("乙镇修路", 2), ("丙村通水", 3)]
    first, second, third = (row.id for row in articles(page))
    assert [page.parting.before(item) for item in (first, second, third)] == [None, first, second]
    joined = page.parting.join([third, second])[1]
    assert [(row.title, row.number) for row in articles(page)] == [("甲县茶园", 1), ("乙镇修路", 2)]
    text = page.queries.article(joined).article.clean.text
    assert text.index("乙镇修路") < text.index("丙村通水")
    page.reviewing.undo()
    assert len(articles(page)) == 3


def test_joining_what_was_parted_gives_the_same_text_and_decisions(page: Desk) -> None:
    whole = texts(page)
    part_at(page, "乙镇修路")
    page.parting.join([row.id for row in articles(page)])
    assert texts(page) == whole
    assert fact(page, "3400吨").status is Status.VERIFIED
    assert fact(page, "21公里").fact.value == "22"
    assert all(row.ok for row in page.maintenance.doctor())


def test_what_cannot_be_parted_or_joined_is_told(page: Desk, tmp_path: Path) -> None:
    (only,) = articles(page)
    with pytest.raises(UsageError) as refused:
        page.parting.part(only.id, 2)
    assert refused.value.code == "services.part-first"
    with pytest.raises(UsageError) as refused:
        page.parting.join([only.id])
    assert refused.value.code == "services.join-few"
    other = tmp_path / "另一份.txt"
    other.write_text("丁市看病\n\n丁市新设病床320张。\n", encoding="utf-8")
    page.importing.import_paths([other])
    with pytest.raises(UsageError) as refused:
        page.parting.join([row.id for row in articles(page)])
    assert refused.value.code == "services.join-files"
    part_at(page, "乙镇修路")
    with pytest.raises(StaleError) as late:
        page.parting.part(only.id, len(FIRST))
    assert late.value.code == "services.parted-already"


def test_undo_is_refused_when_a_colleague_has_decided_since(page: Desk) -> None:
    part_at(page, "乙镇修路")
    colleague = open_desk(type(page.settings)(page.settings.database_url, page.settings.data_folder, "李", 1))
    with colleague:
        colleague.reviewing.decide([fact(colleague, "12处").id], Status.VERIFIED)
    with pytest.raises(StaleError):
        page.reviewing.undo()
    assert len(articles(page)) == 2
    assert fact(page, "12处").status is Status.VERIFIED


def test_a_workbook_from_before_finds_its_facts_in_both_halves(page: Desk, tmp_path: Path) -> None:
    path = tmp_path / "外审.xlsx"
    page.exporting.export_workbook(path)
    part_at(page, "乙镇修路")
    book = load_workbook(path)
    sheet = book[SHEET]
    head = next(row for row in sheet.iter_rows(max_row=6) if ROW_ID in [cell.value for cell in row])
    columns = {cell.value: cell.column for cell in head}
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        if row[columns[field_label("text")] - 1].value in ("12.5万亩", "12处"):
            sheet.cell(row[0].row, columns[field_label("note")], "外审看过")
    book.save(path)
    page.exporting.apply_workbook(path)
    assert fact(page, "12.5万亩").note == fact(page, "12处").note == "外审看过"
