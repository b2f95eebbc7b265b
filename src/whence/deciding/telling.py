"""What is read of reports to tell the statements of accounts: what stands at these, and no more."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from whence.ledger.bench import Bench
from whence.linking.bodies_meant import asks_for_names
from whence.records.extraction import Extraction
from whence.records.judgement import AttributionSeen, Judgement
from whence.records.report import Report
from whence.records.span import Span


def found_at(
    bench: Bench,
    places: Mapping[str, Sequence[Span]],
    reports: Mapping[str, Report],
    taken: Collection[Judgement],
) -> dict[str, Extraction]:
    """Return by report what the machine found that tells of what stands at these places.

    Whom a report names is read only where that may tell who speaks, or where any of `taken` is a
    decision on its claims: people may have given one another speaker.
    """
    found = bench.extractions_at(places)
    decided = {j.seen.report for j in taken if isinstance(j.seen, AttributionSeen)}
    asked = {
        report: extraction
        for report, extraction in found.items()
        if report in decided or asks_for_names(reports[report].text, extraction)
    }
    return {**found, **bench.with_names(asked)} if asked else found
