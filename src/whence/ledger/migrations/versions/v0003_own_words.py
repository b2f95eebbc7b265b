"""Certainty, roles and scores by part of attributions; words of distance; own statements.

What an older Whence found keeps the values its records stood for: plain facts, no role, nothing
doubted. Reading the pile again with this Whence finds the rest.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Take the step."""
    _attributions()
    _part("distances", sa.Column("kind", sa.Text, nullable=False), sa.Column("by", sa.Text))
    _part("statements", sa.Column("tone", sa.Text, nullable=False), sa.Column("why", sa.Text))


def _attributions() -> None:
    # A column that must have a value needs one for the rows that are there; SQLite can neither
    # add it without nor drop the default afterwards.
    columns: list[sa.Column[Any]] = [
        sa.Column("certainty", sa.Text, nullable=False, server_default="fact"),
        *(sa.Column(name, sa.BigInteger) for name in ("role_low", "role_high")),
        *(sa.Column(name, sa.Text) for name in ("role_origin", "role_seniority")),
        *(
            sa.Column(f"{part}_score", sa.Double, nullable=False, server_default="1")
            for part in ("source", "content", "speaker")
        ),
    ]
    for column in columns:
        op.add_column("attributions", column)


def _part(name: str, *columns: sa.Column[str]) -> None:
    """Make a table of an extraction's parts that are words of the text."""
    op.create_table(
        name,
        *(
            sa.Column(number, sa.Integer, nullable=False, autoincrement=False)
            for number in ("report", "place", "start", "end")
        ),
        *columns,
        sa.PrimaryKeyConstraint("report", "place", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(
            ["report"], ["extractions.report"], name=f"fk_{name}_report", ondelete="CASCADE"
        ),
    )
