"""What speaks for two names being one actor's."""

from __future__ import annotations

import random

from whence.linking.actor_features import OF_TWO_PEOPLE, SHIFT, WEIGHTS, Pair, chance, weighed
from whence.linking.actor_forms import Form, Forms
from whence.linking.actors import Node
from whence.linking.gazetteer import load_gazetteer

FORMS = Forms(load_gazetteer())
NAMES = ("mara voss", "voss", "foss", "emil voss", "adil abd al mahrani", "adel mahrani")
GROUNDS = ("", "spelling", "alike", "common", "letters", "state", "kind", "solid", "part")


def node(chance_of: random.Random) -> Node:
    reading = FORMS.read(Form("person", chance_of.choice(NAMES)), "", frozenset())
    assert reading is not None
    assert reading.person is not None
    offices = frozenset(chance_of.sample(["mayor", "captain"], chance_of.randint(0, 2)))
    keys = frozenset(f"person:{name}" for name in chance_of.sample(NAMES, 2))
    return Node(reading, count=1, names=frozenset(["x"]), offices=offices, keys=keys)


def test_of_two_people_what_is_left_out_tells_nothing() -> None:
    dice = random.Random(5)
    left_out = [feature for feature, _ in WEIGHTS if feature not in dict(OF_TWO_PEOPLE)]
    for _ in range(500):
        pair = Pair(node(dice), node(dice), dice.random(), dice.random(), dice.choice(GROUNDS[:3]))
        assert not any(feature(pair) for feature in left_out)


def test_a_chance_is_that_of_all_features() -> None:
    dice = random.Random(6)
    for _ in range(500):
        one, two = node(dice), node(dice)
        pair = Pair(one, dice.choice([one, two]), dice.random(), 0.5, dice.choice(GROUNDS))
        whole = [("", weight * feature(pair)) for feature, weight in WEIGHTS]
        assert chance(weighed(pair)) == chance(whole)
        assert SHIFT + sum(value for _, value in whole) == SHIFT + sum(v for _, v in weighed(pair))
