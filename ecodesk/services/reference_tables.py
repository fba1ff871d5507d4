"""Tables of reference values: what their columns hold, and their rows as references or as reasons why not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path

from ecodesk.domain.errors import KnownError, UsageError, WorkbookError
from ecodesk.domain.references import Reference, ReferenceColumn, ReferenceLayout
from ecodesk.domain.tables import SheetPreview, TablePreview
from ecodesk.knowledge.labels import code_of, label
from ecodesk.knowledge.messages import advice, message
from ecodesk.knowledge.tables import read_table
from ecodesk.reading import HEADER_ROWS, headers_of, names_of, preview_path, same_headers, sheets_at
from ecodesk.reading.columns import plain
from ecodesk.services.kept import put_aside, write_kept
from ecodesk.services.reference_values import bare_number, reference_of

FILE_NAME = "reference_columns.json"
MOST = 200
"""Layouts that are kept; the oldest goes."""

_C = ReferenceColumn
_PARTED, _EQUALS = re.compile(r"[,，;；]"), re.compile(r"[=＝]")
_IN_BRACKETS = re.compile(r"[（(]\s*(?:单位[:：])?([^（）()]{1,12})[）)]\s*$")
_NUMBERED = re.compile(r"第\d+列")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its sheet, its number there from 1, and the reference in it or why there is none."""

    sheet: str
    number: int
    words: str
    reference: Reference | None
    message: str = ""


@cache
def known_headers() -> Mapping[str, ReferenceColumn]:
    """Plain header to what its column holds."""
    rows = read_table("reference_columns.csv", ("header", "column"))
    return {row["header"]: ReferenceColumn(row["column"]) for row in rows}


def column_named(header: str) -> ReferenceColumn | None:
    """What a column with a usual header holds, also with a unit behind it: 数值（万吨）."""
    words = _IN_BRACKETS.sub("", header)
    return known_headers().get(plain(words)) or code_of(ReferenceColumn, header)


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

    def guess(self, sheet: SheetPreview, header: int | None) -> ReferenceLayout:
        """What the columns hold: as an editor said of the same headers before, else by the usual headers."""
        names = self.names(sheet, header)
        headers = headers_of(sheet.rows[header]) if header is not None else ()
        kept = next((item for item in self.remembered() if headers and same_headers(item.headers, headers)),
                    None)
        if kept is not None:
            pairs = tuple(pair for pair in kept.columns if pair[0] in names)
            return ReferenceLayout(pairs, headers, sheet.name, kept.common)
        return ReferenceLayout(_guessed(names, sheet, header), headers, sheet.name)

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
        for sheet in sheets_at(path):
            rows = enumerate(sheet.rows, 1)
            head = list(islice(rows, self.header_rows))
            places, after, units = _places(head, sheet.name, layout)
            if not places:
                continue
            found = True
            common = dict(layout.common) if layout else {}
            for number, row in chain(head[after:], rows):
                cells = {column: row[at].strip() for column, at in places.items() if at < len(row)}
                if any(cells.get(column) for column in (_C.SUBJECT, _C.INDICATOR, _C.VALUE)):
                    yield _row(sheet.name, number, _filled(cells, common, units))
        if not found:
            lacking = "、".join(label(column) for column in (_C.SUBJECT, _C.INDICATOR, _C.VALUE))
            raise UsageError("services.reference-columns", where=str(path), known=lacking)


def sample_rows(sheet: SheetPreview, header: int | None, layout: ReferenceLayout) -> list[TableRow]:
    """The rows shown of a sheet as they would be read under a layout."""
    start = 0 if header is None else header + 1
    names = names_of(sheet.rows[header] if header is not None else (), sheet.width)
    places = {column: names.index(name) for name, column in layout.columns if name in names}
    units = _unit_of(layout.named(_C.VALUE))
    found = []
    for number, row in enumerate(sheet.rows[start:], start + 1):
        cells = {column: row[at].strip() for column, at in places.items() if at < len(row)}
        if any(cells.get(column) for column in (_C.SUBJECT, _C.INDICATOR, _C.VALUE)):
            found.append(_row(sheet.name, number, _filled(cells, dict(layout.common), units)))
    return found


def lacking(layout: ReferenceLayout) -> tuple[ReferenceColumn, ...]:
    """What a layout must still say: a value, an indicator, and a subject or a place."""
    told = {column for _, column in layout.columns} | {column for column, words in layout.common if words}
    found = [column for column in (_C.VALUE, _C.INDICATOR) if column not in told]
    return (*found, *(() if told & {_C.SUBJECT, _C.PLACE} else (_C.SUBJECT,)))


