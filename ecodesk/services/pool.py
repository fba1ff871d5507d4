"""Many files through several processes: reading and extraction keep a processor busy, threads would queue."""

from __future__ import annotations

import logging
import signal
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from ecodesk.services.pipeline import Failure, Parsed, parse_and_check

log = logging.getLogger(__name__)

WORTH_IT = 24
"""Files from which on the second it takes to start processes is won back."""

AHEAD = 4
"""Files given to each process before the first of them is asked for: bounds memory and cancelling."""


def parse_all(files: Sequence[Path], workers: int) -> Generator[Parsed | Failure, None, None]:
    """Every file parsed and checked by itself, in the order given; close the generator to stop early."""
    done = 0
    if workers > 1 and len(files) >= WORTH_IT:
        try:
            for parsed in _in_processes(files, workers):
                yield parsed
                done += 1
        except (BrokenProcessPool, OSError) as error:
            # Killed, out of memory, or not allowed to start processes: go on here.
            log.warning("worker processes are gone (%s), going on in one", type(error).__name__)
    for path in files[done:]:
        yield parse_and_check(path)


def _in_processes(files: Sequence[Path], workers: int) -> Generator[Parsed | Failure, None, None]:
    # Forking a program that has Qt and threads loaded is unsafe: spawn, on every system.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_leave_interrupts_alone)
    waiting: deque[Future[Parsed | Failure]] = deque()
    try:
        for path in files:
            waiting.append(pool.submit(parse_and_check, path))
            if len(waiting) >= workers * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _leave_interrupts_alone() -> None:
    # Ctrl-C goes to all processes of a terminal; the one that started the work answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
