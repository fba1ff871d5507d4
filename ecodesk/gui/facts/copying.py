"""Rows of the facts table as tab-separated text with headers: as shown, or as kept."""

from __future__ import annotations

from collections.abc import Sequence

from ecodesk.domain.views import FactRow
from ecodesk.exporting.records import inert
from ecodesk.gui.marks import mark_of
from ecodesk.gui.models.facts import HEADERS, Column, cell_text

_RAW = {Column.STATUS: ("status",), Column.VALUE: ("value", "value_high"), Column.HEDGE: ("qualifier",),
        Column.CROSS: ("verdict",), Column.TRUST: ("confidence",), Column.SUBJECT: ("subject",),
        Column.INDICATOR: ("indicator",), Column.UNIT: ("unit",), Column.PERIOD: ("period",),
        Column.PLACE: ("place",), Column.DOCUMENT: ("document",), Column.WORDS: ("text",),
        Column.NOTE: ("note",), Column.EDITOR: ("editor",)}


def table_text(rows: Sequence[FactRow], columns: Sequence[Column], *, raw: bool = False) -> str:
    """A header and a line a row, lines parted by CR LF as spreadsheets write them.

    Raw: exact values with their upper ones (1200000000), codes and the fields' names of the public record.
    """
    names = [_header(column) for column in columns]
    if raw:
        names = [name for column in columns for name in _RAW[column]]
    lines = [names]
    for row in rows:
        cells = ([_kept(row, name) for name in names] if raw
                 else [_shown(row, column) for column in columns])
        lines.append([_in_cell(cell) for cell in cells])
    return "\r\n".join("\t".join(line) for line in lines)


def _header(column: Column) -> str:
    return HEADERS[column] or "状态"


def _shown(row: FactRow, column: Column) -> str:
    return mark_of(row).label if column is Column.STATUS else cell_text(row, column)


def _kept(row: FactRow, name: str) -> str:
    if name in ("status", "note", "editor"):
        return str(getattr(row, name))
    if name == "verdict":
        return str(row.verdict or "")
    return f"{row.fact.confidence:.4f}" if name == "confidence" else str(getattr(row.fact, name))


def _in_cell(text: str) -> str:
    """Without tabs and line breaks, which would part cells."""
    return inert(" ".join(text.split()) if any(char in text for char in "\t\r\n") else text)
