"""Files that are no text: known by their first bytes, or by their name where nothing else tells."""

from __future__ import annotations

from pathlib import PurePath

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import SourceFile

MAX_BYTES = 32 * 1024 * 1024
"""Largest file that is read, in bytes: a newspaper's year of one column has fewer."""

MAX_MEGABYTES = MAX_BYTES // (1024 * 1024)

_MAGIC = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", ""),
    (b"PK\x05\x06", ""),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ""),
    (b"Rar!\x1a\x07", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "GZIP 压缩包"),
    (b"\x89PNG\r\n", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3\x00", "数据库"),
)
_BY_SUFFIX = {
    ".docx": "Word 文档",
    ".doc": "Word 文档",
    ".wps": "WPS 文档",
    ".xlsx": "Excel 表格",
    ".xls": "Excel 表格",
    ".et": "WPS 表格",
    ".pptx": "演示文稿",
    ".ppt": "演示文稿",
    ".pdf": "PDF",
    ".zip": "ZIP 压缩包",
    ".epub": "EPUB 电子书",
    ".rtf": "RTF",
    ".odt": "OpenDocument 文档",
    ".ods": "OpenDocument 表格",
}
_INSIDE_ZIP = ((b"word/", "Word 文档"), (b"xl/", "Excel 表格"), (b"ppt/", "演示文稿"))


def format_of(file: SourceFile) -> str:
    """Chinese name of a format that holds no plain text, "" when the file may be text."""
    for magic, name in _MAGIC:
        if file.data.startswith(magic):
            return name or _container(file)
    return ""


def _container(file: SourceFile) -> str:
    by_name = _BY_SUFFIX.get(PurePath(file.name).suffix.lower(), "")
    if file.data.startswith(b"PK"):
        return next(
            (name for mark, name in _INSIDE_ZIP if mark in file.data[:65536]), by_name or "ZIP 压缩包"
        )
    return by_name or "旧版 Office 文档"


def refuse_non_text(file: SourceFile) -> None:
    """Raise ReadError for a file that cannot hold copy: empty, too large, a format of its own."""
    if not file.data:
        raise ReadError("read-empty", where=file.name)
    if len(file.data) > MAX_BYTES:
        raise ReadError("read-too-large", where=file.name, limit=MAX_MEGABYTES)
    name = format_of(file)
    if name:
        raise ReadError("read-format", where=file.name, format=name)
