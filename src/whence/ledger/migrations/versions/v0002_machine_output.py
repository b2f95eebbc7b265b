"""Machine output: what extraction finds in each report and linking across them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Take the step."""
    _extractions()
    _spanned_parts()
    _attributions()
    _linked()
    _points()
    _gatherings()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _maybe(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, autoincrement=False)


def _real(name: str, nullable: bool = True) -> sa.Column[float]:
    return sa.Column(name, sa.Double, nullable=nullable)


def _part(name: str, key: str, *columns: sa.Column[Any]) -> None:
    """Make a table of an extraction's parts; `key` tells the parts of one report apart."""
    op.create_table(
        name,
        _number("report"),
        *columns,
        sa.PrimaryKeyConstraint("report", key, name=f"pk_{name}"),
        sa.ForeignKeyConstraint(
            ["report"], ["extractions.report"], name=f"fk_{name}_report", ondelete="CASCADE"
        ),
    )


def _extractions() -> None:
    op.create_table(
        "extractions",
        _number("report"),
        *(_text(name) for name in ("model", "whence", "at")),
        _maybe("note"),
        sa.PrimaryKeyConstraint("report", name="pk_extractions"),
        sa.ForeignKeyConstraint(["report"], ["reports.number"], name="fk_extractions_report"),
    )


def _spanned_parts() -> None:
    span = ("place", "start", "end")
    vector = sa.Column("vector", sa.LargeBinary, nullable=False)
    _part("sentences", "place", *map(_number, span), vector)
    _part(
        "mentions",
        "place",
        *map(_number, span),
        _text("type"),
        _maybe("entity"),
        _real("score", nullable=False),
    )
    _part(
        "times",
        "place",
        *map(_number, span),
        _text("type"),
        _text("value"),
        *map(_maybe, ("anchor", "earliest", "latest")),
    )
    _part(
        "quantities",
        "place",
        *map(_number, span),
        _real("low"),
        _real("high"),
        _text("bound"),
        *map(_maybe, ("unit", "unit_text", "counts", "role")),
    )


def _attributions() -> None:
    _part("entities", "id", _text("id"), _number("place"), *map(_text, ("name", "type", "aliases")))
    _part(
        "attributions",
        "id",
        _text("id"),
        _number("place"),
        *map(_text, ("source", "cue", "content", "stance", "quote")),
        *map(_maybe, ("speaker", "speaker_name", "speaker_kind", "parent")),
        _real("score", nullable=False),
    )


def _of_report(table: str, column: str = "report") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["reports.number"], name=f"fk_{table}_{column}")


def _linked() -> None:
    op.create_table(
        "linked_entities",
        _text("id"),
        _number("place"),
        *map(_text, ("name", "type", "aliases", "why")),
        sa.PrimaryKeyConstraint("id", name="pk_linked_entities"),
    )
    op.create_table(
        "members",
        _text("linked"),
        _number("place"),
        _number("report"),
        _text("entity"),
        sa.PrimaryKeyConstraint("linked", "place", name="pk_members"),
        sa.ForeignKeyConstraint(
            ["linked"], ["linked_entities.id"], name="fk_members_linked", ondelete="CASCADE"
        ),
        _of_report("members"),
    )
    op.create_table(
        "relays",
        _text("id"),
        *map(_number, ("place", "report", "start", "end")),
        *map(_text, ("cites", "kind")),
        sa.PrimaryKeyConstraint("id", name="pk_relays"),
        _of_report("relays"),
    )
    op.create_table(
        "reuses",
        _text("id"),
        *map(_number, ("place", "report")),
        *map(_text, ("spans", "share")),
        _maybe("agency"),
        sa.Column("source_report", sa.Integer),
        _text("source_spans"),
        sa.PrimaryKeyConstraint("id", name="pk_reuses"),
        _of_report("reuses"),
        _of_report("reuses", "source_report"),
    )


def _of_point(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["point"], ["points.id"], name=f"fk_{table}_point", ondelete="CASCADE"
    )


def _points() -> None:
    op.create_table(
        "points",
        _text("id"),
        _number("place"),
        *map(_text, ("question", "kind", "relation")),
        *map(_number, ("origins_low", "origins_high")),
        _text("why"),
        _real("score", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_points"),
    )
    op.create_table(
        "accounts",
        *map(_text, ("point", "id")),
        *map(_number, ("place", "report")),
        *map(_text, ("spans", "says")),
        *map(_real, ("low", "high")),
        _maybe("unit"),
        _text("chain"),
        *map(_maybe, ("as_of", "attribution")),
        sa.PrimaryKeyConstraint("point", "id", name="pk_accounts"),
        _of_point("accounts"),
        _of_report("accounts"),
    )
    op.create_table(
        "features",
        _text("point"),
        _number("place"),
        _text("why"),
        _real("value", nullable=False),
        sa.PrimaryKeyConstraint("point", "place", name="pk_features"),
        _of_point("features"),
    )


def _gatherings() -> None:
    for table in ("groups", "origins"):
        op.create_table(
            table,
            _text("point"),
            *map(_number, ("number", "place")),
            _text("account"),
            sa.PrimaryKeyConstraint("point", "number", "place", name=f"pk_{table}"),
            sa.ForeignKeyConstraint(
                ["point", "account"],
                ["accounts.point", "accounts.id"],
                name=f"fk_{table}_point_account",
                ondelete="CASCADE",
            ),
        )
        op.create_index(f"ix_{table}_point_account", table, ["point", "account"])
