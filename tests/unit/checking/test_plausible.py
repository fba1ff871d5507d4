from __future__ import annotations

from ecodesk.domain.findings import Verdict
from tests.unit.checking.copydesk import check, of_kind, verdicts

ORCHARD = (
    "龙口村的桃园发展桃子[[2.4万亩|subject=龙口村桃子|indicator=种植面积]]。"
    "去年桃子产量[[{crop}|subject=龙口村桃子|indicator=产量]]，产值[[{value}|subject=龙口村桃子|indicator=产值]]。"
)


def test_a_lost_decimal_point_is_named_by_every_ratio_it_spoils() -> None:
    queries = [
        finding
        for finding in of_kind(check(ORCHARD.format(crop="19万吨", value="1.9亿元")), "plausible")
        if finding.verdict is Verdict.QUERY
    ]
    assert len(queries) == 2
    for finding in queries:
        assert finding.suggestion is not None
        assert finding.suggestion.text == "1.9万吨"
        assert "19万吨疑为1.9万吨？" in finding.explanation
        assert finding.extent is not None
    assert any("7.92吨/亩" in finding.formula for finding in queries)


def test_a_usual_yield_and_price_hold() -> None:
    found = verdicts(ORCHARD.format(crop="1.9万吨", value="1.9亿元"), "plausible")
    assert found
    assert set(found) == {Verdict.HOLDS}


def test_one_odd_ratio_alone_accuses_neither_figure() -> None:
    text = "茶山年产鲜叶[[5万斤|indicator=鲜叶产量]]，年产值[[6000万元|indicator=年产值]]。"
    [finding] = of_kind(check(text), "plausible")
    assert finding.verdict is Verdict.QUERY
    assert finding.suggestion is None
    assert "1200元/斤" in finding.formula
    assert "口径" in finding.explanation


def test_full_load_hours_of_a_solar_field() -> None:
    text = "光伏电站装机[[5万千瓦|indicator=光伏装机容量]]，年发电量[[{}|indicator=光伏发电量]]。"
    assert verdicts(text.format("5400万千瓦时"), "plausible") == [Verdict.HOLDS]
    [finding] = of_kind(check(text.format("5.4亿千瓦时")), "plausible")
    assert finding.verdict is Verdict.QUERY
    assert "10800千瓦时/千瓦" in finding.formula or "1.08万千瓦时/千瓦" in finding.formula


def test_a_single_figure_outside_its_range_is_asked_about() -> None:
    assert verdicts("县里居民人均可支配收入[[3.8亿元|indicator=人均可支配收入]]。", "plausible") == [
        Verdict.QUERY
    ]
    assert verdicts("县里居民人均可支配收入[[3.8万元|indicator=人均可支配收入]]。", "plausible") == []


def test_other_periods_and_other_crops_are_not_divided() -> None:
    text = (
        "全村桃子面积[[300亩|indicator=种植面积|period=2015]]，"
        "桃子产量[[9000吨|indicator=产量|period=2024]]。"
    )
    assert verdicts(text, "plausible") == []
    assert (
        verdicts("水稻面积[[300亩|indicator=种植面积]]，桃子产量[[9000吨|indicator=产量]]。", "plausible")
        == []
    )


def test_a_yield_per_field_is_not_divided_again() -> None:
    assert (
        verdicts(
            "水稻亩产[[550公斤|indicator=水稻亩产]]，种植水稻[[2万亩|indicator=种植面积]]。", "plausible"
        )
        == []
    )
