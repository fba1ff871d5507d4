"""Time, place and modality by what the words around a figure do."""

from __future__ import annotations

import pytest

from ecodesk.domain.facts import Modality
from tests.unit.extraction.helpers import figures_of

DAY = "2024-06-20"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # the day on which something happened is told
        ("某国国防部19日称，防空部队击落3架无人机。", ["2024-06-19"]),
        ("据当地媒体18日报道，当天的洪水造成5人死亡。", ["2024-06-18"]),
        # forecasts, spans over days, and what points ahead
        ("预计明后两天，北部最高气温达30℃。", ["2024-06-21/2024-06-22"]),
        ("18日夜间到19日，降雨造成7人受伤。", ["2024-06-18/2024-06-19"]),
        ("隧道计划于2025年通车，届时开车只需15分钟。", ["2025"]),
        # what is compared with does not govern
        ("二季度增长7.4%，较一季度和去年四季度分别高2.5个、5.7个百分点。", ["2024-04/2024-06"] * 3),
        # a figure of the heading is told again below
        ("收购量突破1000万吨\n截至6月13日，收购量突破1000万吨。", ["2024-06-13"] * 2),
        # 上年 is the year before the one told of, 年末 the last day of that; neither is the article's own
        ("2022年收入3亿元。年末职工由上年末的80人增至90人。", ["2022", "2021-12-31", "2022-12-31"]),
        ("2022年出生60万人。同年死亡70万人。", ["2022"] * 2),
        # how things stand now holds for its own sentence
        ("如今，每天发出包裹300件。公司有职工80人。", [DAY, ""]),
        ("今夏用电量30亿千瓦时。", ["2024"]),
        ("首季外贸增长5%\n一季度，外贸同比增长5.2%。", ["2024-01/2024-03"] * 2),
        ("甲国5日通报，5月下旬以来的洪水造成5人死亡。", ["2024-06-05"]),
        ("2019年以来，累计投入3亿元。", ["2019/2024"]),
        # a forecast of a whole year is of the copy's own, unless its sentence names another
        ("上半年营收12亿元。公司预计全年营收25亿元。", ["2024-01/2024-06", "2024"]),
        ("2023年营收12亿元。全年新增店铺5家。", ["2023", "2023"]),
        ("2025年计划建房3万套，全年力争投资20亿元。", ["2025", "2025"]),
        ("2023年投资3亿元，全年增长5%，完成计划目标。", ["2023", "2023"]),
        ("上半年净利2亿元，而上年同期是3亿元，降幅约三成。",
         ["2024-01/2024-06", "2023-01/2023-06", "2024-01/2024-06"]),
        ("发布2024年公报。年末企业486家。居民人均收入2万元。", ["2024-12-31", "2024"]),
        ("实现“到2030年零增长”目标，湿地面积8.45亿亩。", [""]),
        # statistics go on over paragraphs
        (
            "首季收入近八千元\n一季度收入7986元，同比增长5%。\n从来源看，工资4213元。\n合计占52.8%。",
            ["2024-01/2024-03"] * 5,
        ),
        # a report of a match
        (
            "16日，联赛第5轮，甲队客场以3比2战胜乙队。\n全场射门19次，现场观众2万人。下一轮甲队只要拿到1分。",
            ["2024-06-16"] * 3 + [""],
        ),
        # numbers of things are no days, years of titles no times
        ("1号支洞掘进3000米。", [""]),
        ("今年发布《年鉴（2023年）》，设展区5万平方米。", ["2024"]),
    ],
)
def test_time(text, wanted):
    assert [fact.period for fact in figures_of(text, DAY)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("目前河南收购超过300万吨，安徽、江苏收购超200万吨。", ["河南省", "安徽省、江苏省"]),
        ("甘肃基地开工，电力送往山东。年发电量68亿千瓦时。", ["甘肃省"]),
        ("青海海南州建成电站3座。", ["海南州"]),
        ("日本石川县发生地震，造成3人受伤。", ["石川县"]),
        ("某军24日对加沙地带北部加沙城发动空袭，造成3人死亡。", ["加沙城"]),
        ("今年是两国建交50周年。", [""]),
        ("小麦加工企业增加40家。", [""]),
        ("深圳49家银行上架103款产品。", ["深圳市", "深圳市"]),
        ("深圳创新集团营收3亿元。", [""]),
        ("印尼4月接待游客116万人次。", ["印尼"]),
        # heading and lead name the place of the article, a part of it named later is not that of the rest
        ("丹东大雪\n辽宁省丹东市降雪。\n宽甸县积雪深38厘米。\n停运公交36条。", ["宽甸县", "丹东市"]),
        ("商场开业\n民勤县的商场开业。\n员工80人。", ["民勤县"]),
        ("臺南市永康區的商場開幕，來客9萬人次。\n永康區人口23萬人。", ["永康區"] * 2),
        ("义乌外贸增长5%\n义乌市出口增长5%。\n东盟是大市场，出口690亿元。", ["义乌市"] * 3),
        ("东港受灾\n辽宁丹东市降雪。\n射洪被列为四川省12个试点县之一。", ["四川省"]),
        # how a team stands over a season has none
        ("联赛在泉州市举行。\n甲队积61分。", [""]),
        ("在日均气温18摄氏度的黑龙江漠河，游客很多。", ["漠河市"]),
    ],
)
def test_place(text, wanted):
    assert [fact.place for fact in figures_of(text, DAY)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("力争全省累计建成基站16万个，覆盖70%以上的村。", [Modality.PLANNED] * 2),
        ("届时车程可从40分钟缩短至15分钟。", [Modality.ACTUAL, Modality.PLANNED]),
        ("通过改造，500吨的门机将实现自动化。", [Modality.ACTUAL]),
        ("播种7600万亩，占预计面积的84%。", [Modality.ACTUAL] * 2),
    ],
)
def test_modality(text, wanted):
    assert [fact.modality for fact in figures_of(text, DAY)] == wanted


def test_a_county_named_shortly_is_one_where_the_word_is_nothing_else():
    (area,) = figures_of("巫山脆李种植面积30万亩。")
    assert (area.subject, area.indicator, area.place) == ("巫山脆李", "种植面积", "巫山县")
    (other,) = figures_of("祥云之间飞过3架飞机。")
    assert other.place == ""
