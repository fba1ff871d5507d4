"""Importing: every file reported, none that stops the others."""

from __future__ import annotations

import csv
import logging
import os
import sqlite3
import time
from contextlib import closing
from importlib.metadata import EntryPoint
from pathlib import Path
from zipfile import ZipFile

import pytest

from ecodesk.domain.decisions import Status
from ecodesk.domain.errors import UsageError
from ecodesk.domain.views import FactFilter, ImportStatus
from ecodesk.knowledge import plugins as knowledge_plugins
from ecodesk.knowledge.labels import label
from ecodesk.knowledge.messages import explain
from ecodesk.services import pipeline
from ecodesk.services.desk import Desk, open_desk
from ecodesk.services.pipeline import Parsed
from ecodesk.services.pool import WORTH_IT, compute, parse_all
from ecodesk.services.reports import COLUMNS
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


def test_a_cancelled_import_goes_on_in_the_same_batch(desk: Desk, copy: Path) -> None:
    first = desk.importing.import_paths([copy], Watcher(stop_after=2))
    again = desk.importing.import_paths([copy])
    assert (again.batch_id, again.resumed) == (first.batch_id, True)
    assert any("没有做完" in note for note in again.notes)
    assert [row.articles for row in desk.queries.batches()] == [2]
    across = [row for row in desk.queries.findings() if not row.finding.article_id]
    assert {item.fact.document for row in across for item in row.rows} == {"甲县", "乙县"}
    assert not desk.importing.import_paths([copy]).resumed, "finished now"


def test_a_killed_import_goes_on_too(desk: Desk, copy: Path) -> None:
    class Killed(Exception):
        pass

    class Killer(Watcher):
        def step(self, done: int, total: int, label: str) -> None:
            if done == 1:
                raise Killed

    with pytest.raises(Killed):
        desk.importing.import_paths([copy], Killer())
    with open_desk(desk.settings) as restarted:
        report = restarted.importing.import_paths([copy])
        assert report.resumed
        assert [row.status for row in report.rows] == [ImportStatus.SKIPPED, ImportStatus.DONE]
        assert [row.articles for row in restarted.queries.batches()] == [2]
        assert any(not row.finding.article_id for row in restarted.queries.findings())


def test_other_paths_or_another_editor_begin_a_batch_of_their_own(desk: Desk, copy: Path) -> None:
    first = desk.importing.import_paths([copy], Watcher(stop_after=2))
    settings = desk.settings
    with open_desk(Settings(settings.database_url, settings.data_folder, "李", 1)) as other:
        assert other.importing.import_paths([copy]).batch_id != first.batch_id
    (copy / "丙.txt").write_text("丙县\n\n丙县种茶5万亩。\n", encoding="utf-8")
    report = desk.importing.import_paths([copy / "丙.txt"])
    assert (report.resumed, report.batch_id != first.batch_id) == (False, True)


def test_known_files_are_not_read_again(filled: Desk, copy: Path) -> None:
    watcher = Watcher()
    report = filled.importing.import_paths([copy], watcher)
    assert {row.status for row in report.rows} == {ImportStatus.SKIPPED}
    assert [name for _, _, name in watcher.steps if name.endswith(".txt")] == [], "no file was opened to read"


def test_an_archive_goes_in_file_by_file_and_is_known_the_second_time(desk: Desk, copy: Path,
                                                                      tmp_path: Path) -> None:
    archive = tmp_path / "来稿.zip"
    with ZipFile(archive, "w") as packed:
        for path in pipeline.files_in([copy]):
            packed.write(path, path.name)
    first = desk.importing.import_paths([archive])
    assert [row.status for row in first.rows] == [ImportStatus.DONE] * 2
    watcher = Watcher()
    assert {row.status for row in desk.importing.import_paths([archive, copy], watcher).rows} == {
        ImportStatus.SKIPPED}
    assert [name for _, _, name in watcher.steps if name.endswith(".txt")] == []


def test_a_large_file_is_left_in_its_middle(tmp_path: Path) -> None:
    paragraph = "全县有村{0}个，产茶{0}00吨，产值{0}.5亿元，同比增长{0}%，惠及{0}万人。\n\n"
    path = tmp_path / "长篇.txt"
    path.write_text("长篇\n\n" + "".join(paragraph.format(n) for n in range(1, 12000)), encoding="utf-8")
    asked: list[float] = []

    def cancelled() -> bool:
        asked.append(time.monotonic())
        return len(asked) > 3

    assert list(parse_all([path], 2, cancelled)) == []
    assert time.monotonic() - asked[3] < 1, "gone within a second, whatever the worker is doing"


