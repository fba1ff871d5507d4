"""Checks ask the copy as its editor has amended it; what they find stands at its place in the clean text."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecodesk.domain.findings import PROBLEMS
from ecodesk.domain.text import Article, Block, BlockKind, CleanText, OffsetMap, Span
from ecodesk.domain.views import FactFilter, FactRow, FindingRow
from ecodesk.domain.wordings import Amendment, Wording
from ecodesk.services.desk import Desk

COPY = ("甲县茶园\n\n山下修了步道，有2、3米宽。甲县去年东乡新增茶企10家，西乡新增茶企20家，"
        "两乡共新增茶企35家。\n\n茶叶合格率由65%提高到82%，上升17%。山上还有茶树。\n")


def take(desk: Desk, folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / "甲县.txt").write_text(text, encoding="utf-8")
    assert not desk.importing.import_paths([folder / "甲县.txt"]).failed


@pytest.fixture
def amending(desk: Desk, tmp_path: Path) -> Desk:
    take(desk, tmp_path / "一稿", COPY)
    return desk


def text_of(desk: Desk) -> tuple[int, str]:
    (row,) = desk.queries.articles()
    return row.id, desk.queries.article(row.id).article.clean.text


def reword(desk: Desk, words: str, after: str) -> None:
    article, text = text_of(desk)
    at = text.index(words)
    desk.rewording.reword(desk.rewording.draft(article, Span(at, at + len(words))), after)


def put_in(desk: Desk, behind: str, words: str) -> None:
    """Words put in behind some that stand there."""
    article, text = text_of(desk)
    at = text.index(behind) + len(behind)
    desk.rewording.reword(desk.rewording.draft(article, Span(at, at)), words)


def problems(desk: Desk, kind: str) -> list[FindingRow]:
    (row,) = desk.queries.articles()
    found = desk.queries.findings(row.id, verdicts=PROBLEMS)
    return [one for one in found if one.finding.kind == kind]


def fact(desk: Desk, words: str) -> FactRow:
    return next(row for row in desk.queries.facts(FactFilter()) if row.fact.text == words)


def test_a_remark_on_style_goes_with_its_words_and_comes_back_with_them(amending: Desk) -> None:
    (found,) = problems(amending, "adjacent-digits")
    _, text = text_of(amending)
    assert found.finding.span.of(text).startswith("2、3")
    reword(amending, "2、3米", "二三米")
    assert not problems(amending, "adjacent-digits")
    amending.reviewing.undo()
    (again,) = problems(amending, "adjacent-digits")
    assert (again.finding.span, again.finding.formula) == (found.finding.span, found.finding.formula)
    amending.reviewing.redo()
    assert not problems(amending, "adjacent-digits")


def test_new_words_are_asked_as_well(amending: Desk) -> None:
    reword(amending, "山上还有茶树", "山上还有二零一九年种的茶树")
    (found,) = problems(amending, "zero-circle")
    _, text = text_of(amending)
    assert found.finding.span.of(text) == "山上还有茶树", "the words that the new ones stand for"
    assert "二〇一九" in found.finding.formula


def test_words_put_in_have_a_place_without_width(amending: Desk) -> None:
    put_in(amending, "山上还有", "二零一九年种的")
    (found,) = problems(amending, "zero-circle")
    _, text = text_of(amending)
    place = text.index("山上还有") + len("山上还有")
    assert found.finding.span == Span(place, place)


def test_a_remark_behind_a_correction_stands_where_it_stood(amending: Desk) -> None:
    (before,) = problems(amending, "adjacent-digits")
    reword(amending, "山下修了步道", "山下沿着溪水一路修了新的步道")
    (after,) = problems(amending, "adjacent-digits")
    assert after.finding.span == before.finding.span


def test_a_remark_over_old_words_and_new_holds_both(amending: Desk) -> None:
    reword(amending, "2", "5")
    assert not problems(amending, "adjacent-digits")
    reword(amending, "3米", "6米")
    (found,) = problems(amending, "adjacent-digits")
    _, text = text_of(amending)
    assert found.finding.span.of(text).startswith("2、3")
    assert "五六" in found.finding.formula


def test_arithmetic_is_done_with_the_figures_as_amended(amending: Desk) -> None:
    assert len(problems(amending, "sum")) == 1
    reword(amending, "西乡新增茶企20家", "西乡新增25家茶企")
    assert fact(amending, "20家").fact.value == "25"
    (row,) = amending.queries.articles()
    told = [one.finding for one in amending.queries.findings(row.id) if one.finding.kind == "sum"]
    assert [one.verdict for one in told] == ["holds"]
    assert "25" in told[0].formula


def test_what_ties_figures_is_read_as_amended(amending: Desk) -> None:
    (found,) = problems(amending, "percent-points")
    assert fact(amending, "17%").id in {row.id for row in found.rows}
    reword(amending, "17%", "17个百分点")
    assert fact(amending, "17%").fact.unit == "个百分点"
    assert not problems(amending, "percent-points")
    amending.reviewing.undo()
    assert len(problems(amending, "percent-points")) == 1


def test_a_figure_that_is_struck_out_takes_no_part(amending: Desk) -> None:
    reword(amending, "，上升17%", "")
    assert not problems(amending, "percent-points")
    number = fact(amending, "17%").id
    assert not [one for one in amending.queries.findings(fact_id=number, verdicts=PROBLEMS)
                if one.finding.kind != "across"]


def test_a_newer_version_is_asked_as_amended_too(amending: Desk, tmp_path: Path) -> None:
    reword(amending, "2、3米", "二三米")
    take(amending, tmp_path / "二稿", COPY.replace("山上还有茶树", "山上还有茶树一片"))
    assert not problems(amending, "adjacent-digits")
    assert [one.after for one in amending.queries.article(text_of(amending)[0]).wordings] == ["二三米"]


def wording(start: int, end: int, after: str) -> Wording:
    return Wording(0, 1, Span(start, end), TEXT[start:end], after)


TEXT = "甲乙丙丁戊己庚"


@pytest.mark.parametrize("wordings", [
    (), (wording(2, 2, "新增"),), (wording(1, 3, ""),), (wording(1, 3, "新词三"),),
    (wording(0, 0, "头"), wording(7, 7, "尾")),
    (wording(1, 1, "前"), wording(1, 2, "乙二"), wording(5, 6, "")),
])
def test_places_outside_corrections_come_back_as_they_were(wordings: tuple[Wording, ...]) -> None:
    amendment = Amendment(TEXT, wordings)
    for start in range(len(TEXT)):
        for end in range(start + 1, len(TEXT) + 1):
            span = Span(start, end)
            laid = amendment.laid(span)
            if not amendment.touched(span):
                assert laid.of(amendment.text) == span.of(TEXT)
                assert amendment.clean(laid) == span
            elif len(laid) and all(item.after for item in wordings):
                back = amendment.clean(laid)
                assert back.start <= span.start
                assert span.end <= back.end
    for start in range(len(amendment.text)):
        for end in range(start + 1, len(amendment.text) + 1):
            back = amendment.clean(Span(start, end))
            assert 0 <= back.start <= back.end <= len(TEXT)


def test_blocks_hold_what_is_put_in_at_their_edges() -> None:
    blocks = (Block(BlockKind.BODY, Span(0, 3)), Block(BlockKind.BODY, Span(4, 7)))
    article = Article("a-1", "a", 1, "", CleanText("甲乙丙\n戊己庚", OffsetMap.identity(7), blocks))
    laid = [Wording(0, 1, Span(4, 4), "", "头"), Wording(0, 1, Span(3, 3), "", "尾")]
    amended = Amendment(article.clean.text, laid).article(article)
    assert [block.span.of(amended.clean.text) for block in amended.clean.blocks] == ["甲乙丙尾", "头戊己庚"]
