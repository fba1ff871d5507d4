"""The first tables of a desk, and the triggers that keep its audit trail append-only."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("decision", "step")


def upgrade() -> None:
    """Create everything."""
    _create_desk()
    _create_articles()
    _create_facts()
    _create_records()
    meta = sa.table("meta", sa.column("name"), sa.column("value"))
    op.bulk_insert(meta, [{"name": "application", "value": "EcoDesk"}])
    for table in APPEND_ONLY:
        _forbid_rewriting(table)


def _forbid_rewriting(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()"
    )


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _integer(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _double(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Double(), nullable=False)


def _boolean(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _create_desk() -> None:
    op.create_table(
        "editor",
        _text("name"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_editor")),
    )
    op.create_table(
        "meta",
        _text("name"),
        _text("value"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
    )
    op.create_table(
        "batch",
        _integer("id"),
        _text("title"),
        _text("editor"),
        _text("created"),
        sa.ForeignKeyConstraint(["editor"], ["editor.name"], name=op.f("fk_batch_editor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    op.create_table(
        "step",
        _integer("id"),
        _text("editor"),
        _text("at"),
        _text("action"),
        _integer("count"),
        _integer("undoes"),
        _integer("redoes"),
        sa.ForeignKeyConstraint(["editor"], ["editor.name"], name=op.f("fk_step_editor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
    )
    op.create_index("ix_step_editor", "step", ["editor", "id"])


def _create_articles() -> None:
    op.create_table(
        "source_file",
        _integer("id"),
        _integer("batch_id"),
        _text("sha256"),
        _text("name"),
        _text("text"),
        _text("media"),
        _text("encoding"),
        _integer("articles"),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_source_file_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_file")),
        sa.UniqueConstraint("sha256", name=op.f("uq_source_file_sha256")),
    )
    op.create_index(op.f("ix_source_file_batch_id"), "source_file", ["batch_id"])
    op.create_table(
        "article",
        _integer("id"),
        _text("key"),
        _integer("batch_id"),
        _integer("file_id"),
        _text("document"),
        _integer("number"),
        _text("title"),
        _text("published"),
        _text("author"),
        _text("publisher"),
        _text("text"),
        _text("sha256"),
        _text("offsets"),
        _text("blocks"),
        _text("damage"),
        _integer("damages"),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_article_batch_id")),
        sa.ForeignKeyConstraint(["file_id"], ["source_file.id"], name=op.f("fk_article_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("key", name=op.f("uq_article_key")),
    )
    op.create_index(op.f("ix_article_batch_id"), "article", ["batch_id"])
    op.create_index(op.f("ix_article_file_id"), "article", ["file_id"])


def _create_facts() -> None:
    op.create_table(
        "fact",
        _integer("id"),
        _text("key"),
        _integer("article_id"),
        _integer("batch_id"),
        _integer("start"),
        _integer("end"),
        _text("text"),
        _text("sentence"),
        _text("subject"),
        _text("indicator"),
        _text("value"),
        _text("value_high"),
        _text("unit"),
        _text("qualifier"),
        _text("measure"),
        _text("period"),
        _text("place"),
        _text("modality"),
        _text("rule"),
        _double("confidence"),
        _text("step"),
        _double("magnitude"),
        _text("original"),
        _boolean("claim"),
        _text("status"),
        _integer("revision"),
        _text("note"),
        _text("source"),
        _text("editor"),
        _text("decided_at"),
        _text("verdict"),
        _integer("severity"),
        _text("kind"),
        _integer("documents"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_fact_article_id")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_fact_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
        sa.UniqueConstraint("article_id", "key", name=op.f("uq_fact_article_id_key")),
    )
    op.create_index("ix_fact_batch_order", "fact", ["batch_id", "article_id", "start", "id"])
    op.create_index("ix_fact_counts", "fact", ["batch_id", "article_id", "status", "verdict", "claim"])
    op.create_index("ix_fact_order", "fact", ["article_id", "start", "id"])
    op.create_index("ix_fact_status_order", "fact", ["status", "article_id", "start", "id"])
    op.create_index("ix_fact_unit", "fact", ["unit"])
    op.create_index("ix_fact_verdict_order", "fact", ["verdict", "article_id", "start", "id"])


def _create_records() -> None:
    op.create_table(
        "finding",
        _integer("id"),
        _text("kind"),
        _text("verdict"),
        _integer("severity"),
        _boolean("across"),
        _integer("documents"),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        _text("explanation"),
        _text("formula"),
        _text("tolerance"),
        _text("suggestion"),
        _text("extent"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_finding_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index(op.f("ix_finding_across"), "finding", ["across"])
    op.create_index(op.f("ix_finding_article_id"), "finding", ["article_id"])
    op.create_index(op.f("ix_finding_verdict"), "finding", ["verdict"])
    op.create_table(
        "decision",
        _integer("id"),
        _integer("step_id"),
        _integer("fact_id"),
        _text("status_before"),
        _text("status"),
        _text("changes"),
        _text("note"),
        _text("source"),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_decision_fact_id")),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_decision_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index("ix_decision_fact", "decision", ["fact_id", "id"])
    op.create_index(op.f("ix_decision_step_id"), "decision", ["step_id"])
    op.create_table(
        "finding_fact",
        _integer("finding_id"),
        _integer("position"),
        _integer("fact_id"),
        sa.ForeignKeyConstraint(["fact_id"], ["fact.id"], name=op.f("fk_finding_fact_fact_id")),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_finding_fact_finding_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("finding_id", "position", name=op.f("pk_finding_fact")),
    )
    op.create_index(op.f("ix_finding_fact_fact_id"), "finding_fact", ["fact_id"])
