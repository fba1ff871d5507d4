"""Tables that name one another's rows: every name leads somewhere, and no row is made useless by another."""

from __future__ import annotations

import math
import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from string import Formatter

import pytest

from ecodesk.checking.likeness import bigrams
from ecodesk.domain.facts import Qualifier
from ecodesk.knowledge.lexicon import counted_nouns
from ecodesk.knowledge.script import simplified
from ecodesk.knowledge.units import unit_of
from ecodesk.reading.columns import plain
from tests.unit.knowledge.test_every_table import TABLES, column, rows

PACKAGE = Path(__file__).resolve().parents[3] / "ecodesk"
NUMERAL = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两几数半双廿卅壹贰叁肆伍陆柒捌玖拾]")
SECOND, JOULE = Fraction(1, 86400), Fraction(1, 3_600_000)
DEFINED = {
    "小时": Fraction(1, 24), "分钟": Fraction(1, 1440), "秒": SECOND, "毫秒": SECOND / 1000,
    "纳秒": SECOND / 10**9,
    "尺": Fraction(1, 3), "丈": Fraction(10, 3), "寸": Fraction(1, 30), "亩": Fraction(2000, 3),
    "平方尺": Fraction(1, 9), "立方尺": Fraction(1, 27), "坪": Fraction(400, 121), "顷": Fraction(200_000, 3),
    "焦耳": JOULE, "兆焦": JOULE * 10**6, "拍焦": JOULE * 10**15, "公里/小时": Fraction(1000, 3600),
    "海里/小时": Fraction(1852, 3600), "华氏度": Fraction(5, 9), "角分": Fraction(1, 60),
    "角秒": Fraction(1, 3600),
    "电子伏特": Fraction("1.602176634e-19") * JOULE, "太电子伏特": Fraction("1.602176634e-7") * JOULE,
}
"""Factors that no decimal ends, by the definitions of GB 3100-1993 and of the market units."""


def kinds(unit: str) -> str:
    known = unit_of(unit)
    assert known is not None, unit
    return known.dimension


@pytest.mark.parametrize(("name", "factor"), DEFINED.items())
def test_a_factor_without_end_is_written_as_defined(name, factor):
    assert math.isclose(Fraction(unit_of(name).factor) / factor, 1, rel_tol=1e-12)


def test_hours_make_days_and_feet_make_metres():
    for whole, part, ratio in (("天", "小时", 24), ("小时", "分钟", 60), ("分钟", "秒", 60),
                               ("丈", "尺", 10), ("尺", "寸", 10), ("公里", "米", 1000),
                               ("斤", "两", 10), ("平方公里", "公顷", 100)):
        assert kinds(whole) == kinds(part)
        assert math.isclose(unit_of(whole).factor / unit_of(part).factor, ratio, rel_tol=1e-12), whole


def test_every_canonical_name_is_a_unit_of_the_same_size():
    for row in rows("units.csv"):
        unit = unit_of(row["canonical"])
        assert unit is not None, row
        assert (unit.dimension, unit.factor) == (row["dimension"], Decimal(row["factor"])), row


AS_MONEY = {"块", "分"}
"""块 and 分 are other things alone: a piece, a minute."""


def test_parts_are_as_many_as_the_units_say():
    for row in rows("subunits.csv"):
        whole, part = unit_of(row["unit"]), unit_of(row["part"])
        assert whole is not None, row
        assert part is not None, row
        if whole.dimension != part.dimension:
            assert {row["unit"], row["part"]} & AS_MONEY, row
        else:
            assert math.isclose(whole.factor / part.factor, int(row["ratio"]), rel_tol=1e-12), row


def test_nouns_are_counted_in_units_or_as_themselves():
    nouns = counted_nouns()
    assert [unit for unit in nouns.values() if unit_of(unit) is None and unit not in nouns] == []
    assert [row for row in rows("named_units.csv") if unit_of(row["unit"]) is None] == []


def test_legal_units_are_of_the_kind_and_from_large_to_small():
    told = set(column("checking_units.csv", "unit"))
    for row in rows("checking_units.csv"):
        legal = row["legal"].split("|")
        factors = [unit_of(name).factor for name in legal]
        assert {kinds(name) for name in legal} == {kinds(row["unit"])}, row
        assert factors == sorted(set(factors), reverse=True), row
        assert not told & set(legal), row


def test_confusable_units_are_two_of_a_kind_told_once():
    pairs = [frozenset((row["unit"], row["other"])) for row in rows("checking_confusables.csv")]
    assert len(set(pairs)) == len(pairs)
    for pair in pairs:
        assert len({kinds(unit) for unit in pair}) == 1, pair
        assert len({unit_of(unit).canonical for unit in pair}) == 2, pair


