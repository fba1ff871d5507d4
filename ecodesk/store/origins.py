"""Reads about where articles come from: files, batches, versions and families."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, ScalarSelect, select

from ecodesk.store import versions, withdrawals
from ecodesk.store.bulk import CHUNK, chunks
from ecodesk.store.tables import ARTICLE, BATCH, META, SOURCE_FILE


def superseded() -> ScalarSelect[Any]:
    """Articles that a newer version has superseded: few, and found by an index."""
    return select(ARTICLE.c.id).where(ARTICLE.c.superseded_by.is_not(None)).scalar_subquery()


class Origins:
    """Reads inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def setting(self, name: str) -> str:
        """What was set under this name for all who share the desk, "" where nothing."""
        found: str | None = self.connection.execute(select(META.c.value).where(META.c.name == name)).scalar()
        return found or ""

    def known_file(self, sha256: str) -> tuple[str, str] | None:
        """Name of the file with this digest and title of its batch; None when it is new, or was withdrawn."""
        query = (
            select(SOURCE_FILE.c.name, BATCH.c.title)
            .join_from(SOURCE_FILE, BATCH, SOURCE_FILE.c.batch_id == BATCH.c.id)
            .where(SOURCE_FILE.c.sha256 == sha256, BATCH.c.withdrawn.is_(False))
        )
        row = self.connection.execute(query).first()
        return (row[0], row[1]) if row else None

    def known_files(self, digests: Iterable[str]) -> set[str]:
        """Those of the digests whose files are at the desk, and were not withdrawn."""
        wanted = sorted(set(digests))
        found: set[str] = set()
        for at in range(0, len(wanted), CHUNK):
            query = (
                select(SOURCE_FILE.c.sha256)
                .join_from(SOURCE_FILE, BATCH, SOURCE_FILE.c.batch_id == BATCH.c.id)
                .where(SOURCE_FILE.c.sha256.in_(wanted[at : at + CHUNK]), BATCH.c.withdrawn.is_(False))
            )
            found.update(self.connection.execute(query).scalars())
        return found

    def unfinished_batch(self, editor: str, origin: str) -> int | None:
        """The editor's newest batch of these paths that was cancelled or killed on the way."""
        query = (
            select(BATCH.c.id)
            .where(BATCH.c.editor == editor, BATCH.c.origin == origin, BATCH.c.finished.is_(False),
                   BATCH.c.withdrawn.is_(False))
            .order_by(BATCH.c.id.desc()).limit(1)
        )
        return self.connection.execute(query).scalar()

    def families(self) -> dict[int, int]:
        """The first article of its family for every article that is nearly the same as an earlier one."""
        return versions.families(self.connection)

    def superseded_ids(self, ids: Iterable[int]) -> set[int]:
        """Those of the articles that have a newer version."""
        return versions.superseded_ids(self.connection, ids)

    def newest_of(self, ids: Iterable[int]) -> dict[int, list[int]]:
        """For each of the articles that is not current, those that stand in its place now."""
        return versions.newest_of(self.connection, ids)

    def versions_of_step(self, step: int) -> list[tuple[int, int]]:
        """What a step put in place of what: pairs of an older and a newer article."""
        return versions.of_step(self.connection, step)

    def withdrawal_of(self, batch_id: int) -> list[tuple[int, int]]:
        """What would stand in place of each current article of a batch: an older version, else itself."""
        return withdrawals.pairs_of(self.connection, batch_id)

    def replaced_elsewhere(self, batch_id: int) -> str:
        """Title of an article of the batch that one of another batch has come in place of, "" where none."""
        return withdrawals.replaced_elsewhere(self.connection, batch_id)

    def imported_again(self, pairs: Sequence[tuple[int, int]]) -> str:
        """Name of a file of withdrawn articles that came in with another batch since, "" where none."""
        return withdrawals.imported_again(self.connection, pairs)

    def is_withdrawn(self, batch_id: int) -> bool:
        """True for a batch that was taken back."""
        return withdrawals.is_withdrawn(self.connection, batch_id)

    def importer_of(self, batch_id: int) -> tuple[str, str]:
        """Who imported a batch, and its title."""
        return withdrawals.importer_of(self.connection, batch_id)

    def published(self, ids: Iterable[int]) -> dict[str, str]:
        """The date of each of these articles by its key, "" where it has none."""
        return {
            row[0]: row[1] for part in chunks(ids)
            for row in self.connection.execute(
                select(ARTICLE.c.key, ARTICLE.c.published).where(ARTICLE.c.id.in_(part)))
        }
