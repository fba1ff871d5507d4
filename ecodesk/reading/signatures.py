"""Files that are no plain text: known by their first bytes, whatever their name says."""

from __future__ import annotations

from pathlib import PurePath

from ecodesk.domain.errors import ReadError
from ecodesk.domain.text import SourceFile
from ecodesk.reading.limits import MIB, exceeded, limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_WORD = "旧版 Word 文档"
OLDER_WORD = "Word 2 或更早的文档"
ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_MAGIC = (
    (b"%PDF", "PDF"),
    (b"Rar!\x1a\x07", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "GZIP 压缩包"),
    (b"\x89PNG\r\n", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"{\\rtf", "RTF"),
    (b"\xdb\xa5\x2d\x00", OLDER_WORD),
    (b"\x31\xbe\x00\x00", OLDER_WORD),
    (b"SQLite format 3\x00", "数据库"),
)
_BY_SUFFIX = {
    ".docx": "Word 文档",
    ".docm": "Word 文档",
    ".doc": OLD_WORD,
    ".dot": OLD_WORD,
    ".wps": OLD_WORD,
    ".wpt": OLD_WORD,
    ".xlsx": "Excel 表格",
    ".xlsm": "Excel 表格",
    ".xls": "旧版 Excel 表格",
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
_PACKED = ((b"word/", "Word 文档"), (b"xl/", "Excel 表格"), (b"ppt/", "演示文稿"))
_OPEN_DOCUMENT = (
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument 文档"),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "OpenDocument 表格"),
    (b"mimetypeapplication/epub+zip", "EPUB 电子书"),
)
_IN_OLE = (
    ("WordDocument", OLD_WORD),
    ("Workbook", "旧版 Excel 表格"),
    ("PowerPoint Document", "旧版演示文稿"),
)
_OLD = (*(name for _, name in _IN_OLE), "旧版 Office 文档")
_PDF_HEAD = 1024
"""Bytes among which a PDF's mark may stand: some mail programs put lines of their own before it."""


def format_of(file: SourceFile) -> str:
    """Chinese name of a format that holds no plain text, "" when the file may be text."""
    data = file.data
    if data.startswith(ZIP_MAGIC):
        return _packed(data)
    if data.startswith(OLE):
        return next((name for mark, name in _IN_OLE if mark.encode("utf-16-le") in data), "旧版 Office 文档")
    if PurePath(file.name).suffix.lower() == ".pdf" and b"%PDF-" in data[:_PDF_HEAD]:
        return "PDF"
    return next((name for magic, name in _MAGIC if data.startswith(magic)), "")


def named_format(name: str) -> str:
    """The format a file's extension stands for, "" for text and unknown ones."""
    return _BY_SUFFIX.get(PurePath(name).suffix.lower(), "")


def is_archive(file: SourceFile) -> bool:
    """True for a ZIP archive that is no office file."""
    return format_of(file) == "ZIP 压缩包"


def _packed(data: bytes) -> str:
    """What a ZIP container is: office files say so in their first entries or in their directory."""
    edges = data[:65_536] + data[-65_536:]
    if b"[Content_Types].xml" in edges:
        return next((name for mark, name in _PACKED if mark in edges), "ZIP 压缩包")
    return next((name for mark, name in _OPEN_DOCUMENT if mark in data[:200]), "ZIP 压缩包")


def refuse_empty_or_large(file: SourceFile) -> None:
    """Raise ReadError for a file without a byte, or with more than the limit."""
    if not file.data:
        raise ReadError("read-empty", where=file.name)
    if len(file.data) > limits().megabytes * MIB:
        raise exceeded("megabytes", where=file.name)


def refuse_non_text(file: SourceFile) -> None:
    """Raise ReadError for a format that no reader takes: protected, old, or of another kind."""
    name, told = format_of(file), named_format(file.name)
    if not name:
        return
    if "EncryptedPackage".encode("utf-16-le") in file.data and file.data.startswith(OLE):
        raise ReadError("read-password", where=file.name, format=told or "Office 文档")
    if name == OLDER_WORD:
        raise ReadError("read-old-word", where=file.name)
    if name in _OLD:
        differs = told in ("Word 文档", "Excel 表格")
        code = "read-old-renamed" if differs else "read-old"
        raise ReadError(code, where=file.name, format=name, told=told)
    if name == "ZIP 压缩包" and told == name:
        raise ReadError("read-zip", where=file.name)
    if name.endswith("压缩包"):
        renamed = name == "ZIP 压缩包"
        raise ReadError("read-zip-renamed" if renamed else "read-packed", where=file.name, format=name)
    raise ReadError("read-format", where=file.name, format=name)
