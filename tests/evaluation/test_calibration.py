"""Calibration on made data, where the truth is known."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from whence.evaluation.calibration import (
    Curve,
    Platt,
    brier,
    calibration_error,
    fit_isotonic,
    fit_platt,
    pool_adjacent,
    reliability,
)

Floats = NDArray[np.float64]
SCORES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def made(count: int = 20_000) -> tuple[Floats, Floats]:
    """True chances, and what came of each."""
    draw = np.random.default_rng(7)
    chances = draw.uniform(0.02, 0.98, count)
    return chances, (draw.random(count) < chances).astype(np.float64)


def odds(chances: Floats) -> Floats:
    return np.asarray(np.log(chances / (1 - chances)))


class TestMeasures:
    def test_scores_that_are_the_true_chances_are_calibrated(self) -> None:
        chances, right = made()
        assert calibration_error(chances, right) < 0.015
        assert calibration_error(chances, right, by="width") < 0.015

    @pytest.mark.parametrize("by", ["mass", "width"])
    def test_one_bin_of_one_score(self, by: str) -> None:
        scores, right = [0.7] * 10, [1] * 4 + [0] * 6
        (only,) = reliability(scores, right, by=by)  # type: ignore[arg-type]
        assert (only.count, only.right) == (10, 0.4)
        assert only.score == pytest.approx(0.7)
        assert calibration_error(scores, right) == pytest.approx(0.3)

    def test_bins_of_equal_mass_and_of_equal_width(self) -> None:
        scores = [0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99, 0.05]
        right = [1] * 10
        assert [one.count for one in reliability(scores, right, bins=5)] == [2] * 5
        assert [one.count for one in reliability(scores, right, bins=5, by="width")] == [1, 9]

    def test_brier(self) -> None:
        assert brier([1.0, 0.0], [1, 0]) == 0
        assert brier([0.5, 0.5], [1, 0]) == 0.25

    def test_nothing_scored(self) -> None:
        assert reliability([], []) == ()
        assert (calibration_error([], []), brier([], [])) == (0.0, 0.0)

    def test_as_many_outcomes_as_scores(self) -> None:
        with pytest.raises(ValueError, match="outcomes"):
            brier([0.5], [1, 0])

    @given(SCORES)
    def test_bins_hold_every_score_once_and_rise(self, made: list[tuple[float, bool]]) -> None:
        scores, right = zip(*made, strict=True)
        bins = reliability(scores, right)
        assert sum(one.count for one in bins) == len(scores)
        assert sum(one.count * one.right for one in bins) == pytest.approx(sum(right))
        means = [one.score for one in bins]
        assert means == sorted(means)
        assert 0 <= calibration_error(scores, right) <= 1


class TestCorrections:
    def test_a_line_undoes_a_line(self) -> None:
        chances, right = made()
        modest = 1 / (1 + np.exp(-(0.5 * odds(chances) - 1)))
        line = fit_platt(modest, right)
        assert line.slope == pytest.approx(2, abs=0.1)
        assert line.shift == pytest.approx(2, abs=0.1)
        assert calibration_error(modest, right) > 0.15
        assert calibration_error(line(modest), right) < 0.015

    def test_a_curve_undoes_any_rising_shape(self) -> None:
        chances, right = made()
        bent = chances**3
        curve = fit_isotonic(bent, right)
        assert len(curve.scores) <= 20
        assert calibration_error(bent, right) > 0.15
        assert calibration_error(curve(bent), right) < 0.03

    def test_scores_that_need_nothing_are_left_alone(self) -> None:
        chances, right = made()
        line, curve = fit_platt(chances, right), fit_isotonic(chances, right)
        assert line.slope == pytest.approx(1, abs=0.05)
        assert line.shift == pytest.approx(0, abs=0.05)
        assert np.abs(curve(chances) - chances).max() < 0.1

    @pytest.mark.parametrize("outcome", [0, 1])
    def test_one_outcome_only_leaves_room_for_the_other(self, outcome: int) -> None:
        scores, right = [0.5, 0.7, 0.9] * 5, [outcome] * 15
        for fitted in (fit_platt(scores, right)(scores), fit_isotonic(scores, right)(scores)):
            assert np.all((fitted > 0) & (fitted < 1))
            assert np.abs(fitted - outcome).max() < 0.25

    def test_nothing_to_fit_changes_nothing(self) -> None:
        assert fit_platt([], []) == Platt(1.0, 0.0)
        assert fit_isotonic([], [])([0.3]).tolist() == [0.3]

    @given(SCORES)
    def test_corrections_are_chances_and_never_fall(self, made: list[tuple[float, bool]]) -> None:
        scores, right = zip(*made, strict=True)
        grid = np.linspace(0, 1, 50)
        curve = fit_isotonic(scores, right)(grid)
        assert np.all(np.diff(curve) >= 0)
        for fitted in (curve, fit_platt(scores, right)(grid)):
            assert np.all((fitted >= 0) & (fitted <= 1))

    def test_a_table_can_be_written_and_read(self) -> None:
        chances, right = made(500)
        curve = fit_isotonic(chances, right)
        assert Curve.of(json.loads(json.dumps(curve.record()))) == curve


class TestPooling:
    @given(st.lists(st.tuples(st.integers(1, 9), st.floats(0, 1)), min_size=1, max_size=30))
    def test_rises_and_keeps_the_mean(self, made: list[tuple[int, float]]) -> None:
        weights, values = zip(*made, strict=True)
        pooled = pool_adjacent(weights, values)
        assert np.all(np.diff(pooled) >= 0)
        assert np.dot(weights, pooled) == pytest.approx(np.dot(weights, values))

    @given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
    def test_leaves_what_rises_alone(self, values: list[float]) -> None:
        rising = sorted(values)
        assert pool_adjacent([1] * len(rising), rising).tolist() == pytest.approx(rising)
