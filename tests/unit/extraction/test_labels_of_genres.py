"""Subjects and indicators in the ways of statistics, company results, ports, hospitals and sport."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ecodesk.domain.text import Block, BlockKind, CleanText, OffsetMap, Span
from ecodesk.extraction import extract
from tests.unit.extraction.helpers import article_of, figures_of


def labels(text: str) -> list[str]:
    """Every figure of a text as "written: subject | indicator"."""
    return [f"{fact.text}: {fact.subject} | {fact.indicator}" for fact in figures_of(text)]


@pytest.mark.parametrize(("text", "wanted"), [
    ("贵州居民人均可支配收入7986元，同比名义增长5.6%，扣除价格因素实际增长5.9%。",
     ["7986元: 贵州省 | 居民人均可支配收入", "5.6%: 贵州省 | 居民人均可支配收入同比名义增长",
      "5.9%: 贵州省 | 居民人均可支配收入实际增长"]),
    ("青海居民人均可支配收入5万元。按常住地分，城镇居民6万元，农村居民3万元。",
     ["5万元: 青海省 | 居民人均可支配收入", "6万元: 青海省 | 城镇居民人均可支配收入",
      "3万元: 青海省 | 农村居民人均可支配收入"]),
    ("上个月我省对欧盟、日本分别出口48亿元和21亿元，分别下降3.1%、增长6%。",
     ["48亿元: 我省 | 对欧盟出口额", "21亿元: 我省 | 对日本出口额", "3.1%: 我省 | 对欧盟出口额下降",
      "6%: 我省 | 对日本出口额增长"]),
    ("青海粮食产量70万吨，连续5年稳定在65万吨以上。",
     ["70万吨: 青海省 | 粮食产量", "5年: 青海省 | 粮食产量连续稳定在65万吨以上年数",
      "65万吨以上: 青海省 | 粮食产量连续稳定在65万吨以上年数"]),
    ("河南8500多万亩小麦进入收割高峰。", ["8500多万亩: 河南省 | 进入收割高峰小麦面积"]),
    ("黄羊种群由上世纪90年代末的6万到7万只，恢复到现在的30多万只。",
     ["6万到7万只:  | 黄羊种群只数", "30多万只:  | 黄羊种群只数"]),
])
def test_statistics(text, wanted):
    assert labels(text) == wanted


def test_who_publishes_accounts_is_what_the_copy_is_about():
    text = "星桥科技10月28日晚披露三季报，前三季度公司实现营业收入86亿元，同比增长21%。毛利率35%。"
    assert labels(text) == ["86亿元: 星桥科技 | 营业收入", "21%: 星桥科技 | 营业收入同比增长",
                            "35%: 星桥科技 | 毛利率"]


def test_what_a_company_announces_is_about_it():
    text = "恒远股份11月5日晚间发布公告称，拟投资12亿元建设电池项目。项目建设期24个月。"
    assert labels(text) == ["12亿元: 恒远股份 | 投资", "24个月: 恒远股份 | 建设期"]


@pytest.mark.parametrize(("text", "wanted"), [
    ("中国汽车工业协会今天公布，10月新能源汽车产销量分别完成97万辆和95万辆。",
     ["97万辆: 全国 | 新能源汽车产量", "95万辆: 全国 | 新能源汽车销量"]),
    ("国家统计局今天发布数据，10月份，社会消费品零售总额45396亿元。",
     ["45396亿元: 全国 | 社会消费品零售总额"]),
])
def test_bodies_of_the_country(text, wanted):
    assert labels(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("存贷比74.4%。", ["74.4%:  | 存贷比"]),
    ("手术占比达61.3%。", ["61.3%:  | 手术占比"]),
    ("今年1至8月，我国有148部电视剧、网络剧获得发行许可。",
     ["148部: 我国 | 获得发行许可电视剧、网络剧数"]),
    ("医护人员共3650人。", ["3650人:  | 医护人员数"]),
    ("客户遍布40多个国家。", ["40多个:  | 客户遍布国家数"]),
    ("地铁2号线每15分钟一班。", ["15分钟:  | 地铁2号线间隔"]),
])
def test_what_is_measured(text, wanted):
    assert labels(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("海星队以61分排名第二，落后榜首3分。", ["61分: 海星队 | 积分", "第二: 海星队 | 积分排名",
                                  "3分: 海星队 | 落后分差"]),
    ("男子组，本地选手谢志明以1小时04分11秒率先撞线。", ["1小时04分11秒: 谢志明 | 成绩"]),
])
def test_sport(text, wanted):
    assert labels(text) == wanted


def test_what_happened_is_spoken_of_by_its_last_word():
    text = ("土耳其南部6日发生7.8级地震。截至7日晚，地震已造成5894人死亡。"
            "以军在加沙地带的军事行动造成88人死亡。")
    assert labels(text) == ["7.8级: 土耳其南部地震 | 震级", "5894人: 土耳其南部地震 | 死亡人数",
                            "88人: 以军军事行动 | 死亡人数"]


def test_sessions_are_no_figures():
    assert labels("要落实中共二十届三中全会精神。") == []


@pytest.mark.parametrize(("text", "wanted"), [
    ("据石川县政府公布的数据，该县能登地区的强震已造成至少84人死亡。",
     ["至少84人: 能登地区强震 | 死亡人数"]),
    ("贝鲁特今天凌晨再次遭以军空袭，黎公共卫生部称，袭击造成至少6人死亡。",
     ["至少6人: 以军空袭 | 死亡人数"]),
    ("台风“海葵”继续影响日本多地，已在日本造成4人死亡。", ["4人: 台风“海葵” | 死亡人数"]),
])
def test_events(text, wanted):
    assert labels(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("今天发行20年期国债。", ["20年: 国债 | 期限"]),
    ("黄淮海地区秋粮已收过八成。", ["过八成: 黄淮海地区秋粮 | 收进度"]),
    ("我国西部地区进出口1.25万亿元。", ["1.25万亿元: 我国西部地区 | 进出口额"]),
    ("甘肃印发实施方案，从要素匹配等4方面提出保障举措。", ["4方面: 甘肃省 | 提出保障举措方面数"]),
    ("拟每10股派现1.8元。", ["1.8元:  | 每10股派现"]),
])
def test_terms_progress_and_regions(text, wanted):
    assert labels(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("上海开展1000多项促消费活动。", ["1000多项: 上海市 | 开展促消费活动数"]),
    ("龙龙高铁起自福建省龙岩市，终至河源市龙川县，线路全长290公里。", ["290公里: 龙龙高铁 | 线路全长"]),
    ("山东淄博市淄川区的惠民农商银行发放贷款15亿元。", ["15亿元: 惠民农商银行 | 发放贷款"]),
    ("海尔智家上半年营业收入1356亿元。", ["1356亿元: 海尔智家 | 营业收入"]),
    ("教师318名，占全体教师的23%。", ["318名:  | 教师数", "23%:  | 教师占全体教师比重"]),
    ("吉林省秋粮收获已过九成。", ["过九成: 吉林省秋粮 | 收获进度"]),
    ("公司毛利率由20%调整为25%。", ["20%:  | 毛利率", "25%:  | 毛利率"]),
    ("我国数据产业有望保持20%以上年均增速。", ["20%以上: 我国数据产业 | 年均增速"]),
])
def test_wording(text, wanted):
    assert labels(text) == wanted


def test_partners_of_trade_are_no_place():
    figures = figures_of("上个月浙江对美国、欧盟、日本分别出口52亿元、48亿元和21亿元。")
    assert {fact.place for fact in figures} == {"浙江省"}


def test_an_item_of_a_digest_takes_nothing_from_the_item_before():
    lines = ["国内快讯", "青海新建学校", "青海今年新建学校12所。", "航线燃油费下调",
             "成人旅客每航段收取10元。",
             "剧目展演", "展演汇集剧目40部。"]
    text = "\n".join(lines)
    kinds = [BlockKind.TITLE, *[BlockKind.HEADING, BlockKind.BODY] * 3]
    starts = [text.index(line) for line in lines]
    blocks = tuple(Block(kind, Span(start, start + len(line)))
                   for kind, start, line in zip(kinds, starts, lines, strict=True))
    clean = CleanText(text, OffsetMap.identity(len(text)), blocks=blocks)
    facts = extract(replace(article_of(text), clean=clean))
    assert [(fact.text, fact.place) for fact in facts] == [("12所", "青海省"), ("10元", ""), ("40部", "")]
    assert facts[1].subject != "青海省"


@pytest.mark.parametrize(("text", "wanted"), [
    ("我国以保税物流方式进出口2.96万亿元。", ["2.96万亿元: 我国 | 保税物流方式进出口额"]),
    ("青海城乡居民收入比为2.03，比上年缩小0.05。",
     ["2.03: 青海省 | 城乡居民收入比", "0.05: 青海省 | 城乡居民收入比比上年缩小"]),
    ("日本总和生育率1.15。", ["1.15: 日本 | 总和生育率"]),
    ("乌空军击落一架战机。这是一架新飞机。", ["一架: 乌空军 | 击落战机数"]),
])
def test_ways_of_trade_rates_and_what_is_struck(text, wanted):
    assert labels(text) == wanted
