from __future__ import annotations

from ecodesk.checking import BUILTIN, Check
from tests.unit.checking.copydesk import check


def test_the_built_in_checks_have_names_of_their_own() -> None:
    assert all(isinstance(check, Check) for check in BUILTIN)
    assert len({check.code for check in BUILTIN}) == len(BUILTIN)
    assert all(check.title for check in BUILTIN)


def test_findings_come_in_reading_order_and_carry_the_article() -> None:
    found = check("井[[26处]]，其中[[7处]]不好。收入由[[52万元]]增长至[[410万元]]。约50亩左右。")
    starts = [
        min([fact.span.start for fact in finding.facts] or [finding.span.start if finding.span else 0])
        for finding in found
    ]
    assert len(found) == 3
    assert starts == sorted(starts)
    assert {finding.article_id for finding in found} == {"sample-1"}


def test_an_article_without_figures_has_no_findings() -> None:
    assert check("青山不老，绿水长流。") == []
