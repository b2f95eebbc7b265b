"""The effect of decisions on points and actors: worked out for what they touch, and only that.

A settle starts from the machine's records and all decisions that stand on them, so that it comes
out the same whatever was shown before: after a decision, after its undo, after a new linking.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from whence.deciding.credits import note_standings, points_on, refused_credits
from whence.deciding.reweighing import Reweigher
from whence.deciding.saying import CHANGES_WORDS, settle_saying
from whence.deciding.telling import found_at
from whence.judging.actors import LocalCast, attach_members, decide_actors
from whence.judging.attaching import attach_account, attach_member
from whence.judging.attributions import decide_extraction
from whence.judging.credits import decide_relays, decide_reuses
from whence.judging.points import DecidedPoint, decide_points, tied_by
from whence.judging.standing import standing, withdrawn
from whence.ledger.bench import Bench
from whence.ledger.report_store import chunks
from whence.linking.gazetteer import Gazetteer
from whence.linking.recount import Ground, chief_names, places_of, recount
from whence.records.decisions import Member
from whence.records.extraction import Extraction
from whence.records.judgement import (
    About,
    AccountSeen,
    ActorSeen,
    Apart,
    AttributionSeen,
    Judgement,
    MemberSeen,
    NewSpans,
    OneOrigin,
    PointSeen,
    RelaySeen,
    ReuseSeen,
    SeparateOrigins,
    Together,
)
from whence.records.links import Account, LinkedEntity, Point
from whence.records.report import Report
from whence.records.span import Span

M = TypeVar("M", bound=Point | LinkedEntity)
D = TypeVar("D", bound=DecidedPoint | LinkedEntity)


@dataclass(frozen=True, slots=True)
class Settler:
    """Works out the effect of decisions; `gazetteer` is the one linking goes by."""

    gazetteer: Gazetteer

    def settle(self, bench: Bench, judgement: Judgement) -> None:
        """Work out the effect of a decision that was just taken, taken back or restored."""
        change = judgement.change
        target = bench.judgement(change.number) if isinstance(change, About) else judgement
        if target is None or target.seen is None:
            return
        if isinstance(target.seen, ActorSeen):
            _settle_actors(bench, _touched_actors(bench, target))
            return
        if isinstance(target.seen, PointSeen):
            if not settle_saying(bench, target):
                self._settle_points(bench, _touched_points(bench, target))
            return
        note_standings(bench, target.seen.report)
        if not settle_saying(bench, target):
            touched = _touched_points(bench, target)
            self._settle_words(bench, dict.fromkeys(touched, (target.seen.report,)))

    def settle_all(self, bench: Bench) -> None:
        """Work out the effects of all decisions, after new links were saved."""
        bench.forget_effects()
        done: set[str] = set()
        told: dict[str, set[str]] = {}
        taken = standing(bench.judgements(bench.judged_reports()))
        for report in sorted({j.seen.report for j in taken if isinstance(j.seen, ON_WORDS)}):
            note_standings(bench, report)
        for judgement in taken:
            if isinstance(judgement.seen, ActorSeen):
                _settle_actors(bench, _touched_actors(bench, judgement))
            elif isinstance(judgement.seen, ON_WORDS):
                for name in _touched_points(bench, judgement):
                    told.setdefault(name, set()).add(judgement.seen.report)
            elif judgement.seen is not None:
                touched = _touched_points(bench, judgement) - done
                done |= self._settle_points(bench, touched)
        for names in chunks(sorted(told.keys() - done), AT_ONCE):
            self._settle_words(bench, {name: told[name] for name in names})

    def _settle_words(self, bench: Bench, told: Mapping[str, Collection[str]]) -> None:
        """Show what decisions on words of reports, given by point, leave of the machine's points.

        Where people left a point as linking made it, only its origins may have changed.
        """
        changed = bench.changed_points(told)
        left = {name: of for name, of in told.items() if name not in changed}
        anew = Reweigher(bench, self.gazetteer).reweigh(left)
        self._settle_points(bench, changed | anew)

    def _settle_points(self, bench: Bench, touched: set[str]) -> set[str]:
        """Show these points of the machine's, and all tied to them, as people decided."""
        points, all_taken = _tied_points(bench, touched)
        if not points:
            return set()
        bench.show_points({point.id for point in points}, [])
        taken = standing(all_taken)
        told = _Words.of(bench, points, taken, taken_back_since(all_taken, bench.linked_at()))
        components = _components(points, decide_points(points, taken))
        left: dict[str, set[str]] = {}
        for machine, parts in components:
            if not any(_is_changed(part) for part in parts):
                bench.mark_points({part.id: part.judged for part in parts})
                left |= {p.id: told.reports_of(p) for p in machine if told.bear_on([p])}
        anew = Reweigher(bench, self.gazetteer).reweigh(left)
        accounts = [a for machine, parts in components for a in _held(machine, parts)]
        grounds = _Grounds(bench, self.gazetteer, taken, accounts)
        for machine, parts in components:
            if any(map(_is_changed, parts)) or any(point.id in anew for point in machine):
                shown = _counted(machine, parts, told, grounds)
                bench.show_points({point.id for point in machine}, shown)
        return {point.id for point in points}


