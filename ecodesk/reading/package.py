"""Office files are ZIP packages: opened within limits, their parts read as streams."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from ecodesk.domain.errors import ReadError
from ecodesk.reading.limits import MIB, exceeded, limits

CHUNK = 65_536
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
"""What the standard library raises for an archive that is damaged or packed in an unknown way."""

ENCRYPTED = 0x1


def check_entries(entries: Sequence[zipfile.ZipInfo], unpacked: str) -> None:
    """Refuse an archive by what its directory says; `unpacked` names the limit of the whole.

    zipfile never gives more of a part than the directory says, so that a false size cannot unfold.
    """
    if len(entries) > limits().entries:
        raise exceeded("entries")
    if sum(entry.file_size for entry in entries) > getattr(limits(), unpacked) * MIB:
        raise exceeded(unpacked)
    for entry in entries:
        if entry.file_size > MIB and entry.file_size > limits().ratio * max(entry.compress_size, 1):
            raise exceeded("ratio")


class Package:
    """The parts of an office file. `what` names the kind of file in Chinese."""

    def __init__(self, data: bytes, what: str) -> None:
        self._what = what
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGED as error:
            raise ReadError("read-damaged", format=what) from error
        entries = self._archive.infolist()
        check_entries(entries, "unpacked_megabytes")
        if any(entry.flag_bits & ENCRYPTED for entry in entries):
            raise ReadError("read-password", format=what)
        self.names = frozenset(entry.filename for entry in entries)

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part in pieces, nothing for one that is not there. Raises ReadError read-damaged."""
        if name not in self.names:
            return
        try:
            with self._archive.open(name) as part:
                while chunk := part.read(CHUNK):
                    yield chunk
        except DAMAGED as error:
            raise ReadError("read-damaged", format=self._what) from error
