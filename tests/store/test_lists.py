"""Lists: order, pages, filters and counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from copy_samples import IN_TRADITIONAL, NOW, TEXT, fill
from sqlalchemy import event

from ecodesk.domain.decisions import Status
from ecodesk.domain.views import FactFilter
from ecodesk.store.store import Store


def _set(store: Store, ids: list[int], status: Status) -> None:
    with store.begin() as work:
        held = work.hold_facts(ids)
        work.set_facts([replace(row, status=status, editor="王", decided_at=NOW) for row in held.values()])


@pytest.fixture
def filled(store: Store) -> list[int]:
    """Row ids of the facts of three articles, four each, in reading order."""
    return [number for name in "甲乙丙" for number in fill(store, f"{name}.txt", f"{name}：{TEXT}")[1]]


@pytest.mark.parametrize("size", [1, 3, 5, 100])
def test_pages_put_together_are_the_whole_list(store: Store, filled: list[int], size: int) -> None:
    found: list[int] = []
    with store.reading() as lists:
        while page := lists.facts(FactFilter(), found[-1] if found else None, size):
            found += [row.id for row in page]
    assert found == filled


def test_a_filter_restricts_by_everything_it_names(store: Store, filled: list[int]) -> None:
    _set(store, filled[:2], Status.VERIFIED)

    def ids(wanted: FactFilter) -> list[int]:
        with store.reading() as lists:
            return [row.id for row in lists.facts(wanted)]

    with store.reading() as lists:
        articles = lists.articles()
    assert ids(FactFilter(article_id=articles[1].id)) == filled[4:8]
    assert ids(FactFilter(batch_id=articles[2].batch_id)) == filled[8:]
    assert ids(FactFilter(statuses=frozenset({Status.VERIFIED}))) == filled[:2]
    assert ids(FactFilter(claims=True)) == filled[0::4]
    assert ids(FactFilter(claims=False, article_id=articles[0].id)) == filled[1:4]
    assert ids(FactFilter(text="茶园面积")) == filled[1::4]
    assert ids(FactFilter(text="100%_")) == []


def test_a_search_takes_signs_for_what_they_are(store: Store) -> None:
    _, ids = fill(store, text=f"占比50%的5_0亩。{TEXT}")
    with store.reading() as lists:
        assert [row.id for row in lists.facts(FactFilter(text="50%的5_0"))] == ids
        assert lists.facts(FactFilter(text="5%0")) == []
        assert lists.facts(FactFilter(text="5_的")) == []


@pytest.mark.parametrize(
    "words",
    ["产值", "產值", "产", "產", "年產", "产值超过", "產值超過18億", "萬畝", "万亩", "余", "餘", "Kg", "kG",
     "臺", "台灣", "'", "[*?]", "茶^"],
)
def test_words_are_found_in_either_script(store: Store, words: str) -> None:
    rest = "余下的kG在台湾，标着[*?]，茶^'。"
    _, in_simplified = fill(store, "简.txt", TEXT + rest)
    rest = rest.replace("余", "餘").replace("台湾", "臺灣")
    _, in_traditional = fill(store, "繁.txt", IN_TRADITIONAL + rest)
    with store.reading() as lists:
        found = [row.id for row in lists.facts(FactFilter(text=words))]
        assert lists.counts(FactFilter(text=words)).total == len(found)
    assert set(found) == {*in_simplified, *in_traditional}


@pytest.mark.parametrize("words", ["產區", "裡程", "[产]", "產*", "產_值", "產?值"])
def test_other_words_are_not(store: Store, words: str) -> None:
    fill(store)
    with store.reading() as lists:
        assert lists.facts(FactFilter(text=words)) == []


def test_counts_of_batches_articles_and_states(store: Store, filled: list[int]) -> None:
    _set(store, filled[4:7], Status.VERIFIED)
    _set(store, filled[7:8], Status.QUERIED)
    with store.reading() as lists:
        batches, articles = lists.batches(), lists.articles()
        counts = lists.counts(FactFilter())
    assert [(row.articles, row.facts, row.decided) for row in batches] == [(1, 4, 0), (1, 4, 4), (1, 4, 0)]
    assert [(row.facts, row.decided, row.damage, row.siblings) for row in articles] == [
        (4, 0, 1, 1), (4, 4, 1, 1), (4, 0, 1, 1)]
    assert (counts.total, counts.claims, counts.problems) == (12, 3, 0)
    assert counts.by_status == {Status.OPEN: 8, Status.VERIFIED: 3, Status.QUERIED: 1, Status.CORRECTED: 0,
                                Status.REJECTED: 0}


def test_the_next_open_fact_in_reading_order(store: Store, filled: list[int]) -> None:
    _set(store, [*filled[1:5], *filled[10:]], Status.VERIFIED)
    with store.reading() as lists:
        assert lists.next_open(None) == filled[0]
        assert lists.next_open(filled[0]) == filled[5]
        assert lists.next_open(filled[9]) == filled[0], "from the end on at the start"
        article = lists.articles()[1].id
        assert lists.next_open(filled[0], article) == filled[5]
        assert lists.next_open(filled[7], article) == filled[5]
    _set(store, filled, Status.REJECTED)
    with store.reading() as lists:
        assert lists.next_open(None) is None
        assert lists.next_open(filled[3]) is None


def test_a_list_is_one_query_however_long(store: Store, filled: list[int]) -> None:
    with store.reading() as lists:
        asked: list[str] = []
        event.listen(lists.connection, "before_cursor_execute",
                     lambda *arguments: asked.append(str(arguments[2])))
        assert len(lists.facts(FactFilter())) == 12
        assert len(asked) == 1
        lists.articles()
        lists.batches()
        lists.counts(FactFilter())
        assert len(asked) == 4


def test_what_is_not_there(store: Store) -> None:
    with store.reading() as lists:
        assert lists.fact(1) is None
        assert lists.article(1) is None
        assert lists.facts(FactFilter(), after=77) == []
        assert lists.counts(FactFilter()).total == 0
