"""Many rows at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table

CHUNK = 5000
"""Ids bound in one statement; SQLite takes 32766, PostgreSQL 65535."""


def chunks(ids: Iterable[int]) -> list[list[int]]:
    """The ids, each once and in order, in lists that fit one statement."""
    ordered = sorted(set(ids))
    return [ordered[at : at + CHUNK] for at in range(0, len(ordered), CHUNK)]


def _mark(connection: Connection) -> str:
    return "?" if connection.dialect.name == "sqlite" else "%s"


def insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Many rows with one prepared statement; all rows have the same columns."""
    if not rows:
        return
    columns = list(rows[0])
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join([_mark(connection)] * len(columns))
    # Driver SQL with tuples: three times as fast as Core's executemany for the same rows.
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})",
                               [tuple(row[name] for name in columns) for row in rows])


def update_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]],
                extra: str = "") -> None:
    """Set columns of rows by their `id`; all rows have the same columns. `extra` is a further SET clause."""
    if not rows:
        return
    columns = [name for name in rows[0] if name != "id"]
    mark = _mark(connection)
    sets = ", ".join([f'"{name}" = {mark}' for name in columns] + ([extra] if extra else []))
    connection.exec_driver_sql(f"UPDATE {table.name} SET {sets} WHERE id = {mark}",
                               [(*(row[name] for name in columns), row["id"]) for row in rows])
