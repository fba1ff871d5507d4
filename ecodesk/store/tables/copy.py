"""The copy: batches, files, articles, their versions and the facts found in them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from ecodesk.store.tables.base import Base, table_of


class BatchTable(Base):
    """What was imported together.

    `origin` is a digest of the paths that were asked for: while a batch is not `finished`, importing
    the same paths again goes on with it. A `withdrawn` one was a mistake: none of its articles is current,
    and its files can be imported again.
    """

    __tablename__ = "batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    editor: Mapped[str] = mapped_column(ForeignKey("editor.name"))
    created: Mapped[str]
    origin: Mapped[str]
    finished: Mapped[bool]
    withdrawn: Mapped[bool]


class SourceFileTable(Base):
    """A file as read; its digest tells a second import of the same content."""

    __tablename__ = "source_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    text: Mapped[str]
    media: Mapped[str]
    encoding: Mapped[str]
    articles: Mapped[int]


class ArticleTable(Base):
    """One article. `sha256` is of the clean text: it tells a damaged disk that SQLite cannot see.

    `superseded_by` is its newer version, None while it is current. `variant_of` is the first of the
    articles that are nearly the same, None where it is that one itself or stands alone.
    """

    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("source_file.id"), index=True)
    document: Mapped[str] = mapped_column(index=True)
    number: Mapped[int]
    title: Mapped[str]
    published: Mapped[str]
    author: Mapped[str]
    publisher: Mapped[str]
    photographer: Mapped[str]
    text: Mapped[str]
    sha256: Mapped[str]
    offsets: Mapped[str]
    blocks: Mapped[str]
    damage: Mapped[str]
    damages: Mapped[int]
    superseded_by: Mapped[int | None] = mapped_column(ForeignKey("article.id"), index=True)
    variant_of: Mapped[int | None] = mapped_column(ForeignKey("article.id"), index=True)


class SketchTable(Base):
    """Hashes of each article's sketch, by which nearly the same articles find each other."""

    __tablename__ = "sketch"

    hash: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)


class VersionTable(Base):
    """Which article a step put in place of which: undoing the step brings the older one back.

    A parted article has several newer ones, joined ones have one in common. An article of a withdrawn import
    has the one in its place that it had come in place of, or itself where there is none.
    """

    __tablename__ = "version"

    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), primary_key=True)
    older_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    newer_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)


class FactTable(Base):
    """One fact as corrected.

    `original` holds, as JSON, the extracted values of the fields an editor changed, "" while none is.
    `rewritten` holds, as JSON, what the desk's own dictionary wrote at extraction, "" for nothing.
    `step` is that of the extracted value; `reasons` are of the extracted fields, "" where none were recorded
    (codec.dump_reasons). `gone` is "" while the fact stands in the lists, else why not.
    Reading order is (article_id, start, id). `severity`,
    `verdict`, `kind` and `documents` sum up its findings and are written with them, so that a list
    is one query; `verdict` is "" where there is no finding.
    """

    __tablename__ = "fact"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str]
    sentence: Mapped[str]
    subject: Mapped[str]
    indicator: Mapped[str]
    value: Mapped[str]
    value_high: Mapped[str]
    unit: Mapped[str]
    qualifier: Mapped[str]
    measure: Mapped[str]
    period: Mapped[str]
    place: Mapped[str]
    modality: Mapped[str]
    rule: Mapped[str]
    confidence: Mapped[float]
    reasons: Mapped[str]
    step: Mapped[str]
    magnitude: Mapped[float]
    original: Mapped[str]
    rewritten: Mapped[str]
    claim: Mapped[bool]
    gone: Mapped[str]
    status: Mapped[str]
    revision: Mapped[int]
    note: Mapped[str]
    source: Mapped[str]
    editor: Mapped[str]
    decided_at: Mapped[str]
    verdict: Mapped[str]
    severity: Mapped[int]
    kind: Mapped[str]
    documents: Mapped[int]

    __table_args__ = (
        UniqueConstraint("article_id", "key"),
        Index("ix_fact_order", "article_id", "start", "id"),
        Index("ix_fact_batch_order", "batch_id", "article_id", "start", "id"),
        Index("ix_fact_status_order", "status", "article_id", "start", "id"),
        Index("ix_fact_verdict_order", "verdict", "article_id", "start", "id"),
        # Covers every count of batches, articles and states.
        Index("ix_fact_counts", "batch_id", "article_id", "status", "verdict", "claim", "gone"),
        Index("ix_fact_unit", "unit"),
        # Few facts are corrected or written by the dictionary, and all of these are read at once.
        Index("ix_fact_corrected", "id", sqlite_where=sql("original <> ''"),
              postgresql_where=sql("original <> ''")),
        Index("ix_fact_rewritten", "id", sqlite_where=sql("rewritten <> ''"),
              postgresql_where=sql("rewritten <> ''")),
        # All facets in reading order. Not on PostgreSQL, whose indexes take no long words.
        Index("ix_fact_facets", "article_id", "start", "id", "status", "verdict", "kind", "claim",
              "confidence", "subject", "indicator", "unit", "period", "place", "editor", "batch_id", "gone"
              ).ddl_if(dialect="sqlite"),
        Index("ix_fact_unrecorded", "id", sqlite_where=sql("reasons = ''"),
              postgresql_where=sql("reasons = ''")),
        # By these a few facts among many are found; common values are found by the wide index.
        Index("ix_fact_subject", "subject"), Index("ix_fact_indicator", "indicator"),
        Index("ix_fact_place", "place"), Index("ix_fact_kind", "kind"),
        # A claim that was verified before is known by its words.
        Index("ix_fact_claim", "text", sqlite_where=sql("claim"), postgresql_where=sql("claim")),
        # The doubtful first: of the desk, and of one batch.
        Index("ix_fact_doubt", "confidence", "article_id", "start", "id"),
        Index("ix_fact_batch_doubt", "batch_id", "confidence", "article_id", "start", "id"),
    )


BATCH = table_of(BatchTable)
SOURCE_FILE = table_of(SourceFileTable)
ARTICLE = table_of(ArticleTable)
SKETCH = table_of(SketchTable)
VERSION = table_of(VersionTable)
FACT = table_of(FactTable)
