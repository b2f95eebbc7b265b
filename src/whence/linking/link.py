"""Linking: from the extractions of a pile to its entities, relays, reuse and points. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from whence.errors import UsageError
from whence.linking.entities import join_entities
from whence.linking.evidence import Evidence
from whence.linking.gazetteer import load_gazetteer
from whence.linking.labels import find_labels
from whence.linking.points import Points
from whence.linking.relays import find_relays
from whence.linking.reuse import find_reuse
from whence.linking.speakers import Speakers, canonical_names
from whence.linking.statements import gather
from whence.records.decisions import NONE_TAKEN, Decisions
from whence.records.extraction import Extraction
from whence.records.links import Links
from whence.records.report import Report
from whence.settings import LinkingSettings


def link(
    reports: Sequence[Report],
    extractions: Sequence[Extraction],
    *,
    settings: LinkingSettings,
    decisions: Decisions = NONE_TAKEN,
) -> Links:
    """Return everything found across `reports`; `extractions` stand in the same order.

    `decisions` on who is who always hold.

    Pure and deterministic: the order in which the reports come changes nothing. Time and memory
    grow near-linearly with the words of the pile.

    Raises `UsageError` when the two sequences do not belong together and `SettingsError` when
    the gazetteer named in the settings cannot be read.
    """
    if [r.id for r in reports] != [e.report for e in extractions]:
        raise UsageError("reports and extractions do not belong together")
    order = sorted(range(len(reports)), key=lambda i: reports[i].id)
    read = [reports[i] for i in order]
    found = [extractions[i] for i in order]
    gazetteer = load_gazetteer(settings.gazetteer)
    entities = join_entities(read, found, gazetteer, decisions)
    relays = tuple(
        relay
        for report, extraction in zip(read, found, strict=True)
        if report.note is None
        for relay in find_relays(report, extraction, gazetteer)
    )
    reuses = find_reuse(read, relays, gazetteer)
    by_id = {r.id: r for r in read}
    speakers = Speakers(read, gazetteer, canonical_names(entities))
    evidence = Evidence(by_id, reuses, relays, gazetteer, speakers)
    points = Points(
        gather(read, found, gazetteer, relays),
        by_id,
        bar=settings.point_bar,
        max_days_apart=settings.max_days_apart,
    )
    return Links(
        entities=entities,
        relays=relays,
        reuses=reuses,
        points=points.find(evidence),
        labels=find_labels(read, found, entities, gazetteer),
    )
