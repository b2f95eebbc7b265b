"""What decisions on claims, credits and passages leave of the origins of points.

Of each point are read only the accounts that the decisions bear on, those in origins with them,
and what else may join these: see `linking/reweigh.py`. Statements are told once for all points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from whence.deciding.saying import CHANGES_WORDS
from whence.deciding.telling import found_at
from whence.judging.attributions import decide_extraction
from whence.judging.credits import decide_relays, decide_reuses
from whence.judging.standing import standing
from whence.ledger.bench import AccountOutline, Bench
from whence.linking.gazetteer import Gazetteer
from whence.linking.recount import Ground, chief_names, places_of, statements_of
from whence.linking.reweigh import Elsewhere, Statements, Told, TouchedPoint, reweigh
from whence.linking.speakers import Speakers
from whence.records.judgement import AttributionSeen, Judgement, NewSpans
from whence.records.links import Account, Relay, Reuse, Reweighed
from whence.records.span import Span

READ_WHOLE = 512  # accounts up to which all of a point's are read to tell if one names somebody


@dataclass(frozen=True, slots=True)
class _Words:
    """What people decided on words of some reports, as it stands and as it stood at linking."""

    now: Sequence[Judgement]
    then: Sequence[Judgement]

    def changed(self) -> list[Judgement]:
        """Return the decisions on claims' words that stand now and did not then, or did then."""
        now = {j.number: j for j in self.now}
        then = {j.number: j for j in self.then}
        return [
            j
            for number, j in sorted({**now, **then}.items())
            if (number in now) != (number in then)
            and j.verdict in CHANGES_WORDS
            and isinstance(j.seen, AttributionSeen)
        ]


@dataclass(frozen=True, slots=True)
class _Credits:
    """Credits and passages by report: all, and those that people leave."""

    relays: tuple[Relay, ...]
    reuses: tuple[Reuse, ...]
    relays_left: tuple[Relay, ...]
    reuses_left: tuple[Reuse, ...]

    def struck(self) -> list[Relay | Reuse]:
        """Return those that people reject."""
        left = {r.id for r in self.relays_left} | {r.id for r in self.reuses_left}
        listed: list[Relay | Reuse] = [*self.relays, *self.reuses]
        return [credit for credit in listed if credit.id not in left]


