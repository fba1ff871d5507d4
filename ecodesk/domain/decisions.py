"""Decisions: what an editor decided about a fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """State of a fact in review (审定)."""

    OPEN = "open"  # 待核
    VERIFIED = "verified"  # 已核
    CORRECTED = "corrected"  # 已改
    REJECTED = "rejected"  # 不采
    QUERIED = "queried"  # 存疑


class Gone(StrEnum):
    """Why a fact stands in no list (去留); its row and its history stay."""

    HERE = ""  # 在列
    UNMADE = "unmade"  # 未登记: not made yet, or its making was undone
    REMOVED = "removed"  # 删去: no fact at all
    SPLIT = "split"  # 已拆开: its parts stand in its place
    MERGED = "merged"  # 已并入: the whole stands in its place


GONE = "gone"
"""Name under which a decision tells that a fact came or went."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after a correction, or `gone` before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the append-only audit trail.

    `step` numbers the editor's action: all decisions of a bulk action share it, and it is what undo
    takes back. `undoes` is the step that this decision takes back, `redoes` the one it does
    again, 0 for neither.
    `at` is an aware UTC time. `carried_from` is the fact of the article's older version whose decision
    was carried over to this one, 0 where an editor decided.
    """

    id: int
    step: int
    fact_id: int
    status_before: Status
    status: Status
    changes: tuple[FieldChange, ...]
    note: str
    source: str
    editor: str
    at: datetime
    undoes: int = 0
    redoes: int = 0
    carried_from: int = 0
