"""Who credits whom and carries over whose words: counted for the graph, and place by place."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from whence.ledger import decided, link_rows, schema, standings
from whence.records.links import CitedKind, Relay, Reuse, Share


@dataclass(frozen=True, slots=True)
class Credit:
    """How often an outlet's reports credit or carry over another: an edge of the graph.

    `share` is set for carried-over words, None for credits; `reports` counts the outlet's.
    """

    outlet: str
    cites: str
    kind: CitedKind | None
    share: Share | None
    reports: int


def edges(connection: Connection, limit: int | None = None) -> list[Credit]:
    """Return who credits whom and carries over whose words, the most frequent first.

    `limit` says how many of either at most.
    """
    relays, reuses, reports = schema.relays, schema.reuses, schema.reports
    often = func.count(relays.c.report.distinct()).label("often")
    credited = (
        select(reports.c.outlet, relays.c.cites, relays.c.kind, often)
        .join(reports, reports.c.number == relays.c.report)
        .where(standings.relay_stands())
        .group_by(reports.c.outlet, relays.c.cites, relays.c.kind)
        .order_by(often.desc(), reports.c.outlet, relays.c.cites)
    )
    found = [
        Credit(row.outlet, row.cites, CitedKind(row.kind), None, row.often)
        for row in connection.execute(credited.limit(limit))
    ]
    source = reports.alias("source")
    carried_often = func.count(reuses.c.report.distinct()).label("often")
    origin = _origin(source.c.outlet)
    carried = (
        select(reports.c.outlet, origin.label("origin"), reuses.c.share, carried_often)
        .join(reports, reports.c.number == reuses.c.report)
        .outerjoin(source, source.c.number == reuses.c.source_report)
        .where(standings.reuse_stands())
        .group_by(reports.c.outlet, origin, reuses.c.share)
        .order_by(carried_often.desc(), reports.c.outlet)
    )
    found += [
        Credit(row.outlet, row.origin, None, Share(row.share), row.often)
        for row in connection.execute(carried.limit(limit))
        if row.origin
    ]
    return sorted(found, key=lambda credit: (-credit.reports, credit.outlet, credit.cites))


def relays_between(connection: Connection, outlet: str, cites: str, limit: int) -> list[Relay]:
    """Return where an outlet credits `cites`, by date, with what people decided on it."""
    relays, reports = schema.relays, schema.reports
    query = (
        select(relays, reports.c.id.label("of"))
        .join(reports, reports.c.number == relays.c.report)
        .where(reports.c.outlet == outlet, relays.c.cites == cites)
        .order_by(reports.c.published_value, relays.c.place)
    )
    rows = list(connection.execute(query.limit(limit)))
    found = [link_rows.relay_of(row, {row.report: row.of}) for row in rows]
    return list(decided.credited(connection, {r.report for r in found}, found, ())[0])


def reuses_between(connection: Connection, outlet: str, origin: str, limit: int) -> list[Reuse]:
    """Return what an outlet carries over from another, or an agency, the same way."""
    reuses, reports = schema.reuses, schema.reports
    source = reports.alias("source")
    query = (
        select(reuses, reports.c.id.label("of"), source.c.id.label("source_id"))
        .join(reports, reports.c.number == reuses.c.report)
        .outerjoin(source, source.c.number == reuses.c.source_report)
        .where(reports.c.outlet == outlet, _origin(source.c.outlet) == origin)
        .order_by(reports.c.published_value, reuses.c.place)
    )
    rows = list(connection.execute(query.limit(limit)))
    found = [
        link_rows.reuse_of(row, {row.report: row.of, row.source_report: row.source_id})
        for row in rows
    ]
    return list(decided.credited(connection, {r.report for r in found}, (), found)[1])


def _origin(source_outlet: ColumnElement[str]) -> ColumnElement[str]:
    """Return the outlet or agency that a passage comes from, "" where neither is known."""
    return func.coalesce(source_outlet, schema.reuses.c.agency, "")
