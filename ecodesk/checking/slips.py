"""Single slips of the pen and the keyboard: which one repairs a figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ecodesk.checking.layout import Item
from ecodesk.checking.show import WORTHS, natural_worth, plain
from ecodesk.domain.findings import Suggestion
from ecodesk.knowledge.intervals import PRINTED, Interval, printed_number
from ecodesk.knowledge.messages import message

TEN, MYRIAD = Decimal(10), Decimal(10_000)
WORTH_WORDS = {word: worth for worth, word in WORTHS.items()}


@dataclass(frozen=True, slots=True)
class Slip:
    """One way in which a figure may have been mistyped; `value` is what was meant, in the written unit."""

    kind: str
    value: Decimal
    text: str

    @property
    def title(self) -> str:
        """The slip in Chinese."""
        return message(f"slip-{self.kind}")


def slips_of(item: Item) -> Iterator[Slip]:
    """What may have been meant, the likeliest slip first: point, 万/亿, digit doubled, lost or swapped."""
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
    for kind, changed in _digit_slips(plain(digits)):
        yield _slip(item, kind, Decimal(changed), worth)


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
    return Suggestion(item.fact.id, "value", plain(slip.value), slip.text)


def guess_to_fit(wanted: Sequence[tuple[Item, Interval]]) -> Suggestion | None:
    """The one figure that a single slip brings into its wanted interval; None when none or several do."""
    found: list[Suggestion] = []
    for item, interval in wanted:
        slip = repaired(item, lambda value, target=interval: target.near(Interval(value, value)))  # type: ignore[misc]
        if slip is not None:
            found.append(suggestion_of(item, slip))
    return found[0] if len(found) == 1 else None


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
