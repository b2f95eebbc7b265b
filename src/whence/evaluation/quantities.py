"""Scoring figures: are they found, with the right value, bound and unit."""

from __future__ import annotations

from dataclasses import dataclass, field

from whence.evaluation.counts import Counts
from whence.evaluation.gold import GoldQuantity, GoldReport
from whence.evaluation.pairing import pair_spans
from whence.records.extraction import Extraction, Quantity


@dataclass(frozen=True, slots=True)
class QuantityScore:
    """`found`: overlapping; `value`: and the same low and high; then bound, then unit as well.

    `unit` is counted only where the gold gives one.
    """

    found: Counts = field(default_factory=Counts)
    value: Counts = field(default_factory=Counts)
    bound: Counts = field(default_factory=Counts)
    unit: Counts = field(default_factory=Counts)

    def __add__(self, other: QuantityScore) -> QuantityScore:
        return QuantityScore(
            self.found + other.found,
            self.value + other.value,
            self.bound + other.bound,
            self.unit + other.unit,
        )


def score_quantities(extraction: Extraction, gold: GoldReport) -> QuantityScore:
    """Score the figures found in one report."""
    pairs = pair_spans([q.span for q in extraction.quantities], [q.span for q in gold.quantities])
    both = [(extraction.quantities[f], gold.quantities[g]) for f, g in pairs]
    valued = [(found, wanted) for found, wanted in both if same_value(found, wanted)]
    size = (len(extraction.quantities), len(gold.quantities))
    united = [(found, wanted) for found, wanted in both if wanted.unit is not None]
    return QuantityScore(
        found=Counts(len(both), *size),
        value=Counts(len(valued), *size),
        bound=Counts(sum(found.bound is wanted.bound for found, wanted in valued), *size),
        unit=Counts(
            sum(_same_unit(found, wanted) for found, wanted in united),
            len(united),
            sum(wanted.unit is not None for wanted in gold.quantities),
        ),
    )


def same_value(found: Quantity, wanted: GoldQuantity) -> bool:
    """Say whether both ends of the range agree."""
    return _close(found.low, wanted.low) and _close(found.high, wanted.high)


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-6 * max(1.0, abs(one), abs(other))


def _same_unit(found: Quantity, wanted: GoldQuantity) -> bool:
    named = {(unit or "").casefold().rstrip("s") for unit in (found.unit, found.unit_text)}
    return (wanted.unit or "").casefold().rstrip("s") in named
