"""Engines for the two databases, and their errors in the desk's own terms."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from ecodesk.domain.errors import Stopped, StoreError

APPLICATION_ID = 0x45636F44
"""SQLite's application_id of a desk: "EcoD"."""

BUSY_SECONDS = 10.0
_STEPS = 1_000_000
"""Instructions of a query between two looks whether it is still wanted, some 30 ms: every look takes the
interpreter away from the window for a moment."""
_FILE = "sqlite:///"
WRITES = "ecodesk_writes"
"""Execution option of a connection on the write lane."""

_SQLITE_CODES = {
    sqlite3.SQLITE_BUSY: "store.busy",
    sqlite3.SQLITE_LOCKED: "store.busy",
    sqlite3.SQLITE_READONLY: "store.readonly",
    sqlite3.SQLITE_PERM: "store.readonly",
    sqlite3.SQLITE_IOERR: "store.disk",
    sqlite3.SQLITE_CORRUPT: "store.damaged",
    sqlite3.SQLITE_FULL: "store.full",
    sqlite3.SQLITE_CANTOPEN: "store.unreachable",
    sqlite3.SQLITE_NOTADB: "store.foreign",
}
# First two or five characters of SQLSTATE; PostgreSQL manual, appendix A.
_POSTGRES_CODES = {
    "08": "store.unreachable",
    "28": "store.login",
    "3D": "store.unreachable",
    "57": "store.unreachable",
    "53100": "store.full",
    "25006": "store.readonly",
    "42501": "store.readonly",
    "40001": "store.busy",
    "40P01": "store.busy",
    "55P03": "store.busy",
}


def parse_url(text: str) -> URL:
    """The URL of a desk; a bare `postgresql://` gets our driver. StoreError for anything else."""
    if text.startswith(_FILE) and len(text) > len(_FILE):
        # A path may hold ? and #, which a URL would take for its own.
        return URL.create("sqlite", database=text.removeprefix(_FILE))
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise StoreError("store.url", url=text) from error
    if url.get_backend_name() in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    raise StoreError("store.url", url=text)


def file_of(url: URL) -> Path | None:
    """The file of an SQLite desk, None for PostgreSQL."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def place_of(url: URL) -> str:
    """Where the desk lies, for messages: never with the password."""
    path = file_of(url)
    return str(path) if path else url.render_as_string(hide_password=True)


def make_engine(url: URL) -> Engine:
    """An engine for the URL; nothing is connected yet. StoreError when its driver is missing."""
    try:
        if file_of(url) is None:
            return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreError("store.driver", where=place_of(url)) from error
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: Any, _record: Any) -> None:
    # The driver's own BEGIN comes too late and is never IMMEDIATE: transactions are begun by _begin.
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "synchronous=NORMAL", "cache_size=-16384", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A deferred transaction that reads first and writes later gets SQLITE_BUSY_SNAPSHOT at once.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def code_of(error: BaseException | None) -> str | None:
    """Message code of a driver's error; None where it is a bug of ours (constraint, syntax)."""
    if isinstance(error, sqlite3.Error):
        number = getattr(error, "sqlite_errorcode", None)
        if number is None:
            return None
        return _SQLITE_CODES.get(number & 0xFF)
    state = getattr(error, "sqlstate", None)
    if state is None:
        return "store.unreachable" if type(error).__name__ == "OperationalError" else None
    return _POSTGRES_CODES.get(state) or _POSTGRES_CODES.get(state[:2])


@contextmanager
def known_errors(where: str) -> Iterator[None]:
    """Turns the database's expected failures into StoreError; bugs pass as they are."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        code = code_of(error.orig if isinstance(error, DBAPIError) else error)
        if code is None:
            raise
        raise StoreError(code, where=where) from error


@contextmanager
def stoppable(connection: Connection, stop: Callable[[], bool] | None) -> Iterator[None]:
    """Lets `stop` end what SQLite reads, asked every few milliseconds. Stopped when it did."""
    driver: Any = connection.connection.dbapi_connection
    if stop is None or connection.dialect.name != "sqlite":
        yield
        return
    driver.set_progress_handler(stop, _STEPS)
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_INTERRUPT:
            raise
        raise Stopped from error
    finally:
        driver.set_progress_handler(None, 0)
