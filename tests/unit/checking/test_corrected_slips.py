"""A figure corrected by hand keeps its words: no slip is read from words that say another number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ecodesk.checking.judging import slip_of
from ecodesk.domain.facts import Fact
from tests.unit.checking.copydesk import facts_of

WRITTEN = "水库蓄水[[1200万立方米]]。"


def first(marked: str) -> Fact:
    return facts_of(marked)[1][0]


@pytest.mark.parametrize(("other", "slip"), [
    ("水库蓄水[[120万立方米]]。", "point"),
    ("水库蓄水[[1200亿立方米]]。", "myriad"),
])
def test_a_shifted_point_is_a_slip(other: str, slip: str) -> None:
    assert slip_of(first(WRITTEN), first(other)) == slip


def test_a_corrected_value_is_no_shifted_point() -> None:
    fact = first(WRITTEN)
    assert slip_of(fact, replace(fact, value="12500000")) == ""
    assert slip_of(fact, replace(fact, value="1200000")) == "point"
