"""An article as the checks see it: its figures in reading order, each with the words around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ecodesk.checking.rulebook import DEFAULT, Rulebook
from ecodesk.domain.facts import Fact, Measure
from ecodesk.domain.text import Article
from ecodesk.knowledge.intervals import Interval, interval_of, is_exact, printed_number, step_of
from ecodesk.knowledge.units import Unit, unit_of

SENTENCE_END = re.compile(r"[。！？!?\n]")
CLAUSE_END = re.compile(r"[，。！？；：,;\n]")
MOST_NEAR = 40
REACH = 240
ORDINAL = frozenset({Measure.RANK, Measure.GRADE})
YUAN = "money:CNY"
CURRENCY = re.compile(r"(新?台币|港币|澳门币|葡币|美金|日币)")
CURRENCY_END = re.compile(rf"{CURRENCY.pattern}(?:大?约|近|逾|超过?|达到?|为|的)?$")
MOST_BEFORE = 8


@dataclass(frozen=True, slots=True)
class Item:
    """One figure with its number in the base unit of its dimension and the words around it.

    `before` and `after` reach to the neighbouring figures of the same sentence; `clause` is the
    text between the nearest punctuation marks, the figure included.
    """

    fact: Fact
    index: int
    sentence: int
    unit: Unit | None
    value: Decimal
    interval: Interval
    before: str
    after: str
    clause: str

    @property
    def dimension(self) -> str:
        """Dimension of the unit; `rank` and `grade` for those; the written unit where it is unknown."""
        return dimension_of(self.fact, self.unit)

    @property
    def factor(self) -> Decimal:
        """Factor of the written unit to the base unit."""
        return self.unit.factor if self.unit else Decimal(1)

    @property
    def is_percent(self) -> bool:
        return self.dimension == "percent"

    @property
    def is_counted(self) -> bool:
        """True for whole things counted one by one: 31家 is neither 30.5 nor 31.4."""
        counts = self.unit is not None and self.dimension.startswith("count:")
        return counts and is_exact(self.fact) and self.value % 1 == 0 and step_of(self.fact) == 1

    @property
    def stated(self) -> Interval:
        """As `interval`, without the rounding that whole things do not have."""
        return Interval(self.value, self.value) if self.is_counted else self.interval

    @property
    def text(self) -> str:
        """The figure as printed, without white space."""
        return re.sub(r"\s+", "", self.fact.text)

    def kin(self, other: Item) -> bool:
        """True when the two may be added or compared: one dimension, and one measure word for counts."""
        return self.dimension == other.dimension


def dimension_of(fact: Fact, unit: Unit | None) -> str:
    """What the fact's number counts, as a key: figures of different keys are never compared."""
    if fact.measure in ORDINAL:
        return str(fact.measure)
    dimension = unit.dimension if unit else f"count:{fact.unit}"
    return _currency_before(fact) or dimension if dimension == YUAN else dimension


def _currency_before(fact: Fact) -> str:
    """The dimension of the currency named before an amount in 元 (新台币3亿元), "" where none is."""
    start = max(fact.sentence.find(fact.text), 0)
    before = fact.sentence[max(0, start - MOST_BEFORE) : start]
    named = CURRENCY.search(fact.text) or CURRENCY_END.search(before)
    unit = unit_of(named.group(1)) if named else None
    return unit.dimension if unit else ""


