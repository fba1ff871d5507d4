"""What was verified before and is said again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ecodesk.domain.findings import Verdict
from ecodesk.domain.views import FactRow

AGREEING = frozenset({Verdict.SAME, Verdict.ROUNDED})


class Alike(StrEnum):
    """How a fact was recognised."""

    STATEMENT = "statement"  # 同一句话
    MEANING = "meaning"  # 同一意思


@dataclass(frozen=True, slots=True)
class Remembered:
    """A fact that an editor verified or corrected and that another article states, too.

    `row` says by whom, when and against what source. `verdict` is how the values stand: same, rounded, or,
    where they differ, scope or conflict: then it is a difference to be looked at, and nothing is known of the
    new value. `slip` tells that the new value is the one that was corrected there.
    """

    row: FactRow
    alike: Alike
    verdict: Verdict
    slip: bool = False

    @property
    def agrees(self) -> bool:
        return self.verdict in AGREEING
