"""Actors and speakers for lists, and what one of them said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select, tuple_

from whence.ledger import browse_effects, link_store, schema
from whence.ledger.effects import Kind
from whence.ledger.report_store import chunks, numbers_of
from whence.ledger.schema_heads import actor_heads
from whence.ledger.standings import Kind as OnWords
from whence.records.extraction import EntityType, SpeakerKind, Stance
from whence.records.links import LabelKind, LinkedEntity, Voice
from whence.records.span import Spans
from whence.records.verdict import Standing

PAIRS_AT_ONCE = 200


class ActorOrder(StrEnum):
    """By what a list of actors is sorted."""

    REPORTS = "most reports"
    CLAIMS = "most claims"


@dataclass(frozen=True, slots=True)
class ActorHead:
    """An actor as a list shows it; `claims` are those it makes, `speaks_as` its kind then."""

    id: str
    name: str
    type: EntityType
    reports: int
    outlets: int
    names: int
    claims: int
    speaks_as: SpeakerKind | None


@dataclass(frozen=True, slots=True)
class ActorFilter:
    """Which actors a list shows; `words` stand in the name."""

    type: EntityType | None = None
    speaks_as: SpeakerKind | None = None
    speakers: bool = False
    several_names: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class SaidHead:
    """One claim of a speaker, `speaker` within its report, by which words; and how it stands."""

    report: str
    attribution: str
    speaker: str
    content: Spans
    stance: Stance
    score: float
    standing: Standing


@dataclass(frozen=True, slots=True)
class LabelUse:
    """Words an outlet's report uses for an actor, and where they stand in it."""

    words: str
    kind: LabelKind
    voice: Voice
    outlet: str
    report: str
    start: int
    end: int


def heads(
    connection: Connection, wanted: ActorFilter, order: ActorOrder, skip: int, count: int
) -> list[ActorHead]:
    """Return `count` actors after the first `skip` of those wanted."""
    key = actor_heads.c.claims if order is ActorOrder.CLAIMS else actor_heads.c.reports
    query = _wanted(select(actor_heads), wanted).order_by(key.desc(), actor_heads.c.place.desc())
    return [_head(row) for row in connection.execute(query.limit(count).offset(skip))]


def head(connection: Connection, name: str) -> ActorHead | None:
    """Return an actor's head, None where nothing is shown under this id."""
    row = connection.execute(select(actor_heads).where(actor_heads.c.id == name)).first()
    return _head(row) if row else None


def _head(row: Row[Any]) -> ActorHead:
    return ActorHead(
        id=row.id,
        name=row.name,
        type=EntityType(row.type),
        reports=row.reports,
        outlets=row.outlets,
        names=row.names,
        claims=row.claims,
        speaks_as=SpeakerKind(row.speaks_as) if row.speaks_as else None,
    )


def count(connection: Connection, wanted: ActorFilter) -> int:
    """Return how many actors are wanted."""
    query = _wanted(select(func.count()).select_from(actor_heads), wanted)
    return int(connection.execute(query).scalar_one())


def whole(connection: Connection, name: str) -> LinkedEntity | None:
    """Return an actor as people decided, None where nothing is shown under this id."""
    machine = {actor.id: actor for actor in link_store.actors_by_id(connection, [name])}
    found = browse_effects.laid_over(connection, Kind.ACTOR, [name], machine)
    return found[0] if found else None


def bare(connection: Connection, name: str) -> LinkedEntity | None:
    """Return an actor as people decided; one of the machine's comes without its members."""
    table = schema.linked_entities
    if browse_effects.touched(connection, Kind.ACTOR, name):
        return whole(connection, name)
    row = connection.execute(select(table).where(table.c.id == name)).first()
    if row is None:
        return None
    return LinkedEntity(row.id, row.name, EntityType(row.type), row.aliases, (), why=row.why)


def said_by(connection: Connection, actor: LinkedEntity, skip: int, count: int) -> list[SaidHead]:
    """Return `count` of the claims an actor makes after the first `skip`, by date."""
    table, reports, decided = schema.attributions, schema.reports, schema.standings
    day = reports.c.published_value
    on_it = (
        (decided.c.kind == OnWords.ATTRIBUTION.value)
        & (decided.c.report == table.c.report)
        & (decided.c.id == table.c.id)
    )
    rows: list[Row[Any]] = []
    for claims in _claims_of(connection, actor):
        query = (
            claims(select(table, reports.c.id.label("of"), day, decided.c.standing))
            .join(reports, reports.c.number == table.c.report)
            .outerjoin(decided, on_it)
            .order_by(day.is_(None), day, table.c.report, table.c.place)
            .limit(skip + count)
        )
        rows += list(connection.execute(query))
    rows.sort(key=lambda row: (row.published_value or "~", row.report, row.place))
    return [
        SaidHead(
            row.of,
            row.id,
            row.speaker,
            row.content,
            Stance(row.stance),
            row.score,
            Standing(row.standing or Standing.PROPOSED),
        )
        for row in rows[skip : skip + count]
    ]


