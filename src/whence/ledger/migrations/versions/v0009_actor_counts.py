"""What heads of frequent actors are counted from, filled as members come; the last of heads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "actor_counts",
        sa.Column("actor", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("what", "value")),
        sa.Column("times", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["actor"],
            ["actor_heads.id"],
            "fk_actor_counts_actor_actor_heads",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("actor", "what", "value", name="pk_actor_counts"),
    )
    for heads in ("point_heads", "actor_heads"):
        op.create_index(f"ix_{heads}_place", heads, ["place"])
