"""The tables of units and words: every row makes sense by itself and beside the others."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from ecodesk.extraction.unitmatch import unit_at
from ecodesk.knowledge.lexicon import (
    counted_nouns,
    goes_on,
    not_figures,
    numbered_nouns,
    subunits,
    unit_before,
)
from ecodesk.knowledge.tables import read_table
from ecodesk.knowledge.units import measure_words, unit_names, unit_of

TABLES = {
    "units.csv": ("name", "canonical", "dimension", "factor"),
    "measure_words.csv": ("word", "kind"),
    "not_figures.csv": ("phrase",),
    "counted_nouns.csv": ("noun", "unit"),
    "goes_on.csv": ("unit", "following"),
    "named_units.csv": ("noun", "unit"),
    "numbered_nouns.csv": ("noun",),
}


def rows(name):
    return list(read_table(name, TABLES[name]))


@pytest.mark.parametrize("name", TABLES)
def test_no_row_stands_twice_and_none_is_empty(name):
    first = TABLES[name][0]
    keys = [row[first] for row in rows(name)]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert all(value for row in rows(name) for value in row.values())


def test_a_name_is_a_unit_or_a_measure_word_not_both():
    assert unit_names() & set(measure_words()) == set()
    assert len(unit_names()) > 700
    assert len(measure_words()) > 500


def test_every_unit_has_a_dimension_and_its_canonical_name_the_same():
    by_name = {row["name"]: row for row in rows("units.csv")}
    for row in by_name.values():
        assert re.fullmatch(r"[a-z ]+(?::[A-Z]{3})?|count:[一-鿿]+", row["dimension"]), row
        assert float(row["factor"]) > 0, row
        canonical = by_name.get(row["canonical"])
        if canonical is not None:
            assert (canonical["dimension"], canonical["factor"]) == (row["dimension"], row["factor"]), row


def test_units_of_one_canonical_name_share_dimension_and_factor():
    told = {(row["canonical"], row["dimension"], row["factor"]) for row in rows("units.csv")}
    assert [name for name, count in Counter(name for name, _, _ in told).items() if count > 1] == []


@pytest.mark.parametrize(
    ("name", "dimension"),
    [
        ("毫摩尔/升", "substance/volume"),
        ("mg/kg", "mass/mass"),
        ("元/平方米/月", "money:CNY/area/duration"),
        ("升/百公里", "volume/length"), ("例/10万人", "count:例/count:人"), ("m³/s", "volume/duration"),
        ("吨标准煤/万元", "mass/money:CNY"), ("人/平方公里", "count:人/area"),
    ],
)
def test_compound_units_are_made_of_their_parts(name, dimension):
    assert unit_of(name).dimension == dimension
    assert unit_at(f"{name}。", 0) == name


def test_a_unit_below_a_stroke_may_be_counted_in_hundreds():
    assert unit_of("升/百公里").factor * 100 == unit_of("升/公里").factor


def test_what_goes_on_belongs_to_a_unit_or_a_measure_word():
    known = unit_names() | set(measure_words()) | {"成"}
    assert [unit for unit in goes_on() if unit not in known] == []


def test_counted_and_named_nouns_have_units_an_editor_writes():
    nouns = ("网民", "快件", "汽车", "小微企业")
    assert [counted_nouns()[noun] for noun in nouns] == ["人", "件", "辆", "企业"]
    assert [noun for noun, unit in counted_nouns().items() if len(unit) > 4] == []
    assert unit_before("报名人数突破", 6) == "人"
    assert unit_before("票房收入已经超过", 8) == "元"
    assert unit_before("游客很多，为此发放", 9) == ""


def test_names_with_numbers_are_found():
    assert numbered_nouns().match("国道上")
    assert not_figures().fullmatch("一带一路")
    assert subunits()[("小时", "分钟")].ratio == 60
