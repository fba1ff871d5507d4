"""The way out, and back: Excel workbook, CSV, JSON lines."""

from __future__ import annotations

from ecodesk.exporting.content import WorkbookContent, WorkbookRow, changed_since, row_hash_of
from ecodesk.exporting.plugins import BUILTIN, Exporter, TextExporter, exporters
from ecodesk.exporting.records import write_csv, write_jsonl
from ecodesk.exporting.references import write_references
from ecodesk.exporting.taking import read_workbook
from ecodesk.exporting.workbook import write_workbook

__all__ = [
    "BUILTIN",
    "Exporter",
    "TextExporter",
    "WorkbookContent",
    "WorkbookRow",
    "changed_since",
    "exporters",
    "read_workbook",
    "row_hash_of",
    "write_csv",
    "write_jsonl",
    "write_references",
    "write_workbook",
]
