"""What references say about groups of statements, and the report of an import of them, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ecodesk.domain.findings import Verdict
from ecodesk.domain.references import (
    Coverage,
    Reckoning,
    ReferenceCoverage,
    ReferenceImportRow,
    ReferenceOutcome,
    ReferenceReport,
)
from ecodesk.domain.views import FactRow, FindingRow
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.references import cited, figure_text
from ecodesk.store.lists import Lists

COLUMNS = ("sheet", "number", "outcome", "words", "message")
_AGREEING = (Verdict.SAME, Verdict.ROUNDED)
_DIFFERING = (Verdict.CONFLICT, Verdict.QUERY)
_GROUPED = (Verdict.SAME, Verdict.ROUNDED, Verdict.CONFLICT, Verdict.SCOPE)


def outranked(lists: Lists, rows: Sequence[FindingRow]) -> list[FindingRow]:
    """Findings across articles with what the reference says: which of the articles agree with it.

    A reference outranks an article: what agrees with it is not to be changed for the sake of another article.
    """
    groups = [row for row in rows if row.finding.kind == "across" and row.finding.verdict in _GROUPED]
    if not groups or not lists.reference_stamp():
        return list(rows)
    known = lists.reckonings(fact.id for row in groups for fact in row.rows)
    return [_outranked(row, known) if row.finding.kind == "across" else row for row in rows]


def _outranked(row: FindingRow, known: Mapping[int, Sequence[Reckoning]]) -> FindingRow:
    best = {fact.id: known[fact.id][0] for fact in row.rows if fact.id in known}
    agree = [fact for fact in row.rows if fact.id in best and best[fact.id].verdict in _AGREEING]
    differ = [fact for fact in row.rows if fact.id in best and best[fact.id].verdict in _DIFFERING]
    if not agree and not differ:
        return row
    reference = best[(agree or differ)[0].id].row.reference
    told = "；".join(message(code, names=_names(facts)) for code, facts in (
        ("services.reference-agrees", agree), ("services.reference-differs", differ)) if facts)
    words = message("services.reference-outranks", value=figure_text(reference),
                    source=cited(reference) or message("reference-unsourced"), told=told)
    offered = row.finding.suggestion
    if offered is not None and any(fact.fact.id == offered.fact_id for fact in agree):
        offered = None
    explanation = f"{row.finding.explanation}。{words}"
    return replace(row, finding=replace(row.finding, explanation=explanation, suggestion=offered))


def _names(facts: Sequence[FactRow]) -> str:
    return "、".join(dict.fromkeys(f"《{fact.title}》{fact.fact.text}" for fact in facts))


def coverage_of(lists: Lists) -> ReferenceCoverage:
    """How many facts have a reference, of the desk and of each batch."""
    batches, count = lists.coverage(), lists.reference_count()
    return ReferenceCoverage(count, sum(batches.values(), Coverage()), batches)


def told(report: ReferenceReport) -> ReferenceReport:
    """The report with all of it as text."""
    lines = [total_of(report), *report.notes, "\t".join(headings()), lines_of(report.rows)]
    return replace(report, text="\n".join(lines))


def headings() -> tuple[str, ...]:
    """Headings of the report's table."""
    return tuple(message(f"references.{name}") for name in COLUMNS)


def cells_of(row: ReferenceImportRow) -> tuple[str, ...]:
    """One row of a report as text."""
    return row.sheet, str(row.number), label(row.outcome), row.words, row.message


def lines_of(rows: Sequence[ReferenceImportRow]) -> str:
    """A line a row with tabs between the cells, so that it pastes into a spreadsheet."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in cells_of(row)) for row in rows)


def total_of(report: ReferenceReport) -> str:
    """What came of all the rows, in one line."""
    counts = "，".join(message("references.count", label=label(outcome), count=report.count(outcome))
                      for outcome in ReferenceOutcome if report.count(outcome))
    return message("references.total", name=report.name, rows=len(report.rows),
                   counts=counts or message("references.nothing"))
