"""The plug point of reading: a Reader turns a file into a draft."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import PurePath
from typing import Protocol, runtime_checkable

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import SourceFile, SourceText
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.plugins import load_plugins, plugin_failures
from ecodesk.reading.draft import Draft
from ecodesk.reading.encodings import decode, looks_binary
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
        decoded = _decoded(file)
        if decoded is None or not has_markup(decoded.text):
            return None
        if _is_markdown(file) and not is_document(decoded.text):
            return None
        pieces, marks = pieces_of_markup(
            Strip.of(decoded.text), PurePath(file.name).suffix.lower() in self.suffixes
        )
        return Draft(decoded, tuple(pieces), tuple(marks))


class MarkdownReader:
    """Markdown: headings and emphasis become plain text."""

    code = "markdown"
    title = "Markdown"
    suffixes = frozenset((".md", ".markdown"))

    def read(self, file: SourceFile) -> Draft | None:
        decoded = _decoded(file) if _is_markdown(file) else None
        if decoded is None:
            return None
        pieces, marks = pieces_of_markdown(Strip.of(decoded.text))
        return Draft(decoded, tuple(pieces), tuple(marks))


class PlainReader:
    """Plain text in any encoding, wrapped or not."""

    code = "plain"
    title = "纯文本"
    suffixes = frozenset((".txt", ".text", ""))

    def read(self, file: SourceFile) -> Draft | None:
        decoded = _decoded(file)
        if decoded is None or has_markup(decoded.text):
            return None
        return Draft(decoded, tuple(pieces_of(Strip.of(decoded.text))))


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


def _is_markdown(file: SourceFile) -> bool:
    return PurePath(file.name).suffix.lower() in MarkdownReader.suffixes


@lru_cache(maxsize=1)
def _decoded(file: SourceFile) -> SourceText | None:
    """The text of a file, None for a format of its own; each reader asks in turn, so the last one is kept."""
    if format_of(file):
        return None
    if looks_binary(file.data):
        raise ReadError("read-binary")
    decoded = decode(file.data)
    media = "text/html" if has_markup(decoded.text) else "text/plain"
    return SourceText(decoded.text, media, decoded.encoding)


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
