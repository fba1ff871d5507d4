"""Ratios of two figures, and single figures, against what is usual; and the slip that repairs them all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from re import Pattern

from ecodesk.checking.layout import Copy, Item
from ecodesk.checking.likeness import names_alike, places_differ
from ecodesk.checking.periods import time_of
from ecodesk.checking.rulebook import Rulebook
from ecodesk.checking.show import amount, finding, plain, rounded
from ecodesk.checking.slips import Slip, guess_to_fit, repaired, suggestion_of
from ecodesk.domain.facts import Measure, Modality
from ecodesk.domain.findings import Extent, Finding, Suggestion, Verdict
from ecodesk.knowledge.intervals import Interval
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.ranges import Range

FAR = 14
ALIKE = 0.45
PER_UNIT = re.compile(r"单产|亩产|每亩|亩均|每公顷|每公斤|每斤|每吨|单价|均价|每户|每人")
PER_TIME = re.compile(r"每[天日周月]|[日周月]均|单日|当日")
FAR_UNITS = 100
OF_PRODUCTS = ("yield-", "price-", "value-", "weight-")
LABEL_BEFORE, LABEL_AFTER = 14, 6
WORDS_BEFORE = 28
BREAK = re.compile(r"[，。；：、,;]")
MOST_PAIRS = 200


@dataclass(frozen=True, slots=True)
class Ratio:
    """One figure over another, judged by one row; `value` is in the row's unit."""

    row: Range
    over: Item
    under: Item
    value: Interval

    @property
    def usual(self) -> bool:
        """True when the ratio may lie in the row's range."""
        return self.value.near(Interval(self.row.low, self.row.high))

    @property
    def items(self) -> tuple[Item, Item]:
        return self.over, self.under


class PlausibleCheck:
    """Yield per 亩, price per kilogram, income per head and the like lie in their usual range."""

    code = "plausible"
    title = "合理区间"

    def find(self, copy: Copy) -> Iterator[Finding]:
        ratios = list(_ratios(copy))
        for ratio in ratios:
            suggestion = None if ratio.usual else self._meant(ratio, ratios)
            yield self._report(ratio, suggestion)
        yield from self._single(copy)

    def _meant(self, ratio: Ratio, ratios: Sequence[Ratio]) -> Suggestion | None:
        """The figure of the ratio that most speaks against, if one slip of it repairs all its ratios."""
        blame = {item.fact.id: (_blame(item, ratios), item) for item in ratio.items}
        worst = max(score for score, _ in blame.values())
        suspects = [item for score, item in blame.values() if score == worst]
        if len(suspects) != 1:
            return None
        slip = self._slip(suspects[0], ratios)
        return suggestion_of(suspects[0], slip) if slip else None

    @staticmethod
    def _slip(suspect: Item, ratios: Sequence[Ratio]) -> Slip | None:
        about = [ratio for ratio in ratios if suspect in ratio.items]

        def fits(value: Decimal) -> bool:
            point = Interval(value, value)
            for ratio in about:
                over = point if ratio.over is suspect else ratio.over.interval
                under = point if ratio.under is suspect else ratio.under.interval
                if not Ratio(ratio.row, ratio.over, ratio.under, _quotient(ratio.row, over, under)).usual:
                    return False
            return True

        return repaired(suspect, fits)

    def _report(self, ratio: Ratio, suggestion: Suggestion | None) -> Finding:
        row, over, under = ratio.row, ratio.over, ratio.under
        verdict = Verdict.HOLDS if ratio.usual else Verdict.QUERY
        printed = (over.value / over.factor) / (under.value / under.factor)
        result = amount(printed, f"{over.fact.unit}/{under.fact.unit}")
        middle = _quotient(row, Interval(over.value, over.value), Interval(under.value, under.value)).middle
        other = amount(middle, row.unit)
        shown = result if other == result else f"{result} = {other}"
        side = "high" if middle > row.high else "low"
        key = "check-plausible-holds" if ratio.usual else f"check-plausible-{side}"
        guess = (
            message("check-plausible-guess", text=suggestion.text, wrong=_text_of(suggestion, ratio))
            if suggestion
            else message("check-plausible-either", over=over.text, under=under.text)
        )
        return finding(
            self.code,
            verdict,
            (over, under),
            key,
            formula=f"{over.text} ÷ {under.text} = {shown}",
            tolerance=f"{rounded(ratio.value.low)}～{rounded(ratio.value.high)}{row.unit}",
            suggestion=suggestion,
            extent=_extent(row),
            title=row.title,
            result=other,
            low=plain(row.low),
            high=plain(row.high),
            unit=row.unit,
            source=row.source,
            guess=guess,
        )

    def _single(self, copy: Copy) -> Iterator[Finding]:
        """Figures outside the range of the word right before them, each by the first row that it breaks."""
        table = _singles(copy.book)
        for item in copy.items:
            if item.unit is None or item.fact.measure in (Measure.CHANGE, Measure.MULTIPLE):
                continue
            rows = table.get(item.dimension, ())
            words = BREAK.split(item.before[-WORDS_BEFORE:])[-1]
            row = next((row for row in rows if words and _breaks(copy, row, item, words)), None)
            if row is not None:
                yield self._outside(row, item)

    def _outside(self, row: Range, item: Item) -> Finding:
        usual = Interval(row.low, row.high).scaled(row.over.factor)
        side, sign, end = ("high", ">", row.high) if item.value > usual.high else ("low", "<", row.low)
        guess = guess_to_fit([(item, usual)])
        value = item.interval.scaled(1 / row.over.factor)
        return finding(
            self.code,
            Verdict.QUERY,
            (item,),
            f"check-plausible-{side}",
            formula=f"{item.text} {sign} {plain(end)}{row.unit}",
            tolerance=f"{rounded(value.low)}～{rounded(value.high)}{row.unit}",
            suggestion=guess.suggestion,
            extent=_extent(row),
            title=row.title,
            result=item.text,
            low=plain(row.low),
            high=plain(row.high),
            unit=row.unit,
            source=row.source,
            guess=guess.text,
        )


