"""Opening a desk: making it, refusing what is not ours, bringing it up to date."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from copy_samples import fill
from sqlalchemy import text

from ecodesk.domain.errors import StoreError
from ecodesk.knowledge.messages import explain
from ecodesk.store import schema
from ecodesk.store.engine import APPLICATION_ID, make_engine, parse_url
from ecodesk.store.store import Store, open_store
from ecodesk.store.tables import Base

NEXT = schema.newest_version() + 1


def _run(url: str, statement: str) -> None:
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.execute(statement)
            connection.commit()
    else:
        with psycopg.connect(url) as connection:
            connection.execute(statement)


def test_migrations_from_empty_give_the_tables_of_the_program(store: Store, url: str) -> None:
    engine = make_engine(parse_url(url))
    with engine.connect() as connection:
        # The wide index of the facets is SQLite's alone.
        fits = url.startswith("sqlite")
        context = MigrationContext.configure(connection, opts={
            "compare_type": True,
            "include_object": lambda _item, name, *_rest: fits or name != "ix_fact_facets"})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()
    assert store.version() == schema.newest_version() > 0


def test_opening_again_changes_nothing(store: Store, url: str) -> None:
    fill(store)
    store.close()
    again = open_store(url)
    with again.reading() as lists:
        assert len(lists.batches()) == 1
    again.close()


def test_a_newer_desk_is_refused(store: Store, url: str) -> None:
    store.close()
    _run(url, "UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(StoreError) as refused:
        open_store(url)
    assert refused.value.code == "store.newer"
    assert "99" in explain(refused.value)


def test_a_database_of_another_program_is_refused(url: str) -> None:
    _run(url, "CREATE TABLE letters (a TEXT)")
    with pytest.raises(StoreError) as refused:
        open_store(url)
    assert refused.value.code == "store.foreign"


def test_the_file_is_marked_and_in_wal_mode(sqlite_file: Path) -> None:
    open_store(f"sqlite:///{sqlite_file}").close()
    with closing(sqlite3.connect(sqlite_file)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "store.empty"),
        (b"\x00" * 4096, "store.empty"),
        (b"PK\x03\x04 a workbook by mistake" * 40, "store.foreign"),
        (b"SQLite format 3\x00" + b"\x00" * 84, "store.foreign"),
    ],
)
def test_a_file_that_is_no_desk_is_refused_untouched(sqlite_file: Path, content: bytes, code: str) -> None:
    sqlite_file.write_bytes(content)
    with pytest.raises(StoreError) as refused:
        open_store(f"sqlite:///{sqlite_file}")
    assert refused.value.code == code
    assert str(sqlite_file) in explain(refused.value)
    assert sqlite_file.read_bytes() == content
    assert [path.name for path in sqlite_file.parent.iterdir()] == [sqlite_file.name]


def test_a_damaged_desk_is_told_as_damaged(sqlite_file: Path) -> None:
    opened = open_store(f"sqlite:///{sqlite_file}")
    fill(opened)
    opened.close()
    content = bytearray(sqlite_file.read_bytes())
    content[100:4096] = b"\xee" * 3996
    sqlite_file.write_bytes(bytes(content))
    with pytest.raises(StoreError) as refused:
        open_store(f"sqlite:///{sqlite_file}")
    assert refused.value.code == "store.damaged"


def test_a_folder_is_no_desk(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        open_store(f"sqlite:///{tmp_path}")
    assert refused.value.code == "store.folder"


def test_a_place_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError) as refused:
        open_store(f"sqlite:///{tmp_path / 'file' / 'desk.sqlite3'}")
    assert refused.value.code == "store.unreachable"


@pytest.mark.parametrize("address", ["mysql://somewhere/desk", "not an address", "sqlite://", ""])
def test_an_address_that_makes_no_sense(address: str) -> None:
    with pytest.raises(StoreError) as refused:
        open_store(address)
    assert refused.value.code == "store.url"


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        open_store(f"postgresql://desk:secret@/desk?host={tmp_path}")
    assert refused.value.code == "store.unreachable"
    assert "secret" not in explain(refused.value)


def test_a_path_may_hold_question_marks(tmp_path: Path) -> None:
    path = tmp_path / "稿 件#1%20?.sqlite3"
    open_store(f"sqlite:///{path}").close()
    assert path.exists()


def _next_version(folder: Path) -> Path:
    """The program's migrations and one more, as the next release will bring it."""
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"v{NEXT:04}_colours.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision, down_revision = '{NEXT:04}', '{NEXT - 1:04}'\n"
        "def upgrade():\n    op.add_column('batch', sa.Column('colour', sa.Text()))\n"
    )
    return folder


def test_an_older_desk_is_upgraded_with_what_it_holds(store: Store, url: str, tmp_path: Path) -> None:
    fill(store)
    store.close()
    engine = make_engine(parse_url(url))
    schema.prepare(engine, _next_version(tmp_path / "next"))
    with engine.connect() as connection:
        assert schema.version_of(connection) == NEXT
        assert connection.execute(text("SELECT colour, title FROM batch")).all() == [(None, "批次")]
    engine.dispose()
    with pytest.raises(StoreError) as refused:
        open_store(url)
    assert refused.value.code == "store.newer"


def test_an_sqlite_file_is_copied_before_it_is_upgraded(sqlite_file: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{sqlite_file}"
    opened = open_store(url)
    fill(opened)
    opened.close()
    engine = make_engine(parse_url(url))
    schema.prepare(engine, _next_version(tmp_path / "next"))
    engine.dispose()
    copy = sqlite_file.with_name(f"desk.sqlite3.before-{NEXT:04}")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM fact").fetchone() == (4,)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (f"{NEXT - 1:04}",)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_two_programs_open_one_new_desk(url: str) -> None:
    first, second = open_store(url), open_store(url)
    fill(first)
    with second.reading() as lists:
        assert len(lists.batches()) == 1
    first.close()
    second.close()


def test_reads_see_one_moment(store: Store) -> None:
    with store.reading() as lists:
        assert lists.batches() == []
        fill(store)
        assert lists.batches() == []
    with store.reading() as lists:
        assert len(lists.batches()) == 1
        assert lists.connection.execute(text("SELECT count(*) FROM fact")).scalar() == 4
