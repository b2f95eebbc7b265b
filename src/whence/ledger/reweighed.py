"""What decisions on words leave of a point's origins: kept by itself, laid on the machine's point.

A passage struck changes the origins of some accounts and nothing else of a point. These are kept
under the point's id, so that it costs the same on two accounts as on two thousand. A point that
people changed otherwise is shown in the machine's place and has none.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, bindparam, delete, exists, select, update

from whence.ledger import marks
from whence.ledger.columns import canonical
from whence.ledger.report_store import IDS_AT_ONCE, chunks
from whence.ledger.schema import effects, points
from whence.ledger.schema_heads import point_heads
from whence.records.coding import decoded, encoded
from whence.records.links import Point, Reweighed

KIND = "origins"
_BESIDE = select(effects.c.kind, effects.c.id, effects.c.body).where(
    effects.c.kind.in_([KIND, marks.KIND])
)


def load(connection: Connection, names: Collection[str]) -> dict[str, Reweighed]:
    """Return what is kept for these points, those without anything left out."""
    found: dict[str, Reweighed] = {}
    for part in chunks(sorted(names), IDS_AT_ONCE):
        query = _BESIDE.where(effects.c.kind == KIND, effects.c.id.in_(part))
        found.update((row.id, read(row.body)) for row in connection.execute(query))
    return found


def read(body: str) -> Reweighed:
    """Return the origins that a kept body holds."""
    found: Reweighed = decoded(json.loads(body))
    return found


def keep(connection: Connection, found: Mapping[str, Reweighed | None]) -> None:
    """Keep these for the machine's points of these ids; None: they are as linking found them.

    Their heads tell the bounds of what is shown.
    """
    had = forget(connection, found)
    rows = [
        {"kind": KIND, "id": name, "place": 0, "body": canonical(encoded(given))}
        for name, given in found.items()
        if given is not None
    ]
    if rows:
        connection.execute(effects.insert(), rows)
        told = update(point_heads).where(point_heads.c.id == bindparam("of"))
        told = told.values(origins_low=bindparam("low"), origins_high=bindparam("high"))
        given_now = [(name, given) for name, given in found.items() if given is not None]
        connection.execute(told, [{"of": n, "low": g.low, "high": g.high} for n, g in given_now])
    _as_linked(connection, [name for name in had if found[name] is None])


def forget(connection: Connection, names: Iterable[str]) -> set[str]:
    """Forget what is kept for these points; return the ids of those that had something."""
    had: set[str] = set()
    for part in chunks(sorted(names), IDS_AT_ONCE):
        mine = (effects.c.kind == KIND, effects.c.id.in_(part))
        had |= set(connection.execute(select(effects.c.id).where(*mine)).scalars())
    for part in chunks(sorted(had), IDS_AT_ONCE):
        connection.execute(delete(effects).where(effects.c.kind == KIND, effects.c.id.in_(part)))
    return had


def clear(connection: Connection) -> None:
    """Forget all of them: every point's origins are as linking found them."""
    kept = select(effects.c.id).where(effects.c.kind == KIND)
    _as_linked(connection, list(connection.execute(kept).scalars()))
    connection.execute(delete(effects).where(effects.c.kind == KIND))


def _as_linked(connection: Connection, names: Collection[str]) -> None:
    """Let the heads of these points tell the bounds that linking found."""
    mine = points.c.id == point_heads.c.id
    linked = {
        "origins_low": select(points.c.origins_low).where(mine).scalar_subquery(),
        "origins_high": select(points.c.origins_high).where(mine).scalar_subquery(),
    }
    for part in chunks(sorted(names), IDS_AT_ONCE):
        there = (point_heads.c.id.in_(part), exists().where(mine))
        connection.execute(update(point_heads).where(*there).values(linked))


def all_laid_on(connection: Connection, shown: Iterable[Point]) -> list[Point]:
    """Return all points of the ledger with what is kept beside them: origins and marks."""
    rows = connection.execute(_BESIDE).all()
    return _laid(shown, {(row.kind, row.id): row.body for row in rows})


def laid_on(connection: Connection, shown: Iterable[Point]) -> list[Point]:
    """Return the points with what is kept beside them: origins weighed anew, and marks."""
    listed = list(shown)
    bodies: dict[tuple[str, str], str] = {}
    for part in chunks(sorted({point.id for point in listed}), IDS_AT_ONCE):
        rows = connection.execute(_BESIDE.where(effects.c.id.in_(part)))
        bodies.update(((row.kind, row.id), row.body) for row in rows)
    return _laid(listed, bodies)


def _laid(shown: Iterable[Point], bodies: Mapping[tuple[str, str], str]) -> list[Point]:
    said = {name: marks.read(body) for (kind, name), body in bodies.items() if kind == marks.KIND}
    found = []
    for point in shown:
        body = bodies.get((KIND, point.id))
        found.append(read(body).laid_on(point) if body else point)
    return marks.marked(found, said)
