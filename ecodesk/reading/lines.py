"""Lines of plain text to paragraphs: hard-wrapped lines are joined, others stand for themselves."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ecodesk.reading.characters import as_shown, ends_sentence, width
from ecodesk.reading.draft import Piece
from ecodesk.reading.strips import Strip

LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
WIDEST_WRAP = 130
"""Columns beyond which a line is a whole paragraph and not a line of a column."""

NARROWEST_WRAP = 16
FULL = 0.7
"""Share of the column's width that a line must fill to run on into the next one."""

_LATIN_END = re.compile(r"[A-Za-z][\w.,;:'’-]*$|[,;:)]$")
_LATIN_START = re.compile(r"[A-Za-z(\"'“]|\d")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as shown, its leading blanks in columns, and the blank lines before it."""

    strip: Strip
    indent: int
    gap: int

    @property
    def text(self) -> str:
        return self.strip.text


def lines_of(source: Strip) -> Iterator[Line]:
    """The lines that hold something, each without blanks at its ends."""
    gap = 0
    start = 0
    text = source.text
    ends = [match.span() for match in LINE_END.finditer(text)]
    for end, following in [*ends, (len(text), len(text))]:
        shown = as_shown(source.slice(start, end)) if end > start else Strip()
        held = shown.strip()
        if held.text:
            indent = _indent(source.text, start, end)
            yield Line(held, indent, gap)
            gap = 0
        else:
            gap += 1
        start = following


def _indent(text: str, start: int, end: int) -> int:
    """Columns of white space at the start of a line."""
    lead = text[start : min(end, start + 40)]
    return width(lead[: len(lead) - len(lead.lstrip())])


def chunks_of(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that follow each other without a blank line."""
    chunk: list[Line] = []
    for line in lines:
        if line.gap and chunk:
            yield chunk
            chunk = []
        chunk.append(line)
    if chunk:
        yield chunk


def wrap_width(lines: Sequence[Line]) -> float | None:
    """Usual width of a column's lines, in columns; None when the lines are not hard-wrapped.

    Wrapped text has many lines that are followed by another one, about as wide as each other, and that
    mostly do not end a sentence.
    """
    followed = [a for a, b in itertools.pairwise(lines) if not b.gap and b.indent <= a.indent + 1]
    if len(followed) < 2:
        return None
    widths = [width(line.text) for line in followed]
    usual = median(widths)
    if not NARROWEST_WRAP <= usual <= WIDEST_WRAP:
        return None
    near = [w for w in widths if FULL * usual <= w <= 1.25 * usual]
    ending = sum(ends_sentence(line.text) for line in followed)
    return usual if len(near) >= 0.6 * len(widths) and ending <= 0.4 * len(followed) else None


def open_marks(text: str) -> int:
    """How many quotes and brackets the text opens and does not close."""
    depth = 0
    for char in text:
        if char in "“（《「『【":
            depth += 1
        elif char in "”）》」』】" and depth:
            depth -= 1
    return depth


def _runs_on(line: Line, following: Line, usual: float, margin: int) -> bool:
    """True when `following` is the next line of the same paragraph."""
    if following.indent >= margin + 2 and line.indent < following.indent + 1:
        return False
    if (open_marks(line.text) and not ends_sentence(line.text)) or line.text[-1] in "，、,":
        return True
    if width(line.text) + line.indent < FULL * usual:
        return False
    # A line that ends a sentence and is clearly short of the column ends the paragraph.
    return not (ends_sentence(line.text) and width(line.text) + line.indent < 0.9 * usual)


def _joint(before: Strip, after: Strip) -> Strip:
    """A space between Latin words, nothing between Chinese ones; it stands for the line end."""
    if _LATIN_END.search(before.text[-40:]) and _LATIN_START.match(after.text):
        return Strip.char(" ", before.at[-1] + 1)
    return Strip()


def joined(before: Strip, after: Strip) -> Strip:
    """Two halves of a sentence as one strip."""
    return Strip.join([part for part in (before, _joint(before, after), after) if part.text])


def join_lines(lines: Sequence[Line]) -> Strip:
    """The lines of one paragraph as one strip."""
    parts: list[Strip] = []
    for line in lines:
        if parts:
            parts.append(_joint(parts[-1], line.strip))
        parts.append(line.strip)
    return Strip.join([part for part in parts if part.text])


def _unwrap(chunk: list[Line], usual: float) -> Iterator[list[Line]]:
    """The chunk's paragraphs, each as its lines."""
    if len(chunk) >= 3:
        usual = median([width(line.text) + line.indent for line in chunk[:-1]])
    margin = min(line.indent for line in chunk)
    paragraph: list[Line] = []
    for line in chunk:
        if paragraph and not _runs_on(paragraph[-1], line, usual, margin):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def pieces_of(source: Strip) -> Iterator[Piece]:
    """The paragraphs of plain text."""
    lines = list(lines_of(source))
    usual = wrap_width(lines)
    if usual is None:
        for line in lines:
            yield Piece(line.strip, line.gap)
        return
    for chunk in chunks_of(lines):
        for paragraph in _unwrap(chunk, usual):
            last = paragraph[-1]
            full = width(last.text) >= FULL * usual
            yield Piece(join_lines(paragraph), paragraph[0].gap, full=full, wrapped=True)
