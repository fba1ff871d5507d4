"""Checks of figures: sums, ratios, conversions, ranges, style, and the same figure across articles."""

from __future__ import annotations

from ecodesk.checking.across import check_across
from ecodesk.checking.likeness import forget
from ecodesk.checking.protocol import Check
from ecodesk.checking.registry import BUILTIN, all_checks, check_article

__all__ = [
    "BUILTIN",
    "Check",
    "all_checks",
    "check_across",
    "check_article",
    "forget",
]
