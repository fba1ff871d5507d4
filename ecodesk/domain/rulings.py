"""Rulings: what an editor ruled about statements of several articles, beyond what the checks can tell.

A ruling is about a pair of statements, so that it outlives every new grouping. It answers one of two
questions: whether the two state one thing (split, join), or how their values stand (scope, keep). The newest
one counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ecodesk.domain.facts import Fact


class Choice(StrEnum):
    """What was ruled (裁定)."""

    SCOPE = "scope"  # 口径不同
    KEEP = "keep"  # 采用此值
    SPLIT = "split"  # 拆出本组
    JOIN = "join"  # 并入本组
    NONE = "none"  # 撤回：听核查的


class Question(StrEnum):
    """Which of the two questions a ruling answers; each pair has one answer to each."""

    GROUP = "group"  # 是不是一回事
    VALUE = "value"  # 数值怎样算


QUESTION_OF = {Choice.SCOPE: Question.VALUE, Choice.KEEP: Question.VALUE,
               Choice.SPLIT: Question.GROUP, Choice.JOIN: Question.GROUP}


@dataclass(frozen=True, slots=True)
class Ruling:
    """One ruling about the facts `left` and `right` (Fact.id); `kept` is whose value counts, "" for none.

    The digits are those the editor saw (`digits_of`): where they have changed the ruling lapses, but for a
    join.
    `at` is an aware UTC time, `step` the editor's action.
    """

    left: str
    right: str
    choice: Choice
    kept: str
    left_digits: str
    right_digits: str
    note: str
    editor: str
    at: datetime
    step: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was ruled about a group, beside its finding.

    `kept` is the fact whose value counts, "" for none; `departing` are those that still say otherwise.
    `lapsed`: digits have changed since, the group is open again. `step` is the newest action heard.
    """

    choice: Choice
    editor: str
    at: datetime
    note: str = ""
    kept: str = ""
    departing: tuple[str, ...] = ()
    lapsed: bool = False
    step: int = 0


def digits_of(fact: Fact) -> str:
    """What makes a figure another one: value, upper value and unit."""
    return "|".join((fact.value, fact.value_high, fact.unit))
