"""Points for lists: a page of heads at a time, by filters the indices serve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from whence.ledger import browse_effects, link_points, reweighed, schema
from whence.ledger.effects import Kind
from whence.ledger.schema_heads import point_cells, point_heads, point_reports
from whence.records.links import Account, Point, PointKind, Relation
from whence.records.verdict import Standing

UNCHECKED = (Standing.PROPOSED, Standing.UNSURE)


class PointOrder(StrEnum):
    """By what a list of points is sorted."""

    PARTING = "disagreement"
    ORIGINS = "fewest origins"
    REPORTS = "most reports"
    UNSURE = "least sure"
    DOUBT = "most needs an eye"


@dataclass(frozen=True, slots=True)
class PointFilter:
    """Which points a list shows; an empty filter shows all. `words` stand in the question."""

    relations: tuple[Relation, ...] = ()
    kinds: tuple[PointKind, ...] = ()
    one_origin: bool = False
    unchecked: bool = False
    outlet: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class PointHead:
    """A point as a list shows it: `reports` speak on it and give `answers` answers."""

    id: str
    question: str
    kind: PointKind
    relation: Relation
    origins_low: int
    origins_high: int
    reports: int
    answers: int
    score: float
    standing: Standing
    usual: int
    first_day: str | None


@dataclass(frozen=True, slots=True)
class PointCell:
    """One answer an outlet gives on a point: an account that gives it, of `accounts` that do.

    `answer` is the answer's number among the point's, `place` the account's.
    """

    point: str
    outlet: str
    answer: int
    place: int
    accounts: int
    account: Account


@dataclass(frozen=True, slots=True)
class PointAnswer:
    """One of a point's `of` answers, in the words of the first of the `accounts` that give it.

    `figures`: the point asks how many, so that a figure answers it.
    """

    point: str
    figures: bool
    of: int
    accounts: int
    account: Account


@dataclass(frozen=True, slots=True)
class PartOfPoint:
    """A point with some of its `total` accounts; `numbers` are their places in it, from one."""

    point: Point
    numbers: dict[str, int]
    total: int


@dataclass(frozen=True, slots=True)
class PointCounts:
    """How many points there are, on how many accounts part, and how many are unchecked."""

    all: int
    parting: int
    one_origin: int
    unchecked: int


def heads(
    connection: Connection, wanted: PointFilter, order: PointOrder, skip: int, count: int
) -> list[PointHead]:
    """Return `count` heads after the first `skip` of those wanted."""
    query = _wanted(select(point_heads), wanted).order_by(*_ORDERS[order])
    return [_head(row) for row in connection.execute(query.limit(count).offset(skip))]


def head(connection: Connection, name: str) -> PointHead | None:
    """Return a point's head, None where nothing is shown under this id."""
    row = connection.execute(select(point_heads).where(point_heads.c.id == name)).first()
    return _head(row) if row else None


def count(connection: Connection, wanted: PointFilter) -> int:
    """Return how many points are wanted."""
    if wanted.outlet is not None and wanted == PointFilter(outlet=wanted.outlet):
        # All that an outlet speaks on: told by the index of its cells alone.
        spoken = select(func.count(point_cells.c.point.distinct()))
        query = spoken.where(point_cells.c.outlet == wanted.outlet)
    else:
        query = _wanted(select(func.count()).select_from(point_heads), wanted)
    return int(connection.execute(query).scalar_one())


def counts(connection: Connection) -> PointCounts:
    """Return the counts over all points."""
    table = point_heads.c
    query = select(
        func.count(),
        func.coalesce(func.sum(table.parts), 0),
        func.count().filter(table.origins_low == 1),
        func.count().filter(table.standing.in_([s.value for s in UNCHECKED])),
    )
    return PointCounts(*(int(number) for number in connection.execute(query).one()))


def relation_counts(connection: Connection) -> dict[Relation, int]:
    """Return how many points stand in each relation."""
    query = select(point_heads.c.relation, func.count()).group_by(point_heads.c.relation)
    return {Relation(row[0]): int(row[1]) for row in connection.execute(query)}


def whole(connection: Connection, names: Sequence[str]) -> list[Point]:
    """Return these points with all their accounts, as people decided, in the order asked for.

    Ids that nothing is shown under are passed over.
    """
    machine = {point.id: point for point in link_points.points_by_id(connection, names)}
    return browse_effects.laid_over(connection, Kind.POINT, names, machine)


