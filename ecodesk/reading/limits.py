"""What a file may ask of the machine: every limit of reading in one place."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache

from ecodesk.domain.errors import ReadError

VARIABLE = "ECODESK_LIMITS"
_SETTING = re.compile(r"([a-z_]+)\s*[=:]\s*(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one file. The environment may set each: ECODESK_LIMITS=pages=5000,rows=100000.

    The defaults let through a year of a newspaper's column and stop what was made to hurt.
    """

    megabytes: int = 32
    """Largest single file, in MiB; a member of an archive is a file too."""
    archive_megabytes: int = 1024
    """Largest archive on disk, in MiB; it is never held in memory as a whole."""
    unpacked_megabytes: int = 256
    """What one office file may unpack to, in MiB: its parts are parsed."""
    archive_unpacked_megabytes: int = 4096
    """What the members of an archive unpack to, all together, in MiB; they are read one by one."""
    ratio: int = 200
    """How often a packed part larger than 1 MiB may unfold; copy packs 3 to 15 times, deflate 1032."""
    entries: int = 20_000
    """Entries of an archive or an office file."""
    depth: int = 3
    """Archives inside archives."""
    nesting: int = 200
    """Elements inside elements, or groups of RTF inside each other; Word stays below 60."""
    pages: int = 3000
    """Pages of a PDF."""
    rows: int = 50_000
    """Rows of a table, the empty ones not counted."""
    columns: int = 200
    """Columns of a table."""
    characters: int = 12_000_000
    """Characters of one file's text: what 32 MiB of Chinese copy hold."""

    paragraphs: int = 500_000
    """Paragraphs of one file, the empty ones of office files too: each takes its time, however short."""


CODES = {
    "megabytes": "read-too-large",
    "archive_megabytes": "read-limit-archive",
    "unpacked_megabytes": "read-limit-unpacked",
    "archive_unpacked_megabytes": "read-limit-unpacked",
    "ratio": "read-limit-ratio",
    "entries": "read-limit-entries",
    "depth": "read-limit-depth",
    "nesting": "read-limit-nesting",
    "pages": "read-limit-pages",
    "rows": "read-limit-rows",
    "columns": "read-limit-columns",
    "characters": "read-limit-characters",
    "paragraphs": "read-limit-paragraphs",
}
"""The message of each limit."""

MIB = 1024 * 1024


@cache
def limits() -> Limits:
    """The limits in force: the defaults, and what the environment sets."""
    return limits_of(os.environ)


def limits_of(environ: Mapping[str, str]) -> Limits:
    """Limits as an environment sets them; names that are no limit are passed over."""
    known = {field.name for field in fields(Limits)}
    told = {name: int(number) for name, number in _SETTING.findall(environ.get(VARIABLE, ""))}
    return replace(Limits(), **{name: number for name, number in told.items() if name in known and number})


def exceeded(name: str, where: str = "") -> ReadError:
    """The error that says which limit was passed and how to raise it."""
    limit: int = getattr(limits(), name)
    return ReadError(CODES[name], where=where, limit=limit, setting=f"{VARIABLE}={name}={limit * 4}")
