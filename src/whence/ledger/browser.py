"""The ledger as pages read it: a snapshot, asked for no more than a page can show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from whence.judging.accuracy import StageAccuracy, accuracy_of
from whence.ledger import (
    browse_accounts,
    browse_actors,
    browse_credits,
    browse_doubts,
    browse_effects,
    browse_numbers,
    browse_points,
    browse_reports,
    browse_voices,
    browse_words,
    decided,
    extraction_store,
    findings,
    growing_store,
    judgements,
    link_store,
    report_store,
    schema,
)
from whence.ledger.browse_actors import (
    ActorFilter,
    ActorHead,
    ActorOrder,
    LabelUse,
    SaidHead,
)
from whence.ledger.browse_credits import Credit
from whence.ledger.browse_doubts import Doubted
from whence.ledger.browse_numbers import LeftOut
from whence.ledger.browse_points import (
    PartOfPoint,
    PointAnswer,
    PointCell,
    PointCounts,
    PointFilter,
    PointHead,
    PointOrder,
)
from whence.ledger.browse_reports import (
    OutletDays,
    OutletHead,
    PublishedDay,
    ReportFilter,
    ReportHead,
)
from whence.ledger.browse_voices import ReportTellings, Told
from whence.ledger.browse_words import Found, take_apart
from whence.ledger.effects import Kind
from whence.records.extraction import Extraction, Stance
from whence.records.judgement import Judgement
from whence.records.links import Account, LinkedEntity, Point, Relation, Relay, Reuse
from whence.records.numbers import StoryNumbers
from whence.records.report import Refusal, Report


@dataclass(frozen=True, slots=True)
class LedgerCounts:
    """What the ledger holds, in the numbers its first page shows."""

    reports: int
    not_analysed: int
    refused: int
    outlets: int
    attributions: int
    statements: int
    quantities: int
    actors: int
    speakers: int
    judgements: int


class Browser:
    """One snapshot of the ledger; all methods read a bounded part of it."""

    def __init__(self, connection: Connection) -> None:
        """Read through an open connection."""
        self._connection = connection

    # --- the whole, in numbers ------------------------------------------------------------------

    def version(self) -> tuple[str, int]:
        """Return what changes when the machine's findings do: links' signature, log entry."""
        changing = select(func.max(schema.log.c.number)).where(schema.log.c.action != "judge")
        signature = link_store.get_meta(self._connection, link_store.SIGNATURE) or ""
        return signature, int(self._connection.execute(changing).scalar() or 0)

    def revision(self) -> tuple[str | int | None, ...]:
        """Return what changes with every change of reports, links or decisions."""
        keys = (link_store.SIGNATURE, link_store.STALE, link_store.MADE_AT, growing_store.GROWN)
        held = link_store.all_meta(self._connection)
        last = self._connection.execute(select(func.max(schema.log.c.number))).scalar()
        return (last, *(held.get(key) for key in keys))

    def counts(self) -> LedgerCounts:
        """Return the counts of the first page."""
        reports = schema.reports.c
        outlets = select(func.count(reports.outlet.distinct()))
        return LedgerCounts(
            reports=self._count(schema.reports),
            not_analysed=self.count_reports(ReportFilter(not_analysed=True)),
            refused=len(self.refusals()),
            outlets=int(self._connection.execute(outlets).scalar_one()),
            attributions=self._count(schema.attributions),
            statements=self._count(schema.statements),
            quantities=self._count(schema.quantities),
            actors=self.count_actors(ActorFilter()),
            speakers=self.count_actors(ActorFilter(speakers=True)),
            judgements=self._count(schema.judgements),
        )

    def numbers(self) -> StoryNumbers:
        """Return the counts that stand above a story."""
        return browse_numbers.numbers(self._connection)

    def left_out(self, limit: int) -> list[LeftOut]:
        """Return at most `limit` of the reports that were not analysed, by path."""
        return browse_numbers.left_out(self._connection, limit)

    def _count(self, table: Any) -> int:
        query = select(func.count()).select_from(table)
        return int(self._connection.execute(query).scalar_one())

    def refusals(self) -> list[Refusal]:
        """Return the inputs that could not be read."""
        return report_store.standing_refusals(self._connection)

    # --- points ---------------------------------------------------------------------------------

    def point_counts(self) -> PointCounts:
        """Return the counts over all points."""
        return browse_points.counts(self._connection)

    def relation_counts(self) -> dict[Relation, int]:
        """Return how many points stand in each relation."""
        return browse_points.relation_counts(self._connection)

    def point_heads(
        self,
        wanted: PointFilter,
        order: PointOrder = PointOrder.PARTING,
        skip: int = 0,
        count: int = 25,
    ) -> list[PointHead]:
        """Return `count` heads of points after the first `skip` of those wanted."""
        return browse_points.heads(self._connection, wanted, order, skip, count)

    def count_points(self, wanted: PointFilter) -> int:
        """Return how many points are wanted."""
        return browse_points.count(self._connection, wanted)

    def points(self, ids: Sequence[str]) -> list[Point]:
        """Return these points with all their accounts, as people decided."""
        return browse_points.whole(self._connection, ids)

    def part_of_point(self, point: str, most: int, at: int | None = None) -> PartOfPoint | None:
        """Return a point with at most `most` of its accounts, and the one at place `at`."""
        return browse_points.bounded(self._connection, point, most, at)

    def point_head(self, point: str) -> PointHead | None:
        """Return a point's head, None where nothing is shown under this id."""
        return browse_points.head(self._connection, point)

    def shown_instead(self, point: str) -> list[str]:
        """Return the points that are shown in place of one of the machine's."""
        return browse_effects.instead(self._connection, Kind.POINT, point)

    def outlets_of_points(self, points: Sequence[str]) -> list[str]:
        """Return the outlets that speak on these points, those on most of them first."""
        return browse_points.outlets_of(self._connection, points)

    def usually_told(self, points: Sequence[str]) -> set[str]:
        """Return those of these points that most reports of the first day told."""
        return browse_points.usually_told(self._connection, points)

    def cells(self, points: Sequence[str], outlets: Sequence[str]) -> list[PointCell]:
        """Return what these outlets say on these points, an account for each answer."""
        return browse_points.cells(self._connection, points, outlets)

    def answers(self, points: Sequence[str], most: int) -> list[PointAnswer]:
        """Return the `most` answers that most accounts give on each of these points."""
        return browse_points.answers(self._connection, points, most)

    def points_of_report(self, number: int, limit: int) -> list[tuple[PointHead, int, Account]]:
        """Return what a report says on points: the point, the account's place, the account."""
        return browse_points.of_report(self._connection, number, limit)

    def points_with_words(self, words: str, limit: int) -> list[PointHead]:
        """Return points whose question or account holds the words as they stand."""
        return browse_points.with_words(self._connection, words, limit)

    # --- reports --------------------------------------------------------------------------------

    def report_heads(self, wanted: ReportFilter, skip: int, count: int) -> list[ReportHead]:
        """Return `count` reports after the first `skip`, by date, those without one last."""
        return browse_reports.heads(self._connection, wanted, skip, count)

    def count_reports(self, wanted: ReportFilter) -> int:
        """Return how many reports are wanted."""
        return browse_reports.count(self._connection, wanted)

    def heads_by_id(self, ids: Collection[str]) -> dict[str, ReportHead]:
        """Return the heads of these reports."""
        return browse_reports.heads_by_id(self._connection, ids)

    def report_by_key(self, key: str) -> Report | None:
        """Return the report whose hash begins with `key`."""
        return browse_reports.by_key(self._connection, key)

    def reports(self, ids: Iterable[str]) -> dict[str, Report]:
        """Return these reports with their texts."""
        return report_store.reports_by_id(self._connection, set(ids))

    def extractions(
        self, ids: Collection[str], parts: Collection[str] | None = None
    ) -> dict[str, Extraction]:
        """Return what was found in these reports, as people decided, without vectors.

        `parts` names the fields that are wanted, all where it is None.
        """
        numbers = report_store.numbers_of(self._connection, sorted(ids))
        pairs = [(number, report) for report, number in numbers.items()]
        found = extraction_store.load(self._connection, pairs, vectors=False, parts=parts)
        shown = decided.extractions(self._connection, found)
        return {extraction.report: extraction for extraction in shown if extraction is not None}

    def around(self, accounts: Sequence[Account]) -> dict[str, Extraction]:
        """Return what a page quotes of accounts: sentences, and attributions they rest on."""
        return browse_accounts.around(self._connection, accounts)

    def credits_of(self, ids: Collection[str]) -> tuple[tuple[Relay, ...], tuple[Reuse, ...]]:
        """Return whom these reports credit and what they carry over, with what people decided."""
        numbers = report_store.numbers_of(self._connection, sorted(ids))
        by_number = {number: report for report, number in numbers.items()}
        relays = link_store.relays_of(self._connection, by_number)
        reuses = link_store.reuses_of(self._connection, by_number)
        return decided.credited(self._connection, ids, relays, reuses)

    def original(self, report: str) -> bytes:
        """Return a report's bytes as they came in."""
        return report_store.original(self._connection, report, where="")

    def outlets(self, limit: int = 500) -> list[OutletHead]:
        """Return the outlets, those with most reports first."""
        return browse_reports.outlets(self._connection, limit)

    def publishing(self, outlets: Sequence[str]) -> dict[str, OutletDays]:
        """Return when each of these outlets' reports came out."""
        return browse_reports.publishing(self._connection, outlets)

    def tellings(self, outlet: str) -> list[ReportTellings]:
        """Return an outlet's reports by date with how often they put what forward in which way."""
        return browse_voices.of_outlet(self._connection, outlet, self._for_voices)

    def told_in(self, reports: Collection[str]) -> dict[str, list[Told]]:
        """Return what each of these reports puts forward, in the order of its words."""
        found = self._for_voices(reports)
        return {name: browse_voices.told_in(extraction) for name, extraction in found.items()}

    def _for_voices(self, reports: Collection[str]) -> dict[str, Extraction]:
        return self.extractions(reports, browse_voices.PARTS)

    def days(self) -> list[PublishedDay]:
        """Return each day on which reports were published and how many."""
        return browse_reports.days(self._connection)

    # --- actors and credits ---------------------------------------------------------------------

    def actor_heads(
        self, wanted: ActorFilter, order: ActorOrder, skip: int, count: int
    ) -> list[ActorHead]:
        """Return `count` actors after the first `skip` of those wanted."""
        return browse_actors.heads(self._connection, wanted, order, skip, count)

    def count_actors(self, wanted: ActorFilter) -> int:
        """Return how many actors are wanted."""
        return browse_actors.count(self._connection, wanted)

    def actor(self, name: str) -> LinkedEntity | None:
        """Return an actor by id, as people decided."""
        return browse_actors.whole(self._connection, name)

    def bare_actor(self, name: str) -> LinkedEntity | None:
        """Return an actor as people decided; one of the machine's comes without its members."""
        return browse_actors.bare(self._connection, name)

    def actor_head(self, name: str) -> ActorHead | None:
        """Return an actor's head, None where nothing is shown under this id."""
        return browse_actors.head(self._connection, name)

    def said_by(self, actor: LinkedEntity, skip: int, count: int) -> list[SaidHead]:
        """Return `count` of the claims an actor makes after the first `skip`, by date."""
        return browse_actors.said_by(self._connection, actor, skip, count)

    def touched_beside(self, actor: LinkedEntity, most: int) -> list[tuple[str, str, str]]:
        """Return claims people decided on that the machine gives to others than this actor."""
        return browse_actors.touched_beside(self._connection, actor, most)

    def stances_of(self, actor: LinkedEntity, most: int) -> dict[Stance, int]:
        """Return how many of an actor's claims, or of `most` of them, stand in which stance."""
        return browse_actors.stances_of(self._connection, actor, most)

    def labels_of(self, actor: LinkedEntity, limit: int) -> list[LabelUse]:
        """Return at most `limit` uses of an actor's names and descriptions, by date."""
        return browse_actors.labels_of(self._connection, actor, limit)

    def credits(self, limit: int | None = None) -> list[Credit]:
        """Return who credits whom, the most frequent first: all, or `limit` of either sort."""
        return browse_credits.edges(self._connection, limit)

    def relays_between(self, outlet: str, cites: str, limit: int) -> list[Relay]:
        """Return where an outlet credits another, by date, with what people decided."""
        return browse_credits.relays_between(self._connection, outlet, cites, limit)

    def reuses_between(self, outlet: str, origin: str, limit: int) -> list[Reuse]:
        """Return what an outlet carries over from another, by date, with what people decided."""
        return browse_credits.reuses_between(self._connection, outlet, origin, limit)

    # --- what needs an eye ----------------------------------------------------------------------

    def doubted_points(self, skip: int, count: int) -> list[Doubted]:
        """Return unchecked points, those that need an eye most first."""
        return browse_doubts.points(self._connection, skip, count)

    def doubted(self, skip: int, count: int) -> list[Doubted]:
        """Return doubtful attributions that nobody has checked, the most doubtful first."""
        return browse_doubts.attributed(self._connection, skip, count)

    def disputed(self, skip: int, count: int) -> list[Doubted]:
        """Return the points and claims on which people disagree."""
        return browse_doubts.disputed(self._connection, skip, count)

    def count_doubted(self) -> tuple[int, int, int]:
        """Return how many points, doubtful attributions and disagreements wait for an eye."""
        connection = self._connection
        return (
            browse_doubts.count_points(connection),
            browse_doubts.count_attributed(connection),
            browse_doubts.count_disputed(connection),
        )

    # --- words, decisions -----------------------------------------------------------------------

    def find(self, typed: str, skip: int, limit: int) -> Found:
        """Return the reports that hold what a person typed; nothing typed is an error."""
        return browse_words.find(self._connection, take_apart(typed), skip, limit)

    def judgements(self, skip: int, count: int) -> list[Judgement]:
        """Return decisions, the last first."""
        return judgements.latest(self._connection, skip, count)

    def accuracy(self) -> tuple[StageAccuracy, ...]:
        """Return how often people found that the machine was right, by stage."""
        return accuracy_of(findings.counted(self._connection))

    def count_judgements(self) -> int:
        """Return how many decisions were taken."""
        return self._count(schema.judgements)

    def decision(self, number: int) -> Judgement | None:
        """Return the decision with this number in the log."""
        return judgements.one(self._connection, number)

    def withdrawn(self, numbers: Collection[int]) -> set[int]:
        """Return which of these decisions are taken back."""
        return judgements.taken_back(self._connection, numbers)
