from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from whence.extraction.decoding import Decoding, decode_attributions, propose
from whence.extraction.encoder import Encoder
from whence.extraction.verifying import EVIDENCE, WEIGHTS, Evidence, fit, verified

SURE = Evidence(
    cue_odds=4.0, source_odds=3.0, content_odds=2.0, has_source=True, cue_words=1,
    content_words=9, content_pieces=1, content_quoted=0.0, cue_quoted=False, held=False,
)  # fmt: skip
TEXT = "Ilse Vantor, the engineer, said the dam would hold. The board met twice on Monday."


def test_a_row_has_a_number_for_each_thing_weighed_and_one_more() -> None:
    assert len(SURE.row()) == len(EVIDENCE) + 1 == WEIGHTS
    assert SURE.row()[-1] == 1.0


def test_no_odds_are_so_high_that_nothing_else_counts() -> None:
    assert replace(SURE, cue_odds=1e9).row()[0] == replace(SURE, cue_odds=50.0).row()[0]


def test_weights_fitted_tell_right_from_wrong() -> None:
    draw = np.random.default_rng(1)
    rows = np.concatenate([draw.normal(size=(400, 3)), np.ones((400, 1))], axis=1)
    truth = 1 / (1 + np.exp(-(2 * rows[:, 0] - rows[:, 1] - 0.5)))
    right = (draw.random(400) < truth).astype(np.float64)
    weights = fit(rows.astype(np.float32), right.astype(np.float32))
    assert weights[0] > 1
    assert weights[1] < -0.4
    assert abs(float(verified(rows.astype(np.float32), weights).mean() - right.mean())) < 0.01


def test_all_right_gives_finite_weights() -> None:
    rows = np.stack([SURE.row()] * 5)
    assert np.isfinite(fit(rows, np.ones(5, np.float32))).all()


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


def test_what_is_kept_is_among_what_is_proposed(encoder: Encoder) -> None:
    (reading,) = encoder.read([TEXT])
    proposed = [raw for raw, _ in propose(reading)]
    kept = decode_attributions(reading)
    assert set(kept) <= set(proposed)
    assert [TEXT[slice(*raw.cue[0])] for raw in kept] == ["said"]


def test_asking_for_more_certainty_keeps_fewer(encoder: Encoder) -> None:
    (reading,) = encoder.read([TEXT * 3])
    kept = [
        len(
            decode_attributions(
                reading, how=Decoding(least=least, inner_least=least, long_least=least)
            )
        )
        for least in (0.0, 0.5, 1.01)
    ]
    assert kept[0] >= kept[1] >= kept[2] == 0
