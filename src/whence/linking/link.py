"""Linking: from the extractions of a pile to its entities, relays, reuse and points. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from whence.errors import UsageError
from whence.linking.entities import actors_and_labels
from whence.linking.gazetteer import load_gazetteer
from whence.linking.growing import Growth
from whence.linking.shelf import MemoryShelf
from whence.records.extraction import Extraction
from whence.records.links import Links, Reuse
from whence.records.report import Report
from whence.settings import LinkingSettings


def link(
    reports: Sequence[Report],
    extractions: Sequence[Extraction],
    *,
    settings: LinkingSettings,
) -> Links:
    """Return everything found across `reports`; `extractions` stand in the same order.

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
    entities, labels = actors_and_labels(read, found, gazetteer)
    library = _Pile(read, found)
    delta = Growth(MemoryShelf(), library, settings, gazetteer).change((), library.pairs())
    return Links(
        entities=entities,
        relays=tuple(relay for r in read for relay in delta.relays[r.id]),
        reuses=in_order(reuse for r in read for reuse in delta.reuses[r.id]),
        points=tuple(sorted(delta.points, key=lambda point: point.id)),
        labels=labels,
    )


def in_order(reuses: Iterable[Reuse]) -> tuple[Reuse, ...]:
    """Return carried-over passages in the order of links: by report, place and id."""
    return tuple(sorted(reuses, key=lambda r: (r.report, r.spans, r.id)))


class _Pile:
    """Reports and extractions in memory."""

    def __init__(self, reports: Sequence[Report], extractions: Sequence[Extraction]) -> None:
        self._reports = {r.id: r for r in reports}
        self._extractions = {e.report: e for e in extractions}

    def pairs(self) -> list[tuple[Report, Extraction]]:
        return [(r, self._extractions[r.id]) for r in self._reports.values()]

    def reports(self, ids: Collection[str]) -> Mapping[str, Report]:
        return {i: self._reports[i] for i in ids}

    def names(self, ids: Collection[str]) -> Mapping[str, Extraction]:
        return {i: self._extractions[i] for i in ids}
