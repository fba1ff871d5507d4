"""References over the database: steps that undo takes back, pages, search, and only what is touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ecodesk.domain.errors import StaleError, UsageError
from ecodesk.domain.findings import Verdict
from ecodesk.domain.references import ReferenceColumn, ReferenceRow, ReferenceState
from ecodesk.domain.views import FactFilter, FactRow
from ecodesk.knowledge.messages import explain
from ecodesk.services.desk import Desk
from ecodesk.store.store import Store
from tests.reference_tables import AREA, PEARS, workbook

Opener = Callable[..., Desk]
C = ReferenceColumn


@pytest.fixture
def desk(desk_of: Opener, tmp_path: Path) -> Desk:
    """A desk with one article."""
    opened = desk_of("王")
    (tmp_path / "甲.txt").write_text(PEARS, encoding="utf-8")
    assert not opened.importing.import_paths([tmp_path / "甲.txt"]).failed
    return opened


def fact(desk: Desk, words: str) -> FactRow:
    return next(row for row in desk.queries.facts(FactFilter()) if row.fact.text == words)


def verdict(desk: Desk, words: str = "12万亩") -> Verdict | None:
    found = desk.references.of_fact(fact(desk, words).id)
    return found[0].verdict if found else None


def only(desk: Desk) -> ReferenceRow:
    [row] = desk.references.rows()
    return row


def test_a_reference_is_added_corrected_and_removed_each_as_a_step(desk: Desk) -> None:
    changes = desk.references.add(AREA)
    assert changes.references
    assert fact(desk, "12万亩").id in changes.facts
    assert verdict(desk) is Verdict.CONFLICT
    row = only(desk)
    assert (row.editor, row.revision, row.facts) == ("王", 1, 1)
    desk.references.change(row, AREA | {C.VALUE: "12"})
    assert verdict(desk) is Verdict.SAME
    assert only(desk).revision == 2
    desk.references.remove([only(desk)])
    assert desk.references.rows() == []
    assert verdict(desk) is None
    states = [item.state for item in desk.references.history(row.id)]
    assert states == [ReferenceState.REMOVED, ReferenceState.ACTIVE, ReferenceState.ACTIVE]
    assert [item.reference.text for item in desk.references.history(row.id)] == ["12万亩", "12万亩", "13万亩"]


def test_undo_and_redo_go_through_all_of_it(desk: Desk) -> None:
    desk.references.add(AREA)
    desk.references.change(only(desk), AREA | {C.VALUE: "12"})
    desk.references.remove([only(desk)])
    assert desk.reviewing.undo_label().title == "权威数据 1 条"
    seen = []
    for _ in range(3):
        changes = desk.reviewing.undo()
        assert changes.references
        seen.append((len(desk.references.rows()), verdict(desk)))
    assert seen == [(1, Verdict.SAME), (1, Verdict.CONFLICT), (0, None)]
    for _ in range(2):
        desk.reviewing.redo()
    assert verdict(desk) is Verdict.SAME
    assert only(desk).reference.text == "12万亩"


def test_a_step_survives_a_restart(desk: Desk, desk_of: Opener) -> None:
    desk.references.add(AREA)
    again = desk_of("王")
    assert again.reviewing.undo_label().title == "权威数据 1 条"
    again.reviewing.undo()
    assert again.references.rows() == []
    assert verdict(again) is None


def test_one_source_says_a_thing_once(desk: Desk) -> None:
    desk.references.add(AREA)
    with pytest.raises(UsageError) as caught:
        desk.references.add(AREA | {C.SUBJECT: "酥 梨", C.VALUE: "14"})
    assert caught.value.code == "services.reference-there"
    desk.references.add(AREA | {C.SOURCE: "公报", C.VALUE: "12"})
    first, second = desk.references.rows()
    with pytest.raises(UsageError):
        desk.references.change(second, AREA)
    assert first.reference.source != second.reference.source
    assert verdict(desk) is Verdict.SAME, "the source that agrees speaks"


def test_what_was_removed_can_be_added_again_and_does_not_come_back_twice(desk: Desk) -> None:
    desk.references.add(AREA)
    desk.references.remove(desk.references.rows())
    desk.references.add(AREA)
    assert len(desk.references.rows()) == 1
    desk.reviewing.undo()
    desk.reviewing.undo()
    assert len(desk.references.rows()) == 1, "the removal was taken back"


def test_a_lost_race_is_told_and_nothing_is_written(desk: Desk, desk_of: Opener) -> None:
    desk.references.add(AREA)
    row = only(desk)
    other = desk_of("林")
    other.references.change(row, AREA | {C.VALUE: "14"})
    for call in (lambda: desk.references.change(row, AREA | {C.VALUE: "12"}),
                 lambda: desk.references.remove([row])):
        with pytest.raises(StaleError) as caught:
            call()
        assert "林" in explain(caught.value)
    assert only(desk).reference.text == "14万亩"


def test_undo_does_not_take_back_what_another_editor_changed_since(desk: Desk, desk_of: Opener) -> None:
    desk.references.add(AREA)
    desk_of("林").references.change(only(desk), AREA | {C.VALUE: "14"})
    with pytest.raises(StaleError) as caught:
        desk.reviewing.undo()
    assert "林" in explain(caught.value)
    assert only(desk).reference.text == "14万亩"


def test_undo_of_a_removal_waits_for_its_like(desk: Desk, desk_of: Opener) -> None:
    desk.references.add(AREA)
    desk.references.remove(desk.references.rows())
    desk_of("林").references.add(AREA | {C.VALUE: "14"})
    with pytest.raises(StaleError):
        desk.reviewing.undo()
    assert only(desk).reference.text == "14万亩"


def test_a_table_is_one_step(desk: Desk, tmp_path: Path) -> None:
    desk.references.import_file(workbook(tmp_path / "年鉴.xlsx"))
    assert desk.reviewing.undo_label().title == "权威数据 3 条"
    assert verdict(desk, "60万吨") is Verdict.SAME
    desk.reviewing.undo()
    assert desk.references.rows() == []
    assert verdict(desk, "60万吨") is None
    desk.reviewing.redo()
    assert len(desk.references.rows()) == 3
    assert verdict(desk) is Verdict.CONFLICT


def many(desk: Desk, tmp_path: Path, count: int) -> None:
    headers = ("主体", "指标", "数值", "单位", "出处")
    rows = [(f"{number % 40:02}号县", f"产品{number:04}产量", number + 1, "吨", "年鉴")
            for number in range(count)]
    report = desk.references.import_file(workbook(tmp_path / "多.xlsx", rows, headers, ""))
    assert not [row for row in report.rows if row.message]


def test_pages_follow_each_other_without_gap_or_repeat(desk: Desk, tmp_path: Path) -> None:
    many(desk, tmp_path, 530)
    pages, after = [], None
    while rows := desk.references.rows("", after, 100):
        pages.append([row.id for row in rows])
        after = rows[-1].id
    assert [len(page) for page in pages] == [100, 100, 100, 100, 100, 30]
    whole = [number for page in pages for number in page]
    assert len(set(whole)) == 530
    assert whole == [row.id for row in desk.references.rows(limit=None)]
    subjects = [row.reference.subject for row in desk.references.rows(limit=None)]
    assert subjects == sorted(subjects)
    assert desk.references.count("产品0007") == 1
    assert [row.reference.value for row in desk.references.rows("产品0007")] == ["8"]


def test_words_are_found_in_either_script(desk: Desk) -> None:
    desk.references.add(AREA)
    for words in ("种植", "種植", "统计", "統計", "13万"):
        assert desk.references.count(words) == 1, words
    assert desk.references.count("面积%") == 0
    assert desk.references.count("云脊") == 0


def test_only_facts_that_may_be_meant_are_held_anew(desk: Desk, tmp_path: Path,
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    many(desk, tmp_path, 50)
    referring = desk.checking._referring
    held: list[str] = []
    hold = referring.hold

    def watched(rows: list[FactRow]) -> frozenset[int]:
        held.extend(row.fact.text for row in rows)
        return hold(rows)

    monkeypatch.setattr(referring, "hold", watched)
    desk.references.add(AREA)
    assert held == ["12万亩"]
    held.clear()
    desk.references.add(AREA | {C.SUBJECT: "温泉", C.INDICATOR: "水温", C.UNIT: "摄氏度", C.VALUE: "41"})
    assert held == []


def test_the_record_of_changes_cannot_be_rewritten(store: Store, desk_of: Opener) -> None:
    desk = desk_of()
    desk.references.add(AREA)
    for words in ("UPDATE reference_change SET state = 'removed'", "DELETE FROM reference_change"):
        with pytest.raises(DBAPIError), store.begin() as work:
            work.connection.execute(text(words))
    assert "reference_change" in store.guards()
    assert all(row.ok for row in desk.maintenance.doctor())


def test_two_programs_taking_in_one_table_do_not_double_it(desk: Desk, desk_of: Opener,
                                                           tmp_path: Path) -> None:
    path = workbook(tmp_path / "年鉴.xlsx")
    desk.references.import_file(path)
    other = desk_of("林")
    other.references.import_file(path)
    assert len(other.references.rows()) == 3
    assert {row.editor for row in other.references.rows()} == {"王"}
