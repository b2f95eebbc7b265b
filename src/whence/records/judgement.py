"""A person's decisions, and who brought what in: appended, never overwritten.

A decision tells what it is about by reports and characters (`seen`), not only by the id of a
record, so that it outlives a run of the machine: what was seen is found again in what the machine
proposes later, or is listed as no longer proposed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from whence.records.extraction import (
    Attribution,
    Certainty,
    QuoteKind,
    SpeakerKind,
    Stance,
)
from whence.records.links import Account, CitedKind, Point, Relay, Reuse, Share
from whence.records.span import Span, Spans
from whence.records.verdict import Judged, Marks, Standing, Verdict, standing_of

__all__ = [
    "About",
    "AccountSeen",
    "ActorSeen",
    "Apart",
    "AttributionSeen",
    "Change",
    "Judged",
    "Judgement",
    "LogEntry",
    "Marks",
    "MemberSeen",
    "NewSpans",
    "NewSpeaker",
    "OneOrigin",
    "PointSeen",
    "RelaySeen",
    "ReuseSeen",
    "Seen",
    "SeparateOrigins",
    "Standing",
    "Together",
    "Verdict",
    "standing_of",
]

# --- what a person saw when deciding --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AttributionSeen:
    """An attribution as it stood before the person: `report` and spans are its identity."""

    report: str
    source: Spans
    cue: Spans
    content: Spans
    stance: Stance = Stance.ASSERTS
    quote: QuoteKind = QuoteKind.INDIRECT
    certainty: Certainty = Certainty.FACT
    speaker_name: str | None = None
    speaker_kind: SpeakerKind | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class AccountSeen:
    """One report's account on a point; found again by id, else by its characters and figure."""

    id: str
    report: str
    spans: Spans
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class PointSeen:
    """A point with its accounts, as they stood before the person.

    `origins` are ids of accounts that rested on one origin then.
    """

    id: str
    question: str
    accounts: tuple[AccountSeen, ...]
    score: float = 1.0
    origins: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class MemberSeen:
    """An actor within one report: found again by where it is named, else by its name."""

    report: str
    entity: str
    name: str
    spans: Spans = ()


@dataclass(frozen=True, slots=True)
class ActorSeen:
    """An actor across reports, with its members as they stood before the person."""

    id: str
    name: str
    members: tuple[MemberSeen, ...]


@dataclass(frozen=True, slots=True)
class RelaySeen:
    """A credit as it stood before the person; found again by whom it names, and where."""

    id: str
    report: str
    span: Span
    cites: str
    kind: CitedKind


@dataclass(frozen=True, slots=True)
class ReuseSeen:
    """A carried-over passage as it stood before the person; found again by source and words."""

    id: str
    report: str
    spans: Spans
    share: Share
    agency: str | None = None
    source_report: str | None = None
    source_spans: Spans = ()


CreditSeen = RelaySeen | ReuseSeen
Seen = AttributionSeen | PointSeen | ActorSeen | RelaySeen | ReuseSeen

# --- what the person changed ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewSpans:
    """The words of source, cue and content as the person marked them."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True, slots=True)
class NewSpeaker:
    """Who stands behind an attribution, by the person's word."""

    name: str
    kind: SpeakerKind | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """The subject takes in `others`: other points, or other actors; it keeps its own name."""

    others: tuple[PointSeen | ActorSeen, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """These accounts, or members of an actor, are taken out of the subject and stand together."""

    accounts: tuple[AccountSeen, ...] = ()
    members: tuple[MemberSeen, ...] = ()


@dataclass(frozen=True, slots=True)
class OneOrigin:
    """These accounts of a point rest on one origin."""

    accounts: tuple[AccountSeen, ...]


@dataclass(frozen=True, slots=True)
class SeparateOrigins:
    """No account of `accounts` shares its origin with one of `others`."""

    accounts: tuple[AccountSeen, ...]
    others: tuple[AccountSeen, ...]


@dataclass(frozen=True, slots=True)
class About:
    """The decision, by its number in the log, that is withdrawn or restored."""

    number: int


Change = NewSpans | NewSpeaker | Together | Apart | OneOrigin | SeparateOrigins | About

# --- the decision itself --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision. `subject` is the id of the record judged; `at` is an ISO time in UTC.

    `seen` is what the person decided on, `change` what a correction makes of it. `number` is the
    decision's place in the ledger's log, 0 until it is there; it is no part of its identity.
    """

    subject: str
    verdict: Verdict
    by: str
    at: str
    note: str | None = None
    seen: Seen | None = None
    change: Change | None = None
    number: int = field(default=0, compare=False)

    def mark(self, *, near: bool = False) -> Judged:
        """Return what the record judged carries of this decision."""
        part = origin_part(self.change)
        return Judged(self.verdict, self.by, self.at, self.note, self.number, near, part)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the ledger's append-only log.

    `hash` is SHA-256 over the previous entry's hash and this entry's canonical JSON, so that a
    change to any entry shows in every later one.
    """

    number: int
    at: str
    by: str
    action: str
    subject: str
    detail: str
    hash: str


# --- from records to what is seen of them ---------------------------------------------------------


def attribution_seen(report: str, a: Attribution) -> AttributionSeen:
    """Return an attribution of `report` as a person sees it."""
    return AttributionSeen(
        report=report,
        source=a.source,
        cue=a.cue,
        content=a.content,
        stance=a.stance,
        quote=a.quote,
        certainty=a.certainty,
        speaker_name=a.speaker_name,
        speaker_kind=a.speaker_kind,
        score=a.score,
    )


def account_seen(account: Account) -> AccountSeen:
    """Return an account as a person sees it."""
    return AccountSeen(account.id, account.report, account.spans, account.low, account.high)


def point_seen(point: Point) -> PointSeen:
    """Return a point as a person sees it."""
    accounts = tuple(map(account_seen, point.accounts))
    return PointSeen(point.id, point.question, accounts, point.score, point.origins)


def relay_seen(relay: Relay) -> RelaySeen:
    """Return a credit as a person sees it."""
    return RelaySeen(relay.id, relay.report, relay.span, relay.cites, relay.kind)


def reuse_seen(reuse: Reuse) -> ReuseSeen:
    """Return a carried-over passage as a person sees it."""
    return ReuseSeen(
        id=reuse.id,
        report=reuse.report,
        spans=reuse.spans,
        share=reuse.share,
        agency=reuse.agency,
        source_report=reuse.source_report,
        source_spans=reuse.source_spans,
    )


def origin_part(change: Change | None) -> tuple[str, ...]:
    """Return the accounts, sorted, whose origin a change is about; none for any other change."""
    if isinstance(change, OneOrigin):
        return tuple(sorted(account.id for account in change.accounts))
    if isinstance(change, SeparateOrigins):
        return tuple(sorted(account.id for account in (*change.accounts, *change.others)))
    return ()


def reports_of(judgement: Judgement) -> set[str]:
    """Return the ids of the reports a decision speaks of."""
    found: set[str] = set()
    change = judgement.change
    parts: list[object] = [judgement.seen, change]
    if isinstance(change, Together):
        parts += change.others
    for part in parts:
        if isinstance(part, AttributionSeen | RelaySeen | ReuseSeen):
            found.add(part.report)
        if isinstance(part, PointSeen | Apart | OneOrigin | SeparateOrigins):
            found |= {account.report for account in part.accounts}
        if isinstance(part, ActorSeen | Apart):
            found |= {member.report for member in part.members}
    return found
