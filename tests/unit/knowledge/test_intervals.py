from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecodesk.domain.facts import Fact, Qualifier
from ecodesk.domain.text import Span
from ecodesk.knowledge.intervals import (
    Interval,
    interval_of,
    is_exact,
    printed_number,
    step_of,
    width_of,
    widths,
)


def fact(text: str, value: str, qualifier: str = "", high: str = "", step: str = "") -> Fact:
    return Fact(
        "f",
        "a",
        "d",
        1,
        Span(0, 1),
        text,
        text,
        value=value,
        value_high=high,
        step=step,
        qualifier=Qualifier(qualifier),
    )


@pytest.mark.parametrize(
    ("text", "value", "qualifier", "low", "high", "low_closed", "high_closed"),
    [
        ("近400个", "400", "approx", "360", "400", True, False),
        ("400余个", "400", "more", "400", "440", False, True),
        ("超过18亿元", "1800000000", "more", "1800000000", "1980000000", False, True),
        ("55%", "55", "", "54.5", "55.5", True, False),
        ("1.377亿元", "137700000", "", "137650000", "137750000", True, False),
        ("30多名", "30", "more", "30", "39", False, True),
        ("不足50人", "50", "less", "45", "50", True, False),
        ("不超过50人", "50", "less", "45", "50", True, True),
        ("至少20万元", "200000", "more", "200000", "220000", True, True),
        ("约460万吨", "4600000", "approx", "4370000", "4830000", True, True),
        ("74866.9MWh", "74866.9", "", "74866.85", "74866.95", True, False),
    ],
)
def test_a_printed_figure_is_an_interval(
    text: str,
    value: str,
    qualifier: str,
    low: str,
    high: str,
    low_closed: bool,
    high_closed: bool,
) -> None:
    expected = Interval(Decimal(low), Decimal(high), low_closed, high_closed)
    assert interval_of(fact(text, value, qualifier)) == expected


def test_a_range_is_closed_and_a_grade_is_none() -> None:
    assert interval_of(fact("5—8年", "5", high="8")) == Interval(Decimal(5), Decimal(8))
    assert interval_of(fact("A级", "A")) is None


def test_the_step_comes_from_the_fact_the_text_or_the_value() -> None:
    assert step_of(fact("30万亩", "300000", step="1000")) == 1000
    assert step_of(fact("30万亩", "300000")) == 10_000
    assert step_of(fact("七千亩", "7000")) == 1000
    assert step_of(fact("230万千瓦", "2300000")) == 10_000
    assert step_of(fact("3,050元", "3050")) == 1


def test_the_longest_word_wins_and_the_qualifier_is_the_fallback() -> None:
    row = width_of("不超过50人", Qualifier.LESS)
    assert row is not None
    assert row.word == "不超过"
    fallback = width_of("50人", Qualifier.MORE)
    assert fallback is not None
    assert fallback.word == "more"
    assert width_of("近50人", Qualifier.EXACT) is None


def test_every_row_of_the_table_holds_the_printed_value_at_one_end_or_inside() -> None:
    for row in widths():
        around = row.around(Decimal(1000))
        assert around.low <= 1000 <= around.high


def test_numbers_with_prefix_units_are_not_multiplied() -> None:
    assert printed_number("8千瓦") == (Decimal(8), Decimal(1))
    assert printed_number("3千万元") == (Decimal(3), Decimal(10_000_000))
    assert printed_number("翻一番") is None


def test_exact_means_one_number_without_a_hedge() -> None:
    assert is_exact(fact("55%", "55"))
    assert not is_exact(fact("约55%", "55", "approx"))
    assert not is_exact(fact("5—8年", "5", high="8"))


def test_open_ends_do_not_touch() -> None:
    below, above = Interval(Decimal(1), Decimal(2), True, False), Interval(Decimal(2), Decimal(3))
    assert not below.overlaps(above)
    assert below.near(above)
    assert not below.near(Interval(Decimal("2.1"), Decimal(3)))


def test_an_interval_is_not_turned_round() -> None:
    with pytest.raises(ValueError, match="not an interval"):
        Interval(Decimal(2), Decimal(1))
    with pytest.raises(ZeroDivisionError):
        Interval(Decimal(1), Decimal(2)) / Interval(Decimal(-1), Decimal(1))


numbers = st.decimals(min_value=-1000, max_value=1000, places=2)
pairs = st.tuples(numbers, numbers).map(lambda ends: Interval(min(ends), max(ends)))


@given(pairs, pairs)
def test_results_hold_the_results_of_all_ends(left: Interval, right: Interval) -> None:
    for a in (left.low, left.high):
        for b in (right.low, right.high):
            assert (left + right).contains(a + b)
            assert (left - right).contains(a - b)
            assert (left * right).contains(a * b)


@given(pairs, st.decimals(min_value=1, max_value=500, places=2))
def test_a_quotient_times_its_divisor_holds_the_dividend(left: Interval, divisor: Decimal) -> None:
    quotient = left / Interval(divisor, divisor)
    assert (quotient * Interval(divisor, divisor)).near(left)
