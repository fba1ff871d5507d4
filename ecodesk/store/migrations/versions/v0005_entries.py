"""The desk's own dictionary, and which fields of a fact it wrote."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TEXTS = ("key", "field", "found", "given", "wanted", "state")


def upgrade() -> None:
    """Add the column and the table, and keep what was said about entries from being rewritten."""
    op.add_column("fact", sa.Column("rewritten", sa.Text(), nullable=False, server_default=""))
    for name, column in (("corrected", "original"), ("rewritten", "rewritten")):
        written = sa.text(f"{column} <> ''")
        op.create_index(f"ix_fact_{name}", "fact", ["id"], sqlite_where=written, postgresql_where=written)
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_entry_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("key", "revision", name=op.f("uq_entry_key_revision")),
    )
    op.create_index(op.f("ix_entry_step_id"), "entry", ["step_id"])
    _forbid_rewriting()


def _forbid_rewriting() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER entry_no_{event.lower()} BEFORE {event} ON entry "
                       "BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END")
        return
    op.execute("CREATE FUNCTION entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
               "$$ BEGIN RAISE EXCEPTION 'entry is append-only'; END $$")
    op.execute("CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entry "
               "FOR EACH STATEMENT EXECUTE FUNCTION entry_is_append_only()")
