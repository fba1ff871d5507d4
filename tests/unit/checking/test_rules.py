"""Rules as rows: examples, switches, house style and the newsroom's own ranges."""

from __future__ import annotations

import pickle

import pytest

from ecodesk.checking import Rule, Rulebook, all_rules, check_article, house_rows, switchable
from ecodesk.checking.rulebook import meaning_rows, style_rows
from ecodesk.checking.style import StyleRule, house_rules, style_rules
from ecodesk.domain.errors import UsageError
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.extraction import extract
from ecodesk.knowledge.labels import check_label
from ecodesk.knowledge.ranges import range_of
from tests.unit.checking.copydesk import article_of, facts_of

OWN = {
    "code": "yield-gorgon",
    "title": "芡实亩产",
    "subject": "芡实",
    "subject_never": "",
    "over_words": "产量|产",
    "over_unit": "公斤",
    "under_words": "面积|种植",
    "under_unit": "亩",
    "low": "50",
    "high": "1500",
    "source": "县林业局年报",
}


def findings(text: str, book: Rulebook | None = None) -> list[Finding]:
    article = article_of(text)
    return check_article(article, extract(article), book or Rulebook())


@pytest.mark.parametrize("rule", meaning_rows(), ids=lambda rule: rule.code)
def test_the_examples_of_a_rule_of_meaning_are_judged_as_it_says(rule: Rule) -> None:
    assert rule.verdict in {found.verdict for found in findings(rule.wrong) if found.kind == rule.code}
    assert not [found for found in findings(rule.right) if found.kind == rule.code
                and found.verdict is not Verdict.HOLDS]
    assert not [found for found in findings(rule.right) if found.is_problem]


@pytest.mark.parametrize("rule", [*meaning_rows(), *style_rows()], ids=lambda rule: rule.code)
def test_a_rule_switched_off_says_nothing(rule: Rule) -> None:
    assert rule.code in {found.kind for found in findings(rule.wrong)}
    off = Rulebook(without=frozenset({rule.code}))
    assert rule.code not in {found.kind for found in findings(rule.wrong, off)}


def test_one_of_the_codes_of_a_check_goes_and_the_others_stay() -> None:
    text = "羊群由300只增加到600只，增加了两倍。"
    kinds = {found.kind for found in findings(text, Rulebook(without=frozenset({"from-to-amount"})))}
    assert "increase-by-to" in kinds


def test_the_style_of_figures_goes_as_a_whole() -> None:
    book = Rulebook(without=frozenset({"style"}))
    assert findings("约50亩左右。", book)
    assert {found.kind for found in findings("约50亩左右。", book)} == {"illegal-unit"}


@pytest.mark.parametrize("rule", house_rules(), ids=lambda rule: rule.key)
def test_a_form_of_house_style_is_asked_for_only_when_chosen(rule: StyleRule) -> None:
    assert rule.code not in {found.kind for found in findings(rule.wrong)}
    [(span, better)] = list(rule.hits(rule.wrong))
    assert rule.wrong[: span.start] + better + rule.wrong[span.end :] == rule.right
    book = Rulebook(forms=frozenset({(rule.code, rule.rule.form)}))
    [found] = [found for found in findings(rule.wrong, book) if found.kind == rule.code]
    assert found.verdict is Verdict.QUERY
    assert rule.code not in {found.kind for found in findings(rule.right, book)}


def test_the_forms_of_one_choice_contradict_each_other() -> None:
    for row in house_rows():
        others = [rule for rule in house_rules() if rule.code == row.code and rule.rule.form != row.form]
        assert any(list(rule.hits(row.right)) for rule in others), row


def test_every_rule_has_a_name_a_source_and_two_examples() -> None:
    assert len(all_rules()) >= 50
    for rule in all_rules():
        assert rule.message, rule
        assert rule.source, rule
        assert rule.wrong != rule.right, rule
        assert check_label(rule.code) != rule.code, rule
    assert {rule.code for rule in style_rules()} | {"sum", "style", "plausible"} <= switchable()


def test_a_range_of_the_newsroom_goes_before_the_built_in_ones() -> None:
    text, facts = facts_of(
        "全村芡实[[200亩|indicator=种植面积|subject=芡实]]，"
        "芡实产量[[4000吨|indicator=产量|subject=芡实]]。"
    )
    article = article_of(text)
    assert "plausible" not in {found.kind for found in check_article(article, facts)}
    book = Rulebook(own_ranges=(range_of(OWN),))
    [found] = [found for found in check_article(article, facts, book) if found.kind == "plausible"]
    assert found.verdict is Verdict.QUERY
    assert "县林业局年报" in found.explanation


def test_a_range_of_the_newsroom_takes_the_place_of_one_with_its_code() -> None:
    built_in = Rulebook().ranges[0]
    wider = range_of(OWN | {"code": built_in.code})
    rows = Rulebook(own_ranges=(wider,)).ranges
    assert [row.title for row in rows if row.code == built_in.code] == ["芡实亩产"]
    assert len(rows) == len(Rulebook().ranges)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"over_unit": "斛斗斤两"}, "range-unit"),
        ({"low": "2000"}, "range-order"),
        ({"high": "很多"}, "range-order"),
        ({"source": ""}, "range-empty"),
        ({"under_words": ""}, "range-under"),
    ],
)
def test_a_bad_row_says_what_is_wrong(change: dict[str, str], code: str) -> None:
    with pytest.raises(UsageError) as caught:
        range_of(OWN | change)
    assert caught.value.code == code
    assert caught.value.where == "yield-gorgon"


def test_a_rulebook_can_go_to_another_process() -> None:
    book = Rulebook(frozenset({"sum"}), frozenset({("house-quarter", "digit")}), (range_of(OWN),))
    assert pickle.loads(pickle.dumps(book)) == book


ARITHMETIC = (
    "sum", "percent-sum", "part-whole", "share", "same-whole", "product", "from-to-direction",
    "from-to-amount", "increment", "conversion", "restated",
)


@pytest.mark.parametrize("code", ARITHMETIC)
def test_failing_arithmetic_shows_its_sum_the_difference_and_the_tolerance(code: str) -> None:
    [rule] = [rule for rule in meaning_rows() if rule.code == code]
    found = next(found for found in findings(rule.wrong) if found.kind == code and found.is_problem)
    assert found.facts[0].text in found.formula
    assert all(fact.text in found.formula + found.explanation for fact in found.facts)
    assert found.tolerance
    assert "相差" in found.explanation or "多出" in found.explanation, found.explanation


@pytest.mark.parametrize(
    ("text", "code", "meant", "slip"),
    [
        ("东岸植柳1200株，西岸植柳800株，共计2万株。", "sum", "0.2万株", "小数点"),
        ("甲库蓄水314万立方米，乙库蓄水220万立方米，共561万立方米。", "sum", "341万立方米", "颠倒"),
        ("参加者33000人，女生18000人，占45.5%。", "share", "54.5%", "颠倒"),
        ("每年增收1500万元，30年累计45亿元。", "product", "4.5亿元", "小数点"),
        ("每包重50斤，即25斤，合25公斤。", "conversion", "25公斤", "单位"),
        ("全年接待480万人次，比上年增加80万人次，增长2%。", "increment", "20%", "小数点"),
        ("苗木从1200株增加到1500株，增加了3000株。", "from-to-amount", "300株", "小数点"),
    ],
)
def test_the_likely_slip_is_named(text: str, code: str, meant: str, slip: str) -> None:
    told = [found.explanation for found in findings(text) if found.kind == code and found.is_problem]
    assert any(f"疑为{meant}" in line and slip in line for line in told), told
