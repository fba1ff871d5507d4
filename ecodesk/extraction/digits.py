"""Numeral words to exact numbers: Arabic, Chinese, capital and mixed notations.

Grammar after GB/T 15835-2011 (general rules for writing numerals) and the reading of Chinese
numerals in 现代汉语词典: 两万五 is 25000, 一百零五 is 105, 三十万亿 is 30 × 10^12.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from functools import lru_cache

DIGITS = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "○": 0,
    "两": 2,
    "俩": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
    "兩": 2,
}
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE = {"万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}
MULTIPLIERS = SMALL | LARGE

DIGIT_CHARS = "".join(DIGITS)
MULTIPLIER_CHARS = "".join(MULTIPLIERS)

_TOKEN = re.compile(
    rf"(?P<arabic>[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)|(?P<digits>[{DIGIT_CHARS}]+)|(?P<point>点)"
    rf"|(?P<multiplier>[{MULTIPLIER_CHARS}])"
)
_EXACT = Context(prec=80)


@dataclass(frozen=True, slots=True)
class Value:
    """An exact number and the worth of its last written digit."""

    number: Decimal
    step: Decimal


def plain(number: Decimal) -> str:
    """Exact decimal text without exponent and without trailing zeros after the point."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=4096)
def parse(text: str) -> Value | None:
    """The number a numeral word stands for; None when the word is no numeral.

    Takes digits of any notation, 点, and multipliers; not qualifiers, signs or ranges.
    """
    with localcontext(_EXACT):
        return _Reader().read(text)


class _Reader:
    """Reads one numeral word from left to right, section by section (亿, 万, below)."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.section = Decimal(0)
        self.current: Decimal | None = None
        self.step = Decimal(1)
        self.last_multiplier = 0
        self.after_zero = False

    def read(self, text: str) -> Value | None:
        position, seen = 0, False
        while position < len(text):
            token = _TOKEN.match(text, position)
            if token is None:
                return None
            position = token.end()
            seen = True
            if token["multiplier"]:
                self._multiply(token["multiplier"])
            elif token["point"]:
                position = self._fraction(text, position)
                if position < 0:
                    return None
            elif not self._digits(token):
                return None
        if not seen:
            return None
        return self._finish()

    def _digits(self, token: re.Match[str]) -> bool:
        """Take a run of digits; False when two runs stand without a multiplier between."""
        if self.current is not None:
            return False
        if token["arabic"]:
            self.current = Decimal(token["arabic"].replace(",", ""))
            exponent = self.current.as_tuple().exponent
            self.step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
            return True
        run = "".join(str(DIGITS[char]) for char in token["digits"])
        self.after_zero = run[0] == "0" and self.last_multiplier > 0
        # 一万零十二: a single 零 only parts two places.
        self.current = None if run == "0" and self.last_multiplier else Decimal(run)
        self.step = Decimal(1)
        return True

    def _fraction(self, text: str, position: int) -> int:
        """Take the digits behind 点; the position behind them, -1 when there are none."""
        match = re.compile(rf"[0-9{DIGIT_CHARS}]+").match(text, position)
        if match is None or (self.current is None and not self.section and not self.total):
            return -1
        if self.current is not None and self._is_shortened(self.current):
            # 一千六点五 is 1600.5.
            self.section += self.current * (self.last_multiplier // 10)
            self.current = Decimal(0)
        digits = "".join(str(DIGITS.get(char, char)) for char in match[0])
        self.current = (self.current or Decimal(0)) + Decimal(f"0.{digits}")
        self.step = Decimal(1).scaleb(-len(digits))
        self.last_multiplier = 0
        return match.end()

    def _multiply(self, char: str) -> None:
        factor = MULTIPLIERS[char]
        if self.current == 0 and not self.last_multiplier:
            self.current = None
        if char in SMALL:
            self.section += (Decimal(1) if self.current is None else self.current) * factor
            self.step = factor * self.step if self.current is not None else Decimal(factor)
        else:
            self.section += self.current or 0
            if not self.section and not self.total:
                self.section = Decimal(1)
            if factor == LARGE["亿"] or not self.section:
                self.total = (self.total + self.section) * factor
            else:
                self.total += self.section * factor
            self.section = Decimal(0)
            self.step *= factor
        self.current = None
        self.last_multiplier = factor
        self.after_zero = False

    def _finish(self) -> Value:
        last = self.current
        if last is not None and self._is_shortened(last):
            last *= self.last_multiplier // 10
            self.step = Decimal(self.last_multiplier // 10)
        return Value(self.total + self.section + (last or 0), self.step)

    def _is_shortened(self, last: Decimal) -> bool:
        """两万五: a single last digit behind 百 and above stands for the next lower place."""
        return self.last_multiplier >= 100 and not self.after_zero and 0 < last < 10 and last == int(last)
