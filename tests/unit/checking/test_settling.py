"""What editors ruled, brought to bear on the groups that the checks find."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from ecodesk.checking import alike_in_kind, apart, check_across
from ecodesk.checking.across import AGREEING
from ecodesk.domain.facts import Fact
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.domain.rulings import Choice, Ruling, digits_of
from tests.unit.checking.copydesk import facts_of

LAKE = "白鹤湖湿地面积[[{}|subject=白鹤湖湿地|indicator=湿地面积{}]]，冬天鸟多。"
MILL = "砖厂旧址占地[[{}|subject=砖厂旧址|indicator=占地]]。"
AT = datetime(2026, 1, 2, tzinfo=UTC)


def lakes(*printed: str, period: str = "") -> list[Fact]:
    """The same statement in articles of their own, with these figures."""
    labels = f"|period={period}" if period else ""
    return [fact for number, words in enumerate(printed)
            for fact in facts_of(LAKE.format(words, labels), f"copy{number}{period}")[1]]


def ruled(one: Fact, two: Fact, choice: Choice, kept: Fact | None = None, step: int = 1) -> Ruling:
    digits = digits_of(one), digits_of(two)
    return Ruling(one.id, two.id, choice, kept.id if kept else "", *digits, "", "王", AT, step)


def across(facts: list[Fact], *rulings: Ruling) -> list[Finding]:
    return check_across(facts, rulings=rulings)


def only(found: list[Finding]) -> Finding:
    (finding,) = found
    return finding


def test_another_scope_is_no_conflict() -> None:
    one, two = facts = lakes("12.35万亩", "13.25万亩")
    assert only(across(facts)).verdict is Verdict.CONFLICT
    finding = only(across(facts, ruled(one, two, Choice.SCOPE)))
    assert finding.verdict is Verdict.SCOPE
    assert finding.settlement is not None
    assert (finding.settlement.choice, finding.settlement.editor) == (Choice.SCOPE, "王")


def test_of_a_value_kept_the_others_depart_until_they_say_the_same() -> None:
    one, two, three = facts = lakes("12.35万亩", "13.25万亩", "13.25万亩")
    rulings = [ruled(one, other, Choice.KEEP, one) for other in (two, three)]
    found = across(facts, *rulings)
    assert [finding.verdict for finding in found] == [Verdict.KEPT, Verdict.FAILS, Verdict.FAILS]
    assert [finding.facts for finding in found[1:]] == [(two,), (three,)]
    assert "13.25万亩" in found[1].explanation
    assert found[0].settlement is not None
    assert found[0].settlement.departing == (two.id, three.id)
    mended = [one, *(replace(fact, value="123500") for fact in (two, three))]
    finding = only(across(mended, *rulings))
    assert finding.verdict in AGREEING
    assert finding.settlement is not None
    assert finding.settlement.kept == one.id


def test_a_new_statement_is_judged_by_itself() -> None:
    one, two, three = facts = lakes("12.35万亩", "13.25万亩", "12.53万亩")
    found = across(facts, ruled(one, two, Choice.KEEP, one))
    assert found[0].verdict is Verdict.CONFLICT
    assert three in found[0].facts
    assert [finding.facts for finding in found[1:]] == [(two,)]


def test_other_digits_open_what_was_ruled() -> None:
    one, two = facts = lakes("12.35万亩", "13.25万亩")
    for choice in (Choice.SCOPE, Choice.KEEP, Choice.SPLIT):
        ruling = ruled(one, two, choice, one if choice is Choice.KEEP else None)
        finding = only(across([replace(one, value="125300"), two], ruling))
        assert finding.verdict is Verdict.CONFLICT
        assert finding.settlement is not None
        assert finding.settlement.lapsed
        assert "重看" in finding.explanation
        assert across(facts, ruling)[0].verdict is not Verdict.CONFLICT


def test_a_lapsed_ruling_about_figures_that_agree_now_is_silent() -> None:
    one, two = lakes("12.35万亩", "13.25万亩")
    finding = only(across([one, replace(two, value="123500")], ruled(one, two, Choice.SCOPE)))
    assert finding.verdict in AGREEING
    assert finding.settlement is None


def test_what_was_taken_apart_is_no_group_but_can_be_seen() -> None:
    one, two, three = facts = lakes("12.35万亩", "13.25万亩", "12.35万亩")
    found = across(facts, ruled(one, two, Choice.SPLIT), ruled(two, three, Choice.SPLIT))
    assert [(finding.verdict, finding.facts) for finding in found] == [
        (Verdict.SAME, (one, three)), (Verdict.SINGLE, (one, two, three))]
    assert found[1].settlement is not None
    assert found[1].settlement.choice is Choice.SPLIT


def test_what_was_joined_is_one_group_with_all_that_agree_with_one_of_it() -> None:
    lake, other = lakes("12.35万亩", "12.35万亩")
    (mill,) = facts_of(MILL.format("13.25万亩"), "mill")[1]
    assert mill not in only(across([lake, other, mill])).facts
    finding = only(across([lake, other, mill], ruled(lake, mill, Choice.JOIN)))
    assert finding.facts == (lake, other, mill)
    assert finding.verdict is Verdict.CONFLICT
    assert finding.settlement is not None
    assert finding.settlement.choice is Choice.JOIN
    kept = only([one for one in across([lake, mill], ruled(lake, mill, Choice.JOIN),
                                       ruled(lake, mill, Choice.KEEP, lake, 2)) if one.kind == "across"])
    assert kept.settlement is not None
    assert (kept.verdict, kept.settlement.choice, kept.settlement.step) == (Verdict.KEPT, Choice.KEEP, 2)


def test_joined_at_other_times_is_a_trend() -> None:
    (lake,) = lakes("12.35万亩", period="2019")
    (mill,) = facts_of("砖厂旧址占地[[13.25万亩|subject=砖厂旧址|indicator=占地|period=2024]]。", "mill")[1]
    assert only(across([lake, mill], ruled(lake, mill, Choice.JOIN))).verdict is Verdict.PERIOD


def test_a_ruling_about_facts_that_are_not_here_does_nothing() -> None:
    facts = lakes("12.35万亩", "13.25万亩")
    (gone,) = facts_of(MILL.format("3亩"), "gone")[1]
    assert across(facts, ruled(facts[0], gone, Choice.JOIN)) == across(facts)


SHARE = "{0}年，白鹤湖观鸟人次[[{1}|subject=白鹤湖|indicator=观鸟人次|period={0}]]。"


def series(*printed: str) -> Finding:
    """The trend of one indicator over years."""
    facts = [fact for number, words in enumerate(printed)
             for fact in facts_of(SHARE.format(2019 + number, words), f"copy{number}")[1]]
    return next(finding for finding in check_across(facts) if finding.verdict is Verdict.PERIOD)


def test_the_figure_out_of_line_is_named_in_a_trend() -> None:
    trend = series("12.1万人次", "13.4万人次", "141万人次", "15.2万人次")
    assert [fact.text for fact in trend.facts if fact.id in trend.outliers] == ["141万人次"]
    assert len(series("12.1万人次", "120万人次").outliers) == 2
    assert series("12.1万人次", "13.4万人次").outliers == ()


def test_which_values_cannot_be_one_and_which_can_be_compared() -> None:
    one, two, three = lakes("12.35万亩", "13.25万亩", "超过12万亩")
    assert apart([one, two, three]) == [(one, two), (two, three)]
    (people,) = facts_of("[[300人|subject=湖区|indicator=居民]]。", "people")[1]
    assert alike_in_kind([one, two])
    assert not alike_in_kind([one, people])
