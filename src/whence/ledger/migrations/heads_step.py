"""Heads of points and actors and the outlet of reports: a part of step 4."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from whence.records.report import outlet_name

AT_ONCE = 500


def upgrade() -> None:
    """Take this part of the step; what is in the ledger gets its heads."""
    _outlets()
    _point_heads()
    _actor_heads()
    for name, columns in {
        "reports": ("outlet", "published_earliest", "published_latest"),
        "attributions": ("report", "speaker"),
    }.items():
        op.create_index(f"ix_{name}_{'_'.join(columns)}", name, list(columns))
    op.create_index("ix_reports_published_value", "reports", ["published_value"])
    op.execute(_FILL_POINTS)
    op.execute(_FILL_POINT_REPORTS)
    op.execute(_FILL_CELLS)
    op.execute(_FILL_ACTORS)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, autoincrement=False)


def _outlets() -> None:
    op.add_column("reports", sa.Column("outlet", sa.Text, nullable=False, server_default=""))
    named = sa.table(
        "reports",
        *(sa.column(name, sa.Text) for name in ("publisher", "url", "path", "outlet")),
        sa.column("number", sa.Integer),
    )
    connection = op.get_bind()
    last = 0
    while True:
        query = sa.select(named).where(named.c.number > last).order_by(named.c.number)
        rows = connection.execute(query.limit(AT_ONCE)).all()
        if not rows:
            return
        last = rows[-1].number
        update = named.update().where(named.c.number == sa.bindparam("of"))
        connection.execute(
            update.values(outlet=sa.bindparam("to")),
            [{"of": r.number, "to": outlet_name(r.publisher, r.url, r.path)} for r in rows],
        )


def _point_heads() -> None:
    op.create_table(
        "point_heads",
        _text("id"),
        _whole("place"),
        *(_text(name) for name in ("question", "kind", "relation")),
        *(_whole(name) for name in ("parts", "figures", "origins_low", "origins_high")),
        *(_whole(name) for name in ("reports", "answers", "usual")),
        sa.Column("first_day", sa.Text),
        sa.Column("score", sa.Double, nullable=False),
        _text("standing"),
        sa.PrimaryKeyConstraint("id", name="pk_point_heads"),
    )
    for name, columns in {
        "parting": ("parts", "reports", "figures", "place"),
        "origins": ("origins_low", "reports", "place"),
        "reports": ("reports", "place"),
        "unsure": ("score", "place"),
        "counts": ("relation", "kind", "standing", "parts", "origins_low", "origins_high"),
    }.items():
        op.create_index(f"ix_point_heads_{name}", "point_heads", list(columns))
    op.create_table(
        "point_reports",
        _text("point"),
        _whole("report"),
        sa.PrimaryKeyConstraint("point", "report", name="pk_point_reports"),
        sa.ForeignKeyConstraint(
            ["point"], ["point_heads.id"], name="fk_point_reports_point", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["report"], ["reports.number"], name="fk_point_reports_report"),
    )
    op.create_index("ix_point_reports_report", "point_reports", ["report"])
    op.create_table(
        "point_cells",
        _text("point"),
        _text("outlet"),
        _whole("answer"),
        _text("account"),
        _whole("place"),
        _whole("accounts"),
        sa.PrimaryKeyConstraint("point", "outlet", "answer", name="pk_point_cells"),
        sa.ForeignKeyConstraint(
            ["point"], ["point_heads.id"], name="fk_point_cells_point", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_point_cells_outlet_point", "point_cells", ["outlet", "point"])


def _actor_heads() -> None:
    op.create_table(
        "actor_heads",
        _text("id"),
        _whole("place"),
        *(_text(name) for name in ("name", "type")),
        *(_whole(name) for name in ("reports", "outlets", "names", "claims")),
        sa.Column("speaks_as", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_actor_heads"),
    )
    for column in ("reports", "claims"):
        op.create_index(f"ix_actor_heads_{column}", "actor_heads", [column, "place"])


_FILL_POINTS = """
INSERT INTO point_heads
SELECT p.id, p.place, p.question, p.kind, p.relation,
       CASE WHEN p.relation = 'agree' THEN 0 ELSE 1 END,
       CASE WHEN p.kind = 'quantity' THEN 1 ELSE 0 END,
       p.origins_low, p.origins_high, coalesce(r.n, 0), coalesce(g.n, 0),
       coalesce(u.number, -1), r.first_day, p.score, 'proposed'
FROM points p
LEFT JOIN (
    SELECT a.point, count(DISTINCT a.report) AS n, min(t.published_earliest) AS first_day
    FROM accounts a JOIN reports t ON t.number = a.report GROUP BY a.point
) r ON r.point = p.id
LEFT JOIN (SELECT point, count(DISTINCT number) AS n FROM groups GROUP BY point) g
       ON g.point = p.id
LEFT JOIN (
    SELECT point, number,
           row_number() OVER (PARTITION BY point ORDER BY count(*) DESC, number DESC) AS turn
    FROM groups GROUP BY point, number
) u ON u.point = p.id AND u.turn = 1
"""

_FILL_POINT_REPORTS = "INSERT INTO point_reports SELECT DISTINCT point, report FROM accounts"

_FILL_CELLS = """
INSERT INTO point_cells
SELECT point, outlet, answer, account, place, n FROM (
    SELECT a.point, r.outlet, coalesce(g.number, -1) AS answer, a.id AS account, a.place,
           row_number() OVER (
               PARTITION BY a.point, r.outlet, coalesce(g.number, -1) ORDER BY a.place
           ) AS turn,
           count(*) OVER (PARTITION BY a.point, r.outlet, coalesce(g.number, -1)) AS n
    FROM accounts a JOIN reports r ON r.number = a.report
    LEFT JOIN groups g ON g.point = a.point AND g.account = a.id
) said WHERE turn = 1
"""

_FILL_ACTORS = """
INSERT INTO actor_heads
SELECT l.id, l.place, l.name, l.type, coalesce(s.reports, 0), coalesce(s.outlets, 0),
       coalesce(s.names, 0), coalesce(c.claims, 0), c.speaks_as
FROM linked_entities l
LEFT JOIN (
    SELECT m.linked, count(DISTINCT m.report) AS reports, count(DISTINCT r.outlet) AS outlets,
           count(DISTINCT e.name) AS names
    FROM members m JOIN reports r ON r.number = m.report
    LEFT JOIN entities e ON e.report = m.report AND e.id = m.entity GROUP BY m.linked
) s ON s.linked = l.id
LEFT JOIN (
    SELECT m.linked, count(*) AS claims, max(a.speaker_kind) AS speaks_as
    FROM members m JOIN attributions a ON a.report = m.report AND a.speaker = m.entity
    GROUP BY m.linked
) c ON c.linked = l.id
"""
