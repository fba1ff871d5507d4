"""What the formatting of an old Word file says of its words: hidden, deleted, in a cell, of which style.

Structures are called as in [MS-DOC], Microsoft's description of the format. Every count and place is the
file's own word and may be false: nothing is read beyond the bytes that are there.
"""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from ecodesk.domain.errors import ReadError
from ecodesk.reading.limits import MIB
from ecodesk.reading.signatures import OLD_WORD
from ecodesk.reading.wordparts import Style, inherited

PAGE = 512
_MOST_LONG = 16 * MIB
"""Bytes of long groups; a row of a table with 60 columns takes about 2,000."""
_PAGE_NUMBER = 0x3FFFFF
DELETED, INSERTED, HIDDEN, SYMBOL = 1, 2, 4, 8
"""What a character may be, as bits; a symbol is one of a font without letters, "(" in the text."""

# Single property modifiers of characters (2.6.1), and the short forms that some have in a piece (Prm0).
_MARKS = {0x0800: DELETED, 0x0801: INSERTED, 0x083C: HIDDEN, 0x6A09: SYMBOL}
_SHORT = {0x41: 0x0800, 0x42: 0x0801, 0x5C: 0x083C}
_OFF = (b"\x00", b"\x80")
"""No, and as the style has it."""

# Those of paragraphs (2.6.2).
_STYLE, _OUTLINE, _IN_TABLE, _ROW_END, _DEPTH = 0x4600, 0x2640, 0x2416, 0x2417, 0x6649
_INNER_CELL, _INNER_ROW_END = 0x244B, 0x244C
_HUGE = (0x6645, 0x6646)
"""Name a group too long for a page (sprmPHugePapx)."""
_FORMS = frozenset((_STYLE, _OUTLINE, _IN_TABLE, _ROW_END, _DEPTH, _INNER_CELL, _INNER_ROW_END, *_HUGE))
_TABS, _TABLE = 0xC615, 0xD608
_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)

_BUILT_IN = {34: "caption", 62: "title", 74: "subtitle", **{n: f"heading {n}" for n in range(1, 10)}}
"""Styles that every copy of Word has, by number: their names differ with its language (sti)."""
_PARAGRAPH_STYLE, _NO_STYLE = 1, 0xFFF

Value = TypeVar("Value")
_GroupAt = Callable[[bytes, int], bytes]


def damaged() -> ReadError:
    """The error of a file whose parts do not fit each other."""
    return ReadError("read-damaged", format=OLD_WORD)


@dataclass(frozen=True, slots=True)
class Form:
    """How a paragraph stands: `level` of its outline (1 the highest, 0 none), `depth` of tables around it.

    `cell` and `row` say that it ends one; the mark that ends a row has no words.
    """

    style: int = 0
    level: int = 0
    depth: int = 0
    cell: bool = False
    row: bool = False


class Runs(Generic[Value]):
    """Stretches of the main stream, by place in bytes, in order and apart from each other."""

    def __init__(self) -> None:
        self.starts = array("I")
        self.ends = array("I")
        self.values: list[Value] = []

    def add(self, start: int, end: int, value: Value) -> None:
        """A stretch behind the others; one that is not is passed over."""
        if start < end and (not self.ends or start >= self.ends[-1]):
            self.starts.append(start)
            self.ends.append(end)
            self.values.append(value)

    def at(self, place: int) -> Value | None:
        number = bisect_right(self.starts, place) - 1
        return self.values[number] if number >= 0 and place < self.ends[number] else None

    def within(self, start: int, end: int) -> Iterator[tuple[int, int, Value]]:
        """The stretches that lie in another one, cut off at its ends."""
        number = max(bisect_right(self.starts, start) - 1, 0)
        while number < len(self.starts) and self.starts[number] < end:
            first, last = max(self.starts[number], start), min(self.ends[number], end)
            if first < last:
                yield first, last, self.values[number]
            number += 1


def character_runs(main: bytes, bins: bytes) -> Runs[int]:
    """What the characters are, only where they are something (ChpxFkp)."""
    runs: Runs[int] = Runs()
    for page in _pages(main, bins):
        _read_page(page, 1, _small_group, lambda group: marks_of(group)[0], runs)
    return runs


def paragraph_runs(main: bytes, bins: bytes, data: bytes) -> Runs[Form]:
    """How the paragraphs stand (PapxFkp); `data` is the stream of the long ones."""
    runs: Runs[Form] = Runs()
    longs = LongGroups(data)
    for page in _pages(main, bins):
        _read_page(page, 13, _large_group, lambda group: _form_of(group, longs), runs)
    return runs


def _pages(main: bytes, bins: bytes) -> Iterator[bytes]:
    """The pages of formatting that a table of them names (PlcBteChpx, PlcBtePapx); each has one entry."""
    count = (len(bins) - 4) // 8
    if count * PAGE > len(main):
        raise damaged()
    for number in range(count):
        place = PAGE * (struct.unpack_from("<I", bins, 4 * (count + 1 + number))[0] & _PAGE_NUMBER)
        if place + PAGE > len(main):
            raise damaged()
        yield main[place : place + PAGE]


def _read_page(
    page: bytes, width: int, group_at: _GroupAt, value_of: Callable[[bytes], Value], runs: Runs[Value]
) -> None:
    """The stretches of one page, which keeps `width` bytes of each; values that say nothing are left out."""
    count = page[PAGE - 1]
    if 4 * (count + 1) + width * count >= PAGE:
        raise damaged()
    edges = struct.unpack_from(f"<{count + 1}I", page)
    known: dict[int, Value] = {}
    left = PAGE
    for number in range(count):
        at = 2 * page[4 * (count + 1) + width * number]
        if at and at not in known:
            group = group_at(page, at)
            left -= len(group)
            if left < 0:
                raise damaged()  # groups that lie over each other: thousands of them in one page
            known[at] = value_of(group)
        if at and known[at]:
            runs.add(edges[number], edges[number + 1], known[at])


