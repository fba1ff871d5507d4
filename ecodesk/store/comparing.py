"""What the comparison across articles keeps: keys, links, and how common words are.

One edit asks for a few rows by key; a whole desk is written once and then only where it differs.
"""

from __future__ import annotations

import sqlite3
import sys
from array import array
from collections import Counter
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, delete, func, or_, select

from ecodesk.domain.comparing import Compared, Link, Moves, Placed
from ecodesk.domain.decisions import Status
from ecodesk.domain.findings import Verdict
from ecodesk.domain.rulings import Choice, Ruling
from ecodesk.store import rulings, verdicts
from ecodesk.store.bulk import CHUNK, chunks, insert_many
from ecodesk.store.rows import HERE, fact_row_of, select_facts
from ecodesk.store.tables import ARTICLE, BLOCK, COMMON, COMPARED, DECISION, FACT, LINK, RULING, STEP, VERSION

OF_SENTENCES = 1 << 32
"""Added to the keys of sentences, which share the table with those of words."""

_AT_ONCE = 200
"""Keys looked up by one statement on SQLite, which takes at most 500 joined selects."""

_ID_BITS = 31
_ID_MASK = (1 << _ID_BITS) - 1
_ENTRIES = "SELECT fact_id, article_id, mark, repeated, lead_id, words, tellings FROM compared"
_LINKS = "SELECT left_id, right_id, verdict, score, told FROM link"
_TAKES_PART = (FACT.c.status != Status.REJECTED, ARTICLE.c.superseded_by.is_(None), HERE)


class Last(NamedTuple):
    """How far the desk had come: its newest step and its newest article, 0 where there is none."""

    step: int
    article: int


