"""What typed words ask for."""

from __future__ import annotations

import pytest

from ecodesk.domain.facets import Facet, Sought
from ecodesk.gui.filters.words import count_words, hit_places, hits_pattern, value_words
from ecodesk.services.searching import sought_of


@pytest.mark.parametrize(
    "typed", ["1.2亿", "12000万", "1.2 亿", "一亿二千万", "１.２亿", "1.2億", "12,000万"])
def test_a_number_asks_for_its_value_however_it_is_typed(typed):
    sought = sought_of(typed)
    assert sought is not None
    assert (sought.words, sought.value, sought.kind) == ((), "120000000", "")
    assert {"120000000", "120,000,000", "12000万", "1.2亿"} <= set(sought.forms)


@pytest.mark.parametrize(
    ("typed", "value", "kind"),
    [("1.2亿元", "120000000", "money:CNY"), ("55%", "55", "percent"), ("三成", "30", "percent"),
     ("百分之五十五", "55", "percent"), ("30多万亩", "300000", "area"), ("12萬噸", "120000", "mass"),
     ("3倍", "3", "multiple"), ("86家", "86", "count:家")],
)
def test_a_unit_tells_what_kind_of_value(typed, value, kind):
    sought = sought_of(typed)
    assert sought is not None
    assert (sought.value, sought.kind) == (value, kind)


@pytest.mark.parametrize("typed", ["产", "产值", "第一", "3:0", "酥梨12万", "5–8万", "。", "*?["])
def test_other_words_are_looked_for_as_they_stand(typed):
    assert sought_of(f"  {typed} ") == Sought(words=(typed,))


@pytest.mark.parametrize(("typed", "value"), [("18", "18"), ("1200", "1200"), ("2023年", "2023")])
def test_bare_digits_and_dates_may_also_be_part_of_a_text(typed, value):
    sought = sought_of(typed)
    assert sought is not None
    assert (sought.words, sought.value) == ((typed,), value)


def test_nothing_typed_asks_for_nothing():
    assert sought_of(" 　") is None
    assert hits_pattern(None) is None
    assert hit_places(None, "产值18亿元", ()) == []


def test_hits_are_no_part_of_longer_numbers():
    text = "产值1.2亿元，投资11.2亿元，總額12000萬元，占12.0%。"
    places = hit_places(sought_of("12000万"), text, ())
    assert [text[span.start:span.end] for span in places] == ["1.2亿", "12000萬"]
    places = hit_places(sought_of("总额"), text, ())
    assert [text[span.start:span.end] for span in places] == ["總額"]


def test_values_are_named_as_the_screen_names_them():
    assert value_words(Facet.STATUS, "verified") == "已核"
    assert value_words(Facet.FINDING, "") == "没有核查结果"
    assert value_words(Facet.UNIT, "area") == "面积"
    assert value_words(Facet.UNIT, "money:CNY/mass") == "人民币/重量"
    assert value_words(Facet.UNIT, "count:家") == "家"
    assert value_words(Facet.UNIT, "count:") == "没有单位"
    assert value_words(Facet.PERIOD, "2016/2020") == "2016–2020"
    assert value_words(Facet.TRUST, "doubtful") == "疑"
    assert [count_words(count) for count in (0, 999, 9999, 10_000, 123_456)] == [
        "0", "999", "9,999", "1万", "12.3万"]
