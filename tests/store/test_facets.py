"""Facets: what values and words let through, how many facts have each value, on both databases."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from copy_samples import IN_TRADITIONAL, NOW, TEXT, fill

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import Stopped
from ecodesk.domain.facets import DeskFilter, Facet, Tally
from ecodesk.domain.reasons import Reason
from ecodesk.domain.views import FactFilter, FactOrder
from ecodesk.services.searching import fact_filter
from ecodesk.store.store import Store


@pytest.fixture
def filled(store: Store) -> list[int]:
    """Facts of three articles, four each: two verified by 王, one of them rejected by 李, one known to be
    sure and one to be doubtful."""
    ids = [number for name in "甲乙丙" for number in fill(store, f"{name}.txt", f"{name}：{TEXT}")[1]]
    with store.begin() as work:
        held = work.hold_facts(ids)
        wanted = [replace(held[number], status=Status.VERIFIED, editor="王", decided_at=NOW)
                  for number in ids[1:3]]
        wanted.append(replace(held[ids[7]], status=Status.REJECTED, editor="李", decided_at=NOW))
        work.set_facts(wanted)
    return ids


def ids_of(store: Store, wanted: DeskFilter, order: FactOrder = FactOrder.READING) -> list[int]:
    with store.reading() as lists:
        return [row.id for row in lists.facts(fact_filter(wanted), order=order)]


def chosen(*pairs: tuple[Facet, str], words: str = "") -> DeskFilter:
    return DeskFilter(frozenset(pairs), words)


def tally(store: Store, wanted: DeskFilter, facet: Facet, most: int = 50, words: str = "") -> Tally:
    with store.reading() as lists:
        return lists.tally(fact_filter(wanted), facet, most, words)


@pytest.mark.parametrize(
    ("pairs", "places"),
    [
        ([(Facet.STATUS, "verified")], [1, 2]),
        ([(Facet.STATUS, "verified"), (Facet.STATUS, "rejected")], [1, 2, 7]),
        ([(Facet.STATUS, "verified"), (Facet.INDICATOR, "干茶产量")], [2]),
        ([(Facet.DOCUMENT, "乙")], [4, 5, 6, 7]),
        ([(Facet.SUBJECT, "甲县"), (Facet.DOCUMENT, "甲"), (Facet.DOCUMENT, "丙")], [1, 2, 9, 10]),
        ([(Facet.UNIT, "area")], [1, 5, 9]),
        ([(Facet.UNIT, "mass"), (Facet.UNIT, "money:CNY")], [2, 3, 6, 7, 10, 11]),
        ([(Facet.PERIOD, "2024")], [2, 6, 10]),
        ([(Facet.PLACE, "甲县")], [0, 4, 8]),
        ([(Facet.FINDING, "")], list(range(12))),
        ([(Facet.FINDING, "conflict")], []),
        ([(Facet.EDITOR, "李")], [7]),
        ([(Facet.EDITOR, ""), (Facet.PERIOD, "2024")], [6, 10]),
        ([(Facet.TRUST, "")], list(range(12))),
        ([(Facet.TRUST, "sure")], []),
        ([(Facet.KIND, "")], list(range(12))),
        ([(Facet.KIND, "range")], []),
        ([(Facet.BATCH, "没有这一批")], []),
    ],
)
def test_values_of_a_facet_are_either_or_and_facets_are_both(store, filled, pairs, places):
    wanted = chosen(*pairs)
    assert ids_of(store, wanted) == [filled[place] for place in places]
    assert sorted(ids_of(store, wanted, FactOrder.DOUBT)) == sorted(filled[place] for place in places)
    with store.reading() as lists:
        assert lists.total(fact_filter(wanted)) == len(places)
        assert list(lists.marks(fact_filter(wanted))) == [filled[place] for place in places]


def test_counts_follow_the_other_facets_and_not_their_own(store, filled):
    verified = chosen((Facet.STATUS, "verified"))
    assert tally(store, verified, Facet.STATUS).values == (("open", 9), ("verified", 2), ("rejected", 1))
    assert tally(store, verified, Facet.INDICATOR).values == (("干茶产量", 1), ("茶园面积", 1))
    assert tally(store, verified, Facet.DOCUMENT).values == (("甲", 2),)
    both = chosen((Facet.STATUS, "verified"), (Facet.UNIT, "area"))
    assert tally(store, both, Facet.UNIT).values == (("area", 1), ("mass", 1))
    assert tally(store, both, Facet.STATUS).values == (("open", 2), ("verified", 1))
    assert tally(store, chosen(), Facet.EDITOR).values == (("", 9), ("王", 2), ("李", 1))
    assert tally(store, chosen(), Facet.TRUST).values == (("", 12),)
    assert dict(tally(store, chosen(), Facet.SUBJECT).values) == {"": 6, "甲县": 6}


def test_the_rarest_values_are_left_out_but_never_what_is_chosen(store, filled):
    found = tally(store, chosen((Facet.INDICATOR, "产值"), (Facet.STATUS, "verified")), Facet.INDICATOR, 1)
    assert found.values == (("干茶产量", 1), ("产值", 0))
    assert found.more == 1
    looked_for = tally(store, chosen(), Facet.INDICATOR, 50, "產")
    assert [value for value, _ in looked_for.values] == ["产值", "干茶产量"]


def test_trust_is_counted_where_it_is_recorded(store: Store) -> None:
    _, ids = fill(store)
    with store.begin() as work:
        rows = [replace(row, fact=replace(row.fact, reasons=(Reason("value", "figure", 0.9),)))
                for row in work.hold_facts(ids[:2]).values()]
        work.add_facts(1, 1, [replace(row.fact, id=f"再{row.id}") for row in rows])
    assert tally(store, chosen(), Facet.TRUST).values == (("", 4), ("sure", 2))
    assert len(ids_of(store, chosen((Facet.TRUST, "sure")))) == 2
    assert len(ids_of(store, chosen((Facet.TRUST, "sure"), (Facet.TRUST, "")))) == 6


@pytest.mark.parametrize(
    "words", ["18亿", "180000万", "1800000000", "1,800,000,000", "18 亿元", "十八亿", "18億元"])
def test_a_number_is_found_however_it_is_written(store, filled, words):
    traditional = fill(store, "繁.txt", IN_TRADITIONAL)[1]
    assert ids_of(store, chosen(words=words)) == [filled[3], filled[7], filled[11], traditional[3]]
    assert ids_of(store, chosen((Facet.DOCUMENT, "乙"), words=words)) == [filled[7]]


@pytest.mark.parametrize(
    ("words", "found"),
    [("8亿", 0), ("18亿吨", 0), ("12.5万亩", 3), ("125000", 3), ("12.5", 12), ("三千四百吨", 3), ("茶", 12),
     ("產值", 12), ("甲", 12), ("2.5万亩", 0), ("18亿以上", 3)],
)
def test_a_number_is_no_part_of_a_longer_one(store, filled, words, found):
    assert len(ids_of(store, chosen(words=words))) == found


def test_pages_of_a_filter_put_together_are_all_of_it(store, filled):
    wanted = fact_filter(chosen((Facet.SUBJECT, "甲县")))
    for order in FactOrder:
        found: list[int] = []
        with store.reading() as lists:
            while page := lists.facts(wanted, found[-1] if found else None, 2, order):
                found += [row.id for row in page]
        assert len(found) == len(set(found)) == 6


def test_a_long_read_is_given_up_when_nobody_wants_it(store, filled):
    given_up = threading.Event()
    many = "SELECT count(*) FROM fact a, fact b, fact c, fact d, fact e, fact f, fact g"
    if store.path is None:
        pytest.skip("a server's query runs to its end; the next is not asked")
    given_up.set()
    with pytest.raises(Stopped), store.reading(given_up.is_set) as lists:
        lists.connection.exec_driver_sql(many).scalar()
    with store.reading(lambda: False) as lists:
        assert lists.total(FactFilter()) == 12


def test_batches_are_counted_and_chosen_by_their_titles(store, filled):
    with store.reading() as lists:
        titles = {batch.title for batch in lists.batches()}
        facts = lists.total(FactFilter())
    counted = tally(store, DeskFilter(), Facet.BATCH)
    assert {title for title, _ in counted.values} == titles
    assert sum(count for _, count in counted.values) == facts
    title, count = counted.values[0]
    assert len(ids_of(store, chosen((Facet.BATCH, title)))) == count
