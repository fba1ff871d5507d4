from __future__ import annotations

import pytest

from ecodesk.domain.findings import Verdict
from tests.unit.checking.copydesk import check, of_kind, verdicts


def test_parts_and_their_total_hold_with_the_formula() -> None:
    [finding] = of_kind(check("东段造价[[3120万元]]，西段造价[[4655万元]]，两段共计[[7775万元]]。"), "sum")
    assert finding.verdict is Verdict.HOLDS
    assert finding.formula == "3120万元 + 4655万元 = 7775万元"
    assert [fact.text for fact in finding.facts] == ["3120万元", "4655万元", "7775万元"]


def test_total_in_another_multiplier_without_a_total_word_holds() -> None:
    text = "林场估价[[2460万元]]，苗圃估价[[8110万元]]。一家公司出价[[1.057亿元]]拿下。"
    [finding] = of_kind(check(text), "sum")
    assert finding.verdict is Verdict.HOLDS
    assert "1.057亿元" in finding.formula


def test_a_rounded_total_holds_within_the_printed_precision() -> None:
    assert verdicts("一期[[1.24亿元]]，二期[[2.38亿元]]，合计[[3.6亿元]]。", "sum") == [Verdict.HOLDS]


def test_a_wrong_total_fails_and_shows_the_right_one() -> None:
    [finding] = of_kind(check("甲镇种茶[[1200亩]]，乙镇种茶[[800亩]]，合计[[2600亩]]。"), "sum")
    assert finding.verdict is Verdict.FAILS
    assert "2000亩" in finding.explanation
    assert "2600亩" in finding.explanation
    assert finding.tolerance.startswith("±")


def test_a_swapped_digit_in_one_part_is_guessed() -> None:
    [finding] = of_kind(check("甲库蓄水[[314万立方米]]，乙库蓄水[[220万立方米]]，共[[561万立方米]]。"), "sum")
    assert finding.verdict is Verdict.FAILS
    assert finding.suggestion is not None
    assert finding.suggestion.text == "341万立方米"
    assert "341万立方米" in finding.explanation


@pytest.mark.parametrize(
    "text",
    [
        "去年来了[[30人]]，今年来了[[50人]]，屋里有[[90人]]。",
        "每亩补[[200元]]，每户补[[500元]]，共发[[900元]]。",
        "种桃[[20亩]]，种梨[[30亩]]等，共[[70亩]]。",
        "收入[[5亿元]]，其中甲[[2亿元]]、乙[[1亿元]]。",
    ],
)
def test_figures_that_no_word_ties_are_left_alone(text: str) -> None:
    assert Verdict.FAILS not in verdicts(text, "sum")


def test_round_figures_do_not_add_up_by_accident() -> None:
    assert verdicts("村里有[[20亩]]桃园，[[30亩]]梨园，对岸有[[50亩]]荒地。", "sum") == []


def test_shares_that_divide_a_whole_hold() -> None:
    text = "这笔钱[[45%]]用于修路，[[35%]]用于护林，[[20%]]留给村里。"
    [finding] = of_kind(check(text), "percent-sum")
    assert finding.verdict is Verdict.HOLDS
    assert finding.formula == "45% + 35% + 20% = 100%"


def test_thirds_are_rounding() -> None:
    assert verdicts("三方分别占[[33.3%]]、[[33.3%]]、[[33.3%]]。", "percent-sum") == [Verdict.HOLDS]


def test_shares_that_miss_the_hundred_fail() -> None:
    text = "这笔钱[[45%]]用于修路，[[35%]]用于护林，[[25%]]用于治水。"
    [finding] = of_kind(check(text), "percent-sum")
    assert finding.verdict is Verdict.FAILS
    assert "5个百分点" in finding.explanation


def test_growth_rates_are_no_shares() -> None:
    assert (
        verdicts(
            "三地分别增长[[40%|measure=change]]、[[35%|measure=change]]、[[30%|measure=change]]。",
            "percent-sum",
        )
        == []
    )
