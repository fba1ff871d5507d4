from __future__ import annotations

from ecodesk.domain.findings import Verdict
from tests.unit.checking.copydesk import check, of_kind, verdicts


def test_two_units_of_one_quantity_with_swapped_digits_fail() -> None:
    text = "电站每年可送电[[36812.5MWh]]，年均发电量[[3861.2万千瓦时]]。"
    [finding] = of_kind(check(text), "conversion")
    assert finding.verdict is Verdict.FAILS
    assert finding.formula == "36812.5MWh = 3681.25万千瓦时"
    assert finding.suggestion is not None
    assert finding.suggestion.text == "3681.25万千瓦时"


def test_two_units_that_agree_hold() -> None:
    assert verdicts("园区占地[[1500亩]]（约合[[100公顷]]）。", "conversion") == [Verdict.HOLDS]


def test_a_stated_conversion_that_is_off_fails() -> None:
    assert verdicts("园区占地[[1500亩]]（约合[[10公顷]]）。", "conversion") == [Verdict.FAILS]


def test_different_areas_in_one_sentence_are_no_conversion() -> None:
    assert verdicts("复垦[[5.4万平方米]]，种树[[8000亩]]。", "conversion") == []


def test_electricity_is_energy_not_power() -> None:
    [finding] = of_kind(check("全年发电量[[1.61亿千瓦]]。"), "unit-kind")
    assert finding.verdict is Verdict.FAILS
    assert finding.suggestion is not None
    assert finding.suggestion.text == "1.61亿千瓦时"
    assert verdicts("全年发电量[[1.61亿千瓦时]]。", "unit-kind") == []
    assert verdicts("太阳能发电新增[[1.61亿千瓦]]。", "unit-kind") == []


def test_installed_power_in_energy_units_is_asked_about_unless_it_stores() -> None:
    assert verdicts("光伏装机[[8万千瓦时]]。", "unit-kind") == [Verdict.QUERY]
    assert verdicts("储能电池装机[[8万千瓦时]]。", "unit-kind") == []


def test_a_figure_said_twice_in_two_ways_is_asked_about() -> None:
    text = (
        "青石湖湿地公园登记鸟类[[214种|subject=青石湖湿地公园|indicator=鸟类种数]]。"
        "入冬以后，青石湖湿地公园登记鸟类[[241种|subject=青石湖湿地公园|indicator=鸟类种数]]，管护员每天巡湖。"
    )
    assert verdicts(text, "restated") == [Verdict.QUERY]
    assert verdicts(text.replace("241", "214"), "restated") == [Verdict.HOLDS]


def test_two_subjects_are_not_one_figure_said_twice() -> None:
    text = (
        "青石湖登记鸟类[[214种|subject=青石湖|indicator=鸟类种数]]。"
        "白沙滩登记鸟类[[241种|subject=白沙滩|indicator=鸟类种数]]。"
    )
    assert verdicts(text, "restated") == []