class Reweigher:
    """Weighs the origins of points that people otherwise leave as linking made them."""

    def __init__(self, bench: Bench, gazetteer: Gazetteer) -> None:
        """Read and write through `bench`; `gazetteer` is the one linking goes by."""
        self._bench = bench
        self._gazetteer = gazetteer

    def reweigh(self, reports: Mapping[str, Collection[str]]) -> set[str]:
        """Show what decisions on words of reports, given by point, leave of points.

        What is kept of decisions on words of other reports is weighed with them. Return those of
        the points that have to be counted anew: a decision changed more of them.
        """
        kept = self._bench.reweighed(reports)
        told_in = {name: {*of, *_reports(kept.get(name))} for name, of in reports.items()}
        touched = self._touched(told_in)
        found: dict[str, Reweighed | None] = {n: None for n in reports if n not in touched}
        anew: set[str] = set()
        if touched:
            grounds = self._grounds(touched.values())
            for name, point in touched.items():
                before, now = grounds.of(point)
                result = reweigh(point, before, now, sorted(told_in[name]))
                if result is None:
                    anew.add(name)
                else:
                    found[name] = result
        self._bench.keep_reweighed(found)
        return anew

    # --- what decisions bear on -------------------------------------------------------------------

    def _touched(self, told_in: Mapping[str, set[str]]) -> dict[str, TouchedPoint]:
        """Return the points with accounts that decisions bear on, as much of each as is needed."""
        reports = {report for of in told_in.values() for report in of}
        cited, words = self._decided(reports)
        otherwise = self._otherwise(told_in, cited, words)
        if not otherwise:
            return {}
        bounds, sizes = self._bench.bounds(otherwise), self._bench.sizes(otherwise)
        sure = {name for name in otherwise if bounds[name].low == 1 and sizes[name] <= READ_WHOLE}
        told_otherwise = {i for told in otherwise.values() for i in told}
        whole = self._bench.origins_with(told_otherwise, otherwise)
        accounts = self._bench.accounts(_together(otherwise, whole))
        partners = self._carriers(cited, otherwise)
        outlines = self._outlines(otherwise, accounts.values(), partners, sure)
        near = set(self._bench.numbers(partners).values())
        chosen = {
            name: _chosen(outlines[name], whole.get(name, ()), set(told), near)
            for name, told in otherwise.items()
        }
        weighed = {i for ids in chosen.values() for i in ids}
        accounts |= self._bench.accounts(weighed - accounts.keys())
        origins = self._bench.origins_with(weighed, otherwise)
        others = self._bench.origins(sure)
        elsewhere = self._elsewhere(
            {n: [o for o in of if otherwise[n].keys().isdisjoint(o)] for n, of in others.items()},
            outlines,
        )
        collapses = self._bench.collapses(otherwise)
        found = {}
        for name, ids in chosen.items():
            held, told = set(ids), collapses.get(name, [])
            reasons: defaultdict[str, int] = defaultdict(int)
            for collapse in told:
                reasons[collapse.why] += 1
            found[name] = TouchedPoint(
                id=name,
                kind=bounds[name].kind,
                otherwise=frozenset(otherwise[name]),
                accounts=tuple(accounts[i] for i in ids),
                origins=tuple(o for o in origins.get(name, ()) if not held.isdisjoint(o)),
                collapses=tuple(c for c in told if c.one in held and c.other in held),
                reasons=reasons,
                low=bounds[name].low,
                high=bounds[name].high,
                size=sizes[name],
                elsewhere=elsewhere.get(name, ()),
            )
        return found

    def _otherwise(
        self, told_in: Mapping[str, set[str]], cited: _Credits, words: _Words
    ) -> dict[str, dict[str, Account]]:
        """Return by point the accounts that decisions bear on."""
        struck: defaultdict[str, list[Relay | Reuse]] = defaultdict(list)
        for credit in cited.struck():
            struck[credit.report].append(credit)
        spans: defaultdict[str, list[Span]] = defaultdict(list)
        for judgement in words.changed():
            if isinstance(judgement.seen, AttributionSeen):
                spans[judgement.seen.report] += judgement.seen.content
                if isinstance(judgement.change, NewSpans):
                    spans[judgement.seen.report] += judgement.change.content
        found: defaultdict[str, dict[str, Account]] = defaultdict(dict)
        for name, account in self._bench.accounts_in({*struck, *spans}, told_in):
            borne_on = any(_bears_on(credit, account) for credit in struck[account.report])
            at = any(a.overlaps(b) for a in account.spans for b in spans[account.report])
            if account.report in told_in[name] and (borne_on or at):
                found[name][account.id] = account
        return dict(found)

    def _outlines(
        self,
        names: Collection[str],
        accounts: Collection[Account],
        partners: Collection[str],
        whole: Collection[str],
    ) -> dict[str, list[AccountOutline]]:
        """Return what of these points may be weighed with these accounts, which all are.

        What stands in their reports or in `partners`, and what gives a figure of theirs; of points
        among `whole` all.
        """
        reports = {account.report for account in accounts}.union(partners)
        return self._bench.outlines(
            names,
            whole=whole,
            reports=set(self._bench.numbers(reports).values()),
            figures={account.low for account in accounts if account.low is not None},
        )

    def _elsewhere(
        self,
        origins: Mapping[str, Sequence[tuple[str, ...]]],
        outlines: Mapping[str, Sequence[AccountOutline]],
    ) -> dict[str, tuple[tuple[Elsewhere, ...], ...]]:
        """Return these origins, given by point, with what tells whether they are named."""
        wanted = {i for listed in origins.values() for origin in listed for i in origin}
        held = {a.id: a for name in origins for a in outlines[name] if a.id in wanted}
        spoken = self._bench.attributions_behind([i for i, a in held.items() if a.voiced])

        def told(name: str) -> Elsewhere:
            outline = held[name]
            account = Account(name, "", (), outline.says, chain=outline.chain)
            return Elsewhere(account, spoken.get(name))

        return {
            name: tuple(tuple(map(told, origin)) for origin in listed)
            for name, listed in origins.items()
        }

    def _carriers(
        self, cited: _Credits, otherwise: Mapping[str, Mapping[str, Account]]
    ) -> set[str]:
        """Return the reports that words of these accounts are carried over from or with."""
        sources = {
            reuse.source_report
            for accounts in otherwise.values()
            for account in accounts.values()
            for reuse in cited.reuses_left
            if reuse.source_report is not None
            and reuse.report == account.report
            and any(a.overlaps(b) for a in account.spans for b in reuse.spans)
        }
        carriers = {r for source in sources for r in self._bench.carriers_from(source)}
        return sources | carriers

    # --- what they are weighed by -----------------------------------------------------------------

    def _decided(self, reports: Collection[str]) -> tuple[_Credits, _Words]:
        """Return the credits and passages of reports, and the decisions on their words."""
        listed, linked = self._bench.decisions_on_words(reports), self._bench.linked_at()
        taken = standing(listed)
        relays, reuses = self._bench.credits(reports)
        cited = _Credits(
            relays,
            reuses,
            tuple(r for r in decide_relays(relays, taken) if not r.rejected),
            tuple(r for r in decide_reuses(reuses, taken) if not r.rejected),
        )
        return cited, _Words(taken, standing([j for j in listed if j.number <= linked]))

    def _grounds(self, touched: Iterable[TouchedPoint]) -> _Grounds:
        accounts = {a.id: a for point in touched for a in point.accounts}
        otherwise = {i for point in touched for i in point.otherwise}
        ids = {account.report for account in accounts.values()}
        cited, words = self._decided(ids)
        sources = {r.source_report for r in cited.reuses if r.source_report}
        reports = self._bench.reports(ids | sources)
        places = places_of(accounts.values())
        found = found_at(self._bench, places, reports, [*words.now, *words.then])
        now = {r: decide_extraction(e, words.now).extraction for r, e in found.items()}
        ground = Ground(
            reports=reports,
            extractions=now,
            relays=cited.relays_left,
            reuses=cited.reuses_left,
            chief=chief_names(self._bench.actor_names_in(ids)),
            gazetteer=self._gazetteer,
        )
        told = statements_of(accounts.values(), ground)
        before = replace(ground, relays=cited.relays, reuses=cited.reuses)
        if not words.changed() and cited.relays == cited.relays_left:
            return _Grounds(_Basis(before, told), _Basis(ground, told))  # told as they were
        then = {r: decide_extraction(e, words.then).extraction for r, e in found.items()}
        before = replace(before, extractions=then)
        told_before = statements_of((accounts[i] for i in sorted(otherwise)), before)
        return _Grounds(_Basis(before, {**told, **told_before}), _Basis(ground, told))


