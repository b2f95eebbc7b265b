from __future__ import annotations

import numpy as np
import pytest

from whence.extraction.encoder import Encoder, Reading
from whence.extraction.wordpieces import CHANNELS, REACH

TEXT = "Officials in Harn denied that any money had been paid. “It is a lie,” Ilse Vantor said."


@pytest.fixture(scope="module")
def reading() -> Reading:
    (reading,) = Encoder.load().read([TEXT])
    return reading


def cue(reading: Reading, word: str) -> tuple[int, int]:
    begin = TEXT.index(word)
    return reading.pieces_of(begin, begin + len(word))


def test_every_step_in_reach_has_six_scores(reading: Reading) -> None:
    scores, steps = reading.linker.scores(reading.around, [cue(reading, "denied")])
    assert scores.shape == (1, CHANNELS, 2 * REACH + 1)
    assert steps.shape == (1, 2 * REACH + 1)
    assert steps[0, REACH] == cue(reading, "denied")[0]


def test_no_path_takes_a_step_off_the_text(reading: Reading) -> None:
    scores, steps = reading.linker.scores(reading.around, [cue(reading, "denied")])
    off = (steps[0] < 0) | (steps[0] >= len(reading.offsets))
    assert off.any()
    assert (scores[0][:, off] == -30).all()


def test_a_cue_scores_the_same_beside_others(reading: Reading) -> None:
    cues = [cue(reading, "denied"), cue(reading, "said")]
    together, _ = reading.linker.scores(reading.around, cues)
    for number, one in enumerate(cues):
        alone, _ = reading.linker.scores(reading.around, [one])
        assert np.array_equal(alone[0], together[number])


def test_the_right_source_scores_best(reading: Reading) -> None:
    scores, steps = reading.linker.scores(reading.around, [cue(reading, "said")])
    best = int(steps[0, scores[0, 0].argmax()])
    assert TEXT[slice(*reading.offsets[best])] in ("Il", "Ilse", "Vantor", "ilse") or (
        TEXT.index("Ilse") <= reading.offsets[best, 0] < TEXT.index(" said")
    )
