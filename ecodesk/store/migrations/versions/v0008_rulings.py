"""What editors ruled about statements of several articles, and what came of it beside each finding."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_NUMBERS = ("step_id", "left_id", "right_id", "revision", "kept_id", "carried_from")
_TEXTS = ("question", "choice", "left_digits", "right_digits", "note")


def upgrade() -> None:
    """Add the table and the columns, and keep rulings from being rewritten."""
    for name in ("settlement", "outliers"):
        op.add_column("finding", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _NUMBERS),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_ruling_step_id")),
        sa.ForeignKeyConstraint(["left_id"], ["fact.id"], name=op.f("fk_ruling_left_id")),
        sa.ForeignKeyConstraint(["right_id"], ["fact.id"], name=op.f("fk_ruling_right_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruling")),
        sa.UniqueConstraint("left_id", "right_id", "question", "revision",
                            name=op.f("uq_ruling_left_id_right_id_question_revision")),
    )
    op.create_index(op.f("ix_ruling_step_id"), "ruling", ["step_id"])
    op.create_index(op.f("ix_ruling_right_id"), "ruling", ["right_id"])
    _forbid_rewriting()


def _forbid_rewriting() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER ruling_no_{event.lower()} BEFORE {event} ON ruling "
                       "BEGIN SELECT RAISE(ABORT, 'ruling is append-only'); END")
        return
    op.execute("CREATE FUNCTION ruling_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
               "$$ BEGIN RAISE EXCEPTION 'ruling is append-only'; END $$")
    op.execute("CREATE TRIGGER ruling_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ruling "
               "FOR EACH STATEMENT EXECUTE FUNCTION ruling_is_append_only()")
