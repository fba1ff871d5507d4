"""Period, place, modality, subject, indicator and claims."""

from __future__ import annotations

import pytest

from ecodesk.domain.facts import Modality
from ecodesk.extraction import extract
from ecodesk.extraction.periods import Anchor, periods
from tests.unit.extraction.helpers import article_of, figure_of, figures_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024年4月23日", "2024-04-23"),
        ("截至2024年6月末", "2024-06-30"),
        ("2023年末", "2023-12-31"),
        ("2025年1—2月", "2025-01/2025-02"),
        ("今年前三季度", "2025-01/2025-09"),
        ("去年", "2024"),
        ("3月26日", "2025-03-26"),
        ("“十三五”期间", "2016/2020"),
        ("2016—2020年", "2016/2020"),
        ("自2000年起", "2000/2025"),
        ("二〇二四年十月", "2024-10"),
        ("今年上半年", "2025-01/2025-06"),
        ("截至目前", "2025-06-12"),
        ("截至昨天", "2025-06-11"),
        ("今晚", "2025-06-12"),
        ("9日", "2025-06-09"),
        ("28日", "2025-05-28"),
        ("将于28日", "2025-06-28"),
        ("9日至11日", "2025-06-09/2025-06-11"),
        ("本月", "2025-06"),
        ("上个月末", "2025-05-31"),
    ],
)
def test_period_words(text, value):
    found = periods(text + "，", Anchor(2025, 6, 12))
    assert [period.value for period in found] == [value]


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        ("2025-01-20", "12月", "2024-12"),
        ("2025-01-20", "前11个月", "2024-01/2024-11"),
        ("2025-01-20", "前三季度", "2024-01/2024-09"),
        ("2025-03-02", "6月", "2025-06"),
        ("2025", "截至目前", "2025"),
        ("2025-06", "目前", "2025-06"),
    ],
)
def test_a_month_that_is_told_of_is_over(published, text, value):
    assert [period.value for period in periods(text + "，", Anchor.of(published))] == [value]


def test_a_day_that_the_month_does_not_have_is_no_time():
    assert [period.value for period in periods("31日，", Anchor(2025, 3, 2))] == [""]


def test_times_without_an_article_date_stay_open():
    assert [period.kind for period in periods("今天的青禾镇，27日开市，", Anchor(2025))] == ["name", "day"]


def test_the_wires_opening_does_not_keep_the_time_from_the_next_sentence():
    text = "江城新闻网消息（晚间播报）：当地时间5月3日，青禾县发生火灾。消防队出动12辆消防车。"
    assert figure_of(text).period == "2025-05-03"


def test_a_time_governs_its_whole_sentence():
    facts = figures_of("2023年，青禾镇产茶12万吨，产值3亿元，带动农户800户。")
    assert {fact.period for fact in facts} == {"2023"}


def test_a_bound_time_governs_its_figure_only():
    facts = figures_of("收入由2017年的41万元增长至2023年的334万元。")
    assert [(fact.value, fact.period) for fact in facts] == [("410000", "2017"), ("3340000", "2023")]


def test_a_compared_time_does_not_govern():
    facts = figures_of("2023年人均收入3.8万元，比2017年翻了一番。")
    assert [fact.period for fact in facts] == ["2023", "2023"]


def test_a_time_is_carried_within_a_paragraph_only():
    facts = figures_of("今年5月，青禾镇开市。经核算，成交额达54万元。\n首期投入49万元。")
    assert [fact.period for fact in facts] == ["2025-05", ""]


def test_a_relative_time_without_an_anchor_stays_open():
    assert figure_of("去年产量12万吨。", published="").period == ""


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("项目建成后，预计每年增收2500万元。", Modality.PLANNED),
        ("到2035年建成1000条绿道。", Modality.PLANNED),
        ("试点将取消10类项目的审批。", Modality.PLANNED),
        ("年度工作计划明确10项指标。", Modality.ACTUAL),
        ("去年完成投资2亿元。", Modality.ACTUAL),
    ],
)
def test_modality(text, modality):
    assert figure_of(text).modality is modality


