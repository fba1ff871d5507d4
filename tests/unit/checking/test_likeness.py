from __future__ import annotations

import pytest

from ecodesk.checking.likeness import Rarity, likeness, longest_run, names_alike
from ecodesk.checking.periods import time_of
from tests.unit.checking.copydesk import facts_of


def test_names_that_hold_each_other_are_alike_but_places_are_not() -> None:
    assert names_alike("龙口脆桃", "龙口脆桃") == 1
    assert names_alike("水蜜桃", "龙口水蜜桃") == 0.9
    assert names_alike("龙口", "龙口县") == 0.9
    assert names_alike("江南市", "江南市森林公园") == 0.6
    assert names_alike("青石湖", "白沙滩") == 0


def test_letters_shared_beside_the_figure_are_counted_up_to_the_first_other_one() -> None:
    assert longest_run("全县湿地面积", "全市湿地面积", at_end=True) == 4
    assert longest_run("户农民", "户村民", at_end=False) == 1
    assert longest_run("第3期2", "第3期2", at_end=True) == 0


def test_labels_that_were_carried_over_prove_little() -> None:
    _, [told] = facts_of("白鹤滩湿地登记鸟类[[214种|subject=白鹤滩湿地|indicator=鸟类]]。", "one")
    _, [carried] = facts_of("去年登记鸟类[[214种|subject=白鹤滩湿地|indicator=鸟类]]。", "two")
    _, [other] = facts_of("白鹤滩湿地登记鸟类[[214种|subject=白鹤滩湿地|indicator=鸟类]]。", "three")
    assert likeness(told, other).names == 1
    assert likeness(told, carried).names < 1


def test_common_bigrams_weigh_less() -> None:
    rarity = Rarity({"产值": 80, "脆桃": 2})
    assert rarity.of("脆桃") == 1
    assert 0 < rarity.of("产值") < 0.3
    assert rarity.weigh(["脆桃", "产值"]) == pytest.approx(1 + rarity.of("产值"))


@pytest.mark.parametrize(
    ("left", "right", "fits"),
    [
        ("2023", "2023-12-31", True),
        ("2023", "2024", False),
        ("", "2024", True),
        ("2016/2020", "2018-05", True),
        ("2025-01/2025-02", "2025-03", False),
        ("2024-06-30", "2024-07", False),
        ("不详", "2024", True),
    ],
)
def test_periods_fit_when_they_share_a_day(left: str, right: str, fits: bool) -> None:
    assert time_of(left).fits(time_of(right)) is fits
    assert time_of(right).fits(time_of(left)) is fits


@pytest.mark.parametrize(("one", "other", "serves"), [
    ("2024-07-03", "2023", True), ("2023", "2024-07-03", True), ("2024-12-31", "2024", True),
    ("", "2023", True),
    ("2025-07-03", "2023", False), ("2022-07-03", "2023", False), ("2024", "2023", False),
])
def test_the_stock_of_a_day_serves_for_the_year_before(one, other, serves):
    assert time_of(one).serves(time_of(other)) is serves
