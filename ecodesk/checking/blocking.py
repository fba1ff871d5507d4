"""Which figures are worth comparing: keys by which those that may state one thing find each other.

A key is a 32-bit hash of a few words and says nothing about the rest of the desk, so that it can be kept with
the figure: one edit asks only who shares a key with it, and a whole desk is grouped by integers.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, combinations
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

SLOTS_EACH, SLOT_BITS = 1, 26
"""Bytes of the count of keys, for each of them and at most (two to this power)."""

PARTS, PART_SHIFT = 64, 26
"""Parts of what is put in order, and the bits of a key that do not tell its part."""

NUMBER_BITS = 31
NUMBERS = (1 << NUMBER_BITS) - 1
"""A key and the number of a figure are one number of 64 bits."""

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
    """Pairs of figures of different articles that share a value and words, or twice some words; in order."""
    for visits in _visits(keys, articles):
        last = worth = 0
        for visit in sorted(visits):
            pair = visit >> 1
            if pair != last:
                if worth > 1:
                    yield last >> NUMBER_BITS, last & NUMBERS
                last, worth = pair, 0
            worth += 1 + (visit & 1)
        if worth > 1:
            yield last >> NUMBER_BITS, last & NUMBERS


def _visits(keys: Sequence[Sequence[int]], articles: Sequence[str]) -> list[array[int]]:
    """Every meeting of two figures under a key, as one number: the pair, and in the last bit its worth.

    The pairs of one array are those of figures near each other, so that one is put in order at a time.
    """
    parts = [array("Q") for _ in range(PARTS)]
    share = len(keys) // PARTS + 1
    for key, block in _blocks(keys):
        worth = worth_of(key, len(block)) - 1
        for left, right in combinations(block, 2):
            if articles[left] != articles[right]:
                parts[left // share].append((left << NUMBER_BITS | right) << 1 | worth)
    return parts


def _blocks(keys: Sequence[Sequence[int]]) -> Iterator[tuple[int, list[int]]]:
    """Figures under each key that more than one and not too many have."""
    for entries in _entries(keys):
        block: list[int] = []
        last = -1
        for entry in sorted(entries):
            key = entry >> NUMBER_BITS
            if key != last:
                if 2 <= len(block) <= MOST_IN_BLOCK:
                    yield last, block
                last, block = key, []
            block.append(entry & NUMBERS)
        if 2 <= len(block) <= MOST_IN_BLOCK:
            yield last, block


def _entries(keys: Sequence[Sequence[int]]) -> list[array[int]]:
    """Keys with their figures, each as one number, without keys that one figure has or far too many have.

    Numbers in arrays take a tenth of the memory of a table of lists, and a part of them is quickly in order.
    """
    # Most keys have one figure only: counting them in bytes first leaves them out.
    slots = 1 << min(SLOT_BITS, (SLOTS_EACH * sum(map(len, keys)) + 1).bit_length())
    mask, met, enough = slots - 1, bytearray(slots), MOST_IN_BLOCK + 1
    for key in chain.from_iterable(keys):
        count = met[key & mask]
        if count < enough:
            met[key & mask] = count + 1
    parts = [array("Q") for _ in range(PARTS)]
    crowded: set[int] = set()
    for number, own in enumerate(keys):
        for key in own:
            count = met[key & mask]
            if count > 1:
                if count < enough:
                    parts[key >> PART_SHIFT].append(key << NUMBER_BITS | number)
                else:
                    crowded.add(key)
    spared = _spared(keys, crowded, mask)
    for number, own in enumerate(keys if spared else ()):
        for key in spared.intersection(own):
            parts[key >> PART_SHIFT].append(key << NUMBER_BITS | number)
    return parts


def _spared(keys: Sequence[Sequence[int]], crowded: Collection[int], mask: int) -> set[int]:
    """Of the keys whose byte is full those that not too many figures have: they share it with others."""
    shares = Counter(key & mask for key in crowded)
    doubtful = {key for key in crowded if shares[key & mask] > 1}
    if not doubtful:
        return doubtful
    counts = Counter(key for key in chain.from_iterable(keys) if key in doubtful)
    return {key for key, count in counts.items() if 2 <= count <= MOST_IN_BLOCK}
