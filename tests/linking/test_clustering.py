from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from whence.linking.clustering import Forest, cluster
from whence.linking.graph import MAX_TOGETHER


def never(_a: int, _b: int) -> float:
    return 0.0


def test_a_chain_is_not_one_cluster() -> None:
    edges = {(0, 1): 0.9, (1, 2): 0.7, (2, 3): 0.9}
    assert cluster(edges, 0.6, never) == [[0, 1], [2, 3]]


def test_missing_pairs_are_scored() -> None:
    edges = {(0, 1): 0.9, (1, 2): 0.7}
    assert cluster(edges, 0.6, lambda _a, _b: 0.8) == [[0, 1, 2]]


def test_a_component_too_large_is_cut_and_nothing_is_lost() -> None:
    size = MAX_TOGETHER * 3
    edges = {(i, i + 1): 0.9 if i % 2 else 0.7 for i in range(size)}
    found = cluster(edges, 0.6, never)
    assert max(map(len, found)) <= MAX_TOGETHER
    items = [i for c in found for i in c]
    assert len(items) == len(set(items))


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda p: p[0] < p[1]),
        st.floats(0, 1),
        max_size=30,
    )
)
def test_clusters_are_disjoint_and_have_two_items(edges: dict[tuple[int, int], float]) -> None:
    found = cluster(edges, 0.5, never)
    items = [i for c in found for i in c]
    assert len(items) == len(set(items))
    assert all(len(c) > 1 for c in found)


def test_sets_do_not_depend_on_the_order_of_joins() -> None:
    one, two = Forest(), Forest()
    for a, b in ((5, 2), (2, 9), (4, 1)):
        one.join(a, b)
    for a, b in ((1, 4), (9, 5), (9, 2)):
        two.join(a, b)
    assert one.sets() == two.sets() == [[1, 4], [2, 5, 9]]
