"""Compound files, the container of Office 97 to 2003: the streams of one, opened within bounds.

The library walks what the file tells it; here stands what keeps a file made to hurt from leading it on.
"""

from __future__ import annotations

import codecs
import io
import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import olefile

from ecodesk.domain.errors import ReadError
from ecodesk.reading.limits import MIB
from ecodesk.reading.wordparts import Properties, properties

MOST_ENTRIES = 4096
"""Streams and storages of one file; an embedded sheet or picture takes about ten. The library compares each
with all the others."""
_SHIFTS, _MINI_SHIFT = (9, 12), 6
"""Powers of two of a sector's bytes, and of a small one's ([MS-CFB] 2.2)."""
_SLACK = 128
"""Sectors of the allocation table beyond what the file's length calls for: some programs reserve a few."""
_BROKEN = (OSError, ValueError, IndexError, KeyError, TypeError, OverflowError, RecursionError, struct.error)
"""What the library raises for a file that is damaged: its own error is an OSError."""

_SUMMARY = "\x05SummaryInformation"
_CODEPAGE, _TITLE, _AUTHOR, _CREATED, _SAVED = 1, 2, 4, 12, 13
_I2, _LPSTR, _LPWSTR, _FILETIME = 2, 30, 31, 64
_PAGES = {936: "gb18030", 950: "big5hkscs", 1200: "utf-16-le", 54936: "gb18030", 65001: "utf-8"}
_LONGEST = 300
_MOST_PROPERTIES = 64
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


class _Metered(io.BytesIO):
    """A file that is not read much more than once over: chains that go in circles end here."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._left = 2 * len(data) + MIB

    def read(self, size: int | None = -1) -> bytes:
        self._left -= max(size or 0, 0)
        if self._left < 0:
            raise OSError("sectors in a circle")
        return super().read(size)


class _Container(olefile.OleFileIO):  # type: ignore[misc]
    """The library's reader, with a bound on the directory before its entries are made."""

    def loaddirectory(self, sect: int) -> None:
        most = MOST_ENTRIES * 128 // self.sectorsize
        at, count = sect, 0
        while at < len(self.fat):
            at, count = self.fat[at], count + 1
            if count > most:
                raise OSError("too many entries")
        super().loaddirectory(sect)


class Compound:
    """An open compound file. `what` names the kind of file in Chinese.

    `names` are those of the streams at the top; `whole` is false where the library had to overlook a fault.
    Raises ReadError read-damaged.
    """

    def __init__(self, data: bytes, what: str) -> None:
        self._what = what
        self._size = len(data)
        if not _sound(data):
            raise ReadError("read-damaged", format=what)
        try:
            self._file = _Container(_Metered(data))
        except _BROKEN as error:
            raise ReadError("read-damaged", format=what) from error
        kids = self._file.root.kids
        self.whole = not self._file.parsing_issues
        self.names = frozenset(kid.name for kid in kids if kid.entry_type == olefile.STGTY_STREAM)

    def stream(self, name: str) -> bytes:
        """A stream at the top, b"" for one that is not there. Raises ReadError read-damaged."""
        if name not in self.names:
            return b""
        try:
            size = self._file.get_size([name])
            if max(size, self._file.root.size) > self._size:
                raise OSError("larger than its file")
            held: bytes = self._file.openstream([name]).read()
        except _BROKEN as error:
            raise ReadError("read-damaged", format=self._what) from error
        if len(held) < size:
            raise ReadError("read-damaged", format=self._what)
        return held


def _sound(data: bytes) -> bool:
    """True for a header whose sizes can be: the library takes them as they come ([MS-CFB] 2.2)."""
    if len(data) < olefile.MINIMAL_OLEFILE_SIZE:
        return False
    order, shift, mini = struct.unpack_from("<3H", data, 28)
    if order != 0xFFFE or shift not in _SHIFTS or mini != _MINI_SHIFT:
        return False
    sectors, tables = len(data) >> shift, struct.unpack_from("<I", data, 44)[0]
    return bool((tables - _SLACK) << (shift - 2) <= sectors)


def summary_of(file: Compound) -> Properties:
    """Title, author and day of creation as the file tells them ([MS-OLEPS] 2.21).

    The library's own reading of this stream has no bound on the counts in it.
    """
    try:
        told = _told(file.stream(_SUMMARY))
    except struct.error:
        return Properties()
    codec = _codec(told)
    title, author = (_text(told, key, codec) for key in (_TITLE, _AUTHOR))
    return properties(title, author, _moment(told, _CREATED), _moment(told, _SAVED))


def _told(data: bytes) -> Mapping[int, tuple[int, bytes]]:
    """Type and bytes of each property of the first section."""
    (start,) = struct.unpack_from("<I", data, 44)
    (count,) = struct.unpack_from("<I", data, start + 4)
    found = {}
    for number in range(min(count, _MOST_PROPERTIES)):
        key, at = struct.unpack_from("<II", data, start + 8 + 8 * number)
        (kind,) = struct.unpack_from("<I", data, start + at)
        found[key] = kind, data[start + at + 4 : start + at + 8 + 2 * _LONGEST]
    return found


def _codec(told: Mapping[int, tuple[int, bytes]]) -> str:
    """The encoding of the strings; WPS and Chinese Windows write 936, LibreOffice 65001."""
    kind, raw = told.get(_CODEPAGE, (0, b""))
    page = int.from_bytes(raw[:2], "little") if kind == _I2 else 0
    try:
        return codecs.lookup(_PAGES.get(page, f"cp{page}")).name
    except LookupError:
        return "gb18030"


def _text(told: Mapping[int, tuple[int, bytes]], key: int, codec: str) -> str:
    kind, raw = told.get(key, (0, b""))
    size = int.from_bytes(raw[:4], "little")
    if kind == _LPSTR:
        text = raw[4 : 4 + size].decode(codec, "replace")
    elif kind == _LPWSTR:
        text = raw[4 : 4 + 2 * size].decode("utf-16-le", "replace")
    else:
        text = ""
    return text.partition("\0")[0][:_LONGEST]


def _moment(told: Mapping[int, tuple[int, bytes]], key: int) -> str:
    """A point in time as YYYY-MM-DDThh:mm:ss, "" where none can be read."""
    kind, raw = told.get(key, (0, b""))
    if kind != _FILETIME or len(raw) < 8:
        return ""
    try:
        moment = _EPOCH + timedelta(microseconds=int.from_bytes(raw[:8], "little") // 10)
    except OverflowError:
        return ""
    return moment.strftime("%Y-%m-%dT%H:%M:%S")
