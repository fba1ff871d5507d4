"""Single slips of the pen and the keyboard: which one repairs a figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ecodesk.checking.layout import Item
from ecodesk.checking.show import WORTHS, like, natural_worth, plain
from ecodesk.checking.vocabulary import confusables
from ecodesk.domain.findings import Suggestion
from ecodesk.knowledge.intervals import PRINTED, Interval, is_exact, printed_number
from ecodesk.knowledge.messages import message

TEN, MYRIAD = Decimal(10), Decimal(10_000)
MOST_TOLD = 2
FEWEST_DIGITS = 3
TYPED = frozenset({"lost", "added", "doubled", "swapped", "digit"})
"""Slips of single digits: the last one is worth what it was."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One way in which a figure may have been mistyped; `value` is what was meant, in the written unit.

    `unit` is set where another unit was meant: the number stays, `value` is the quantity in the written unit.
    """

    kind: str
    value: Decimal
    text: str
    unit: str = ""

    @property
    def title(self) -> str:
        """The slip in Chinese."""
        return message(f"slip-{self.kind}")


def slips_of(item: Item) -> Iterator[Slip]:
    """What may have been meant, the likeliest slip first: point, 万/亿, unit, digit doubled or swapped.

    Counted things stay whole.
    """
    counted = item.dimension.startswith("count:") and item.value == int(item.value)
    for slip in _all_slips(item):
        if not counted or slip.value == int(slip.value):
            yield slip


def _all_slips(item: Item) -> Iterator[Slip]:
    number = item.fact.number
    if number is None or number <= 0 or item.fact.number_high is not None:
        return
    printed = printed_number(item.text)
    digits, worth = printed if printed else (number / natural_worth(number), natural_worth(number))
    for kind, factor in (
        ("point", 1 / TEN),
        ("point", TEN),
        ("point", 1 / (TEN * TEN)),
        ("point", TEN * TEN),
    ):
        yield _slip(item, kind, digits * factor, worth)
    for kind, other in (("myriad", worth / MYRIAD), ("myriad", worth * MYRIAD)):
        if other in WORTHS:
            yield _slip(item, kind, digits, other)
    yield from _unit_slips(item, number)
    for kind, changed in _digit_slips(plain(digits)):
        yield _slip(item, kind, Decimal(changed), worth)


def _unit_slips(item: Item, number: Decimal) -> Iterator[Slip]:
    """The same number in a unit that is easily written for this one: 斤 for 公斤."""
    for other in confusables().get(item.fact.unit, ()):
        if item.unit is not None and item.text.endswith(item.fact.unit):
            text = item.text.removesuffix(item.fact.unit) + other.name
            yield Slip("unit", number * other.factor / item.factor, text, other.name)


def _digit_slips(digits: str) -> Iterator[tuple[str, str]]:
    for place in range(len(digits) - 1):
        left, right = digits[place], digits[place + 1]
        if left == right:
            yield "doubled", digits[:place] + digits[place + 1 :]
        elif left.isdigit() and right.isdigit() and not (place == 0 and right == "0"):
            yield "swapped", digits[:place] + right + left + digits[place + 2 :]
    for place, character in enumerate(digits):
        if character.isdigit() and len(digits) > 1 and digits[:place] + digits[place + 1 :] not in ("", "."):
            yield "added", (digits[:place] + digits[place + 1 :]).strip(".")


def _slip(item: Item, kind: str, digits: Decimal, worth: Decimal) -> Slip:
    shown = plain(digits) + WORTHS.get(worth, "")
    text = item.text
    match = PRINTED.search(text)
    new = text[: match.start()] + shown + text[match.end() :] if match else f"{shown}{item.fact.unit}"
    return Slip(kind, digits * worth, new)


def repaired(item: Item, fits: Callable[[Decimal], bool]) -> Slip | None:
    """The first slip whose value, in base units, makes everything fit."""
    return next((slip for slip in slips_of(item) if fits(slip.value * item.factor)), None)


def suggestion_of(item: Item, slip: Slip) -> Suggestion:
    """The slip as a proposal for the fact's value field."""
    if slip.unit:
        return Suggestion(item.fact.id, "unit", slip.unit, slip.text)
    return Suggestion(item.fact.id, "value", plain(slip.value), slip.text)


@dataclass(frozen=True, slots=True)
class Guess:
    """What is probably meant where figures contradict each other; `text` is for the end of a message.

    `suggestion` is set where just one of the figures can be repaired by a single slip.
    """

    text: str = ""
    suggestion: Suggestion | None = None


NO_GUESS = Guess()


def guess_to_fit(wanted: Sequence[tuple[Item, Interval]]) -> Guess:
    """Which figure a single slip brings into the interval that the others leave for it, in base units."""
    found: list[tuple[Item, Slip]] = []
    for item, interval in wanted:
        slip = next((slip for slip in slips_of(item) if interval.near(_printed(item, slip))), None)
        slip = slip or _mistyped(item, interval)
        if slip is not None and slip.text != item.text:
            found.append((item, slip))
    if not found:
        return NO_GUESS
    told = "，".join(
        message("check-guess", wrong=item.text, text=slip.text, slip=slip.title)
        for item, slip in found[:MOST_TOLD]
    )
    text = message("check-guess-one" if len(found) == 1 else "check-guess-several", told=told)
    return Guess(text, suggestion_of(*found[0]) if len(found) == 1 else None)


def _printed(item: Item, slip: Slip) -> Interval:
    """What the repaired figure would stand for, rounded as the printed one is; in base units."""
    value = slip.value * item.factor
    half = item.interval.width / 2 if is_exact(item.fact) else Decimal(0)
    if slip.kind not in TYPED:
        half *= value / item.value
    return Interval(value - half, value + half)


def _mistyped(item: Item, wanted: Interval) -> Slip | None:
    """A digit lost, or one digit wrong, of a figure with digits enough to tell."""
    if wanted.middle <= 0 or item.fact.number_high is not None or printed_number(item.text) is None:
        return None
    step = item.interval.width
    meant = (wanted.middle / step).quantize(Decimal(1), ROUND_HALF_UP) * step if step else wanted.middle
    text = like(meant, item)
    kind = kinship(digits_of(text), digits_of(item.text))
    longest = max(len(digits_of(text)), len(digits_of(item.text)))
    if kind not in TYPED or longest < FEWEST_DIGITS or not wanted.near(Interval(meant, meant)):
        return None
    return Slip(kind, meant / item.factor, text)


def digits_of(text: str) -> str:
    """Bare digits of a number, for telling swapped from different ones."""
    return re.sub(r"\D", "", text).strip("0")


def kinship(left: str, right: str) -> str:
    """What turns one digit string into the other: same, swapped, lost, doubled, one digit, or nothing."""
    if left == right:
        return "point"
    if len(left) == len(right):
        wrong = [place for place in range(len(left)) if left[place] != right[place]]
        if len(wrong) == 1:
            return "digit"
        return "swapped" if sorted(left) == sorted(right) else ""
    short, long = sorted((left, right), key=len)
    if len(long) - len(short) != 1:
        return ""
    for place in range(len(long)):
        if long[:place] + long[place + 1 :] == short:
            doubled = place > 0 and long[place] == long[place - 1]
            return "doubled" if doubled or long[place : place + 2] == long[place] * 2 else "lost"
    return ""
