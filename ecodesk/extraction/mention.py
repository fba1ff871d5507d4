"""A figure as it stands in the text."""

from __future__ import annotations

from typing import NamedTuple

from ecodesk.domain.facts import Measure, Qualifier


class Mention(NamedTuple):
    """A figure as it stands in the text: span with qualifier and unit, and its quantity.

    `measure` is set where the form alone tells (rank, grade, multiple), else None.
    """

    start: int
    end: int
    value: str
    value_high: str
    unit: str
    qualifier: Qualifier
    step: str
    rule: str
    measure: Measure | None = None