ON_WORDS = (AttributionSeen, RelaySeen, ReuseSeen)
AT_ONCE = 50  # points settled together: what is read of their reports is held


def _is_changed(part: DecidedPoint) -> bool:
    """Say whether people decided what a point holds, or on its origins by themselves."""
    return part.moved or bool(part.one_origin) or bool(part.apart)


def _counted(
    machine: Sequence[Point], parts: Sequence[DecidedPoint], told: _Words, grounds: _Grounds
) -> list[Point]:
    """Return what is shown of points that people decided on together."""
    heard = told.bear_on(machine)
    counted = [part for part in parts if heard or _is_changed(part)]
    # What a count rests on takes time to gather.
    ground = grounds.of(_held(machine, parts))
    anew = told.weigh(machine)
    return [
        recount(part, machine, ground, anew=anew)
        if part in counted
        else replace(part.base, judged=part.judged)
        for part in parts
    ]


def _held(machine: Sequence[Point], parts: Sequence[DecidedPoint]) -> list[Account]:
    held = [account for point in machine for account in point.accounts]
    return [*held, *(account for part in parts for account in part.accounts)]


@dataclass(frozen=True, slots=True)
class _Words:
    """Decisions on words that bear on some points.

    `weighed` are points whose origins may rest on a credit or passage that people reject, `heard`
    the decisions that change claims, or changed them when links were made; `reports` those with
    any decision on words.
    """

    weighed: frozenset[str]
    heard: tuple[Judgement, ...]
    reports: frozenset[str]

    @staticmethod
    def of(
        bench: Bench,
        points: Sequence[Point],
        taken: Sequence[Judgement],
        taken_back: Sequence[Judgement],
    ) -> _Words:
        """Gather them; `taken_back` are decisions that stood when links were made."""
        refused = refused_credits(bench, taken)
        weighed = {name for credit in refused for name in points_on(bench, credit)}
        on = [j for j in (*taken, *taken_back) if isinstance(j.seen, ON_WORDS)]
        return _Words(
            weighed=frozenset(weighed.intersection(point.id for point in points)),
            heard=tuple(j for j in on if j.verdict in CHANGES_WORDS),
            reports=frozenset(j.seen.report for j in on if isinstance(j.seen, ON_WORDS)),
        )

    def weigh(self, points: Iterable[Point]) -> bool:
        """Say whether the origins of any of these points have to be weighed anew."""
        return any(point.id in self.weighed for point in points)

    def bear_on(self, points: Sequence[Point]) -> bool:
        """Say whether any of the decisions bears on these points."""
        return self.weigh(points) or _heard(points, self.heard)

    def reports_of(self, point: Point) -> set[str]:
        """Return the reports with decisions on words that speak on a point."""
        return {a.report for a in point.accounts if a.report in self.reports}


class _Grounds:
    """What recounts rest on; points of one report share most of theirs, which is read once.

    `taken` are the decisions that stand, `accounts` all that may be counted.
    """

    def __init__(
        self,
        bench: Bench,
        gazetteer: Gazetteer,
        taken: Sequence[Judgement],
        accounts: Iterable[Account],
    ) -> None:
        self._bench = bench
        self._gazetteer = gazetteer
        self._taken = taken
        self._places = places_of(accounts)
        self._reports: dict[str, Report] = {}
        self._extractions: dict[str, Extraction] = {}

    def of(self, accounts: Iterable[Account]) -> Ground:
        """Return what the origins of these accounts are told by."""
        ids = {account.report for account in accounts}
        relays, reuses = self._bench.credits(ids)
        relays = tuple(r for r in decide_relays(relays, self._taken) if not r.rejected)
        reuses = tuple(r for r in decide_reuses(reuses, self._taken) if not r.rejected)
        sources = {reuse.source_report for reuse in reuses if reuse.source_report}
        self._read(ids, sources)
        return Ground(
            reports={r: self._reports[r] for r in sorted(ids | sources) if r in self._reports},
            extractions={r: self._extractions[r] for r in sorted(ids) if r in self._extractions},
            relays=relays,
            reuses=reuses,
            chief=chief_names(self._bench.actor_names_in(ids)),
            gazetteer=self._gazetteer,
        )

    def _read(self, ids: set[str], sources: set[str]) -> None:
        self._reports |= self._bench.reports((ids | sources) - self._reports.keys())
        places = {report: self._places[report] for report in ids - self._extractions.keys()}
        found = found_at(self._bench, places, self._reports, self._taken)
        for report, extraction in found.items():
            decided = decide_extraction(extraction, self._taken).extraction
            self._extractions[report] = decided