def test_a_computation_in_another_process_is_answered_or_left() -> None:
    assert compute(sum, [1, 2, 3], lambda: False) == 6
    began = time.monotonic()
    assert compute(time.sleep, 30, lambda: time.monotonic() - began > 0.5) is None
    assert time.monotonic() - began < 5


def test_the_report_can_be_copied_and_saved(desk: Desk, copy: Path, tmp_path: Path) -> None:
    (copy / "甲.txt").write_bytes(b"")
    report = desk.importing.import_paths([copy])
    text = report.as_text()
    assert "共 3 个文件，失败 1 个" in text.splitlines()[0]
    lines = [line.split("\t") for line in text.splitlines() if "\t" in line]
    assert {len(line) for line in lines} == {len(COLUMNS)}
    assert [line[1] for line in lines[1:]] == [label(row.status) for row in report.rows]
    for name, delimiter in (("报告.csv", ","), ("报告.tsv", "\t")):
        desk.importing.save_report(report, tmp_path / name)
        with (tmp_path / name).open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream, delimiter=delimiter))
        assert rows[0] == lines[0]
        assert [row[0] for row in rows[1:]] == [row.path for row in report.rows]
    with pytest.raises(UsageError) as refused:
        desk.importing.save_report(report, tmp_path / "报告.doc")
    assert ".csv" in explain(refused.value)


def test_a_broken_plug_in_is_told_with_the_report_and_by_the_doctor(
        filled: Desk, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knowledge_plugins, "_failures", {})
    assert filled.importing.import_paths([copy]).notes == ()
    point = EntryPoint("地方志", "nowhere.to.be:found", "ecodesk.checks")
    assert knowledge_plugins.load_plugin(point, object) is None
    (note,) = filled.importing.import_paths([copy]).notes
    assert "地方志" in note
    (row,) = [row for row in filled.maintenance.doctor() if not row.ok]
    assert "地方志" in row.details[0]


def test_a_desk_that_was_written_leaves_a_backup_a_day(desk: Desk, copy: Path) -> None:
    backups = Path(desk.place).parent / "backups"
    with open_desk(desk.settings) as reading_only:
        reading_only.queries.batches()
    assert not backups.exists()
    with open_desk(desk.settings) as writing:
        writing.importing.import_paths([copy])
    (kept,) = backups.iterdir()
    with open_desk(Settings(f"sqlite:///{kept}", copy, "王", 1)) as backup:
        assert [row.articles for row in backup.queries.batches()] == [2]
    stamp = kept.stat().st_mtime_ns
    with open_desk(desk.settings) as once_more:
        fact = once_more.queries.next_open(None)
        assert fact
        once_more.reviewing.decide([fact], Status.VERIFIED)
    assert [(path, path.stat().st_mtime_ns) for path in backups.iterdir()] == [(kept, stamp)]


def test_a_backup_that_fails_does_not_keep_the_desk_open(desk: Desk, copy: Path,
                                                         caplog: pytest.LogCaptureFixture) -> None:
    (Path(desk.place).parent / "backups").write_text("a file where the folder should be")
    with open_desk(desk.settings) as writing:
        writing.importing.import_paths([copy])
    assert "no backup" in caplog.text


def test_a_linked_folder_is_walked_and_a_link_to_nowhere_is_told(
    desk: Desk, copy: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    (elsewhere / "丙县.txt").write_text("丙县修路\n\n丙县新修公路210公里。\n", encoding="utf-8")
    os.symlink(elsewhere, copy / "连过去")
    os.symlink(tmp_path / "没有的.txt", copy / "断了.txt")
    report = desk.importing.import_paths([copy])
    names = {Path(row.path).name: row.status for row in report.rows}
    assert names.pop("断了.txt") is ImportStatus.FAILED
    assert set(names) == {"甲县.txt", "乙县.txt", "丙县.txt"}


def test_what_is_left_out_of_a_folder_is_told(desk: Desk, copy: Path) -> None:
    (copy / "地图.png").write_bytes(b"\x89PNG")
    (copy / ".DS_Store").write_bytes(b"x")
    report = desk.importing.import_paths([copy])
    assert any("地图.png" in note for note in report.notes)
    assert not any("DS_Store" in note for note in report.notes)
    assert "地图.png" in report.text
