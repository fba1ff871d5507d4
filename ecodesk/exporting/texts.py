"""Text as a spreadsheet can hold it."""

from __future__ import annotations

import re
from decimal import Decimal

LONGEST = 32_767
"""Characters a cell holds (Excel specifications and limits), counted as UTF-16 units."""

_LINE_END = re.compile("\r\n?")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
_RETURN = re.compile(r"(?<!_x005F)_x000D_")
_PLAIN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.(\d+))?")
_SIGNIFICANT = 15


def safe_text(text: str) -> str:
    """The text without characters that XML forbids, cut with a note where a cell cannot hold it.

    Lines end in \\n: Excel gives a carriage return back as _x000D_.
    """
    text = _FORBIDDEN.sub("", _LINE_END.sub("\n", text))
    if len(text) <= LONGEST // 2 or _units(text) <= LONGEST:
        return text
    note = f"……【全文 {len(text)} 字，单元格放不下，以下从略】"
    kept = text.encode("utf-16-le")[: 2 * (LONGEST - len(note))].decode("utf-16-le", "ignore")
    return kept + note


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def escaped(text: str) -> str:
    """Text such as _x4E2D_, which Excel would read as a character code, written so that it stays."""
    return _ESCAPE.sub("_x005F_", text)


def unescaped(text: str) -> str:
    """The reverse of `escaped`, and without the carriage returns that Excel writes as _x000D_."""
    return _ESCAPED.sub("_", _RETURN.sub("", text))


def number_in_cell(value: str) -> tuple[int | float, int] | None:
    """Number and decimals to show when a double holds every digit of the value, else None.

    A double is exact to 15 significant digits; longer numbers, 007 and -0 stay text.
    """
    match = _PLAIN.fullmatch(value)
    if not match or (value.startswith("-0") and not Decimal(value)):
        return None
    digits = value.lstrip("-0.").replace(".", "").lstrip("0")
    if len(digits) > _SIGNIFICANT:
        return None
    decimals = len(match.group(1) or "")
    return (float(value) if decimals else int(value)), decimals


def number_text(number: float | Decimal, decimals: int = 0) -> str:
    """A number of a cell as plain text with 15 significant digits and at least so many decimals."""
    exact = Decimal(f"{number:.15g}") if isinstance(number, float) else Decimal(number)
    text = f"{exact:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    shown = len(text.partition(".")[2])
    if decimals > shown:
        text = text + ("" if shown else ".") + "0" * (decimals - shown)
    return text
