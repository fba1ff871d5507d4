"""Claims: what is one and what is a manner of speaking, its scope and its subject."""

from __future__ import annotations

import pytest

from ecodesk.domain.facts import Measure
from ecodesk.extraction import extract
from tests.unit.extraction.helpers import article_of


def claims_of(text):
    return [fact for fact in extract(article_of(text)) if fact.is_claim]


@pytest.mark.parametrize(("text", "words", "scope"), [
    ("这是全国首笔楠木贷款。", "全国首笔", "全国"),
    ("当地办成了我国首个跨省水权交易。", "我国首个", "全国"),
    ("这条隧道是世界最长的公路隧道。", "世界最长", "全球"),
    ("园区集聚了西部规模最大的光伏企业群。", "西部规模最大", "西部"),
    ("他们率先在全国推开这项改革，产量居全国第一。", "全国第一", "全国"),
    ("工艺达到国际领先水平。", "国际领先水平", "全球"),
    ("它是同类产品中唯一通过认证的，也是同行业首创。", "同行业首创", "同类"),
    ("全年客流量创历史新高。", "历史新高", "历史"),
    ("农业农村部首批名单公布。", "首批", "全国"),
    ("首批通过验收的国家级示范园挂牌。", "首批", "全国"),
    ("两地合建长三角首座跨省电站。", "长三角首座", "长三角"),
    ("它入选全国百强县。", "全国百强", "全国"),
    ("国产设备年产量首次突破千台。", "首次", ""),
    ("中国队以高分排名第一。", "第一", ""),
    ("这里建成全国产粮百强县之一。", "全国产粮百强县之一", "全国"),
])
def test_claims_and_their_scope(text, words, scope):
    assert (words, scope) in [(fact.text, fact.place) for fact in claims_of(text)]


@pytest.mark.parametrize("text", [
    "第一时间赶到现场，第一书记最后离开。", "首先要说的是，最近天气转凉。", "首都机场的旅客最多要等三小时。",
    "首席专家介绍了首套房贷款政策。", "滨江市第一人民医院和第一中学相邻。", "要尊重群众首创精神。",
    "最高人民法院发布通知，最低生活保障标准不变。", "第一季度开局平稳，第一产业增长。",
    "他最大限度地省水，最好的办法是滴灌。", "我国最高人民法院作出判决。",
    "这所“双一流”高校在招生。", "要放在首位，把好第一道关。", "推进国际化一流营商环境建设。",
    "首个比赛日结束了。",
    "中美关系是世界最重要的双边关系。", "首要任务是增收，首府的首届展会开幕。",
])
def test_manners_of_speaking_are_no_claims(text):
    assert [fact.text for fact in claims_of(text)] == []


@pytest.mark.parametrize(("text", "subject"), [
    ("荣丰猪作为世界八大优良猪种之一，肉质好。", "荣丰猪"),
    ("去年发布了中国首个榨菜指数平台。", "榨菜指数平台"),
    ("正在建设西部规模最大的高山康养度假产业带。", "高山康养度假产业带"),
    ("青岭茶厂入选全国首批示范单位。", "青岭茶厂"),
])
def test_of_whom_a_claim_is_made(text, subject):
    assert claims_of(text)[0].subject == subject


def test_all_the_city_is_the_city_the_copy_tells_of():
    (claim,) = claims_of("成都市近日披露，成都市的一家工厂建成全市首条氢能生产线。")
    assert claim.place == "成都市"


def test_the_same_words_may_be_a_rank_and_a_claim():
    facts = extract(article_of("该县茶叶产量位居全国第一位。"))
    assert {fact.measure for fact in facts} == {Measure.RANK, Measure.CLAIM}


def test_a_long_sentence_of_claims_takes_no_time():
    text = "全国首个，世界最大，" * 2000
    assert len(claims_of(text)) >= 2000
