"""Learns the judge of same events: `python -m training.same_event --ecb PATH`.

Logistic regression with a ridge on standardised features, each with the sign of its words, on all
pairs of listed sentences of different documents of ECB+'s training topics (1 to 35 but its
development topics). Scale and threshold come from topics left out. Deterministic: the
same data gives the same file.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.ecbplus import TRAIN, Listed, pairs, read_listed
from whence.evaluation.calibration import calibration_error
from whence.extraction.encoder import Encoder
from whence.linking import same_event

RIDGE = 5.0
FOLDS = 5
STEPS = 30
OUT = Path(same_event.__file__).with_name(same_event.WEIGHTS)

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]


def table(listed: Sequence[Listed]) -> tuple[Floats, Truths, NDArray[np.int64]]:
    """Return feature values (pairs, features), whether each is a yes, and its topic."""
    rows, right, topics = [], [], []
    for one, two, same in pairs(listed):
        rows.append(same_event.values(one.telling, two.telling))
        right.append(same)
        topics.append(one.topic)
    return np.array(rows), np.array(right), np.array(topics)


def fit(values: Floats, right: Truths) -> tuple[float, Floats]:
    """Return intercept and weights on the features as they are (Newton's steps with a ridge)."""
    mean, spread = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-9)
    design = np.column_stack([np.ones(len(values)), (values - mean) / spread])
    ridge = np.diag([0.0, *[RIDGE] * values.shape[1]])
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chance = _sigmoid(design @ weights)
        slope = design.T @ (right - chance) - ridge @ weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + ridge
        weights = weights + np.linalg.solve(curve, slope)
    plain = weights[1:] / spread
    return float(weights[0] - plain @ mean), plain


def fit_signed(values: Floats, right: Truths) -> tuple[float, Floats]:
    """Return intercept and weights, none with a sign that its feature's words deny.

    A feature that would speak the other way is left out (weight 0), the worst first, and the rest
    learnt anew: a reason shown to a person must be one.
    """
    signs = np.array([-1.0 if of in same_event.AGAINST else 1.0 for of in same_event.FEATURES])
    kept = np.ones(values.shape[1], dtype=bool)
    spread = values.std(axis=0)
    while True:
        intercept, some = fit(values[:, kept], right)
        weights = np.zeros(values.shape[1])
        weights[kept] = some
        worst = int(np.argmin(weights * signs * spread))
        if weights[worst] * signs[worst] >= 0:
            return intercept, weights
        kept[worst] = False


def left_out(values: Floats, right: Truths, topics: NDArray[np.int64]) -> Floats:
    """Return every pair's probability by weights learnt on the topics of other folds."""
    folds = np.searchsorted(np.unique(topics), topics) % FOLDS
    chances = np.zeros(len(right))
    for fold in range(FOLDS):
        mine = folds == fold
        intercept, weights = fit_signed(values[~mine], right[~mine])
        chances[mine] = _sigmoid(values[mine] @ weights + intercept)
    return chances


def best_threshold(scores: Floats, right: Truths) -> tuple[float, float]:
    """Return the score from which a yes has the best F1, and that F1."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(right[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + right.sum())
    at = int(np.argmax(f1))
    return float(scores[order[at]]), float(f1[at])


def _odds(chances: Floats) -> Floats:
    kept = np.clip(chances, 1e-9, 1 - 1e-9)
    return np.asarray(np.log(kept / (1 - kept)), dtype=np.float64)


def _sigmoid(score: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(score, -30, 30))), dtype=np.float64)


def main() -> None:
    """Learn the weights and write them beside the judge."""
    parser = argparse.ArgumentParser(description="Learn the judge of same events.")
    parser.add_argument("--ecb", type=Path, required=True, help="the folder of ECB+")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    listed = read_listed(args.ecb, TRAIN, Encoder.load())
    values, right, topics = table(listed)
    chances = left_out(values, right, topics)
    # Topics differ more than pairs of one topic do: what holds for new topics is less sure.
    shift, slope = fit(_odds(chances)[:, None], right)
    held = _sigmoid(shift + slope[0] * _odds(chances))
    threshold, f1 = best_threshold(held, right)
    error = calibration_error(held, right.astype(np.float64))
    intercept, weights = fit_signed(values, right)
    intercept, weights = shift + slope[0] * intercept, slope[0] * weights
    names = [of.__name__ for of in same_event.FEATURES]
    lines = [
        "# Learnt by training/same_event.py on ECB+ (CC BY 3.0); log-odds.",
        f"# {len(right)} pairs of {len(set(topics.tolist()))} topics, {int(right.sum())} of them "
        f"tell an event in common; on topics left out: F1 {100 * f1:.1f}, "
        f"calibration error {error:.3f}",
        f"intercept = {intercept:.4f}",
        f"threshold = {threshold:.3f}",
        "",
        "[weights]",
        *(f"{name} = {weight:.4f}" for name, weight in zip(names, weights, strict=True)),
    ]
    args.out.write_text("\n".join(lines) + "\n", "utf8")


if __name__ == "__main__":
    main()
