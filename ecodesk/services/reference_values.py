"""A figure of a reference as it is typed or stands in a cell, made into what the reference holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ecodesk.domain.errors import UsageError
from ecodesk.domain.facts import Measure, Modality, Qualifier, decimal_of
from ecodesk.domain.references import Reference, ReferenceColumn
from ecodesk.knowledge.grades import Grade, grade_of
from ecodesk.knowledge.labels import code_of
from ecodesk.knowledge.references import figure_text, is_aim, measure_of, objection, parted_unit
from ecodesk.knowledge.script import simplified
from ecodesk.reading.sheet import published
from ecodesk.services.fields import exact_number, exact_period

_C = ReferenceColumn
_BEFORE = re.compile(r"^(不超过|不少于|超过|将近|大约|不足|不到|突破|至少|约|近|超|逾)")
_AROUND, _INSIDE = "(左右|上下|以上|以下|以内)", ("余", "多")
_BEHIND = re.compile(rf"{_AROUND}$|([余多])$")
_MORE = frozenset(("超过", "超", "逾", "突破", "至少", "不少于", "以上", "余", "多"))
_LESS = frozenset(("不超过", "不足", "不到", "近", "将近", "以下", "以内"))
_NUMBER = r"[+-]?\d[\d,，]*(?:\.\d+)?"
_WORTH = "(?:百万|千万|百亿|千亿|万亿|[十百千万亿])?"
_FIGURE = re.compile(rf"({_NUMBER})({_WORTH})(?:([%％])?[—–~～至到-]({_NUMBER})({_WORTH}))?(.*)")
_PLANNED = re.compile("计划|规划|目标|预期|预计|拟")
_DIGITS = 15
_LONGEST = 200


def reference_of(typed: Mapping[ReferenceColumn, str]) -> Reference:
    """A reference from what was typed or stands in cells; the unit may carry a multiplier (万吨).

    A value may be 13.5万, 13.5 with the unit 万吨, 约18亿元, 12—13; a period 2023 or 2024年6月.
    UsageError services.reference-* for what does not fit.
    """
    cells = {column: _clean(typed.get(column, "")) for column in _C}
    for column, cell in cells.items():
        if len(cell) > _LONGEST:
            raise UsageError("services.too-long", field=column, longest=_LONGEST)
    given = code_of(Measure, cells[_C.MEASURE]) if cells[_C.MEASURE] else None
    grade = _grade(cells, given)
    figure = _graded(cells, grade) if grade else _figure(cells)
    period = exact_period(cells[_C.PERIOD].replace("/", "-") if _is_day(cells[_C.PERIOD])
                          else cells[_C.PERIOD])
    if period is None:
        raise UsageError("services.reference-period", value=cells[_C.PERIOD])
    found = Reference(
        subject=cells[_C.SUBJECT], indicator=cells[_C.INDICATOR], **figure, period=period,
        measure=Measure.GRADE if grade else given or measure_of(cells[_C.INDICATOR], figure["unit"]),
        place=cells[_C.PLACE], modality=_modality(cells), source=cells[_C.SOURCE],
        qualifier=grade.qualifier if grade else _qualifier(cells),
        dated=published(cells[_C.DATED]) or cells[_C.DATED], page=cells[_C.PAGE], note=cells[_C.NOTE],
    )
    refuse(found, cells[_C.VALUE])
    return found


def _grade(cells: Mapping[ReferenceColumn, str], given: Measure | None) -> Grade | None:
    """A grade, its unit in the cell or beside it; 2类 only where it is said to be one."""
    if given not in (None, Measure.GRADE):
        return None
    found = grade_of(cells[_C.VALUE]) or grade_of(f"{cells[_C.VALUE]}{cells[_C.UNIT]}")
    if found is None and given is Measure.GRADE:
        raise UsageError("services.reference-grade", value=cells[_C.VALUE])
    return found if found is not None and (found.sure or given is Measure.GRADE) else None


def _graded(cells: Mapping[ReferenceColumn, str], grade: Grade) -> dict[str, str]:
    written = cells[_C.VALUE]
    if grade.unit and grade.unit not in written:
        written += grade.unit
    return {"value": grade.value, "value_high": "", "unit": grade.unit, "text": written}


def _modality(cells: Mapping[ReferenceColumn, str]) -> Modality:
    """Plan or fact, as a cell says or else the indicator's own name."""
    said = cells[_C.MODALITY]
    if not said:
        return Modality.PLANNED if is_aim(cells[_C.INDICATOR]) else Modality.ACTUAL
    return code_of(Modality, said) or (Modality.PLANNED if _PLANNED.search(said) else Modality.ACTUAL)


def bare_number(cell: str) -> bool:
    """True for a cell that holds a number and nothing that says of what: 13.5, but not 13.5万 or 13.5吨."""
    found = _parsed(cell)
    return found is not None and not found.rest and not any(letters for _, letters in found.ends)


