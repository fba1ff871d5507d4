"""The file of an SQLite desk: its header, copies of it, and putting a copy in its place."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from ecodesk.domain.errors import StoreError
from ecodesk.store.engine import APPLICATION_ID, BUSY_SECONDS, known_errors

_MAGIC = b"SQLite format 3\x00"
_APPLICATION_AT = 68  # offset of the application id in the header, https://www.sqlite.org/fileformat2.html


def check_header(path: Path) -> None:
    """Reads 72 bytes and writes none: StoreError unless the file is an SQLite file marked as ours."""
    where = str(path)
    try:
        with path.open("rb") as handle:
            header = handle.read(_APPLICATION_AT + 4)
    except IsADirectoryError as error:
        raise StoreError("store.folder", where=where) from error
    except OSError as error:
        raise StoreError("store.unreachable", where=where) from error
    if not header.strip(b"\x00"):
        raise StoreError("store.empty", where=where)
    if not header.startswith(_MAGIC):
        raise StoreError("store.foreign", where=where)
    if int.from_bytes(header[_APPLICATION_AT:], "big") != APPLICATION_ID:
        raise StoreError("store.foreign", where=where)


def free_name(path: Path, word: str) -> Path:
    """A name beside `path` that nothing has yet: desk.sqlite3.half, then desk.sqlite3.half-2."""
    number = 1
    while True:
        tail = f".{word}" if number == 1 else f".{word}-{number}"
        candidate = path.with_name(path.name + tail)
        if not candidate.exists():
            return candidate
        number += 1


def _copy(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(source, timeout=BUSY_SECONDS)) as origin,
        closing(sqlite3.connect(target, timeout=BUSY_SECONDS)) as copy,
    ):
        # One shot: a backup in steps starts anew at every write and may never end beside a writer.
        origin.backup(copy, pages=-1)
        # A WAL file in a read-only folder cannot be read: copies are handed out in DELETE mode.
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.commit()
    with target.open("rb+") as handle:
        os.fsync(handle.fileno())


def back_up(source: Path, target: Path) -> None:
    """A consistent copy of a desk in use, under a temporary name until it is whole.

    Replaces `target`; the caller has asked. StoreError when the disk is full or the folder is missing.
    """
    half = free_name(target, "half")
    try:
        with known_errors(str(target)):
            _copy(source, half)
        os.replace(half, target)
    except OSError as error:
        raise StoreError("store.disk", where=str(target)) from error
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)


def refuse_same(one: Path, other: Path) -> None:
    """StoreError when both names are of one file: a desk is no backup of itself."""
    if one.exists() and other.exists() and one.samefile(other):
        raise StoreError("store.same", where=str(other))


def check_sound(path: Path) -> None:
    """StoreError unless the file is a desk that SQLite finds whole. The file is not changed."""
    check_header(path)
    address = f"{path.resolve().as_uri()}?mode=ro"
    with known_errors(str(path)), closing(sqlite3.connect(address, uri=True)) as desk:
        answer = [str(row[0]) for row in desk.execute("PRAGMA integrity_check(5)")]
    if answer != ["ok"]:
        raise StoreError("store.damaged", where=str(path))


def put_back(source: Path, target: Path) -> Path | None:
    """Make the desk at `target` a copy of `source`, and return where its former state was kept.

    A sound target is overwritten inside SQLite, so that programs that have it open see the restored
    desk; a damaged one is set aside and replaced. StoreError when the source is no sound desk.
    """
    refuse_same(source, target)
    check_sound(source)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        back_up(source, target)
        return None
    kept = free_name(target, "before-restore")
    try:
        check_header(target)
        back_up(target, kept)
    except StoreError as error:
        if error.code in ("store.busy", "store.full", "store.disk"):
            raise
        _set_aside(target, kept)
        back_up(source, target)
        return kept
    with (
        known_errors(str(target)),
        closing(sqlite3.connect(source, timeout=BUSY_SECONDS)) as copy,
        closing(sqlite3.connect(target, timeout=BUSY_SECONDS)) as desk,
    ):
        copy.backup(desk, pages=-1)
    return kept


def _set_aside(target: Path, kept: Path) -> None:
    try:
        os.replace(target, kept)
        for tail in ("-wal", "-shm"):
            companion = target.with_name(target.name + tail)
            if companion.exists():
                os.replace(companion, kept.with_name(kept.name + tail))
    except OSError as error:
        raise StoreError("store.busy", where=str(target)) from error
