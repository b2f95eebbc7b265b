"""What people make of the machine's work, kept by record, so that it is counted at once."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from whence.judging.accuracy import findings
from whence.judging.standing import standing
from whence.records.coding import decoded
from whence.records.judgement import Judgement
from whence.records.verdict import Verdict

revision = "0007"
down_revision = "0006"

AT_ONCE = 1_000
READ = ("subject", "verdict", "by", "at", "seen", "change")


def upgrade() -> None:
    """Take the step; what was decided already is counted."""
    made = op.create_table(
        "findings",
        _text("subject"),
        sa.Column("place", sa.Integer, nullable=False, autoincrement=False),
        *(_text(name) for name in ("stage", "finding")),
        sa.PrimaryKeyConstraint("subject", "place", name="pk_findings"),
    )
    op.create_index("ix_findings_stage_finding", "findings", ["stage", "finding"])
    rows: list[dict[str, Any]] = []
    for subject, listed in _by_subject().items():
        for place, (stage, finding) in enumerate(findings(standing(listed))):
            told = {"stage": stage.value, "finding": finding.value}
            rows.append({"subject": subject, "place": place, **told})
    for start in range(0, len(rows), AT_ONCE):
        op.bulk_insert(made, rows[start : start + AT_ONCE])


def _by_subject() -> dict[str, list[Judgement]]:
    """Return all decisions by their subject, each with what was seen bare of its parts."""
    table = sa.table(
        "judgements",
        sa.column("log", sa.Integer),
        *(sa.column(name, sa.Text) for name in READ),
    )
    found: dict[str, list[Judgement]] = {}
    for row in op.get_bind().execute(sa.select(table).order_by(table.c.log)):
        change = decoded(json.loads(row.change)) if row.change else None
        taken = (row.subject, Verdict(row.verdict), row.by, row.at, None, _seen(row.seen), change)
        found.setdefault(row.subject, []).append(Judgement(*taken, number=row.log))
    return found


def _seen(body: str | None) -> Any:
    """Return what was seen without accounts and members, which tell nothing of what was right."""
    if body is None:
        return None
    seen = json.loads(body)
    return decoded({**seen, **{name: () for name in ("accounts", "members") if name in seen}})


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)