class _Basis:
    """What all points of a decision are told by."""

    def __init__(self, ground: Ground, statements: Statements) -> None:
        self._ground = ground
        self._statements = statements
        self._evidence = ground.evidence()
        self._speakers: dict[frozenset[str], Speakers] = {}
        self._sources: defaultdict[str, set[str]] = defaultdict(set)
        for reuse in ground.reuses:
            if reuse.source_report:
                self._sources[reuse.report].add(reuse.source_report)

    def of(self, point: TouchedPoint) -> Told:
        """Return what one point is told by.

        Who speaks for whom is told by its own reports, and those they carry over from.
        """
        own = {account.report for account in point.accounts}
        near = frozenset(own.union(*(self._sources[report] for report in own)))
        if near not in self._speakers:
            reports = self._ground.reports
            listed = [reports[r] for r in sorted(near) if r in reports]
            self._speakers[near] = self._ground.speakers(listed)
        evidence = self._evidence.with_speakers(self._speakers[near])
        return Told(self._ground, evidence, self._statements)


@dataclass(frozen=True, slots=True)
class _Grounds:
    """What all points of a decision are told by, before and now."""

    before: _Basis
    now: _Basis

    def of(self, point: TouchedPoint) -> tuple[Told, Told]:
        """Return what one point is told by."""
        return self.before.of(point), self.now.of(point)


def _reports(kept: Reweighed | None) -> tuple[str, ...]:
    return kept.reports if kept else ()


def _bears_on(credit: Relay | Reuse, account: Account) -> bool:
    """Say whether what an account rests on may be another without a credit or passage."""
    if isinstance(credit, Relay) or credit.source_report is None:
        return True
    return any(a.overlaps(b) for a in account.spans for b in credit.spans)


def _together(
    otherwise: Mapping[str, Mapping[str, Account]],
    origins: Mapping[str, Sequence[tuple[str, ...]]],
) -> set[str]:
    """Return by their ids all accounts that share their origin with one told otherwise."""
    return {
        i
        for name, told in otherwise.items()
        for origin in origins.get(name, ())
        if not told.keys().isdisjoint(origin)
        for i in origin
    }


def _chosen(
    outlines: Sequence[AccountOutline],
    origins: Sequence[tuple[str, ...]],
    otherwise: set[str],
    partners: set[int],
) -> list[str]:
    """Return the accounts to weigh of a point, in its order.

    Those told otherwise with all of their origins, what stands in a report with these or may be
    carried over with them, and the first who gives the very figure of one.
    """
    held = {i for origin in origins if not otherwise.isdisjoint(origin) for i in origin}
    reports = {account.report for account in outlines if account.id in held} | partners
    figures = {(a.low, a.says) for a in outlines if a.id in held and a.low is not None}
    first: dict[tuple[float | None, str], str] = {}
    for account in sorted(outlines, key=lambda a: a.voiced):
        if (account.low, account.says) in figures:
            first.setdefault((account.low, account.says), account.id)
    near = held | set(first.values())
    return [a.id for a in outlines if a.id in near or a.report in reports]
