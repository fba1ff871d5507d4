"""Traditional copy under the checks: the same findings as in Simplified, told in the copy's own script."""

from __future__ import annotations

import pytest

from ecodesk.checking import check_across, check_article
from ecodesk.checking.scripts import plain_fact
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.domain.text import Article, Block, BlockKind, CleanText, OffsetMap, Span
from ecodesk.extraction import extract
from ecodesk.knowledge.script import simplified

PAIRS = [
    (
        "东山县脆李种植面积30万亩，年产量135万吨，年产值超过18亿元。",
        "東山縣脆李種植面積30萬畝，年產量135萬噸，年產值超過18億元。",
    ),
    (
        "三家农场分别收粮12万吨、13万吨和15万吨，合计收粮42万吨。",
        "三家農場分別收糧12萬噸、13萬噸和15萬噸，合計收糧42萬噸。",
    ),
    (
        "电站年发电量74866.9MWh，即7648.2万千瓦时。",
        "電站年發電量74866.9MWh，即7648.2萬千瓦時。",
    ),
    (
        "不良率由20.8%下降到18.2%，下降3.6个百分点。合格率达105%。",
        "不良率由20.8%下降到18.2%，下降3.6個百分點。合格率達105%。",
    ),
    (
        "“种植、养殖、加工、旅游”三大产业，预计投资9~16亿元，近400余人到会。",
        "「種植、養殖、加工、旅遊」三大產業，預計投資9~16億元，近400餘人到會。",
    ),
    (
        "全区森林面积120万亩，其中公益林面积150万亩，占比超过五成。",
        "全區森林面積120萬畝，其中公益林面積150萬畝，佔比超過五成。",
    ),
]


def article_of(text: str, name: str = "甲") -> Article:
    block = Block(BlockKind.BODY, Span(0, len(text)))
    return Article(
        f"{name}-1", name, 1, "题", CleanText(text, OffsetMap.identity(len(text)), (block,)), "2024-05-06"
    )


def found_in(text: str) -> list[Finding]:
    article = article_of(text)
    return check_article(article, extract(article))


def told(finding: Finding) -> tuple[object, ...]:
    suggestion = finding.suggestion
    return (
        finding.kind,
        finding.verdict,
        tuple(fact.id for fact in finding.facts),
        finding.span,
        simplified(finding.formula),
        simplified(finding.tolerance),
        simplified(finding.explanation),
        suggestion and (suggestion.field, simplified(suggestion.value), simplified(suggestion.text)),
    )


@pytest.mark.parametrize(("plain", "written"), PAIRS)
def test_the_same_is_found_in_both_scripts(plain, written):
    assert simplified(written) == plain
    here, there = found_in(plain), found_in(written)
    assert here
    assert [told(finding) for finding in there] == [told(finding) for finding in here]


@pytest.mark.parametrize("written", [written for _, written in PAIRS])
def test_findings_quote_the_copy_as_it_is_written(written):
    squeezed = "".join(written.split())
    for finding in found_in(written):
        for fact in finding.facts:
            assert fact.text in written
            assert fact.sentence in written
            assert simplified(fact.text) not in finding.formula or simplified(fact.text) in squeezed
        for plain, form in (
            ("万", "萬"),
            ("亿", "億"),
            ("亩", "畝"),
            ("吨", "噸"),
            ("点", "點"),
            ("种", "種"),
        ):
            assert plain not in finding.formula
            assert form not in written or plain not in finding.formula + finding.tolerance
            if finding.suggestion is not None:
                assert plain not in finding.suggestion.text + finding.suggestion.value


def test_what_is_meant_is_offered_in_the_script_of_the_copy():
    finding = next(item for item in found_in(PAIRS[0][1]) if "÷ 30萬畝" in item.formula and item.suggestion)
    assert finding.suggestion.text == "13.5萬噸"
    assert "135萬噸" in finding.explanation
    assert finding.formula.startswith("135萬噸 ÷ 30萬畝 = ")
    assert "公斤/畝" in finding.formula
    assert finding.extent.unit == "公斤/畝"


def test_a_fact_in_simplified_is_left_alone():
    (fact, *_) = extract(article_of(PAIRS[0][0]))
    assert plain_fact(fact) is fact
    (other, *_) = extract(article_of(PAIRS[0][1]))
    assert plain_fact(other).text == fact.text
    assert plain_fact(other).span == other.span


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("2023年，东山县脆李年产值18亿元。", "2023年，東山縣脆李年產值18億元。", Verdict.SAME),
        ("2023年，东山县脆李年产值18亿元。", "2023年，東山縣脆李年產值超過17億元。", Verdict.ROUNDED),
        ("2023年，东山县脆李年产量13.5万吨。", "2023年，東山縣脆李年產量135萬噸。", Verdict.CONFLICT),
        ("2022年，东山县脆李年产量13.5万吨。", "2023年，東山縣脆李年產量15.2萬噸。", Verdict.PERIOD),
    ],
)
def test_one_matter_in_two_scripts_is_put_together(one, other, verdict):
    facts = [*extract(article_of(one)), *extract(article_of(other, "乙"))]
    (finding,) = check_across(facts)
    assert finding.verdict is verdict
    assert {fact.id for fact in finding.facts} == {fact.id for fact in facts}
    assert finding.facts[1].text in other
    assert finding.facts[1].text in finding.explanation
    same = [*extract(article_of(one)), *extract(article_of(simplified(other), "乙"))]
    assert [item.verdict for item in check_across(same)] == [verdict]


@pytest.mark.parametrize(
    "amount", ["新台幣86億元", "約新台幣86億元", "港幣86億元", "新臺幣86億元", "86億新台幣"]
)
def test_amounts_in_other_currencies_are_not_compared(amount):
    one = "2023年，东山县脆李年产值人民币18亿元。"
    other = f"2023年，東山縣脆李年產值{amount}。"
    assert check_across([*extract(article_of(one)), *extract(article_of(other, "乙"))]) == []
    (finding,) = check_across([*extract(article_of(other)), *extract(article_of(simplified(other), "乙"))])
    assert finding.verdict in (Verdict.SAME, Verdict.ROUNDED)


def test_other_matters_stay_apart():
    facts = [
        *extract(article_of("东山县茶园面积30万亩。")),
        *extract(article_of("西川縣竹林面積25萬畝。", "乙")),
    ]
    assert check_across(facts) == []
