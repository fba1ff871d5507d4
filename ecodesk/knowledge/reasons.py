"""Rules that decide the fields of a fact (resources/rules.csv): their names, and how often they are right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from ecodesk.domain.reasons import REASONED, Reason, overall
from ecodesk.knowledge.tables import read_table

FIELD_COLUMNS = ("field", "right", "of")
COLUMNS = ("code", "words", "right", "of", "own_right", "own_of")
UNMEASURED = 0.8
"""Confidence of a rule that has decided no annotated figure, a plug-in's among them."""
HOUSE, HOUSE_SURE = "-house", 0.95
"""End of the rule of a field that the desk's own dictionary wrote: not measured, its editors have said so."""
SUREST = 0.99
"""No rule is certain, however few figures it was measured on."""
_PRIOR = 4
"""Figures that the mean of all rules of a field counts for: 3 right ones of 3 are no 100%."""
_OWN = 15
"""Figures that those of the articles which the rules were written with count for at most.

Rules are right there oftener than elsewhere. Of the weights tried (0, 8, 15, 30, all), 15 comes nearest to
the share of rows without an error among news annotated before any rule had seen it, and parts them well.
"""


@dataclass(frozen=True, slots=True)
class RuleNote:
    """A rule: its name on the screen, and in how many of how many annotated figures it was right.

    `right` and `of` count figures of news that was annotated before any rule had seen it, `own_right` and
    `own_of` those of the articles that the rules were written with.
    """

    code: str
    field: str
    words: str
    right: int
    of: int
    own_right: int
    own_of: int


@cache
def rule_notes() -> dict[str, RuleNote]:
    """Rules by code; ValueError for a row whose field is unknown or whose counts make no sense."""
    table: dict[str, RuleNote] = {}
    for row in read_table("rules.csv", COLUMNS):
        field = row["code"].partition("-")[0]
        note = RuleNote(row["code"], field, row["words"], *(int(row[name]) for name in COLUMNS[2:]))
        wrong = note.right > note.of or note.own_right > note.own_of
        if note.field not in REASONED or not note.words or wrong or note.code in table:
            raise ValueError(f"rules.csv: {note.code} stands twice or makes no sense")
        table[note.code] = note
    return table


def _counted(note: RuleNote) -> tuple[float, float]:
    """Right ones and figures of a rule, those of the own articles weighed down."""
    weight = min(1.0, _OWN / note.own_of) if note.own_of else 0.0
    return note.right + weight * note.own_right, note.of + weight * note.own_of


@cache
def _means() -> dict[str, float]:
    """Share of figures in which each field is right, whatever the rule."""
    found: dict[str, float] = {}
    for field in REASONED:
        counts = [_counted(note) for note in rule_notes().values() if note.field == field]
        of = sum(count for _, count in counts)
        found[field] = sum(right for right, _ in counts) / of if of else UNMEASURED
    return found


@cache
def _unseen() -> dict[str, float]:
    """By how much the odds of an error are higher in news that no rule was written with, by field.

    Only the totals of those items are known here: rules are told apart by the figures anybody may look at.
    """
    found: dict[str, float] = {}
    for row in read_table("rule_fields.csv", FIELD_COLUMNS):
        right, of = int(row["right"]), int(row["of"])
        if row["field"] not in REASONED or right > of:
            raise ValueError(f"rule_fields.csv: {row['field']} is unknown or makes no sense")
        mean = _means()[row["field"]]
        found[row["field"]] = _odds((of - right + 0.5) / (of + 1)) / _odds(max(1 - mean, 0.5 / (of + 1)))
    return found


def _odds(share: float) -> float:
    return share / (1 - share)


@cache
def reason_by(code: str) -> Reason:
    """The reason a rule gives: its measured share, drawn towards the field's mean where it is seldom used.

    The odds of an error are raised as those of its field are in unseen news.
    """
    field = code.partition("-")[0]
    if code.endswith(HOUSE):
        return Reason(field, code, HOUSE_SURE)
    note = rule_notes().get(code)
    right, of = _counted(note) if note is not None else (0.0, 0.0)
    error = 1 - (right + _PRIOR * _means()[field]) / (of + _PRIOR)
    odds = _odds(max(error, 1 - SUREST)) * max(_unseen().get(field, 1.0), 1.0)
    return Reason(field, code, min(round(1 / (1 + odds), 2), SUREST))


@lru_cache(maxsize=1 << 13)
def weighed(*codes: str) -> tuple[tuple[Reason, ...], float]:
    """Reasons of the rules with these codes, and the confidence of a fact that they decided."""
    reasons = tuple(map(reason_by, codes))
    return reasons, overall(reasons)


def rule_words(code: str) -> str:
    """What a rule is called on the screen; the code itself for a plug-in's rule."""
    note = rule_notes().get(code)
    return note.words if note is not None else code
