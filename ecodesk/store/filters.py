"""Which facts a list holds, and in which order: conditions and sort columns of one query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from ecodesk.domain.reasons import FAIR_FROM, SURE_FROM, Trust
from ecodesk.domain.views import FactFilter, FactOrder
from ecodesk.knowledge.script import forms, pattern_of
from ecodesk.store.origins import superseded
from ecodesk.store.rows import HERE
from ecodesk.store.tables import FACT

READING_ORDER = (FACT.c.article_id, FACT.c.start, FACT.c.id)
_ORDERS: dict[FactOrder, tuple[ColumnElement[Any], ...]] = {
    FactOrder.READING: READING_ORDER,
    FactOrder.DOUBT: (FACT.c.confidence, *READING_ORDER),
}
# The sentence holds the figure's own words.
_SEARCHED = ("sentence", "subject", "indicator", "place", "note", "source")
TRUSTED: dict[Trust, ColumnElement[bool]] = {
    Trust.DOUBTFUL: FACT.c.confidence < FAIR_FROM,
    Trust.FAIR: and_(FACT.c.confidence >= FAIR_FROM, FACT.c.confidence < SURE_FROM),
    Trust.SURE: FACT.c.confidence >= SURE_FROM,
}


def order_of(order: FactOrder) -> tuple[ColumnElement[Any], ...]:
    """Columns to sort by, each with an index behind it; the last ones tell equal facts apart."""
    return _ORDERS[order]


def _escaped(text: str) -> str:
    for letter in "\\%_":
        text = text.replace(letter, "\\" + letter)
    return f"%{text}%"


def _globbed(text: str) -> str:
    """A pattern of SQLite's GLOB, which has sets of characters but takes notice of case."""
    found = ""
    for letter in text:
        both = letter.lower() + letter.upper() if letter.isascii() and letter.isalpha() else forms(letter)
        found += f"[{both}]" if len(both) > 1 or letter in "*?[" else letter
    return f"*{found}*"


def contains(text: str, dialect: str, searched: Sequence[ColumnElement[str]] = ()) -> ColumnElement[bool]:
    """Words in either script, whatever the case of Latin letters.

    A set of characters for each that has two forms: GLOB takes up to three times as long as LIKE (0.19 s for
    84,000 facts), a function of ours ten times; a folded copy of the columns would add an eighth to the file.
    `searched` are the columns, those of facts where none are given.
    """
    columns = searched or [FACT.c[name] for name in _SEARCHED]
    if any(len(forms(letter)) > 1 for letter in text):
        if dialect == "sqlite":
            return or_(*(column.op("GLOB", is_comparison=True)(_globbed(text)) for column in columns))
        return or_(*(column.regexp_match(pattern_of(text).pattern, flags="i") for column in columns))
    # SQLite's LIKE takes no notice of case as it is; its ILIKE would cost a lower() of every cell.
    like = _escaped(text)
    if dialect == "sqlite":
        return or_(*(column.like(like, escape="\\") for column in columns))
    return or_(*(column.ilike(like, escape="\\") for column in columns))


def written(form: str, dialect: str) -> ColumnElement[bool]:
    """Facts whose own words hold a number in this form, not as the end of a longer one (1.2亿 in 11.2亿)."""
    if dialect == "sqlite":
        glob = FACT.c.text.op("GLOB", is_comparison=True)
        return or_(*(glob(head + _globbed(form)[1:]) for head in ("", "*[^0-9.,]")))
    return FACT.c.text.regexp_match(f"(^|[^0-9.,]){pattern_of(form).pattern}", flags="i")


def conditions(wanted: FactFilter, dialect: str) -> list[ColumnElement[bool]]:
    """What a filter asks of the fact table."""
    found: list[ColumnElement[bool]] = [HERE]
    if wanted.article_id is not None:
        found.append(FACT.c.article_id == wanted.article_id)
    elif not wanted.older:
        found.append(FACT.c.article_id.not_in(superseded()))
    if wanted.batch_id is not None:
        found.append(FACT.c.batch_id == wanted.batch_id)
    if wanted.statuses:
        found.append(FACT.c.status.in_(sorted(wanted.statuses)))
    if wanted.verdicts:
        found.append(FACT.c.verdict.in_(sorted(wanted.verdicts)))
    if wanted.trusts:
        # Of a fact without reasons nobody knows how sure it is.
        found.append(and_(or_(*(TRUSTED[one] for one in sorted(wanted.trusts))), FACT.c.reasons != ""))
    if wanted.claims is not None:
        found.append(FACT.c.claim == wanted.claims)
    if wanted.text.strip():
        found.append(contains(wanted.text.strip(), dialect))
    return found