def layout_of(texts: Sequence[str], common: Mapping[ReferenceColumn, str]) -> ReferenceLayout | None:
    """A layout as it is typed: 主体=地区,指标=项目,数值=数; None where nothing is said.

    UsageError services.columns-pair, services.columns-twice, services.reference-meaning.
    """
    pairs: dict[ReferenceColumn, str] = {}
    for part in (part.strip() for text in texts for part in _PARTED.split(text) if part.strip()):
        meaning, *header = (piece.strip() for piece in _EQUALS.split(part, maxsplit=1))
        column = column_named(meaning)
        if not header or not header[0]:
            raise UsageError("services.columns-pair", text=part)
        if column is None:
            known = "、".join(f"{label(item)}（{item}）" for item in _C)
            raise UsageError("services.reference-meaning", text=meaning, known=known)
        if column in pairs:
            raise UsageError("services.columns-twice", column=label(column))
        pairs[column] = header[0]
    said = tuple((column, words) for column, words in common.items() if words)
    if not pairs and not said:
        return None
    return ReferenceLayout(tuple((name, column) for column, name in pairs.items()), (), None, said)


def _places(head: Sequence[tuple[int, Sequence[str]]], sheet: str, layout: ReferenceLayout | None
            ) -> tuple[dict[ReferenceColumn, int], int, str]:
    """Place of each column, how many rows lie above the first reference, the unit that its header tells."""
    if layout is not None and layout.sheet not in (None, sheet):
        return {}, 0, ""
    pairs = layout.columns if layout else ()
    told = {plain(name): column for name, column in pairs}
    if told and not (layout and layout.headers) and all(_NUMBERED.fullmatch(name) for name, _ in pairs):
        return {column: int(name[1:-1]) - 1 for name, column in pairs}, 0, ""
    for after, (_, row) in enumerate(head, 1):
        names = names_of(row)
        meant = {at: told.get(plain(name)) or column_named(name) for at, name in enumerate(names)}
        if layout is not None and layout.headers:
            meant = {at: told.get(plain(name)) for at, name in enumerate(names)}
        places: dict[ReferenceColumn, int] = {}
        for at, column in meant.items():
            # What was said of a column goes before what its header usually means.
            if column is not None and (column not in places or plain(names[at]) in told):
                places[column] = at
        common = layout.common if layout else ()
        named = tuple((names[at], column) for column, at in places.items())
        if _C.VALUE in places and len(places) > 1 and not lacking(ReferenceLayout(named, common=common)):
            return places, after, _unit_of(names[places[_C.VALUE]])
    return {}, 0, ""


def _unit_of(header: str) -> str:
    """The unit in brackets behind a header, "" where there is none."""
    found = _IN_BRACKETS.search(header)
    return found[1].strip() if found else ""


def _filled(cells: Mapping[ReferenceColumn, str], common: Mapping[ReferenceColumn, str],
            unit: str) -> dict[ReferenceColumn, str]:
    """Cells with what holds for the whole table where they say nothing themselves."""
    found = {column: words for column, words in common.items() if words}
    if unit:
        found[_C.UNIT] = unit
    if not bare_number(cells.get(_C.VALUE, "")):
        found.pop(_C.UNIT, None)
    return found | {column: cell for column, cell in cells.items() if cell}


def _row(sheet: str, number: int, cells: Mapping[ReferenceColumn, str]) -> TableRow:
    words = " ".join(filter(None, (cells.get(column, "") for column in (
        _C.PLACE, _C.SUBJECT, _C.INDICATOR, _C.PERIOD, _C.VALUE, _C.UNIT))))
    try:
        return TableRow(sheet, number, words, reference_of(cells))
    except KnownError as error:
        told = "。".join(filter(None, (message(error.code, **error.values),
                                      advice(error.code, **error.values))))
        return TableRow(sheet, number, words, None, told)


def _guessed(names: Sequence[str], sheet: SheetPreview,
             header: int | None) -> tuple[tuple[str, ReferenceColumn], ...]:
    """By the usual headers; the only column of numbers is the value where no header says so."""
    found: dict[ReferenceColumn, str] = {}
    for name in names:
        column = column_named(name)
        if column is not None:
            found.setdefault(column, name)
    if _C.VALUE not in found:
        rows = sheet.rows[0 if header is None else header + 1 :]
        free = [(at, name) for at, name in enumerate(names) if name not in found.values()]
        numeric = [name for at, name in free if rows and all(
            bare_number(row[at]) for row in rows if at < len(row) and row[at].strip())
            and any(at < len(row) and row[at].strip() for row in rows)]
        if numeric:
            found[_C.VALUE] = numeric[-1]
    return tuple((name, column) for column, name in found.items())


def _layout(record: Mapping[str, object]) -> ReferenceLayout:
    headers, columns, common = record["headers"], record["columns"], record.get("common", {})
    if not isinstance(headers, list) or not isinstance(columns, dict) or not isinstance(common, dict):
        raise ValueError("not a layout")
    return ReferenceLayout(
        tuple((str(name), ReferenceColumn(meaning)) for name, meaning in columns.items()),
        tuple(map(str, headers)), None,
        tuple((ReferenceColumn(column), str(words)) for column, words in common.items()),
    )
