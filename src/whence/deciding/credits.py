"""Decisions on credits and carried passages: how these stand, and what points rest on them."""

from __future__ import annotations

from collections.abc import Sequence

from whence.judging.attributions import decide_extraction
from whence.judging.credits import decide_relays, decide_reuses, on_credits
from whence.judging.standing import standing
from whence.ledger.bench import Bench
from whence.ledger.standings import Kind
from whence.linking.origins import WORDS_OF
from whence.records.judgement import AttributionSeen, CreditSeen, Judgement, RelaySeen, ReuseSeen
from whence.records.links import Account, Point, Relay, Reuse
from whence.records.verdict import Marks, Standing, standing_of


def note_standings(bench: Bench, report: str) -> None:
    """Note how what people decided on in a report stands, for lists over many reports."""
    taken = standing(bench.decisions_on_words([report]))
    relays, reuses = bench.credits([report])
    marks: dict[tuple[Kind, str], Marks] = {}
    if any(isinstance(j.seen, AttributionSeen) for j in taken):
        found_in = bench.extractions([report], ("entities", "attributions"))[report]
        decided = decide_extraction(found_in, taken).extraction
        claims = (*decided.attributions, *decided.struck)
        marks |= {(Kind.ATTRIBUTION, a.id): a.judged for a in claims}
    marks |= {(Kind.RELAY, relay.id): relay.judged for relay in decide_relays(relays, taken)}
    marks |= {(Kind.REUSE, reuse.id): reuse.judged for reuse in decide_reuses(reuses, taken)}
    found = {record: standing_of(judged) for record, judged in marks.items() if judged}
    bench.note_standings(report, {k: s for k, s in found.items() if s is not Standing.PROPOSED})


def refused_credits(bench: Bench, taken: Sequence[Judgement]) -> list[Relay | Reuse]:
    """Return the credits and passages that people reject; `taken` are decisions that stand."""
    on = on_credits(taken)
    if not on:
        return []
    relays, reuses = bench.credits({seen.report for _, seen in on})
    judged: list[Relay | Reuse] = [*decide_relays(relays, taken), *decide_reuses(reuses, taken)]
    return [credit for credit in judged if credit.rejected]


def points_on(bench: Bench, credit: Relay | Reuse | CreditSeen) -> set[str]:
    """Return ids of the machine's points whose origins may come out otherwise without a credit.

    Of a passage: where an account's words are carried over by it and that told of an origin, or
    another passage may come to tell of one in its place. Only the accounts of the credit's own
    report are read, so that it costs as much on a point of thousands as on one of two.
    """
    near = [point for point in bench.parts_in(credit.report) if rests_on(point, credit)]
    if isinstance(credit, Relay | RelaySeen) or credit.source_report is None:
        return {point.id for point in near}
    passages = bench.credits([credit.report])[1]
    others = bench.carriers_from(credit.source_report) - {credit.report}
    return {
        point.id
        for point in near
        if _may_part(point, credit, passages) or (others and bench.speaks(point.id, others))
    }


def _may_part(point: Point, passage: Reuse | ReuseSeen, passages: Sequence[Reuse]) -> bool:
    """Say whether accounts of the passage's report may rest on another origin without it."""
    if not point.collapses and point.why:
        return True  # an older Whence told the evidence by the point alone
    told = {i for c in point.collapses if WORDS_OF in c.why for i in (c.one, c.other)}
    return any(
        account.id in told or sum(_overlaps(account, other) for other in passages) > 1
        for account in point.accounts
        if _overlaps(account, passage)
    )


def _overlaps(account: Account, passage: Reuse | ReuseSeen) -> bool:
    return any(a.overlaps(b) for a in account.spans for b in passage.spans)


def rests_on(point: Point, credit: Relay | Reuse | CreditSeen) -> bool:
    """Say whether what a point tells may rest on a credit, or on a carried passage.

    On a credit whose medium its accounts name or its evidence does; on a passage that holds words
    of its accounts, or on copy of an agency that stands for the whole report.
    """
    own = [account for account in point.accounts if account.report == credit.report]
    if not own:
        return False
    if isinstance(credit, Relay | RelaySeen):
        medium = credit.cites.split(" (")[0]
        named = any(medium in name for account in own for name in account.chain)
        at = any(credit.span.overlaps(span) for account in own for span in account.spans)
        return named or at or any(medium in why for why in point.why)
    if credit.source_report is None:
        return True
    return any(_overlaps(account, credit) for account in own)
