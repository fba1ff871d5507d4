"""Articles parted and joined by hand: one step may put several articles in place of one; photographers."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_COLUMNS = ("step_id", "older_id", "newer_id")


def upgrade() -> None:
    """Add the photographer; the pairs of a step are now told apart by both articles."""
    op.add_column("article", sa.Column("photographer", sa.Text(), nullable=False, server_default=""))
    old: Any = sa.table("version", *(sa.column(name) for name in _COLUMNS))
    rows = [dict(row) for row in op.get_bind().execute(sa.select(old)).mappings()]
    # SQLite cannot change a primary key; the table is small.
    op.drop_table("version")
    op.create_table(
        "version",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COLUMNS),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_version_step_id")),
        sa.ForeignKeyConstraint(["older_id"], ["article.id"], name=op.f("fk_version_older_id")),
        sa.ForeignKeyConstraint(["newer_id"], ["article.id"], name=op.f("fk_version_newer_id")),
        sa.PrimaryKeyConstraint(*_COLUMNS, name=op.f("pk_version")),
    )
    if rows:
        op.bulk_insert(old, rows)
