"""Many files through several processes: reading and extraction keep a processor busy, threads would queue."""

from __future__ import annotations

import logging
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from ecodesk.checking import DEFAULT, Rulebook
from ecodesk.domain.tables import TableLayout
from ecodesk.knowledge.house import Lexicon
from ecodesk.services.pipeline import Failure, Parsed, parse_and_check

log = logging.getLogger(__name__)

Cancelled = Callable[[], bool]
LayoutsOf = Callable[[Path], Sequence[TableLayout]]
_Given = TypeVar("_Given")
_Result = TypeVar("_Result")

WORTH_IT = 24
"""Files from which on the second it takes to start processes is won back."""

WORTH_IT_BYTES = 1_000_000
"""Size of the files together from which on the same holds, and one file can be left in its middle."""

LOOK = 0.1
"""Seconds between two looks at whether the editor has cancelled."""

AHEAD = 4
"""Files given to each process before the first of them is asked for: bounds memory and cancelling."""


def parse_all(files: Sequence[Path], workers: int, cancelled: Cancelled = lambda: False,
              layouts_of: LayoutsOf = lambda _path: (), lexicon: Lexicon = Lexicon(),  # noqa: B008 - frozen
              book: Rulebook = DEFAULT) -> Generator[Parsed | Failure, None, None]:
    """Every file parsed and checked by itself, in the order given, tables under the layouts for them.

    `book` says which rules count.

    Ends early when `cancelled` says so, in the middle of a file where processes do the work; closing
    the generator does the same.
    """
    done = 0
    if workers > 1 and (len(files) >= WORTH_IT or _are_large(files)):
        try:
            count = min(workers, len(files))
            for parsed in _in_processes(files, count, cancelled, layouts_of, lexicon, book):
                yield parsed
                done += 1
        except (BrokenProcessPool, OSError) as error:
            # Killed, out of memory, or not allowed to start processes: go on here.
            log.warning("worker processes are gone (%s), going on in one", type(error).__name__)
    for path in files[done:]:
        if cancelled():
            return
        yield parse_and_check(path, layouts_of(path), lexicon, book)


def compute(call: Callable[[_Given], _Result], given: _Given, cancelled: Cancelled) -> _Result | None:
    """What the call makes of the argument, in a process of its own; None, at once, when cancelled."""
    try:
        with _processes(1) as pool:
            return _awaited(pool.submit(call, given), cancelled)
    except (BrokenProcessPool, OSError) as error:
        log.warning("the worker process is gone (%s), going on here", type(error).__name__)
        return call(given)


def _are_large(files: Sequence[Path]) -> bool:
    size = 0
    for path in files:
        with suppress(OSError):
            size += path.stat().st_size
    return size >= WORTH_IT_BYTES


def _in_processes(files: Sequence[Path], workers: int, cancelled: Cancelled, layouts_of: LayoutsOf,
                  lexicon: Lexicon, book: Rulebook) -> Generator[Parsed | Failure, None, None]:
    waiting: deque[Future[Parsed | Failure]] = deque()
    left = iter(files)
    with _processes(workers) as pool:
        while True:
            while len(waiting) < workers * AHEAD and (path := next(left, None)) is not None:
                waiting.append(pool.submit(parse_and_check, path, layouts_of(path), lexicon, book))
            if not waiting:
                return
            parsed = _awaited(waiting.popleft(), cancelled)
            if parsed is None:
                return
            yield parsed


@contextmanager
def _processes(workers: int) -> Iterator[ProcessPoolExecutor]:
    """A pool that is gone when it is left, whatever its processes are still doing."""
    # Forking a program that has Qt and threads loaded is unsafe: spawn, on every system.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_leave_interrupts_alone)
    try:
        yield pool
    finally:
        # Before Python 3.14 the executor has no public way to end a process at work.
        running = list((getattr(pool, "_processes", None) or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for process in running:
            process.terminate()


def _awaited(future: Future[_Result], cancelled: Cancelled) -> _Result | None:
    """The future's result, or None as soon as `cancelled` says so."""
    while not cancelled():
        done, _ = wait([future], LOOK)
        if done:
            return future.result()
    return None


def _leave_interrupts_alone() -> None:
    # Ctrl-C goes to all processes of a terminal; the one that started the work answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
