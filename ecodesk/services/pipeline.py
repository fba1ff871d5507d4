"""One file through reading and extraction: the job boundary, where a file may fail but not the batch."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path

from ecodesk.domain.errors import KnownError
from ecodesk.domain.facts import Fact
from ecodesk.domain.text import Reading
from ecodesk.extraction import extract
from ecodesk.knowledge.messages import advice, message
from ecodesk.reading import read_path

log = logging.getLogger(__name__)

_HIDDEN = ("~$", ".")
_MEDIA = frozenset({"image", "audio", "video", "font"})
_DATA = frozenset({".json", ".jsonl", ".sqlite3", ".db", ".ini", ".log", ".css", ".js", ".lnk", ".url"})
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
    """The files, folders walked in name order; no file comes twice.

    What lies in a folder and cannot be copy (hidden, lock and system files, pictures, data) is left out.
    A path that cannot be opened is given back as it is, so that it is reported.
    """
    seen: set[str] = set()
    for path in paths:
        for file in _walk(path) if path.is_dir() else [path]:
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                yield file


def _walk(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda item: item.name)
    except OSError:
        yield folder
        return
    for entry in entries:
        # A link to a folder above would go round for ever.
        if entry.is_dir() and not entry.is_symlink() and not _is_hidden(entry):
            yield from _walk(entry)
        elif entry.is_file() and not _is_hidden(entry) and not _is_other(entry):
            yield entry


def _is_hidden(path: Path) -> bool:
    return path.name.startswith(_HIDDEN) or path.name.lower() in _SYSTEM


def _is_other(path: Path) -> bool:
    kind, _ = guess_type(path.name)
    return path.suffix.lower() in _DATA or (kind or "").partition("/")[0] in _MEDIA


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
