"""Rulings about groups over the database: kept through checks and versions, undone, refused to the late."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import KnownError, StaleError, UsageError
from ecodesk.domain.findings import Verdict
from ecodesk.domain.rulings import Choice
from ecodesk.domain.views import FactFilter, FactRow, FindingRow
from ecodesk.knowledge.messages import explain
from ecodesk.services.desk import Desk

HILL = "青禾县酥梨\n\n2023年，青禾县酥梨种植面积12.35万亩，产值9亿元。\n"
RIVER = "河滩新景\n\n2023年，青禾县酥梨种植面积13.25万亩，沿河新修步道18公里。\n"
THIRD = "再到青禾\n\n2023年，青禾县酥梨种植面积12.35万亩，冷库容量5万吨。\n"
POND = "北塘旧事\n\n北塘镇的鱼塘去年清淤3600亩，鱼苗放了两遍。\n"

Opener = Callable[..., Desk]


def take_in(desk: Desk, folder: Path, **texts: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, words in texts.items():
        paths.append(folder / f"{name}.txt")
        paths[-1].write_text(words, encoding="utf-8")
    assert not desk.importing.import_paths(paths).failed


@pytest.fixture
def desk(desk_of: Opener, tmp_path: Path) -> Desk:
    """A desk with two articles that contradict each other."""
    opened = desk_of("王")
    take_in(opened, tmp_path / "甲", 山坡=HILL, 河滩=RIVER)
    return opened


def rows(desk: Desk) -> list[FactRow]:
    return desk.queries.facts(FactFilter())


def find(desk: Desk, words: str) -> FactRow:
    return next(row for row in rows(desk) if words in row.fact.text)


def groups(desk: Desk) -> list[FindingRow]:
    return [row for row in desk.queries.findings() if row.finding.kind == "across"]


def group_of(desk: Desk, words: str) -> FindingRow:
    return next(group for group in groups(desk) if any(words in row.fact.text for row in group.rows))


def verdicts(desk: Desk) -> list[Verdict]:
    return [group.finding.verdict for group in groups(desk)]


def test_a_value_is_kept_the_other_taken_over_and_all_undone(desk: Desk, desk_of: Opener) -> None:
    group = group_of(desk, "13.25万亩")
    assert group.finding.verdict is Verdict.CONFLICT
    changes = desk.settling.keep(group, find(desk, "12.35万亩").id, "照统计公报")
    assert {find(desk, "12.35万亩").id, find(desk, "13.25万亩").id} <= changes.facts
    assert find(desk, "12.35万亩").verdict is Verdict.KEPT
    departing = find(desk, "13.25万亩")
    assert (departing.verdict, departing.kind) == (Verdict.FAILS, "kept")
    ruled = group_of(desk, "13.25万亩").finding
    assert ruled.settlement is not None
    assert ruled.verdict is Verdict.KEPT
    assert (ruled.settlement.editor, ruled.settlement.note) == ("王", "照统计公报")
    assert ruled.settlement.departing == (departing.fact.id,)
    desk.settling.take_over(group_of(desk, "13.25万亩"))
    taken = find(desk, "13.25万亩")
    assert (taken.fact.value, taken.status) == ("123500", Status.CORRECTED)
    assert "12.35万亩" in find(desk, "13.25万亩").source
    assert verdicts(desk) == [Verdict.SAME]
    assert not [row for row in desk.queries.findings() if row.finding.kind == "kept"]
    settlement = groups(desk)[0].finding.settlement
    assert settlement is not None
    assert settlement.departing == ()
    again = desk_of("王")
    titles = []
    for _ in range(2):
        step = again.reviewing.undo_label()
        assert step is not None
        titles.append(step.title)
        again.reviewing.undo()
    assert titles == ["照采用值改 1 条", "采用此值"]
    assert verdicts(again) == [Verdict.CONFLICT]
    assert (find(again, "13.25万亩").fact.value, find(again, "13.25万亩").status) == ("132500", Status.OPEN)
    again.reviewing.redo()
    assert verdicts(again) == [Verdict.KEPT]


def test_another_scope_stands_until_digits_change(desk: Desk) -> None:
    desk.settling.mark_scope(group_of(desk, "13.25万亩"))
    desk.checking.run()
    assert verdicts(desk) == [Verdict.SCOPE]
    assert find(desk, "13.25万亩").verdict is Verdict.SCOPE
    river = find(desk, "13.25万亩")
    desk.reviewing.edit(river.id, {"value": "13.37万"})
    (group,) = groups(desk)
    assert group.finding.verdict is Verdict.CONFLICT
    assert group.finding.settlement is not None
    assert group.finding.settlement.lapsed
    assert "标过口径不同" in group.finding.explanation
    desk.reviewing.edit(river.id, {"value": "13.25万"})
    assert verdicts(desk) == [Verdict.SCOPE]
    desk.settling.withdraw(groups(desk)[0])
    assert verdicts(desk) == [Verdict.CONFLICT]
    assert groups(desk)[0].finding.settlement is None


def test_a_changed_value_of_the_one_kept_opens_the_group_again(desk: Desk) -> None:
    desk.settling.keep(group_of(desk, "13.25万亩"), find(desk, "12.35万亩").id)
    desk.reviewing.edit(find(desk, "12.35万亩").id, {"value": "12.9万"})
    (group,) = groups(desk)
    assert group.finding.verdict is Verdict.CONFLICT
    assert "定过采用值" in group.finding.explanation
    assert find(desk, "13.25万亩").kind == "across"


def test_what_was_taken_apart_stays_apart_and_can_be_put_back(desk: Desk) -> None:
    desk.settling.split(group_of(desk, "13.25万亩"), [find(desk, "13.25万亩").id])
    desk.checking.run()
    assert verdicts(desk) == [Verdict.SINGLE]
    assert (find(desk, "13.25万亩").documents, find(desk, "13.25万亩").verdict) == (1, Verdict.SINGLE)
    step = desk.reviewing.undo_label()
    assert step is not None
    assert step.title == "拆出本组"
    desk.settling.withdraw(groups(desk)[0])
    assert verdicts(desk) == [Verdict.CONFLICT]


def test_statements_are_joined_and_whoever_agrees_with_one_joins_too(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path / "乙", 北塘=POND)
    pond = find(desk, "3600亩")
    desk.settling.join([group_of(desk, "13.25万亩").rows, [pond]])
    (group,) = groups(desk)
    assert pond.id in {row.id for row in group.rows}
    assert group.finding.settlement is not None
    assert group.finding.settlement.choice is Choice.JOIN
    take_in(desk, tmp_path / "丙", 再到=THIRD)
    assert len(group_of(desk, "3600亩").rows) == 4
    with pytest.raises(UsageError, match="settling-kinds"):
        desk.settling.join([group_of(desk, "3600亩").rows, [find(desk, "18公里")]])
    with pytest.raises(UsageError, match="settling-few"):
        desk.settling.join([[pond]])
    desk.reviewing.undo()
    assert len(group_of(desk, "13.25万亩").rows) == 3


def test_a_value_kept_among_three_settles_the_others_too(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path / "乙", 再到=THIRD)
    desk.settling.keep(group_of(desk, "13.25万亩"), find(desk, "13.25万亩").id)
    (group,) = groups(desk)
    assert group.finding.verdict is Verdict.KEPT
    desk.settling.take_over(group, [find(desk, "12.35万亩").id])
    (group,) = groups(desk)
    assert group.finding.settlement is not None
    assert len(group.finding.settlement.departing) == 1
    desk.settling.take_over(group)
    assert verdicts(desk) == [Verdict.SAME]


def test_a_second_thought_takes_the_place_of_the_first(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path / "乙", 再到=THIRD.replace("12.35万亩", "12.53万亩"))
    desk.settling.keep(group_of(desk, "13.25万亩"), find(desk, "12.35万亩").id)
    desk.settling.keep(group_of(desk, "13.25万亩"), find(desk, "13.25万亩").id)
    desk.settling.take_over(group_of(desk, "13.25万亩"))
    (group,) = groups(desk)
    assert group.finding.verdict in (Verdict.SAME, Verdict.ROUNDED)
    assert {row.fact.value for row in group.rows} == {"132500"}
    for _ in range(2):
        desk.reviewing.undo()
    settlement = groups(desk)[0].finding.settlement
    assert settlement is not None
    assert settlement.kept == find(desk, "12.35万亩").fact.id
    assert len(settlement.departing) == 2
    desk.settling.mark_scope(groups(desk)[0])
    assert groups(desk)[0].finding.verdict is Verdict.SCOPE
    desk.settling.withdraw(groups(desk)[0])
    assert (groups(desk)[0].finding.verdict, groups(desk)[0].finding.settlement) == (Verdict.CONFLICT, None)


def test_what_stands_no_more_cannot_be_taken_back(desk: Desk, desk_of: Opener) -> None:
    desk.settling.keep(group_of(desk, "13.25万亩"), find(desk, "12.35万亩").id)
    seen = group_of(desk, "13.25万亩")
    other = desk_of("李")
    other.settling.mark_scope(group_of(other, "13.25万亩"))
    with pytest.raises(StaleError) as told:
        desk.settling.withdraw(seen)
    assert "李" in explain(told.value)
    with pytest.raises(StaleError):
        desk.settling.annotate(seen, "再想想")


def test_a_colleague_who_ruled_since_is_not_overruled(desk: Desk, desk_of: Opener) -> None:
    other = desk_of("李")
    seen = group_of(desk, "13.25万亩")
    other.settling.mark_scope(group_of(other, "13.25万亩"))
    with pytest.raises(StaleError) as told:
        desk.settling.keep(seen, find(desk, "12.35万亩").id)
    assert "李" in explain(told.value)
    assert verdicts(desk) == [Verdict.SCOPE]
    desk.settling.keep(group_of(desk, "13.25万亩"), find(desk, "12.35万亩").id)
    other.settling.withdraw(group_of(other, "13.25万亩"))
    with pytest.raises(StaleError, match="ruling-stale"):
        desk.reviewing.undo()
    assert verdicts(desk) == [Verdict.CONFLICT]
    desk.settling.mark_scope(group_of(desk, "13.25万亩"))
    assert verdicts(desk) == [Verdict.SCOPE]


def test_a_figure_that_was_changed_meanwhile_is_not_ruled_on(desk: Desk, desk_of: Opener) -> None:
    seen = group_of(desk, "13.25万亩")
    desk_of("李").reviewing.edit(find(desk, "13.25万亩").id, {"value": "13.4万"})
    with pytest.raises(StaleError, match="stale"):
        desk.settling.mark_scope(seen)
    assert desk.queries.ruling_steps() == []


def test_rulings_go_with_the_words_of_a_newer_version(desk: Desk, tmp_path: Path, desk_of: Opener) -> None:
    desk.settling.keep(group_of(desk, "13.25万亩"), find(desk, "12.35万亩").id, "照公报")
    other = desk_of("李")
    take_in(other, tmp_path / "乙", 河滩=RIVER.replace("步道18公里", "步道19公里"))
    (group,) = groups(other)
    assert (group.finding.verdict, find(other, "13.25万亩").kind) == (Verdict.KEPT, "kept")
    assert group.finding.settlement is not None
    assert (group.finding.settlement.editor, group.finding.settlement.note) == ("王", "照公报")
    assert group.finding.settlement.kept == find(other, "12.35万亩").fact.id
    assert [step.carried for step in other.queries.ruling_steps()] == [True, False]
    take_in(other, tmp_path / "丙", 河滩=RIVER.replace("13.25万亩", "13.4万亩"))
    (group,) = groups(other)
    assert group.finding.verdict is Verdict.CONFLICT
    assert "定过采用值" in group.finding.explanation
    other.reviewing.undo()
    # An undo brings the older version back beside the newer one, which is as it came: nobody ruled on it.
    (kept,) = [row for row in other.queries.findings() if row.finding.kind == "kept"]
    assert kept.rows[0].article_id == find(other, "19公里").article_id


def test_rulings_go_with_the_words_of_a_parted_article_and_back(desk: Desk, tmp_path: Path) -> None:
    desk.settling.mark_scope(group_of(desk, "13.25万亩"), note="旱地另计")
    take_in(desk, tmp_path / "乙", 两段=HILL.replace("12.35", "12.53") + "\n山上修路18公里，路边有梨园。\n")
    long = find(desk, "12.53万亩")
    desk.settling.keep(group_of(desk, "12.53万亩"), long.id)
    road = next(row for row in rows(desk) if row.article_id == long.article_id and "18公里" in row.fact.text)
    desk.parting.part(long.article_id, road.fact.span.start)
    moved = find(desk, "12.53万亩")
    assert moved.id != long.id
    assert moved.verdict is Verdict.KEPT
    settlement = group_of(desk, "12.53万亩").finding.settlement
    assert settlement is not None
    assert settlement.kept == moved.fact.id
    desk.reviewing.undo()
    assert find(desk, "12.53万亩").id == long.id
    assert find(desk, "12.53万亩").verdict is Verdict.KEPT


def test_what_makes_no_sense_is_told(desk: Desk, tmp_path: Path) -> None:
    take_in(desk, tmp_path / "乙", 再到=THIRD.replace("12.35万亩", "13.1万亩").replace("2023年", "2019年"))
    trend = next(group for group in groups(desk) if group.finding.verdict is Verdict.PERIOD)
    with pytest.raises(UsageError, match="settling-periods"):
        desk.settling.mark_scope(trend)
    conflict = group_of(desk, "13.25万亩")
    with pytest.raises(UsageError, match="settling-other"):
        desk.settling.keep(conflict, find(desk, "9亿元").id)
    with pytest.raises(UsageError, match="settling-whole"):
        desk.settling.split(conflict, [row.id for row in conflict.rows])
    for call in (desk.settling.withdraw, desk.settling.take_over):
        with pytest.raises(UsageError) as told:
            call(conflict)
        assert explain(told.value)
    assert desk.queries.ruling_steps() == []
    assert desk.reviewing.undo_label() is None


def test_rulings_are_never_rewritten(desk: Desk) -> None:
    for _ in range(2):
        desk.settling.mark_scope(group_of(desk, "13.25万亩"), note="旱地另计")
    (step,) = desk.queries.ruling_steps()
    assert (step.choice, step.note, len(step.rows)) == (Choice.SCOPE, "旱地另计", 2)
    for statement in ("UPDATE ruling SET note = ''", "DELETE FROM ruling"):
        with pytest.raises((DBAPIError, KnownError)), desk._store.begin() as work:
            work.connection.execute(text(statement))
    assert all(row.ok for row in desk.maintenance.doctor())
