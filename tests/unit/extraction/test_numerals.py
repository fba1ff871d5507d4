"""Numerals: values, ranges and qualifiers in every notation."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecodesk.domain.facts import Qualifier
from ecodesk.extraction import numerals


def only(text: str):
    found = numerals(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.5万", "12345000"),
        ("３．５亿", "350000000"),
        ("两万五", "25000"),
        ("一百零五", "105"),
        ("一万零十二", "10012"),
        ("三十万亿", "30000000000000"),
        ("3亿4千5百万", "345000000"),
        ("一点五亿", "150000000"),
        ("壹佰贰拾", "120"),
        ("二〇二六", "2026"),
        ("10万万", "1000000000"),
        ("三分之一", "0.333333333333333"),
        ("0.000000000123", "0.000000000123"),
        (".75", "0.75"),
        ("9万 3千 6百", "93600"),
        ("六百 余万", "6000000"),
        ("4又一百分之7", "4.07"),
        ("二百 又 4分  之1", "200.25"),
        ("负4分之负二百", "50"),
        ("八元六毛", "8.6"),
        ("三美元又九美分", "3.09"),
        ("八千字节", "8"),
        ("5678两", "5678"),
        ("七十千", "70"),
        ("零下18度", "-18"),
    ],
)
def test_exact_value(text, value):
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("七八", "7", "8", Qualifier.APPROX),
        ("三五百", "300", "500", Qualifier.APPROX),
        ("十七八", "17", "18", Qualifier.APPROX),
        ("二三十", "20", "30", Qualifier.APPROX),
        ("几十", "10", "99", Qualifier.APPROX),
        ("几十万", "100000", "990000", Qualifier.APPROX),
        ("数千", "1000", "9999", Qualifier.APPROX),
        ("16余万", "160000", "", Qualifier.MORE),
        ("十几万", "100000", "", Qualifier.MORE),
        ("两千多", "2000", "", Qualifier.MORE),
    ],
)
def test_approximate_numerals(text, low, high, qualifier):
    numeral = only(text)
    assert (numeral.value, numeral.value_high, numeral.qualifier) == (low, high, qualifier)


def test_prefix_of_a_unit_is_no_multiplier():
    assert [numeral.value for numeral in numerals("装机230万千瓦，用去3千克")] == ["2300000", "3"]


def test_percent_words():
    found = numerals("百分之五点五，千分之一")
    assert [(numeral.value, numeral.unit) for numeral in found] == [("5.5", "%"), ("0.1", "%")]


def test_step_is_the_worth_of_the_last_digit():
    steps = [only(text).step for text in ("1.377亿", "135万", "98.6", "三千")]
    assert steps == ["100000", "10000", "0.1", "1000"]


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("年龄在二十和三十之间", "20", "30", Qualifier.EXACT),
        ("大于150且小于420", "150", "420", Qualifier.EXACT),
        ("最多80最少15个", "15", "80", Qualifier.EXACT),
        ("从一千到一千五百", "1000", "1500", Qualifier.EXACT),
        ("至少有2252平方米", "2252", "", Qualifier.MORE),
        ("不超过三十岁", "30", "", Qualifier.LESS),
        ("九十以上", "90", "", Qualifier.MORE),
        ("负六点六", "-6.6", "", Qualifier.EXACT),
        ("打三八折", "38", "", Qualifier.EXACT),
        ("2.5成", "25", "", Qualifier.EXACT),
        ("４，５６５", "4565", "", Qualifier.EXACT),
    ],
)
def test_bounds_signs_and_tenths(text, low, high, qualifier):
    numeral = only(text)
    assert (numeral.value, numeral.value_high, numeral.qualifier) == (low, high, qualifier)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("三百点两", ["300", "2"]),
        ("3333.333.33333.3", ["3333", "333", "33333", "3"]),
        ("生于1962年3月9日，现年63岁", ["63"]),
        ("8305商店至少有40个货架", ["40"]),
        ("这是一个小于90的数", ["90"]),
        ("另写作柒", ["7"]),
        ("600万百姓", ["6000000"]),
    ],
)
def test_what_is_a_numeral_and_what_is_none(text, values):
    assert [numeral.value for numeral in numerals(text)] == values


@pytest.mark.parametrize("text", ["一看就懂", "家在四川", "美味十足", "肆意妄为", "万", "五角大楼"])
def test_words_that_hold_no_number(text):
    assert numerals(text) == []


def test_words_with_capital_numerals_hold_none():
    assert numerals("陆地上的伍先生拾起石子") == []


@given(st.integers(min_value=0, max_value=10**16), st.integers(min_value=0, max_value=6))
def test_arabic_numbers_come_back_exactly(number, places):
    text = f"{Decimal(number).scaleb(-places):f}"
    assert Decimal(only(text).value) == Decimal(text)


@given(st.text(alphabet="零一二三四五六七八九十百千万亿两点0123456789.,余多几分之%成 、", max_size=60))
def test_any_mixture_gives_spans_in_order(text):
    last = 0
    for numeral in numerals(text):
        assert last <= numeral.start < numeral.end <= len(text)
        assert text[numeral.start : numeral.end] == numeral.text
        last = numeral.end


@pytest.mark.parametrize("unit", ["1", "一", "1,", "十百", "9余", "1."])
def test_long_runs_do_not_hang(unit):
    assert isinstance(numerals(unit * 100_000), list)


def test_the_adverb_in_a_fraction():
    assert [one.value for one in numerals("用水量仅为漫灌的十分之一，十分节约。")] == ["0.1"]
