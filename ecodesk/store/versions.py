"""Which articles are nearly the same, and which one came in place of which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from ecodesk.store.bulk import chunks, insert_many
from ecodesk.store.codec import load_offsets
from ecodesk.store.sketches import sketch_of
from ecodesk.store.tables import ARTICLE, SKETCH, SOURCE_FILE, VERSION

LEAST_SHARED = 6
"""Hashes of 16 that a sketch must share to be looked at: texts of likeness 0.8 hardly ever share fewer."""

MOST_WITH_HASH = 50
"""Articles beyond which a shared hash is of standing matter (a footer, an agency's line)."""


MOST_ALIKE = 3
"""Articles given back as alike by sketch."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored article that another one may be a version or a variant of.

    `family` is the first of the articles that are nearly the same as it, itself where it stands alone.
    """

    id: int
    batch_id: int
    file_id: int
    document: str
    title: str
    published: str
    text: str
    family: int


def add_sketches(connection: Connection, texts: Mapping[int, str]) -> dict[int, list[int]]:
    """Store the sketch of each article; returns them."""
    sketches = {article_id: sketch_of(text) for article_id, text in texts.items()}
    insert_many(connection, SKETCH, [{"hash": number, "article_id": article_id}
                                     for article_id, hashes in sketches.items() for number in hashes])
    return sketches


def alike(connection: Connection, sketches: Mapping[int, Sequence[int]],
          most: int = MOST_ALIKE) -> dict[int, list[int]]:
    """For each sketch the stored articles that share most of its hashes, at most `most`, the likest first."""
    holders: dict[int, list[int]] = {}
    for part in chunks(number for hashes in sketches.values() for number in hashes):
        # Counted in the database: a hash of standing matter would bring half the desk.
        telling = (
            select(SKETCH.c.hash).where(SKETCH.c.hash.in_(part)).group_by(SKETCH.c.hash)
            .having(func.count().between(2, MOST_WITH_HASH))
        )
        query = select(SKETCH.c.hash, SKETCH.c.article_id).where(SKETCH.c.hash.in_(telling))
        for number, article_id in connection.execute(query):
            holders.setdefault(number, []).append(article_id)
    found: dict[int, list[int]] = {}
    for article_id, hashes in sketches.items():
        shared: Counter[int] = Counter()
        for number in hashes:
            shared.update(holders.get(number, ()))
        del shared[article_id]
        likest = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:most]
        found[article_id] = [other for other, count in likest if count >= LEAST_SHARED]
    return found


def candidates(connection: Connection, ids: Iterable[int]) -> dict[int, Candidate]:
    """These articles, unless superseded."""
    return {item.id: item for part in chunks(ids)
            for item in _candidates(connection, ARTICLE.c.id.in_(part))}


def of_document(connection: Connection, documents: Iterable[str], other_than: int) -> list[Candidate]:
    """Current articles of other batches whose file had one of these names, oldest first."""
    wanted = ARTICLE.c.document.in_(sorted(set(documents))) & (ARTICLE.c.batch_id != other_than)
    return _candidates(connection, wanted)


def _candidates(connection: Connection, wanted: ColumnElement[bool]) -> list[Candidate]:
    columns = (ARTICLE.c.id, ARTICLE.c.batch_id, ARTICLE.c.file_id, ARTICLE.c.document, ARTICLE.c.title,
               ARTICLE.c.published, ARTICLE.c.text, ARTICLE.c.variant_of)
    query = select(*columns).where(wanted, ARTICLE.c.superseded_by.is_(None)).order_by(ARTICLE.c.id)
    return [Candidate(*row[:-1], row[-1] or row[0]) for row in connection.execute(query)]


def families(connection: Connection) -> dict[int, int]:
    """The first article of its family for every article that is nearly the same as an earlier one."""
    query = select(ARTICLE.c.id, ARTICLE.c.variant_of).where(ARTICLE.c.variant_of.is_not(None))
    return {row[0]: row[1] for row in connection.execute(query)}


def superseded_ids(connection: Connection, ids: Iterable[int]) -> set[int]:
    """Those of the articles that have a newer version."""
    return {
        row[0] for part in chunks(ids)
        for row in connection.execute(
            select(ARTICLE.c.id).where(ARTICLE.c.id.in_(part), ARTICLE.c.superseded_by.is_not(None)))
    }


