"""Versions and variants of articles, batches that can be gone on with, and where decisions come from."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from ecodesk.store.sketches import sketch_of

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_PAGE = 500


def upgrade() -> None:
    """Add the columns and tables, then sketch the articles that are there already."""
    # Written out: SQLite takes a foreign key with a new column, but none for a column that is there.
    for name in ("superseded_by", "variant_of"):
        op.execute(f"ALTER TABLE article ADD COLUMN {name} INTEGER "
                   f"CONSTRAINT fk_article_{name} REFERENCES article (id)")
        op.create_index(f"ix_article_{name}", "article", [name])
    op.create_index("ix_article_document", "article", ["document"])
    op.add_column("batch", sa.Column("origin", sa.Text(), nullable=False, server_default=""))
    op.add_column("batch", sa.Column("finished", sa.Boolean(), nullable=False, server_default=sa.true()))
    # No column may be added to the audit trail with a foreign key and a default: 0 is for none.
    op.add_column("decision", sa.Column("carried_from", sa.Integer(), nullable=False, server_default="0"))
    _create_versions()
    _create_sketches()


def _create_versions() -> None:
    op.create_table(
        "version",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("older_id", sa.Integer(), nullable=False),
        sa.Column("newer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_version_step_id")),
        sa.ForeignKeyConstraint(["older_id"], ["article.id"], name=op.f("fk_version_older_id")),
        sa.ForeignKeyConstraint(["newer_id"], ["article.id"], name=op.f("fk_version_newer_id")),
        sa.PrimaryKeyConstraint("step_id", "older_id", name=op.f("pk_version")),
    )


def _create_sketches() -> None:
    op.create_table(
        "sketch",
        sa.Column("hash", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_sketch_article_id")),
        sa.PrimaryKeyConstraint("hash", "article_id", name=op.f("pk_sketch")),
    )
    article: Any = sa.table("article", sa.column("id"), sa.column("text"))
    sketch = sa.table("sketch", sa.column("hash"), sa.column("article_id"))
    last = 0
    while rows := op.get_bind().execute(
        sa.select(article.c.id, article.c.text).where(article.c.id > last).order_by(article.c.id).limit(_PAGE)
    ).all():
        last = rows[-1].id
        op.bulk_insert(sketch, [{"hash": number, "article_id": row.id}
                                for row in rows for number in sketch_of(row.text)])
