"""An old Word file's head and its words: which kind it is, what it holds, and the pieces of its text.

Structures are called as in [MS-DOC], Microsoft's description of the format.
"""

from __future__ import annotations

import re
import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ecodesk.domain.errors import ReadError
from ecodesk.reading.limits import exceeded, limits
from ecodesk.reading.oldwordformat import damaged
from ecodesk.reading.signatures import OLD_WORD

_MAGIC, _OLDER_MAGIC = 0xA5EC, (0xA5DB, 0xA5DC)
_OLDEST = 0xC0
"""The number of Word 97 and of what came just before it; Word 6 has 101, Word 95 104."""
_ENCRYPTED, _SECOND_TABLE = 0x100, 0x200
_PARTS = ("text", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")
_COMPRESSED = 1 << 30
_MOST_PIECES = 500_000
"""Word saves a text anew as a whole after some thousands of changes."""

# Bytes of compressed pieces: Windows-1252, its five gaps as they are (FcCompressed).
_LATIN = {at: ord(bytes((at,)).decode("cp1252", "replace")) for at in range(0x80, 0xA0)}
_LATIN = {at: code for at, code in _LATIN.items() if code != 0xFFFD}
_BEYOND = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Head:
    """What the file's head tells (Fib): name of its table stream, extents of the text's parts, its tables."""

    table: str
    parts: dict[str, range]
    _places: tuple[tuple[int, int], ...]

    def of(self, table: bytes, number: int) -> bytes:
        """A structure of the table stream, by its number in the head (FibRgFcLcb); b"" where there is none.

        Raises ReadError read-damaged for one that is not whole: else deleted words might be read as text.
        """
        start, size = self._places[number] if number < len(self._places) else (0, 0)
        if size and start + size > len(table):
            raise damaged()
        return table[start : start + size]


def head_of(main: bytes) -> Head:
    """Raises ReadError read-old-word, read-password or read-damaged."""
    if len(main) < 32:
        raise damaged()
    magic, version = struct.unpack_from("<2H", main)
    flags = struct.unpack_from("<H", main, 10)[0]
    if magic in _OLDER_MAGIC or (magic == _MAGIC and version < _OLDEST):
        raise ReadError("read-old-word")
    if magic != _MAGIC:
        raise damaged()
    if flags & _ENCRYPTED:
        raise ReadError("read-password", format=OLD_WORD)
    try:
        counts, places = _numbers(main)
    except struct.error as error:
        raise damaged() from error
    parts, start = {}, 0
    for name, count in zip(_PARTS, counts, strict=True):
        parts[name] = range(start, start + count)
        start += count
    return Head("1Table" if flags & _SECOND_TABLE else "0Table", parts, places)


def _numbers(main: bytes) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
    """Characters of each part, and where the structures of the table stream lie."""
    at = 34 + 2 * struct.unpack_from("<H", main, 32)[0]
    longs = struct.unpack_from("<H", main, at)[0]
    counts = struct.unpack_from("<8i", main, at + 2 + 12)
    if min(counts) < 0 or longs < 11:
        raise damaged()
    at += 2 + 4 * longs
    pairs = struct.unpack_from("<H", main, at)[0]
    flat = struct.unpack_from(f"<{2 * pairs}I", main, at + 2)
    return counts, tuple(zip(flat[::2], flat[1::2], strict=True))


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end` of the text, at a place of the main stream, `width` bytes each."""

    start: int
    end: int
    place: int
    width: int
    modifiers: int


class Words:
    """The whole text, one UTF-16 unit a character, and where in the file each of them lies.

    Raises ReadError read-damaged or read-limit-characters.
    """

    def __init__(self, main: bytes, clx: bytes) -> None:
        self.groups: list[bytes] = []
        self.pieces = list(_pieces(self._table(clx)))
        self._starts = array("q", (piece.start for piece in self.pieces))
        self.text = "".join(_text(main, piece) for piece in self.pieces)

    def _table(self, clx: bytes) -> bytes:
        """The piece table; before it stand groups of modifiers (Clx)."""
        at = 0
        while at + 3 <= len(clx) and clx[at] == 1:
            size = int.from_bytes(clx[at + 1 : at + 3], "little")
            self.groups.append(clx[at + 3 : at + 3 + size])
            at += 3 + size
        if clx[at : at + 1] != b"\x02":
            raise damaged()
        return clx[at + 5 : at + 5 + int.from_bytes(clx[at + 1 : at + 5], "little")]

    def piece_at(self, at: int) -> Piece:
        """The piece that holds a character of the text."""
        return self.pieces[bisect_right(self._starts, at) - 1]


def _pieces(table: bytes) -> Iterator[Piece]:
    count = (len(table) - 4) // 12
    if not 0 < count <= _MOST_PIECES:
        raise damaged()
    edges = struct.unpack_from(f"<{count + 1}I", table)
    if edges[-1] > limits().characters:
        raise exceeded("characters")
    if edges[0] or any(first > last for first, last in pairwise(edges)):
        raise damaged()
    for number in range(count):
        place, prm = struct.unpack_from("<IH", table, 4 * (count + 1) + 8 * number + 2)
        if edges[number] < edges[number + 1]:
            wide = not place & _COMPRESSED
            place &= _COMPRESSED - 1
            yield Piece(edges[number], edges[number + 1], place if wide else place // 2, 1 + wide, prm)


def _text(main: bytes, piece: Piece) -> str:
    size = (piece.end - piece.start) * piece.width
    held = main[piece.place : piece.place + size]
    if len(held) < size:
        raise damaged()
    if piece.width == 1:
        return held.decode("latin-1").translate(_LATIN)
    return _BEYOND.sub(_halves, held.decode("utf-16-le", "surrogatepass"))


def _halves(match: re.Match[str]) -> str:
    code = ord(match[0]) - 0x10000
    return chr(0xD800 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF))
