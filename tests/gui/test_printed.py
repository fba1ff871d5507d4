from __future__ import annotations

from decimal import Decimal

import pytest

from ecodesk.domain.facts import Fact, Measure, Qualifier
from ecodesk.domain.findings import Extent, Finding, Verdict
from ecodesk.domain.text import Span
from ecodesk.gui.facts.band import extent_for, usual_range
from ecodesk.gui.labels import hedge_of
from ecodesk.gui.printed import compact, expand, multiplier_of, printed_value, same_unit


def fact(text: str, value: str, high: str = "", unit: str = "亩", **more) -> Fact:
    span = Span(0, len(text))
    return Fact("a:0-1", "a", "稿", 1, span, text, text, value=value, value_high=high, unit=unit, **more)


@pytest.mark.parametrize(("text", "value", "high", "shown"), [
    ("409.82万亩", "4098200", "", "409.82万"),
    ("16余万户", "160000", "", "16万"),
    ("1700余个", "1700", "", "1700"),
    ("5—8年", "5", "8", "5–8"),
    ("3至5万户", "30000", "50000", "3–5万"),
    ("230万千瓦", "2300000", "", "230万"),
    ("48千瓦", "48", "", "48"),
    ("3比0", "3:0", "", "3∶0"),
    ("A级", "A", "", "A"),
    ("超千万元", "10000000", "", "1000万"),
    ("七八亩", "7", "8", "7–8"),
    ("409.82萬畝", "4098200", "", "409.82萬"),
    ("3至5萬戶", "30000", "50000", "3–5萬"),
    ("超千萬元", "10000000", "", "1000萬"),
    ("3兆2,500億元", "3250000000000", "", "3.25兆"),
    ("100兆瓦", "100", "", "100"),
])
def test_values_are_shown_as_printed(text, value, high, shown):
    assert printed_value(fact(text, value, high)) == shown


def test_a_corrected_value_keeps_the_multiplier():
    assert printed_value(fact("135万吨", "135000")) == "13.5万"


def test_a_claim_shows_its_words():
    assert printed_value(fact("全国首批", "", measure=Measure.CLAIM)) == "全国首批"


@pytest.mark.parametrize(("written", "exact"), [
    ("13.5万", "135000"), ("1.2亿", "120000000"), ("1,234.50", "1234.5"), ("3千万", "30000000"),
    ("2万亿", "2000000000000"), ("-7.5", "-7.5"), ("十三万", None), ("13..5", None), ("", None),
    ("12万亩", None), ("13.5萬", "135000"), ("1.2億", "120000000"), ("3兆", "3000000000000"),
])
def test_typed_numbers_are_expanded(written, exact):
    assert expand(written) == exact


@pytest.mark.parametrize(("text", "word"), [
    ("3千瓦时", ""), ("5千万元", "千万"), ("2万亿元", "万亿"), ("8", ""),
    ("5千萬元", "千萬"), ("16餘萬戶", "萬"),
])
def test_multipliers(text, word):
    assert multiplier_of(text) == word


@pytest.mark.parametrize(("text", "qualifier", "word"), [
    ("160余个", Qualifier.MORE, "余"), ("超过18亿元", Qualifier.MORE, "超"), ("5%", Qualifier.EXACT, ""),
    ("20万元", Qualifier.MORE, "超"), ("20%左右", Qualifier.APPROX, "左右"),
    ("160餘個", Qualifier.MORE, "餘"), ("超過18億元", Qualifier.MORE, "超"),
    ("將近5噸", Qualifier.APPROX, "近"), ("約5噸", Qualifier.APPROX, "約"),
])
def test_the_hedge_is_the_word_of_the_copy(text, qualifier, word):
    assert hedge_of(fact(text, "1", qualifier=qualifier)) == word


@pytest.mark.parametrize(("number", "words"), [
    ("450000", "45万"), ("0.3", "0.3"), ("180000000", "1.8亿"), ("0", "0"),
])
def test_axis_numbers_are_short(number, words):
    assert compact(Decimal(number)) == words


def plum(formula: str) -> Finding:
    return Finding("plausible", Verdict.QUERY, (), "", formula=formula, tolerance="4400～4600公斤/亩",
                   extent=Extent("60", "3000", "公斤/亩", "亩产"))


def test_a_usual_yield_says_where_the_harvest_would_lie():
    finding = plum("135万吨 ÷ 30万亩 = 4.5吨/亩 = 4500公斤/亩")
    extent = extent_for(finding, fact("135万吨", "1350000", unit="吨"))
    assert extent == Extent("18000", "900000", "吨", "按30万亩推得")
    assert usual_range(finding) == "常见 60–3000公斤/亩"


def test_a_usual_yield_says_how_much_land_it_would_take():
    extent = extent_for(plum("135万吨 ÷ 30万亩 = 4.5吨/亩"), fact("30万亩", "300000"))
    assert extent is not None
    assert (extent.low, extent.high) == ("450000", "23000000")


def test_a_fact_outside_the_arithmetic_has_no_extent():
    assert extent_for(plum("135万吨 ÷ 30万亩 = 4.5吨/亩"), fact("8万亩", "80000")) is None


def test_units_of_both_scripts_share_a_line():
    assert same_unit(fact("30萬畝", "300000", unit="畝"), fact("30万亩", "300000", unit="亩"))
    assert not same_unit(fact("3噸", "3", unit="噸"), fact("3亩", "3", unit="亩"))


def test_a_usual_yield_in_traditional():
    finding = Finding("plausible", Verdict.QUERY, (), "", formula="135萬噸 ÷ 30萬畝 = 4.5噸/畝",
                      tolerance="4400～4600公斤/畝", extent=Extent("60", "3000", "公斤/畝", "亩产"))
    extent = extent_for(finding, fact("135萬噸", "1350000", unit="噸"))
    assert extent == Extent("18000", "900000", "噸", "按30萬畝推得")
