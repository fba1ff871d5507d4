"""The usual extent of a ratio, brought into the unit of one of its figures."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from ecodesk.domain.facts import Fact, decimal_of
from ecodesk.domain.findings import Extent, Finding
from ecodesk.gui.printed import compact

_INTERVAL = re.compile(r"(-?\d+(?:\.\d+)?)～(-?\d+(?:\.\d+)?)(.+)")
_OPERANDS = re.compile(r"(.+?) ÷ (.+?) = ")


def extent_for(finding: Finding, fact: Fact) -> Extent | None:
    """Where a fact would usually lie: 135万吨 on 30万亩, usual 60–3000 公斤/亩, gives 1.8万–90万吨.

    The extent as it is when it is in the fact's own unit. None where the finding gives none, or its
    arithmetic is no quotient with this fact.
    """
    extent = finding.extent
    if extent is None or extent.unit == fact.unit:
        return extent
    ratio, operands = _ratio(finding), _OPERANDS.match(finding.formula)
    low, high, value = decimal_of(extent.low), decimal_of(extent.high), fact.number
    if ratio is None or operands is None or not low or not high or not value or fact.value_high:
        return None
    upper, lower = operands.groups()
    if fact.text == upper:
        ends, other = (value * low / ratio, value * high / ratio), lower
    elif fact.text == lower:
        ends, other = (value * ratio / high, value * ratio / low), upper
    else:
        return None
    return Extent(_short(ends[0]), _short(ends[1]), fact.unit, f"按{other}推得")


def _ratio(finding: Finding) -> Decimal | None:
    """The quotient the check worked out: the middle of what the printed precision leaves open."""
    found = _INTERVAL.fullmatch(finding.tolerance)
    if found is None or finding.extent is None or found.group(3) != finding.extent.unit:
        return None
    middle = (Decimal(found.group(1)) + Decimal(found.group(2))) / 2
    return middle or None


def _short(number: Decimal) -> str:
    """Two significant digits: a usual extent is no more exact than that."""
    if not number:
        return "0"
    step = Decimal(1).scaleb(number.adjusted() - 1)
    return format((number / step).quantize(Decimal(1), ROUND_HALF_UP) * step, "f")


def usual_range(finding: Finding) -> str:
    """What stands beside the arithmetic: the usual range, else what the printed precision leaves open."""
    if finding.extent is not None:
        low, high = decimal_of(finding.extent.low), decimal_of(finding.extent.high)
        if low is not None and high is not None:
            return f"常见 {compact(low)}–{compact(high)}{finding.extent.unit}"
    if not finding.tolerance:
        return ""
    return f"{'容差' if finding.tolerance.startswith('±') else '范围'} {finding.tolerance}"
