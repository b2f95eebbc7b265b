"""Scoring time expressions with the measures of TempEval-3: strict, relaxed, value."""

from __future__ import annotations

from dataclasses import dataclass, field

from whence.evaluation.counts import Counts
from whence.evaluation.gold import GoldReport
from whence.evaluation.pairing import pair_spans
from whence.records.extraction import Extraction


@dataclass(frozen=True, slots=True)
class TimeScore:
    """`strict`: the same characters; `relaxed`: overlapping; `value`: and the same value."""

    strict: Counts = field(default_factory=Counts)
    relaxed: Counts = field(default_factory=Counts)
    value: Counts = field(default_factory=Counts)

    def __add__(self, other: TimeScore) -> TimeScore:
        return TimeScore(
            self.strict + other.strict, self.relaxed + other.relaxed, self.value + other.value
        )


def score_times(extraction: Extraction, gold: GoldReport) -> TimeScore:
    """Score the time expressions found in one report."""
    pairs = pair_spans([t.span for t in extraction.times], [t.span for t in gold.times])
    size = (len(extraction.times), len(gold.times))
    both = [(extraction.times[f], gold.times[g]) for f, g in pairs]
    return TimeScore(
        strict=Counts(sum(found.span == wanted.span for found, wanted in both), *size),
        relaxed=Counts(len(both), *size),
        value=Counts(sum(found.value == wanted.value for found, wanted in both), *size),
    )
