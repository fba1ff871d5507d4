"""The plug point of reading: a Reader turns a file into a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import PurePath
from typing import Protocol, runtime_checkable

from ecodesk.domain.errors import ReadError
from ecodesk.domain.tables import TableLayout
from ecodesk.domain.text import DamageKind, SourceFile, SourceText
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.plugins import load_plugins, plugin_failures
from ecodesk.reading.draft import Draft, Mark, Piece
from ecodesk.reading.encodings import Decoded, Lost, decode, looks_binary
from ecodesk.reading.hypertext import has_markup, is_document, pieces_of_markup
from ecodesk.reading.lines import pieces_of
from ecodesk.reading.markdown import pieces_of_markdown
from ecodesk.reading.oldword import OldWordReader
from ecodesk.reading.pdf import PdfReader
from ecodesk.reading.rtf import RtfReader
from ecodesk.reading.sheet import SheetReader
from ecodesk.reading.signatures import format_of
from ecodesk.reading.strips import Strip
from ecodesk.reading.word import WordReader

ENTRY_POINTS = "ecodesk.readers"


@runtime_checkable
class Reader(Protocol):
    """Turns the bytes of one kind of file into text and its pieces.

    `code` is unique, `title` Chinese for the screen, `suffixes` are lower-case with dot. The reader whose
    suffix fits is asked first, then every other one; the first that does not return None has read the file.
    """

    code: str
    title: str
    suffixes: frozenset[str]

    def read(self, file: SourceFile) -> Draft | None:
        """The file's draft; None when the file is not of this reader's kind. Raises ReadError."""


class MarkupReader:
    """HTML documents and fragments, whole or damaged, whatever the file's name."""

    code = "markup"
    title = "网页"
    suffixes = frozenset((".html", ".htm", ".xhtml", ".shtml"))

    def read(self, file: SourceFile) -> Draft | None:
        plain = _decoded(file)
        if plain is None or not has_markup(plain.source.text):
            return None
        if _is_markdown(file) and not is_document(plain.source.text):
            return None
        pieces, marks = pieces_of_markup(
            Strip.of(plain.source.text), PurePath(file.name).suffix.lower() in self.suffixes
        )
        return plain.draft(pieces, marks)


class MarkdownReader:
    """Markdown: headings and emphasis become plain text."""

    code = "markdown"
    title = "Markdown"
    suffixes = frozenset((".md", ".markdown"))

    def read(self, file: SourceFile) -> Draft | None:
        plain = _decoded(file) if _is_markdown(file) else None
        if plain is None:
            return None
        return plain.draft(*pieces_of_markdown(Strip.of(plain.source.text)))


class PlainReader:
    """Plain text in any encoding, wrapped or not."""

    code = "plain"
    title = "纯文本"
    suffixes = frozenset((".txt", ".text", ""))

    def read(self, file: SourceFile) -> Draft | None:
        plain = _decoded(file)
        if plain is None or has_markup(plain.source.text):
            return None
        return plain.draft(list(pieces_of(Strip.of(plain.source.text))), [])


BUILTIN: tuple[Reader, ...] = (
    WordReader(),
    OldWordReader(),
    PdfReader(),
    SheetReader(),
    RtfReader(),
    MarkupReader(),
    MarkdownReader(),
    PlainReader(),
)
"""The readers that come with the desk, in the order in which they are asked."""


def builtin(layouts: Sequence[TableLayout] = ()) -> tuple[Reader, ...]:
    """The same readers; tables may also have the layouts given."""
    return tuple(SheetReader(layouts) if isinstance(reader, SheetReader) else reader for reader in BUILTIN)


def _is_markdown(file: SourceFile) -> bool:
    return PurePath(file.name).suffix.lower() in MarkdownReader.suffixes


@dataclass(frozen=True, slots=True)
class _Plain:
    """A decoded file, and what its bytes lost."""

    source: SourceText
    marks: tuple[Mark, ...]
    warnings: tuple[str, ...]

    def draft(self, pieces: Sequence[Piece], marks: Sequence[Mark]) -> Draft:
        return Draft(self.source, tuple(pieces), (*self.marks, *marks), self.warnings)


@lru_cache(maxsize=1)
def _decoded(file: SourceFile) -> _Plain | None:
    """The text of a file, None for a format of its own; each reader asks in turn, so the last one is kept."""
    if format_of(file):
        return None
    if looks_binary(file.data):
        raise ReadError("read-binary")
    decoded = decode(file.data)
    media = "text/html" if has_markup(decoded.text) else "text/plain"
    return _Plain(
        SourceText(decoded.text, media, decoded.encoding),
        tuple(_mark_of(lost, decoded.encoding) for lost in decoded.lost),
        warnings_of(decoded),
    )


MOST_BYTES = 12
"""Undecodable bytes that a message spells out."""


def _mark_of(lost: Lost, encoding: str) -> Mark:
    shown = lost.data[:MOST_BYTES].hex(" ").upper() + (" …" if len(lost.data) > MOST_BYTES else "")
    told = message("damage-bytes", bytes=shown, encoding=encoding.upper())
    return Mark(DamageKind.BROKEN, lost.at, told, lost.length)


def warnings_of(decoded: Decoded) -> tuple[str, ...]:
    """What the report says of a file that was not in one encoding throughout."""
    if not decoded.mended:
        return ()
    others = "、".join(name.upper() for name in decoded.others)
    return (message("read-mixed", count=decoded.mended, others=others, encoding=decoded.encoding.upper()),)


@cache
def plugins() -> tuple[tuple[Reader, ...], tuple[str, ...]]:
    """Readers of installed plug-ins, and a Chinese warning for each that cannot be loaded."""
    found = load_plugins(ENTRY_POINTS, Reader)  # type: ignore[type-abstract]
    return found, tuple(message("read-plugin", name=failure.name, error=failure.reason.partition(":")[0])
                        for failure in plugin_failures(ENTRY_POINTS))


def asked(file: SourceFile, readers: tuple[Reader, ...]) -> list[Reader]:
    """Readers in the order in which they are asked for this file."""
    suffix = PurePath(file.name).suffix.lower()
    return sorted(readers, key=lambda reader: suffix not in reader.suffixes)
