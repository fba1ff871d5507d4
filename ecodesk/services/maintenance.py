"""Maintenance: backups, restoring them, and a doctor that looks for what a database cannot see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ecodesk.domain.views import FactFilter, FactRow
from ecodesk.knowledge.messages import message
from ecodesk.services.log import State, replay
from ecodesk.services.plugins import plugin_notes
from ecodesk.store.codec import digest
from ecodesk.store.rows import stored_fields
from ecodesk.store.schema import newest_version
from ecodesk.store.store import Store

_APPEND_ONLY = ("decision", "step", "entry", "ruling", "reference_change", "wording")
_PAGE = 2000
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One question of the doctor: its name in Chinese, whether all is well, and what is not."""

    code: str
    title: str
    ok: bool
    details: tuple[str, ...] = ()


class Maintenance:
    """Looks after the desk's database."""

    def __init__(self, store: Store, forget: Callable[[], None]) -> None:
        self._store = store
        self._forget = forget

    def backup(self, path: Path, *, replace: bool = False) -> None:
        """A whole copy of the desk while it is in use, under a temporary name until it is finished.

        StoreError when `path` is there already and `replace` is not set, or when the desk is on a server.
        """
        self._store.back_up(path, replace=replace)

    def roll(self, folder: Path, keep: int = 7) -> Path | None:
        """Today's backup in `folder`, unless it is there already (None); the newest `keep` days stay.

        Only files that carry the desk's name and a date are ever removed.
        """
        place = Path(self._store.place)
        target = folder / f"{place.stem}-{date.today().isoformat()}{place.suffix}"
        if target.exists():
            return None
        folder.mkdir(parents=True, exist_ok=True)
        self._store.back_up(target)
        dated = re.compile(rf"{re.escape(place.stem)}-\d{{4}}-\d\d-\d\d{re.escape(place.suffix)}")
        days = sorted(path for path in folder.iterdir() if dated.fullmatch(path.name))
        for path in days[: max(len(days) - keep, 0)]:
            path.unlink()
        return target

    def restore(self, path: Path) -> Path | None:
        """Make the desk what the backup holds; returns the file in which its former state was kept.

        The backup is checked first: StoreError, and nothing is changed, when it is not sound.
        """
        kept = self._store.restore(path)
        self._forget()
        return kept

    def doctor(self) -> list[CheckRow]:
        """Every check of the desk's health; reads all of it, so it takes seconds on a large one."""
        checks = {
            "version": self._version,
            "integrity": lambda: iter(self._store.integrity()),
            "guards": self._guards,
            "texts": self._texts,
            "spans": self._spans,
            "findings": self._findings,
            "decisions": self._decisions,
            "plugins": self._plugins,
        }
        rows = []
        for code, check in checks.items():
            complaints = list(check())
            details = complaints[:_SHOWN]
            if len(complaints) > _SHOWN:
                details.append(message("doctor.more", count=len(complaints) - _SHOWN))
            rows.append(CheckRow(code, message(f"doctor.{code}"), not complaints, tuple(details)))
        return rows

    def _version(self) -> Iterator[str]:
        found, known = self._store.version(), newest_version()
        if found != known:
            yield message("doctor.version-differs", found=found, known=known)

    def _guards(self) -> Iterator[str]:
        standing = self._store.guards()
        for table in _APPEND_ONLY:
            if table not in standing:
                yield message("doctor.no-guard", table=table)

    def _texts(self) -> Iterator[str]:
        with self._store.reading() as lists:
            for number, title, stored, text in lists.digests():
                if digest(text) != stored:
                    yield message("doctor.text-differs", number=number, title=title)

    def _spans(self) -> Iterator[str]:
        with self._store.reading() as lists:
            for number, text in lists.misplaced_facts():
                yield message("doctor.misplaced", number=number, text=text)
            for number, text in lists.misplaced_wordings():
                yield message("doctor.misplaced-wording", number=number, text=text)

    def _findings(self) -> Iterator[str]:
        with self._store.reading() as lists:
            for number, kind in lists.loose_findings():
                yield message("doctor.loose", number=number, kind=kind)

    def _plugins(self) -> Iterator[str]:
        yield from plugin_notes()

    def _decisions(self) -> Iterator[str]:
        after: int | None = None
        with self._store.reading() as lists:
            while rows := lists.facts(FactFilter(older=True), after, _PAGE):
                after = rows[-1].id
                logs = lists.decisions_of(row.id for row in rows)
                for row in rows:
                    told = replay(stored_fields(row.original), logs.get(row.id, [])).last
                    if told != _state(row):
                        yield message("doctor.decision-differs", number=row.id, text=row.fact.text)


def _state(row: FactRow) -> State:
    return State(row.status, stored_fields(row.fact), row.note, row.source, row.editor, row.decided_at,
                 row.gone)