def refuse(reference: Reference, typed: str = "") -> None:
    """UsageError services.reference-* for a reference that can be none; `typed` is the value as it stands."""
    why = objection(reference)
    if why:
        raise UsageError(f"services.reference-{why}", value=typed or reference.value)


def typed_of(reference: Reference) -> dict[ReferenceColumn, str]:
    """What to type for a reference, so that `reference_of` gives the same again: 13.5 with the unit 万吨."""
    cells = {column: str(getattr(reference, column)) for column in _C}
    if reference.measure is Measure.GRADE:
        return cells | {_C.VALUE: figure_text(reference), _C.QUALIFIER: ""}
    found = _parsed(re.sub(f"{re.escape(reference.unit)}(?={_AROUND}?$)", "", figure_text(reference)))
    if found is None or found.rest:
        return cells
    letters, unit = found.ends[0][1], reference.unit
    if unit and letters and len({worth for _, worth in found.ends}) == 1 and parted_unit(
            letters + unit) == (_worth(letters), letters, unit):
        cells[_C.UNIT] = letters + unit
        ends = [number for number, _ in found.ends]
    else:
        ends = [number + worth for number, worth in found.ends]
    cells[_C.VALUE] = found.worded(ends[0])
    cells[_C.VALUE_HIGH] = ends[1] if ends[1:] else ""
    return cells


def _worth(letters: str) -> int:
    return parted_unit(f"{letters}×")[0]


def _clean(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFC", cell).split())


def _is_day(period: str) -> bool:
    """2023/12/31 is a day; 2016/2020 are two years."""
    return bool(re.fullmatch(r"\d{4}/\d{1,2}/\d{1,2}", period))


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure taken apart: its numbers with their multipliers, the words behind, the word of vagueness."""

    ends: tuple[tuple[str, str], ...]
    rest: str
    word: str

    def worded(self, number: str, unit: str = "") -> str:
        """The number and its unit with the word where copy has it: 约18亿元, 300余人, 300人左右."""
        if _BEFORE.match(self.word):
            return f"{self.word}{number}{unit}"
        return f"{number}{self.word}{unit}" if self.word in _INSIDE else f"{number}{unit}{self.word}"


def _parsed(written: str) -> _Figure | None:
    text = simplified(unicodedata.normalize("NFKC", written)).replace(" ", "")
    word = _BEFORE.search(text) or _BEHIND.search(text)
    match = _FIGURE.fullmatch(_BEHIND.sub("", _BEFORE.sub("", text)))
    if match is None:
        return None
    low, low_worth, percent, high, high_worth, rest = (part or "" for part in match.groups())
    ends = [(_short(low), low_worth or (high_worth if not percent else ""))]
    if high:
        ends.append((_short(high), high_worth))
    return _Figure(tuple(ends), rest, word[0] if word else "")


def _qualifier(cells: Mapping[ReferenceColumn, str]) -> Qualifier:
    if cells[_C.QUALIFIER]:
        return code_of(Qualifier, cells[_C.QUALIFIER]) or Qualifier.EXACT
    found = _parsed(cells[_C.VALUE])
    word = found.word if found else ""
    if not word:
        return Qualifier.EXACT
    return Qualifier.MORE if word in _MORE else Qualifier.LESS if word in _LESS else Qualifier.APPROX


def _figure(cells: Mapping[ReferenceColumn, str]) -> dict[str, str]:
    """Value, upper value, unit and the words they stand in. UsageError where there is no number."""
    found = _parsed(cells[_C.VALUE])
    upper = _parsed(cells[_C.VALUE_HIGH]) if cells[_C.VALUE_HIGH] else None
    if found is None or (cells[_C.VALUE_HIGH] and (upper is None or upper.ends[1:])):
        raise UsageError("services.reference-value", value=cells[_C.VALUE] or cells[_C.VALUE_HIGH])
    ends = found.ends if upper is None or found.ends[1:] else (*found.ends, *upper.ends)
    worth, multiplier, unit = parted_unit(cells[_C.UNIT] or found.rest)
    if multiplier and any(letters for _, letters in ends):
        raise UsageError("services.reference-twice", value=cells[_C.VALUE], unit=cells[_C.UNIT])
    values = [_exact(number + letters, worth) for number, letters in ends]
    shown = "—".join(f"{number}{letters}{multiplier}" for number, letters in ends)
    return {"value": values[0], "value_high": values[1] if values[1:] else "", "unit": unit,
            "text": found.worded(shown, unit)}


def _short(number: str) -> str:
    """A number without the noise of binary fractions that a sheet's cell may have."""
    digits = number.replace(",", "").replace("，", "")
    exact = decimal_of(digits)
    if exact is None or len(digits.replace(".", "").lstrip("+-0")) <= _DIGITS:
        return digits.removeprefix("+")
    return _plain(Decimal(f"{float(digits):.{_DIGITS}g}")) if "." in digits else digits


def _exact(written: str, worth: int) -> str:
    value = exact_number(written) or ""
    exact = decimal_of(value)
    if exact is None:
        raise UsageError("services.reference-value", value=written)
    return value if worth == 1 else _plain(exact * worth)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
