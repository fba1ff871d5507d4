"""Characters of a PDF page to lines, in the order of the page's content."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import Any, NamedTuple

from ecodesk.reading.characters import is_han

GUTTER = 1.6
"""A gap in a line, in sizes of the type, that parts two columns; a typesetter's blank is at most one."""
SAME_LINE = 0.5
"""Share of the height by which a base line may differ within a line: superscripts, mixed fonts."""
_BLANK_CODE = 0x20
_NO_CHARACTERS = (0xFFFE, 0xFFFF)
_LARGEST = 2000
"""Points beyond which a size is a mistake of the file."""
BLANK = 0.28
"""A gap, in sizes of the type, that is a blank between Latin words."""


class Box(NamedTuple):
    """A rectangle in points, y upwards. A tuple: one is made for every character."""

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


class _Glyph(NamedTuple):
    char: str
    box: Box
    size: float
    parted: bool = False

    @property
    def base(self) -> float:
        return self.box.bottom


def page_of(pdfium: Any, page: Any, number: int) -> Page:
    """What pdfium sees on a page; parts of a line that the content gives one after the other are one line."""
    frame = _Frame(Box(*page.get_cropbox()), page.get_rotation())
    textpage = page.get_textpage()
    try:
        lines = tuple(replace(line, page=number) for line in _lines(_glyphs(pdfium.raw, textpage, frame)))
    finally:
        textpage.close()
    pictures = tuple(
        frame.turned(Box(*found.get_bounds()))
        for found in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE])
    )
    width, height = page.get_size()
    return Page(number, width, height, lines, pictures)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of the sheet that is shown, and by how many degrees clockwise it is turned for it."""

    shown: Box
    rotation: int

    def turned(self, box: Box) -> Box:
        """A box of the sheet as the reader sees it, from the lower left corner of what is shown."""
        left, bottom = box.left - self.shown.left, box.bottom - self.shown.bottom
        right, top = box.right - self.shown.left, box.top - self.shown.bottom
        wide, high = self.shown.right - self.shown.left, self.shown.height
        if self.rotation == 90:
            return Box(bottom, wide - right, top, wide - left)
        if self.rotation == 180:
            return Box(wide - right, high - top, wide - left, high - bottom)
        if self.rotation == 270:
            return Box(high - top, left, high - bottom, right)
        return Box(left, bottom, right, top)


def _glyphs(raw: Any, textpage: Any, frame: _Frame) -> Iterator[_Glyph]:
    """Printed characters with their boxes; `parted` where pdfium sees a blank the content lacks."""
    box, handle = raw.FS_RECTF(), textpage.raw
    held, sizes = ctypes.byref(box), _Sizes(raw, handle)
    get_code, get_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    high, parted = 0, False
    for index in range(textpage.count_chars()):
        code = get_code(handle, index)
        if code < _BLANK_CODE or code in _NO_CHARACTERS:
            continue
        if code == _BLANK_CODE and raw.FPDFText_IsGenerated(handle, index) == 1:
            parted = True
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        get_box(handle, index, held)
        place = frame.turned(Box(box.left, box.bottom, box.right, box.top))
        size = sizes.of(index, place.top - place.bottom)
        yield _Glyph(chr(min(code, 0x10FFFF)), place, size, parted)
        parted = False


class _Sizes:
    """Sizes of the type as printed; the scale is asked once for each kind of box, calls are dear."""

    def __init__(self, raw: Any, handle: Any) -> None:
        self._raw = raw
        self._handle = handle
        self._matrix = raw.FS_MATRIX()
        self._known: dict[tuple[float, int], float] = {}

    def of(self, index: int, height: float) -> float:
        """Size in points of a character whose box has this height."""
        nominal = self._raw.FPDFText_GetFontSize(self._handle, index)
        key = (nominal, int(height * 20))
        known = self._known.get(key)
        if known is None:
            self._raw.FPDFText_GetMatrix(self._handle, index, self._matrix)
            scale = math.hypot(self._matrix.c, self._matrix.d)
            size = nominal * scale
            known = self._known[key] = size if 1 < size < _LARGEST else max(height, 1.0)
        return known


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
    chinese = is_han(last.char) or is_han(glyph.char)
    if glyph.parted and not chinese:
        return True
    wide = 0.8 if chinese else BLANK
    return gap > wide * max(last.size, glyph.size)
