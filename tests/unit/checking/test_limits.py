from __future__ import annotations

import time

import pytest

from ecodesk.checking import check_article
from ecodesk.domain.findings import Verdict
from tests.unit.checking.copydesk import article_of, check, facts_of


@pytest.mark.parametrize(
    "text", ["一" * 200_000, "1、" * 60_000, "9" * 100_000, "近" * 100_000, "由" * 100_000]
)
def test_long_lines_without_figures_are_quick(text: str) -> None:
    start = time.process_time()
    assert check_article(article_of(text), []) == []
    assert time.process_time() - start < 5


def test_a_long_table_in_one_sentence_is_checked_in_seconds() -> None:
    rows = "，".join(f"第二组种桃[[{number % 90 + 10}亩]]收[[{number % 70 + 5}吨]]" for number in range(1000))
    start = time.process_time()
    text, facts = facts_of(rows)
    assert len(facts) == 2000
    check_article(article_of(text), facts)
    assert time.process_time() - start < 20


def test_odd_values_break_nothing() -> None:
    odd = "零值[[0亩]]，负值[[0.00亩|value=-3]]，其中[[0亩]]，由[[0亩]]增长到[[5亩]]，增长[[0%]]。"
    verdicts = {finding.verdict for finding in check(odd)}
    assert Verdict.FAILS not in verdicts