@lru_cache(maxsize=8)
def _singles(book: Rulebook) -> dict[str, tuple[Range, ...]]:
    """Rows about single figures by the dimension of their unit."""
    table: dict[str, tuple[Range, ...]] = {}
    for row in book.ranges:
        if not row.is_ratio:
            table[row.over.dimension] = (*table.get(row.over.dimension, ()), row)
    return table


@lru_cache(maxsize=8)
def _paired(book: Rulebook) -> tuple[Range, ...]:
    return tuple(row for row in book.ranges if row.is_ratio)


@lru_cache(maxsize=8)
def _products(book: Rulebook) -> tuple[tuple[str, Pattern[str]], ...]:
    """Families of products (tea, citrus) and the words of each."""
    rows = [row for row in book.ranges if row.code.startswith(OF_PRODUCTS)]
    return tuple({(row.code.split("-")[1], row.subject): None for row in rows if row.subject is not None})


def _breaks(copy: Copy, row: Range, item: Item, words: str) -> bool:
    """True for a figure that the words before it name as this row's, and that is outside its range."""
    return (
        _one_unit(item, row)
        and row.over_words.search(words) is not None
        and row.subject_never.search(item.clause) is None
        and _about(copy, row, item)
        and not item.interval.scaled(1 / row.over.factor).near(Interval(row.low, row.high))
    )


def _one_unit(item: Item, row: Range) -> bool:
    """Ages are not years of work: a duration must be printed in the row's own unit."""
    if item.dimension != row.over.dimension or item.unit is None:
        return False
    return item.dimension != "duration" or item.fact.unit == row.over.name


def _text_of(suggestion: Suggestion, ratio: Ratio) -> str:
    return next(item.text for item in ratio.items if item.fact.id == suggestion.fact_id)


def _extent(row: Range) -> Extent:
    return Extent(plain(row.low), plain(row.high), row.unit, row.title)


def _blame(item: Item, ratios: Sequence[Ratio]) -> int:
    return sum(-1 if ratio.usual else 1 for ratio in ratios if item in ratio.items)


