"""Text set from a file that holds no plain text: its source text and the pieces in it, built together."""

from __future__ import annotations

from array import array

from ecodesk.domain.text import BlockKind
from ecodesk.reading.characters import as_shown
from ecodesk.reading.draft import Piece
from ecodesk.reading.limits import exceeded, limits
from ecodesk.reading.strips import Strip


class Typescript:
    """Takes paragraph after paragraph; a line end parts them in the source text."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._parts: list[str] = []
        self._length = 0
        self._lines = 0
        self._gap = 1

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def write(self, text: str) -> Strip:
        """Text into the source without making a piece of it.

        Raises ReadError read-limit-characters or read-limit-paragraphs.
        """
        start = self._length
        self._parts += (text, "\n")
        self._length += len(text) + 1
        if self._length > limits().characters:
            raise exceeded("characters")
        self._lines += 1
        if self._lines > limits().paragraphs:
            raise exceeded("paragraphs")
        return Strip(text, array("q", range(start, start + len(text))))

    def paragraph(self, text: str, kind: BlockKind | None = None) -> None:
        """A paragraph; its own line ends part it, an empty one widens the gap before the next."""
        for line in text.split("\n"):
            strip = as_shown(self.write(line)).strip()
            if not strip.text:
                self._gap += 1
                continue
            self.pieces.append(Piece(strip, self._gap, kind))
            self._gap = 1

    def take(self, piece: Piece) -> None:
        """A piece made elsewhere from a strip that `write` gave."""
        self.pieces.append(piece)
        self._gap = 1
