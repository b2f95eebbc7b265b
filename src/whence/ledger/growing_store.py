"""Links that grow: what linking keeps between additions, and changing links where they changed.

Linking hands over what changed; this module knows only rows. One addition is one transaction:
index, links and the mark that its reports are linked come together or not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    case,
    cast,
    delete,
    exists,
    func,
    literal,
    select,
    text,
)

from whence.ledger import (
    actor_rows,
    decided,
    dialects,
    extraction_store,
    heads,
    judgements,
    link_store,
    schema,
)
from whence.ledger.report_rows import report_of
from whence.ledger.report_store import IDS_AT_ONCE, chunks, numbers_of, reports_by_id
from whence.ledger.schema_growing import link_index, linked_reports
from whence.records.extraction import Entity, EntityType, Extraction, Mention
from whence.records.links import Point, Relay, Reuse
from whence.records.report import Report
from whence.records.span import Span

RULES = "links rules"
GROWN = "links grown"  # reports linked so far, one linked anew counted again
Found = tuple[Report, Extraction]


class Changed(Protocol):
    """How links changed: by report what stands now; points that went and points that came."""

    @property
    def relays(self) -> Mapping[str, tuple[Relay, ...]]:
        """Whom reports credit."""
        ...

    @property
    def reuses(self) -> Mapping[str, tuple[Reuse, ...]]:
        """What reports carry over."""
        ...

    @property
    def gone(self) -> Collection[str]:
        """Ids of points that went."""
        ...

    @property
    def points(self) -> Sequence[Point]:
        """Points that came."""
        ...


@dataclass(frozen=True, slots=True)
class Grown:
    """One addition: how links changed, and how actors did."""

    changed: Changed
    actors: actor_rows.Recast


@dataclass(frozen=True, slots=True)
class Pending:
    """Reports whose links are to be made: `again` those that were linked before."""

    again: tuple[str, ...]
    found: tuple[Found, ...]


class LedgerShelf:
    """The index as linking reads and writes it, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, keys: Collection[int]) -> dict[int, bytes]:
        """Return the entries of those of `keys` that are there."""
        # As the driver takes it, as below: a report costs some twenty of these.
        wanted, values = dialects.in_numbers_placed(self._connection, sorted(keys))
        query = f"SELECT key, entry FROM link_index WHERE key {wanted}"  # noqa: S608
        found = self._connection.exec_driver_sql(query, values)
        return {key: bytes(entry) for key, entry in found.all()}

    def put(self, entries: Mapping[int, bytes | None]) -> None:
        """Store entries, each in place of the one before; None removes."""
        gone = sorted(key for key, entry in entries.items() if entry is None)
        if gone:
            wanted, values = dialects.in_numbers(self._connection, gone)
            query = text(f"DELETE FROM link_index WHERE key {wanted}")  # noqa: S608
            self._connection.execute(query, values)
        rows = [(key, entry) for key, entry in sorted(entries.items()) if entry is not None]
        if rows:
            # As the driver takes it: an addition puts hundreds of entries for each of its reports.
            self._connection.exec_driver_sql(dialects.placed(self._connection, _REPLACING), rows)


# In place, and not taken out and put in again: that would move every row that changes to the end.
_REPLACING = (
    "INSERT INTO link_index (key, entry) VALUES ({}, {}) "
    "ON CONFLICT (key) DO UPDATE SET entry = excluded.entry"
)


