"""What the columns of tables hold: what an editor has said, kept in the data folder, and how it is said."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from ecodesk.domain.errors import UsageError, WorkbookError
from ecodesk.domain.tables import Column, SheetPreview, TableLayout, TablePreview
from ecodesk.domain.text import Article
from ecodesk.knowledge.labels import label
from ecodesk.reading import (
    HEADER_ROWS,
    column_named,
    guess,
    headers_of,
    names_of,
    preview_path,
    same_headers,
    sample_of,
)
from ecodesk.services.kept import put_aside, write_kept

FILE_NAME = "columns.json"
MOST = 500
"""Layouts that are kept; the oldest goes."""
_PARTED = re.compile(r"[,，;；]")
_EQUALS = re.compile(r"[=＝]")


class Columns:
    """Layouts of tables by their headers, in a file that an editor may also look at and change."""

    header_rows = HEADER_ROWS + 1
    """Rows of a table among which the headers are looked for."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME

    def remembered(self) -> tuple[TableLayout, ...]:
        """The layouts kept, the newest first. UsageError when the file cannot be read."""
        try:
            return _layouts(json.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return ()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise UsageError("services.columns-unread", where=str(self.path), reason=reason) from error
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise UsageError("services.columns-damaged", where=str(self.path)) from error

    def remember(self, layouts: Sequence[TableLayout]) -> None:
        """Keep layouts for all tables with the same headers, in place of what was kept for them.

        Those of tables without headers fit any table and are not kept. UsageError when nothing is written.
        """
        fresh: list[TableLayout] = []
        for layout in layouts:
            if layout.headers and not any(same_headers(item.headers, layout.headers) for item in fresh):
                fresh.append(TableLayout(layout.columns, layout.headers))
        if fresh:
            self._replace([layout.headers for layout in fresh], fresh)

    def forget(self, headers: Sequence[str]) -> None:
        """Ask again at the next table with these headers. UsageError when nothing can be written."""
        self._replace([headers], [])

    def preview(self, path: Path) -> TablePreview:
        """The first rows of a file's tables. ReadError when it cannot be read."""
        return preview_path(path)

    def names(self, sheet: SheetPreview, header: int | None) -> tuple[str, ...]:
        """A name for each column, of the headers in row `header`; numbers where there are none."""
        return names_of(sheet.rows[header] if header is not None else (), sheet.width)

    def guess(self, sheet: SheetPreview, header: int | None) -> dict[int, Column]:
        """What the columns probably hold, by their places."""
        return guess(sheet, header)

    def layout(self, sheet: SheetPreview, header: int | None, columns: Mapping[int, Column]) -> TableLayout:
        """The layout of this very sheet, from what its columns hold by their places."""
        names = self.names(sheet, header)
        pairs = tuple((names[place], column) for place, column in sorted(columns.items()))
        headers = headers_of(sheet.rows[header]) if header is not None else ()
        return TableLayout(pairs, headers, sheet.name)

    def sample(self, path: str, sheet: SheetPreview, layout: TableLayout) -> Article | None:
        """The first article that the rows shown of a sheet give under a layout, None where none."""
        return sample_of(path, sheet, layout)

    def _replace(self, gone: Sequence[Sequence[str]], fresh: Sequence[TableLayout]) -> None:
        try:
            others = [layout for layout in self._readable()
                      if not any(same_headers(layout.headers, headers) for headers in gone)]
            records = [{"headers": layout.headers, "columns": dict(layout.columns)}
                       for layout in [*fresh, *others][:MOST]]
            write_kept(self.path, records)
        except (WorkbookError, OSError) as error:
            raise UsageError("services.columns-unkept", where=str(self.path)) from error

    def _readable(self) -> tuple[TableLayout, ...]:
        """What is kept; a file that cannot be read is put aside, not lost."""
        try:
            return self.remembered()
        except UsageError:
            put_aside(self.path)
            return ()


def _layouts(records: object) -> tuple[TableLayout, ...]:
    if not isinstance(records, list):
        raise ValueError("no layouts")
    return tuple(map(_layout, records))


def _layout(record: Mapping[str, object]) -> TableLayout:
    headers, columns = record["headers"], record["columns"]
    if not isinstance(headers, list) or not isinstance(columns, dict) or not headers:
        raise ValueError("not a layout")
    pairs = tuple((str(name), Column(meaning)) for name, meaning in columns.items())
    return TableLayout(pairs, tuple(map(str, headers)))


def layout_of(texts: Sequence[str]) -> TableLayout | None:
    """A layout as it is typed: 标题=head,正文=content, in one text or several; None for none.

    What a column holds is named in Chinese or English (正文, body), its header as it stands in the table, or
    by its number (第3列). Raises UsageError services.columns-*.
    """
    pairs = headers_typed(texts, Column, column_named, "services.columns-meaning")
    return TableLayout(tuple((name, column) for column, name in pairs.items())) if pairs else None


Meaning = TypeVar("Meaning", bound=StrEnum)


def headers_typed(texts: Sequence[str], meanings: type[Meaning], named: Callable[[str], Meaning | None],
                  unknown: str) -> dict[Meaning, str]:
    """Meaning to header, typed as 标题=head,正文=content; `named` tells which meaning a word names.

    UsageError services.columns-pair, services.columns-twice, and `unknown` for a word that names none.
    """
    pairs: dict[Meaning, str] = {}
    for part in (part.strip() for text in texts for part in _PARTED.split(text)):
        if not part:
            continue
        meaning, *header = (piece.strip() for piece in _EQUALS.split(part, maxsplit=1))
        column = named(meaning)
        if not header or not header[0]:
            raise UsageError("services.columns-pair", text=part)
        if column is None:
            known = "、".join(f"{label(item)}（{item}）" for item in meanings)
            raise UsageError(unknown, text=meaning, known=known)
        if column in pairs:
            raise UsageError("services.columns-twice", column=label(column))
        pairs[column] = header[0]
    return pairs
