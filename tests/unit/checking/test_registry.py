from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint

import pytest

from ecodesk.checking import BUILTIN, Check, plugin_failures
from ecodesk.checking.layout import Copy, read_copy
from ecodesk.checking.registry import GROUP, load_plugin, run_plugin
from ecodesk.domain.findings import Finding
from tests.unit.checking.copydesk import article_of, check, facts_of


class BrokenCheck:
    """A plug-in that breaks down on every article."""

    code = "broken-on-purpose"
    title = "坏插件"

    def find(self, copy: Copy) -> Iterator[Finding]:
        raise RuntimeError("no table")


class NotACheck:
    """A plug-in that has nothing a check needs."""


def test_the_built_in_checks_have_names_of_their_own() -> None:
    assert all(isinstance(check, Check) for check in BUILTIN)
    assert len({check.code for check in BUILTIN}) == len(BUILTIN)
    assert all(check.title for check in BUILTIN)


def test_a_plugin_is_loaded_from_its_entry_point() -> None:
    loaded = load_plugin(EntryPoint("days", "ecodesk.checking.days:CalendarCheck", GROUP))
    assert loaded is not None
    assert loaded.code == "calendar"


@pytest.mark.parametrize("value", ["no_such_module:Check", f"{__name__}:NotACheck", f"{__name__}:missing"])
def test_a_plugin_that_does_not_load_is_reported(value: str) -> None:
    assert load_plugin(EntryPoint(f"bad {value}", value, GROUP)) is None
    assert any(failure.name == f"bad {value}" for failure in plugin_failures())


def test_a_plugin_that_breaks_down_is_reported() -> None:
    text, facts = facts_of("种桃[[20亩]]。")
    assert run_plugin(BrokenCheck(), read_copy(article_of(text), facts)) == []
    [failure] = [failure for failure in plugin_failures() if failure.name == "broken-on-purpose"]
    assert failure.reason == "RuntimeError: no table"


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