# --- points ---------------------------------------------------------------------------------------


def _touched_points(bench: Bench, judgement: Judgement) -> set[str]:
    seen, change = judgement.seen, judgement.change
    if isinstance(seen, AttributionSeen):
        spans: list[Span] = [*seen.content, *seen.cue]
        if isinstance(change, NewSpans):
            spans += [*change.content, *change.cue]
        return bench.points_at(seen.report, spans)
    if isinstance(seen, RelaySeen | ReuseSeen):
        return points_on(bench, seen)
    accounts: list[AccountSeen] = list(seen.accounts) if isinstance(seen, PointSeen) else []
    if isinstance(change, Apart | OneOrigin | SeparateOrigins):
        accounts += change.accounts
    if isinstance(change, Together):
        accounts += [a for o in change.others if isinstance(o, PointSeen) for a in o.accounts]
    return points_seen(bench, accounts)


def points_seen(bench: Bench, seen: Iterable[AccountSeen]) -> set[str]:
    """Return the machine's points that hold these accounts now: by id, else by their words."""
    listed = list(seen)
    held = bench.points_with([a.id for a in listed])
    found = {point for points in held.values() for point in points}
    for account in listed:
        if account.id not in held:
            near = bench.points(bench.points_at(account.report, account.spans))
            found |= {p.id for p in near if attach_account(account, p.accounts)}
    return found


def _tied_points(
    bench: Bench, touched: Collection[str]
) -> tuple[tuple[Point, ...], list[Judgement]]:
    """Return the points with all that decisions tie to them, and all decisions on any of these."""
    names = set(touched)
    while True:
        points = bench.points(names)
        reports = {account.report for point in points for account in point.accounts}
        taken = bench.judgements(reports)
        held = {account.id: account for point in points for account in point.accounts}
        by_report: dict[str, list[Account]] = {}
        for account in held.values():
            by_report.setdefault(account.report, []).append(account)
        tied = {
            point
            for group in tied_by(standing(taken))
            if not all(seen.id in held for seen in group) and _touches(group, held, by_report)
            for point in points_seen(bench, group)
        }
        if tied <= names:
            return points, taken
        names |= tied


def _touches(
    group: Iterable[AccountSeen],
    held: Mapping[str, Account],
    by_report: Mapping[str, Sequence[Account]],
) -> bool:
    return any(
        seen.id in held or attach_account(seen, by_report.get(seen.report, ())) for seen in group
    )


def _heard(machine: Sequence[Point], told: Iterable[Judgement]) -> bool:
    """Say whether a decision on an attribution bears on an account of these points."""
    accounts = [account for point in machine for account in point.accounts]
    for judgement in told:
        seen, change = judgement.seen, judgement.change
        if not isinstance(seen, AttributionSeen):
            continue
        spans = [*seen.content, *(change.content if isinstance(change, NewSpans) else ())]
        for account in accounts:
            if account.report == seen.report and any(
                a.overlaps(b) for a in account.spans for b in spans
            ):
                return True
    return False


def _components(
    points: Sequence[Point], decided: Sequence[DecidedPoint]
) -> list[tuple[list[Point], list[DecidedPoint]]]:
    """Gather decided points with the machine's points that their accounts come from."""
    homes: dict[str, list[Point]] = {}
    for point in points:
        for account in point.accounts:
            homes.setdefault(account.id, []).append(point)

    def sources(part: DecidedPoint) -> list[Point]:
        return [part.base, *(point for a in part.accounts for point in homes.get(a.id, ()))]

    return _gathered(decided, sources)


