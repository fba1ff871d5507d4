"""Characters of a PDF page to lines, in the order of the page's content."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from ecodesk.reading.characters import is_han

GUTTER = 1.6
"""A gap in a line, in sizes of the type, that parts two columns; a typesetter's blank is at most one."""
SAME_LINE = 0.5
"""Share of the height by which a base line may differ within a line: superscripts, mixed fonts."""
BLANK = 0.28
"""A gap, in sizes of the type, that is a blank between Latin words."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left), min(self.bottom, other.bottom),
            max(self.right, other.right), max(self.top, other.top),
        )

    def overlap(self, other: Box) -> float:
        """Points by which the two share their horizontal range; negative for a gap."""
        return min(self.right, other.right) - max(self.left, other.left)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column: its text, its box, the size of its type (all in points), its page from 0."""

    text: str
    box: Box
    size: float
    base: float
    page: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """Lines in content order, the boxes of pictures, and the page's own height and width in points."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    pictures: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class _Glyph:
    char: str
    box: Box
    base: float
    size: float


def page_of(pdfium: Any, page: Any, number: int) -> Page:
    """What pdfium sees on a page; parts of a line that the content gives one after the other are one line."""
    width, height = page.get_size()
    textpage = page.get_textpage()
    try:
        lines = tuple(replace(line, page=number) for line in _lines(_glyphs(pdfium.raw, textpage)))
    finally:
        textpage.close()
    pictures = tuple(
        Box(*found.get_bounds()) for found in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE])
    )
    return Page(number, width, height, lines, pictures)


def _glyphs(raw: Any, textpage: Any) -> Iterator[_Glyph]:
    """Printed characters with their boxes; what pdfium adds of its own (blanks, line ends) is left out."""
    box, matrix, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    high = 0
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if raw.FPDFText_IsGenerated(textpage, index) == 1 or code in (0, 10, 13, 0xFFFE, 0xFFFF):
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        raw.FPDFText_GetLooseCharBox(textpage, index, box)
        raw.FPDFText_GetCharOrigin(textpage, index, x, y)
        raw.FPDFText_GetMatrix(textpage, index, matrix)
        size = raw.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
        place = Box(box.left, box.bottom, box.right, box.top)
        size = size if 1 < size < 2000 else max(place.height, 1.0)
        yield _Glyph(chr(min(code, 0x10FFFF)), place, y.value, size)


def _lines(glyphs: Iterator[_Glyph]) -> Iterator[Line]:
    held: list[_Glyph] = []
    for glyph in glyphs:
        if held and not _goes_on(held[-1], glyph):
            yield from _line(held)
            held = []
        held.append(glyph)
    yield from _line(held)


def _goes_on(last: _Glyph, glyph: _Glyph) -> bool:
    """True when the glyph stands behind the last one on the same line of the same column."""
    gap = glyph.box.left - last.box.right
    if abs(glyph.base - last.base) > SAME_LINE * min(last.size, glyph.size):
        return False
    height = max(last.size, glyph.size)
    return -1.5 * height < gap < GUTTER * height


def _line(glyphs: list[_Glyph]) -> Iterator[Line]:
    if not any(glyph.char.strip() for glyph in glyphs):
        return
    parts: list[str] = []
    box = glyphs[0].box
    for index, glyph in enumerate(glyphs):
        last = glyphs[index - 1] if index else None
        if last is not None and _is_blank(last, glyph):
            parts.append(" ")
        parts.append(glyph.char)
        box = box.around(glyph.box) if glyph.char.strip() else box
    printed = [glyph for glyph in glyphs if glyph.char.strip()]
    size = median(glyph.size for glyph in printed)
    yield Line("".join(parts), box, size, median(glyph.base for glyph in printed))


def _is_blank(last: _Glyph, glyph: _Glyph) -> bool:
    """True where the page shows a blank that the content does not have as a character."""
    if last.char.isspace() or glyph.char.isspace():
        return False
    gap = glyph.box.left - last.box.right
    wide = 0.8 if is_han(last.char) or is_han(glyph.char) else BLANK
    return gap > wide * max(last.size, glyph.size)
