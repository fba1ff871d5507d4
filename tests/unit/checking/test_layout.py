from __future__ import annotations

from decimal import Decimal

from ecodesk.checking.layout import read_copy, significant_digits
from tests.unit.checking.copydesk import article_of, facts_of


def test_items_have_base_values_and_the_words_around_them() -> None:
    text, facts = facts_of("山上种桃[[30亩]]，产桃[[1.5万斤]]。山下有井[[2口]]。")
    copy = read_copy(article_of(text), facts)
    land, crop, well = copy.items
    assert (land.dimension, crop.dimension) == ("area", "mass")
    assert crop.value == Decimal("7.5")
    assert (land.before, land.after, crop.before) == ("山上种桃", "，产桃", "，产桃")
    assert crop.clause == "产桃1.5万斤"
    assert (land.sentence, crop.sentence, well.sentence) == (0, 0, 1)
    assert copy.near(well, back=1) == (land, crop)
    assert [len(group) for group in copy.by_sentence()] == [2, 1]


def test_claims_grades_and_overlapping_figures_are_left_out() -> None:
    text, facts = facts_of(
        "全国首个[[首个|measure=claim]]，水质[[A级|value=A|unit=级|measure=grade]]，有[[30亩]]。"
    )
    assert [item.text for item in read_copy(article_of(text), facts).items] == ["30亩"]


def test_significant_digits_are_those_printed() -> None:
    text, facts = facts_of("[[1.377亿元]]，[[30万亩]]，[[5480万元]]")
    assert [significant_digits(item) for item in read_copy(article_of(text), facts).items] == [4, 1, 3]
