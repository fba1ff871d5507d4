"""Time of the extraction on hostile copy: linear in its length, whatever it consists of.

Processor time, the better of two runs; what takes less than the floor counts as the floor.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from ecodesk.domain.text import Article
from ecodesk.extraction import extract, numerals
from tests.unit.extraction.helpers import article_of

SHORT, LONG = 8_000, 32_000
FLOOR = 0.03
NEWS = "前三季度，甲市规模以上工业增加值同比增长6.5%，比上年同期加快0.7个百分点，进出口总额达1.2万亿元。"
DAY = "2024年5月6日，乙县接待游客三万多人次，旅游收入为4500万元。\n"
TITLE = "《条例》自2024年3月起施行，已办理案件31件。\n"
SHAPES = [
    "1", "一", "千", "一千二百", "万亿", "1.1.", "1,000,000,000,", "1/2", "三分之一", "百分之", "几", "3又",
    "5%", "1元", ",", "%", "—", "（", "“", "《", "第", "年", "至", "占", "比", "A", " ", "\n", "2024年5月6日",
    NEWS,
]  # fmt: skip
MOST = 1.5
"""Seconds that the long copy may take on a busy machine."""
pytestmark = pytest.mark.slow


def repeated(shape: str, length: int) -> str:
    return (shape * (length // len(shape) + 1))[:length]


def seconds(work: Callable[[], object], runs: int = 2) -> float:
    """The least processor time of some runs, at least the floor."""
    best = float("inf")
    for _ in range(runs):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return max(FLOOR, best)


def extraction_seconds(article: Article, runs: int = 2) -> float:
    return seconds(lambda: extract(article), runs)


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Dictionaries and tables are loaded before anything is timed."""
    extract(article_of(DAY + NEWS))


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_copy_takes_about_four_times_as_long(shape: str) -> None:
    short, long = repeated(shape, SHORT), repeated(shape, LONG)
    time_of_long = extraction_seconds(article_of(long))
    assert time_of_long < MOST
    assert time_of_long <= 7 * extraction_seconds(article_of(short))
    numerals_of_long = seconds(lambda: numerals(long))
    assert numerals_of_long < MOST
    assert numerals_of_long <= 7 * seconds(lambda: numerals(short))


@pytest.mark.parametrize("line", [DAY, TITLE])
def test_a_long_article_takes_as_long_for_each_character_as_a_short_one(line: str) -> None:
    short, long = repeated(line, SHORT), repeated(line, 10 * SHORT)
    each_of_short = extraction_seconds(article_of(short)) / SHORT
    each_of_long = extraction_seconds(article_of(long), runs=1) / (10 * SHORT)
    assert each_of_long <= 2 * each_of_short
