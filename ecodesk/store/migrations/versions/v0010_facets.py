"""Indexes for facets: one that holds them all in reading order, some for rare values, one of facts without
recorded reasons."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_FACETS = ("article_id", "start", "id", "status", "verdict", "claim", "confidence", "subject", "indicator",
           "unit", "period", "place", "editor", "batch_id", "gone")


def upgrade() -> None:
    """PostgreSQL gets no wide index: a row of one must not be longer than 2.7 kB."""
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("ix_fact_facets", "fact", list(_FACETS))
    for column in ("subject", "indicator", "place"):
        op.create_index(f"ix_fact_{column}", "fact", [column])
    without = sa.text("reasons = ''")
    op.create_index("ix_fact_unrecorded", "fact", ["id"], sqlite_where=without, postgresql_where=without)
