"""Opening a desk: is it ours, is it sound, is it of our version; then bring it up to date."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, select, text

from ecodesk.domain.errors import StoreError
from ecodesk.store.engine import APPLICATION_ID, WRITES, file_of, place_of
from ecodesk.store.files import back_up, check_header, free_name
from ecodesk.store.tables import META

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
_MIGRATION_LOCK = 0x45636F44


def _config(migrations: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def newest_version(migrations: Path = MIGRATIONS) -> int:
    """The version this program writes."""
    head = ScriptDirectory.from_config(_config(migrations)).get_current_head()
    assert head is not None
    return int(head)


def version_of(connection: Connection) -> int:
    """The version of a desk, 0 for an empty database. StoreError when it is not a desk."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return 0
    where = place_of(connection.engine.url)
    if not {"meta", "alembic_version"} <= tables:
        raise StoreError("store.foreign", where=where)
    name = connection.execute(select(META.c.value).where(META.c.name == "application")).scalar()
    number = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if name != "EcoDesk" or not str(number).isdigit():
        raise StoreError("store.foreign", where=where)
    return int(str(number))


def create_file(path: Path) -> None:
    """An empty file marked as ours, made under a temporary name so that no half desk is ever seen.

    Leaves a file alone that another program made meanwhile. StoreError when the folder refuses.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = free_name(path, "new")
        with closing(sqlite3.connect(fresh)) as connection:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute("PRAGMA journal_mode=WAL")
        _put_in_place(fresh, path)
    except OSError as error:
        raise StoreError("store.unreachable", where=str(path)) from error


def _put_in_place(fresh: Path, path: Path) -> None:
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    except OSError:
        # A file system without hard links.
        os.rename(fresh, path)
        return
    os.unlink(fresh)


def prepare(engine: Engine, migrations: Path = MIGRATIONS) -> None:
    """Create, check or upgrade the desk behind the engine. StoreError when it must not be opened.

    An SQLite file is copied before it is upgraded; the copy stays beside it.
    """
    path = file_of(engine.url)
    if path is not None:
        if not path.exists():
            create_file(path)
        check_header(path)
    with engine.connect() as connection:
        found = version_of(connection)
    newest = newest_version(migrations)
    if found > newest:
        raise StoreError("store.newer", where=place_of(engine.url), found=found, known=newest)
    if found == newest:
        return
    if path is not None and found:
        back_up(path, free_name(path, f"before-{newest:04}"))
    _upgrade(engine, migrations)


def _upgrade(engine: Engine, migrations: Path) -> None:
    # In one transaction on both databases; two programs at once do it one after the other.
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
        config = _config(migrations)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
