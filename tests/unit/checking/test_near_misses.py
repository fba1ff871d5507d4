"""Figures that look alike and are of two things: never beside each other as one."""

from __future__ import annotations

import pytest

from ecodesk.checking import check_across
from ecodesk.domain.facts import Fact
from ecodesk.domain.findings import Finding, Verdict
from tests.unit.checking.copydesk import facts_of

NEAR_MISSES = {
    "a hill and its city": (
        "翠屏山森林覆盖率达[[96.4%|subject=翠屏山|indicator=森林覆盖率|place=临江区]]，是天然氧吧。",
        "江南市森林覆盖率达到[[52%|subject=江南市|indicator=森林覆盖率|place=江南市]]。"),
    "a county and its city": (
        "青川县森林蓄积量[[1600万立方米|subject=青川县|indicator=森林蓄积量|place=青川县]]。",
        "全市森林蓄积量[[2.3亿立方米|subject=江南市|indicator=森林蓄积量|place=江南市]]。"),
    "registered and traded": (
        "平台登记减排量[[150万吨|subject=绿谷平台|indicator=登记量]]。",
        "平台成交减排量[[390万吨|subject=绿谷平台|indicator=成交量]]。"),
    "a province and another": (
        "北原省[[4200万亩|subject=北原省|indicator=面积|place=北原省]]小麦长势好于常年。",
        "南岭省[[3500万亩|subject=南岭省|indicator=面积|place=南岭省]]小麦长势好于常年。"),
    "a town and another": (
        "东河镇种植花椒[[8200亩|subject=东河镇|indicator=种植面积|place=东河镇]]，农户增收。",
        "西坪镇种植花椒[[7300亩|subject=西坪镇|indicator=种植面积|place=西坪镇]]，农户增收。"),
    "in all and newly": (
        "江南市建成充电桩[[12600个|subject=江南市|indicator=充电桩数]]。",
        "江南市新增充电桩[[2600个|subject=江南市|indicator=新增充电桩数]]。"),
    "in all and a head": (
        "江南市绿地面积[[3.2万亩|subject=江南市|indicator=绿地面积]]。",
        "江南市人均绿地面积[[0.02亩|subject=江南市|indicator=人均绿地面积]]。"),
    "planned and signed": (
        "博览会计划投资[[45亿元|subject=博览会|indicator=计划投资]]。",
        "博览会成交[[63亿元|subject=博览会|indicator=成交额]]。"),
    "two indexes in one phrase": (
        "[[51.4%|subject=中国|indicator=零售业景气指数]]是10月份中国零售业景气指数。",
        "[[52.6%|subject=中国|indicator=物流业景气指数]]是10月份中国物流业景气指数。"),
    "exports and the whole": (
        "江南市脐橙年产值[[28亿元|subject=江南市|indicator=年产值]]。",
        "江南市脐橙年出口产值[[1.3亿元|subject=江南市|indicator=年出口产值]]。"),
    "area and yield": (
        "大岭村茶园面积[[3600亩|subject=大岭村|indicator=茶园面积]]。",
        "大岭村茶叶产量[[3600吨|subject=大岭村|indicator=茶叶产量]]。"),
    "families and people": (
        "大岭村搬迁群众[[860户|subject=大岭村|indicator=搬迁户数]]。",
        "大岭村搬迁群众[[3100人|subject=大岭村|indicator=搬迁人数]]。"),
    "dead and hurt": (
        "事故造成[[12人|subject=事故|indicator=死亡人数]]死亡。",
        "事故造成[[37人|subject=事故|indicator=受伤人数]]受伤。"),
}


def across(one: str, two: str, dates: tuple[str, str] = ("", "")) -> list[Finding]:
    facts: list[Fact] = []
    published: dict[str, str] = {}
    for number, (text, day) in enumerate(zip((one, two), dates, strict=True)):
        own = facts_of(text, f"copy{number}")[1]
        facts += own
        published |= {fact.article_id: day for fact in own}
    return check_across(facts, published)


@pytest.mark.parametrize("dates", [("", ""), ("2024-05-01", "2024-05-01")], ids=["undated", "one day"])
@pytest.mark.parametrize("name", NEAR_MISSES)
def test_two_things_are_never_one(name: str, dates: tuple[str, str]) -> None:
    assert [str(finding.verdict) for finding in across(*NEAR_MISSES[name], dates)] == []


INDEX = "{}月份，江南市景气指数为[[{}%|subject=江南市|indicator=景气指数|period=2024-{}]]，继续回升。"
SO_FAR = "前{}个月，江南市外贸占全省的[[{}%|subject=江南市|indicator=外贸占比|period=2024-01/2024-{}]]。"
FLIGHTS = "白鹤机场已通航城市[[{}个|subject=白鹤机场|indicator=通航城市数]]。"


