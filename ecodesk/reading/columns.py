"""What the columns of a table hold: known by their headers, or by what an editor said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from ecodesk.domain.tables import Column, TableLayout
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.script import simplified
from ecodesk.knowledge.tables import read_table
from ecodesk.reading.grid import Row
from ecodesk.reading.limits import limits

LONGEST_HEADER = 40
"""Characters of a header that are looked at; a longer cell is copy."""
_LOOSE = re.compile(r"[\s　:：*（）()【】\[\]]+")

Places = Mapping[Column, int]


@cache
def known_columns() -> Mapping[str, Column]:
    """Plain header to what its column holds."""
    rows = read_table("reading_columns.csv", ("header", "column"))
    return {row["header"]: Column(row["column"]) for row in rows}


def plain(header: str) -> str:
    """A header as it is compared: no blanks, colons and brackets, Latin letters in lower case."""
    return simplified(_LOOSE.sub("", header)).lower()


def column_named(header: str) -> Column | None:
    """What a column with a usual header (标题, content) holds; None for any other header."""
    return known_columns().get(plain(header))


def numbered(place: int) -> str:
    """The name of a column without header, by its 0-based place: 第3列."""
    return message("read-column", number=place + 1)


@cache
def _all_numbered(width: int) -> Mapping[str, int]:
    return {plain(numbered(place)): place for place in range(width)}


def names_of(row: Row, width: int = 0) -> tuple[str, ...]:
    """A name for each column of a row of headers, no two of them alike; `width` columns at least.

    A column without header has its number, a header that comes again is counted: 内容, 第2列, 内容 2.
    """
    taken: set[str] = set()
    names: list[str] = []
    for place in range(max(len(row), width)):
        header = " ".join(row[place][:LONGEST_HEADER].split()) if place < len(row) else ""
        stem = header if plain(header) else numbered(place)
        name, number = stem, 2
        while plain(name) in taken:
            name, number = f"{stem} {number}", number + 1
        taken.add(plain(name))
        names.append(name)
    return tuple(names)


def headers_of(row: Row) -> tuple[str, ...]:
    """The names of the columns that have a header."""
    return tuple(name for name, cell in zip(names_of(row), row, strict=True) if plain(cell))


def header_row(rows: Sequence[Row]) -> int:
    """Place of the row that may hold the headers: the first of two cells or more, else the first."""
    filled = (sum(bool(cell.strip()) for cell in row) for row in rows)
    return next((place for place, count in enumerate(filled) if count > 1), 0)


def same_headers(one: Sequence[str], other: Sequence[str]) -> bool:
    """True for the same headers, in whatever order."""
    return set(map(plain, one)) == set(map(plain, other))


class Layouts:
    """What is known of tables: the layouts given, the first before the others, then the usual headers."""

    def __init__(self, layouts: Sequence[TableLayout] = ()) -> None:
        self._layouts = tuple(layouts)

    def in_row(self, row: Row, sheet: str) -> tuple[Places, TableLayout | None]:
        """Places of the columns that a row of headers names, and the layout that tells them.

        No places where the row names no text: it is no row of headers then.
        """
        at = {plain(name): place for place, name in enumerate(names_of(row, limits().columns))}
        headers = {plain(name) for name in headers_of(row)}
        known = _places(known_columns(), at)
        for layout in self._layouts:
            if layout.sheet not in (None, sheet) or _is_bare(layout):
                continue
            told = _told(layout)
            found = _places(told, at)
            if not layout.headers:
                found = _places({**known_columns(), **told}, at) | found
            elif headers != set(map(plain, layout.headers)):
                continue
            if Column.BODY in found and found != known:
                return found, layout
        return (known if Column.BODY in known else {}), None

    def bare(self, sheet: str) -> tuple[Places, TableLayout | None]:
        """Places of the columns of a table without headers, where a layout for such a table is given."""
        for layout in self._layouts:
            if layout.sheet in (None, sheet) and _is_bare(layout):
                return _places(_told(layout), _all_numbered(limits().columns)), layout
        return {}, None


def _told(layout: TableLayout) -> dict[str, Column]:
    return {plain(name): column for name, column in layout.columns}


def _is_bare(layout: TableLayout) -> bool:
    """True for a layout of tables without headers: its columns are all numbered."""
    return not layout.headers and _told(layout).keys() <= _all_numbered(limits().columns).keys()


def _places(told: Mapping[str, Column], at: Mapping[str, int]) -> dict[Column, int]:
    """Place of each column; the first, where several headers tell the same."""
    found: dict[Column, int] = {}
    for header, column in told.items():
        place = at.get(header)
        if place is not None:
            found[column] = min(place, found.get(column, place))
    return found
