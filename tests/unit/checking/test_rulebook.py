"""Every rule of the style and the meaning of figures, from the words of the copy to the finding.

The tables beside this file hold one sentence a row (a bar parts paragraphs). `wrong` must bring a finding
of the code, `holds` must be recomputed and found right, `right` must bring no problem of any code.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from ecodesk.checking import check_article
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.extraction import extract
from tests.unit.checking.copydesk import article_of

TABLES = ("style_rules.csv", "meaning_rules.csv")
SEEN = {Verdict.FAILS, Verdict.QUERY, Verdict.NOTE}
LEAST = 4
"""Sentences of either kind per rule."""


def rows() -> list[tuple[str, str, str]]:
    found = []
    for name in TABLES:
        with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as handle:
            found += [(row["code"], row["expect"], row["text"]) for row in csv.DictReader(handle)]
    return found


def findings_of(text: str) -> list[Finding]:
    article = article_of(text.replace("|", "\n"))
    return check_article(article, extract(article))


@pytest.mark.parametrize(("code", "expect", "text"), rows())
def test_the_sentence_is_judged_as_the_table_says(code: str, expect: str, text: str) -> None:
    found = findings_of(text)
    seen = {finding.kind for finding in found if finding.verdict in SEEN}
    problems = {finding.kind for finding in found if finding.is_problem}
    if expect == "wrong":
        assert code in seen
        return
    assert code not in seen
    assert not problems
    if expect == "holds":
        assert any(finding.kind == code and finding.verdict is Verdict.HOLDS for finding in found)


def test_every_rule_has_enough_sentences_of_either_kind() -> None:
    counts = Counter((code, expect == "wrong") for code, expect, _ in rows())
    codes = {code for code, _ in counts} - {"none"}
    assert len(codes) >= 35
    assert not [code for code in codes if min(counts[code, True], counts[code, False]) < LEAST]
