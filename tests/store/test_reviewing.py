"""Decisions of editors over the database: undo and redo from the log, restarts, and two editors at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ecodesk.domain.decisions import FieldChange, Status
from ecodesk.domain.errors import StaleError, UsageError
from ecodesk.domain.findings import Verdict
from ecodesk.domain.views import Changes, FactFilter, FactRow
from ecodesk.services.desk import Desk

COPY = "甲县茶园\n\n去年甲县茶园面积12.5万亩，年产干茶3400吨，产值超过18亿元，带动2.3万人就业。\n"
OTHER = "再访甲县茶园\n\n去年甲县茶园面积12.5万亩，年产干茶9000吨，产值18.6亿元，山上还有30万亩竹林。\n"

Opener = Callable[..., Desk]


@pytest.fixture
def desk(desk_of: Opener, tmp_path: Path) -> Desk:
    """A desk with two real files imported."""
    (tmp_path / "甲.txt").write_text(COPY, encoding="utf-8")
    (tmp_path / "乙.txt").write_text(OTHER, encoding="utf-8")
    opened = desk_of("王")
    report = opened.importing.import_paths([tmp_path / "甲.txt", tmp_path / "乙.txt"])
    assert not report.failed
    return opened


def _rows(desk: Desk) -> list[FactRow]:
    return desk.queries.facts(FactFilter())


def _find(desk: Desk, words: str) -> FactRow:
    return next(row for row in _rows(desk) if words in row.fact.text)


def _snapshot(desk: Desk) -> list[tuple[object, ...]]:
    return [(row.fact, row.status, row.note, row.source, row.editor, row.decided_at) for row in _rows(desk)]


def test_decisions_survive_a_restart(desk: Desk, desk_of: Opener) -> None:
    row = _rows(desk)[0]
    desk.reviewing.decide([row.id], Status.VERIFIED, "打过电话", "县统计局")
    before = _snapshot(desk)
    desk.close()
    again = desk_of("王")
    assert _snapshot(again) == before
    kept = again.queries.fact(row.id)
    assert (kept.status, kept.note, kept.source) == (Status.VERIFIED, "打过电话", "县统计局")
    assert kept.editor == "王"


def test_bulk_is_one_step(desk: Desk) -> None:
    ids = [row.id for row in _rows(desk)]
    changes = desk.reviewing.decide(ids, Status.VERIFIED)
    assert changes.facts == frozenset(ids)
    label = desk.reviewing.undo_label()
    assert label is not None
    assert (label.title, label.count) == (f"核实 {len(ids)} 条", len(ids))
    assert {line.decision.step for line in desk.queries.decisions()} == {label.step}
    desk.reviewing.undo()
    assert {row.status for row in _rows(desk)} == {Status.OPEN}
    assert desk.reviewing.undo() is None


def test_what_changes_nothing_is_no_step(desk: Desk) -> None:
    row = _rows(desk)[0]
    desk.reviewing.decide([row.id], Status.VERIFIED)
    first = desk.reviewing.undo_label()
    assert desk.reviewing.decide([row.id], Status.VERIFIED) == Changes()
    assert desk.reviewing.edit(row.id, {"subject": row.fact.subject}) == Changes()
    assert desk.reviewing.annotate(row.id, "", "") == Changes()
    assert desk.reviewing.decide([], Status.VERIFIED) == Changes()
    assert desk.reviewing.undo_label() == first
    assert desk.queries.fact(row.id).revision == 2


def test_an_edit_corrects_and_keeps_what_was_extracted(desk: Desk) -> None:
    row = _find(desk, "3400")
    desk.reviewing.decide([row.id], Status.VERIFIED)
    changes = desk.reviewing.edit(row.id, {"value": "3,500", "period": "2023"}, "以年鉴为准")
    now = desk.queries.fact(row.id)
    assert changes.findings
    assert row.id in changes.facts
    assert (now.status, now.fact.value, now.original.value) == (Status.CORRECTED, "3500", "3400")
    assert now.note == "以年鉴为准"
    assert now.fact.step == ""
    last = desk.queries.history(row.id)[0].decision
    assert (last.status_before, last.status) == (Status.VERIFIED, Status.CORRECTED)
    assert FieldChange("value", "3400", "3500") in last.changes


def test_an_edit_back_to_what_was_extracted_leaves_no_trace_in_the_fields(desk: Desk) -> None:
    row = _find(desk, "3400")
    desk.reviewing.edit(row.id, {"value": "3500"})
    desk.reviewing.edit(row.id, {"value": "3400"})
    now = desk.queries.fact(row.id)
    assert now.fact == now.original == row.fact


def test_an_edit_is_checked_against_the_other_articles_at_once(desk: Desk) -> None:
    mine, other = _find(desk, "18亿元"), _find(desk, "18.6亿元")
    assert (mine.verdict, mine.documents, other.documents) == (Verdict.ROUNDED, 2, 2)
    changes = desk.reviewing.edit(other.id, {"indicator": "就业人数", "unit": "人", "value": "20"})
    assert {mine.id, other.id} <= changes.facts
    assert changes.findings
    assert [desk.queries.fact(row.id).documents for row in (mine, other)] == [1, 1]
    desk.reviewing.undo()
    assert [desk.queries.fact(row.id).documents for row in (mine, other)] == [2, 2]


def test_a_rejected_fact_takes_no_part_in_the_checks(desk: Desk) -> None:
    mine, other = _find(desk, "18亿元"), _find(desk, "18.6亿元")
    desk.reviewing.decide([other.id], Status.REJECTED)
    assert desk.queries.findings(fact_id=other.id) == []
    assert desk.queries.fact(mine.id).documents == 1
    desk.reviewing.decide([other.id], Status.VERIFIED)
    assert desk.queries.fact(mine.id).documents == 2


def test_a_large_desk_checks_only_what_can_be_compared(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [(row.finding.kind, row.finding.facts) for row in desk.queries.findings()]
    monkeypatch.setattr("ecodesk.services.comparing.SHARE", 0)
    mine, other = _find(desk, "18亿元"), _find(desk, "18.6亿元")
    desk.reviewing.edit(other.id, {"unit": "人"})
    assert desk.queries.fact(mine.id).documents == 1
    desk.reviewing.undo()
    assert desk.queries.fact(mine.id).documents == 2
    assert sorted(map(str, expected)) == sorted(
        str((row.finding.kind, row.finding.facts)) for row in desk.queries.findings())


def test_an_import_into_a_large_desk_is_checked_against_it(desk: Desk, tmp_path: Path,
                                                           monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecodesk.services.comparing.SHARE", 0)
    (tmp_path / "丙.txt").write_text(COPY.replace("甲县茶园\n", "三访甲县茶园\n", 1), encoding="utf-8")
    desk.importing.import_paths([tmp_path / "丙.txt"])
    assert _find(desk, "12.5万亩").documents == 3
    found = [str((row.finding.kind, row.finding.facts)) for row in desk.queries.findings()]
    monkeypatch.undo()
    desk.checking.run()
    assert sorted(found) == sorted(str((row.finding.kind, row.finding.facts))
                                   for row in desk.queries.findings())


def test_findings_that_stay_keep_their_rows(desk: Desk) -> None:
    before = {row.id: row.finding for row in desk.queries.findings()}
    changes = desk.checking.run()
    assert {row.id: row.finding for row in desk.queries.findings()} == before
    assert changes.facts == frozenset()


def test_undo_and_redo_across_restarts(desk: Desk, desk_of: Opener) -> None:
    rows = _rows(desk)
    states = [_snapshot(desk)]
    for act in (
        lambda: desk.reviewing.decide([rows[0].id, rows[1].id], Status.VERIFIED, "查过"),
        lambda: desk.reviewing.edit(rows[0].id, {"subject": "丁县"}),
        lambda: desk.reviewing.annotate(rows[0].id, "再看", "年鉴"),
        lambda: desk.reviewing.decide([row.id for row in rows], Status.REJECTED),
    ):
        act()
        states.append(_snapshot(desk))
    for expected in reversed(states[:-1]):
        desk.close()
        desk = desk_of("王")
        assert desk.reviewing.undo() is not None
        assert _snapshot(desk) == expected
    assert desk.reviewing.undo() is None
    for expected in states[1:]:
        desk.close()
        desk = desk_of("王")
        assert desk.reviewing.redo() is not None
        assert _snapshot(desk) == expected
    assert desk.reviewing.redo() is None
    assert all(row.ok for row in desk.maintenance.doctor())


def test_a_new_decision_clears_redo(desk: Desk) -> None:
    first, second = _rows(desk)[:2]
    desk.reviewing.decide([first.id], Status.VERIFIED)
    desk.reviewing.undo()
    label = desk.reviewing.redo_label()
    assert label is not None
    assert label.title == "核实 1 条"
    desk.reviewing.decide([second.id], Status.REJECTED)
    assert desk.reviewing.redo_label() is None
    assert desk.reviewing.redo() is None


def test_undo_is_a_decision_of_its_own_in_the_log(desk: Desk) -> None:
    row = _rows(desk)[0]
    desk.reviewing.decide([row.id], Status.VERIFIED)
    desk.reviewing.undo()
    desk.reviewing.redo()
    redone, undone, done = [line.decision for line in desk.queries.history(row.id)]
    assert (done.undoes, done.redoes) == (0, 0)
    assert (undone.undoes, undone.redoes, undone.status) == (done.step, 0, Status.OPEN)
    assert (redone.undoes, redone.redoes, redone.status) == (0, done.step, Status.VERIFIED)


def test_each_editor_undoes_his_own(desk: Desk, desk_of: Opener) -> None:
    first, second = _rows(desk)[:2]
    other = desk_of("李")
    desk.reviewing.decide([first.id], Status.VERIFIED)
    other.reviewing.decide([second.id], Status.REJECTED)
    desk.reviewing.undo()
    assert desk.queries.fact(first.id).status is Status.OPEN
    assert desk.queries.fact(second.id).status is Status.REJECTED
    assert desk.reviewing.undo_label() is None
    assert other.reviewing.undo_label() is not None


def test_undo_is_refused_when_another_editor_decided_since(desk: Desk, desk_of: Opener) -> None:
    first, second = _rows(desk)[:2]
    desk.reviewing.decide([first.id, second.id], Status.VERIFIED)
    desk_of("李").reviewing.decide([second.id], Status.QUERIED)
    before = _snapshot(desk)
    with pytest.raises(StaleError) as refused:
        desk.reviewing.undo()
    assert refused.value.values["editor"] == "李"
    assert _snapshot(desk) == before


def test_redo_is_refused_when_another_editor_decided_since(desk: Desk, desk_of: Opener) -> None:
    row = _rows(desk)[0]
    desk.reviewing.decide([row.id], Status.VERIFIED)
    desk.reviewing.undo()
    desk_of("李").reviewing.decide([row.id], Status.QUERIED)
    with pytest.raises(StaleError):
        desk.reviewing.redo()
    assert desk.queries.fact(row.id).status is Status.QUERIED


def test_undo_brings_back_who_had_decided_before(desk: Desk, desk_of: Opener) -> None:
    row = _rows(desk)[0]
    desk_of("李").reviewing.decide([row.id], Status.VERIFIED, "", "年鉴")
    verified = desk.queries.fact(row.id)
    desk.reviewing.decide([row.id], Status.REJECTED, "重复")
    desk.reviewing.undo()
    now = desk.queries.fact(row.id)
    assert (now.status, now.editor, now.decided_at, now.source) == (
        Status.VERIFIED, "李", verified.decided_at, "年鉴")


def test_a_lost_race_is_told_and_nothing_is_written(desk: Desk, desk_of: Opener) -> None:
    seen = _rows(desk)[0]
    desk_of("李").reviewing.edit(seen.id, {"subject": "李的改法"})
    with pytest.raises(StaleError) as refused:
        desk.reviewing.edit(seen.id, {"subject": "王的改法"}, revision=seen.revision)
    assert refused.value.values["editor"] == "李"
    with pytest.raises(StaleError):
        desk.reviewing.decide([seen.id], Status.VERIFIED, seen={seen.id: seen.revision})
    with pytest.raises(StaleError):
        desk.reviewing.annotate(seen.id, "备注", "", revision=seen.revision)
    assert desk.queries.fact(seen.id).fact.subject == "李的改法"
    assert len(desk.queries.history(seen.id)) == 1


def test_a_decision_keeps_the_note_unless_it_brings_its_own(desk: Desk) -> None:
    row = _rows(desk)[0]
    desk.reviewing.annotate(row.id, "先问作者", "电话记录")
    desk.reviewing.decide([row.id], Status.QUERIED)
    now = desk.queries.fact(row.id)
    assert (now.note, now.source, now.status) == ("先问作者", "电话记录", Status.QUERIED)
    desk.reviewing.annotate(row.id, "", "")
    assert desk.queries.fact(row.id).note == ""


@pytest.mark.parametrize(("field", "value", "code"), [
    ("text", "x", "services.field"),
    ("value", "许多", "services.value"),
    ("measure", "数", "services.choice"),
    ("period", "去年", "services.period"),
    ("subject", "长" * 500, "services.too-long"),
])
def test_a_field_that_does_not_fit_is_refused(desk: Desk, field: str, value: str, code: str) -> None:
    row = _find(desk, "3400")
    with pytest.raises(UsageError) as refused:
        desk.reviewing.edit(row.id, {field: value})
    assert refused.value.code == code
    assert desk.queries.fact(row.id) == row


def test_a_fact_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(UsageError):
        desk.reviewing.decide([10**6], Status.VERIFIED)
    with pytest.raises(UsageError):
        desk.queries.fact(10**6)
    with pytest.raises(UsageError):
        desk.queries.article(10**6)
