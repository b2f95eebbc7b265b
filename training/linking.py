"""Learns the weights of linking: `python -m training.linking --data DATA`.

`linking_pairs.jsonl` holds pairs of clauses of different reports of one story, each judged by hand:
do they answer the same question of fact (null: not clearly, learnt as no), and if so, how do they
stand to one another? A clause is
named by its report and its place in the report's text field; no text is in the file. The pairs were
drawn from every range of an earlier linker's scores (`drawn` says for how many pairs one stands;
0: drawn at random from pairs far below). Logistic regression with a ridge on standardised
features, plain clauses and figures apart, as `features.py` shares them out; the intercepts are set
so that the probabilities hold for the pairs as they come (each weighed by what it stands for),
judged on stories left out.

What is shown beside a point is corrected; the file is written without a correction, which
`training/shown.py` then learns anew.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.shown import with_correction
from whence.evaluation.calibration import Platt, calibration_error
from whence.export.records import raw_spans
from whence.extraction.workers import Workers
from whence.linking import features
from whence.linking.features import FIGURE_FEATURES, PLAIN_FEATURES, Pair
from whence.linking.gazetteer import load_gazetteer
from whence.linking.relays import find_relays
from whence.linking.statements import Matrix, Statement, gather
from whence.linking.topics import family
from whence.records.extraction import Extraction
from whence.records.report import Refusal, Report
from whence.settings import load_settings
from whence.workflow import extract_pile

PAIRS = Path(__file__).with_name("linking_pairs.jsonl")
WEIGHTS = Path(features.__file__).with_name("link_weights.toml")
RIDGE = 60.0  # on standardised features: a few hundred pairs tell little about each
FAR_DOWN = 2.0  # weight of a pair drawn at random: there are far more of them than were drawn
MOST_DRAWN = 60.0  # one pair stands for no more than this when the intercepts are set
FOLDS = 6
# Most of the weight of the first version's, set by hand: what is not learnt otherwise stays there.
# All judged pairs are of two reports of one story, so nothing is learnt of other matters or of one
# sentence but from whole piles (docs/accuracy.md).
BEFORE: dict[str, dict[str, float]] = {
    "plain": {
        "meaning": 2.7, "wording": 3.24, "several_words": 0.11, "setting": 0.27,
        "same_speaker": 0.13, "one_figure": -0.22, "opposed": -0.4, "others_named": -0.32,
        "other_matter": -3.0, "same_sentence": -1.0,
    },
    "figures": {
        "meaning": 1.35, "wording": 1.35, "setting": 2.16, "same_count": 0.96, "same_value": 0.66,
        "both_lead": 0.96, "same_speaker": 0.27, "other_count": -1.2, "far_apart": -0.54,
        "part_of_whole": -0.13, "other_matter": -3.0, "same_sentence": -1.0,
    },
}  # fmt: skip

Floats = NDArray[np.float64]
Label = dict[str, Any]
Read = list[tuple[Report, Extraction]]


@dataclass(frozen=True)
class Example:
    """One judged pair: its features, whether it answers one question, and where it is from."""

    story: str
    values: tuple[float, ...]
    figures: bool
    same: bool
    drawn: float


def main() -> None:
    """Fit both sets of weights and write them where linking reads them."""
    parser = argparse.ArgumentParser(prog="python -m training.linking", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    arguments = parser.parse_args()
    labels = [json.loads(line) for line in PAIRS.read_text("utf8").splitlines()]
    stories = sorted({label["a"]["report"].split("/")[0] for label in labels})
    read = {name: read_story(arguments.data / "stories" / name) for name in stories}
    arguments.out.write_text(
        with_correction(fit(list(examples(labels, read))), Platt(), ""), "utf8"
    )


def read_story(folder: Path) -> Read:
    """Return the reports of a folder with what was found in them."""
    settings = load_settings()
    found = extract_pile([folder], Workers(settings.extraction), settings)
    return [item for item in found if not isinstance(item, Refusal)]


def examples(
    labels: Iterable[dict[str, dict[str, str]]], read: dict[str, Read]
) -> Iterator[Example]:
    """Yield the judged pairs whose clauses are found, with their features."""
    places = {story: Places(found) for story, found in read.items()}
    for label in labels:
        story = label["a"]["report"].split("/")[0]
        one, two = places[story].find(label["a"]), places[story].find(label["b"])
        if one is None or two is None:
            continue
        pair = places[story].pair(one, two)
        figures = bool(one.quantity and two.quantity)
        used = FIGURE_FEATURES if figures else PLAIN_FEATURES
        values = tuple(feature(pair) for feature in used)
        yield Example(story, values, figures, bool(label["same"]), float(label["drawn"]))


class Places:
    """Finds the statements of one story by report and place."""

    def __init__(self, found: Read) -> None:
        read = [(r, e) for r, e in found if not r.note and not e.note]
        gazetteer = load_gazetteer()
        relays = [relay for r, e in read for relay in find_relays(r, e, gazetteer)]
        pile = gather([r for r, _ in read], [e for _, e in read], gazetteer, relays)
        self._vectors: Matrix = pile.clauses
        self._reports = {r.id: r for r, _ in read}
        self._by_stem: dict[str, list[tuple[int, int, Statement]]] = defaultdict(list)
        for statement in pile.statements:
            report = self._reports[statement.report]
            spans, field = raw_spans(report, [statement.span])
            if field == "text":
                stem = Path(report.path).stem
                self._by_stem[stem].append((spans[0][0], spans[-1][1], statement))

    def find(self, place: Label) -> Statement | None:
        """Return the statement that best covers a place, with the same figure if it names one."""
        start, end = (int(n) for n in place["span"])
        best: tuple[float, Statement] | None = None
        for begin, stop, statement in self._by_stem[place["report"].split("/")[1]]:
            if self._figure(statement) != (list(place["figure"]) if place["figure"] else None):
                continue
            shared = min(end, stop) - max(start, begin)
            share = shared / (max(end, stop) - min(start, begin))
            if share > 0.5 and (best is None or share > best[0]):
                best = (share, statement)
        return best[1] if best else None

    def _figure(self, statement: Statement) -> list[int] | None:
        if statement.quantity is None:
            return None
        return raw_spans(self._reports[statement.report], [statement.quantity.span])[0][0]

    def pair(self, one: Statement, two: Statement) -> Pair:
        """Return two statements with what is worked out about them."""
        a, b = self._vectors[one.index], self._vectors[two.index]
        cosine = float(a @ b) if a.any() and b.any() else None
        told = [
            family(self._reports[s.report].text, s.span, s.quantity) if s.quantity else ""
            for s in (one, two)
        ]
        return Pair(one, two, cosine, (told[0], told[1]))


def fit(found: Sequence[Example]) -> str:
    """Return the weights of both sets as the text of the file linking reads."""
    parts = ["# Learnt from judged pairs by training/linking.py; see there. Log-odds.", ""]
    for name, used, figures in (
        ("plain", PLAIN_FEATURES, False),
        ("figures", FIGURE_FEATURES, True),
    ):
        kept = [e for e in found if e.figures is figures]
        prior = np.array([BEFORE[name].get(f.__name__, 0.0) for f in used])
        weights, report = fit_one(kept, prior)
        parts += [f"# {report}", f"[{name}]", f"intercept = {weights[-1]:.4f}"]
        parts += [f"{f.__name__} = {w:.4f}" for f, w in zip(used, weights[:-1], strict=True)]
        parts.append("")
    return "\n".join(parts)


def fit_one(kept: Sequence[Example], prior: Floats) -> tuple[Floats, str]:
    """Return weights in the features' own units, the intercept last, and what they reach."""
    values = np.array([e.values for e in kept])
    same = np.array([e.same for e in kept], dtype=float)
    weigh = np.array([1.0 if e.drawn else FAR_DOWN for e in kept])
    folds = np.array([int(e.story) % FOLDS for e in kept])
    judged = np.array([bool(e.drawn) for e in kept])
    scores = np.zeros(len(kept))
    for fold in range(FOLDS):
        held = folds == fold
        weights = logistic(values[~held], same[~held], weigh[~held], prior)
        scores[held] = values[held] @ weights[:-1] + weights[-1]
    drawn = np.array([min(e.drawn, MOST_DRAWN) for e in kept])
    shift = _shift(scores[judged], same[judged], drawn[judged])
    weights = logistic(values, same, weigh, prior)
    weights[-1] += shift
    chances = 1 / (1 + np.exp(-(scores[judged] + shift)))
    error = calibration_error(chances, same[judged].astype(bool))
    precision = average_precision(same[judged], scores[judged])
    return weights, (
        f"{int(judged.sum())} pairs, {int(same.sum())} of them right; on stories left out: "
        f"average precision {precision:.3f}, calibration error {error:.3f}"
    )


