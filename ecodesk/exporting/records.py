"""Facts and findings as CSV and JSON lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from ecodesk.domain.facts import RECORD_FIELDS
from ecodesk.exporting.texts import number_in_cell

BOM = "\ufeff"
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def write_jsonl(records: Iterable[Mapping[str, object]], stream: TextIO) -> None:
    """One JSON object a line, UTF-8 characters as they are."""
    for record in records:
        stream.write(json.dumps(record, ensure_ascii=False))
        stream.write("\n")


def write_csv(records: Iterable[Mapping[str, str]], stream: TextIO,
              fields: Sequence[str] = RECORD_FIELDS) -> None:
    """A table with a header, opened by a byte order mark so that Excel takes it for UTF-8.

    A text that a spreadsheet would run as a formula is preceded by an apostrophe (OWASP, CSV
    injection); a negative number is left alone. Open the stream with newline="".
    """
    stream.write(BOM)
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(fields)
    for record in records:
        writer.writerow([inert(record.get(name, "")) for name in fields])


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    if text.startswith(_RISKY) and number_in_cell(text) is None:
        return f"'{text}"
    return text
