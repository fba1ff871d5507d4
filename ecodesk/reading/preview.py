"""The first rows of a table, for an editor who says what its columns hold, and how they would be read."""

from __future__ import annotations

from itertools import islice
from pathlib import PurePath

from ecodesk.domain.errors import ReadError
from ecodesk.domain.tables import SheetPreview, TableLayout, TablePreview
from ecodesk.domain.text import Article, SourceFile
from ecodesk.reading.articles import articles_of
from ecodesk.reading.columns import Layouts
from ecodesk.reading.grid import Sheet, csv_text, delimiter_of, is_csv, sheets_of
from ecodesk.reading.guessing import header_of
from ecodesk.reading.sheet import Setter
from ecodesk.reading.signatures import format_of, named_format

ROWS = 30
"""Rows shown of a table."""
CELL = 1500
"""Characters shown of a cell."""
SHEETS = 40
"""Tables shown of a workbook."""


def preview_of(file: SourceFile, path: str) -> TablePreview:
    """The first rows of the file's tables, those without a row left out.

    Raises ReadError as reading does; read-format for a file that is no table, read-empty for an empty one.
    """
    sheets = sheets_of(file, percent=True)
    if sheets is None:
        raise ReadError("read-format", where=file.name, format=format_of(file) or named_format(file.name))
    shown = [made for sheet in islice(sheets, SHEETS) if (made := _first_rows(sheet))]
    if not shown:
        raise ReadError("read-empty", where=file.name)
    if not is_csv(file) or format_of(file):
        return TablePreview(path, tuple(shown))
    text, encoding = csv_text(file)
    return TablePreview(path, tuple(shown), encoding, delimiter_of(text))


def sample_of(path: str, sheet: SheetPreview, layout: TableLayout) -> Article | None:
    """The first article that the rows shown give under a layout; None where they give none."""
    setter = Setter(Layouts((layout,)), most=1)
    setter.take(Sheet(sheet.name, sheet.rows))
    try:
        draft = setter.draft("text/csv")
    except ReadError:
        return None
    found = articles_of(SourceFile(PurePath(path).name, b""), draft) if draft.pieces else ()
    return next(iter(found), None)


def _first_rows(sheet: Sheet) -> SheetPreview | None:
    rows = iter(sheet.rows)
    shown = tuple(tuple(cell[:CELL] for cell in row) for row in islice(rows, ROWS))
    if not shown:
        return None
    return SheetPreview(sheet.name, shown, header_of(shown), next(rows, None) is None)
