from __future__ import annotations

from ecodesk.domain.findings import Verdict
from tests.unit.checking.copydesk import check, of_kind, verdicts


def test_a_yearly_rate_over_its_years_holds() -> None:
    [finding] = of_kind(check("每年增收[[1500万元]]，[[30年]]累计[[4.5亿元]]。"), "product")
    assert finding.verdict is Verdict.HOLDS
    assert finding.formula == "1500万元 × 30年 = 4.5亿元"


def test_more_than_so_much_a_year_keeps_room_upwards() -> None:
    assert verdicts("每年增收[[超1500万元]]，[[30年]]累计预计达[[4.9亿元]]。", "product") == [Verdict.HOLDS]


def test_a_wrong_total_fails() -> None:
    [finding] = of_kind(check("每年增收[[1500万元]]，[[30年]]累计[[6.5亿元]]。"), "product")
    assert finding.verdict is Verdict.FAILS
    assert "4.5亿元" in finding.explanation


def test_money_per_field_times_the_fields() -> None:
    assert verdicts("每亩补助[[600元]]，全镇[[500亩]]共发[[30万元]]。", "product") == [Verdict.HOLDS]


def test_without_a_rate_nothing_is_multiplied() -> None:
    assert verdicts("去年投入[[1500万元]]，干了[[30年]]，累计[[6.5亿元]]。", "product") == []
