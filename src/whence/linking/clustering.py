"""Average-linkage clustering of statements along a sparse graph of candidate pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from whence.linking.graph import pieces


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


def cluster(
    edges: Mapping[tuple[int, int], float], bar: float, score: Callable[[int, int], float]
) -> list[list[int]]:
    """Return clusters of at least two items whose average pairwise score is at least `bar`.

    `edges` holds the scores of the likely pairs; inside a piece of their graph (see `graph`)
    every missing pair is scored with `score`.
    """
    found = [c for piece in pieces(edges, bar) for c in average_linkage(piece, edges, bar, score)]
    return sorted(c for c in found if len(c) > 1)


def average_linkage(
    items: Sequence[int],
    edges: Mapping[tuple[int, int], float],
    bar: float,
    score: Callable[[int, int], float],
) -> list[list[int]]:
    """Return the clusters of one piece, those of one item too.

    Two clusters are merged while the average over the pairs between them reaches the bar, the
    highest first; ties go to the smallest items, so the result depends on nothing but the scores.
    `edges` are by (smaller, larger) item; `score` gives those it lacks. Quadratic in the items.
    """
    size = len(items)
    near = np.full((size, size), -np.inf)
    for i in range(size):
        for j in range(i + 1, size):
            pair = (items[i], items[j])
            near[i, j] = near[j, i] = edges[pair] if pair in edges else score(*pair)
    members = [[item] for item in items]
    counts = np.ones(size)
    for _ in range(size - 1):
        best = int(np.argmax(near))
        i, j = divmod(best, size)
        if near[i, j] < bar:
            break
        i, j = min(i, j), max(i, j)
        merged = (near[i] * counts[i] + near[j] * counts[j]) / (counts[i] + counts[j])
        merged[[i, j]] = -np.inf
        near[i], near[:, i] = merged, merged
        near[j], near[:, j] = -np.inf, -np.inf
        counts[i] += counts[j]
        members[i] += members[j]
        members[j] = []
    return [sorted(m) for m in members if m]
