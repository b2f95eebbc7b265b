"""Actors of added reports as rows: members of actors there are, or new ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Protocol

from sqlalchemy import Connection, delete, func, select

from whence.ledger import heads, schema
from whence.ledger.report_store import IDS_AT_ONCE, chunks
from whence.records.extraction import Entity

HOT = 400  # members from which an actor's head is counted on and not counted anew


class Newcomer(Protocol):
    """An in-report entity and the actor it belongs to, by id."""

    @property
    def entity(self) -> Entity:
        """The in-report entity."""
        ...

    @property
    def actor(self) -> str:
        """The actor's id."""
        ...


def replace(
    connection: Connection, found: Mapping[int, Sequence[Newcomer]], spoken: Mapping[int, set[str]]
) -> None:
    """Let reports, by number, name these actors and no others.

    `spoken` are the in-report entities that speak, by report.
    """
    lost = _forget(connection, sorted(found))
    by_actor: dict[str, list[tuple[int, Newcomer]]] = defaultdict(list)
    for report, newcomers in found.items():
        for newcomer in newcomers:
            by_actor[newcomer.actor].append((report, newcomer))
    _make_missing(connection, by_actor)
    places = _last_places(connection, sorted(by_actor))
    rows = [
        {"linked": actor, "place": place, "report": report, "entity": newcomer.entity.id}
        for actor, listed in by_actor.items()
        for place, (report, newcomer) in enumerate(listed, places.get(actor, -1) + 1)
    ]
    if rows:
        connection.execute(schema.members.insert(), rows)
    gone = _drop_empty(connection, sorted(lost - set(by_actor)))
    hot = {actor for actor in by_actor if places.get(actor, 0) >= HOT}
    heads.count_actors(connection, sorted((lost | set(by_actor)) - hot), gone)
    for actor in sorted(hot):
        told = by_actor[actor]
        claims = sum(newcomer.entity.id in spoken.get(report, ()) for report, newcomer in told)
        heads.count_on(connection, actor, len({report for report, _ in told}), claims)


def _forget(connection: Connection, reports: Sequence[int]) -> set[str]:
    """Take the members of these reports away; return the actors that lost any."""
    members, lost = schema.members, set[str]()
    for part in chunks(reports, IDS_AT_ONCE):
        query = select(members.c.linked).where(members.c.report.in_(part)).distinct()
        lost |= set(connection.execute(query).scalars())
        connection.execute(delete(members).where(members.c.report.in_(part)))
    return lost


def _make_missing(
    connection: Connection, by_actor: Mapping[str, Sequence[tuple[int, Newcomer]]]
) -> None:
    table, known = schema.linked_entities, set[str]()
    for part in chunks(sorted(by_actor), IDS_AT_ONCE):
        query = select(table.c.id).where(table.c.id.in_(part))
        known |= set(connection.execute(query).scalars())
    last = connection.execute(select(func.max(table.c.place))).scalar()
    first = -1 if last is None else int(last)
    rows = []
    for place, actor in enumerate((a for a in by_actor if a not in known), first + 1):
        entity = by_actor[actor][0][1].entity
        aliases = {name for _, n in by_actor[actor] for name in (n.entity.name, *n.entity.aliases)}
        rows.append(
            {
                "id": actor,
                "place": place,
                "name": entity.name,
                "type": entity.type,
                "aliases": tuple(sorted(aliases - {entity.name})),
                "why": (),
                "score": 1.0,
            }
        )
    if rows:
        connection.execute(table.insert(), rows)


def _last_places(connection: Connection, actors: Sequence[str]) -> dict[str, int]:
    members, found = schema.members, dict[str, int]()
    for part in chunks(actors, IDS_AT_ONCE):
        query = select(members.c.linked, func.max(members.c.place).label("last"))
        query = query.where(members.c.linked.in_(part)).group_by(members.c.linked)
        found.update((row.linked, int(row.last)) for row in connection.execute(query))
    return found


def _drop_empty(connection: Connection, actors: Sequence[str]) -> list[str]:
    """Take away actors that nothing names any more; return their ids."""
    held = _last_places(connection, actors)
    gone = [actor for actor in actors if actor not in held]
    for part in chunks(gone, IDS_AT_ONCE):
        table = schema.linked_entities
        connection.execute(delete(table).where(table.c.id.in_(part)))
    return gone
