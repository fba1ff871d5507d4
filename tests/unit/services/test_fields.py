"""What an editor types into a field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecodesk.domain.errors import UsageError
from ecodesk.domain.facts import Fact, Measure
from ecodesk.domain.text import Span
from ecodesk.services.fields import checked_fields, exact_number, exact_period

FACT = Fact("a-1:0-3", "a-1", "a", 1, Span(0, 3), "135万吨", "年产135万吨。", value="1350000", unit="吨")


@pytest.mark.parametrize(("typed", "stored"), [
    ("13.5万", "135000"), ("1,350", "1350"), ("１２．５", "12.5"), ("18亿", "1800000000"), ("-3.20", "-3.20"),
    ("1.23456789万", "12345.6789"), ("2万亿", "2000000000000"), ("55%", "55"), ("0.5", "0.5"),
    ("许多", None), ("1.2.3", None), ("", None), ("万", None), ("NaN", None), ("9" * 40, None),
])
def test_numbers_as_printed(typed: str, stored: str | None) -> None:
    assert exact_number(typed) == stored


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-10**9, max_value=10**9))
def test_a_plain_number_stays_as_typed(number: object) -> None:
    assert exact_number(f"{number:f}") == f"{number:f}"


def test_only_what_differs_is_a_change() -> None:
    assert checked_fields(FACT, {"value": "135万", "unit": " 吨 ", "subject": ""}) == {}
    assert checked_fields(FACT, {"value": "13.5万", "unit": "吨"}) == {"value": "135000"}


def test_words_are_values_of_grades_only() -> None:
    assert checked_fields(FACT, {"value": "A", "measure": "grade"}) == {"value": "A", "measure": "grade"}
    with pytest.raises(UsageError) as refused:
        checked_fields(FACT, {"value": "A"})
    assert refused.value.code == "services.value"


@pytest.mark.parametrize("period", ["", "2023", "2024-06", "2024-04-23", "2016/2020", "2025-01/2025-02"])
def test_periods_of_the_guide(period: str) -> None:
    assert checked_fields(FACT, {"period": period}).get("period", "") == period


@pytest.mark.parametrize("period", ["去年", "23", "2024-6", "2024/", "2024-06-"])
def test_periods_that_are_none(period: str) -> None:
    with pytest.raises(UsageError):
        checked_fields(FACT, {"period": period})


@pytest.mark.parametrize(("typed", "stored"), [
    ("2024年6月", "2024-06"), ("２０２４年６月末", "2024-06-30"), ("去年", "2023"), ("昨天", "2024-07-14"),
    ("前三季度", "2024-01/2024-09"), ("2016—2020", "2016/2020"), ("2016至2020", "2016/2020"),
    ("截至6月底", "2024-06-30"), ("", ""), ("很久以前", None), ("2024-13", None), ("2024-02-30", None),
    ("2024/2016", None), ("去年6月和7月", None),
])
def test_times_as_they_are_written(typed: str, stored: str | None) -> None:
    assert exact_period(typed, "2024-07-15") == stored


def test_relative_times_need_the_date_of_the_article() -> None:
    assert exact_period("去年") is None
    assert exact_period("2023年底") == "2023-12-31"


def test_a_measure_is_one_of_the_known() -> None:
    assert checked_fields(FACT, {"measure": Measure.RANK}) == {"measure": "rank"}
    with pytest.raises(UsageError):
        checked_fields(FACT, {"modality": "maybe"})