def newest_of(connection: Connection, ids: Iterable[int]) -> dict[int, list[int]]:
    """For each of the articles that is not current, those that stand in its place now."""
    query = select(ARTICLE.c.id, ARTICLE.c.superseded_by).where(ARTICLE.c.superseded_by.is_not(None))
    gone = {row[0]: row[1] for row in connection.execute(query)}
    pairs = select(VERSION.c.older_id, VERSION.c.newer_id, VERSION.c.step_id).order_by(VERSION.c.step_id)
    after: dict[int, dict[int, list[int]]] = {}
    before: dict[int, list[int]] = {}
    for older, newer, step in connection.execute(pairs):
        after.setdefault(older, {}).setdefault(step, []).append(newer)
        before.setdefault(newer, []).append(older)

    def walk(article_id: int, seen: frozenset[int]) -> list[int]:
        if article_id not in gone:
            return [article_id]
        steps = list(after.get(article_id, {}).values())
        # The last step that put something in its place; where it was undone, what it was made of.
        following = steps[-1] if steps else before.get(article_id, [gone[article_id]])
        return [found for item in following if item not in seen for found in walk(item, seen | {article_id})]

    return {article_id: walk(article_id, frozenset()) for article_id in ids if article_id in gone}


def join_families(connection: Connection, families: Mapping[int, int]) -> None:
    """Write the first article of its family beside each article."""
    for article_id, family in families.items():
        connection.execute(update(ARTICLE).where(ARTICLE.c.id == article_id).values(variant_of=family))


def supersede(connection: Connection, step: int, pairs: Sequence[tuple[int, int]]) -> None:
    """Put the newer article in place of the older one, pair by pair, as part of a step."""
    connection.execute(insert(VERSION), [
        {"step_id": step, "older_id": old, "newer_id": new} for old, new in pairs
    ])
    _set(connection, _first(pairs))


def _first(pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The first newer article of each older one: it stands for all of them in the article's row."""
    return dict(reversed(pairs))


def _set(connection: Connection, newer: Mapping[int, int | None]) -> None:
    for old, new in newer.items():
        connection.execute(update(ARTICLE).where(ARTICLE.c.id == old).values(superseded_by=new))


def of_step(connection: Connection, step: int) -> list[tuple[int, int]]:
    """What a step put in place of what: pairs of an older and a newer article."""
    query = select(VERSION.c.older_id, VERSION.c.newer_id).where(VERSION.c.step_id == step)
    return [(row[0], row[1]) for row in connection.execute(query.order_by(*VERSION.c))]


def turn(connection: Connection, pairs: Sequence[tuple[int, int]], *, back: bool, parted: bool) -> None:
    """Bring the older articles back, or put the newer ones in their place again.

    `parted`: the newer ones hold the same words as the older ones, so that they go as those come.
    """
    flipped = _first([(new, old) for old, new in pairs]) if parted else {}
    gone, come = (flipped, _first(pairs)) if back else (_first(pairs), flipped)
    _set(connection, gone)
    _set(connection, dict.fromkeys(come))


def last_serial(connection: Connection, file_id: int) -> int:
    """The highest number that a key of this file's articles ends in."""
    keys = connection.execute(select(ARTICLE.c.key).where(ARTICLE.c.file_id == file_id)).scalars()
    return max(int(key.rpartition("-")[2]) for key in keys)


def number_articles(connection: Connection, ids: Iterable[int]) -> None:
    """Number the current articles of the files of these articles in the order of their source text."""
    files = select(ARTICLE.c.file_id).where(ARTICLE.c.id.in_(list(ids)))
    query = (
        select(ARTICLE.c.id, ARTICLE.c.file_id, ARTICLE.c.number, ARTICLE.c.offsets)
        .where(ARTICLE.c.file_id.in_(files), ARTICLE.c.superseded_by.is_(None))
    )
    of_file: dict[int, list[tuple[int, int, int]]] = {}
    for number, file_id, old, offsets in connection.execute(query):
        first = min((run.source for run in load_offsets(offsets).runs), default=0)
        of_file.setdefault(file_id, []).append((first, number, old))
    for file_id, found in of_file.items():
        for place, (_, number, old) in enumerate(sorted(found), 1):
            if place != old:
                connection.execute(update(ARTICLE).where(ARTICLE.c.id == number).values(number=place))
        connection.execute(update(SOURCE_FILE).where(SOURCE_FILE.c.id == file_id).values(articles=len(found)))
