"""What is kept of a desk's figures between two comparisons, so that one edit is compared by itself."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass

from ecodesk.domain.facts import Fact
from ecodesk.domain.findings import Verdict


@dataclass(frozen=True, slots=True)
class Placed:
    """A fact on the desk: row ids of itself and its article, and the article's date ("" where unknown)."""

    id: int
    article: int
    fact: Fact
    published: str = ""

    @property
    def order(self) -> tuple[int, int, int]:
        """Reading order of the whole desk."""
        return self.article, self.fact.span.start, self.id


@dataclass(frozen=True, slots=True)
class Compared:
    """What the last comparison knew of a figure.

    `mark` is a 64-bit digest of all that the comparison reads of it; `repeated`: a reprint only repeats it.
    `lead` is the first figure of its sentence in this article, by row id. `words` are the keys by which it
    finds others, `tellings` those of its sentence where it is the lead (else empty): ascending, in arrays of
    unsigned 32-bit numbers, which take a tenth of the memory of tuples.
    """

    article: int
    mark: int
    repeated: bool
    lead: int
    words: array[int]
    tellings: array[int]


Moves = Mapping[int, tuple[Compared | None, Compared | None]]
"""What was kept of a figure and what is from now on, by row id; None: it took or takes no part."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two figures (row ids, in reading order) that state one thing.

    `told`: they stand at one place of a passage told twice, else their words tie them.
    """

    left: int
    right: int
    verdict: Verdict
    score: float
    told: bool

    @property
    def ends(self) -> tuple[int, int]:
        return self.left, self.right
