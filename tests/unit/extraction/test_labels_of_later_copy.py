"""Lists behind a comma, parts of a game, what money is spent on, people by what they are, days and venues."""

from __future__ import annotations

import pytest

from tests.unit.extraction.helpers import figures_of


def labels(text: str) -> list[str]:
    """Every figure of a text as "written: subject | indicator"."""
    return [f"{fact.text}: {fact.subject} | {fact.indicator}" for fact in figures_of(text)]


@pytest.mark.parametrize(("text", "wanted"), [
    ("一、二、三产业增加值分别增长3.7%、6.1%和4.8%。",
     ["3.7%:  | 第一产业增加值增长", "6.1%:  | 第二产业增加值增长", "4.8%:  | 第三产业增加值增长"]),
    ("其中，第一产业、第二产业，以及居民生活用电量分别增长5%、4%和3%。",
     ["5%:  | 第一产业用电量增长", "4%:  | 第二产业用电量增长", "3%:  | 居民生活用电量增长"]),
    ("青禾县进出口120亿元，规模创历史新高，同比增长5.9%。",
     ["120亿元: 青禾县 | 进出口额", "5.9%: 青禾县 | 进出口额同比增长"]),
    ("累计建成1200多个县级公共寄递服务中心。", ["1200多个:  | 累计建成县级公共寄递服务中心数"]),
    ("水质跌至Ⅴ类。", ["Ⅴ类:  | 水质"]),
    ("失误率降到了8%。", ["8%:  | 失误率"]),
    ("男单半决赛，选手陈某2比4不敌对手。", ["2比4: 陈某 | 男单半决赛比分"]),
    ("总比分2比1。", ["2比1:  | 总比分"]),
    ("首节龙城队落后11分。", ["11分: 龙城队 | 首节落后分差"]),
    ("青禾县今年投入860万元升级监测平台。", ["860万元: 青禾县 | 升级监测平台投入"]),
    ("雄安1000千伏特高压变电站扩建工程投运。", ["1000千伏: 雄安特高压变电站扩建工程 | 电压等级"]),
    ("会议出现7次失误。", ["7次: 会议 | 失误次数"]),
])
def test_what_is_measured(text: str, wanted: list[str]) -> None:
    assert labels(text) == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("茶农周永福今年卖了23斤茶。", ["23斤: 周永福 | 卖茶"]),
    ("梨园里，叶建忠正摘梨。他家种了23亩。", ["23亩: 叶建忠 | 种面积"]),
    ("青禾县高村中学开学。学校有学生960人。", ["960人: 高村中学 | 学生人数"]),
    ("大型汽车运输船在码头首航。该船长200米。", ["200米: 大型汽车运输船 | 长度"]),
    ("其中东北地区超5000万吨。", ["超5000万吨: 东北地区 | "]),
    ("《新型城镇化行动计划》印发。《行动计划》出台。《行动计划》提出19项任务。",
     ["19项: 《新型城镇化行动计划》 | 提出任务数"]),
])
def test_who_is_told_of(text: str, wanted: list[str]) -> None:
    assert labels(text) == wanted


@pytest.mark.parametrize(("text", "place"), [
    ("国家主席在北京人民大会堂会见客人。中方介绍，56个民族团结一心。", ""),
    ("疫情升溫\n〔記者林某／台北報導〕衛生部門昨公布，上周就診1萬人次。", ""),
    ("本港出口升溫\n政府昨日公布，5月出口貨值4341億元。", "香港特別行政區"),
    ("俄罗斯举行会议。俄防空部队击落105架无人机。", ""),
])
def test_places_that_only_seem_to_be_told(text: str, place: str) -> None:
    assert [fact.place for fact in figures_of(text)] == [place]


@pytest.mark.parametrize(("text", "period"), [
    ("6月28日，大桥通车。来自各地的志愿者有3000多人。", ""),
    ("6月28日，展会开幕。参展企业有300家。", "2025-06-28"),
    ("截至6月28日，青禾县共有企业20家。农村企业8家。", "2025-06-28"),
    ("累计出渣约260万立方米。", ""),
])
def test_days_that_are_carried_on(text: str, period: str) -> None:
    assert figures_of(text)[-1].period == period
