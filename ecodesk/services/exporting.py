"""Exporting: the workbook out, and an edited workbook back in as decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from ecodesk.domain.decisions import FieldChange, Gone, Status
from ecodesk.domain.errors import UsageError
from ecodesk.domain.facts import EDITABLE
from ecodesk.domain.views import Changes, FactFilter, FactRow, Progress, Silent
from ecodesk.domain.wordings import Wording, amended
from ecodesk.exporting import (
    TextExporter,
    WorkbookContent,
    WorkbookRow,
    changed_since,
    exporters,
)
from ecodesk.services.carrying import standing
from ecodesk.services.fields import checked_fields
from ecodesk.services.reference_words import coverage_of, outranked
from ecodesk.services.reviewing import Reviewing, Wish
from ecodesk.store.lists import Lists
from ecodesk.store.store import Store


class Side(StrEnum):
    """Who changed a row since the workbook was written."""

    MINE = "mine"  # only the desk: nothing to take
    THEIRS = "theirs"  # the workbook, and the desk at most other fields: taken
    BOTH = "both"  # both the same field, differently: that field is taken only on request


@dataclass(frozen=True, slots=True)
class WorkbookChange:
    """One row changed at the desk or in the workbook since the workbook was written.

    `changes` are fields (status, note and source among them) that only the workbook changed, `clashes`
    those that both changed differently: each `before` is the desk's and `after` the workbook's. `mine`
    names the fields that only the desk changed.
    """

    row: FactRow
    side: Side
    changes: tuple[FieldChange, ...]
    clashes: tuple[FieldChange, ...]
    mine: frozenset[str]


class Exporting:
    """Workbooks of one editor."""

    def __init__(self, store: Store, reviewing: Reviewing, editor: str) -> None:
        self._store = store
        self._reviewing = reviewing
        self.editor = editor

    def export_workbook(self, path: Path, progress: Progress | None = None) -> None:
        """Write the whole desk, as it is at this moment, to a workbook. WorkbookError when it cannot."""
        from ecodesk.exporting.workbook import write_workbook

        write_workbook(path, self._content(), progress or Silent())

    def export(self, path: Path, progress: Progress | None = None) -> None:
        """Write the whole desk as what the path's suffix says: .xlsx, .csv, .jsonl, or a plug-in's.

        UsageError, which names the known ones, for another suffix; WorkbookError when it cannot.
        """
        suffix = path.suffix.lower()
        chosen = next((item for item in exporters() if f".{item.code}" == suffix), None)
        if chosen is None:
            known = "、".join(f".{item.code}（{item.title}）" for item in exporters())
            raise UsageError("services.suffix", suffix=path.suffix or path.name, known=known)
        chosen.write(path, self._content(texts=chosen.code == TextExporter.code), progress or Silent())

    def _content(self, *, texts: bool = False) -> WorkbookContent:
        with self._store.reading() as lists:
            return WorkbookContent(
                created=datetime.now(UTC), editor=self.editor, batches=lists.batches(),
                articles=lists.articles(), facts=lists.facts(FactFilter()),
                findings=outranked(lists, lists.findings()), decisions=lists.decisions(None),
                rulings=lists.ruling_steps(None), references=lists.references(), coverage=coverage_of(lists),
                wordings=lists.wording_log(None), steps=lists.desk_steps(None),
                texts=_texts(lists) if texts else (),
            )

    def preview_workbook(self, path: Path) -> tuple[WorkbookChange, ...]:
        """What differs between a workbook that came back and the desk; nothing is changed.

        A row of an article that has a newer version since is taken for the fact of the newest one, as long
        as its words stand there unchanged; else it is left out.

        WorkbookError when it is no workbook of ours, UsageError when a cell holds what its field cannot.
        """
        from ecodesk.exporting.taking import read_workbook

        rows = read_workbook(path)
        with self._store.reading() as lists:
            facts = _current(lists, lists.facts_by_id(row.fact_id for row in rows))
        found = (_change(facts[row.fact_id], row) for row in rows if row.fact_id in facts)
        return tuple(change for change in found if change is not None)

    def apply_workbook(self, path: Path, *, both: bool = False) -> Changes:
        """Take the workbook's changes as decisions, in one step that undo takes back.

        Fields changed on both sides are left as the desk has them, unless `both` is set.
        """
        chosen = [change for change in self.preview_workbook(path) if change.side is not Side.MINE]
        wishes = {
            change.row.id: _wish(change.changes + (change.clashes if both else ())) for change in chosen
        }
        seen = {change.row.id: change.row.revision for change in chosen}
        return self._reviewing.take(wishes, "workbook", seen)


def _texts(lists: Lists) -> list[str]:
    """Every current article with its corrections laid in, in the order of import."""
    ids = [row.id for row in lists.articles()]
    articles = lists.article_texts(ids)
    laid: dict[int, list[Wording]] = {}
    for item in lists.wordings(ids):
        laid.setdefault(item.article_id, []).append(item)
    return [amended(articles[number].clean.text, laid.get(number, ())) for number in ids]


def _current(lists: Lists, facts: dict[int, FactRow]) -> dict[int, FactRow]:
    """The facts by the same ids, those of older versions replaced by their like in the newest one."""
    newest = lists.newest_of({row.article_id for row in facts.values()})
    found = {key: row for key, row in facts.items() if row.article_id not in newest}
    for old, new in newest.items():
        found |= standing(lists.facts_of_articles([old]), lists.facts_of_articles(new))
    return {key: row for key, row in found.items() if key in facts and row.gone is Gone.HERE}


def _wish(changes: Iterable[FieldChange]) -> Wish:
    after = {change.field: change.after for change in changes}
    fields = {name: value for name, value in after.items() if name in EDITABLE}
    status = Status(after["status"]) if "status" in after else None
    return Wish(status, fields or None, after.get("note"), after.get("source"))


def _change(row: FactRow, back: WorkbookRow) -> WorkbookChange | None:
    touched, moved = back.changed, changed_since(row, back.row_hash)
    typed = {name: value for name, value in back.fields.items() if name in touched}
    theirs = dict(checked_fields(row.fact, typed))
    theirs |= {name: value for name, value in _standing(back.status, back.note, back.source).items()
               if name in touched and value != _standing(row.status, row.note, row.source)[name]}
    now = {name: str(getattr(row.fact, name)) for name in EDITABLE}
    now |= _standing(row.status, row.note, row.source)
    found = [FieldChange(name, now[name], value) for name, value in theirs.items()]
    changes = tuple(change for change in found if change.field not in moved)
    clashes = tuple(change for change in found if change.field in moved)
    mine = moved - touched
    if not (changes or clashes or mine):
        return None
    side = Side.BOTH if clashes else Side.THEIRS if changes else Side.MINE
    return WorkbookChange(row, side, changes, clashes, mine)


def _standing(status: Status, note: str, source: str) -> dict[str, str]:
    return {"status": str(status), "note": note.strip(), "source": source.strip()}
