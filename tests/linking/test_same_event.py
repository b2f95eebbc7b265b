"""The judge of same events, on sentences written for these tests."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.linking import same_event
from whence.linking.same_event import Telling, explain, is_same_event, placed, probability, telling
from whence.linking.statements import VECTOR
from whence.records.span import Span

BLAST = "Eleven people died on Friday when a bomb exploded in the market of Velmar."
AGAIN = "A bomb that exploded in Velmar's market on Friday killed eleven."
OTHER = "The harbour of Orvale reopened on Monday after forty ships had waited."


def vector(seed: int, near: np.ndarray | None = None) -> np.ndarray:
    """Return a unit vector of its own, or one close to another."""
    noise = np.random.default_rng(seed).normal(size=VECTOR).astype(np.float32)
    mixed = noise if near is None else near * 20 + noise / 4
    return np.asarray(mixed / np.linalg.norm(mixed), dtype=np.float32)


BOMB, HARBOUR = vector(1), vector(2)


def told(text: str, of: np.ndarray, seed: int) -> Telling:
    near = vector(seed, of)
    names = [
        Span(text.index(name), text.index(name) + len(name))
        for name in ("Velmar", "Orvale")
        if name in text
    ]
    plain = telling(text, Span(0, len(text)), vector=near, names=names)
    return placed(plain, matter=near, setting=plain.stems)


ONE, TWO, THREE = told(BLAST, BOMB, 3), told(AGAIN, BOMB, 4), told(OTHER, HARBOUR, 5)


def test_two_tellings_of_one_event_are_told_from_another() -> None:
    assert probability(ONE, TWO) > 0.7
    assert probability(ONE, THREE) < 0.2
    assert is_same_event(ONE, TWO)
    assert not is_same_event(ONE, THREE)


def test_what_a_sentence_holds() -> None:
    assert ONE.times == {"friday"}
    assert ONE.names == {"velmar"}
    assert "friday" not in ONE.names
    assert {"bomb", "market"} <= ONE.stems
    assert "the" not in ONE.stems


def test_names_and_events_outside_the_sentence_are_passed_over() -> None:
    text = f"{BLAST} {OTHER}"
    span = Span(len(BLAST) + 1, len(text))
    one = telling(
        text,
        span,
        vector=HARBOUR,
        names=[Span(text.index("Velmar"), text.index("Velmar") + 6)],
        events=[Span(text.index("exploded"), text.index("exploded") + 8)],
    )
    assert one.names == one.events == frozenset()


@pytest.mark.parametrize("pair", [(ONE, TWO), (ONE, THREE), (TWO, THREE), (ONE, ONE)])
def test_the_judge_is_symmetric(pair: tuple[Telling, Telling]) -> None:
    one, two = pair
    assert probability(one, two) == pytest.approx(probability(two, one), abs=1e-6)
    assert [f.why for f in explain(one, two)] == [f.why for f in explain(two, one)]


@pytest.mark.parametrize("pair", [(ONE, TWO), (ONE, THREE), (TWO, THREE)])
def test_no_reason_speaks_the_other_way_than_its_words(pair: tuple[Telling, Telling]) -> None:
    against = {of.__doc__ for of in same_event.AGAINST}
    for reason in explain(*pair):
        if "mean" not in reason.why and "matter" not in reason.why:
            assert (reason.value < 0) == (reason.why in against)
    assert explain(*pair)


def test_another_day_and_another_place_speak_against_it() -> None:
    elsewhere = replace(TWO, names=frozenset({"orval"}), times=frozenset({"monday"}))
    assert probability(ONE, elsewhere) < probability(ONE, TWO)


def test_without_its_report_a_sentence_is_judged_less_surely() -> None:
    bare = replace(TWO, matter=np.zeros(0, dtype=np.float32), setting=frozenset())
    assert probability(ONE, bare) < probability(ONE, TWO)


_WORDS = st.sampled_from(
    ["bomb", "market", "Friday", "11", "eleven", "the", "Velmar", "Monday", ""]
)


@given(st.lists(_WORDS, max_size=8), st.lists(_WORDS, max_size=8))
def test_any_two_sentences_get_a_probability(one: list[str], two: list[str]) -> None:
    none = np.zeros(VECTOR, dtype=np.float32)
    left, right = (
        telling(" ".join(words), Span(0, len(" ".join(words))), vector=none) for words in (one, two)
    )
    assert 0 < probability(left, right) < 1
