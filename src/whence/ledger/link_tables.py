"""Reading the tables of links in their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from whence.ledger.report_store import IDS_AT_ONCE, chunks


def rows_in_order(
    connection: Connection, table: Table, key: Any = None, only: Sequence[Any] | None = None
) -> Iterable[Row[Any]]:
    """Return the table's rows in order, all or those whose `key` is among `only`."""
    query = select(table).order_by(table.c.place)
    if only is None:
        return connection.execute(query)
    parts = chunks(only, IDS_AT_ONCE)
    rows = [row for part in parts for row in connection.execute(query.where(key.in_(part)))]
    return sorted(rows, key=lambda row: row.place)
