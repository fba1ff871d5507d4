"""Facts: the figures and claims of an article, the rows of the table."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from ecodesk.domain.reasons import Reason
from ecodesk.domain.text import Span


class Qualifier(StrEnum):
    """How the copy hedges a figure (约数词)."""

    EXACT = ""
    APPROX = "approx"  # 约 近 左右
    MORE = "more"  # 超 余 多 以上
    LESS = "less"  # 不足 以下


class Measure(StrEnum):
    """What kind of number a figure is (数别)."""

    AMOUNT = "amount"
    PERCENT = "percent"
    CHANGE = "change"
    MULTIPLE = "multiple"
    RANK = "rank"
    GRADE = "grade"
    CLAIM = "claim"


class Modality(StrEnum):
    """Whether the figure is a fact already or a plan (语气)."""

    ACTUAL = "actual"
    PLANNED = "planned"


BY_HAND = "by-hand"
"""Rule of a fact that an editor made (编辑登记)."""


def decimal_of(text: str) -> Decimal | None:
    """The exact number a value field holds; None for a grade (A), a score (3:0) or an empty field."""
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A field that an entry of the desk's own dictionary wrote.

    `found` is what extraction found there; `entry` and `given` are the entry's word and condition.
    """

    field: str
    found: str
    entry: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure or claim with its meaning.

    `value` and `value_high` are exact decimals with the multiplier expanded ("1800000000" for
    18亿), or the letter of a grade, or a score "3:0"; `unit` is without the multiplier (元).
    `step` is the worth of the last printed digit ("100000" for 1.377亿), "" when unknown.
    `period` is normalised: 2023, 2024-06, 2024-04-23, 2016/2020, 2025-01/2025-02.
    A claim keeps its words in `text`, its scope (全国, 重庆市) in `place`, and no value.
    `rule` names the rule that fired; `confidence` runs from 0 to 1: the chance that no field needs
    correcting. `reasons` tell the same field by field; there are none for a fact of an older version of the
    program, for one brought in from a table, and for fields that no rule decided. `rewritten` are the fields
    that hold what the desk's own dictionary says and not what was found.
    """

    id: str
    article_id: str
    document: str
    article: int
    span: Span
    text: str
    sentence: str
    subject: str = ""
    indicator: str = ""
    value: str = ""
    value_high: str = ""
    unit: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    measure: Measure = Measure.AMOUNT
    period: str = ""
    place: str = ""
    modality: Modality = Modality.ACTUAL
    rule: str = ""
    confidence: float = 0.0
    step: str = ""
    reasons: tuple[Reason, ...] = ()
    rewritten: tuple[Rewriting, ...] = ()

    @property
    def is_claim(self) -> bool:
        return self.measure is Measure.CLAIM

    @property
    def by_hand(self) -> bool:
        """True for a fact that an editor made."""
        return self.rule == BY_HAND

    def reason(self, field: str) -> Reason | None:
        """Why a field holds what it holds, None where not recorded; a unit goes with its value."""
        name = "value" if field in ("unit", "value_high") else field
        return next((reason for reason in self.reasons if reason.field == name), None)

    @property
    def number(self) -> Decimal | None:
        """Lower or only value as an exact number, None where it is not a number."""
        return decimal_of(self.value)

    @property
    def number_high(self) -> Decimal | None:
        """Upper value of a range as an exact number."""
        return decimal_of(self.value_high)


EDITABLE = (
    "subject",
    "indicator",
    "value",
    "value_high",
    "unit",
    "qualifier",
    "measure",
    "period",
    "place",
    "modality",
)
"""Fields of a fact that an editor may correct."""

RECORD_FIELDS = (
    "document",
    "article",
    "start",
    "end",
    "text",
    "sentence",
    "subject",
    "indicator",
    "value",
    "value_high",
    "unit",
    "qualifier",
    "measure",
    "period",
    "place",
    "modality",
    "rule",
    "confidence",
)
"""Public record, the same in JSON lines, CSV and Excel; every field a string."""


def record_of(fact: Fact) -> dict[str, str]:
    """The fact as a public record: all strings, "" when absent."""
    values: dict[str, object] = {
        name: getattr(fact, name) for name in RECORD_FIELDS if name not in ("start", "end", "confidence")
    }
    values |= {"start": fact.span.start, "end": fact.span.end, "confidence": f"{fact.confidence:.2f}"}
    return {name: str(values[name]) for name in RECORD_FIELDS}


def sentence_span(fact: Fact, text: str) -> Span | None:
    """Where the fact's sentence holds it in the clean text, None where the sentence reads otherwise there."""
    size = len(fact.sentence)
    start = text.find(fact.sentence, max(fact.span.end - size, 0)) if size else -1
    return Span(start, start + size) if 0 <= start <= fact.span.start else None