class LedgerLibrary:
    """Reports and who is named in them, read again within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def reports(self, ids: Collection[str]) -> dict[str, Report]:
        """Return reports by id."""
        return reports_by_id(self._connection, ids)

    def names(self, ids: Collection[str]) -> dict[str, Extraction]:
        """Return the entities and mentions of reports, by id."""
        numbers = numbers_of(self._connection, sorted(ids))
        entities: dict[int, list[Entity]] = {n: [] for n in numbers.values()}
        mentions: dict[int, list[Mention]] = {n: [] for n in numbers.values()}
        for row in self._parts(schema.entities, list(numbers.values())):
            entities[row.report].append(Entity(row.id, row.name, EntityType(row.type), row.aliases))
        for row in self._parts(schema.mentions, list(numbers.values())):
            span = Span(row.start, row.end)
            mentions[row.report].append(Mention(span, EntityType(row.type), row.entity, row.score))
        return {
            i: Extraction(i, entities=tuple(entities[n]), mentions=tuple(mentions[n]))
            for i, n in numbers.items()
        }

    def _parts(self, table: Any, numbers: Sequence[int]) -> list[Any]:
        rows: list[Any] = []
        for part in chunks(numbers, IDS_AT_ONCE):
            query = select(table).where(table.c.report.in_(part))
            rows += self._connection.execute(query.order_by(table.c.report, table.c.place))
        return rows


def _stamp() -> ColumnElement[str]:
    """Return what a report's links are made of: model and time of its extraction, last decision.

    Decisions on points and actors change no links: they are laid over them.
    """
    judged = (
        judgements.on_words(select(func.max(schema.judged_reports.c.log)))
        .where(schema.judged_reports.c.report == schema.reports.c.id)
        .scalar_subquery()
    )
    read = func.coalesce(_as_read(), literal("none"))
    return case((judged.is_(None), read), else_=read + literal(" ") + cast(judged, Text))


def _as_read() -> ColumnElement[str]:
    """Return what tells by what and when a report was read."""
    return schema.extractions.c.model + literal(" ") + schema.extractions.c.at


def _is_to_link(stamp: ColumnElement[str]) -> ColumnElement[bool]:
    return linked_reports.c.stamp.is_(None) | (linked_reports.c.stamp != stamp)


def _with_stamps(query: Select[Any]) -> Select[Any]:
    """Return a query on reports with what tells whether they are linked as they are."""
    number = schema.reports.c.number
    return query.outerjoin(schema.extractions, schema.extractions.c.report == number).outerjoin(
        linked_reports, linked_reports.c.report == number
    )


def to_link(connection: Connection) -> list[int]:
    """Return the numbers of all reports that are not linked as they are, in order.

    It goes through the whole list of reports, but reads nothing of them; what stamps really are is
    worked out where a report was read anew or people corrected what was found in it.
    """
    number, linked = schema.reports.c.number, linked_reports.c
    new = select(number).where(~exists().where(linked.report == number))
    found = schema.extractions.c
    other = select(linked.report).join_from(
        linked_reports, schema.extractions, found.report == linked.report
    )
    other = other.where(linked.stamp != _as_read())
    judged = select(number).where(
        schema.reports.c.id.in_(select(schema.judged_reports.c.report).distinct())
    )
    maybe = {number for query in (other, judged) for number in connection.execute(query).scalars()}
    changed = set[int]()
    for part in chunks(sorted(maybe), IDS_AT_ONCE):
        query = _with_stamps(select(number)).where(number.in_(part), _is_to_link(_stamp()))
        changed |= set(connection.execute(query).scalars())
    return sorted(changed.union(connection.execute(new).scalars()))


def pending(connection: Connection, numbers: Sequence[int]) -> tuple[Pending, dict[str, str]]:
    """Return those of these reports that are still to be linked, in order, and their stamps."""
    stamp = _stamp()
    asked = select(
        schema.reports, stamp.label("stamp"), linked_reports.c.stamp.label("before")
    ).where(schema.reports.c.number.in_(numbers), _is_to_link(stamp))
    query = _with_stamps(asked).order_by(schema.reports.c.number)
    rows = list(connection.execute(query))
    read = extraction_store.load(connection, [(row.number, row.id) for row in rows])
    now = decided.extractions(connection, read)
    found = tuple(
        (report_of(row), extraction or Extraction(report=row.id))
        for row, extraction in zip(rows, now, strict=True)
    )
    again = tuple(row.id for row in rows if row.before is not None)
    return Pending(again, found), {row.id: row.stamp for row in rows}


def apply(
    connection: Connection, grown: Grown, pending: Pending, stamps: Mapping[str, str]
) -> None:
    """Change the links where they changed, and mark these reports as linked."""
    changed = grown.changed
    link_store.replace_relays(connection, changed.relays)
    link_store.replace_reuses(connection, changed.reuses)
    link_store.replace_points(connection, changed.gone, changed.points)
    heads.replace_points(connection, changed.gone, changed.points)
    numbers = numbers_of(connection, sorted(stamps))
    actor_rows.replace(connection, grown.actors, pending.again)
    for part in chunks(sorted(numbers.values()), IDS_AT_ONCE):
        connection.execute(delete(linked_reports).where(linked_reports.c.report.in_(part)))
    rows = [{"report": numbers[report], "stamp": stamp} for report, stamp in stamps.items()]
    if rows:
        connection.execute(linked_reports.insert(), rows)
    count = int(link_store.get_meta(connection, GROWN) or 0) + len(stamps)
    link_store.set_meta(connection, {link_store.STALE: "yes", GROWN: str(count)})


def forget(connection: Connection, rules: str) -> None:
    """Forget all links and the index, made by other rules; keep by which they are made now."""
    for table in (*reversed(schema.LINK_TABLES), link_index, linked_reports):
        connection.execute(delete(table))
    link_store.set_meta(connection, {RULES: rules, link_store.STALE: "yes"})
