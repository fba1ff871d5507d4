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
    # places that no table has
    ("青禾县酥梨种植面积达3万亩。", [("青禾县", "酥梨种植面积")]),
    ("青禾港集装箱吞吐量120万标箱。", [("青禾港", "集装箱吞吐量")]),
    # what was done, to whom, and what it caused, in one clause
    ("甲国军队空袭住宅致66人死亡。", [("甲国军队空袭", "死亡人数")]),
    ("暴雨引发山洪造成13人死亡。", [("暴雨", "死亡人数")]),
    # a verb inside the noun that is counted
    ("青禾集团发布11项智能制造国家标准。", [("青禾集团", "发布智能制造国家标准数")]),
    ("青禾集团启动3个跨境投融资便利化试点。", [("青禾集团", "启动跨境投融资便利化试点数")]),
    ("洪水造成13人死亡、57人受伤。", [("洪水", "死亡人数"), ("洪水", "受伤人数")]),
    ("老城一栋住宅楼遭到袭击，造成9人死亡。", [("老城一栋住宅楼遭到袭击", "死亡人数")]),
    # lists
    ("全年新增研发机构15家、科技企业20家。", [("", "新增研发机构数"), ("", "新增科技企业数")]),
    ("红星玻璃、白水纸业等5家企业获评绿色工厂。", [("", "获评绿色工厂企业数")]),
    ("机电产品、农产品分别出口14亿元、3亿元。", [("", "机电产品出口额"), ("", "农产品出口额")]),
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
    # what is told of the noun behind, how far something is or has come, how long it may take
    ("距离地球约400公里的中国空间站迎来新年。", [("中国空间站", "距离地球")]),
    ("火星距离地球2亿公里。", [("火星", "距离地球")]),
    ("南方早稻育秧已过半。", [("南方早稻", "育秧进度")]),
    ("潜水员要在5分钟内进入减压舱。", [("潜水员", "进入减压舱时限")]),
    ("今年是青禾大学成立75周年。", [("青禾大学", "成立周年数")]),
    ("青禾县发生6.4级地震。", [("青禾县地震", "震级")]),
    ("青禾集团平均亩产是周边农户的1.6倍。", [("青禾集团", "平均亩产相当于周边农户的倍数")]),
    ("青禾集团已完成整体工程的60%。", [("青禾集团", "完成整体工程的比例")]),
    ("从大理到漾濞的车程缩短到40分钟。", [("大理到漾濞", "车程")]),
    (
        "青禾集团对越南、印度出口分别增长22%和18%。",
        [("青禾集团", "对越南出口增长"), ("青禾集团", "对印度出口增长")],
    ),
    ("抽检样品300批次，不合格58批次。", [("", "抽检样品批次"), ("", "不合格批次")]),
    ("青禾队年龄最小的28岁。", [("青禾队", "最小年龄")]),
    # who has it, what a price is for, two counts of one verb
    ("当地纺织企业的生产效率提升20%。", [("纺织企业", "生产效率提升")]),
    ("粳稻最低收购价为每吨2620元。", [("", "粳稻最低收购价")]),
    ("青禾集团已通达25个国家223个城市。", [("青禾集团", "通达国家数"), ("青禾集团", "通达城市数")]),
    ("青禾集团要赶在节前将20根钢管桩全部拆除。", [("青禾集团", "拆除钢管桩数")]),
    ("青禾集团培育了421家智能制造示范工厂。", [("青禾集团", "培育智能制造示范工厂数")]),
    ("甲国军队空袭多个地区，造成至少16人死亡。", [("甲国军队空袭", "死亡人数")]),
    ("白水山区发生雪崩，导致两名登山者死亡。", [("白水山区雪崩", "死亡登山者数")]),
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


def test_a_document_is_what_its_measures_are_of():
    fact = figures_of("青禾县制定《营商环境行动方案》，提出88项任务。")[0]
    assert fact.subject == "《营商环境行动方案》"


def test_what_the_headline_opens_with_and_the_copy_repeats_is_a_name():
    facts = figures_of(
        "金穗农机去年利润下滑\n4月10日，金穗农机披露年报。全年营业收入31亿元。\n年末员工5214人。"
    )
    assert {fact.subject for fact in facts} == {"金穗农机"}


def test_who_only_acts_for_the_event_is_not_the_subject():
    facts = figures_of("2024白水马拉松鸣枪，2万人参赛。组委会备下香蕉1.2万根。")
    assert facts[1].subject == "2024白水马拉松"


@pytest.mark.parametrize(
    ("text", "subject", "indicator"),
    [
        ("北京、天津、石家庄等地最高气温在14℃左右。", "北京、天津、石家庄等地", "最高气温"),
        ("第七届数字中国建设峰会设置10场论坛。", "第七届数字中国建设峰会", "设置论坛场数"),
    ],
)
def test_lists_of_places_and_editions(text, subject, indicator):
    fact = figures_of(text)[0]
    assert (fact.subject, fact.indicator) == (subject, indicator)


def test_a_person_behind_what_he_is():
    facts = figures_of("青禾队夺冠。选手谢志明拿下18分。外援桑德拉、选手周可昕各得9分。")
    assert facts[0].subject == "谢志明"
    assert all(fact.subject != "桑德拉" for fact in facts)


def test_where_a_reporter_goes_is_spoken_of():
    fact = figures_of("走进青禾博物馆，馆藏文物3万件。")[0]
    assert fact.subject == "青禾博物馆"
