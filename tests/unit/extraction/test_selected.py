"""What an editor selects is read as far as it can be, whatever extraction itself thinks of it."""

from __future__ import annotations

import pytest

from ecodesk.domain.facts import Measure, Qualifier
from ecodesk.domain.text import Article, CleanText, OffsetMap, Span
from ecodesk.extraction import extract, extract_at

TEXT = ("2023年，青禾县酥梨种植面积达到12万亩，产量约6万吨，价格比上年涨3成。"
        "G5001次列车每天开行，3座老桥修好了，石阶共计一百零八。这里的酥梨是全国首批认证产品。")


def article(text: str = TEXT) -> Article:
    return Article("a-1", "样稿", 1, "题", CleanText(text, OffsetMap.identity(len(text))), "2024-05-06")


def at(words: str, claim: bool = False, text: str = TEXT):
    start = text.index(words)
    return extract_at(article(text), Span(start, start + len(words)), claim=claim)


@pytest.mark.parametrize(("words", "value", "unit", "qualifier"), [
    ("12万亩", "120000", "亩", Qualifier.EXACT),
    ("约6万吨", "60000", "吨", Qualifier.APPROX),
    ("达到12万亩", "120000", "亩", Qualifier.EXACT),
    ("3座", "3", "座", Qualifier.EXACT),
    ("一百零八", "108", "", Qualifier.EXACT),
    ("5001次", "5001", "次", Qualifier.EXACT),
    ("老桥", "", "", Qualifier.EXACT),
    ("12万", "120000", "", Qualifier.EXACT),
])
def test_the_quantity_of_the_selected_words(words, value, unit, qualifier):
    fact = at(words)
    assert (fact.value, fact.unit, fact.qualifier) == (value, unit, qualifier)
    assert fact.text == words
    assert fact.span.of(TEXT) == words


def test_it_is_about_what_extraction_would_say_and_marked_as_made_by_hand():
    found = next(one for one in extract(article()) if one.text == "12万亩")
    made = at("12万亩")
    assert (made.subject, made.indicator, made.period) == (found.subject, found.indicator, found.period)
    assert (made.rule, made.by_hand, made.reasons, made.confidence, made.id) == ("by-hand", True, (), 1.0, "")
    assert not found.by_hand


def test_a_percentage_and_a_claim_keep_their_measures():
    assert at("3成").unit == "%"
    claim = at("全国首批认证产品", claim=True)
    assert (claim.measure, claim.place, claim.value) == (Measure.CLAIM, "全国", "")


def test_the_other_figures_of_the_sentence_stay_what_they_were():
    text = "甲村有梨树300棵、桃树200棵。"
    made = at("桃树200棵", text=text)
    assert (made.value, made.unit) == ("200", "棵")


def test_a_selection_without_words_is_none():
    with pytest.raises(ValueError, match="words"):
        extract_at(article("甲 乙"), Span(1, 2))
