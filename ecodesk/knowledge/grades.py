"""Grades (等级) as values: Ⅱ类, 劣Ⅴ类, AA级, 五星, and scores."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from ecodesk.domain.facts import Fact, Qualifier
from ecodesk.knowledge.intervals import Interval
from ecodesk.knowledge.script import simplified

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_WORDS = {word: number for number, word in enumerate("一二三四五六", 1)}
_GRADE = re.compile(
    r"(?P<worse>劣?)(?:(?P<roman>I{1,3}|IV|VI?)|(?P<letters>A{1,3}|B{1,3}|C{1,3}|D)(?P<plus>\+?)"
    r"|(?P<number>[一二三四五六1-6]))(?P<unit>类|级|等|星)级?(?:(?P<more>及?以上)|(?P<less>及?以下))?"
)
_SCORE = re.compile(r"(\d{1,3})[:：∶比](\d{1,3})")
SCORE = "score"
"""The scale of scores; one of two days is no course of one thing."""

_SIDE = 1000
BEST, WORST = Decimal(0), Decimal(100)
_STEP, _TIER = 10, 3
"""Between two letters, and between A and AA; the best comes first."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade as a fact holds it: 劣Ⅴ类 is 5 and 类, its words tell the rest. `sure`: it is nothing else."""

    value: str
    unit: str
    qualifier: Qualifier
    sure: bool


def grade_of(written: str) -> Grade | None:
    """A grade or a score as it is written, None for anything else; 2类 may be two kinds of something."""
    text = simplified(unicodedata.normalize("NFKC", written)).replace(" ", "")
    score = _SCORE.fullmatch(text)
    if score is not None:
        return Grade(f"{score[1]}:{score[2]}", "", Qualifier.EXACT, sure=False)
    match = _GRADE.fullmatch(text)
    if match is None:
        return None
    roman, letters = match["roman"], match["letters"]
    value = str(_ROMAN[roman]) if roman else f"{letters}{match['plus']}" if letters else _number(match)
    qualifier = Qualifier.MORE if match["more"] else Qualifier.LESS if match["less"] else Qualifier.EXACT
    return Grade(value, match["unit"], qualifier, sure=bool(roman or letters))


def _number(match: re.Match[str]) -> str:
    return str(_WORDS.get(match["number"], match["number"]))


def order_of(fact: Fact) -> tuple[str, Interval] | None:
    """The scale of a grade or score, and its place on it, the best at 0; None where it has none.

    Ⅱ类及以上 is Ⅱ类 or better, 四星以上 four stars or more.
    """
    score = _SCORE.fullmatch(fact.value)
    if score is not None:
        number = Decimal(int(score[1]) * _SIDE + int(score[2]))
        return SCORE, Interval(number, number)
    place = _place(fact)
    if place is None:
        return None
    better, worse = Interval(BEST, place), Interval(place, WORST)
    if fact.qualifier is Qualifier.MORE:
        return f"grade:{fact.unit}", better
    return f"grade:{fact.unit}", worse if fact.qualifier is Qualifier.LESS else Interval(place, place)


def is_score(fact: Fact) -> bool:
    """True for 3:0, whatever kind of number it counts as: it has no value that arithmetic could use."""
    return not fact.unit and _SCORE.fullmatch(fact.value) is not None


def _place(fact: Fact) -> Decimal | None:
    if fact.number is not None:
        worse = Decimal("0.5") if simplified(fact.text).startswith("劣") else Decimal(0)
        # More stars are better; of classes and grades the first is.
        return WORST - fact.number if fact.unit == "星" else fact.number + worse
    letters = fact.value.rstrip("+")
    if not letters or set(letters) - set("ABCD"):
        return None
    tier = _STEP * (ord(letters[0]) - ord("A")) + _TIER * (3 - len(letters))
    return Decimal(tier - len(fact.value) + len(letters) + 1)
