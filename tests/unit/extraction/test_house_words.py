"""The desk's own dictionary over extraction: what it writes, what it leaves alone, what it says."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from ecodesk.domain.entries import Entry
from ecodesk.domain.facts import Fact, Rewriting
from ecodesk.extraction import extract
from ecodesk.knowledge.house import Lexicon, as_found, is_general, key_of, lesson, objection
from tests.unit.extraction.helpers import article_of, figure_of

HILL = Entry("subject", "云脊", "云脊区")
TEA = Entry("subject", "青禾茶业", "青禾茶业")


def read(text: str, *entries: Entry) -> Fact:
    (fact,) = extract(article_of(text), Lexicon(entries))
    return fact


def test_an_entry_writes_the_field_and_says_so() -> None:
    fact = read("云脊去年接待游客1200万人次。", HILL)
    assert fact.subject == "云脊区"
    assert fact.rewritten == (Rewriting("subject", "云脊", "云脊"),)
    assert as_found(fact).subject == "云脊"
    assert [one.rule for one in fact.reasons if one.field == "subject"] == ["subject-house"]


def test_without_entries_nothing_is_another() -> None:
    text = "云脊去年接待游客1200万人次。"
    assert read(text) == figure_of(text)
    assert read(text, Entry("subject", "江津", "江津区")) == figure_of(text)


def test_only_the_whole_word_is_written() -> None:
    assert read("云脊茶园去年产茶12万吨。", HILL).subject != "云脊区"


def test_behind_the_name_of_a_place_the_short_word_is_the_same() -> None:
    fact = replace(figure_of("今年新开门店120个。"), subject="重庆长风")
    lexicon = Lexicon((Entry("subject", "长风", "长风汽车"), HILL))
    assert lexicon.applied(fact).subject == "重庆长风汽车"
    assert lexicon.applied(replace(fact, subject="西部长风")).subject == "西部长风"
    full = Lexicon((Entry("subject", "长风", "重庆长风汽车"),))
    assert full.applied(fact).subject == "重庆长风汽车"


def test_a_name_is_known_as_one_word() -> None:
    text = "去年，青禾茶业实现产值2.1亿元。"
    assert (figure_of(text).subject, figure_of(text).indicator) == ("", "青禾茶业产值")
    fact = read(text, TEA)
    assert (fact.subject, fact.indicator) == ("青禾茶业", "产值")
    assert [item.field for item in fact.rewritten] == ["subject"]


def test_an_indicator_is_written_beside_units_of_its_kind_only() -> None:
    entry = Entry("indicator", "粮食作物种面面积", "粮食播种面积", "亩")
    assert read("全区粮食作物种面12万亩。", entry).indicator == "粮食播种面积"
    assert read("全区粮食作物种面8000公顷。", entry).indicator == "粮食播种面积"
    other = Entry("indicator", "粮食作物种面面积", "粮食播种面积", "元")
    assert read("全区粮食作物种面12万亩。", other).indicator == "粮食作物种面面积"


def test_of_two_entries_the_one_with_a_condition_goes_first() -> None:
    entries = (Entry("unit", "个", "座"), Entry("unit", "个", "处", "新增停车场数"))
    assert read("全市新增停车场28个。", *entries).unit == "处"
    assert read("全市新增足球场28个。", *entries).unit == "座"


def test_no_entry_is_written_over_by_another() -> None:
    chain = (HILL, Entry("subject", "云脊区", "重庆市云脊区"))
    assert read("云脊去年接待游客1200万人次。", *chain).subject == "云脊区"


def test_either_script_finds_the_entry_and_the_desk_writes_its_own() -> None:
    assert read("云脊去年接待遊客1200萬人次。", HILL).subject == "云脊区"
    assert key_of(Entry("subject", "萬州", "x")) == key_of(Entry("subject", "万州", "y"))


def test_it_goes_to_another_process_as_it_is() -> None:
    lexicon = Lexicon((Entry("subject", "綦江", "綦江区"), TEA))
    assert pickle.loads(pickle.dumps(lexicon)) == lexicon
    assert lexicon.names == ("青禾茶业",), "places are known as it is"


@pytest.mark.parametrize(("entry", "why"), [
    (Entry("subject", "", "云脊区"), "empty"),
    (Entry("indicator", "产值", ""), "empty"),
    (Entry("indicator", "产值", "产值"), "same"),
    (Entry("subject", "公司", "公司"), "name"),
    (Entry("subject", "綦江区", "綦江区"), "name"),
    (Entry("unit", "元", "美元"), "unit"),
    (Entry("unit", "亩", "公顷"), "unit"),
    (Entry("unit", "吨", "个"), "unit"),
    (Entry("unit", "平方公里", "平方千米"), ""),
    (Entry("unit", "个", "家"), ""),
    (HILL, ""),
    (TEA, ""),
])
def test_what_can_be_no_entry(entry: Entry, why: str) -> None:
    assert objection(entry) == why


@pytest.mark.parametrize(("entry", "general"), [
    (HILL, True),
    (Entry("subject", "重庆市云脊区", "云脊区"), True),
    (Entry("subject", "该县", "巫山县"), False),
    (Entry("subject", "公司", "长风汽车公司"), False),
    (Entry("subject", "全市", "重庆市"), False),
    (Entry("subject", "重庆", "重庆长风"), False),
    (Entry("subject", "记者", "云脊区"), False),
    (Entry("indicator", "人工智能产业值", "人工智能产业产值"), True),
    (Entry("indicator", "产值", "总产值"), False),
    (Entry("indicator", "纳税款", "纳税额"), False),
])
def test_two_corrections_speak_for_all_only_of_one_name(entry: Entry, general: bool) -> None:
    assert is_general(entry) is general


def taught(name: str, extracted: dict[str, str], **now: str) -> Entry | None:
    sentence = "青禾茶业去年产茶3400吨。"
    whole = {"subject": "", "indicator": "", "unit": "吨"} | extracted
    return lesson(name, whole, whole | now, sentence)


def test_what_a_correction_teaches() -> None:
    assert taught("subject", {}, subject="青禾茶业") == TEA
    assert taught("subject", {"subject": "记者"}, subject="青禾茶业") == TEA
    longer = Entry("subject", "茶业", "青禾茶业集团")
    assert taught("subject", {"subject": "茶业"}, subject="青禾茶业集团") == longer
    assert taught("subject", {}, subject="青禾集团") is None, "nothing was found, nothing stands there"
    assert taught("indicator", {"indicator": "产茶"}, indicator="茶叶产量") == Entry(
        "indicator", "产茶", "茶叶产量", "吨")
    assert taught("indicator", {"indicator": "青禾茶业产茶"}, subject="青禾茶业", indicator="产茶") is None
    assert taught("unit", {}, unit="公斤") is None
