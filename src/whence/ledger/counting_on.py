"""Heads of actors of very many members, counted on by the members that came and left.

What they say is what counting all members anew says. All are looked at the first time alone, when
it is noted how many are of each outlet and have each name (table `actor_counts`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, literal, select

from whence.ledger import heads, schema
from whence.ledger.report_store import IDS_AT_ONCE, chunks
from whence.ledger.schema_heads import actor_counts, actor_heads

Member = tuple[int, str]
"""An in-report entity: the number of its report and its id there."""

OUTLET, NAME, KIND = "outlet", "name", "kind"
NO_KIND = ""  # of a claim whose speaker is of no kind

Counts = Counter[tuple[str, str]]
"""How many, by what is counted (`OUTLET`, `NAME`, `KIND`) and its value."""


@dataclass(frozen=True, slots=True)
class Moves:
    """Members that came to an actor and that left it."""

    came: frozenset[Member]
    left: frozenset[Member]


def count_on(connection: Connection, moves: Mapping[str, Moves]) -> None:
    """Count the members that came and left, by actor, into heads; members are moved already."""
    noted = _noted_actors(connection, sorted(moves))
    new = sorted(moves.keys() - noted)
    heads.count_actors(connection, new, ())
    counted = {actor: _all_counts(connection, actor) for actor in new}
    notes = [note for actor, all_of in counted.items() for note in _notes(actor, all_of, all_of)]
    found = _Found.read(connection, [moves[actor] for actor in noted])
    changes = {actor: found.change(moves[actor]) for actor in sorted(noted)}
    before = _noted_counts(connection, changes)
    rows, outdated = [], list[dict[str, object]]()
    told = _told(connection, sorted(noted))
    for actor, change in changes.items():
        old = before[actor]
        now = Counter({key: old[key] + change[key] for key in {*old, *change}})
        changed = {key for key in now if now[key] != old[key]}
        outdated += _notes(actor, old, changed)
        notes += _notes(actor, now, changed)
        kinds = {kind: times for (what, kind), times in now.items() if what == KIND}
        rows.append(
            {
                "of": actor,
                "name": told[actor].name,
                "type": told[actor].type,
                "reports": told[actor].reports + found.reports_more(actor, moves[actor]),
                "outlets": told[actor].outlets + _values_more(OUTLET, old, now),
                "names": told[actor].names + _values_more(NAME, old, now),
                "claims": sum(kinds.values()),
                "speaks_as": heads.most_frequent({k: n for k, n in kinds.items() if k and n}),
            }
        )
    if rows:
        connection.execute(actor_heads.update().where(actor_heads.c.id == bindparam("of")), rows)
    _forget(connection, outdated)
    if notes:
        connection.execute(actor_counts.insert(), notes)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the reports of moved members say of them, each table read once."""

    outlets: dict[int, str]
    names: dict[Member, str]
    kinds: defaultdict[Member, Counter[str]]
    members: defaultdict[tuple[str, int], set[str]]  # of an actor in a report, as they are now

    @classmethod
    def read(cls, connection: Connection, moves: Iterable[Moves]) -> _Found:
        numbers = sorted({report for moved in moves for report, _ in moved.came | moved.left})
        found = cls({}, {}, defaultdict(Counter), defaultdict(set))
        homes, named = schema.reports.c, schema.entities.c
        spoken, members = schema.attributions.c, schema.members.c
        for part in chunks(numbers, IDS_AT_ONCE):

            def rows(report: Any, *columns: Any, part: Any = part) -> Any:
                return connection.execute(select(report, *columns).where(report.in_(part)))

            found.outlets.update(rows(homes.number, homes.outlet).all())
            for report, entity, name in rows(named.report, named.id, named.name):
                found.names[report, entity] = name
            for report, speaker, kind in rows(spoken.report, spoken.speaker, spoken.speaker_kind):
                found.kinds[report, speaker][kind or NO_KIND] += 1
            for report, entity, actor in rows(members.report, members.entity, members.linked):
                found.members[actor, report].add(entity)
        return found

    def change(self, moved: Moves) -> Counts:
        """Return by how much what an actor is counted from changes."""
        change = self._counts(moved.came)
        change.subtract(self._counts(moved.left))
        return change

    def _counts(self, members: Iterable[Member]) -> Counts:
        counted = Counts()
        for member in members:
            counted[OUTLET, self.outlets[member[0]]] += 1
            if member in self.names:
                counted[NAME, self.names[member]] += 1
            for kind, times in self.kinds.get(member, {}).items():
                counted[KIND, kind] += times
        return counted

    def reports_more(self, actor: str, moved: Moves) -> int:
        """Return how many reports more an actor is in than before."""
        more = 0
        for number in {report for report, _ in moved.came | moved.left}:
            now = self.members.get((actor, number), set())
            came = {entity for report, entity in moved.came if report == number}
            left = {entity for report, entity in moved.left if report == number}
            more += bool(now) - bool(left | (now - came))
        return more


