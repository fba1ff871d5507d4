"""Work off the window's thread. The window's thread never writes; this boundary reports every error."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from ecodesk.domain.errors import KnownError, Stopped


class JobSignals(QObject):
    """Signals of one job, delivered in the window's thread."""

    progressed = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(object)
    broken = Signal(str)
    finished = Signal()


class JobProgress:
    """Progress of the domain on the worker's side; `cancel` may be called from any thread."""

    def __init__(self, signals: JobSignals) -> None:
        self._signals = signals
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        self._cancelled.set()

    def step(self, done: int, total: int, label: str) -> None:
        self._signals.progressed.emit(done, total, label)


class Job(QRunnable):
    """One call on the pool; `work` gets the progress when it asks for it."""

    def __init__(self, work: Callable[..., Any], with_progress: bool) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.signals = JobSignals()
        self.progress = JobProgress(self.signals)
        self._work = work
        self._with_progress = with_progress

    def run(self) -> None:
        """Runs in the worker: whatever happens is told by exactly one signal, then `finished`; what was given
        up only by that."""
        try:
            result = self._work(self.progress) if self._with_progress else self._work()
        except KnownError as error:
            self.signals.failed.emit(error)
        except Stopped:
            pass  # nobody waits for the answer any more
        except Exception:  # the job boundary: anything else is a bug and goes to the report
            self.signals.broken.emit(traceback.format_exc())
        else:
            self.signals.done.emit(result)
        finally:
            self.signals.finished.emit()


class Jobs(QObject):
    """Three lanes: reads side by side, writes one after the other in the order they were asked for, and one
    long task that goes on beside them."""

    failed = Signal(object)
    broken = Signal(str)
    idle_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._readers = QThreadPool(self)
        self._readers.setMaxThreadCount(2)
        self._writer = QThreadPool(self)
        self._writer.setMaxThreadCount(1)
        self._counter = QThreadPool(self)
        self._counter.setMaxThreadCount(1)
        self._background = QThreadPool(self)
        self._background.setMaxThreadCount(1)
        self._running: set[Job] = set()
        self._glances: set[Job] = set()
        self._closed = False

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def read(self, work: Callable[[], Any], done: Callable[[Any], None],
             failed: Callable[[KnownError], None] | None = None) -> Job:
        """Ask for something that may take long; `done` gets it in the window's thread.

        Errors also go to `failed` of the caller.
        """
        return self._start(self._readers, Job(work, False), done, failed)

    def glance(self, work: Callable[[], Any], done: Callable[[Any], None],
               failed: Callable[[KnownError], None]) -> None:
        """A short read in the background that nobody waits for: it makes the window no busier, and its known
        errors go to the caller alone."""
        queued = Qt.ConnectionType.QueuedConnection
        job = Job(work, False)
        job.signals.done.connect(self._while_open(done), queued)
        job.signals.failed.connect(self._while_open(failed), queued)
        job.signals.broken.connect(self.broken, queued)
        job.signals.finished.connect(self._while_open(lambda: self._glances.discard(job)), queued)
        self._glances.add(job)
        self._readers.start(job)

    def seek(self, work: Callable[[JobProgress], Any], done: Callable[[Any], None],
             failed: Callable[[KnownError], None] | None = None) -> Job:
        """A read that may be given up: once its progress is cancelled, it may end without an answer."""
        return self._start(self._readers, Job(work, True), done, failed)

    def count(self, work: Callable[[JobProgress], Any], done: Callable[[Any], None]) -> Job:
        """As `seek`, for counts that take their time: one after the other, beside everything else, and the
        window is no busier for it."""
        queued = Qt.ConnectionType.QueuedConnection
        job = Job(work, True)
        job.signals.done.connect(self._while_open(done), queued)
        job.signals.failed.connect(self.failed, queued)
        job.signals.broken.connect(self.broken, queued)
        job.signals.finished.connect(self._while_open(lambda: self._glances.discard(job)), queued)
        self._glances.add(job)
        self._counter.start(job)
        return job

    def write(self, work: Callable[[], Any], done: Callable[[Any], None] | None = None,
              failed: Callable[[KnownError], None] | None = None) -> Job:
        """Change something; errors also go to `failed` of the caller."""
        return self._start(self._writer, Job(work, False), done, failed)

    def long(self, work: Callable[[JobProgress], Any], done: Callable[[Any], None],
             progressed: Callable[[int, int, str], None], *, beside: bool = False) -> Job:
        """A task that reports its progress and can be cancelled; runs in the write lane.

        `beside`: it goes on beside what the editor writes, and takes the lane of the store only now and then.
        """
        job = Job(work, True)
        job.signals.progressed.connect(self._while_open(progressed), Qt.ConnectionType.QueuedConnection)
        return self._start(self._background if beside else self._writer, job, done, None)

    def _start(self, pool: QThreadPool, job: Job, done: Callable[[Any], None] | None,
               failed: Callable[[KnownError], None] | None) -> Job:
        queued = Qt.ConnectionType.QueuedConnection
        # Everything is connected before the job starts: later connections lose signals.
        if done:
            job.signals.done.connect(self._while_open(done), queued)
        if failed:
            job.signals.failed.connect(self._while_open(failed), queued)
        job.signals.failed.connect(self.failed, queued)
        job.signals.broken.connect(self.broken, queued)
        job.signals.finished.connect(self._while_open(lambda: self._forget(job)), queued)
        self._running.add(job)
        self.idle_changed.emit(False)
        pool.start(job)
        return job

    def _while_open(self, call: Callable[..., Any]) -> Callable[..., None]:
        """Results that arrive after the window is gone have nowhere to go; what was written is written."""
        def guarded(*arguments: Any) -> None:
            if not self._closed:
                call(*arguments)

        return guarded

    def _forget(self, job: Job) -> None:
        self._running.discard(job)
        if not self._running:
            self.idle_changed.emit(True)

    def close(self) -> None:
        """Ask everything to stop and wait for it, at most ten seconds a lane."""
        self._closed = True
        for job in (*self._running, *self._glances):
            job.progress.cancel()
        self._writer.waitForDone(10_000)
        self._background.waitForDone(10_000)
        self._readers.waitForDone(10_000)
        self._counter.waitForDone(10_000)
