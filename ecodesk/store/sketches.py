"""How alike two texts are: shingles, and a small sketch of them by which alike articles find each other.

A shingle is five neighbouring characters without white space, in Simplified, so that the Traditional and the
Simplified edition of one article are alike. The likeness of two texts is the share
of their shingles that both have (Jaccard). A sketch is the least 16 hashes of the shingles (bottom-k,
Broder 1997): two texts of likeness 0.8 share about 13 of them, so a look-up by hash finds the few texts
worth comparing, and the cost grows with the number of articles, not with its square.
"""

from __future__ import annotations

from binascii import crc32
from heapq import nsmallest

from ecodesk.knowledge.script import simplified

SHINGLE = 5
"""Characters in a shingle."""

SKETCH = 16
"""Hashes in a sketch."""

_WIDTH = 4  # bytes of a character in UTF-32
_SIGNED = 1 << 31  # PostgreSQL's integer has a sign, a CRC has none


def shingles_of(text: str) -> frozenset[int]:
    """Hashes of the text's shingles, as signed 32-bit numbers; of a shorter text, one hash of all of it."""
    data = simplified("".join(text.split())).encode("utf-32-le", "replace")
    size = SHINGLE * _WIDTH
    last = max(len(data) - size, 0)
    return frozenset(crc32(data[at : at + size]) - _SIGNED for at in range(0, last + 1, _WIDTH))


def sketch_of(text: str) -> list[int]:
    """The least hashes of the text's shingles, in ascending order."""
    return nsmallest(SKETCH, shingles_of(text))


def likeness(one: frozenset[int], two: frozenset[int]) -> float:
    """Share of shingles that both texts have, from 0 to 1."""
    shared = len(one & two)
    return shared / (len(one) + len(two) - shared)
