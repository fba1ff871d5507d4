"""Who an earlier clause of the sentence is about, where a figure's own clause only goes on with a verb."""

from __future__ import annotations

from collections.abc import Sequence

from ecodesk.extraction.indicators import is_indicator
from ecodesk.extraction.openings import is_report
from ecodesk.extraction.parsing import parse
from ecodesk.extraction.phrases import cues, is_clause_end, is_nominal, noun_text, without_lead
from ecodesk.extraction.spot import Spot
from ecodesk.extraction.words import FIGURE, Word

_CLAUSES = 3
"""Clauses back in which somebody is looked for."""
_SAYING = 5
_SIDES = ("军", "方", "武装", "哈马斯", "组织", "部队")
"""Ends of those who tell of their own deeds."""
_SHORTEST = 3
"""Characters of a noun phrase that tells by itself who does something."""


def doer_before(spot: Spot) -> str:
    """公安机关重拳出击，破获案件4万起: who does what the clause of the figure tells; "" where none is told.

    A clause with a noun phrase of its own before the verb, or a mark that ends more than a clause, ends the
    search.
    """
    if not spot.lead or not _goes_on(spot.lead):
        return ""
    end = spot.start - 1
    for _ in range(_CLAUSES):
        if end <= 0 or spot.words[end].text not in "，,":
            break
        start = next((n + 1 for n in range(end - 1, -1, -1) if is_clause_end(spot.words[n])), 0)
        clause = without_lead(spot.words[start:end])
        says = 0 < len(clause) < _SAYING and clause[-1].text in cues("report")
        if says and clause[0].text.endswith(_SIDES):
            # 某军还称，打击了三个指挥所
            return clause[0].text
        if clause and not is_report(clause) and clause[-1].text not in cues("report"):
            found = _doer(clause)
            if found or clause[0].names:
                return found
        end = start - 1
    return ""


def _goes_on(lead: Sequence[Word]) -> bool:
    """True for a clause that opens with what is done (破获, 累计发放), to which the doer stands before."""
    done = (word for word in lead if word.tag not in ("d", "ad") and word.text not in cues("average"))
    first = next(done, lead[0])
    return first.is_verb and first.text not in cues("cause") and first.text not in cues("change")


def _doer(clause: Sequence[Word]) -> str:
    """The noun phrase before the verb of a clause that is somebody rather than a property of something."""
    parts = parse(clause)
    named = list(parts.subject)
    told = bool(parts.verb)
    begun = next((n for n, word in enumerate(named) if n and word.text in cues("sets-about")), len(named))
    named, told = named[:begun], told or begun < len(named)
    while len(named) > 1 and named[-1].tag in ("i", "l") and not told:
        # 公安机关重拳出击
        told = bool(named.pop())
    changed = any(word.text in cues("change") for word in parts.verb)
    if not named or not told or changed or any(word.tag == FIGURE for word in named):
        return ""
    while named and not named[-1].names:
        named.pop()
    if not named or not all(is_nominal(word) or word.text in ("的", "、", "和", "与") for word in named):
        return ""
    text = noun_text(named)
    plain = text in cues("common") or text in cues("generic") or is_indicator(named[-1].text)
    return "" if plain or len(text) < _SHORTEST else text
