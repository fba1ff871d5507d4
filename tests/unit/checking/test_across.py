from __future__ import annotations

from ecodesk.checking import check_across
from ecodesk.domain.facts import Fact
from ecodesk.domain.findings import Finding, Verdict
from tests.unit.checking.copydesk import facts_of


def across(*marked: str) -> list[Finding]:
    """Findings across texts, one article each."""
    facts: list[Fact] = []
    for number, text in enumerate(marked):
        facts += facts_of(text, f"copy{number}")[1]
    return check_across(facts)


def verdict_of(*marked: str) -> Verdict | None:
    """The verdict of the only group, None where nothing was grouped."""
    found = across(*marked)
    assert len(found) <= 1, found
    return found[0].verdict if found else None


LAKE = "白鹤湖湿地面积[[{}|subject=白鹤湖湿地|indicator=湿地面积]]，冬天鸟多。"
LAKE_TOO = "冬日里，白鹤湖湿地总面积达[[{}|subject=白鹤湖湿地|indicator=湿地总面积]]。"


def test_the_same_figure_in_other_words_is_the_same() -> None:
    [finding] = across(LAKE.format("12.35万亩"), LAKE_TOO.format("12.35万亩"))
    assert finding.verdict is Verdict.SAME
    assert {fact.document for fact in finding.facts} == {"copy0", "copy1"}
    assert "2篇" in finding.explanation


def test_a_hedged_figure_is_compatible_with_an_exact_one() -> None:
    assert verdict_of(LAKE.format("12.35万亩"), LAKE_TOO.format("超过12万亩")) is Verdict.ROUNDED


def test_swapped_digits_are_a_conflict_with_a_guess() -> None:
    [finding] = across(LAKE.format("12.35万亩"), LAKE_TOO.format("13.25万亩"))
    assert finding.verdict is Verdict.CONFLICT
    assert "颠倒" in finding.explanation
    assert "≠" in finding.formula


def test_a_lost_decimal_point_is_a_conflict() -> None:
    [finding] = across(LAKE.format("12.35万亩"), LAKE_TOO.format("123.5万亩"))
    assert finding.verdict is Verdict.CONFLICT
    assert "小数点" in finding.explanation


def test_near_values_of_one_subject_are_a_conflict_without_a_guess() -> None:
    [finding] = across(LAKE.format("12.35万亩"), LAKE_TOO.format("14.07万亩"))
    assert finding.verdict is Verdict.CONFLICT
    assert "像是" not in finding.explanation


def test_different_years_are_a_trend() -> None:
    early = "2019年，白鹤湖湿地保护率[[41.2%|subject=白鹤湖湿地|indicator=湿地保护率|period=2019]]。"
    late = "2024年，白鹤湖湿地保护率[[55.6%|subject=白鹤湖湿地|indicator=湿地保护率|period=2024]]。"
    [finding] = across(early, late)
    assert finding.verdict is Verdict.PERIOD
    assert "2019" in finding.explanation
    assert "2024" in finding.explanation


def test_years_told_by_words_alone_are_not_one_year() -> None:
    told = "白鹤湖湿地{}投资[[{}|subject=白鹤湖湿地|indicator=湿地投资]]。"
    assert verdict_of(told.format("去年", "120万元"), told.format("前年", "90万元")) is Verdict.PERIOD
    assert verdict_of(told.format("去年", "120万元"), told.format("上年", "90万元")) is Verdict.CONFLICT


def test_a_plan_and_a_fact_differ_in_scope() -> None:
    assert (
        verdict_of(LAKE.format("12.35万亩"), LAKE_TOO.format("14.07万亩|modality=planned")) is Verdict.SCOPE
    )


def test_different_places_are_never_compared() -> None:
    one = "云台山森林覆盖率达[[98.6%|subject=云台山|indicator=森林覆盖率|place=东山区]]。"
    two = "全市森林覆盖率达[[55%|subject=江南市|indicator=森林覆盖率|place=江南市]]。"
    assert verdict_of(one, two) is None


def test_different_indicators_are_never_compared() -> None:
    one = "绿谷平台登记减排量[[200万吨|subject=绿谷平台|indicator=登记量]]。"
    two = "绿谷平台累计交易量[[460万吨|subject=绿谷平台|indicator=交易量]]。"
    assert verdict_of(one, two) is None


def test_kinds_of_unit_are_never_mixed() -> None:
    one = "白鹤湖湿地投入[[1235万元|subject=白鹤湖湿地|indicator=投资]]。"
    two = "白鹤湖湿地投入[[1235人|subject=白鹤湖湿地|indicator=投入人数]]。"
    assert verdict_of(one, two) is None


def test_two_figures_of_one_article_need_a_third_document() -> None:
    text = LAKE.format("12.35万亩") + LAKE_TOO.format("12.35万亩")
    assert across(text) == []
    [finding] = across(text, LAKE.format("12.35万亩"))
    assert len(finding.facts) == 3


