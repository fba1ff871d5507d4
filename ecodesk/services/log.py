"""The log of decisions read back: what a fact was before and after each step, and what can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from ecodesk.domain.decisions import GONE, Decision, FieldChange, Gone, Status
from ecodesk.domain.facts import EDITABLE
from ecodesk.domain.views import FactRow
from ecodesk.store.rows import stored_fields


@dataclass(frozen=True, slots=True)
class State:
    """What decisions make of a fact: everything about it that an editor can change."""

    status: Status
    fields: Mapping[str, str]
    note: str = ""
    source: str = ""
    editor: str = ""
    at: datetime | None = None
    gone: Gone = Gone.HERE


@dataclass(frozen=True, slots=True)
class Replay:
    """A fact's states before and after each step that decided it, and as the log leaves it."""

    before: Mapping[int, State]
    after: Mapping[int, State]
    last: State


def replay(extracted: Mapping[str, str], decisions: Iterable[Decision]) -> Replay:
    """Play the decisions about one fact, oldest first, over its fields as extracted.

    A decision that undoes a step brings back the whole state before it, who decided it included.
    """
    log = list(decisions)
    # Before its first decision a fact made by hand was not there.
    first = next((change.before for item in log for change in item.changes if change.field == GONE), "")
    now = State(Status.OPEN, dict(extracted), gone=Gone(first))
    before: dict[int, State] = {}
    after: dict[int, State] = {}
    for decision in log:
        if decision.undoes:
            now = before[decision.undoes]
        elif decision.redoes:
            now = after[decision.redoes]
        else:
            before[decision.step] = now
            now = _decided(now, decision)
            after[decision.step] = now
    return Replay(before, after, now)


def _decided(state: State, decision: Decision) -> State:
    after = {change.field: change.after for change in decision.changes}
    gone = Gone(after.pop(GONE, state.gone))
    return replace(state, status=decision.status, fields={**state.fields, **after}, note=decision.note,
                   source=decision.source, editor=decision.editor, at=decision.at, gone=gone)


def decision_between(old: FactRow, new: FactRow, at: datetime, carried_from: int = 0) -> Decision:
    """The decision that makes a fact what it is now; `carried_from` is the fact whose decision it repeats."""
    before, after = stored_fields(old.fact), stored_fields(new.fact)
    changes = tuple(FieldChange(name, before[name], after[name]) for name in EDITABLE
                    if before[name] != after[name])
    if old.gone is not new.gone:
        changes += (FieldChange(GONE, str(old.gone), str(new.gone)),)
    return Decision(id=0, step=0, fact_id=old.id, status_before=old.status, status=new.status,
                    changes=changes, note=new.note, source=new.source, editor=new.editor, at=at,
                    carried_from=carried_from)


@dataclass(frozen=True, slots=True)
class Step:
    """One action of an editor as stored."""

    id: int
    action: str
    count: int
    undoes: int
    redoes: int


@dataclass(slots=True)
class Stack:
    """Steps of one editor that can be undone and redone, the next one last.

    Inert: it only says what the log says, and is read anew from it after a restart.
    """

    undo: list[Step] = field(default_factory=list)
    redo: list[Step] = field(default_factory=list)
    seen: int = 0

    def follow(self, steps: Sequence[Step]) -> None:
        """Take in later steps of the same editor, oldest first."""
        for step in steps:
            if step.undoes:
                self._move(self.undo, self.redo, step.undoes)
            elif step.redoes:
                self._move(self.redo, self.undo, step.redoes)
            else:
                self.undo.append(step)
                self.redo.clear()
            self.seen = step.id

    @staticmethod
    def _move(origin: list[Step], target: list[Step], wanted: int) -> None:
        # Undo and redo always take the last one; a stack that disagrees must not hide the step.
        for at in range(len(origin) - 1, -1, -1):
            if origin[at].id == wanted:
                target.append(origin.pop(at))
                return
