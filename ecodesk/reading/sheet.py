"""Tables with one article a row: their columns known by their headers, or as an editor has said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, islice

from ecodesk.domain.errors import ReadError
from ecodesk.domain.tables import Column, TableLayout
from ecodesk.domain.text import BlockKind, SourceFile, SourceText
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.messages import message
from ecodesk.reading.characters import as_shown
from ecodesk.reading.columns import Layouts, Places, header_row, headers_of
from ecodesk.reading.dates import full_date, iso
from ecodesk.reading.draft import Break, Draft, Mark, Piece
from ecodesk.reading.grid import HEADER_ROWS, Row, Sheet, is_csv, sheets_of
from ecodesk.reading.hypertext import has_markup, pieces_of_markup
from ecodesk.reading.lines import pieces_of
from ecodesk.reading.typescript import Typescript

_MONTH = re.compile(r"((?:19|20)\d\d)\s?[年./-]\s?(1[0-2]|0?[1-9])(?:月|$)")
_YEAR = re.compile(r"((?:19|20)\d\d)\s?年?")
_SERIAL = re.compile(r"[34]\d{4}")
_DAY_ZERO = date(1899, 12, 30)
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")


class SheetReader:
    """Workbooks and CSV files; `layouts` are what an editor said about tables with headers of their own."""

    code = "sheet"
    title = "表格"
    suffixes = frozenset((".xlsx", ".xlsm", ".csv", ".tsv"))

    def __init__(self, layouts: Sequence[TableLayout] = ()) -> None:
        self._layouts = Layouts(layouts)

    def read(self, file: SourceFile) -> Draft | None:
        sheets = sheets_of(file)
        if sheets is None:
            return None
        setter = Setter(self._layouts)
        for sheet in sheets:
            setter.take(sheet)
        return setter.draft("text/csv" if is_csv(file) else "application/vnd.ms-excel")


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


class Setter:
    """Sets rows as articles, one after the other; `most` of them where it is given."""

    def __init__(self, layouts: Layouts, most: int | None = None) -> None:
        self._layouts = layouts
        self._most = most
        self._used: dict[TableLayout, None] = {}
        self._script = Typescript()
        self._breaks: list[Break] = []
        self._marks: list[Mark] = []
        self._headers: list[str] = []
        self._skipped: list[str] = []
        self._bare = 0

    def take(self, sheet: Sheet) -> None:
        """The articles of a table; one whose headers say nothing is told later."""
        rows = iter(sheet.rows)
        head = list(islice(rows, HEADER_ROWS + 1))
        places, after = self._places(sheet.name, head)
        if not places:
            if head:
                self._headers += headers_of(head[header_row(head)])
                self._skipped.append(sheet.name)
            return
        for row in chain(head[after:], rows):
            if len(self._breaks) == self._most:
                return
            self._article({column: row[at] for column, at in places.items() if at < len(row)})

    def _places(self, sheet: str, head: Sequence[Row]) -> tuple[Places, int]:
        """Places of the columns, and how many rows lie above the first article; none where nobody knows."""
        seen = ((*self._layouts.in_row(row, sheet), after) for after, row in enumerate(head, 1))
        found = next((told for told in seen if told[0]), (*self._layouts.bare(sheet), 0))
        places, layout, after = found
        if layout:
            self._used[layout] = None
        return places, after

    def _article(self, cells: Mapping[Column, str]) -> None:
        title, body = cells.get(Column.TITLE, "").strip(), cells.get(Column.BODY, "").strip()
        if not body:
            self._bare += bool(title)
            return
        day, author = published(cells.get(Column.PUBLISHED, "")), cells.get(Column.AUTHOR, "").strip()
        publisher = cells.get(Column.PUBLISHER, "").strip()
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
            raise ReadError("read-columns", found=shown, headers=tuple(self._headers))
        warnings = []
        if self._breaks and any(self._skipped):
            warnings.append(message("read-sheets", names="、".join(name for name in self._skipped if name)))
        if self._bare:
            warnings.append(message("read-rows-bare", count=self._bare))
        return Draft(
            SourceText(self._script.text, media, "utf-8"), tuple(self._script.pieces), tuple(self._marks),
            tuple(warnings), breaks=tuple(self._breaks), notes=tuple(map(_note, self._used)),
        )


def _note(layout: TableLayout) -> str:
    """Says what was read as what, as somebody has said it once and may have been wrong."""
    pairs = [f"{label(column)}＝{layout.named(column)}" for column in Column if layout.named(column)]
    return message("read-mapped", columns="，".join(pairs))