class Keeping:
    """What is kept, inside one transaction; figures and articles go by row id. Writes need a unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def compared(self, ids: Collection[int]) -> dict[int, Compared]:
        """What the last comparison knew of these figures; nothing of those that took no part."""
        return self._entries("WHERE fact_id", ids)

    def compared_in(self, articles: Collection[int]) -> dict[int, Compared]:
        """The same of all figures of articles."""
        return self._entries("WHERE article_id", articles)

    def all_compared(self) -> dict[int, Compared]:
        """The same of the whole desk."""
        return {row[0]: _entry_of(row) for row in self._connection.exec_driver_sql(_ENTRIES)}

    def _entries(self, where: str, ids: Collection[int]) -> dict[int, Compared]:
        return {row[0]: _entry_of(row) for row in self._rows(f"{_ENTRIES} {where}", ids)}

    def _rows(self, query: str, wanted: Collection[int] | Collection[str]) -> Iterator[Any]:
        """Rows of a query that ends in a column, for the values wanted of it."""
        for part in _parts(wanted):
            if self._is_server:
                yield from self._fetched(f"{query} = ANY(%s)", (part,))
            else:
                marks = ", ".join("?" * len(part))
                yield from self._fetched(f"{query} IN ({marks})", tuple(part))

    def _fetched(self, query: str, values: tuple[Any, ...]) -> Sequence[Any]:
        # An edit asks some thirty times; on SQLite making a statement takes ten times as long as its answer.
        driver = self._connection.connection.driver_connection
        if isinstance(driver, sqlite3.Connection):
            return driver.execute(query, values).fetchall()
        return self._connection.exec_driver_sql(query, values).all()

    def words(self, keys: Collection[int], most: int) -> dict[int, list[int]]:
        """Figures under each key of words, `most` of them at most."""
        return self._under(keys, most)

    def tellings(self, keys: Collection[int], most: int) -> dict[int, list[int]]:
        """Figures under each key of sentences, `most` of them at most."""
        found = self._under([key + OF_SENTENCES for key in keys], most)
        return {key - OF_SENTENCES: ids for key, ids in found.items()}

    def _under(self, keys: Collection[int], most: int) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        ordered = sorted(set(keys))
        step = len(ordered) if self._is_server else _AT_ONCE
        for at in range(0, len(ordered), step or 1):
            for key, number in self._look_up(ordered[at : at + step], most):
                found.setdefault(key, []).append(number)
        return found

    @property
    def _is_server(self) -> bool:
        return self._connection.dialect.name == "postgresql"

    def _look_up(self, keys: Sequence[int], most: int) -> Iterable[Any]:
        # A common word has a hundred thousand figures: each key stops by itself.
        if self._is_server:
            query = ("SELECT wanted.key, block.fact_id FROM unnest(%s::bigint[]) AS wanted(key) CROSS JOIN "
                     "LATERAL (SELECT fact_id FROM block WHERE block.key = wanted.key LIMIT %s) AS block")
            return self._fetched(query, (list(keys), most))
        one = f"SELECT * FROM (SELECT key, fact_id FROM block WHERE key = ? LIMIT {int(most)})"
        return self._fetched(" UNION ALL ".join([one] * len(keys)), tuple(keys))

    def placed(self, ids: Collection[int]) -> dict[int, Placed]:
        """These facts as they are now, whether or not they take part."""
        return {one.id: one for part in chunks(ids)
                for one in self._placed(_select_placed().where(FACT.c.id.in_(part)))}

    def sentences(self, ids: Collection[int]) -> dict[int, str]:
        """The sentences of facts, as the copy writes them."""
        return {row[0]: row[1] for row in self._rows("SELECT id, sentence FROM fact WHERE id", ids)}

    def placed_in(self, articles: Collection[int]) -> dict[int, Placed]:
        """Facts of articles that take part in the comparison now."""
        return {one.id: one for part in chunks(articles)
                for one in self._placed(_select_placed().where(FACT.c.article_id.in_(part), *_TAKES_PART))}

    def all_placed(self) -> Generator[Placed, None, None]:
        """Facts of the whole desk that take part now, one by one; close it where not all are read."""
        return self._placed(_select_placed().where(*_TAKES_PART).execution_options(yield_per=CHUNK))

    def _placed(self, query: Select[Any]) -> Generator[Placed, None, None]:
        with self._connection.execute(query) as result:
            for row in result.mappings():
                yield Placed(row["id"], row["article_id"], fact_row_of(row).fact, row["published"])

    def links(self, ids: Collection[int]) -> set[Link]:
        """All links that have one of these figures at an end."""
        return {_link_of(row) for end in ("left_id", "right_id")
                for row in self._rows(f"{_LINKS} WHERE {end}", ids)}

    def all_links(self) -> set[Link]:
        """All links of the desk."""
        return set(map(_link_of, self._connection.exec_driver_sql(_LINKS)))

    def tied(self, ids: Collection[int]) -> set[int]:
        """Figures that an editor's ruling ties, or has tied, to one of these."""
        return {number for end in ("left_id", "right_id")
                for row in self._rows(f"SELECT left_id, right_id FROM ruling WHERE {end}", ids)
                for number in row}

    def rulings(self, ids: Collection[int] | None = None) -> list[Ruling]:
        """What editors ruled about pairs of which one is one of these figures, None: about any."""
        if ids is not None and not self.tied(ids):
            return []  # which one is the newest is asked of all rulings of the desk
        return [row.ruling for row in rulings.standing(self._connection, ids)
                if row.ruling.choice is not Choice.NONE]

    def common(self, grams: Collection[str]) -> dict[str, int]:
        """In how many articles these bigrams stood when they were last counted, of those that are common."""
        return {row[0]: row[1] for row in self._rows("SELECT gram, articles FROM common WHERE gram", grams)}

    def all_common(self) -> dict[str, int]:
        """The same of all bigrams."""
        return {row[0]: row[1] for row in self._connection.execute(select(*COMMON.c))}

    def articles(self) -> int:
        """About how many current articles there are."""
        # None is ever deleted, and few are superseded: counting all would take longer than an edit may.
        gone = select(func.count()).where(ARTICLE.c.superseded_by.is_not(None)).scalar_subquery()
        return (self._connection.execute(select(func.max(ARTICLE.c.id) - gone)).scalar() or 0)

    def facts(self) -> int:
        """About how many facts there are."""
        return self._connection.execute(select(func.max(FACT.c.id))).scalar() or 0

    def count_in(self, articles: Collection[int]) -> int:
        """How many facts these articles have."""
        query = select(func.count()).select_from(FACT)
        return sum(self._connection.execute(query.where(FACT.c.article_id.in_(part))).scalar() or 0
                   for part in chunks(articles))

    def standing(self, ids: Collection[int], statuses: Collection[Status]) -> dict[int, int]:
        """Those of the facts that have one of these statuses, with their articles."""
        names = set(map(str, statuses))
        return {row[0]: row[1] for row in self._rows("SELECT id, article_id, status FROM fact WHERE id", ids)
                if row[2] in names}

    def claims(self, words: str) -> list[int]:
        """Claims of just these words."""
        query = select(FACT.c.id).where(FACT.c.claim, FACT.c.text == words).order_by(FACT.c.id)
        return list(self._connection.execute(query).scalars())

    def owners(self, ids: Collection[int]) -> set[int]:
        """Articles of these facts."""
        return {row[0] for row in self._rows("SELECT article_id FROM fact WHERE id", ids)}

    def kin(self, articles: Collection[int]) -> dict[int, int]:
        """The first article of its family, for all articles of the families of these that have several."""
        family = func.coalesce(ARTICLE.c.variant_of, ARTICLE.c.id)
        found: dict[int, int] = {}
        for part in chunks(articles):
            first = {row[0] for row in self._connection.execute(select(family).where(ARTICLE.c.id.in_(part)))}
            query = select(ARTICLE.c.id, family).where(
                or_(ARTICLE.c.variant_of.in_(first), ARTICLE.c.id.in_(first)))
            found |= {row[0]: row[1] for row in self._connection.execute(query)}
        count = Counter(found.values())
        return {number: first for number, first in found.items() if count[first] > 1}

    def last(self) -> Last:
        """The newest step and the newest article, by which `since` tells what came later."""
        step, article = (self._connection.execute(select(func.max(table.c.id))).scalar() or 0
                         for table in (STEP, ARTICLE))
        return Last(step, article)

    def since(self, last: Last) -> set[int]:
        """Articles that came, went or had a fact decided since then."""
        later = select(STEP.c.id, STEP.c.undoes, STEP.c.redoes).where(STEP.c.id > last.step)
        steps = {number for row in self._connection.execute(later) for number in row}
        decided = select(FACT.c.article_id).join_from(DECISION, FACT, DECISION.c.fact_id == FACT.c.id).where(
            DECISION.c.step_id > last.step)
        queries = [decided, select(ARTICLE.c.id).where(ARTICLE.c.id > last.article)]
        for part in chunks(steps):
            queries += [select(end).where(VERSION.c.step_id.in_(part))
                        for end in (VERSION.c.older_id, VERSION.c.newer_id)]
        return {number for query in queries
                for number in self._connection.execute(query.distinct()).scalars()}

    def ruled_since(self, last: Last) -> set[int]:
        """Facts on which an editor has ruled since then."""
        query = select(RULING.c.left_id, RULING.c.right_id).where(RULING.c.step_id > last.step)
        return {number for row in self._connection.execute(query) for number in row}

    # Writes

    def move(self, moves: Moves) -> None:
        """Keep what is known of figures from now on, in place of what was."""
        gone: list[tuple[int, int]] = []
        fresh: list[tuple[int, int]] = []
        for number, (old, new) in moves.items():
            before, after = _keys(old), _keys(new)
            gone += ((key, number) for key in before - after)
            fresh += ((key, number) for key in after - before)
        self._strike(sorted(gone))
        for part in chunks(moves):
            self._connection.execute(delete(COMPARED).where(COMPARED.c.fact_id.in_(part)))
        self.enter({number: new for number, (_, new) in moves.items() if new})
        self.enter_keys([_joined(*row) for row in sorted(fresh)])

    def replace_all(self, entries: Mapping[int, Compared]) -> None:
        """Keep just these figures: much faster than `move` where most of them are others."""
        self.clear()
        self.enter(entries)
        self.enter_keys(keys_in_order(entries))

    def clear(self) -> None:
        """Keep no figure."""
        self._connection.execute(delete(BLOCK))
        self._connection.execute(delete(COMPARED))

    def _strike(self, rows: Sequence[tuple[int, int]]) -> None:
        if rows:
            mark = "%s" if self._is_server else "?"
            self._connection.exec_driver_sql(f"DELETE FROM block WHERE key = {mark} AND fact_id = {mark}",
                                             list(rows))

    def enter(self, entries: Mapping[int, Compared]) -> None:
        """Add figures that are not kept yet, without their keys."""
        insert_many(self._connection, COMPARED, [
            {"fact_id": number, "article_id": one.article, "mark": one.mark, "repeated": one.repeated,
             "lead_id": one.lead, "words": _packed(one.words), "tellings": _packed(one.tellings)}
            for number, one in sorted(entries.items())
        ])

    def enter_keys(self, joined: Sequence[int]) -> None:
        """Add keys of figures, as `keys_in_order` gives them."""
        rows = [(one >> _ID_BITS, one & _ID_MASK) for one in joined]
        if rows and self._is_server:
            # Two arrays instead of a statement a row: ten times as fast.
            self._connection.exec_driver_sql(
                "INSERT INTO block (key, fact_id) SELECT * FROM unnest(%s::bigint[], %s::integer[])",
                ([row[0] for row in rows], [row[1] for row in rows]))
        elif rows:
            self._connection.exec_driver_sql("INSERT INTO block (key, fact_id) VALUES (?, ?)", rows)

    def relink(self, gone: Collection[Link], fresh: Collection[Link]) -> None:
        """Put links in place of others."""
        if gone:
            mark = "%s" if self._is_server else "?"
            wanted = f"left_id = {mark} AND right_id = {mark} AND told = {mark}"
            self._connection.exec_driver_sql(f"DELETE FROM link WHERE {wanted}",
                                             [(*link.ends, link.told) for link in gone])
        insert_many(self._connection, LINK, [
            {"left_id": link.left, "right_id": link.right, "told": link.told, "verdict": str(link.verdict),
             "score": link.score} for link in sorted(fresh, key=lambda link: link.ends)
        ])

    def count_anew(self, common: Mapping[str, int]) -> None:
        """Keep how common bigrams are."""
        self._connection.execute(delete(COMMON))
        insert_many(self._connection, COMMON,
                    [{"gram": gram, "articles": count} for gram, count in sorted(common.items())])

    def hold(self) -> None:
        """Keep other programs from comparing until the transaction is over."""
        verdicts.hold(self._connection)


