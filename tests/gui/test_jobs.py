from __future__ import annotations

import threading
from pathlib import Path

import pytest

from ecodesk.domain.errors import UsageError
from ecodesk.gui.dialogs.crash import CrashReporter
from ecodesk.gui.jobs import Jobs


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    made.close()


def test_results_come_back_in_the_windows_thread(jobs, qtbot):
    seen: list[tuple[int, int]] = []
    jobs.read(threading.get_ident, lambda worker: seen.append((worker, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen) and not jobs.busy)
    worker, window = seen[0]
    assert window == threading.get_ident()
    assert worker != window


def test_writes_keep_their_order(jobs, qtbot):
    done: list[int] = []
    for number in range(30):
        jobs.write(lambda number=number: number, done.append)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert done == list(range(30))


def test_a_known_error_is_told_to_all_and_to_the_caller(jobs, qtbot):
    own: list[str] = []

    def refuse() -> None:
        raise UsageError("services.no-fact", number=7)

    with qtbot.waitSignal(jobs.failed) as told:
        jobs.write(refuse, failed=lambda error: own.append(error.code))
    qtbot.waitUntil(lambda: not jobs.busy)
    assert told.args[0].code == "services.no-fact"
    assert own == ["services.no-fact"]


def test_a_bug_becomes_a_report(jobs, qtbot):
    with qtbot.waitSignal(jobs.broken) as told:
        jobs.read(lambda: 1 // 0, lambda _result: None)
    assert "ZeroDivisionError" in told.args[0]
    assert Path(__file__).name in told.args[0]
    qtbot.waitUntil(lambda: not jobs.busy)


def test_no_progress_is_lost_and_a_cancel_is_seen(jobs, qtbot):
    steps: list[int] = []
    results: list[int] = []
    started = threading.Event()
    go_on = threading.Event()

    def work(progress) -> int:
        for number in range(100):
            progress.step(number, 100, "一步")
            if number == 10:
                started.set()
                go_on.wait(5)
            if progress.cancelled:
                return number
        return -1

    job = jobs.long(work, results.append, lambda done, _total, _label: steps.append(done))
    qtbot.waitUntil(started.is_set)
    job.progress.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(results))
    assert results == [10]
    assert steps == list(range(11))


def test_an_unknown_error_opens_one_report_that_can_be_copied(qtbot, capsys):
    reporter = CrashReporter()
    error = ValueError("没有料到")
    with qtbot.waitSignal(reporter.happened):
        reporter.hook(ValueError, error, None)
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    dialog = reporter.dialog
    assert "没有料到" in dialog.report
    assert "PySide6" in dialog.report
    dialog.copy()
    from PySide6.QtGui import QGuiApplication

    assert QGuiApplication.clipboard().text() == dialog.report
    reporter.show("再来一次")
    assert reporter.dialog is dialog
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    assert reporter.dialog is None
    assert "没有料到" in capsys.readouterr().err
