"""What goes into a workbook and what comes back from it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ecodesk.domain.decisions import Status
from ecodesk.domain.facts import EDITABLE
from ecodesk.domain.record import DeskStep
from ecodesk.domain.references import ReferenceCoverage, ReferenceRow
from ecodesk.domain.views import (
    ArticleRow,
    BatchRow,
    DecisionRow,
    FactRow,
    FindingRow,
    RulingStep,
    WordingRow,
)
from ecodesk.exporting.texts import safe_text

TAKEN_BACK = (*EDITABLE, "status", "note", "source")
"""Fields whose changes in a workbook are taken back, in the order of the row hash."""

DIGITS = 8


@dataclass(frozen=True, slots=True)
class WorkbookContent:
    """All that a workbook shows; `created` is an aware time, facts come in reading order.

    `texts` are the articles with their corrections laid in, there only where they are what is written.
    """

    created: datetime
    editor: str
    batches: Sequence[BatchRow]
    articles: Sequence[ArticleRow]
    facts: Sequence[FactRow]
    findings: Sequence[FindingRow]
    decisions: Sequence[DecisionRow]
    rulings: Sequence[RulingStep] = ()
    references: Sequence[ReferenceRow] = ()
    coverage: ReferenceCoverage = field(default_factory=ReferenceCoverage)
    wordings: Sequence[WordingRow] = ()
    steps: Sequence[DeskStep] = ()
    texts: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class WorkbookRow:
    """One fact as it stands in an edited workbook.

    `fields` holds the editable fields whose columns are there; `row_hash` is the one written at export;
    `absent` names fields whose column is gone ("" stands in their place). Ask `changed` what the editor
    really touched.
    """

    fact_id: int
    row_hash: str
    status: Status
    note: str
    source: str
    fields: Mapping[str, str]
    absent: frozenset[str] = frozenset()

    @property
    def changed(self) -> frozenset[str]:
        """Fields that differ from what was exported; a column that is gone never counts as changed."""
        values = {**self.fields, "status": str(self.status), "note": self.note, "source": self.source}
        before = split_hash(self.row_hash)
        return frozenset(name for name, value in values.items()
                         if name in before and name not in self.absent and before[name] != field_hash(value))


def row_hash_of(row: FactRow) -> str:
    """Hash of a fact's editable state: 8 hexadecimal digits a field, so that each is compared alone."""
    values = {name: str(getattr(row.fact, name)) for name in EDITABLE}
    values |= {"status": str(row.status), "note": row.note, "source": row.source}
    return "".join(field_hash(values[name]) for name in TAKEN_BACK)


def changed_since(row: FactRow, row_hash: str) -> frozenset[str]:
    """Fields of the desk's row that differ from the hash: what was decided here since the export."""
    before, now = split_hash(row_hash), split_hash(row_hash_of(row))
    return frozenset(name for name in TAKEN_BACK if before.get(name) != now[name])


def split_hash(row_hash: str) -> dict[str, str]:
    """Field name to its part of the hash; {} for a hash that is damaged."""
    if len(row_hash) != DIGITS * len(TAKEN_BACK):
        return {}
    parts = (row_hash[start : start + DIGITS] for start in range(0, len(row_hash), DIGITS))
    return dict(zip(TAKEN_BACK, parts, strict=True))


def field_hash(value: str) -> str:
    """Hash of a value as a cell can hold it: outer blanks do not survive a spreadsheet."""
    text = safe_text(value).strip()
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]

