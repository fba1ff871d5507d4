"""Tables with one article a row: Excel workbooks and CSV, their columns known by their headers."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import PurePath

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import BlockKind, SourceFile, SourceText
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.tables import read_table
from ecodesk.reading.characters import as_shown
from ecodesk.reading.dates import full_date, iso
from ecodesk.reading.draft import Break, Draft, Mark, Piece
from ecodesk.reading.encodings import decode, looks_binary
from ecodesk.reading.hypertext import has_markup, pieces_of_markup
from ecodesk.reading.limits import exceeded, limits
from ecodesk.reading.lines import pieces_of
from ecodesk.reading.package import Package
from ecodesk.reading.signatures import format_of
from ecodesk.reading.typescript import Typescript
from ecodesk.reading.xmlstream import check_prolog

EXCEL = "Excel 表格"
HEADER_ROWS = 12
"""Rows among which the headers are looked for: a table may have its own heading above them."""
_LOOSE = re.compile(r"[\s　:：*（）()【】\[\]]+")
_MONTH = re.compile(r"((?:19|20)\d\d)\s?[年./-]\s?(1[0-2]|0?[1-9])(?:月|$)")
_YEAR = re.compile(r"((?:19|20)\d\d)\s?年?")
_SERIAL = re.compile(r"[34]\d{4}")
_DAY_ZERO = date(1899, 12, 30)
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, "" for a CSV file, and its rows as text."""

    name: str
    rows: Iterable[Row]


@cache
def known_columns() -> Mapping[str, str]:
    """Header to column: title, body, publisher, published or author."""
    return {row["header"]: row["column"] for row in read_table("reading_columns.csv", ("header", "column"))}


class SheetReader:
    """Workbooks and CSV files. `columns` gives further headers a meaning, as an editor mapped them."""

    code = "sheet"
    title = "表格"
    suffixes = frozenset((".xlsx", ".xlsm", ".csv", ".tsv"))

    def __init__(self, columns: Mapping[str, str] | None = None) -> None:
        self._columns = {**known_columns(), **{_plain(key): value for key, value in (columns or {}).items()}}

    def read(self, file: SourceFile) -> Draft | None:
        sheets = _sheets(file)
        if sheets is None:
            return None
        setter = _Setter(self._columns)
        for sheet in sheets:
            setter.take(sheet)
        return setter.draft("text/csv" if _is_csv(file) else "application/vnd.ms-excel")


def columns_of(file: SourceFile) -> tuple[str, ...]:
    """The headers of a table, for the editor to say what they mean: its first row with two cells or more."""
    for sheet in _sheets(file) or ():
        for number, row in enumerate(sheet.rows):
            filled = tuple(cell.strip() for cell in row if cell.strip())
            if len(filled) > 1:
                return filled
            if number > HEADER_ROWS:
                break
    return ()


def _is_csv(file: SourceFile) -> bool:
    return PurePath(file.name).suffix.lower() in (".csv", ".tsv")


def _sheets(file: SourceFile) -> Iterator[Sheet] | None:
    """The file's tables; None when it is none."""
    kind = format_of(file)
    if kind == EXCEL and file.data.startswith(b"PK"):
        return _workbook(file)
    return _csv(file) if not kind and _is_csv(file) else None


def _workbook(file: SourceFile) -> Iterator[Sheet]:
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
                yield Sheet(sheet.title, _bounded(_cells(sheet.iter_rows(values_only=True))))
    finally:
        book.close()


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
    return str(cell)


