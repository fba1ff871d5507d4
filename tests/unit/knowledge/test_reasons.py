"""Rules and how sure they are."""

from __future__ import annotations

import pytest

from ecodesk.domain.reasons import REASONED, Reason, Trust, field_trust, overall, trust_of
from ecodesk.knowledge.reasons import UNMEASURED, reason_by, rule_notes, rule_words


def test_every_reasoned_field_has_rules_that_were_measured():
    for field in REASONED:
        assert any(note.of >= 20 for note in rule_notes().values() if note.field == field)


def test_names_are_short_and_chinese():
    for note in rule_notes().values():
        assert 2 <= len(note.words) <= 20
        assert not note.words.isascii()


def test_a_rule_that_is_right_oftener_is_surer():
    assert reason_by("subject-clause").confidence > reason_by("subject-before").confidence
    assert reason_by("subject-none").confidence < reason_by("subject-before").confidence


def test_few_figures_do_not_make_a_rule_certain():
    note = rule_notes()["indicator-means"]
    assert note.right + note.own_right == note.of + note.own_of <= 3
    assert reason_by("indicator-means").confidence < 0.9


def test_a_rule_of_a_plug_in_is_as_sure_as_its_field():
    reason = reason_by("value-of-a-plug-in")
    assert reason.field == "value"
    assert 0.9 < reason.confidence < 1
    assert rule_words("value-of-a-plug-in") == "value-of-a-plug-in"
    assert 0 < UNMEASURED < 1


def test_what_the_editors_said_is_not_doubted():
    assert field_trust(reason_by("subject-house").confidence) is Trust.SURE


def test_a_fact_is_as_sure_as_all_its_fields_together():
    reasons = (Reason("value", "a", 0.9), Reason("subject", "b", 0.5))
    assert overall(reasons) == 0.45
    assert overall(()) == 1


@pytest.mark.parametrize(("confidence", "of_fact", "of_field"), [
    (0.1, Trust.DOUBTFUL, Trust.DOUBTFUL), (0.15, Trust.FAIR, Trust.DOUBTFUL),
    (0.3, Trust.SURE, Trust.DOUBTFUL), (0.7, Trust.SURE, Trust.FAIR), (0.95, Trust.SURE, Trust.SURE)])
def test_thirds(confidence, of_fact, of_field):
    assert trust_of(confidence) is of_fact
    assert field_trust(confidence) is of_field
