"""What of an old Word file's text is printed: neither codes of fields nor hidden or deleted words."""

from __future__ import annotations

import io
import re

from ecodesk.reading.fieldcodes import LONGEST_READING, READING
from ecodesk.reading.limits import exceeded, limits
from ecodesk.reading.oldwordfile import Words
from ecodesk.reading.oldwordformat import DELETED, HIDDEN, INSERTED, SYMBOL, Runs, group_of, marks_of

CELL = "\x07"
ENDS = re.compile("[\x07\x0c\r\x0e]")
"""Ends of cells and rows, pages and sections, paragraphs, columns."""
PRINTED = {**dict.fromkeys((*range(9), *range(14, 32))), 0x0B: "\n", 0x1E: "-"}
"""What becomes of control characters: places of pictures and notes, ends of fields and soft hyphens are seen
by nobody; a line's own end and the hyphen that holds a line together are."""

_CODE = 16
"""A character of a field's code, beside the marks of the formatting."""
_MARKED = re.compile(rb"([\x01-\xff])\1*")
_WORDS = re.compile("[^\x07\x0c\r\x0e]")
_FIELD = re.compile("[\x13\x14\x15]")
_BEGIN, _RESULT = "\x13", "\x14"


class Printed:
    """The text, place for place, with NUL for what is not printed; `inserted` and `deleted` count changes.

    Ends of paragraphs and cells stay where the words before them are gone. Raises ReadError
    read-limit-nesting.
    """

    def __init__(self, words: Words, runs: Runs[int], parts: list[range]) -> None:
        self._marks = bytearray(len(words.text))
        self._counts = {DELETED: 0, INSERTED: 0}
        self._until = {DELETED: -1, INSERTED: -1}
        self._mark_characters(words, runs)
        for part in parts:
            self._mark_fields(words.text, part)
        self.text = self._without(words.text)

    @property
    def inserted(self) -> int:
        return self._counts[INSERTED]

    @property
    def deleted(self) -> int:
        return self._counts[DELETED]

    def shows(self, at: int) -> bool:
        """True for a character that is printed, or that holds the place of something printed."""
        return at < len(self._marks) and not self._marks[at]

    def joins(self, at: int) -> bool:
        """True where the end of a paragraph was deleted."""
        return self.text[at : at + 1] == "\r" and bool(self._marks[at] & DELETED)

    def _mark_characters(self, words: Words, runs: Runs[int]) -> None:
        for piece in words.pieces:
            made, taken = marks_of(group_of(piece.modifiers, words.groups)) if piece.modifiers else (0, 0)
            self._mark(piece.start, piece.end, made)
            end = piece.place + (piece.end - piece.start) * piece.width
            for first, last, value in runs.within(piece.place, end):
                start = piece.start + (first - piece.place) // piece.width
                stop = piece.start - (piece.place - last) // piece.width
                self._mark(start, stop, (value & ~taken) | made)

    def _mark(self, start: int, end: int, value: int) -> None:
        for bit in (DELETED, INSERTED):
            if value & bit:
                self._counts[bit] += start > self._until[bit]
                self._until[bit] = max(self._until[bit], end)
        if value & (DELETED | HIDDEN | SYMBOL):
            self._marks[start:end] = bytes((value,)) * (end - start)

    def _mark_fields(self, text: str, part: range) -> None:
        """Each field up to its result, the whole of one that has none; a lone mark is only itself."""
        opened: list[tuple[int, int]] = []
        for match in _FIELD.finditer(text, part.start, part.stop):
            if match[0] == _BEGIN:
                opened.append((match.start(), -1))
                if len(opened) > limits().nesting:
                    raise exceeded("nesting")
            elif opened and match[0] == _RESULT:
                opened[-1] = (opened[-1][0], match.start())
            elif opened:
                start, result = opened.pop()
                self._mark_code(text, start, match.start() if result < 0 else result)

    def _mark_code(self, text: str, start: int, end: int) -> None:
        reading = READING.match(text, start + 1, min(end, start + LONGEST_READING))
        kept = slice(*reading.span("words")) if reading else slice(0, 0)
        before = self._marks[kept]
        self._marks[start:end] = bytes((_CODE,)) * (end - start)
        self._marks[kept] = before

    def _without(self, text: str) -> str:
        held, at = io.StringIO(newline=""), 0
        for match in _MARKED.finditer(self._marks):
            start, end = match.span()
            held.write(text[at:start])
            held.write(_blank(text[start:end], match[1][0]))
            at = end
        held.write(text[at:])
        return held.getvalue()


def _blank(text: str, mark: int) -> str:
    if mark == _CODE:
        return "\0" * len(text)
    if mark & (DELETED | HIDDEN):
        return _WORDS.sub("\0", text)
    return text.replace("(", "\0")
