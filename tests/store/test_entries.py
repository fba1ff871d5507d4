"""The desk's own dictionary over the database: what corrections teach, what editors say, what imports use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ecodesk.domain.decisions import Status
from ecodesk.domain.entries import Entry, EntryRow, EntryState
from ecodesk.domain.errors import KnownError, StaleError, UsageError
from ecodesk.domain.views import Changes, FactFilter, FactRow
from ecodesk.knowledge.messages import explain
from ecodesk.services.desk import Desk

Opener = Callable[..., Desk]
Importer = Callable[..., FactRow]
SHORT = Entry("subject", "云脊", "云脊区")
NAME = Entry("subject", "云上野", "云上野")
VISITED = ("云脊去年接待游客1200万人次。", "云脊前年接待游客950万人次。", "云脊今年接待游客1350万人次。")
TEA = ("云上野去年产茶3400吨。", "云上野今年产值达到1.8亿元。", "去年，云上野带动就业2300人。")


@pytest.fixture
def desk(desk_of: Opener) -> Desk:
    """An empty desk of one editor."""
    return desk_of("王")


@pytest.fixture
def take_in(desk: Desk, tmp_path: Path) -> Importer:
    """Imports a sentence as a file of its own; gives its first fact."""
    def make(words: str, name: str = "") -> FactRow:
        path = tmp_path / f"{name or words[:12]}.txt"
        path.write_text(words, encoding="utf-8")
        before = {row.id for row in desk.queries.facts(FactFilter(older=True))}
        assert not desk.importing.import_paths([path]).failed
        return next(row for row in desk.queries.facts(FactFilter()) if row.id not in before)

    return make


def entry_of(desk: Desk, entry: Entry) -> EntryRow | None:
    return next((row for row in desk.dictionary.rows()
                 if (row.entry.field, row.entry.found) == (entry.field, entry.found)), None)


def state_of(desk: Desk, entry: Entry) -> EntryState | None:
    row = entry_of(desk, entry)
    return row.state if row else None


def correct(desk: Desk, row: FactRow, **fields: str) -> None:
    desk.reviewing.edit(row.id, fields)


def test_one_correction_only_proposes_and_changes_nothing_else(desk: Desk, take_in: Importer) -> None:
    first, second = take_in(VISITED[0]), take_in(VISITED[1])
    assert (first.fact.subject, second.fact.subject) == ("云脊", "云脊")
    correct(desk, first, subject="云脊区")
    row = entry_of(desk, SHORT)
    assert row is not None
    assert (row.state, row.said, row.corrections, row.uses) == (EntryState.PROPOSED, False, 1, 0)
    assert (row.editor, row.sentence, row.fact_id) == ("王", VISITED[0], first.id)
    assert [item.entry for item in desk.dictionary.noted([first.id])] == [SHORT]
    assert desk.queries.fact(second.id) == second
    assert take_in(VISITED[2]).fact.subject == "云脊"


def test_corrected_alike_in_two_sentences_it_is_used_at_imports(desk: Desk, take_in: Importer) -> None:
    rows = [take_in(words) for words in VISITED[:2]]
    for row in rows:
        correct(desk, row, subject="云脊区")
    assert state_of(desk, SHORT) is EntryState.ACTIVE
    fresh = take_in(VISITED[2])
    assert (fresh.fact.subject, fresh.original, fresh.status) == ("云脊区", fresh.fact, Status.OPEN)
    assert [(item.field, item.found) for item in fresh.fact.rewritten] == [("subject", "云脊")]
    used = entry_of(desk, SHORT)
    assert used is not None
    assert used.uses == 1


def test_the_same_sentence_twice_says_it_once(desk: Desk, take_in: Importer) -> None:
    for name in ("甲", "乙"):
        correct(desk, take_in(VISITED[0] + ("" if name == "甲" else "\n另讯。"), name), subject="云脊区")
    row = entry_of(desk, SHORT)
    assert row is not None
    assert (row.corrections, row.state) == (1, EntryState.PROPOSED)


def test_undoing_a_correction_takes_its_evidence_back(desk: Desk, take_in: Importer) -> None:
    for words in VISITED[:2]:
        correct(desk, take_in(words), subject="云脊区")
    desk.reviewing.undo()
    assert state_of(desk, SHORT) is EntryState.PROPOSED
    assert not desk.dictionary.lexicon()
    desk.reviewing.undo()
    assert desk.dictionary.rows() == []
    desk.reviewing.redo()
    desk.reviewing.redo()
    assert state_of(desk, SHORT) is EntryState.ACTIVE


def test_what_stands_in_the_copy_teaches_a_name(desk: Desk, take_in: Importer) -> None:
    assert take_in(TEA[0]).fact.subject == ""
    for row in [*desk.queries.facts(FactFilter()), take_in(TEA[1])]:
        correct(desk, row, subject="云上野", indicator=row.fact.indicator.removeprefix("云上野"))
    assert [(row.entry, row.state) for row in desk.dictionary.rows()] == [(NAME, EntryState.ACTIVE)]
    fresh = take_in(TEA[2])
    assert (fresh.fact.subject, fresh.fact.indicator) == ("云上野", "带动就业人数")


def test_a_verified_fact_that_keeps_the_word_speaks_against_it(desk: Desk, take_in: Importer) -> None:
    rows = [take_in(words) for words in VISITED]
    desk.reviewing.decide([rows[2].id], Status.VERIFIED)
    for row in rows[:2]:
        correct(desk, row, subject="云脊区")
    found = entry_of(desk, SHORT)
    assert found is not None
    assert (found.state, found.corrections, found.against) == (EntryState.PROPOSED, 2, 1)


def test_two_ways_of_writing_one_word_contradict_each_other(desk: Desk, take_in: Importer) -> None:
    rows = [take_in(words) for words in VISITED]
    for row, wanted in zip(rows, ("云脊区", "云脊区", "重庆市云脊区"), strict=True):
        correct(desk, row, subject=wanted)
    assert {row.state for row in desk.dictionary.rows()} == {EntryState.PROPOSED}
    assert len(desk.dictionary.rows()) == 2


def test_who_corrects_what_an_entry_wrote_speaks_against_it(desk: Desk, take_in: Importer) -> None:
    for words in VISITED[:2]:
        correct(desk, take_in(words), subject="云脊区")
    correct(desk, take_in(VISITED[2]), subject="云脊景区")
    (row,) = desk.dictionary.rows()
    assert (row.entry, row.state, row.against) == (SHORT, EntryState.PROPOSED, 1)
    assert desk.dictionary.noted([row.fact_id]) == [row]


def test_a_unit_that_would_change_the_number_is_no_entry(desk: Desk, take_in: Importer) -> None:
    for words in (*TEA[:1], "去年产茶3600吨。", "前年产茶3100吨。"):
        correct(desk, take_in(words), unit="公斤")
    assert [row for row in desk.dictionary.rows() if row.entry.field == "unit"] == []
    with pytest.raises(UsageError) as refused:
        desk.dictionary.add(Entry("unit", "元", "美元"))
    assert "数值" in explain(refused.value)


def test_a_measure_word_is_rewritten_beside_its_indicator_only(desk: Desk, take_in: Importer) -> None:
    row = take_in("全市新增停车场28个。")
    correct(desk, row, unit="处")
    (found,) = desk.dictionary.rows()
    assert found.entry == Entry("unit", "个", "处", row.fact.indicator)
    desk.dictionary.switch([found], on=True)
    assert take_in("全县新增停车场16个。").fact.unit == "处"
    assert take_in("全县新增足球场16个。").fact.unit == "个"


def test_said_by_an_editor_it_is_used_until_it_is_said_otherwise(desk: Desk, desk_of: Opener,
                                                               take_in: Importer) -> None:
    desk.dictionary.add(SHORT)
    assert take_in(VISITED[0]).fact.subject == "云脊区"
    other = desk_of("李")
    row = entry_of(other, SHORT)
    assert row is not None
    assert (row.state, row.said, row.editor) == (EntryState.ACTIVE, True, "王")
    other.dictionary.switch([row], on=False)
    assert state_of(desk, SHORT) is EntryState.OFF
    assert take_in(VISITED[1]).fact.subject == "云脊"


def test_each_word_of_an_editor_is_a_step_that_undo_takes_back(desk: Desk, desk_of: Opener) -> None:
    assert desk.dictionary.add(SHORT) == Changes(entries=True)
    row = entry_of(desk, SHORT)
    assert row is not None
    desk.dictionary.change(row, replace(SHORT, wanted="重庆市云脊区"))
    assert [item.entry.wanted for item in desk.dictionary.rows()] == ["重庆市云脊区"]
    label = desk.reviewing.undo_label()
    assert label is not None
    assert label.title == "本社词条 1 条"
    assert desk.reviewing.undo() == Changes(entries=True)
    assert [item.entry.wanted for item in desk.dictionary.rows()] == ["云脊区"]
    desk.close()
    again = desk_of("王")
    again.reviewing.undo()
    assert again.dictionary.rows() == []
    again.reviewing.redo()
    again.reviewing.redo()
    assert [item.entry.wanted for item in again.dictionary.rows()] == ["重庆市云脊区"]


def test_removed_it_is_not_proposed_again(desk: Desk, take_in: Importer) -> None:
    rows = [take_in(words) for words in VISITED[:2]]
    correct(desk, rows[0], subject="云脊区")
    desk.dictionary.remove(desk.dictionary.rows())
    assert desk.dictionary.rows() == []
    correct(desk, rows[1], subject="云脊区")
    assert desk.dictionary.rows() == []
    desk.reviewing.undo()
    desk.reviewing.undo()
    assert state_of(desk, SHORT) is EntryState.PROPOSED


def test_a_lost_race_is_told_and_nothing_is_written(desk: Desk, desk_of: Opener) -> None:
    desk.dictionary.add(SHORT)
    other = desk_of("李")
    seen = other.dictionary.rows()
    desk.dictionary.switch(desk.dictionary.rows(), on=False)
    with pytest.raises(StaleError) as lost:
        other.dictionary.change(seen[0], replace(SHORT, wanted="云脊县"))
    assert "王" in explain(lost.value)
    assert [(row.entry, row.state) for row in other.dictionary.rows()] == [(SHORT, EntryState.OFF)]
    other.dictionary.switch(other.dictionary.rows(), on=True)
    with pytest.raises(StaleError):
        desk.reviewing.undo()
    assert state_of(desk, SHORT) is EntryState.ACTIVE


def test_two_editors_do_not_make_two_entries_of_one_word(desk: Desk, desk_of: Opener) -> None:
    desk.dictionary.add(SHORT)
    with pytest.raises(UsageError) as there:
        desk_of("李").dictionary.add(replace(SHORT, wanted="云脊县"))
    assert "云脊区" in explain(there.value)
    with pytest.raises(UsageError):
        desk.dictionary.add(Entry("subject", "云脊区", "云脊"))


def test_open_facts_are_rewritten_on_request_as_one_step(desk: Desk, take_in: Importer) -> None:
    rows = [take_in(words) for words in VISITED]
    desk.reviewing.decide([rows[0].id], Status.VERIFIED)
    desk.dictionary.add(SHORT)
    assert [desk.queries.fact(row.id).fact.subject for row in rows] == ["云脊"] * 3
    assert [row.id for row in desk.dictionary.open_like([SHORT])] == [rows[1].id, rows[2].id]
    desk.dictionary.apply([SHORT])
    now = [desk.queries.fact(row.id) for row in rows]
    assert [row.fact.subject for row in now] == ["云脊", "云脊区", "云脊区"]
    assert [row.status for row in now] == [Status.VERIFIED, Status.OPEN, Status.OPEN]
    assert desk.dictionary.open_like([SHORT]) == []
    label = desk.reviewing.undo_label()
    assert label is not None
    assert label.title == "按词条改写 2 条"
    desk.reviewing.undo()
    assert [desk.queries.fact(row.id).fact.subject for row in rows] == ["云脊"] * 3
    assert all(check.ok for check in desk.maintenance.doctor())


def test_a_newer_version_keeps_what_was_decided_whatever_the_dictionary_says(desk: Desk,
                                                                           take_in: Importer) -> None:
    fog = (f"山里的第{n}场雾来得早，采茶人说着家常，走过第{n}座桥。" for n in "一二三四五六")
    page = "茶山来信\n\n" + "".join(fog)
    first = take_in(f"{page}\n\n{VISITED[0]}", "来信")
    desk.reviewing.decide([first.id], Status.VERIFIED)
    desk.dictionary.add(SHORT)
    fresh = take_in(f"{page}\n\n{VISITED[0]}\n\n另讯，雾散了。", "来信")
    assert (fresh.status, fresh.fact.subject, fresh.original.subject) == (Status.VERIFIED, "云脊", "云脊区")
    assert all(check.ok for check in desk.maintenance.doctor())


def test_what_was_said_is_never_rewritten(desk: Desk) -> None:
    desk.dictionary.add(SHORT)
    for statement in ("UPDATE entry SET wanted = 'x'", "DELETE FROM entry"):
        with pytest.raises((KnownError, DBAPIError)), desk._store.begin() as work:
            work.connection.execute(text(statement))
    assert [row.entry for row in desk.dictionary.rows()] == [SHORT]


def test_the_report_of_an_import_tells_what_the_dictionary_wrote(desk: Desk, tmp_path: Path) -> None:
    desk.dictionary.add(SHORT)
    for number, words in enumerate(VISITED):
        (tmp_path / f"{number}.txt").write_text(words, encoding="utf-8")
    report = desk.importing.import_paths([tmp_path / f"{number}.txt" for number in range(len(VISITED))])
    assert any("本社词条写了其中 3 条" in note for note in report.notes)


def test_two_sentences_of_one_article_do_not_speak_for_all_articles(desk: Desk, take_in: Importer) -> None:
    take_in("".join(VISITED[:2]), "同一篇")
    for row in desk.queries.facts(FactFilter()):
        correct(desk, row, subject="云脊区")
    (found,) = desk.dictionary.rows()
    assert (found.corrections, found.articles, found.state) == (2, 1, EntryState.PROPOSED)
    take_in("".join(TEA[:2]), "茶业")
    for row in desk.queries.facts(FactFilter()):
        if row.status is Status.OPEN:
            correct(desk, row, subject="云上野")
    assert state_of(desk, NAME) is EntryState.ACTIVE, "a name is one wherever it stands"
