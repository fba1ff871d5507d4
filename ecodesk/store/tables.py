"""Tables of the store as they are now; migrations/ says how a file comes to have them.

Numbers of the copy are exact text; `magnitude` beside them is a float and serves sorting only.
Times are UTC ISO text with microseconds, so that they sort and compare alike on both databases.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Double,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table of the desk."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {str: Text(), float: Double(), bytes: LargeBinary()}  # noqa: RUF012 - read once by SQLAlchemy


class MetaTable(Base):
    """What this database is (PostgreSQL has no application id to tell it by), and settings all share."""

    __tablename__ = "meta"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class EditorTable(Base):
    """Who works at the desk."""

    __tablename__ = "editor"

    name: Mapped[str] = mapped_column(primary_key=True)


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
        Index("ix_fact_facets", "article_id", "start", "id", "status", "verdict", "claim", "confidence",
              "subject", "indicator", "unit", "period", "place", "editor", "batch_id", "gone"
              ).ddl_if(dialect="sqlite"),
        Index("ix_fact_unrecorded", "id", sqlite_where=sql("reasons = ''"),
              postgresql_where=sql("reasons = ''")),
        # By these a few facts among many are found; common values are found by the wide index.
        Index("ix_fact_subject", "subject"), Index("ix_fact_indicator", "indicator"),
        Index("ix_fact_place", "place"),
        # A claim that was verified before is known by its words.
        Index("ix_fact_claim", "text", sqlite_where=sql("claim"), postgresql_where=sql("claim")),
        # The doubtful first: of the desk, and of one batch.
        Index("ix_fact_doubt", "confidence", "article_id", "start", "id"),
        Index("ix_fact_batch_doubt", "batch_id", "confidence", "article_id", "start", "id"),
    )


class StepTable(Base):
    """One action of an editor, bulk or single; append-only.

    `action` is the status decided, or annotate, workbook, carried, part, join, entry, rewrite, kept, the
    choice of a ruling (ruled-scope and so on), reference, add, remove, restore, split, merge, reword, unword,
    withdraw, undo, redo.
    `undoes` and `redoes` name the step taken back or done again, 0 for neither.
    """

    __tablename__ = "step"

    id: Mapped[int] = mapped_column(primary_key=True)
    editor: Mapped[str] = mapped_column(ForeignKey("editor.name"))
    at: Mapped[str]
    action: Mapped[str]
    count: Mapped[int]
    undoes: Mapped[int]
    redoes: Mapped[int]

    __table_args__ = (Index("ix_step_editor", "editor", "id"),)


class DecisionTable(Base):
    """The audit trail; append-only, held by triggers. `note` and `source` are as the decision left them.

    `carried_from` is the fact of an older version whose decision was carried over, 0 for none.
    """

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("fact.id"))
    status_before: Mapped[str]
    status: Mapped[str]
    changes: Mapped[str]
    note: Mapped[str]
    source: Mapped[str]
    carried_from: Mapped[int]

    __table_args__ = (Index("ix_decision_fact", "fact_id", "id"),)


class EntryTable(Base):
    """What editors said about entries of the desk's own dictionary; append-only, held by triggers.

    `key` folds field, found and given; its newest `revision` counts. The state `proposed` says that the
    corrections speak for themselves again, which an undo may say.
    """

    __tablename__ = "entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    revision: Mapped[int]
    key: Mapped[str]
    field: Mapped[str]
    found: Mapped[str]
    given: Mapped[str]
    wanted: Mapped[str]
    state: Mapped[str]

    __table_args__ = (UniqueConstraint("key", "revision"),)


class ReferenceTable(Base):
    """A reference value as it stands. `key` tells it from others (knowledge.references.key_of).

    `state` is active or removed, `step_id` the step of its last change, `revision` counts the changes.
    """

    __tablename__ = "reference"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"))
    revision: Mapped[int]
    key: Mapped[str]
    state: Mapped[str]
    subject: Mapped[str]
    indicator: Mapped[str]
    value: Mapped[str]
    value_high: Mapped[str]
    unit: Mapped[str]
    qualifier: Mapped[str]
    measure: Mapped[str]
    period: Mapped[str]
    place: Mapped[str]
    source: Mapped[str]
    dated: Mapped[str]
    page: Mapped[str]
    note: Mapped[str]
    text: Mapped[str]

    __table_args__ = (
        Index("ix_reference_order", "state", "subject", "indicator", "period", "id"),
        Index("ix_reference_active", "key", unique=True, sqlite_where=sql("state = 'active'"),
              postgresql_where=sql("state = 'active'")),
    )


class ReferenceChangeTable(Base):
    """What a step made of a reference; append-only, held by triggers. `fields` holds all of it as JSON."""

    __tablename__ = "reference_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    reference_id: Mapped[int] = mapped_column(ForeignKey("reference.id"))
    revision: Mapped[int]
    state: Mapped[str]
    fields: Mapped[str]

    __table_args__ = (UniqueConstraint("reference_id", "revision"),)


class FactReferenceTable(Base):
    """Which references a fact was held against, the one that counts first, and how they stand to it."""

    __tablename__ = "fact_reference"

    fact_id: Mapped[int] = mapped_column(ForeignKey("fact.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    reference_id: Mapped[int] = mapped_column(ForeignKey("reference.id"), index=True)
    verdict: Mapped[str]


class WordingTable(Base):
    """What editors said about the wording of articles; append-only, held by triggers.

    The newest line about a place (article, start, end) counts; one that is not `live` takes it back.
    """

    __tablename__ = "wording"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    start: Mapped[int]
    end: Mapped[int]
    before: Mapped[str]
    after: Mapped[str]
    note: Mapped[str]
    live: Mapped[bool]

    __table_args__ = (Index("ix_wording_place", "article_id", "start", "end", "id"),)


class RulingTable(Base):
    """What editors ruled about pairs of statements; append-only, held by triggers.

    `left_id` is the lower of the two. For each pair and `question` the newest `revision` counts; the choice
    `none` takes back what was ruled. `kept_id` is the fact whose value counts, 0 for none. `carried_from` is
    the ruling that this one repeats, about an older version or after an undo, 0 for none.
    """

    __tablename__ = "ruling"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    left_id: Mapped[int] = mapped_column(ForeignKey("fact.id"))
    right_id: Mapped[int] = mapped_column(ForeignKey("fact.id"), index=True)
    revision: Mapped[int]
    kept_id: Mapped[int]
    carried_from: Mapped[int]
    question: Mapped[str]
    choice: Mapped[str]
    left_digits: Mapped[str]
    right_digits: Mapped[str]
    note: Mapped[str]

    __table_args__ = (UniqueConstraint("left_id", "right_id", "question", "revision"),)


class FindingTable(Base):
    """What a check found. `article_id` is None across articles; `start` and `end` are None without a span.

    `settlement` and `outliers` are JSON, "" for none.
    """

    __tablename__ = "finding"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    verdict: Mapped[str] = mapped_column(index=True)
    severity: Mapped[int]
    across: Mapped[bool] = mapped_column(index=True)
    documents: Mapped[int]
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"), index=True)
    start: Mapped[int | None]
    end: Mapped[int | None]
    explanation: Mapped[str]
    formula: Mapped[str]
    tolerance: Mapped[str]
    suggestion: Mapped[str]
    extent: Mapped[str]
    settlement: Mapped[str]
    outliers: Mapped[str]


class FindingFactTable(Base):
    """Which facts a finding used, in its order."""

    __tablename__ = "finding_fact"

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("fact.id"), index=True)


class ComparedTable(Base):
    """What the last comparison across articles knew of each figure (domain.comparing.Compared).

    The keys are arrays of unsigned 32-bit numbers, the lowest byte first.
    """

    __tablename__ = "compared"

    fact_id: Mapped[int] = mapped_column(ForeignKey("fact.id"), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    mark: Mapped[int] = mapped_column(BigInteger())
    repeated: Mapped[bool]
    lead_id: Mapped[int]
    words: Mapped[bytes]
    tellings: Mapped[bytes]


class BlockTable(Base):
    """The figures under each key: those that may state one thing find each other here.

    Keys of sentences have 2^32 added to them. No foreign key: a fact has twenty rows and is never deleted.
    """

    __tablename__ = "block"

    key: Mapped[int] = mapped_column(BigInteger(), primary_key=True, autoincrement=False)
    fact_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)

    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - read once by SQLAlchemy


class LinkTable(Base):
    """Figures of several articles that state one thing, two by two (domain.comparing.Link)."""

    __tablename__ = "link"

    left_id: Mapped[int] = mapped_column(ForeignKey("fact.id"), primary_key=True)
    right_id: Mapped[int] = mapped_column(ForeignKey("fact.id"), primary_key=True, index=True)
    told: Mapped[bool] = mapped_column(primary_key=True)
    verdict: Mapped[str]
    score: Mapped[float]


class CommonTable(Base):
    """In how many articles a bigram stood when it was last counted; those in few are left out."""

    __tablename__ = "common"

    gram: Mapped[str] = mapped_column(primary_key=True)
    articles: Mapped[int]


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


META = _table(MetaTable)
EDITOR = _table(EditorTable)
BATCH = _table(BatchTable)
SOURCE_FILE = _table(SourceFileTable)
ARTICLE = _table(ArticleTable)
SKETCH = _table(SketchTable)
VERSION = _table(VersionTable)
FACT = _table(FactTable)
STEP = _table(StepTable)
DECISION = _table(DecisionTable)
ENTRY = _table(EntryTable)
REFERENCE = _table(ReferenceTable)
REFERENCE_CHANGE = _table(ReferenceChangeTable)
FACT_REFERENCE = _table(FactReferenceTable)
WORDING = _table(WordingTable)
RULING = _table(RulingTable)
FINDING = _table(FindingTable)
FINDING_FACT = _table(FindingFactTable)
COMPARED = _table(ComparedTable)
BLOCK = _table(BlockTable)
LINK = _table(LinkTable)
COMMON = _table(CommonTable)
