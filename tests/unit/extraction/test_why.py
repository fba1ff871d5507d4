"""Which rule decided each field of a fact."""

from __future__ import annotations

import pytest

from ecodesk.domain.facts import RECORD_FIELDS, record_of
from ecodesk.domain.reasons import REASONED
from ecodesk.extraction import extract
from tests.unit.extraction.helpers import article_of

TEXT = ("青川县2024年粮食总产量12.5万吨，同比增长3.2%。其中，稻谷产量超过8万吨。\n"
        "截至目前，青川县累计建成粮仓16座，还将再建4座。青川县的粮仓是全省首个智能粮仓。")


@pytest.fixture(scope="module")
def rules():
    """Rules of each fact by its words."""
    facts = extract(article_of(TEXT, "2025-06-12"))
    return {fact.text: {reason.field: reason.rule for reason in fact.reasons} for fact in facts}


def test_every_field_of_a_figure_has_a_reason(rules):
    assert tuple(rules["12.5万吨"]) == REASONED


@pytest.mark.parametrize(("words", "field", "rule"), [
    ("12.5万吨", "value", "value-unit"), ("12.5万吨", "qualifier", "qualifier-none"),
    ("超过8万吨", "qualifier", "qualifier-more"), ("12.5万吨", "subject", "subject-clause"),
    ("3.2%", "subject", "subject-figure"), ("3.2%", "measure", "measure-change"),
    ("12.5万吨", "measure", "measure-plain"), ("12.5万吨", "place", "place-subject"),
    ("16座", "value", "value-measure-word"), ("4座", "modality", "modality-near"),
    ("16座", "modality", "modality-plain"),
])
def test_rules_by_field(rules, words, field, rule):
    assert rules[words][field] == rule


def test_what_is_carried_is_less_sure():
    facts = {fact.text: fact for fact in extract(article_of(TEXT, "2025-06-12"))}
    assert 0 < facts["3.2%"].confidence < 1
    subject = facts["超过8万吨"].reason("subject")
    assert subject is not None
    assert subject.confidence < facts["12.5万吨"].reason("value").confidence


def test_a_claim_tells_its_words_subject_and_scope(rules):
    (claim,) = (told for told in rules.values() if told["value"].startswith("value-claim"))
    assert set(claim) == {"value", "subject", "place"}
    assert claim["place"] == "place-claim-scope"


def test_the_public_record_keeps_its_fields():
    record = record_of(extract(article_of(TEXT, "2025-06-12"))[0])
    assert tuple(record) == RECORD_FIELDS
    assert record["rule"] == "unit"
    assert 0 < float(record["confidence"]) < 1
