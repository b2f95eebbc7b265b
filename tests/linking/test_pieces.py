"""Points of clusters that share a statement."""

from __future__ import annotations

import pytest

from tests.linking.build import SETTINGS, extract, report
from whence.linking import pieces
from whence.linking.link import link
from whence.linking.pieces import Beside, Nodes, without_repeated
from whence.records.links import Account, Point, PointKind, Relation


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


def test_of_two_points_that_share_a_statement_one_asks_what_else_it_tells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = [
        "The ferry Gull sank off Port Ella.",
        "The ferry Gull sank off Port Ella at dawn.",
        "Divers said the ferry Gull had sunk off Port Ella.",
        "The captain of the ferry Gull was arrested in Port Ella.",
    ]
    made = [report(line, publisher=f"Paper {n}") for n, line in enumerate(told)]
    pairs = [(r, extract(r)) for r in made]

    def overlapping(*_: object) -> list[list[int]]:
        return [[0, 1, 2], [2, 3]]

    monkeypatch.setattr(pieces, "with_all_that_fit", overlapping)
    points = link(made, [e for _, e in pairs], settings=SETTINGS).points
    assert {len(p.accounts): p.question for p in points} == {
        3: "Did the ferry Gull sink off Port Ella?",
        2: "Is it true that divers said the ferry Gull had sunk off Port Ella?",
    }
