"""What every table of the desk is made from."""

from __future__ import annotations

from sqlalchemy import Double, LargeBinary, MetaData, Table, Text
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


def table_of(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


class MetaTable(Base):
    """What this database is (PostgreSQL has no application id to tell it by), and settings all share."""

    __tablename__ = "meta"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


META = table_of(MetaTable)
