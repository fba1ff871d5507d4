"""Reference values as a table: a workbook or CSV with the headings by which it can be taken in again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from ecodesk.domain.errors import Stopped, UsageError
from ecodesk.domain.facts import Measure, Modality, Qualifier
from ecodesk.domain.references import ReferenceColumn, ReferenceRow
from ecodesk.domain.views import Progress
from ecodesk.exporting import look
from ecodesk.exporting.atomic import in_place_of
from ecodesk.exporting.look import Pen
from ecodesk.exporting.records import write_csv
from ecodesk.exporting.texts import number_in_cell
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.messages import message

Typed = Mapping[ReferenceColumn, str]

_WIDTHS = {ReferenceColumn.SUBJECT: 24, ReferenceColumn.INDICATOR: 22, ReferenceColumn.SOURCE: 30,
           ReferenceColumn.NOTE: 30, ReferenceColumn.PERIOD: 18, ReferenceColumn.DATED: 13}
_NUMBERS = (ReferenceColumn.VALUE, ReferenceColumn.VALUE_HIGH)
_EVERY = 500


def headings() -> tuple[str, ...]:
    """A heading for each field, then who changed it last and when."""
    last = (message(f"exporting-references-{name}") for name in ("editor", "at"))
    return (*map(label, ReferenceColumn), *last)


def write_references(path: Path, rows: Sequence[tuple[ReferenceRow, Typed]], progress: Progress) -> None:
    """Write references, each with its cells, as .xlsx or .csv; whole or not at all.

    UsageError for another suffix, WorkbookError where the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise UsageError("services.suffix", suffix=path.suffix or path.name, known=".xlsx、.csv")
    with in_place_of(path) as temporary:
        if suffix == ".csv":
            _write_csv(temporary, rows)
        else:
            _write_workbook(temporary, rows, progress)


def _cells(row: ReferenceRow, typed: Typed) -> list[str]:
    cells = dict(typed)
    measure, qualifier = row.reference.measure, row.reference.qualifier
    cells[ReferenceColumn.MEASURE] = label(measure) if measure is not Measure.AMOUNT else ""
    cells[ReferenceColumn.QUALIFIER] = label(qualifier) if qualifier is not Qualifier.EXACT else ""
    modality = row.reference.modality
    cells[ReferenceColumn.MODALITY] = label(modality) if modality is not Modality.ACTUAL else ""
    at = row.at.astimezone().strftime("%Y-%m-%d %H:%M")
    return [*(cells.get(column, "") for column in ReferenceColumn), row.editor, at]


def _write_csv(path: Path, rows: Sequence[tuple[ReferenceRow, Typed]]) -> None:
    names = headings()
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_csv((dict(zip(names, _cells(row, typed), strict=True)) for row, typed in rows), stream, names)


def _write_workbook(path: Path, rows: Sequence[tuple[ReferenceRow, Typed]], progress: Progress) -> None:
    book = Workbook(write_only=True)
    page = book.create_sheet(message("exporting-references-sheet-title"))
    for number, column in enumerate(ReferenceColumn, 1):
        page.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column, 12)
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(headings()))}{max(len(rows) + 1, 2)}"
    page.print_title_rows = "1:1"
    pen = Pen(page)
    page.append([pen.text(name, look.HEADER) for name in headings()])
    exact = {number for number, column in enumerate(ReferenceColumn) if column in _NUMBERS}
    for done, (row, typed) in enumerate(rows, 1):
        page.append([pen.number(cell) if number in exact and _is_whole(cell) else pen.text(cell)
                     for number, cell in enumerate(_cells(row, typed))])
        if done % _EVERY == 0:
            progress.step(done, len(rows), message("exporting-references-writing"))
            if progress.cancelled:
                page.close()
                raise Stopped
    book.save(path)


def _is_whole(cell: str) -> bool:
    """True where a number in a cell comes back digit for digit: 13.5, but not 13.50."""
    found = number_in_cell(cell)
    return found is not None and not (found[1] and cell.endswith("0"))
