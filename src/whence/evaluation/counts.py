"""Counting hits against gold: precision, recall, F1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were found and right, found at all, and there to find."""

    hit: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.hit + other.hit, self.predicted + other.predicted, self.gold + other.gold
        )

    @property
    def precision(self) -> float:
        """Return the share of what was found that is right; 0 where nothing was found."""
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Return the share of what was there that was found; 0 where nothing was there."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall; 0 where there was no hit."""
        total = self.predicted + self.gold
        return 2 * self.hit / total if total else 0.0


def total(parts: Iterable[Counts]) -> Counts:
    """Return the sum of counts (micro-average over reports)."""
    return sum(parts, Counts())
