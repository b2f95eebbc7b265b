"""What the effect of a judgement is worked out from, read and written under the writer's lock.

A bench is handed to the function that settles a judgement, so that the decision and its effect
are one transaction: two people who judge the same point at once come one after the other.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, Text, func, select, type_coerce

from whence.judging.actors import MOST_SPANS, LocalCast
from whence.ledger import (
    cast_rows,
    effects,
    extraction_store,
    judgements,
    link_points,
    link_store,
    marks,
    reweighed,
    schema,
    shown,
    standings,
)
from whence.ledger.effects import Kind
from whence.ledger.report_store import IDS_AT_ONCE, chunks, numbers_of, reports_by_id
from whence.ledger.shown import ShownPoint
from whence.ledger.standings import Standings
from whence.records.decisions import Member
from whence.records.extraction import Attribution, Entity, EntityType, Extraction, Mention
from whence.records.judgement import Judgement, PointSeen
from whence.records.links import (
    Account,
    Collapse,
    LinkedEntity,
    Point,
    PointKind,
    Relay,
    Reuse,
    Reweighed,
)
from whence.records.report import Report
from whence.records.span import Span
from whence.records.verdict import Marks


@dataclass(frozen=True, slots=True)
class PointBounds:
    """What sort of question a point is, and between how many origins it rests on."""

    kind: PointKind
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class AccountOutline:
    """An account in outline: what tells whether its origin may be another's.

    `report` is by number; `written` is its chain as kept, read only where it is asked for.
    """

    id: str
    report: int
    low: float | None
    says: str
    written: str

    @property
    def voiced(self) -> bool:
        """Say whether it is from somebody, and not the report's own."""
        return self.written != "[]"

    @property
    def chain(self) -> tuple[str, ...]:
        """Return who it is from, nearest to the report first."""
        return tuple(json.loads(self.written))


LAST = "g"  # follows every hexadecimal digit: ids end in such

T = TypeVar("T", Point, LinkedEntity)


