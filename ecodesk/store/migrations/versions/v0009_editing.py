"""Facts made, taken out, split and merged by hand; corrections to the wording; imports withdrawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_NUMBERS = ("step_id", "article_id", "start", "end")
_COUNTED = ["batch_id", "article_id", "status", "verdict", "claim"]


def upgrade() -> None:
    """Add the columns and the table, and keep what was said about the wording from being rewritten."""
    op.add_column("fact", sa.Column("gone", sa.Text(), nullable=False, server_default=""))
    op.add_column("batch", sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_index("ix_fact_counts", "fact")
    op.create_index("ix_fact_counts", "fact", [*_COUNTED, "gone"])
    op.create_table(
        "wording",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _NUMBERS),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("before", "after", "note")),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_wording_step_id")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_wording_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording")),
    )
    op.create_index(op.f("ix_wording_step_id"), "wording", ["step_id"])
    op.create_index("ix_wording_place", "wording", ["article_id", "start", "end", "id"])
    _forbid_rewriting()


def _forbid_rewriting() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER wording_no_{event.lower()} BEFORE {event} ON wording "
                       "BEGIN SELECT RAISE(ABORT, 'wording is append-only'); END")
        return
    op.execute("CREATE FUNCTION wording_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
               "$$ BEGIN RAISE EXCEPTION 'wording is append-only'; END $$")
    op.execute("CREATE TRIGGER wording_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON wording "
               "FOR EACH STATEMENT EXECUTE FUNCTION wording_is_append_only()")
