from __future__ import annotations

from ecodesk.domain.findings import Verdict
from tests.unit.checking.copydesk import check, of_kind, verdicts


def test_a_part_behind_of_which_holds() -> None:
    [finding] = of_kind(check("全乡有水井[[26处]]，其中[[7处]]水质不好。"), "part-whole")
    assert finding.verdict is Verdict.HOLDS
    assert "7处 ≤ 26处" in finding.formula


def test_a_part_larger_than_its_whole_fails() -> None:
    assert verdicts("全乡有水井[[26处]]，其中[[62处]]水质不好。", "part-whole") == [Verdict.FAILS]


def test_the_whole_may_stand_before_another_part() -> None:
    text = "代表团有[[65名]]运动员和[[8名]]教练员，其中冠军[[59名]]。"
    assert verdicts(text, "part-whole") == [Verdict.HOLDS]


def test_rates_and_daily_peaks_are_no_parts() -> None:
    assert verdicts("单日客流保持在[[1700人]]以上，其中周六达[[2144人]]。", "part-whole") == []
    assert verdicts("出口增长[[5%]]，其中灯具增长[[20%]]。", "part-whole") == []


def test_words_alone_tie_a_part_to_its_whole() -> None:
    text = "村里的森林面积[[9000余亩]]，竹林[[近4000亩]]。"
    assert verdicts(text, "part-whole") == [Verdict.HOLDS]
    assert verdicts("村里的森林面积[[4000亩]]，竹林[[9000亩]]。", "part-whole") == [Verdict.QUERY]


def test_counts_of_other_things_are_no_parts() -> None:
    assert verdicts("建成园区[[3个]]，入驻企业[[120家]]，其中规上企业[[40个]]。", "part-whole") == []


def test_a_share_above_one_hundred_fails_but_growth_may() -> None:
    assert verdicts("产品合格率达[[105%|indicator=合格率]]。", "share-limit") == [Verdict.FAILS]
    assert verdicts("产品合格率达[[99.5%|indicator=合格率]]。", "share-limit") == []
    assert verdicts("产量同比增长[[105%|measure=change]]。", "share-limit") == []


def test_a_printed_share_is_recomputed() -> None:
    [finding] = of_kind(check("全市有学校[[33000人]]参加，其中女生[[18000人]]，占[[约56%]]。"), "part-whole")
    assert finding.verdict is Verdict.HOLDS
    [share] = of_kind(check("参加者[[33000人]]，女生[[18000人]]，占[[56%]]。"), "share")
    assert share.verdict is Verdict.FAILS
    assert "54.55%" in share.formula
    assert verdicts("参加者[[33000人]]，女生[[18000人]]，占[[54.5%]]。", "share") == [Verdict.HOLDS]


def test_two_parts_with_shares_of_their_own_are_not_divided() -> None:
    assert verdicts("甲国客商[[13万人]]，占[[65.6%]]，乙国客商[[4.1万人]]，占[[20.8%]]。", "share") == []


def test_two_parts_of_one_whole_must_lead_to_one_whole() -> None:
    text = "甲国管道[[41.2万公里]]，占世界总里程的[[35%]]；乙国管道[[8.6万公里]]，占世界总里程的[[6%]]。"
    [finding] = of_kind(check(text), "same-whole")
    assert finding.verdict is Verdict.FAILS
    assert "117.71万公里" in finding.explanation
    assert "143.33万公里" in finding.explanation
    fitting = text.replace("[[6%]]", "[[7.3%]]")
    assert verdicts(fitting, "same-whole") == [Verdict.HOLDS]
