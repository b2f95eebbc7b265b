"""Points of clusters that share a statement."""

from __future__ import annotations

from whence.linking.pieces import Nodes, without_repeated
from whence.records.links import Account, Point, PointKind, Relation

Beside = dict[Nodes, set[Nodes]]


def point(*ids: str) -> Point:
    accounts = tuple(Account(i, f"report {i}", (), "") for i in ids)
    kind, relation = PointKind.ACTION, Relation.AGREE
    return Point(" ".join(ids), "?", kind, accounts, (ids,), relation, (ids,), 1, 1)


def test_a_point_whose_accounts_all_stand_on_one_beside_it_is_left_out() -> None:
    whole, part, other = point("a", "b", "c"), point("a", "b"), point("a", "d")
    made: dict[Nodes, list[Point]] = {(1, 2, 3): [whole], (1, 2, 4): [part, other]}
    beside: Beside = {(1, 2, 3): {(1, 2, 4)}, (1, 2, 4): {(1, 2, 3)}}
    assert without_repeated(made, beside) == {(1, 2, 3): [whole], (1, 2, 4): [other]}


def test_the_same_point_of_two_clusters_stays_with_both() -> None:
    told = point("a", "b")
    made: dict[Nodes, list[Point]] = {(1, 2): [told], (1, 2, 3): [told]}
    beside: Beside = {(1, 2): {(1, 2, 3)}, (1, 2, 3): {(1, 2)}}
    assert without_repeated(made, beside) == made
