"""A fact that stands in no list any more counts nowhere: not in facets, groups, references, nor memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ecodesk.domain.decisions import Status
from ecodesk.domain.facets import DeskFilter, Facet
from ecodesk.domain.references import ReferenceColumn as C
from ecodesk.domain.views import FactFilter, FactRow
from ecodesk.services.desk import Desk

ORCHARD = "酥梨账本\n\n2023年，青禾县酥梨种植面积达到12万亩，产值9亿元，合作社86家，每年剪枝2至3次。\n"
TOWN = "乡镇新账\n\n2023年，青禾县酥梨种植面积21万亩，产值超过9亿元，合作社86家。\n"
TRUSTED = {C.SUBJECT: "酥梨", C.PLACE: "青禾县", C.INDICATOR: "种植面积", C.VALUE: "13", C.UNIT: "万亩",
           C.PERIOD: "2023", C.SOURCE: "统计年鉴"}


def write(folder: Path, **texts: str) -> list[Path]:
    folder.mkdir()
    for name, words in texts.items():
        (folder / f"{name}.txt").write_text(words, encoding="utf-8")
    return sorted(folder.iterdir())


@pytest.fixture
def desk(desk_of: Callable[[], Desk], tmp_path: Path) -> Desk:
    opened = desk_of()
    opened.importing.import_paths(write(tmp_path / "稿件", 酥梨账本=ORCHARD, 乡镇新账=TOWN))
    opened.references.add(TRUSTED)
    return opened


def named(desk: Desk, words: str) -> list[FactRow]:
    return [row for row in desk.queries.facts(FactFilter()) if words in row.fact.text]


def told(desk: Desk) -> dict[str, object]:
    """Everything that counts facts, in one."""
    everything = DeskFilter()
    queries = desk.queries
    tallies = {facet: dict(queries.tally(everything, facet, 99).values) for facet in Facet}
    findings = sorted((row.finding.kind, str(row.finding.verdict), tuple(fact.id for fact in row.rows))
                      for row in queries.findings() if row.rows)
    return {"facts": len(queries.facts(FactFilter())), "total": queries.total(everything),
            "sums": {sum(tally.values()) for tally in tallies.values()}, "findings": findings,
            "coverage": desk.references.coverage(), "batches": [row.facts for row in queries.batches()],
            "articles": [(row.facts, row.decided, row.conflicts) for row in queries.articles()],
            "reference": [row.facts for row in desk.references.rows()]}


def used(state: dict[str, object]) -> set[int]:
    return {number for _, _, rows in state["findings"] for number in rows}


def test_removed_facts_count_nowhere(desk: Desk) -> None:
    area, coops = named(desk, "12万亩")[0], named(desk, "86家")
    desk.reviewing.decide([coops[0].id], Status.VERIFIED, "", "合作社名录")
    assert desk.memory.recall(coops[1].id)
    before = told(desk)
    assert area.id in used(before)
    desk.editing.remove([area.id, coops[0].id])
    after = told(desk)
    left = before["facts"] - 2
    assert (after["facts"], after["total"], after["sums"], after["batches"]) == (left, left, {left}, [left])
    assert not used(after) & {area.id, coops[0].id}
    assert after["coverage"].total.covered == before["coverage"].total.covered - 1
    assert after["reference"][0] == before["reference"][0] - 1
    assert not desk.memory.recall(coops[1].id)
    desk.checking.run()
    assert told(desk) == after, "checking everything anew says the same"
    desk.reviewing.undo()
    assert told(desk) == before


def test_a_change_of_references_leaves_removed_facts_alone(desk: Desk) -> None:
    area = named(desk, "12万亩")[0]
    desk.editing.remove([area.id])
    desk.references.change(desk.references.rows()[0], TRUSTED | {C.VALUE: "14"})
    assert area.id not in used(told(desk))


def test_parts_stand_in_place_of_what_was_split(desk: Desk) -> None:
    before = told(desk)
    whole = named(desk, "2至3次")[0]
    desk.editing.split(whole.id)
    after = told(desk)
    assert after["sums"] == {before["facts"] + 1}
    assert whole.id not in used(after)
    assert after["coverage"].total.facts == before["coverage"].total.facts + 1
    desk.reviewing.undo()
    assert told(desk) == before


def test_a_withdrawn_import_counts_nowhere(desk: Desk, tmp_path: Path) -> None:
    before = told(desk)
    wrong = desk.importing.import_paths(write(tmp_path / "误导", 又一篇="又一篇\n\n2023年，青禾县酥梨种植面积"
                                              "23万亩，合作社86家。\n"))
    third = {row.id for row in desk.queries.facts(FactFilter()) if row.title == "又一篇"}
    assert third & used(told(desk))
    desk.reviewing.decide([named(desk, "23万亩")[0].id], Status.VERIFIED, "", "年鉴")
    desk.withdrawals.withdraw(wrong.batch_id)
    assert told(desk) == before
    assert not desk.queries.found(DeskFilter(words="23万亩"), None, 10)
    assert not desk.memory.recall(named(desk, "21万亩")[0].id)
    desk.checking.run()
    assert told(desk) == before
