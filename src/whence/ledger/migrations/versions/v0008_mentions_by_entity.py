"""Where a report names one of its actors, found without going through all that it names."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Take the step."""
    op.create_index("ix_mentions_report_entity", "mentions", ["report", "entity"])
