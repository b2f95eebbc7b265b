"""Actors as rows, changed where they changed: heads, members, and the words for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection, bindparam, delete, func, select

from whence.ledger import counting_on, heads, link_rows, link_store, schema
from whence.ledger.counting_on import Member, Moves
from whence.ledger.report_store import IDS_AT_ONCE, chunks, numbers_of
from whence.records.links import Label, LinkedEntity

HOT = 60  # members from which an actor's head is counted on
COUNTED_ON = 200  # members that move at once up to which this is less work
NOT_MOVED = Moves(frozenset(), frozenset())


class Recast(Protocol):
    """How actors changed."""

    @property
    def homes(self) -> Mapping[str, Mapping[str, str]]:
        """By report, to which actors its entities belong now, where that changed."""
        ...

    @property
    def labels(self) -> Mapping[str, tuple[Label, ...]]:
        """By report, all words it uses for actors."""
        ...

    @property
    def actors(self) -> Mapping[str, LinkedEntity]:
        """Actors that came or changed, without their members."""
        ...


@dataclass(frozen=True, slots=True)
class _Member:
    actor: str
    place: int


def replace(connection: Connection, recast: Recast, anew: Collection[str]) -> None:
    """Change actors where they changed. All that reports found `anew` named before goes."""
    numbers = numbers_of(connection, sorted({*recast.homes, *recast.labels, *anew}))
    lost = _forget(connection, sorted(numbers[report] for report in anew))
    _put_actors(connection, list(recast.actors.values()))
    moves, places = _move(
        connection,
        {(numbers[r], e): a for r, homes in recast.homes.items() for e, a in homes.items()},
    )
    _replace_labels(connection, recast.labels, numbers)
    left = {actor for actor, moved in moves.items() if moved.left}
    gone = set(_drop_empty(connection, sorted(lost | left)))
    touched = {*lost, *moves, *recast.actors} - gone
    # Of a report found anew nothing is known any more of what it named before.
    hot = {a for a in touched - lost if _is_hot(places.get(a, -1), moves.get(a, NOT_MOVED))}
    heads.count_actors(connection, sorted(touched - hot), gone)
    counting_on.count_on(connection, {actor: moves.get(actor, NOT_MOVED) for actor in hot})


def _is_hot(last_place: int, moved: Moves) -> bool:
    return last_place >= HOT and len(moved.came) + len(moved.left) <= COUNTED_ON


def _forget(connection: Connection, reports: Sequence[int]) -> set[str]:
    """Take the members of these reports away; return the actors that lost any."""
    members, lost = schema.members, set[str]()
    for part in chunks(reports, IDS_AT_ONCE):
        query = select(members.c.linked).where(members.c.report.in_(part)).distinct()
        lost |= set(connection.execute(query).scalars())
        connection.execute(delete(members).where(members.c.report.in_(part)))
    return lost


def _put_actors(connection: Connection, actors: Sequence[LinkedEntity]) -> None:
    """Put the heads of actors in place of those there are; new ones come last."""
    table, features = schema.linked_entities, schema.linked_features
    known: dict[str, Any] = {}
    for part in chunks(sorted(actor.id for actor in actors), IDS_AT_ONCE):
        rows = connection.execute(select(table).where(table.c.id.in_(part)))
        known.update((row.id, row) for row in rows)
        connection.execute(delete(features).where(features.c.linked.in_(part)))
    for actor in actors:
        if actor.id in known:
            values = link_rows.actor_row(actor)
            row = known[actor.id]
            if any(getattr(row, column) != value for column, value in values.items()):
                connection.execute(table.update().where(table.c.id == actor.id).values(values))
    link_store.add_actors(connection, [actor for actor in actors if actor.id not in known])
    link_store.add_reasons(connection, actors)


def _move(
    connection: Connection, homes: Mapping[Member, str]
) -> tuple[dict[str, Moves], dict[str, int]]:
    """Let in-report entities be members of these actors and no others.

    Returns what moved, by actor, and the last place each of these actors had before.
    """
    before = _members_in(connection, sorted({report for report, _ in homes}))
    going = {
        member: held
        for member, held in before.items()
        if homes.get(member, held.actor) != held.actor
    }
    coming = {m: actor for m, actor in homes.items() if m not in before or m in going}
    came, left = defaultdict[str, list[Member]](list), defaultdict[str, list[Member]](list)
    for member, actor in sorted(coming.items()):
        came[actor].append(member)
    for member, held in going.items():
        left[held.actor].append(member)
    places = _last_places(connection, sorted({*came, *left}))
    _remove(connection, [(held.actor, held.place) for held in going.values()])
    rows = [
        {"linked": actor, "place": place, "report": report, "entity": entity}
        for actor, listed in came.items()
        for place, (report, entity) in enumerate(listed, places.get(actor, -1) + 1)
    ]
    if rows:
        connection.execute(schema.members.insert(), rows)
    moves = {
        actor: Moves(frozenset(came.get(actor, ())), frozenset(left.get(actor, ())))
        for actor in {*came, *left}
    }
    return moves, places


def _members_in(connection: Connection, reports: Sequence[int]) -> dict[tuple[int, str], _Member]:
    table, found = schema.members, dict[tuple[int, str], _Member]()
    for part in chunks(reports, IDS_AT_ONCE):
        for row in connection.execute(select(table).where(table.c.report.in_(part))):
            found[row.report, row.entity] = _Member(row.linked, row.place)
    return found


def _remove(connection: Connection, places: Sequence[tuple[str, int]]) -> None:
    """Take the members at these places of actors away, each found by the index."""
    table = schema.members
    here = (table.c.linked == bindparam("of")) & (table.c.place == bindparam("at"))
    if places:
        listed = [{"of": actor, "at": place} for actor, place in sorted(places)]
        connection.execute(delete(table).where(here), listed)


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


def _replace_labels(
    connection: Connection, labels: Mapping[str, Sequence[Label]], numbers: Mapping[str, int]
) -> None:
    """Let reports use these words for actors and no others."""
    told = (label for listed in labels.values() for label in listed)
    link_store.replace_labels(connection, told, {report: numbers[report] for report in labels})
