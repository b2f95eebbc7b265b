"""What linking found across reports: replacing it and reading it back.

Points are read in `link_points`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, select

from whence.errors import UsageError
from whence.ledger import chain, link_points, link_rows, schema
from whence.ledger.link_tables import rows_in_order
from whence.ledger.report_store import IDS_AT_ONCE, chunks, ids_of, numbers_of
from whence.records.links import (
    Feature,
    Label,
    LinkedEntity,
    Links,
    Point,
    Relay,
    Reuse,
)

SIGNATURE = "links"
STALE = "links stale"
MADE_AT = "links made at"  # the log's number of their making

_VALUE_OF = select(schema.meta.c.value).where(schema.meta.c.key == bindparam("key"))

Values = dict[str, Any]


def save(connection: Connection, links: Links, *, signature: str, by: str) -> None:
    """Replace everything linking found before by `links`.

    Raises `UsageError` when they speak of a report the ledger does not hold.
    """
    numbers = _numbers(connection, links)
    for table in reversed(schema.LINK_TABLES):
        connection.execute(delete(table))
    _save_entities(connection, links.entities, numbers)
    _insert(connection, schema.labels, [link_rows.label_row(r, numbers) for r in links.labels])
    _insert(connection, schema.relays, [link_rows.relay_row(r, numbers) for r in links.relays])
    _insert(connection, schema.reuses, [link_rows.reuse_row(r, numbers) for r in links.reuses])
    _save_points(connection, links.points, numbers)
    detail: dict[str, object] = {"entities": len(links.entities), "points": len(links.points)}
    mark_made(connection, signature, detail, by=by)


def mark_made(
    connection: Connection, signature: str, detail: dict[str, object], *, by: str
) -> None:
    """Note in the log and the ledger's particulars that links are made.

    `signature` tells code and settings that made them, `detail` what came of it, `by` who asked.
    """
    set_meta(connection, {SIGNATURE: signature, STALE: "no"})
    (entry,) = chain.append(connection, by, [("link", signature, detail)])
    set_meta(connection, {MADE_AT: str(entry.number)})


def replace_labels(
    connection: Connection, labels: Iterable[Label], numbers: Mapping[str, int]
) -> None:
    """Let these reports, given with their numbers, use these labels and no others.

    Where an actor of many reports goes by another name most labels of each report stand as they
    are: those are not touched. New ones come last.
    """
    table = schema.labels
    now = {label.id: link_rows.label_row(label, numbers) for label in labels}
    columns = [column for column in table.c if column.name != "place"]
    stand, gone = set[str](), list[str]()
    for part in chunks(sorted(numbers.values()), IDS_AT_ONCE):
        for row in connection.execute(select(*columns).where(table.c.report.in_(part))):
            if dict(zip(row._fields, row, strict=True)) == now.get(row.id):
                stand.add(row.id)
            else:
                gone.append(row.id)
    for listed in chunks(gone, IDS_AT_ONCE):
        connection.execute(delete(table).where(table.c.id.in_(listed)))
    came = [told for name, told in now.items() if name not in stand]
    _insert(connection, table, came, _last_place(connection, table) + 1)


def load(connection: Connection) -> Links:
    """Return everything linking found, equal to what was saved."""
    ids = _ids(connection)
    return Links(
        entities=_entities(connection, ids),
        relays=tuple(link_rows.relay_of(r, ids) for r in rows_in_order(connection, schema.relays)),
        reuses=tuple(link_rows.reuse_of(r, ids) for r in rows_in_order(connection, schema.reuses)),
        points=link_points.points_of(connection, ids),
        labels=tuple(link_rows.label_of(r, ids) for r in rows_in_order(connection, schema.labels)),
    )


def carriers_from(connection: Connection, report: str) -> set[str]:
    """Return the reports that carry passages over from one."""
    reuses, reports = schema.reuses, schema.reports
    numbers = numbers_of(connection, [report])
    query = (
        select(reports.c.id)
        .join(reuses, reuses.c.report == reports.c.number)
        .where(reuses.c.source_report == numbers.get(report, -1))
    )
    return set(connection.execute(query).scalars())


def actors_by_id(connection: Connection, names: Sequence[str]) -> tuple[LinkedEntity, ...]:
    """Return the machine's actors of these ids, in its order; unknown ids are passed over."""
    return tuple(actor for _, actor in actors_placed(connection, names))


