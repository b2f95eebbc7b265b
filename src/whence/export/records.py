"""Records as JSON: the extraction, points and sources contracts of the project's design.

Every span in an extraction record is into its `text`; points and sources carry raw offsets (the
decoded file, or the text field of a JSON record), and a span in a title says `"field": "title"`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from whence.export.judgement_records import judged_record
from whence.records.extraction import (
    Attribution,
    Distance,
    Entity,
    Extraction,
    Mention,
    Quantity,
    Role,
    Statement,
    Sum,
    Timex,
)
from whence.records.links import Account, Point, Relay, Reuse
from whence.records.report import Published, Refusal, Report, raw_span
from whence.records.span import Span, Spans

EXTRACTION_SCHEMA = "whence/extraction/1"
POINTS_SCHEMA = "whence/points/1"
SOURCES_SCHEMA = "whence/sources/1"

Json = dict[str, Any]


def extraction_record(report: Report, extraction: Extraction) -> Json:
    """Return one report and what was found in it as the extraction contract's JSON object."""
    return {
        "schema": EXTRACTION_SCHEMA,
        "report": _report(report),
        "text": report.text,
        "raw": [[run.text, run.raw, run.length] for run in report.raw],
        "boilerplate": _pairs(report.boilerplate),
        "attributions": [_attribution(a, extraction) for a in extraction.attributions],
        "mentions": [_mention(m) for m in extraction.mentions],
        "entities": [_entity(e) for e in extraction.entities],
        "times": [_timex(t) for t in extraction.times],
        "quantities": [_quantity(q) for q in extraction.quantities],
        "sums": [_sum(s) for s in extraction.sums],
        "distances": [_distance(d) for d in extraction.distances],
        "statements": [_statement(s) for s in extraction.statements],
        "struck": [_attribution(a, extraction) for a in extraction.struck],
        "unproposed": [_attribution(a, extraction) for a in extraction.unproposed],
        "note": extraction.note or report.note,
    }


def refusal_record(refusal: Refusal) -> Json:
    """Return an input that could not be read as a record with empty lists and the reason."""
    unread = Report(id="", path=refusal.path, text="", raw=(), note=f"not read: {refusal.cause}")
    record = extraction_record(unread, Extraction(report=""))
    record["report"]["id"] = None
    return record


def point_record(point: Point, reports: Mapping[str, Report]) -> Json:
    """Return a point as JSON; `reports` maps report ids to the reports its accounts stand in."""
    return {
        "schema": POINTS_SCHEMA,
        "id": point.id,
        "question": point.question,
        "kind": point.kind,
        "accounts": [_account(a, reports[a.report]) for a in point.accounts],
        "groups": [list(group) for group in point.groups],
        "relation": point.relation,
        "origins": [list(origin) for origin in point.origins],
        "origins_low": point.origins_low,
        "origins_high": point.origins_high,
        "why": list(point.why),
        "collapses": [{"one": c.one, "other": c.other, "why": c.why} for c in point.collapses],
        "features": [{"why": f.why, "value": f.value} for f in point.features],
        "score": round(point.score, 4),
        **judged_record(point.judged),
    }


def source_record(credit: Relay | Reuse, reports: Mapping[str, Report]) -> Json:
    """Return a relay or a reused passage as JSON; `reports` hold its own and its source's."""
    if isinstance(credit, Relay):
        return _relay(credit, reports[credit.report])
    return _reuse(credit, reports)


def raw_spans(report: Report, spans: Iterable[Span]) -> tuple[list[list[int]], str]:
    """Return `spans` in raw offsets and the field they stand in, `text` or `title`.

    Spans of a title that is not in the text field are offsets into the title. Where spans stand
    in both, those in the text win: a field has one name.
    """
    listed = list(spans)
    carried = [raw.pair() for raw in (raw_span(report.raw, span) for span in listed) if raw]
    if carried or report.title_span is None:
        return carried, "text"
    home = report.title_span
    return [s.shift(-home.start).pair() for s in listed if home.contains(s)], "title"


def number(value: float | None) -> float | int | None:
    """Return a whole number as an int, so that 25 is not written 25.0."""
    return int(value) if value is not None and value == int(value) else value


def published_record(published: Published | None) -> Json | None:
    """Return a publication date as JSON, or None."""
    if published is None:
        return None
    return {
        "earliest": published.earliest,
        "latest": published.latest,
        "value": published.value,
        "origin": published.origin,
        "why": published.why,
        "conflicts": list(published.conflicts),
    }