def bounded(connection: Connection, name: str, most: int, at: int | None) -> PartOfPoint | None:
    """Return a point with at most `most` of its accounts, as people decided.

    One account for each answer of each outlet comes first, and the one at place `at`.
    """
    numbers = _chosen(connection, name, most, at)
    found = whole(connection, [name]) if numbers is None else []
    if found:
        point = found[0]
        numbers = {a.id: n for n, a in enumerate(point.accounts, 1)}
        if len(numbers) <= most:
            return PartOfPoint(point, numbers, len(numbers))
        kept = set(list(numbers)[:most]) | {i for i, n in numbers.items() if n == at}
        return PartOfPoint(_part(point, kept), numbers, len(numbers))
    if not numbers:
        return None
    machine = link_points.part_of_point(connection, name, sorted(numbers))
    table = schema.accounts
    counted = select(func.count()).select_from(table).where(table.c.point == name)
    total = int(connection.execute(counted).scalar_one())
    if machine is None:
        return None
    return PartOfPoint(reweighed.laid_on(connection, [machine])[0], numbers, total)


def _chosen(connection: Connection, name: str, most: int, at: int | None) -> dict[str, int] | None:
    """Return the accounts to show of a large point of the machine's, None for any other."""
    table, cells_of = schema.accounts.c, point_cells.c
    of_point = select(table.id, table.place).where(table.point == name)
    if len(connection.execute(of_point.limit(most + 1)).all()) <= most:
        return None
    if browse_effects.instead(connection, Kind.POINT, name):
        return None
    first = select(cells_of.account, cells_of.place).where(cells_of.point == name)
    rows = list(connection.execute(first.order_by(cells_of.place).limit(most)))
    if len(rows) < most:
        rows += list(connection.execute(of_point.order_by(table.place).limit(most)))
    chosen = {row[0]: row[1] + 1 for row in rows}
    chosen = dict(sorted(list(chosen.items())[:most], key=lambda item: item[1]))
    if at is not None:
        asked = connection.execute(of_point.where(table.place == at - 1)).all()
        chosen |= {row[0]: row[1] + 1 for row in asked}
    return chosen


