"""Importing: every file reported, none that stops the others."""

from __future__ import annotations

import logging
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ecodesk.domain.views import FactFilter, ImportStatus
from ecodesk.services import pipeline
from ecodesk.services.desk import Desk, open_desk
from ecodesk.services.pipeline import Parsed
from ecodesk.services.pool import WORTH_IT, parse_all
from ecodesk.services.settings import Settings


class Watcher:
    """Progress that remembers, and asks to stop after some steps."""

    def __init__(self, stop_after: int = 10**6) -> None:
        self.steps: list[tuple[int, int, str]] = []
        self._stop_after = stop_after

    @property
    def cancelled(self) -> bool:
        return len(self.steps) >= self._stop_after

    def step(self, done: int, total: int, label: str) -> None:
        self.steps.append((done, total, label))


def test_a_folder_becomes_a_batch(desk: Desk, copy: Path) -> None:
    watcher = Watcher()
    report = desk.importing.import_paths([copy], watcher)
    assert [(Path(row.path).name, row.status, row.articles) for row in report.rows] == [
        ("乙县.txt", ImportStatus.DONE, 1), ("甲县.txt", ImportStatus.DONE, 1)]
    (batch,) = desk.queries.batches()
    assert (batch.id, batch.title, batch.articles) == (report.batch_id, "来稿", 2)
    assert batch.facts == sum(row.facts for row in report.rows) > 5
    assert report.changes.facts == {row.id for row in desk.queries.facts(FactFilter())}
    assert [step[0] for step in watcher.steps] == [0, 1, 2, 3]
    assert watcher.steps[-1][:2] == (3, 3)


def test_what_was_imported_is_checked_inside_and_across(desk: Desk, copy: Path) -> None:
    desk.importing.import_paths([copy / "甲县.txt"])
    desk.importing.import_paths([copy / "二版"])
    inside = [row for row in desk.queries.findings() if row.finding.article_id]
    across = [row for row in desk.queries.findings() if not row.finding.article_id]
    assert inside
    assert {fact.document for row in across for fact in row.finding.facts} == {"甲县", "乙县"}
    assert any(row.documents == 2 for row in desk.queries.facts(FactFilter()))


def test_a_bad_file_stops_nothing_and_is_told_with_advice(desk: Desk, copy: Path) -> None:
    (copy / "甲.txt").write_bytes(b"")
    (copy / "乙.docx").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 20)
    report = desk.importing.import_paths([copy, copy / "没有.txt"])
    failed = {Path(row.path).name: row for row in report.failed}
    assert failed.keys() == {"甲.txt", "乙.docx", "没有.txt"}
    assert all(row.message and row.advice for row in failed.values())
    assert sum(row.status is ImportStatus.DONE for row in report.rows) == 2


def test_the_same_content_is_skipped_whatever_its_name(filled: Desk, copy: Path) -> None:
    before = filled.queries.facts(FactFilter())
    (copy / "甲县.txt").rename(copy / "改名.txt")
    report = filled.importing.import_paths([copy])
    assert {row.status for row in report.rows} == {ImportStatus.SKIPPED}
    assert all("甲县.txt" in row.message or "乙县.txt" in row.message for row in report.rows)
    assert report.batch_id is None
    assert len(filled.queries.batches()) == 1
    assert filled.queries.facts(FactFilter()) == before


def test_a_cancelled_import_keeps_what_is_finished(desk: Desk, copy: Path) -> None:
    report = desk.importing.import_paths([copy], Watcher(stop_after=2))
    assert report.cancelled
    assert [row.status for row in report.rows] == [ImportStatus.DONE, ImportStatus.CANCELLED]
    assert [row.document for row in desk.queries.articles()] == ["乙县"]
    again = desk.importing.import_paths([copy])
    assert [row.status for row in again.rows] == [ImportStatus.SKIPPED, ImportStatus.DONE]


def test_an_unexpected_error_is_reported_and_logged(desk: Desk, copy: Path,
                                                    caplog: pytest.LogCaptureFixture) -> None:
    with closing(sqlite3.connect(desk.place)) as connection:
        connection.execute("CREATE TRIGGER bug BEFORE INSERT ON article WHEN NEW.document = '乙县' "
                           "BEGIN SELECT RAISE(ABORT, 'nobody thought of this'); END")
    with caplog.at_level(logging.ERROR):
        report = desk.importing.import_paths([copy])
    assert [row.status for row in report.rows] == [ImportStatus.FAILED, ImportStatus.DONE]
    assert "内部出错" in report.rows[0].message
    assert "Traceback" in caplog.text
    assert "nobody thought of this" in caplog.text
    assert [row.document for row in desk.queries.articles()] == ["甲县"]


def test_a_file_without_figures_is_a_warning(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "无数.txt"
    path.write_text("山里的雾\n\n清早的雾漫过茶园，采茶人说着家常。\n", encoding="utf-8")
    (row,) = desk.importing.import_paths([path]).rows
    assert (row.status, row.articles, row.facts) == (ImportStatus.WARNING, 1, 0)
    assert row.message


def test_files_that_are_no_copy_are_left_out_of_folders(copy: Path) -> None:
    for name in (".hidden.txt", "~$甲县.docx", "Thumbs.db", "照片.jpg", "facts.jsonl"):
        (copy / name).write_bytes(b"x")
    (copy / ".git").mkdir()
    (copy / ".git" / "config.txt").write_text("x")
    assert [path.name for path in pipeline.files_in([copy])] == ["乙县.txt", "甲县.txt"]
    assert [path.name for path in pipeline.files_in([copy / "facts.jsonl"])] == ["facts.jsonl"]


def test_no_file_comes_twice_and_links_do_not_go_round(copy: Path) -> None:
    os.symlink(copy, copy / "二版" / "上一层")
    found = list(pipeline.files_in([copy, copy / "甲县.txt", copy / "二版"]))
    assert [path.name for path in found] == ["乙县.txt", "甲县.txt"]


def test_importing_nothing(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    report = desk.importing.import_paths([tmp_path / "空"])
    assert (report.batch_id, report.rows, report.cancelled) == (None, (), False)
    assert desk.queries.batches() == []


def test_several_processes_give_what_one_gives(copy: Path, tmp_path: Path) -> None:
    for number in range(WORTH_IT + 4):
        text = f"第{number}号\n\n全县{number}个村产茶{number}00吨。\n"
        (copy / f"稿{number:02}.txt").write_text(text, encoding="utf-8")
    (copy / "稿03.txt").write_bytes(b"")

    def imported(workers: int) -> tuple[list[object], list[object]]:
        path = tmp_path / f"{workers}.sqlite3"
        with open_desk(Settings(f"sqlite:///{path}", tmp_path, "王", workers)) as desk:
            report = desk.importing.import_paths([copy])
            return list(report.rows), [(row.fact, row.verdict) for row in desk.queries.facts(FactFilter())]

    assert imported(2) == imported(1)


def test_processes_stop_with_the_import(copy: Path) -> None:
    files = [copy / "甲县.txt"] * (WORTH_IT + 1)
    parsed = parse_all(files, 2)
    assert isinstance(next(parsed), Parsed)
    parsed.close()
    assert list(parsed) == []
