"""Tables of reference values: what their columns hold, and their rows as references or as reasons why not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from ecodesk.domain.errors import KnownError, UsageError, WorkbookError
from ecodesk.domain.references import Reference, ReferenceColumn, ReferenceLayout
from ecodesk.domain.tables import SheetPreview, TablePreview
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.messages import advice, message
from ecodesk.reading import HEADER_ROWS, headers_of, names_of, preview_path, same_headers, sheets_at
from ecodesk.services.columns import headers_typed
from ecodesk.services.kept import put_aside, write_kept
from ecodesk.services.reference_columns import (
    cells_of,
    column_named,
    guessed,
    header_of,
    places_in,
    places_of,
)
from ecodesk.services.reference_values import reference_of

FILE_NAME = "reference_columns.json"
MOST = 200
"""Layouts that are kept; the oldest goes."""

_C = ReferenceColumn


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its sheet, its number there from 1, and the reference in it or why there is none."""

    sheet: str
    number: int
    words: str
    reference: Reference | None
    message: str = ""


class ReferenceTables:
    """Layouts of tables by their headers, kept in the data folder, and what is guessed of others."""

    header_rows = HEADER_ROWS + 1

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME

    def preview(self, path: Path) -> TablePreview:
        """The first rows of a file's tables. ReadError when it cannot be read."""
        return preview_path(path)

    def names(self, sheet: SheetPreview, header: int | None) -> tuple[str, ...]:
        """A name for each column, of the headers in row `header`; numbers where there are none."""
        return names_of(sheet.rows[header] if header is not None else (), sheet.width)

    def header(self, sheet: SheetPreview) -> int | None:
        """Place of the row with the headers; None where the first row holds a reference already."""
        known = header_of(sheet.rows[: self.header_rows])
        return sheet.header if known is None else known

    def guess(self, sheet: SheetPreview, header: int | None) -> ReferenceLayout:
        """What the columns hold: as an editor said of the same headers before, else by the usual headers."""
        names = self.names(sheet, header)
        headers = headers_of(sheet.rows[header]) if header is not None else ()
        kept = next((item for item in self.remembered() if headers and same_headers(item.headers, headers)),
                    None)
        if kept is not None:
            pairs = tuple(pair for pair in kept.columns if pair[0] in names)
            return ReferenceLayout(pairs, headers, sheet.name, kept.common)
        return ReferenceLayout(guessed(names, sheet, header), headers, sheet.name)

    def remembered(self) -> tuple[ReferenceLayout, ...]:
        """The layouts kept, the newest first; none where the file is not there or cannot be read."""
        try:
            return tuple(map(_layout, json.loads(self.path.read_text(encoding="utf-8"))))
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            put_aside(self.path)
            return ()

    def remember(self, layout: ReferenceLayout) -> None:
        """Keep a layout for all tables with its headers. UsageError when nothing can be written."""
        if not layout.headers:
            return
        others = [item for item in self.remembered() if not same_headers(item.headers, layout.headers)]
        records = [{"headers": item.headers, "columns": dict(item.columns),
                    "common": {str(column): words for column, words in item.common}}
                   for item in [layout, *others][:MOST]]
        try:
            write_kept(self.path, records)
        except (WorkbookError, OSError) as error:
            raise UsageError("services.columns-unkept", where=str(self.path)) from error

    def rows(self, path: Path, layout: ReferenceLayout | None = None) -> Iterator[TableRow]:
        """The rows of a file's tables.

        ReadError when it cannot be read; UsageError services.reference-columns when no sheet has columns
        for a value, an indicator and a subject or a place.
        """
        found = False
        common = dict(layout.common) if layout else {}
        for sheet in sheets_at(path):
            rows = enumerate(sheet.rows, 1)
            head = list(islice(rows, self.header_rows))
            places = places_in([row for _, row in head], sheet.name, layout)
            if places is None:
                continue
            found = True
            for number, row in chain(head[places.after :], rows):
                for cells in cells_of(row, places, common):
                    yield _row(sheet.name, number, cells)
        if not found:
            needed = "、".join(label(column) for column in (_C.SUBJECT, _C.INDICATOR, _C.VALUE))
            raise UsageError("services.reference-columns", where=str(path), known=needed)


def sample_rows(sheet: SheetPreview, header: int | None, layout: ReferenceLayout) -> list[TableRow]:
    """The rows shown of a sheet as they would be read under a layout; none where it says too little."""
    start = 0 if header is None else header + 1
    names = names_of(sheet.rows[header] if header is not None else (), sheet.width)
    places = places_of(names, layout)
    if places is None:
        return []
    return [_row(sheet.name, number, cells) for number, row in enumerate(sheet.rows[start:], start + 1)
            for cells in cells_of(row, places, dict(layout.common))]


def layout_of(texts: Sequence[str], common: Mapping[ReferenceColumn, str]) -> ReferenceLayout | None:
    """A layout as it is typed: 主体=地区,指标=项目,数值=数; None where nothing is said.

    UsageError services.columns-pair, services.columns-twice, services.reference-meaning.
    """
    pairs = headers_typed(texts, ReferenceColumn, column_named, "services.reference-meaning")
    said = tuple((column, words) for column, words in common.items() if words)
    if not pairs and not said:
        return None
    return ReferenceLayout(tuple((name, column) for column, name in pairs.items()), (), None, said)


def _row(sheet: str, number: int, cells: Mapping[ReferenceColumn, str]) -> TableRow:
    words = " ".join(filter(None, (cells.get(column, "") for column in (
        _C.PLACE, _C.SUBJECT, _C.INDICATOR, _C.PERIOD, _C.VALUE, _C.UNIT))))
    try:
        return TableRow(sheet, number, words, reference_of(cells))
    except KnownError as error:
        told = "。".join(filter(None, (message(error.code, **error.values),
                                      advice(error.code, **error.values))))
        return TableRow(sheet, number, words, None, told)


def _layout(record: Mapping[str, object]) -> ReferenceLayout:
    headers, columns, common = record["headers"], record["columns"], record.get("common", {})
    if not isinstance(headers, list) or not isinstance(columns, dict) or not isinstance(common, dict):
        raise ValueError("not a layout")
    return ReferenceLayout(
        tuple((str(name), ReferenceColumn(meaning)) for name, meaning in columns.items()),
        tuple(map(str, headers)), None,
        tuple((ReferenceColumn(column), str(words)) for column, words in common.items()),
    )
