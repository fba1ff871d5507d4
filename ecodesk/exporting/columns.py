"""Columns of the sheet 数据明细: heading, width, what stands in them and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ecodesk.domain.decisions import GONE, Gone, Status
from ecodesk.domain.facts import Measure, Modality, Qualifier
from ecodesk.domain.reasons import Trust, field_trust
from ecodesk.domain.views import FactRow
from ecodesk.exporting.content import row_hash_of
from ecodesk.knowledge.labels import field_label, label
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.reasons import rule_words

SHEET = "数据明细"
ROW_ID = "行标识"
ROW_HASH = "行校验"

CODED: dict[str, type[StrEnum]] = {
    "status": Status, "qualifier": Qualifier, "measure": Measure, "modality": Modality,
    GONE: Gone,
}
"""Fields that are shown by their labels and offered as a drop-down."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `width` counts half-width characters. `field` is "" where nothing is taken back."""

    heading: str
    width: float
    show: Callable[[FactRow], str | int | datetime | None]
    field: str = ""
    numeric: bool = False
    hidden: bool = False


def _field(name: str, width: float, numeric: bool = False) -> Column:
    def show(row: FactRow) -> str:
        value = getattr(row.fact, name)
        return label(value) if isinstance(value, StrEnum) else str(value)

    return Column(field_label(name), width, show, name, numeric)


def _rule(row: FactRow) -> str:
    return message("services.by-hand") if row.fact.by_hand else row.fact.rule


def _doubts(row: FactRow) -> str:
    """Fields of the fact as extracted whose rule is often wrong: 主体（沿用前文的主体，46%）."""
    doubtful = [one for one in row.original.reasons if field_trust(one.confidence) is Trust.DOUBTFUL]
    return "；".join(f"{field_label(one.field)}（{rule_words(one.rule)}，{one.confidence:.0%}）"
                    for one in doubtful)


def _qualifier(row: FactRow) -> str:
    return "" if row.fact.is_claim else label(row.fact.qualifier)


COLUMNS: tuple[Column, ...] = (
    Column(field_label("status"), 8, lambda row: label(row.status), "status"),
    Column(field_label("text"), 18, lambda row: row.fact.text),
    _field("subject", 20),
    _field("indicator", 22),
    _field("value", 17, numeric=True),
    _field("value_high", 12, numeric=True),
    _field("unit", 11),
    Column(field_label("qualifier"), 9, _qualifier, "qualifier"),
    _field("measure", 9),
    _field("period", 21),
    _field("place", 12),
    _field("modality", 8),
    Column("核查", 11, lambda row: label(row.verdict) if row.verdict else ""),
    Column("同述文件", 10, lambda row: row.documents),
    Column(field_label("note"), 26, lambda row: row.note, "note"),
    Column(field_label("source"), 26, lambda row: row.source, "source"),
    Column("稿件", 26, lambda row: row.title),
    Column(field_label("document"), 20, lambda row: row.fact.document),
    Column(field_label("article"), 7, lambda row: row.fact.article),
    Column(field_label("sentence"), 60, lambda row: row.fact.sentence),
    Column("审定人", 10, lambda row: row.editor),
    Column("审定时间", 17, lambda row: row.decided_at),
    Column(field_label("start"), 7, lambda row: row.fact.span.start),
    Column(field_label("end"), 7, lambda row: row.fact.span.end),
    Column(field_label("rule"), 16, _rule),
    Column(field_label("confidence"), 7, lambda row: f"{row.fact.confidence:.2f}", numeric=True),
    Column("存疑项", 34, _doubts),
    Column(ROW_ID, 10, lambda row: row.id, hidden=True),
    Column(ROW_HASH, 16, row_hash_of, hidden=True),
)


def index_of(heading: str) -> int:
    """1-based position of a column as exported."""
    return next(number for number, column in enumerate(COLUMNS, 1) if column.heading == heading)
