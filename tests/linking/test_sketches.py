"""What arrays of sketches tell of many pairs at once is what the pairs read in full tell."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product
from typing import NamedTuple

import numpy as np
import pytest

from tests.linking.test_growing import pile
from whence.linking.features import (
    FIGURE_FEATURES,
    PLAIN_FEATURES,
    FeatureOf,
    Pair,
    explain,
    raw_score,
)
from whence.linking.gazetteer import load_gazetteer
from whence.linking.matching import IN_ARRAYS, Pairs, raw_scores
from whence.linking.matter import Matter
from whence.linking.meaning import Vector, packed, unpacked
from whence.linking.pairing import GRAIN, Judge, explained
from whence.linking.sketches import Integers, Table, sketch_of, vector_of
from whence.linking.statements import Statement, gather
from whence.linking.topics import family
from whence.records.extraction import Bound, Quantity, Timex
from whence.records.span import Span

DAYS = ("2031-05-06", "2031-05", "2031", "2031-W19", "2031-05-07TMO")
MATTERS = (
    Matter(),
    Matter(),
    Matter({"tram": 0.6, "track": 0.8}),
    Matter({"tram": 0.1, "vote": 0.995}),
)
NAMES = ((), ("Norway",), ("Norway", "NATO"), ("NATO",))


class Item(NamedTuple):
    """A statement in full, with what its figure counts and its vector."""

    statement: Statement
    family: str
    vector: Vector | None


Read = tuple[list[Item], Table, Integers, Integers]


def pair_of(one: Item, two: Item) -> Pair:
    """Return two items with what is compared of them, to be judged in full."""
    near = None
    if one.vector is not None and two.vector is not None:
        near = _cosine(one.vector, two.vector)
    return Pair(one.statement, two.statement, near, (one.family, two.family))


def _cosine(one: Vector, two: Vector) -> float:
    return float(one @ two) / math.sqrt(float(one @ one) * float(two @ two))


@pytest.fixture(scope="module")
def read() -> Read:
    """Return statements of a dozen reports, some changed in what few have, and all their pairs."""
    pairs = pile(11, 12)
    found = gather([r for r, _ in pairs], [e for _, e in pairs], load_gazetteer())
    texts = {r.id: r.text for r, _ in pairs}
    items, sketches = [], []
    for place, (told, row) in enumerate(zip(found.statements, found.clauses, strict=True)):
        times = (Timex(told.span, "DATE", DAYS[place % 5]),) if place % 3 else ()
        quantity = told.quantity
        if place % 7 == 1:
            low, high = ((3.0, None), (None, 40.0), (0.0, 0.0), (9.0, 12.0))[place % 4]
            start = told.span.start
            unit = ("people", "USD", None)[place % 3]
            quantity = Quantity(Span(start, start + 3), low, high, Bound.EXACT, unit, counts=unit)
        statement = replace(
            told,
            times=times,
            quantity=quantity,
            lead=place % 2 == 0,
            actors=frozenset(NAMES[place % 4]),
            named=frozenset(NAMES[place % 5 % 4]),
            matter=MATTERS[place % 4] if place % 4 else told.matter,
            chain=(*told.chain, *(("the Mayor", "the mayor", "")[place % 4 : place % 4 + 1])),
        )
        counts = family(texts[told.report], told.span, quantity) if quantity else ""
        vector = packed(row) if place % 7 else b""
        items.append(Item(statement, counts, unpacked(vector)))
        sketches.append(sketch_of(statement, counts, vector))
        np.testing.assert_equal(vector_of(sketches[-1]), items[-1].vector)
    one, two = np.array(list(product(range(len(items)), repeat=2))).T
    return items, Table(sketches), one, two


@pytest.mark.parametrize("feature", list(dict.fromkeys((*PLAIN_FEATURES, *FIGURE_FEATURES))))
def test_a_feature_is_the_same_in_arrays(read: Read, feature: FeatureOf) -> None:
    items, table, one, two = read
    told = IN_ARRAYS[feature](Pairs(table, one, two))
    whole = [feature(pair_of(a, b)) for a, b in product(items, repeat=2)]
    assert len(set(whole)) > 1
    np.testing.assert_allclose(told, whole, rtol=1e-9, atol=1e-12)


def test_scores_are_those_of_pairs_read_in_full(read: Read) -> None:
    items, table, one, two = read
    whole = [raw_score(pair_of(a, b)) for a, b in product(items, repeat=2)]
    np.testing.assert_allclose(raw_scores(Pairs(table, one, two)), whole, rtol=1e-9)
    grains = Judge(0.6, 30).scores(table, one, two) / GRAIN
    assert (grains == np.rint(grains)).all()


def test_a_pair_is_explained_as_when_read_in_full(read: Read) -> None:
    items, table, one, two = read
    for told, (a, b) in zip(explained(table, one, two), product(items, repeat=2), strict=True):
        whole = [feature for feature in explain(pair_of(a, b)) if feature.value]
        assert sorted(told, key=lambda f: (-abs(f.value), f.why)) == whole


def test_likely_pairs_reach_the_bar_and_are_near_in_time(read: Read) -> None:
    items, table, one, two = read
    judge = Judge(0.6, 2)
    places, scores = judge.likely(table, one, two)
    assert 0 < len(places) < len(one)
    assert (scores >= judge.bar).all()
    assert (judge.scores(table, one[places], two[places]) == scores).all()
    days = [
        judge.near_in_time([items[one[p]].statement.day, items[two[p]].statement.day])
        for p in places
    ]
    assert all(days)


def test_pairs_are_judged_the_same_in_any_parts(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, table, one, two = read
    judge = Judge(0.6, 30)
    whole = judge.likely(table, one, two)
    monkeypatch.setattr("whence.linking.pairing.AT_ONCE", 7)
    parts = judge.likely(table, one, two)
    assert all((a == b).all() for a, b in zip(whole, parts, strict=True))
