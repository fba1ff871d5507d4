"""Chinese words for codes."""

from __future__ import annotations

import pytest

from ecodesk.domain.decisions import Status
from ecodesk.domain.facts import EDITABLE, RECORD_FIELDS, Measure, Qualifier
from ecodesk.domain.findings import Verdict
from ecodesk.knowledge.labels import GROUPS, check_label, code_of, field_label, label, labels


def test_words_of_the_desk():
    assert labels(Status) == ("待核", "已核", "已改", "不采", "存疑")
    assert label(Verdict.PERIOD) == "不同期"
    assert field_label("indicator") == "指标"


@pytest.mark.parametrize("enum", GROUPS.values(), ids=lambda enum: enum.__name__)
def test_each_member_has_its_own_word_and_is_found_by_it(enum):
    assert len(set(labels(enum))) == len(enum)
    for member in enum:
        assert code_of(enum, f" {label(member)} ") is member
        assert code_of(enum, str(member)) is member


def test_an_unknown_word_names_nothing():
    assert code_of(Status, "通过") is None
    assert code_of(Measure, "") is None
    assert code_of(Qualifier, "") is Qualifier.EXACT


def test_every_field_has_a_heading():
    names = {*RECORD_FIELDS, *EDITABLE}
    assert len({field_label(name) for name in names}) == len(names)


def test_a_plug_in_check_is_called_by_its_code():
    assert check_label("sum") == "分项与合计"
    assert check_label("my-check") == "my-check"
