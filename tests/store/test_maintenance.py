"""Backups, restoring them, and the doctor."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from copy_samples import fill
from sqlalchemy import text

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import StoreError
from ecodesk.domain.views import FactFilter
from ecodesk.services.desk import Desk, open_desk, restore_desk
from ecodesk.services.settings import Settings
from ecodesk.store.store import Store, open_store


@pytest.fixture
def settings(sqlite_file: Path) -> Settings:
    """A desk in a file."""
    return Settings(f"sqlite:///{sqlite_file}", sqlite_file.parent, "王", 1)


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    """That desk with four facts, one of them verified."""
    with open_desk(settings) as opened, closing(open_store(settings.database_url)) as store:
        _, ids = fill(store)
        opened.reviewing.decide(ids[:1], Status.VERIFIED)
        yield opened


def _statuses(desk: Desk) -> list[Status]:
    return [row.status for row in desk.queries.facts(FactFilter())]


def _everything(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_backup_and_restore_round_trip(desk: Desk, tmp_path: Path, sqlite_file: Path) -> None:
    backup = tmp_path / "backup.sqlite3"
    desk.maintenance.backup(backup)
    before = _everything(sqlite_file)
    assert _everything(backup) == before
    rows = desk.queries.facts(FactFilter())
    desk.reviewing.decide([row.id for row in rows], Status.REJECTED)
    kept = desk.maintenance.restore(backup)
    assert _everything(sqlite_file) == before
    assert _statuses(desk) == [Status.VERIFIED, Status.OPEN, Status.OPEN, Status.OPEN]
    assert kept is not None
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT count(*) FROM fact WHERE status = 'rejected'").fetchone() == (4,)


def test_undo_after_a_restore_follows_the_restored_log(desk: Desk, tmp_path: Path) -> None:
    backup = tmp_path / "backup.sqlite3"
    desk.maintenance.backup(backup)
    rows = desk.queries.facts(FactFilter())
    desk.reviewing.decide([row.id for row in rows], Status.REJECTED)
    assert desk.reviewing.undo_label() is not None
    desk.maintenance.restore(backup)
    desk.reviewing.undo()
    assert set(_statuses(desk)) == {Status.OPEN}
    assert desk.reviewing.undo_label() is None


def test_a_backup_is_whole_in_one_file_that_needs_no_companions(desk: Desk, tmp_path: Path) -> None:
    backup = tmp_path / "backup.sqlite3"
    desk.maintenance.backup(backup)
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert not [path for path in tmp_path.iterdir() if "half" in path.name]


def test_a_backup_does_not_overwrite_unless_asked(desk: Desk, tmp_path: Path) -> None:
    backup = tmp_path / "mine.txt"
    backup.write_text("precious")
    with pytest.raises(StoreError) as refused:
        desk.maintenance.backup(backup)
    assert refused.value.code == "store.exists"
    assert backup.read_text() == "precious"
    desk.maintenance.backup(backup, replace=True)
    assert len(_everything(backup)) > 10


def test_a_desk_is_no_backup_of_itself(desk: Desk, sqlite_file: Path) -> None:
    for act in (lambda: desk.maintenance.backup(sqlite_file, replace=True),
                lambda: desk.maintenance.restore(sqlite_file)):
        with pytest.raises(StoreError) as refused:
            act()
        assert refused.value.code == "store.same"
    assert _statuses(desk)[0] is Status.VERIFIED


def test_rolling_backups_keep_the_newest_days_and_touch_nothing_else(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in range(1, 10):
        (folder / f"desk-2020-01-{day:02}.sqlite3").write_bytes(b"old")
    (folder / "desk-mine.sqlite3").write_bytes(b"mine")
    made = desk.maintenance.roll(folder, keep=3)
    assert made is not None
    assert {path.name for path in folder.iterdir()} == {
        "desk-2020-01-08.sqlite3", "desk-2020-01-09.sqlite3", made.name, "desk-mine.sqlite3"}
    assert len(_everything(made)) > 10
    assert desk.maintenance.roll(folder, keep=3) is None


def test_a_backup_into_a_missing_folder_is_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        desk.maintenance.backup(tmp_path / "missing" / "backup.sqlite3")


@pytest.mark.parametrize("content", [b"", b"no desk at all" * 100])
def test_what_is_no_desk_is_not_restored(desk: Desk, tmp_path: Path, content: bytes) -> None:
    backup = tmp_path / "backup.sqlite3"
    backup.write_bytes(content)
    with pytest.raises(StoreError):
        desk.maintenance.restore(backup)
    assert _statuses(desk)[0] is Status.VERIFIED


def test_a_damaged_backup_is_not_restored(desk: Desk, tmp_path: Path) -> None:
    backup = tmp_path / "backup.sqlite3"
    desk.maintenance.backup(backup)
    content = bytearray(backup.read_bytes())
    content[4096 * 3 : 4096 * 6] = b"\xee" * (4096 * 3)
    backup.write_bytes(bytes(content))
    with pytest.raises(StoreError) as refused:
        desk.maintenance.restore(backup)
    assert refused.value.code == "store.damaged"
    assert _statuses(desk)[0] is Status.VERIFIED


@pytest.mark.parametrize("wreck", [b"", b"\xee" * 5000])
def test_a_wrecked_desk_is_set_aside_and_replaced(settings: Settings, desk: Desk, sqlite_file: Path,
                                                  tmp_path: Path, wreck: bytes) -> None:
    backup = tmp_path / "backup.sqlite3"
    desk.maintenance.backup(backup)
    desk.close()
    sqlite_file.write_bytes(wreck)
    kept = restore_desk(settings, backup)
    assert kept is not None
    assert kept.read_bytes() == wreck
    with open_desk(settings) as again:
        assert _statuses(again)[0] is Status.VERIFIED


def test_a_desk_that_is_gone_is_restored(settings: Settings, desk: Desk, sqlite_file: Path,
                                         tmp_path: Path) -> None:
    backup = tmp_path / "backup.sqlite3"
    desk.maintenance.backup(backup)
    desk.close()
    sqlite_file.unlink()
    assert restore_desk(settings, backup) is None
    with open_desk(settings) as again:
        assert len(_statuses(again)) == 4


@pytest.mark.postgresql
def test_a_server_is_backed_up_by_its_own_tools(desk_of: Callable[..., Desk], url: str,
                                                tmp_path: Path) -> None:
    if url.startswith("sqlite"):
        pytest.skip("about servers only")
    desk = desk_of("王")
    for act in (desk.maintenance.backup, desk.maintenance.restore):
        with pytest.raises(StoreError) as refused:
            act(tmp_path / "backup.sqlite3")
        assert refused.value.code == "store.server-backup"


def test_the_doctor_finds_a_healthy_desk_healthy(store: Store, desk_of: Callable[..., Desk]) -> None:
    _, ids = fill(store)
    desk = desk_of("王")
    desk.reviewing.decide(ids, Status.VERIFIED)
    desk.reviewing.edit(ids[2], {"unit": "公斤"})
    desk.checking.run()
    assert [row for row in desk.maintenance.doctor() if not row.ok] == []


@pytest.mark.parametrize(("statement", "code"), [
    ("UPDATE article SET text = replace(text, '3400', '3500')", "texts"),
    ("UPDATE fact SET start = start + 1, \"end\" = \"end\" + 1 WHERE claim", "spans"),
    ("UPDATE fact SET status = 'verified'", "decisions"),
    ("INSERT INTO finding (id, kind, verdict, severity, across, documents, explanation, formula, tolerance, "
     "suggestion, extent) VALUES (7, 'sum', 'fails', 8, true, 1, '', '', '', '', '')", "findings"),
])
def test_the_doctor_finds_what_was_tampered_with(store: Store, desk_of: Callable[..., Desk], statement: str,
                                                 code: str) -> None:
    fill(store)
    with store.begin() as work:
        work.connection.execute(text(statement))
    ill = {row.code: row.details for row in desk_of("王").maintenance.doctor() if not row.ok}
    assert code in ill
    assert ill[code]


def test_the_doctor_finds_that_a_guard_was_removed(sqlite_file: Path, settings: Settings) -> None:
    with open_desk(settings) as desk:
        with closing(sqlite3.connect(sqlite_file)) as connection:
            connection.execute("DROP TRIGGER decision_no_delete")
            connection.commit()
        assert [row.code for row in desk.maintenance.doctor() if not row.ok] == ["guards"]
