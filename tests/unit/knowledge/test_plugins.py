"""Plug-ins: loaded from entry points; one that fails is reported and never stops the desk."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from ecodesk.checking import Check
from ecodesk.exporting import Exporter
from ecodesk.extraction.rules import BUILTIN as RULES
from ecodesk.extraction.rules import Rule
from ecodesk.knowledge.plugins import load_plugin, load_plugins, plugin_failures, run_plugin

GROUP = "ecodesk.tests"


class NotAPlugin:
    """Has nothing a plug-in needs."""


class MemoRule:
    """A rule that finds nothing."""

    code = "memo"
    title = "备忘"
    in_names = False

    def find(self, text):
        return ()


@pytest.mark.parametrize(
    ("value", "kind", "code"),
    [
        ("ecodesk.checking.days:CalendarCheck", Check, "calendar"),
        ("ecodesk.exporting.plugins:CsvExporter", Exporter, "csv"),
        (f"{__name__}:MemoRule", Rule, "memo"),
    ],
)
def test_a_plugin_is_made_from_its_class(value, kind, code):
    plugin = load_plugin(EntryPoint("one", value, GROUP), kind)
    assert plugin is not None
    assert plugin.code == code


@pytest.mark.parametrize("value", ["no_such_module:Check", f"{__name__}:NotAPlugin", f"{__name__}:missing"])
def test_a_plugin_that_does_not_load_is_reported(value):
    assert load_plugin(EntryPoint(f"bad {value}", value, GROUP), Check) is None
    assert [one.name for one in plugin_failures(GROUP) if one.name == f"bad {value}"] == [f"bad {value}"]


def test_a_plugin_that_breaks_down_is_reported():
    def broken():
        yield 1
        raise RuntimeError("no table")

    assert run_plugin(GROUP, "broken-on-purpose", broken) == []
    [failure] = [one for one in plugin_failures(GROUP) if one.name == "broken-on-purpose"]
    assert failure.reason == "RuntimeError: no table"


def test_a_group_without_plugins_is_empty():
    assert load_plugins("ecodesk.nothing-here", Rule) == ()


def test_rules_have_names_of_their_own():
    assert all(isinstance(rule, Rule) and rule.title for rule in RULES)
    assert len({rule.code for rule in RULES}) == len(RULES)
