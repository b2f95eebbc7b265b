"""What a sketch tells of many pairs at once is what the pairs read in full tell, or more."""

from __future__ import annotations

import random

import numpy as np
import pytest

from tests.linking.test_growing import pile
from whence.linking.features import SUREST, far_apart, learnt, raw_score
from whence.linking.gazetteer import load_gazetteer
from whence.linking.meaning import packed, unpacked
from whence.linking.pairing import GRAIN, Item, Judge, pair_of
from whence.linking.sketches import Sketch, compare, pack_sketch, sketch_of, unpack_sketch
from whence.linking.statements import gather
from whence.linking.topics import family

Both = tuple[Item, Sketch]


@pytest.fixture(scope="module")
def statements() -> list[Both]:
    """Return statements of a dozen reports, a few without a vector, each with its sketch."""
    pairs = pile(11, 12)
    found = gather([r for r, _ in pairs], [e for _, e in pairs], load_gazetteer())
    texts = {r.id: r.text for r, _ in pairs}
    both = []
    for place, (statement, row) in enumerate(zip(found.statements, found.clauses, strict=True)):
        quantity = statement.quantity
        counts = family(texts[statement.report], statement.span, quantity) if quantity else ""
        vector = packed(row) if place % 7 else b""
        item = Item(statement, counts, unpacked(vector))
        both.append((item, sketch_of(statement, counts, vector)))
    return both


def test_no_pair_scores_higher_than_its_sketches_allow(statements: list[Both]) -> None:
    others = [sketch for _, sketch in statements]
    for item, sketch in statements:
        best = compare(sketch, others).best
        scores = np.array([raw_score(pair_of(item, other)) for other, _ in statements])
        assert (scores <= np.maximum(best, -SUREST) + GRAIN).all()


def test_what_sketches_do_not_hold_speaks_for_no_pair_by_more_than_its_weight() -> None:
    _, weights = learnt()["figures"]
    assert all(weight <= 0 for feature, weight in weights if feature is far_apart)


def test_shared_words_are_counted(statements: list[Both]) -> None:
    shared = compare(statements[0][1], [sketch for _, sketch in statements]).shared
    stems = [item.statement.stems for item, _ in statements]
    assert shared.tolist() == [len(stems[0] & other) for other in stems]


def test_most_pairs_need_not_be_read_in_full(statements: list[Both]) -> None:
    judge = Judge(0.6, 30)
    likely = promising = 0
    for item, sketch in statements:
        promising += len(judge.promising(sketch, [other for _, other in statements]))
        likely += sum(judge.score(item, other) >= judge.bar for other, _ in statements)
    assert likely <= promising < len(statements) ** 2 / 2


def test_a_sketch_reads_as_it_was_written(statements: list[Both]) -> None:
    for _, sketch in random.Random(3).sample(statements, 9):
        assert unpack_sketch(pack_sketch(sketch)) == sketch


def test_what_shares_nothing_is_compared_too(statements: list[Both]) -> None:
    bare = Sketch(False, False, 0, "", b"", b"", b"", b"")
    told = compare(bare, [bare, statements[0][1]])
    assert told.shared.tolist() == [0.0, 0.0]
    assert told.best.shape == (2,)
