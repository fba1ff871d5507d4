"""What checks found, and what the comparing of articles keeps to find it fast."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ecodesk.store.tables.base import Base, table_of


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


FINDING = table_of(FindingTable)
FINDING_FACT = table_of(FindingFactTable)
COMPARED = table_of(ComparedTable)
BLOCK = table_of(BlockTable)
LINK = table_of(LinkTable)
COMMON = table_of(CommonTable)