def _values_more(what: str, before: Counts, after: Counts) -> int:
    """Return how many values more there are of what is counted."""
    return sum(bool(after[key]) - bool(before[key]) for key in after if key[0] == what)


def _noted_actors(connection: Connection, actors: Sequence[str]) -> set[str]:
    """Return those of `actors` that have a head and all they are counted from."""
    table, found = actor_counts.c, set[str]()
    for part in chunks(actors, IDS_AT_ONCE):
        query = select(table.actor).where(table.actor.in_(part)).distinct()
        found |= set(connection.execute(query).scalars())
    return found


def _noted_counts(connection: Connection, changes: Mapping[str, Counts]) -> dict[str, Counts]:
    """Return of each actor the noted counts that change, and those of all kinds of its claims."""
    table, found = actor_counts.c, {actor: Counts() for actor in changes}
    query = select(table.actor, table.what, table.value, table.times)
    for part in chunks(sorted(changes), IDS_AT_ONCE):
        mine = query.where(table.actor.in_(part))
        values = sorted({v for actor in part for what, v in changes[actor] if what != KIND})
        asked = [
            mine.where(table.what.in_((OUTLET, NAME)), table.value.in_(some))
            for some in chunks(values, IDS_AT_ONCE)
        ]
        for one in (mine.where(table.what == KIND), *asked):
            for actor, what, value, times in connection.execute(one):
                found[actor][what, value] = times
    return found


def _told(connection: Connection, actors: Sequence[str]) -> dict[str, Any]:
    """Return what heads of actors count, with the names that linking gives them now."""
    known, head, found = schema.linked_entities.c, actor_heads.c, dict[str, Any]()
    for part in chunks(actors, IDS_AT_ONCE):
        query = select(head.id, known.name, known.type, head.reports, head.outlets, head.names)
        query = query.where(head.id == known.id, head.id.in_(part))
        found.update((row.id, row) for row in connection.execute(query))
    return found


def _notes(actor: str, counts: Counts, keys: Iterable[tuple[str, str]]) -> list[dict[str, object]]:
    """Return the rows of these counts; of what there is none there is no row."""
    return [
        {"actor": actor, "what": what, "value": value, "times": counts[what, value]}
        for what, value in sorted(keys)
        if counts[what, value]
    ]


def _forget(connection: Connection, notes: Sequence[Mapping[str, object]]) -> None:
    table = actor_counts.c
    here = [
        column == bindparam(f"its_{column.name}")
        for column in (table.actor, table.what, table.value)
    ]
    if notes:
        old = [{f"its_{name}": note[name] for name in ("actor", "what", "value")} for note in notes]
        connection.execute(delete(actor_counts).where(*here), old)


def _all_counts(connection: Connection, actor: str) -> Counts:
    """Count all members of an actor."""
    members, homes, named = schema.members, schema.reports, schema.entities
    spoken = schema.attributions
    in_report = (named.c.report == members.c.report) & (named.c.id == members.c.entity)
    by_member = (spoken.c.report == members.c.report) & (spoken.c.speaker == members.c.entity)
    kind = func.coalesce(spoken.c.speaker_kind, NO_KIND)

    def counted(what: str, value: Any, table: Any, joined: Any) -> Select[Any]:
        query = select(literal(what), value, func.count()).select_from(members)
        return query.join(table, joined).where(members.c.linked == actor).group_by(value)

    queries = (
        counted(OUTLET, homes.c.outlet, homes, homes.c.number == members.c.report),
        counted(NAME, named.c.name, named, in_report),
        counted(KIND, kind, spoken, by_member),
    )
    return Counter(
        {(what, value): n for query in queries for what, value, n in connection.execute(query)}
    )
