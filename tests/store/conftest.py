"""Each test of the store runs twice: on a real SQLite file and on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from postgres_server import NO_SERVER, binaries, new_database, running_server

from ecodesk.services.desk import Desk, open_desk
from ecodesk.services.settings import Settings
from ecodesk.store.store import Store, open_store

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """URL template of a server that lives as long as the test run."""
    folder = binaries()
    if folder is None:
        pytest.skip(NO_SERVER)
    with running_server(folder) as template:
        yield template


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a desk that does not exist yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    return new_database(request.getfixturevalue("postgres"), f"desk{next(_numbers)}")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty desk."""
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    """Where a desk's file may be put."""
    return tmp_path / "desk.sqlite3"


@pytest.fixture
def desk_of(url: str, tmp_path: Path) -> Iterator[Callable[[str], Desk]]:
    """Opens the desk for an editor, as often as asked: each is a program of its own."""
    opened: list[Desk] = []

    def make(editor: str = "王") -> Desk:
        opened.append(open_desk(Settings(url, tmp_path, editor, 1)))
        return opened[-1]

    yield make
    for desk in opened:
        desk.close()
