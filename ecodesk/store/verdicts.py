"""Findings into the tables, and their sum beside each fact."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, select, text

from ecodesk.domain.findings import Finding, Verdict
from ecodesk.domain.references import REFERENCE_KIND
from ecodesk.store.bulk import chunks, insert_many, update_many
from ecodesk.store.codec import SEVERITY, dump, dump_extent, dump_settlement, dump_suggestion, storable
from ecodesk.store.tables import FACT, FINDING, FINDING_FACT

_NOTHING = ("", 0, "", 1)
_COLUMNS = tuple(column.name for column in FINDING.c if column.name != "id")


def hold(connection: Connection) -> None:
    """Keep other programs from writing findings until the transaction is over."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE finding IN SHARE ROW EXCLUSIVE MODE"))


def replace_inside(connection: Connection, article_ids: Collection[int], findings: Sequence[Finding],
                   ids: Mapping[str, int]) -> set[int]:
    """Make these the findings inside the articles; returns the facts of findings that came or went.

    What references have to say is not among them.
    """
    stored: set[int] = set()
    for part in chunks(article_ids):
        inside = select(FINDING.c.id).where(FINDING.c.article_id.in_(part), FINDING.c.kind != REFERENCE_KIND)
        stored.update(connection.execute(inside).scalars())
    return _replace(connection, stored, findings, ids, across=False)


def replace_references(connection: Connection, fact_ids: Collection[int], findings: Sequence[Finding],
                       ids: Mapping[str, int]) -> set[int]:
    """Make these the findings of the facts by references; returns as above."""
    stored: set[int] = set()
    for part in chunks(fact_ids):
        using = select(FINDING_FACT.c.finding_id).where(FINDING_FACT.c.fact_id.in_(part))
        told = select(FINDING.c.id).where(FINDING.c.kind == REFERENCE_KIND, FINDING.c.id.in_(using))
        stored.update(connection.execute(told).scalars())
    return _replace(connection, stored, findings, ids, across=False)


def replace_across(connection: Connection, fact_ids: Collection[int] | None, findings: Sequence[Finding],
                   ids: Mapping[str, int]) -> set[int]:
    """Make these the findings across articles that use only these facts (None: any); returns as above."""
    across = select(FINDING.c.id).where(FINDING.c.across)
    if fact_ids is None:
        stored = set(connection.execute(across).scalars())
        return _replace(connection, stored, findings, ids, across=True)
    wanted = set(fact_ids)
    found: set[int] = set()
    for part in chunks(wanted):
        using = select(FINDING_FACT.c.finding_id).where(FINDING_FACT.c.fact_id.in_(part))
        found.update(connection.execute(across.where(FINDING.c.id.in_(using))).scalars())
    stored = {number for number, facts in _links(connection, found).items() if wanted.issuperset(facts)}
    return _replace(connection, stored, findings, ids, across=True)


