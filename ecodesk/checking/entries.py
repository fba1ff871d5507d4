"""What is kept of the figures of a desk for the next comparison, and what of it an edit changes."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b

from ecodesk.checking.blocking import keys_of
from ecodesk.checking.retold import keys_of as keys_of_shape
from ecodesk.checking.retold import shape_of
from ecodesk.checking.stated import Stated, comparable
from ecodesk.domain.comparing import Compared, Moves, Placed
from ecodesk.knowledge.script import simplified

FORMAT = 2
"""Raise it when keys, or the pairs made of them, become others: what a desk has kept is then of no use."""

READ = ("text", "sentence", "subject", "indicator", "value", "value_high", "unit", "qualifier", "measure",
        "step", "period", "place", "modality")
"""Fields of a fact that the comparison reads."""


def stated_of(placed: Iterable[Placed]) -> dict[int, Stated]:
    """Those of the facts that can be compared, in reading order, by row id."""
    return {one.id: stated for one in sorted(placed, key=lambda one: one.order)
            for stated in comparable([one.fact])}


def mark_of(one: Stated, published: str) -> int:
    """Signed 64-bit digest of all that the comparison reads of a figure."""
    words = [str(getattr(one.written, name)) for name in READ]
    told = "\0".join([*words, str(one.written.span.start), published])
    return int.from_bytes(blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big",
                          signed=True)


def leads_of(stated: Mapping[int, Stated]) -> dict[int, int]:
    """For each figure the first one of its sentence in its article, in reading order."""
    first: dict[tuple[str, str], int] = {}
    return {number: first.setdefault((one.fact.article_id, one.fact.sentence), number)
            for number, one in stated.items()}


def moves_of(before: Mapping[int, Compared], placed: Mapping[int, Placed], stated: Mapping[int, Stated],
             repeats: Collection[int]) -> Moves:
    """What changes in what is kept of some articles: figures of which nothing does are left out."""
    after = moved_to(before, placed, stated, repeats)
    moves: dict[int, tuple[Compared | None, Compared | None]] = {
        number: (before.get(number), entry) for number, entry in after.items()}
    return moves | {number: (entry, None) for number, entry in before.items() if number not in stated}


def moved_to(before: Mapping[int, Compared], placed: Mapping[int, Placed], stated: Mapping[int, Stated],
             repeats: Collection[int]) -> dict[int, Compared]:
    """What is to be kept of figures, without those of which that is kept already."""
    leads = leads_of(stated)
    found: dict[int, Compared] = {}
    for number, one in stated.items():
        old, mark = before.get(number), mark_of(one, placed[number].published)
        now = placed[number].article, mark, number in repeats, leads[number]
        if old is None or now != (old.article, old.mark, old.repeated, old.lead):
            words = old.words if old is not None and old.mark == mark else keys_of(one)
            told = keys_of_shape(shape_of(one.fact.sentence)) if leads[number] == number else ()
            found[number] = Compared(*now, words, array("I", told))
    return found


def shapes_of(placed: Iterable[Placed]) -> dict[tuple[int, str], frozenset[int]]:
    """Keys of the sentences of facts, by article and shape."""
    shapes = {(one.article, shape_of(simplified(one.fact.sentence))) for one in placed}
    return {(article, shape): frozenset(keys_of_shape(shape)) for article, shape in shapes}
