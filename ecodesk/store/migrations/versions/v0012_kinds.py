"""The kind of the check that speaks loudest joins the facets that are indexed."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_FACETS = ("article_id", "start", "id", "status", "verdict", "kind", "claim", "confidence", "subject",
           "indicator", "unit", "period", "place", "editor", "batch_id", "gone")


def upgrade() -> None:
    """PostgreSQL has no wide index to be made anew."""
    if op.get_bind().dialect.name == "sqlite":
        op.drop_index("ix_fact_facets", "fact")
        op.create_index("ix_fact_facets", "fact", list(_FACETS))
    op.create_index("ix_fact_kind", "fact", ["kind"])
