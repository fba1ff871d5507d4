"""All checks in one place: the built-in ones, then those of entry points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial

from ecodesk.checking.changes import ChangeAmountCheck, DecreaseTimesCheck, FromToCheck
from ecodesk.checking.days import CalendarCheck
from ecodesk.checking.increments import IncrementCheck
from ecodesk.checking.layout import read_copy
from ecodesk.checking.lists import EnumerationCheck
from ecodesk.checking.metrology import HugeUnitCheck, LegalUnitCheck
from ecodesk.checking.parts import PartWholeCheck, SameWholeCheck, ShareCheck, ShareLimitCheck
from ecodesk.checking.plausible import PlausibleCheck
from ecodesk.checking.products import ProductCheck
from ecodesk.checking.protocol import Check
from ecodesk.checking.rulebook import DEFAULT, Rulebook, known_codes
from ecodesk.checking.scripts import InSimplified
from ecodesk.checking.style import StyleCheck
from ecodesk.checking.sums import PercentSumCheck, SumCheck
from ecodesk.checking.units import ConversionCheck, RestatedCheck, UnitKindCheck
from ecodesk.domain.facts import Fact
from ecodesk.domain.findings import Finding
from ecodesk.domain.text import Article
from ecodesk.knowledge.plugins import load_plugins, run_plugin

GROUP = "ecodesk.checks"

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
    LegalUnitCheck(),
    HugeUnitCheck(),
    StyleCheck(),
)


PARTED = frozenset({ChangeAmountCheck.code})
"""Checks that find under several codes: one of them may be off and the others on."""


@cache
def _plugins() -> tuple[Check, ...]:
    return load_plugins(GROUP, Check)  # type: ignore[type-abstract]


def all_checks() -> tuple[Check, ...]:
    """Built-in checks, then plug-ins."""
    return BUILTIN + _plugins()


def check_article(article: Article, facts: Sequence[Fact], book: Rulebook = DEFAULT) -> list[Finding]:
    """Everything the checks have to say about one article, holding arithmetic included, in reading order.

    The checks read Simplified, whatever the copy is in. `book` says which rules are off and what the
    newsroom has chosen.
    """
    script = InSimplified(article, facts)
    copy = read_copy(script.article, script.facts, book)
    findings = [finding for check in BUILTIN if book.has(check.code) or check.code in PARTED
                for finding in check.find(copy)]
    for check in _plugins():
        findings += run_plugin(GROUP, check.code, partial(check.find, copy))
    findings = [finding for finding in findings if book.has(finding.kind)]
    return [script.as_written(finding) for finding in sorted(_distinct(findings), key=_place)]


def switchable() -> frozenset[str]:
    """Codes of everything that can be switched off, plug-ins and the style of figures as a whole included."""
    return known_codes(check.code for check in all_checks())


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
