from __future__ import annotations

import pytest

from ecodesk.domain.findings import Verdict
from tests.unit.checking.copydesk import verdicts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("城区全年空气优良天数[[341天]]。", [Verdict.HOLDS]),
        ("城区全年空气优良天数[[391天]]。", [Verdict.FAILS]),
        ("机组年运行[[8900小时]]。", [Verdict.FAILS]),
        ("机组年运行[[7900小时]]。", [Verdict.HOLDS]),
        ("工期[[400天]]。", []),
        ("两年累计优良天数[[700天]]。", []),
        ("2019年至2023年连续[[5年]]达标。", [Verdict.HOLDS]),
        ("2019年至2023年连续[[6年]]达标。", [Verdict.FAILS]),
    ],
)
def test_days_hours_and_years_fit_the_calendar(text: str, found: list[Verdict]) -> None:
    assert verdicts(text, "calendar") == found
