"""What extraction found, report by report: replacing it and reading it back.

Every part of an extraction is a row of its own; `place` keeps the order they came in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, delete, select

from whence.errors import UsageError
from whence.ledger import chain, report_rows, schema
from whence.ledger.report_store import IDS_AT_ONCE, chunks, numbers_of
from whence.records.extraction import (
    Attribution,
    Bound,
    Certainty,
    Change,
    Distance,
    DistanceKind,
    Entity,
    EntityType,
    Extraction,
    Mention,
    Outcome,
    Quantity,
    QuoteKind,
    Role,
    Sentence,
    SpeakerKind,
    Stance,
    Statement,
    Sum,
    SumKind,
    Timex,
    Tone,
)
from whence.records.report import DateOrigin, Report
from whence.records.span import Span, Spans

Pair = tuple[Report, Extraction]
Values = dict[str, Any]

NOT_YET = "it has not been analysed yet"


def save(
    connection: Connection, pairs: Sequence[Pair], *, model: str, whence: str, by: str
) -> None:
    """Replace the machine's findings on these reports, and dates that extraction inferred.

    Raises `UsageError` for a report the ledger does not hold.
    """
    if not pairs:
        return
    latest = {report.id: (report, extraction) for report, extraction in pairs}
    numbers = numbers_of(connection, list(latest))
    if missing := sorted(set(latest) - set(numbers)):
        raise UsageError(f"the ledger holds no report {missing[0]}", remedy="add it first")
    for part in chunks(list(numbers.values()), IDS_AT_ONCE):
        connection.execute(delete(schema.extractions).where(schema.extractions.c.report.in_(part)))
    head = {"model": model, "whence": whence, "at": chain.now()}
    rows = [
        {"report": numbers[report.id], "note": extraction.note, **head}
        for report, extraction in latest.values()
    ]
    connection.execute(schema.extractions.insert(), rows)
    for table in schema.EXTRACTION_PARTS:
        _save_parts(connection, table, latest, numbers)
    _save_dates(connection, [report for report, _ in latest.values()])
    detail = {"reports": len(latest), "whence": whence}
    chain.append(connection, by, [("extract", model, detail)])


def load(
    connection: Connection,
    reports: Sequence[tuple[int, str]],
    *,
    vectors: bool = True,
    parts: Collection[str] | None = None,
) -> list[Extraction | None]:
    """Return the extraction of each (number, id), None where the report has none.

    Sentences come without their vectors where these are not wanted: they are most of the bytes.
    `parts` names the fields that are wanted, all where it is None.
    """
    numbers = [number for number, _ in reports]
    heads = _heads(connection, numbers)
    wanted = [table for table in _READERS if parts is None or table.name in parts]
    found = {table.name: _load_parts(connection, table, numbers, vectors) for table in wanted}
    return _put_together(reports, heads, found)


def load_at(
    connection: Connection, reports: Sequence[tuple[int, str]], places: Mapping[int, Sequence[Span]]
) -> list[Extraction | None]:
    """Return as much of the extraction of each (number, id) as tells what stands at its `places`.

    The sentences there, without vectors, and the names, times and quantities in these, with all
    attributions; not who is named: see `names_in`. None where a report has no extraction.
    """
    numbers = [number for number, _ in reports]
    sentences = _load_parts(connection, schema.sentences, numbers, False, places)
    there = {number: [s.span for s in listed] for number, listed in sentences.items()}
    found = {"sentences": sentences}
    for table in (schema.mentions, schema.times, schema.quantities):
        found[table.name] = _load_parts(connection, table, numbers, False, there)
    attributions = schema.attributions
    found[attributions.name] = _load_parts(connection, attributions, numbers, False)
    return _put_together(reports, _heads(connection, numbers), found)


def names_in(
    connection: Connection, numbers: Sequence[int]
) -> dict[int, tuple[tuple[Entity, ...], tuple[Mention, ...]]]:
    """Return by number of a report whom it names, and where."""
    entities = _load_parts(connection, schema.entities, numbers, False)
    mentions = _load_parts(connection, schema.mentions, numbers, False)
    return {n: (tuple(entities.get(n, ())), tuple(mentions.get(n, ()))) for n in numbers}


def _heads(connection: Connection, numbers: Sequence[int]) -> dict[int, str | None]:
    """Return by number of a report with an extraction the note on it."""
    extractions, heads = schema.extractions, dict[int, str | None]()
    query = select(extractions.c.report, extractions.c.note)
    for part in chunks(numbers, IDS_AT_ONCE):
        rows = connection.execute(query.where(extractions.c.report.in_(part)))
        heads.update((row.report, row.note) for row in rows)
    return heads


def _put_together(
    reports: Sequence[tuple[int, str]],
    heads: Mapping[int, str | None],
    found: dict[str, dict[int, list[Any]]],
) -> list[Extraction | None]:
    return [
        Extraction(report=report_id, note=heads[number], **_parts_of(found, number))
        if number in heads
        else None
        for number, report_id in reports
    ]


def _parts_of(parts: dict[str, dict[int, list[Any]]], number: int) -> Values:
    return {name: tuple(found.get(number, ())) for name, found in parts.items()}


def _save_parts(
    connection: Connection, table: Table, latest: dict[str, Pair], numbers: dict[str, int]
) -> None:
    write = _WRITERS[table]
    rows = [
        {"report": numbers[report.id], "place": place, **write(item)}
        for report, extraction in latest.values()
        for place, item in enumerate(getattr(extraction, table.name))
    ]
    if rows:
        connection.execute(table.insert(), rows)


def _load_parts(
    connection: Connection,
    table: Table,
    numbers: Sequence[int],
    vectors: bool,
    places: Mapping[int, Sequence[Span]] | None = None,
) -> dict[int, list[Any]]:
    """Return what a table holds by report; of what stands elsewhere than at `places`, nothing."""
    read = _READERS[table]
    columns = [c for c in table.c if vectors or c.name != "vector"]
    found: dict[int, list[Any]] = defaultdict(list)
    for part in chunks(numbers, IDS_AT_ONCE):
        query = select(*columns).where(table.c.report.in_(part))
        for row in connection.execute(query.order_by(table.c.report, table.c.place)):
            if places is None or _is_at(row, places.get(row.report, ())):
                found[row.report].append(read(row))
    return found


def _is_at(row: Row[Any], places: Sequence[Span]) -> bool:
    return any(row.start < place.end and place.start < row.end for place in places)


def _save_dates(connection: Connection, changed: Sequence[Report]) -> None:
    against = [
        {"of": report.id, **report_rows.conflicts_row(report.published)}
        for report in changed
        if report.published is not None and report.published.origin is not DateOrigin.INFERRED
    ]
    if against:
        mine = schema.reports.c.id == bindparam("of")
        connection.execute(schema.reports.update().where(mine), against)
    rows = [
        {"of": report.id, **report_rows.published_row(report.published)}
        for report in changed
        if report.published is not None and report.published.origin is DateOrigin.INFERRED
    ]
    if rows:
        reports = schema.reports
        # A date the report itself gives is never overwritten by one that was inferred.
        origin = reports.c.published_origin
        open_to_it = origin.is_(None) | (origin == str(DateOrigin.INFERRED))
        mine = reports.c.id == bindparam("of")
        connection.execute(reports.update().where(mine, open_to_it), rows)


# --- one part as a row ----------------------------------------------------------------------------


def _span_row(span: Span) -> Values:
    return {"start": span.start, "end": span.end}


def _sentence_row(item: Sentence) -> Values:
    return {**_span_row(item.span), "vector": item.vector}


def _entity_row(item: Entity) -> Values:
    return {"id": item.id, "name": item.name, "type": item.type, "aliases": item.aliases}


def _mention_row(item: Mention) -> Values:
    row = {"type": item.type, "entity": item.entity, "score": item.score}
    return {**_span_row(item.span), **row}


def _attribution_row(item: Attribution) -> Values:
    return {
        "id": item.id,
        "source": item.source,
        "cue": item.cue,
        "content": item.content,
        "stance": item.stance,
        "quote": item.quote,
        "speaker": item.speaker,
        "speaker_name": item.speaker_name,
        "speaker_kind": item.speaker_kind,
        "parent": item.parent,
        "score": item.score,
        "certainty": item.certainty,
        **_role_row(item.role),
        "source_score": item.source_score,
        "content_score": item.content_score,
        "speaker_score": item.speaker_score,
        "doubt": item.doubt,
    }


def _role_row(role: Role | None) -> Values:
    return {
        "role_low": role.low if role else None,
        "role_high": role.high if role else None,
        "role_origin": role.origin if role else None,
        "role_seniority": role.seniority if role else None,
    }


def _time_row(item: Timex) -> Values:
    return {
        **_span_row(item.span),
        "type": item.type,
        "value": item.value,
        "anchor": item.anchor,
        "earliest": item.earliest,
        "latest": item.latest,
        "id": item.id,
        "anchor_time": item.anchor_time,
        "anchor_start": item.anchor_event.start if item.anchor_event else None,
        "anchor_end": item.anchor_event.end if item.anchor_event else None,
        "precision": item.precision,
    }


def _quantity_row(item: Quantity) -> Values:
    return {
        **_span_row(item.span),
        "low": item.low,
        "high": item.high,
        "bound": item.bound,
        "unit": item.unit,
        "unit_text": item.unit_text,
        "counts": item.counts,
        "role": item.role,
        "change": item.change,
        "as_of": _listed(item.as_of),
        "said_of": _listed(item.place),
        "by": item.by,
        "part_of": _listed(item.part_of),
        "restates": _listed(item.restates),
    }


def _listed(span: Span | None) -> Spans:
    return (span,) if span is not None else ()


def _sum_row(item: Sum) -> Values:
    return {
        "kind": item.kind,
        "words": item.words,
        "figures": item.figures,
        "outcome": item.outcome,
        "why": item.why,
    }


def _distance_row(item: Distance) -> Values:
    return {**_span_row(item.span), "kind": item.kind, "by": item.by}


def _statement_row(item: Statement) -> Values:
    return {**_span_row(item.span), "tone": item.tone, "why": item.why}


# --- and back -------------------------------------------------------------------------------------


def _span_of(row: Row[Any]) -> Span:
    return Span(row.start, row.end)


def _sentence_of(row: Row[Any]) -> Sentence:
    return Sentence(_span_of(row), getattr(row, "vector", b""))


def _entity_of(row: Row[Any]) -> Entity:
    return Entity(row.id, row.name, EntityType(row.type), row.aliases)


def _mention_of(row: Row[Any]) -> Mention:
    return Mention(_span_of(row), EntityType(row.type), row.entity, row.score)


def attribution_of(row: Row[Any]) -> Attribution:
    """Return the attribution that a row of its table holds."""
    return Attribution(
        id=row.id,
        source=row.source,
        cue=row.cue,
        content=row.content,
        stance=Stance(row.stance),
        quote=QuoteKind(row.quote),
        speaker=row.speaker,
        speaker_name=row.speaker_name,
        speaker_kind=None if row.speaker_kind is None else SpeakerKind(row.speaker_kind),
        parent=row.parent,
        score=row.score,
        certainty=Certainty(row.certainty),
        role=_role_of(row),
        source_score=row.source_score,
        content_score=row.content_score,
        speaker_score=row.speaker_score,
    )


def _role_of(row: Row[Any]) -> Role | None:
    if row.role_low is None:
        return None
    return Role(row.role_low, row.role_high, row.role_origin, row.role_seniority)


def _time_of(row: Row[Any]) -> Timex:
    event = None if row.anchor_start is None else Span(row.anchor_start, row.anchor_end)
    return Timex(
        _span_of(row),
        row.type,
        row.value,
        row.anchor,
        row.earliest,
        row.latest,
        id=row.id,
        anchor_time=row.anchor_time,
        anchor_event=event,
        precision=row.precision,
    )


def _quantity_of(row: Row[Any]) -> Quantity:
    return Quantity(
        span=_span_of(row),
        low=row.low,
        high=row.high,
        bound=Bound(row.bound),
        unit=row.unit,
        unit_text=row.unit_text,
        counts=row.counts,
        role=row.role,
        change=None if row.change is None else Change(row.change),
        as_of=_only(row.as_of),
        place=_only(row.said_of),
        by=row.by,
        part_of=_only(row.part_of),
        restates=_only(row.restates),
    )


def _only(spans: Spans) -> Span | None:
    return spans[0] if spans else None


def _sum_of(row: Row[Any]) -> Sum:
    return Sum(SumKind(row.kind), row.words, row.figures, Outcome(row.outcome), row.why)


def _distance_of(row: Row[Any]) -> Distance:
    return Distance(_span_of(row), DistanceKind(row.kind), row.by)


def _statement_of(row: Row[Any]) -> Statement:
    return Statement(_span_of(row), Tone(row.tone), row.why)


_WRITERS: dict[Table, Callable[[Any], Values]] = {
    schema.sentences: _sentence_row,
    schema.entities: _entity_row,
    schema.mentions: _mention_row,
    schema.attributions: _attribution_row,
    schema.times: _time_row,
    schema.quantities: _quantity_row,
    schema.sums: _sum_row,
    schema.distances: _distance_row,
    schema.statements: _statement_row,
}
_READERS: dict[Table, Callable[[Row[Any]], Any]] = {
    schema.sentences: _sentence_of,
    schema.entities: _entity_of,
    schema.mentions: _mention_of,
    schema.attributions: attribution_of,
    schema.times: _time_of,
    schema.quantities: _quantity_of,
    schema.sums: _sum_of,
    schema.distances: _distance_of,
    schema.statements: _statement_of,
}