def _gathered(
    decided: Iterable[D], sources: Callable[[D], Iterable[M]]
) -> list[tuple[list[M], list[D]]]:
    """Gather what people decided with all of the machine's records that it comes from."""
    found: list[tuple[list[M], list[D]]] = []
    for part in decided:
        machine = {record.id: record for record in sources(part)}
        parts = [part]
        for other in [c for c in found if any(record.id in machine for record in c[0])]:
            found.remove(other)
            machine = {**{record.id: record for record in other[0]}, **machine}
            parts = [*other[1], *parts]
        found.append((list(machine.values()), parts))
    return found


# --- actors ---------------------------------------------------------------------------------------


def _settle_actors(bench: Bench, touched: set[str]) -> None:
    """Show these actors of the machine's, and all tied to them, as people decided."""
    actors, taken, casts = _tied_actors(bench, touched)
    if not actors:
        return
    home = {member: actor for actor in actors for member in actor.members}
    decided = _gathered(
        decide_actors(actors, taken, casts), lambda actor: (home[m] for m in actor.members)
    )
    # Each with its own alone: what is decided later on one of them leaves the others as shown.
    bench.show_actors([(linked, shown if shown != linked else []) for linked, shown in decided])


def _touched_actors(bench: Bench, judgement: Judgement) -> set[str]:
    members = _members(judgement)
    attached = attach_members(members, casts_seen(bench, members))
    held = bench.actors(_actors_seen(judgement))
    return _holders(bench, attached, {m: actor.id for actor in held for m in actor.members})


def _actors_seen(judgement: Judgement) -> set[str]:
    """Return the ids of the actors that a decision is on, as they were then."""
    change = judgement.change
    others = change.others if isinstance(change, Together) else ()
    return {seen.id for seen in (judgement.seen, *others) if isinstance(seen, ActorSeen)}


def _holders(bench: Bench, members: Iterable[Member], held: Mapping[Member, str]) -> set[str]:
    """Return the machine's actors that hold these members; `held` tells of some who does."""
    wanted = set(members)
    elsewhere = wanted - held.keys()
    found = {held[member] for member in wanted & held.keys()}
    return found | bench.actors_with(elsewhere) if elsewhere else found


def _members(judgement: Judgement) -> list[MemberSeen]:
    seen, change = judgement.seen, judgement.change
    members = list(seen.members) if isinstance(seen, ActorSeen) else []
    if isinstance(change, Together):
        members += [m for o in change.others if isinstance(o, ActorSeen) for m in o.members]
    if isinstance(change, Apart):
        members += change.members
    return members


def casts_seen(
    bench: Bench, members: Sequence[MemberSeen], held: Iterable[Member] = ()
) -> dict[str, LocalCast]:
    """Return of the members' reports who is needed to find the members there again.

    Where all are called as they were, these alone, with those `held` of the report; else whoever
    it names, and where names moved where as well.
    """
    reports = {m.report for m in members}
    known = {(m.report, m.entity) for m in members} | {m for m in held if m[0] in reports}
    casts = bench.casts_of(known, places=False)
    called = {(report, e.id, e.name) for report, cast in casts.items() for e in cast.entities}
    otherwise = {m.report for m in members if (m.report, m.entity, m.name) not in called}
    if not otherwise:
        return casts
    entities = bench.entities(otherwise)
    moved = {
        m.report
        for m in members
        if m.report in otherwise and attach_member(m, entities.get(m.report, ()), ()) is None
    }
    named = {report: LocalCast(found) for report, found in entities.items()}
    return {**casts, **named, **bench.casts(moved)}


def _tied_actors(
    bench: Bench, touched: Collection[str]
) -> tuple[tuple[LinkedEntity, ...], list[Judgement], dict[str, LocalCast]]:
    names = set(touched)
    while True:
        actors = bench.actors(names)
        held = {member: actor.id for actor in actors for member in actor.members}
        taken = bench.decisions_on_actors({report for report, _ in held})
        casts = casts_seen(bench, [m for j in taken for m in _members(j)], held)
        on = [(j, attach_members(_members(j), casts)) for j in taken]
        own = [(j, members) for j, members in on if not held.keys().isdisjoint(members)]
        tied = _holders(bench, {m for _, members in own for m in members}, held)
        if tied <= names:
            return actors, [j for j, _ in own], casts
        names |= tied


def taken_back_since(taken: Sequence[Judgement], number: int) -> list[Judgement]:
    """Return the decisions that stood when the log had `number` entries and stand no longer.

    Linking had worked them in then; until it runs again their undo has to be shown.
    """
    before = withdrawn([j for j in taken if j.number <= number])
    gone = withdrawn(taken) - before
    return [j for j in taken if j.number in gone and j.number <= number]