def test_what_goes_on_is_told_once():
    for row in rows("goes_on.csv"):
        single, _, longer = row["following"].partition("|")
        words = [word for word in longer.split("|") if word]
        assert len(set(single)) == len(single), row["unit"]
        assert not [word for word in words if len(word) < 2 or word[0] in single], row["unit"]
        useless = [word for word in words if any(word.startswith(other) for other in set(words) - {word})]
        assert not useless, row


def test_a_set_phrase_holds_a_numeral():
    assert [phrase for phrase in column("not_figures.csv", "phrase") if not NUMERAL.search(phrase)] == []


def test_a_common_word_adds_a_pair_of_letters():
    words = column("checking_generic.csv", "word")
    pairs = Counter(pair for word in words for pair in bigrams(word))
    assert [word for word in words if all(pairs[pair] > 1 for pair in bigrams(word))] == []


def test_places_lie_in_what_the_tables_know():
    home, countries, abroad = rows("gazetteer.csv"), rows("countries.csv"), rows("places_abroad.csv")
    provinces = {row["code"][:2] for row in home if row["level"] == "province"}
    assert {row["code"][:2] for row in home} == provinces
    assert {row["country"] for row in abroad} <= {row["name"] for row in countries}
    taken = {name for row in home for name in (row["name"], row["short"])}
    taken |= {name for row in countries for name in row.values()}
    assert not taken & {row["name"] for row in abroad}, "the reader passes these over"
    names = Counter(name for row in countries for name in row.values() if name)
    assert [name for name, count in names.items() if count > 1] == []


def test_divisions_stand_once_and_their_short_names_are_shorter():
    home = rows("gazetteer.csv")
    codes = Counter(row["code"] for row in home if len(row["code"]) == 6)
    names = Counter((row["code"][:4], row["name"]) for row in home)
    assert [key for count in (codes, names) for key, times in count.items() if times > 1] == []
    for row in home:
        assert row["name"].startswith(row["short"]), row
        assert row["name"] != row["short"], row
        assert row["short"] or not row["common"], row
        assert len(row["code"]) == 2 or (row["level"] == "province") == row["code"].endswith("0000"), row


def test_every_kind_of_cue_is_asked_for():
    source = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    known = set(column("cues.csv", "kind"))
    assert [kind for kind in known if not re.search(rf"[\"']{kind}[\"']", source)] == []
    assert set(re.findall(r"cue_(?:words|pattern)\([\"']([\w-]+)[\"']\)", source)) <= known


@pytest.mark.parametrize(
    ("name", "header"),
    [("units.csv", "name"), ("measure_words.csv", "word"), ("counted_nouns.csv", "noun"),
     ("cues.csv", "word"), ("not_figures.csv", "phrase"), ("named_units.csv", "noun"),
     ("gazetteer.csv", "name"), ("words.csv", "word"), ("places_abroad.csv", "name"),
     ("checking_verbs.csv", "word"), ("widths.csv", "word")],
)
def test_words_are_in_simplified_as_copy_is_read(name, header):
    assert [word for word in column(name, header) if simplified(word) != word] == []


def test_widths_hold_the_printed_value_and_name_qualifiers():
    for row in rows("widths.csv"):
        assert Decimal(row["low"]) <= 1 <= Decimal(row["high"]), row
        assert Decimal(row["low"]) < Decimal(row["high"]), row
        assert row["place"] != "qualifier" or row["word"] in set(Qualifier), row


def test_headers_of_tables_are_as_they_are_compared():
    assert [header for header in column("reading_columns.csv", "header") if plain(header) != header] == []


def test_counts_of_rules_are_of_their_figures():
    for row in (*rows("rules.csv"), *rows("rule_fields.csv")):
        assert int(row["right"]) <= int(row["of"]), row
        assert int(row.get("own_right", 0)) <= int(row.get("own_of", 0)), row


def test_patterns_of_style_compile_and_their_examples_differ():
    for name in ("checking_style.csv", "checking_house.csv"):
        for row in rows(name):
            groups = re.compile(row["pattern"]).groups
            assert all(int(group) <= groups for group in re.findall(r"\\(\d)", row["fix"])), row
            assert row["wrong"] != row["right"], row


@pytest.mark.parametrize("name", [name for name in TABLES if name.startswith("messages/")])
def test_the_places_of_a_message_have_names(name):
    for row in rows(name):
        for text in (row["message"], row["advice"]):
            places = [place for _, place, _, _ in Formatter().parse(text) if place is not None]
            assert all(re.fullmatch(r"[a-z_]+", place) for place in places), row


def test_no_code_of_a_message_stands_in_two_tables():
    codes = Counter(code for name in TABLES if name.startswith("messages/") for code in column(name, "code"))
    assert [code for code, count in codes.items() if count > 1] == []
