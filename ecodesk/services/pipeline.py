"""One file through reading and extraction: the job boundary, where a file may fail but not the batch."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ecodesk.domain.errors import KnownError
from ecodesk.domain.facts import Fact
from ecodesk.domain.text import Reading
from ecodesk.extraction import extract
from ecodesk.knowledge.messages import advice, message
from ecodesk.reading import read_path

log = logging.getLogger(__name__)

_NOT_COPY = ("~$", ".")
_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file with the facts of all its articles, in reading order."""

    path: Path
    reading: Reading
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be taken in: what happened and what to do, in Chinese."""

    path: Path
    message: str
    advice: str


def files_in(paths: Sequence[Path]) -> Iterator[Path]:
    """The files, folders walked in name order; hidden, lock and system files are left out of folders.

    A path that does not exist is given back as it is, so that it is reported; no file comes twice.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in _walk(path) if path.is_dir() else [path]:
            resolved = file.resolve()
            if resolved not in seen:
                seen.add(resolved)
                yield file


def _walk(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.startswith(_NOT_COPY) or entry.name.lower() in _SYSTEM:
            continue
        # A link to a folder above would go round for ever.
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        elif entry.is_file():
            yield entry


def parse(path: Path) -> Parsed | Failure:
    """Read one file and find its facts. Never raises: an unexpected error is logged and reported."""
    try:
        reading = read_path(path)
        facts = [fact for article in reading.articles for fact in extract(article)]
        return Parsed(path, reading, tuple(_single(facts)))
    except KnownError as error:
        return failure_of(path, error)
    except Exception:  # job boundary: one bad file never stops the batch
        return internal_failure(path)


def failure_of(path: Path, error: KnownError) -> Failure:
    """A known error as the report shows it."""
    return Failure(path, message(error.code, **error.values), advice(error.code, **error.values))


def internal_failure(path: Path) -> Failure:
    """The exception being handled, logged with its traceback and reported as a fault of the program."""
    log.exception("unexpected error in %s", path)
    return Failure(path, message("services.internal"), advice("services.internal"))


def _single(facts: Sequence[Fact]) -> Iterator[Fact]:
    seen: set[str] = set()
    for fact in facts:
        if fact.id in seen:
            log.warning("fact %s found twice by rule %s", fact.id, fact.rule)
            continue
        seen.add(fact.id)
        yield fact
