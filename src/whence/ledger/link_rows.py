"""What was found across reports as rows of the ledger's tables, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row

from whence.records.extraction import EntityType
from whence.records.links import (
    Account,
    CitedKind,
    Feature,
    Label,
    LabelKind,
    LinkedEntity,
    Point,
    Relay,
    Reuse,
    Share,
    Voice,
)
from whence.records.span import Span

Values = dict[str, Any]


def point_row(point: Point) -> Values:
    """Return the row of a point itself."""
    return {
        "id": point.id,
        "question": point.question,
        "kind": point.kind,
        "relation": point.relation,
        "origins_low": point.origins_low,
        "origins_high": point.origins_high,
        "why": point.why,
        "score": point.score,
    }


def account_rows(point: Point, numbers: dict[str, int]) -> Iterable[Values]:
    """Yield a row for each account; `numbers` are those of reports by id."""
    for place, account in enumerate(point.accounts):
        yield {
            "point": point.id,
            "id": account.id,
            "place": place,
            "report": numbers[account.report],
            "spans": account.spans,
            "says": account.says,
            "low": account.low,
            "high": account.high,
            "unit": account.unit,
            "chain": account.chain,
            "as_of": account.as_of,
            "attribution": account.attribution,
        }


def gathered_rows(point: str, gathered: Sequence[Sequence[str]]) -> Iterable[Values]:
    """Yield a row for each account of a gathering: of answers or of origins."""
    for number, together in enumerate(gathered):
        for place, account in enumerate(together):
            yield {"point": point, "number": number, "place": place, "account": account}


def feature_rows(point: Point) -> Iterable[Values]:
    """Yield a row for each reason why the accounts are one question."""
    for place, feature in enumerate(point.features):
        yield {"point": point.id, "place": place, "why": feature.why, "value": feature.value}


def collapse_rows(point: Point) -> Iterable[Values]:
    """Yield a row for each collapse of two accounts' origins."""
    for place, c in enumerate(point.collapses):
        yield {"point": point.id, "place": place, "one": c.one, "other": c.other, "why": c.why}


def account_of(row: Row[Any], ids: dict[int, str]) -> Account:
    """Return the account of a row; `ids` are those of reports by number."""
    return Account(
        id=row.id,
        report=ids[row.report],
        spans=row.spans,
        says=row.says,
        low=row.low,
        high=row.high,
        unit=row.unit,
        chain=row.chain,
        as_of=row.as_of,
        attribution=row.attribution,
    )


def relay_row(relay: Relay, numbers: dict[str, int]) -> Values:
    """Return the row of a credit."""
    return {
        "id": relay.id,
        "report": numbers[relay.report],
        "start": relay.span.start,
        "end": relay.span.end,
        "cites": relay.cites,
        "kind": relay.kind,
    }


def reuse_row(reuse: Reuse, numbers: dict[str, int]) -> Values:
    """Return the row of a carried passage."""
    source = reuse.source_report
    return {
        "id": reuse.id,
        "report": numbers[reuse.report],
        "spans": reuse.spans,
        "share": reuse.share,
        "agency": reuse.agency,
        "source_report": None if source is None else numbers[source],
        "source_spans": reuse.source_spans,
    }


def relay_of(row: Row[Any], ids: dict[int, str]) -> Relay:
    """Return the credit of a row; `ids` are those of reports by number."""
    span = Span(row.start, row.end)
    return Relay(row.id, ids[row.report], span, row.cites, CitedKind(row.kind))


def reuse_of(row: Row[Any], ids: dict[int, str]) -> Reuse:
    """Return the carried passage of a row; `ids` are those of reports by number."""
    return Reuse(
        id=row.id,
        report=ids[row.report],
        spans=row.spans,
        share=Share(row.share),
        agency=row.agency,
        source_report=None if row.source_report is None else ids[row.source_report],
        source_spans=row.source_spans,
    )


def actor_row(actor: LinkedEntity) -> Values:
    """Return an actor as a row, its place and members aside."""
    return {
        "id": actor.id,
        "name": actor.name,
        "type": actor.type,
        "aliases": actor.aliases,
        "why": actor.why,
        "score": actor.score,
    }


def actor_of(
    row: Row[Any], members: Iterable[tuple[str, str]], features: Iterable[Feature]
) -> LinkedEntity:
    """Return the actor of a row, with its members and what speaks for it."""
    return LinkedEntity(
        id=row.id,
        name=row.name,
        type=EntityType(row.type),
        aliases=row.aliases,
        members=tuple(sorted(members)),
        why=row.why,
        score=row.score,
        features=tuple(features),
    )


def label_row(label: Label, numbers: Mapping[str, int]) -> Values:
    """Return a label as a row; `numbers` are those of reports by id."""
    return {
        "id": label.id,
        "actor": label.actor,
        "report": numbers[label.report],
        "start": label.span.start,
        "end": label.span.end,
        "kind": label.kind,
        "voice": label.voice,
        "by": label.by,
    }


def label_of(row: Row[Any], ids: dict[int, str]) -> Label:
    """Return the label of a row; `ids` are those of reports by number."""
    return Label(
        id=row.id,
        actor=row.actor,
        report=ids[row.report],
        span=Span(row.start, row.end),
        kind=LabelKind(row.kind),
        voice=Voice(row.voice),
        by=row.by,
    )
