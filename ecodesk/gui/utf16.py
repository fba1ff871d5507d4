"""Code points of our texts against UTF-16 positions of Qt; the only place that converts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

_LINE_BREAKS = str.maketrans(dict.fromkeys("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029\ufdd0\ufdd1\0", " "))


def width(text: str) -> int:
    """Length of the text in UTF-16 units, as Qt counts it."""
    return len(text) + sum(1 for character in text if character > "\uffff")


def printable(text: str) -> str:
    """The text with every character that Qt would take for a block end put as a blank: same length.

    Lone surrogates are put as U+FFFD, so that no string reaches Qt that has no UTF-16 form.
    """
    plain = text.translate(_LINE_BREAKS)
    if any("\ud800" <= character <= "\udfff" for character in plain):
        plain = "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in plain)
    return plain


class Units:
    """Positions of one text both ways: index of the code point and UTF-16 position."""

    __slots__ = ("_low_units", "_wide", "length")

    def __init__(self, text: str) -> None:
        self._wide = [index for index, character in enumerate(text) if character > "\uffff"]
        self._low_units = [index + count for count, index in enumerate(self._wide)]
        self.length = len(text) + len(self._wide)

    def to_qt(self, index: int) -> int:
        """UTF-16 position of a code point index."""
        return index + bisect_left(self._wide, index)

    def to_points(self, position: int) -> int:
        """Code point index of a UTF-16 position; inside a pair it is the pair's own character."""
        return position - bisect_left(self._low_units, position)


@dataclass(frozen=True, slots=True)
class _Chunk:
    document: int
    text: int
    points: int
    units: Units


class PositionMap:
    """Ties positions of a text to those of the Qt document that shows it in chunks.

    Chunks are added in document order; the document may hold words of ours between them.
    """

    __slots__ = ("_by_text", "_chunks", "_documents", "_texts")

    def __init__(self) -> None:
        self._chunks: list[_Chunk] = []
        self._documents: list[int] = []
        self._by_text: list[_Chunk] = []
        self._texts: list[int] = []

    def add(self, document: int, text: int, words: str) -> None:
        """`words` stand at `text` in our text and at `document` in the Qt document."""
        if not words:
            return
        chunk = _Chunk(document, text, len(words), Units(words))
        self._chunks.append(chunk)
        self._documents.append(document)
        index = bisect_right(self._texts, text)
        self._by_text.insert(index, chunk)
        self._texts.insert(index, text)

    def to_document(self, text: int) -> int | None:
        """Document position of a text position; a place that is not shown gives the next shown one."""
        index = bisect_right(self._texts, text) - 1
        if index >= 0:
            chunk = self._by_text[index]
            if text <= chunk.text + chunk.points:
                return chunk.document + chunk.units.to_qt(text - chunk.text)
        if index + 1 < len(self._by_text):
            return self._by_text[index + 1].document
        return None

    def range_of(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Document ranges that show the text from start to end, in text order; blocks part them."""
        index = max(bisect_right(self._texts, start) - 1, 0)
        ranges = []
        for chunk in self._by_text[index:]:
            if chunk.text >= end:
                break
            low = max(start - chunk.text, 0)
            high = min(end - chunk.text, chunk.points)
            if low < high:
                ranges.append((chunk.document + chunk.units.to_qt(low),
                               chunk.document + chunk.units.to_qt(high)))
        return tuple(ranges)

    def text_range(self, start: int, end: int) -> tuple[int, int] | None:
        """Half-open range of the text shown between two document positions; None for none."""
        found: list[int] = []
        for chunk in self._chunks[max(bisect_right(self._documents, start) - 1, 0):]:
            if chunk.document >= end:
                break
            low = max(start - chunk.document, 0)
            high = min(end - chunk.document, chunk.units.length)
            if low < high:
                found += (chunk.text + chunk.units.to_points(low), chunk.text + chunk.units.to_points(high))
        return (min(found), max(found)) if found else None

    def to_text(self, document: int) -> int | None:
        """Text position of a document position; None on words of ours."""
        index = bisect_right(self._documents, document) - 1
        if index < 0:
            return None
        chunk = self._chunks[index]
        offset = document - chunk.document
        return chunk.text + chunk.units.to_points(offset) if offset <= chunk.units.length else None
