"""References may be aims: whether one is a plan or came to pass."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; every reference so far was held against what came to pass."""
    op.add_column("reference", sa.Column("modality", sa.Text(), nullable=False, server_default="actual"))
