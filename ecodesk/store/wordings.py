"""Corrections to the wording: what editors laid over texts; the newest line about a place counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, insert, select, text

from ecodesk.domain.errors import StaleError
from ecodesk.domain.text import Span
from ecodesk.domain.views import WordingRow
from ecodesk.domain.wordings import Wording
from ecodesk.store.bulk import chunks
from ecodesk.store.codec import moment_of, storable
from ecodesk.store.entries import EntryLists
from ecodesk.store.tables import ARTICLE, STEP, WORDING

Said = tuple[Wording, bool]
"""A correction, and whether it is laid over the text or taken away."""


def hold(connection: Connection) -> None:
    """Keep other programs from saying something about wordings until the transaction is over."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE wording IN SHARE ROW EXCLUSIVE MODE"))


def newest(connection: Connection, article_ids: Iterable[int]) -> list[WordingRow]:
    """The newest line about each place of these articles, those that take something back included."""
    found: list[WordingRow] = []
    for part in chunks(article_ids):
        last = (select(func.max(WORDING.c.id)).where(WORDING.c.article_id.in_(part))
                .group_by(WORDING.c.article_id, WORDING.c.start, WORDING.c.end).scalar_subquery())
        query = _select().where(WORDING.c.id.in_(last))
        query = query.order_by(WORDING.c.article_id, WORDING.c.start, WORDING.c.end)
        found += [_row(row) for row in connection.execute(query).mappings()]
    return found


def of_step(connection: Connection, step: int) -> list[WordingRow]:
    """What a step said, in its order."""
    rows = connection.execute(_select().where(WORDING.c.step_id == step).order_by(WORDING.c.id)).mappings()
    return [_row(row) for row in rows]


def say(connection: Connection, step: int, said: Sequence[Said]) -> None:
    """Add what a step says."""
    for item, live in said:
        connection.execute(insert(WORDING), {
            "step_id": step, "article_id": item.article_id, "start": item.span.start, "end": item.span.end,
            "before": storable(item.before), "after": storable(item.after), "note": storable(item.note),
            "live": live,
        })


def turn(connection: Connection, step: int, turned: int, editor: str, *, back: bool) -> list[int]:
    """Say again, as part of `step`, what held before the step `turned` (`back`), or what that one said.

    Returns the articles. StaleError when another editor has corrected the same words since.
    """
    lines = of_step(connection, turned)
    if not lines:
        return []
    hold(connection)
    articles = sorted({line.wording.article_id for line in lines})
    last = max(line.wording.id for line in lines)
    for now in newest(connection, articles):
        since = now.editor != editor and now.wording.id > last
        if since and any(_meet(now.wording, line.wording) for line in lines):
            raise StaleError("services.wording-stale", before=now.wording.before, editor=now.editor)
    if back:
        say(connection, step, [_before(connection, line) for line in reversed(lines)])
    else:
        say(connection, step, [(line.wording, line.live) for line in lines])
    return articles


def _meet(one: Wording, other: Wording) -> bool:
    same = one.article_id == other.article_id
    return same and (one.span == other.span or one.span.overlaps(other.span))


def _before(connection: Connection, line: WordingRow) -> Said:
    """What held at a place before a line was said."""
    item = line.wording
    here = (WORDING.c.article_id == item.article_id, WORDING.c.start == item.span.start,
            WORDING.c.end == item.span.end, WORDING.c.id < item.id)
    row = connection.execute(_select().where(*here).order_by(WORDING.c.id.desc()).limit(1)).mappings().first()
    if row is None:
        return item, False
    last = _row(row)
    return last.wording, last.live


def _select() -> Select[Any]:
    return (
        select(*WORDING.c, ARTICLE.c.title, STEP.c.editor, STEP.c.at, STEP.c.undoes, STEP.c.redoes)
        .join_from(WORDING, STEP, WORDING.c.step_id == STEP.c.id)
        .join(ARTICLE, WORDING.c.article_id == ARTICLE.c.id)
    )


def _row(row: RowMapping) -> WordingRow:
    at = moment_of(row["at"])
    assert at is not None
    item = Wording(row["id"], row["article_id"], Span(row["start"], row["end"]), row["before"], row["after"],
                   row["note"], row["editor"])
    return WordingRow(item, row["live"], row["title"], row["step_id"], row["editor"], at, row["undoes"],
                      row["redoes"])


class WordingLists(EntryLists):
    """Reads about the wording inside one transaction."""

    def wordings(self, article_ids: Iterable[int]) -> list[Wording]:
        """Corrections laid over these articles, in reading order."""
        return [line.wording for line in newest(self.connection, article_ids) if line.live]

    def misplaced_wordings(self) -> list[tuple[int, str]]:
        """Corrections whose old words do not stand at their place in the article: row id and words."""
        there = func.substr(ARTICLE.c.text, WORDING.c.start + 1, WORDING.c.end - WORDING.c.start)
        query = (
            select(WORDING.c.id, WORDING.c.before)
            .join_from(WORDING, ARTICLE, WORDING.c.article_id == ARTICLE.c.id)
            .where(there != WORDING.c.before).order_by(WORDING.c.id)
        )
        return [(row[0], row[1]) for row in self.connection.execute(query)]

    def wordings_said(self, article_ids: Iterable[int]) -> list[WordingRow]:
        """The newest line about each place of these articles, whether it lays something over it or not."""
        return newest(self.connection, article_ids)

    def wording_log(self, limit: int | None) -> list[WordingRow]:
        """The newest lines, newest first; None: all of them."""
        query = _select().order_by(WORDING.c.id.desc()).limit(limit)
        return [_row(row) for row in self.connection.execute(query).mappings()]

    def newest_wording(self) -> int:
        """Row id of the newest line, 0 where there is none."""
        return self.connection.execute(select(func.max(WORDING.c.id))).scalar() or 0

    def wordings_of_step(self, step: int) -> list[WordingRow]:
        """What a step said about wordings."""
        return of_step(self.connection, step)
