"""Bytes to source text, clean text and articles."""

from ecodesk.reading.draft import Draft, Mark, Piece
from ecodesk.reading.files import read_file, read_path
from ecodesk.reading.readers import BUILTIN, Reader
from ecodesk.reading.strips import Strip

__all__ = ["BUILTIN", "Draft", "Mark", "Piece", "Reader", "Strip", "read_file", "read_path"]
