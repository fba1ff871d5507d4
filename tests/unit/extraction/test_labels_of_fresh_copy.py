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


@pytest.mark.parametrize(("text", "wanted"), [
    ("山体滑坡造成18户房屋被掩埋、47人失联。",
     ["18户: 山体滑坡 | 掩埋房屋户数", "47人: 山体滑坡 | 失联人数"]),
    ("甲军空袭港口22人死亡117人受伤。",
     ["22人: 甲军空袭 | 死亡人数", "117人: 甲军空袭 | 空袭受伤人数"]),
    ("医院附近遭甲军空袭 致13死57伤",
     ["13死: 医院附近遭甲军空袭 | 死亡人数", "57伤: 医院附近遭甲军空袭 | 受伤人数"]),
    ("1363.5万名消费者购买了八大类家电产品1984.3万台。",
     ["1363.5万名:  | 购买家电产品消费者数", "八大类:  | 消费者购买家电产品数",
      "1984.3万台:  | 购买家电产品数"]),
    ("339个地级及以上城市成立了小组。", ["339个:  | 成立小组地级及以上城市数"]),
    ("《条例》共32条。", ["32条: 《条例》 | 条数"]),
    ("人均预期寿命在10年间提高到78.2岁。", ["78.2岁:  | 人均预期寿命"]),
    ("通过运河的船只数量下降了42%。", ["42%:  | 船只数量下降"]),
    ("关税水平从入世承诺的9.8%降到了7.3%。", ["9.8%:  | 关税水平", "7.3%:  | 关税水平"]),
    ("航天员开展两次样品采集。", ["两次: 航天员 | 开展样品采集次数"]),
    ("团队打造一个拥有252颗卫星的观测网。", ["252颗: 观测网 | 卫星数"]),
    ("沪指报3257.29点，涨0.35%。", ["3257.29点:  | 沪指", "0.35%:  | 沪指涨"]),
    ("原油价格收于每桶80.5美元。", ["80.5美元:  | 原油价格"]),
    ("李华提出五点建议。", ["五点: 李华 | 提出建议数"]),
    ("12个小时的救援工作结束后，他们离开。", ["12个小时:  | 救援工作时间"]),
    ("粮食种植面积比上年提高50万亩以上。", ["50万亩以上:  | 粮食种植面积提高"]),
    ("为1.27亿65岁及以上老年人提供服务。", ["1.27亿:  | ", "65岁及以上:  | 老年人年龄"]),
    ("来自25个省的96支队伍参赛。", ["25个:  | 来自省数", "96支:  | 参赛队伍数"]),
])
def test_what_stands_around_a_figure(text: str, wanted: list[str]) -> None:
    assert labels(text) == wanted


LIST = (
    "《晚间新闻》 (20240307)\n本期节目主要内容：\n1.云岭县春耕全面展开；\n2.出境游客达2.87亿人次；\n"
    "3.国内快讯：\n（1）2月末我国外汇储备为32258亿美元；\n（2）机械工业出口增长3%；\n（3）全国铁路投资完成1248亿元。"
)


def test_no_headline_of_a_list_goes_on_about_the_one_before() -> None:
    found = figures_of(LIST)
    assert [fact.subject for fact in found] == ["", "我国", "", "全国铁路"]
    assert {fact.place for fact in found} == {""}


def test_numbered_lines_about_one_thing_go_on_about_it() -> None:
    copy = "青禾公司2023年报\n经营情况如下：\n1.营业收入12亿元；\n2.净利润3亿元；\n3.员工80人；\n4.门店9家。"
    assert {fact.subject for fact in figures_of(copy)} == {"青禾公司"}
