"""Entries of the newsroom's own dictionary (本社词条): how this desk writes what extraction finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ecodesk.domain.decisions import Status

ENTRY_FIELDS = ("subject", "indicator", "unit")
"""Fields of a fact that an entry may write."""


class EntryState(StrEnum):
    """Whether an entry is used at imports."""

    PROPOSED = "proposed"  # 候选: seen in corrections, not used
    ACTIVE = "active"  # 启用
    OFF = "off"  # 停用
    REMOVED = "removed"  # 移除: not shown, not proposed again


@dataclass(frozen=True, slots=True)
class Entry:
    """Write `wanted` where extraction finds exactly `found` in a field.

    `given` narrows it, "" is everywhere: for an indicator a unit, whose kind the figure must be of (亩 for
    any area); for a unit the indicator beside it. A subject has no such condition.
    A subject whose two words are the same is a name: it is known as one word wherever the copy holds it.
    """

    field: str
    found: str
    wanted: str
    given: str = ""

    @property
    def is_name(self) -> bool:
        """True where the entry only says that this is somebody's or something's name."""
        return self.field == "subject" and self.found == self.wanted


@dataclass(frozen=True, slots=True)
class Correction:
    """A field of a fact that is not as extracted: the evidence of entries.

    `against` tells that the entry had written the field and an editor wrote something else over it.
    """

    fact_id: int
    article_id: int
    entry: Entry
    status: Status
    sentence: str
    editor: str
    at: datetime | None
    against: bool = False


@dataclass(frozen=True, slots=True)
class SaidEntry:
    """What an editor said about an entry last. `revision` counts what was said about the same words."""

    entry: Entry
    state: EntryState
    revision: int
    step: int
    editor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of the dictionary.

    `said` tells that an editor decided the state, else the corrections did. `corrections` counts
    sentences in which an editor wrote `wanted` by hand, `articles` those that they stand in, `against`
    decided facts that keep `found` or that an editor wrote otherwise after the entry had, `uses` facts
    that the entry has written. `sentence` and `fact_id` are of the latest correction, "" and 0 where
    there is none.
    """

    entry: Entry
    state: EntryState
    said: bool
    revision: int
    corrections: int
    articles: int
    against: int
    uses: int
    editor: str
    at: datetime | None
    sentence: str = ""
    fact_id: int = 0
