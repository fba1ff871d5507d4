"""Rows of the tables to the domain's dataclasses: the only place where they meet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, select

from ecodesk.domain.decisions import Decision, Gone, Status
from ecodesk.domain.facts import EDITABLE, Fact, Measure, Modality, Qualifier
from ecodesk.domain.findings import Finding, Verdict
from ecodesk.domain.text import Article, CleanText, Span
from ecodesk.domain.views import FactRow
from ecodesk.store.bulk import chunks
from ecodesk.store.codec import (
    load_blocks,
    load_changes,
    load_damage,
    load_extent,
    load_offsets,
    load_reasons,
    load_rewritten,
    load_settlement,
    load_suggestion,
    moment_of,
    with_fields,
)
from ecodesk.store.tables import ARTICLE, DECISION, FACT, STEP

ARTICLE_COLUMNS: tuple[ColumnElement[Any], ...] = (
    ARTICLE.c.key.label("article_key"), ARTICLE.c.document, ARTICLE.c.number, ARTICLE.c.title,
)


HERE: ColumnElement[bool] = FACT.c.gone.not_in([one for one in Gone if one is not Gone.HERE])
"""Facts that stand in the lists; put so that PostgreSQL expects most of them to, before it has counted."""


def select_facts(*, gone: bool = False) -> Select[Any]:
    """All that a FactRow needs, in one query; with `gone` those too that stand in no list."""
    query = select(*FACT.c, *ARTICLE_COLUMNS).join_from(FACT, ARTICLE, FACT.c.article_id == ARTICLE.c.id)
    return query if gone else query.where(HERE)


def select_decisions() -> Select[Any]:
    """All that a Decision needs."""
    steps = (STEP.c.editor, STEP.c.at, STEP.c.undoes, STEP.c.redoes)
    return select(*DECISION.c, *steps).join_from(DECISION, STEP, DECISION.c.step_id == STEP.c.id)


def fact_of(row: RowMapping) -> Fact:
    """The fact as corrected; the step of the extracted value does not fit a corrected one."""
    return Fact(
        id=row["key"], article_id=row["article_key"], document=row["document"], article=row["number"],
        span=Span(row["start"], row["end"]), text=row["text"], sentence=row["sentence"],
        subject=row["subject"], indicator=row["indicator"], value=row["value"],
        value_high=row["value_high"], unit=row["unit"], qualifier=Qualifier(row["qualifier"]),
        measure=Measure(row["measure"]), period=row["period"], place=row["place"],
        modality=Modality(row["modality"]), rule=row["rule"], confidence=row["confidence"], step=row["step"],
        reasons=load_reasons(row["reasons"]), rewritten=load_rewritten(row["rewritten"]),
    )


def fact_row_of(row: RowMapping) -> FactRow:
    """One row of the facts table."""
    fact = original = fact_of(row)
    if row["original"]:
        extracted: dict[str, str] = json.loads(row["original"])
        original = with_fields(fact, extracted)
        if extracted.keys() & {"value", "value_high"}:
            fact = replace(fact, step="")
    return FactRow(
        id=row["id"], article_id=row["article_id"], title=row["title"], fact=fact, original=original,
        status=Status(row["status"]), revision=row["revision"], note=row["note"], source=row["source"],
        editor=row["editor"], decided_at=moment_of(row["decided_at"]),
        verdict=Verdict(row["verdict"]) if row["verdict"] else None,
        kind=row["kind"], documents=row["documents"], gone=Gone(row["gone"]),
    )


def facts_by_id(connection: Connection, ids: Iterable[int]) -> dict[int, FactRow]:
    """These facts, those that stand in no list included."""
    return {
        row["id"]: fact_row_of(row) for part in chunks(ids)
        for row in connection.execute(select_facts(gone=True).where(FACT.c.id.in_(part))).mappings()
    }


def decision_of(row: RowMapping) -> Decision:
    """One line of the audit trail."""
    at = moment_of(row["at"])
    assert at is not None
    return Decision(
        id=row["id"], step=row["step_id"], fact_id=row["fact_id"],
        status_before=Status(row["status_before"]), status=Status(row["status"]),
        changes=load_changes(row["changes"]), note=row["note"], source=row["source"],
        editor=row["editor"], at=at, undoes=row["undoes"], redoes=row["redoes"],
        carried_from=row["carried_from"],
    )


def article_of(row: RowMapping) -> Article:
    """An article with its text."""
    clean = CleanText(row["text"], load_offsets(row["offsets"]), load_blocks(row["blocks"]),
                      load_damage(row["damage"]))
    return Article(
        id=row["key"], document=row["document"], number=row["number"], title=row["title"], clean=clean,
        published=row["published"], author=row["author"], publisher=row["publisher"],
        photographer=row["photographer"],
    )


def finding_of(row: RowMapping, article_key: str, facts: Sequence[FactRow]) -> Finding:
    """A finding over its facts as they are now."""
    span = None if row["start"] is None else Span(row["start"], row["end"])
    return Finding(
        kind=row["kind"], verdict=Verdict(row["verdict"]), facts=tuple(item.fact for item in facts),
        explanation=row["explanation"], formula=row["formula"], tolerance=row["tolerance"],
        suggestion=load_suggestion(row["suggestion"]), extent=load_extent(row["extent"]),
        article_id=article_key, span=span, settlement=load_settlement(row["settlement"]),
        outliers=tuple(json.loads(row["outliers"])) if row["outliers"] else (),
    )


def stored_fields(fact: Fact) -> dict[str, str]:
    """The editable fields as text."""
    return {name: str(getattr(fact, name)) for name in EDITABLE}
