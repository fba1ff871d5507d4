"""How surely two figures are about the same thing, from imperfect labels and from the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from ecodesk.checking.periods import time_of
from ecodesk.domain.facts import Fact
from ecodesk.knowledge.indicators import group_of, groups_in, modifiers
from ecodesk.knowledge.tables import read_table

LEFT, RIGHT = 18, 10
WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]+")
QUOTES = re.compile(r"[“”\"'《》（）()\s]")
SENTENCE_CUT = re.compile(r"[。；！？\n]")
CLAUSE_CUT = re.compile(r"[，。；：！？、\n]")
PLACE_END = ("市", "区", "县", "省", "州", "镇", "乡", "村")
UNKNOWN_SUBJECT = 0.35
CERTAIN_SUBJECT, CERTAIN_INDICATOR = 0.75, 0.75
RUN_FULL = 7


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The words that say what a figure is about; `grams` are the bigrams that carry meaning."""

    subject: str
    indicator: str
    left: str
    right: str
    groups: tuple[str, ...]
    grams: frozenset[str]


@cache
def generic_grams() -> frozenset[str]:
    """Bigrams of words too common to tie two figures together (resources/checking_generic.csv)."""
    rows = read_table("checking_generic.csv", ("word",))
    return frozenset(gram for row in rows for gram in bigrams(row["word"]))


def bigrams(text: str) -> set[str]:
    """Pairs of neighbouring letters inside runs of Chinese or Latin letters."""
    return {run[place : place + 2] for run in WORD.findall(text) for place in range(len(run) - 1)}


@lru_cache(maxsize=65536)
def neighbourhood(fact: Fact) -> Neighbourhood:
    """Subject, indicator and the nearest words of a figure."""
    left, right = _around(fact)
    subject = QUOTES.sub("", fact.subject)
    indicator = QUOTES.sub("", fact.indicator)
    near = CLAUSE_CUT.split(left)[-1]
    group = group_of(indicator)
    groups = (group,) if group else groups_in(near + " " + CLAUSE_CUT.split(right)[0])
    grams = bigrams(f"{subject} {indicator} {left} {CLAUSE_CUT.split(right)[0]}") - generic_grams()
    return Neighbourhood(subject, indicator or near[-8:], left, right, groups, frozenset(grams))


def _around(fact: Fact) -> tuple[str, str]:
    """Words of the sentence right before and right behind the figure."""
    start = fact.sentence.find(fact.text)
    while start > 0 and fact.text[:1].isdigit() and fact.sentence[start - 1] in "0123456789.":
        following = fact.sentence.find(fact.text, start + 1)
        if following < 0:
            break
        start = following
    if start < 0:
        return "", ""
    left = SENTENCE_CUT.split(fact.sentence[max(0, start - LEFT) : start])[-1]
    end = start + len(fact.text)
    return left, SENTENCE_CUT.split(fact.sentence[end : end + RIGHT])[0]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Shares from 0 to 1 of what speaks for one and the same quantity."""

    subject: float
    indicator: float
    words: float
    same_time: bool
    same_place: bool
    same_modality: bool
    same_scope: bool

    @property
    def total(self) -> float:
        return 0.35 * self.subject + 0.35 * self.indicator + 0.3 * self.words

    @property
    def certain(self) -> bool:
        """Like is compared with like: one subject, one indicator, one place."""
        return self.subject >= CERTAIN_SUBJECT and self.indicator >= CERTAIN_INDICATOR and self.same_place \
            and self.same_scope


def likeness(left: Fact, right: Fact) -> Likeness:
    """What speaks for two figures of one kind of unit stating the same quantity."""
    one, two = neighbourhood(left), neighbourhood(right)
    run = longest_run(one.left, two.left, at_end=True) + longest_run(one.right, two.right, at_end=False)
    words = min(1.0, run / RUN_FULL)
    same_place = not left.place or not right.place or left.place == right.place
    return Likeness(
        subject=_subject(left, right, one, two), indicator=_indicator(one, two, words), words=words,
        same_time=time_of(left.period).fits(time_of(right.period)), same_place=same_place,
        same_modality=left.modality == right.modality, same_scope=_same_scope(one, two))


def _subject(left: Fact, right: Fact, one: Neighbourhood, two: Neighbourhood) -> float:
    a, b = one.subject, two.subject
    shared = len(one.grams & two.grams - _indicator_grams(one, two))
    context = min(shared, 6) * 0.07
    if a and b:
        likely = max(names_alike(a, b), 0.15 + context)
        if a in right.sentence or b in left.sentence:
            likely = max(likely, 0.6 + context / 2)
        return min(likely, 1.0)
    known = a or b
    other = right.sentence if a else left.sentence
    if known and known in other:
        return 0.85
    same_place = bool(left.place) and left.place == right.place
    return min(1.0, UNKNOWN_SUBJECT + context + (0.3 if same_place else 0.0))


def names_alike(a: str, b: str) -> float:
    """1 for one name, 0.9 where one holds the other (巫山脆李, 脆李), else the share of bigrams they have in common.

    Two names of places are alike only when equal but for the last letter (綦江, 綦江区).
    """
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    if len(short) >= 2 and short in long:
        place = short.endswith(PLACE_END) or len(short) == 2
        return 0.9 if long.startswith(short) and len(long) - len(short) == 1 or not place else 0.6
    x, y = bigrams(a), bigrams(b)
    return 2 * len(x & y) / (len(x) + len(y)) if x and y else 0.0


def _indicator_grams(one: Neighbourhood, two: Neighbourhood) -> set[str]:
    return bigrams(" ".join((*one.groups, *two.groups)))


def _indicator(one: Neighbourhood, two: Neighbourhood, words: float) -> float:
    if one.groups and two.groups:
        if one.groups[-1] == two.groups[-1]:
            return 1.0
        return 0.5 if set(one.groups) & set(two.groups) else 0.0
    if one.indicator and one.indicator == two.indicator:
        return 1.0
    x, y = bigrams(one.indicator), bigrams(two.indicator)
    dice = 2 * len(x & y) / (len(x) + len(y)) if x and y else 0.0
    return max(dice, words * 0.9)


def _same_scope(one: Neighbourhood, two: Neighbourhood) -> bool:
    """False where one indicator is narrower: 新增, 人均, 出口 stand in one and not in the other."""
    for word in SCOPE_WORDS:
        if (word in one.indicator + one.left[-6:]) != (word in two.indicator + two.left[-6:]):
            return False
    first, second = (modifiers(side.indicator) for side in (one, two))
    return not first or not second or first in second or second in first or bool(bigrams(first) & bigrams(second)) \
        or (len(first) < 2 or len(second) < 2)


SCOPE_WORDS = ("新增", "新建", "人均", "户均", "亩均", "日均", "首期", "一期", "二期", "意向", "出口", "其中", "净",
               "规上", "规模以上", "中心城区", "登记", "交易", "计划", "规划总", "在建", "剩余")


def longest_run(a: str, b: str, at_end: bool) -> int:
    """Letters that both texts share right beside the figure."""
    first, second = (reversed(a), reversed(b)) if at_end else (iter(a), iter(b))
    return _run(first, second)


def _run(first: Iterable[str], second: Iterable[str]) -> int:
    count = 0
    for x, y in zip(first, second, strict=False):
        if x != y or x.isdigit():
            break
        count += 1
    return count
