"""Reviewing: decisions, corrections, notes, undo and redo. The database first, everything else after."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TypeVar

from ecodesk.domain.decisions import Decision, Gone, Status
from ecodesk.domain.errors import StaleError, Stopped, UsageError
from ecodesk.domain.views import Changes, FactRow, Progress, RulingRow, Silent, StepLabel
from ecodesk.knowledge.messages import message
from ecodesk.services.checking import Checking
from ecodesk.services.fields import checked_fields
from ecodesk.services.log import Replay, Stack, State, Step, decision_between, replay
from ecodesk.services.withdrawals import refuse_turn
from ecodesk.store.codec import with_fields
from ecodesk.store.lists import Lists
from ecodesk.store.record import WITHDRAW
from ecodesk.store.rows import stored_fields
from ecodesk.store.store import Store
from ecodesk.store.work import Work

PARTINGS = frozenset({"part", "join"})
"""Actions that put articles of the same words in place of others."""

MOST = 50_000
"""Facts that one step may decide on: an undo reads and writes them all."""

_PART = 500
_T = TypeVar("_T")

# A correction makes these corrected; who rejects or queries a fact while correcting it means just that.
_MADE_CORRECTED = frozenset({None, Status.OPEN, Status.VERIFIED})


@dataclass(frozen=True, slots=True)
class Wish:
    """What an editor wants a fact to be; None keeps what it is.

    With `stays` the fact keeps its status though fields change: nobody has looked at it.
    """

    status: Status | None = None
    fields: Mapping[str, str] | None = None
    note: str | None = None
    source: str | None = None
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a wish for many facts: the facts `written`, how many were `left` to somebody else's
    decision; `changes` also names what the checks then found anew."""

    changes: Changes = field(default_factory=Changes)
    written: frozenset[int] = frozenset()
    left: int = 0
    cancelled: bool = False


