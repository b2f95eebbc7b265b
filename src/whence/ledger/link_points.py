"""Reading the machine's points back, whole or in part, with their accounts and origins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, select, text

from whence.ledger import dialects, link_rows, schema
from whence.ledger.link_tables import rows_in_order
from whence.ledger.report_store import IDS_AT_ONCE, chunks, ids_of
from whence.records.links import Account, Collapse, Feature, Point, PointKind, Relation

_ORIGINS_OF = (
    select(schema.origins.c.number, schema.origins.c.account)
    .where(schema.origins.c.point == bindparam("point"))
    .order_by(schema.origins.c.number, schema.origins.c.place)
)


def points_of(
    connection: Connection, ids: dict[int, str] | None, only: Sequence[str] | None = None
) -> tuple[Point, ...]:
    """Return the machine's points in its order, all or `only` those of these ids.

    `ids` are the ids of all reports by number, where they are at hand.
    """
    accounts: dict[str, list[Account]] = defaultdict(list)
    rows = list(rows_in_order(connection, schema.accounts, schema.accounts.c.point, only))
    ids = ids or ids_of(connection, sorted({row.report for row in rows}))
    for row in rows:
        accounts[row.point].append(link_rows.account_of(row, ids))
    groups = gathered(connection, schema.groups, only)
    origins = gathered(connection, schema.origins, only)
    features: dict[str, list[Feature]] = defaultdict(list)
    for row in rows_in_order(connection, schema.features, schema.features.c.point, only):
        features[row.point].append(Feature(row.why, row.value))
    collapses = collapses_of(connection, only)
    return tuple(
        Point(
            id=row.id,
            question=row.question,
            kind=PointKind(row.kind),
            accounts=tuple(accounts.get(row.id, ())),
            groups=groups.get(row.id, ()),
            relation=Relation(row.relation),
            origins=origins.get(row.id, ()),
            origins_low=row.origins_low,
            origins_high=row.origins_high,
            why=row.why,
            features=tuple(features.get(row.id, ())),
            score=row.score,
            collapses=tuple(collapses.get(row.id, ())),
        )
        for row in rows_in_order(connection, schema.points, schema.points.c.id, only)
    )


def points_by_id(connection: Connection, names: Sequence[str]) -> tuple[Point, ...]:
    """Return the machine's points of these ids, in its order; unknown ids are passed over."""
    return points_of(connection, None, names)


def part_of_point(connection: Connection, name: str, accounts: Sequence[str]) -> Point | None:
    """Return one of the machine's points with no more than these of its accounts."""
    table = schema.accounts
    mine = select(table).where(table.c.point == name, table.c.id.in_(accounts))
    rows = list(connection.execute(mine.order_by(table.c.place)))
    ids = ids_of(connection, sorted({row.report for row in rows}))
    gathered = []
    for kind in (schema.groups, schema.origins):
        query = select(kind).where(kind.c.point == name, kind.c.account.in_(accounts))
        numbered: defaultdict[int, list[str]] = defaultdict(list)
        for row in connection.execute(query.order_by(kind.c.number, kind.c.place)):
            numbered[row.number].append(row.account)
        gathered.append(tuple(tuple(together) for together in numbered.values()))
    head = connection.execute(select(schema.points).where(schema.points.c.id == name)).first()
    if head is None:
        return None
    features = rows_in_order(connection, schema.features, schema.features.c.point, [name])
    table = schema.collapses
    among = (table.c.one.in_(accounts), table.c.other.in_(accounts))
    told = select(table).where(table.c.point == name, *among).order_by(table.c.place)
    return Point(
        id=head.id,
        question=head.question,
        kind=PointKind(head.kind),
        accounts=tuple(link_rows.account_of(row, ids) for row in rows),
        groups=gathered[0],
        relation=Relation(head.relation),
        origins=gathered[1],
        origins_low=head.origins_low,
        origins_high=head.origins_high,
        why=head.why,
        features=tuple(Feature(row.why, row.value) for row in features),
        score=head.score,
        collapses=tuple(Collapse(r.one, r.other, r.why) for r in connection.execute(told)),
    )


