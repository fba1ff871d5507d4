"""What was made by hand, and what was corrected, in newer versions of an article."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from ecodesk.domain.decisions import Gone, Status
from ecodesk.domain.text import Span
from ecodesk.domain.views import FactFilter, FactRow, ImportRow, ImportStatus
from ecodesk.services.desk import Desk

FIRST = ("甲县茶园\n\n去年甲县茶园面积12.5万亩，年产干茶340万吨。茶山步道蜿蜒。\n\n"
         "全县产值超过18亿元，每亩采茶2至3次，带动2.3万人就业，茶香飘满山谷。\n")


def take(desk: Desk, folder: Path, text: str, number: int) -> ImportRow:
    path = folder / str(number) / "甲县.txt"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    report = desk.importing.import_paths([path])
    assert not report.failed
    return report.rows[0]


def fact(desk: Desk, words: str) -> FactRow:
    return next(row for row in desk.queries.facts(FactFilter()) if row.fact.text == words)


def words(desk: Desk) -> list[str]:
    return [row.fact.text for row in desk.queries.facts(FactFilter())]


def place(desk: Desk, text: str) -> tuple[int, Span]:
    (row,) = desk.queries.articles()
    at = desk.queries.article(row.id).article.clean.text.index(text)
    return row.id, Span(at, at + len(text))


@pytest.fixture
def edited(desk: Desk, tmp_path: Path) -> Desk:
    """An article with one of everything made by hand."""
    take(desk, tmp_path, FIRST, 1)
    made = desk.editing.add(desk.editing.draft(*place(desk, "步道")), {"value": "3", "unit": "条"}, "另查")
    desk.reviewing.decide(made.facts, Status.VERIFIED)
    desk.editing.remove([fact(desk, "2.3万人").id])
    desk.editing.split(fact(desk, "2至3次").id)
    desk.rewording.reword(desk.rewording.draft(*place(desk, "茶香飘满")), "茶香满")
    return desk


def test_a_newer_version_keeps_what_was_made_where_its_words_stand(edited: Desk, tmp_path: Path) -> None:
    take(edited, tmp_path, FIRST.replace("甲县茶园\n\n", "甲县茶园\n\n新加一段：合作社19家。\n\n", 1), 2)
    assert {"步道", "2", "3次", "19家"} <= set(words(edited))
    assert not {"2至3次", "2.3万人"} & set(words(edited))
    kept = fact(edited, "步道")
    assert (kept.status, kept.note, kept.fact.value) == (Status.VERIFIED, "另查", "3")
    assert kept.fact.by_hand
    assert [one.after for one in edited.queries.article(kept.article_id).wordings] == ["茶香满"]
    text = edited.queries.article(kept.article_id).article.clean.text
    assert all(row.fact.span.of(text) == row.fact.text for row in edited.queries.facts(FactFilter()))
    edited.reviewing.undo()
    assert fact(edited, "步道").article_id != kept.article_id
    assert edited.queries.article(kept.article_id).wordings == ()
    edited.reviewing.redo()
    assert fact(edited, "步道").id == kept.id
    assert all(row.ok for row in edited.maintenance.doctor())


def test_what_was_made_in_a_sentence_rewritten_is_left_behind_and_told(edited: Desk, tmp_path: Path) -> None:
    made = fact(edited, "步道")
    changed = FIRST.replace("茶山步道蜿蜒", "茶山的步道弯弯").replace("茶香飘满山谷", "茶香满山谷")
    row = take(edited, tmp_path, changed, 2)
    assert "步道" not in words(edited)
    assert edited.queries.article(edited.queries.articles()[0].id).wordings == ()
    assert row.status is ImportStatus.WARNING
    assert "手工登记的“步道”没有带到新版" in row.message
    assert "茶山步道蜿蜒" in row.message
    assert "改字" not in row.message, "the copy prints what the words were corrected to"
    assert "重新登记" in row.advice
    line = next(one for one in edited.queries.decisions() if one.row.id == made.id)
    assert "新版改写了原句“茶山步道蜿蜒" in line.decision.note
    assert "茶山的步道弯弯" in line.decision.note
    assert (line.decision.status, line.row.fact.value) == (Status.VERIFIED, "3")
    edited.reviewing.undo()
    assert (fact(edited, "步道").note, fact(edited, "步道").id) == ("另查", made.id)
    edited.reviewing.redo()
    assert "步道" not in words(edited)
    assert all(row.ok for row in edited.maintenance.doctor())


def test_a_correction_whose_words_are_gone_is_told(edited: Desk, tmp_path: Path) -> None:
    row = take(edited, tmp_path, FIRST.replace("茶香飘满山谷", "山谷里都是茶的香气"), 2)
    assert "改字“茶香飘满”改为“茶香满”没有带到新版" in row.message
    assert "步道" in words(edited)


def test_what_was_made_beside_figures_that_change_stays(desk: Desk, tmp_path: Path) -> None:
    first = FIRST.replace("茶山步道蜿蜒", "茶山步道蜿蜒，长13公里")
    take(desk, tmp_path, first, 1)
    desk.reviewing.decide([fact(desk, "13公里").id], Status.VERIFIED)
    desk.editing.add(desk.editing.draft(*place(desk, "步道")), {"value": "3", "unit": "条"})
    row = take(desk, tmp_path, first.replace("13公里", "12.5公里"), 2)
    assert row.status is ImportStatus.DONE
    kept = fact(desk, "步道")
    text = desk.queries.article(kept.article_id).article.clean.text
    assert (kept.fact.span.of(text), kept.fact.sentence) == ("步道", "茶山步道蜿蜒，长12.5公里。")
    assert "原为“13公里”，已核" in fact(desk, "12.5公里").note


def test_parting_an_article_keeps_what_was_made_in_its_half(edited: Desk) -> None:
    article, second = place(edited, "全县产值")
    edited.parting.part(article, second.start)
    first, last = edited.queries.articles()
    assert fact(edited, "步道").article_id == first.id
    assert fact(edited, "3次").article_id == last.id
    assert [len(edited.queries.article(row.id).wordings) for row in (first, last)] == [0, 1]


def test_a_corrected_figure_is_settled_when_the_copy_comes_back_corrected(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, FIRST, 1)
    desk.reviewing.edit(fact(desk, "340万吨").id, {"value": "3400"}, "掉了小数点")
    desk.rewording.reword(desk.rewording.draft(*place(desk, "340万吨")), "3400吨")
    assert fact(desk, "340万吨").status is Status.CORRECTED
    target = tmp_path / "改后" / "甲县.txt"
    target.parent.mkdir()
    desk.exporting.export(target)
    desk.importing.import_paths([target])
    row = fact(desk, "3400吨")
    assert row.status is Status.VERIFIED
    assert "来稿已照改，原为“340万吨”" in row.note
    assert "掉了小数点" in row.note
    assert desk.queries.article(row.article_id).wordings == ()


def test_a_verified_figure_printed_otherwise_in_a_newer_version_is_open(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, FIRST, 1)
    desk.reviewing.decide([fact(desk, "340万吨").id], Status.VERIFIED)
    take(desk, tmp_path, FIRST.replace("340万吨", "34万吨"), 2)
    row = fact(desk, "34万吨")
    assert row.status is Status.OPEN
    assert "原为“340万吨”，已核" in row.note


def test_the_workbook_holds_what_was_made_and_tells_every_change(edited: Desk, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    edited.exporting.export_workbook(path)
    book = load_workbook(path)
    details = [[cell.value for cell in line] for line in book["数据明细"].iter_rows()]
    column = details[0].index("原文数据")
    assert "步道" in [line[column] for line in details]
    assert "2.3万人" not in [line[column] for line in details]
    record = "\n".join(str(cell.value) for line in book["修改记录"].iter_rows() for cell in line)
    for told in ("在列 → 删去", "未登记 → 在列", "在列 → 已拆开"):
        assert f"去留：{told}" in record
    assert "改字：茶香飘满 → 茶香满" in record
    assert edited.exporting.preview_workbook(path) == ()


def test_a_row_taken_out_since_does_not_come_back_with_the_workbook(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, FIRST, 1)
    path = tmp_path / "表.xlsx"
    desk.exporting.export_workbook(path)
    row = fact(desk, "2.3万人")
    desk.editing.remove([row.id])
    assert desk.exporting.preview_workbook(path) == ()
    assert desk.queries.fact(row.id).gone is Gone.REMOVED
