"""What links grow on: an index that only linking reads, and which reports are linked."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, Table

from whence.ledger.columns import StoredText
from whence.ledger.schema import metadata

link_index = Table(
    "link_index",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("entry", LargeBinary, nullable=False),
)

# `stamp` tells of which extraction and decisions the links of a report were made.
linked_reports = Table(
    "linked_reports",
    metadata,
    Column("report", Integer, ForeignKey("reports.number"), primary_key=True, autoincrement=False),
    Column("stamp", StoredText, nullable=False),
)
