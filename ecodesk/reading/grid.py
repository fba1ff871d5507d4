"""Tables as rows of text: Excel workbooks and CSV, opened within limits."""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import PurePath
from typing import Any

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import SourceFile
from ecodesk.reading.encodings import decode, looks_binary
from ecodesk.reading.limits import exceeded, limits
from ecodesk.reading.package import Package
from ecodesk.reading.signatures import format_of
from ecodesk.reading.xmlstream import check_prolog

EXCEL = "Excel 表格"
HEADER_ROWS = 12
"""Rows among which the headers are looked for: a table may have its own heading above them."""
_FULL_WIDTH = "，"
_DELIMITERS = ",\t;" + _FULL_WIDTH
_HEAD = 20_000  # characters from which the delimiter is told

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, "" for a CSV file, and its rows as text."""

    name: str
    rows: Iterable[Row]


def is_csv(file: SourceFile) -> bool:
    return PurePath(file.name).suffix.lower() in (".csv", ".tsv")


def sheets_of(file: SourceFile, *, blanks: bool = False, percent: bool = False) -> Iterator[Sheet] | None:
    """The file's tables; None when it is none.

    `blanks`: rows that hold nothing too, so that all can be counted. `percent`: what a workbook shows as
    55.1% is so, not 0.551; reading takes twice as long.
    """
    kind = format_of(file)
    if kind == EXCEL and file.data.startswith(b"PK"):
        return _workbook(file, blanks, percent)
    return _csv(file, blanks) if not kind and is_csv(file) else None


def _workbook(file: SourceFile, blanks: bool, percent: bool) -> Iterator[Sheet]:
    package = Package(file.data, EXCEL)
    for name in package.names:
        if name.endswith((".xml", ".rels")):
            check_prolog(package.chunks(name), EXCEL)
    import openpyxl  # 0.3 s that the start of the program need not wait for

    try:
        book = openpyxl.load_workbook(io.BytesIO(file.data), read_only=True, data_only=True, keep_links=False)
    except Exception as error:
        # openpyxl answers a damaged file with whatever its parsing runs into.
        raise ReadError("read-damaged", format=EXCEL) from error
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                sheet.reset_dimensions()
                rows = map(_as_formatted, sheet.iter_rows()) if percent else sheet.iter_rows(values_only=True)
                yield Sheet(sheet.title, _bounded(_cells(rows), blanks))
    finally:
        book.close()


def _as_formatted(row: Sequence[Any]) -> tuple[object, ...]:
    """The values of cells, those with a format of percent as they are shown."""
    return tuple(f"{cell.value * 100:.15g}%" if _is_percent(cell) else cell.value for cell in row)


def _is_percent(cell: Any) -> bool:
    return isinstance(cell.value, int | float) and "%" in (cell.number_format or "")


def _cells(rows: Iterator[Sequence[object]]) -> Iterator[Row]:
    """Rows as text; what a damaged sheet makes openpyxl raise becomes a ReadError."""
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except ReadError:
            raise
        except Exception as error:
            # As above: there is no common class of what it raises.
            raise ReadError("read-damaged", format=EXCEL) from error
        if len(row) > limits().columns:
            filled = max((number for number, cell in enumerate(row, 1) if cell is not None), default=0)
            if filled > limits().columns:
                raise exceeded("columns")
            row = row[:filled]
        yield [_shown(cell) for cell in row]


def _shown(cell: object) -> str:
    """A cell as text: dates in ISO form, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        midnight = not (cell.hour or cell.minute or cell.second)
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    # 8.96 may be kept as 8.959999999999999: a sheet shows fifteen digits of a binary fraction.
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def _csv(file: SourceFile, blanks: bool) -> Iterator[Sheet]:
    text, _ = csv_text(file)
    csv.field_size_limit(sys.maxsize if sys.maxsize < 2**31 else 2**31 - 1)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    yield Sheet("", _bounded(_csv_rows(rows), blanks))


def csv_text(file: SourceFile) -> tuple[str, str]:
    """The text of a CSV file and its encoding. Raises ReadError read-binary, read-encoding."""
    if looks_binary(file.data):
        raise ReadError("read-binary")
    decoded = decode(file.data)
    return decoded.text.removeprefix("\ufeff").replace("\x00", ""), decoded.encoding


def delimiter_of(text: str) -> str:
    """The delimiter that the first line shows; below a heading, the one that parts most rows alike.

    Copy is full of full-width commas and semicolons: they count in the first line only, and a full-width
    comma only where nothing else parts the rows.
    """
    first = text[:_HEAD].split("\n", 1)[0]
    best = max(_DELIMITERS, key=first.count)
    if best in first and best != _FULL_WIDTH:
        return best
    scored = [(_alike(text[:_HEAD], mark), mark) for mark in ",\t"]
    (rows, _), mark = max(scored, key=lambda pair: pair[0])
    if rows > 1:
        return mark
    return best if best in first else ","


def _alike(head: str, delimiter: str) -> tuple[int, int]:
    """How many of the first rows have the same number of cells, more than one, and that number."""
    rows = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    widths: Counter[int] = Counter()
    with suppress(csv.Error):  # told when the file is read
        widths.update(len(row) for row in islice(rows, HEADER_ROWS + 1) if len(row) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


def _csv_rows(rows: Iterator[list[str]]) -> Iterator[Row]:
    try:
        for row in rows:
            if len(row) > limits().columns:
                raise exceeded("columns")
            yield row
    except csv.Error as error:
        raise ReadError("read-damaged", format="CSV") from error


def _bounded(rows: Iterable[Row], blanks: bool) -> Iterator[Row]:
    """The rows that hold something, as many as the limit allows; empty ones are bounded too."""
    filled = 0
    for number, row in enumerate(rows):
        if any(cell.strip() for cell in row):
            filled += 1
            yield row
        elif blanks:
            yield ()
        if filled > limits().rows or number > 40 * limits().rows:
            raise exceeded("rows")
