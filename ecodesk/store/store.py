"""The store: opened once, read by many threads, written by one at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from ecodesk.domain.errors import StoreError
from ecodesk.store import files, schema
from ecodesk.store.engine import WRITES, file_of, known_errors, make_engine, parse_url, place_of, stoppable
from ecodesk.store.lists import Lists
from ecodesk.store.work import Work


class Store:
    """One open desk. All methods may be called from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lane = threading.Lock()
        self._holder: int | None = None
        self._written = False

    @property
    def place(self) -> str:
        """Where the desk lies, without its password."""
        return place_of(self._engine.url)

    @property
    def path(self) -> Path | None:
        """The file of the desk, None on a server."""
        return file_of(self._engine.url)

    @property
    def written(self) -> bool:
        """True once something has been written through this store."""
        return self._written

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def reading(self, stop: Callable[[], bool] | None = None) -> Iterator[Lists]:
        """Reads that all see one state of the desk.

        On SQLite a long read ends with Stopped soon after `stop` says so, asked in the reader's thread.
        """
        with known_errors(self.place), self._engine.connect() as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
            with stoppable(connection, stop):
                yield Lists(connection)

    @contextmanager
    def begin(self) -> Iterator[Work]:
        """A unit of work on the write lane: leaving without error commits, an error takes all back.

        StoreError when the database refuses; RuntimeError when the same thread is in one already.
        """
        if self._holder == threading.get_ident():
            raise RuntimeError("a unit of work inside a unit of work")
        with self._lane:
            self._holder = threading.get_ident()
            try:
                with known_errors(self.place), self._engine.connect() as plain:
                    connection = plain.execution_options(**{WRITES: True})
                    with connection.begin():
                        yield Work(connection)
                self._written = True
            finally:
                self._holder = None

    def back_up(self, target: Path, *, replace: bool = False) -> None:
        """A consistent copy while the desk is in use. StoreError when `target` is there, or on a server."""
        path = self._file()
        files.refuse_same(path, target)
        if target.exists() and not replace:
            raise StoreError("store.exists", where=str(target))
        files.back_up(path, target)

    def restore(self, source: Path) -> Path | None:
        """Make the desk a copy of `source`; returns where its former state was kept."""
        path = self._file()
        with self._lane:
            self._engine.dispose()
            kept = files.put_back(source, path)
            with known_errors(self.place):
                schema.prepare(self._engine)
        return kept

    def version(self) -> int:
        """The version of the desk's tables."""
        with known_errors(self.place), self._engine.connect() as connection:
            return schema.version_of(connection)

    def integrity(self) -> list[str]:
        """What SQLite's integrity and foreign key checks complain about; nothing on a server."""
        if self.path is None:
            return []
        with known_errors(self.place), self._engine.connect() as connection:
            answers = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(20)"))]
            loose = [
                f"{row[0]}:{row[1]} -> {row[2]}"
                for row in connection.execute(text("PRAGMA foreign_key_check"))
            ]
        return [answer for answer in answers if answer != "ok"] + loose

    def guards(self) -> set[str]:
        """Tables whose append-only triggers stand."""
        if self.path is None:
            query = (
                "SELECT DISTINCT event_object_table FROM information_schema.triggers "
                "WHERE trigger_schema = current_schema() AND event_manipulation IN ('UPDATE', 'DELETE')"
            )
        else:
            query = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' GROUP BY 1 HAVING count(*) > 1"
        with known_errors(self.place), self._engine.connect() as connection:
            return {str(row[0]) for row in connection.execute(text(query))}

    def tables(self) -> set[str]:
        """Names of the tables in the database."""
        with known_errors(self.place), self._engine.connect() as connection:
            return set(inspect(connection).get_table_names())

    def _file(self) -> Path:
        if self.path is None:
            raise StoreError("store.server-backup", where=self.place)
        return self.path


def open_store(url: str) -> Store:
    """Open the desk at the URL; it is created when there is none and upgraded when it is older.

    StoreError when the URL is none of ours, or the database is damaged, newer, foreign or out of reach;
    a file that is not a desk is not touched.
    """
    parsed = parse_url(url)
    engine = make_engine(parsed)
    try:
        with known_errors(place_of(parsed)):
            schema.prepare(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)


def restore_file(url: str, source: Path) -> Path | None:
    """Restore a desk that need not be fit to be opened; returns where its former state was kept.

    StoreError when `source` is no sound desk, is of a newer version, or the desk is on a server.
    """
    parsed = parse_url(url)
    path = file_of(parsed)
    if path is None:
        raise StoreError("store.server-backup", where=place_of(parsed))
    kept = files.put_back(source, path)
    open_store(url).close()
    return kept
