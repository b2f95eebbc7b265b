"""The evidence of each collapse, how what people decided stands, how much a claim needs an eye.

Collapses that an older Whence found are told by their points alone until links are made anew, as
the next reading does.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

# As `Attribution.doubt` has it.
_DOUBT = """
UPDATE attributions SET doubt = 1 - score *
    CASE WHEN speaker_name IS NULL OR speaker_name = '' THEN 0.5 ELSE speaker_score END
"""


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "collapses",
        _text("point"),
        sa.Column("place", sa.Integer, nullable=False, autoincrement=False),
        *(_text(name) for name in ("one", "other", "why")),
        sa.PrimaryKeyConstraint("point", "place", name="pk_collapses"),
        sa.ForeignKeyConstraint(
            ["point"], ["points.id"], name="fk_collapses_point", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "standings",
        _text("kind"),
        sa.Column("report", sa.Integer, nullable=False, autoincrement=False),
        *(_text(name) for name in ("id", "standing")),
        sa.PrimaryKeyConstraint("kind", "report", "id", name="pk_standings"),
        sa.ForeignKeyConstraint(["report"], ["reports.number"], name="fk_standings_report"),
    )
    op.create_index("ix_standings_kind_standing", "standings", ["kind", "standing"])
    doubt = sa.Column("doubt", sa.Double, nullable=False, server_default="0")
    op.add_column("attributions", doubt)
    op.execute(_DOUBT)
    op.create_index("ix_attributions_doubt", "attributions", ["doubt"])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)
