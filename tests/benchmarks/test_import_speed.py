"""A large batch: what the import costs beside reading alone, and that its memory does not grow with it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from ecodesk.domain.views import ImportStatus
from ecodesk.reading import read_path
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
def news(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the first files of the corpus."""
    archive = shared_folder / "corpus" / "news-2024.zip"
    if not archive.exists():
        pytest.skip(f"no {archive.name} among the shared files")
    folder = tmp_path_factory.mktemp("news")
    with ZipFile(archive) as packed:
        names = sorted(name for name in packed.namelist() if name.endswith(".md"))
        for name in names[:FILES]:
            (folder / Path(name).name).write_bytes(packed.read(name))
    return folder


def settings(folder: Path) -> Settings:
    return Settings(f"sqlite:///{folder / 'desk.sqlite3'}", folder, "王", 2)


def test_what_an_import_costs(news: Path, tmp_path: Path,
                              record_property: Callable[[str, object], None]) -> None:
    began = time.perf_counter()
    articles = sum(len(read_path(path).articles) for path in sorted(news.iterdir()))
    reading = time.perf_counter() - began
    meter = Meter()
    with open_desk(settings(tmp_path)) as desk:
        began = time.perf_counter()
        report = desk.importing.import_paths([news], meter)
        importing = time.perf_counter() - began
        began = time.perf_counter()
        again = desk.importing.import_paths([news])
        skipping = time.perf_counter() - began
    record_property("articles a second", round(articles / importing))
    record_property("times reading alone", round(importing / reading, 1))
    assert sum(row.articles for row in report.rows) == articles > 10 * FILES
    assert not report.failed
    assert {row.status for row in again.rows} == {ImportStatus.SKIPPED}
    assert skipping < importing / 10
    assert importing < 25 * reading, "about 9 on an idle machine of two cores"
    if meter.weights:
        half = meter.weights[FILES // 2]
        record_property("MB grown in the second half", round(meter.weights[FILES - 1] - half))
        assert meter.weights[FILES - 1] - half < 40


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
