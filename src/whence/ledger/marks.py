"""What people say of a point and leave in it as it is: verdicts and notes, kept by themselves.

A verdict changes nothing of a point but how it stands. Its marks are kept under the point's id
and laid on whatever is shown under it, the machine's point or one that people changed, so that a
verdict costs the same on two accounts as on two thousand.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, bindparam, delete, select, update

from whence.ledger.columns import canonical
from whence.ledger.report_store import IDS_AT_ONCE, chunks
from whence.ledger.schema import effects
from whence.ledger.schema_heads import point_heads
from whence.records.coding import decoded, encoded
from whence.records.links import Point
from whence.records.verdict import Marks, Standing, standing_of

KIND = "marks"
_ALL = select(effects.c.id, effects.c.body).where(effects.c.kind == KIND)


def load(connection: Connection, names: Collection[str] | None = None) -> dict[str, Marks]:
    """Return the marks of these points, or of all, those without any left out."""
    if names is None:
        return {row.id: read(row.body) for row in connection.execute(_ALL)}
    found: dict[str, Marks] = {}
    for part in chunks(sorted(names), IDS_AT_ONCE):
        rows = connection.execute(_ALL.where(effects.c.id.in_(part)))
        found.update((row.id, read(row.body)) for row in rows)
    return found


def marked(points: Iterable[Point], marks: Mapping[str, Marks]) -> list[Point]:
    """Return the points with those of `marks` that are theirs."""
    return [replace(p, judged=marks[p.id]) if p.id in marks else p for p in points]


def keep(connection: Connection, marks: Mapping[str, Marks]) -> None:
    """Keep the marks of these points in place of those before; no marks leave none."""
    forget(connection, marks)
    rows = [
        {"kind": KIND, "id": name, "place": 0, "body": canonical(encoded(given))}
        for name, given in marks.items()
        if given
    ]
    if rows:
        connection.execute(effects.insert(), rows)


def show(connection: Connection, marks: Mapping[str, Marks]) -> None:
    """Keep the marks of these points, and let their heads tell how they stand now."""
    keep(connection, marks)
    standings = [{"of": n, "now": standing_of(given).value} for n, given in marks.items()]
    if standings:
        told = update(point_heads).where(point_heads.c.id == bindparam("of"))
        connection.execute(told.values(standing=bindparam("now")), standings)


def forget(connection: Connection, names: Iterable[str]) -> None:
    """Forget the marks of these points."""
    for part in chunks(sorted(names), IDS_AT_ONCE):
        connection.execute(delete(effects).where(effects.c.kind == KIND, effects.c.id.in_(part)))


def clear(connection: Connection) -> None:
    """Forget all marks: every head stands as proposed."""
    marked_ones = select(effects.c.id).where(effects.c.kind == KIND)
    proposed = {"standing": Standing.PROPOSED.value}
    connection.execute(
        update(point_heads).where(point_heads.c.id.in_(marked_ones)).values(proposed)
    )
    connection.execute(delete(effects).where(effects.c.kind == KIND))


def read(body: str) -> Marks:
    """Return the marks that a kept body holds."""
    return tuple(decoded(item) for item in json.loads(body))
