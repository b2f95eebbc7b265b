"""How often the machine was right, by stage, as far as people's own verdicts tell.

A person's verdicts are no sample of the pile: a queue that asks after the doubtful first makes
the machine look worse than it is, and what nobody looked at is not counted.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from whence.records.judgement import (
    ActorSeen,
    Apart,
    AttributionSeen,
    Judgement,
    NewSpans,
    NewSpeaker,
    OneOrigin,
    PointSeen,
    RelaySeen,
    ReuseSeen,
    SeparateOrigins,
    Together,
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


class _Finding(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    UNSURE = "unsure"
    DISPUTED = "disputed"


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
    found: dict[tuple[Stage, str, tuple[str, ...]], dict[str, _Finding]] = defaultdict(dict)
    missed = 0
    for judgement in taken:
        if judgement.verdict is Verdict.ADDED:
            missed += 1
            continue
        for stage, finding in _findings(judgement):
            part = origin_part(judgement.change)
            found[stage, judgement.subject, part][judgement.by] = finding
    counts: dict[Stage, list[_Finding]] = defaultdict(list)
    for (stage, _, _), by_person in found.items():
        counts[stage].append(_together(by_person.values()))
    return tuple(
        _stage(stage, counts[stage], missed if stage is Stage.ATTRIBUTIONS else 0)
        for stage in Stage
    )


def _findings(judgement: Judgement) -> list[tuple[Stage, _Finding]]:
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
            return [(Stage.ORIGINS, _Finding.UNSURE)]
        return [(Stage.ORIGINS, _on_origins(judgement.change, judgement.seen))]
    return _on_whole(judgement, Stage.POINTS)


def _on_attribution(judgement: Judgement) -> list[tuple[Stage, _Finding]]:
    if isinstance(judgement.change, NewSpans):
        return [(Stage.ATTRIBUTIONS, _Finding.WRONG)]
    if isinstance(judgement.change, NewSpeaker):
        return [(Stage.SPEAKERS, _Finding.WRONG)]
    if judgement.verdict is Verdict.CONFIRMED:
        return [(Stage.ATTRIBUTIONS, _Finding.RIGHT), (Stage.SPEAKERS, _Finding.RIGHT)]
    return _on_whole(judgement, Stage.ATTRIBUTIONS)


def _on_whole(judgement: Judgement, stage: Stage) -> list[tuple[Stage, _Finding]]:
    if isinstance(judgement.change, Together | Apart):
        return [(stage, _Finding.WRONG)]
    found = {
        Verdict.CONFIRMED: _Finding.RIGHT,
        Verdict.REJECTED: _Finding.WRONG,
        Verdict.UNSURE: _Finding.UNSURE,
    }.get(judgement.verdict)
    return [(stage, found)] if found else []


def _on_origins(change: OneOrigin | SeparateOrigins, seen: PointSeen) -> _Finding:
    """Say whether the machine's collapse, as the person saw it, is what the person decided."""
    home = {account: number for number, ids in enumerate(seen.origins) for account in ids}

    def origins(accounts: Iterable[str]) -> set[int]:
        return {home.get(account, -1) for account in accounts}

    if isinstance(change, OneOrigin):
        agreed = len(origins(a.id for a in change.accounts)) == 1
    else:
        one, two = (origins(a.id for a in side) for side in (change.accounts, change.others))
        agreed = one.isdisjoint(two)
    return _Finding.RIGHT if agreed else _Finding.WRONG


def _together(findings: Iterable[_Finding]) -> _Finding:
    listed = set(findings)
    if {_Finding.RIGHT, _Finding.WRONG} <= listed:
        return _Finding.DISPUTED
    decided = listed - {_Finding.UNSURE}
    return next(iter(decided)) if decided else _Finding.UNSURE


def _stage(stage: Stage, findings: Sequence[_Finding], missed: int) -> StageAccuracy:
    right, wrong = findings.count(_Finding.RIGHT), findings.count(_Finding.WRONG)
    total = right + wrong
    low, high = wilson(right, total) if total else (None, None)
    return StageAccuracy(
        stage=stage,
        right=right,
        wrong=wrong,
        unsure=findings.count(_Finding.UNSURE),
        disputed=findings.count(_Finding.DISPUTED),
        missed=missed,
        share=right / total if total else None,
        low=low,
        high=high,
    )
