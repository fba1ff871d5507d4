"""Which figures are worth comparing: the same as by counting what each two of them share."""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import combinations
from random import Random

import pytest

from ecodesk.checking import blocking


def keys_of_desk(lot: Random, figures: int) -> list[array[int]]:
    """Keys of which some are rare, some common and some far too common; their bytes are shared."""
    pool = [lot.randrange(2**32) for _ in range(figures)]
    common = [lot.randrange(2**32) for _ in range(8)]
    shares = [lot.choice((0.02, 0.1, 0.6)) for _ in common]
    return [array("I", sorted({*lot.sample(pool, 4), *(key for key, share in zip(common, shares, strict=True)
                                                       if lot.random() < share)}))
            for _ in range(figures)]


def counted(keys: list[array[int]], articles: list[str]) -> set[tuple[int, int]]:
    """Pairs by the definition."""
    counts = Counter(key for own in keys for key in own)
    return {(left, right) for left, right in combinations(range(len(keys)), 2)
            if articles[left] != articles[right]
            and sum(blocking.worth_of(key, counts[key]) for key in {*keys[left]} & {*keys[right]}) > 1}


@pytest.mark.parametrize("bits", [4, 8, 26])
@pytest.mark.parametrize("seed", range(3))
def test_candidates_are_those_that_share_enough(monkeypatch: pytest.MonkeyPatch, bits: int,
                                                     seed: int) -> None:
    monkeypatch.setattr(blocking, "SLOT_BITS", bits)
    lot = Random(seed)
    keys = keys_of_desk(lot, 300)
    articles = [str(lot.randrange(60)) for _ in keys]
    found = list(blocking.candidates(keys, articles))
    assert set(found) == counted(keys, articles)
    assert found == sorted(set(found)), "each once, in order"
    assert len(found) > 100


def test_a_desk_without_figures_has_no_pairs() -> None:
    assert list(blocking.candidates([], [])) == []
