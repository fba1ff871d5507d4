"""A read of which only the newest answer counts: one at a time, and with a rest after one that took long."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from ecodesk.gui.jobs import Jobs

_SHORT = 0.03  # seconds; reads as short as this need no rest
_REST = 8  # times as long as the last one took


class Latest(QObject):
    """Asked many times in a row, it reads once now and once at the end."""

    def __init__(self, jobs: Jobs, work: Callable[[], Any], done: Callable[[Any], None],
                 parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._work, self._done = jobs, work, done
        self._running = self._again = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._read)

    def ask(self) -> None:
        """Read now, or again after the read that is under way."""
        if self._running or self._timer.isActive():
            self._again = True
        else:
            self._read()

    def _read(self) -> None:
        self._running, self._again = True, False
        began = time.perf_counter()

        def done(answer: Any) -> None:
            self._end(time.perf_counter() - began)
            self._done(answer)

        self._jobs.read(self._work, done, lambda _error: self._end(0.0))

    def _end(self, took: float) -> None:
        self._running = False
        if self._again:
            self._timer.start(int(took * 1000 * _REST) if took > _SHORT else 0)
