"""Importing: files into a batch, one after the other, each kept or refused by itself."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ecodesk.domain.errors import KnownError
from ecodesk.domain.facts import Fact
from ecodesk.domain.tables import TableLayout
from ecodesk.domain.text import Article
from ecodesk.domain.views import Changes, ImportReport, ImportRow, ImportStatus, Progress, Silent
from ecodesk.knowledge.messages import advice, explain, message
from ecodesk.reading.archive import holder_of, read_member
from ecodesk.services.checking import Checking
from ecodesk.services.columns import Columns
from ecodesk.services.dictionary import Dictionary
from ecodesk.services.pipeline import Failure, Parsed, failure_of, files_in, internal_failure, log_failure
from ecodesk.services.plugins import plugin_notes
from ecodesk.services.pool import LayoutsOf, parse_all
from ecodesk.services.recognition import Recognised, recognise
from ecodesk.services.remembering import Memory
from ecodesk.services.renumbering import renumbered
from ecodesk.services.reports import lines_of, save_report, text_of
from ecodesk.store.store import Store
from ecodesk.store.work import Work

_HASHED_AT_ONCE = 1 << 20
MOST_NAMED = 3
"""Files left out of a folder that the report names."""


class Importing:
    """Takes files in for one editor."""

    def __init__(self, store: Store, checking: Checking, columns: Columns, dictionary: Dictionary,
                 editor: str, workers: int) -> None:
        self._store = store
        self._dictionary = dictionary
        self._checking = checking
        self._columns = columns
        self.editor = editor
        self._workers = workers

    def import_paths(self, paths: Sequence[Path], progress: Progress | None = None,
                     layout: TableLayout | None = None) -> ImportReport:
        """Import files and folders as one batch and check them against the desk.

        One bad file never stops the others. Cancelled: what is finished is kept, and importing the same
        paths again goes on in the same batch, as it does after a crash. A file of known content is
        skipped before it is read; a changed one becomes a new version, with the decisions carried over
        where the words still stand; nearly the same article of another file is linked as a variant.
        Tables are read under `layout`, those remembered, or by the usual headers; what has other headers is
        reported as unmapped, and `import_mapped` takes it in.
        """
        left_out: list[Path] = []
        files = list(files_in(paths, left_out))
        batch = _Batch(self._store, self.editor, _title(paths, files), _origin(paths))
        notes = [message("services.resumed")] if batch.resumed else []
        given = [layout] if layout else []
        try:
            given += self._columns.remembered()
        except KnownError as error:
            notes.append(explain(error))
        report = self._import(batch, files, progress or Silent(), lambda _path: given)
        if left_out:
            notes.append(_left_out(left_out))
        rows = [batch.rows.get(path) or _row(path, ImportStatus.CANCELLED, "services.cancelled")
                for path in files]
        return _told(report, rows, (*notes, *report.notes, *plugin_notes()))

    def import_mapped(self, report: ImportReport, chosen: Mapping[str, Sequence[TableLayout]],
                      keep: Sequence[TableLayout] = (), progress: Progress | None = None) -> ImportReport:
        """Import tables of a report that are unmapped, by their paths, under layouts chosen for them.

        They come into the report's batch; the answer is the report with their rows in place of the old ones,
        and the changes of this import alone. Layouts to `keep` are remembered first. Cancelled: a table that
        was not taken in stays unmapped.
        """
        notes = list(report.notes)
        try:
            self._columns.remember(keep)
        except KnownError as error:
            notes.append(explain(error))
        files = [Path(row.path) for row in report.unmapped if row.path in chosen]
        batch = _Batch(self._store, self.editor, _title(files, files), _origin(files), report.batch_id)
        done = self._import(batch, files, progress or Silent(), lambda path: chosen[str(path)],
                            finish=not any(row.status is ImportStatus.CANCELLED for row in report.rows))
        rows = [batch.rows.get(Path(row.path), row) if row.path in chosen else row for row in report.rows]
        return _told(done, rows, dict.fromkeys((*notes, *done.notes)))

    def save_report(self, report: ImportReport, path: Path) -> None:
        """Write a report as .csv, .tsv or .txt. UsageError for another suffix, WorkbookError as it fails."""
        save_report(report, path)

    def lines_of(self, rows: Iterable[ImportRow]) -> str:
        """Rows of a report as text, a line a file with tabs between the cells."""
        return lines_of(rows)

    def _import(self, batch: _Batch, files: Sequence[Path], progress: Progress, layouts_of: LayoutsOf,
                *, finish: bool = True) -> ImportReport:
        """Take the files into the batch and compare them with the desk; a report without rows."""
        self._take_all(files, batch, progress, layouts_of)
        cancelled = len(batch.rows) < len(files)
        progress.step(len(files), len(files) + 1, message("progress.across"))
        checked = self._checking.check_imported(batch.to_check(), sorted(batch.altered), progress)
        # A batch whose figures were never compared is gone on with for that alone.
        batch.close(finished=finish and not cancelled and checked is not None)
        progress.step(len(files) + 1, len(files) + 1, message("progress.done"))
        notes = (message("services.unchecked"),) if checked is None else ()
        notes = (*notes, *self._remembered(batch)) if checked else notes
        if batch.rewritten:
            notes = (message("services.entries-used", count=batch.rewritten), *notes)
        return ImportReport(batch.id, (), batch.changes | (checked or Changes()),
                            cancelled or checked is None, batch.resumed, notes)

    def _remembered(self, batch: _Batch) -> list[str]:
        """What the report says about facts that were verified before."""
        agree, differ = Memory(self._store).count(batch.to_check())
        found = {"services.remembered": agree, "services.remembered-differs": differ}
        return [message(code, count=count) for code, count in found.items() if count]

    def _take_all(self, files: Sequence[Path], batch: _Batch, progress: Progress,
                  layouts_of: LayoutsOf) -> None:
        fresh = batch.leave_out_known(files, progress)
        parsing = parse_all(fresh, self._workers, lambda: progress.cancelled, layouts_of,
                            self._dictionary.lexicon(), self._checking.rules.book())
        with closing(parsing) as parsed:
            for path in fresh:
                if progress.cancelled:
                    return
                progress.step(len(batch.rows), len(files) + 1, path.name)
                found = next(parsed, None)
                if found is None:
                    return
                batch.rows[path] = batch.take(found)


class _Batch:
    """A batch in the making; its row is written with its first file, so that no batch stays empty.

    `batch_id` names a batch that is there already and gets some more files.
    """

    def __init__(self, store: Store, editor: str, title: str, origin: str,
                 batch_id: int | None = None) -> None:
        self._store = store
        self._editor = editor
        self._title = title
        self._origin = origin
        with store.reading() as lists:
            if batch_id is not None and lists.is_withdrawn(batch_id):
                batch_id = None
            self.id = lists.unfinished_batch(editor, origin) if batch_id is None else batch_id
        self._reopened = batch_id is not None
        self.resumed = self.id is not None and not self._reopened
        self.rows: dict[Path, ImportRow] = {}
        self.altered: set[int] = set()
        self.rewritten = 0
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
            if self._reopened:
                work.finish_batch(batch_id, finished=False)
            articles, facts = _store(work, batch_id, parsed)
            found = recognise(work, batch_id, articles, self._editor, now)
        self.id = batch_id
        self._articles.update(articles)
        self._facts.update(facts)
        self._older.update(found.older)
        self.rewritten += sum(bool(fact.rewritten) for fact in parsed.facts)
        self.altered.update(found.altered)
        return _kept(parsed, found)


def _store(work: Work, batch_id: int, parsed: Parsed) -> tuple[dict[int, Article], Iterable[int]]:
    reading = parsed.reading
    again = work.take_over_file(reading.file.sha256, batch_id, len(reading.articles))
    if again is None:
        articles = work.add_reading(batch_id, reading)
    else:
        parsed = renumbered(parsed, again[1])
        articles = work.add_articles(batch_id, again[0], parsed.reading.articles)
    own: dict[str, list[Fact]] = {key: [] for key in articles}
    for fact in parsed.facts:
        own[fact.article_id].append(fact)
    ids = articles | work.add_all_facts(batch_id, {articles[key]: facts for key, facts in own.items()})
    work.replace_inside(list(articles.values()), parsed.findings, ids)
    return ({articles[item.id]: item for item in parsed.reading.articles},
            [ids[fact.id] for fact in parsed.facts])


def _kept(parsed: Parsed, found: Recognised) -> ImportRow:
    reading = parsed.reading
    warnings = [*reading.warnings, *found.warnings]
    if not parsed.facts:
        warnings.append(message("services.no-facts"))
    return ImportRow(
        str(parsed.path), ImportStatus.WARNING if warnings else ImportStatus.DONE,
        "；".join([*warnings, *reading.notes, *found.notes]),
        advice("services.left-fact") if found.warnings else "", articles=len(reading.articles),
        facts=len(parsed.facts), damage=sum(len(article.clean.damage) for article in reading.articles),
        carried=found.carried,
    )


def _failed(failure: Failure) -> ImportRow:
    log_failure(failure)
    status = ImportStatus.UNMAPPED if failure.headers else ImportStatus.FAILED
    return ImportRow(str(failure.path), status, failure.message, failure.advice, headers=failure.headers)


def _told(report: ImportReport, rows: Iterable[ImportRow], notes: Iterable[str]) -> ImportReport:
    """The report with its rows and notes, and all of it as text."""
    whole = replace(report, rows=tuple(rows), notes=tuple(notes))
    return replace(whole, text=text_of(whole))


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
