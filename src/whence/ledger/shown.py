"""One point as it is shown now, read by what a decision needs of it: no words, no reasons."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, select

from whence.ledger import link_store, marks
from whence.ledger.effects import Kind, replaced_among
from whence.ledger.schema import accounts, effects, points, reports
from whence.records.coding import decoded
from whence.records.judgement import AccountSeen, PointSeen, point_seen
from whence.records.links import Point
from whence.records.verdict import Marks


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """The ids of a point's accounts, and what people say of it.

    `changed`: people decided what it holds; it is not the machine's.
    """

    accounts: frozenset[str]
    judged: Marks
    changed: bool


def seen(connection: Connection, name: str) -> PointSeen | None:
    """Return the point shown under this very id as a decision keeps it, None where none is."""
    changed = _changed(connection, name)
    if changed is not None:
        return point_seen(changed)
    head = connection.execute(
        select(points.c.question, points.c.score).where(points.c.id == name)
    ).first()
    if head is None or replaced_among(connection, Kind.POINT, [name]):
        return None
    query = (
        select(accounts.c.id, reports.c.id, accounts.c.spans, accounts.c.low, accounts.c.high)
        .join(reports, reports.c.number == accounts.c.report)
        .where(accounts.c.point == name)
        .order_by(accounts.c.place)
    )
    held = tuple(AccountSeen(*row) for row in connection.execute(query))
    origins = link_store.origins_of(connection, name)
    return PointSeen(name, head.question, held, head.score, origins)


def point(connection: Connection, name: str) -> ShownPoint | None:
    """Return what is shown under this very id, None where nothing is."""
    changed = _changed(connection, name)
    if changed is not None:
        ids = [account.id for account in changed.accounts]
    elif replaced_among(connection, Kind.POINT, [name]):
        return None
    else:
        query = select(accounts.c.id).where(accounts.c.point == name)
        ids = list(connection.execute(query).scalars())
    judged = marks.load(connection, [name]).get(name, changed.judged if changed else ())
    return ShownPoint(frozenset(ids), judged, changed is not None) if ids else None


def _changed(connection: Connection, name: str) -> Point | None:
    """Return a point that people changed, under its id."""
    query = select(effects.c.body).where(effects.c.kind == Kind.POINT, effects.c.id == name)
    body = connection.execute(query).scalar()
    found: Point | None = decoded(json.loads(body)) if body else None
    return found