def _part(point: Point, kept: set[str]) -> Point:
    def among(gathered: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        parts = (tuple(i for i in ids if i in kept) for ids in gathered)
        return tuple(part for part in parts if part)

    return replace(
        point,
        accounts=tuple(a for a in point.accounts if a.id in kept),
        groups=among(point.groups),
        origins=among(point.origins),
        collapses=tuple(c for c in point.collapses if {c.one, c.other} <= kept),
    )


def outlets_of(connection: Connection, names: Sequence[str]) -> list[str]:
    """Return the outlets that speak on these points, those on most of them first."""
    often = func.count(point_cells.c.point.distinct())
    query = (
        select(point_cells.c.outlet)
        .where(point_cells.c.point.in_(names))
        .group_by(point_cells.c.outlet)
        .order_by(often.desc(), point_cells.c.outlet)
    )
    return list(connection.execute(query).scalars())


def usually_told(connection: Connection, names: Sequence[str]) -> set[str]:
    """Return those of these points on which most reports of the ledger speak that came out on
    the day on which the first did.
    """
    heads, reports = point_heads.c, schema.reports.c
    told = (
        select(heads.id, heads.first_day, func.count().label("told"))
        .join(point_reports, point_reports.c.point == heads.id)
        .join(schema.reports, reports.number == point_reports.c.report)
        .where(heads.id.in_(names), reports.published_latest == heads.first_day)
        .group_by(heads.id, heads.first_day)
    )
    rows = list(connection.execute(told))
    days = {row.first_day for row in rows}
    counted = select(reports.published_latest, func.count()).where(
        reports.published_latest.in_(sorted(days))
    )
    out = {row[0]: row[1] for row in connection.execute(counted.group_by(reports.published_latest))}
    return {row.id for row in rows if row.told * 2 > out[row.first_day]}


def cells(connection: Connection, names: Sequence[str], outlets: Sequence[str]) -> list[PointCell]:
    """Return what these outlets say on these points, an account for each of their answers."""
    table = point_cells.c
    query = select(point_cells).where(table.point.in_(names), table.outlet.in_(outlets))
    return _with_accounts(connection, query.order_by(table.point, table.place))


def _with_accounts(connection: Connection, query: Select[Any]) -> list[PointCell]:
    """Return the cells a query finds, each with its account."""
    rows = list(connection.execute(query))
    accounts = link_points.accounts_by_id(connection, sorted({row.account for row in rows}))
    # What linking left out and people hold on a point stands with the point alone.
    changed = sorted({row.point for row in rows if row.account not in accounts})
    accounts |= {a.id: a for point in whole(connection, changed) for a in point.accounts}
    return [
        PointCell(row.point, row.outlet, row.answer, row.place, row.accounts, accounts[row.account])
        for row in rows
        if row.account in accounts
    ]


def answers(connection: Connection, names: Sequence[str], most: int) -> list[PointAnswer]:
    """Return the `most` answers that most accounts give on each of these points, in that order."""
    table = point_cells.c
    given = func.sum(table.accounts).label("given")
    first = func.min(table.place).label("first")
    query = select(table.point, first, given).where(table.point.in_(names))
    by_point: dict[str, list[tuple[int, int]]] = {}
    for row in connection.execute(query.group_by(table.point, table.answer)):
        by_point.setdefault(row.point, []).append((-int(row.given), row.first))
    wanted = {
        (point, place): -given
        for point, found in by_point.items()
        for given, place in sorted(found)[:most]
    }
    rows = select(point_cells).where(
        table.point.in_(list(by_point)), table.place.in_({place for _, place in wanted})
    )
    accounts = {(c.point, c.place): c.account for c in _with_accounts(connection, rows)}
    heads = select(point_heads.c.id, point_heads.c.figures).where(point_heads.c.id.in_(by_point))
    figures = {row.id: bool(row.figures) for row in connection.execute(heads)}
    return [
        PointAnswer(place[0], figures[place[0]], len(by_point[place[0]]), given, accounts[place])
        for place, given in wanted.items()
        if place in accounts
    ]


def of_report(
    connection: Connection, number: int, limit: int
) -> list[tuple[PointHead, int, Account]]:
    """Return what a report says on points: the point, the account's place there, the account.

    The points that most reports speak on come first, those on which accounts part foremost.
    """
    query = (
        select(point_heads)
        .join(point_reports, point_reports.c.point == point_heads.c.id)
        .where(point_reports.c.report == number)
        .order_by(point_heads.c.parts.desc(), point_heads.c.reports.desc(), point_heads.c.place)
    )
    heads_found = {row.id: _head(row) for row in connection.execute(query.limit(limit))}
    placed = link_points.accounts_in(connection, number, list(heads_found))
    machine = {account.point for account in placed}
    found = [(heads_found[a.point], a.place, a.account) for a in placed]
    changed = [name for name in heads_found if name not in machine]
    (home,) = connection.execute(
        select(schema.reports.c.id).where(schema.reports.c.number == number)
    ).scalars()
    for point in whole(connection, changed):
        found += [
            (heads_found[point.id], place, account)
            for place, account in enumerate(point.accounts)
            if account.report == home
        ]
    order = {name: n for n, name in enumerate(heads_found)}
    return sorted(found, key=lambda item: (order[item[0].id], item[1]))


_ORDERS: dict[PointOrder, tuple[Any, ...]] = {
    PointOrder.PARTING: (
        point_heads.c.parts.desc(),
        point_heads.c.reports.desc(),
        point_heads.c.figures.desc(),
        point_heads.c.place.desc(),
    ),
    PointOrder.ORIGINS: (
        point_heads.c.origins_low,
        point_heads.c.reports.desc(),
        point_heads.c.place,
    ),
    PointOrder.REPORTS: (point_heads.c.reports.desc(), point_heads.c.place.desc()),
    PointOrder.UNSURE: (point_heads.c.score, point_heads.c.place),
    # How little sure it is, weighted by how many reports would be misread if it is wrong.
    PointOrder.DOUBT: (
        ((1 - point_heads.c.score) * point_heads.c.reports).desc(),
        point_heads.c.parts.desc(),
        point_heads.c.reports.desc(),
        point_heads.c.place,
    ),
}


def _wanted(query: Select[Any], wanted: PointFilter) -> Select[Any]:
    table = point_heads.c
    if set(wanted.relations) == set(Relation) - {Relation.AGREE}:
        query = query.where(table.parts == 1)
    elif wanted.relations:
        query = query.where(table.relation.in_([r.value for r in wanted.relations]))
    if wanted.kinds:
        query = query.where(table.kind.in_([kind.value for kind in wanted.kinds]))
    if wanted.one_origin:
        query = query.where(table.origins_low == 1)
    if wanted.unchecked:
        query = query.where(table.standing.in_([s.value for s in UNCHECKED]))
    for word in wanted.words.split():
        query = query.where(func.lower(table.question).contains(word.lower(), autoescape=True))
    if wanted.outlet is not None:
        said = select(point_cells.c.point).where(point_cells.c.outlet == wanted.outlet)
        query = query.where(table.id.in_(said))
    return query


def with_words(connection: Connection, words: str, limit: int) -> list[PointHead]:
    """Return the points whose question holds the words as they stand."""
    asked = func.lower(point_heads.c.question).contains(words.lower(), autoescape=True)
    query = select(point_heads).where(asked)
    query = query.order_by(*_ORDERS[PointOrder.PARTING]).limit(limit)
    return [_head(row) for row in connection.execute(query)]


def _head(row: Row[Any]) -> PointHead:
    return PointHead(
        id=row.id,
        question=row.question,
        kind=PointKind(row.kind),
        relation=Relation(row.relation),
        origins_low=row.origins_low,
        origins_high=row.origins_high,
        reports=row.reports,
        answers=row.answers,
        score=row.score,
        standing=Standing(row.standing),
        usual=row.usual,
        first_day=row.first_day,
    )
