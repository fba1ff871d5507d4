"""Archives (.zip) and the archives inside them: their members are files with a path through the archive.

`desk/news.zip/2024/a.txt` names the member 2024/a.txt of the archive desk/news.zip. Nothing is unpacked to
disk: a member is read by the name the archive's directory gives, so that no name leads out of it.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from stat import S_ISLNK
from typing import IO, cast

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import SourceFile
from ecodesk.reading.limits import MIB, exceeded, limits
from ecodesk.reading.package import DAMAGED, ENCRYPTED, check_entries
from ecodesk.reading.signatures import is_archive

ZIP = "ZIP 压缩包"
SUFFIX = ".zip"
_UTF8_NAME = 0x800
_KEPT_OPEN = 4


@dataclass(frozen=True, slots=True)
class Member:
    """An entry of an archive; `refused` is the code of the reason why it is not read, "" when it is."""

    name: str
    entry: zipfile.ZipInfo
    refused: str = ""


class Archive:
    """An open archive within the limits. Raises ReadError for one that is damaged or passes a limit."""

    def __init__(self, source: IO[bytes], depth: int) -> None:
        if depth > limits().depth:
            raise exceeded("depth")
        try:
            self._zip = zipfile.ZipFile(source)
        except DAMAGED as error:
            raise ReadError("read-damaged", format=ZIP) from error
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        check_entries(entries, "archive_unpacked_megabytes")
        self.members: dict[str, Member] = {}
        for entry in entries:
            made = _member(entry)
            name, number = made.name, 2
            while name in self.members:
                name, number = f"{made.name} ({number})", number + 1
            self.members[name] = Member(name, entry, made.refused)
        self.depth = depth

    def read(self, name: str) -> bytes:
        """The bytes of a member. Raises ReadError with the reason why it cannot be read."""
        member = self.members.get(name)
        if member is None:
            raise ReadError("read-missing")
        if member.refused:
            raise ReadError(member.refused, format=ZIP)
        most = limits().megabytes * MIB
        if member.entry.file_size > most:
            raise exceeded("megabytes")
        try:
            with self._zip.open(member.entry) as held:
                return held.read(most)
        except DAMAGED as error:
            raise ReadError("read-damaged", format=ZIP) from error

    def close(self) -> None:
        self._zip.close()


def _member(entry: zipfile.ZipInfo) -> Member:
    """An entry by its printed name; one that points out of the archive is shown harmless and refused."""
    name = _name(entry).replace("\\", "/")
    parts = [part for part in PurePosixPath(name).parts if part != "/"]
    shown = "/".join(part.replace("..", "‥").replace(":", "：").replace("\x00", "") for part in parts) or "_"
    if name.startswith("/") or ".." in parts or (parts and ":" in parts[0]):
        return Member(shown, entry, "read-zip-name")
    if S_ISLNK(entry.external_attr >> 16):
        return Member(shown, entry, "read-zip-link")
    return Member(shown, entry, "read-password" if entry.flag_bits & ENCRYPTED else "")


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; programs for Chinese Windows write GBK and do not say so."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:
        raw = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return entry.filename


def is_archive_path(path: Path) -> bool:
    """True for a file that is an archive by its name and its first bytes; an office file is none."""
    if path.suffix.lower() != SUFFIX:
        return False
    try:
        with path.open("rb") as handle:
            return is_archive(SourceFile(path.name, handle.read(65_536)))
    except OSError:
        return False


def members(path: Path) -> list[Path]:
    """Paths of the files in an archive and the archives in it, in the archive's order.

    An archive that cannot be opened is given back as it is: reading it tells the reason. So is a member
    that must not be read.
    """
    try:
        return _walk(path, [])
    except (ReadError, OSError):
        return [path]


def _walk(path: Path, found: list[Path]) -> list[Path]:
    archive = _open(path)
    for name, member in archive.members.items():
        inner = path / name
        if inner.suffix.lower() != SUFFIX or member.refused:
            found.append(inner)
        elif _opens(inner):
            _walk(inner, found)
        else:
            found.append(inner)
        # Over all the archives in the archive, so that a few that hold each other do not unfold for ever.
        if len(found) > limits().entries:
            raise exceeded("entries")
    return found


def _opens(path: Path) -> bool:
    try:
        _open(path)
    except ReadError:
        return False
    return True


def holder_of(path: Path) -> Path | None:
    """The archive on disk that a path leads through; None for a plain path."""
    archives = (parent for parent in path.parents if parent.suffix.lower() == SUFFIX)
    return next((parent for parent in archives if parent.is_file()), None)


def read_member(path: Path, holder: Path) -> bytes:
    """The bytes of a file inside an archive; of an archive itself: ReadError with what is wrong with it."""
    if path.suffix.lower() == SUFFIX:
        _open(path)
    archive, name = _through(path, holder)
    return archive.read(name)


def check(path: Path) -> None:
    """Raise ReadError with the reason why an archive cannot be read, if there is one."""
    _walk(path, [])


def _open(path: Path) -> Archive:
    holder = holder_of(path)
    stat = (holder or path).stat()
    if stat.st_size > limits().archive_megabytes * MIB:
        raise exceeded("archive_megabytes")
    return _opened(path, holder, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=_KEPT_OPEN)
def _opened(path: Path, holder: Path | None, changed: int, size: int) -> Archive:
    """An archive kept open: its directory is read once, not once a member."""
    if holder is None:
        return Archive(cast(IO[bytes], _Reopening(path)), 1)
    archive, name = _through(path, holder)
    return Archive(io.BytesIO(archive.read(name)), archive.depth + 1)


def _through(path: Path, holder: Path) -> tuple[Archive, str]:
    """The innermost archive that a path leads through, and the member's name in it."""
    archive, at = _open(holder), holder
    parts = path.relative_to(holder).parts
    start = 0
    for number in range(1, len(parts)):
        name = "/".join(parts[start:number])
        if name.lower().endswith(SUFFIX) and name in archive.members:
            at = at.joinpath(*parts[start:number])
            archive, start = _open(at), number
    return archive, "/".join(parts[start:])


class _Reopening(io.RawIOBase):
    """A file that is open only while it is read: an archive kept at hand never locks the editor's file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = path.stat().st_size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        with self._path.open("rb") as handle:
            handle.seek(self._at)
            data = handle.read(size)
        self._at += len(data)
        return data

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
