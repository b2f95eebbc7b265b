"""Do two sentences of different reports tell the same event? Against two simple ways.

    python benchmarks/same_event.py PATH [--topics 2,5,12] [--errors N]

PATH is the folder of ECB+; its development topics are judged: all pairs of listed sentences of
different documents of one topic; a pair is a yes where both tell an event that is joined across
documents. `same lemma` says yes where the words of two annotated event mentions have a stem in
common: it is told the mentions, the others are not. `sentence vectors` is the cosine of the
encoder's vectors at the threshold that is best on these very pairs. `whence` is the shipped judge
at its own threshold. Prints a table, the judge's calibration, and what each feature is worth.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from whence.evaluation.calibration import calibration_error
from whence.extraction.encoder import Encoder
from whence.linking import same_event

sys.path.insert(0, str(Path(__file__).parents[1]))  # for `training`
from training.ecbplus import DEV, Listed, pairs, read_listed
from training.same_event import best_threshold

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]


def row(name: str, said: Truths, right: Truths, note: str = "") -> str:
    """Return a row of the table: precision, recall, F1."""
    hits = int((said & right).sum())
    precision, recall = hits / max(1, int(said.sum())), hits / max(1, int(right.sum()))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"{name:44s}{100 * precision:8.1f}{100 * recall:8.1f}{100 * f1:8.1f}  {note}"


def scored(of: same_event.FeatureOf, found: Sequence[tuple[Listed, Listed, bool]]) -> Floats:
    """Return a feature's value for every pair."""
    return np.array([of(one.telling, two.telling) for one, two, _ in found])


def print_calibration(chances: Floats, right: Truths) -> None:
    """Print the judge's probabilities beside the share that is right, in ten bins."""
    for low in np.arange(0, 1, 0.1):
        some = (chances >= low) & (chances < low + 0.1)
        if some.any():
            print(
                f"{low:6.1f} to {low + 0.1:.1f}{int(some.sum()):8d}"
                f"{100 * chances[some].mean():8.1f}{100 * right[some].mean():8.1f}"
            )


def print_errors(found: Sequence[tuple[Listed, Listed, bool]], chances: Floats, most: int) -> None:
    """Print the surest wrong answers by their documents and strongest reasons."""
    right = np.array([same for *_, same in found])
    surest = np.argsort(-np.abs(chances - right), kind="stable")[:most]
    for at in surest.tolist():
        one, two, same = found[at]
        reasons = same_event.explain(one.telling, two.telling)[:3]
        print(f"{chances[at]:.2f} {same} {one.document} {two.document}: {reasons}")


def main() -> None:
    """Read the arguments, judge, print."""
    parser = argparse.ArgumentParser(description="Judge ECB+ development topics.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--topics", default=",".join(map(str, DEV)))
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    topics = [int(topic) for topic in args.topics.split(",")]
    found = list(pairs(read_listed(args.path, topics, Encoder.load())))
    right = np.array([same for *_, same in found])
    lemma = np.array([bool(one.lemmas & two.lemmas) for one, two, _ in found])
    cosine = scored(same_event.meaning, found)
    plain = np.array([float(one.telling.vector @ two.telling.vector) for one, two, _ in found])
    chances = np.array([same_event.probability(a.telling, b.telling) for a, b, _ in found])
    print(f"{len(right)} pairs, {int(right.sum())} tell an event in common")
    print(f"{'':44s}{'P':>8s}{'R':>8s}{'F1':>8s}")
    print(row("every pair", np.ones_like(right), right))
    print(row("same lemma of annotated mentions", lemma, right))
    for name, scores in (("sentence vectors", plain), ("sentence vectors, mean off", cosine)):
        threshold, _ = best_threshold(scores, right)
        print(row(f"{name}, best threshold", scores >= threshold, right, f"{threshold:.3f}"))
    threshold = same_event.learnt().threshold
    print(row("whence, own threshold", chances >= threshold, right, f"{threshold:.3f}"))
    threshold, _ = best_threshold(chances, right)
    print(row("whence, best threshold", chances >= threshold, right, f"{threshold:.3f}"))
    for least in (0.5, 0.7, 0.8, 0.9):
        print(row(f"whence, from {least}", chances >= least, right))
    error = calibration_error(chances, right.astype(np.float64))
    print(f"calibration error {error:.3f}")
    print_calibration(chances, right)
    print_errors(found, chances, args.errors)


if __name__ == "__main__":
    main()