def _links(connection: Connection, finding_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    links: dict[int, tuple[int, ...]] = {}
    for part in chunks(finding_ids):
        query = (
            select(FINDING_FACT.c.finding_id, FINDING_FACT.c.fact_id)
            .where(FINDING_FACT.c.finding_id.in_(part))
            .order_by(FINDING_FACT.c.finding_id, FINDING_FACT.c.position)
        )
        for finding_id, fact_id in connection.execute(query):
            links[finding_id] = (*links.get(finding_id, ()), fact_id)
    return links


def _replace(connection: Connection, stored: set[int], findings: Sequence[Finding], ids: Mapping[str, int], *,
             across: bool) -> set[int]:
    # A finding that is found again keeps its row: the window stays where it is, and little is written.
    wanted = {
        _signature(values, facts): (values, facts)
        for values, facts in (_values(finding, ids, across) for finding in findings)
    }
    links = _links(connection, stored)
    doomed: list[int] = []
    for part in chunks(stored):
        for row in connection.execute(select(*FINDING.c).where(FINDING.c.id.in_(part))).mappings():
            facts = links.get(row["id"], ())
            if wanted.pop(_signature(row, facts), None) is None:
                doomed.append(row["id"])
    for part in chunks(doomed):
        connection.execute(delete(FINDING_FACT).where(FINDING_FACT.c.finding_id.in_(part)))
        connection.execute(delete(FINDING).where(FINDING.c.id.in_(part)))
    touched = {fact for number in doomed for fact in links.get(number, ())}
    return touched | _add(connection, list(wanted.values()))


def _add(connection: Connection, found: Sequence[tuple[dict[str, object], tuple[int, ...]]]) -> set[int]:
    first = (connection.execute(select(func.max(FINDING.c.id))).scalar() or 0) + 1
    insert_many(connection, FINDING,
                [{"id": number, **values} for number, (values, _) in enumerate(found, first)])
    insert_many(connection, FINDING_FACT, [
        {"finding_id": number, "position": position, "fact_id": fact}
        for number, (_, facts) in enumerate(found, first) for position, fact in enumerate(facts)
    ])
    return {fact for _, facts in found for fact in facts}


def _signature(values: Mapping[Any, Any], facts: tuple[int, ...]) -> tuple[object, ...]:
    return (*(values[name] for name in _COLUMNS), facts)


def _values(finding: Finding, ids: Mapping[str, int],
            across: bool) -> tuple[dict[str, object], tuple[int, ...]]:
    article = finding.article_id or (finding.facts[0].article_id if finding.facts else "")
    # A file's digest stands before the dash of an article's id: two files of one name are two documents.
    counted = finding.facts if across and finding.verdict is not Verdict.SINGLE else finding.facts[:1]
    documents = len({fact.article_id.rpartition("-")[0] for fact in counted}) or 1
    values: dict[str, object] = {
        "kind": finding.kind, "verdict": str(finding.verdict), "severity": SEVERITY[finding.verdict],
        "across": across, "documents": documents, "article_id": None if across else ids[article],
        "start": finding.span.start if finding.span is not None else None,
        "end": finding.span.end if finding.span is not None else None,
        "explanation": storable(finding.explanation), "formula": storable(finding.formula),
        "tolerance": storable(finding.tolerance), "suggestion": dump_suggestion(finding.suggestion),
        "extent": dump_extent(finding.extent), "settlement": dump_settlement(finding.settlement),
        "outliers": dump(finding.outliers) if finding.outliers else "",
    }
    return values, tuple(ids[fact.id] for fact in finding.facts)


def summarise(connection: Connection, fact_ids: Iterable[int]) -> frozenset[int]:
    """Write the worst verdict and the number of documents beside each fact; returns those that changed."""
    changed: set[int] = set()
    for part in chunks(fact_ids):
        sums = _sums(connection, part)
        stored = connection.execute(
            select(FACT.c.id, FACT.c.verdict, FACT.c.severity, FACT.c.kind, FACT.c.documents)
            .where(FACT.c.id.in_(part)).order_by(FACT.c.id)
        )
        names = ("verdict", "severity", "kind", "documents")
        rows = [
            {**dict(zip(names, sums.get(row.id, _NOTHING), strict=True)), "id": row.id}
            for row in stored if tuple(row)[1:] != sums.get(row.id, _NOTHING)
        ]
        update_many(connection, FACT, rows)
        changed |= {int(str(row["id"])) for row in rows}
    return frozenset(changed)


def _sums(connection: Connection, fact_ids: Sequence[int]) -> dict[int, tuple[str, int, str, int]]:
    query = (
        select(FINDING_FACT.c.fact_id, FINDING.c.verdict, FINDING.c.severity, FINDING.c.kind,
               FINDING.c.documents)
        .join_from(FINDING_FACT, FINDING, FINDING_FACT.c.finding_id == FINDING.c.id)
        .where(FINDING_FACT.c.fact_id.in_(fact_ids))
        .order_by(FINDING_FACT.c.fact_id, FINDING.c.severity.desc(), FINDING.c.id)
    )
    sums: dict[int, tuple[str, int, str, int]] = {}
    for fact_id, verdict, severity, kind, documents in connection.execute(query):
        worst = sums.get(fact_id, (verdict, severity, kind, 1))
        sums[fact_id] = (*worst[:3], max(worst[3], documents))
    return sums