def actors_placed(connection: Connection, names: Sequence[str]) -> list[tuple[int, LinkedEntity]]:
    """Return the machine's actors of these ids with their places, in order."""
    table = schema.linked_entities
    members, features = _members_of(connection, names), _features(connection, names)
    return [
        (row.place, link_rows.actor_of(row, members.get(row.id, ()), features.get(row.id, ())))
        for row in rows_in_order(connection, table, table.c.id, names)
    ]


def relays_of(connection: Connection, reports: dict[int, str]) -> tuple[Relay, ...]:
    """Return the relays of these reports, which are ids by number."""
    rows = rows_in_order(connection, schema.relays, schema.relays.c.report, sorted(reports))
    return tuple(link_rows.relay_of(row, reports) for row in rows)


def reuses_of(connection: Connection, reports: dict[int, str]) -> tuple[Reuse, ...]:
    """Return the passages these reports carry over; `reports` are ids by number."""
    rows = list(rows_in_order(connection, schema.reuses, schema.reuses.c.report, sorted(reports)))
    sources = sorted({r.source_report for r in rows if r.source_report is not None})
    ids = ids_of(connection, sources)
    return tuple(link_rows.reuse_of(row, {**ids, **reports}) for row in rows)


def credits_by_id(connection: Connection, name: str) -> tuple[tuple[Relay, ...], tuple[Reuse, ...]]:
    """Return the credits and carried passages whose id begins so; two of each at most."""
    rows = [
        connection.execute(
            select(t).where(t.c.id >= name, t.c.id < name + "g").order_by(t.c.id).limit(2)
        ).all()
        for t in (schema.relays, schema.reuses)
    ]
    sources = {r.source_report for r in rows[1] if r.source_report is not None}
    ids = ids_of(connection, sorted({r.report for listed in rows for r in listed} | sources))
    return tuple(link_rows.relay_of(r, ids) for r in rows[0]), tuple(
        link_rows.reuse_of(r, ids) for r in rows[1]
    )


def replace_relays(connection: Connection, by_report: Mapping[str, Sequence[Relay]]) -> None:
    """Let these reports credit whom they credit now."""
    numbers = _forget_of(connection, schema.relays, by_report)
    rows = [link_rows.relay_row(r, numbers) for listed in by_report.values() for r in listed]
    _insert(connection, schema.relays, rows, _last_place(connection, schema.relays) + 1)


def replace_reuses(connection: Connection, by_report: Mapping[str, Sequence[Reuse]]) -> None:
    """Let these reports carry over what they carry over now."""
    numbers = _forget_of(connection, schema.reuses, by_report)
    listed = [reuse for reuses in by_report.values() for reuse in reuses]
    sources = sorted({r.source_report for r in listed if r.source_report is not None})
    numbers |= numbers_of(connection, sources)
    rows = [link_rows.reuse_row(r, numbers) for r in listed]
    _insert(connection, schema.reuses, rows, _last_place(connection, schema.reuses) + 1)


def _forget_of(connection: Connection, table: Table, reports: Iterable[str]) -> dict[str, int]:
    """Take away what a table holds of reports; return their numbers."""
    numbers = numbers_of(connection, sorted(reports))
    for part in chunks(sorted(numbers.values()), IDS_AT_ONCE):
        connection.execute(delete(table).where(table.c.report.in_(part)))
    return numbers


def replace_points(connection: Connection, gone: Iterable[str], came: Sequence[Point]) -> None:
    """Take points away and bring others in, which come last."""
    for part in chunks(sorted(gone), IDS_AT_ONCE):
        connection.execute(delete(schema.points).where(schema.points.c.id.in_(part)))
    reports = {account.report for point in came for account in point.accounts}
    numbers = numbers_of(connection, sorted(reports))
    _save_points(connection, came, numbers, _last_place(connection, schema.points) + 1)


def _last_place(connection: Connection, table: Table) -> int:
    """Return the last place given in a table, looked for only where none was noted."""
    if noted := get_meta(connection, _noted(table)):
        return int(noted)
    last = connection.execute(select(func.max(table.c.place))).scalar()
    return -1 if last is None else int(last)


def _noted(table: Table) -> str:
    return f"last place of {table.name}"


def get_meta(connection: Connection, key: str) -> str | None:
    """Return a value of the ledger's own particulars."""
    return connection.execute(_VALUE_OF, {"key": key}).scalar()


def all_meta(connection: Connection) -> dict[str, str]:
    """Return all of the ledger's own particulars."""
    return {row.key: row.value for row in connection.execute(select(schema.meta))}


def set_meta(connection: Connection, values: dict[str, str]) -> None:
    """Store values of the ledger's own particulars."""
    connection.execute(delete(schema.meta).where(schema.meta.c.key.in_(list(values))))
    rows = [{"key": key, "value": value} for key, value in values.items()]
    connection.execute(schema.meta.insert(), rows)


