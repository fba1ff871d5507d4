"""The table of plausible ranges: rows that hold together, true copy silent, slips asked about."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ecodesk.checking import check_article
from ecodesk.extraction import extract
from ecodesk.knowledge.ranges import ranges
from tests.unit.checking.copydesk import article_of


def rows() -> list[tuple[str, str, str]]:
    path = Path(__file__).parent / "ranges_table.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        return [(row["code"], row["expect"], row["text"]) for row in csv.DictReader(handle)]


@pytest.mark.parametrize(("code", "expect", "text"), rows())
def test_a_slip_is_asked_about_and_true_copy_is_not(code: str, expect: str, text: str) -> None:
    article = article_of(text)
    problems = [finding for finding in check_article(article, extract(article)) if finding.is_problem]
    assert bool(problems) is (expect == "wrong")
    if problems:
        title = next(row.title for row in ranges() if row.code == code)
        named = [finding for finding in problems if finding.explanation.startswith(title)]
        assert named
        assert all(finding.extent is not None and finding.formula for finding in named)


def test_every_row_has_a_source_and_a_range_of_its_own() -> None:
    assert len(ranges()) >= 180
    assert len({row.title for row in ranges() if not row.is_ratio} | {row.title for row in ranges()}) >= 170
    for row in ranges():
        assert len(row.source) >= 6, row.code
        assert row.low < row.high, row.code
        assert row.is_ratio is (row.under_words is not None), row.code


def test_the_ranges_are_wide() -> None:
    """Outside means ask: a usual figure may be several times another usual one."""
    narrow = {row.code for row in ranges() if row.low > 0 and row.high / row.low < 2}
    assert narrow <= {"hours-nuclear"}
