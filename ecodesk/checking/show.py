"""How numbers, formulas and findings are put into words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ecodesk.checking.layout import Item
from ecodesk.domain.facts import Fact
from ecodesk.domain.findings import Extent, Finding, Suggestion, Verdict
from ecodesk.knowledge.intervals import Interval, printed_number
from ecodesk.knowledge.messages import message

_PLACES = 6
WORTHS = {
    Decimal(1): "",
    Decimal(10_000): "万",
    Decimal(100_000_000): "亿",
    Decimal(1000): "千",
    Decimal(100): "百",
    Decimal(10_000_000): "千万",
    Decimal(1_000_000): "百万",
    Decimal(10_000_000_000): "百亿",
    Decimal(100_000_000_000): "千亿",
    Decimal(1_000_000_000_000): "万亿",
}


def plain(number: Decimal) -> str:
    """The number without exponent and without idle zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(number: Decimal, digits: int = 4) -> str:
    """At most two decimals, or three significant digits below one; whole numbers stay whole."""
    if number == 0:
        return "0"
    places = 2 if abs(number) >= 1 else min(digits - number.adjusted() - 2, 12)
    return plain(number.quantize(Decimal(1).scaleb(-places)))


def words_now(fact: Fact) -> str:
    """The figure as its copy prints it; where an editor corrected it, as the copy would print it now."""
    printed, number = printed_number(fact.text), fact.number
    if fact.step or fact.value_high or printed is None or number is None or printed[0] * printed[1] == number:
        return fact.text
    worth = printed[1] if printed[1] in WORTHS else natural_worth(abs(number))
    return f"{plain(number / worth)}{WORTHS[worth]}{fact.unit}"


def worth_of(item: Item) -> Decimal:
    """The multiplier the figure is printed with (万 -> 10000); chosen by size for Chinese numerals."""
    printed = printed_number(item.text)
    if printed is not None:
        return printed[1]
    return natural_worth(abs(item.value / item.factor))


def natural_worth(number: Decimal) -> Decimal:
    """万 or 亿 where a number reads better with it."""
    if number >= 100_000_000:
        return Decimal(100_000_000)
    return Decimal(10_000) if number >= 10_000 else Decimal(1)


def like(value: Decimal, item: Item, precise: bool = True) -> str:
    """A value in base units, printed in the unit and multiplier of the item."""
    worth = worth_of(item)
    number = value / item.factor / worth
    if worth > 1 and number and abs(number) < Decimal("0.01"):
        worth, number = Decimal(1), value / item.factor
    shown = plain(round(number, 6)) if precise else rounded(number)
    return f"{shown}{WORTHS.get(worth, '')}{item.fact.unit}"


def amount(number: Decimal, unit: str) -> str:
    """A number with 万 or 亿 as fits, and its unit."""
    worth = natural_worth(abs(number))
    return f"{rounded(number / worth)}{WORTHS[worth]}{unit}"


def tolerance_text(interval: Interval, item: Item) -> str:
    """The interval of a result, in the item's unit and multiplier."""
    worth = worth_of(item)
    scale = item.factor * worth
    unit = f"{WORTHS.get(worth, '')}{item.fact.unit}"
    return f"{ends_text(interval.scaled(1 / scale))}{unit}"


def ends_text(interval: Interval) -> str:
    """Both ends of an interval, once where they are one."""
    return "～".join(dict.fromkeys((rounded(interval.low), rounded(interval.high))))


def bounds_text(interval: Interval, unit: str) -> str:
    """What a printed figure leaves open, with 万 or 亿 where that reads better: 17.5～18.5亿元."""
    worth = natural_worth(max(abs(interval.low), abs(interval.high)))
    ends = "～".join(plain(round(end / worth, _PLACES)) for end in (interval.low, interval.high))
    return f"{ends}{WORTHS[worth]}{unit}"


def half_steps(items: Sequence[Item], like_item: Item) -> str:
    """Half a unit of the last printed digit of every operand, added up."""
    total = sum((item.stated.width / 2 for item in items), Decimal(0))
    return f"±{like(total, like_item, precise=False)}"


def rounding_of(gap: Decimal, stated: Item) -> str:
    """What is said where figures agree only by rounding: the gap is wider than the stated figure's own."""
    return message("check-rounding") if gap > stated.interval.width / 2 else ""


def finding(
    code: str,
    verdict: Verdict,
    items: Sequence[Item],
    key: str,
    *,
    formula: str = "",
    tolerance: str = "",
    suggestion: Suggestion | None = None,
    extent: Extent | None = None,
    **values: object,
) -> Finding:
    """A finding whose explanation is row `key` of the message table."""
    facts: tuple[Fact, ...] = tuple(dict.fromkeys(item.fact for item in items))
    return Finding(
        kind=code,
        verdict=verdict,
        facts=facts,
        explanation=message(key, **values),
        formula=formula,
        tolerance=tolerance,
        suggestion=suggestion,
        extent=extent,
        article_id=facts[0].article_id,
    )
