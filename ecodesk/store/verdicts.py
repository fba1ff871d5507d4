"""Findings into the tables, and their sum beside each fact."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, func, select, text

from ecodesk.domain.findings import Finding
from ecodesk.store.bulk import chunks, insert_many, update_many
from ecodesk.store.codec import SEVERITY, dump_extent, dump_suggestion, storable
from ecodesk.store.tables import FACT, FINDING, FINDING_FACT

_NOTHING = ("", 0, "", 1)


def hold(connection: Connection) -> None:
    """Keep other programs from writing findings until the transaction is over."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE finding IN SHARE ROW EXCLUSIVE MODE"))


def delete_inside(connection: Connection, article_ids: Collection[int]) -> set[int]:
    """Delete the findings inside the articles; returns the facts they used."""
    touched: set[int] = set()
    for part in chunks(article_ids):
        inside = select(FINDING.c.id).where(FINDING.c.article_id.in_(part))
        touched |= _delete(connection, connection.execute(inside).scalars().all())
    return touched


def delete_across(connection: Connection, fact_ids: Collection[int] | None) -> set[int]:
    """Delete the findings across articles that use only these facts (None: all); returns the facts used."""
    across = select(FINDING.c.id).where(FINDING.c.across)
    if fact_ids is None:
        return _delete(connection, connection.execute(across).scalars().all())
    wanted = set(fact_ids)
    kept: set[int] = set()
    found: set[int] = set()
    for part in chunks(wanted):
        using = select(FINDING_FACT.c.finding_id).where(FINDING_FACT.c.fact_id.in_(part))
        chosen = connection.execute(across.where(FINDING.c.id.in_(using))).scalars().all()
        found.update(chosen)
    for part in chunks(found):
        links = select(FINDING_FACT.c.finding_id, FINDING_FACT.c.fact_id).where(
            FINDING_FACT.c.finding_id.in_(part))
        kept |= {finding_id for finding_id, fact_id in connection.execute(links) if fact_id not in wanted}
    return _delete(connection, found - kept)


def _delete(connection: Connection, doomed: Iterable[int]) -> set[int]:
    touched: set[int] = set()
    for part in chunks(doomed):
        links = FINDING_FACT.c.finding_id.in_(part)
        touched |= set(connection.execute(select(FINDING_FACT.c.fact_id).where(links)).scalars())
        connection.execute(delete(FINDING_FACT).where(links))
        connection.execute(delete(FINDING).where(FINDING.c.id.in_(part)))
    return touched


def add(connection: Connection, findings: Sequence[Finding], ids: Mapping[str, int], *,
        across: bool) -> set[int]:
    """Add findings; `ids` gives row ids of facts and articles by key. Returns the facts used."""
    first = (connection.execute(select(func.max(FINDING.c.id))).scalar() or 0) + 1
    rows = [_values(finding, ids, number, across) for number, finding in enumerate(findings, first)]
    links = [
        {"finding_id": number, "position": position, "fact_id": ids[fact.id]}
        for number, finding in enumerate(findings, first)
        for position, fact in enumerate(finding.facts)
    ]
    insert_many(connection, FINDING, rows)
    insert_many(connection, FINDING_FACT, links)
    return {link["fact_id"] for link in links}


def _values(finding: Finding, ids: Mapping[str, int], number: int, across: bool) -> dict[str, object]:
    article = finding.article_id or (finding.facts[0].article_id if finding.facts else "")
    # A file's digest stands before the dash of an article's id: two files of one name are two documents.
    documents = len({fact.article_id.rpartition("-")[0] for fact in finding.facts}) if across else 1
    return {
        "id": number, "kind": finding.kind, "verdict": str(finding.verdict),
        "severity": SEVERITY[finding.verdict], "across": across, "documents": documents,
        "article_id": None if across else ids[article],
        "start": finding.span.start if finding.span else None,
        "end": finding.span.end if finding.span else None,
        "explanation": storable(finding.explanation), "formula": storable(finding.formula),
        "tolerance": storable(finding.tolerance), "suggestion": dump_suggestion(finding.suggestion),
        "extent": dump_extent(finding.extent),
    }


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
