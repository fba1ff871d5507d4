"""Where the fields of references stand in a table, and the cells of a row for each of its references.

A yearbook gives the years a column each: such columns are all values, and their headers the periods.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ecodesk.domain.references import ReferenceColumn, ReferenceLayout
from ecodesk.domain.tables import SheetPreview
from ecodesk.knowledge.labels import code_of
from ecodesk.knowledge.references import parted_unit
from ecodesk.knowledge.tables import read_table
from ecodesk.knowledge.units import unit_of
from ecodesk.reading import names_of
from ecodesk.reading.columns import plain
from ecodesk.services.fields import exact_period
from ecodesk.services.reference_values import bare_number

_C = ReferenceColumn
_IN_BRACKETS = re.compile(r"[（(]\s*(?:单位[:：])?([^（）()]{1,12})[）)]\s*$")
_NUMBERED = re.compile(r"第\d+列")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ABOUT = (_C.SUBJECT, _C.INDICATOR, _C.PLACE, _C.VALUE)
SERIES = 2
"""Columns with periods for headers from which on they are taken for values."""

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Places:
    """The places of the fields of one table; `after` counts the rows above its first reference.

    `unit` is what the value's header tells. `series` are columns of values with their periods; there is no
    single value column then.
    """

    at: Mapping[ReferenceColumn, int]
    after: int = 0
    unit: str = ""
    series: tuple[tuple[int, str], ...] = ()


@cache
def known_headers() -> Mapping[str, ReferenceColumn]:
    """Plain header to what its column holds."""
    rows = read_table("reference_columns.csv", ("header", "column"))
    return {row["header"]: ReferenceColumn(row["column"]) for row in rows}


def column_named(header: str) -> ReferenceColumn | None:
    """What a column with a usual header holds, also with a unit behind it: 数值（万吨）."""
    words = _IN_BRACKETS.sub("", header)
    return known_headers().get(plain(words)) or code_of(ReferenceColumn, header)


def period_named(header: str) -> str:
    """The period that a header is (2023年, 2024年1—6月), "" for other headers."""
    found = exact_period(header.strip()) if _YEAR.match(header.strip()) else None
    return found or ""


def series_of(names: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns that hold one period each, where there are several."""
    found = tuple(name for name in names if period_named(name))
    return found if len(found) >= SERIES else ()


def lacking(layout: ReferenceLayout) -> tuple[ReferenceColumn, ...]:
    """What a layout must still say: a value, an indicator, and a subject or a place."""
    told = {column for _, column in layout.columns} | {column for column, words in layout.common if words}
    found = [column for column in (_C.VALUE, _C.INDICATOR) if column not in told]
    return (*found, *(() if told & {_C.SUBJECT, _C.PLACE} else (_C.SUBJECT,)))


def header_of(rows: Sequence[Row]) -> int | None:
    """Place of the first row that names columns; None where none does."""
    for at, row in enumerate(rows):
        names = names_of(row)
        known = {column for column in map(column_named, names) if column is not None}
        if len(known) >= SERIES or (known and series_of(names)):
            return at
    return None


def guessed(names: Sequence[str], sheet: SheetPreview,
            header: int | None) -> tuple[tuple[str, ReferenceColumn], ...]:
    """By the usual headers; else columns of years are the values, or the last column of numbers."""
    found: dict[ReferenceColumn, str] = {}
    for name in names:
        column = column_named(name)
        if column is not None:
            found.setdefault(column, name)
    pairs = tuple((name, column) for column, name in found.items())
    if _C.VALUE in found:
        return pairs
    series = series_of(names)
    if series:
        return (*pairs, *((name, _C.VALUE) for name in series))
    rows = sheet.rows[0 if header is None else header + 1 :]
    numeric = [name for at, name in enumerate(names) if name not in found.values() and _is_numeric(rows, at)]
    return (*pairs, (numeric[-1], _C.VALUE)) if numeric else pairs


def _is_numeric(rows: Sequence[Row], at: int) -> bool:
    cells = [row[at] for row in rows if at < len(row) and row[at].strip()]
    return bool(cells) and all(map(bare_number, cells))


