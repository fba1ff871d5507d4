"""One file through reading and extraction: the job boundary, where a file may fail but not the batch."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from mimetypes import guess_type
from pathlib import Path
from traceback import format_exc

from ecodesk.checking import DEFAULT, Rulebook, check_article, forget
from ecodesk.domain.errors import KnownError
from ecodesk.domain.facts import Fact
from ecodesk.domain.findings import Finding
from ecodesk.domain.tables import TableLayout
from ecodesk.domain.text import Article, Reading
from ecodesk.extraction import extract
from ecodesk.knowledge.house import Lexicon
from ecodesk.knowledge.messages import advice, message
from ecodesk.reading import is_archive_path, members, read_path

log = logging.getLogger(__name__)

_NO_ENTRIES = Lexicon()
_HIDDEN = ("~$", ".")
_MEDIA = frozenset({"image", "audio", "video", "font"})
_DATA = frozenset({".json", ".jsonl", ".sqlite3", ".db", ".ini", ".log", ".css", ".js", ".lnk", ".url"})
_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file with the facts of all its articles, in reading order, and what was found inside each article."""

    path: Path
    reading: Reading
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be taken in: what happened and what to do, in Chinese.

    `trace` is the traceback of an unexpected error, "" for an expected one. `headers` are those of a table
    whose columns nobody has said the meaning of.
    """

    path: Path
    message: str
    advice: str
    trace: str = ""
    headers: tuple[str, ...] = ()


def files_in(paths: Sequence[Path], left_out: list[Path] | None = None) -> Iterator[Path]:
    """The files, folders walked in name order, archives in their own; no file comes twice.

    A file in an archive has a path through it (news.zip/2024/a.txt). What lies in a folder or an archive and
    cannot be copy (hidden, lock and system files, pictures, data) is left out; `left_out` gets those of them
    that an editor may have meant. A path that cannot be opened, such as a link to nowhere, is given back as
    it is, so that it is reported.
    """
    seen: set[str] = set()
    others: list[Path] = [] if left_out is None else left_out
    for path in paths:
        for file in _files_of(path, others):
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                yield file


def _files_of(path: Path, others: list[Path]) -> Iterator[Path]:
    """What a path stands for: the files of a folder, the members of an archive, or itself."""
    for file in _walk(path, others, frozenset()) if path.is_dir() else [path]:
        if not is_archive_path(file):
            yield file
            continue
        for member in members(file):
            inner = [Path(part) for part in member.relative_to(file).parts]
            if any(_is_hidden(part) for part in inner):
                continue
            if inner and _is_other(inner[-1]):
                others.append(member)
            else:
                yield member


def _walk(folder: Path, others: list[Path], above: frozenset[str]) -> Iterator[Path]:
    """Files of a folder and those below it; a link to a folder above would go round for ever."""
    real = os.path.realpath(folder)
    if real in above:
        return
    try:
        entries = sorted(folder.iterdir(), key=lambda item: item.name)
    except OSError:
        yield folder
        return
    for entry in entries:
        if _is_hidden(entry):
            continue
        if entry.is_dir():
            yield from _walk(entry, others, above | {real})
        elif _is_other(entry):
            others.append(entry)
        elif entry.is_file() or entry.is_symlink():
            yield entry


def _is_hidden(path: Path) -> bool:
    return path.name.startswith(_HIDDEN) or path.name.lower() in _SYSTEM


def _is_other(path: Path) -> bool:
    kind, _ = guess_type(path.name)
    return path.suffix.lower() in _DATA or (kind or "").partition("/")[0] in _MEDIA


def parse(path: Path, layouts: Sequence[TableLayout] = (),
          lexicon: Lexicon = _NO_ENTRIES) -> Parsed | Failure:
    """Read one file and find its facts. Never raises: an unexpected error is reported as the program's.

    `layouts` say what the columns of tables hold that have headers of their own; `lexicon` is the desk's own
    dictionary.
    """
    try:
        reading = read_path(path, layouts)
        return Parsed(path, reading, facts_of(reading.articles, lexicon))
    except KnownError as error:
        return failure_of(path, error)
    except Exception:  # job boundary: one bad file never stops the batch
        return internal_failure(path)


def facts_of(articles: Iterable[Article], lexicon: Lexicon = _NO_ENTRIES) -> tuple[Fact, ...]:
    """Facts of articles in reading order, each id once, as the desk's own dictionary writes them."""
    return tuple(_single([fact for article in articles for fact in extract(article, lexicon)]))


def parse_and_check(path: Path, layouts: Sequence[TableLayout] = (),
                    lexicon: Lexicon = _NO_ENTRIES, book: Rulebook = DEFAULT) -> Parsed | Failure:
    """As parse, and check each article by itself. Runs in a process of its own: no log, no database."""
    parsed = parse(path, layouts, lexicon)
    if isinstance(parsed, Failure):
        return parsed
    try:
        return replace(parsed, findings=tuple(inside_findings(parsed.reading.articles, parsed.facts, book)))
    except Exception:  # job boundary: one bad file never stops the batch
        return internal_failure(path)
    finally:
        forget()  # the memory of a large batch must not grow with it


def inside_findings(articles: Iterable[Article], facts: Iterable[Fact],
                    book: Rulebook = DEFAULT) -> list[Finding]:
    """Findings inside each of the articles over its own facts, by the rules chosen."""
    own: dict[str, list[Fact]] = {}
    for fact in facts:
        own.setdefault(fact.article_id, []).append(fact)
    return [finding for article in articles
            for finding in check_article(article, own.get(article.id, []), book)]


def failure_of(path: Path, error: KnownError) -> Failure:
    """A known error as the report shows it."""
    headers = error.values.get("headers")
    return Failure(path, message(error.code, **error.values), advice(error.code, **error.values),
                   headers=headers if isinstance(headers, tuple) else ())


def internal_failure(path: Path) -> Failure:
    """The exception being handled, reported as a fault of the program, with its traceback for the log."""
    return Failure(path, message("services.internal"), advice("services.internal"), format_exc())


def log_failure(failure: Failure) -> None:
    """Write an unexpected error to the log; expected ones are for the report only."""
    if failure.trace:
        log.error("unexpected error in %s\n%s", failure.path, failure.trace)


def _single(facts: Sequence[Fact]) -> Iterator[Fact]:
    seen: set[str] = set()
    for fact in facts:
        if fact.id in seen:
            log.warning("fact %s found twice by rule %s", fact.id, fact.rule)
            continue
        seen.add(fact.id)
        yield fact
