"""What the comparison across articles keeps, so that one edit is compared by itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, empty: the next comparison is of the whole desk and fills them."""
    op.create_table(
        "compared",
        sa.Column("fact_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("repeated", sa.Boolean(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("tellings", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_compared_fact_id")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_compared_article_id")),
        sa.PrimaryKeyConstraint("fact_id", name=op.f("pk_compared")),
    )
    op.create_index(op.f("ix_compared_article_id"), "compared", ["article_id"])
    op.create_table(
        "block",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("fact_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "fact_id", name=op.f("pk_block")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "common",
        sa.Column("gram", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("gram", name=op.f("pk_common")),
    )
    _create_links()
    claims = sa.text("claim")
    op.create_index("ix_fact_claim", "fact", ["text"], sqlite_where=claims, postgresql_where=claims)


def _create_links() -> None:
    op.create_table(
        "link",
        sa.Column("left_id", sa.Integer(), nullable=False),
        sa.Column("right_id", sa.Integer(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["left_id"], ["fact.id"], name=op.f("fk_link_left_id")),
        sa.ForeignKeyConstraint(["right_id"], ["fact.id"], name=op.f("fk_link_right_id")),
        sa.PrimaryKeyConstraint("left_id", "right_id", "told", name=op.f("pk_link")),
    )
    op.create_index(op.f("ix_link_right_id"), "link", ["right_id"])