def _insert(connection: Connection, table: Table, rows: Iterable[Values], first: int = 0) -> None:
    listed = [{"place": place, **row} for place, row in enumerate(rows, first)]
    if listed:
        connection.execute(table.insert(), listed)
        set_meta(connection, {_noted(table): str(listed[-1]["place"])})


def _numbers(connection: Connection, links: Links) -> dict[str, int]:
    named = {report for entity in links.entities for report, _ in entity.members}
    named |= {relay.report for relay in links.relays}
    named |= {label.report for label in links.labels}
    named |= {reuse.report for reuse in links.reuses}
    named |= {reuse.source_report for reuse in links.reuses if reuse.source_report}
    named |= {account.report for point in links.points for account in point.accounts}
    numbers = numbers_of(connection, sorted(named))
    if missing := sorted(named - set(numbers)):
        raise UsageError(f"the ledger holds no report {missing[0]}", remedy="add it first")
    return numbers


def _ids(connection: Connection) -> dict[int, str]:
    """Return the ids of all reports by number."""
    query = select(schema.reports.c.number, schema.reports.c.id)
    return {row.number: row.id for row in connection.execute(query)}


# --- entities, relays, reuse ----------------------------------------------------------------------


def add_actors(connection: Connection, actors: Iterable[LinkedEntity]) -> None:
    """Add actors without their members and reasons, which come last."""
    first = _last_place(connection, schema.linked_entities) + 1
    _insert(connection, schema.linked_entities, map(link_rows.actor_row, actors), first)


def add_reasons(connection: Connection, actors: Iterable[LinkedEntity]) -> None:
    """Add what speaks for actors that have no reasons yet."""
    rows = [
        {"linked": actor.id, "place": place, "why": feature.why, "value": feature.value}
        for actor in actors
        for place, feature in enumerate(actor.features)
    ]
    if rows:
        connection.execute(schema.linked_features.insert(), rows)


def _save_entities(
    connection: Connection, entities: Sequence[LinkedEntity], numbers: dict[str, int]
) -> None:
    add_actors(connection, entities)
    add_reasons(connection, entities)
    rows = [
        {"linked": e.id, "place": place, "report": numbers[report], "entity": entity}
        for e in entities
        for place, (report, entity) in enumerate(e.members)
    ]
    if rows:
        connection.execute(schema.members.insert(), rows)


def _entities(connection: Connection, ids: dict[int, str]) -> tuple[LinkedEntity, ...]:
    members: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows_in_order(connection, schema.members):
        members[row.linked].append((ids[row.report], row.entity))
    features = _features(connection)
    return tuple(
        link_rows.actor_of(row, members.get(row.id, ()), features.get(row.id, ()))
        for row in rows_in_order(connection, schema.linked_entities)
    )


def _members_of(connection: Connection, actors: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Return the members of these actors."""
    table, reports = schema.members.c, schema.reports.c
    query = select(table.linked, reports.id, table.entity)
    query = query.join(schema.reports, reports.number == table.report)
    found = defaultdict[str, list[tuple[str, str]]](list)
    for part in chunks(actors, IDS_AT_ONCE):
        for actor, report, entity in connection.execute(query.where(table.linked.in_(part))).all():
            found[actor].append((report, entity))
    return found


def _features(
    connection: Connection, only: Sequence[str] | None = None
) -> dict[str, list[Feature]]:
    """Return what speaks for actors, all or these."""
    found = defaultdict[str, list[Feature]](list)
    table = schema.linked_features
    for row in rows_in_order(connection, table, table.c.linked, only):
        found[row.linked].append(Feature(row.why, row.value))
    return found


# --- points ---------------------------------------------------------------------------------------


def _save_points(
    connection: Connection, points: Sequence[Point], numbers: dict[str, int], first: int = 0
) -> None:
    _insert(connection, schema.points, [link_rows.point_row(point) for point in points], first)
    parts: list[tuple[Table, list[Values]]] = [
        (schema.accounts, [r for p in points for r in link_rows.account_rows(p, numbers)]),
        (schema.groups, [r for p in points for r in link_rows.gathered_rows(p.id, p.groups)]),
        (schema.origins, [r for p in points for r in link_rows.gathered_rows(p.id, p.origins)]),
        (schema.features, [r for p in points for r in link_rows.feature_rows(p)]),
        (schema.collapses, [r for p in points for r in link_rows.collapse_rows(p)]),
    ]
    for table, rows in parts:
        if rows:
            connection.execute(table.insert(), rows)
