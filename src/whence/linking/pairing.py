"""Which pairs of statements are likely on one point, and how likely: many pairs at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from whence.linking.features import SUREST, log_odds
from whence.linking.forest import Dated
from whence.linking.matching import Pairs, raw_scores, told_by
from whence.linking.sketches import STEM, Integers, Table
from whence.records.links import Feature

LEAST_MEANING = 0.35  # of two clauses that share no word: the other features cannot make up
GRAIN = 2.0**-12  # scores are whole multiples: sums are exact, whatever is added up first
AT_ONCE = 4096  # pairs in one array: what they hold in memory is bounded

Values = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Judge:
    """Says how likely two statements speak on one point."""

    def __init__(self, bar: float, max_days_apart: int) -> None:
        self.bar = log_odds(bar)
        self._max_days = max_days_apart

    def near(self, one: int, two: int) -> bool:
        """Say whether reports of these days (ordinals, 0: unknown) are compared at all."""
        return not (one and two) or abs(one - two) <= self._max_days

    def all_near(self, one: Integers, two: Integers) -> Flags:
        """Say of each pair of days what `near` says."""
        found: Flags = (one == 0) | (two == 0) | (np.abs(one - two) <= self._max_days)
        return found

    def near_across(self, groups: Sequence[Sequence[Dated]]) -> list[int]:
        """Return the lower numbers of the pairs of different groups that are compared at all."""
        numbers, days = np.array(list(chain(*groups)), dtype=np.int64).T
        at = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
        asked = (at[:, None] != at) & (numbers[:, None] < numbers)
        asked &= self.all_near(days[:, None], days)
        found: list[int] = numbers[asked.any(axis=1)].tolist()
        return found

    def likely(self, table: Table, one: Integers, two: Integers) -> tuple[Integers, Values]:
        """Return which of these pairs (by place) may be on one point, and their scores.

        `one` and `two` are places in the table. A pair may not be where the two count different
        things, are far apart in time, share no word and little meaning, or score below the bar.
        """
        found: list[Integers] = []
        scores: list[Values] = []
        for start in range(0, len(one), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            places = np.flatnonzero(self._comparable(Pairs(table, one[part], two[part])))
            places = places[_alike(Pairs(table, one[part][places], two[part][places]))]
            told = _on_grain(raw_scores(Pairs(table, one[part][places], two[part][places])))
            kept = np.flatnonzero(told >= self.bar)
            found.append(places[kept] + start)
            scores.append(told[kept])
        if not found:
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        return np.concatenate(found), np.concatenate(scores)

    def _comparable(self, pairs: Pairs) -> Flags:
        return self.all_near(*pairs.values("day")) & ~pairs.told_apart()

    def scores(self, table: Table, one: Integers, two: Integers) -> Values:
        """Return the log-odds that pairs are on one point, in whole multiples of `GRAIN`."""
        found = [np.zeros(0)]
        for start in range(0, len(one), AT_ONCE):
            pairs = Pairs(table, one[start : start + AT_ONCE], two[start : start + AT_ONCE])
            told = _on_grain(raw_scores(pairs))
            found.append(np.where(pairs.told_apart(), -SUREST, told))
        return np.concatenate(found)

    def near_in_time(self, days: Iterable[str | None]) -> bool:
        """Say whether reports of these days are compared at all; an unknown day always is."""
        known = [date.fromisoformat(d) for d in days if d is not None]
        return not known or (max(known) - min(known)).days <= self._max_days


def _alike(pairs: Pairs) -> Flags:
    """Say which pairs have anything in common to be judged by: figures, a word, some meaning."""
    found: Flags = pairs.both("figure") | (pairs.shared.count(STEM) > 0)
    return found | (np.nan_to_num(pairs.cosine, nan=1.0) >= LEAST_MEANING)


def _on_grain(scores: Values) -> Values:
    grains: Values = np.rint(scores / GRAIN) * GRAIN
    return grains


def explained(table: Table, one: Integers, two: Integers) -> Iterator[tuple[Feature, ...]]:
    """Yield for each pair the features that speak for or against it, with their weight.

    As `features.explain`, in the order of the weights.
    """
    pairs = Pairs(table, one, two)
    figures = pairs.both("figure").tolist()
    told = {kind: _columns(pairs, kind) for kind in ("plain", "figures")}
    for row, figure in enumerate(figures):
        yield tuple(
            Feature(why, value)
            for why, values in told["figures" if figure else "plain"]
            if (value := round(values[row], 3))
        )


def _columns(pairs: Pairs, kind: str) -> list[tuple[str, list[float]]]:
    return [(f.__doc__ or f.__name__, values.tolist()) for f, values in told_by(pairs, kind)]
