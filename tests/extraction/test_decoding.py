from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from whence.extraction.decoding import (
    RawAttribution,
    best_paths,
    best_spans,
    decode_attributions,
    decode_names,
    path_odds,
    path_totals,
    probability,
)
from whence.extraction.encoder import Encoder

QUOTED = "“The dam will hold,” Ilse Vantor told reporters in Harn on Monday."
PILE = f"""Flood fears grow

{QUOTED} The river board has 40 engineers.

The mayor, Piet Orlan, said that the town would be evacuated if the water rose again."""


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


def words(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[begin:end] for begin, end in spans]


def found_in(encoder: Encoder, text: str) -> list[RawAttribution]:
    (reading,) = encoder.read([text])
    return decode_attributions(reading)


def test_a_quotation_and_its_speaker_are_found(encoder: Encoder) -> None:
    first, second = found_in(encoder, PILE)
    assert words(PILE, first.source) == ["Ilse Vantor"]
    assert words(PILE, first.cue)[0].startswith("told")
    assert "The dam will hold" in words(PILE, first.content)[0]
    assert "Piet Orlan" in words(PILE, second.source)[0]
    assert words(PILE, second.cue) == ["said"]
    assert words(PILE, second.content)[0].endswith("if the water rose again")


def test_scores_are_probabilities_and_spans_are_whole_words(encoder: Encoder) -> None:
    for attribution in found_in(encoder, PILE):
        assert 0 < attribution.score <= 1
        for begin, end in (*attribution.source, *attribution.cue, *attribution.content):
            assert begin < end
            assert not PILE[begin].isspace()
            assert not PILE[end - 1].isspace()
            assert not (PILE[end - 1].isalnum() and PILE[end : end + 1].isalnum())


@pytest.mark.parametrize("text", ["", "\n \n", "... !", "5 + 5 = 10"])
def test_texts_without_a_statement_give_nothing(encoder: Encoder, text: str) -> None:
    assert found_in(encoder, text) == []


def test_many_attributions_are_found_in_their_order(encoder: Encoder) -> None:
    text = "\n\n".join([PILE] * 25)
    cues = [attribution.cue for attribution in found_in(encoder, text)]
    assert len(cues) >= 50
    assert cues == sorted(cues)


def test_names_are_found_with_their_types(encoder: Encoder) -> None:
    (reading,) = encoder.read([PILE])
    names = {PILE[slice(*name.span)]: name.type for name in decode_names(reading)}
    assert names["Ilse Vantor"] == "PERSON"
    assert names["Piet Orlan"] == "PERSON"
    assert names["Harn"] == "PLACE"
    assert "Monday" not in names


def test_names_of_an_empty_text(encoder: Encoder) -> None:
    (reading,) = encoder.read([""])
    assert decode_names(reading) == []


def path_score(
    chain: np.ndarray[tuple[int, int], np.dtype[np.float32]], switch: list[float], path: list[int]
) -> float:
    total = 0.0
    for step, state in enumerate(path):
        before = path[step - 1] if step else 0
        after = path[step + 1] if step + 1 < len(path) else 0
        total += state * float(chain[0, step])
        total += state * (1 - before) * (float(chain[1, step]) + switch[0])
        total += state * (1 - after) * (float(chain[2, step]) + switch[1])
    return total


def test_the_best_path_is_the_best_of_all_paths() -> None:
    draw = np.random.default_rng(3)
    chains = draw.normal(size=(30, 3, 7)).astype(np.float32)
    switch = [-0.7, -0.3]
    found = best_paths(chains, np.array([switch] * 30, dtype=np.float32))
    for chain, path in zip(chains, found, strict=True):
        best = max(path_score(chain, switch, list(each)) for each in product((0, 1), repeat=7))
        assert path_score(chain, switch, path.astype(int).tolist()) == pytest.approx(best, abs=1e-4)


def test_the_best_span_is_the_best_path_of_one_span() -> None:
    draw = np.random.default_rng(5)
    chains = draw.normal(size=(30, 3, 7)).astype(np.float32)
    switch = [-0.7, -0.3]
    singles = [[int(a <= i < b) for i in range(7)] for a in range(7) for b in range(a + 1, 8)]
    found, scores = best_spans(chains, np.array([switch] * 30, dtype=np.float32))
    for chain, path, score in zip(chains, found, scores, strict=True):
        best = max(path_score(chain, switch, each) for each in singles)
        assert path_score(chain, switch, path.astype(int).tolist()) == pytest.approx(best, abs=1e-4)
        assert score == pytest.approx(best, abs=1e-4)


def test_every_attribution_has_a_content_and_at_most_one_source(encoder: Encoder) -> None:
    for attribution in found_in(encoder, "\n".join([PILE, PILE])):
        assert attribution.content
        assert len(attribution.source) <= 1


def test_the_total_of_all_paths_is_their_sum() -> None:
    draw = np.random.default_rng(7)
    chains = draw.normal(size=(20, 3, 6)).astype(np.float32)
    switch = [-0.4, 0.2]
    totals = path_totals(chains, np.array([switch] * 20, dtype=np.float32))
    for chain, total in zip(chains, totals, strict=True):
        scores = [path_score(chain, switch, list(each)) for each in product((0, 1), repeat=6)]
        assert total == pytest.approx(float(np.log(np.exp(scores).sum())), abs=1e-3)


def test_odds_of_a_path_are_its_share_of_all_paths() -> None:
    draw = np.random.default_rng(11)
    scores = draw.normal(size=(4, 6, 5)).astype(np.float32)
    switch = np.array([[-0.4, 0.2], [0.1, -0.3]], dtype=np.float32)
    path = np.array([0, 1, 1, 0, 0], dtype=np.bool_)
    odds = path_odds(scores, switch, np.tile(path, (4, 2, 1)))
    every = list(product((0, 1), repeat=5))
    for cue, role in product(range(4), range(2)):
        chain, ways = scores[cue, 3 * role : 3 * role + 3], switch[role].tolist()
        total = sum(np.exp(path_score(chain, ways, list(each))) for each in every)
        share = np.exp(path_score(chain, ways, path.astype(int).tolist())) / total
        assert odds[cue, role] == pytest.approx(np.log(share / (1 - share)), abs=1e-3)


def test_odds_become_probabilities_by_slope_and_shift() -> None:
    assert probability(2.0, (1.0, 0.0)) == pytest.approx(0.8808, abs=1e-4)
    assert probability(2.0, (0.5, -1.0)) == 0.5
    assert 0 <= probability(-1000.0, (1.0, 0.0)) <= probability(1000.0, (1.0, 0.0)) <= 1


def test_a_saying_inside_a_quotation_is_told_apart(encoder: Encoder) -> None:
    text = "Ilse Vantor said that the minister had told her that the dam was safe."
    kinds = {words(text, one.cue)[0]: one.inner for one in found_in(encoder, text)}
    assert kinds == {"said": False, "had told": True}