def verdicts(one: str, two: str, dates: tuple[str, str] = ("", "")) -> set[Verdict]:
    return {finding.verdict for finding in across(one, two, dates)}


def test_the_months_of_an_index_are_a_trend() -> None:
    assert verdicts(INDEX.format("4", "51.4", "04"), INDEX.format("5", "52.6", "05")) == {Verdict.PERIOD}


def test_the_first_months_of_a_year_are_other_periods_though_they_have_days_in_common() -> None:
    assert verdicts(SO_FAR.format("四", "36.5", "04"), SO_FAR.format("五", "36.7", "05")) == {Verdict.PERIOD}


def test_a_running_count_of_another_day_is_no_conflict() -> None:
    days = ("2024-03-01", "2024-09-01")
    assert Verdict.CONFLICT not in verdicts(FLIGHTS.format(127), FLIGHTS.format(134), days)


def test_a_year_that_is_not_over_is_told_as_such() -> None:
    told = "2024年，临江区脆李[[{}万亩|subject=临江区脆李|indicator=种植面积|period=2024]]。"
    (found,) = across(told.format(30), told.format(32), ("2024-03-01", "2024-09-01"))
    assert found.verdict is Verdict.PERIOD
    assert "可能已经更新" in found.explanation


def test_the_same_day_makes_it_a_conflict() -> None:
    days = ("2024-03-01", "2024-03-01")
    assert verdicts(FLIGHTS.format(127), FLIGHTS.format(134), days) == {Verdict.CONFLICT}


STORY = (
    "江南市去年接待游客[[{}万人次|subject=江南市|indicator=接待游客人次]]，旅游收入[[86.5亿元|subject=江南市"
    "|indicator=旅游收入]]，新建民宿[[312家|subject=江南市|indicator=民宿数]]。"
)


def test_a_later_draft_of_an_older_story_is_held_against_it() -> None:
    days = ("2024-03-01", "2024-03-09")
    assert Verdict.CONFLICT in verdicts(STORY.format("1265.3"), STORY.format("1256.3"), days)


def test_ten_times_as_much_in_the_next_month_is_asked_about() -> None:
    found = across(INDEX.format("4", "51.4", "04"), INDEX.format("5", "514", "05"))
    [query] = [finding for finding in found if finding.verdict is Verdict.QUERY]
    assert query.kind == "trend"
    assert "10.0倍" in query.explanation


def test_a_year_that_differs_is_a_conflict_though_the_figures_agree() -> None:
    story = ("到{0}年，江南市粮食产量[[356.2万吨|subject=江南市|indicator=粮食产量|period={0}]]，"
             "油料产量[[42.7万吨|subject=江南市|indicator=油料产量|period={0}]]。")
    found = across(story.format(2023), story.format(2020))
    conflicts = [finding for finding in found if finding.verdict is Verdict.CONFLICT]
    assert conflicts
    assert "2020年" in conflicts[0].explanation


@pytest.mark.parametrize("measure", ["grade", "amount"])
def test_scores_are_compared(measure: str) -> None:
    score = "{}|value={}|unit=|subject=江南队|indicator=比分|measure=" + measure
    match = f"决赛中，江南队以[[{score}]]战胜北原队夺冠。"
    assert verdicts(match.format("3:0", "3:0"), match.format("3:0", "3:0")) == {Verdict.SAME}
    assert verdicts(match.format("3:0", "3:0"), match.format("3:1", "3:1")) == {Verdict.CONFLICT}


def test_scores_of_two_matches_are_neither_one_nor_a_course() -> None:
    score = "{}|value={}|unit=|subject=江南队|indicator=比分|period={}"
    first = f"1月3日，江南队以[[{score.format('3:0', '3:0', '2024-01-03')}]]战胜北原队。"
    second = f"5月9日，江南队以[[{score.format('3:0', '3:0', '2024-05-09')}]]战胜西山队。"
    assert verdicts(first, second) == set()


def test_a_reprint_is_evidence_but_no_second_source() -> None:
    facts = [fact for number, count in enumerate(("1265.3", "1256.3"))
             for fact in facts_of(STORY.format(count), f"copy{number}")[1]]
    repeats = {fact.id for fact in facts if fact.article_id == "copy1-1" and "1256" not in fact.text}
    assert {finding.verdict for finding in check_across(facts, {}, repeats)} == {Verdict.CONFLICT}
