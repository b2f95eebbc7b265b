"""Reports and outlets for lists: heads without the text, counts by outlet and day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, case, func, literal, select

from whence.ledger import schema
from whence.ledger.extraction_store import NOT_YET
from whence.ledger.report_rows import published_of, report_of
from whence.ledger.report_store import IDS_AT_ONCE, chunks
from whence.records.report import Published, Report

# Why a report was not analysed, or nothing; a query on it joins what was found.
WHY_NOT = func.nullif(
    func.coalesce(
        case((schema.extractions.c.report.is_(None), literal(NOT_YET))),
        schema.extractions.c.note,
        schema.reports.c.note,
    ),
    "",
)

_HEAD = (
    *("number", "id", "path", "title", "outlet", "url", "language"),
    *("published_earliest", "published_latest", "published_value"),
    *("published_origin", "published_why", "published_conflicts"),
)


@dataclass(frozen=True, slots=True)
class ReportHead:
    """A report as a list shows it, without its text."""

    number: int
    id: str
    path: str
    title: str | None
    outlet: str
    url: str | None
    language: str | None
    note: str | None
    published: Published | None

    @property
    def name(self) -> str:
        """Return the title, or where there is none the file's name."""
        return self.title or self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class OutletHead:
    """An outlet: how many of its reports the ledger holds, published from when to when."""

    name: str
    reports: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class OutletDays:
    """When an outlet's reports came out.

    `last_start` is the latest of the first days on which each at hand in full can have, `last`
    the last day of any; `dated` says that all have a date, `whole` that all are at hand in full.
    """

    last_start: str | None
    last: str | None
    dated: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class PublishedDay:
    """A day on which reports came out, of `exact` of which no other day is possible."""

    day: str
    reports: int
    exact: int


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports a list shows; days are ISO, inclusive."""

    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    undated: bool = False
    not_analysed: bool = False


def heads(connection: Connection, wanted: ReportFilter, skip: int, count: int) -> list[ReportHead]:
    """Return `count` reports after the first `skip`, the earliest published first.

    Those without a date come last, in either database; both parts are read in an index's order.
    """
    table = schema.reports.c
    every = _wanted(_heads(), wanted)
    dated = every.where(table.published_value.is_not(None))
    dated = dated.order_by(table.published_value, table.number)
    rows = list(connection.execute(dated.limit(count).offset(skip)))
    if len(rows) < count:
        number = select(func.count(table.published_value))
        before = int(connection.execute(_wanted(number, wanted)).scalar_one())
        undated = every.where(table.published_value.is_(None)).order_by(table.number)
        undated = undated.limit(count - len(rows)).offset(max(0, skip - before))
        rows += connection.execute(undated)
    return [head_of(row) for row in rows]


def count(connection: Connection, wanted: ReportFilter) -> int:
    """Return how many reports are wanted."""
    query = _wanted(select(func.count()).select_from(schema.reports), wanted)
    return int(connection.execute(query).scalar_one())


def heads_by_id(connection: Connection, ids: Collection[str]) -> dict[str, ReportHead]:
    """Return the heads of these reports."""
    found: dict[str, ReportHead] = {}
    table = schema.reports.c
    for part in chunks(sorted(ids), IDS_AT_ONCE):
        query = _heads().where(table.id.in_(part))
        found.update((row.id, head_of(row)) for row in connection.execute(query))
    return found


def by_key(connection: Connection, key: str) -> Report | None:
    """Return the report whose hash begins with `key`, None where there is not exactly one."""
    table = schema.reports
    low, high = f"sha256:{key}", f"sha256:{key}g"
    rows = connection.execute(select(table).where(table.c.id >= low, table.c.id < high).limit(2))
    found = list(rows)
    return report_of(found[0]) if len(found) == 1 else None


def outlets(connection: Connection, limit: int = 500) -> list[OutletHead]:
    """Return the outlets, those with most reports first."""
    table = schema.reports.c
    reports = func.count().label("reports")
    query = (
        select(
            table.outlet,
            reports,
            func.min(table.published_earliest).label("first"),
            func.max(table.published_latest).label("last"),
        )
        .group_by(table.outlet)
        .order_by(reports.desc(), table.outlet)
        .limit(limit)
    )
    return [
        OutletHead(row.outlet, row.reports, row.first, row.last) for row in _all(connection, query)
    ]


def publishing(connection: Connection, names: Sequence[str]) -> dict[str, OutletDays]:
    """Return when each outlet's reports came out."""
    table = schema.reports.c
    found: dict[str, OutletDays] = {}
    for part in chunks(names, IDS_AT_ONCE):
        query = select(
            table.outlet,
            func.max(table.published_earliest).filter(table.partial == 0).label("last_start"),
            func.max(table.published_latest).label("last"),
            (func.count() == func.count(table.published_latest)).label("dated"),
            (func.max(table.partial) == 0).label("whole"),
        )
        for row in _all(connection, query.where(table.outlet.in_(part)).group_by(table.outlet)):
            found[row.outlet] = OutletDays(
                row.last_start, row.last, dated=bool(row.dated), whole=bool(row.whole)
            )
    return found


def days(connection: Connection) -> list[PublishedDay]:
    """Return each day on which reports were published and how many, in order."""
    table = schema.reports.c
    value = table.published_value
    exact = func.count().filter(table.published_earliest == table.published_latest)
    query = select(value, func.count(), exact).where(value.is_not(None)).group_by(value)
    rows = connection.execute(query.order_by(value))
    return [PublishedDay(row[0], int(row[1]), int(row[2])) for row in rows]


def _all(connection: Connection, query: Select[Any]) -> list[Row[Any]]:
    return list(connection.execute(query))


def with_findings(query: Select[Any]) -> Select[Any]:
    """Return a query on reports with what was found in them joined, where they were read."""
    found = schema.extractions
    return query.outerjoin(found, found.c.report == schema.reports.c.number)


def _heads() -> Select[Any]:
    columns = (schema.reports.c[name] for name in _HEAD)
    return with_findings(select(*columns, WHY_NOT.label("note")))


def _wanted(query: Select[Any], wanted: ReportFilter) -> Select[Any]:
    table = schema.reports.c
    if wanted.outlet is not None:
        query = query.where(table.outlet == wanted.outlet)
    if wanted.since is not None:
        query = query.where(table.published_value >= wanted.since)
    if wanted.until is not None:
        query = query.where(table.published_value <= wanted.until)
    if wanted.undated:
        query = query.where(table.published_value.is_(None))
    if wanted.not_analysed:
        left_out = with_findings(select(table.number)).where(WHY_NOT.is_not(None))
        query = query.where(table.number.in_(left_out))
    return query


def head_of(row: Row[Any]) -> ReportHead:
    """Return the head of a row with the columns of one."""
    return ReportHead(
        number=row.number,
        id=row.id,
        path=row.path,
        title=row.title,
        outlet=row.outlet,
        url=row.url,
        language=row.language,
        note=row.note,
        published=published_of(row),
    )
