from __future__ import annotations

import tomllib

import numpy as np
import pytest
from training.shown import Linked, left_out, uncorrected, with_correction, worth

from whence.evaluation.calibration import Platt
from whence.linking.features import log_odds, shown_probability

FOUND = [
    Linked(story, said, right)
    for story in range(12)
    for said, right in ((0.2, True), (0.2, False), (0.6, True), (0.6, True), (0.9, True))
]
WEIGHTS = """# weights
[plain]
intercept = -4.5

# as it was
[shown]
slope = 0.5
shift = 0.7
"""


def test_what_is_shown_is_raised_where_more_is_right_than_said() -> None:
    corrected = left_out(FOUND)
    low, high = corrected[0], corrected[4]
    assert 0.4 < low < 0.7
    assert low < high
    assert "60 pairs on one point, 48 of them right" in worth(FOUND)


def test_a_story_is_corrected_by_the_others_alone() -> None:
    odd = [*FOUND, *(Linked(12, 0.9, same=False) for _ in range(40))]
    before, after = left_out(FOUND), left_out(odd)
    # The odd one is of the same fold as stories 0 and 6, which have no part in what corrects it.
    assert after[0] == pytest.approx(before[0])
    assert np.abs(after[5] - before[5]) > 0.01


@pytest.mark.parametrize("text", [WEIGHTS, WEIGHTS.split("# as it was", maxsplit=1)[0]])
def test_the_correction_is_written_in_place_of_the_one_before(text: str) -> None:
    written = with_correction(with_correction(text, Platt(2.0, 0.1), "a"), Platt(1.5, -0.25), "b")
    told = tomllib.loads(written)
    assert told["shown"] == {"slope": 1.5, "shift": -0.25}
    assert told["plain"] == {"intercept": -4.5}
    assert written.count("[shown]") == 1
    assert "# b\n[shown]" in written
    assert "# a" not in written


def test_what_is_shown_is_taken_back_but_where_all_use_the_same_words() -> None:
    said = uncorrected(0.8)
    assert said is not None
    assert shown_probability(log_odds(said)) == pytest.approx(0.8)
    assert uncorrected(1.0) is None
