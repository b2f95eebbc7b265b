"""A point counted anew after a person's decision: answers, relation and origins of it alone.

Everything is worked out from the point's own reports, so that it takes as long on a ledger of ten
thousand reports as on one of ten. What linking found over the whole pile is kept where the
decision does not touch it: accounts it put in one origin stay in one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from whence.judging.points import DecidedPoint
from whence.linking.accounts import make_account
from whence.linking.evidence import Evidence
from whence.linking.gazetteer import Gazetteer
from whence.linking.implied import with_figures
from whence.linking.origins import OriginDecisions, Origins, find_origins
from whence.linking.point_kinds import kind_of
from whence.linking.questions import ask
from whence.linking.relations import group, relate
from whence.linking.speakers import Speakers, canonical_names
from whence.linking.statements import Statement, tell
from whence.linking.words import words_of
from whence.records.extraction import Bound, Extraction, Quantity
from whence.records.links import Account, LinkedEntity, Point, PointKind, Relay, Reuse
from whence.records.report import Report
from whence.records.span import Span, cover

MIN_STEM = 2  # letters from which a word carries meaning


@dataclass(frozen=True, slots=True)
class Ground:
    """What a recount rests on: reports and what was found in them, as people decided.

    `reports` holds also those that others carry passages over from; `chief` gives the chief name
    of the actor called a name, that name itself for nobody's: see `chief_names`.
    """

    reports: Mapping[str, Report]
    extractions: Mapping[str, Extraction]
    relays: Sequence[Relay]
    reuses: Sequence[Reuse]
    chief: Callable[[str], str]
    gazetteer: Gazetteer

    def evidence(self) -> Evidence:
        """Return what tells that these reports share an origin."""
        speakers = self.speakers(self.reports.values())
        return Evidence(self.reports, self.reuses, self.relays, self.gazetteer, speakers)

    def speakers(self, reports: Iterable[Report]) -> Speakers:
        """Return speakers as these reports tell who speaks for whom."""
        return Speakers(reports, self.gazetteer, self.chief)


def chief_names(actors: Sequence[LinkedEntity]) -> Callable[[str], str]:
    """Return what gives the chief name of the one among `actors` that goes by a name."""

    @cache
    def names() -> Mapping[str, str]:
        return canonical_names((actor.name, actor.aliases) for actor in actors)

    return lambda name: names().get(name, name)


def recount(
    decided: DecidedPoint, machine: Sequence[Point], ground: Ground, *, anew: bool = False
) -> Point:
    """Return the point as people decided, its answers, relation and origins counted anew.

    `machine` are the proposed points that its accounts come from; `anew` says that people reject
    a credit or a carried passage that its collapses may rest on, so that none of them is kept.
    """
    statements = statements_of(decided.accounts, ground)
    figures = decided.base.kind is PointKind.QUANTITY
    spoken = [
        _account(account, statements.get(account.id), ground)
        for account in decided.accounts
        # One brought back bare is there as long as its report gives its statement.
        if account.says or account.id in statements
    ]
    texts = [ground.reports[a.report].text for a in spoken]
    read = with_figures(
        [statements.get(a.id) or bare_statement(a, ground.reports[a.report]) for a in spoken], texts
    )
    accounts = [
        make_account(statements[a.id], text, figures=figures, implied=told.quantity)
        if a.id in statements
        else a
        for a, told, text in zip(spoken, read, texts, strict=True)
    ]
    groups = group(accounts, read, decided.base.kind)
    weighed = anew or bool(decided.apart)
    kept = [] if weighed else _kept_origins(machine, accounts)
    origins = _origins(decided, kept, accounts, read, ground)
    # What an older Whence linked tells its evidence by the point alone.
    before = () if weighed else [w for p in machine if not p.collapses for w in p.why]
    own = decided.id == decided.base.id
    kind = decided.base.kind if own else kind_of(read, texts)
    return Point(
        id=decided.id,
        question=decided.base.question if own else ask(kind, read, texts),
        kind=kind,
        accounts=tuple(accounts),
        groups=groups,
        relation=relate(groups, accounts, read, decided.base.kind),
        origins=origins.groups,
        origins_low=origins.low,
        origins_high=origins.high,
        why=tuple(dict.fromkeys((*before, *origins.why))),
        collapses=origins.collapses,
        features=decided.base.features,
        score=decided.base.score,
        judged=decided.judged,
    )


def statements_of(accounts: Iterable[Account], ground: Ground) -> dict[str, Statement]:
    """Return the statement of each account that its report still gives, by the account's id."""
    places = places_of(accounts)
    reports = [ground.reports[r] for r in sorted(places)]
    extractions = [_only(ground.extractions[r.id], places[r.id]) for r in reports]
    excerpts = [_excerpt(r, e) for r, e in zip(reports, extractions, strict=True)]
    told = tell(excerpts, extractions, ground.gazetteer, ground.relays, places=places)
    found = [statement for by_report in told for statement, _ in by_report]
    return {make_account(s, ground.reports[s.report].text).id: s for s in found}


