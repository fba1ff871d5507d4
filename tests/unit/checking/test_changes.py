from __future__ import annotations

import pytest

from ecodesk.domain.findings import Verdict
from tests.unit.checking.copydesk import check, of_kind, verdicts


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("村里收入由[[52万元]]增长至[[410万元]]。", Verdict.HOLDS),
        ("浓度从[[48毫克每立方米]]降至[[12毫克每立方米]]。", Verdict.HOLDS),
        ("村里收入由[[41万元]]下降至[[334万元]]。", Verdict.FAILS),
        ("2001年覆盖率[[31%]]，2024年升至[[47%]]。", Verdict.HOLDS),
        ("2001年覆盖率[[47%]]，2024年升至[[31%]]。", Verdict.FAILS),
    ],
)
def test_the_verb_agrees_with_the_direction(text: str, verdict: Verdict) -> None:
    assert verdicts(text, "from-to-direction") == [verdict]


def test_the_formula_gives_difference_and_ratio() -> None:
    [finding] = of_kind(check("收入由[[40万元]]增长至[[100万元]]。"), "from-to-direction")
    assert finding.formula == "100万元 − 40万元 = 60万元；100万元 ÷ 40万元 = 2.5倍"


@pytest.mark.parametrize(
    "text",
    [
        "票价从[[40元]]到[[100元]]不等。",
        "定位精度从[[10米]]提升到[[1米]]。",
        "名次从[[第9名|unit=名|measure=rank|value=9]]上升到[[第3名|unit=名|measure=rank|value=3]]。",
    ],
)
def test_ranges_ranks_and_precision_have_no_direction(text: str) -> None:
    assert verdicts(text, "from-to-direction") == []


def test_a_difference_in_points_is_recomputed() -> None:
    [finding] = of_kind(check("发病率由[[20.8%]]降至[[18.2%]]，下降[[3.6个百分点]]。"), "from-to-amount")
    assert finding.verdict is Verdict.FAILS
    assert finding.suggestion is not None
    assert finding.suggestion.text == "2.6个百分点"
    assert verdicts("发病率由[[20.8%]]降至[[18.2%]]，下降[[2.6个百分点]]。", "from-to-amount") == [
        Verdict.HOLDS
    ]


@pytest.mark.parametrize(
    ("saved", "verdict"), [("22吨", Verdict.HOLDS), ("20吨", Verdict.FAILS), ("21吨", Verdict.FAILS)]
)
def test_three_papers_and_one_subtraction(saved: str, verdict: Verdict) -> None:
    [found] = verdicts(f"排放由[[79.69吨]]降到[[58吨]]，减少[[{saved}]]。", "from-to-amount")
    assert found is verdict


def test_the_change_of_a_share_is_in_points() -> None:
    [finding] = of_kind(check("普及率由[[65%]]提高到[[82%]]，上升[[17%|measure=change]]。"), "percent-points")
    assert finding.verdict is Verdict.FAILS
    assert finding.suggestion is not None
    assert finding.suggestion.text == "17个百分点"


def test_a_relative_change_of_a_share_is_right_too() -> None:
    text = "普及率由[[50%]]提高到[[60%]]，提高[[20%|measure=change]]。"
    assert verdicts(text, "from-to-amount") == [Verdict.HOLDS]
    assert verdicts(text, "percent-points") == []


def test_increased_by_is_not_increased_to() -> None:
    [finding] = of_kind(check("存栏由[[300头]]增加到[[600头]]，增加了[[2倍]]。"), "increase-by-to")
    assert finding.verdict is Verdict.FAILS
    assert finding.suggestion is not None
    assert finding.suggestion.text == "1倍"
    assert verdicts("存栏由[[300头]]增加到[[600头]]，增加了[[1倍]]。", "from-to-amount") == [Verdict.HOLDS]


def test_doublings_are_powers_of_two() -> None:
    text = "产量由[[3.6万吨]]增长到[[7.2万吨]]，[[翻两番|value=4|unit=倍|measure=multiple]]。"
    assert verdicts(text, "doubling") == [Verdict.FAILS]
    fitting = "产量由[[3.6万吨]]增长到[[7.2万吨]]，[[翻一番|value=2|unit=倍|measure=multiple]]。"
    assert verdicts(fitting, "doubling") == [Verdict.HOLDS]


def test_a_decrease_is_never_a_multiple() -> None:
    [finding] = of_kind(check("单价由[[15元]]降到[[3.2元]]，降低[[4倍]]。"), "decrease-times")
    assert finding.verdict is Verdict.FAILS
    assert finding.suggestion is not None
    assert finding.suggestion.text == "78.67%"
    assert verdicts("能耗下降[[3倍]]。", "decrease-times") == [Verdict.FAILS]
    assert verdicts("票价最低[[3折|measure=multiple]]。", "decrease-times") == []


def test_a_rate_of_another_base_is_not_recomputed() -> None:
    assert (
        verdicts(
            "收入由2017年的[[40万元]]增长至2023年的[[100万元]]，同比增长[[9%|measure=change]]。",
            "from-to-amount",
        )
        == []
    )


def test_percentages_of_two_things_are_not_compared() -> None:
    assert (
        verdicts(
            "国内增长[[30.5%|measure=change]]，国外同比增长[[108.6%|measure=change]]，提高[[12.1个百分点]]。",
            "from-to-amount",
        )
        == []
    )


def test_total_growth_and_rate_agree() -> None:
    assert verdicts(
        "全年接待[[4800万人次]]，比上年增加[[800万人次]]，增长[[20%|measure=change]]。", "increment"
    ) == [Verdict.HOLDS]
    [finding] = of_kind(
        check("全年接待[[4800万人次]]，比上年增加[[800万人次]]，增长[[30%|measure=change]]。"), "increment"
    )
    assert finding.verdict is Verdict.FAILS
    assert finding.formula == "800万人次 ÷ (4800万人次 − 800万人次) = 20%"


def test_the_difference_is_proposed_as_precisely_as_it_was_printed() -> None:
    [finding] = of_kind(check("排放由[[79.69吨]]降到[[58吨]]，减少[[20吨]]。"), "from-to-amount")
    assert finding.formula.startswith("79.69吨 − 58吨 = 21.69吨")
    assert finding.suggestion is not None
    assert (finding.suggestion.text, finding.suggestion.value) == ("22吨", "22")
