"""Numbers as the copy prints them (409.82万) against exact values of the record ("4098200")."""

from __future__ import annotations

import re
from decimal import Decimal

from ecodesk.domain.facts import Fact, decimal_of
from ecodesk.domain.views import FactRow
from ecodesk.knowledge.script import forms, simplified
from ecodesk.knowledge.units import unit_of

_LONGEST_FORM = 14  # characters: nobody writes 0.0001234亿 out

_MULTIPLIERS = {"百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9,
                "百亿": 10, "千亿": 11, "万亿": 12, "兆": 12}
# The multiplier stands behind Arabic digits, at most with one word of vagueness between (16余万).
_PRINTED = re.compile(
    r"\d[余多来几]?(万亿|[十百千]?[万亿]|[百千]|兆(?=[余多\d]|[美日港欧]?[元圆]))(?![瓦克米分卡帕赫])")
_WRITTEN = re.compile(
    r"([-+−]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|[-+−]?\d+(?:\.\d+)?)(万亿|[十百千]?[万亿]|[百千兆])?")


def multiplier_of(text: str) -> str:
    """万, 萬 and the like as written behind the digits of a figure, "" where none."""
    found = _PRINTED.search(simplified(text))
    return text[found.start(1) : found.end(1)] if found else ""


def plain(number: Decimal) -> str:
    """A decimal without exponent and without zeros behind the point."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scaled(value: str, multiplier: str) -> str:
    number = decimal_of(value)
    if number is None:
        return value.replace(":", "∶") if value else ""
    return plain(number.scaleb(-_MULTIPLIERS.get(simplified(multiplier), 0))) + multiplier


def printed(value: str, text: str) -> str:
    """One value as the copy would print it, with the multiplier that `text` uses."""
    return _scaled(value, multiplier_of(text))


def printed_value(fact: Fact) -> str:
    """Value or range of a fact as the copy prints it: 409.82万, 5–8, 3∶0; a claim's own words."""
    if fact.is_claim:
        return fact.text
    multiplier = multiplier_of(fact.text) or _natural(fact)
    low = _scaled(fact.value, multiplier)
    if not fact.value_high:
        return low
    bare = low.removesuffix(multiplier) if multiplier else low
    return f"{bare}–{_scaled(fact.value_high, multiplier)}"


def _natural(fact: Fact) -> str:
    """万 or 亿 for a figure written in characters (超千万), which prints no digits of its own."""
    number = fact.number
    if number is None or any(character.isdigit() for character in fact.text):
        return ""
    word = "亿" if abs(number) >= 10**8 else "万" if abs(number) >= 10**4 else ""
    return next((form for form in forms(word) if form in fact.text), word) if word else ""


def compact(number: Decimal) -> str:
    """A number for an axis: four digits at most, with 万 or 亿."""
    for word, power in (("亿", 8), ("万", 4)):
        if abs(number) >= Decimal(10) ** power:
            return plain(_rounded(number.scaleb(-power))) + word
    return plain(_rounded(number))


def _rounded(number: Decimal) -> Decimal:
    if number == 0:
        return number
    places = max(3 - number.adjusted(), 0) if abs(number) < 10000 else 0
    return round(number, places)


def expand(written: str) -> str | None:
    """Exact value of a number an editor typed: "13.5万" gives "135000"; None when it is no number."""
    found = _WRITTEN.fullmatch(simplified(written).strip().replace(" ", ""))
    if not found:
        return None
    digits = found.group(1).replace(",", "").replace("，", "").replace("−", "-")
    number = Decimal(digits).scaleb(_MULTIPLIERS.get(found.group(2) or "", 0))
    return plain(number)


def rewritten(row: FactRow) -> str:
    """A figure's words with the number and unit as corrected, "" where they cannot be told apart.

    135万吨 whose value was corrected to 135000 is 13.5万吨.
    """
    fact, original = row.fact, row.original
    found = _WRITTEN.search(simplified(fact.text))
    if found is None or fact.is_claim or fact.value_high or original.value_high:
        return ""
    if expand(found[0]) != original.value:
        return ""
    head, tail = fact.text[: found.start()], fact.text[found.end() :]
    if fact.unit != original.unit:
        if not original.unit or not tail.endswith(original.unit):
            return ""
        tail = tail.removesuffix(original.unit) + fact.unit
    return head + printed(fact.value, fact.text) + tail


def spellings(written: str) -> tuple[str, ...]:
    """The same number as copy may write it: 1.2亿 is 12000万 and 120000000 too; other words stay alone."""
    exact = expand(written)
    if exact is None or abs(Decimal(exact)) < 10_000:
        return (written,)
    number = Decimal(exact)
    forms = [written, exact, f"{number:,}"] + [plain(number.scaleb(-power)) + word
                                              for word, power in (("万", 4), ("亿", 8))]
    return tuple(dict.fromkeys(form for form in forms if len(form) <= _LONGEST_FORM))


def same_unit(one: Fact, other: Fact) -> bool:
    """True when both figures are in one unit, in whatever script."""
    return simplified(one.unit) == simplified(other.unit)


def factor_between(one: Fact, other: Fact) -> Decimal | None:
    """How many units of the other figure one unit of this one is; None where the units do not compare.

    Things counted compare only under one measure word: 70家 and 70个 may be two things.
    """
    if same_unit(one, other):
        return Decimal(1)
    from_unit, to_unit = unit_of(one.unit), unit_of(other.unit)
    if from_unit is None or to_unit is None or from_unit.dimension != to_unit.dimension:
        return None
    return from_unit.factor / to_unit.factor
