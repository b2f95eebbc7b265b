"""Average-linkage clustering, clusters that overlap, and disjoint sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


class Forest:
    """Disjoint sets over hashable items (union by smallest item, so order does not matter)."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def root(self, item: int) -> int:
        """Return the representative of the set that holds `item`."""
        parent = self._parent.setdefault(item, item)
        while parent != self._parent[parent]:
            self._parent[parent] = self._parent[self._parent[parent]]
            parent = self._parent[parent]
        self._parent[item] = parent
        return parent

    def join(self, a: int, b: int) -> None:
        """Make one set of those that hold `a` and `b`."""
        a, b = self.root(a), self.root(b)
        if a != b:
            self._parent[max(a, b)] = min(a, b)

    def sets(self) -> list[list[int]]:
        """Return the sets, each sorted, in the order of their smallest items."""
        found: dict[int, list[int]] = defaultdict(list)
        for item in sorted(self._parent):
            found[self.root(item)].append(item)
        return [found[root] for root in sorted(found)]


def average_linkage(scores: Scores, bar: float, dearer: float = 0.0) -> list[list[int]]:
    """Return the clusters of items, by their places, those of one item too.

    Two clusters are merged while the average of `scores` (items, items; symmetric) over the pairs
    between them reaches the bar, the highest first; ties go to the first items, so the result
    depends on nothing but the scores. What is on the diagonal does not count. Each doubling of what
    is merged beyond two items asks `dearer` more: of many items on one subject each finds a few
    that share its words, though they answer no question in common.
    """
    near = scores.copy()
    np.fill_diagonal(near, -np.inf)
    ahead = near.copy()  # what is left of an average when the size of the merged is paid for
    members = [[item] for item in range(len(near))]
    counts = np.ones(len(near))
    for _ in range(len(near) - 1):
        i, j = divmod(int(np.argmax(ahead)), len(near))
        if ahead[i, j] < bar:
            break
        i, j = min(i, j), max(i, j)
        merged = (near[i] * counts[i] + near[j] * counts[j]) / (counts[i] + counts[j])
        merged[[i, j]] = -np.inf
        near[i], near[:, i] = merged, merged
        near[j], near[:, j] = -np.inf, -np.inf
        counts[i] += counts[j]
        ahead[i] = ahead[:, i] = merged - dearer * np.log2((counts[i] + counts) / 2)
        ahead[j], ahead[:, j] = -np.inf, -np.inf
        members[i] += members[j]
        members[j] = []
    return [sorted(m) for m in members if m]


def with_all_that_fit(
    scores: Scores, clusters: Sequence[Sequence[int]], bar: float, dearer: float
) -> list[list[int]]:
    """Return clusters, each with the items of others whose average score with its own is enough.

    An item that tells several things stands in several clusters then. What is asked of it is `bar`,
    and `dearer` more for each doubling of the cluster, as in `average_linkage`. What fits is judged
    by the clusters as they are given, so their order does not matter. Those of one item take no
    other; a cluster that another one holds wholly is left out. What is on the diagonal of `scores`
    does not count.
    """
    near = scores.copy()
    np.fill_diagonal(near, 0.0)
    own = np.zeros((len(clusters), len(near)), dtype=bool)
    for row, cluster in enumerate(clusters):
        own[row, cluster] = True
    counts = own.sum(axis=1, keepdims=True)
    asked = bar + dearer * np.log2((counts + 1) / 2)
    fits = (own @ near / counts >= asked) & (counts > 1)
    held = [frozenset(np.flatnonzero(row).tolist()) for row in own | fits]
    kept = [k for k, one in enumerate(held) if not _is_held(k, one, held)]
    return [sorted(held[k]) for k in kept]


def with_kinds_joined(
    clusters: Sequence[Sequence[int]], kinds: Mapping[int, int]
) -> list[list[int]]:
    """Return clusters in which all items of one kind that hang together are in one cluster.

    `kinds` tells the kind of some items. Those of one kind hang together where clusters share one
    of them; they all go to the cluster that has most of them, the first of these. A cluster that
    another one holds wholly then is left out.
    """
    held = [frozenset(cluster) for cluster in clusters]
    for kind in sorted(set(kinds.values())):
        own = [frozenset(item for item in one if kinds.get(item) == kind) for one in held]
        forest = Forest()
        for one, two in combinations(range(len(held)), 2):
            if not own[one].isdisjoint(own[two]):
                forest.join(one, two)
        for together in forest.sets():
            home = max(together, key=lambda place: (len(own[place]), -place))
            gathered = frozenset[int]().union(*(own[place] for place in together))
            for place in together:
                held[place] = held[place] - own[place] | (gathered if place == home else set())
    kept = [k for k, one in enumerate(held) if one and not _is_held(k, one, held)]
    return [sorted(held[k]) for k in kept]


def _is_held(place: int, one: frozenset[int], held: Sequence[frozenset[int]]) -> bool:
    """Say whether another of `held` has all of one, an earlier one where both are the same."""
    return any(
        one < other or (one == other and before < place) for before, other in enumerate(held)
    )


def blended_linkage(scores: Scores, counts: Scores, bar: float, nearest: float) -> list[list[int]]:
    """Return clusters as `average_linkage` does, by the nearest pair as well as by all.

    How near two clusters are is their nearest pair's score to the share `nearest`, else the average
    over all pairs, each item as often as `counts` says: what hangs together through what lies
    between is one cluster, if it is not too far apart on the whole.
    """
    mean, most = scores.copy(), scores.copy()
    counts = counts.copy()
    members = [[item] for item in range(len(scores))]
    live = np.ones(len(scores), dtype=bool)
    for _ in range(len(scores) - 1):
        near = np.where(np.outer(live, live), (1 - nearest) * mean + nearest * most, -np.inf)
        np.fill_diagonal(near, -np.inf)
        i, j = sorted(divmod(int(np.argmax(near)), len(near)))
        if near[i, j] < bar:
            break
        mean[i] = (mean[i] * counts[i] + mean[j] * counts[j]) / (counts[i] + counts[j])
        most[i] = np.maximum(most[i], most[j])
        mean[:, i], most[:, i] = mean[i], most[i]
        counts[i] += counts[j]
        live[j] = False
        members[i] += members[j]
        members[j] = []
    return [sorted(m) for m in members if m]