def _csv(file: SourceFile) -> Iterator[Sheet]:
    if looks_binary(file.data):
        raise ReadError("read-binary")
    text = decode(file.data).text.removeprefix("\ufeff").replace("\x00", "")
    csv.field_size_limit(sys.maxsize if sys.maxsize < 2**31 else 2**31 - 1)
    first = text[:4000].split("\n", 1)[0]
    delimiter = max(",\t;，", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    yield Sheet("", _bounded(_csv_rows(rows)))


def _csv_rows(rows: Iterator[list[str]]) -> Iterator[Row]:
    try:
        for row in rows:
            if len(row) > limits().columns:
                raise exceeded("columns")
            yield row
    except csv.Error as error:
        raise ReadError("read-damaged", format="CSV") from error


def _bounded(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows that hold something, as many as the limit allows; empty ones are bounded too."""
    filled = 0
    for number, row in enumerate(rows):
        if any(cell.strip() for cell in row):
            filled += 1
            yield row
        if filled > limits().rows or number > 40 * limits().rows:
            raise exceeded("rows")


def _plain(header: str) -> str:
    return _LOOSE.sub("", header).lower()


def published(text: str) -> str:
    """A cell's date in ISO form, year and month, or year; "" when it holds none.

    Five digits are the day's number since 1899-12-30, which sheets show where a column has lost its format.
    """
    text = text.strip()
    if _SERIAL.fullmatch(text):
        return (_DAY_ZERO + timedelta(days=int(text))).isoformat()
    compact = _COMPACT.fullmatch(text)
    if compact:
        return iso(compact[1], compact[2], compact[3])
    day, month, year = full_date(text), _MONTH.match(text), _YEAR.fullmatch(text)
    if day or not month:
        return day or (year[1] if year else "")
    return f"{month[1]}-{int(month[2]):02d}"


class _Setter:
    """Sets rows as articles, one after the other."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._known = columns
        self._script = Typescript()
        self._breaks: list[Break] = []
        self._marks: list[Mark] = []
        self._headers: list[str] = []
        self._skipped: list[str] = []
        self._bare = 0

    def take(self, sheet: Sheet) -> None:
        """The articles of a table; one whose headers say nothing is told later."""
        columns: dict[str, int] = {}
        widest: list[str] = []
        for number, row in enumerate(sheet.rows):
            if columns:
                self._article({name: row[at] for name, at in columns.items() if at < len(row)})
                continue
            columns = self._columns_in(row)
            filled = [cell.strip() for cell in row if cell.strip()]
            widest = max(widest, filled, key=len) if len(widest) < 2 else widest
            if not columns and number >= HEADER_ROWS:
                break
        if not columns and widest:
            self._headers += widest
            self._skipped.append(sheet.name)

    def _columns_in(self, row: Row) -> dict[str, int]:
        """Place of each column that a row of headers names; {} when it names no text."""
        found: dict[str, int] = {}
        for at, cell in enumerate(row):
            column = self._known.get(_plain(cell[:40]))
            if column:
                found.setdefault(column, at)
        return found if "body" in found else {}

    def _article(self, cells: Mapping[str, str]) -> None:
        title, body = cells.get("title", "").strip(), cells.get("body", "").strip()
        if not body:
            self._bare += bool(title)
            return
        day, author = published(cells.get("published", "")), cells.get("author", "").strip()
        publisher = cells.get("publisher", "").strip()
        start = len(self._script.pieces)
        if title:
            self._script.paragraph(title.replace("\n", " "), BlockKind.TITLE)
        self._body(body)
        if len(self._script.pieces) == start:
            return
        self._breaks.append(Break(start, title, day, author, publisher))

    def _body(self, text: str) -> None:
        text = text.replace("_x000D_", "").replace("\r\n", "\n")
        strip = self._script.write(text)
        if has_markup(text):
            pieces, marks = pieces_of_markup(strip)
            self._marks += marks
        else:
            pieces = list(pieces_of(strip))
        for piece in pieces:
            shown = as_shown(piece.strip).strip()
            if shown.text:
                # A headline inside the cell is no other article's: the row is.
                kind = BlockKind.HEADING if piece.kind is BlockKind.TITLE else piece.kind
                self._script.take(Piece(shown, piece.gap, kind, piece.full, piece.cut, piece.wrapped))

    def draft(self, media: str) -> Draft:
        """What was set. Raises ReadError read-columns, read-empty."""
        if not self._breaks and self._headers:
            shown = "、".join(f"“{name[:12]}”" for name in self._headers[:12])
            raise ReadError("read-columns", found=shown)
        warnings = []
        if self._breaks and any(self._skipped):
            warnings.append(message("read-sheets", names="、".join(name for name in self._skipped if name)))
        if self._bare:
            warnings.append(message("read-rows-bare", count=self._bare))
        return Draft(
            SourceText(self._script.text, media, "utf-8"), tuple(self._script.pieces), tuple(self._marks),
            tuple(warnings), breaks=tuple(self._breaks),
        )
