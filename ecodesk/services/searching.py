"""What typed words ask for: a number is looked for as a value, however it and the copy are written."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from ecodesk.domain.facets import DeskFilter, Sought
from ecodesk.domain.facts import decimal_of
from ecodesk.domain.views import FactFilter
from ecodesk.knowledge.house import kind_of
from ecodesk.knowledge.script import simplified

_LONGEST_FORM = 14  # characters: nobody writes 0.0001234亿 out
_DATES = frozenset("年月日号")
"""Units by which 2023年 may as well be a date."""
_MULTIPLIERS = (("万", 4), ("亿", 8))


def sought_of(typed: str) -> Sought | None:
    """What these words ask for; None for none.

    A number with its multiplier or unit (1.2亿, 12000万元, 55%, 三成) asks for that value and for copy that
    writes it so. A bare number (18) may also be part of a name. All else is looked for as it stands.
    """
    words = " ".join(unicodedata.normalize("NFC", typed).split())
    if not words:
        return None
    number = _number(words)
    if number is None:
        return Sought(words=(words,))
    value, unit, bare = number
    if bare or unit in _DATES:
        return Sought((words,), forms_of(words, value, ""), value)
    return Sought((), forms_of(words, value, unit), value, kind_of(unit) if unit else "")


def fact_filter(wanted: DeskFilter) -> FactFilter:
    """A filter of the window as a list takes it."""
    return FactFilter(chosen=wanted.chosen, sought=sought_of(wanted.words))


def _number(words: str) -> tuple[str, str, bool] | None:
    """Value and unit when all the words are one figure, and whether it is digits only; else None."""
    # Loaded at the first search: the first paint needs no numerals.
    from ecodesk.extraction.exclusions import Exclusions
    from ecodesk.extraction.figures import mentions
    from ecodesk.services.fields import exact_number

    plain = simplified(unicodedata.normalize("NFKC", words)).replace(" ", "").replace(",", "")
    digits = decimal_of(plain)
    if digits is not None and plain.replace(".", "").lstrip("-").isdigit():
        return _plain(digits), "", True
    found = mentions(plain, Exclusions.of(plain, (), ()))
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(plain)) and not found[0].value_high:
        unit = "%" if kind_of(found[0].unit) == kind_of("%") else found[0].unit
        return (found[0].value, unit, False) if decimal_of(found[0].value) is not None else None
    alone = exact_number(plain)
    return None if alone is None else (alone, "", False)


def forms_of(words: str, value: str, unit: str) -> tuple[str, ...]:
    """How copy may write a value with its unit: as typed, and 1.2亿 as 12000万, 120000000, 120,000,000."""
    number = Decimal(value)
    if abs(number) < 10_000:
        forms = [words, _plain(number) + unit] if unit else [words]
    else:
        forms = [words, value, f"{number:,}"]
        forms += [_plain(number.scaleb(-power)) + word for word, power in _MULTIPLIERS]
        forms = [words, *(form + unit for form in forms[1:] if len(form) <= _LONGEST_FORM)]
    squeezed = words.replace(" ", "")
    return tuple(dict.fromkeys([squeezed, *forms]))


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
