"""Which figures are worth comparing: keys by which those that may state one thing find each other.

A key is a 32-bit hash of a few words and says nothing about the rest of the desk, so that it can be kept with
the figure: one edit asks only who shares a key with it, and a whole desk is grouped by integers.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from itertools import combinations
from zlib import crc32

from ecodesk.checking.likeness import CLAUSE_CUT, neighbourhood
from ecodesk.checking.stated import Stated
from ecodesk.knowledge.indicators import NEGLIGIBLE

MOST_IN_BLOCK = 60
"""Figures under one key beyond which it is a common word; the same for every size of desk."""

RARE = 12
"""Figures under one key up to which the words are rare enough for one key to do."""

TRIPLES = 3
VERBS = re.compile(r"[约近超逾达到为至了共已的]+$")
LEAST_BEFORE, LEAST_DIGITS = 4, 3
NAME = 4

SLOTS_EACH, SLOT_BITS = 4, 26
"""Bytes of the count of keys, for each of them and at most (two to this power)."""

VALUE, WORD = 0, 1
"""Classes of keys, told by their last bit: one shared value is enough, of common words it takes two."""


def keys_of(one: Stated) -> array[int]:
    """Keys of one figure, each once: its value with a few words, and its words by themselves."""
    near, value = neighbourhood(one.fact), f"{one.kind}|{one.fact.value}|"
    indicator = NEGLIGIBLE.sub("", near.indicator)
    before = VERBS.sub("", CLAUSE_CUT.split(near.left)[-1])
    behind = CLAUSE_CUT.split(near.right)[0]
    values = {f"i{value}{indicator[-2:]}", f"l{value}{before[-2:]}", f"r{value}{behind[:2]}"}
    if _digits(one.fact.value) >= LEAST_DIGITS:
        values.add(f"v{value}")
    group = near.groups[-1] if near.groups else indicator[-NAME:]
    words = {f"s{group}|{near.subject[:NAME]}", f"n{indicator}"}
    if len(before) >= LEAST_BEFORE:
        words.add(f"b{before[-LEAST_BEFORE:]}")
    triples = {indicator[at : at + 3] for at in range(len(indicator) - 2)}
    words.update(f"t{triple}" for triple in sorted(triples, key=_hash)[:TRIPLES])
    found = {_hash(words_) & ~1 | VALUE for words_ in values}
    found.update(_hash(f"{one.kind}|{words_}") & ~1 | WORD for words_ in words)
    return array("I", sorted(found))


def _hash(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))


def _digits(value: str) -> int:
    return len(value.replace(".", "").strip("0"))


def worth_of(key: int, count: int) -> int:
    """What it is worth that two figures share a key which so many have; it takes two to be compared."""
    if not 2 <= count <= MOST_IN_BLOCK:
        return 0
    return 1 if key & 1 == WORD and count > RARE else 2


def candidates(keys: Sequence[Sequence[int]], articles: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of figures of different articles that share a value and words, or twice some words."""
    shared: dict[int, int] = {}
    so_far, many = shared.get, len(keys)
    for key, block in _blocks(keys):
        worth = worth_of(key, len(block))
        for left, right in combinations(block, 2):
            if articles[left] != articles[right]:
                # One number for a pair: a tuple takes twice the memory, and the collector looks at it.
                pair = left * many + right
                shared[pair] = so_far(pair, 0) + worth
    return (divmod(pair, many) for pair, worth in shared.items() if worth > 1)


def _blocks(keys: Sequence[Sequence[int]]) -> Iterator[tuple[int, list[int]]]:
    """Figures under each key that more than one and not too many have."""
    # Most keys have one figure only: counting them in bytes first keeps them out of the table (two thirds of
    # the memory at a million figures).
    slots = 1 << min(SLOT_BITS, (SLOTS_EACH * sum(map(len, keys)) + 1).bit_length())
    mask, met = slots - 1, bytearray(slots)
    for own in keys:
        for key in own:
            slot = key & mask
            if met[slot] < 2:
                met[slot] += 1
    first: dict[int, int] = {}
    blocks: dict[int, list[int]] = {}
    for number, own in enumerate(keys):
        for key in [key for key in own if met[key & mask] > 1]:
            # A list only for keys that really come twice: some share their byte with another.
            if key in blocks:
                blocks[key].append(number)
            elif key in first:
                blocks[key] = [first[key], number]
            else:
                first[key] = number
    return ((key, block) for key, block in blocks.items() if len(block) <= MOST_IN_BLOCK)