class Bench:
    """The ledger as one transaction sees it, in parts as small as a judgement needs."""

    def __init__(self, connection: Connection, taken: Judgement | None = None) -> None:
        """Look at the ledger through an open connection, which must be the writer's to show.

        `taken` is the decision to settle, which need not be read again.
        """
        self._connection = connection
        self._known = {taken.number: taken} if taken else {}
        self._linked_at: int | None = None  # asked for by all that gathers decisions
        # An actor may have thousands of members: these are read once for all that asks for them.
        self._actors: dict[str, tuple[int, LinkedEntity]] = {}
        self._called: dict[frozenset[Member], dict[str, tuple[Entity, ...]]] = {}

    # --- decisions ------------------------------------------------------------------------------

    def judgement(self, number: int, *, seen: bool = True) -> Judgement | None:
        """Return the decision with this number in the log; `seen`: with what it was taken on."""
        if number in self._known:
            return self._known[number]
        return judgements.one(self._connection, number, seen=seen)

    def decisions_by(self, person: str, last: int) -> list[Judgement]:
        """Return a person's last so many decisions, in order, as an undo needs them."""
        return judgements.taken_by(self._connection, person, last)

    def decisions_on_words(self, reports: Collection[str]) -> list[Judgement]:
        """Return the decisions on the words, credits and passages of these reports, in order."""
        return judgements.touching(self._connection, reports, self.linked_at(), words=True)

    def decisions_on_actors(self, reports: Collection[str]) -> list[Judgement]:
        """Return the decisions on actors that speak of any of these reports, in order.

        They are those that stand.
        """
        return judgements.standing_on_actors(self._connection, reports, self._known)

    def decisions_on(self, subject: str) -> list[Judgement]:
        """Return the decisions filed under a subject, in order, without what was seen."""
        return judgements.load(self._connection, subject, seen=False)

    def judgements(self, reports: Collection[str]) -> list[Judgement]:
        """Return the decisions that speak of any of these reports, in order.

        Of those taken back that links were never made with, what was seen is left out.
        """
        return judgements.touching(self._connection, reports, self.linked_at())

    def restored_beside(self, point: str) -> bool:
        """Say whether a decision on another point that names its reports was ever restored."""
        return judgements.restored_beside(self._connection, point)

    def judged_reports(self) -> set[str]:
        """Return the reports that any decision speaks of."""
        return judgements.judged_reports_of(self._connection)

    # --- reports and what was found in them -----------------------------------------------------

    def reports(self, ids: Collection[str]) -> dict[str, Report]:
        """Return these reports by id."""
        return reports_by_id(self._connection, ids)

    def extractions(
        self, ids: Collection[str], parts: Collection[str] | None = None
    ) -> dict[str, Extraction]:
        """Return what the machine found in these reports, by report, without vectors.

        `parts` names the fields that are wanted, all where it is None.
        """
        numbers = numbers_of(self._connection, sorted(ids))
        pairs = [(number, report) for report, number in numbers.items()]
        found = extraction_store.load(self._connection, pairs, vectors=False, parts=parts)
        return {
            report: e or Extraction(report) for (_, report), e in zip(pairs, found, strict=True)
        }

    def extractions_at(self, places: Mapping[str, Sequence[Span]]) -> dict[str, Extraction]:
        """Return by report what the machine found that tells of what stands at these places.

        Without who is named: see `with_names`.
        """
        numbers = numbers_of(self._connection, sorted(places))
        pairs = [(number, report) for report, number in numbers.items()]
        at = {number: places[report] for report, number in numbers.items()}
        found = extraction_store.load_at(self._connection, pairs, at)
        return {
            report: e or Extraction(report) for (_, report), e in zip(pairs, found, strict=True)
        }

    def with_names(self, found: Mapping[str, Extraction]) -> dict[str, Extraction]:
        """Return these extractions, given by report, with all whom the reports name."""
        numbers = numbers_of(self._connection, sorted(found))
        named = extraction_store.names_in(self._connection, list(numbers.values()))
        told = {report: named[number] for report, number in numbers.items()}
        return {
            report: replace(found[report], entities=entities, mentions=mentions)
            for report, (entities, mentions) in told.items()
        }

    def entities(self, ids: Collection[str]) -> dict[str, tuple[Entity, ...]]:
        """Return the actors within each of these reports."""
        table, found = schema.entities, dict[str, list[Entity]]()
        for part in chunks(sorted(ids), IDS_AT_ONCE):
            query = select(table, schema.reports.c.id.label("home")).join(
                schema.reports, schema.reports.c.number == table.c.report
            )
            query = query.where(schema.reports.c.id.in_(part)).order_by(table.c.place)
            for row in self._connection.execute(query):
                entity = Entity(row.id, row.name, EntityType(row.type), row.aliases)
                found.setdefault(row.home, []).append(entity)
        return {report: tuple(listed) for report, listed in found.items()}

    def casts(self, ids: Collection[str]) -> dict[str, LocalCast]:
        """Return who is named in each of these reports, and where."""
        table, places = schema.mentions, dict[str, list[Mention]]()
        for part in chunks(sorted(ids), IDS_AT_ONCE):
            query = select(table, schema.reports.c.id.label("home")).join(
                schema.reports, schema.reports.c.number == table.c.report
            )
            query = query.where(schema.reports.c.id.in_(part)).order_by(table.c.place)
            for row in self._connection.execute(query):
                mention = Mention(Span(row.start, row.end), EntityType(row.type), row.entity)
                places.setdefault(row.home, []).append(mention)
        return {
            report: LocalCast(found, tuple(places.get(report, ())))
            for report, found in self.entities(ids).items()
        }

    def casts_of(self, members: Collection[Member], *, places: bool = True) -> dict[str, LocalCast]:
        """Return by report those of these members that it has, and where they are first named.

        Without `places` only who they are.
        """
        found = self._called.get(frozenset(members))
        if found is None:
            found = cast_rows.entities_of(self._connection, members)
            self._called[frozenset(members)] = found
        most = MOST_SPANS if places else 0
        named = cast_rows.mentions_of(self._connection, members, most) if most else {}
        return {r: LocalCast(entities, named.get(r, ())) for r, entities in found.items()}

    def linked_at(self) -> int:
        """Return the log's number at which links were last made, 0 before the first time."""
        if self._linked_at is None:
            self._linked_at = int(link_store.get_meta(self._connection, link_store.MADE_AT) or 0)
        return self._linked_at

    def credits(self, ids: Collection[str]) -> tuple[tuple[Relay, ...], tuple[Reuse, ...]]:
        """Return the relays of these reports and the passages they carry over, as proposed."""
        numbers = {n: report for report, n in numbers_of(self._connection, sorted(ids)).items()}
        relays = link_store.relays_of(self._connection, numbers)
        return relays, link_store.reuses_of(self._connection, numbers)

    def credit(self, name: str) -> Relay | Reuse | None:
        """Return the credit or carried passage of this id, None where none or more begin so."""
        relays, reuses = link_store.credits_by_id(self._connection, name)
        found: list[Relay | Reuse] = [*relays, *reuses]
        exact = [credit for credit in found if credit.id == name]
        return (exact or found)[0] if len(exact or found) == 1 else None

    # --- the machine's points and actors --------------------------------------------------------

    def points(self, names: Collection[str]) -> tuple[Point, ...]:
        """Return the machine's points of these ids, in its order."""
        return link_points.points_by_id(self._connection, sorted(names))

    def points_with(self, accounts: Collection[str]) -> dict[str, set[str]]:
        """Return by account the ids of the machine's points that hold it, where any does."""
        table, found = schema.accounts.c, dict[str, set[str]]()
        for part in chunks(sorted(accounts), IDS_AT_ONCE):
            query = select(table.id, table.point).where(table.id.in_(part))
            for account, point in self._connection.execute(query):
                found.setdefault(account, set()).add(point)
        return found

    def parts_in(self, report: str) -> list[Point]:
        """Return the machine's points on which a report speaks, with no more than its accounts.

        Of their collapses those that hold one of these accounts come along, of their groups none.
        """
        numbers = numbers_of(self._connection, [report])
        return link_points.parts_in(self._connection, numbers[report]) if numbers else []

    def carriers_from(self, report: str) -> set[str]:
        """Return the reports that carry passages over from this one."""
        return link_store.carriers_from(self._connection, report)

    def speaks(self, point: str, reports: Collection[str]) -> bool:
        """Say whether one of the machine's points has an account in any of these reports."""
        table, numbers = schema.accounts, numbers_of(self._connection, sorted(reports))
        for part in chunks(sorted(numbers.values()), IDS_AT_ONCE):
            query = select(table.c.id).where(table.c.point == point, table.c.report.in_(part))
            if self._connection.execute(query.limit(1)).first() is not None:
                return True
        return False

    def points_at(self, report: str, spans: Iterable[Span]) -> set[str]:
        """Return ids of the machine's points with an account that overlaps these characters."""
        table = schema.accounts
        query = select(table.c.point, table.c.spans).join(
            schema.reports, schema.reports.c.number == table.c.report
        )
        rows = self._connection.execute(query.where(schema.reports.c.id == report))
        listed = list(spans)
        return {row.point for row in rows if any(a.overlaps(b) for a in row.spans for b in listed)}

    def actors(self, names: Collection[str]) -> tuple[LinkedEntity, ...]:
        """Return the machine's actors of these ids, in its order."""
        unread = sorted(set(names) - self._actors.keys())
        read = link_store.actors_placed(self._connection, unread)
        self._actors |= {actor.id: (place, actor) for place, actor in read}
        found = sorted((self._actors[n] for n in names if n in self._actors), key=itemgetter(0))
        return tuple(actor for _, actor in found)

    def actors_with(self, members: Collection[Member]) -> set[str]:
        """Return ids of the machine's actors that hold any of these members."""
        return cast_rows.actors_with(self._connection, members)

    def actor_names_in(self, reports: Collection[str]) -> tuple[LinkedEntity, ...]:
        """Return the machine's actors that any of these reports names, without their members."""
        heads, members = schema.linked_entities, schema.members
        found: dict[str, LinkedEntity] = {}
        for part in chunks(sorted(reports), IDS_AT_ONCE):
            named = (
                select(members.c.linked)
                .join(schema.reports, schema.reports.c.number == members.c.report)
                .where(schema.reports.c.id.in_(part))
            )
            for row in self._connection.execute(select(heads).where(heads.c.id.in_(named))):
                found[row.id] = LinkedEntity(
                    row.id, row.name, EntityType(row.type), row.aliases, ()
                )
        return tuple(found.values())

    def bounds(self, names: Collection[str]) -> dict[str, PointBounds]:
        """Return the kind and the bounds of these points of the machine's."""
        table, found = schema.points.c, dict[str, PointBounds]()
        columns = (table.id, table.kind, table.origins_low, table.origins_high)
        for part in chunks(sorted(names), IDS_AT_ONCE):
            for row in self._connection.execute(select(*columns).where(table.id.in_(part))):
                found[row.id] = PointBounds(PointKind(row.kind), row.origins_low, row.origins_high)
        return found

    def outlines(
        self,
        names: Collection[str],
        *,
        whole: Collection[str],
        reports: Collection[int],
        figures: Collection[float],
    ) -> dict[str, list[AccountOutline]]:
        """Return accounts of these points of the machine's in outline, in their order.

        Of the points among `whole` all, of others those of these reports and with these figures.
        """
        table, found = schema.accounts.c, dict[str, list[AccountOutline]]()
        columns = (table.point, table.id, table.report, table.low, table.says)
        near = table.report.in_(reports) | table.low.in_(figures)
        for part in chunks(sorted(names), IDS_AT_ONCE):
            wanted = near | table.point.in_(set(whole).intersection(part))
            query = select(*columns, type_coerce(table.chain, Text).label("written"))
            query = query.where(table.point.in_(part), wanted).order_by(table.place)
            for point, *told in self._connection.execute(query).all():
                found.setdefault(point, []).append(AccountOutline(*told))
        return found

    def sizes(self, names: Collection[str]) -> dict[str, int]:
        """Return how many accounts these points of the machine's have."""
        table, found = schema.accounts.c, dict[str, int]()
        for part in chunks(sorted(names), IDS_AT_ONCE):
            query = select(table.point, func.count()).where(table.point.in_(part))
            rows = self._connection.execute(query.group_by(table.point))
            found.update((row[0], row[1]) for row in rows)
        return found

    def origins(self, names: Collection[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Return the origins of these points of the machine's."""
        return link_points.gathered(self._connection, schema.origins, sorted(names))

    def origins_with(
        self, accounts: Collection[str], points: Collection[str]
    ) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Return those origins of these points of the machine's that hold any of these accounts."""
        return link_points.origins_with(self._connection, accounts, points)

    def collapses(self, names: Collection[str]) -> dict[str, list[Collapse]]:
        """Return the evidence of the origins of these points of the machine's."""
        return link_points.collapses_of(self._connection, sorted(names))

    def accounts(self, names: Collection[str]) -> dict[str, Account]:
        """Return these accounts of the machine's by id."""
        return link_points.accounts_by_id(self._connection, sorted(names))

    def accounts_in(
        self, reports: Collection[str], points: Collection[str]
    ) -> list[tuple[str, Account]]:
        """Return the accounts of these reports on these points of the machine's, each by point."""
        numbers = numbers_of(self._connection, sorted(reports))
        found = []
        for report in sorted(numbers):
            placed = link_points.accounts_in(self._connection, numbers[report], sorted(points))
            found += [(one.point, one.account) for one in placed]
        return found

    def attributions_behind(self, accounts: Collection[str]) -> dict[str, Attribution]:
        """Return by account of the machine's the attribution it rests on."""
        table, said, found = schema.accounts, schema.attributions, dict[str, Attribution]()
        mine = (said.c.report == table.c.report) & (said.c.id == table.c.attribution)
        for part in chunks(sorted(accounts), IDS_AT_ONCE):
            query = select(said, table.c.id.label("account")).join(table, mine)
            for row in self._connection.execute(query.where(table.c.id.in_(part))):
                found[row.account] = extraction_store.attribution_of(row)
        return found

    def numbers(self, reports: Collection[str]) -> dict[str, int]:
        """Return the numbers of these reports, by which outlines name them."""
        return numbers_of(self._connection, sorted(reports))

    # --- what is shown --------------------------------------------------------------------------

    def shown_points(self, name: str) -> list[Point]:
        """Return the points shown under this id, or whose id begins so: two at most."""
        found: list[Point] = effects.named(self._connection, Kind.POINT, name)
        names = self._proposed(schema.points.c.id, Kind.POINT, name)
        proposed = reweighed.laid_on(self._connection, self.points(names))
        return _exact([*found, *proposed], name)

    def shown_point(self, name: str) -> ShownPoint | None:
        """Return what is shown under this very id, None where nothing is."""
        return shown.point(self._connection, name)

    def point_seen(self, name: str) -> PointSeen | None:
        """Return the point shown under this very id as a decision keeps it, None for none."""
        return shown.seen(self._connection, name)

    def shown_actors(self, name: str) -> list[LinkedEntity]:
        """Return the actors shown under this id, or whose id begins so: two at most."""
        found: list[LinkedEntity] = effects.named(self._connection, Kind.ACTOR, name)
        names = self._proposed(schema.linked_entities.c.id, Kind.ACTOR, name)
        return _exact([*found, *self.actors(names)], name)

    def _proposed(self, key: Any, kind: Kind, name: str) -> set[str]:
        """Return the machine's ids that are so, or begin so, and shown as proposed: two at most."""
        exact = self._connection.execute(select(key).where(key == name)).scalar()
        names = {exact} if exact else self._beginning(key, name)
        return names - effects.replaced_among(self._connection, kind, names)

    def _beginning(self, key: Any, name: str) -> set[str]:
        query = select(key).where(key >= name, key < name + LAST).order_by(key).limit(2)
        return set(self._connection.execute(query).scalars())

    # --- effects --------------------------------------------------------------------------------

    def show_points(self, replaced: Collection[str], points: Sequence[Point]) -> None:
        """Show these points in place of the machine's of the ids `replaced`."""
        effects.save_points(self._connection, replaced, points)

    def changed_points(self, names: Collection[str]) -> set[str]:
        """Return those of the machine's points in whose place others are shown."""
        return effects.replaced_among(self._connection, Kind.POINT, names)

    def reweighed(self, names: Collection[str]) -> dict[str, Reweighed]:
        """Return what is kept of decisions on words beside these points."""
        return reweighed.load(self._connection, names)

    def keep_reweighed(self, found: Mapping[str, Reweighed | None]) -> None:
        """Let the origins of these points be shown so; None: as linking found them."""
        reweighed.keep(self._connection, found)

    def mark_points(self, marks_of: Mapping[str, Marks]) -> None:
        """Let these points, as they are shown, carry these marks."""
        marks.show(self._connection, marks_of)

    def show_actors(self, groups: Sequence[effects.Actors]) -> None:
        """Show actors in place of the machine's, each group by itself."""
        effects.save_actors(self._connection, groups)

    def note_standings(self, report: str, found: Standings) -> None:
        """Let the attributions and credits of a report stand so, and no other of them."""
        numbers = numbers_of(self._connection, [report])
        if report in numbers:
            standings.replace(self._connection, numbers[report], found)

    def forget_effects(self) -> None:
        """Forget all effects, before they are worked out anew."""
        effects.clear(self._connection)
        standings.clear(self._connection)


def _exact(found: list[T], name: str) -> list[T]:
    return [item for item in found if item.id == name] or found[:2]
