"""Rules that a newsroom has switched off, forms it has chosen, ranges of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecodesk.domain.errors import UsageError
from ecodesk.services.desk import Desk, open_desk
from ecodesk.services.rules import book_of

STORY = "渠首修好了\n\n渠首于第4季度完工，会议改在下午14:30开始，约50亩左右的林子保住了。\n"
OWN = {
    "code": "yield-tea-dry", "title": "甲县干茶亩产", "subject": "茶园|干茶", "over_words": "产",
    "over_unit": "公斤", "under_words": "面积", "under_unit": "亩", "low": "60", "high": "400",
    "source": "甲县年报",
}


def kinds(desk: Desk) -> set[str]:
    return {row.finding.kind for row in desk.queries.findings()}


@pytest.fixture
def story(desk: Desk, tmp_path: Path) -> Desk:
    path = tmp_path / "渠首.txt"
    path.write_text(STORY, encoding="utf-8")
    desk.importing.import_paths([path])
    assert {"clock", "doubled-approx"} <= kinds(desk)
    return desk


def test_a_rule_switched_off_is_gone_after_the_next_check_and_can_come_back(story: Desk) -> None:
    story.rules.switch(["clock", "illegal-unit"], on=False)
    story.checking.run()
    assert "clock" not in kinds(story)
    assert "doubled-approx" in kinds(story)
    story.rules.switch(["clock"], on=True)
    story.checking.run()
    assert "clock" in kinds(story)
    assert [row.code for row in story.rules.rows() if not row.on and not row.forms] == ["illegal-unit"]


def test_a_rule_that_is_off_counts_for_files_that_come(desk: Desk, tmp_path: Path) -> None:
    desk.rules.switch(["clock"], on=False)
    desk.rules.choose("house-quarter", "chinese")
    path = tmp_path / "渠首.txt"
    path.write_text(STORY, encoding="utf-8")
    desk.importing.import_paths([path])
    assert "clock" not in kinds(desk)
    assert "house-quarter" in kinds(desk)
    desk.rules.choose("house-quarter", "")
    desk.checking.run()
    assert "house-quarter" not in kinds(desk)


def test_the_choices_are_still_there_when_the_desk_opens_again(desk: Desk) -> None:
    desk.rules.switch(["clock"], on=False)
    desk.rules.choose("house-decade", "digit")
    desk.rules.add_range(OWN)
    with open_desk(desk.settings) as again:
        book = again.rules.book()
        assert book.without == {"clock"}
        assert book.forms == {("house-decade", "digit")}
        assert [row.title for row in book.own_ranges] == ["甲县干茶亩产"]
        [row] = [row for row in again.rules.rows() if row.code == "house-decade"]
        assert (row.form, len(row.forms)) == ("digit", 2)


def test_a_range_of_the_newsroom_counts_until_it_is_removed(filled: Desk) -> None:
    def asked() -> list[str]:
        found = [row.finding for row in filled.queries.findings() if row.finding.kind == "plausible"]
        return [item.explanation for item in found if item.is_problem and "亩产" in item.explanation]

    assert not asked()
    filled.rules.add_range(OWN)
    filled.checking.run()
    assert asked()
    assert all("甲县年报" in line for line in asked())
    filled.rules.remove_range("yield-tea-dry")
    filled.checking.run()
    assert not asked()


@pytest.mark.parametrize("change", [{"low": "400"}, {"over_unit": "斛斗斤两"}, {"source": " "}])
def test_a_bad_range_is_refused_and_nothing_is_kept(desk: Desk, change: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        desk.rules.add_range(OWN | change)
    assert desk.rules.own_ranges() == []


def test_unknown_codes_and_forms_are_refused(desk: Desk) -> None:
    for wrong in (lambda: desk.rules.switch(["clock", "klock"], on=False),
                  lambda: desk.rules.choose("house-quarter", "roman"), lambda: desk.rules.choose("house", ""),
                  lambda: book_of(["klock"]), lambda: book_of(forms={"house-quarter": "roman"})):
        with pytest.raises(UsageError):
            wrong()
    assert desk.rules.book().without == frozenset()
