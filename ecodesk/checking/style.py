"""Style of figures (GB/T 15835-2011 and usage): rules as rows of data, with short functions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from re import Match, Pattern

from ecodesk.checking.layout import Copy
from ecodesk.checking.rulebook import Rule, Rulebook, house_rows, style_rows
from ecodesk.checking.show import plain
from ecodesk.domain.facts import Fact
from ecodesk.domain.findings import Finding
from ecodesk.domain.text import Span
from ecodesk.knowledge.messages import message

FEW = 8
DIGITS = "〇一二三四五六七八九"
SYMBOLS = {
    "kg": "kg",
    "km": "km",
    "ug": "μg",
    "kv": "kV",
    "kw": "kW",
    "kwh": "kWh",
    "mpa": "MPa",
    "hz": "Hz",
    "ml": "mL",
}
WORTHS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class StyleRule:
    """A rule of style with its compiled pattern."""

    rule: Rule
    pattern: Pattern[str]

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def wrong(self) -> str:
        return self.rule.wrong

    @property
    def right(self) -> str:
        return self.rule.right

    @property
    def key(self) -> str:
        """Name of its functions: the code, for a form of house style with the form."""
        return f"{self.rule.code}:{self.rule.form}" if self.rule.form else self.rule.code

    def hits(self, text: str) -> Iterator[tuple[Span, str]]:
        """Places that break the rule, each with what to print instead."""
        for match in self.pattern.finditer(text):
            guard = GUARDS.get(self.key)
            if guard is None or guard(match):
                yield Span(match.start(), match.end()), self.better(match)

    def better(self, match: Match[str]) -> str:
        """What to print instead of a match."""
        if self.rule.fix:
            return match.expand(self.rule.fix)
        return FIXES[self.key](match)


def _compiled(rows: Iterable[Rule]) -> tuple[StyleRule, ...]:
    """The rules ready to search; ValueError for a row that nothing can mend."""
    rules = tuple(StyleRule(row, re.compile(row.pattern)) for row in rows)
    for rule in rules:
        if not (rule.rule.fix or rule.key in FIXES):
            raise ValueError(f"{rule.key}: no fix")
    return rules


@cache
def style_rules() -> tuple[StyleRule, ...]:
    """All rows of checking_style.csv."""
    return _compiled(style_rows())


@cache
def house_rules() -> tuple[StyleRule, ...]:
    """All rows of checking_house.csv."""
    return _compiled(house_rows())


@lru_cache(maxsize=16)
def chosen_rules(book: Rulebook) -> tuple[StyleRule, ...]:
    """The rules that are on, and the chosen forms of house style."""
    on = tuple(rule for rule in style_rules() if book.has(rule.code))
    return on + tuple(rule for rule in house_rules() if (rule.code, rule.rule.form) in book.forms)


class StyleCheck:
    """The writing of figures; a finding's kind is the code of its rule."""

    code = "style"
    title = "数字用法"

    def find(self, copy: Copy) -> Iterator[Finding]:
        figures = [item.fact for item in copy.items]
        ends = [fact.span.end for fact in figures]
        for rule in chosen_rules(copy.book):
            for span, better in rule.hits(copy.text):
                near = figures[bisect_left(ends, span.start + 1) :][:FEW]
                facts = tuple(fact for fact in near if fact.span.overlaps(span))
                yield _finding(copy, rule.rule, span, better, facts)


def _finding(copy: Copy, rule: Rule, span: Span, better: str, facts: tuple[Fact, ...]) -> Finding:
    words = span.of(copy.text)
    return Finding(
        kind=rule.code,
        verdict=rule.verdict,
        facts=facts,
        span=span,
        article_id=copy.article.id,
        formula=f"{words} → {better}",
        explanation=message(
            "check-style", words=words, rule=rule.message, better=better, source=rule.source
        ),
    )


def _rising(match: Match[str]) -> bool:
    """A range of two numbers in one unit rises; 500至1万 and 2020—2023 are something else."""
    return 0 < Decimal(match.group(1)) < Decimal(match.group(3))