def places_of(accounts: Iterable[Account]) -> dict[str, list[Span]]:
    """Return by report the places where these accounts stand."""
    places: dict[str, list[Span]] = {}
    for account in accounts:
        places.setdefault(account.report, []).extend(account.spans)
    return places


def _only(extraction: Extraction, spans: Sequence[Span]) -> Extraction:
    """Return the extraction with only the sentences that hold one of `spans`."""
    kept = tuple(s for s in extraction.sentences if any(s.span.overlaps(span) for span in spans))
    return replace(extraction, sentences=kept)


def _excerpt(report: Report, extraction: Extraction) -> Report:
    """Return the report with blanks for all but the sentences that the extraction has.

    A statement is told by its sentence; to cut the words of all of a text takes longer than all
    else here.
    """
    parts, end = [], 0
    for sentence in sorted(extraction.sentences, key=lambda s: s.span):
        start = max(sentence.span.start, end)
        parts += [" " * (start - end), report.text[start : sentence.span.end]]
        end = max(end, sentence.span.end)
    return replace(report, text="".join(parts) + " " * (len(report.text) - end))


def _account(account: Account, statement: Statement | None, ground: Ground) -> Account:
    """Return the account with the speakers its report gives it now."""
    if statement is not None:
        return replace(account, chain=statement.chain)
    known = {a.id for a in ground.extractions[account.report].attributions}
    spoken = account.attribution is None or account.attribution in known
    return account if spoken else replace(account, attribution=None, chain=())


def bare_statement(account: Account, report: Report) -> Statement:
    """Return what an account tells by itself, where its report no longer gives its statement."""
    span = cover(account.spans)
    words = [w for w in words_of(report.text, span) if len(w.text) >= MIN_STEM]
    stems = frozenset(w.stem for w in words)
    figure = account.low is not None or account.high is not None
    return Statement(
        index=0,
        report=account.report,
        span=span,
        sentence=span,
        stems=stems,
        around=stems,
        actors=frozenset(),
        named=frozenset(),
        numbers=frozenset(w.text for w in words if w.text[0].isdigit()),
        quantity=Quantity(span, account.low, account.high, Bound.EXACT) if figure else None,
        times=(),
        chain=account.chain,
        attribution=None,
        negated=False,
        title=False,
        lead=False,
        day=report.published.value[:10] if report.published else None,
    )


def _origins(
    decided: DecidedPoint,
    kept: Sequence[tuple[tuple[str, ...], str]],
    accounts: Sequence[Account],
    statements: Sequence[Statement],
    ground: Ground,
) -> Origins:
    words = [(ids, f"By the word of {by}.") for ids, by in decided.one_origin]
    choice = OriginDecisions(one=(*words, *kept), apart=decided.apart)
    said = [s.span.of(ground.reports[s.report].text) for s in statements]
    return find_origins(accounts, statements, said, ground.evidence(), choice)


def _kept_origins(
    machine: Sequence[Point], accounts: Sequence[Account]
) -> list[tuple[tuple[str, ...], str]]:
    """Return the machine's collapses that no decision touches, each with its evidence.

    One account of another speaker now, and its point's evidence is weighed anew. Where the account
    between two others was taken out, these stay in one origin, without words for it.
    """
    now = {account.id: account for account in accounts}
    kept: list[tuple[tuple[str, ...], str]] = []
    for point in machine:
        held = [a for a in point.accounts if a.id in now]
        if held and all(now[a.id].chain == a.chain for a in held):
            told = [(_held((c.one, c.other), now), c.why) for c in point.collapses]
            told += [(_held(origin, now), "") for origin in point.origins]
            kept += [(ids, why) for ids, why in told if ids]
    return kept


def _held(origin: Iterable[str], now: Mapping[str, Account]) -> tuple[str, ...]:
    ids = tuple(i for i in origin if i in now)
    return ids if len(ids) > 1 else ()
