"""Taking an edited workbook back: the editor's own file is read, never re-saved."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import WorkbookError
from ecodesk.domain.facts import EDITABLE
from ecodesk.exporting.columns import CODED, COLUMNS, ROW_HASH, ROW_ID, SHEET
from ecodesk.exporting.content import TAKEN_BACK, WorkbookRow, field_hash, split_hash
from ecodesk.exporting.texts import number_text, safe_text, unescaped
from ecodesk.knowledge.labels import code_of, labels

LARGEST_MB = 1024
"""Unpacked size up to which a workbook is read: 100,000 facts unpack to some 150 MB."""

HEADER_ROWS = 20
SHOWN = 12
_FIELD_OF = {column.heading: column.field for column in COLUMNS if column.field}
_VALUE = re.compile(r"|-?\d+(?:\.\d+)?|[A-Z]{1,3}[+-]?|\d+:\d+")
_PERIOD = re.compile(r"|\d{4}(?:-\d{2}(?:-\d{2})?)?(?:/\d{4}(?:-\d{2}(?:-\d{2})?)?)?")
_DECIMALS = re.compile(r"\.(0+)")


@dataclass(slots=True)
class _Trouble:
    """Cells that cannot be taken back, each as 数据明细!F12 and what is wrong."""

    sheet: str
    cells: list[str] = field(default_factory=list)

    def add(self, row: int, column: int, what: str) -> None:
        self.cells.append(f"{self.sheet}!{get_column_letter(column)}{row} {what}")


def read_workbook(path: Path) -> tuple[WorkbookRow, ...]:
    """The rows of 数据明细 as edited, in the order of the sheet; rows the editor deleted are not there.

    Columns may be moved, removed or added, rows sorted or filtered. Raises WorkbookError where the file
    is no workbook of the desk, or with the places of all cells that make no sense.
    """
    _guard(path)
    try:
        book = load_workbook(path, read_only=True, data_only=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, EOFError) as error:
        raise WorkbookError("workbook-not-excel", where=path.name) from error
    except OSError as error:
        raise _unreadable(path, error) from error
    try:
        return _rows(path, book)
    except (zipfile.BadZipFile, SyntaxError, EOFError) as error:
        raise WorkbookError("workbook-not-excel", where=path.name) from error
    finally:
        book.close()


def _guard(path: Path) -> None:
    """Refuse what is no zip file, or one that unpacks to more than memory should hold."""
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(member.file_size for member in packed.infolist())
    except FileNotFoundError as error:
        raise WorkbookError("workbook-missing", where=path.name) from error
    except zipfile.BadZipFile as error:
        raise WorkbookError("workbook-not-excel", where=path.name) from error
    except OSError as error:
        raise _unreadable(path, error) from error
    if size > LARGEST_MB * 1024 * 1024:
        raise WorkbookError("workbook-too-large", where=path.name, limit=LARGEST_MB)


def _unreadable(path: Path, error: OSError) -> WorkbookError:
    return WorkbookError("workbook-unreadable", where=path.name, reason=error.strerror or "读取出错")


def _rows(path: Path, book: Any) -> tuple[WorkbookRow, ...]:
    page, header_row, places = _table(path, book)
    trouble = _Trouble(page.title)
    results = _Results(path, page.title)
    taken: dict[int, WorkbookRow] = {}
    for number, cells in enumerate(page.iter_rows(min_row=header_row + 1), header_row + 1):
        row = _row(number, {name: cells[place - 1] for name, place in places.items() if place <= len(cells)},
                   places, trouble, results)
        if row is None:
            if any(cell.value is not None for cell in cells):
                trouble.add(number, places[ROW_ID], "这一行没有行标识，是新加的行，请删去")
            continue
        if taken.setdefault(row.fact_id, row) != row:
            trouble.add(number, places[ROW_ID], "与上面的行是同一条数据，内容却不同")
    if trouble.cells:
        more = f"……等 {len(trouble.cells)} 处" if len(trouble.cells) > SHOWN else ""
        raise WorkbookError("workbook-cells", where=path.name, count=len(trouble.cells),
                            cells="；".join(trouble.cells[:SHOWN]) + more)
    return tuple(taken.values())


def _table(path: Path, book: Any) -> tuple[Any, int, dict[str, int]]:
    """The sheet with the row ids, the row of its headings, and heading or field to 1-based column."""
    pages = sorted(book.worksheets, key=lambda page: page.title != SHEET)
    for page in pages:
        page.reset_dimensions()
        for number, cells in enumerate(page.iter_rows(max_row=HEADER_ROWS, values_only=True), 1):
            names = [str(cell).strip() if cell is not None else "" for cell in cells]
            if ROW_ID in names and ROW_HASH in names:
                places = {_FIELD_OF.get(name, name): place for place, name in enumerate(names, 1)
                          if name in _FIELD_OF or name in (ROW_ID, ROW_HASH)}
                return page, number, places
    raise WorkbookError("workbook-no-table", where=path.name)


class _Results:
    """Results of the formulas an editor typed, read in a second pass only when there are any."""

    def __init__(self, path: Path, title: str) -> None:
        self._path, self._title = path, title
        self._values: list[tuple[Any, ...]] | None = None

    def at(self, row: int, column: int) -> object:
        """Stored result of a formula cell, None where the program that saved it stored none."""
        if self._values is None:
            book = load_workbook(self._path, read_only=True, data_only=True)
            book[self._title].reset_dimensions()
            self._values = list(book[self._title].iter_rows(values_only=True))
            book.close()
        cells = self._values[row - 1] if row <= len(self._values) else ()
        return cells[column - 1] if column <= len(cells) else None


def _row(number: int, cells: Mapping[str, Any], places: Mapping[str, int], trouble: _Trouble,
         results: _Results) -> WorkbookRow | None:
    fact_id = cells[ROW_ID].value if ROW_ID in cells else None
    if fact_id is None or fact_id == "":
        return None
    if isinstance(fact_id, float) and fact_id.is_integer():
        fact_id = int(fact_id)
    row_hash = str(cells[ROW_HASH].value or "") if ROW_HASH in cells else ""
    if not isinstance(fact_id, int) or not split_hash(row_hash):
        trouble.add(number, places[ROW_ID], "行标识或行校验被改动了，请撤销改动或删去这一行")
        return None
    values = {name: _value(name, number, places[name], cells.get(name), trouble, results)
              for name in TAKEN_BACK if name in places}
    known = {name: value for name, value in values.items() if value is not None}
    absent = frozenset(TAKEN_BACK) - known.keys()
    return WorkbookRow(
        fact_id, row_hash, Status(known.get("status") or _status_of(row_hash)), known.get("note", ""),
        known.get("source", ""), {name: known[name] for name in EDITABLE if name in known}, absent)


def _status_of(row_hash: str) -> Status:
    """The status at export, found again by its hash: for a workbook whose status column is gone."""
    exported = split_hash(row_hash)["status"]
    return next((status for status in Status if field_hash(str(status)) == exported), Status.OPEN)


def _value(name: str, row: int, column: int, cell: Any, trouble: _Trouble, results: _Results) -> str | None:
    """A cell as the field's stored text; None, and a note of the trouble, where it makes no sense."""
    content = cell.value if cell is not None else None
    if content is not None and cell.data_type == "f":
        content = results.at(row, column)
        if content is None:
            trouble.add(row, column, "公式没有算出结果，请改成数或文字")
            return None
    if content is not None and cell.data_type == "e":
        trouble.add(row, column, f"单元格是错误值 {content}")
        return None
    text = _text(content, cell.number_format if cell is not None else "")
    problem = _problem(name, text)
    if problem:
        trouble.add(row, column, problem)
        return None
    if name in CODED:
        member = code_of(CODED[name], text)
        return str(member) if member is not None else None
    return unicodedata.normalize("NFKC", text).replace(",", "") if name in ("value", "value_high") else text


def _problem(name: str, text: str) -> str:
    """What is wrong with a field's text in Chinese, "" where nothing."""
    if name in CODED:
        if code_of(CODED[name], text) is None:
            return f"“{text}”不在可选之列（{'、'.join(labels(CODED[name]))}）"
        return ""
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    if name in ("value", "value_high") and not _VALUE.fullmatch(plain):
        return f"“{text}”不是数；请写展开后的数，如 135000"
    if name == "period" and not _PERIOD.fullmatch(text):
        return f"“{text}”不是规范的时间；请写 2023、2024-06、2024-04-23 或 2016/2020"
    return ""


def _text(content: object, form: str) -> str:
    """What a cell holds as plain text; a percentage is written as its number of hundredths."""
    if content is None:
        return ""
    if isinstance(content, bool):
        return str(content).upper()
    if isinstance(content, int | float):
        if "%" in form:
            return number_text(Decimal(f"{content:.15g}") * 100)
        match = _DECIMALS.search(form)
        return number_text(content, len(match.group(1)) if match else 0)
    if isinstance(content, datetime):
        return content.date().isoformat() if content.time() == time() else content.isoformat(" ")
    if isinstance(content, date | time):
        return content.isoformat()
    return safe_text(unescaped(str(content))).strip()