def test_running_totals_of_different_days_are_no_conflict() -> None:
    one = "今天，白鹤机场保障航班[[312班|subject=白鹤机场|indicator=保障航班]]。"
    two = "今天，白鹤机场保障航班[[287班|subject=白鹤机场|indicator=保障航班]]。"
    assert verdict_of(one, two) is None


def test_round_counts_are_not_tied_by_chance() -> None:
    one = "东镇修桥[[3座|subject=东镇|indicator=修桥]]，村民叫好。"
    two = "西乡建塔[[3座|subject=西乡|indicator=建塔]]，游人如织。"
    assert verdict_of(one, two) is None


def test_poor_labels_are_made_up_for_by_the_words() -> None:
    one = "如今带动了[[12余万|unit=户|subject=东岭|indicator=]]红薯种植户增收。"
    two = "红薯产业带动了[[12余万|unit=户|subject=|indicator=带动户数]]红薯种植户致富。"
    assert verdict_of(one, two) is Verdict.SAME


def test_names_of_places_keep_neighbours_apart() -> None:
    text = (
        "{}发展柑橘[[5000亩|subject=柑橘|indicator=发展面积]]，"
        "带动农户[[{}户|subject=柑橘|indicator=带动农户数]]。"
    )
    assert across(text.format("东镇", 800), text.format("西乡", 600)) == []


def test_a_value_of_many_digits_is_recognised_under_other_words() -> None:
    one = "白鹤湖国家湿地公园总面积[[1235.6公顷|subject=白鹤湖国家湿地公园|indicator=总面积]]。"
    two = "走进白鹤湖国家湿地公园，[[1235.6公顷|indicator=水面]]的水面上鸟飞鱼跃。"
    assert verdict_of(one, two) is Verdict.SAME


def test_an_agreement_and_a_trend_are_two_findings() -> None:
    one = (
        "红岩村集体经济收入由2018年的[[12万元|subject=红岩村|indicator=集体经济收入|period=2018]]"
        "增长到2023年的[[286万元|subject=红岩村|indicator=集体经济收入|period=2023]]。"
    )
    two = "2023年，红岩村集体经济收入[[286万元|subject=红岩村|indicator=集体经济收入|period=2023]]。"
    found = {finding.verdict: [fact.text for fact in finding.facts] for finding in across(one, two)}
    assert found[Verdict.SAME] == ["286万元", "286万元"]
    assert set(found[Verdict.PERIOD]) == {"12万元", "286万元"}


def test_labels_alone_tie_compatible_figures() -> None:
    one = (
        "山绿了，覆盖率从2001年的[[31%|subject=江南市|indicator=森林覆盖率|period=2001|place=江南市]]"
        "提升至2024年的[[47%|subject=江南市|indicator=森林覆盖率|period=2024|place=江南市]]。"
    )
    labels = "subject=江南市|indicator=森林覆盖率|period=2023-12-31|place=江南市"
    two = f"2023年末，江南市森林覆盖率[[47.06%|{labels}]]。"
    [finding] = across(one, two)
    assert finding.verdict is Verdict.PERIOD
    assert {"47%", "47.06%"} <= {fact.text for fact in finding.facts}


def test_a_thousand_articles_are_compared_in_seconds() -> None:
    towns = [chr(0x4E00 + 37 * number) + chr(0x5E00 + 11 * number) for number in range(1000)]
    texts = [
        f"{town}镇育苗[[{number + 10}万株|subject={town}镇|indicator=育苗]]，学校[[{number % 7 + 2}所]]。"
        for number, town in enumerate(towns)
    ]
    facts = [fact for number, text in enumerate(texts) for fact in facts_of(text, f"copy{number}")[1]]
    assert [finding for finding in check_across(facts) if finding.verdict is Verdict.CONFLICT] == []


def test_two_loans_of_one_amount_are_a_coincidence() -> None:
    one = "公司凭交易凭证获得[[2.1亿元|subject=青云公司|indicator=首笔同类绿色金融贷款]]贷款。"
    two = "全市落地[[2.1亿元|subject=江南市|indicator=林业碳汇预期收益权贷款]]贷款。"
    assert verdict_of(one, two) is None


def test_neighbouring_counts_and_opposite_bounds_are_not_compatible() -> None:
    assert Verdict.ROUNDED not in {
        finding.verdict
        for finding in across(
            "白鹤湖湿地登记鸟类[[221种|subject=白鹤湖湿地|indicator=鸟类]]。",
            "白鹤湖湿地登记鸟类[[222种|subject=白鹤湖湿地|indicator=鸟类]]。",
        )
    }
    below = "城区人口[[300万以下|unit=人|subject=城区|indicator=人口]]的城市放开落户。"
    above = "城区人口[[300万以上|unit=人|subject=城区|indicator=人口]]的城市放宽落户。"
    assert Verdict.ROUNDED not in {finding.verdict for finding in across(below, above)}
