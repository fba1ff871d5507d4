"""Findings: what the checks have to say about facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ecodesk.domain.facts import Fact
from ecodesk.domain.rulings import Settlement
from ecodesk.domain.text import Span


class Verdict(StrEnum):
    """Outcome of a check: the first three and the last inside one article, the rest across articles."""

    HOLDS = "holds"  # 相符
    FAILS = "fails"  # 不符
    QUERY = "query"  # 存疑
    SAME = "same"  # 一致
    ROUNDED = "rounded"  # 约数一致
    SCOPE = "scope"  # 口径不同
    PERIOD = "period"  # 不同期
    CONFLICT = "conflict"  # 冲突
    KEPT = "kept"  # 已采用：编辑定了以哪一处为准
    SINGLE = "single"  # 单一来源
    NOTE = "note"  # 提示：可看可不看，不算问题


PROBLEMS = frozenset({Verdict.FAILS, Verdict.QUERY, Verdict.CONFLICT})
"""Verdicts that ask for the editor's attention."""


VALUED = frozenset({Verdict.CONFLICT, Verdict.SCOPE, Verdict.KEPT, Verdict.ROUNDED})
"""Verdicts of a group whose values an editor can rule on: those of several periods differ as they should."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is probably meant: a new value for one field of one fact, and how to print it (13.5万吨)."""

    fact_id: str
    field: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Extent:
    """Usual or derived interval for the number line, in base values of the unit shown."""

    low: str
    high: str
    unit: str
    label: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of one check.

    `kind` is the check's code; `formula` shows the arithmetic with the article's own figures;
    `explanation` is a sentence for the editor, the same on screen and in the workbook.
    `span` is set, with no facts, where a finding is about words only. `settlement` is what an editor ruled.
    `outliers` are the facts of a trend (Fact.id) that are out of line with their neighbours in time.
    """

    kind: str
    verdict: Verdict
    facts: tuple[Fact, ...]
    explanation: str
    formula: str = ""
    tolerance: str = ""
    suggestion: Suggestion | None = None
    extent: Extent | None = None
    article_id: str = ""
    span: Span | None = None
    settlement: Settlement | None = None
    outliers: tuple[str, ...] = ()

    @property
    def is_problem(self) -> bool:
        return self.verdict in PROBLEMS


def finding_record(finding: Finding) -> dict[str, object]:
    """The finding as a public record of JSON lines."""
    return {
        "kind": finding.kind,
        "verdict": str(finding.verdict),
        "facts": [
            {
                "document": fact.document,
                "article": str(fact.article),
                "start": str(fact.span.start),
                "end": str(fact.span.end),
                "text": fact.text,
                "sentence": fact.sentence,
            }
            for fact in finding.facts
        ],
        "formula": finding.formula,
        "tolerance": finding.tolerance,
        "explanation": finding.explanation,
        "suggestion": finding.suggestion.text if finding.suggestion else "",
    }
