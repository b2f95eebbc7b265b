"""A point counted anew after a person's decision: answers, relation and origins of it alone.

Everything is worked out from the point's own reports, so that it takes as long on a ledger of ten
thousand reports as on one of ten. What linking found over the whole pile is kept where the
decision does not touch it: accounts it put in one origin stay in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from whence.judging.points import DecidedPoint
from whence.linking.accounts import make_account
from whence.linking.evidence import Evidence
from whence.linking.gazetteer import Gazetteer
from whence.linking.origins import OriginDecisions, Origins, find_origins
from whence.linking.questions import ask, kind_of
from whence.linking.relations import group, relate
from whence.linking.speakers import Speakers, canonical_names
from whence.linking.statements import Statement, gather
from whence.linking.words import words_of
from whence.records.extraction import Bound, Extraction, Quantity
from whence.records.links import Account, LinkedEntity, Point, Relay, Reuse
from whence.records.report import Report
from whence.records.span import Span, cover

MIN_STEM = 2  # letters from which a word carries meaning


@dataclass(frozen=True, slots=True)
class Ground:
    """What a recount rests on: reports and what was found in them, as people decided.

    `reports` holds also those that others carry passages over from.
    """

    reports: Mapping[str, Report]
    extractions: Mapping[str, Extraction]
    relays: Sequence[Relay]
    reuses: Sequence[Reuse]
    actors: Sequence[LinkedEntity]
    gazetteer: Gazetteer


def recount(decided: DecidedPoint, machine: Sequence[Point], ground: Ground) -> Point:
    """Return the point as people decided, its answers, relation and origins counted anew.

    `machine` are the proposed points that its accounts come from.
    """
    statements = _statements(decided.accounts, ground)
    accounts = [
        _account(account, statements.get(account.id), ground) for account in decided.accounts
    ]
    read = [
        statements.get(account.id) or _bare(account, ground.reports[account.report])
        for account in accounts
    ]
    texts = [ground.reports[s.report].text for s in read]
    groups = group(accounts, read, decided.base.kind)
    origins = _origins(decided, machine, accounts, read, ground)
    own = decided.id == decided.base.id
    kind = decided.base.kind if own else kind_of(read)
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
        why=origins.why,
        features=decided.base.features,
        score=decided.base.score,
        judged=decided.judged,
    )


def _statements(accounts: Iterable[Account], ground: Ground) -> dict[str, Statement]:
    """Return the statement of each account that its report still gives, by the account's id."""
    spans: dict[str, list[Span]] = {}
    for account in accounts:
        spans.setdefault(account.report, []).extend(account.spans)
    reports = [ground.reports[r] for r in sorted(spans)]
    extractions = [_only(ground.extractions[r.id], spans[r.id]) for r in reports]
    pile = gather(reports, extractions, ground.gazetteer, ground.relays)
    return {make_account(s, ground.reports[s.report].text).id: s for s in pile.statements}


def _only(extraction: Extraction, spans: Sequence[Span]) -> Extraction:
    """Return the extraction with only the sentences that hold one of `spans`."""
    kept = tuple(s for s in extraction.sentences if any(s.span.overlaps(span) for span in spans))
    return replace(extraction, sentences=kept)


def _account(account: Account, statement: Statement | None, ground: Ground) -> Account:
    """Return the account with the speakers its report gives it now."""
    if statement is None:
        known = {a.id for a in ground.extractions[account.report].attributions}
        spoken = account.attribution is None or account.attribution in known
        return account if spoken else replace(account, attribution=None, chain=())
    return make_account(statement, ground.reports[account.report].text)


def _bare(account: Account, report: Report) -> Statement:
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
    machine: Sequence[Point],
    accounts: Sequence[Account],
    statements: Sequence[Statement],
    ground: Ground,
) -> Origins:
    speakers = Speakers(ground.reports.values(), ground.gazetteer, canonical_names(ground.actors))
    evidence = Evidence(ground.reports, ground.reuses, ground.relays, ground.gazetteer, speakers)
    kept, why = _kept_origins(decided, machine, accounts)
    word = f"By the word of {_by(decided)}."
    choice = OriginDecisions(
        one=(*((ids, word) for ids in decided.one_origin), *((ids, "") for ids in kept)),
        apart=decided.apart,
    )
    said = [s.span.of(ground.reports[s.report].text) for s in statements]
    found = find_origins(accounts, statements, said, evidence, choice)
    return replace(found, why=tuple(dict.fromkeys((*why, *found.why))))


def _kept_origins(
    decided: DecidedPoint, machine: Sequence[Point], accounts: Sequence[Account]
) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Return the machine's collapses that no decision touches, and its evidence for them.

    One account told apart, or of another speaker now, and its point's evidence is weighed anew.
    """
    now = {account.id: account for account in accounts}
    kept: list[tuple[str, ...]] = []
    why: list[str] = []
    for point in machine:
        held = [a for a in point.accounts if a.id in now]
        same = all(now[a.id].chain == a.chain for a in held)
        if not decided.apart and same and held:
            kept += [ids for origin in point.origins if (ids := _held(origin, now))]
            if len(held) == len(point.accounts):
                why += point.why
    return kept, tuple(why)


def _held(origin: Iterable[str], now: Mapping[str, Account]) -> tuple[str, ...]:
    ids = tuple(i for i in origin if i in now)
    return ids if len(ids) > 1 else ()


def _by(decided: DecidedPoint) -> str:
    return " and ".join(dict.fromkeys(mark.by for mark in decided.judged)) or "a person"
