from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from whence.linking.clustering import (
    Forest,
    Scores,
    average_linkage,
    with_all_that_fit,
    with_kinds_joined,
)
from whence.linking.features import SUREST
from whence.linking.graph import FREE_BITS, MAX_TOGETHER, piece_of

Edges = dict[tuple[int, int], float]


def scores(size: int, edges: Edges, rest: float = 0.0) -> Scores:
    found = np.full((size, size), rest)
    for (a, b), score in edges.items():
        found[a, b] = found[b, a] = score
    return found


class Drawn:
    """A graph in memory."""

    def __init__(self, edges: Edges) -> None:
        self._beside: dict[int, dict[int, float]] = {}
        for (a, b), score in edges.items():
            self._beside.setdefault(a, {})[b] = score
            self._beside.setdefault(b, {})[a] = score

    def fetch_edges(self, numbers: object) -> None:
        """All are in memory."""

    def edges(self, number: int) -> Mapping[int, float]:
        return self._beside.get(number, {})


def test_a_chain_is_not_one_cluster() -> None:
    chain = scores(4, {(0, 1): 0.9, (1, 2): 0.7, (2, 3): 0.9})
    assert average_linkage(chain, 0.6) == [[0, 1], [2, 3]]


def test_all_that_are_near_one_another_are_one_cluster() -> None:
    assert average_linkage(scores(3, {(0, 1): 0.9, (1, 2): 0.7}, rest=0.8), 0.6) == [[0, 1, 2]]


def test_many_items_ask_for_more_than_two() -> None:
    alike = scores(8, {}, rest=0.7)
    assert average_linkage(alike, 0.6) == [list(range(8))]
    parted = average_linkage(alike, 0.6, 0.08)
    assert sorted(item for cluster in parted for item in cluster) == list(range(8))
    assert {len(cluster) for cluster in parted} == {4}


def test_an_item_stands_with_all_that_it_fits() -> None:
    near = scores(5, {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.8, (1, 3): 0.8})
    np.fill_diagonal(near, np.nan)
    alone = [[0, 1], [2, 3], [4]]
    assert with_all_that_fit(near, alone, 0.7, 0.0) == [[0, 1], [1, 2, 3], [4]]
    assert with_all_that_fit(near, alone[::-1], 0.7, 0.0) == [[4], [1, 2, 3], [0, 1]]
    assert with_all_that_fit(near, alone, 0.85, 0.0) == alone
    assert with_all_that_fit(near, alone, 0.75, 0.1) == [[0, 1], [2, 3], [4]]


def test_what_stands_wholly_with_others_is_no_cluster_of_its_own() -> None:
    near = scores(4, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.8, (2, 3): 0.8})
    assert with_all_that_fit(near, [[0, 1], [2], [3]], 0.7, 0.0) == [[0, 1, 2], [3]]
    alike = scores(4, {}, rest=0.8)
    assert with_all_that_fit(alike, [[0, 1], [2, 3]], 0.7, 0.0) == [[0, 1, 2, 3]]


def test_items_of_one_kind_of_which_clusters_share_one_are_in_one_cluster() -> None:
    killed, hurt = 1, 2
    clusters = [[0, 1, 2, 9], [2, 3, 8], [4, 5], [5, 6]]
    assert with_kinds_joined(clusters, {0: killed, 1: killed, 2: killed, 3: killed}) == [
        [0, 1, 2, 3, 9],
        [8],
        [4, 5],
        [5, 6],
    ]
    # One that both share and that is of no kind joins nothing, nor do two kinds join one another.
    assert with_kinds_joined(clusters, {4: killed, 6: killed, 1: killed, 3: hurt}) == clusters
    assert with_kinds_joined(clusters, dict.fromkeys((2, 3, 5, 6, 8), hurt)) == [
        [0, 1, 9],
        [2, 3, 8],
        [4],
        [5, 6],
    ]


def test_a_piece_too_large_is_cut_and_every_item_finds_the_same_pieces() -> None:
    size = MAX_TOGETHER * 3
    graph = Drawn({(i, i + 1): 0.9 if i % 2 else 0.7 for i in range(size)})
    found = [piece_of(i, graph, 0.6, {}) for i in range(size + 1)]
    assert max(map(len, found)) <= MAX_TOGETHER
    assert all(found[i] == piece for piece in found for i in piece)
    crowded: dict[int, int] = {}
    assert [piece_of(i, graph, 0.6, crowded) for i in range(size + 1)] == found


def test_what_is_alike_to_the_last_is_parted_by_number() -> None:
    numbers = [i << FREE_BITS for i in range(MAX_TOGETHER * 2)]
    graph = Drawn({(numbers[0], number): SUREST for number in numbers[1:]})
    crowded: dict[int, int] = {}
    found = {number: piece_of(number, graph, 0.6, crowded) for number in numbers}
    assert max(map(len, found.values())) <= MAX_TOGETHER
    assert len(found[numbers[0]]) > MAX_TOGETHER / 2


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda p: p[0] < p[1]),
        st.floats(0, 1),
        max_size=30,
    )
)
def test_every_item_is_in_one_cluster(edges: Edges) -> None:
    found = average_linkage(scores(13, edges), 0.5)
    assert sorted(i for c in found for i in c) == list(range(13))


def test_sets_do_not_depend_on_the_order_of_joins() -> None:
    one, two = Forest(), Forest()
    for a, b in ((5, 2), (2, 9), (4, 1)):
        one.join(a, b)
    for a, b in ((1, 4), (9, 5), (9, 2)):
        two.join(a, b)
    assert one.sets() == two.sets() == [[1, 4], [2, 5, 9]]
