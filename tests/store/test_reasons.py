"""Reasons and confidence: kept, listed the doubtful first, absent where an older version extracted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from copy_samples import NOW, facts_of, reading_of
from sqlalchemy import event, text
from test_versions_upgrade import first_desk

from ecodesk.domain.decisions import Status
from ecodesk.domain.reasons import Reason, Trust
from ecodesk.domain.views import FactFilter, FactOrder
from ecodesk.store.codec import dump_reasons, load_reasons
from ecodesk.store.store import Store, open_store

REASONS = (Reason("value", "value-unit", 0.98), Reason("subject", "subject-topic", 0.68),
           Reason("place", "place-main", 0.9))
SURE = (0.05, 0.15, 0.9, 0.15)


@pytest.fixture
def told(store: Store) -> list[int]:
    """Facts of three articles with confidences 0.05, 0.15, 0.9 and 0.15; row ids in reading order."""
    found: list[int] = []
    with store.begin() as work:
        batch = work.add_batch("批次", "王", NOW)
        for name in "甲乙丙":
            reading = reading_of(f"{name}.txt", f"{name}：{reading_of().articles[0].clean.text}")
            (article_id,) = work.add_reading(batch, reading).values()
            facts = [replace(fact, confidence=sure, reasons=REASONS)
                     for fact, sure in zip(facts_of(reading.articles[0]), SURE, strict=True)]
            ids = work.add_facts(batch, article_id, facts)
            found += [ids[fact.id] for fact in facts]
    return found


def test_reasons_come_back_as_they_were(store: Store, told: list[int]) -> None:
    with store.reading() as lists:
        row = lists.fact(told[0])
    assert row is not None
    assert row.fact.reasons == REASONS
    assert row.trust is Trust.DOUBTFUL
    assert row.fact.reason("unit") == REASONS[0]
    assert row.fact.reason("period") is None


def test_reasons_are_kept_short_and_survive_marks_of_their_own() -> None:
    odd = (Reason("value", "value-a;b:c", 0.5), Reason("period", "period-none", 1.0))
    assert dump_reasons(REASONS) == "unit:98;;;topic:68;;;main:90;"
    assert load_reasons(dump_reasons(odd)) == (Reason("value", "value-a,b:c", 0.5), odd[1])
    assert load_reasons("") == ()


@pytest.mark.parametrize("size", [1, 2, 5, 100])
@pytest.mark.parametrize("wanted", [FactFilter(), FactFilter(batch_id=1), FactFilter(claims=False)])
def test_the_doubtful_stand_first_page_by_page(store: Store, told: list[int], wanted: FactFilter,
                                               size: int) -> None:
    found: list[int] = []
    with store.reading() as lists:
        while page := lists.facts(wanted, found[-1] if found else None, size, FactOrder.DOUBT):
            found += [row.id for row in page]
        rows = lists.facts(wanted)
    assert found == [row.id for row in sorted(rows, key=lambda row: row.fact.confidence)]


def test_a_page_of_the_doubtful_is_read_by_an_index(store: Store, told: list[int]) -> None:
    """What SQLite and PostgreSQL plan: no sorting of the whole desk."""
    said: list[tuple[str, object]] = []
    with store.reading() as lists:
        event.listen(lists.connection, "before_cursor_execute",
                     lambda _c, _cur, statement, values, *_: said.append((statement, values)))
        lists.facts(FactFilter(older=True), told[3], 2, FactOrder.DOUBT)
        explain = "EXPLAIN QUERY PLAN" if lists.connection.dialect.name == "sqlite" else "EXPLAIN"
        if explain == "EXPLAIN":
            lists.connection.execute(text("SET LOCAL enable_seqscan = off"))
        plan = str(lists.connection.exec_driver_sql(f"{explain} {said[1][0]}", said[1][1]).all())
    assert "ix_fact_doubt" in plan
    assert "TEMP B-TREE" not in plan


def test_facts_are_filtered_by_how_sure_they_are(store: Store, told: list[int]) -> None:
    def ids(*trusts: Trust) -> list[int]:
        with store.reading() as lists:
            return [row.id for row in lists.facts(FactFilter(trusts=frozenset(trusts)))]

    assert ids(Trust.DOUBTFUL) == told[0::4]
    assert ids(Trust.SURE) == told[2::4]
    assert ids(Trust.DOUBTFUL, Trust.SURE) == sorted(told[0::4] + told[2::4])


def test_the_next_doubtful_fact_is_an_open_one(store: Store, told: list[int]) -> None:
    doubtful = frozenset({Trust.DOUBTFUL})
    with store.begin() as work:
        held = work.hold_facts([told[4]])
        work.set_facts([replace(held[told[4]], status=Status.VERIFIED, editor="王", decided_at=NOW)])
    with store.reading() as lists:
        assert lists.next_open(told[0], trusts=doubtful) == told[8]
        assert lists.next_open(told[8], trusts=doubtful) == told[0]
        assert lists.next_open(None, lists.articles()[1].id, doubtful) is None


def test_facts_of_an_older_desk_have_no_reasons(url: str, tmp_path: Path) -> None:
    first_desk(url, tmp_path / "third", 3)
    store = open_store(url)
    with store.reading() as lists:
        (row,) = lists.facts(FactFilter(), order=FactOrder.DOUBT)
        assert row.fact.reasons == ()
        assert row.trust is None
        assert lists.facts(FactFilter(trusts=frozenset(Trust))) == []
    store.close()
