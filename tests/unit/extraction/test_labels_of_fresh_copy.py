"""Who does what a clause goes on with, whose office somebody holds, what is made, done and lasts."""

from __future__ import annotations

import pytest

from tests.unit.extraction.helpers import figures_of


def labels(text: str) -> list[str]:
    """Every figure of a text as "written: subject | indicator"."""
    return [f"{fact.text}: {fact.subject} | {fact.indicator}" for fact in figures_of(text)]


@pytest.mark.parametrize(("text", "wanted"), [
    ("农业农村部组织专家制定技术意见，派出4个工作组。", ["4个: 农业农村部 | 派出工作组数"]),
    ("乌军还称，打击了三个指挥所。", ["三个: 乌军 | 打击指挥所数"]),
    ("蒲城县的种粮大户郭建军托管土地2300亩。", ["2300亩: 郭建军 | 托管土地面积"]),
    ("龙城队一度领先14分，外援布鲁克斯独得17分。", ["14分: 龙城队 | 领先分差", "17分: 布鲁克斯 | 得分"]),
    ("新品种“中早88”平均亩产736公斤。", ["736公斤: 新品种“中早88” | 平均亩产"]),
    ("今年是中泰建交50周年。", ["50周年: 中泰建交 | 周年数"]),
    ("我国民营企业进出口11万亿元。", ["11万亿元: 我国民营企业 | 进出口额"]),
    ("5G基站数超过400万个。", ["超过400万个:  | 5G基站数"]),
    ("桃源县遭遇暴雨。桃源县通报，暴雨造成23个乡镇受灾。", ["23个: 桃源县暴雨 | 受灾乡镇数"]),
])
def test_who_is_told_of(text: str, wanted: list[str]) -> None:
    assert labels(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("博物馆把开放时间延长3个小时。", ["3个小时: 博物馆 | 开放时间延长"]),
    ("西岭油田上半年生产原油312万吨。", ["312万吨: 西岭油田 | 原油产量"]),
    ("票价2元起步，最高5元。", ["2元:  | 票价", "5元:  | 最高票价"]),
    ("列车全程运行35分钟。", ["35分钟:  | 列车全程运行时间"]),
    ("审查周期压减至15.7个月。", ["15.7个月:  | 审查周期"]),
    ("法院受理案件18万件，审结17万件。", ["18万件: 法院 | 受理案件数", "17万件: 法院 | 审结案件数"]),
    ("4万名居民死亡、超过9万人受伤。", ["4万名:  | 死亡居民数", "超过9万人:  | 受伤人数"]),
    ("其中5人伤势严重。", ["5人:  | 伤势严重人数"]),
    ("预算收入完成203亿元，为预算的101.2%。",
     ["203亿元:  | 预算收入", "101.2%:  | 预算收入为预算的比例"]),
    ("用水量从初期的14万吨增至52万吨。", ["14万吨:  | 用水量", "52万吨:  | 用水量"]),
    ("下达2亿元中央预算内投资。", ["2亿元:  | 下达中央预算内投资"]),
    ("65岁以上老年人健康体检率达70%。",
     ["65岁以上:  | 老年人健康体检率年龄", "70%:  | 65岁以上老年人健康体检率"]),
])
def test_what_is_measured(text: str, wanted: list[str]) -> None:
    assert labels(text) == wanted


def test_a_sentence_that_is_led_in_tells_of_what_opens_its_second_clause() -> None:
    text = "作为跨海集群工程，虎门大桥迎来通行高峰。虎门大桥热闹起来。车流总量突破1091万车次。"
    assert labels(text) == ["突破1091万车次: 虎门大桥 | 车流总量"]


@pytest.mark.parametrize(("text", "periods"), [
    ("新城公司二季度净亏损18亿元，去年同期为26亿元。", ["2025-04/2025-06", "2024-04/2024-06"]),
    ("8月1日3时，一仓库发生火灾。\n过火面积约1100平方米。", ["2025-08-01"]),
])
def test_times(text: str, periods: list[str]) -> None:
    copy = f"新闻\n{text}" if "\n" in text else text
    assert [fact.period for fact in figures_of(copy)] == periods


def test_a_short_name_of_a_city_is_no_district() -> None:
    (fact,) = figures_of("哈尔滨、牡丹江游客增多。西安旅游订单增长317%。")
    assert (fact.subject, fact.place) == ("西安市", "西安市")
