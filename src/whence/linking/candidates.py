"""Candidates: which statements are compared at all. No step looks at all pairs of the pile.

Two indexes propose pairs: random-projection trees over the clause vectors (Dasgupta and Freund
2008), whose leaves hold a bounded number of statements, and an inverted index of rare stems whose
lists are cut off. Both grow near-linearly with the pile.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from whence.linking.background import rarity
from whence.linking.statements import Matrix

LEAF = 384  # most statements in one leaf, all of which are compared with one another
TREES = 3  # more trees find more neighbours and cost as much again
NEIGHBOURS = 24  # most neighbours a statement keeps out of one leaf
MIN_MEANING = 0.20  # centred cosine under which a pair is not worth a look
MAX_POSTING = 40  # a stem in more statements than this proposes no pairs
RAREST = 5  # of a statement's stems, the rarest that propose pairs
SEED = 20160320

Pairs = set[tuple[int, int]]


def by_meaning(vectors: Matrix) -> Pairs:
    """Return pairs of rows whose centred vectors are near, found in the trees' leaves."""
    known = np.flatnonzero(np.linalg.norm(vectors, axis=1) > 0)
    chance = np.random.default_rng(SEED)
    pairs: Pairs = set()
    trees = TREES if len(known) > LEAF else 1
    for _ in range(trees):
        for leaf in _leaves(vectors, known, chance):
            _near_in_leaf(vectors, leaf, pairs)
    return pairs


def _leaves(
    vectors: Matrix, rows: NDArray[np.intp], chance: np.random.Generator
) -> Iterable[NDArray[np.intp]]:
    """Split rows at the median of a random direction until no part is larger than a leaf."""
    waiting = [rows]
    while waiting:
        part = waiting.pop()
        if len(part) <= LEAF:
            yield part
            continue
        direction = chance.standard_normal(size=(vectors.shape[1],)).astype(np.float32)
        order = np.argsort(vectors[part] @ direction, kind="stable")
        half = len(part) // 2
        waiting += [part[order[:half]], part[order[half:]]]


def _near_in_leaf(vectors: Matrix, leaf: NDArray[np.intp], pairs: Pairs) -> None:
    if len(leaf) < 2:
        return
    near = vectors[leaf] @ vectors[leaf].T
    np.fill_diagonal(near, -1.0)
    best = min(NEIGHBOURS, len(leaf) - 1)
    columns = np.argpartition(-near, best - 1, axis=1)[:, :best]
    for row, chosen in enumerate(columns):
        for column in chosen[near[row, chosen] >= MIN_MEANING]:
            a, b = int(leaf[row]), int(leaf[column])
            pairs.add((min(a, b), max(a, b)))


def by_rare_words(stems: Sequence[frozenset[str]]) -> Pairs:
    """Return pairs of statements that share one of their rarest stems; long lists are cut off."""
    postings: dict[str, list[int]] = defaultdict(list)
    counts = Counter(s for listed in stems for s in listed)
    for index, listed in enumerate(stems):
        rare = sorted(
            (s for s in listed if 2 <= counts[s] <= MAX_POSTING), key=lambda s: (-rarity(s), s)
        )
        for word in rare[:RAREST]:
            postings[word].append(index)
    pairs: Pairs = set()
    for listed_in in postings.values():
        for place, a in enumerate(listed_in):
            pairs.update((a, b) for b in listed_in[place + 1 :])
    return pairs