def logistic(values: Floats, right: Floats, weigh: Floats, prior: Floats) -> Floats:
    """Fit a logistic regression by Newton's method, drawn to `prior` instead of to nothing.

    `values` (pairs, features); returns the weights in the features' own units, intercept last.
    """
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    inputs = np.hstack([(values - mean) / spread, np.ones((len(values), 1))])
    ridge = np.diag([*([RIDGE] * values.shape[1]), 1e-6])
    towards = np.append(prior * spread, 0.0)
    weights = towards.copy()
    for _ in range(30):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (weigh * (chance - right)) + ridge @ (weights - towards)
        curve = (inputs * (weigh * chance * (1 - chance))[:, None]).T @ inputs + ridge
        weights -= np.linalg.solve(curve, slope)
    own = weights[:-1] / spread
    return np.append(own, weights[-1] - own @ mean)


def _shift(scores: Floats, right: Floats, drawn: Floats) -> float:
    """Return what makes the mean probability the share of right pairs, each by what it is for."""
    low, high = -10.0, 10.0
    for _ in range(60):
        middle = (low + high) / 2
        chances = 1 / (1 + np.exp(-(scores + middle)))
        low, high = (middle, high) if drawn @ (chances - right) < 0 else (low, middle)
    return (low + high) / 2


def average_precision(right: Floats, scores: Floats) -> float:
    """Return the mean precision at each right pair, the surest first."""
    ordered = right[np.argsort(-scores, kind="stable")]
    hits = np.cumsum(ordered)
    return float((hits / np.arange(1, len(ordered) + 1))[ordered > 0].mean())


if __name__ == "__main__":
    main()
