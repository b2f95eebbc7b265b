"""Whether the scores of attributions can be read as probabilities, on a split of PolNeAR.

    whence extract DATA/polnear/dev/text --format jsonl > dev.jsonl
    python benchmarks/calibration.py DATA/polnear/dev dev.jsonl --picture out/calibration.svg

`score` is right when the cue shares a word with a reader's cue; `source_score` and
`content_score`, given such a pair, when the words are the same. Each reader of an article counts
by himself, as in the tables. A correction is judged on articles it was not fitted on: fitted on
every other article, applied to the rest, and the other way round. `--fit FILE` writes corrections
fitted on all of them, as JSON for a network's settings.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from polnear import Article, pairings, read_articles
from whence.evaluation.calibration import (
    Bin,
    Floats,
    brier,
    calibration_error,
    fit_isotonic,
    fit_platt,
    reliability,
)

SCORES = ("score", "source_score", "content_score")
SIDE, EDGE = 260, 40
"""Pixels of a diagram's side and of the margin around it."""

Correction = Callable[[Floats], Floats]
Fit = Callable[[Floats, Floats], Correction]


@dataclass(frozen=True)
class Trials:
    """Scores, whether each was right, and the number of the article each is from."""

    scores: Floats
    right: Floats
    articles: Floats


def trials(articles: Sequence[Article], name: str) -> Trials:
    """Collect one score over all articles and readers; a record without it counts for nothing."""
    rows = [
        (score, right, number)
        for number, article in enumerate(articles)
        for score, right in _of_article(article, name)
    ]
    columns = np.array(rows, dtype=np.float64).reshape(-1, 3).T
    return Trials(*columns)


def _of_article(article: Article, name: str) -> Iterator[tuple[float, bool]]:
    for marked in article.readers:
        pairs = pairings(article.found, marked)
        if name == "score":
            met = {id(one) for one, _ in pairs}
            trials = [(one, id(one) in met) for one in article.found]
        else:
            role = name.removesuffix("_score")
            trials = [(one, getattr(one, role) == getattr(other, role)) for one, other in pairs]
        yield from ((one.scores[name], right) for one, right in trials if name in one.scores)


def crossed(made: Trials, fit: Fit) -> Floats:
    """Correct every score by what was fitted on the articles of the other half."""
    corrected = made.scores.copy()
    for half in (0, 1):
        mine = made.articles % 2 == half
        corrected[mine] = fit(made.scores[~mine], made.right[~mine])(made.scores[mine])
    return corrected


def print_row(name: str, scores: Floats, right: Floats) -> None:
    """Print how many, mean score and share right, both calibration errors, and Brier's score."""
    print(
        f"{name:26s}{len(scores):7d}{100 * scores.mean():8.1f}{100 * right.mean():8.1f}"
        f"{100 * calibration_error(scores, right):10.1f}"
        f"{100 * calibration_error(scores, right, by='width'):11.1f}{brier(scores, right):8.3f}"
    )


def fitted(made: Trials) -> dict[str, Any]:
    """Return both corrections, fitted on everything, as they can be written down."""
    return {
        "platt": asdict(fit_platt(made.scores, made.right)),
        "isotonic": fit_isotonic(made.scores, made.right).record(),
    }


# --- the picture ----------------------------------------------------------------------------------


def picture(diagrams: Sequence[tuple[str, Sequence[Bin]]]) -> str:
    """Draw reliability diagrams side by side, as SVG: share right over mean score, a dot a bin."""
    step = SIDE + 2 * EDGE
    width, height = step * len(diagrams), step
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
    ]
    for number, (title, bins) in enumerate(diagrams):
        parts.append(f'<g transform="translate({number * step + EDGE} {EDGE})">')
        parts += _diagram(title, bins)
        parts.append("</g>")
    return "\n".join([*parts, "</svg>", ""])


def _diagram(title: str, bins: Sequence[Bin]) -> Iterator[str]:
    yield f'<text x="{SIDE / 2}" y="-14" text-anchor="middle">{title}</text>'
    yield f'<rect width="{SIDE}" height="{SIDE}" fill="none" stroke="#999"/>'
    yield f'<line x1="0" y1="{SIDE}" x2="{SIDE}" y2="0" stroke="#999" stroke-dasharray="4 4"/>'
    for share in (0.0, 0.5, 1.0):
        x, y = _place(share, share)
        yield f'<text x="{x}" y="{SIDE + 16}" text-anchor="middle">{share:g}</text>'
        yield f'<text x="-6" y="{y + 4}" text-anchor="end">{share:g}</text>'
    yield f'<text x="{SIDE / 2}" y="{SIDE + 32}" text-anchor="middle">mean score</text>'
    yield (
        f'<text transform="translate(-26 {SIDE / 2}) rotate(-90)" text-anchor="middle">'
        "share right</text>"
    )
    points = " ".join("{},{}".format(*_place(one.score, one.right)) for one in bins)
    yield f'<polyline points="{points}" fill="none" stroke="#27c"/>'
    for one in bins:
        x, y = _place(one.score, one.right)
        words = f"{one.count} scores, mean {one.score:.2f}, right {one.right:.2f}"
        yield f'<circle cx="{x}" cy="{y}" r="4" fill="#27c"><title>{words}</title></circle>'


def _place(score: float, right: float) -> tuple[float, float]:
    return round(score * SIDE, 1), round((1 - right) * SIDE, 1)


def main() -> None:
    """Read the arguments, print the figures, write what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="a PolNeAR split: text/ and attributions/")
    parser.add_argument("extraction", type=Path, help="what `whence extract` printed for it")
    parser.add_argument("--picture", type=Path, help="where to write the diagrams, as SVG")
    parser.add_argument("--fit", type=Path, help="where to write corrections, as JSON")
    arguments = parser.parse_args()
    articles = read_articles(arguments.folder, arguments.extraction)
    everything = {name: trials(articles, name) for name in SCORES}
    print(f"{'%':26s}{'trials':>7s}{'mean':>8s}{'right':>8s}{'ECE mass':>10s}{'ECE width':>11s}"
          f"{'Brier':>8s}")  # fmt: skip
    diagrams, fits = [], {}
    for name, made in everything.items():
        if not len(made.scores):
            print(f"{name:26s}      not in these records")
            continue
        print_row(name, made.scores, made.right)
        print_row("  by Platt, crossed", crossed(made, fit_platt), made.right)
        print_row("  isotonic, crossed", crossed(made, fit_isotonic), made.right)
        diagrams.append((name, reliability(made.scores, made.right)))
        fits[name] = fitted(made)
    for path, text in (
        (arguments.picture, picture(diagrams)),
        (arguments.fit, json.dumps(fits, indent=1) + "\n"),
    ):
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf8")


if __name__ == "__main__":
    main()
