"""Which pairs of statements are likely on one point, and how likely: cheap looks first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from whence.linking.features import SUREST, Pair, log_odds, raw_score
from whence.linking.meaning import Vector, cosine
from whence.linking.sketches import Sketch, compare
from whence.linking.statements import Statement
from whence.linking.topics import TOLLS

LEAST_MEANING = 0.35  # of two clauses that share no word: the other features cannot make up
GRAIN = 2.0**-12  # scores are whole multiples: sums are exact, whatever is added up first


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to compare: a statement that stands for all of the same words and figure.

    `family` is what its figure counts, `vector` its meaning where the network has read it.
    """

    statement: Statement
    family: str
    vector: Vector | None


class Judge:
    """Says how likely two statements speak on one point."""

    def __init__(self, bar: float, max_days_apart: int) -> None:
        self.bar = log_odds(bar)
        self._max_days = max_days_apart

    def promising(self, one: Sketch, others: Sequence[Sketch]) -> list[int]:
        """Return the places of those of `others` that may be on one point with `one` at all.

        It may not be where the two count different things, are far apart in time, share no word
        and little meaning, or cannot reach the bar whatever else is found.
        """
        near = [
            place
            for place, other in enumerate(others)
            if self._near(one.day, other.day) and not told_apart(one.family, other.family)
        ]
        if not near:
            return []
        told = compare(one, [others[place] for place in near])
        figures = np.array([one.figure and others[place].figure for place in near])
        alike = figures | (told.shared > 0) | (told.meaning >= LEAST_MEANING)
        found = np.flatnonzero(alike & (told.best >= self.bar - GRAIN))
        return [near[place] for place in found]

    def _near(self, one: int, two: int) -> bool:
        return not (one and two) or abs(one - two) <= self._max_days

    def score(self, one: Item, two: Item) -> float:
        """Return the log-odds that two items are on one point, in whole multiples of `GRAIN`."""
        if told_apart(one.family, two.family):
            return -SUREST
        return round(raw_score(pair_of(one, two)) / GRAIN) * GRAIN

    def near_in_time(self, days: Iterable[str | None]) -> bool:
        """Say whether reports of these days are compared at all; an unknown day always is."""
        known = [date.fromisoformat(d) for d in days if d is not None]
        return not known or (max(known) - min(known)).days <= self._max_days


def told_apart(one: str, two: str) -> bool:
    """Say whether one counts people to whom something befell and the other not the same."""
    return one != two and bool({one, two} & TOLLS)


def pair_of(one: Item, two: Item) -> Pair:
    """Return two items with what is compared of them."""
    near = None
    if one.vector is not None and two.vector is not None:
        near = cosine(one.vector, two.vector)
    return Pair(one.statement, two.statement, near, (one.family, two.family))
