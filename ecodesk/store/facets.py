"""Facets of the facts: what values chosen by an editor ask for, and how many facts have each value.

On SQLite one wide index holds all facets in reading order: a list or a count reads that alone (0.1 s for a
million facts where the table takes 0.7 s). PostgreSQL, whose indexes take no long words, reads the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select
from sqlalchemy.sql.expression import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from ecodesk.domain.facets import Facet, Sought, Tally
from ecodesk.domain.facts import decimal_of
from ecodesk.domain.reasons import Trust
from ecodesk.domain.views import FactFilter, FactOrder
from ecodesk.knowledge.house import kind_of
from ecodesk.knowledge.script import pattern_of
from ecodesk.store.entries import EntryLists
from ecodesk.store.filters import TRUSTED, conditions, contains, order_of, written
from ecodesk.store.tables import ARTICLE, BATCH, FACT

_COLUMNS: dict[Facet, ColumnElement[str]] = {
    Facet.STATUS: FACT.c.status, Facet.FINDING: FACT.c.verdict, Facet.SUBJECT: FACT.c.subject,
    Facet.INDICATOR: FACT.c.indicator, Facet.UNIT: FACT.c.unit, Facet.PERIOD: FACT.c.period,
    Facet.PLACE: FACT.c.place, Facet.EDITOR: FACT.c.editor, Facet.KIND: FACT.c.kind,
}
_RARE = (Facet.STATUS, Facet.FINDING, Facet.KIND, Facet.SUBJECT, Facet.INDICATOR, Facet.UNIT, Facet.PLACE)
_FEW = 3000
# Few facts are from before reasons were recorded, and an index holds just these.
_OTHER = FACT.alias("other")
_UNRECORDED = FACT.c.id.in_(select(_OTHER.c.id).where(_OTHER.c.reasons == ""))
_TRUST = case((_UNRECORDED, ""), *((TRUSTED[trust], str(trust)) for trust in Trust), else_="")


def bare(column: ColumnElement[Any], dialect: str) -> ColumnElement[Any]:
    """A column for whose sake SQLite leaves the wide index for no narrow one, which would cost a look into
    the table for every fact."""
    return UnaryExpression(column, operator=custom_op("+")) if dialect == "sqlite" else column


def limits(connection: Connection, wanted: FactFilter) -> list[ColumnElement[bool]]:
    """All that a filter asks of the fact table."""
    dialect = connection.dialect.name
    found = conditions(wanted, dialect)
    for facet in Facet:
        values = sorted(value for name, value in wanted.chosen if name is facet)
        if values:
            found.append(_chosen(connection, facet, values))
    if wanted.sought is not None:
        found.append(_sought(connection, wanted.sought))
    return found


def _chosen(connection: Connection, facet: Facet, values: list[str]) -> ColumnElement[bool]:
    if facet is Facet.DOCUMENT:
        articles = select(ARTICLE.c.id).where(ARTICLE.c.document.in_(values)).scalar_subquery()
        return FACT.c.article_id.in_(articles)
    if facet is Facet.BATCH:
        batches = select(BATCH.c.id).where(BATCH.c.title.in_(values)).scalar_subquery()
        return FACT.c.batch_id.in_(batches)
    if facet is Facet.TRUST:
        return _TRUST.in_(values)
    if facet is Facet.UNIT:
        values = _units_of(connection, values)
    column = _COLUMNS[facet]
    if facet in _RARE and _few(connection, column.in_(values)):
        return column.in_(values)
    return bare(column, connection.dialect.name).in_(values)


def _few(connection: Connection, condition: ColumnElement[bool]) -> bool:
    """True where so few facts fulfil it that looking them up costs less than reading the wide index."""
    some = select(FACT.c.id).where(condition).limit(_FEW).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one()) < _FEW


def _units_of(connection: Connection, kinds: Iterable[str]) -> list[str]:
    """Units of the desk that are of these kinds."""
    wanted = set(kinds)
    return sorted(unit for unit in distinct_units(connection) if kind_of(unit) in wanted)


def distinct_units(connection: Connection) -> list[str]:
    """Every unit that a fact has, in order: from one to the next by the index, not over all facts."""
    known = select(func.min(FACT.c.unit).label("unit")).cte("known", recursive=True)
    following = select(func.min(FACT.c.unit)).where(FACT.c.unit > known.c.unit).scalar_subquery()
    known = known.union_all(select(following).where(known.c.unit.is_not(None)))
    return list(connection.execute(select(known.c.unit).where(known.c.unit.is_not(None))).scalars())


def _sought(connection: Connection, sought: Sought) -> ColumnElement[bool]:
    dialect = connection.dialect.name
    found = [contains(words, dialect) for words in sought.words]
    found += [written(form, dialect) for form in sought.forms]
    number = decimal_of(sought.value)
    if number is not None:
        exact = or_(and_(FACT.c.magnitude == float(number), FACT.c.value != ""),
                    FACT.c.value_high == sought.value)
        if sought.kind:
            exact = and_(exact, FACT.c.unit.in_(_units_of(connection, [sought.kind])))
        found.append(exact)
    return or_(*found)


class FacetLists(EntryLists):
    """Lists and counts over the whole desk, filtered by facets."""

    def total(self, wanted: FactFilter) -> int:
        """How many facts the filter lets through."""
        query = select(func.count()).select_from(FACT).where(*limits(self.connection, wanted))
        return int(self.connection.execute(query).scalar_one())

    def marks(self, wanted: FactFilter) -> dict[int, int]:
        """The revision of every fact that the filter lets through, by row id, in reading order."""
        columns = order_of(FactOrder.READING)
        query = select(FACT.c.id, FACT.c.revision).where(*limits(self.connection, wanted)).order_by(*columns)
        return {row[0]: row[1] for row in self.connection.execute(query)}

    def tally(self, wanted: FactFilter, facet: Facet, most: int, words: str = "") -> Tally:
        """The `most` frequent values of a facet among the facts that the other facets let through.

        With `words` only values that hold them, in either script. Values that are chosen are always told,
        with 0 where no fact has them.
        """
        others = frozenset(pair for pair in wanted.chosen if pair[0] is not facet)
        counts = self._counts(replace(wanted, chosen=others), facet)
        for _, value in wanted.chosen - others:
            counts.setdefault(value, 0)
        if words:
            holds = pattern_of(words)
            counts = Counter({value: count for value, count in counts.items()
                              if holds.search(value) or (facet, value) in wanted.chosen})
        ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        shown = ordered[:most] + [pair for pair in ordered[most:] if (facet, pair[0]) in wanted.chosen]
        return Tally(facet, tuple(shown), len(ordered) - len(shown))

    def _counts(self, wanted: FactFilter, facet: Facet) -> Counter[str]:
        where = limits(self.connection, wanted)
        counts: Counter[str] = Counter()
        for value, count in self.connection.execute(_grouped(facet, where, self.connection.dialect.name)):
            counts[kind_of(value) if facet is Facet.UNIT else value] += int(count)
        return counts


def _grouped(facet: Facet, where: Sequence[ColumnElement[bool]], dialect: str) -> Select[Any]:
    """Values of a facet and how many facts have each."""
    if facet is Facet.BATCH:
        by_batch = select(FACT.c.batch_id, func.count().label("facts")).where(*where).group_by(
            FACT.c.batch_id).subquery()
        return select(BATCH.c.title, func.sum(by_batch.c.facts)).join_from(
            by_batch, BATCH, BATCH.c.id == by_batch.c.batch_id).group_by(BATCH.c.title)
    if facet is not Facet.DOCUMENT:
        value = (_TRUST if facet is Facet.TRUST else bare(_COLUMNS[facet], dialect)).label("one")
        return select(value, func.count()).where(*where).group_by(value)
    by_article = select(FACT.c.article_id, func.count().label("facts")).where(*where).group_by(
        FACT.c.article_id).subquery()
    return select(ARTICLE.c.document, func.sum(by_article.c.facts)).join_from(
        by_article, ARTICLE, ARTICLE.c.id == by_article.c.article_id).group_by(ARTICLE.c.document)
