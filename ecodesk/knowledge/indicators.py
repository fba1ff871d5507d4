"""Synonyms of indicators: 年产值 and 总产值 are one thing, 登记量 and 交易量 are two."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from re import Pattern

from ecodesk.knowledge.tables import read_table

NEGLIGIBLE = re.compile(r"年度|全年|年末|年底|总|年|的|数量|数|量|达到|达|约|实现|目前|累计|规模|全|共|为|了")


@cache
def _groups() -> tuple[dict[str, str], Pattern[str]]:
    table: dict[str, str] = {}
    for row in read_table("indicators.csv", ("group", "words")):
        for word in filter(None, row["words"].split("|")):
            if word in table:
                raise ValueError(f"indicators.csv: {word} stands in {table[word]} and in {row['group']}")
            table[word] = row["group"]
    words = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(map(re.escape, words)))


def is_indicator_word(text: str) -> bool:
    """True when the table lists exactly this word."""
    return text in _groups()[0]


@lru_cache(maxsize=16384)
def groups_in(text: str) -> tuple[str, ...]:
    """Indicator groups named in a text, in reading order; the longest words win."""
    table, pattern = _groups()
    return tuple(dict.fromkeys(table[match.group()] for match in pattern.finditer(text)))


def group_of(indicator: str) -> str | None:
    """The group an indicator belongs to: that of its last known word (旅游综合收入), None when unknown."""
    found = groups_in(indicator)
    return found[-1] if found else None


@lru_cache(maxsize=16384)
def modifiers(indicator: str) -> str:
    """What is left of an indicator beside its group's word and words of no weight: 出口 of 年出口产值."""
    _, pattern = _groups()
    return NEGLIGIBLE.sub("", pattern.sub("", indicator))
