"""Points of clusters that share a statement."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.linking.build import SETTINGS, extract, report
from whence.linking import pieces, points
from whence.linking.link import link
from whence.linking.pieces import Beside, Nodes, without_repeated
from whence.linking.questions import Asked
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
        "Divers found the wreck of the ferry Gull at noon.",
        "The captain of the ferry Gull was arrested in Port Ella.",
    ]
    made = [report(line, publisher=f"Paper {n}") for n, line in enumerate(told)]
    pairs = [(r, extract(r)) for r in made]

    def overlapping(*_: object) -> list[list[int]]:
        return [[0, 1, 2], [2, 3]]

    def asked(points: Iterable[Asked]) -> list[str]:
        said = [[s.span.of(t) for s, t in zip(*told, strict=True)] for _, *told in points]
        return ["What sank?" if len(one) > 1 else one[0] for one in said]

    monkeypatch.setattr(pieces, "with_all_that_fit", overlapping)
    monkeypatch.setattr(points, "ask_all", asked)
    found = link(made, [e for _, e in pairs], settings=SETTINGS).points
    whole, part = sorted(found, key=lambda p: -len(p.accounts))
    assert whole.question == "What sank?"
    assert [part.question] == [a.says for a in part.accounts if a not in whole.accounts]
