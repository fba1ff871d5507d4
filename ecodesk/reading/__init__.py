"""Bytes to source text, clean text and articles."""

from ecodesk.reading.archive import is_archive_path, members
from ecodesk.reading.draft import Break, Draft, Mark, Piece
from ecodesk.reading.files import read_file, read_path, read_table
from ecodesk.reading.parting import join, part
from ecodesk.reading.readers import BUILTIN, Reader
from ecodesk.reading.sheet import columns_of
from ecodesk.reading.strips import Strip

__all__ = [
    "BUILTIN",
    "Break",
    "Draft",
    "Mark",
    "Piece",
    "Reader",
    "Strip",
    "columns_of",
    "is_archive_path",
    "join",
    "members",
    "part",
    "read_file",
    "read_path",
    "read_table",
]
