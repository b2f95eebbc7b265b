from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.linking.build import extract, report
from whence.linking import features
from whence.linking.features import Pair
from whence.linking.gazetteer import load_gazetteer
from whence.linking.statements import Statement, gather
from whence.linking.topics import family

KNOWN = load_gazetteer()


def statement(text: str) -> Statement:
    made = report(text)
    return gather([made], [extract(made)], KNOWN).statements[0]


def pair(one: str, two: str, cosine: float | None = 0.5) -> Pair:
    a, b = statement(one), statement(two)
    told = [family(t, s.span, s.quantity) if s.quantity else "" for t, s in ((one, a), (two, b))]
    return Pair(a, b, cosine, (told[0], told[1]))


DEAD = "The storm killed 4 sailors near Port Ella."
MORE = "The storm killed 40 sailors near Port Ella."
HURT = "The storm injured 9 sailors near Port Ella."
CALM = "Gulls slept on the quiet quay all afternoon."


@pytest.mark.parametrize(
    ("feature", "one", "two", "value"),
    [
        (features.meaning, DEAD, CALM, 0.5),
        (features.several_words, DEAD, DEAD, 5.0),
        (features.opposed, DEAD, "The storm killed no sailors near Port Ella.", 1.0),
        (features.wording, DEAD, DEAD, 1.0),
        (features.wording, DEAD, CALM, 0.0),
        (features.setting, DEAD, DEAD, 1.0),
        (features.same_count, DEAD, MORE, 1.0),
        (features.same_count, DEAD, HURT, 0.0),
        (features.other_count, DEAD, HURT, 1.0),
        (features.one_figure, DEAD, CALM, 1.0),
        (features.same_value, DEAD, DEAD, 1.0),
        (features.same_value, DEAD, MORE, 0.0),
        (features.far_apart, DEAD, DEAD, 0.0),
        (features.both_lead, DEAD, MORE, 1.0),
        (features.part_of_whole, DEAD, "The storm killed 4 people near Port Ella.", 1.0),
        (features.same_speaker, DEAD, DEAD, 0.0),
        (features.containment, DEAD, "The storm killed 4 sailors near Port Ella, they say.", 1.0),
        (features.words_nearby, DEAD, DEAD, 1.0),
        (features.words_nearby, DEAD, CALM, 0.0),
        (features.same_number, DEAD, DEAD, 1.0),
        (features.same_number, DEAD, MORE, 0.0),
        (features.shared_number, DEAD, DEAD, 1.0),
        (features.shared_number, DEAD, CALM, 0.0),
        (features.other_day, DEAD + " ", CALM, 0.0),
        (features.other_speaker, DEAD, MORE, 0.0),
        (features.apart, DEAD, MORE, 0.0),
    ],
)
def test_each_feature(feature: Callable[[Pair], float], one: str, two: str, value: float) -> None:
    assert feature(pair(one, two)) == pytest.approx(value)


def test_numbers_far_apart_weigh_against() -> None:
    assert features.far_apart(pair(DEAD, MORE)) > 1.0


def test_different_names_weigh_against() -> None:
    told = pair(DEAD, MORE)
    one = replace(told.one, named=frozenset({"voss"}))
    two = replace(told.two, named=frozenset({"reed"}))
    assert features.others_named(replace(told, one=one, two=two)) == pytest.approx(1.0)
    assert features.others_named(replace(told, one=one, two=one)) == pytest.approx(0.0)
    assert features.others_named(told) == pytest.approx(0.0)


def test_without_vectors_the_words_speak() -> None:
    assert features.meaning(pair(DEAD, DEAD, None)) == pytest.approx(1.0)


def test_every_feature_can_be_shown_to_a_person() -> None:
    for feature in (*features.PLAIN_FEATURES, *features.FIGURE_FEATURES):
        assert feature.__doc__
        assert feature.__doc__.endswith(".")


def test_every_feature_has_a_learnt_weight_of_the_sign_its_reason_says() -> None:
    for intercept, weights in features.learnt().values():
        told = {feature.__name__: weight for feature, weight in weights}
        assert intercept < 0
        assert min(told["meaning"], told["wording"], told["both_lead"]) > 0
        assert max(told["others_named"], told["opposed"], told["other_day"]) < 0


def test_the_score_is_the_log_odds_of_a_probability() -> None:
    assert features.probability(features.log_odds(0.3)) == pytest.approx(0.3)
    assert features.raw_score(pair(DEAD, DEAD, 1.0)) > 0.0
    assert features.raw_score(pair(DEAD, CALM, 0.0)) < -2.0
    assert abs(features.raw_score(pair(DEAD, DEAD, 1.0))) <= features.SUREST


def test_what_is_shown_keeps_the_order_of_the_odds() -> None:
    shown = [features.shown_probability(odds) for odds in (-3.0, -1.0, 0.0, 2.0)]
    assert shown == sorted(shown)
    assert 0 < shown[0] < shown[-1] < 1
