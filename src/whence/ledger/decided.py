"""What the machine found in reports, read as people decided: attributions, credits, passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from whence.judging.attributions import decide_extraction
from whence.judging.credits import decide_relays, decide_reuses, on_credits
from whence.judging.standing import standing
from whence.ledger import judgements
from whence.records.extraction import Extraction
from whence.records.judgement import AttributionSeen, Judgement
from whence.records.links import Relay, Reuse


def extractions(
    connection: Connection, found: Sequence[Extraction | None]
) -> list[Extraction | None]:
    """Return the same extractions as people decided on their attributions."""
    reports = {extraction.report for extraction in found if extraction is not None}
    by_report: defaultdict[str, list[Judgement]] = defaultdict(list)
    for judgement in standing(judgements.touching(connection, reports, 0, words=True)):
        if isinstance(judgement.seen, AttributionSeen):
            by_report[judgement.seen.report].append(judgement)
    return [
        e
        if e is None or e.report not in by_report
        else decide_extraction(e, by_report[e.report]).extraction
        for e in found
    ]


def credited(
    connection: Connection,
    reports: Collection[str],
    relays: Sequence[Relay],
    reuses: Sequence[Reuse],
) -> tuple[tuple[Relay, ...], tuple[Reuse, ...]]:
    """Return what these reports credit and carry over with what people decided on it."""
    # Verdicts on points of many accounts are most of what there is to read, and none of these.
    on_them = judgements.touching(connection, reports, 0, words=True)
    taken = [j for j, _ in on_credits(standing(on_them))]
    if not taken:
        return tuple(relays), tuple(reuses)
    return decide_relays(relays, taken), decide_reuses(reuses, taken)
