"""Entries of the desk's own dictionary as a table: out, and in again."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from pathlib import Path

from ecodesk.domain.entries import ENTRY_FIELDS, Entry, EntryRow, EntryState
from ecodesk.domain.errors import UsageError
from ecodesk.exporting import write_csv
from ecodesk.exporting.atomic import in_place_of
from ecodesk.knowledge.labels import code_of, field_label, label
from ecodesk.knowledge.messages import message

COLUMNS = ("field", "found", "wanted", "given", "state", "corrections", "against", "uses", "editor", "at",
           "sentence")
_NEEDED = ("field", "found", "wanted")
_TAKEN = (EntryState.ACTIVE, EntryState.OFF)


def headings() -> tuple[str, ...]:
    """Headings of the table, as on the screen."""
    return tuple(message(f"entry.{name}") for name in COLUMNS)


def cells_of(row: EntryRow) -> tuple[str, ...]:
    """One entry as text, in the order of the columns."""
    entry = row.entry
    at = row.at.astimezone().strftime("%Y-%m-%d %H:%M") if row.at else ""
    counts = (str(count) for count in (row.corrections, row.against, row.uses))
    return (field_label(entry.field), entry.found, entry.wanted, entry.given, label(row.state), *counts,
            row.editor, at, row.sentence)


def lines_of(rows: Iterable[EntryRow]) -> str:
    """Headings and a line an entry with tabs between the cells, so that it pastes into a spreadsheet."""
    lines = [headings(), *map(cells_of, rows)]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in cells) for cells in lines)


def save_entries(rows: Iterable[EntryRow], path: Path) -> None:
    """Write entries as CSV, whole or not at all. WorkbookError where the file cannot be written."""
    names = headings()
    records = (dict(zip(names, cells_of(row), strict=True)) for row in rows)
    with in_place_of(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        write_csv(records, stream, names)


def read_entries(path: Path) -> list[tuple[Entry, EntryState]]:
    """Entries of a CSV with our headings, in whatever order; candidates are left out.

    UsageError when it cannot be read, lacks a column, or a row names no field or no state.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError("services.entries-unread", where=str(path),
                         reason=error.strerror or type(error).__name__) from error
    rows = csv.DictReader(StringIO(_decoded(data, path)))
    names = dict(zip(COLUMNS, headings(), strict=True))
    lacking = [names[name] for name in _NEEDED if names[name] not in (rows.fieldnames or ())]
    if lacking:
        raise UsageError("services.entries-columns", where=str(path), known="、".join(lacking))
    return list(_entries(rows, names, path))


def _decoded(data: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError("services.entries-unread", where=str(path), reason=message("services.entries-encoding"))


def _entries(rows: Iterable[Mapping[str, str | None]], names: Mapping[str, str],
             path: Path) -> Iterator[tuple[Entry, EntryState]]:
    fields = {field_label(name): name for name in ENTRY_FIELDS}
    for number, row in enumerate(rows, 2):
        cells = {name: _plain(row.get(heading)) for name, heading in names.items()}
        if not any(cells[name] for name in _NEEDED):
            continue
        field = fields.get(cells["field"], cells["field"])
        state = code_of(EntryState, cells["state"] or str(EntryState.ACTIVE))
        if field not in ENTRY_FIELDS or state is None:
            raise UsageError("services.entries-row", where=str(path), number=number)
        if state in _TAKEN:
            yield Entry(field, cells["found"], cells["wanted"], cells["given"]), state


def _plain(cell: str | None) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    text = (cell or "").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text
