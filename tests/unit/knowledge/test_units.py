"""Units, measure words and the gazetteer: tables that load, and what they say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ecodesk.knowledge.gazetteer import gazetteer, province_of
from ecodesk.knowledge.lexicon import counted_nouns, cue_words, goes_on, not_figures
from ecodesk.knowledge.units import measure_words, unit_names, unit_of


@pytest.mark.parametrize(
    ("name", "dimension", "factor"),
    [("亩", "area", "666.666666666667"), ("MWh", "energy", "1000"), ("公斤", "mass", "0.001"),
     ("个", "count:个", "1"), ("元", "money:CNY", "1")],
)
def test_simple_units(name, dimension, factor):
    unit = unit_of(name)
    assert unit is not None
    assert (unit.dimension, unit.factor) == (dimension, Decimal(factor))


def test_compound_units_divide():
    unit = unit_of("元/公斤")
    assert unit is not None
    assert (unit.dimension, unit.factor) == ("money:CNY/mass", Decimal(1000))
    assert unit_of("毫克每立方米").dimension == "concentration"


def test_unknown_unit_is_none():
    assert unit_of("咕噜") is None
    assert unit_of("") is None


def test_tables_are_rich_and_do_not_overlap():
    assert len(unit_names()) > 300
    assert len(measure_words()) > 250
    assert set(measure_words().values()) == {"general", "paired", "weak"}
    assert counted_nouns()["农民"] == "人"
    assert goes_on()["元"].startswith("素")
    assert not_figures().fullmatch("五位一体")
    assert "预计" in cue_words("planned")
    with pytest.raises(KeyError):
        cue_words("no such kind")


def test_places_are_found_longest_first():
    found = list(gazetteer().find("从重庆市綦江区到巫山"))
    assert [mention.text for mention in found] == ["重庆市", "綦江区", "巫山"]
    assert [mention.full for mention in found] == [True, True, False]
    assert province_of("500110").name == "重庆市"
    assert gazetteer().named("梁平")[0].name == "梁平区"
