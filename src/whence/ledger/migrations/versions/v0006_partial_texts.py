"""Which reports are at hand only in part, and decisions by their verdict.

Lists tell silence from what cannot be told by the first; what was taken back is looked up by the
second.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from whence.records.report import is_part

revision = "0006"
down_revision = "0005"

AT_ONCE = 500
BEFORE = "ix_reports_outlet_published_earliest_published_latest"


def upgrade() -> None:
    """Take the step."""
    partial = sa.Column("partial", sa.Integer, nullable=False, server_default="0")
    op.add_column("reports", partial)
    _mark()
    op.drop_index(BEFORE, "reports")
    columns = ["outlet", "partial", "published_earliest", "published_latest"]
    op.create_index("ix_reports_outlets", "reports", columns)
    op.create_index("ix_judgements_verdict", "judgements", ["verdict"])


def _mark() -> None:
    table = sa.table(
        "reports",
        *(sa.column(name, sa.Integer) for name in ("number", "partial")),
        *(sa.column(name, sa.Text) for name in ("text", "note")),
    )
    connection, last = op.get_bind(), 0
    while True:
        query = sa.select(table).where(table.c.number > last).order_by(table.c.number)
        rows = connection.execute(query.limit(AT_ONCE)).all()
        if not rows:
            return
        last = rows[-1].number
        parts = [row.number for row in rows if is_part(row.text, row.note)]
        connection.execute(table.update().where(table.c.number.in_(parts)).values(partial=1))