def _small_group(page: bytes, at: int) -> bytes:
    """The modifiers of a run of characters (Chpx)."""
    return _sized(page, at, 1)


def _large_group(page: bytes, at: int) -> bytes:
    """The style and the modifiers of a paragraph (PapxInFkp)."""
    start = at + 1 if page[at] else at + 2
    return page[start : start + (2 * page[at] - 1 if page[at] else 2 * page[start - 1])]


class LongGroups:
    """Modifiers too long for a page, as rows of wide tables have them: in a stream of their own (PrcData)."""

    def __init__(self, data: bytes = b"") -> None:
        self._data = data
        self._left = _MOST_LONG

    def at(self, place: int) -> bytes:
        group = _sized(self._data, place, 2)
        self._left -= len(group)
        if self._left < 0:
            raise damaged()
        return group


def _sized(data: bytes, at: int, width: int) -> bytes:
    """Bytes behind a count of them."""
    start = at + width
    return data[start : start + int.from_bytes(data[at:start], "little")]


def modifiers(group: bytes) -> Iterator[tuple[int, bytes]]:
    """Each modifier of a group and its operand (2.6)."""
    at = 0
    while at + 2 < len(group):
        code = group[at] | group[at + 1] << 8
        size = _size(code, group, at + 2)
        yield code, group[at + 2 : at + 2 + size]
        at += 2 + size


def _size(code: int, group: bytes, at: int) -> int:
    """Bytes of an operand; two kinds of modifier have lengths of their own (sprmTDefTable, sprmPChgTabs)."""
    if code >> 13 != 6:
        return _OPERANDS[code >> 13]
    if code == _TABLE:
        return 1 + int.from_bytes(group[at : at + 2], "little")
    if code == _TABS and group[at] == 255:
        removed = 4 * int.from_bytes(group[at + 1 : at + 2], "little")
        added = 3 * int.from_bytes(group[at + 2 + removed : at + 3 + removed], "little")
        return 3 + removed + added
    return 1 + group[at]


def marks_of(group: bytes) -> tuple[int, int]:
    """What a group makes of characters, and what it takes from them."""
    made = taken = 0
    for code, operand in modifiers(group):
        mark = _MARKS.get(code, 0)
        if operand in _OFF:
            made, taken = made & ~mark, taken | mark
        else:
            made, taken = made | mark, taken & ~mark
    return made, taken


def group_of(prm: int, groups: list[bytes]) -> bytes:
    """The modifiers of a whole piece: in a group of its own (Prm1), or one in short (Prm0)."""
    if prm & 1:
        return groups[prm >> 1] if prm >> 1 < len(groups) else b""
    code = _SHORT.get(prm >> 1 & 0x7F)
    return code.to_bytes(2, "little") + bytes((prm >> 8,)) if code else b""


def formed(form: Form, group: bytes, longs: LongGroups | None = None) -> Form:
    """A paragraph's form with a group of modifiers applied; a long group names no other one."""
    told: dict[str, int | bool] = {}
    for code, operand in modifiers(group):
        if code not in _FORMS:
            continue
        value = int.from_bytes(operand, "little")
        if code == _STYLE:
            told["style"] = value
        elif code == _OUTLINE:
            told["level"] = value + 1 if value < 9 else 0
        elif code == _IN_TABLE:
            told["depth"] = max(told.get("depth", form.depth), 1) if value else 0
        elif code == _DEPTH:
            told["depth"] = value if value < 1 << 31 else 0
        elif code in (_ROW_END, _INNER_ROW_END):
            told["row"] = bool(value)
        elif code == _INNER_CELL:
            told["cell"] = bool(value)
        elif longs:
            form, told = formed(replace(form, **told), longs.at(value)), {}  # type: ignore[arg-type]
    return replace(form, **told) if told else form  # type: ignore[arg-type]


def _form_of(group: bytes, longs: LongGroups) -> Form:
    return formed(Form(style=int.from_bytes(group[:2], "little")), group[2:], longs)


def old_styles(sheet: bytes) -> dict[str, Style]:
    """Every style of a style sheet by its number (STSH)."""
    if len(sheet) < 6:
        return {}
    head, count, base = struct.unpack_from("<3H", sheet)
    at, found = 2 + head, {}
    for number in range(min(count, _NO_STYLE)):
        if at + 2 > len(sheet):
            break
        held = _sized(sheet, at, 2)
        at += 2 + len(held) + len(held) % 2
        if len(held) >= base + 2 and base >= 8:
            found[str(number)] = _style(held, base)
    return inherited(found)


def _style(held: bytes, base: int) -> Style:
    built_in, kind = struct.unpack_from("<2H", held)
    name = held[base + 2 : base + 2 + 2 * int.from_bytes(held[base : base + 2], "little")]
    level = 0
    if kind & 0xF == _PARAGRAPH_STYLE:
        level = formed(Form(), _sized(held, base + 4 + len(name), 2)[2:]).level
    text = _BUILT_IN.get(built_in & 0xFFF) or name.decode("utf-16-le", "replace").lower()
    return Style(text, level, str(kind >> 4) if kind >> 4 != _NO_STYLE else "")
