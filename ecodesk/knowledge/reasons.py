"""Rules that decide the fields of a fact (resources/rules.csv): their names, and how often they are right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ecodesk.domain.reasons import REASONED, Reason
from ecodesk.knowledge.tables import read_table

COLUMNS = ("code", "words", "right", "of", "own_right", "own_of")
UNMEASURED = 0.8
"""Confidence of a rule that has decided no annotated figure, a plug-in's among them."""
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


@cache
def _means() -> dict[str, float]:
    """Share of figures of the news in which each field is right, whatever the rule."""
    found: dict[str, float] = {}
    for field in REASONED:
        notes = [note for note in rule_notes().values() if note.field == field]
        of = sum(note.of for note in notes)
        found[field] = sum(note.right for note in notes) / of if of else UNMEASURED
    return found


@cache
def reason_by(code: str) -> Reason:
    """The reason a rule gives: its measured share, drawn towards the field's mean where it is seldom used."""
    field = code.partition("-")[0]
    right, of = _PRIOR * _means()[field], float(_PRIOR)
    note = rule_notes().get(code)
    if note is not None:
        weight = min(1.0, _OWN / note.own_of) if note.own_of else 0.0
        right, of = right + note.right + weight * note.own_right, of + note.of + weight * note.own_of
    return Reason(field, code, round(right / of, 2))


def reasons_by(*codes: str) -> tuple[Reason, ...]:
    """Reasons of the rules with these codes."""
    return tuple(map(reason_by, codes))


def rule_words(code: str) -> str:
    """What a rule is called on the screen; the code itself for a plug-in's rule."""
    note = rule_notes().get(code)
    return note.words if note is not None else code
