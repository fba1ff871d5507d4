"""Bytes to source text, clean text and articles."""

from ecodesk.reading.archive import is_archive_path, members
from ecodesk.reading.columns import column_named, headers_of, names_of, same_headers
from ecodesk.reading.draft import Break, Draft, Mark, Piece
from ecodesk.reading.files import preview_path, read_file, read_path, sheets_at
from ecodesk.reading.grid import HEADER_ROWS
from ecodesk.reading.guessing import guess
from ecodesk.reading.parting import join, part
from ecodesk.reading.preview import sample_of
from ecodesk.reading.readers import BUILTIN, Reader
from ecodesk.reading.strips import Strip

__all__ = [
    "BUILTIN",
    "HEADER_ROWS",
    "Break",
    "Draft",
    "Mark",
    "Piece",
    "Reader",
    "Strip",
    "column_named",
    "guess",
    "headers_of",
    "is_archive_path",
    "join",
    "members",
    "names_of",
    "part",
    "preview_path",
    "read_file",
    "read_path",
    "same_headers",
    "sample_of",
    "sheets_at",
]
