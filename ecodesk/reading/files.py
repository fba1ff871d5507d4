"""Files to readings: what can go wrong with a file is told here, once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from ecodesk.domain.errors import ReadError
from ecodesk.domain.tables import TableLayout, TablePreview
from ecodesk.domain.text import DamageKind, Reading, SourceFile
from ecodesk.knowledge.messages import message
from ecodesk.reading import archive
from ecodesk.reading.articles import articles_of
from ecodesk.reading.characters import INVISIBLE
from ecodesk.reading.draft import Draft
from ecodesk.reading.grid import Sheet, sheets_of
from ecodesk.reading.limits import MIB, exceeded, limits
from ecodesk.reading.preview import preview_of
from ecodesk.reading.readers import Reader, asked, builtin, plugins
from ecodesk.reading.signatures import format_of, named_format, refuse_empty_or_large, refuse_non_text


def read_path(path: Path, layouts: Sequence[TableLayout] = ()) -> Reading:
    """Read one file from disk, or from an archive on disk (`news.zip/2024/a.txt`).

    Raises ReadError with code read-missing, read-directory, read-locked, read-too-large, read-gone, read-io,
    or whatever `read_file` raises; `where` is the path.
    """
    file = _file_at(path)
    try:
        return read_file(file, layouts)
    except ReadError as error:
        raise ReadError(error.code, where=str(path), **error.values) from error


def preview_path(path: Path) -> TablePreview:
    """The first rows of a table with one article a row. Raises ReadError as `read_path` does; read-format
    for a file that is no table."""
    file = _file_at(path)
    try:
        refuse_empty_or_large(file)
        return preview_of(file, str(path))
    except ReadError as error:
        raise ReadError(error.code, where=str(path), **error.values) from error


def sheets_at(path: Path) -> Iterator[Sheet]:
    """A file's tables with all their rows, empty ones too. Raises ReadError as `preview_path`."""
    file = _file_at(path)
    try:
        refuse_empty_or_large(file)
        sheets = sheets_of(file, blanks=True, percent=True)
        if sheets is None:
            raise ReadError("read-format", format=format_of(file) or named_format(file.name))
        yield from sheets
    except ReadError as error:
        raise ReadError(error.code, where=str(path), **error.values) from error


def _file_at(path: Path) -> SourceFile:
    try:
        return SourceFile(path.name, _bytes_of(path))
    except ReadError as error:
        raise ReadError(error.code, where=str(path), **error.values) from error
    except FileNotFoundError as error:
        raise ReadError("read-missing", where=str(path)) from error
    except IsADirectoryError as error:
        raise ReadError("read-directory", where=str(path)) from error
    except PermissionError as error:
        # Windows reports a folder, and a file another program holds, as a lack of permission.
        raise ReadError("read-directory" if path.is_dir() else "read-locked", where=str(path)) from error
    except OSError as error:
        raise ReadError("read-io", where=str(path), reason=error.strerror or type(error).__name__) from error


def _bytes_of(path: Path) -> bytes:
    """Content of a file, one byte more than the limit at most."""
    holder = archive.holder_of(path)
    if holder is not None:
        return archive.read_member(path, holder)
    if archive.is_archive_path(path):
        archive.check(path)
        raise ReadError("read-zip", where=str(path))
    most = limits().megabytes * MIB
    with path.open("rb") as handle:
        size = path.stat().st_size
        data = handle.read(most + 1)
    if len(data) > most:
        raise exceeded("megabytes", where=str(path))
    if len(data) < size:
        raise ReadError("read-gone", where=str(path))
    return data


def read_file(file: SourceFile, layouts: Sequence[TableLayout] = ()) -> Reading:
    """Read a file's bytes: decode, clean, split into articles.

    `layouts` say what the columns of tables hold whose headers are not the usual ones.
    Raises ReadError with code read-empty, read-too-large, read-binary, read-encoding, read-format, read-old,
    read-old-word, read-password, read-damaged, read-columns, read-no-text, one of read-limit-* or of
    read-pdf-*.
    """
    refuse_empty_or_large(file)
    extra, failed = plugins()
    warnings = list(failed)
    draft = _ask(file, extra, warnings)
    if draft is None:
        draft = _ask(file, builtin(layouts), None)
        warnings.extend(_renamed(file))
    if draft is None:
        refuse_non_text(file)
        raise ReadError("read-binary", where=file.name)
    return _reading(file, draft, warnings)


def _reading(file: SourceFile, draft: Draft, warnings: list[str]) -> Reading:
    if not INVISIBLE.sub("", draft.source.text).strip() or not draft.pieces:
        raise ReadError("read-empty", where=file.name)
    if len(draft.pieces) > limits().paragraphs:
        raise exceeded("paragraphs", where=file.name)
    articles = articles_of(file, draft)
    warnings.extend(draft.warnings)
    broken = sum(d.kind is DamageKind.BROKEN for article in articles for d in article.clean.damage)
    if broken:
        warnings.append(message("read-broken", count=broken, encoding=draft.source.encoding))
    return Reading(file, draft.source, articles, tuple(warnings), draft.notes)


def _renamed(file: SourceFile) -> list[str]:
    """A warning for a file that is read though its extension tells something else."""
    actual, told = format_of(file), named_format(file.name)
    suffix = PurePath(file.name).suffix.lower()
    if actual and told != actual and (told or suffix):
        return [message("read-renamed", suffix=suffix, format=actual)]
    return [message("read-renamed", suffix=suffix, format="文本或网页")] if told and not actual else []


def _ask(file: SourceFile, readers: tuple[Reader, ...], warnings: list[str] | None) -> Draft | None:
    """The first draft that a reader gives.

    A plug-in that fails is told in `warnings` and passed over; without them the readers are our own.
    """
    for reader in asked(file, readers):
        try:
            draft = reader.read(file)
        except ReadError as error:
            raise ReadError(error.code, where=error.where or file.name, **error.values) from error
        except Exception as error:
            if warnings is None:
                raise
            warnings.append(message("read-plugin", name=reader.code, error=type(error).__name__))
            continue
        if draft is not None:
            return draft
    return None
