"""What linking finds across reports. Spans are into reading texts unless a field says raw."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from whence.records.extraction import EntityType
from whence.records.span import Span, Spans
from whence.records.verdict import Marks, Standing, standing_of


class Relation(StrEnum):
    """How the accounts on one point stand to one another."""

    AGREE = "agree"
    DISAGREE = "disagree"
    DIFFER_IN_TIME = "differ in time"
    DIFFER_IN_DETAIL = "differ in detail"
    DENIED = "denied"


class CitedKind(StrEnum):
    """What sort of thing a report credits."""

    OUTLET = "outlet"
    AGENCY = "agency"
    DOCUMENT = "document"
    SOCIAL = "social"
    BROADCAST = "broadcast"


class Share(StrEnum):
    """How much of a report a carried-over passage makes up."""

    WHOLE = "whole"
    LARGE = "large"
    SOME = "some"


class PointKind(StrEnum):
    """What sort of question a point is."""

    QUANTITY = "quantity"
    TIME = "time"
    PLACE = "place"
    ACTOR = "actor"
    CAUSE = "cause"
    RESPONSIBILITY = "responsibility"
    ACTION = "action"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Feature:
    """One reason for a link: the sentence shown to a person, and its weight."""

    why: str
    value: float


@dataclass(frozen=True, slots=True)
class LinkedEntity:
    """One actor across reports. `members` are (report id, in-report entity id) pairs.

    `judged` tells who decided what on it.
    """

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...]
    members: tuple[tuple[str, str], ...]
    why: tuple[str, ...] = ()
    score: float = 1.0
    features: tuple[Feature, ...] = ()
    judged: Marks = ()


class LabelKind(StrEnum):
    """Whether words name an actor or describe it."""

    NAME = "name"
    DESCRIPTION = "description"


class Voice(StrEnum):
    """Whose words they are: the outlet's own, or quoted."""

    OUTLET = "outlet"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class Label:
    """Words a report uses for an actor: a name, or a phrase that describes it.

    `actor` is the id of the linked entity, `span` the words in the report's reading text. `by` is
    the id of the attribution in whose content they stand, None where the report itself uses them.
    """

    id: str
    actor: str
    report: str
    span: Span
    kind: LabelKind
    voice: Voice
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Relay:
    """A report crediting another outlet, agency, document, account or broadcast."""

    id: str
    report: str
    span: Span
    cites: str
    kind: CitedKind
    judged: Marks = ()

    @property
    def rejected(self) -> bool:
        """Say whether people reject that the report credits this."""
        return standing_of(self.judged) is Standing.REJECTED


@dataclass(frozen=True, slots=True)
class Reuse:
    """A passage of `report` carried over from another report or from an agency's copy.

    `source_report` and `source_spans` are set where the source is in the pile; `agency` where
    only a credit tells.
    """

    id: str
    report: str
    spans: Spans
    share: Share
    agency: str | None = None
    source_report: str | None = None
    source_spans: Spans = ()
    judged: Marks = ()

    @property
    def rejected(self) -> bool:
        """Say whether people reject that the passage is carried over."""
        return standing_of(self.judged) is Standing.REJECTED


@dataclass(frozen=True, slots=True)
class Account:
    """One report's claim on a point.

    `chain`: who it is from, nearest to the report first; empty for its own voice.
    """

    id: str
    report: str
    spans: Spans
    says: str
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    chain: tuple[str, ...] = ()
    as_of: str | None = None
    attribution: str | None = None


@dataclass(frozen=True, slots=True)
class Collapse:
    """Two accounts of a point that rest on one origin, and the evidence for it in words."""

    one: str
    other: str
    why: str


@dataclass(frozen=True, slots=True)
class Point:
    """One question of fact on which reports speak, with its accounts side by side.

    `groups` are account ids that say the same; `origins` are account ids that rest on one
    origin; independent origins lie between `origins_low` and `origins_high`, and `why` gives
    the evidence for that. `collapses` gives it account by account: each origin of n accounts is
    held together by n - 1 of them. `judged` tells who decided what on it.
    """

    id: str
    question: str
    kind: PointKind
    accounts: tuple[Account, ...]
    groups: tuple[tuple[str, ...], ...]
    relation: Relation
    origins: tuple[tuple[str, ...], ...]
    origins_low: int
    origins_high: int
    why: tuple[str, ...] = ()
    features: tuple[Feature, ...] = ()
    score: float = 1.0
    judged: Marks = ()
    collapses: tuple[Collapse, ...] = ()

    @property
    def rejected(self) -> bool:
        """Say whether people reject that these accounts speak on one question."""
        return standing_of(self.judged) is Standing.REJECTED


@dataclass(frozen=True, slots=True)
class Reweighed:
    """What decisions on claims, credits and passages leave of a point's origins, kept beside it.

    `accounts` are told otherwise now. `origins` stand in the place of all that hold an account of
    theirs, `collapses` of all that hold one of the accounts `weighed`. The decisions are on words
    of `reports`.
    """

    weighed: tuple[str, ...]
    origins: tuple[tuple[str, ...], ...]
    collapses: tuple[Collapse, ...]
    low: int
    high: int
    why: tuple[str, ...]
    reports: tuple[str, ...]
    accounts: tuple[Account, ...] = ()

    def laid_on(self, point: Point) -> Point:
        """Return the point, whole or with some of its accounts, with these origins."""
        order = {account.id: place for place, account in enumerate(point.accounts)}
        told = {account.id: account for account in self.accounts}
        anew = {i for origin in self.origins for i in origin}
        weighed = set(self.weighed)
        here = [[i for i in origin if i in order] for origin in self.origins]
        origins = [origin for origin in point.origins if anew.isdisjoint(origin)]
        origins += [tuple(sorted(ids, key=order.__getitem__)) for ids in here if ids]
        kept = [c for c in point.collapses if c.one not in weighed and c.other not in weighed]
        kept += [c for c in self.collapses if c.one in order and c.other in order]
        return replace(
            point,
            accounts=tuple(told.get(account.id, account) for account in point.accounts),
            origins=tuple(sorted(origins, key=lambda origin: order[origin[0]])),
            origins_low=self.low,
            origins_high=self.high,
            why=self.why,
            collapses=tuple(kept),
        )


@dataclass(frozen=True, slots=True)
class Links:
    """Everything found across the reports of one ledger."""

    entities: tuple[LinkedEntity, ...] = ()
    relays: tuple[Relay, ...] = ()
    reuses: tuple[Reuse, ...] = ()
    points: tuple[Point, ...] = ()
    labels: tuple[Label, ...] = ()
