"""How a fact shows itself: colour, line and icon together, one rule for text, table and charts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ecodesk.domain.decisions import Status
from ecodesk.domain.findings import Verdict
from ecodesk.domain.views import FactRow


class Line(StrEnum):
    """Underline under a highlight."""

    SOLID = "solid"
    DOTTED = "dotted"
    DASHED = "dashed"
    STRIKE = "strike"


@dataclass(frozen=True, slots=True)
class Mark:
    """`role` names three colours of the theme: role, role_text and role_tint."""

    role: str
    line: Line
    icon: str
    label: str


OPEN = Mark("open", Line.DOTTED, "mdi6.circle-outline", "待核")
VERIFIED = Mark("verified", Line.SOLID, "mdi6.check-bold", "已核")
CORRECTED = Mark("corrected", Line.SOLID, "mdi6.pencil", "已改")
REJECTED = Mark("rejected", Line.STRIKE, "mdi6.close-thick", "不采")
QUERIED = Mark("queried", Line.DASHED, "mdi6.help", "存疑")
CONFLICT = Mark("conflict", Line.SOLID, "mdi6.alert-outline", "冲突")

_DECIDED = {Status.VERIFIED: VERIFIED, Status.CORRECTED: CORRECTED, Status.REJECTED: REJECTED,
            Status.QUERIED: QUERIED}
_WARNED = {Verdict.CONFLICT: CONFLICT, Verdict.FAILS: CONFLICT, Verdict.QUERY: QUERIED}
_VERDICT_ROLE = {
    Verdict.CONFLICT: "conflict", Verdict.FAILS: "conflict", Verdict.QUERY: "queried",
    Verdict.SAME: "verified", Verdict.HOLDS: "verified", Verdict.ROUNDED: "verified",
    Verdict.SCOPE: "open", Verdict.PERIOD: "open", Verdict.SINGLE: "open",
    Verdict.NOTE: "open", Verdict.KEPT: "corrected",
}


def mark_of(row: FactRow) -> Mark:
    """An editor's decision speaks first; an undecided fact shows what the checks say."""
    decided = _DECIDED.get(row.status)
    if decided:
        return decided
    return _WARNED.get(row.verdict, OPEN) if row.verdict else OPEN


GROUPED = frozenset({Verdict.SAME, Verdict.ROUNDED, Verdict.SCOPE, Verdict.PERIOD, Verdict.CONFLICT,
                     Verdict.KEPT})
"""Verdicts about several statements of one thing: only these belong on one number line."""


def verdict_role(verdict: Verdict | None) -> str:
    """Colour role of a verdict."""
    return _VERDICT_ROLE[verdict] if verdict else "open"


def is_open(row: FactRow) -> bool:
    """True while an editor still has to look."""
    return row.status is Status.OPEN


def has_conflict(row: FactRow) -> bool:
    """True for a fact that a check contradicts and no editor has settled."""
    return row.verdict in (Verdict.CONFLICT, Verdict.FAILS) and row.status in (Status.OPEN, Status.QUERIED)


def is_doubtful(row: FactRow) -> bool:
    """True for a fact that an editor or, while it is open, a check calls doubtful."""
    return mark_of(row) is QUERIED
