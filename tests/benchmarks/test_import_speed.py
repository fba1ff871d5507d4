"""A large batch: what the import costs beside reading alone, and that its memory does not grow with it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from ecodesk.domain.views import ImportStatus
from ecodesk.reading import members, read_path
from ecodesk.services.desk import open_desk
from ecodesk.services.settings import Settings

FILES = 80
STATM = Path("/proc/self/statm")
pytestmark = [pytest.mark.slow, pytest.mark.shared]


class Meter:
    """Progress that weighs this process in MB at every file, and stops the import when told to."""

    def __init__(self, stop_at: int = 10**6) -> None:
        self.weights: list[float] = []
        self.stopped = 0.0
        self._stop_at = stop_at

    @property
    def cancelled(self) -> bool:
        return self.stopped > 0

    def step(self, done: int, total: int, label: str) -> None:
        if STATM.exists():
            pages = int(STATM.read_text().split()[1])
            self.weights.append(pages * os.sysconf("SC_PAGE_SIZE") / 2**20)
        if done >= self._stop_at:
            self.stopped = self.stopped or time.monotonic()


@pytest.fixture(scope="module")
def archive(shared_folder: Path) -> Path:
    """The corpus as it came: one archive of 363 files with 5,204 items, each file headed by a summary."""
    path = shared_folder / "corpus" / "news-2024.zip"
    if not path.exists():
        pytest.skip(f"no {path.name} among the shared files")
    return path


@pytest.fixture(scope="module")
def news(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with the first files of the corpus."""
    few = tmp_path_factory.mktemp("news") / "news.zip"
    with ZipFile(archive) as packed, ZipFile(few, "w") as target:
        for name in sorted(name for name in packed.namelist() if name.endswith(".md"))[:FILES]:
            target.writestr(name, packed.read(name))
    return few


def settings(folder: Path) -> Settings:
    return Settings(f"sqlite:///{folder / 'desk.sqlite3'}", folder, "王", 2)


def test_what_an_import_costs(archive: Path, tmp_path: Path,
                              record_property: Callable[[str, object], None]) -> None:
    began = time.process_time()
    articles = sum(len(read_path(path).articles) for path in members(archive))
    reading = time.process_time() - began
    meter = Meter()
    with open_desk(settings(tmp_path)) as desk:
        before, began = os.times(), time.perf_counter()
        report = desk.importing.import_paths([archive], meter)
        importing, after = time.perf_counter() - began, os.times()
        began = time.perf_counter()
        again = desk.importing.import_paths([archive])
        skipping = time.perf_counter() - began
    spent = sum(after[:4]) - sum(before[:4])
    record_property("articles a second", round(articles / importing))
    record_property("times reading alone", round(spent / reading, 1))
    assert len(report.rows) == 363
    assert sum(row.articles for row in report.rows) == articles == 5204 + 363
    assert not report.failed
    assert {row.status for row in again.rows} == {ImportStatus.SKIPPED}
    assert skipping < importing / 10
    assert spent < 15 * reading, "processor time; about 6.5 when this was written"
    if meter.weights:
        # Every file is one step; the last ones belong to the comparison of all articles.
        middle, end = meter.weights[len(report.rows) // 2], meter.weights[len(report.rows) - 1]
        record_property("MB grown in the second half", round(end - middle))
        assert end - middle < 12


def test_cancelled_within_a_second_and_gone_on_with(news: Path, tmp_path: Path) -> None:
    with open_desk(settings(tmp_path)) as desk:
        meter = Meter(stop_at=FILES // 2)
        first = desk.importing.import_paths([news], meter)
        assert time.monotonic() - meter.stopped < 1.5
        assert first.cancelled
        rest = desk.importing.import_paths([news])
        assert (rest.resumed, rest.batch_id) == (True, first.batch_id)
        statuses = [row.status for row in rest.rows]
        kept = sum(row.status in (ImportStatus.DONE, ImportStatus.WARNING) for row in first.rows)
        assert statuses.count(ImportStatus.SKIPPED) == kept == FILES // 2
        assert len(desk.queries.batches()) == 1
