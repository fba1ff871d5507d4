"""The way out, and back: Excel workbook, CSV, JSON lines.

What reads and writes workbooks (workbook, taking, references) is imported by who does so: with openpyxl it
takes a fifth of a second that no start need wait for.
"""

from __future__ import annotations

from ecodesk.exporting.content import WorkbookContent, WorkbookRow, changed_since, row_hash_of
from ecodesk.exporting.plugins import BUILTIN, Exporter, TextExporter, exporters
from ecodesk.exporting.records import write_csv, write_jsonl

__all__ = [
    "BUILTIN",
    "Exporter",
    "TextExporter",
    "WorkbookContent",
    "WorkbookRow",
    "changed_since",
    "exporters",
    "row_hash_of",
    "write_csv",
    "write_jsonl",
]
