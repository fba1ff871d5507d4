"""All rules of the checks as rows, and what a newsroom has chosen of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from ecodesk.domain.findings import Verdict
from ecodesk.domain.references import REFERENCE_KIND
from ecodesk.knowledge.ranges import Range, ranges
from ecodesk.knowledge.tables import read_table

SEVERITIES = {"E": Verdict.FAILS, "W": Verdict.QUERY, "I": Verdict.NOTE}
STYLE = ("code", "severity", "message", "source", "pattern", "fix", "wrong", "right")
MEANING = ("code", "severity", "message", "source", "wrong", "right")
HOUSE = ("code", "form", "title", "pattern", "fix", "wrong", "right")
HOUSE_SOURCE = "本报体例"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as an editor sees it; `form` is set for a choice of house style."""

    code: str
    verdict: Verdict
    message: str
    source: str
    wrong: str
    right: str
    pattern: str = ""
    fix: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What a newsroom has chosen: codes that are off, forms of house style by code, ranges of its own.

    A range of its own takes the place of the built-in one of the same code, else it goes before the others.
    """

    without: frozenset[str] = frozenset()
    forms: frozenset[tuple[str, str]] = frozenset()
    own_ranges: tuple[Range, ...] = field(default=())

    def has(self, code: str) -> bool:
        """True for a rule that is not switched off."""
        return code not in self.without

    @property
    def ranges(self) -> tuple[Range, ...]:
        """The newsroom's own ranges, then the built-in ones."""
        if not self.own_ranges:
            return ranges()
        own = {row.code for row in self.own_ranges}
        return (*self.own_ranges, *(row for row in ranges() if row.code not in own))


DEFAULT = Rulebook()


@cache
def style_rows() -> tuple[Rule, ...]:
    """Rows of checking_style.csv; ValueError for an unknown severity."""
    return tuple(_rule(row, "checking_style.csv") for row in read_table("checking_style.csv", STYLE))


@cache
def meaning_rows() -> tuple[Rule, ...]:
    """Rows of checking_meaning.csv; ValueError for an unknown severity."""
    return tuple(_rule(row, "checking_meaning.csv") for row in read_table("checking_meaning.csv", MEANING))


@cache
def house_rows() -> tuple[Rule, ...]:
    """Rows of checking_house.csv: each form of each choice; ValueError for a choice of fewer than two."""
    rows = tuple(
        Rule(
            row["code"],
            Verdict.QUERY,
            row["title"],
            HOUSE_SOURCE,
            row["wrong"],
            row["right"],
            row["pattern"],
            row["fix"],
            row["form"],
        )
        for row in read_table("checking_house.csv", HOUSE)
    )
    choices = [row.code for row in rows]
    forms = {(row.code, row.form) for row in rows}
    if any(choices.count(code) < 2 for code in choices) or len(forms) < len(rows):
        raise ValueError("checking_house.csv: a choice needs two forms, each once")
    return rows


def all_rules() -> tuple[Rule, ...]:
    """Every rule: meaning, style, then the forms of house style."""
    return (*meaning_rows(), *style_rows(), *house_rows())


DESK_CODES = frozenset({REFERENCE_KIND})
"""Codes of what is checked against the desk, not inside one article."""


def known_codes(others: Iterable[str] = ()) -> frozenset[str]:
    """Codes that can be switched off: of all rules, and those of `others` (plug-ins)."""
    return frozenset(rule.code for rule in (*meaning_rows(), *style_rows())) | DESK_CODES | frozenset(others)


def _rule(row: dict[str, str], table: str) -> Rule:
    if row["severity"] not in SEVERITIES:
        raise ValueError(f"{table}: {row['code']}: unknown severity {row['severity']}")
    return Rule(
        row["code"],
        SEVERITIES[row["severity"]],
        row["message"],
        row["source"],
        row["wrong"],
        row["right"],
        row.get("pattern", ""),
        row.get("fix", ""),
    )
