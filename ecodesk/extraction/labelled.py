"""A figure with its label: subject and indicator."""

from __future__ import annotations

from typing import NamedTuple

from ecodesk.extraction.spot import Spot


class Label(NamedTuple):
    """Subject and indicator, each with the code of its rule in resources/rules.csv."""

    subject: str
    indicator: str
    subject_rule: str
    indicator_rule: str


class Labelled(NamedTuple):
    """A figure of the sentence that has its label.

    `level` is the indicator that a change would be of; `doer` is True where the subject is no name, only
    the noun before the verb, which is carried no further than the sentence. `whose` is who reached what was
    told (规模以上企业 of 全市规模以上企业实现利润), without the name before.
    """

    spot: Spot
    label: Label
    level: str
    doer: bool = False
    whose: str = ""


def carried_on(before: Label) -> str:
    """How sure a subject taken over from the figure before is: no surer than it was there."""
    how = before.subject_rule.removeprefix("subject-")
    return how if how in ("topic", "before", "doer") else "figure"


def is_route(one: Labelled) -> bool:
    """True for 大理到漾濞, which nothing but the time it takes is told of."""
    return one.label.indicator_rule == "indicator-route"


def is_carried(one: Labelled) -> bool:
    """True for a figure whose subject the next sentence may go on about."""
    return bool(one.label.subject) and not one.doer and not is_route(one)
