"""How well mentions are joined to actors across documents: pairs, and B-cubed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from whence.evaluation.counts import Counts

Item = tuple[str, str]
"""A mention: the document it stands in, and what tells it from the others there."""

Clusters = Mapping[Item, Hashable]


@dataclass(frozen=True, slots=True)
class BCubed:
    """Precision and recall averaged over mentions (Bagga and Baldwin, 1998)."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def count_pairs(gold: Clusters, found: Clusters) -> Counts:
    """Count the pairs of mentions of different documents that are joined.

    `gold` and `found` map the same mentions to the cluster each is in. It works from the sizes of
    clusters, so it is linear in the mentions.

    >>> gold = {("a", "1"): 1, ("b", "1"): 1, ("c", "1"): 2}
    >>> count_pairs(gold, {("a", "1"): 1, ("b", "1"): 1, ("c", "1"): 1})
    Counts(hit=1, predicted=3, gold=1)
    """
    return Counts(
        hit=_across({item: (gold[item], found[item]) for item in gold}),
        predicted=_across(found),
        gold=_across(gold),
    )


def _across(clusters: Clusters) -> int:
    """Return how many pairs of different documents share a cluster."""
    whole = Counter(clusters.values())
    within = Counter((cluster, item[0]) for item, cluster in clusters.items())
    return sum(map(_pairs, whole.values())) - sum(map(_pairs, within.values()))


def _pairs(size: int) -> int:
    return size * (size - 1) // 2


def b_cubed(gold: Clusters, found: Clusters) -> BCubed:
    """Return B-cubed precision and recall of `found` over the mentions of `gold`."""
    if not gold:
        return BCubed(0.0, 0.0)
    sizes, guesses = Counter(gold.values()), Counter(found[item] for item in gold)
    both = Counter((gold[item], found[item]) for item in gold)
    return BCubed(
        precision=sum(n * n / guesses[f] for (_, f), n in both.items()) / len(gold),
        recall=sum(n * n / sizes[g] for (g, _), n in both.items()) / len(gold),
    )
