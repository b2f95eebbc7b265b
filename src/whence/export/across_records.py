"""What holds across reports as JSON: labels, positions of outlets, movements, known names.

Spans are raw offsets, as in the points contract.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from whence.export.records import number, raw_spans
from whence.linking.gazetteer import Listed
from whence.linking.movement import Count, Movement
from whence.linking.omissions import Position
from whence.linking.policies import Estimate
from whence.records.extraction import Extraction
from whence.records.links import Label, LinkedEntity, Links, Point
from whence.records.report import Report

LABELS_SCHEMA = "whence/labels/1"
OMISSIONS_SCHEMA = "whence/omissions/1"
MOVEMENT_SCHEMA = "whence/movement/1"
NAMES_SCHEMA = "whence/names/1"

Json = dict[str, Any]


def speakers_of_labels(
    links: Links, extractions: Iterable[Extraction]
) -> dict[tuple[str, str], str]:
    """Return by report and attribution who speaks where a label stands in somebody's words."""
    wanted = {(label.report, label.by) for label in links.labels if label.by}
    found: dict[tuple[str, str], str] = {}
    for extraction in extractions:
        names = {entity.id: entity.name for entity in extraction.entities}
        for said in extraction.attributions:
            name = names.get(said.speaker or "") or said.speaker_name
            if name and (extraction.report, said.id) in wanted:
                found[extraction.report, said.id] = name
    return found


def label_records(
    links: Links,
    reports: Mapping[str, Report],
    outlets: Mapping[str, str],
    speakers: Mapping[tuple[str, str], str],
) -> Iterator[Json]:
    """Yield every label, those of the actors most reports name first, one actor after another.

    `speakers` are those of `speakers_of_labels`.
    """
    of_actor: dict[str, list[Label]] = {}
    for label in links.labels:
        of_actor.setdefault(label.actor, []).append(label)
    for actor in sorted(links.entities, key=_most_named):
        for label in of_actor.get(actor.id, ()):
            speaker = speakers.get((label.report, label.by or ""))
            yield _label(label, actor, reports[label.report], outlets[label.report], speaker)


def _most_named(actor: LinkedEntity) -> tuple[int, str, str]:
    return (-len({report for report, _ in actor.members}), actor.name, actor.id)


def _label(
    label: Label, actor: LinkedEntity, report: Report, outlet: str, speaker: str | None
) -> Json:
    spans, where = raw_spans(report, [label.span])
    found: Json = {
        "schema": LABELS_SCHEMA,
        "actor": actor.name,
        "actor_id": actor.id,
        "outlet": outlet,
        "label": " ".join(label.span.of(report.text).split()),
        "kind": label.kind.value,
        "voice": label.voice.value,
        "by": label.by,
        "speaker": speaker,
        "report": report.id,
        "path": report.path,
        "spans": spans,
    }
    return {**found, "field": "title"} if where == "title" else found


def position_records(
    positions: Sequence[Position], points: Sequence[Point], reports: Mapping[str, Report]
) -> Iterator[Json]:
    """Yield one JSON object for every outlet's position on a point.

    `points` are those that positions are on; `reports`, by id, those of their accounts.
    """
    by_id = {point.id: point for point in points}
    for position in positions:
        point = by_id[position.point]
        says = {a.id: a.says for a in point.accounts}
        yield {
            "schema": OMISSIONS_SCHEMA,
            "point": point.id,
            "question": point.question,
            "outlet": position.outlet,
            "coverage": position.coverage.value,
            "says": [says[account] for account in position.accounts],
            "accounts": list(position.accounts),
            "known": position.known,
            "why": position.why,
            "reports": list(position.reports),
            "paths": [reports[name].path for name in position.reports],
        }


def movement_record(movement: Movement, reports: Mapping[str, Report]) -> Json:
    """Return how one counted thing's figures moved."""
    return {
        "schema": MOVEMENT_SCHEMA,
        "point": movement.point,
        "question": movement.question,
        "counts": [_count(count, reports) for count in movement.counts],
        "moves": [
            {"change": move.change.value, "first": move.first, "second": move.second}
            for move in movement.moves
        ],
    }


def _count(count: Count, reports: Mapping[str, Report]) -> Json:
    return {
        "account": count.account,
        "report": count.report,
        "path": reports[count.report].path,
        "day": count.day,
        "until": count.until,
        "day_kind": count.day_kind.value if count.day_kind else None,
        "low": number(count.low),
        "high": number(count.high),
        "unit": count.unit,
        "says": count.says,
        "speaker": count.speaker,
        "origin": count.origin,
    }


def estimate_record(estimate: Estimate | None) -> Json:
    """Return a point's figures by a policy, as fields beside those of the point."""
    if estimate is None:
        return {"estimate": None}
    return {
        "estimate": {
            "policy": estimate.policy.value,
            "low": number(estimate.low),
            "best": number(estimate.best),
            "high": number(estimate.high),
            "unit": estimate.unit,
            "accounts": list(estimate.accounts),
            "why": estimate.why,
        }
    }


def name_record(listed: Listed) -> Json:
    """Return one known name with its other names."""
    return {
        "schema": NAMES_SCHEMA,
        "name": listed.entry.name,
        "kind": listed.entry.section,
        "names": listed.names,
        "domains": listed.domains,
        "owner": listed.entry.owner,
    }