def _report(report: Report) -> Json:
    return {
        "id": report.id,
        "path": report.path,
        "title": report.title,
        "publisher": report.publisher,
        "byline": report.byline,
        "language": report.language,
        "agencies": list(report.agencies),
        "url": report.url,
        "published": published_record(report.published),
    }


def _attribution(a: Attribution, extraction: Extraction) -> Json:
    names = {e.id: e.name for e in extraction.entities}
    return {
        "id": a.id,
        "source": _pairs(a.source),
        "cue": _pairs(a.cue),
        "content": _pairs(a.content),
        "speaker": a.speaker,
        "speaker_name": a.speaker_name or names.get(a.speaker or ""),
        "speaker_kind": a.speaker_kind,
        "stance": a.stance,
        "quote": a.quote,
        "parent": a.parent,
        "score": round(a.score, 4),
        "certainty": a.certainty,
        "role": _role(a.role),
        "source_score": round(a.source_score, 4),
        "content_score": round(a.content_score, 4),
        "speaker_score": round(a.speaker_score, 4),
        **judged_record(a.judged),
    }


def _role(role: Role | None) -> Json | None:
    if role is None:
        return None
    return {
        "count": [role.low, role.high],
        "origin": role.origin,
        "seniority": role.seniority,
    }


def _mention(m: Mention) -> Json:
    return {"span": m.span.pair(), "type": m.type, "entity": m.entity, "score": round(m.score, 4)}


def _entity(e: Entity) -> Json:
    return {"id": e.id, "name": e.name, "type": e.type, "aliases": list(e.aliases)}


def _timex(t: Timex) -> Json:
    return {
        "id": t.id,
        "span": t.span.pair(),
        "type": t.type,
        "value": t.value,
        "anchor": t.anchor,
        "earliest": t.earliest,
        "latest": t.latest,
        "anchor_time": t.anchor_time,
        "anchor_event": t.anchor_event.pair() if t.anchor_event else None,
        "precision": t.precision,
    }


def _quantity(q: Quantity) -> Json:
    return {
        "span": q.span.pair(),
        "low": number(q.low),
        "high": number(q.high),
        "bound": q.bound,
        "unit": q.unit,
        "unit_text": q.unit_text,
        "counts": q.counts,
        "role": q.role,
        "change": q.change,
        "as_of": q.as_of.pair() if q.as_of else None,
        "place": q.place.pair() if q.place else None,
        "by": q.by,
        "part_of": q.part_of.pair() if q.part_of else None,
        "restates": q.restates.pair() if q.restates else None,
    }


def _sum(s: Sum) -> Json:
    return {
        "kind": s.kind,
        "words": _pairs(s.words),
        "figures": _pairs(s.figures),
        "outcome": s.outcome,
        "why": s.why,
    }


def _distance(d: Distance) -> Json:
    return {"span": d.span.pair(), "kind": d.kind, "by": d.by}


def _statement(s: Statement) -> Json:
    return {"span": s.span.pair(), "tone": s.tone, "why": s.why}


def _account(account: Account, report: Report) -> Json:
    spans, field = raw_spans(report, account.spans)
    record: Json = {
        "id": account.id,
        "report": account.report,
        "path": report.path,
        "spans": spans,
        "says": account.says,
        "low": number(account.low),
        "high": number(account.high),
        "unit": account.unit,
        "chain": list(account.chain),
        "as_of": account.as_of,
    }
    return {**record, "field": field} if field == "title" else record


def _relay(relay: Relay, report: Report) -> Json:
    spans, field = raw_spans(report, [relay.span])
    record: Json = {
        "schema": SOURCES_SCHEMA,
        "kind": "relay",
        "id": relay.id,
        "report": relay.report,
        "path": report.path,
        "span": spans[0] if spans else None,
        "cites": relay.cites,
        "cites_kind": relay.kind,
        **judged_record(relay.judged),
    }
    return {**record, "field": field} if field == "title" else record


def _reuse(reuse: Reuse, reports: Mapping[str, Report]) -> Json:
    report = reports[reuse.report]
    origin = reports.get(reuse.source_report or "")
    return {
        "schema": SOURCES_SCHEMA,
        "kind": "reuse",
        "id": reuse.id,
        "report": reuse.report,
        "path": report.path,
        "spans": raw_spans(report, reuse.spans)[0],
        "share": reuse.share,
        "from": reuse.agency,
        "from_report": reuse.source_report,
        "from_path": origin.path if origin else None,
        "from_spans": raw_spans(origin, reuse.source_spans)[0] if origin else [],
        **judged_record(reuse.judged),
    }


def _pairs(spans: Spans) -> list[list[int]]:
    return [span.pair() for span in spans]
