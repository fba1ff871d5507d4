"""What editors decided: steps and decisions, entries of the dictionary, wording, rulings."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ecodesk.store.tables.base import Base, table_of


class EditorTable(Base):
    """Who works at the desk."""

    __tablename__ = "editor"

    name: Mapped[str] = mapped_column(primary_key=True)


class StepTable(Base):
    """One action of an editor, bulk or single; append-only.

    `action` is the status decided, or annotate, workbook, carried, part, join, entry, rewrite, kept, the
    choice of a ruling (ruled-scope and so on), reference, add, remove, restore, split, merge, reword, unword,
    withdraw, undo, redo.
    `undoes` and `redoes` name the step taken back or done again, 0 for neither.
    """

    __tablename__ = "step"

    id: Mapped[int] = mapped_column(primary_key=True)
    editor: Mapped[str] = mapped_column(ForeignKey("editor.name"))
    at: Mapped[str]
    action: Mapped[str]
    count: Mapped[int]
    undoes: Mapped[int]
    redoes: Mapped[int]

    __table_args__ = (Index("ix_step_editor", "editor", "id"),)


class DecisionTable(Base):
    """The audit trail; append-only, held by triggers. `note` and `source` are as the decision left them.

    `carried_from` is the fact of an older version whose decision was carried over, 0 for none.
    """

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("fact.id"))
    status_before: Mapped[str]
    status: Mapped[str]
    changes: Mapped[str]
    note: Mapped[str]
    source: Mapped[str]
    carried_from: Mapped[int]

    __table_args__ = (Index("ix_decision_fact", "fact_id", "id"),)


class EntryTable(Base):
    """What editors said about entries of the desk's own dictionary; append-only, held by triggers.

    `key` folds field, found and given; its newest `revision` counts. The state `proposed` says that the
    corrections speak for themselves again, which an undo may say.
    """

    __tablename__ = "entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    revision: Mapped[int]
    key: Mapped[str]
    field: Mapped[str]
    found: Mapped[str]
    given: Mapped[str]
    wanted: Mapped[str]
    state: Mapped[str]

    __table_args__ = (UniqueConstraint("key", "revision"),)


class WordingTable(Base):
    """What editors said about the wording of articles; append-only, held by triggers.

    The newest line about a place (article, start, end) counts; one that is not `live` takes it back.
    """

    __tablename__ = "wording"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    start: Mapped[int]
    end: Mapped[int]
    before: Mapped[str]
    after: Mapped[str]
    note: Mapped[str]
    live: Mapped[bool]

    __table_args__ = (Index("ix_wording_place", "article_id", "start", "end", "id"),)


class RulingTable(Base):
    """What editors ruled about pairs of statements; append-only, held by triggers.

    `left_id` is the lower of the two. For each pair and `question` the newest `revision` counts; the choice
    `none` takes back what was ruled. `kept_id` is the fact whose value counts, 0 for none. `carried_from` is
    the ruling that this one repeats, about an older version or after an undo, 0 for none.
    """

    __tablename__ = "ruling"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    left_id: Mapped[int] = mapped_column(ForeignKey("fact.id"))
    right_id: Mapped[int] = mapped_column(ForeignKey("fact.id"), index=True)
    revision: Mapped[int]
    kept_id: Mapped[int]
    carried_from: Mapped[int]
    question: Mapped[str]
    choice: Mapped[str]
    left_digits: Mapped[str]
    right_digits: Mapped[str]
    note: Mapped[str]

    __table_args__ = (UniqueConstraint("left_id", "right_id", "question", "revision"),)


EDITOR = table_of(EditorTable)
STEP = table_of(StepTable)
DECISION = table_of(DecisionTable)
ENTRY = table_of(EntryTable)
WORDING = table_of(WordingTable)
RULING = table_of(RulingTable)