def _ratios(copy: Copy) -> Iterator[Ratio]:
    """One ratio per pair of figures: the first row of the table that fits it."""
    seen: set[tuple[int, int]] = set()
    by_kind: dict[str, list[Item]] = {}
    for item in copy.items:
        if item.fact.measure is Measure.AMOUNT and item.interval.low > 0 and not PER_UNIT.search(item.clause):
            by_kind.setdefault(item.dimension, []).append(item)
    for row in _paired(copy.book):
        assert row.under is not None
        above, below = by_kind.get(row.over.dimension), by_kind.get(row.under.dimension)
        if not above or not below:
            continue
        overs = [item for item in above if _fits_side(copy, row, item, over=True)][:MOST_PAIRS]
        unders = [item for item in below if overs and _fits_side(copy, row, item, over=False)][:MOST_PAIRS]
        for over in overs:
            under = _partner(copy, row, over, unders)
            if under is None or (over.index, under.index) in seen:
                continue
            if (
                _partner(copy, row, under, [other for other in overs if other.fact.unit == over.fact.unit])
                is not over
            ):
                continue  # another figure stands nearer to the divisor
            seen.add((over.index, under.index))
            yield Ratio(row, over, under, _quotient(row, over.interval, under.interval))


def _quotient(row: Range, over: Interval, under: Interval) -> Interval:
    assert row.under is not None
    return over.scaled(1 / row.over.factor) / under.scaled(1 / row.under.factor)


def _fits_side(copy: Copy, row: Range, item: Item, over: bool) -> bool:
    unit = row.over if over else row.under
    words = row.over_words if over else row.under_words
    if unit is None or words is None or not words.search(_label(item)):
        return False
    if row.subject_never.search(f"{item.fact.subject} {item.clause}"):
        return False
    if item.unit is not None and item.unit.factor * FAR_UNITS < unit.factor:
        return False
    return _about(copy, row, item)


def _label(item: Item) -> str:
    after = item.after[:LABEL_AFTER]
    for mark in "，。；、：":
        after = after.split(mark)[0]
    return f"{item.fact.indicator} {item.before[-LABEL_BEFORE:]} {after}"


def _about(copy: Copy, row: Range, item: Item) -> bool:
    return row.subject is None or bool(_topics(copy, row, item))


def _topics(copy: Copy, row: Range, item: Item) -> set[str]:
    """Words of the row's class that stand with the figure: in its subject or clause, else in its sentence."""
    if row.subject is None:
        return set()
    words = f"{item.fact.subject} {item.fact.indicator} {item.clause}"
    near = set(row.subject.findall(words))
    if near or _other_product(copy, row, words):
        return near
    return set(row.subject.findall(copy.sentence_text(item)))


def _other_product(copy: Copy, row: Range, words: str) -> bool:
    """True where the words name a crop of another family (yield-tea-dry, price-tea-fresh are one)."""
    if not row.code.startswith(OF_PRODUCTS):
        return False
    own = row.code.split("-")[1]
    return any(family != own and subject.search(words) for family, subject in _products(copy.book))


def _partner(copy: Copy, row: Range, over: Item, unders: Sequence[Item]) -> Item | None:
    """The nearest divisor that shares the class word, the place and the time."""
    fitting = [
        under for under in unders if under is not over and _together(copy, row, over, under, len(unders) == 1)
    ]
    return min(
        fitting,
        key=lambda under: (abs(under.sentence - over.sentence), abs(under.index - over.index)),
        default=None,
    )


def _together(copy: Copy, row: Range, over: Item, under: Item, only: bool) -> bool:
    """True when the two may be divided; `only`: the article has no other figure for the divisor."""
    gap = abs(over.sentence - under.sentence)
    if PER_TIME.findall(over.clause) != PER_TIME.findall(under.clause) and over.clause != under.clause:
        return False  # a year's total and what comes in a day
    if gap > FAR or not time_of(under.fact.period).serves(time_of(over.fact.period)):
        return False
    if places_differ(over.fact, under.fact):
        return False
    if (
        Modality.PLANNED in (over.fact.modality, under.fact.modality)
        and over.fact.modality != under.fact.modality
        and gap
    ):
        return False
    if gap == 0:
        return True
    if row.subject is None or not _topics(copy, row, over) & _topics(copy, row, under):
        return False
    if not row.code.startswith(OF_PRODUCTS):
        # People, loans and hours recur all over an article: only what stands together is divided.
        return gap <= 1
    return gap <= 1 or only or _same_subject(row, over, under)


def _same_subject(row: Range, over: Item, under: Item) -> bool:
    """Across sentences the two must share a subject, or a place where both clauses name the class."""
    if (
        over.fact.subject
        and under.fact.subject
        and names_alike(over.fact.subject, under.fact.subject) >= ALIKE
    ):
        return True
    named = row.subject is not None and all(row.subject.search(item.clause) for item in (over, under))
    return named and bool(over.fact.place) and over.fact.place == under.fact.place