class Reviewing:
    """Decisions of one editor."""

    def __init__(self, store: Store, checking: Checking, editor: str) -> None:
        self._store = store
        self._checking = checking
        self.editor = editor
        self._stack = Stack()
        self._stack_lock = threading.Lock()

    def decide(self, fact_ids: Sequence[int], status: Status, note: str = "", source: str = "", *,
               seen: Mapping[int, int] | None = None) -> Changes:
        """Decide on facts, as one step; facts that stand so already are left out.

        An empty note or source keeps the fact's own. `seen` gives the revision on the editor's screen
        by fact id: StaleError, and nothing is written, when one of them has moved on since.
        """
        wish = Wish(status, None, note or None, source or None)
        return self.take(dict.fromkeys(fact_ids, wish), str(status), seen or {})

    def edit(self, fact_id: int, fields: Mapping[str, str], note: str = "", *,
             revision: int | None = None) -> Changes:
        """Correct fields of a fact: it becomes corrected, and its article and groups are checked anew.

        UsageError for a field that is not editable or a value that does not fit it; StaleError when
        the fact is no longer at `revision`.
        """
        seen = {} if revision is None else {fact_id: revision}
        return self.take({fact_id: Wish(None, fields, note or None, None)}, str(Status.CORRECTED), seen)

    def annotate(self, fact_id: int, note: str, source: str, *, revision: int | None = None) -> Changes:
        """Set note and source consulted; the status stays."""
        seen = {} if revision is None else {fact_id: revision}
        return self.take({fact_id: Wish(None, None, note, source)}, "annotate", seen)

    def take(self, wishes: Mapping[int, Wish], action: str, seen: Mapping[int, int]) -> Changes:
        """Write several wishes as one step called `action`; wishes that change nothing are dropped."""
        with self._store.begin() as work:
            held = work.hold_facts(wishes)
            _refuse(held, wishes, seen)
            at = datetime.now(UTC)
            moves = [(held[fact_id], self._granted(held[fact_id], wish, at))
                     for fact_id, wish in wishes.items()]
            written = self._write(work, [(old, new) for old, new in moves if _differs(old, new)], action, at)
        return self.settle(written)

    def take_all(self, marks: Mapping[int, int], wish: Wish, action: str,
                 progress: Progress | None = None) -> Taken:
        """Write one wish for many facts as one step.

        Facts that somebody else has decided on since they were at the revision in `marks` are left alone.

        Cancelled: nothing is written at all. UsageError when the wish does not fit one of them, or there are
        more than `MOST`.
        """
        progress = progress or Silent()
        if len(marks) > MOST:
            raise UsageError("services.too-many", most=MOST, count=len(marks))
        at, moves, moved_on = datetime.now(UTC), [], 0
        try:
            with self._store.begin() as work:
                for part in _parts(list(marks), len(marks), progress):
                    for row in work.hold_facts(part).values():
                        others = row.revision != marks[row.id] and row.editor != self.editor
                        moved_on += others
                        new = row if others else self._granted(row, wish, at)
                        moves += [(row, new)] if _differs(row, new) else []
                written = self._write(work, moves, action, at, progress=progress)
        except Stopped:
            return Taken(cancelled=True)
        return Taken(self.settle(written), frozenset(old.id for old, _ in written), moved_on)

    def undo(self) -> Changes | None:
        """Take back this editor's last step; None when there is none.

        StaleError when another editor has decided on one of its facts since; nothing is written then.
        """
        return self._turn(back=True)

    def redo(self) -> Changes | None:
        """Do again what was undone last; None when there is nothing, StaleError as for undo."""
        return self._turn(back=False)

    def undo_label(self) -> StepLabel | None:
        """Name of the step that undo would take back."""
        with self._store.reading() as lists:
            return _label(lists, self._read_stack(lists).undo)

    def redo_label(self) -> StepLabel | None:
        """Name of the step that redo would do again."""
        with self._store.reading() as lists:
            return _label(lists, self._read_stack(lists).redo)

    def forget(self) -> None:
        """Read the log anew: the desk has been replaced by a backup."""
        with self._stack_lock:
            self._stack = Stack()
        self._checking.forget()

    def _granted(self, row: FactRow, wish: Wish, at: datetime) -> FactRow:
        status, fact = wish.status or row.status, row.fact
        if wish.fields:
            fields = checked_fields(row.fact, wish.fields)
            if fields:
                fact = with_fields(row.fact, fields)
                if wish.status in _MADE_CORRECTED and not wish.stays:
                    status = Status.CORRECTED
        return replace(
            row, fact=fact, status=status, editor=self.editor, decided_at=at,
            note=row.note if wish.note is None else wish.note.strip(),
            source=row.source if wish.source is None else wish.source.strip(),
        )

    def _write(self, work: Work, moves: Sequence[tuple[FactRow, FactRow]], action: str, at: datetime, *,
               turned: Mapping[str, int] | None = None, progress: Progress | None = None
               ) -> list[tuple[FactRow, FactRow]]:
        undoes, redoes = ((turned or {}).get(name, 0) for name in ("undoes", "redoes"))
        if moves or undoes or redoes:
            step = work.add_step(self.editor, at, action, len(moves), undoes=undoes, redoes=redoes)
            for part in _parts(moves, len(moves), progress or Silent()):
                work.add_decisions(step, [decision_between(old, new, at) for old, new in part])
                work.set_facts([new for _, new in part])
            if undoes or redoes:
                work.turn_entries(step, undoes or redoes, self.editor, back=bool(undoes))
                work.turn_references(step, undoes or redoes, self.editor, back=bool(undoes))
                work.turn_wordings(step, undoes or redoes, self.editor, back=bool(undoes))
                work.turn_rulings(step, undoes or redoes, self.editor, back=bool(undoes))
        return list(moves)

    def _turn(self, *, back: bool) -> Changes | None:
        with self._store.begin() as work:
            stack = self._read_stack(work)
            waiting = stack.undo if back else stack.redo
            if not waiting:
                return None
            step = waiting[-1]
            held = work.hold_facts(work.facts_of_step(step.id))
            pairs = work.versions_of_step(step.id)
            if step.action == WITHDRAW:
                refuse_turn(work, pairs, self.editor, back=back)
            else:
                _refuse_newer(work, pairs, back=back)
            if step.action in PARTINGS and back:
                self._refuse_decided(work, pairs, held)
            logs = work.decisions_of(held)
            moves = []
            for fact_id, row in held.items():
                self._refuse_others(row, logs[fact_id], step.id)
                states = replay(stored_fields(row.original), logs[fact_id])
                moves.append((row, _restored(row, states, step.id, back=back)))
            turned = {"undoes" if back else "redoes": step.id}
            ruled = work.facts_by_id(_facts_of(work.rulings_of_step(step.id)))
            written = self._write(work, moves, "undo" if back else "redo", datetime.now(UTC), turned=turned)
            reworded = frozenset(line.wording.article_id for line in work.wordings_of_step(step.id))
            told = Changes(entries=bool(work.entries_of_step(step.id)), articles=reworded, wordings=reworded,
                           about=_about(moves))
            if step.action == WITHDRAW:
                work.turn_withdrawal(pairs, back=back)
            else:
                work.turn_versions(pairs, back=back, parted=step.action in PARTINGS)
            articles = sorted({article for pair in pairs for article in pair})
            if step.action in PARTINGS:
                work.number_articles(articles)
            references = work.references_of_step(step.id)
        told |= self.settle(written, articles, reworded, list(ruled.values()))
        return told | (self._checking.check_references(references) or Changes()) if references else told

    def _refuse_decided(self, work: Work, pairs: Sequence[tuple[int, int]],
                        held: Mapping[int, FactRow]) -> None:
        """StaleError when another editor has decided on a fact of an article that would go."""
        for row in work.facts_of_articles(sorted({new for _, new in pairs})):
            if row.id not in held and row.editor not in ("", self.editor):
                raise StaleError("services.stale", where=row.title, editor=row.editor, fact=row.fact.text)

    def _refuse_others(self, row: FactRow, log: Sequence[Decision], step: int) -> None:
        ours = max(item.id for item in log if step in (item.step, item.undoes, item.redoes))
        for item in log:
            if item.id > ours and item.editor != self.editor:
                raise StaleError("services.stale", where=row.title, editor=item.editor, fact=row.fact.text)

    def _read_stack(self, lists: Lists) -> Stack:
        with self._stack_lock:
            self._stack.follow([Step(*row) for row in lists.steps(self.editor, self._stack.seen)])
            return self._stack

    def settle(self, moves: Sequence[tuple[FactRow, FactRow]], articles: Sequence[int] = (),
               reworded: Iterable[int] = (), ruled: Sequence[FactRow] = ()) -> Changes:
        """Check anew what a step changed, written already.

        `moves` are facts before and after, `articles` those that came or went, `reworded` those whose wording
        was corrected, `ruled` the facts of groups that were ruled on.
        """
        done = Changes(frozenset(old.article_id for old, _ in moves), frozenset(old.id for old, _ in moves))
        if articles:
            done |= Changes(frozenset(articles), lists=True)
            done |= self._checking.check_imported(articles) or Changes()
        if ruled and not articles:
            done |= Changes(facts=frozenset(row.id for row in ruled)) | self._checking.regroup(ruled)
        recheck = [(old, new) for old, new in moves if _matters(old, new)]
        rest = sorted(set(reworded) - {old.article_id for old, _ in recheck})
        if rest:
            done |= self._checking.check_inside(rest)
        return done | self._checking.recheck(recheck) if recheck else done


