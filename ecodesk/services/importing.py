"""Importing: files into a batch, one after the other, each kept or refused by itself."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from ecodesk.domain.errors import KnownError
from ecodesk.domain.facts import Fact
from ecodesk.domain.views import Changes, ImportReport, ImportRow, ImportStatus, Progress, Silent
from ecodesk.knowledge.messages import advice, message
from ecodesk.services.checking import Checking
from ecodesk.services.pipeline import Failure, Parsed, failure_of, files_in, internal_failure, log_failure
from ecodesk.services.pool import parse_all
from ecodesk.store.store import Store
from ecodesk.store.work import Work


class Importing:
    """Takes files in for one editor."""

    def __init__(self, store: Store, checking: Checking, editor: str, workers: int) -> None:
        self._store = store
        self._checking = checking
        self._editor = editor
        self._workers = workers

    def import_paths(self, paths: Sequence[Path], progress: Progress | None = None) -> ImportReport:
        """Import files and folders as one batch and check them against the desk.

        One bad file never stops the others; cancelled between two files, those finished are kept.
        """
        progress = progress or Silent()
        files = list(files_in(paths))
        batch = _Batch(self._store, self._editor, _title(paths, files))
        rows: list[ImportRow] = []
        with closing(parse_all(files, self._workers)) as parsed:
            for done, path in enumerate(files):
                if progress.cancelled:
                    break
                progress.step(done, len(files) + 1, path.name)
                rows.append(batch.take(next(parsed)))
        cancelled = len(rows) < len(files)
        rows += [_row(path, ImportStatus.CANCELLED, message("services.cancelled"),
                      advice("services.cancelled")) for path in files[len(rows):]]
        progress.step(len(files), len(files) + 1, message("progress.across"))
        changes = batch.changes | self._checking.check_imported(sorted(batch.changes.articles))
        progress.step(len(files) + 1, len(files) + 1, message("progress.done"))
        return ImportReport(batch.id, tuple(rows), changes, cancelled)


class _Batch:
    """A batch in the making; its row is written with its first file, so that no batch stays empty."""

    def __init__(self, store: Store, editor: str, title: str) -> None:
        self._store = store
        self._editor = editor
        self._title = title
        self.id: int | None = None
        self.changes = Changes()

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

    def _keep(self, parsed: Parsed) -> ImportRow:
        reading = parsed.reading
        if not reading.articles:
            return _row(parsed.path, ImportStatus.FAILED, message("services.no-text"),
                        advice("services.no-text"))
        with self._store.begin() as work:
            known = work.known_file(reading.file.sha256)
            if known is not None:
                name, batch = known
                return _row(parsed.path, ImportStatus.SKIPPED,
                            message("services.known", name=name, batch=batch), advice("services.known"))
            batch_id = self.id or work.add_batch(self._title, self._editor, datetime.now(UTC))
            changes = _store(work, batch_id, parsed)
        self.id = batch_id
        self.changes |= changes
        return _kept(parsed)


def _store(work: Work, batch_id: int, parsed: Parsed) -> Changes:
    articles = work.add_reading(batch_id, parsed.reading)
    own: dict[str, list[Fact]] = {key: [] for key in articles}
    for fact in parsed.facts:
        own[fact.article_id].append(fact)
    ids: dict[str, int] = dict(articles)
    for key, facts in own.items():
        ids |= work.add_facts(batch_id, articles[key], facts)
    work.replace_inside(list(articles.values()), parsed.findings, ids)
    return Changes(frozenset(articles.values()), frozenset(ids[fact.id] for fact in parsed.facts), True)


def _kept(parsed: Parsed) -> ImportRow:
    warnings = list(parsed.reading.warnings)
    if not parsed.facts:
        warnings.append(message("services.no-facts"))
    damage = sum(len(article.clean.damage) for article in parsed.reading.articles)
    return ImportRow(
        str(parsed.path), ImportStatus.WARNING if warnings else ImportStatus.DONE, "；".join(warnings),
        articles=len(parsed.reading.articles), facts=len(parsed.facts), damage=damage,
    )


def _failed(failure: Failure) -> ImportRow:
    log_failure(failure)
    return _row(failure.path, ImportStatus.FAILED, failure.message, failure.advice)


def _row(path: Path, status: ImportStatus, what: str, todo: str) -> ImportRow:
    return ImportRow(str(path), status, what, todo)


def _title(paths: Sequence[Path], files: Sequence[Path]) -> str:
    """Name of the batch: its only folder, its only file, or its first file and how many there are."""
    if len(paths) == 1:
        return paths[0].resolve().name if paths[0].is_dir() else paths[0].stem
    first = files[0].stem if files else ""
    return message("services.batch", first=first, count=len(files))
