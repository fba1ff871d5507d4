"""Why a field of a fact holds what it holds, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import prod
from operator import attrgetter

REASONED = ("value", "qualifier", "measure", "subject", "indicator", "period", "place", "modality")
"""Fields that have a reason, in the order in which they are kept; `value` stands for number and unit."""


@dataclass(frozen=True, slots=True)
class Reason:
    """The rule that decided a field, and the share of figures (0 to 1) in which it is right."""

    field: str
    rule: str
    confidence: float


class Trust(StrEnum):
    """How far a fact can be relied upon (把握), by its confidence."""

    DOUBTFUL = "doubtful"  # 疑
    FAIR = "fair"  # 中
    SURE = "sure"  # 稳


FAIR_FROM, SURE_FROM = 0.145, 0.21
"""Confidence of a fact from which on it is no longer doubtful, and from which on it is sure.

The annotated news falls into three like parts: the chance that eight fields are right is never high.
"""

FIELD_FAIR_FROM, FIELD_SURE_FROM = 0.5, 0.8
"""The same for one field: below the first it is likelier wrong than right in unseen copy."""


def overall(reasons: Iterable[Reason]) -> float:
    """Confidence of a fact: the chance that none of its fields needs correcting, each erring by itself."""
    chance: float = prod(map(_CONFIDENCE, reasons))
    return round(chance, 4)


_CONFIDENCE = attrgetter("confidence")


def trust_of(confidence: float) -> Trust:
    """Which third a fact falls into."""
    return _graded(confidence, FAIR_FROM, SURE_FROM)


def field_trust(confidence: float) -> Trust:
    """The same for one of its fields."""
    return _graded(confidence, FIELD_FAIR_FROM, FIELD_SURE_FROM)


def _graded(confidence: float, fair: float, sure: float) -> Trust:
    if confidence >= sure:
        return Trust.SURE
    return Trust.FAIR if confidence >= fair else Trust.DOUBTFUL
