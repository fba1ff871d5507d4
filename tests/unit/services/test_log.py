"""The log read back."""

from __future__ import annotations

from datetime import UTC, datetime

from ecodesk.domain.decisions import Decision, FieldChange, Status
from ecodesk.services.log import Stack, Step, replay

AT = datetime(2026, 11, 21, tzinfo=UTC)


def decision(step: int, status: Status, editor: str = "王", *, value: tuple[str, str] | None = None,
             undoes: int = 0, redoes: int = 0) -> Decision:
    """A decision about the one fact of these tests."""
    changes = (FieldChange("value", *value),) if value else ()
    return Decision(step, step, 1, Status.OPEN, status, changes, "", "", editor, AT, undoes, redoes)


def test_undo_brings_back_the_whole_state_before() -> None:
    log = [
        decision(1, Status.VERIFIED, "李"),
        decision(2, Status.CORRECTED, value=("3", "4")),
        decision(3, Status.VERIFIED, value=("4", "3"), undoes=2),
    ]
    states = replay({"value": "3"}, log)
    assert (states.last.status, states.last.editor) == (Status.VERIFIED, "李")
    assert states.last.fields == {"value": "3"}
    assert states.after[2].fields == {"value": "4"}
    again = replay({"value": "3"}, [*log, decision(4, Status.CORRECTED, value=("3", "4"), redoes=2)])
    assert again.last == states.after[2]


def test_the_stack_follows_steps_undos_and_redos() -> None:
    stack = Stack()
    stack.follow([Step(1, "verified", 1, 0, 0), Step(2, "rejected", 5, 0, 0), Step(3, "undo", 5, 2, 0)])
    assert ([step.id for step in stack.undo], [step.id for step in stack.redo]) == ([1], [2])
    stack.follow([Step(4, "redo", 5, 0, 2)])
    assert ([step.id for step in stack.undo], [step.id for step in stack.redo]) == ([1, 2], [])
    stack.follow([Step(5, "undo", 5, 2, 0), Step(6, "undo", 1, 1, 0)])
    assert ([step.id for step in stack.undo], [step.id for step in stack.redo]) == ([], [2, 1])
    stack.follow([Step(7, "open", 1, 0, 0)])
    assert ([step.id for step in stack.undo], [step.id for step in stack.redo]) == ([7], [])
    assert stack.seen == 7
