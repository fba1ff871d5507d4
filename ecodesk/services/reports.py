"""The import report as text: to be copied, or saved as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from ecodesk.domain.errors import UsageError
from ecodesk.domain.views import ImportReport, ImportRow
from ecodesk.exporting import write_csv
from ecodesk.exporting.atomic import in_place_of
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.messages import message

COLUMNS = ("path", "status", "articles", "facts", "damage", "carried", "message", "advice")


def text_of(report: ImportReport) -> str:
    """Summary, notes, then a line a file with tabs between the cells, so that it pastes into a table."""
    return "\n".join([total_of(report), *report.notes, "\t".join(_headings()), lines_of(report.rows)])


def lines_of(rows: Iterable[ImportRow]) -> str:
    """A line a file with tabs between the cells."""
    return "\n".join("\t".join(map(_one_line, _cells(row))) for row in rows)


def total_of(report: ImportReport) -> str:
    """What came of all the files, in one line."""
    return message("import.total", files=len(report.rows), failed=len(report.failed),
                   articles=sum(row.articles for row in report.rows),
                   facts=sum(row.facts for row in report.rows))


def save_report(report: ImportReport, path: Path) -> None:
    """Write the report, a row a file, as .csv, or with tabs as .tsv or .txt; whole or not at all.

    UsageError for another suffix, WorkbookError where the file cannot be written.
    """
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise UsageError("services.suffix", suffix=path.suffix or path.name, known="、".join(_WRITERS))
    with in_place_of(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        write(report, stream)


def _write_commas(report: ImportReport, stream: TextIO) -> None:
    headings = _headings()
    write_csv((dict(zip(headings, cells, strict=True)) for cells in _rows(report)), stream, headings)


def _write_tabs(report: ImportReport, stream: TextIO) -> None:
    for cells in [_headings(), *_rows(report)]:
        stream.write("\t".join(map(_one_line, cells)) + "\r\n")


_WRITERS = {".csv": _write_commas, ".tsv": _write_tabs, ".txt": _write_tabs}


def _headings() -> list[str]:
    return [message(f"report.{name}") for name in COLUMNS]


def _rows(report: ImportReport) -> Iterator[tuple[str, ...]]:
    return map(_cells, report.rows)


def _cells(row: ImportRow) -> tuple[str, ...]:
    counts = (row.articles, row.facts, row.damage, row.carried)
    return (row.path, label(row.status), *(str(count) for count in counts), row.message, row.advice)


def _one_line(cell: str) -> str:
    return " ".join(cell.split())