def _parts(items: Sequence[_T], total: int, progress: Progress) -> Iterator[Sequence[_T]]:
    """The items in parts, each told before it is dealt with. Stopped when that was cancelled."""
    for at in range(0, len(items), _PART):
        if progress.cancelled:
            raise Stopped
        progress.step(at, total, message("progress.deciding"))
        yield items[at : at + _PART]


def _refuse(held: Mapping[int, FactRow], wanted: Iterable[int], seen: Mapping[int, int]) -> None:
    for fact_id in wanted:
        row = held.get(fact_id)
        if row is None:
            raise UsageError("services.no-fact", number=fact_id)
        if seen.get(fact_id, row.revision) != row.revision:
            raise StaleError("services.stale", where=row.title, editor=row.editor, fact=row.fact.text)


def _facts_of(rulings: Sequence[RulingRow]) -> set[int]:
    return {number for row in rulings for number in (row.left_id, row.right_id)}


def _refuse_newer(work: Work, pairs: Sequence[tuple[int, int]], *, back: bool) -> None:
    """StaleError when one of the articles that would go has itself been superseded since."""
    if work.superseded_ids({pair[1] if back else pair[0] for pair in pairs}):
        raise StaleError("services.newer-version")


def _differs(old: FactRow, new: FactRow) -> bool:
    names = ("status", "fact", "note", "source", "gone")
    return any(getattr(old, name) != getattr(new, name) for name in names)


def _about(moves: Sequence[tuple[FactRow, FactRow]]) -> int:
    """The one fact that a step was about: the only one, or the only one that came back."""
    came = [new.id for old, new in moves if old.gone is not Gone.HERE and new.gone is Gone.HERE]
    chosen = came if len(moves) > 1 else [new.id for _, new in moves]
    return chosen[0] if len(chosen) == 1 else 0


def _matters(old: FactRow, new: FactRow) -> bool:
    """True when the checks could find something else: other fields, or in or out of the count."""
    rejected = (old.status is Status.REJECTED) != (new.status is Status.REJECTED)
    return old.fact != new.fact or rejected or old.gone is not new.gone


def _restored(row: FactRow, states: Replay, step: int, *, back: bool) -> FactRow:
    state: State = states.before[step] if back else states.after[step]
    return replace(row, fact=with_fields(row.fact, dict(state.fields)), status=state.status, note=state.note,
                   source=state.source, editor=state.editor, decided_at=state.at, gone=state.gone)


def _label(lists: Lists, steps: Sequence[Step]) -> StepLabel | None:
    if not steps:
        return None
    step = steps[-1]
    articles = len({article for article, _ in lists.versions_of_step(step.id)})
    return StepLabel(step.id, message(f"step.{step.action}", count=step.count, articles=articles), step.count)
