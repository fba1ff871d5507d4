"""Reference values, how they changed, and the facts compared with them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from ecodesk.store.tables.base import Base, table_of


class ReferenceTable(Base):
    """A reference value as it stands. `key` tells it from others (knowledge.references.key_of).

    `state` is active or removed, `step_id` the step of its last change, `revision` counts the changes.
    """

    __tablename__ = "reference"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"))
    revision: Mapped[int]
    key: Mapped[str]
    state: Mapped[str]
    subject: Mapped[str]
    indicator: Mapped[str]
    value: Mapped[str]
    value_high: Mapped[str]
    unit: Mapped[str]
    qualifier: Mapped[str]
    measure: Mapped[str]
    period: Mapped[str]
    place: Mapped[str]
    source: Mapped[str]
    dated: Mapped[str]
    page: Mapped[str]
    note: Mapped[str]
    text: Mapped[str]
    modality: Mapped[str]

    __table_args__ = (
        Index("ix_reference_order", "state", "subject", "indicator", "period", "id"),
        Index("ix_reference_active", "key", unique=True, sqlite_where=sql("state = 'active'"),
              postgresql_where=sql("state = 'active'")),
    )


class ReferenceChangeTable(Base):
    """What a step made of a reference; append-only, held by triggers. `fields` holds all of it as JSON."""

    __tablename__ = "reference_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    reference_id: Mapped[int] = mapped_column(ForeignKey("reference.id"))
    revision: Mapped[int]
    state: Mapped[str]
    fields: Mapped[str]

    __table_args__ = (UniqueConstraint("reference_id", "revision"),)


class FactReferenceTable(Base):
    """Which references a fact was held against, the one that counts first, and how they stand to it."""

    __tablename__ = "fact_reference"

    fact_id: Mapped[int] = mapped_column(ForeignKey("fact.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    reference_id: Mapped[int] = mapped_column(ForeignKey("reference.id"), index=True)
    verdict: Mapped[str]


REFERENCE = table_of(ReferenceTable)
REFERENCE_CHANGE = table_of(ReferenceChangeTable)
FACT_REFERENCE = table_of(FactReferenceTable)