def parts_in(connection: Connection, report: int) -> list[Point]:
    """Return the points on which a report, by number, speaks, with no more than its accounts.

    Of their collapses those that hold one of these accounts come along, of their groups none.
    """
    accounts, points, collapses = schema.accounts, schema.points, schema.collapses
    held: dict[str, list[Account]] = defaultdict(list)
    ids = ids_of(connection, [report])
    query = select(accounts).where(accounts.c.report == report).order_by(accounts.c.place)
    for row in connection.execute(query).all():
        held[row.point].append(link_rows.account_of(row, ids))
    own = sorted({account.id for listed in held.values() for account in listed})
    told: dict[str, list[Collapse]] = defaultdict(list)
    found: list[Row[Any]] = []
    for part in chunks(sorted(held), IDS_AT_ONCE):
        for few in chunks(own, IDS_AT_ONCE):
            at = collapses.c.one.in_(few) | collapses.c.other.in_(few)
            query = select(collapses).where(collapses.c.point.in_(part), at)
            for row in connection.execute(query.order_by(collapses.c.place)).all():
                told[row.point].append(Collapse(row.one, row.other, row.why))
        found += connection.execute(select(points).where(points.c.id.in_(part))).all()
    return [
        Point(
            id=row.id,
            question=row.question,
            kind=PointKind(row.kind),
            accounts=tuple(held[row.id]),
            groups=(),
            relation=Relation(row.relation),
            origins=(),
            origins_low=row.origins_low,
            origins_high=row.origins_high,
            why=row.why,
            collapses=tuple(dict.fromkeys(told[row.id])),
        )
        for row in found
    ]


def accounts_by_id(connection: Connection, names: Sequence[str]) -> dict[str, Account]:
    """Return the machine's accounts of these ids."""
    table = schema.accounts
    rows = list(rows_in_order(connection, table, table.c.id, names))
    ids = ids_of(connection, sorted({row.report for row in rows}))
    return {row.id: link_rows.account_of(row, ids) for row in rows}


@dataclass(frozen=True, slots=True)
class PlacedAccount:
    """An account with the machine's point it stands on and its place there."""

    point: str
    place: int
    account: Account


def accounts_in(connection: Connection, report: int, points: Sequence[str]) -> list[PlacedAccount]:
    """Return the accounts of one report on these of the machine's points."""
    table, wanted = schema.accounts, set(points)
    rows = connection.execute(select(table).where(table.c.report == report))
    ids = ids_of(connection, [report])
    return [
        PlacedAccount(row.point, row.place, link_rows.account_of(row, ids))
        for row in rows
        if row.point in wanted
    ]


def gathered(
    connection: Connection, table: Table, only: Sequence[str] | None
) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return by point the accounts that `table` gathers, of all points or of `only` these."""
    query = select(table.c.point, table.c.number, table.c.account)
    query = query.order_by(table.c.point, table.c.number, table.c.place)
    if only is not None:
        query = query.where(table.c.point.in_(only))
    return _by_point(connection.execute(query).all())


def origins_of(connection: Connection, point: str) -> tuple[tuple[str, ...], ...]:
    """Return the ids of those accounts of one of the machine's points that rest on one origin."""
    rows = connection.execute(_ORIGINS_OF, {"point": point}).all()
    return tuple(
        tuple(account for _, account in together)
        for _, together in groupby(rows, key=itemgetter(0))
    )


def origins_with(
    connection: Connection, accounts: Collection[str], points: Collection[str]
) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return by point those origins of these points that hold any of these accounts.

    Both are looked up as one list: of a point of thousands of accounts no more is gone through.
    """
    listed, values = dialects.listed_texts(connection, sorted(accounts))
    sql = (
        f"SELECT DISTINCT o.point, o.number, o.place, o.account FROM {listed}"  # noqa: S608
        " JOIN accounts a ON a.id = value"
        " JOIN origins held ON held.point = a.point AND held.account = a.id"
        " JOIN origins o ON o.point = held.point AND o.number = held.number"
        " ORDER BY o.point, o.number, o.place"
    )
    rows = connection.execute(text(sql), values).all()
    wanted = set(points)
    return _by_point([(row[0], row[1], row[3]) for row in rows if row[0] in wanted])


def collapses_of(connection: Connection, only: Sequence[str] | None) -> dict[str, list[Collapse]]:
    """Return by point the evidence of its origins, of all points or of `only` these."""
    found: dict[str, list[Collapse]] = defaultdict(list)
    for row in rows_in_order(connection, schema.collapses, schema.collapses.c.point, only):
        found[row.point].append(Collapse(row.one, row.other, row.why))
    return found


def _by_point(rows: Iterable[Any]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return by point the accounts that stand together, of rows of point, number and account."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for (point, _), together in groupby(rows, key=itemgetter(0, 1)):
        found[point].append(tuple(account for _, _, account in together))
    return {point: tuple(listed) for point, listed in found.items()}
