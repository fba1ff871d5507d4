"""What an editor types into a field, made into what the field holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from ecodesk.domain.errors import UsageError
from ecodesk.domain.facts import EDITABLE, Fact, Measure, Modality, Qualifier, decimal_of
from ecodesk.extraction.periods import Anchor, periods
from ecodesk.knowledge.script import simplified

_ENUMS = {"qualifier": Qualifier, "measure": Measure, "modality": Modality}
_WORTH = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
_NUMBER = re.compile(r"([+-]?\d{1,30}(?:\.\d{1,30})?)([十百千万亿]{0,3}|兆)")
_PERIOD = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?")
_UP_TO = re.compile(r"^(?:截至|截止|截止到)(?=.)")
_WORDS = frozenset({Measure.GRADE, Measure.CLAIM, Measure.MULTIPLE})
_LONGEST = 200


def checked_fields(fact: Fact, fields: Mapping[str, str]) -> dict[str, str]:
    """The fields that differ from the fact's, in the form they are stored.

    A value may be typed as printed (13.5万, 1.2億, 1,350); a period is 2023, 2024-06, 2024-04-23 or two of
    them with a slash. UsageError names the field that does not fit.
    """
    changed: dict[str, str] = {}
    for name, typed in fields.items():
        if name not in EDITABLE:
            raise UsageError("services.field", field=name)
        plain = unicodedata.normalize("NFC", typed).strip()
        value = _stored(name, plain, fields.get("measure", fact.measure))
        if value != str(getattr(fact, name)):
            changed[name] = value
    return changed


def _stored(name: str, typed: str, measure: str) -> str:
    if len(typed) > _LONGEST:
        raise UsageError("services.too-long", field=name, longest=_LONGEST)
    if name in _ENUMS:
        if typed not in [str(item) for item in _ENUMS[name]]:
            raise UsageError("services.choice", field=name, value=typed)
        return typed
    if name in ("value", "value_high") and typed:
        return _value(typed, measure)
    if name == "period":
        period = exact_period(typed)
        if period is None:
            raise UsageError("services.period", value=typed)
        return period
    return typed


def exact_period(typed: str, published: str = "") -> str | None:
    """A time as stored (2024-06) from one as written (2024年6月, 去年, 一季度); None when it is none.

    Words like 去年 are counted from `published`, the article's date, and are none without it.
    """
    plain = _UP_TO.sub("", simplified(unicodedata.normalize("NFKC", typed)).strip())
    stored = re.sub(r"\s*[–—~至]\s*(?=\d{4}(?:-|$))", "/", plain)
    if not plain or is_period(stored):
        return stored
    times = periods(plain, Anchor.of(published))
    whole = len(times) == 1 and (times[0].start, times[0].end) == (0, len(plain))
    return times[0].value if whole and times[0].value else None


def is_period(text: str) -> bool:
    """True for a time as stored: 2024, 2024-06, 2024-04-23, or two of them with a stroke, first to last."""
    if not _PERIOD.fullmatch(text):
        return False
    parts = text.split("/")
    return parts == sorted(parts) and all(map(_on_calendar, parts))


def _on_calendar(text: str) -> bool:
    year, month, day = ([*map(int, text.split("-")), 1, 1])[:3]
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _value(typed: str, measure: str) -> str:
    number = exact_number(typed)
    if number is not None:
        return number
    # Grades (A), scores (3:0) and claims hold words.
    if measure in _WORDS:
        return typed
    raise UsageError("services.value", value=typed)


def exact_number(typed: str) -> str | None:
    """The exact decimal of a number as printed, its multiplier expanded; None when it is no number."""
    plain = simplified(unicodedata.normalize("NFKC", typed)).replace(",", "").replace(" ", "").rstrip("%")
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return None
    number = decimal_of(match.group(1))
    if number is None:
        return None
    worth = 1
    for letter in match.group(2):
        worth *= _WORTH[letter]
    if worth == 1:
        return match.group(1)
    product = number * Decimal(worth)
    text = f"{product:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
