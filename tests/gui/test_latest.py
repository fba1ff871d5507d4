"""A read of which only the newest answer counts."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QObject

from ecodesk.domain.errors import Stopped, UsageError
from ecodesk.gui.jobs import Jobs
from ecodesk.gui.latest import Latest


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    made.close()


def test_many_questions_are_two_reads(jobs, qtbot):
    asked: list[int] = []
    answers: list[int] = []

    def work() -> int:
        time.sleep(0.01)
        asked.append(len(asked))
        return asked[-1]

    owner = QObject()
    latest = Latest(jobs, work, answers.append, owner)
    for _ in range(30):
        latest.ask()
    qtbot.waitUntil(lambda: answers == [0, 1])
    qtbot.wait(50)
    assert asked == [0, 1]
    latest.ask()
    qtbot.waitUntil(lambda: answers == [0, 1, 2])


def test_a_long_read_is_followed_by_a_rest(jobs, qtbot, monkeypatch):
    monkeypatch.setattr("ecodesk.gui.latest._SHORT", 0.0)
    monkeypatch.setattr("ecodesk.gui.latest._REST", 20)
    ends: list[float] = []
    latest = Latest(jobs, lambda: time.sleep(0.01), lambda _none: ends.append(time.perf_counter()), jobs)
    latest.ask()
    latest.ask()
    qtbot.waitUntil(lambda: len(ends) == 2, timeout=20_000)
    assert ends[1] - ends[0] >= 0.2


def test_after_an_error_it_can_be_asked_again(jobs, qtbot):
    answers: list[str] = []

    def work() -> str:
        if not failed:
            failed.append(True)
            raise UsageError("services.no-fact", number=1)
        return "da"

    failed: list[bool] = []
    latest = Latest(jobs, work, answers.append, jobs)
    with qtbot.waitSignal(jobs.failed):
        latest.ask()
    qtbot.waitUntil(lambda: not jobs.busy)
    latest.ask()
    qtbot.waitUntil(lambda: answers == ["da"])


def test_what_is_given_up_ends_without_an_answer(jobs, qtbot):
    answers: list[object] = []

    def work(progress) -> str:
        while not progress.cancelled:
            time.sleep(0.002)
        raise Stopped

    told: list[object] = []
    jobs.failed.connect(told.append)
    jobs.broken.connect(told.append)
    jobs.seek(work, answers.append).progress.cancel()
    jobs.count(work, answers.append).progress.cancel()
    qtbot.waitUntil(lambda: not jobs.busy and not jobs._glances)
    assert (answers, told) == ([], [])
