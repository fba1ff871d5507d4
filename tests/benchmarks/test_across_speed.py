"""Grouping a desk: time and memory grow with the figures, and one edit costs the edit.

`PYTHONPATH=. python tests/benchmarks/test_across_speed.py 1000000` measures a desk of any size by hand.
"""

from __future__ import annotations

import resource
import sys
import time
from array import array
from collections.abc import Callable, Iterator
from random import Random

import pytest

from ecodesk.checking import check_across
from ecodesk.checking.blocking import candidates, keys_of
from ecodesk.checking.stated import comparable
from ecodesk.domain.facts import Fact
from ecodesk.domain.text import Span

pytestmark = pytest.mark.slow
EACH = 40  # figures of an article
RETOLD = 10  # one article in so many tells again what the one before told
INDICATORS = ("茶园面积", "干茶产量", "农业产值", "游客人次", "公路里程", "用电量", "绿地面积", "粮食产量")
UNITS = ("亩", "吨", "元", "人次", "公里", "千瓦时", "平方米", "吨")


def name_of(number: int) -> str:
    """A place name of its own for every number."""
    lot = Random(number)
    return "".join(chr(0x4E00 + lot.randrange(6000)) for _ in range(4)) + "镇"


def figures(count: int) -> Iterator[Fact]:
    """A synthetic desk: every article about places of its own, one in ten like the one before."""
    for number in range(count):
        article, at = divmod(number, EACH)
        source = article - 1 if article % RETOLD == RETOLD - 1 else article
        place, kind = name_of(source * EACH + at), at % len(INDICATORS)
        value = str(Random(source * EACH + at).randrange(1000, 10**6))
        text = f"{value}{UNITS[kind]}"
        sentence = f"{place}{INDICATORS[kind]}达{text}。"
        yield Fact(
            f"{article}:{at}", str(article), str(article), 1, Span(at * 30, at * 30 + len(text)), text,
            sentence, place, INDICATORS[kind], value, unit=UNITS[kind], place=place)


def grouped(keys: list[array[int]], articles: list[str]) -> tuple[float, int]:
    """Processor seconds that finding all pairs worth comparing takes, and how many there are."""
    began = time.process_time()
    found = sum(1 for _ in candidates(keys, articles))
    return time.process_time() - began, found


def prepared(count: int) -> tuple[list[array[int]], list[str]]:
    """Keys and articles of a desk, the figures themselves let go."""
    keys: list[array[int]] = []
    articles: list[str] = []
    for fact in figures(count):
        keys += map(keys_of, comparable([fact]))
        articles.append(fact.article_id)
    return keys, articles


def test_pairs_grow_with_the_desk(record_property: Callable[[str, object], None]) -> None:
    small, large = (grouped(*prepared(count)) for count in (10_000, 40_000))
    record_property("seconds", (round(small[0], 2), round(large[0], 2)))
    assert 3 <= large[1] / small[1] <= 5
    assert large[0] <= 8 * small[0] + 0.5


def test_what_is_told_again_is_found(record_property: Callable[[str, object], None]) -> None:
    facts = list(figures(4_000))
    began = time.process_time()
    findings = check_across(facts)
    record_property("seconds", round(time.process_time() - began, 2))
    assert len(findings) >= 0.9 * len(facts) / RETOLD


def by_hand(count: int) -> None:
    began = time.process_time()
    keys, articles = prepared(count)
    made = time.process_time() - began
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, pairs = grouped(keys, articles)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{count} figures: keys {made:.1f} s, pairs {seconds:.2f} s ({pairs}), "
          f"{before // 1024} MB before, {after // 1024} MB after")


if __name__ == "__main__":
    by_hand(int(sys.argv[1]))
