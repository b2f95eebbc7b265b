"""The tables of heads: what lists of points and actors show and sort by; see `heads.py`."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from whence.ledger.columns import Number, StoredText
from whence.ledger.schema import metadata, reports


def _text(name: str) -> Column[str]:
    return Column(name, StoredText, nullable=False)


def _whole(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


# `parts`: 1 where the accounts do not agree; `figures`: 1 for a question of how many; `usual`
# is the number of the answer most accounts give, `first_day` the first day on which anyone spoke
# on it; `place` keeps the linker's order.
point_heads = Table(
    "point_heads",
    metadata,
    Column("id", StoredText, primary_key=True),
    _whole("place"),
    *(_text(name) for name in ("question", "kind", "relation")),
    *(_whole(name) for name in ("parts", "figures", "origins_low", "origins_high")),
    *(_whole(name) for name in ("reports", "answers", "usual")),
    Column("first_day", StoredText),
    Column("score", Number, nullable=False),
    _text("standing"),
)
for _name, _columns in {
    "parting": ("parts", "reports", "figures", "place"),
    "origins": ("origins_low", "reports", "place"),
    "reports": ("reports", "place"),
    "place": ("place",),
    "unsure": ("score", "place"),
    "counts": ("relation", "kind", "standing", "parts", "origins_low", "origins_high"),
}.items():
    Index(f"ix_point_heads_{_name}", *(point_heads.c[_column] for _column in _columns))

point_reports = Table(
    "point_reports",
    metadata,
    Column(
        "point",
        StoredText,
        ForeignKey("point_heads.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("report", Integer, ForeignKey("reports.number"), primary_key=True, autoincrement=False),
)
Index("ix_point_reports_report", point_reports.c.report)

# What each outlet says on a point: one account for each of its answers, of so many that give it.
point_cells = Table(
    "point_cells",
    metadata,
    Column(
        "point",
        StoredText,
        ForeignKey("point_heads.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("outlet", StoredText, primary_key=True),
    Column("answer", Integer, primary_key=True, autoincrement=False),
    _text("account"),
    _whole("place"),
    _whole("accounts"),
)
Index("ix_point_cells_outlet_point", point_cells.c.outlet, point_cells.c.point)

actor_heads = Table(
    "actor_heads",
    metadata,
    Column("id", StoredText, primary_key=True),
    _whole("place"),
    *(_text(name) for name in ("name", "type")),
    *(_whole(name) for name in ("reports", "outlets", "names", "claims")),
    Column("speaks_as", StoredText),
)
for _column in (actor_heads.c.reports, actor_heads.c.claims):
    Index(f"ix_actor_heads_{_column.name}", _column, actor_heads.c.place)
Index("ix_actor_heads_place", actor_heads.c.place)

# What the head of an actor of very many members is counted from: of its members how many are of
# each outlet and have each name, of its claims how many of each kind. So one more member is
# counted without looking at all of them. Of other actors there are none.
actor_counts = Table(
    "actor_counts",
    metadata,
    Column(
        "actor",
        StoredText,
        ForeignKey("actor_heads.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    *(Column(name, StoredText, primary_key=True) for name in ("what", "value")),
    _whole("times"),
)

# Outlets with their first and last day are read from the index alone.
Index(
    "ix_reports_outlets",
    *(reports.c[name] for name in ("outlet", "partial", "published_earliest", "published_latest")),
)
