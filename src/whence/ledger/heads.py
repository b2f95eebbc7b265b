"""What lists of points and actors show and sort by: kept up to date with what they stand for.

Saving links makes all heads anew, in the database; a judgement replaces the heads of the points
and actors it changes. Lists are read from heads alone, so that no page goes through the whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    Table,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    text,
    true,
)

from whence.ledger import dialects, schema
from whence.ledger.report_store import IDS_AT_ONCE, chunks
from whence.ledger.schema_heads import actor_heads, point_cells, point_heads, point_reports
from whence.records.links import LinkedEntity, Point, PointKind, Relation
from whence.records.verdict import Standing, standing_of

POINT_COLUMNS = tuple(column.name for column in point_heads.c)
CELL_COLUMNS = tuple(column.name for column in point_cells.c)
NO_ANSWER = -1  # stands for the answer of an account that is in no group
ACTOR_COLUMNS = tuple(column.name for column in actor_heads.c)


def make_all(connection: Connection) -> None:
    """Make the heads of everything the machine linked, in place of all there are."""
    for table in (point_cells, point_reports, point_heads, actor_heads):
        connection.execute(delete(table))
    _make_point_heads(connection)
    _make_actor_heads(connection)


def count_actors(connection: Connection, actors: Sequence[str], gone: Iterable[str]) -> None:
    """Count the heads of these actors anew; those of `gone` go."""
    _remove(connection, actor_heads, sorted({*actors, *gone}))
    for part in chunks(actors, IDS_AT_ONCE):
        _make_actor_heads(connection, part)


def replace_points(connection: Connection, gone: Iterable[str], shown: Sequence[Point]) -> None:
    """Take the heads of the points `gone` away and bring in those of `shown`.

    A point that is among both keeps its place; a new one comes last.
    """
    ids = sorted({*gone, *(point.id for point in shown)})
    places = _places(connection, point_heads, ids)
    _remove(connection, point_heads, ids)
    last = _last_place(connection, point_heads)
    if not shown:
        return
    named = sorted({a.report for p in shown for a in p.accounts})
    homes = _homes(connection, named)
    rows = [
        _point_row(point, places.get(point.id, last + number), homes)
        for number, point in enumerate(shown, 1)
    ]
    connection.execute(point_heads.insert(), rows)
    pairs = {(p.id, homes[a.report].number) for p in shown for a in p.accounts if a.report in homes}
    if pairs:
        connection.execute(
            point_reports.insert(), [{"point": p, "report": r} for p, r in sorted(pairs)]
        )
    cells = [cell for point in shown for cell in _cells(point, homes)]
    if cells:
        connection.execute(point_cells.insert(), cells)


def forget_actors(connection: Connection, gone: Iterable[str]) -> None:
    """Take the heads of these actors away."""
    _remove(connection, actor_heads, sorted(gone))


def replace_actors(
    connection: Connection,
    gone: Iterable[str],
    shown: Sequence[LinkedEntity],
    before: Mapping[str, LinkedEntity] | None = None,
) -> None:
    """Take the heads of the actors `gone` away and bring in those of `shown`.

    One that linking knows stands where linking has it, a new one comes last. `before` are those
    that heads told of until now: where they told the same of one, its head stays, which is as many
    reports less to count.
    """
    ids = {*gone, *(actor.id for actor in shown)}
    places = _places(connection, schema.linked_entities, sorted(ids))
    if before and all(actor.id in places for actor in shown):
        stays = {a.id for a in shown if a.id in before and _told(a) == _told(before[a.id])}
        shown = [actor for actor in shown if actor.id not in stays]
        ids -= stays
    _remove(connection, actor_heads, sorted(ids))
    last = _last_place(connection, actor_heads)
    for number, actor in enumerate(shown, 1):
        row = _actor_row(connection, actor, places.get(actor.id, last + number))
        connection.execute(actor_heads.insert(), [row])


# --- all of them, in the database -----------------------------------------------------------------


def _make_point_heads(connection: Connection) -> None:
    points, accounts, groups = schema.points, schema.accounts, schema.groups
    reports = (
        select(
            accounts.c.point,
            func.count(accounts.c.report.distinct()).label("count"),
            func.min(schema.reports.c.published_earliest).label("first_day"),
        )
        .join(schema.reports, schema.reports.c.number == accounts.c.report)
        .group_by(accounts.c.point)
        .subquery()
    )
    answers = (
        select(groups.c.point, func.count(groups.c.number.distinct()).label("count"))
        .group_by(groups.c.point)
        .subquery()
    )
    often = func.count()
    turn = func.row_number().over(
        partition_by=groups.c.point, order_by=(often.desc(), groups.c.number)
    )
    numbered = select(groups.c.point, groups.c.number, turn.label("turn"))
    usual = numbered.group_by(groups.c.point, groups.c.number).subquery()
    query = (
        select(
            points.c.id,
            points.c.place,
            points.c.question,
            points.c.kind,
            points.c.relation,
            case((points.c.relation == Relation.AGREE.value, 0), else_=1),
            case((points.c.kind == PointKind.QUANTITY.value, 1), else_=0),
            points.c.origins_low,
            points.c.origins_high,
            func.coalesce(reports.c.count, 0),
            func.coalesce(answers.c.count, 0),
            func.coalesce(usual.c.number, NO_ANSWER),
            reports.c.first_day,
            points.c.score,
            literal(Standing.PROPOSED.value),
        )
        .outerjoin(reports, reports.c.point == points.c.id)
        .outerjoin(answers, answers.c.point == points.c.id)
        .outerjoin(usual, (usual.c.point == points.c.id) & (usual.c.turn == 1))
    )
    connection.execute(insert(point_heads).from_select(POINT_COLUMNS, query))
    pairs = select(accounts.c.point, accounts.c.report).distinct()
    connection.execute(insert(point_reports).from_select(("point", "report"), pairs))
    _make_cells(connection)


def _make_cells(connection: Connection) -> None:
    accounts, groups, reports = schema.accounts, schema.groups, schema.reports
    answer = func.coalesce(groups.c.number, NO_ANSWER)
    cell = (accounts.c.point, reports.c.outlet, answer)
    said = (
        select(
            accounts.c.point,
            reports.c.outlet,
            answer.label("answer"),
            accounts.c.id.label("account"),
            accounts.c.place,
            func.count().over(partition_by=cell).label("accounts"),
            func.row_number().over(partition_by=cell, order_by=accounts.c.place).label("turn"),
        )
        .join(reports, reports.c.number == accounts.c.report)
        .outerjoin(
            groups, (groups.c.point == accounts.c.point) & (groups.c.account == accounts.c.id)
        )
        .subquery()
    )
    first = select(*(said.c[name] for name in CELL_COLUMNS)).where(said.c.turn == 1)
    connection.execute(insert(point_cells).from_select(CELL_COLUMNS, first))


def _make_actor_heads(connection: Connection, only: Sequence[str] | None = None) -> None:
    linked, members, entities = schema.linked_entities, schema.members, schema.entities
    reports, spoken = schema.reports, schema.attributions
    in_report = (entities.c.report == members.c.report) & (entities.c.id == members.c.entity)
    seen = (
        select(
            members.c.linked,
            func.count(members.c.report.distinct()).label("reports"),
            func.count(reports.c.outlet.distinct()).label("outlets"),
            func.count(entities.c.name.distinct()).label("names"),
        )
        .join(reports, reports.c.number == members.c.report)
        .outerjoin(entities, in_report)
        .where(_among(members.c.linked, only))
        .group_by(members.c.linked)
        .subquery()
    )
    by_member = (spoken.c.report == members.c.report) & (spoken.c.speaker == members.c.entity)
    said = (
        select(members.c.linked, func.count().label("claims"))
        .join(spoken, by_member)
        .where(_among(members.c.linked, only))
        .group_by(members.c.linked)
        .subquery()
    )
    # The kind that most of its claims have; of two as frequent the first by name.
    turn = func.row_number().over(
        partition_by=members.c.linked, order_by=(func.count().desc(), spoken.c.speaker_kind)
    )
    kinds = (
        select(members.c.linked, spoken.c.speaker_kind.label("kind"), turn.label("turn"))
        .join(spoken, by_member)
        .where(_among(members.c.linked, only), spoken.c.speaker_kind.is_not(None))
        .group_by(members.c.linked, spoken.c.speaker_kind)
        .subquery()
    )
    query = (
        select(
            linked.c.id,
            linked.c.place,
            linked.c.name,
            linked.c.type,
            func.coalesce(seen.c.reports, 0),
            func.coalesce(seen.c.outlets, 0),
            func.coalesce(seen.c.names, 0),
            func.coalesce(said.c.claims, 0),
            kinds.c.kind,
        )
        .outerjoin(seen, seen.c.linked == linked.c.id)
        .outerjoin(said, said.c.linked == linked.c.id)
        .outerjoin(kinds, (kinds.c.linked == linked.c.id) & (kinds.c.turn == 1))
        .where(_among(linked.c.id, only))
    )
    connection.execute(insert(actor_heads).from_select(ACTOR_COLUMNS, query))


def _among(column: Any, only: Sequence[str] | None) -> Any:
    return true() if only is None else column.in_(only)


# --- a few, from records --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Home:
    """The report an account stands in, as far as heads tell of it."""

    number: int
    outlet: str
    first_day: str | None


def _homes(connection: Connection, ids: Sequence[str]) -> dict[str, _Home]:
    table, found = schema.reports.c, {}
    for part in chunks(ids, IDS_AT_ONCE):
        query = select(table.id, table.number, table.outlet, table.published_earliest)
        for row in connection.execute(query.where(table.id.in_(part))):
            found[row.id] = _Home(row.number, row.outlet, row.published_earliest)
    return found


def _cells(point: Point, homes: dict[str, _Home]) -> list[dict[str, object]]:
    """Return one account for each answer an outlet gives."""
    answers = {i: number for number, group in enumerate(point.groups) for i in group}
    found: dict[tuple[str, int], dict[str, object]] = {}
    count: Counter[tuple[str, int]] = Counter()
    for place, account in enumerate(point.accounts):
        if account.report not in homes:
            continue
        key = (homes[account.report].outlet, answers.get(account.id, NO_ANSWER))
        count[key] += 1
        cell = {"point": point.id, "outlet": key[0], "answer": key[1]}
        found.setdefault(key, {**cell, "account": account.id, "place": place})
    return [{**cell, "accounts": count[key]} for key, cell in found.items()]


def _point_row(point: Point, place: int, homes: dict[str, _Home]) -> dict[str, object]:
    sizes = [(len(group), -number) for number, group in enumerate(point.groups)]
    days = [homes[a.report].first_day for a in point.accounts if a.report in homes]
    return {
        "id": point.id,
        "place": place,
        "question": point.question,
        "kind": point.kind,
        "relation": point.relation,
        "parts": int(point.relation is not Relation.AGREE),
        "figures": int(point.kind is PointKind.QUANTITY),
        "origins_low": point.origins_low,
        "origins_high": point.origins_high,
        "reports": len({account.report for account in point.accounts}),
        "answers": len(point.groups),
        "usual": -max(sizes)[1] if sizes else NO_ANSWER,
        "first_day": min((day for day in days if day), default=None),
        "score": point.score,
        "standing": standing_of(point.judged),
    }


def _told(actor: LinkedEntity) -> tuple[object, ...]:
    """Return all that the head of an actor depends on."""
    return actor.name, actor.type, actor.members


def _actor_row(connection: Connection, actor: LinkedEntity, place: int) -> dict[str, object]:
    # Its members are one list: a statement for a few hundred each would cost as much as all else.
    listed, values = dialects.listed_pairs(connection, actor.members)
    told = f"FROM {listed} JOIN reports r ON r.id = listed.one"
    claims = "JOIN attributions a ON a.report = r.number AND a.speaker = listed.two"
    named = "LEFT JOIN entities e ON e.report = r.number AND e.id = listed.two"
    said = f"SELECT a.speaker_kind, count(*) {told} {claims} GROUP BY a.speaker_kind"
    kinds = {kind: int(n) for kind, n in connection.execute(text(said), values).all()}
    seen = f"SELECT DISTINCT r.number, r.outlet, e.name {told} {named}"
    homes = connection.execute(text(seen), values).all()
    return {
        "id": actor.id,
        "place": place,
        "name": actor.name,
        "type": actor.type,
        "reports": len({number for number, _, _ in homes}),
        "outlets": len({outlet for _, outlet, _ in homes}),
        "names": len({name for _, _, name in homes if name is not None}),
        "claims": sum(kinds.values()),
        "speaks_as": most_frequent({kind: n for kind, n in kinds.items() if kind}),
    }


def most_frequent(counted: Mapping[str, int]) -> str | None:
    """Return the most frequent of kinds, of two as frequent the first by name."""
    return min(counted, key=lambda kind: (-counted[kind], kind), default=None)


def _places(connection: Connection, table: Table, ids: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in chunks(ids, IDS_AT_ONCE):
        query = select(table.c.id, table.c.place).where(table.c.id.in_(part))
        found.update((row.id, row.place) for row in connection.execute(query))
    return found


def _remove(connection: Connection, table: Table, ids: Sequence[str]) -> None:
    for part in chunks(ids, IDS_AT_ONCE):
        connection.execute(delete(table).where(table.c.id.in_(part)))


def _last_place(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.max(table.c.place))).scalar() or 0)
