"""What was ruled about a group, in words: the same on the screen and in the workbook."""

from __future__ import annotations

from ecodesk.domain.findings import Finding, Verdict
from ecodesk.domain.rulings import Settlement
from ecodesk.domain.views import FindingRow, RulingStep
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.messages import message


def is_settled(finding: Finding) -> bool:
    """True where an editor's ruling stands and nothing of it is left to do."""
    told = finding.settlement
    if told is None or told.lapsed or told.departing:
        return False
    return finding.verdict is not Verdict.CONFLICT


def is_unsettled(finding: Finding) -> bool:
    """True for a group that still asks for a ruling, or for what a ruling asks for to be done."""
    if finding.kind != "across":
        return False
    told = finding.settlement
    if told is None:
        return finding.verdict in (Verdict.CONFLICT, Verdict.SCOPE)
    return not is_settled(finding)


def settlement_words(row: FindingRow, *, noted: bool = False) -> str:
    """采用 12万亩（《山坡》）· 1 处待改 · 王 2026-01-02; "" where nothing was ruled. `noted`: and why."""
    told = row.finding.settlement
    if told is None:
        return ""
    parts = [_what(row, told)]
    if told.departing and not told.lapsed:
        parts.append(message("settled-open", count=len(told.departing)))
    parts.append(f"{told.editor or message('settled-unsigned')} {told.at.astimezone():%Y-%m-%d}")
    return " · ".join(parts) + (f"：{told.note}" if noted and told.note else "")


def _what(row: FindingRow, told: Settlement) -> str:
    if told.lapsed:
        return message("settled-again", choice=label(told.choice))
    kept = next((fact for fact in row.rows if fact.fact.id == told.kept), None)
    if kept is None:
        return message(f"settled-{told.choice}")
    return message("settled-keep", value=kept.fact.text, title=kept.title)


def step_words(step: RulingStep) -> str:
    """One action about a group in a line, for the record: 采用此值（12万亩）."""
    words = label(step.choice) + (f"（{step.kept.fact.text}）" if step.kept else "")
    if step.undoes:
        return message("settled-undone", words=words)
    if step.redoes:
        return message("settled-redone", words=words)
    return message("settled-carried", words=words) if step.carried else words
