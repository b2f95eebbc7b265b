"""Whether a score can be read as a probability, and how to make it one.

A score is calibrated when of everything scored 0.8 eight in ten are right. How far a set of
scores is from that is measured in bins of equal mass (each holds about as many scores): bins of
equal width, as Guo et al. (2017) draw them, leave most of theirs nearly empty here, and their
error hangs on a few scores. Both can be had. Two corrections are fitted: a line through the
log-odds (Platt, 1999), for scores that are evenly too sure or too modest, and a rising curve of
any shape (isotonic, by pooling neighbours that fall), for the rest where there are enough scores.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

BINS: Final = 10
_EDGE: Final = 1e-6
_ROUNDS: Final = 50

Floats = NDArray[np.float64]
Binning = Literal["mass", "width"]


@dataclass(frozen=True, slots=True)
class Bin:
    """Scores next to one another: how many, their mean, and the share of them that is right."""

    count: int
    score: float
    right: float


@dataclass(frozen=True, slots=True)
class Platt:
    """A correction: the log-odds of a score times `slope`, plus `shift`."""

    slope: float = 1.0
    shift: float = 0.0

    def __call__(self, scores: ArrayLike) -> Floats:
        """Return the scores corrected."""
        return _chances(self.slope * _odds(scores) + self.shift)


@dataclass(frozen=True, slots=True)
class Curve:
    """A correction by a small table: straight lines between its points, level beyond its ends."""

    scores: tuple[float, ...]
    chances: tuple[float, ...]

    def __call__(self, scores: ArrayLike) -> Floats:
        """Return the scores corrected."""
        return np.interp(np.asarray(scores, dtype=np.float64), self.scores, self.chances)

    def record(self) -> dict[str, list[float]]:
        """Return the table as it can stand in a network's `config.json`."""
        return {"scores": list(self.scores), "chances": list(self.chances)}

    @classmethod
    def of(cls, record: Mapping[str, Sequence[float]]) -> Curve:
        """Read a table that `record` made."""
        return cls(tuple(record["scores"]), tuple(record["chances"]))


def reliability(
    scores: ArrayLike, right: ArrayLike, *, bins: int = BINS, by: Binning = "mass"
) -> tuple[Bin, ...]:
    """Return the bins that hold anything, lowest scores first. Equal scores share a bin.

    >>> reliability([0.2, 0.2, 0.9, 0.9], [0, 1, 1, 1], bins=2)
    (Bin(count=2, score=0.2, right=0.5), Bin(count=2, score=0.9, right=1.0))
    """
    values, hits = _ordered(scores, right)
    if not len(values):
        return ()
    if by == "width":
        numbers = np.minimum((values * bins).astype(np.int64), bins - 1)
    else:
        # A score belongs where the first of its equals would fall.
        firsts = np.searchsorted(values, values, side="left")
        numbers = firsts * bins // len(values)
    return tuple(
        Bin(int(mask.sum()), float(values[mask].mean()), float(hits[mask].mean()))
        for mask in (numbers == number for number in np.unique(numbers))
    )


def calibration_error(
    scores: ArrayLike, right: ArrayLike, *, bins: int = BINS, by: Binning = "mass"
) -> float:
    """Return the mean gap between score and share right, over bins by their mass (ECE)."""
    found = reliability(scores, right, bins=bins, by=by)
    total = sum(one.count for one in found)
    return sum(one.count * abs(one.score - one.right) for one in found) / total if total else 0.0


def brier(scores: ArrayLike, right: ArrayLike) -> float:
    """Return the mean squared distance of the scores from what came true (0 best, 0.25 a coin)."""
    values, hits = _ordered(scores, right)
    return float(np.mean((values - hits) ** 2)) if len(values) else 0.0


def fit_platt(scores: ArrayLike, right: ArrayLike) -> Platt:
    """Fit a line through the log-odds by likelihood, with Platt's guard against certainty.

    Where all are right or all wrong, or there is nothing, the guard keeps the fit finite.
    """
    values, hits = _ordered(scores, right)
    if not len(values):
        return Platt()
    yes, no = hits.sum(), len(hits) - hits.sum()
    wanted = np.where(hits > 0, (yes + 1) / (yes + 2), 1 / (no + 2))
    rows = np.stack([_odds(values), np.ones(len(values))], axis=1)
    line = np.array([1.0, 0.0])
    for _ in range(_ROUNDS):
        chances = _chances(rows @ line)
        slant = rows.T @ (chances - wanted)
        bend = (rows * (chances * (1 - chances))[:, None]).T @ rows + _EDGE * np.eye(2)
        step = np.linalg.solve(bend, slant)
        line -= step * min(1.0, 2.0 / max(float(np.abs(step).max()), _EDGE))
        if np.abs(step).max() < _EDGE:
            break
    return Platt(float(line[0]), float(line[1]))


def fit_isotonic(scores: ArrayLike, right: ArrayLike, *, points: int = 20) -> Curve:
    """Fit a curve that never falls, with at most `points` points.

    The scores are first put into so many bins of equal mass; of each, the share right counts one
    more right and one more wrong, so that no chance is 0 or 1. Neighbours that fall are pooled.
    """
    bins = reliability(scores, right, bins=points)
    if not bins:
        return Curve((0.0, 1.0), (0.0, 1.0))
    smoothed = [(one.right * one.count + 1) / (one.count + 2) for one in bins]
    chances = pool_adjacent([one.count for one in bins], smoothed)
    return Curve(
        tuple(round(one.score, 4) for one in bins), tuple(round(float(c), 4) for c in chances)
    )


def pool_adjacent(weights: Sequence[float], values: Sequence[float]) -> Floats:
    """Return the rising sequence nearest to `values` by weighted squares (pool adjacent violators).

    >>> pool_adjacent([1, 1, 2], [0.1, 0.9, 0.3]).tolist()
    [0.1, 0.5, 0.5]
    """
    blocks: list[tuple[float, float, int]] = []  # weight, mean, how many values
    for weight, value in zip(weights, values, strict=True):
        block = (float(weight), float(value), 1)
        while blocks and blocks[-1][1] >= block[1]:
            before = blocks.pop()
            mass = before[0] + block[0]
            middle = (before[0] * before[1] + block[0] * block[1]) / mass
            block = (mass, middle, before[2] + block[2])
        blocks.append(block)
    return np.repeat([mean for _, mean, _ in blocks], [size for _, _, size in blocks])


def _ordered(scores: ArrayLike, right: ArrayLike) -> tuple[Floats, Floats]:
    """Return both as arrays, in the order of the scores."""
    values = np.asarray(scores, dtype=np.float64)
    hits = np.asarray(right, dtype=np.float64)
    if values.shape != hits.shape or values.ndim != 1:
        raise ValueError(f"{values.shape} scores for {hits.shape} outcomes")
    order = np.argsort(values, kind="stable")
    return values[order], hits[order]


def _odds(scores: ArrayLike) -> Floats:
    chances = np.clip(np.asarray(scores, dtype=np.float64), _EDGE, 1 - _EDGE)
    return np.asarray(np.log(chances / (1 - chances)))


def _chances(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))