def test_whole_county_means_the_county_named_before():
    fact = figures_of("重庆市巫山县地处峡江。巫山坡陡，全县岩溶地貌面积400万亩。")[-1]
    assert (fact.place, fact.subject, fact.indicator) == ("巫山县", "巫山县", "岩溶地貌面积")


def test_a_place_in_a_company_name_does_not_place_the_figure():
    text = "梁平区是产地。梁平有柚园。梁平柚香。重庆南方果业有限公司在此建园200亩。"
    assert figure_of(text).place == "梁平区"


@pytest.mark.parametrize(
    ("text", "subject", "indicator"),
    [
        ("2023年，涪陵区青菜头产量160万吨。", "涪陵区", "青菜头产量"),
        ("缙云山国家级自然保护区的森林覆盖率达到98.6%。", "缙云山国家级自然保护区", "森林覆盖率"),
        ("“云账本”平台开通不久，登记194家企业。", "“云账本”平台", "登记企业数"),
    ],
)
def test_subject_and_indicator(text, subject, indicator):
    fact = figure_of(text)
    assert (fact.subject, fact.indicator) == (subject, indicator)


def test_the_second_of_from_to_keeps_the_label():
    first, second = figures_of("猎户村的村集体收入由2017年的41万元增长至2023年的334万元。")
    assert first.indicator == second.indicator
    assert first.indicator.endswith("集体收入")


def test_an_enumeration_shares_its_verb():
    facts = figures_of("全年新增研发机构15家、科技企业20家。")
    assert [fact.indicator for fact in facts] == ["新增研发机构数", "新增科技企业数"]


@pytest.mark.parametrize(
    ("text", "words", "scope"),
    [
        ("这是全国首笔楠木贷款。", "全国首笔", "全国"),
        ("产量居世界第一。", "世界第一", "全球"),
        ("建成西部最大的光伏基地。", "西部最大", "西部"),
    ],
)
def test_claims(text, words, scope):
    claims = [fact for fact in extract(article_of(text)) if fact.is_claim]
    assert [(fact.text, fact.place) for fact in claims] == [(words, scope)]


def test_manners_of_speaking_are_no_claims():
    text = "第一步要做好，最后一公里最难，首要任务是增强本领，首届活动启幕。"
    assert [fact.text for fact in extract(article_of(text)) if fact.is_claim] == []


def test_the_unit_may_stand_in_the_indicator():
    fact = figure_of("假期全国出游人次达1.35亿。")
    assert (fact.unit, fact.subject) == ("人次", "全国")


def test_fact_ids_are_unique():
    facts = extract(article_of("全国首个5亿元项目落地，产值5亿元，位列全国第1名。"))
    assert len({fact.id for fact in facts}) == len(facts) >= 4


@pytest.mark.parametrize(
    ("text", "periods_of_figures"),
    [
        # the year that was named last
        ("2024年，全县产茶3万吨。\n全年产值12亿元。", ["2024", "2024"]),
        # one span of time for a whole report
        ("上半年，全市出口12亿元，增长3%。\n民营企业出口9亿元，增长2%。", ["2025-01/2025-06"] * 4),
        # the day on which something is told is not the time of the figure
        ("6月12日，市民政局通报情况，全市有养老床位200张。", [""]),
        # lengths hold beyond the time of the sentence before
        ("今年5月，隧道贯通。该隧道长11公里。", [""]),
        # a time in a paragraph that begins with 其中 is that of the paragraph before
        ("今年，全市建校27所。\n其中，东城建校6所。", ["2025", "2025"]),
        ("6月28日以来，降雨128毫米。", [""]),
    ],
)
def test_the_time_that_governs(text, periods_of_figures):
    assert [fact.period for fact in figures_of(text)] == periods_of_figures


def test_a_late_month_in_january_is_the_last_years():
    assert figure_of("12月指数为51.4%。", published="2025-01-20").period == "2024-12"