def places_in(head: Sequence[Row], sheet: str, layout: ReferenceLayout | None) -> Places | None:
    """Where the fields stand, from the first rows of a sheet; None where nobody can tell."""
    if layout is not None and layout.sheet not in (None, sheet):
        return None
    pairs = layout.columns if layout else ()
    bare = bool(pairs) and not (layout and layout.headers)
    if bare and all(_NUMBERED.fullmatch(name) for name, _ in pairs):
        return Places({column: int(name[1:-1]) - 1 for name, column in pairs})
    for after, row in enumerate(head, 1):
        found = places_of(names_of(row), layout)
        if found is not None:
            return replace(found, after=after)
    return None


def places_of(names: Sequence[str], layout: ReferenceLayout | None) -> Places | None:
    """Where the fields stand under these names; None where a value, an indicator or a name is missing."""
    told = {plain(name): column for name, column in layout.columns} if layout else {}
    usual = column_named if layout is None or not layout.headers else (lambda _name: None)
    at: dict[ReferenceColumn, int] = {}
    values: list[int] = []
    for place, name in enumerate(names):
        said = told.get(plain(name))
        column = said or usual(name)
        if column is _C.VALUE and said:
            values.append(place)
        # What was said of a column goes before what its header usually means.
        if column is not None and (column not in at or said):
            at[column] = place
    years = [place for place in values if period_named(names[place])]
    if _C.VALUE not in at and (layout is None or not layout.headers):
        years = [names.index(name) for name in series_of(names)]
    several = len(years) >= SERIES or (len(years) == len(values) == 1 and _C.PERIOD not in at)
    series = tuple((place, period_named(names[place])) for place in years) if several else ()
    if series:
        at[_C.VALUE] = series[0][0]
    named = tuple((names[place], column) for column, place in at.items())
    common = layout.common if layout else ()
    if _C.VALUE not in at or len(at) < SERIES or lacking(ReferenceLayout(named, common=common)):
        return None
    unit = _unit_in(names[at[_C.VALUE]])
    if series:
        at = {column: place for column, place in at.items() if column not in (_C.VALUE, _C.PERIOD)}
    return Places(at, unit=unit, series=series)


def cells_of(row: Row, places: Places,
             common: Mapping[ReferenceColumn, str]) -> Iterator[dict[ReferenceColumn, str]]:
    """The cells of each reference in a row; none for an empty row, and none for a year left empty."""
    cells = {column: row[at].strip() for column, at in places.at.items() if at < len(row)}
    if not any(cells.get(column) for column in _ABOUT):
        return
    if not places.series:
        yield _filled(cells, common, places.unit)
        return
    for at, period in places.series:
        value = row[at].strip() if at < len(row) else ""
        if value:
            yield _filled(cells | {_C.VALUE: value, _C.PERIOD: period}, common, places.unit)


def _unit_in(words: str) -> str:
    """The unit in brackets behind words, "" where there is none."""
    found = _IN_BRACKETS.search(words)
    return found[1].strip() if found else ""


def _filled(cells: Mapping[ReferenceColumn, str], common: Mapping[ReferenceColumn, str],
            unit: str) -> dict[ReferenceColumn, str]:
    """Cells, with what holds for the whole table where they say nothing; 产量（万吨） tells its unit."""
    found = {column: words for column, words in common.items() if words}
    if unit:
        found[_C.UNIT] = unit
    own = {column: cell for column, cell in cells.items() if cell}
    beside = _unit_in(own.get(_C.INDICATOR, ""))
    if beside and unit_of(parted_unit(beside)[2]) is not None:
        own[_C.INDICATOR] = _IN_BRACKETS.sub("", own[_C.INDICATOR])
        own.setdefault(_C.UNIT, beside)
    if not bare_number(own.get(_C.VALUE, "")):
        found.pop(_C.UNIT, None)
        if _C.UNIT in own and own[_C.UNIT] == beside:
            own.pop(_C.UNIT)
    return found | own
