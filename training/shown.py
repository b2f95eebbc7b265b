"""Learns what is shown beside a point: `python -m training.shown --data DATA --scorer SCORE`.

The weights of links judge any two clauses of a story, most of which have nothing in common; that
all of several were put on one point tells more. So the mean log-odds of a point's pairs is
corrected (Platt 1999) before it is shown as a probability. The correction is learnt from pairs of
accounts of different reports that linking puts on one point and that both stand for accounts of
`benchmarks/stories_annotated` (as the scorer matches them): on one annotated point, or on two. It
is never learnt from `held_out` or `unseen` in it, nor from the gold stories, which stay a test; nor
from points told in the same words by all, which are shown as sure, whatever the correction: taken
back through it, they would have the odds of the correction before.

Prints how far what is said lies from what is right (expected calibration error) before and after,
for the annotated stories with their own fold left out, and for the gold stories.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.stories import ANNOTATED, Read, Scorer, read_stories
from numpy.typing import NDArray

from whence.evaluation.calibration import Platt, calibration_error, fit_platt
from whence.export.records import point_record
from whence.linking import features
from whence.linking.link import link
from whence.settings import load_settings

WEIGHTS = Path(features.__file__).with_name("link_weights.toml")
FOLDS = 6
BINS = 10
GOLD = "stories-gold"

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Linked:
    """A pair of accounts on one point: its story, what the point says of it, whether it is so."""

    story: int
    said: float
    same: bool


def main() -> None:
    """Learn the correction, print what it is worth on stories left out, and write it."""
    parser = argparse.ArgumentParser(prog="python -m training.shown", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--scorer", type=Path, required=True, help="scorer of annotated stories")
    parser.add_argument("--keep", type=Path, help="holds what extraction found")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    asked = parser.parse_args()
    scorer = Scorer([asked.data / GOLD, ANNOTATED], asked.scorer)
    read = read_stories(asked.data, scorer.gold, asked.keep)
    found = {
        group: [pair for story in stories for pair in linked(story, read[story], scorer)]
        for group, stories in scorer.groups.items()
    }
    own = found[ANNOTATED.name]
    learnt = fit_platt(*_columns(own))
    told = worth(own)
    print(told)
    show(own, left_out(own))
    said, same = _columns(found[GOLD])
    print(f"gold stories, {len(said)} pairs: error {calibration_error(said, same):.3f}, ", end="")
    print(f"corrected {calibration_error(learnt(said), same):.3f}")
    asked.out.write_text(with_correction(asked.out.read_text("utf8"), learnt, told), "utf8")


def linked(story: str, read: Read, scorer: Scorer) -> Iterator[Linked]:
    """Yield the pairs of accounts that linking puts on one point and the annotation knows.

    What they are said to be is the mean over the point's pairs, uncorrected. Points told in the
    same words by all have none.
    """
    links = link([r for r, _ in read], [e for _, e in read], settings=load_settings().linking)
    reports = {r.id: r for r, _ in read}
    for point in links.points:
        said = uncorrected(point.score)
        if said is None:
            continue
        stands = _annotated(json.loads(json.dumps(point_record(point, reports))), story, scorer)
        for (one, mine), (other, theirs) in combinations(stands, 2):
            if one != other:
                same = not mine.isdisjoint(theirs)
                yield Linked(int(story), said, same)


def uncorrected(shown: float) -> float | None:
    """Return what was said before the correction, None where all tell it in the same words."""
    if shown == 1.0:
        return None
    slope, shift = features.correction()
    odds = (features.log_odds(min(max(shown, 1e-4), 1 - 1e-4)) - shift) / slope
    return features.probability(odds)


def _annotated(
    point: dict[str, Any], story: str, scorer: Scorer
) -> list[tuple[str, frozenset[str]]]:
    """Return for each account of a point its report and the annotated points it stands for."""
    found = []
    for account in point["accounts"]:
        known = frozenset(
            gold["id"]
            for gold in scorer.gold[story]["points"]
            for other in gold["accounts"]
            if account.get("field") != "title" and scorer.meets(account, other)
        )
        if known:
            found.append((account["path"], known))
    return found


def left_out(found: Sequence[Linked]) -> Floats:
    """Return what is said of each pair, corrected by what the other folds of stories tell."""
    said, same = _columns(found)
    places = {story: at for at, story in enumerate(sorted({pair.story for pair in found}))}
    folds = np.array([places[pair.story] % FOLDS for pair in found])
    corrected = np.zeros(len(found))
    for fold in range(FOLDS):
        held = folds == fold
        corrected[held] = fit_platt(said[~held], same[~held])(said[held])
    return corrected


def worth(found: Sequence[Linked]) -> str:
    """Return what the correction is worth on stories left out, in words."""
    said, same = _columns(found)
    after = calibration_error(left_out(found), same)
    return (
        f"{len(found)} pairs on one point, {int(same.sum())} of them right; on stories left out: "
        f"calibration error {after:.3f}, uncorrected {calibration_error(said, same):.3f}"
    )


def show(found: Sequence[Linked], corrected: Floats) -> None:
    """Print what is said and what is right, by what is said."""
    _, same = _columns(found)
    bins = np.minimum((corrected * BINS).astype(int), BINS - 1)
    for place in sorted(set(bins.tolist())):
        held = bins == place
        told = f"{corrected[held].mean():.2f} | {same[held].mean():.2f}"
        print(f"| {place / BINS:.1f} | {int(held.sum())} | {told} |")


def with_correction(text: str, learnt: Platt, told: str) -> str:
    """Return the file of weights with another correction of what is shown."""
    section = f"# {told}\n[shown]\nslope = {learnt.slope:.4f}\nshift = {learnt.shift:.4f}\n"
    found = re.search(r"(?:^#[^\n]*\n)?^\[shown\]\n(?:[^\[#\n]*\n?)*", text, re.MULTILINE)
    if found is None:
        return text + section
    return text[: found.start()] + section + text[found.end() :]


def _columns(found: Sequence[Linked]) -> tuple[Floats, NDArray[np.bool_]]:
    return np.array([pair.said for pair in found]), np.array([pair.same for pair in found])


if __name__ == "__main__":
    main()
