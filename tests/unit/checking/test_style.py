from __future__ import annotations

import pytest

from ecodesk.checking.style import StyleRule, style_rules
from ecodesk.domain.findings import Verdict
from tests.unit.checking.copydesk import article_of, check, of_kind

RULES = {rule.code: rule for rule in style_rules()}
ASKED_FOR = {
    "range-multiplier",
    "range-percent",
    "adjacent-digits",
    "ji-digits",
    "zero-circle",
    "letter-digit",
    "contradicting-approx",
    "doubled-bound",
    "doubled-approx",
    "short-year",
}


def test_every_rule_asked_for_is_there() -> None:
    assert set(RULES) >= ASKED_FOR


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_the_wrong_example_is_found_and_mended(rule: StyleRule) -> None:
    [(span, better)] = list(rule.hits(rule.wrong))
    mended = rule.wrong[: span.start] + better + rule.wrong[span.end :]
    assert mended == rule.right


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_the_right_example_breaks_no_rule(rule: StyleRule) -> None:
    assert [other.code for other in RULES.values() if list(other.hits(rule.right))] == []


@pytest.mark.parametrize(
    "text",
    [
        "大约三四天",
        "第4季度和第四季度",
        "6、7月雨多",
        "一、二等奖",
        "温度15℃~20℃",
        "近10余年",
        "2020—2023年",
        "每千克15元",
        "20世纪80~90年代",
        "利率0—0.1%",
        "超过5500家二级以上医院",
        "从2004年到20年后",
        "CO2年排放",
        "500至1万元",
        "二零零一室",
        "下午3点",
        "上午10:30",
        "不到一年多的时间",
    ],
)
def test_what_must_never_be_flagged(text: str) -> None:
    assert [(rule.code, span.of(text)) for rule in RULES.values() for span, _ in rule.hits(text)] == []


@pytest.mark.parametrize(
    ("text", "code", "better"),
    [
        ("预计投资120—150亿元", "range-multiplier", "120亿—150亿"),
        ("增幅在5至8%之间", "range-percent", "5%至8%"),
        ("走了3、4公里", "adjacent-digits", "三四"),
        ("来了20几人", "ji-digits", "二十几"),
        ("于2o23年建成", "letter-digit", "2023"),
        ("近百余名村民", "contradicting-approx", "近百"),
        ("最多30人以下", "doubled-bound", "最多30人"),
        ("约50亩左右", "doubled-approx", "约50亩"),
        ("1998~05年", "short-year", "1998~2005年"),
        ("二零二四年", "zero-circle", "二〇二四"),
    ],
)
def test_other_wordings_of_the_same_slips(text: str, code: str, better: str) -> None:
    assert [mended for _, mended in RULES[code].hits(text)] == [better]


def test_a_finding_has_its_place_and_the_figures_there() -> None:
    text = "项目总投资约为[[9~16亿元|value=9|value_high=16]]。"
    [finding] = of_kind(check(text), "range-multiplier")
    assert finding.verdict is Verdict.FAILS
    assert finding.span is not None
    assert finding.span.of("项目总投资约为9~16亿元。") == "9~16亿"
    assert [fact.text for fact in finding.facts] == ["9~16亿元"]
    assert "9亿~16亿" in finding.explanation


def test_a_warning_is_a_query_and_needs_no_figure() -> None:
    [finding] = of_kind(check("二零一九年动工。"), "zero-circle")
    assert finding.verdict is Verdict.QUERY
    assert finding.facts == ()
    assert finding.article_id == article_of("").id