def _adjacent(match: Match[str]) -> bool:
    return int(match.group(2)) == int(match.group(1)) + 1


def _adjacent_words(match: Match[str]) -> bool:
    first = DIGITS.index(match.group(2).replace("两", "二"))
    return DIGITS.index(match.group(3)) == first + 1


def _later(match: Match[str]) -> bool:
    return int(match.group(4)) != int(match.group(2))


def _chinese(digit: str) -> str:
    return "二" if digit == "2" else DIGITS[int(digit)]


def _small_number(digits: str) -> str:
    """10 -> 十, 20 -> 二十, 200 -> 二百: round numbers before 几."""
    number = int(digits)
    for worth, word in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= worth and number % worth == 0 and number // worth < 10:
            head = "" if number == 10 else DIGITS[number // worth]
            return head + word
    return "".join(DIGITS[int(digit)] for digit in digits)


def _sum_of_worths(text: str) -> str:
    """3亿4千5百万 as one number with one multiplier: 3.45亿; 3百多万 as 300多万."""
    total, section, number = 0, 0, 0
    for token in re.findall(r"\d+|[十百千万亿]", text):
        if token.isdigit():
            number = int(token)
        elif token in "十百千":
            section, number = section + number * WORTHS[token], 0
        else:
            total, section, number = total + (section + number) * WORTHS[token], 0, 0
    if text.endswith(("余万", "多万", "余亿", "多亿")):
        return f"{section}{text[-2:]}"
    whole = Decimal(total + section + number)
    worth, word = (100_000_000, "亿") if whole >= 100_000_000 else (10_000, "万")
    return plain(whole / worth) + word


def _long_year(match: Match[str]) -> str:
    century = match.group(1)[:2]
    if int(match.group(4)) < int(match.group(2)):
        century = str(int(century) + 1)
    return f"{match.group(1)}{match.group(3)}{century}{match.group(4)}年"


def _one_form(match: Match[str]) -> str:
    text = match.group()
    if text[0].isdigit():
        return re.sub(r"[一二三四五六七八九十]+", lambda part: str(_from_words(part.group())), text)
    return "".join(
        str(DIGITS.index(char.replace("零", "〇"))) if char in DIGITS + "零" else char for char in text
    )


def _from_words(words: str) -> int:
    tens, ten, ones = words.rpartition("十")
    number = DIGITS.index(ones) if ones else 0
    return number + ((DIGITS.index(tens) if tens else 1) * 10 if ten else 0)


GUARDS: dict[str, Callable[[Match[str]], bool]] = {
    "range-multiplier": _rising,
    "range-percent": _rising,
    "adjacent-digits": _adjacent,
    "indefinite-bound": _adjacent_words,
    "short-year": _later,
}
FIXES: dict[str, Callable[[Match[str]], str]] = {
    "adjacent-digits": lambda match: _chinese(match.group(1)) + _chinese(match.group(2)),
    "ji-digits": lambda match: f"{_small_number(match.group(1))}几",
    "zero-circle": lambda match: match.group(1).replace("零", "〇"),
    "letter-digit": lambda match: re.sub(r"[lI]", "1", re.sub(r"[Oo]", "0", match.group(1))),
    "mixed-multiplier": lambda match: _sum_of_worths(match.group(1)),
    "per-twice": lambda match: match.group(1) or match.group(2),
    "same-form": _one_form,
    "short-year": _long_year,
    "doubled-bound": lambda match: match.group(1) or match.group(2),
    "house-quarter:chinese": lambda match: f"第{DIGITS[int(match.group(1))]}季度",
    "house-quarter:digit": lambda match: f"第{DIGITS.index(match.group(1))}季度",
    "house-decade:digit": lambda match: f"{DIGITS.index(match.group(1))}0年代",
    "house-decade:chinese": lambda match: f"{DIGITS[int(match.group(1))]}十年代",
    "house-thousands:plain": lambda match: match.group(1).replace(",", ""),
    "house-thousands:comma": lambda match: f"{int(match.group(1)):,}",
    "unit-symbol": lambda match: match.group(1) + SYMBOLS[match.group(2).lower()],
}
