"""Figures: what counts, what does not, and the quantity of each."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ecodesk.domain.facts import Measure, Qualifier
from tests.unit.extraction.helpers import figure_of, figures_of


@pytest.mark.parametrize(
    ("text", "written", "value", "high", "unit", "qualifier"),
    [
        ("果园年产值超过18亿元。", "超过18亿元", "1800000000", "", "元", "more"),
        ("全镇栽下16余万青菜头种植户的希望。", "16余万", "160000", "", "户", "more"),
        ("贷款期限为5—8年。", "5—8年", "5", "8", "年", ""),
        ("投资约9~16亿元。", "约9~16亿元", "900000000", "1600000000", "元", "approx"),
        ("出勤率15%~30%。", "15%~30%", "15", "30", "%", ""),
        ("占地七八亩。", "七八亩", "7", "8", "亩", "approx"),
        ("排放浓度为40毫克每立方米。", "40毫克每立方米", "40", "", "毫克每立方米", ""),
        ("产能达160万吨/年。", "160万吨/年", "1600000", "", "吨/年", ""),
        ("负离子浓度每立方厘米超过1200个。", "超过1200个", "1200", "", "个/立方厘米", "more"),
        ("节能超千万元。", "超千万元", "10000000", "", "元", "more"),
        ("用工800人以上。", "800人以上", "800", "", "人", "more"),
        ("用时不到3个小时。", "不到3个小时", "3", "", "个小时", "less"),
        ("现价打三成六。", "三成六", "36", "", "%", ""),
        ("打造百亿级产业集群。", "百亿级", "10000000000", "", "元", "approx"),
        ("比分定格在3比0，主队获胜。", "3比0", "3:0", "", "", ""),
        ("全校生师比为17.4∶1。", "17.4∶1", "17.4:1", "", "", ""),
        ("制造业PMI为50.1，处于扩张区间。", "50.1", "50.1", "", "", ""),
    ],
)
def test_quantity(text, written, value, high, unit, qualifier):
    fact = figure_of(text)
    assert (fact.text, fact.value, fact.value_high, fact.unit, fact.qualifier) == (
        written, value, high, unit, Qualifier(qualifier))


def test_from_to_is_two_figures():
    found = figures_of("单价由40元降至10元，覆盖率从27%提升到55%。")
    assert [fact.value for fact in found] == ["40", "10", "27", "55"]


@pytest.mark.parametrize(
    "text",
    [
        "2024年4月23日上午9时30分，会议召开。",
        "近3年来变化很大，十年来一直如此。",
        "“十四五”规划提出，要走好第一步。",
        "他住在四川，常去三峡和五台山，不走回头路。",
        "这里是5A级景区，有5G信号和3号楼。",
        "以“百日攻坚”和“1+N”模式推进。",
        "《2024年统计公报》第5号已印发。",
        "坚持四个意识、两个维护，五位一体推进。",
        "这是一个缩影，一项项改造、一串串数据。",
        "电话023-12345678，邮编400000。",
        "市、区、镇、村四级全覆盖，第二轮启动。",
        "PM2.5和GB/T 15835都是代号，G60通车。",
        "十四届全国人大会议表决通过。",
        "1.总则\n2.附则\n（3）其他",
        "纪录片今晚8点开播，明晚（5月3日）9点重播，固定在八点档。",
        "长三角洲与珠三角的往来",
    ],
)
def test_what_is_no_figure(text):
    assert [fact.text for fact in figures_of(text)] == []


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("能耗同比下降19.4%。", Measure.CHANGE),
        ("新增就业岗位1500余个。", Measure.CHANGE),
        ("产值增速超过50%。", Measure.CHANGE),
        ("覆盖率提升至57%。", Measure.PERCENT),
        ("工业增加值占比达5.5%。", Measure.PERCENT),
        ("余额是当初的4.3倍。", Measure.MULTIPLE),
        ("收入增加了1倍多。", Measure.CHANGE),
        ("收入翻了两番。", Measure.MULTIPLE),
        ("品牌价值位列全国第20名。", Measure.RANK),
        ("水质保持在Ⅱ类及以上。", Measure.GRADE),
        ("占比提高3个百分点。", Measure.CHANGE),
        ("产量12万吨。", Measure.AMOUNT),
    ],
)
def test_measure(text, measure):
    assert figure_of(text).measure is measure


def test_doubling_counts_powers_of_two():
    assert [(fact.value, fact.unit) for fact in figures_of("先翻了一番，再翻两番，后来连年翻番。")] == [
        ("2", "倍"), ("4", "倍"), ("2", "倍")]


def test_parted_qualifier_is_kept_without_its_word():
    fact = figure_of("支出将至少减少20万元。")
    assert (fact.text, fact.qualifier) == ("20万元", Qualifier.MORE)


def test_spans_point_into_the_clean_text():
    text = "𠮷林村😀今年收入３３４万元，比上年多２成。"
    for fact in figures_of(text):
        assert text[fact.span.start : fact.span.end] == fact.text


def test_unit_that_goes_on_as_another_word_is_none():
    assert figures_of("产量分列第2和3分别为优，5成为亮点") == []


def test_a_lone_thousand_counts_with_a_bound_behind_it():
    (found,) = figures_of("每月开行数量保持在千列以上。")
    assert (found.text, found.value, found.unit) == ("千列以上", "1000", "列")
    assert not figures_of("走进千家万户，听取百姓意见。")


@pytest.mark.parametrize("text", ["投入30万\n5千元。", "增长5\n—10%。", "三分之一" * 1001])
def test_a_number_across_a_line_or_a_cut_stops_nothing(text):
    assert all(text[fact.span.start : fact.span.end] == fact.text for fact in figures_of(text))


def test_list_numbers_do_not_run_into_figures():
    listed = "要闻\n1.新建学校6所\n2.125个项目开工\n3.7.2亿元资金下达\n4.2023年产粮3万吨\n"
    assert [(fact.text, fact.value) for fact in figures_of(listed)] == [
        ("6所", "6"), ("125个", "125"), ("7.2亿元", "720000000"), ("3万吨", "30000")]
    assert figures_of(listed)[-1].period == "2023"
    assert all(listed[fact.span.start : fact.span.end] == fact.text for fact in figures_of(listed))


@pytest.mark.parametrize("text", ["1.2亿元到位\n3.4亿元在建\n5.6亿元待批", "1.2亿元到位\n2.5亿元在建"])
def test_decimals_at_the_heads_of_lines_are_no_list(text):
    assert [fact.value for fact in figures_of(text)] == [
        f"{Decimal(line[:3]) * 10**8:f}".removesuffix(".0") for line in text.split("\n")]


@pytest.mark.parametrize("shape", ["三分之一", "百分之", "5%", "1元", "两个"])
def test_a_run_longer_than_any_in_copy_holds_no_figures(shape):
    text = f"全市投资5亿元。{shape * 100}。增长6.5%。"
    assert [fact.text for fact in figures_of(text)] == ["5亿元", "6.5%"]


def test_figures_that_touch_are_figures_as_far_as_copy_has_them():
    row = "12%13%14%15%"
    assert [fact.text for fact in figures_of(f"各季度增长{row}。")] == ["12%", "13%", "14%", "15%"]
    listed = "、".join(f"{number}%" for number in range(11, 51))
    assert len(figures_of(f"各县增长{listed}。")) == 40
