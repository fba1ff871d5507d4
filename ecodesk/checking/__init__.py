"""Checks of figures: sums, ratios, conversions, ranges, style, and the same figure across articles."""

from __future__ import annotations

from ecodesk.checking.across import LARGEST_GROUP, check_across
from ecodesk.checking.likeness import forget
from ecodesk.checking.protocol import Check
from ecodesk.checking.registry import BUILTIN, all_checks, check_article, switchable
from ecodesk.checking.rulebook import DEFAULT, DESK_CODES, Rule, Rulebook, all_rules, house_rows
from ecodesk.checking.settling import alike_in_kind, apart

__all__ = [
    "BUILTIN",
    "DEFAULT",
    "DESK_CODES",
    "LARGEST_GROUP",
    "Check",
    "Rule",
    "Rulebook",
    "alike_in_kind",
    "all_checks",
    "all_rules",
    "apart",
    "check_across",
    "check_article",
    "forget",
    "house_rows",
    "switchable",
]