@dataclass(frozen=True, slots=True)
class Copy:
    """One article with its figures; `text` is the clean text that the spans count, `book` what is asked."""

    article: Article
    text: str
    items: tuple[Item, ...]
    sentences: tuple[int, ...]
    book: Rulebook = DEFAULT

    def between(self, left: Item, right: Item) -> str:
        """Words between two figures."""
        return self.text[left.fact.span.end : right.fact.span.start]

    def in_sentence(self, item: Item) -> tuple[Item, ...]:
        """Figures of the item's sentence, itself included, in reading order."""
        return tuple(sorted((*self.near(item, back=0), item), key=lambda other: other.index))

    def by_sentence(self) -> Iterator[tuple[Item, ...]]:
        """Figures sentence by sentence, sentences without figures left out."""
        group: list[Item] = []
        for item in self.items:
            if group and group[-1].sentence != item.sentence:
                yield tuple(group)
                group = []
            group.append(item)
        if group:
            yield tuple(group)

    def near(self, item: Item, back: int = 1, ahead: int = 0) -> tuple[Item, ...]:
        """Other figures of the same sentence and so many sentences before and behind."""
        chosen: list[Item] = []
        for step, reach in ((-1, back), (1, ahead)):
            position = item.index + step
            while 0 <= position < len(self.items) and abs(position - item.index) <= MOST_NEAR:
                other = self.items[position]
                if abs(other.sentence - item.sentence) > (reach if other.sentence != item.sentence else 0):
                    break
                chosen.append(other)
                position += step
        return tuple(sorted(chosen, key=lambda other: other.index))

    def sentence_text(self, item: Item) -> str:
        """The sentence that holds the figure; of an endless one, the words around the figure."""
        start = max(self.sentences[item.sentence], item.fact.span.start - REACH)
        following = item.sentence + 1
        end = self.sentences[following] if following < len(self.sentences) else len(self.text)
        return self.text[start : min(end, item.fact.span.end + REACH)]


def read_copy(article: Article, facts: Sequence[Fact], book: Rulebook = DEFAULT) -> Copy:
    """The article's numeric figures with their surroundings; claims and figures without a number left out."""
    text = article.clean.text
    starts = (0, *(match.end() for match in SENTENCE_END.finditer(text)))
    figures = sorted(
        (fact for fact in facts if not fact.is_claim and fact.number is not None),
        key=lambda fact: (fact.span.start, fact.span.end),
    )
    return Copy(article, text, tuple(_items(text, starts, _apart(figures))), starts, book)


def _apart(figures: Iterable[Fact]) -> list[Fact]:
    """Figures without those that stand inside another one."""
    kept: list[Fact] = []
    for fact in figures:
        if kept and kept[-1].span.overlaps(fact.span):
            if len(fact.span) > len(kept[-1].span):
                kept[-1] = fact
            continue
        kept.append(fact)
    return kept


def _items(text: str, starts: tuple[int, ...], figures: list[Fact]) -> Iterator[Item]:
    numbers = [bisect_right(starts, fact.span.start) - 1 for fact in figures]
    for index, fact in enumerate(figures):
        number, value, interval = numbers[index], fact.number, interval_of(fact)
        if value is None or interval is None:
            continue
        unit = unit_of(fact.unit)
        factor = unit.factor if unit else Decimal(1)
        same_left = index > 0 and numbers[index - 1] == number
        same_right = index + 1 < len(figures) and numbers[index + 1] == number
        left = figures[index - 1].span.end if same_left else starts[number]
        sentence_end = starts[number + 1] if number + 1 < len(starts) else len(text)
        right = figures[index + 1].span.start if same_right else sentence_end
        yield Item(
            fact,
            index,
            number,
            unit,
            value * factor,
            interval.scaled(factor),
            text[max(left, fact.span.start - REACH) : fact.span.start],
            text[fact.span.end : min(max(right, fact.span.end), fact.span.end + REACH)],
            _clause(text, starts[number], sentence_end, fact),
        )


def _clause(text: str, start: int, end: int, fact: Fact) -> str:
    """The figure with the words up to the next punctuation mark on either side."""
    head = text[max(start, fact.span.start - REACH) : fact.span.start]
    tail = text[fact.span.end : min(end, fact.span.end + REACH)]
    cuts = [match.end() for match in CLAUSE_END.finditer(head)]
    stop = CLAUSE_END.search(tail)
    return (
        head[cuts[-1] if cuts else 0 :]
        + text[fact.span.start : fact.span.end]
        + tail[: stop.start() if stop else None]
    )


def significant_digits(item: Item) -> int:
    """How many digits of the figure carry weight: 1.377亿 has four, 300000 one."""
    printed = printed_number(item.text)
    number = printed[0] if printed else item.fact.number
    if not number:
        return 0
    return len(number.normalize().as_tuple().digits)
