"""What judgements make of points and actors: kept beside the machine's, shown in its place."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, delete, select

from whence.ledger import heads, link_points, link_store, marks, reweighed
from whence.ledger.columns import canonical
from whence.ledger.report_store import IDS_AT_ONCE, chunks
from whence.ledger.schema import effects, superseded
from whence.records.coding import decoded, encoded
from whence.records.links import LinkedEntity, Links, Point


class Kind(StrEnum):
    """What sort of record an effect is on."""

    POINT = "point"
    ACTOR = "actor"


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Named)


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is shown in place of the machine's records of one kind.

    `shown` stand in order; `by` tells for each record of the machine which of them replace it.
    """

    shown: tuple[Any, ...] = ()
    by: dict[str, tuple[str, ...]] | None = None


def save_points(connection: Connection, replaced: Collection[str], shown: Sequence[Point]) -> None:
    """Show `shown` in place of the machine's points `replaced`; nothing of either: as proposed.

    All that was shown in place of these points before goes.
    """
    gone = _forget(connection, Kind.POINT, replaced) | reweighed.forget(connection, replaced)
    _save_heads(connection, replaced, gone, shown)
    _put(connection, Kind.POINT, replaced, shown)


Actors = tuple[Sequence[LinkedEntity], Sequence[LinkedEntity]]
"""Actors of the machine's, and what is shown in place of all of them; nothing: as proposed."""


def save_actors(connection: Connection, groups: Sequence[Actors]) -> None:
    """Show actors in place of the machine's, each group by itself.

    All that was shown in place of any of these actors before goes.
    """
    linked = [actor for of, _ in groups for actor in of]
    replaced = {actor.id for actor in linked}
    before = _actors_shown(connection, linked)
    gone = _forget(connection, Kind.ACTOR, replaced)
    if gone or any(shown for _, shown in groups):
        now = [actor for of, shown in groups for actor in shown or of]
        heads.forget_actors(connection, gone - replaced)
        heads.replace_actors(connection, replaced, now, before)
    for of, shown in groups:
        _put(connection, Kind.ACTOR, {actor.id for actor in of}, shown)


def _actors_shown(
    connection: Connection, linked: Sequence[LinkedEntity]
) -> dict[str, LinkedEntity]:
    """Return by id what is shown under the ids of the machine's actors now."""
    over = replaced_among(connection, Kind.ACTOR, [actor.id for actor in linked])
    found = {actor.id: actor for actor in linked if actor.id not in over}
    query = select(effects.c.id, effects.c.body).where(effects.c.kind == Kind.ACTOR)
    for part in chunks(sorted(over), IDS_AT_ONCE):
        for row in connection.execute(query.where(effects.c.id.in_(part))):
            found[row.id] = decoded(json.loads(row.body))
    return found


def _put(
    connection: Connection, kind: Kind, replaced: Collection[str], shown: Sequence[Any]
) -> None:
    if not shown:
        return
    rows = [
        {"kind": kind, "id": item.id, "place": place, "body": canonical(encoded(_bare(item)))}
        for place, item in enumerate(shown)
    ]
    connection.execute(effects.insert(), rows)
    links = [
        {"kind": kind, "id": old, "effect": item.id} for old in sorted(replaced) for item in shown
    ]
    connection.execute(superseded.insert(), links)


def _save_heads(
    connection: Connection, replaced: Collection[str], gone: set[str], shown: Sequence[Point]
) -> None:
    if not gone and not shown:
        # They were shown as proposed already, but for what people said of them.
        marks.show(connection, dict.fromkeys(replaced, ()))
        return
    points = shown or link_points.points_by_id(connection, sorted(replaced))
    heads.replace_points(connection, gone | set(replaced), points)
    before = dict.fromkeys((*gone, *replaced), ())
    marks.keep(connection, {**before, **{point.id: point.judged for point in shown}})


def _bare(item: Any) -> Any:
    """Return a point without its marks, which are kept by themselves."""
    return replace(item, judged=()) if isinstance(item, Point) else item


