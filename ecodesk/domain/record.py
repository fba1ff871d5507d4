"""Lines of the record (修改记录) that are about no fact: imports taken back, references changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ecodesk.domain.references import Reference


@dataclass(frozen=True, slots=True)
class ReferenceMove:
    """A reference before and after a step; None where it was not in use."""

    before: Reference | None
    after: Reference | None


@dataclass(frozen=True, slots=True)
class WithdrawalStep:
    """An import taken back, or (`undoes`) brought back: its batch, and how much of it."""

    step: int
    editor: str
    at: datetime
    title: str
    articles: int
    facts: int
    undoes: int = 0
    redoes: int = 0


@dataclass(frozen=True, slots=True)
class ReferenceStep:
    """References that a step added, changed or removed: how many, and the first of them."""

    step: int
    editor: str
    at: datetime
    added: int
    changed: int
    removed: int
    first: tuple[ReferenceMove, ...]
    undoes: int = 0
    redoes: int = 0

    @property
    def count(self) -> int:
        return self.added + self.changed + self.removed


DeskStep = WithdrawalStep | ReferenceStep
