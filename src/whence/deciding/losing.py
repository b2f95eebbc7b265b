"""Decisions on what the machine proposes no longer: kept, and listed for a person to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from whence.deciding.settling import casts_seen, points_seen
from whence.judging.actors import attach_members
from whence.judging.attributions import decide_extraction
from whence.judging.credits import attach_relay, attach_reuse
from whence.judging.standing import standing
from whence.ledger.bench import Bench
from whence.records.judgement import (
    ActorSeen,
    Apart,
    AttributionSeen,
    Judgement,
    OneOrigin,
    PointSeen,
    RelaySeen,
    ReuseSeen,
    SeparateOrigins,
    Together,
)


def lost_decisions(bench: Bench) -> list[Judgement]:
    """Return the decisions that stand and find nothing of what they are on, in the order taken.

    Of every kind: attributions, credits and passages, points and actors; a merge of which the
    others are gone, a split or an origin of which the accounts are. Linear in the decisions.
    """
    taken = standing(bench.judgements(bench.judged_reports()))
    found = [*_lost_attributions(bench, taken), *_lost_credits(bench, taken)]
    for judgement in taken:
        if isinstance(judgement.seen, PointSeen):
            gone = _is_gone_from_points(bench, judgement, judgement.seen)
        elif isinstance(judgement.seen, ActorSeen):
            gone = _is_gone_from_actors(bench, judgement, judgement.seen)
        else:
            continue
        found += [judgement] if gone else []
    return sorted(found, key=lambda judgement: judgement.number)


def _lost_attributions(bench: Bench, taken: Sequence[Judgement]) -> list[Judgement]:
    found: list[Judgement] = []
    on = [j for j in taken if isinstance(j.seen, AttributionSeen)]
    for report in sorted({j.seen.report for j in on if isinstance(j.seen, AttributionSeen)}):
        extraction = bench.extractions([report]).get(report)
        if extraction is not None:
            found += decide_extraction(extraction, on).lost
    return found


def _lost_credits(bench: Bench, taken: Sequence[Judgement]) -> list[Judgement]:
    by_report: defaultdict[str, list[Judgement]] = defaultdict(list)
    for judgement in taken:
        if isinstance(judgement.seen, RelaySeen | ReuseSeen):
            by_report[judgement.seen.report].append(judgement)
    found = []
    for report, on in by_report.items():
        relays, reuses = bench.credits([report])
        found += [
            j
            for j in on
            if attach_relay(j.seen, relays) is None and attach_reuse(j.seen, reuses) is None
        ]
    return found


def _is_gone_from_points(bench: Bench, judgement: Judgement, seen: PointSeen) -> bool:
    own = points_seen(bench, seen.accounts)
    change = judgement.change
    if not own:
        return True
    if isinstance(change, Together):
        others = [a for o in change.others if isinstance(o, PointSeen) for a in o.accounts]
        return not points_seen(bench, others)
    if isinstance(change, Apart | OneOrigin):
        return not points_seen(bench, change.accounts)
    if isinstance(change, SeparateOrigins):
        return not (points_seen(bench, change.accounts) and points_seen(bench, change.others))
    return False


def _is_gone_from_actors(bench: Bench, judgement: Judgement, seen: ActorSeen) -> bool:
    change = judgement.change
    groups = [seen.members]
    if isinstance(change, Apart):
        groups.append(change.members)
    if isinstance(change, Together):
        groups.append(
            tuple(m for o in change.others if isinstance(o, ActorSeen) for m in o.members)
        )
    return any(not attach_members(group, casts_seen(bench, group)) for group in groups)
