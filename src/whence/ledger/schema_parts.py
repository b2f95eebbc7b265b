"""What the ledger's tables are put together from: naming and the usual columns."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, MetaData

from whence.ledger.columns import SpanList, StoredText, TextList

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def number(name: str = "number") -> Column[int]:
    """Return a whole number that is (part of) the key and given out by the writer."""
    return Column(name, Integer, primary_key=True, autoincrement=False)


def text(name: str) -> Column[str]:
    """Return a column of text that must be there."""
    return Column(name, StoredText, nullable=False)


def maybe(name: str) -> Column[str]:
    """Return a column of text that may be missing."""
    return Column(name, StoredText)


def whole(name: str) -> Column[int]:
    """Return a column of a whole number that must be there."""
    return Column(name, Integer, nullable=False)


def any_whole(name: str) -> Column[int]:
    """Return a column of a whole number that may be missing."""
    return Column(name, Integer)


def spans(name: str) -> Column[tuple[object, ...]]:
    """Return a column of spans."""
    return Column(name, SpanList, nullable=False)


def texts(name: str) -> Column[tuple[str, ...]]:
    """Return a column of a list of texts."""
    return Column(name, TextList, nullable=False)


def place() -> Column[int]:
    """Return the place of a part among its like."""
    return Column("place", Integer, primary_key=True, autoincrement=False)


def report() -> Column[int]:
    """Return the number of the report a row speaks of."""
    return Column("report", Integer, ForeignKey("reports.number"), nullable=False)
