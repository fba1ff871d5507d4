"""Importing: files into a batch, one after the other, each kept or refused by itself."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ecodesk.domain.errors import KnownError
from ecodesk.domain.facts import Fact
from ecodesk.domain.text import Article
from ecodesk.domain.views import Changes, ImportReport, ImportRow, ImportStatus, Progress, Silent
from ecodesk.knowledge.messages import advice, message
from ecodesk.reading.archive import holder_of, read_member
from ecodesk.services.checking import Checking
from ecodesk.services.pipeline import Failure, Parsed, failure_of, files_in, internal_failure, log_failure
from ecodesk.services.plugins import plugin_notes
from ecodesk.services.pool import parse_all
from ecodesk.services.recognition import Recognised, recognise
from ecodesk.services.reports import save_report, text_of
from ecodesk.store.store import Store
from ecodesk.store.work import Work

_HASHED_AT_ONCE = 1 << 20
MOST_NAMED = 3
"""Files left out of a folder that the report names."""


class Importing:
    """Takes files in for one editor."""

    def __init__(self, store: Store, checking: Checking, editor: str, workers: int) -> None:
        self._store = store
        self._checking = checking
        self._editor = editor
        self._workers = workers

    def import_paths(self, paths: Sequence[Path], progress: Progress | None = None) -> ImportReport:
        """Import files and folders as one batch and check them against the desk.

        One bad file never stops the others. Cancelled: what is finished is kept, and importing the same
        paths again goes on in the same batch, as it does after a crash. A file of known content is
        skipped before it is read; a changed one becomes a new version, with the decisions carried over
        where the words still stand; nearly the same article of another file is linked as a variant.
        """
        progress = progress or Silent()
        left_out: list[Path] = []
        files = list(files_in(paths, left_out))
        batch = _Batch(self._store, self._editor, _title(paths, files), _origin(paths))
        self._take_all(files, batch, progress)
        cancelled = len(batch.rows) < len(files)
        notes = [message("services.resumed")] if batch.resumed else []
        progress.step(len(files), len(files) + 1, message("progress.across"))
        checked = self._checking.check_imported(batch.to_check(), sorted(batch.altered), progress)
        if left_out:
            notes.append(_left_out(left_out))
        if checked is None:
            notes.append(message("services.unchecked"))
        # A batch whose figures were never compared is gone on with for that alone.
        batch.close(finished=not cancelled and checked is not None)
        progress.step(len(files) + 1, len(files) + 1, message("progress.done"))
        rows = [batch.rows.get(path) or _row(path, ImportStatus.CANCELLED, "services.cancelled")
                for path in files]
        report = ImportReport(batch.id, tuple(rows), batch.changes | (checked or Changes()),
                              cancelled or checked is None, batch.resumed, (*notes, *plugin_notes()))
        return replace(report, text=text_of(report))

    def save_report(self, report: ImportReport, path: Path) -> None:
        """Write a report as .csv, .tsv or .txt. UsageError for another suffix, WorkbookError as it fails."""
        save_report(report, path)

    def _take_all(self, files: Sequence[Path], batch: _Batch, progress: Progress) -> None:
        fresh = batch.leave_out_known(files, progress)
        with closing(parse_all(fresh, self._workers, lambda: progress.cancelled)) as parsed:
            for path in fresh:
                if progress.cancelled:
                    return
                progress.step(len(batch.rows), len(files) + 1, path.name)
                found = next(parsed, None)
                if found is None:
                    return
                batch.rows[path] = batch.take(found)


class _Batch:
    """A batch in the making; its row is written with its first file, so that no batch stays empty."""

    def __init__(self, store: Store, editor: str, title: str, origin: str) -> None:
        self._store = store
        self._editor = editor
        self._title = title
        self._origin = origin
        with store.reading() as lists:
            self.id = lists.unfinished_batch(editor, origin)
        self.resumed = self.id is not None
        self.rows: dict[Path, ImportRow] = {}
        self.altered: set[int] = set()
        self._articles: set[int] = set()
        self._facts: set[int] = set()
        self._older: set[int] = set()

    @property
    def changes(self) -> Changes:
        """Rows that came, and articles that went out of the lists."""
        return Changes(frozenset(self._articles | self._older), frozenset(self._facts), bool(self._articles))

    def to_check(self) -> list[int]:
        """Articles to be compared with the desk; of a batch gone on with all, they may never have been."""
        found = self._articles | self._older
        if self.resumed:
            with self._store.reading() as lists:
                found = found.union(lists.article_ids(self.id))
        return sorted(found)

    def leave_out_known(self, files: Sequence[Path], progress: Progress) -> list[Path]:
        """The files whose content is new; the others get their rows at once, without being read."""
        digests: dict[Path, str] = {}
        for path in files:
            if progress.cancelled:
                break
            with suppress(OSError, KnownError):  # told when the file is read
                digests[path] = _digest(path)
        with self._store.reading() as lists:
            known = lists.known_files(digests.values())
            for path, digest in digests.items():
                if digest in known:
                    self.rows[path] = _known(path, lists.known_file(digest))
        return [path for path in files if path not in self.rows]

    def take(self, parsed: Parsed | Failure) -> ImportRow:
        """Keep one file; never raises for what is wrong with the file."""
        if isinstance(parsed, Failure):
            return _failed(parsed)
        try:
            return self._keep(parsed)
        except KnownError as error:
            return _failed(failure_of(parsed.path, error))
        except Exception:  # job boundary: one bad file never stops the batch
            return _failed(internal_failure(parsed.path))

    def close(self, *, finished: bool) -> None:
        """Mark the batch: what is not finished can be gone on with."""
        if finished and self.id is not None:
            with self._store.begin() as work:
                work.finish_batch(self.id)

    def _keep(self, parsed: Parsed) -> ImportRow:
        reading = parsed.reading
        if not reading.articles:
            return _row(parsed.path, ImportStatus.FAILED, "services.no-text")
        now = datetime.now(UTC)
        with self._store.begin() as work:
            known = work.known_file(reading.file.sha256)
            if known is not None:
                return _known(parsed.path, known)
            batch_id = self.id or work.add_batch(self._title, self._editor, now, self._origin)
            articles, facts = _store(work, batch_id, parsed)
            found = recognise(work, batch_id, articles, self._editor, now)
        self.id = batch_id
        self._articles.update(articles)
        self._facts.update(facts)
        self._older.update(found.older)
        self.altered.update(found.altered)
        return _kept(parsed, found)


def _store(work: Work, batch_id: int, parsed: Parsed) -> tuple[dict[int, Article], Iterable[int]]:
    articles = work.add_reading(batch_id, parsed.reading)
    own: dict[str, list[Fact]] = {key: [] for key in articles}
    for fact in parsed.facts:
        own[fact.article_id].append(fact)
    ids = articles | work.add_all_facts(batch_id, {articles[key]: facts for key, facts in own.items()})
    work.replace_inside(list(articles.values()), parsed.findings, ids)
    return ({articles[item.id]: item for item in parsed.reading.articles},
            [ids[fact.id] for fact in parsed.facts])


def _kept(parsed: Parsed, found: Recognised) -> ImportRow:
    warnings = list(parsed.reading.warnings)
    if not parsed.facts:
        warnings.append(message("services.no-facts"))
    damage = sum(len(article.clean.damage) for article in parsed.reading.articles)
    return ImportRow(
        str(parsed.path), ImportStatus.WARNING if warnings else ImportStatus.DONE,
        "；".join(warnings + found.notes), articles=len(parsed.reading.articles), facts=len(parsed.facts),
        damage=damage, carried=found.carried,
    )


def _failed(failure: Failure) -> ImportRow:
    log_failure(failure)
    return ImportRow(str(failure.path), ImportStatus.FAILED, failure.message, failure.advice)


def _known(path: Path, known: tuple[str, str] | None) -> ImportRow:
    name, batch = known or ("", "")
    return _row(path, ImportStatus.SKIPPED, "services.known", name=name, batch=batch)


def _row(path: Path, status: ImportStatus, code: str, **values: object) -> ImportRow:
    return ImportRow(str(path), status, message(code, **values), advice(code, **values))


def _left_out(paths: Sequence[Path]) -> str:
    names = "、".join(path.name for path in paths[:MOST_NAMED])
    code = "services.left-out-more" if len(paths) > MOST_NAMED else "services.left-out"
    return message(code, count=len(paths), names=names)


def _digest(path: Path) -> str:
    """Hexadecimal SHA-256 of the file's content, read in steps; of a file in an archive, at once."""
    holder = holder_of(path)
    if holder is not None:
        return hashlib.sha256(read_member(path, holder)).hexdigest()
    whole = hashlib.sha256()
    with path.open("rb") as handle:
        while part := handle.read(_HASHED_AT_ONCE):
            whole.update(part)
    return whole.hexdigest()


def _origin(paths: Sequence[Path]) -> str:
    """Digest of what was asked for: the same files and folders in any order, by their real places."""
    places = sorted({os.path.realpath(path) for path in paths})
    return hashlib.sha256("\n".join(places).encode("utf-8", "surrogateescape")).hexdigest()


def _title(paths: Sequence[Path], files: Sequence[Path]) -> str:
    """Name of the batch: its only folder, its only file, or its first file and how many there are."""
    if len(paths) == 1:
        return paths[0].resolve().name if paths[0].is_dir() else paths[0].stem
    first = files[0].stem if files else ""
    return message("services.batch", first=first, count=len(files))
