"""Imports taken back as a whole: their articles go out of every list, those they had replaced come back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from ecodesk.store.tables import ARTICLE, BATCH, SOURCE_FILE, VERSION

Pair = tuple[int, int]


def pairs_of(connection: Connection, batch_id: int) -> list[Pair]:
    """What would stand in place of each current article of a batch: an older version, else itself."""
    own = select(ARTICLE.c.id).where(ARTICLE.c.batch_id == batch_id)
    current = connection.execute(own.where(ARTICLE.c.superseded_by.is_(None))).scalars()
    query = (
        select(VERSION.c.newer_id, VERSION.c.older_id)
        .join_from(VERSION, ARTICLE, VERSION.c.older_id == ARTICLE.c.id)
        .where(VERSION.c.newer_id.in_(own), ARTICLE.c.batch_id != batch_id, ARTICLE.c.superseded_by.in_(own))
        .order_by(VERSION.c.step_id, VERSION.c.older_id)
    )
    olders: dict[int, list[int]] = {}
    for newer, older in connection.execute(query):
        for place in _heirs(connection, newer, batch_id)[:1]:
            olders.setdefault(place, []).append(older)
    return [(article, older) for article in current
            for older in dict.fromkeys(olders.get(article, [article]))]


def _heirs(connection: Connection, article_id: int, batch_id: int) -> list[int]:
    """The current articles of the batch that were parted or joined from one of it, itself while it is."""
    found, waiting, seen = [], [article_id], set()
    while waiting:
        number = waiting.pop(0)
        row = connection.execute(select(ARTICLE.c.superseded_by, ARTICLE.c.batch_id)
                                 .where(ARTICLE.c.id == number)).one()
        seen.add(number)
        if row.batch_id != batch_id:
            continue
        if row.superseded_by is None:
            found.append(number)
            continue
        after = connection.execute(select(VERSION.c.newer_id).where(VERSION.c.older_id == number)).scalars()
        waiting += [item for item in (*after, row.superseded_by) if item not in seen]
    return found


def replaced_elsewhere(connection: Connection, batch_id: int) -> str:
    """Title of an article of the batch that one of another batch has come in place of, "" where none."""
    newer = ARTICLE.alias()
    query = (
        select(ARTICLE.c.title).join_from(ARTICLE, newer, ARTICLE.c.superseded_by == newer.c.id)
        .where(ARTICLE.c.batch_id == batch_id, newer.c.batch_id != batch_id).limit(1)
    )
    return connection.execute(query).scalar() or ""


def turn(connection: Connection, pairs: Sequence[Pair], *, back: bool) -> None:
    """Take the articles out, or (`back`) put them in their places again."""
    for article, older in pairs:
        if article != older:
            _set(connection, older, article if back else None)
    for article, older in reversed(pairs):
        _set(connection, article, None if back else older)
    own = select(ARTICLE.c.batch_id).where(ARTICLE.c.id.in_([article for article, _ in pairs]))
    connection.execute(update(BATCH).where(BATCH.c.id.in_(own)).values(withdrawn=not back))


def _set(connection: Connection, article_id: int, other: int | None) -> None:
    connection.execute(update(ARTICLE).where(ARTICLE.c.id == article_id).values(superseded_by=other))


def imported_again(connection: Connection, pairs: Sequence[Pair]) -> str:
    """Name of a file of these articles that has come in with another batch since, "" where none."""
    query = (
        select(SOURCE_FILE.c.name).join_from(SOURCE_FILE, ARTICLE, ARTICLE.c.file_id == SOURCE_FILE.c.id)
        .where(ARTICLE.c.id.in_([article for article, _ in pairs]),
               SOURCE_FILE.c.batch_id != ARTICLE.c.batch_id).limit(1)
    )
    return connection.execute(query).scalar() or ""


def is_withdrawn(connection: Connection, batch_id: int) -> bool:
    """True for a batch that was taken back."""
    return bool(connection.execute(select(BATCH.c.withdrawn).where(BATCH.c.id == batch_id)).scalar())


def take_over(connection: Connection, sha256: str, batch_id: int, articles: int) -> tuple[int, int] | None:
    """Give a file whose import was withdrawn to a new batch; its row id and the last number of its articles.

    None where there is no such file.
    """
    query = (
        select(SOURCE_FILE.c.id).join_from(SOURCE_FILE, BATCH, SOURCE_FILE.c.batch_id == BATCH.c.id)
        .where(SOURCE_FILE.c.sha256 == sha256, BATCH.c.withdrawn.is_(True))
    )
    file_id = connection.execute(query).scalar()
    if file_id is None:
        return None
    keys = connection.execute(select(ARTICLE.c.key).where(ARTICLE.c.file_id == file_id)).scalars()
    last = max((int(key.rpartition("-")[2]) for key in keys), default=0)
    connection.execute(update(SOURCE_FILE).where(SOURCE_FILE.c.id == file_id)
                       .values(batch_id=batch_id, articles=articles))
    return int(file_id), last


def importer_of(connection: Connection, batch_id: int) -> tuple[str, str]:
    """Who imported a batch, and its title."""
    row = connection.execute(select(BATCH.c.editor, BATCH.c.title).where(BATCH.c.id == batch_id)).one()
    return row[0], row[1]