def _forget(connection: Connection, kind: Kind, replaced: Collection[str]) -> set[str]:
    """Take away what was shown in place of these records; return its ids."""
    gone: set[str] = set()
    for part in chunks(sorted(replaced), IDS_AT_ONCE):
        where = (superseded.c.kind == kind, superseded.c.id.in_(part))
        gone |= set(connection.execute(select(superseded.c.effect).where(*where)).scalars())
    for part in chunks(sorted(gone), IDS_AT_ONCE):
        for table, key in ((superseded, superseded.c.effect), (effects, effects.c.id)):
            connection.execute(delete(table).where(table.c.kind == kind, key.in_(part)))
    return gone


def clear(connection: Connection) -> None:
    """Forget all effects; they are worked out anew from judgements and links.

    What they stood in place of is shown again where it is still there.
    """
    shown = {kind: _ids_of(connection, kind, effects.c.id, effects.c.kind) for kind in Kind}
    old = {kind: _ids_of(connection, kind, superseded.c.id, superseded.c.kind) for kind in Kind}
    marks.clear(connection)
    reweighed.clear(connection)
    connection.execute(delete(superseded))
    connection.execute(delete(effects))
    points = link_points.points_by_id(connection, old[Kind.POINT])
    heads.replace_points(connection, [*shown[Kind.POINT], *old[Kind.POINT]], points)
    actors = link_store.actors_by_id(connection, old[Kind.ACTOR])
    heads.replace_actors(connection, [*shown[Kind.ACTOR], *old[Kind.ACTOR]], actors)


def _ids_of(connection: Connection, kind: Kind, column: Any, of: Any) -> list[str]:
    return sorted(set(connection.execute(select(column).where(of == kind)).scalars()))


def load(connection: Connection, kind: Kind) -> Overlay:
    """Return all that is shown in place of the machine's records of this kind."""
    query = select(effects.c.body).where(effects.c.kind == kind)
    query = query.order_by(effects.c.place, effects.c.id)
    shown = tuple(decoded(json.loads(body)) for body in connection.execute(query).scalars())
    by: dict[str, list[str]] = {}
    for row in connection.execute(select(superseded).where(superseded.c.kind == kind)):
        by.setdefault(row.id, []).append(row.effect)
    return Overlay(shown, {old: tuple(new) for old, new in by.items()})


def named(connection: Connection, kind: Kind, name: str) -> list[Any]:
    """Return what people decided that goes by this id, or by ids that begin so: two at most."""
    query = select(effects.c.id, effects.c.body).where(effects.c.kind == kind)
    # A range and not LIKE, so that the index serves; ids end in hexadecimal digits.
    query = query.where(effects.c.id >= name, effects.c.id < name + "g").order_by(effects.c.id)
    rows = list(connection.execute(query.limit(2)))
    exact = [row for row in rows if row.id == name]
    found = [decoded(json.loads(row.body)) for row in exact or rows]
    return reweighed.laid_on(connection, found) if kind is Kind.POINT else found


def replaced_among(connection: Connection, kind: Kind, names: Collection[str]) -> set[str]:
    """Return those of the machine's records `names` in whose place something else is shown."""
    query = select(superseded.c.id).where(superseded.c.kind == kind, superseded.c.id.in_(names))
    return set(connection.execute(query).scalars())


def laid_over(connection: Connection, links: Links) -> Links:
    """Return the links as people decided: what is shown stands where the replaced stood."""
    points, actors = load(connection, Kind.POINT), load(connection, Kind.ACTOR)
    return replace(
        links,
        points=tuple(reweighed.all_laid_on(connection, _placed(links.points, points))),
        entities=_placed(links.entities, actors),
    )


def _placed(proposed: Sequence[T], overlay: Overlay) -> tuple[T, ...]:
    by = overlay.by or {}
    shown = {item.id: item for item in overlay.shown}
    order = {name: place for place, name in enumerate(shown)}
    placed: dict[str, T] = {}
    for item in proposed:
        if item.id not in by:
            placed[item.id] = item
        for name in sorted(by.get(item.id, ()), key=order.__getitem__):
            placed.setdefault(name, shown[name])
    return tuple(placed.values())