def keys_in_order(entries: Mapping[int, Compared]) -> list[int]:
    """Every key with its figure as one number, ascending: the table grows at its end, which is fast."""
    return sorted(_joined(key, number) for number, one in entries.items() for key in _keys(one))


def _joined(key: int, number: int) -> int:
    return key << _ID_BITS | number


def _select_placed() -> Select[Any]:
    return select_facts(gone=True).add_columns(ARTICLE.c.published)


def _parts(wanted: Collection[Any]) -> Iterator[list[Any]]:
    ordered = sorted(set(wanted))
    return (ordered[at : at + CHUNK] for at in range(0, len(ordered), CHUNK))


def _link_of(row: Any) -> Link:
    return Link(row[0], row[1], Verdict(row[2]), row[3], bool(row[4]))


def _entry_of(row: Any) -> Compared:
    return Compared(row[1], row[2], bool(row[3]), row[4], _numbers(row[5]), _numbers(row[6]))


def _keys(entry: Compared | None) -> set[int]:
    if entry is None:
        return set()
    return {*entry.words, *(key + OF_SENTENCES for key in entry.tellings)}


def _packed(keys: array[int]) -> bytes:
    if sys.byteorder == "big":
        keys = array("I", keys)
        keys.byteswap()
    return keys.tobytes()


def _numbers(packed: bytes) -> array[int]:
    numbers = array("I", bytes(packed))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
