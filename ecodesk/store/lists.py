"""Reads: every list of the desk, each a fixed number of queries whatever its length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select, tuple_

from ecodesk.domain.decisions import Decision, Status
from ecodesk.domain.findings import PROBLEMS, Verdict
from ecodesk.domain.reasons import Trust
from ecodesk.domain.text import Article
from ecodesk.domain.views import (
    ArticleDetail,
    ArticleRow,
    BatchRow,
    DecisionRow,
    FactFilter,
    FactOrder,
    FactRow,
    FindingRow,
    StatusCounts,
)
from ecodesk.store.bulk import chunks
from ecodesk.store.codec import moment_of
from ecodesk.store.facets import FacetLists, bare, limits
from ecodesk.store.filters import READING_ORDER, conditions, order_of
from ecodesk.store.origins import superseded
from ecodesk.store.record import RecordLists
from ecodesk.store.references import ReferenceLists
from ecodesk.store.rows import (
    HERE,
    article_of,
    decision_of,
    fact_row_of,
    facts_by_id,
    finding_of,
    select_decisions,
    select_facts,
)
from ecodesk.store.rulings import RulingLists
from ecodesk.store.tables import ARTICLE, BATCH, DECISION, FACT, FINDING, FINDING_FACT, SOURCE_FILE, STEP
from ecodesk.store.wordings import WordingLists

_OPEN_CONFLICT = and_(FACT.c.verdict.in_([Verdict.FAILS, Verdict.CONFLICT]),
                      FACT.c.status.in_([Status.OPEN, Status.QUERIED]))


def _count_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


class Lists(FacetLists, ReferenceLists, WordingLists, RulingLists, RecordLists):
    """What can be read inside one transaction: all calls see the same state of the desk."""

    # -- batches and articles

    def batches(self) -> list[BatchRow]:
        """Batches that have a current article, oldest first."""
        facts = (
            select(FACT.c.batch_id, func.count().label("facts"),
                   _count_if(FACT.c.status != Status.OPEN).label("decided"))
            .where(FACT.c.article_id.not_in(superseded()), HERE).group_by(FACT.c.batch_id).subquery()
        )
        articles = (
            select(ARTICLE.c.batch_id, func.count().label("articles"))
            .where(ARTICLE.c.superseded_by.is_(None)).group_by(ARTICLE.c.batch_id).subquery()
        )
        query = (
            select(BATCH.c.id, BATCH.c.title, BATCH.c.created,
                   articles.c.articles, func.coalesce(facts.c.facts, 0),
                   func.coalesce(facts.c.decided, 0))
            .join(articles, articles.c.batch_id == BATCH.c.id)
            .outerjoin(facts, facts.c.batch_id == BATCH.c.id).order_by(BATCH.c.id)
        )
        rows = []
        for number, title, created, *counts in self.connection.execute(query):
            at = moment_of(created)
            assert at is not None
            rows.append(BatchRow(number, title, at, *counts))
        return rows

    def articles(self, batch_id: int | None = None, ids: Iterable[int] | None = None) -> list[ArticleRow]:
        """Articles in the order of import: all current ones, those of one batch, or these."""
        counted = select(
            FACT.c.article_id, func.count().label("facts"),
            _count_if(FACT.c.status != Status.OPEN).label("decided"),
            _count_if(_OPEN_CONFLICT).label("conflicts"),
        ).where(HERE).group_by(FACT.c.batch_id, FACT.c.article_id)
        limits: list[ColumnElement[bool]] = []
        if batch_id is not None:
            counted = counted.where(FACT.c.batch_id == batch_id)
            limits.append(ARTICLE.c.batch_id == batch_id)
        if ids is not None:
            wanted = list(ids)
            counted = counted.where(FACT.c.article_id.in_(wanted))
            limits.append(ARTICLE.c.id.in_(wanted))
        else:
            limits.append(ARTICLE.c.superseded_by.is_(None))
        facts = counted.subquery()
        query = (
            select(ARTICLE.c.id, ARTICLE.c.batch_id, ARTICLE.c.document, ARTICLE.c.number, ARTICLE.c.title,
                   ARTICLE.c.published, func.coalesce(facts.c.facts, 0), func.coalesce(facts.c.decided, 0),
                   func.coalesce(facts.c.conflicts, 0), ARTICLE.c.damages, SOURCE_FILE.c.articles)
            .join_from(ARTICLE, SOURCE_FILE, ARTICLE.c.file_id == SOURCE_FILE.c.id)
            .outerjoin(facts, facts.c.article_id == ARTICLE.c.id)
            .where(*limits).order_by(ARTICLE.c.file_id, ARTICLE.c.number, ARTICLE.c.id)
        )
        return [ArticleRow(*row) for row in self.connection.execute(query)]

    def article(self, article_id: int) -> ArticleDetail | None:
        """One article with its text and its file's source text."""
        rows = self.articles(ids=[article_id])
        query = (
            select(*ARTICLE.c, SOURCE_FILE.c.text.label("source_text"), SOURCE_FILE.c.encoding)
            .join_from(ARTICLE, SOURCE_FILE, ARTICLE.c.file_id == SOURCE_FILE.c.id)
            .where(ARTICLE.c.id == article_id)
        )
        row = self.connection.execute(query).mappings().first()
        if row is None:
            return None
        return ArticleDetail(rows[0], article_of(row), row["source_text"], row["encoding"],
                             tuple(self.wordings([article_id])))

    def article_before(self, article_id: int) -> int | None:
        """The current article that stands before this one in its file, None for the first one."""
        own = select(ARTICLE.c.file_id, ARTICLE.c.number).where(ARTICLE.c.id == article_id).subquery()
        query = select(ARTICLE.c.id).where(
            ARTICLE.c.superseded_by.is_(None), ARTICLE.c.file_id == own.c.file_id,
            ARTICLE.c.number < own.c.number,
        ).order_by(ARTICLE.c.number.desc()).limit(1)
        found = self.connection.execute(query).scalar()
        return None if found is None else int(found)

    def article_texts(self, ids: Iterable[int]) -> dict[int, Article]:
        """Articles with their texts, for checking."""
        found: dict[int, Article] = {}
        for part in chunks(ids):
            rows = self.connection.execute(select(*ARTICLE.c).where(ARTICLE.c.id.in_(part))).mappings()
            found.update((row["id"], article_of(row)) for row in rows)
        return found

    def article_ids(self, batch_id: int | None = None) -> list[int]:
        """Row ids of all current articles, or of a batch's, in the order of import."""
        query = select(ARTICLE.c.id).where(ARTICLE.c.superseded_by.is_(None)).order_by(ARTICLE.c.id)
        if batch_id is not None:
            query = query.where(ARTICLE.c.batch_id == batch_id)
        return list(self.connection.execute(query).scalars())

    def digests(self) -> Iterator[tuple[int, str, str, str]]:
        """Row id, title, stored digest and text of every article, a few at a time."""
        query = select(ARTICLE.c.id, ARTICLE.c.title, ARTICLE.c.sha256, ARTICLE.c.text).order_by(ARTICLE.c.id)
        for row in self.connection.execution_options(yield_per=200).execute(query):
            yield row[0], row[1], row[2], row[3]

    # -- facts

    def facts(self, wanted: FactFilter, after: int | None = None, limit: int | None = None,
              order: FactOrder = FactOrder.READING) -> list[FactRow]:
        """Facts in reading order or the doubtful first; `after` is the last fact of the page before."""
        columns = order_of(order)
        place = None if after is None else self._place(after, columns)
        where = limits(self.connection, wanted)
        if place is not None:
            where.append(tuple_(*columns) > place)
        if wanted.chosen or wanted.sought:
            return self._found(where, columns, limit)
        query = select_facts().where(*where).order_by(*columns).limit(limit)
        return [fact_row_of(row) for row in self.connection.execute(query).mappings()]

    def _found(self, where: Sequence[ColumnElement[bool]], columns: Sequence[ColumnElement[Any]],
               limit: int | None) -> list[FactRow]:
        """First which facts, by an index that holds all facets, then these."""
        if columns[0] is not READING_ORDER[0]:
            columns = (bare(columns[0], self.connection.dialect.name), *columns[1:])
        query = select(FACT.c.id).where(*where).order_by(*columns).limit(limit)
        ids = list(self.connection.execute(query).scalars())
        rows = self.facts_by_id(ids)
        return [rows[number] for number in ids]

    def fact(self, fact_id: int) -> FactRow | None:
        """One fact, one that stands in no list included."""
        row = self.connection.execute(select_facts(gone=True).where(FACT.c.id == fact_id)).mappings().first()
        return fact_row_of(row) if row else None

    def facts_by_id(self, ids: Iterable[int]) -> dict[int, FactRow]:
        """These facts, those that stand in no list included."""
        return facts_by_id(self.connection, ids)

    def facts_of_articles(self, ids: Iterable[int], *, gone: bool = False) -> list[FactRow]:
        """Facts of these articles in reading order; with `gone` those too that stand in no list."""
        return [
            fact_row_of(row)
            for part in chunks(ids)
            for row in self.connection.execute(
                select_facts(gone=gone).where(FACT.c.article_id.in_(part)).order_by(*READING_ORDER)
            ).mappings()
        ]

    def counts(self, wanted: FactFilter) -> StatusCounts:
        """How many facts of the filter stand in each state."""
        query = (
            select(FACT.c.status, func.count(), _count_if(FACT.c.verdict.in_(sorted(PROBLEMS))),
                   _count_if(FACT.c.claim))
            .where(*conditions(wanted, self.connection.dialect.name)).group_by(FACT.c.status)
        )
        by_status = dict.fromkeys(Status, 0)
        problems = claims = 0
        for status, count, troubled, claimed in self.connection.execute(query):
            by_status[Status(status)] = count
            problems += int(troubled)
            claims += int(claimed)
        return StatusCounts(sum(by_status.values()), by_status, problems, claims)

    def next_open(self, after: int | None, article_id: int | None = None,
                  trusts: frozenset[Trust] = frozenset()) -> int | None:
        """The next fact to review in reading order; from the end it goes on once at the start.

        `trusts`: only facts that can be relied upon that far; empty: any.
        """
        wanted = FactFilter(article_id=article_id, statuses=frozenset({Status.OPEN}), trusts=trusts)
        query = select(FACT.c.id).order_by(*READING_ORDER).limit(1)
        query = query.where(*conditions(wanted, self.connection.dialect.name))
        place = self._place(after) if after is not None else None
        if place is not None:
            later = self.connection.execute(query.where(tuple_(*READING_ORDER) > place)).scalar()
            if later is not None:
                return int(later)
        first = self.connection.execute(query).scalar()
        return None if first is None else int(first)

    def _place(self, fact_id: int, columns: Sequence[ColumnElement[Any]] = READING_ORDER) -> Row[Any] | None:
        return self.connection.execute(select(*columns).where(FACT.c.id == fact_id)).first()

    def misplaced_facts(self) -> list[tuple[int, str]]:
        """Facts whose words do not stand at their place in the article: row id and words."""
        there = func.substr(ARTICLE.c.text, FACT.c.start + 1, FACT.c.end - FACT.c.start)
        query = (
            select(FACT.c.id, FACT.c.text).join_from(FACT, ARTICLE, FACT.c.article_id == ARTICLE.c.id)
            .where(there != FACT.c.text).order_by(FACT.c.id)
        )
        return [(row[0], row[1]) for row in self.connection.execute(query)]

    # -- findings

    def findings(self, article_id: int | None = None, fact_id: int | None = None,
                 verdicts: frozenset[Verdict] = frozenset()) -> list[FindingRow]:
        """Findings, the worst first; of an article: those inside it and those across that use its facts."""
        query = select(*FINDING.c, ARTICLE.c.key).outerjoin_from(
            FINDING, ARTICLE, FINDING.c.article_id == ARTICLE.c.id
        ).order_by(FINDING.c.severity.desc(), FINDING.c.id)
        if article_id is not None:
            using = select(FINDING_FACT.c.finding_id).join_from(
                FINDING_FACT, FACT, FINDING_FACT.c.fact_id == FACT.c.id
            ).where(FACT.c.article_id == article_id)
            query = query.where(or_(FINDING.c.article_id == article_id, FINDING.c.id.in_(using)))
        if fact_id is not None:
            using = select(FINDING_FACT.c.finding_id).where(FINDING_FACT.c.fact_id == fact_id)
            query = query.where(FINDING.c.id.in_(using))
        if article_id is None and fact_id is None:
            query = query.where(ARTICLE.c.superseded_by.is_(None))
        if verdicts:
            query = query.where(FINDING.c.verdict.in_(sorted(verdicts)))
        rows = self.connection.execute(query).mappings().all()
        facts = self._facts_of_findings([row["id"] for row in rows])
        return [
            FindingRow(row["id"], finding_of(row, row["key"] or "", facts.get(row["id"], [])),
                       tuple(facts.get(row["id"], [])))
            for row in rows
        ]

    def _facts_of_findings(self, ids: list[int]) -> dict[int, list[FactRow]]:
        links: list[tuple[int, int]] = []
        for part in chunks(ids):
            query = (
                select(FINDING_FACT.c.finding_id, FINDING_FACT.c.fact_id)
                .where(FINDING_FACT.c.finding_id.in_(part))
                .order_by(FINDING_FACT.c.finding_id, FINDING_FACT.c.position)
            )
            links += [(row[0], row[1]) for row in self.connection.execute(query)]
        rows = self.facts_by_id(fact_id for _, fact_id in links)
        found: dict[int, list[FactRow]] = {}
        for finding_id, fact_id in links:
            found.setdefault(finding_id, []).append(rows[fact_id])
        return found

    def loose_findings(self) -> list[tuple[int, str]]:
        """Findings that have lost the facts they are about: row id and kind."""
        linked = select(FINDING_FACT.c.finding_id)
        query = (
            select(FINDING.c.id, FINDING.c.kind)
            .where(FINDING.c.id.not_in(linked), or_(FINDING.c.across, FINDING.c.start.is_(None)))
            .order_by(FINDING.c.id)
        )
        return [(row[0], row[1]) for row in self.connection.execute(query)]

    # -- decisions

    def history(self, fact_id: int) -> list[DecisionRow]:
        """Decisions about one fact, newest first."""
        return self._decision_rows(select_decisions().where(DECISION.c.fact_id == fact_id)
                                   .order_by(DECISION.c.id.desc()))

    def decisions(self, limit: int | None) -> list[DecisionRow]:
        """The newest decisions, newest first; None: all of them."""
        return self._decision_rows(select_decisions().order_by(DECISION.c.id.desc()).limit(limit))

    def decisions_of(self, fact_ids: Iterable[int]) -> dict[int, list[Decision]]:
        """All decisions about these facts, oldest first."""
        found: dict[int, list[Decision]] = {}
        for part in chunks(fact_ids):
            query = select_decisions().where(DECISION.c.fact_id.in_(part)).order_by(DECISION.c.id)
            for row in self.connection.execute(query).mappings():
                found.setdefault(row["fact_id"], []).append(decision_of(row))
        return found

    def facts_of_step(self, step: int) -> list[int]:
        """Row ids of the facts that a step decided."""
        query = select(DECISION.c.fact_id).where(DECISION.c.step_id == step).order_by(DECISION.c.fact_id)
        return list(self.connection.execute(query).scalars())

    def steps(self, editor: str, after: int = 0) -> list[tuple[int, str, int, int, int]]:
        """Actions of an editor, oldest first: step, action, count, undoes, redoes."""
        query = (
            select(STEP.c.id, STEP.c.action, STEP.c.count, STEP.c.undoes, STEP.c.redoes)
            .where(STEP.c.editor == editor, STEP.c.id > after).order_by(STEP.c.id)
        )
        return [(row[0], row[1], row[2], row[3], row[4]) for row in self.connection.execute(query)]

    def _decision_rows(self, query: Select[Any]) -> list[DecisionRow]:
        decisions = [decision_of(row) for row in self.connection.execute(query).mappings()]
        rows = self.facts_by_id(item.fact_id for item in decisions)
        return [DecisionRow(item, rows[item.fact_id]) for item in decisions]
