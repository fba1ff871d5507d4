"""Reference values, the record of their changes, and which facts they were held against."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_FIELDS = ("subject", "indicator", "value", "value_high", "unit", "qualifier", "measure", "period", "place",
           "source", "dated", "page", "note", "text")


def upgrade() -> None:
    """Add the tables, and keep the record of changes from being rewritten."""
    op.create_table(
        "reference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _FIELDS),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_reference_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference")),
    )
    op.create_index("ix_reference_order", "reference", ["state", "subject", "indicator", "period", "id"])
    used = sa.text("state = 'active'")
    op.create_index("ix_reference_active", "reference", ["key"], unique=True, sqlite_where=used,
                    postgresql_where=used)
    op.create_table(
        "reference_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("reference_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reference_id"], ["reference.id"],
                                name=op.f("fk_reference_change_reference_id")),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_reference_change_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_change")),
        sa.UniqueConstraint("reference_id", "revision",
                            name=op.f("uq_reference_change_reference_id_revision")),
    )
    op.create_index(op.f("ix_reference_change_step_id"), "reference_change", ["step_id"])
    op.create_table(
        "fact_reference",
        sa.Column("fact_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reference_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_fact_reference_fact_id")),
        sa.ForeignKeyConstraint(["reference_id"], ["reference.id"],
                                name=op.f("fk_fact_reference_reference_id")),
        sa.PrimaryKeyConstraint("fact_id", "position", name=op.f("pk_fact_reference")),
    )
    op.create_index(op.f("ix_fact_reference_reference_id"), "fact_reference", ["reference_id"])
    _forbid_rewriting()


def _forbid_rewriting() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            name = f"reference_change_no_{event.lower()}"
            op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON reference_change "
                       "BEGIN SELECT RAISE(ABORT, 'reference_change is append-only'); END")
        return
    op.execute("CREATE FUNCTION reference_change_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
               "$$ BEGIN RAISE EXCEPTION 'reference_change is append-only'; END $$")
    op.execute("CREATE TRIGGER reference_change_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
               "ON reference_change FOR EACH STATEMENT EXECUTE FUNCTION reference_change_is_append_only()")
