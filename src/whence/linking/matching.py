"""The features of `features.py` for many pairs at once, out of their sketches.

What a feature means is told there; here is how the same number comes out of arrays. Weights of
words are whole numbers, so sums over them are exact in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whence.linking import features
from whence.linking.matter import ON_ONE_MATTER, ON_OTHERS
from whence.linking.sketches import (
    ACTOR,
    AGES,
    AROUND,
    DAY,
    DAY_BEGINS,
    MATTER,
    NAMED,
    NUMBER,
    STEM,
    Integers,
    Shared,
    Table,
)

A_YEAR = 1.0
Values = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Pairs:
    """Pairs of statements of a table, by their places in it: `one` and `two` of one length."""

    def __init__(self, table: Table, one: Integers, two: Integers) -> None:
        self._table = table
        self._places = one, two
        self._told: dict[features.FeatureOf, Values] = {}

    def told(self, feature: features.FeatureOf) -> Values:
        """Return a feature's values, worked out once: both kinds of pairs have most of them."""
        if feature not in self._told:
            self._told[feature] = IN_ARRAYS[feature](self)
        return self._told[feature]

    def __len__(self) -> int:
        return len(self._places[0])

    @cached_property
    def shared(self) -> Shared:
        """What both of each pair have."""
        return self._table.shared(*self._places)

    @cached_property
    def cosine(self) -> Values:
        """How near their vectors are, not a number where one has none."""
        return self._table.cosines(*self._places)

    def both(self, name: str) -> Flags:
        """Say of which pairs it holds for both."""
        one, two = self.values(name)
        found: Flags = one & two
        return found

    def differ(self, name: str) -> Flags:
        """Say of which pairs the two differ in it."""
        one, two = self.values(name)
        found: Flags = one != two
        return found

    def values(self, name: str) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return what both sides have of it."""
        column = self._table.column(name)
        return column[self._places[0]], column[self._places[1]]

    def told_apart(self) -> Flags:
        """Say which pairs answer two questions, whatever words they share.

        They count people to whom different things befell, tell the ages of two, or stand in one
        sentence.
        """
        one, two = self.values("toll")
        found: Flags = self.differ("family") & (one | two)
        return found | self._ages_of_two() | self._of_one_sentence()

    def _of_one_sentence(self) -> Flags:
        """Say which pairs are a figure and what else its sentence tells: two questions.

        "Shares fell 1.5 percent to $65.09": the words around are the same for both, and tell
        nothing.
        """
        found: Flags = ~self.differ("sentence")
        return found & (self.differ("family") | self.differ("value"))

    def _ages_of_two(self) -> Flags:
        """Say which pairs tell ages of two people: years apart, without a name in common.

        Reports are often a year apart on the age of one.
        """
        ages = self.values("family")
        found: Flags = (ages[0] == AGES) & (ages[1] == AGES)
        if not found.any():
            return found
        one, two = self.values("value")
        other: Flags = np.abs(one - two) > A_YEAR
        other |= self.both("named")
        found &= other & ~self.shared.has(NAMED, NAMED)
        return found

    @cached_property
    def same_count(self) -> Flags:
        """Which pairs give figures for the same thing counted."""
        known: Flags = self.values("family")[0] != 0
        return self.both("figure") & ~self.differ("family") & known

    @cached_property
    def common_words(self) -> Values:
        """What the words that both clauses have weigh, on the mean of the two."""
        return self._common(STEM)

    def _common(self, kind: int) -> Values:
        mine, theirs = self.shared.weight(kind, kind)
        common: Values = (mine + theirs) / 2
        return common

    def overlap(self, kind: int, total: str) -> Values:
        """Return the weighted Jaccard overlap of the words of a kind."""
        common = self.common_words if kind == STEM else self._common(kind)
        one, two = (side.astype(np.float64) for side in self.values(total))
        return _share(common, one + two - common)


Told = Callable[[Pairs], Values]


def _share(part: Values, whole: Values) -> Values:
    """Return part by whole, 0 where there is no part."""
    share: Values = np.divide(part, whole, out=np.zeros_like(part), where=part > 0)
    return share


def _ones(flags: Flags) -> Values:
    """Return 1 where it holds, else 0."""
    ones: Values = flags.astype(np.float64)
    return ones


def _meaning(pairs: Pairs) -> Values:
    near = pairs.cosine
    if not np.isnan(near).any():
        return near
    return np.where(np.isnan(near), pairs.overlap(AROUND, "around"), near)


def _containment(pairs: Pairs) -> Values:
    one, two = (side.astype(np.float64) for side in pairs.values("stems"))
    return np.minimum(1.0, _share(pairs.common_words, np.minimum(one, two)))


def _words_nearby(pairs: Pairs) -> Values:
    one, two = (side.astype(np.float64) for side in pairs.values("stems"))
    found = pairs.shared.weight(STEM, AROUND)[0] + pairs.shared.weight(AROUND, STEM)[1]
    return _share(found, one + two)


def _same_value(pairs: Pairs) -> Values:
    low, high = (_alike(*pairs.values(name)) for name in ("low", "high"))
    return _ones(pairs.same_count & low & high)


def _alike(one: Values, two: Values) -> Flags:
    found: Flags = (one == two) | (np.isnan(one) & np.isnan(two))
    return found


def _same_number(pairs: Pairs) -> Values:
    return _ones(pairs.both("figure") & ~pairs.differ("value") & ~pairs.differ("unit"))


def _far_apart(pairs: Pairs) -> Values:
    one, two = pairs.values("doublings")
    doublings = np.where(_may_be_one(pairs), features.OPEN, 1.0) * np.abs(one - two)
    apart = np.maximum(0.0, doublings - features.FAR)
    return np.where(pairs.same_count & ~np.isnan(apart), apart, 0.0)


def _may_be_one(pairs: Pairs) -> Flags:
    least = np.maximum(*(np.nan_to_num(side, nan=0.0) for side in pairs.values("low")))
    most = np.minimum(*(np.nan_to_num(side, nan=np.inf) for side in pairs.values("high")))
    found: Flags = (least <= most) & ~pairs.values("toll")[0]
    return found


def _part_of_whole(pairs: Pairs) -> Values:
    return _ones(pairs.differ("noun") & ~pairs.both("whole"))


def _same_speaker(pairs: Pairs) -> Values:
    spoken = pairs.both("voiced") & ~pairs.differ("speaker")
    return _ones(spoken & pairs.values("proper")[0])


def _other_speaker(pairs: Pairs) -> Values:
    return _ones(pairs.both("voiced") & (_same_speaker(pairs) == 0))


def _other_day(pairs: Pairs) -> Values:
    one = pairs.shared.has(DAY, DAY_BEGINS) | pairs.shared.has(DAY_BEGINS, DAY)
    return _ones(pairs.both("dated") & ~one)


def _other_matter(pairs: Pairs) -> Values:
    far = (ON_ONE_MATTER - pairs.shared.product(MATTER)) / (ON_ONE_MATTER - ON_OTHERS)
    return np.where(pairs.both("placed"), np.clip(far, 0.0, 1.0), 0.0)


def _disjoint(name: str, kind: int) -> Told:
    return lambda pairs: _ones(pairs.both(name) & ~pairs.shared.has(kind, kind))


def _apart(pairs: Pairs) -> Values:
    one, two = pairs.values("place")
    apart: Values = np.abs(one - two)
    return apart


IN_ARRAYS: Mapping[features.FeatureOf, Told] = MappingProxyType(
    {
        features.meaning: _meaning,
        features.wording: lambda pairs: pairs.overlap(STEM, "stems"),
        features.containment: _containment,
        features.several_words: lambda pairs: np.minimum(5.0, pairs.shared.count(STEM)),
        features.setting: lambda pairs: pairs.overlap(AROUND, "around"),
        features.words_nearby: _words_nearby,
        features.both_lead: lambda pairs: _ones(pairs.both("lead")),
        features.apart: _apart,
        features.one_figure: lambda pairs: _ones(pairs.differ("figure")),
        features.same_count: lambda pairs: _ones(pairs.same_count),
        features.other_count: lambda pairs: (pairs.both("figure") & pairs.differ("family")).astype(
            np.float64
        ),
        features.same_value: _same_value,
        features.same_number: _same_number,
        features.shared_number: lambda pairs: _ones(pairs.shared.has(NUMBER, NUMBER)),
        features.far_apart: _far_apart,
        features.part_of_whole: _part_of_whole,
        features.other_day: _other_day,
        features.others_named: _disjoint("named", NAMED),
        features.other_actors: _disjoint("actors", ACTOR),
        features.opposed: lambda pairs: _ones(pairs.differ("negated")),
        features.same_speaker: _same_speaker,
        features.other_speaker: _other_speaker,
        features.other_matter: _other_matter,
        features.same_sentence: lambda pairs: _ones(~pairs.differ("sentence")),
    }
)


def told_by(pairs: Pairs, kind: str) -> list[tuple[features.FeatureOf, Values]]:
    """Return each feature of a kind of pairs ("plain", "figures"), times its weight, in order."""
    _, weights = features.learnt()[kind]
    return [(feature, weight * pairs.told(feature)) for feature, weight in weights]


def raw_scores(pairs: Pairs) -> Values:
    """Return what `features.raw_score` does for each pair."""
    scores = {}
    for kind in ("plain", "figures"):
        told = np.full(len(pairs), features.learnt()[kind][0])
        for _, value in told_by(pairs, kind):
            told = told + value
        scores[kind] = np.clip(told, -features.SUREST, features.SUREST)
    found: Values = np.where(pairs.both("figure"), scores["figures"], scores["plain"])
    return found
