"""Average-linkage clustering of statements along a sparse graph of candidate pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import numpy as np

MAX_TOGETHER = 256  # largest component clustered at once; a larger one is cut at a higher bar
BAR_STEP = 0.05


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

    `edges` holds the scores of the candidate pairs; inside a connected component every missing
    pair is scored with `score`, at most `MAX_TOGETHER` squared of them a component. Two clusters
    are merged while the average over the pairs between them reaches the bar, the highest first;
    ties go to the smallest items, so the result depends on nothing but the scores.
    """
    clusters: list[list[int]] = []
    for component, floor in _components(edges, bar):
        clusters += _average_linkage(component, edges, floor, score)
    return sorted(c for c in clusters if len(c) > 1)


def _components(
    edges: Mapping[tuple[int, int], float], bar: float
) -> Iterable[tuple[list[int], float]]:
    """Yield components of the graph at the bar; too large ones again at a higher bar."""
    waiting: list[tuple[list[tuple[int, int]], float]] = [(sorted(edges), bar)]
    while waiting:
        pairs, floor = waiting.pop()
        forest = Forest()
        kept = [p for p in pairs if edges[p] >= floor]
        for a, b in kept:
            forest.join(a, b)
        within: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for pair in kept:
            within[forest.root(pair[0])].append(pair)
        for component in forest.sets():
            if len(component) <= MAX_TOGETHER:
                yield component, bar
            elif floor < 2.0:
                waiting.append((within[forest.root(component[0])], floor + BAR_STEP))
            else:
                for start in range(0, len(component), MAX_TOGETHER):
                    yield component[start : start + MAX_TOGETHER], bar


def _average_linkage(
    items: list[int],
    edges: Mapping[tuple[int, int], float],
    bar: float,
    score: Callable[[int, int], float],
) -> list[list[int]]:
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
