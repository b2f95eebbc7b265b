"""How often the machine was right, by stage, as far as people's own verdicts tell.

A person's verdicts are no sample of the pile: a queue that asks after the doubtful first makes
the machine look worse than it is, and what nobody looked at is not counted.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from whence.records.judgement import (
    ActorSeen,
    AttributionSeen,
    Judgement,
    NewSpans,
    NewSpeaker,
    OneOrigin,
    PointSeen,
    RelaySeen,
    ReuseSeen,
    SeparateOrigins,
    origin_part,
)
from whence.records.verdict import Verdict

Z = 1.959964  # standard deviations that hold 95% of a normal distribution


class Stage(StrEnum):
    """What of the machine's work a verdict is on."""

    ATTRIBUTIONS = "who says what"
    SPEAKERS = "speakers"
    ACTORS = "actors across reports"
    POINTS = "points"
    ORIGINS = "origins"
    RELAYS = "credits"
    REUSE = "carried-over words"


class Finding(StrEnum):
    """What people make of one thing the machine did, or did not do."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSURE = "unsure"
    DISPUTED = "disputed"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class StageAccuracy:
    """The verdicts on one stage: how many found it right, wrong, or could not tell.

    `disputed` ones count as neither; `missed` is what people added because the machine had not
    found it. `share` is right among right and wrong, `low` and `high` the bounds of its 95%
    interval (Wilson 1927), all None where nothing was judged.
    """

    stage: Stage
    right: int
    wrong: int
    unsure: int
    disputed: int
    missed: int
    share: float | None
    low: float | None
    high: float | None

    @property
    def judged(self) -> bool:
        """Say whether anybody decided anything on this stage."""
        return any((self.right, self.wrong, self.unsure, self.disputed, self.missed))


def wilson(right: int, total: int) -> tuple[float, float]:
    """Return the bounds of the 95% score interval of a share (Wilson 1927), 0 to 1.

    Raises `ValueError` when `total` is not positive or `right` is not within it.
    """
    if total <= 0 or not 0 <= right <= total:
        raise ValueError("a share needs 0 <= right <= total and total > 0")
    share, square = right / total, Z * Z
    middle = share + square / (2 * total)
    spread = Z * math.sqrt(share * (1 - share) / total + square / (4 * total * total))
    whole = 1 + square / total
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def accuracy(taken: Sequence[Judgement]) -> tuple[StageAccuracy, ...]:
    """Return the accuracy by stage; `taken` are the decisions that stand, in order."""
    return accuracy_of(Counter(findings(taken)))


def accuracy_of(counts: Mapping[tuple[Stage, Finding], int]) -> tuple[StageAccuracy, ...]:
    """Return the accuracy by stage, of how often each finding was made."""
    return tuple(_stage(stage, counts) for stage in Stage)


def findings(taken: Sequence[Judgement]) -> list[tuple[Stage, Finding]]:
    """Return what people make of each thing they judged: one finding, however many judged it.

    `taken` are the decisions that stand, in order: all, or all on some subjects. What is found of
    one subject does not depend on others.
    """
    found: dict[tuple[Stage, str, tuple[str, ...]], dict[str, Finding]] = defaultdict(dict)
    missed = []
    for judgement in taken:
        if judgement.verdict is Verdict.ADDED:
            missed.append((Stage.ATTRIBUTIONS, Finding.MISSED))
            continue
        for stage, finding in _findings(judgement):
            part = origin_part(judgement.change)
            found[stage, judgement.subject, part][judgement.by] = finding
    judged = [(stage, _together(by.values())) for (stage, _, _), by in found.items()]
    return [*judged, *missed]


def _findings(judgement: Judgement) -> list[tuple[Stage, Finding]]:
    if isinstance(judgement.seen, AttributionSeen):
        return _on_attribution(judgement)
    if isinstance(judgement.seen, ActorSeen):
        return _on_whole(judgement, Stage.ACTORS)
    if isinstance(judgement.seen, RelaySeen):
        return _on_whole(judgement, Stage.RELAYS)
    if isinstance(judgement.seen, ReuseSeen):
        return _on_whole(judgement, Stage.REUSE)
    if not isinstance(judgement.seen, PointSeen):
        return []
    if isinstance(judgement.change, OneOrigin | SeparateOrigins):
        if judgement.verdict is Verdict.UNSURE:
            return [(Stage.ORIGINS, Finding.UNSURE)]
        return [(Stage.ORIGINS, _on_origins(judgement.change, judgement.seen))]
    return _on_whole(judgement, Stage.POINTS)


def _on_attribution(judgement: Judgement) -> list[tuple[Stage, Finding]]:
    if isinstance(judgement.change, NewSpans):
        return [(Stage.ATTRIBUTIONS, Finding.WRONG)]
    if isinstance(judgement.change, NewSpeaker):
        return [(Stage.SPEAKERS, Finding.WRONG)]
    if judgement.verdict is Verdict.CONFIRMED:
        return [(Stage.ATTRIBUTIONS, Finding.RIGHT), (Stage.SPEAKERS, Finding.RIGHT)]
    return _on_whole(judgement, Stage.ATTRIBUTIONS)


def _on_whole(judgement: Judgement, stage: Stage) -> list[tuple[Stage, Finding]]:
    found = {
        Verdict.MERGED: Finding.WRONG,
        Verdict.SPLIT: Finding.WRONG,
        Verdict.CONFIRMED: Finding.RIGHT,
        Verdict.REJECTED: Finding.WRONG,
        Verdict.UNSURE: Finding.UNSURE,
    }.get(judgement.verdict)
    return [(stage, found)] if found else []


def _on_origins(change: OneOrigin | SeparateOrigins, seen: PointSeen) -> Finding:
    """Say whether the machine's collapse, as the person saw it, is what the person decided."""
    home = {account: number for number, ids in enumerate(seen.origins) for account in ids}

    def origins(accounts: Iterable[str]) -> set[int]:
        return {home.get(account, -1) for account in accounts}

    if isinstance(change, OneOrigin):
        agreed = len(origins(a.id for a in change.accounts)) == 1
    else:
        one, two = (origins(a.id for a in side) for side in (change.accounts, change.others))
        agreed = one.isdisjoint(two)
    return Finding.RIGHT if agreed else Finding.WRONG


def _together(findings: Iterable[Finding]) -> Finding:
    listed = set(findings)
    if {Finding.RIGHT, Finding.WRONG} <= listed:
        return Finding.DISPUTED
    decided = listed - {Finding.UNSURE}
    return next(iter(decided)) if decided else Finding.UNSURE


def _stage(stage: Stage, counts: Mapping[tuple[Stage, Finding], int]) -> StageAccuracy:
    found = {finding: counts.get((stage, finding), 0) for finding in Finding}
    right, total = found[Finding.RIGHT], found[Finding.RIGHT] + found[Finding.WRONG]
    low, high = wilson(right, total) if total else (None, None)
    return StageAccuracy(
        stage=stage,
        right=right,
        wrong=found[Finding.WRONG],
        unsure=found[Finding.UNSURE],
        disputed=found[Finding.DISPUTED],
        missed=found[Finding.MISSED],
        share=right / total if total else None,
        low=low,
        high=high,
    )
