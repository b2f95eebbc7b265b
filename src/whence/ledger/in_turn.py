"""Points and credits one after another, as people decided, a few at a time.

A list of all that a ledger holds needs no more in memory than what it writes next. Nothing is held
open between two parts: the ledger may be written while one is gone through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select

from whence.ledger import browse_points, decided, link_store, report_store, schema
from whence.ledger.schema_heads import point_heads
from whence.ledger.session import Snapshot
from whence.records.links import Point, PointKind, Relation, Relay, Reuse
from whence.records.report import Report

AT_ONCE = 400  # reports whose texts are held, unless one point has more
CREDITS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class ToldPoint:
    """A point with the reports that its accounts stand in, by id."""

    point: Point
    reports: dict[str, Report]


@dataclass(frozen=True, slots=True)
class ToldCredit:
    """A credit or carried passage with its report and, by id, the one it is from."""

    credit: Relay | Reuse
    reports: dict[str, Report]


def points(snapshot: Snapshot) -> Iterator[ToldPoint]:
    """Yield all points in the order in which lists show them: see `views/ranking.py`."""
    with snapshot() as connection:
        heads = connection.execute(
            select(
                point_heads.c.relation,
                point_heads.c.reports,
                point_heads.c.kind,
                point_heads.c.question,
                point_heads.c.id,
            )
        ).all()
    # Sorted here: databases sort words by rules of their own.
    listed = [(row.id, row.reports) for row in sorted(heads, key=_rank)]
    del heads
    for names in _parts(listed):
        with snapshot() as connection:
            found = browse_points.whole(connection, names)
            reports = report_store.reports_by_id(
                connection, {a.report for point in found for a in point.accounts}
            )
        yield from (ToldPoint(point, reports) for point in found)


def _rank(row: Any) -> tuple[bool, int, bool, str, str]:
    agree = row.relation == Relation.AGREE.value
    return agree, -row.reports, row.kind != PointKind.QUANTITY.value, row.question, row.id


def _parts(listed: list[tuple[str, int]]) -> Iterator[list[str]]:
    """Yield ids of points that together speak from no more than so many reports."""
    part: list[str] = []
    held = 0
    for name, reports in listed:
        if part and held + reports > AT_ONCE:
            yield part
            part, held = [], 0
        part.append(name)
        held += reports
    if part:
        yield part


def credits_of_all(snapshot: Snapshot) -> Iterator[ToldCredit]:
    """Yield all credits, then all carried passages, in linking's order."""
    for table in (schema.relays, schema.reuses):
        place = -1
        while True:
            with snapshot() as connection:
                found, place = _credits(connection, table, place)
                named = {credit.report for credit in found}
                named |= {c.source_report or c.report for c in found if isinstance(c, Reuse)}
                reports = report_store.reports_by_id(connection, named)
            if not found:
                break
            yield from (ToldCredit(credit, reports) for credit in found)


def _credits(connection: Connection, table: Table, place: int) -> tuple[list[Relay | Reuse], int]:
    """Return the next credits after a place, and the place of the last."""
    query = select(table.c.id, table.c.report, table.c.place).where(table.c.place > place)
    rows = connection.execute(query.order_by(table.c.place).limit(CREDITS_AT_ONCE)).all()
    if not rows:
        return [], place
    ids = report_store.ids_of(connection, {row.report for row in rows})
    relays = link_store.relays_of(connection, ids)
    reuses = link_store.reuses_of(connection, ids)
    # What people decided is found among all credits of a report.
    told = decided.credited(connection, set(ids.values()), relays, reuses)
    by_id: dict[str, Relay | Reuse] = {credit.id: credit for listed in told for credit in listed}
    return [by_id[row.id] for row in rows], rows[-1].place
