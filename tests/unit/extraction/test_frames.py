"""Each manner of saying a figure: what is measured, and of what."""

from __future__ import annotations

import pytest

from tests.unit.extraction.helpers import figures_of

SAID = [
    # level: noun phrase, verb and object, light verbs
    ("青禾集团实现营业收入12亿元。", [("青禾集团", "营业收入")]),
    ("全年累计繁育云杉22万株。", [("", "累计繁育云杉株数")]),
    # changes go on about the figure before
    ("青禾集团营业收入12亿元，同比增长8%。", [("青禾集团", "营业收入"), ("青禾集团", "营业收入同比增长")]),
    ("结案率为98%，比上年提高3个百分点。", [("", "结案率"), ("", "结案率比上年提高")]),
    ("采矿业增加值增长2.4%，制造业增长6.5%。", [("", "采矿业增加值增长"), ("", "制造业增加值增长")]),
    # shares
    ("研发投入3亿元，占营业收入的6%。", [("", "研发投入"), ("", "研发投入占营业收入比重")]),
    # things counted, had and given
    ("青禾集团推进38个技改项目。", [("青禾集团", "推进技改项目数")]),
    ("青禾集团获得2.1亿元的专项贷款。", [("青禾集团", "专项贷款")]),
    ("县里下达5亿元专项资金。", [("", "下达专项资金")]),
    ("洪水造成13人死亡、57人受伤。", [("洪水", "死亡人数"), ("洪水", "受伤人数")]),
    ("老城一栋住宅楼遭到袭击，造成9人死亡。", [("老城一栋住宅楼遭到袭击", "死亡人数")]),
    # lists
    ("全年新增研发机构15家、科技企业20家。", [("", "新增研发机构数"), ("", "新增科技企业数")]),
    ("红星玻璃、白水纸业等5家企业获评绿色工厂。", [("", "获评绿色工厂企业数")]),
    ("机电产品、农产品分别出口14亿元、3亿元。", [("", "机电产品出口"), ("", "农产品出口")]),
    ("铁路、民航客运量分别达5亿人次和9千万人次。", [("", "铁路客运量"), ("", "民航客运量")]),
    # the noun that a number adorns
    ("江边有一处占地七八亩的水塘。", [("水塘", "占地面积")]),
    # ages, spans of time, ranks, scores
    ("19岁的周可昕夺冠。", [("周可昕", "年龄")]),
    ("白水河水质连续8年保持为Ⅱ类。", [("白水河", "水质连续保持为Ⅱ类年数"), ("白水河", "水质")]),
    ("“白水脐橙”在全国品牌价值中位列第20名。", [("白水脐橙", "全国品牌价值排名")]),
    ("红星队以3比0战胜对手。", [("红星队", "比分")]),
    # what money was paid for, and what a share goes to
    ("青禾集团以1.3亿元竞得经营权。", [("青禾集团", "竞得经营权金额")]),
    ("收益的20%用于村集体发展。", [("", "用于村集体发展的比例")]),
    ("85%的农户种茶。", [("", "农户种茶比例")]),
    # the same indicator again
    ("村集体收入由41万元增长至334万元。", [("", "村集体收入"), ("", "村集体收入")]),
]


@pytest.mark.parametrize(("text", "labels"), SAID, ids=[text for text, _ in SAID])
def test_a_manner_of_saying(text, labels):
    assert [(fact.subject, fact.indicator) for fact in figures_of(text)] == labels


def test_a_bare_noun_points_back_to_the_name():
    facts = figures_of("海岳机电股份有限公司发布年报。报告期内，公司实现净利润5亿元。该公司有员工600人。")
    assert {fact.subject for fact in facts} == {"海岳机电股份有限公司"}


def test_who_only_reports_is_not_the_subject():
    fact = figures_of("商务部发布数据，我国网上零售额达7万亿元。")[0]
    assert fact.subject == "我国"


def test_what_somebody_starts_is_spoken_of_next():
    fact = figures_of("县里随后启动白水河综合治理工程，首期投入4900万元。")[0]
    assert (fact.subject, fact.indicator) == ("白水河综合治理工程", "首期投入")


def test_a_private_use_character_in_copy_does_no_harm():
    facts = figures_of("青禾镇\ue000产茶12万吨，产值\ue0003亿元。")
    assert [fact.value for fact in facts] == ["120000", "300000000"]
