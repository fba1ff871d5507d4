"""Words of the sheet 说明 (resources/workbook_help.csv)."""

from __future__ import annotations

from functools import cache

from ecodesk.knowledge.tables import read_table

KINDS = frozenset({"title", "section", "text", "gap"})


@cache
def help_lines() -> tuple[tuple[str, str], ...]:
    """Kind and text of each line; ValueError for an unknown kind or a line without words."""
    lines = tuple((row["kind"], row["line"]) for row in read_table("workbook_help.csv", ("kind", "line")))
    for kind, line in lines:
        if kind not in KINDS or (kind == "gap") == bool(line):
            raise ValueError(f"workbook_help.csv: {kind} {line!r}")
    return lines
