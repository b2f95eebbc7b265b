"""What most needs an eye, over the whole ledger: by how likely it is wrong, and who disagrees."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, func, literal, select

from whence.ledger import standings
from whence.ledger.schema import attributions, reports
from whence.ledger.schema import standings as table
from whence.ledger.schema_heads import point_heads
from whence.records.verdict import Standing

DOUBTFUL = 0.5  # from here on a claim is as likely wrong as right
LOOKED_AT = 1_000  # points that many reports speak on: among them are those that need an eye most


@dataclass(frozen=True, slots=True)
class Doubted:
    """A record to look at: `report` is None for a point. `need` says how much it needs it.

    For a claim, how likely it is wrong; for a point, how likely times the reports it would
    mislead about. `put_off` says that somebody looked and could not tell.
    """

    id: str
    report: str | None
    need: float
    disputed: bool
    put_off: bool


def points(connection: Connection, skip: int, count: int) -> list[Doubted]:
    """Return unchecked points, those that need an eye most first."""
    heads = point_heads.c
    unsure = case((heads.standing == Standing.UNSURE.value, 1), else_=0)
    query = (
        select(heads.id, _NEED.label("need"), unsure.label("unsure"))
        .order_by(unsure, _NEED.desc(), heads.parts.desc(), heads.reports.desc(), heads.place)
        .limit(count)
        .offset(skip)
    )
    least = _least_reports(connection, skip + count)
    if least is None:
        query = query.where(heads.standing.in_((Standing.PROPOSED.value, Standing.UNSURE.value)))
    else:
        query = query.where(heads.standing == Standing.PROPOSED.value, heads.reports >= least)
    rows = connection.execute(query)
    return [Doubted(row.id, None, row.need, False, bool(row.unsure)) for row in rows]


_NEED = (1 - point_heads.c.score) * point_heads.c.reports


def _least_reports(connection: Connection, wanted: int) -> int | None:
    """Return how many reports speak at least on each of the `wanted` points in greatest need.

    A point's need is never more than its reports: with so many points of this need or more found
    among those most reports speak on, all others of such need have as many reports. So pages sort
    some points and not all. None where too few are found, and any point may be among the wanted.
    """
    heads = point_heads.c
    most = (
        select(_NEED.label("need"))
        .where(heads.standing == Standing.PROPOSED.value)
        .order_by(heads.reports.desc(), heads.place.desc())
        .limit(max(LOOKED_AT, 4 * wanted))
        .subquery()
    )
    last = select(most.c.need).order_by(most.c.need.desc()).limit(1).offset(max(wanted, 1) - 1)
    need = connection.execute(last).scalar()
    return None if need is None else ceil(need)


def attributed(connection: Connection, skip: int, count: int) -> list[Doubted]:
    """Return doubtful attributions that nobody has checked, the most doubtful first.

    Those on which somebody could not tell come after the others.
    """
    # In the index's order, so that no page sorts all claims there are.
    fresh = _doubtful(select(*_CLAIM)).where(~exists().where(_of_claim()))
    rows = list(connection.execute(_first(fresh, skip, count)))
    found = [Doubted(row.id, row.home, row.doubt, False, False) for row in rows]
    if len(found) < count:
        before = max(0, skip - (count_attributed(connection) - _count_unsure(connection)))
        unsure = _doubtful(select(*_CLAIM)).where(_noted(Standing.UNSURE))
        rows = list(connection.execute(_first(unsure, before, count - len(found))))
        found += [Doubted(row.id, row.home, row.doubt, False, True) for row in rows]
    return found


def disputed(connection: Connection, skip: int, count: int) -> list[Doubted]:
    """Return the points and claims on which people disagree, by id."""
    of_points = select(
        point_heads.c.id, literal(None).label("home"), literal(0).label("kind")
    ).where(point_heads.c.standing == Standing.DISPUTED.value)
    of_claims = (
        select(table.c.id, reports.c.id.label("home"), literal(1).label("kind"))
        .join(reports, reports.c.number == table.c.report)
        .where(
            table.c.kind == standings.Kind.ATTRIBUTION.value,
            table.c.standing == Standing.DISPUTED.value,
        )
    )
    both = of_points.union_all(of_claims).subquery()
    query = select(both).order_by(both.c.kind, both.c.home, both.c.id).limit(count).offset(skip)
    return [Doubted(row.id, row.home, 1.0, True, False) for row in connection.execute(query)]


def count_points(connection: Connection) -> int:
    """Return how many points nobody has checked."""
    unchecked = (Standing.PROPOSED.value, Standing.UNSURE.value)
    query = select(func.count()).select_from(point_heads)
    return _number(connection, query.where(point_heads.c.standing.in_(unchecked)))


def count_attributed(connection: Connection) -> int:
    """Return how many doubtful attributions nobody has checked."""
    every = select(func.count()).where(attributions.c.doubt >= DOUBTFUL)
    return _number(connection, every) - _number(
        connection, _noted_claims().where(table.c.standing != Standing.UNSURE.value)
    )


def _count_unsure(connection: Connection) -> int:
    return _number(connection, _noted_claims().where(table.c.standing == Standing.UNSURE.value))


def _noted_claims() -> Select[Any]:
    """Return the count of doubtful claims that people decided on."""
    joined = table.join(attributions, _of_claim())
    return select(func.count()).select_from(joined).where(attributions.c.doubt >= DOUBTFUL)


_CLAIM = (attributions.c.id, reports.c.id.label("home"), attributions.c.doubt)


def _doubtful(query: Select[Any]) -> Select[Any]:
    joined = query.join(reports, reports.c.number == attributions.c.report)
    return joined.where(attributions.c.doubt >= DOUBTFUL)


def _first(query: Select[Any], skip: int, count: int) -> Select[Any]:
    claims = attributions.c
    ordered = query.order_by(claims.doubt.desc(), claims.report, claims.place)
    return ordered.limit(count).offset(skip)


def count_disputed(connection: Connection) -> int:
    """Return on how many points and claims people disagree."""
    heads = select(func.count()).where(point_heads.c.standing == Standing.DISPUTED.value)
    claims = select(func.count()).where(
        table.c.kind == standings.Kind.ATTRIBUTION.value,
        table.c.standing == Standing.DISPUTED.value,
    )
    return _number(connection, heads) + _number(connection, claims)


def _number(connection: Connection, query: Select[Any]) -> int:
    return int(connection.execute(query).scalar_one())


def _noted(standing: Standing) -> ColumnElement[bool]:
    return exists().where(_of_claim(), table.c.standing == standing.value)


def _of_claim() -> ColumnElement[bool]:
    return and_(
        table.c.kind == standings.Kind.ATTRIBUTION.value,
        table.c.report == attributions.c.report,
        table.c.id == attributions.c.id,
    )
