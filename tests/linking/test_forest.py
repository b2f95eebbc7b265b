"""Which statements share a leaf, and where leaves lie."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest

from whence.linking.forest import (
    LEAF,
    TOGETHER,
    Change,
    Forest,
    Roots,
    codes_of,
    in_common,
    roots_of,
)
from whence.linking.meaning import VECTOR
from whence.linking.shelf import MemoryShelf, Workbench

DAY = 738_000


def rooted(matter: Sequence[str], count: int, seed: int) -> list[Roots]:
    """Return the trees of statements that share no word, of reports on one matter."""
    vectors = np.random.default_rng(seed).standard_normal((count, VECTOR)).astype(np.float32)
    return [roots_of((), code, matter=matter) for code in codes_of(list(vectors))]


def meeting(forest: Forest, statements: Sequence[Roots]) -> set[tuple[int, int]]:
    """Return the pairs that share a leaf."""
    leaves = [forest.leaves(roots) for roots in statements]
    return {
        (one, two)
        for one, two in combinations(range(len(statements)), 2)
        if not leaves[one].isdisjoint(leaves[two])
    }


def test_other_matters_do_not_part_the_statements_of_a_story() -> None:
    story = rooted(["ferry", "reef", "tarn"], 4 * LEAF, seed=1)
    forest = Forest(Workbench(MemoryShelf()))
    for number, roots in enumerate(story):
        forest.add([(number, roots, DAY)], Change())
    before = meeting(forest, story)
    change = Change()
    for number, roots in enumerate(rooted(["market", "oven", "guild"], 20 * LEAF, seed=2)):
        forest.add([(1_000 + number, roots, DAY)], change)
    assert before
    assert meeting(forest, story) == before
    assert all(node >= 1_000 for groups in change.parted for group in groups for node, _ in group)


def test_reports_meet_over_any_word_they_both_are_on() -> None:
    one, two = (rooted(m, 3, seed=3) for m in (["ferry", "reef", "tarn"], ["captain", "tarn"]))
    forest = Forest(Workbench(MemoryShelf()))
    for number, roots in enumerate((*one, *two)):
        forest.add([(number, roots, DAY)], Change())
    assert meeting(forest, [*one, *two]) == set(combinations(range(6), 2))


@pytest.mark.parametrize("matter", [(), ("",)])
def test_reports_on_nothing_have_one_tree_over_meaning(matter: Sequence[str]) -> None:
    (roots,) = rooted(matter, 1, seed=4)
    assert len(roots) == 1


def test_a_common_word_joins_reports_on_one_matter_and_a_seldom_one_all() -> None:
    ferry, market = ["ferry", "tarn"], ["market", "guild"]
    one, two = (roots_of(["kill"], None, matter=matter) for matter in (ferry, market))
    assert {root for root, _ in one}.isdisjoint(root for root, _ in two)
    assert {root for root, _ in one} & {
        root for root, _ in roots_of(["kill"], None, matter=["reef", "tarn"])
    }
    seldom, there = (roots_of(["horvathov"], None, matter=matter) for matter in (ferry, market))
    assert seldom == there


def test_figures_of_one_thing_meet_in_reports_on_one_matter_whatever_the_number() -> None:
    moved, asleep = (
        roots_of(stems, None, figure=f"people {number}", matter=matter, family="people")
        for stems, number, matter in (
            (["moved", "villag"], 3000, ["ferry", "tarn"]),
            (["sleep", "school"], 2400, ["reef", "tarn"]),
        )
    )
    other = roots_of(["guild"], None, figure="people 90", matter=["market"], family="people")
    assert {root for root, _ in moved} & {root for root, _ in asleep}
    assert {root for root, _ in other}.isdisjoint(root for root, _ in (*moved, *asleep))


def test_leaves_of_one_tree_lie_together() -> None:
    forest = Forest(Workbench(MemoryShelf()))
    story = rooted(["ferry"], 10 * LEAF, seed=5)
    for number, roots in enumerate(story):
        forest.add([(number, roots, DAY)], Change())
    leaves = {leaf for roots in story for leaf in forest.leaves(roots)}
    assert len(leaves) > 10
    assert len({leaf >> (63 - TOGETHER) for leaf in leaves}) == 1


def test_put_in_together_or_one_by_one_the_same_share_a_leaf_and_are_parted() -> None:
    story = rooted(["ferry", "reef"], 6 * LEAF, seed=6)
    before = [(number, roots, DAY) for number, roots in enumerate(story[:LEAF])]
    after = [(number, roots, DAY) for number, roots in enumerate(story[LEAF:], LEAF)]
    told = []
    for parts in ([after], [[one] for one in after]):
        shelf = MemoryShelf()
        forest = Forest(Workbench(shelf))
        forest.add(before, Change())
        change = Change()
        for part in parts:
            forest.add(part, change)
        parted = {
            (one, two)
            for groups in change.parted
            for mine, theirs in combinations(groups, 2)
            for one, _ in mine
            for two, _ in theirs
            if max(one, two) < LEAF  # of those that came no pair was kept yet
        }
        told.append((meeting(forest, story), {frozenset(pair) for pair in parted}))
    assert told[0] == told[1]
    assert told[0][1]


def test_who_is_beside_a_statement_comes_with_the_day_and_itself_once_a_leaf() -> None:
    forest = Forest(Workbench(MemoryShelf()))
    story = rooted(["ferry", "reef"], 3, seed=7)
    forest.add([(number, roots, DAY + number) for number, roots in enumerate(story)], Change())
    asked, others, days = forest.beside(story[:2])
    assert sorted({*zip(asked.tolist(), others.tolist(), days.tolist(), strict=True)}) == [
        (one, two, DAY + two) for one in (0, 1) for two in (0, 1, 2)
    ]
    assert asked.tolist().count(0) == 3 * len(forest.leaves(story[0]))


def test_only_the_trees_of_both_tell_whether_two_share_a_leaf() -> None:
    forest = Forest(Workbench(MemoryShelf()))
    ferry, tarn = rooted(["ferry", "reef"], 4 * LEAF, seed=8), rooted(["reef", "tarn"], 9, seed=9)
    statements = [*ferry, *tarn]
    forest.add([(number, roots, DAY) for number, roots in enumerate(statements)], Change())
    told = set()
    for one, two in combinations(range(len(statements)), 2):
        mine, theirs = in_common(statements[one], statements[two])
        assert {root for root, _ in mine} == {root for root, _ in theirs}
        if not forest.leaves(mine).isdisjoint(forest.leaves(theirs)):
            told.add((one, two))
    assert told == meeting(forest, statements)
