"""The actors within reports that an actor across reports consists of, and where they are named.

An actor may have thousands of members. They are looked up as one list, and nothing is read of
whoever else their reports name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

from sqlalchemy import Connection, text

from whence.ledger import dialects, schema
from whence.records.decisions import Member
from whence.records.extraction import Entity, EntityType, Mention
from whence.records.span import Span

_TYPES = {sort.value: sort for sort in EntityType}


def entities_of(
    connection: Connection, members: Collection[Member]
) -> dict[str, tuple[Entity, ...]]:
    """Return by report those of these members that it still has."""
    table, found = schema.entities.c, defaultdict[str, list[Entity]](list)
    listed, values = dialects.listed_pairs(connection, sorted(members))
    sql = (
        f"SELECT listed.one, e.id, e.name, e.type, e.aliases FROM {listed}"  # noqa: S608
        " JOIN reports r ON r.id = listed.one"
        " JOIN entities e ON e.report = r.number AND e.id = listed.two"
        " ORDER BY e.report, e.place"
    )
    query = text(sql).columns(schema.reports.c.id, table.id, table.name, table.type, table.aliases)
    for report, name, called, sort, aliases in connection.execute(query, values).all():
        found[report].append(Entity(name, called, _TYPES[sort], aliases))
    return {report: tuple(entities) for report, entities in found.items()}


def mentions_of(
    connection: Connection, members: Collection[Member], most: int
) -> dict[str, tuple[Mention, ...]]:
    """Return by report where it first names those of its actors that are among these members.

    Of each actor there are at most so many.
    """
    found, named = defaultdict[str, list[Mention]](list), Counter[Member]()
    listed, values = dialects.listed_pairs(connection, sorted(members))
    sql = (
        f'SELECT listed.one, listed.two, m.start, m."end", m.type FROM {listed}'  # noqa: S608
        " JOIN reports r ON r.id = listed.one"
        " JOIN mentions m ON m.report = r.number AND m.entity = listed.two"
        " ORDER BY m.report, m.place"
    )
    for report, entity, start, end, sort in connection.execute(text(sql), values).all():
        named[report, entity] += 1
        if named[report, entity] <= most:
            found[report].append(Mention(Span(start, end), _TYPES[sort], entity))
    return {report: tuple(places) for report, places in found.items()}


def actors_with(connection: Connection, members: Collection[Member]) -> set[str]:
    """Return ids of the machine's actors that hold any of these members."""
    listed, values = dialects.listed_pairs(connection, sorted(members))
    sql = (
        f"SELECT DISTINCT m.linked FROM {listed}"  # noqa: S608
        " JOIN reports r ON r.id = listed.one"
        " JOIN members m ON m.report = r.number AND m.entity = listed.two"
    )
    return set(connection.execute(text(sql), values).scalars())
