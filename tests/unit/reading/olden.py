"""Old Word files made byte by byte, for what no program would write."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from itertools import accumulate

END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
PAGE = 512
TEXT_AT = 2048
PARTS = ("text", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")
STYLES, CHARACTERS, PARAGRAPHS, CLX, ANCHORS, BOXES = 1, 12, 13, 33, 40, 56
DELETED, INSERTED, HIDDEN = b"\x00\x08\x01", b"\x01\x08\x01", b"\x3c\x08\x01"
SYMBOL = b"\x09\x6a\0\0\x41\xf0"
IN_TABLE, ROW_END = b"\x16\x24\x01", b"\x16\x24\x01\x17\x24\x01"


def compound(streams: Mapping[str, bytes], shift: int = 9) -> bytes:
    """A compound file of the streams; each is padded to where it needs no table of small sectors."""
    size = 1 << shift
    fat: list[int] = []
    body: list[bytes] = []

    def put(data: bytes) -> int:
        start, count = len(fat), -(-len(data) // size)
        fat.extend([*range(start + 1, start + count), END])
        body.append(data.ljust(count * size, b"\0"))
        return start

    placed = [
        (name, max(len(data), 4096), put(data.ljust(4096, b"\0"))) if data else (name, 0, END)
        for name, data in streams.items()
    ]
    entries = [entry("Root Entry", 5, 1 if placed else FREE, FREE, END, 0)]
    for number, (name, length, start) in enumerate(placed, 1):
        entries.append(entry(name, 2, FREE, number + 1 if number < len(placed) else FREE, start, length))
    directory = put(b"".join(entries))
    tables = 1
    while tables * size // 4 < len(fat) + tables:
        tables += 1
    first = len(fat)
    fat += [TABLE] * tables
    fat += [FREE] * (tables * size // 4 - len(fat))
    magic, version = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 3 if shift == 9 else 4
    head = struct.pack("<8s16x6H", magic, 0x3E, version, 0xFFFE, shift, 6, 0)
    head += struct.pack("<9I", 0, 0 if shift == 9 else 1, tables, directory, 0, 4096, END, 0, END) + bytes(4)
    head += struct.pack("<109I", *[first + at if at < tables else FREE for at in range(109)])
    return head.ljust(size, b"\0") + b"".join(body) + struct.pack(f"<{len(fat)}I", *fat)


def entry(name: str, kind: int, child: int, right: int, start: int, length: int) -> bytes:
    raw = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBB3I36xIQ", raw, len(raw) + 2, kind, 1, FREE, right, child, start, length
    )


def clx(pieces: Sequence[tuple[int, int, bool, int]], groups: Sequence[bytes] = ()) -> bytes:
    """A piece table of (characters, place in bytes, compressed, modifier), groups of modifiers before it."""
    edges = [0, *accumulate(count for count, *_ in pieces)]
    plc = struct.pack(f"<{len(edges)}I", *edges) + b"".join(
        struct.pack("<HIH", 0, place * 2 | 1 << 30 if small else place, prm)
        for _, place, small, prm in pieces
    )
    before = b"".join(struct.pack("<BH", 1, len(group)) + group for group in groups)
    return before + struct.pack("<BI", 2, len(plc)) + plc


def page(edges: Sequence[int], held: Sequence[bytes], width: int) -> bytes:
    """A page of formatting: the modifiers of each stretch between two edges."""
    data = bytearray(PAGE)
    struct.pack_into(f"<{len(edges)}I", data, 0, *edges)
    top = PAGE - 2
    for number, group in enumerate(held):
        if not group and width == 1:
            continue
        raw = bytes((len(group),)) + group if width == 1 else papx(group)
        top = (top - len(raw)) & ~1
        data[top : top + len(raw)] = raw
        data[4 * len(edges) + width * number] = top // 2
    data[PAGE - 1] = len(held)
    return bytes(data)


def papx(group: bytes, style: int = 0) -> bytes:
    held = struct.pack("<H", style) + group
    return bytes(((len(held) + 1) // 2,)) + held if len(held) % 2 else bytes((0, len(held) // 2)) + held


def old_word(
    text: str | bytes, table: bytes | None = None, parts: Mapping[str, int] | None = None,
    flags: int = 0x200, magic: int = 0xA5EC, version: int = 0xC1,
    characters: Sequence[bytes] = (), paragraphs: Sequence[bytes] = (),
    more: Mapping[int, bytes] | None = None, streams: Mapping[str, bytes] | None = None, shift: int = 9,
) -> bytes:
    """A Word 97 file; `characters` and `paragraphs` are pages of formatting, `more` other structures.

    Without a piece table the text is one piece, at TEXT_AT.
    """
    raw = text if isinstance(text, bytes) else text.encode("utf-16-le")
    counts = parts or {"text": len(raw) // 2}
    main = raw.ljust(-(-len(raw) // PAGE) * PAGE, b"\0")
    at = (TEXT_AT + len(main)) // PAGE
    held = {CLX: clx([(len(raw) // 2, TEXT_AT, False, 0)]) if table is None else table, **(more or {})}
    for number, pages in ((CHARACTERS, characters), (PARAGRAPHS, paragraphs)):
        if pages:
            main += b"".join(pages)
            places = [0] * (len(pages) + 1) + list(range(at, at + len(pages)))
            held[number] = struct.pack(f"<{len(places)}I", *places)
            at += len(pages)
    tables, extents = b"", [(0, 0)] * 93
    for number, data in held.items():
        extents[number] = len(tables), len(data)
        tables += data
    head = struct.pack("<2H6xH20x", magic, version, flags) + struct.pack("<H28xH12x", 14, 22)
    head += struct.pack("<8i", *(counts.get(name, 0) for name in PARTS)) + bytes(44)
    head += struct.pack("<H", 93) + b"".join(struct.pack("<2I", *place) for place in extents)
    made = {"WordDocument": head.ljust(TEXT_AT, b"\0") + main, "1Table": tables, **(streams or {})}
    return compound(made, shift)
