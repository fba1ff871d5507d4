"""Grouping a desk: time and memory grow with the figures.

`ECODESK_BENCH_FACTS=1000000 pytest tests/benchmarks/test_across_speed.py` measures a million figures, which
takes some minutes to build; without it the largest desk has 300,000. Ten seconds a million, in proportion.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from ecodesk.checking import check_across
from ecodesk.checking.blocking import candidates, keys_of
from ecodesk.checking.stated import comparable
from ecodesk.domain.facts import Fact
from ecodesk.domain.text import Span

pytestmark = [pytest.mark.slow, pytest.mark.alone]
EACH = 40  # figures of an article
FACTS = int(os.environ.get("ECODESK_BENCH_FACTS", "300000"))
RETOLD = 10  # one article in so many tells again what the one before told
INDICATORS = ("茶园面积", "干茶产量", "农业产值", "游客人次", "公路里程", "用电量", "绿地面积", "粮食产量")
UNITS = ("亩", "吨", "元", "人次", "公里", "千瓦时", "平方米", "吨")


def name_of(number: int) -> str:
    """A place name of its own for every number."""
    mixed = (number + 1) * 0x9E3779B97F4A7C15 % 2**64
    mixed = (mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9 % 2**64
    return "".join(chr(0x4E00 + (mixed >> shift) % 6000) for shift in (48, 34, 20, 6)) + "镇"


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


def prepare(count: int, path: Path) -> None:
    """Write down the keys of a desk, those of a figure behind its own number of them."""
    with path.open("wb") as stream:
        for fact in figures(count):
            (keys,) = map(keys_of, comparable([fact]))
            array("I", (len(keys), *keys)).tofile(stream)


def prepared(path: Path) -> list[array[int]]:
    """The keys again, in a program that has taken no other memory."""
    keys: list[array[int]] = []
    with path.open("rb") as stream:
        while head := stream.read(4):
            own = array("I")
            own.fromfile(stream, int.from_bytes(head, sys.byteorder))
            keys.append(own)
    return keys


@dataclass(frozen=True, slots=True)
class Measured:
    """One desk grouped in a program of its own: processor seconds (the better of two runs), pairs, and MB."""

    seconds: float
    pairs: int
    kept: int
    added: int


def measured(count: int, checkout: Path, folder: Path) -> Measured:
    """Group a desk of so many figures, of which the keys are kept."""
    path = {**os.environ, "PYTHONPATH": str(checkout)}
    keys = folder / f"{count}.keys"
    for step in ("prepare", "group"):
        done = subprocess.run([sys.executable, __file__, step, str(count), str(keys)], check=True,
                              capture_output=True, text=True, env=path)
    return Measured(**json.loads(done.stdout))


def test_a_million_figures_are_grouped_in_ten_seconds(
        checkout: Path, tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    """From 10,000 figures to `FACTS` time and memory grow with the desk; from kept keys, on one core."""
    small, middle, large = (measured(count, checkout, tmp_path) for count in (10_000, 100_000, FACTS))
    record_property("seconds", [one.seconds for one in (small, middle, large)])
    record_property("MB of the keys", [one.kept for one in (small, middle, large)])
    record_property("MB of the grouping", [one.added for one in (small, middle, large)])
    times, more = FACTS / 100_000, large.pairs / middle.pairs
    # Figures with one value and unit are looked at whatever their names: by chance some of a large desk are.
    assert 0.8 * times <= more <= 2.5 * times
    # Processor time grows on a busy machine, too: then the ratio speaks.
    assert large.seconds <= times or large.seconds <= 1.5 * times * middle.seconds
    assert middle.seconds <= 20 * small.seconds + 0.5
    # Less than half a second in the middle: one slow moment there tells little.
    assert large.seconds <= 2.5 * times * middle.seconds
    # Below some megabytes a program takes no more than it has let go of.
    assert large.added <= 6 * times + 10


def test_what_is_told_again_is_found(record_property: Callable[[str, object], None]) -> None:
    facts = list(figures(4_000))
    began = time.process_time()
    findings = check_across(facts)
    record_property("seconds", round(time.process_time() - began, 2))
    assert len(findings) >= 0.9 * len(facts) / RETOLD


def group(count: int, path: Path) -> None:
    """Print what grouping takes."""
    articles = [str(number // EACH) for number in range(count)]
    start = _peak()
    keys = prepared(path)
    before = _peak()
    (seconds, pairs), again = grouped(keys, articles), grouped(keys, articles)
    print(json.dumps({"seconds": round(min(seconds, again[0]), 2), "pairs": pairs, "kept": before - start,
                      "added": _peak() - before}))


def _peak() -> int:
    """MB that this program has taken at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    {"prepare": prepare, "group": group}[sys.argv[1]](int(sys.argv[2]), Path(sys.argv[3]))
