"""What references have to say about facts: one finding a fact, by the reference that counts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ecodesk.checking.references import Comparison
from ecodesk.checking.show import amount, bounds_text, plain, rounded
from ecodesk.domain.facts import Fact, Measure, Qualifier
from ecodesk.domain.findings import Finding, Suggestion, Verdict
from ecodesk.domain.references import REFERENCE_KIND
from ecodesk.knowledge.intervals import PRINTED, interval_of, is_exact, printed_number
from ecodesk.knowledge.messages import message
from ecodesk.knowledge.references import cited, figure_text, spoken
from ecodesk.knowledge.script import simplified
from ecodesk.knowledge.units import unit_of

_SIGNS = {Verdict.SAME: "=", Verdict.ROUNDED: "≈", Verdict.CONFLICT: "≠", Verdict.QUERY: "≠"}
_AGREEING = (Verdict.SAME, Verdict.ROUNDED)
_DIFFERING = (Verdict.CONFLICT, Verdict.QUERY, Verdict.SCOPE)
_PLACES = 6


def finding_of(found: Sequence[Comparison]) -> Finding:
    """The finding of a fact by the first of its comparisons; another source that differs is named."""
    best = found[0]
    fact, verdict = best.fact.written, best.verdict
    guess = message("reference-guess", slip=message(f"slip-{best.slip}")) if best.slip else ""
    gap = _gap(best)
    words = message(
        f"reference-{verdict}", text=fact.text, value=_value(best), source=_source(best),
        apart=message("reference-apart", gap=gap) if gap else "",
        period=spoken(best.reference.period) or message("reference-timeless"), guess=guess,
    )
    return Finding(
        kind=REFERENCE_KIND, verdict=verdict, facts=(fact,), explanation=words + _others(found),
        formula=_formula(best), tolerance=_tolerance(best), suggestion=_suggestion(best),
        article_id=fact.article_id,
    )


def _value(one: Comparison) -> str:
    return figure_text(one.reference)


def _source(one: Comparison) -> str:
    return cited(one.reference) or message("reference-unsourced")


def _others(found: Sequence[Comparison]) -> str:
    """Where the source that counts agrees and another one does not, or the other way round."""
    best = found[0]
    if best.verdict not in _AGREEING:
        return ""
    other = next((one for one in found[1:] if one.verdict in _DIFFERING), None)
    return message("reference-other", value=_value(other), source=_source(other)) if other else ""


def _formula(one: Comparison) -> str:
    sign = _SIGNS.get(one.verdict, "／")
    formula = f"{one.fact.written.text} {sign} {_value(one)}"
    gap = _gap(one)
    return message("reference-formula", formula=formula, gap=gap) if gap and sign == "≠" else formula


def _gap(one: Comparison) -> str:
    """Difference of the two in the fact's unit, with its share of the reference: 1万亩（7.69%）."""
    if _is_grade(one):
        return ""
    mine, reference = one.fact.fact.number, _in_unit_of(one)
    if mine is None or reference is None:
        return ""
    gap = abs(mine - reference)
    share = f"（{rounded(gap * 100 / abs(reference))}%）" if reference else ""
    unit = message("reference-points") if one.fact.fact.unit in ("%", "％") else one.fact.written.unit
    return f"{amount(gap, unit)}{share if unit == one.fact.written.unit else ''}"


def _in_unit_of(one: Comparison) -> Decimal | None:
    """The reference's value in the fact's unit; None for a range or a fact without number."""
    fact, reference = one.fact.fact, one.stated.fact
    value = reference.number
    if value is None or reference.number_high is not None or fact.number_high is not None:
        return None
    if fact.unit == reference.unit:
        return value
    units = unit_of(fact.unit), unit_of(reference.unit)
    if units[0] is None or units[1] is None:
        return value
    return round(value * units[1].factor / units[0].factor, _PLACES)


def _tolerance(one: Comparison) -> str:
    """What the reference as printed leaves open."""
    if one.verdict not in (*_AGREEING, Verdict.CONFLICT) or _is_grade(one):
        return ""
    interval = interval_of(one.stated.fact)
    if interval is None:
        return ""
    return bounds_text(interval, one.stated.fact.unit)


def _suggestion(one: Comparison) -> Suggestion | None:
    """The reference's value for the fact, where the copy gives one number that it contradicts."""
    fact = one.fact.fact
    differs = one.verdict in (Verdict.CONFLICT, Verdict.QUERY)
    if not differs or not all(_is_one(each) for each in (fact, one.stated.fact)):
        return None
    if _is_grade(one):
        return Suggestion(fact.id, "value", one.reference.value, _value(one))
    if one.slip == "unit":
        return Suggestion(fact.id, "unit", one.stated.fact.unit, _value(one))
    value = _in_unit_of(one)
    return Suggestion(fact.id, "value", plain(value), _as_printed(value, one.fact.written)) if value else None


def _is_grade(one: Comparison) -> bool:
    return one.fact.fact.measure is Measure.GRADE


def _is_one(fact: Fact) -> bool:
    """True for one number or grade without a qualifier."""
    return is_exact(fact) or (fact.measure is Measure.GRADE and fact.qualifier is Qualifier.EXACT)


def _as_printed(value: Decimal, fact: Fact) -> str:
    """A value in the words of the copy: its multiplier and unit stay as they are written."""
    # A Traditional character is one character in Simplified too.
    printed, match = printed_number(fact.text), PRINTED.search(simplified(fact.text))
    if printed is None or match is None:
        return amount(value, fact.unit)
    return f"{fact.text[: match.start(1)]}{plain(value / printed[1])}{fact.text[match.end(1) :]}"
