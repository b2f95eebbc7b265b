"""One point as it is shown now, read by what a decision needs of it: no words, no reasons."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, bindparam, exists, select

from whence.ledger import link_points, marks, reweighed
from whence.ledger.effects import Kind
from whence.ledger.schema import accounts, effects, points, reports, superseded
from whence.records.coding import decoded
from whence.records.judgement import AccountSeen, PointSeen, point_seen
from whence.records.links import Point, Reweighed
from whence.records.verdict import Marks


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """The ids of a point's accounts, and what people say of it.

    `changed`: people decided what it holds; it is not the machine's.
    """

    accounts: frozenset[str]
    judged: Marks
    changed: bool


# Put together once: a decision asks for these while others wait for it.
_OF: BindParameter[str] = bindparam("point")
_PROPOSED = ~exists().where(superseded.c.kind == Kind.POINT.value, superseded.c.id == _OF)
_HEAD = select(points.c.question, points.c.score).where(points.c.id == _OF, _PROPOSED)
_SEEN = (
    select(accounts.c.id, reports.c.id, accounts.c.spans, accounts.c.low, accounts.c.high)
    .join(reports, reports.c.number == accounts.c.report)
    .where(accounts.c.point == _OF)
    .order_by(accounts.c.place)
)
_HELD = select(accounts.c.id).where(accounts.c.point == _OF, _PROPOSED)
_EFFECTS = select(effects.c.kind, effects.c.body).where(
    effects.c.kind.in_([Kind.POINT.value, marks.KIND, reweighed.KIND]), effects.c.id == _OF
)


def seen(connection: Connection, name: str) -> PointSeen | None:
    """Return the point shown under this very id as a decision keeps it, None where none is."""
    changed, _, anew = _effects_on(connection, name)
    if changed is not None:
        return point_seen(changed)
    head = connection.execute(_HEAD, {"point": name}).first()
    if head is None:
        return None
    held = tuple(AccountSeen(*row) for row in connection.execute(_SEEN, {"point": name}).all())
    origins = link_points.origins_of(connection, name)
    if anew is not None:
        held_by = {i for origin in anew.origins for i in origin}
        origins = (*(o for o in origins if held_by.isdisjoint(o)), *anew.origins)
        order = {account.id: place for place, account in enumerate(held)}
        origins = tuple(sorted(origins, key=lambda origin: order[origin[0]]))
    return PointSeen(name, head.question, held, head.score, origins)


def point(connection: Connection, name: str) -> ShownPoint | None:
    """Return what is shown under this very id, None where nothing is."""
    changed, said, _ = _effects_on(connection, name)
    if changed is not None:
        ids: Sequence[str] = [account.id for account in changed.accounts]
    else:
        ids = connection.execute(_HELD, {"point": name}).scalars().all()
    judged = said if said is not None else changed.judged if changed else ()
    return ShownPoint(frozenset(ids), judged, changed is not None) if ids else None


def _effects_on(
    connection: Connection, name: str
) -> tuple[Point | None, Marks | None, Reweighed | None]:
    """Return a point that people changed, under its id, marks and origins kept for this id."""
    bodies = {row.kind: row.body for row in connection.execute(_EFFECTS, {"point": name})}
    changed: Point | None = None
    if Kind.POINT.value in bodies:
        changed = decoded(json.loads(bodies[Kind.POINT.value]))
    said = marks.read(bodies[marks.KIND]) if marks.KIND in bodies else None
    body = bodies.get(reweighed.KIND)
    return changed, said, reweighed.read(body) if body else None
