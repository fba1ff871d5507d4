"""What was verified in an earlier batch is recognised in a later one, and never verified by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ecodesk.domain.decisions import Status
from ecodesk.domain.findings import Verdict
from ecodesk.domain.remembering import Alike, Remembered
from ecodesk.domain.views import FactFilter, FactRow, ImportReport
from ecodesk.services.desk import Desk

FIRST = ("甲县茶园\n\n去年，甲县茶园面积达到12.5万亩，年产干茶135万吨。\n\n"
         "甲县脆李是全国首批绿色认证产品。山上的人说，春天来得早。\n")
AGAIN = ("再说茶叶\n\n春分刚过，记者上了山。去年，甲县茶园面积达到12.5万亩，年产干茶135万吨。\n\n"
         "甲县脆李是全国首批绿色认证产品。\n")
OTHER_WORDS = "山间新事\n\n记者走访得知，甲县去年的茶园面积为12.5万亩左右，比想的多。\n"
OTHER_VALUE = "茶事\n\n去年，甲县茶园面积达到15.2万亩。\n"


@pytest.fixture
def desk(desk_of: Callable[..., Desk], tmp_path: Path) -> Desk:
    """A desk with one article, none of it decided."""
    opened = desk_of("王")
    bring(opened, tmp_path, "一", FIRST)
    return opened


def bring(desk: Desk, folder: Path, name: str, text: str) -> ImportReport:
    """Import one article as a batch of its own."""
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    report = desk.importing.import_paths([path])
    assert not report.failed
    return report


def find(desk: Desk, words: str, document: str) -> FactRow:
    return next(row for row in desk.queries.facts(FactFilter())
                if words in row.fact.text and row.fact.document == document)


def recall(desk: Desk, words: str, document: str) -> list[Remembered]:
    return desk.memory.recall(find(desk, words, document).id)


def test_the_same_statement_of_an_earlier_batch(desk: Desk, tmp_path: Path) -> None:
    first = find(desk, "12.5万亩", "一")
    desk.reviewing.decide([first.id], Status.VERIFIED, "", "县统计局年鉴")
    report = bring(desk, tmp_path, "二", AGAIN)
    assert any("1 条与以前核过的说法一致" in note for note in report.notes)
    (known,) = recall(desk, "12.5万亩", "二")
    assert (known.alike, known.verdict, known.agrees) == (Alike.STATEMENT, Verdict.SAME, True)
    assert (known.row.id, known.row.editor, known.row.source) == (first.id, "王", "县统计局年鉴")
    assert known.row.decided_at is not None
    assert find(desk, "12.5万亩", "二").status is Status.OPEN, "never verified by itself"
    assert recall(desk, "135万吨", "二") == [], "nobody has verified that"


def test_the_same_meaning_in_other_words(desk: Desk, tmp_path: Path) -> None:
    desk.reviewing.decide([find(desk, "12.5万亩", "一").id], Status.VERIFIED)
    bring(desk, tmp_path, "三", OTHER_WORDS)
    (known,) = recall(desk, "12.5万亩", "三")
    assert known.alike is Alike.MEANING
    assert known.verdict is Verdict.ROUNDED


def test_another_value_is_a_difference_and_nothing_verified(desk: Desk, tmp_path: Path) -> None:
    desk.reviewing.decide([find(desk, "12.5万亩", "一").id], Status.VERIFIED)
    report = bring(desk, tmp_path, "四", OTHER_VALUE)
    assert any("1 条与以前核过的数值不同" in note for note in report.notes)
    (known,) = recall(desk, "15.2万亩", "四")
    assert known.verdict in (Verdict.CONFLICT, Verdict.SCOPE)
    assert not known.agrees
    assert not known.slip
    assert find(desk, "15.2万亩", "四").status is Status.OPEN


def test_what_was_corrected_is_known_as_corrected(desk: Desk, tmp_path: Path) -> None:
    row = find(desk, "135万吨", "一")
    desk.reviewing.edit(row.id, {"value": "13.5万"})
    bring(desk, tmp_path, "二", AGAIN)
    (known,) = recall(desk, "135万吨", "二")
    assert known.row.status is Status.CORRECTED
    assert known.row.fact.value == "135000"
    assert not known.agrees
    assert known.slip, "the value that was corrected there"
    again = find(desk, "135万吨", "二")
    desk.reviewing.edit(again.id, {"value": "13.5万"})
    assert recall(desk, "135万吨", "二")[0].agrees, "after the correction here, too"
    desk.reviewing.undo()
    assert not recall(desk, "135万吨", "二")[0].agrees


def test_a_memory_goes_with_its_decision(desk: Desk, tmp_path: Path) -> None:
    first = find(desk, "12.5万亩", "一")
    bring(desk, tmp_path, "二", AGAIN)
    assert recall(desk, "12.5万亩", "二") == []
    desk.reviewing.decide([first.id], Status.VERIFIED)
    assert recall(desk, "12.5万亩", "二")
    desk.reviewing.undo()
    assert recall(desk, "12.5万亩", "二") == []
    desk.reviewing.decide([first.id], Status.QUERIED)
    assert recall(desk, "12.5万亩", "二") == []


def test_what_a_reprint_repeats_is_recognised(desk: Desk, tmp_path: Path) -> None:
    """A reprint is no second source, but its statement was verified all the same."""
    desk.reviewing.decide([find(desk, "12.5万亩", "一").id], Status.VERIFIED)
    bring(desk, tmp_path, "五", FIRST + "（转载）\n")
    (known,) = recall(desk, "12.5万亩", "五")
    assert (known.alike, known.verdict) == (Alike.STATEMENT, Verdict.SAME)


def test_a_claim_is_recognised_by_its_words(desk: Desk, tmp_path: Path) -> None:
    claim = next(row for row in desk.queries.facts(FactFilter(claims=True)))
    desk.reviewing.decide([claim.id], Status.VERIFIED, "", "农业部门公示")
    bring(desk, tmp_path, "二", AGAIN)
    (known,) = recall(desk, claim.fact.text, "二")
    assert (known.row.id, known.row.source, known.agrees) == (claim.id, "农业部门公示", True)


def test_a_second_editor_and_another_start_see_it(desk: Desk, desk_of: Callable[..., Desk],
                                                  tmp_path: Path) -> None:
    desk.reviewing.decide([find(desk, "12.5万亩", "一").id], Status.VERIFIED)
    desk.close()
    other = desk_of("林")
    bring(other, tmp_path, "二", AGAIN)
    assert [one.row.editor for one in recall(other, "12.5万亩", "二")] == ["王"]
