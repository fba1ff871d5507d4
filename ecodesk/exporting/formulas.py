"""The arithmetic of a finding as live formulas over the sheet 数据明细."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation

from openpyxl.utils import get_column_letter

from ecodesk.domain.facts import Fact
from ecodesk.domain.views import FactRow, FindingRow
from ecodesk.exporting.columns import ROW_ID, SHEET, index_of
from ecodesk.exporting.texts import number_in_cell
from ecodesk.knowledge.intervals import printed_number
from ecodesk.knowledge.labels import field_label
from ecodesk.knowledge.units import unit_of

_EQUALS = re.compile(r"\s*[=＝≈≠]\s*")
_PARENTHESES = re.compile(r"([()（）])")
_SIGNS = {"+": "+", "＋": "+", "−": "-", "－": "-", "-": "-", "×": "*", "*": "*", "÷": "/",
          "(": "(", "（": "(", ")": ")", "）": ")"}
_ORDER = {"+": 1, "-": 1, "*": 2, "/": 2}
_MULTIPLIERS = "十百千万亿萬億"
_UNIT_TAIL = re.compile(r"[^\d.,，]*$")
HUNDRED = Decimal(100)
SLACK = Decimal("0.006")


@dataclass(frozen=True, slots=True)
class Live:
    """Formulas of one finding: what the arithmetic gives, what the copy says, and the difference.

    `stated` and `difference` are "" where the copy prints no figure for the result.
    """

    result: str
    unit: str
    stated: str = ""
    difference: str = ""


@dataclass(frozen=True, slots=True)
class _Operand:
    reference: str
    value: Decimal
    row: FactRow | None


def live_formula(finding: FindingRow, last_row: int) -> Live | None:
    """Formulas for a finding whose arithmetic is understood, None where it is not one over numbers.

    `last_row` is the last row of 数据明细. Of a chain (= 4.5吨/亩 = 4500公斤/亩) the first result counts, of
    several statements (；) the first one.
    The formula is taken only when it gives what the check itself printed, so that a cell never shows a
    number that the desk did not find.
    """
    sides = _EQUALS.split(finding.finding.formula.partition("；")[0].strip())
    printed = printed_number(sides[1]) if len(sides) > 1 else None
    if printed is None:
        return None
    reader = _Reader(finding, last_row)
    tokens = reader.tokens(sides[0])
    if not any(isinstance(token, _Operand) and token.row for token in tokens):
        return None
    return reader.formulas(tokens, printed, _unit(sides[1]))


def _unit(printed: str) -> str:
    """The unit of a printed number without its multiplier: 千瓦时 for 7486.69万千瓦时, 千克 for 3千克."""
    match = _UNIT_TAIL.search(printed)
    tail = match.group().strip() if match else ""
    for start in range(len(tail)):
        if unit_of(tail[start:]) is not None:
            return tail[start:]
        if tail[start] not in _MULTIPLIERS:
            return tail[start:]
    return ""


class _Reader:
    """Reads the left side of a formula text and ties its operands to rows of the sheet."""

    def __init__(self, finding: FindingRow, last_row: int) -> None:
        self._pairs: list[tuple[Fact, FactRow]] = list(zip(finding.finding.facts, finding.rows, strict=False))
        self._used: set[int] = set()
        self._last_row = last_row

    def tokens(self, side: str) -> list[str | _Operand]:
        """Operators and operands, which the checks part by spaces; [] where a piece is neither."""
        found: list[str | _Operand] = []
        for piece in _PARENTHESES.sub(r" \1 ", side).split():
            token = _SIGNS.get(piece) or self._operand(piece)
            if token is None:
                return []
            found.append(token)
        return found

    def _operand(self, piece: str) -> _Operand | None:
        """A figure of the finding, the first one of that text not used yet; else a plain number."""
        same = [number for number, (fact, _) in enumerate(self._pairs)
                if fact.number is not None and re.sub(r"\s+", "", fact.text) == piece]
        if same:
            number = next((number for number in same if number not in self._used), same[0])
            self._used.add(number)
            fact, row = self._pairs[number]
            reference = self._reference(row)
            return _Operand(reference, fact.number or Decimal(0), row) if reference else None
        printed = printed_number(piece)
        if printed is None:
            return None
        value = printed[0] * printed[1]
        return _Operand(f"{value:f}", value, None)

    def _reference(self, row: FactRow) -> str:
        """Looks the value up by row id, so that sorting the sheet does not tear the formula off its row."""
        if number_in_cell(row.fact.value) is None:
            return ""
        value, key = (self._range(heading) for heading in (field_label("value"), ROW_ID))
        return f"INDEX({value},MATCH({row.id},{key},0))"

    def _range(self, heading: str) -> str:
        letter = get_column_letter(index_of(heading))
        return f"'{SHEET}'!${letter}$2:${letter}${self._last_row}"

    def formulas(self, tokens: Sequence[str | _Operand], printed: tuple[Decimal, Decimal],
                 unit: str) -> Live | None:
        """The first reading of the arithmetic that gives the printed result."""
        rest = [pair for number, pair in enumerate(self._pairs)
                if number not in self._used and pair[0].number is not None]
        stated = rest[0] if len(rest) == 1 and self._reference(rest[0][1]) else None
        target = stated[0].unit if stated else unit
        for scale in _scales(tokens, target):
            value = _evaluate(tokens, scale)
            if value is None or not _agrees(value, printed) or (len(tokens) == 1 and scale == 1):
                continue
            result = "=" + _excel(tokens, scale)
            if stated is None or unit != stated[0].unit:
                return Live(result, unit)
            reference = self._reference(stated[1])
            return Live(result, stated[0].unit, f"={reference}", f"{result}-{reference}")
        return None


def _scales(tokens: Sequence[str | _Operand], target: str) -> list[Decimal]:
    """Factors that may bring the arithmetic to the unit of the result: 1, 100 for a share, a conversion."""
    scales = [Decimal(1), HUNDRED] if target == "%" else [Decimal(1)]
    goal = unit_of(target)
    for token in tokens:
        if isinstance(token, _Operand) and token.row is not None and goal is not None:
            unit = unit_of(token.row.fact.unit)
            if unit is not None and unit.dimension == goal.dimension and unit.factor != goal.factor:
                scales.append(unit.factor / goal.factor)
    return scales


def _excel(tokens: Sequence[str | _Operand], scale: Decimal) -> str:
    body = "".join(token.reference if isinstance(token, _Operand) else token for token in tokens)
    return body if scale == 1 else f"({body})*{scale.normalize():f}"


def _agrees(value: Decimal, printed: tuple[Decimal, Decimal]) -> bool:
    """True when the value rounds to the printed result, give or take half a unit of its last digit."""
    number, worth = printed
    exponent = number.as_tuple().exponent
    step = Decimal(1).scaleb(int(exponent)) * worth
    return abs(abs(value) - number * worth) <= max(step * Decimal("0.51"), number * worth * SLACK)


def _evaluate(tokens: Sequence[str | _Operand], scale: Decimal) -> Decimal | None:
    """Value of the expression by precedence; None where it is not well formed."""
    values: list[Decimal] = []
    signs: list[str] = []

    def reduce() -> None:
        right, left, sign = values.pop(), values.pop(), signs.pop()
        values.append({"+": left + right, "-": left - right, "*": left * right}[sign]
                      if sign != "/" else left / right)

    try:
        for token in tokens:
            if isinstance(token, _Operand):
                values.append(token.value)
            elif token == "(":
                signs.append(token)
            elif token == ")":
                while signs[-1] != "(":
                    reduce()
                signs.pop()
            else:
                while signs and signs[-1] != "(" and _ORDER[signs[-1]] >= _ORDER[token]:
                    reduce()
                signs.append(token)
        while signs:
            reduce()
    except (IndexError, KeyError, DivisionByZero, InvalidOperation):
        return None
    return values[0] * scale if len(values) == 1 else None

