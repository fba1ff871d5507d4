"""What a reader hands over: the source text and its paragraphs as far as the file shows them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ecodesk.domain.text import BlockKind, DamageKind, SourceText
from ecodesk.reading.strips import Strip


@dataclass(frozen=True, slots=True)
class Mark:
    """Damage seen while reading, at a position of the source text.

    `length` counts the source characters it covers; 0 is a place between two characters.
    """

    kind: DamageKind
    at: int
    message: str
    length: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or what the file shows as one.

    `gap` counts the blank lines before it (a picture leaves more than the usual one). `kind` is set where
    the file itself says what it is (an HTML heading). `full` is true when its last line runs to the
    column's width, so that the paragraph may go on elsewhere. `cut` is true when text is known to be lost
    before it, `wrapped` when the file's lines were hard-wrapped. `level` is the rank of a heading as the
    file's markup counts it: 1 is the highest, 0 stands for none.
    """

    strip: Strip
    gap: int = 1
    kind: BlockKind | None = None
    full: bool = False
    cut: bool = False
    wrapped: bool = False
    level: int = 0

    @property
    def text(self) -> str:
        return self.strip.text

    def with_strip(self, strip: Strip) -> Piece:
        return replace(self, strip=strip)


@dataclass(frozen=True, slots=True)
class Break:
    """Where the file itself says that an article begins, and what it says about it; "" where nothing.

    `piece` is the place of the article's first piece among the draft's.
    """

    piece: int
    title: str = ""
    published: str = ""
    author: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file's source text and its pieces in the order of the file, before any cleaning of their words.

    `published` and `title` are what the file's own fields say, "" where it has none. `breaks` part a file
    that tells its articles apart by itself, such as a table; the first is at piece 0.
    """

    source: SourceText
    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...] = ()
    warnings: tuple[str, ...] = ()
    title: str = ""
    published: str = ""
    author: str = ""
    publisher: str = ""
    breaks: tuple[Break, ...] = ()
    notes: tuple[str, ...] = ()
