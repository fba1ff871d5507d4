"""Why each field of a fact holds what it holds; facts are listed by how sure they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what earlier versions extracted has no reasons."""
    op.add_column("fact", sa.Column("reasons", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_fact_doubt", "fact", ["confidence", "article_id", "start", "id"])
    op.create_index("ix_fact_batch_doubt", "fact", ["batch_id", "confidence", "article_id", "start", "id"])
