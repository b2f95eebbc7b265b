"""Corrections with what was seen and changed, the people of a team, what times lean on, labels.

Decisions of an older Whence keep what they said: a verdict on a subject. Figures are told with
what they change, when, where and whose they are; those that an older Whence found have none of it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from whence.ledger.migrations import heads_step

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Take the step."""
    for name in ("seen", "change"):
        op.add_column("judgements", sa.Column(name, sa.Text))
    op.add_column("reports", sa.Column("published_conflicts", sa.Text))
    _judged_reports()
    _effects()
    _people()
    _times()
    _figures()
    _actors()
    # What a judgement touches is looked up by report.
    for table, column in (
        *(("members", "report"), ("accounts", "report"), ("accounts", "id")),
        *(("relays", "report"), ("reuses", "report"), ("superseded", "effect")),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])
    heads_step.upgrade()
    _growing()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, autoincrement=False)


def _figures() -> None:
    for name in ("change", "as_of", "said_of", "by", "part_of", "restates"):
        op.add_column("quantities", sa.Column(name, sa.Text))
    op.create_table(
        "sums",
        _number("report"),
        _number("place"),
        *(_text(name) for name in ("kind", "words", "figures", "outcome", "why")),
        sa.PrimaryKeyConstraint("report", "place", name="pk_sums"),
        sa.ForeignKeyConstraint(
            ["report"], ["extractions.report"], name="fk_sums_report", ondelete="CASCADE"
        ),
    )


def _judged_reports() -> None:
    op.create_table(
        "judged_reports",
        _number("log"),
        _text("report"),
        sa.PrimaryKeyConstraint("log", "report", name="pk_judged_reports"),
        sa.ForeignKeyConstraint(["log"], ["judgements.log"], name="fk_judged_reports_log"),
    )
    op.create_index("ix_judged_reports_report", "judged_reports", ["report"])


def _effects() -> None:
    op.create_table(
        "effects",
        *(_text(name) for name in ("kind", "id")),
        _number("place"),
        _text("body"),
        sa.PrimaryKeyConstraint("kind", "id", name="pk_effects"),
    )
    op.create_table(
        "superseded",
        *(_text(name) for name in ("kind", "id", "effect")),
        sa.PrimaryKeyConstraint("kind", "id", "effect", name="pk_superseded"),
    )


def _times() -> None:
    # What each time leans on and how fine it is told; times of an older Whence have no id.
    op.add_column("times", sa.Column("id", sa.Text, nullable=False, server_default=""))
    for name in ("anchor_time", "precision"):
        op.add_column("times", sa.Column(name, sa.Text))
    for name in ("anchor_start", "anchor_end"):
        op.add_column("times", sa.Column(name, sa.Integer))


def _people() -> None:
    op.create_table(
        "people",
        *(_text(name) for name in ("name", "role", "secret", "made", "changed")),
        _number("disabled"),
        sa.PrimaryKeyConstraint("name", name="pk_people"),
    )
    op.create_table(
        "sessions",
        *(_text(name) for name in ("token", "person")),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in ("opened", "seen")),
        sa.PrimaryKeyConstraint("token", name="pk_sessions"),
        sa.ForeignKeyConstraint(["person"], ["people.name"], name="fk_sessions_person"),
    )
    op.create_index("ix_sessions_person", "sessions", ["person"])
    op.create_table(
        "sign_ins",
        _number("number"),
        sa.Column("at", sa.BigInteger, nullable=False),
        *(_text(name) for name in ("name", "address")),
        _number("succeeded"),
        sa.PrimaryKeyConstraint("number", name="pk_sign_ins"),
    )
    op.create_index("ix_sign_ins_at", "sign_ins", ["at"])


def _actors() -> None:
    score = sa.Column("score", sa.Double, nullable=False, server_default="1")
    op.add_column("linked_entities", score)
    op.create_table(
        "linked_features",
        _text("linked"),
        _number("place"),
        _text("why"),
        sa.Column("value", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("linked", "place", name="pk_linked_features"),
        sa.ForeignKeyConstraint(
            ["linked"],
            ["linked_entities.id"],
            name="fk_linked_features_linked",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "labels",
        _text("id"),
        _number("place"),
        _text("actor"),
        *(_number(name) for name in ("report", "start", "end")),
        *(_text(name) for name in ("kind", "voice")),
        sa.Column("by", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_labels"),
        sa.ForeignKeyConstraint(
            ["actor"], ["linked_entities.id"], name="fk_labels_actor", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["report"], ["reports.number"], name="fk_labels_report"),
    )
    op.create_index("ix_labels_actor", "labels", ["actor"])
    op.create_index("ix_labels_report", "labels", ["report"])


def _growing() -> None:
    # Links of an older Whence have no index; the next linking makes them anew.
    op.create_table(
        "link_index",
        sa.Column("key", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("entry", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_link_index"),
    )
    op.create_table(
        "linked_reports",
        _number("report"),
        _text("stamp"),
        sa.PrimaryKeyConstraint("report", name="pk_linked_reports"),
        sa.ForeignKeyConstraint(["report"], ["reports.number"], name="fk_linked_reports_report"),
    )