def touched_beside(
    connection: Connection, actor: LinkedEntity, most: int
) -> list[tuple[str, str, str]]:
    """Return claims people decided on that the machine holds not to be an actor's, `most` of them.

    Only claims of reports that name the actor: each with its report, its id and the actor's entity
    there. Whom people gave a claim to is not in the tables: read the report for it.
    """
    table, reports, decided = schema.attributions, schema.reports, schema.standings
    members = schema.members
    on_it = (table.c.report == decided.c.report) & (table.c.id == decided.c.id)
    query = (
        select(reports.c.id.label("of"), decided.c.id, table.c.speaker, members.c.entity)
        .select_from(members)
        .join(decided, decided.c.report == members.c.report)
        .join(reports, reports.c.number == decided.c.report)
        .outerjoin(table, on_it)
        .where(decided.c.kind == OnWords.ATTRIBUTION.value)
        .order_by(reports.c.published_value, decided.c.report, decided.c.id)
        .limit(most)
    )
    rows: list[Row[Any]] = []
    for mine in _members_of(connection, actor):
        rows += list(connection.execute(mine(query)))
    own = {(row.of, row.entity) for row in rows}
    return [(row.of, row.id, row.entity) for row in rows if (row.of, row.speaker) not in own][:most]


def stances_of(connection: Connection, actor: LinkedEntity, most: int) -> dict[Stance, int]:
    """Return how many of an actor's claims stand in which stance, the most frequent first.

    Of more than `most` claims only so many are counted.
    """
    table = schema.attributions
    found: defaultdict[Stance, int] = defaultdict(int)
    for claims in _claims_of(connection, actor):
        some = claims(select(table.c.stance)).limit(most - sum(found.values())).subquery()
        query = select(some.c.stance, func.count()).group_by(some.c.stance)
        for stance, number in connection.execute(query):
            found[Stance(stance)] += int(number)
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def labels_of(connection: Connection, actor: LinkedEntity, limit: int) -> list[LabelUse]:
    """Return at most `limit` uses of an actor's names and descriptions, by date."""
    table, reports = schema.labels, schema.reports
    names = {actor.id, *browse_effects.behind(connection, Kind.ACTOR, actor.id)}
    words = func.substr(reports.c.text, table.c.start + 1, table.c.end - table.c.start)
    query = (
        select(table, words.label("words"), reports.c.outlet, reports.c.id.label("of"))
        .join(reports, reports.c.number == table.c.report)
        .where(table.c.actor.in_(sorted(names)))
        .order_by(reports.c.published_value, table.c.report, table.c.start)
        .limit(limit)
    )
    return [
        LabelUse(
            words=" ".join(row.words.split()),
            kind=LabelKind(row.kind),
            voice=Voice(row.voice),
            outlet=row.outlet,
            report=row.of,
            start=row.start,
            end=row.end,
        )
        for row in connection.execute(query)
    ]


def _claims_of(
    connection: Connection, actor: LinkedEntity
) -> list[Callable[[Select[Any]], Select[Any]]]:
    """Return what narrows a query on attributions to an actor's claims: all in one, or in parts.

    The machine's members are joined in the database. Those that people decided stand in no table:
    they are asked for by report and id, so many at a time.
    """
    table, members = schema.attributions, schema.members
    if not browse_effects.touched(connection, Kind.ACTOR, actor.id):
        mine = (members.c.report == table.c.report) & (members.c.entity == table.c.speaker)
        return [lambda query: query.join(members, mine).where(members.c.linked == actor.id)]
    return [
        _among(table.c.report, table.c.speaker, part)
        for part in chunks(_pairs_of(connection, actor), PAIRS_AT_ONCE)
    ]


def _among(
    report: ColumnElement[int], entity: ColumnElement[Any], pairs: Sequence[tuple[int, str]]
) -> Callable[[Select[Any]], Select[Any]]:
    # SQLite finds pairs by no index, reports it does.
    reports = {number for number, _ in pairs}
    return lambda query: query.where(report.in_(reports), tuple_(report, entity).in_(pairs))


def _members_of(
    connection: Connection, actor: LinkedEntity
) -> list[Callable[[Select[Any]], Select[Any]]]:
    """Return what narrows a query on members to an actor's: all in one, or in parts."""
    members = schema.members
    if not browse_effects.touched(connection, Kind.ACTOR, actor.id):
        return [lambda query: query.where(members.c.linked == actor.id)]
    return [
        _among(members.c.report, members.c.entity, part)
        for part in chunks(_pairs_of(connection, actor), PAIRS_AT_ONCE)
    ]


def _pairs_of(connection: Connection, actor: LinkedEntity) -> list[tuple[int, str]]:
    """Return the entities of an actor, each with its report's number."""
    numbers = numbers_of(connection, sorted({name for name, _ in actor.members}))
    return sorted((numbers[r], e) for r, e in actor.members if r in numbers)


def _wanted(query: Select[Any], wanted: ActorFilter) -> Select[Any]:
    table = actor_heads.c
    if wanted.type is not None:
        query = query.where(table.type == wanted.type.value)
    if wanted.speaks_as is not None:
        query = query.where(table.speaks_as == wanted.speaks_as.value)
    if wanted.speakers:
        query = query.where(table.claims > 0)
    if wanted.several_names:
        query = query.where(table.names > 1)
    for word in wanted.words.split():
        query = query.where(func.lower(table.name).contains(word.lower(), autoescape=True))
    return query
