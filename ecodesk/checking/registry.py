"""All checks in one place: the built-in ones, then those of entry points."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from ecodesk.checking.changes import ChangeAmountCheck, DecreaseTimesCheck, FromToCheck, IncrementCheck
from ecodesk.checking.days import CalendarCheck
from ecodesk.checking.layout import Copy, read_copy
from ecodesk.checking.lists import EnumerationCheck
from ecodesk.checking.parts import PartWholeCheck, SameWholeCheck, ShareCheck, ShareLimitCheck
from ecodesk.checking.plausible import PlausibleCheck
from ecodesk.checking.products import ProductCheck
from ecodesk.checking.protocol import Check
from ecodesk.checking.style import StyleCheck
from ecodesk.checking.sums import PercentSumCheck, SumCheck
from ecodesk.checking.units import ConversionCheck, RestatedCheck, UnitKindCheck
from ecodesk.domain.facts import Fact
from ecodesk.domain.findings import Finding
from ecodesk.domain.text import Article

GROUP = "ecodesk.checks"
log = logging.getLogger(__name__)

BUILTIN: tuple[Check, ...] = (
    SumCheck(),
    PercentSumCheck(),
    PartWholeCheck(),
    ShareLimitCheck(),
    ShareCheck(),
    SameWholeCheck(),
    ProductCheck(),
    FromToCheck(),
    ChangeAmountCheck(),
    DecreaseTimesCheck(),
    IncrementCheck(),
    ConversionCheck(),
    UnitKindCheck(),
    EnumerationCheck(),
    CalendarCheck(),
    PlausibleCheck(),
    RestatedCheck(),
    StyleCheck(),
)


@dataclass(frozen=True, slots=True)
class PluginFailure:
    """A plug-in that could not be loaded or broke down; `reason` is the error's own text."""

    name: str
    reason: str


_failures: dict[str, PluginFailure] = {}


def plugin_failures() -> tuple[PluginFailure, ...]:
    """Plug-ins that failed since the start, for the message bar and for `doctor`."""
    return tuple(_failures.values())


@cache
def _plugins() -> tuple[Check, ...]:
    return tuple(check for point in entry_points(group=GROUP) if (check := load_plugin(point)) is not None)


def load_plugin(point: EntryPoint) -> Check | None:
    """The check behind an entry point; None, and a report, when it does not load."""
    try:
        loaded = point.load()
        check = loaded() if isinstance(loaded, type) else loaded
        if not isinstance(check, Check):
            raise TypeError(f"{point.value} has no code, title and find")
    except Exception as error:  # a plug-in's fault is reported and never stops the desk
        _report(point.name, error)
        return None
    return check


def _report(name: str, error: Exception) -> None:
    _failures[name] = PluginFailure(name, f"{type(error).__name__}: {error}")
    log.error("check plug-in %s failed", name, exc_info=error)


def all_checks() -> tuple[Check, ...]:
    """Built-in checks, then plug-ins."""
    return BUILTIN + _plugins()


def run_plugin(check: Check, copy: Copy) -> list[Finding]:
    """What a plug-in finds; nothing, and a report, when it breaks down."""
    try:
        return list(check.find(copy))
    except Exception as error:  # see load_plugin
        _report(check.code, error)
        return []


def check_article(article: Article, facts: Sequence[Fact]) -> list[Finding]:
    """Everything the checks have to say about one article, holding arithmetic included, in reading order."""
    copy = read_copy(article, facts)
    findings = [finding for check in BUILTIN for finding in check.find(copy)]
    for check in _plugins():
        findings += run_plugin(check, copy)
    return sorted(_distinct(findings), key=_place)


def _distinct(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings without repeats of one kind about the same figures and place."""
    seen: set[tuple[object, ...]] = set()
    for finding in findings:
        key = (finding.kind, frozenset(fact.id for fact in finding.facts), finding.span)
        if key not in seen:
            seen.add(key)
            yield finding


def _place(finding: Finding) -> int:
    if finding.facts:
        return min(fact.span.start for fact in finding.facts)
    return finding.span.start if finding.span else 0
