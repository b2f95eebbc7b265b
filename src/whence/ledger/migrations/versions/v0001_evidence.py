"""Evidence: reports with their originals, who brought them in, judgements and the log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from whence.ledger import dialects

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Take the step."""
    _meta_and_log()
    _reports()
    _comings()
    _judgements()
    name = op.get_bind().dialect.name
    for table, key in (
        ("log", "number"),
        ("originals", "report"),
        ("intakes", "log"),
        ("judgements", "log"),
    ):
        for statement in dialects.append_only(name, table, key):
            op.execute(sa.text(statement))
    for statement in dialects.search_table(name):
        op.execute(sa.text(statement))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _maybe(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text)


def _key(name: str, refers: str | None = None) -> sa.Column[int]:
    links = [sa.ForeignKey(refers, name=_fk(name, refers))] if refers else []
    return sa.Column(name, sa.Integer, *links, nullable=False, autoincrement=False)


def _fk(column: str, refers: str) -> str:
    return f"fk_{column}_{refers.replace('.', '_')}"


def _meta_and_log() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.Text, nullable=False),
        _text("value"),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )
    op.create_table(
        "log",
        _key("number"),
        *(_text(name) for name in ("at", "by", "action", "subject", "detail", "hash")),
        sa.PrimaryKeyConstraint("number", name="pk_log"),
    )


def _reports() -> None:
    op.create_table(
        "reports",
        _key("number"),
        _text("id"),
        sa.Column("order_key", dialects.SORTED_TEXT, nullable=False),
        *(_text(name) for name in ("path", "text", "raw", "boilerplate", "paragraphs")),
        _maybe("title"),
        _text("title_span"),
        *(_maybe(name) for name in ("publisher", "byline", "language")),
        _text("agencies"),
        _maybe("url"),
        *(_maybe(f"published_{x}") for x in ("earliest", "latest", "value", "origin", "why")),
        _maybe("note"),
        _text("media_type"),
        *(_maybe(name) for name in ("encoding", "container")),
        sa.PrimaryKeyConstraint("number", name="pk_reports"),
        sa.UniqueConstraint("id", name="uq_reports_id"),
    )
    op.create_index("ix_reports_order_key_number", "reports", ["order_key", "number"])
    op.create_table(
        "originals",
        _key("report", "reports.number"),
        _text("sha256"),
        sa.Column("size", sa.Integer, nullable=False),
        _text("packing"),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("report", name="pk_originals"),
    )


def _comings() -> None:
    op.create_table(
        "intakes",
        _key("log", "log.number"),
        _key("report", "reports.number"),
        _text("path"),
        _maybe("container"),
        _text("by"),
        _text("at"),
        sa.PrimaryKeyConstraint("log", name="pk_intakes"),
    )
    op.create_index("ix_intakes_report", "intakes", ["report"])
    op.create_table(
        "refusals",
        _key("log", "log.number"),
        *(_text(name) for name in ("path", "cause", "remedy", "by", "at")),
        sa.PrimaryKeyConstraint("log", name="pk_refusals"),
    )


def _judgements() -> None:
    op.create_table(
        "judgements",
        _key("log", "log.number"),
        *(_text(name) for name in ("subject", "verdict", "by", "at")),
        _maybe("note"),
        sa.PrimaryKeyConstraint("log", name="pk_judgements"),
    )
    op.create_index("ix_judgements_subject", "judgements", ["subject"])
